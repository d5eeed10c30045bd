//! How a cell's crate shares the statics of its items with the crates of other cells.

use std::collections::BTreeMap;
use std::ops::Range;

use super::inserts::inserts;
use super::source_map::SourceMap;
use crate::program::{Definition, Key, Static};

/// A place in the session's cells: the cell's number and a byte offset.
pub(crate) type Place = (u32, usize);

/// What the statics of a crate's items are, by their places.
pub(crate) type Links = BTreeMap<Place, Link>;

/// How a crate has a static.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Link {
    /// It defines the static, for itself and for later crates.
    Define(String),
    /// An earlier crate has defined it.
    Declare(String),
}

/// Adds an item with its statics defined or declared as `links` say, and, if `tells_debug_prints`, with
/// the place of each `dbg!`.
pub(super) fn add_definition(
    map: &mut SourceMap,
    definition: &Definition,
    source: &str,
    links: &Links,
    tells_debug_prints: bool,
) {
    let Definition { cell, loop_starts, debug_prints, .. } = definition;
    let debug_prints = if tells_debug_prints { &debug_prints[..] } else { &[] };
    let checks = inserts(*cell, source, loop_starts, debug_prints);
    let mut start = definition.range.start;
    for one in &definition.statics {
        let Some(link) = links.get(&place(definition, one)) else { continue };
        map.add_cell(definition.cell, source, start..one.range.start, &checks);
        let mut writer = Writer { map, cell: definition.cell, source };
        match link {
            Link::Define(symbol) => writer.define(one, symbol),
            Link::Declare(symbol) => writer.declare(one, symbol),
        }
        start = one.range.end;
    }
    map.add_cell(definition.cell, source, start..definition.range.end, &checks);
}

/// Where one of an item's statics stands.
pub(crate) fn place(definition: &Definition, one: &Static) -> Place {
    (definition.cell, one.range.start)
}

struct Writer<'a> {
    map: &'a mut SourceMap,
    cell: u32,
    source: &'a str,
}

impl Writer<'_> {
    fn define(&mut self, one: &Static, symbol: &str) {
        if !one.is_thread_local {
            self.map.add(&format!("#[unsafe(export_name = \"{}\")] ", numbered(symbol, 0)));
            return self.copy(one.range.clone());
        }
        self.copy(one.range.clone());
        for (k, key) in one.keys.iter().enumerate() {
            let symbol = numbered(symbol, k);
            self.map.add(&format!(
                "const _: () = {{ #[unsafe(export_name = \"{symbol}\")] static KEY: "
            ));
            self.add_type(one, key);
            self.map.add(&format!(" = {}; }};", key.name));
        }
    }

    fn declare(&mut self, one: &Static, symbol: &str) {
        self.map.add("unsafe extern \"Rust\" {");
        for (k, key) in one.keys.iter().enumerate() {
            // As in its definition, only a mutable one takes `unsafe` to use.
            let how = if key.mutable { "static mut" } else { "safe static" };
            let symbol = numbered(symbol, k);
            let (visibility, name) =
                if key.name.is_ascii() { (&*key.visibility, &key.name) } else { ("pub", &symbol) };
            self.map.add(&format!(" #[link_name = \"{symbol}\"] {visibility} {how} {name}: "));
            self.add_type(one, key);
            self.map.add(";");
        }
        self.map.add(" }");
        // A declaration cannot have a name of other letters, but one can be imported by it.
        for (k, key) in one.keys.iter().enumerate().filter(|(_, key)| !key.name.is_ascii()) {
            let Key { name, visibility, .. } = key;
            self.map.add(&format!(" {visibility} use {} as {name};", numbered(symbol, k)));
        }
    }

    fn add_type(&mut self, one: &Static, key: &Key) {
        if one.is_thread_local {
            self.map.add("::std::thread::LocalKey<");
        }
        let lifetimes: Vec<_> = key.lifetimes.iter().map(|at| (*at, "'static ".into())).collect();
        self.map.add_cell(self.cell, self.source, key.type_range.clone(), &lifetimes);
        if one.is_thread_local {
            self.map.add(">");
        }
    }

    fn copy(&mut self, range: Range<usize>) {
        self.map.add_cell(self.cell, self.source, range, &[]);
    }
}

/// The symbol of one of several keys.
fn numbered(symbol: &str, key: usize) -> String {
    format!("{symbol}_{key}")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::cell::Cell;
    use crate::program::Program;

    /// The items of a cell as the defining and as a later crate has them.
    fn check(source: &str, expected: Expect) {
        let program = Program::default().with(1, source, &Cell::parse(source));
        let text = |link: fn(String) -> Link| {
            let mut map = SourceMap::default();
            for definition in &program.definitions {
                let mut links = Links::new();
                for one in &definition.statics {
                    links.insert(place(definition, one), link("symbol".into()));
                }
                add_definition(&mut map, definition, source, &links, true);
                map.add("\n");
            }
            map.text().to_owned()
        };
        expected.assert_eq(&(text(Link::Define) + &text(Link::Declare)));
    }

    #[test]
    fn a_static_is_defined_once_and_declared_later() {
        check(
            "pub static N: AtomicUsize = AtomicUsize::new(0);",
            expect![[r#"
                #[unsafe(export_name = "symbol_0")] pub static N: AtomicUsize = AtomicUsize::new(0);
                unsafe extern "Rust" { #[link_name = "symbol_0"] pub safe static N: AtomicUsize; }
            "#]],
        );
        check(
            "fn f() { static mut N: &[u8] = &[]; }",
            expect![[r#"
                fn f() { #[unsafe(export_name = "symbol_0")] static mut N: &[u8] = &[]; }
                fn f() { unsafe extern "Rust" { #[link_name = "symbol_0"]  static mut N: &'static [u8]; } }
            "#]],
        );
    }

    #[test]
    fn the_keys_of_a_thread_local_are_shared() {
        check(
            "thread_local! { static A: Cell<u8> = Cell::new(1) }",
            expect![[r#"
                thread_local! { static A: Cell<u8> = Cell::new(1) }const _: () = { #[unsafe(export_name = "symbol_0")] static KEY: ::std::thread::LocalKey<Cell<u8>> = A; };
                unsafe extern "Rust" { #[link_name = "symbol_0"]  safe static A: ::std::thread::LocalKey<Cell<u8>>; }
            "#]],
        );
    }

    #[test]
    fn a_name_of_other_letters_is_imported() {
        check(
            "static É: Mutex<u8> = Mutex::new(1);",
            expect![[r#"
                #[unsafe(export_name = "symbol_0")] static É: Mutex<u8> = Mutex::new(1);
                unsafe extern "Rust" { #[link_name = "symbol_0"] pub safe static symbol_0: Mutex<u8>; }  use symbol_0 as É;
            "#]],
        );
    }
}
