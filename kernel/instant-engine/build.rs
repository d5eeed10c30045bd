//! Has the runner's blocking calls (`src/runner/blocking.rs`) take the place of the C library's in the
//! libraries that it loads.

/// What the runner defines itself.
const CALLS: [&str; 9] = [
    "accept4",
    "clock_nanosleep",
    "connect",
    "poll",
    "read",
    "recv",
    "recvfrom",
    "waitid",
    "waitpid",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        for call in CALLS {
            println!("cargo:rustc-link-arg-bins=-Wl,--export-dynamic-symbol={call}");
        }
    }
}
