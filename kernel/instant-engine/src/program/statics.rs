//! The `static` items in an item's text, at any depth: each is one place in memory, whichever of the
//! session's crates reads it.
//!
//! The text of an item is compiled anew with every cell that reaches it, and a `static` with it. So
//! that it keeps its value, only the first of these crates defines it, under a symbol of its own;
//! the others declare that symbol in its stead. A `thread_local!` is one place as well: its keys are
//! shared the same way.
//!
//! A `static` within a statement of a cell, or made by a macro, is not seen here: each cell has its
//! own. So does one of a plain type (a number, a `&str`): nobody can tell its copies apart, and
//! constants may read it, which they may not read a declaration.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Ident, Item, ItemStatic, Macro, Token, Type, Visibility};

use crate::cell::{is_thread_local, mentioned_names};

/// One `static`, or one `thread_local!` with all its keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Static {
    /// Its whole text in the cell, attributes included.
    pub(crate) range: Range<usize>,
    pub(crate) keys: Vec<Key>,
    pub(crate) is_thread_local: bool,
    /// Names on which its memory layout may depend.
    pub(crate) names: BTreeSet<String>,
}

/// A name with its type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) visibility: String,
    pub(crate) mutable: bool,
    /// Where its type stands in the cell.
    pub(crate) type_range: Range<usize>,
    /// Where `'static` goes without saying in its type; a declaration must say it.
    pub(crate) lifetimes: Vec<usize>,
}

/// All of an item, in the order of their places. `mentions` are the item's names.
pub(super) fn find(item: &Item, mentions: &BTreeSet<String>) -> Vec<Static> {
    let mut search = Search(Vec::new());
    search.visit_item(item);
    let mut found = search.0;
    // What stands in a module or function may get its type by names that only that item knows.
    if !matches!(item, Item::Static(_) | Item::Macro(_)) {
        found.iter_mut().for_each(|one| one.names.clone_from(mentions));
    }
    found
}

/// The names that a `thread_local!` defines; none for anything else.
pub(super) fn thread_locals(item: &Item) -> Vec<String> {
    let Item::Macro(item) = item else { return Vec::new() };
    let keys = keys(&item.mac).map(|(keys, _)| keys).unwrap_or_default();
    keys.into_iter().map(|key| key.name).collect()
}

struct Search(Vec<Static>);

impl<'ast> Visit<'ast> for Search {
    fn visit_item_static(&mut self, item: &'ast ItemStatic) {
        let mutable = matches!(item.mutability, syn::StaticMutability::Mut(_));
        if are_harmless(&item.attrs) && (mutable || !is_plain(&item.ty)) {
            self.0.push(Static {
                range: item.span().byte_range(),
                keys: vec![Key::new(&item.vis, &item.ident, &item.ty, mutable)],
                is_thread_local: false,
                names: mentioned_names(item.ty.to_token_stream()),
            });
        }
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        self.add_thread_local(&item.attrs, &item.mac, item.span());
    }

    fn visit_stmt_macro(&mut self, statement: &'ast syn::StmtMacro) {
        self.add_thread_local(&statement.attrs, &statement.mac, statement.span());
        visit::visit_stmt_macro(self, statement);
    }
}

impl Search {
    fn add_thread_local(&mut self, attributes: &[Attribute], invocation: &Macro, span: Span) {
        if let Some((keys, names)) = keys(invocation).filter(|_| are_harmless(attributes)) {
            self.0.push(Static { range: span.byte_range(), keys, is_thread_local: true, names });
        }
    }
}

/// The keys of a `thread_local!` with the names in their types; `None` for other macros.
fn keys(invocation: &Macro) -> Option<(Vec<Key>, BTreeSet<String>)> {
    if !is_thread_local(invocation) {
        return None;
    }
    let Locals(locals) = invocation.parse_body().ok()?;
    if !locals.iter().all(|local| are_harmless(&local.attributes)) {
        return None;
    }
    let names =
        locals.iter().flat_map(|local| mentioned_names(local.ty.to_token_stream())).collect();
    let keys =
        locals.iter().map(|local| Key::new(&local.visibility, &local.name, &local.ty, false));
    Some((keys.collect(), names))
}

impl Key {
    fn new(visibility: &Visibility, name: &Ident, ty: &Type, mutable: bool) -> Self {
        Self {
            name: name.to_string(),
            visibility: visibility.to_token_stream().to_string(),
            mutable,
            type_range: ty.span().byte_range(),
            lifetimes: elided_lifetimes(ty),
        }
    }
}

/// The places after each `&` without a lifetime, except in the arguments of functions, where it means
/// any.
fn elided_lifetimes(ty: &Type) -> Vec<usize> {
    struct Search(Vec<usize>);
    impl<'ast> Visit<'ast> for Search {
        fn visit_type_reference(&mut self, ty: &'ast syn::TypeReference) {
            if ty.lifetime.is_none() {
                self.0.push(ty.and_token.span.byte_range().end);
            }
            visit::visit_type_reference(self, ty);
        }
        fn visit_type_bare_fn(&mut self, _: &'ast syn::TypeBareFn) {}
        fn visit_parenthesized_generic_arguments(
            &mut self,
            _: &'ast syn::ParenthesizedGenericArguments,
        ) {
        }
    }
    let mut search = Search(Vec::new());
    search.visit_type(ty);
    search.0
}

/// The inside of a `thread_local!`.
struct Locals(Vec<Local>);

struct Local {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    ty: Type,
}

impl Parse for Locals {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut locals = Vec::new();
        while !input.is_empty() {
            let attributes = input.call(Attribute::parse_outer)?;
            let visibility = input.parse()?;
            input.parse::<Token![static]>()?;
            let name = input.parse()?;
            input.parse::<Token![:]>()?;
            let ty = input.parse()?;
            input.parse::<Token![=]>()?;
            input.parse::<Expr>()?;
            if !input.is_empty() {
                input.parse::<Token![;]>()?;
            }
            locals.push(Local { attributes, visibility, name, ty });
        }
        Ok(Self(locals))
    }
}

/// Whether attributes say nothing about the symbol or about whether the item is there at all.
fn are_harmless(attributes: &[Attribute]) -> bool {
    const HARMLESS: [&str; 5] = ["doc", "allow", "expect", "warn", "deny"];
    attributes.iter().all(|attribute| HARMLESS.iter().any(|name| attribute.path().is_ident(name)))
}

/// Whether a value of the type is a number, truth value, character or text.
fn is_plain(ty: &Type) -> bool {
    const PLAIN: [&str; 17] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize", "str",
    ];
    match ty {
        Type::Path(path) => PLAIN.iter().any(|name| path.path.is_ident(name)),
        Type::Reference(reference) => reference.mutability.is_none() && is_plain(&reference.elem),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    /// Lists what is found as `[names] text`, the names being those that matter to the layout.
    fn check(source: &str, expected: Expect) {
        let item: Item = syn::parse_str(source).unwrap();
        let found = find(&item, &BTreeSet::from(["WholeItem".to_owned()]));
        let lines = found.iter().flat_map(|one| {
            one.keys.iter().map(|key| {
                let names: Vec<&str> = one.names.iter().map(String::as_str).collect();
                let ty = &source[key.type_range.clone()];
                let how = match (key.mutable, one.is_thread_local) {
                    (true, _) => "mut",
                    (_, true) => "thread_local",
                    _ => "shared",
                };
                let Key { name, visibility, .. } = key;
                let text = &source[one.range.clone()];
                format!("{how} {visibility} {name}: {ty} [{}] {text}\n", names.join(" "))
            })
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn statics_with_a_state() {
        check(
            "/// Counts.\npub static N: AtomicUsize = AtomicUsize::new(0);",
            expect![[r#"
                shared pub N: AtomicUsize [AtomicUsize] /// Counts.
                pub static N: AtomicUsize = AtomicUsize::new(0);
            "#]],
        );
        check(
            "static mut N: i32 = 0;",
            expect![[r#"
                mut  N: i32 [i32] static mut N: i32 = 0;
            "#]],
        );
    }

    #[test]
    fn lifetimes_that_a_declaration_must_write() {
        let check = |text: &str, expected: &str| {
            let places = elided_lifetimes(&syn::parse_str(text).unwrap());
            let written = places.iter().rev().fold(text.to_owned(), |mut text, place| {
                text.insert_str(*place, "'static ");
                text
            });
            assert_eq!(written, expected);
        };
        check("&Mutex<&[u8]>", "&'static Mutex<&'static [u8]>");
        check("fn(&str) -> &str", "fn(&str) -> &str");
        check("&(dyn Fn(&str) + Sync)", "&'static (dyn Fn(&str) + Sync)");
    }

    #[test]
    fn copies_of_plain_values_cannot_be_told_apart() {
        check("static N: usize = 3;", expect![""]);
        check("static NAME: &str = \"é\";", expect![""]);
        check("static S: &'static str = \"\";", expect![""]);
    }

    #[test]
    fn statics_inside_of_functions_modules_and_methods() {
        check(
            "fn next() -> u32 { static N: AtomicU32 = AtomicU32::new(0); N.fetch_add(1, Relaxed) }",
            expect![[r#"
                shared  N: AtomicU32 [WholeItem] static N: AtomicU32 = AtomicU32::new(0);
            "#]],
        );
        check(
            "mod m { pub(super) static A: Mutex<V> = new(); impl T { fn f() { static B: [u8; 2] = [0; 2]; } } }",
            expect![[r#"
                shared pub (super) A: Mutex<V> [WholeItem] pub(super) static A: Mutex<V> = new();
                shared  B: [u8; 2] [WholeItem] static B: [u8; 2] = [0; 2];
            "#]],
        );
    }

    #[test]
    fn keys_of_thread_locals() {
        check(
            "thread_local! { static A: Cell<u8> = const { Cell::new(1) }; pub static B: Name = f() }",
            expect![[r#"
                thread_local  A: Cell<u8> [Cell Name u8] thread_local! { static A: Cell<u8> = const { Cell::new(1) }; pub static B: Name = f() }
                thread_local pub B: Name [Cell Name u8] thread_local! { static A: Cell<u8> = const { Cell::new(1) }; pub static B: Name = f() }
            "#]],
        );
        let item = syn::parse_str("std::thread_local!(static A: u8 = 1; static B: u8 = 2;);");
        assert_eq!(thread_locals(&item.unwrap()), ["A", "B"]);
        assert!(thread_locals(&syn::parse_str("lazy! { static A: u8 = 1 }").unwrap()).is_empty());
    }

    #[test]
    fn a_symbol_of_the_users_own_is_left_alone() {
        check("#[unsafe(no_mangle)] static N: AtomicUsize = AtomicUsize::new(0);", expect![""]);
        check("#[cfg(unix)] static N: AtomicUsize = AtomicUsize::new(0);", expect![""]);
    }
}
