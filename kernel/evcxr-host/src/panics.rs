//! Finds the place of a panic in the cell.

use std::path::Path;

use engine_protocol::Location;
use engine_support::Panic;

use crate::cell::Cell;
use crate::cell::edit::{location_of, offset_of};

/// The place in the cell of a panic in the crate that evcxr made of it, whose source is `generated`.
///
/// evcxr writes each statement of the cell there unchanged, functions and imports apart from the
/// rest. So the statement that contains the place is looked up by its text; of equal statements,
/// each stands for the one with the same rank. A panic in the code of an earlier cell has no place
/// in this one.
pub(crate) fn locate(panic: &Panic, generated: &str, cell: &Cell) -> Option<Location> {
    if !is_of_cell(panic) {
        return None;
    }
    let place = Location { line: panic.line, column: panic.column };
    let offset = offset_of(generated, place);
    let source = cell.source.text();
    let texts: Vec<&str> =
        cell.statements.iter().map(|statement| &source[statement.clone()]).collect();
    let (text, start) = texts
        .iter()
        .filter_map(|text| Some((*text, occurrence_around(generated, text, offset)?)))
        .max_by_key(|(text, _)| text.len())?;
    let rank = generated[..start].matches(text).count();
    let statement =
        cell.statements.iter().zip(&texts).filter(|(_, other)| **other == text).nth(rank)?.0;
    let edited = location_of(source, statement.start + offset - start);
    Some(cell.source.original_location(edited))
}

/// Whether a panic arose in the crate that evcxr makes of cells.
pub(crate) fn is_of_cell(panic: &Panic) -> bool {
    Path::new(&panic.file).ends_with("cell/src/lib.rs")
}

/// Where in `generated` the occurrence of `text` starts that contains `offset`.
fn occurrence_around(generated: &str, text: &str, offset: usize) -> Option<usize> {
    let starts = generated.match_indices(text).map(|(start, _)| start);
    starts.take_while(|start| *start <= offset).find(|start| offset < start + text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, generated: &str, at: &str, expected: Option<(usize, usize)>) {
        let cell = Cell::new(code);
        let place = location_of(generated, generated.find(at).unwrap());
        let panic = Panic {
            message: String::new(),
            file: "cell/src/lib.rs".into(),
            line: place.line,
            column: place.column,
        };
        let found = locate(&panic, generated, &cell);
        assert_eq!(found, expected.map(|(line, column)| Location { line, column }));
        let elsewhere = Panic { file: "/x/src/lib.rs".into(), ..panic };
        assert_eq!(locate(&elsewhere, generated, &cell), None);
    }

    #[test]
    fn statements_are_found_wherever_evcxr_puts_them() {
        let code = ":dep x\nlet é = 1; fn f(v: &[u8]) {\n    v[3];\n}\n  f(&[])";
        let generated = "#![allow(x)]\nfn f(v: &[u8]) {\n    v[3];\n}\n\nuser() {\nlet é = 1; \n\
            array_core::display::show_result!(f(&[]));\n}";
        check(code, generated, "v[3]", Some((3, 5)));
        check(code, generated, "f(&[])", Some((5, 3)));
        check(code, generated, "user", None);
    }

    #[test]
    fn equal_statements_are_told_apart_by_rank() {
        let code = "step();\nstep();\nstep();";
        let generated = "start\nstep();\nstep(); \nstep();/*here*/";
        check(code, &generated.replace("step();/", "st/*at*/"), "start", None);
        let third = "x\nstep();\nstep();\nstep();";
        let place = Location { line: 4, column: 1 };
        let panic = Panic {
            message: String::new(),
            file: "cell/src/lib.rs".into(),
            line: place.line,
            column: place.column,
        };
        let found = locate(&panic, third, &Cell::new(code));
        assert_eq!(found, Some(Location { line: 3, column: 1 }));
    }

    #[test]
    fn columns_are_those_of_the_original() {
        let code = "let n = a()? + v[9];";
        let generated = "let n = crate::array_kernel_cell::attempt(a())? + v[9]; \nflush();";
        check(code, generated, "v[9]", Some((1, 16)));
    }
}
