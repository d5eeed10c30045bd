//! What a cell says, read from its syntax: items, statements, the last expression, the names it
//! binds and mentions.
//!
//! Everything keeps its byte range in the cell, so that generated code can carry the user's text
//! verbatim and messages can be led back to it.

mod awaits;
mod bindings;
mod header;
mod moves;
mod names;
mod prints;
mod returns;
mod work;

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::{Attribute, Expr, Item, Stmt, StmtMacro};

pub(crate) use bindings::Binding;
use moves::Moves;
pub(crate) use names::{bare, mentioned_names};
pub(crate) use prints::{DBG, debug_prints};
pub(crate) use work::{Work, loop_starts};

/// A cell's source, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Cell {
    /// Attributes of the crate, each with its range and whether it holds for later cells, too.
    pub(crate) attributes: Vec<(Range<usize>, bool)>,
    /// Items in their order, each with its range.
    pub(crate) items: Vec<(Item, Range<usize>)>,
    /// Statements that are not items, in their order.
    pub(crate) statements: Vec<Range<usize>>,
    /// The last expression, when its value is to be shown.
    pub(crate) tail: Option<Tail>,
    /// The variables that the cell binds at its top level, each once, the last binding counts.
    pub(crate) bindings: Vec<Binding>,
    /// Every identifier in the statements and the last expression.
    pub(crate) mentions: BTreeSet<String>,
    /// Names whose value the cell certainly gives away if its type is not `Copy`.
    pub(crate) moved: BTreeSet<String>,
    /// Names that may have a value in the end though the cell gives theirs away: it assigns another,
    /// or gives it away only where it is left.
    pub(crate) restored: BTreeSet<String>,
    /// Names to which it certainly assigns another, as in `v = longer(v)`.
    pub(crate) replaced: BTreeSet<String>,
    /// Whether the cell itself waits for futures.
    pub(crate) awaits: bool,
    /// Byte offsets right behind each `return` that leaves the cell.
    pub(crate) returns: Vec<usize>,
    /// What its own code may do for long, for which optimising it is worth the compiler's time.
    pub(crate) work: Work,
    /// Byte offsets right after the `{` of loops that are to look for interrupts.
    pub(crate) loop_starts: Vec<usize>,
    /// Byte offsets right after the `(` of each `dbg!`, which is told where it stands.
    pub(crate) debug_prints: Vec<usize>,
}

/// The last expression of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tail {
    /// Any expression.
    Whole(Range<usize>),
    /// A tuple, element by element: each is lent to the display, so that `(a, b)` moves neither.
    Tuple(Vec<Range<usize>>),
}

impl Tail {
    /// Where it begins, inside the parentheses of a tuple.
    pub(crate) fn start(&self) -> usize {
        match self {
            Self::Whole(range) => range.start,
            Self::Tuple(elements) => elements[0].start,
        }
    }

    fn new(expression: &Expr) -> Self {
        match expression {
            Expr::Tuple(tuple) if !tuple.elems.is_empty() => {
                Self::Tuple(tuple.elems.iter().map(|element| element.span().byte_range()).collect())
            }
            other => Self::Whole(other.span().byte_range()),
        }
    }
}

impl Cell {
    /// Takes a cell apart. A cell that does not parse becomes one opaque statement: the compiler
    /// explains its mistakes better than this parser does.
    pub(crate) fn parse(code: &str) -> Self {
        let start = header::interpreter_line(code);
        let opaque = |mentions| Self {
            statements: Vec::from([Range { start, end: code.len() }]),
            mentions,
            ..Self::default()
        };
        let code = &*header::blank_until(code, start);
        let Ok(tokens) = code.parse::<TokenStream>() else { return opaque(BTreeSet::new()) };
        if is_deeper(tokens.clone(), DEEPEST) {
            return opaque(BTreeSet::new());
        }
        // The last statement's semicolon may be missing.
        match header::parse(code).or_else(|_| header::parse(&format!("{code}\n;"))) {
            Ok((attributes, statements)) => {
                let attribute = |it: &Attribute| (it.span().byte_range(), header::lasts(it));
                let attributes = attributes.iter().map(attribute).collect();
                Self { attributes, ..Self::from_statements(statements, code.len()) }
            }
            Err(_) => opaque(mentioned_names(tokens)),
        }
    }

    /// The statements of a cell that is `length` bytes long.
    fn from_statements(statements: Vec<Stmt>, length: usize) -> Self {
        let mut cell = Self::default();
        let last = statements.len().saturating_sub(1);
        for (k, statement) in statements.iter().enumerate() {
            let Range { start, end } = statement.span().byte_range();
            if start >= length {
                continue;
            }
            let range = start..end.min(length);
            match statement {
                Stmt::Item(item) => {
                    cell.items.push((item.clone(), range));
                    continue;
                }
                // Statements are parsed as those of a function, where any macro is an expression.
                Stmt::Macro(invocation) if is_thread_local(&invocation.mac) => {
                    let StmtMacro { attrs, mac, semi_token } = invocation.clone();
                    let item = syn::ItemMacro { attrs, ident: None, mac, semi_token };
                    cell.items.push((Item::Macro(item), range));
                    continue;
                }
                Stmt::Local(local) => bindings::add(local, &mut cell.bindings),
                Stmt::Expr(expression, None) if k == last && has_value(expression) => {
                    cell.tail = Some(Tail::new(expression));
                }
                Stmt::Macro(invocation) if k == last && invocation.semi_token.is_none() => {
                    cell.tail = Some(Tail::Whole(range.clone()));
                }
                Stmt::Expr(..) | Stmt::Macro(_) => {}
            }
            if cell.tail.is_none() {
                cell.statements.push(range);
            }
            cell.mentions.append(&mut mentioned_names(quote(statement)));
            cell.debug_prints.append(&mut debug_prints(quote(statement)));
            cell.awaits |= awaits::at_top_level(statement);
            returns::at_top_level(statement, &mut cell.returns);
            work::inspect(statement, &mut cell.work, &mut cell.loop_starts);
        }
        let moves = Moves::of(&statements);
        cell.moved = moves.certain();
        cell.restored = moves.restored();
        cell.replaced = moves.replaced();
        cell
    }
}

/// How deep brackets may nest for this parser; deeper ones are left to the compiler.
const DEEPEST: usize = 200;

/// Whether brackets nest deeper than `limit`.
fn is_deeper(tokens: TokenStream, limit: usize) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => limit == 0 || is_deeper(group.stream(), limit - 1),
        _ => false,
    })
}

/// Whether an expression at the end of a cell can have a value to show.
fn has_value(expression: &Expr) -> bool {
    !matches!(
        expression,
        Expr::While(_)
            | Expr::ForLoop(_)
            | Expr::Return(_)
            | Expr::Break(_)
            | Expr::Continue(_)
            | Expr::Assign(_)
    )
}

/// Whether a macro is `thread_local!`, which makes items.
pub(crate) fn is_thread_local(invocation: &syn::Macro) -> bool {
    invocation.path.segments.last().is_some_and(|segment| segment.ident == "thread_local")
}

fn quote(tokens: &impl quote::ToTokens) -> TokenStream {
    tokens.to_token_stream()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a cell, as their texts.
    fn parts(code: &str) -> String {
        let cell = Cell::parse(code);
        let text = |range: &Range<usize>| code[range.clone()].to_owned();
        let mut lines: Vec<String> =
            cell.items.iter().map(|(_, range)| format!("item {}", text(range))).collect();
        lines.extend(cell.statements.iter().map(|range| format!("statement {}", text(range))));
        lines.extend(match &cell.tail {
            Some(Tail::Whole(range)) => vec![format!("shown {}", text(range))],
            Some(Tail::Tuple(parts)) => {
                parts.iter().map(|p| format!("shown {}", text(p))).collect()
            }
            None => Vec::new(),
        });
        lines.extend(cell.bindings.iter().map(|binding| {
            let mutable = if binding.mutable { "mut " } else { "" };
            let ty = binding.written_type.as_deref().unwrap_or("_");
            format!("binds {mutable}{}: {ty}", binding.name)
        }));
        lines.join("\n")
    }

    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        assert_eq!(parts(code), expected.join("\n"), "{code}");
    }

    #[test]
    fn items_statements_and_the_shown_value() {
        check("", &[]);
        check("1 + 1", &["shown 1 + 1"]);
        check("f();", &["statement f();"]);
        check("fn f() {}\nf()", &["item fn f() {}", "shown f()"]);
        check("a; (b, &c) // end", &["statement a;", "shown b", "shown &c"]);
        check("for i in a {}", &["statement for i in a {}"]);
        check("x = 2", &["statement x = 2"]);
        check("vec![1]", &["shown vec![1]"]);
        check("println!();", &["statement println!();"]);
    }

    #[test]
    fn bindings_with_their_types() {
        check("let x: f64 = 1.;", &["statement let x: f64 = 1.;", "binds x: f64"]);
        check("let v: Vec<_> = a;", &["statement let v: Vec<_> = a;", "binds v: _"]);
        check(
            "let (mut a, P { b, c: d }) = e;",
            &[
                "statement let (mut a, P { b, c: d }) = e;",
                "binds mut a: _",
                "binds b: _",
                "binds d: _",
            ],
        );
        check("let (Q, R) = f;", &["statement let (Q, R) = f;", "binds Q: _", "binds R: _"]);
        check("let None = a else { b };", &["statement let None = a else { b };"]);
        check(
            "let a = 1; let a = 2;",
            &["statement let a = 1;", "statement let a = 2;", "binds a: _"],
        );
    }

    #[test]
    fn the_last_semicolon_may_be_missing() {
        check("let x = 5", &["statement let x = 5", "binds x: _"]);
        check("let x = 5 // five", &["statement let x = 5 // five", "binds x: _"]);
    }

    #[test]
    fn what_does_not_parse_is_one_statement() {
        check("let = 5;", &["statement let = 5;"]);
        check("fn f( {", &["statement fn f( {"]);
        let deep = format!("{}1{}", "(".repeat(9_000), ")".repeat(9_000));
        check(&deep, &[&format!("statement {deep}")]);
    }
}
