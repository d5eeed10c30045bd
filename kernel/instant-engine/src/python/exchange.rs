//! The cells by which variables travel between Rust and Python.
//!
//! Which types can travel, the compiler decides when it compiles such a cell: arrays of every element
//! type, numbers, `bool`, texts, and vectors of these. A file's form is told in `../python/exchange.py`.

use std::fmt::Write as _;

/// Names, for these cells, the folder in which the files lie.
pub(crate) const FOLDER: &str = "ARRAY_KERNEL_EXCHANGE";

/// How values become files. Without loops and closures, for which the cell would be optimised.
const GIVING: &str = include_str!("giving.rs.in");
/// How files become values.
const TAKING: &str = include_str!("taking.rs.in");

/// A cell that hands variables to Python.
pub(crate) fn giving(names: &[String]) -> String {
    let mut code = format!("{{\n{GIVING}");
    for name in names {
        let _ = writeln!(code, "__Give::__give(&{name}, &mut __create({name:?})?)?;");
    }
    code + "};\n"
}

/// A cell that takes variables from Python, each with its kind and element type.
///
/// # Errors
/// The first kind that Rust has no type for: the two sides disagree.
pub(crate) fn taking(variables: &[(String, String)]) -> Result<String, String> {
    let mut names = String::new();
    let mut values = String::new();
    for (name, kind) in variables {
        let unknown = || format!("there is no type for `{kind}` in Rust");
        let (how, element) = kind.split_once(' ').unwrap_or((kind, ""));
        let value = match how {
            "text" => format!("::std::fs::read_to_string(__path({name:?})?)?"),
            "texts" => format!("__texts({name:?})?"),
            _ => {
                let element = rust_name(element).ok_or_else(unknown)?;
                match how {
                    "array" => format!("__array::<{element}>({name:?})?"),
                    "list" => format!("__list::<{element}>({name:?})?.1"),
                    "scalar" => format!("__list::<{element}>({name:?})?.1[0]"),
                    _ => return Err(unknown()),
                }
            }
        };
        let _ = write!(names, "{name}, ");
        let _ = writeln!(values, "{value},");
    }
    Ok(format!("let ({names}) = {{\n{TAKING}(\n{values})\n}};\n"))
}

/// The Rust type of an element that NumPy calls so.
fn rust_name(element: &str) -> Option<&'static str> {
    let (_, name) = ELEMENTS.iter().find(|(numpy, _)| *numpy == element)?;
    Some(name)
}

/// NumPy's names of element types, and Rust's.
const ELEMENTS: [(&str, &str); 13] = [
    ("bool", "bool"),
    ("int8", "i8"),
    ("int16", "i16"),
    ("int32", "i32"),
    ("int64", "i64"),
    ("uint8", "u8"),
    ("uint16", "u16"),
    ("uint32", "u32"),
    ("uint64", "u64"),
    ("float32", "f32"),
    ("float64", "f64"),
    ("complex64", "::array_core::prelude::Complex32"),
    ("complex128", "::array_core::prelude::Complex64"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::{Cell, Work};

    #[test]
    fn the_cells_are_quick_to_compile_and_keep_what_they_lend() {
        let cell = Cell::parse(&giving(&["x".into(), "y".into()]));
        assert!(cell.work == Work::Calls && cell.tail.is_none() && cell.items.is_empty());
        assert!(cell.mentions.contains("x") && cell.moved.is_disjoint(&cell.mentions));
    }

    #[test]
    fn a_taking_cell_binds_what_comes() {
        let kinds = ["array float64", "list bool", "scalar complex64", "text", "texts"];
        let names = ["a", "b", "c", "d", "e"].map(str::to_owned);
        let variables: Vec<_> = names.into_iter().zip(kinds.map(str::to_owned)).collect();
        let code = taking(&variables).unwrap();
        let cell = Cell::parse(&code);
        assert!(cell.work == Work::Calls && cell.items.is_empty());
        let bound: Vec<_> = cell.bindings.iter().map(|binding| binding.name.as_str()).collect();
        assert_eq!(bound, ["a", "b", "c", "d", "e"]);
        for unknown in ["array object", "mapping int8"] {
            assert!(taking(&[("a".into(), unknown.into())]).unwrap_err().contains(unknown));
        }
    }
}
