//! Files that are damaged or meant to do harm: an error or an array, never a panic, and never more
//! memory than the file justifies.
//!
//! The same entry points are what `array-core/fuzz` tries; the inputs it has found are in its
//! `corpus`, and each is read here.

mod corpus;
mod mutation;
mod read;
mod weigh;

#[global_allocator]
static ALLOCATOR: weigh::Weighing = weigh::Weighing;
