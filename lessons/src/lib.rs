//! The course's machinery: exercises that check themselves, progress, a study plan, data sets.
//!
//! A notebook's cells get it by naming it; the kernel builds it then:
//!
//! ```
//! use lessons::prelude::*;
//!
//! # // SAFETY: no other thread runs yet.
//! # unsafe { std::env::set_var("LESSONS_PROGRESS", std::env::temp_dir().join("lessons-doc.json")) };
//! let (m,) = given!(ex_3_1);
//! let answer = m.i(([0, 0, -1, -1], [0, -1, 0, -1]));
//! check!(ex_3_1, answer);
//! ```
//!
//! | module | idea |
//! |---|---|
//! | [`exercises`] | the exercises, one file per lesson |
//! | [`answer`] | answers of any type, and how they differ from what is expected |
//! | [`datasets`] | data to learn on |
//! | [`learner`] | who learns: the name, and the numbers that are drawn for it |
//! | [`progress`](mod@progress) | what has been tried and solved, on disk and as a table |
//! | [`plan`](mod@plan), [`contents`] | a plan for days or weeks; what a lesson contains and where it is |
//! | [`shapes`] | pictures of shapes that broadcast |
//! | [`course`] | the lessons: titles, minutes, sections, read from their texts |
//!
//! What is drawn for one learner differs from what is drawn for another, so that an answer cannot be
//! copied from an output.

pub mod answer;
pub mod contents;
pub mod course;
pub mod datasets;
pub mod exercises;
pub mod learner;
pub mod plan;
pub mod prelude;
pub mod progress;
pub mod shapes;

mod places;
mod show;

pub use contents::lesson;
pub use plan::plan;

/// The inputs of an exercise, drawn for this learner: `let (x, y) = given!(ex_3_2);`
#[macro_export]
macro_rules! given {
    ($exercise:ident) => {
        $crate::exercises::$exercise::given()
    };
}

/// Checks an answer and shows what is right or how it differs: `check!(ex_3_2, answer)`
///
/// The answer may be of any type and is borrowed, not moved.
#[macro_export]
macro_rules! check {
    ($exercise:ident, $($answer:tt)+) => {
        $crate::exercises::$exercise::EXERCISE.check($crate::answer_of!($($answer)+)).display()
    };
}

/// Shows a hint for an exercise, each time a more specific one: `hint!(ex_3_2)`
#[macro_export]
macro_rules! hint {
    ($exercise:ident) => {
        $crate::exercises::$exercise::EXERCISE.hint().display()
    };
}

/// Shows how an exercise can be solved: `solution!(ex_3_2)`
#[macro_export]
macro_rules! solution {
    ($exercise:ident) => {
        $crate::exercises::$exercise::EXERCISE.solution().display()
    };
}
