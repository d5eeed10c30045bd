//! The text of the crate that runs a cell.

use std::collections::BTreeSet;

use super::clocks::Clocks;
use super::inserts::{CHECK, DEBUG_PRINT, has_own_debug_print, inserts};
use super::source_map::{Origin, SourceMap};
use super::statics::{Link, Links, add_definition};
use crate::cell::{Cell, Tail};
use crate::dependencies::Built;
use crate::program::{Definition, Import, Program};

/// The name of every cell's crate: the types that cells define are `notebook::..` to `type_name`.
pub(crate) const CRATE_NAME: &str = "notebook";
/// The exported function that runs the cell.
pub(crate) const ENTRY: &str = "array_kernel_cell";
/// The name under which a cell's crate knows the library of the session's own crates.
const CRATES: &str = "__crates";

/// What is allowed in all cells. The second is no mistake but a consequence of the text being
/// included in the root.
const ALLOWED: &str = "#![allow(warnings)]
#![allow(macro_expanded_macro_exports_accessed_by_absolute_paths)]
";

const ALLOC: &str = "extern crate alloc;\n";

/// Stands before a `?` that an `Option` meets: cells fail with errors. Told alike by `Display` and
/// `Debug`.
const NO_VALUE: &str = ".ok_or(::std::format_args!(\"there is no value: `None`\"))";

/// Stands behind a `return` by which a cell is left.
const DONE: &str = " ::std::result::Result::Ok(())";

/// What decides the text of a cell's crate besides the cell itself.
pub(crate) struct Plan<'a> {
    /// The cell's number.
    pub(crate) number: u32,
    pub(crate) source: &'a str,
    /// Whether the crate is the cell's text and nothing else: for the places of unclosed brackets.
    pub(crate) alone: bool,
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
    /// How a top-level `?` tells an error.
    pub(crate) failures: Failures,
    /// Where a top-level `?` stands after an `Option`.
    pub(crate) options_tried: &'a BTreeSet<usize>,
    /// Variables that the cell takes from the store.
    pub(crate) taken: Vec<Taken>,
    /// New variables to store.
    pub(crate) stored: Vec<String>,
    /// Variables to drop from the store first.
    pub(crate) forgotten: Vec<String>,
}

impl Plan<'_> {
    /// Whether a `dbg!` of the crate is told where it stands.
    fn tells_debug_prints(&self) -> bool {
        let mut of_items = self.definitions.iter().map(|definition| &definition.debug_prints);
        let any = !self.cell.debug_prints.is_empty() || of_items.any(|prints| !prints.is_empty());
        any && !has_own_debug_print(self.program)
    }
}

/// How a top-level `?` tells an error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Failures {
    /// As it is meant to be read: by `Display`.
    Displayed,
    /// By `Debug`, which errors have that are written in a hurry.
    Debugged,
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
    /// What stands above it in the crate's root, and is the same for most cells; without it, the text
    /// is the root.
    pub(crate) head: Option<String>,
    pub(crate) map: SourceMap,
    /// Whether it uses statics of earlier cells, which are in no library that a linker knows.
    pub(crate) declares: bool,
    /// Whether it links the session's own crates, which takes longer.
    pub(crate) links_crates: bool,
    /// Whether it links crates beside array-core whose preludes are in scope: likewise.
    pub(crate) links_preludes: bool,
}

/// Writes the crate.
pub(crate) fn generate(plan: &Plan<'_>) -> Generated {
    let map = write(plan, None);
    match plan.crates {
        Some(crates) if crates.is_named_in(map.text()) || plan.cell.awaits && crates.has_tokio => {
            finish(plan, write(plan, Some(crates)), Some(crates))
        }
        _ => finish(plan, map, None),
    }
}

fn finish(plan: &Plan<'_>, map: SourceMap, crates: Option<&Built>) -> Generated {
    let declares = plan.links.values().any(|link| matches!(link, Link::Declare(_)));
    // Attributes of the crate can only stand in its root, and their mistakes are shown in the cell.
    let is_root = plan.alone || has_attributes(plan);
    let head = (!is_root).then(|| head_of(plan, crates));
    let links_preludes = !plan.preludes.is_empty();
    Generated { head, map, declares, links_crates: crates.is_some(), links_preludes }
}

fn head_of(plan: &Plan<'_>, crates: Option<&Built>) -> String {
    let has_own_alloc = plan.definitions.iter().any(|definition| definition.name == "alloc");
    let own = crates.map(|crates| crates.library.0.as_str());
    head(plan.preludes, if has_own_alloc { "" } else { ALLOC }, own)
}

/// The root of the crate of a cell that uses no crates of the session's own, above the cell's text.
pub(super) fn usual_head(preludes: &[String]) -> String {
    head(preludes, ALLOC, None)
}

fn head(preludes: &[String], alloc: &str, own: Option<&str>) -> String {
    let preludes: String = preludes.iter().map(|name| format!("extern crate {name};\n")).collect();
    let own = own.map(|name| format!("extern crate {name} as {CRATES};\n")).unwrap_or_default();
    format!("{ALLOWED}{alloc}extern crate array_core;\n{preludes}{own}")
}

fn write(plan: &Plan<'_>, crates: Option<&Built>) -> SourceMap {
    let mut map = SourceMap::default();
    if plan.alone {
        map.add_cell(plan.number, plan.source, 0..plan.source.len(), &[]);
        return map;
    }
    if has_attributes(plan) {
        map.add("#![allow(warnings)]\n");
        attributes(plan, &mut map);
        map.add(&head_of(plan, crates)[ALLOWED.len()..]);
    }
    map.add("use array_core::prelude::*;\n");
    for prelude in plan.preludes {
        map.add(&format!("use {prelude}::prelude::*;\n"));
    }
    if plan.tells_debug_prints() {
        map.add(DEBUG_PRINT);
    }
    imports(plan, &mut map);
    let (macros, items): (Vec<&Definition>, Vec<_>) =
        plan.definitions.iter().partition(|definition| definition.is_macro());
    for definition in macros.into_iter().chain(items) {
        let source = plan.program.sources.get(&definition.cell).map_or("", String::as_str);
        add_definition(&mut map, definition, source, plan.links, plan.tells_debug_prints());
        map.add("\n");
    }
    entry(plan, crates, &mut map);
    map
}

fn has_attributes(plan: &Plan<'_>) -> bool {
    !plan.program.attributes.is_empty() || !plan.cell.attributes.is_empty()
}

fn attributes(plan: &Plan<'_>, map: &mut SourceMap) {
    let lasting = plan.program.attributes.iter().map(|(cell, range)| (*cell, range));
    let own = plan.cell.attributes.iter().filter(|(_, lasts)| !lasts);
    for (cell, range) in lasting.chain(own.map(|(range, _)| (plan.number, range))) {
        let source = plan.program.sources.get(&cell).map_or("", String::as_str);
        map.add_cell(cell, source, range.clone(), &[]);
        map.add("\n");
    }
}

fn imports(plan: &Plan<'_>, map: &mut SourceMap) {
    for import in &plan.program.imports {
        map.add("use ");
        let Import { cell: number, path, range, .. } = import;
        let source = plan.program.sources.get(number).and_then(|source| source.get(range.clone()));
        let verbatim = source.and_then(|source| source.find(path)).map(|at| range.start + at);
        let range = verbatim.map_or(range.clone(), |at| at..at + path.len());
        map.add_from(Origin::Import { number: *number, range }, path);
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
    if plan.failures == Failures::Debugged {
        map.add(DEBUGGED);
    }
    map.add("let mut __outcome = ::array_core::cell::Outcome::Ok;\n");
    // Dropping a value may do anything: it is guarded like the cell's own code.
    for name in &plan.forgotten {
        guarded(map, |map| map.add(&format!("::array_core::cell::forget({name:?});\n")));
    }
    let drops = |variable: &Taken| !variable.returned || plan.stored.contains(&variable.name);
    if plan.taken.iter().any(drops) {
        guarded(map, |map| with_variables(plan, crates, map));
    } else {
        with_variables(plan, crates, map);
    }
    map.add("::array_core::cell::leave(__outcome);\n}\n");
}

/// What is the error of a cell whose errors are told by `Debug`.
const DEBUGGED: &str = "struct __Failure(::std::string::String);
impl<E: ::std::fmt::Debug> ::std::convert::From<E> for __Failure {
fn from(error: E) -> Self { Self(::std::format!(\"{error:?}\")) }
}
";

/// Adds code that may panic; what went wrong first is the cell's outcome.
fn guarded(map: &mut SourceMap, code: impl FnOnce(&mut SourceMap)) {
    map.add("let __end = ::array_core::cell::run(|| {\n");
    code(map);
    map.add("::std::result::Result::Ok(())\n});\n");
    note(map, "__end");
}

fn note(map: &mut SourceMap, outcome: &str) {
    let fine = "::array_core::cell::Outcome::Ok";
    map.add(&format!("if let {fine} = __outcome {{ __outcome = {outcome}; }}\n"));
}

/// Adds the code between taking the variables from the store and putting them back.
fn with_variables(plan: &Plan<'_>, crates: Option<&Built>, map: &mut SourceMap) {
    for variable in &plan.taken {
        let Taken { name, type_text, trusted, .. } = variable;
        let mutable = if variable.mutable { "mut " } else { "" };
        let how = if *trusted { "take_trusted" } else { "take" };
        let line =
            format!("let {mutable}{name} = ::array_core::cell::{how}::<{type_text}>({name:?});\n");
        map.add_from(Origin::Take(name.clone()), &line);
    }
    let has_tokio = crates.is_some_and(|crates| crates.has_tokio);
    map.add("let __ran = ::array_core::cell::run(|| {\n");
    let (failure, catch) = match plan.failures {
        Failures::Displayed => ("::array_core::cell::CellError", ""),
        Failures::Debugged => {
            map.add("(|| {\n");
            ("__Failure", "\n})().map_err(|failure| failure.0.into())")
        }
    };
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
    map.add(&format!("::std::result::Result::Ok::<(), {failure}>(())\n{close}{catch}\n}});\n"));
    note(map, "__ran");
    for variable in plan.taken.iter().filter(|variable| variable.returned) {
        // A cell may have stored a new variable of the same name.
        map.add(&format!("if !::array_core::cell::holds({:?}) ", variable.name));
        put(map, Origin::PutBack(variable.name.clone()), &variable.name);
    }
}

fn body(plan: &Plan<'_>, map: &mut SourceMap) {
    let Cell { loop_starts, debug_prints, .. } = plan.cell;
    let debug_prints = if plan.tells_debug_prints() { &debug_prints[..] } else { &[] };
    let mut inserts = inserts(plan.number, plan.source, loop_starts, debug_prints);
    inserts.extend(plan.cell.returns.iter().map(|at| (*at, DONE.into())));
    inserts.extend(plan.options_tried.iter().map(|at| (*at, NO_VALUE.into())));
    inserts.sort_by_key(|(at, _)| *at);
    let mut clock = Clocks::new(plan);
    for range in &plan.cell.statements {
        clock.before(range.start, map);
        map.add_cell(plan.number, plan.source, range.clone(), &inserts);
        if plan.cell.returns.contains(&range.end) {
            map.add(DONE);
        }
        map.add("\n;");
        // An interrupt ends a sleep, not the cell.
        if plan.source[range.clone()].contains("sleep") {
            map.add(CHECK);
        }
    }
    if let Some(tail) = &plan.cell.tail {
        clock.before(tail.start(), map);
    }
    match &plan.cell.tail {
        None => {}
        Some(Tail::Whole(range)) => {
            map.add_from(Origin::Show, "::array_core::display::show_result!(");
            map.add_cell(plan.number, plan.source, range.clone(), &inserts);
            map.add(");\n");
            if plan.source[range.clone()].contains("sleep") {
                map.add(CHECK);
            }
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
    clock.stop(map);
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

#[cfg(test)]
mod tests;
