//! How exercises are written.

/// Defines a lesson's exercises, each with its name, level and title:
///
/// - `task`: what is to be done, word for word as in the lesson;
/// - `given`: the inputs, always a tuple, drawn from a seeded generator;
/// - `answer`: the right answer for them;
/// - `hints`: two or three, each more specific;
/// - `solution`: the statements a learner would write, the last of which defines `answer`;
/// - `wrong`: two or more typical wrong answers;
/// - `tolerance` at the end, where 1e-9 does not do.
///
/// Every exercise becomes a module of its name; `EXERCISES` lists them.
macro_rules! exercises {
    ($(
        $id:ident: $level:literal, $title:literal {
            task: $task:literal,
            given: |$rng:ident| -> $given:ty $make:block,
            answer: |$inputs:pat_param| $answer:expr,
            hints: [$($hint:literal),+ $(,)?],
            solution: $solution:literal,
            wrong: [$(|$wrong_inputs:pat_param| $wrong:expr),+ $(,)?]
            $(, tolerance: $tolerance:literal)? $(,)?
        }
    )+) => {
        /// The exercises of this lesson, in their order.
        pub(super) const EXERCISES: &[&super::Exercise] = &[$(&$id::EXERCISE),+];

        $(
            #[doc = $task]
            pub mod $id {
                #[allow(unused_imports)]
                use super::*;
                use crate::answer::Answer;
                use crate::exercises::Exercise;

                /// What is given.
                pub type Given = $given;

                /// Draws what is given.
                #[allow(unused_variables)]
                fn make($rng: &array_core::random::Generator) -> Given $make

                /// What is given to this learner.
                #[must_use]
                pub fn given() -> Given {
                    make(&EXERCISE.generator())
                }

                /// The exercise.
                pub static EXERCISE: Exercise = Exercise {
                    id: stringify!($id),
                    level: $level,
                    title: $title,
                    task: $task,
                    inputs: stringify!($inputs),
                    hints: &[$($hint),+],
                    solution: $solution,
                    tolerance: exercises!(@tolerance $($tolerance)?),
                    #[allow(unused_variables)]
                    answer: |rng| {
                        let $inputs = make(rng);
                        Answer::of(&$answer)
                    },
                    wrong: &[$(
                        #[allow(unused_variables)]
                        |rng| {
                            let $wrong_inputs = make(rng);
                            Answer::of(&$wrong)
                        }
                    ),+],
                };
            }
        )+
    };
    (@tolerance) => { 1e-9 };
    (@tolerance $tolerance:literal) => { $tolerance };
}
