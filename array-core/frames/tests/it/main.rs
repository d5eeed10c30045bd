//! Data frames: what cells do with them.

mod convert; // arrays as frames and columns, and back
mod files; // CSV, Parquet, Arrow IPC, JSON
mod shapes; // groups, joins, pivots, summaries, categories, rows
mod tables; // how frames are shown

use array_frames::prelude::*;

/// A small frame of several types with a hole.
fn sample() -> DataFrame {
    df!(
        "name" => ["Ada <b>", "Bob", "Cid"],
        "age" => [36_i32, 41, 29],
        "height" => [Some(1.7), None, Some(1.825)],
        "member" => [true, false, true],
    )
    .unwrap()
}
