//! `kernel_info_request`: who the kernel is. Answered at once, whatever the evaluator does.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-info>

use serde_json::json;

use super::Answer;
use crate::wire::PROTOCOL_VERSION;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Describes the kernel.
pub fn handle() -> Answer {
    Answer::ok(json!({
        "protocol_version": PROTOCOL_VERSION,
        "implementation": "array-kernel",
        "implementation_version": VERSION,
        "language_info": {
            "name": "rust",
            "version": env!("ARRAY_KERNEL_RUST_VERSION"),
            "mimetype": "text/rust",
            "file_extension": ".rs",
            "pygments_lexer": "rust",
            "codemirror_mode": "rust",
            // nbconvert knows no exporter for Rust of its own; this one writes the cells to a file.
            "nbconvert_exporter": "script",
        },
        "banner": format!("array-kernel {VERSION}: Rust with NumPy-style arrays"),
        "help_links": [
            {"text": "array-kernel", "url": REPOSITORY},
            {"text": "The Rust Programming Language", "url": "https://doc.rust-lang.org/book/"},
            {"text": "Rust standard library", "url": "https://doc.rust-lang.org/std/"},
        ],
        "debugger": false,
        "supported_features": [],
    }))
}
