//! What stands in a cell's way of the cells before: an import whose module has lost what it names, an
//! item or import whose name the cell gives to something else.
//!
//! Which of two things with one name hides the other, and what a path leads to, only the compiler
//! knows; so these are found by its errors.

use crate::compiler::{CompilerMessage, Origin, SourceMap};
use crate::program::Program;

/// rustc's codes for a path that leads nowhere.
const LEADS_NOWHERE: [&str; 4] = ["E0432", "E0433", "E0603", "E0364"];
/// rustc's code for a name that an import and an item have.
const TWICE: &str = "E0255";

/// Something of an earlier cell that goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outdated {
    /// A path of a `use` declaration.
    Import { cell: u32, path: String },
    /// An item.
    Item { cell: u32, name: String },
}

impl Outdated {
    /// What of the cells before cell `number` an error is about.
    pub(super) fn find(error: &CompilerMessage, map: &SourceMap, number: u32) -> Option<Self> {
        let leads_nowhere = LEADS_NOWHERE.contains(&error.code());
        if !leads_nowhere && error.code() != TWICE {
            return None;
        }
        let mut imports = error.imports(map).filter(|(_, primary)| *primary || !leads_nowhere);
        if let Some(((cell, path), _)) = imports.find(|((cell, _), _)| *cell != number) {
            return Some(Self::Import { cell, path: path.to_owned() });
        }
        let name = error.quoted().filter(|_| !leads_nowhere)?;
        error.origins(map).find_map(|(origin, _)| match origin {
            Origin::Cell { number: cell, .. } if *cell != number => {
                Some(Self::Item { cell: *cell, name: name.to_owned() })
            }
            _ => None,
        })
    }

    /// The program without it.
    pub(super) fn taken_from(&self, program: &mut Program) {
        match self {
            Self::Import { cell, path } => program.remove_import(*cell, path),
            Self::Item { name, .. } => program.remove_item(name),
        }
    }

    /// Says that it is gone.
    pub(super) fn story(&self) -> String {
        match self {
            Self::Import { cell, path } => {
                format!("`use {path}` of cell [{cell}] no longer holds\n")
            }
            Self::Item { cell, name } => format!("`{name}` of cell [{cell}] no longer holds\n"),
        }
    }
}
