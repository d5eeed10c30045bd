//! Where an answer is meant to differ from NumPy's, with the reason. The test fails when a case
//! listed here agrees, so the list is exactly the set of deviations.

use crate::case::Case;

/// Why this case's answer differs from NumPy's; `None` when it must not.
pub(crate) fn reason(case: &Case) -> Option<&'static str> {
    match case.call.as_str() {
        "sort" if case.args[0].has_both_zeros() => {
            Some("sort puts -0.0 before 0.0; NumPy leaves them in the order they came")
        }
        _ => None,
    }
}
