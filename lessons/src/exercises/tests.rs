//! What holds of every exercise.

use std::collections::BTreeSet;

use super::*;
use crate::answer::compare;
use crate::learner::generator;

const LEARNERS: [&str; 5] = ["book", "ada", "grace", "emmy", "sofia"];

#[test]
fn the_right_answer_is_right_for_every_learner() {
    for exercise in all() {
        for learner in LEARNERS {
            let make = || (exercise.answer)(&generator(learner, exercise.id));
            let compared = compare(&make(), &make(), exercise.tolerance);
            assert_eq!(compared, Ok(()), "{} for {learner}", exercise.id);
        }
    }
}

#[test]
fn wrong_answers_are_wrong_for_every_learner() {
    for exercise in all() {
        for (learner, (k, wrong)) in LEARNERS
            .into_iter()
            .flat_map(|l| exercise.wrong.iter().enumerate().map(move |w| (l, w)))
        {
            let draw = || generator(learner, exercise.id);
            let compared =
                compare(&(exercise.answer)(&draw()), &wrong(&draw()), exercise.tolerance);
            let name = exercise.id;
            let difference =
                compared.expect_err(&format!("{name}: wrong answer {k} for {learner}"));
            assert!(!difference.rows.is_empty(), "{name}: wrong answer {k} is not explained");
        }
    }
}

#[test]
fn an_answer_of_one_learner_is_not_anothers() {
    for exercise in all() {
        let answers = LEARNERS.map(|learner| (exercise.answer)(&generator(learner, exercise.id)));
        assert!(answers[1..].iter().any(|answer| *answer != answers[0]), "{}", exercise.id);
    }
}

#[test]
fn every_exercise_is_complete() {
    let mut seen = BTreeSet::new();
    for (k, exercise) in LESSONS.iter().flat_map(|lesson| lesson.iter().enumerate()) {
        let id = exercise.id;
        assert!(seen.insert(id), "{id} is defined twice");
        assert_eq!(id, format!("ex_{}_{}", exercise.lesson(), k + 1), "{id} is out of order");
        assert!((1..=3).contains(&exercise.level), "{id}: level {}", exercise.level);
        assert!((2..=3).contains(&exercise.hints.len()), "{id}: {} hints", exercise.hints.len());
        assert!(exercise.wrong.len() >= 2, "{id}: too few wrong answers");
        assert!(exercise.solution.contains("answer"), "{id}: the solution defines no `answer`");
        let is_tuple = exercise.inputs.starts_with('(');
        assert!(is_tuple, "{id}: inputs are a tuple, not {}", exercise.inputs);
    }
}

#[test]
fn the_catalogue_has_every_exercise() {
    let catalogue: Value = catalogue().parse().unwrap();
    let entries = catalogue.as_array().unwrap();
    assert_eq!(entries.len(), all().count());
    let corners = entries.iter().find(|entry| entry["id"] == "ex_3_1").unwrap();
    assert_eq!(corners["inputs"], "(m,)");
}
