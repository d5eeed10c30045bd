//! The exercises, one file per lesson.
//!
//! A lesson's file is one `exercises!` block. Every exercise draws its inputs for the
//! learner, knows the right answer for them, and brings typical wrong ones, which the tests check.

// Exercises lend what they pass on, as the lessons teach.
#![allow(clippy::needless_borrows_for_generic_args)]

#[macro_use]
mod define;
mod exercise;
mod lesson_01;
mod lesson_02;
mod lesson_03;
mod lesson_04;
mod lesson_05;
mod lesson_06;
mod lesson_07;
mod lesson_08;
mod lesson_09;
mod lesson_10;

use serde_json::{Value, json};

pub use exercise::{Exercise, Make};
pub use lesson_01::*;
pub use lesson_02::*;
pub use lesson_03::*;
pub use lesson_04::*;
pub use lesson_05::*;
pub use lesson_06::*;
pub use lesson_07::*;
pub use lesson_08::*;
pub use lesson_09::*;
pub use lesson_10::*;

/// The exercises of all lessons, in their order.
pub const LESSONS: [&[&Exercise]; 10] = [
    lesson_01::EXERCISES,
    lesson_02::EXERCISES,
    lesson_03::EXERCISES,
    lesson_04::EXERCISES,
    lesson_05::EXERCISES,
    lesson_06::EXERCISES,
    lesson_07::EXERCISES,
    lesson_08::EXERCISES,
    lesson_09::EXERCISES,
    lesson_10::EXERCISES,
];

/// All exercises.
pub fn all() -> impl Iterator<Item = &'static Exercise> {
    LESSONS.into_iter().flatten().copied()
}

/// All exercises as JSON, for tests that solve them in cells.
#[must_use]
pub fn catalogue() -> String {
    let entry = |exercise: &Exercise| {
        json!({
            "id": exercise.id,
            "inputs": exercise.inputs,
            "task": exercise.task,
            "solution": exercise.solution,
        })
    };
    Value::Array(all().map(entry).collect()).to_string()
}

#[cfg(test)]
mod tests;
