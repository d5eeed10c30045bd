//! From `std::any::type_name` to a type that a cell can write.

use crate::compiler::CRATE_NAME;

/// Paths that `type_name` gives through private modules, and where the same type is public.
const PUBLIC: &[(&str, &str)] = &[
    ("alloc::collections::binary_heap::", "std::collections::"),
    ("alloc::collections::btree::map::", "std::collections::btree_map::"),
    ("alloc::collections::btree::set::", "std::collections::btree_set::"),
    ("alloc::collections::linked_list::", "std::collections::"),
    ("alloc::collections::vec_deque::", "std::collections::"),
    ("core::iter::adapters::chain::", "std::iter::"),
    ("core::iter::adapters::cycle::", "std::iter::"),
    ("core::iter::adapters::enumerate::", "std::iter::"),
    ("core::iter::adapters::rev::", "std::iter::"),
    ("core::iter::adapters::skip::", "std::iter::"),
    ("core::iter::adapters::step_by::", "std::iter::"),
    ("core::iter::adapters::take::", "std::iter::"),
    ("core::iter::adapters::zip::", "std::iter::"),
    // Traits of the prelude: nobody suggests to import these.
    ("core::iter::traits::iterator::", "std::iter::"),
    ("core::iter::traits::double_ended::", "std::iter::"),
    ("core::iter::traits::exact_size::", "std::iter::"),
    ("core::future::future::", "std::future::"),
    ("core::ops::function::", "std::ops::"),
    ("core::ops::range::", "std::ops::"),
    ("core::cell::once::", "std::cell::"),
    ("std::collections::hash::map::", "std::collections::hash_map::"),
    ("std::collections::hash::set::", "std::collections::hash_set::"),
    ("std::sync::poison::mutex::", "std::sync::"),
    ("std::sync::poison::rwlock::", "std::sync::"),
    ("std::sync::once_lock::", "std::sync::"),
    ("std::sync::lazy_lock::", "std::sync::"),
    ("tokio::runtime::runtime::", "tokio::runtime::"),
    ("tokio::runtime::task::join::", "tokio::task::"),
    ("tokio::sync::mpsc::bounded::", "tokio::sync::mpsc::"),
    ("tokio::sync::mpsc::unbounded::", "tokio::sync::mpsc::"),
    ("tokio::sync::mutex::", "tokio::sync::"),
    ("num_complex::", "array_core::"),
];

/// Why a closure is not kept.
pub(super) const CLOSURE: &str = "a closure's type has no name; make it a function, or store it as \
                                  `Box<dyn Fn(..) -> ..>` with its type written out";

/// What is said when a session's first closure is not kept. Most are not meant to be: who misses one
/// is told more.
pub(super) const CLOSURES_END: &str = "was not kept: closures end with their cell, functions stay";

/// The type as a cell can write it.
///
/// # Errors
/// The reason, and what to write instead, when there is no such way.
pub(super) fn writable(type_name: &str) -> Result<String, String> {
    if type_name.contains("{{closure}}") {
        return Err(CLOSURE.into());
    }
    if type_name.contains("{{") || type_name.contains("{opaque") {
        return Err(format!("the type `{type_name}` has no name that another cell could write"));
    }
    let mut text = type_name.to_owned();
    for (private, public) in PUBLIC {
        text = replace_paths(&text, private, public);
    }
    text = with_outer_modules(&text);
    text = replace_paths(&text, &format!("{CRATE_NAME}::"), "crate::");
    for name in ["alloc::", "core::", "std::"] {
        text = replace_paths(&text, name, "::std::");
    }
    Ok(with_raw_names(&text))
}

/// Keywords that may stand in a path without being names.
const PATH_KEYWORDS: [&str; 4] = ["crate", "self", "super", "Self"];

/// Restores the `r#` of names that are keywords, which `type_name` leaves out.
fn with_raw_names(text: &str) -> String {
    let mut raw = String::new();
    let mut rest = text;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(start) = rest.find(is_word) {
        let end = rest[start..].find(|c| !is_word(c)).map_or(rest.len(), |length| start + length);
        let word = &rest[start..end];
        let in_path = rest[..start].ends_with("::") || rest[end..].starts_with("::");
        let is_keyword = syn::parse_str::<syn::Ident>(word).is_err()
            && word.starts_with(char::is_alphabetic)
            && !PATH_KEYWORDS.contains(&word);
        raw += &rest[..start];
        raw += if in_path && is_keyword { "r#" } else { "" };
        raw += word;
        rest = &rest[end..];
    }
    raw + rest
}

/// Replaces a path's beginning wherever a path begins.
/// Paths of array-core's own types by its outermost modules, which re-export what is public in those
/// inside: `array_core::random::generator::Generator` is `array_core::random::Generator`.
fn with_outer_modules(text: &str) -> String {
    const OWN: &str = "array_core::";
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut outer = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(OWN) {
        let (before, path) = rest.split_at(at);
        let end = path.find(|c| !is_path(c)).unwrap_or(path.len());
        let segments: Vec<&str> = path[..end].split("::").collect();
        outer += before;
        match segments.as_slice() {
            [own, module, .., name] => outer += &format!("{own}::{module}::{name}"),
            _ => outer += &path[..end],
        }
        rest = &path[end..];
    }
    outer + rest
}

fn replace_paths(text: &str, from: &str, to: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let before = &rest[..at];
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        replaced.push_str(before);
        replaced.push_str(if begins { to } else { from });
        rest = &rest[at + from.len()..];
    }
    replaced + rest
}

/// The type as people write it: last segments only.
pub(super) fn shown(type_text: &str) -> String {
    let mut short = String::new();
    for c in type_text.chars() {
        short.push(c);
        if short.ends_with("::") {
            let keep =
                short.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == ':').len();
            short.truncate(keep);
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_paths_become_public_ones() {
        let check = |name: &str, text: &str| assert_eq!(writable(name).unwrap(), text);
        check("alloc::vec::Vec<i32>", "::std::vec::Vec<i32>");
        check("array_core::array::Array<f64>", "array_core::array::Array<f64>");
        check(
            "(array_core::random::generator::Generator, array_core::array::Array<num_complex::Complex<f64>>)",
            "(array_core::random::Generator, array_core::array::Array<array_core::Complex<f64>>)",
        );
        check(
            "std::collections::hash::map::HashMap<alloc::string::String, notebook::Point>",
            "::std::collections::hash_map::HashMap<::std::string::String, crate::Point>",
        );
        check(
            "alloc::boxed::Box<dyn core::ops::function::Fn(f64) -> f64>",
            "::std::boxed::Box<dyn ::std::ops::Fn(f64) -> f64>",
        );
        check("(&str, [core::option::Option<u8>; 3])", "(&str, [::std::option::Option<u8>; 3])");
        check("notebook::async::Foo<dyn notebook::type>", "crate::r#async::Foo<dyn crate::r#type>");
    }

    #[test]
    fn closures_are_refused_with_advice() {
        assert!(
            writable("notebook::array_kernel_cell::{{closure}}::{{closure}}")
                .unwrap_err()
                .contains("Box<dyn Fn")
        );
    }

    #[test]
    fn shown_types_are_short() {
        assert_eq!(shown("::std::vec::Vec<array_core::array::Array<f64>>"), "Vec<Array<f64>>");
        assert_eq!(shown("(&str, crate::Point)"), "(&str, Point)");
    }
}
