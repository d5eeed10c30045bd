//! `.npy` files.
#![no_main]

// The module is that of the stable tests, which read every kept input, too.
#[path = "../../tests/files/read.rs"]
mod read;
#[path = "../../tests/files/weigh.rs"]
mod weigh;

#[global_allocator]
static ALLOCATOR: weigh::Weighing = weigh::Weighing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| read::check("npy", bytes));
