//! Tells the kernel which Rust it was built with: `kernel_info` names the language's version.

use std::process::Command;

fn main() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("cargo has found rustc");
    let text = String::from_utf8_lossy(&output.stdout);
    // `rustc 1.95.0 (hash date)`
    let version = text.split_whitespace().nth(1).unwrap_or(env!("CARGO_PKG_RUST_VERSION"));
    println!("cargo:rustc-env=ARRAY_KERNEL_RUST_VERSION={version}");
    println!("cargo:rerun-if-changed=build.rs");
}
