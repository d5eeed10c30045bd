//! Golden cases: every call that `tests/golden/generate.py` wrote down with NumPy's answer is made
//! here and compared: values, dtype, shape and, where given, the printed text.
//!
//! The file is named by `ARRAY_CORE_GOLDEN`; without it the test says how to make one and is skipped.

#![allow(clippy::print_stdout, reason = "which cases differ is this test's report")]

mod case;
mod creation;
mod curves;
mod deviations;
mod elementwise;
mod indexing;
mod linear;
mod printing;
mod reductions;
mod reshaping;
mod sorting;
mod value;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use case::Case;
use value::Value;

/// How many failing cases are printed in full.
const SHOWN: usize = 40;

/// Makes the call of a case; `None` when no family knows the function.
fn answer(case: &Case) -> Option<Value> {
    creation::call(case)
        .or_else(|| elementwise::call(case))
        .or_else(|| reductions::call(case))
        .or_else(|| curves::call(case))
        .or_else(|| sorting::call(case))
        .or_else(|| reshaping::call(case))
        .or_else(|| indexing::call(case))
        .or_else(|| linear::call(case))
}

/// Says what is wrong with the answer to a case, if anything is.
fn check(case: &Case) -> Result<(), String> {
    if case.call == "str" {
        return case.check_text(&case.args[0]);
    }
    let Ok(answered) = catch_unwind(AssertUnwindSafe(|| answer(case))) else {
        return Err("panicked".into());
    };
    let Some(answer) = answered else {
        return Err("no such function, or not for this dtype".into());
    };
    case.expect.differs(&answer, case.tol).map_or(Ok(()), Err)?;
    case.check_text(&answer)
}

#[test]
fn numpy_agrees() {
    let Some(path) = std::env::var_os("ARRAY_CORE_GOLDEN") else {
        println!("skipped: set ARRAY_CORE_GOLDEN to a file made by tests/golden/generate.py");
        return;
    };
    let text = std::fs::read_to_string(&path).expect("the golden file is readable");
    std::panic::set_hook(Box::new(|_| ()));
    let (mut passed, mut failed) = (0, Vec::new());
    let mut deviations = BTreeMap::new();
    for line in text.lines() {
        let case = Case::parse(line);
        match (check(&case), deviations::reason(&case)) {
            (Ok(()), None) => passed += 1,
            (Err(_), Some(reason)) => *deviations.entry(reason).or_insert(0) += 1,
            (Ok(()), Some(reason)) => {
                failed.push(format!("{line}\n  agrees, though listed as a deviation: {reason}"))
            }
            (Err(why), None) => failed.push(format!("{line}\n  {why}")),
        }
    }
    let _ = std::panic::take_hook();
    println!("golden cases: {passed} agree with NumPy, {} do not", failed.len());
    for (reason, count) in &deviations {
        println!("  {count} deviate as documented: {reason}");
    }
    let mut by_call = BTreeMap::new();
    for failure in &failed {
        *by_call.entry(failure.split('"').nth(3).unwrap_or_default()).or_insert(0) += 1;
    }
    for failure in failed.iter().take(SHOWN) {
        println!("{failure}");
    }
    assert!(failed.is_empty(), "{} cases fail: {by_call:?}", failed.len());
    assert!(passed >= 3000, "only {passed} cases: is the golden file whole?");
}
