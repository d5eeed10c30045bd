//! The broadcasting rule.
