//! Links OpenBLAS, which matrix products and LAPACK's routines are called from.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(error) = pkg_config::probe_library("openblas") {
        println!(
            "cargo::error=OpenBLAS was not found by pkg-config. Debian: apt-get install \
             libopenblas-dev pkg-config; Fedora: dnf install openblas-devel pkgconf-pkg-config; \
             macOS: brew install openblas pkg-config, and set PKG_CONFIG_PATH as `brew info \
             openblas` says ({error})"
        );
    }
}
