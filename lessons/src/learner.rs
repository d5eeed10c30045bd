//! Who learns: the name, and the numbers that are drawn for it.

use std::env;

use array_core::random::{Generator, default_rng};

/// Names the learner in place of the user's name.
pub const LEARNER: &str = "LESSONS_LEARNER";

/// The learner's name: `LESSONS_LEARNER`, else that of the user.
#[must_use]
pub fn name() -> String {
    [LEARNER, "USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .filter_map(|variable| env::var(variable).ok())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "learner".to_owned())
}

/// Random numbers that are the same for one learner and one exercise whenever they are drawn.
#[must_use]
pub fn generator(learner: &str, exercise: &str) -> Generator {
    default_rng(hash(&[learner, exercise]))
}

/// FNV-1a, which gives the same number in every version of Rust.
fn hash(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learners_and_exercises_draw_different_numbers() {
        let draw = |learner, exercise| generator(learner, exercise).random(3).to_vec();
        assert_eq!(draw("ada", "ex_1_1"), draw("ada", "ex_1_1"));
        assert_ne!(draw("ada", "ex_1_1"), draw("bob", "ex_1_1"));
        assert_ne!(draw("ada", "ex_1_1"), draw("ada", "ex_1_2"));
        assert_ne!(hash(&["a", "bc"]), hash(&["ab", "c"]));
    }
}
