//! The text of the crate that runs a cell.

use super::source_map::{Origin, SourceMap};
use super::statics::{Links, add_definition};
use crate::cell::{Cell, Tail};
use crate::dependencies::Built;
use crate::program::{Definition, Program};

/// The name of every cell's crate: the types that cells define are `notebook::..` to `type_name`.
pub(crate) const CRATE_NAME: &str = "notebook";
/// The exported function that runs the cell.
pub(crate) const ENTRY: &str = "array_kernel_cell";
/// The name under which a cell's crate knows the library of the session's own crates.
const CRATES: &str = "__crates";

/// What decides the text of a cell's crate besides the cell itself.
pub(crate) struct Plan<'a> {
    /// The cell's number.
    pub(crate) number: u32,
    pub(crate) source: &'a str,
    pub(crate) cell: &'a Cell,
    pub(crate) program: &'a Program,
    /// The items to include.
    pub(crate) definitions: Vec<&'a Definition>,
    /// How their statics are shared with other cells.
    pub(crate) links: &'a Links,
    /// Crates beside array-core whose preludes are in scope, for example `array_frames`.
    pub(crate) preludes: &'a [String],
    /// The session's own crates.
    pub(crate) crates: Option<&'a Built>,
    /// Whether to print how long the cell takes.
    pub(crate) timed: bool,
    /// Variables that the cell takes from the store.
    pub(crate) taken: Vec<Taken>,
    /// New variables to store.
    pub(crate) stored: Vec<String>,
    /// Variables to drop from the store first.
    pub(crate) forgotten: Vec<String>,
}

/// A variable that a cell takes from the store.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) type_text: String,
    pub(crate) mutable: bool,
    /// Whether it is put back after the cell.
    pub(crate) returned: bool,
    /// Its type is of the session and unchanged, but belongs to an earlier generation of the crate.
    pub(crate) trusted: bool,
}

/// A cell's crate, written.
pub(crate) struct Generated {
    pub(crate) map: SourceMap,
    /// Whether it links the session's own crates, which takes longer.
    pub(crate) links_crates: bool,
}

/// Writes the crate.
pub(crate) fn generate(plan: &Plan<'_>) -> Generated {
    let map = write(plan, None);
    match plan.crates {
        Some(crates) if crates.is_named_in(map.text()) || plan.cell.awaits && crates.has_tokio => {
            Generated { map: write(plan, Some(crates)), links_crates: true }
        }
        _ => Generated { map, links_crates: false },
    }
}

fn write(plan: &Plan<'_>, crates: Option<&Built>) -> SourceMap {
    let mut map = SourceMap::default();
    map.add("#![allow(warnings)]\nextern crate alloc;\nextern crate array_core;\nuse array_core::prelude::*;\n");
    for prelude in plan.preludes {
        map.add(&format!("use {prelude}::prelude::*;\n"));
    }
    if let Some(crates) = crates {
        map.add(&format!("extern crate {} as {CRATES};\n", crates.library.0));
    }
    imports(plan, &mut map);
    let (macros, items): (Vec<&Definition>, Vec<_>) =
        plan.definitions.iter().partition(|definition| definition.is_macro());
    for definition in macros.into_iter().chain(items) {
        let source = plan.program.sources.get(&definition.cell).map_or("", String::as_str);
        add_definition(&mut map, definition, source, plan.links);
        map.add("\n");
    }
    entry(plan, crates, &mut map);
    map
}

fn imports(plan: &Plan<'_>, map: &mut SourceMap) {
    for import in &plan.program.imports {
        map.add("use ");
        // The path is written anew, so it leads back to its declaration as a whole.
        map.add_from(Origin::Cell { number: import.cell, start: import.range.start }, &import.path);
        map.add(";\n");
    }
}

fn entry(plan: &Plan<'_>, crates: Option<&Built>, map: &mut SourceMap) {
    map.add(&format!(
        "#[unsafe(no_mangle)]\npub extern \"C\" fn {ENTRY}(host: &::array_core::cell::Host) {{\n"
    ));
    map.add("::array_core::cell::enter(host);\n");
    for prelude in plan.preludes {
        map.add(&format!("::{prelude}::register();\n"));
    }
    for name in &plan.forgotten {
        map.add(&format!("::array_core::cell::forget({name:?});\n"));
    }
    for variable in &plan.taken {
        let Taken { name, type_text, trusted, .. } = variable;
        let mutable = if variable.mutable { "mut " } else { "" };
        let how = if *trusted { "take_trusted" } else { "take" };
        let line =
            format!("let {mutable}{name} = ::array_core::cell::{how}::<{type_text}>({name:?});\n");
        map.add_from(Origin::Take(name.clone()), &line);
    }
    let has_tokio = crates.is_some_and(|crates| crates.has_tokio);
    map.add("let __outcome = ::array_core::cell::run(|| {\n");
    if has_tokio && !plan.cell.awaits {
        // For `tokio::spawn`.
        map.add(&format!("let __entered = crate::{CRATES}::enter();\n"));
    }
    let (open, close) = match (plan.cell.awaits, has_tokio) {
        (false, _) => (String::new(), ""),
        (true, false) => ("::array_core::cell::block_on(async {\n".to_owned(), "})"),
        (true, true) => {
            let block_on = format!("crate::{CRATES}::block_on");
            (format!("{block_on}(::array_core::cell::interruptible(async {{\n"), "}))")
        }
    };
    map.add(&open);
    if plan.timed {
        map.add("let __clock = ::array_core::timing::Clock::start();\n");
    }
    body(plan, map);
    map.add("::std::result::Result::Ok::<(), ::array_core::cell::CellError>(())\n");
    map.add(close);
    map.add("\n});\n");
    for variable in plan.taken.iter().filter(|variable| variable.returned) {
        // A cell may have stored a new variable of the same name.
        map.add(&format!("if !::array_core::cell::holds({:?}) ", variable.name));
        put(map, Origin::PutBack(variable.name.clone()), &variable.name);
    }
    map.add("::array_core::cell::leave(__outcome);\n}\n");
}

fn body(plan: &Plan<'_>, map: &mut SourceMap) {
    let inserts: Vec<(usize, &str)> = plan
        .cell
        .loop_starts
        .iter()
        .map(|at| (*at, " ::array_core::cell::check_interrupt(); "))
        .collect();
    for range in &plan.cell.statements {
        map.add_cell(plan.number, plan.source, range.clone(), &inserts);
        map.add("\n;");
    }
    match &plan.cell.tail {
        None => {}
        Some(Tail::Whole(range)) => {
            map.add_from(Origin::Show, "::array_core::display::show_result!(");
            map.add_cell(plan.number, plan.source, range.clone(), &inserts);
            map.add(");\n");
        }
        Some(Tail::Tuple(elements)) => {
            map.add_from(Origin::Show, "::array_core::display::show_result!((");
            for range in elements {
                map.add("&(");
                map.add_cell(plan.number, plan.source, range.clone(), &inserts);
                map.add("), ");
            }
            map.add("));\n");
        }
    }
    if plan.timed {
        map.add("__clock.report();\n");
    }
    for name in &plan.stored {
        put(map, Origin::PutNew(name.clone()), name);
    }
}

fn put(map: &mut SourceMap, origin: Origin, name: &str) {
    // Whether the type is `Copy` is asked of the value itself, by autoref: it needs no bound.
    let line = format!(
        "{{ use ::array_core::cell::{{CopyProbe as _, NotCopyProbe as _}}; \
         let __copy = (&::array_core::cell::Probe(&{name})).is_copy(); \
         ::array_core::cell::put({name:?}, {name}, __copy); }}\n"
    );
    map.add_from(origin, &line);
}
