//! The items that stand at present, and how new ones replace old ones.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Item, ItemImpl};

use super::statics::{self, Static};
use super::uses::Import;
use crate::cell::{Cell, bare, debug_prints, loop_starts, mentioned_names};

/// One item with its place.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// What it is called; for an `impl` its header.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Names by which it is reached: its own, and for a trait those of its methods.
    pub(crate) provides: BTreeSet<String>,
    /// Every name in it.
    pub(crate) mentions: BTreeSet<String>,
    /// The cell it stands in, and where.
    pub(crate) cell: u32,
    pub(crate) range: Range<usize>,
    /// Changes when its text does.
    pub(crate) fingerprint: u64,
    /// The names of the items in a module.
    contents: BTreeSet<String>,
    /// Where its loops are to look for interrupts.
    pub(crate) loop_starts: Vec<usize>,
    /// Where its `dbg!` are to say where they stand.
    pub(crate) debug_prints: Vec<usize>,
    /// The statics in it, in the order of their places.
    pub(crate) statics: Vec<Static>,
}

/// What must be known of an item's kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// What the memory layout of a type can hang on: types, traits (their tables), modules,
    /// constants. Redefining it ends the variables that hold such a type.
    Layout,
    /// `impl`, with the names in its header and those of what it defines.
    Impl { header: BTreeSet<String>, defines: BTreeSet<String>, of_trait: bool, has_types: bool },
    /// `macro_rules!`: textual order matters.
    Macro,
    /// Functions, statics.
    Other,
}

/// All items of the session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub(crate) definitions: Vec<Definition>,
    pub(crate) imports: Vec<Import>,
    /// Attributes of the crate that last: the cell they stand in, and where.
    pub(crate) attributes: Vec<(u32, Range<usize>)>,
    /// The source of every cell that an item still stands in.
    pub(crate) sources: BTreeMap<u32, String>,
}

impl Program {
    /// The program after a cell's items have been added.
    pub(crate) fn with(&self, number: u32, source: &str, cell: &Cell) -> Self {
        let mut next = self.clone();
        let mut taken: HashSet<String> =
            next.definitions.iter().flat_map(Definition::names).collect();
        for (item, range) in &cell.items {
            if let Item::Use(import) = item {
                Import::add(&mut next.imports, import, number, range.clone());
                continue;
            }
            let definition = Definition::new(item, number, range.clone());
            // Looked up first: a cell may have thousands of items, nearly all of them new.
            let names: Vec<String> = definition.names().collect();
            if names.iter().any(|name| taken.contains(name)) {
                next.definitions.retain(|old| !definition.replaces(old));
            }
            taken.extend(names);
            next.definitions.push(definition);
        }
        for (range, _) in cell.attributes.iter().filter(|(_, lasts)| *lasts) {
            let text = &source[range.clone()];
            let stands = |(cell, range): &(u32, Range<usize>)| {
                next.sources.get(cell).is_some_and(|source| source[range.clone()] == *text)
            };
            if !next.attributes.iter().any(stands) {
                next.attributes.push((number, range.clone()));
            }
        }
        if !cell.items.is_empty() || !cell.attributes.is_empty() {
            next.sources.insert(number, source.to_owned());
        }
        next
    }
}

impl Program {
    /// Keeps the source of the cell that runs now, and of those in which something still stands.
    pub(crate) fn keep_source(&mut self, number: u32, source: &str) {
        let mut standing: BTreeSet<u32> = self.definitions.iter().map(|item| item.cell).collect();
        standing.extend(self.imports.iter().map(|import| import.cell));
        standing.extend(self.attributes.iter().map(|(cell, _)| *cell));
        self.sources.retain(|cell, _| standing.contains(cell));
        self.sources.insert(number, source.to_owned());
    }

    /// Forgets an item and the `impl` blocks that are about it.
    pub(crate) fn remove_item(&mut self, name: &str) {
        self.definitions.retain(|definition| match &definition.kind {
            Kind::Impl { header, .. } => !header.contains(name),
            _ => definition.name != name,
        });
    }

    /// Forgets a path that a cell imports.
    pub(crate) fn remove_import(&mut self, cell: u32, path: &str) {
        self.imports.retain(|import| import.cell != cell || import.path != path);
    }
}

impl Definition {
    fn new(item: &Item, cell: u32, range: Range<usize>) -> Self {
        let tokens = item.to_token_stream();
        let mut hasher = DefaultHasher::new();
        match item {
            Item::Struct(_) | Item::Enum(_) | Item::Union(_) => {
                essence(tokens.clone()).hash(&mut hasher);
            }
            _ => tokens.to_string().hash(&mut hasher),
        }
        let debug_prints = debug_prints(tokens.clone());
        let mentions = mentioned_names(tokens);
        let (name, kind) = describe(item);
        let name = bare(&name).to_owned();
        let statics = statics::find(item, &mentions);
        let mut provides: BTreeSet<String> = name.split(JOINT).map(str::to_owned).collect();
        match item {
            Item::Trait(item) => provides.extend(trait_names(item)),
            // A foreign block (`extern "C"`) declares functions that are called by their own names.
            Item::ForeignMod(_) => provides.extend(mentions.iter().cloned()),
            // Variants are often imported, constructors called.
            Item::Enum(item) => provides.extend(item.variants.iter().map(|v| v.ident.to_string())),
            _ => {}
        }
        Self {
            name,
            kind,
            provides,
            mentions,
            cell,
            range,
            fingerprint: hasher.finish(),
            contents: contents(item),
            loop_starts: loop_starts(item),
            debug_prints,
            statics,
        }
    }

    /// Its name, or each of them where it has several.
    fn names(&self) -> impl Iterator<Item = String> {
        self.name.split(JOINT).map(str::to_owned)
    }

    /// Whether it contains code that may be worth optimising.
    pub(crate) fn has_code(&self) -> bool {
        matches!(self.kind, Kind::Impl { .. } | Kind::Other)
    }

    /// Whether it is a `macro_rules!`, which must stand before its uses.
    pub(crate) fn is_macro(&self) -> bool {
        self.kind == Kind::Macro
    }

    pub(super) fn fixes_layout(&self) -> bool {
        matches!(self.kind, Kind::Layout | Kind::Macro | Kind::Impl { has_types: true, .. })
    }

    /// Adds the names of what changes when this definition does.
    pub(super) fn add_affected(&self, names: &mut BTreeSet<String>) {
        match &self.kind {
            Kind::Impl { header, .. } => names.extend(header.iter().cloned()),
            _ => names.extend(self.contents.iter().chain([&self.name]).cloned()),
        }
    }

    /// Whether this definition takes the place of `old`.
    fn replaces(&self, old: &Self) -> bool {
        match (&self.kind, &old.kind) {
            (Kind::Impl { defines, of_trait, .. }, Kind::Impl { defines: old_defines, .. }) => {
                self.name == old.name && (*of_trait || !defines.is_disjoint(old_defines))
            }
            (Kind::Impl { .. }, _) | (_, Kind::Impl { .. }) => false,
            (Kind::Macro, other) | (other, Kind::Macro) => {
                *other == Kind::Macro && self.name == old.name
            }
            // A `thread_local!` goes with the first of its names that is defined again.
            _ => self.names().any(|name| old.names().any(|old| old == name)),
        }
    }
}

/// Stands between the names of an item that has several.
const JOINT: &str = ", ";

/// The text of a type's definition without what says nothing about the type: documentation, and the
/// comma after the last field.
fn essence(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        match (&token, rest.peek()) {
            (TokenTree::Punct(hash), Some(TokenTree::Group(attribute)))
                if hash.as_char() == '#' && is_documentation(attribute.stream()) =>
            {
                rest.next();
            }
            (TokenTree::Group(group), _) if group.delimiter() == Delimiter::Brace => {
                let inside = essence(group.stream());
                text += &format!("{{{}}}", inside.trim_end_matches([' ', ',']));
            }
            _ => text += &format!("{token} "),
        }
    }
    text
}

fn is_documentation(attribute: TokenStream) -> bool {
    attribute.into_iter().next().is_some_and(|name| name.to_string() == "doc")
}

fn describe(item: &Item) -> (String, Kind) {
    let thread_locals = statics::thread_locals(item);
    if !thread_locals.is_empty() {
        return (thread_locals.join(JOINT), Kind::Other);
    }
    match item {
        Item::Struct(item) => (item.ident.to_string(), Kind::Layout),
        Item::Enum(item) => (item.ident.to_string(), Kind::Layout),
        Item::Union(item) => (item.ident.to_string(), Kind::Layout),
        Item::Type(item) => (item.ident.to_string(), Kind::Layout),
        // A `const fn` can compute the length of an array in a type.
        Item::Fn(item) if item.sig.constness.is_some() => {
            (item.sig.ident.to_string(), Kind::Layout)
        }
        Item::Fn(item) => (item.sig.ident.to_string(), Kind::Other),
        Item::Const(item) => (item.ident.to_string(), Kind::Layout),
        Item::Static(item) => (item.ident.to_string(), Kind::Other),
        Item::Trait(item) => (item.ident.to_string(), Kind::Layout),
        Item::TraitAlias(item) => (item.ident.to_string(), Kind::Layout),
        Item::Mod(item) => (item.ident.to_string(), Kind::Layout),
        Item::ExternCrate(item) => (item.ident.to_string(), Kind::Other),
        Item::Macro(item) => match &item.ident {
            Some(name) => (name.to_string(), Kind::Macro),
            // An item made by a macro: its names are among its tokens.
            None => (item.mac.tokens.to_string(), Kind::Layout),
        },
        Item::Impl(item) => (header(item), impl_kind(item)),
        other => (other.to_token_stream().to_string(), Kind::Other),
    }
}

/// The names of the items in a module, those of its own modules included.
fn contents(item: &Item) -> BTreeSet<String> {
    let Item::Mod(module) = item else { return BTreeSet::new() };
    let items = module.content.iter().flat_map(|(_, items)| items);
    let named = items.filter(|item| !matches!(item, Item::Impl(_) | Item::Use(_)));
    named.flat_map(|item| contents(item).into_iter().chain([describe(item).0])).collect()
}

fn header(item: &ItemImpl) -> String {
    let of_trait =
        item.trait_.as_ref().map(|(_, path, _)| format!("{} for ", path.to_token_stream()));
    format!("impl {}{}", of_trait.unwrap_or_default(), item.self_ty.to_token_stream())
}

fn impl_kind(item: &ItemImpl) -> Kind {
    let mut header = mentioned_names(item.self_ty.to_token_stream());
    if let Some((_, path, _)) = &item.trait_ {
        header.append(&mut mentioned_names(path.to_token_stream()));
    }
    let defines = item.items.iter().filter_map(|part| match part {
        syn::ImplItem::Fn(part) => Some(part.sig.ident.to_string()),
        syn::ImplItem::Const(part) => Some(part.ident.to_string()),
        syn::ImplItem::Type(part) => Some(part.ident.to_string()),
        _ => None,
    });
    let has_types = item
        .items
        .iter()
        .any(|part| matches!(part, syn::ImplItem::Type(_) | syn::ImplItem::Const(_)));
    Kind::Impl { header, defines: defines.collect(), of_trait: item.trait_.is_some(), has_types }
}

fn trait_names(item: &syn::ItemTrait) -> impl Iterator<Item = String> {
    item.items.iter().filter_map(|part| match part {
        syn::TraitItem::Fn(part) => Some(part.sig.ident.to_string()),
        syn::TraitItem::Const(part) => Some(part.ident.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The items that stand after these cells, each with the cell that it is of.
    #[track_caller]
    fn check(cells: &[&str], expected: &[&str]) {
        let program = after(cells);
        let standing =
            program.definitions.iter().map(|item| format!("{} {}", item.cell, item.name));
        assert_eq!(standing.collect::<Vec<_>>(), expected);
    }

    fn after(cells: &[&str]) -> Program {
        let numbered = (1..).zip(cells);
        numbered.fold(Program::default(), |program, (number, cell)| {
            program.with(number, cell, &Cell::parse(cell))
        })
    }

    #[test]
    fn a_later_item_replaces_one_of_its_name() {
        check(&["fn a() {}\nstruct B;", "fn a() -> u8 { 1 }"], &["1 B", "2 a"]);
        check(&["struct A;", "enum A { B }", "fn A() {}"], &["3 A"]);
        check(&["fn r#match() {}", "fn r#match() -> u8 { 1 }"], &["2 match"]);
        check(
            &["macro_rules! a { () => {} }\nfn a() {}", "macro_rules! a { () => { 1 } }"],
            &["1 a", "2 a"],
        );
    }

    #[test]
    fn an_impl_replaces_one_that_defines_the_same() {
        check(
            &["struct A;\nimpl A { fn f() {} }", "impl A { fn g() {} }"],
            &["1 A", "1 impl A", "2 impl A"],
        );
        check(
            &["struct A;\nimpl A { fn f() {} }", "impl A { fn f() {} fn g() {} }"],
            &["1 A", "2 impl A"],
        );
        check(
            &["impl T for A {}\nimpl T for B {}", "impl T for A {}"],
            &["1 impl T for B", "2 impl T for A"],
        );
    }

    #[test]
    fn a_type_is_the_same_whatever_its_documentation() {
        let fingerprint = |code: &str| after(&[code]).definitions[0].fingerprint;
        let check = |one: &str, other: &str, same: bool| {
            assert_eq!(fingerprint(one) == fingerprint(other), same, "{one} / {other}");
        };
        check("struct A { x: u8 }", "/// Text.\nstruct A {\n    /// More.\n    x: u8,\n}", true);
        check("enum A { B }", "enum A { B, }", true);
        check("enum A { B }", "enum A { B, C }", false);
        check("struct A { x: u8 }", "struct A { x: i8 }", false);
        check("struct A(u8,);", "struct A((u8,));", false);
        check("struct A((u8));", "struct A((u8,));", false);
        check("struct A(u8);", "#[repr(C)] struct A(u8);", false);
    }

    #[test]
    fn lasting_attributes_are_kept_once() {
        let cells = ["#![feature(a)]\n#![allow(b)]\nfn f() {}", "#![feature(a)]", "#![feature(c)]"];
        let program = after(&cells);
        let kept: Vec<u32> = program.attributes.iter().map(|(cell, _)| *cell).collect();
        assert_eq!(kept, [1, 3]);
    }

    #[test]
    fn sources_stay_while_something_of_them_stands() {
        let mut program = after(&["fn f() {}", "use std::rc::Rc;", "fn f() -> u8 { 1 }"]);
        program.keep_source(4, "1 + 1");
        assert_eq!(program.sources.keys().copied().collect::<Vec<_>>(), [2, 3, 4]);
    }
}
