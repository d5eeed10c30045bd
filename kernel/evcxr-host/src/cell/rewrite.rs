//! Finds what to insert into a cell's code.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, MacroDelimiter, Stmt};

use crate::prelude;

/// Insertions by byte offset of the code, and what else its syntax tells.
#[derive(Debug, Default)]
pub(super) struct Rewrite {
    pub(super) insertions: Vec<(usize, String)>,
    pub(super) statements: Vec<Range<usize>>,
    pub(super) awaits: bool,
}

/// What to insert into `code`; `None` when it does not parse, which is for rustc to report.
pub(super) fn rewrite(code: &str) -> Option<Rewrite> {
    let statements = Block::parse_within.parse_str(code).ok()?;
    let last = statements.last()?;
    let mut marks = Marks::default();
    for statement in &statements {
        marks.visit_stmt(statement);
    }
    let (first, closing) = match shown(last) {
        Some(value) => {
            let open = (value.start, prelude::SHOW_OPEN.to_owned());
            (Some(open), Some((value.end, prelude::SHOW_CLOSE.to_owned())))
        }
        None if runs(&statements) => {
            let semicolon = if needs_semicolon(last) { ";" } else { "" };
            let end = last.span().byte_range().end;
            (None, Some((end, format!("{semicolon}{}", prelude::FLUSH))))
        }
        None => (None, None),
    };
    // Of insertions at one place, the outer stands first where it opens and last where it closes.
    let insertions = first.into_iter().chain(marks.insertions).chain(closing).collect();
    let statements = statements.iter().map(|statement| statement.span().byte_range()).collect();
    Some(Rewrite { insertions, statements, awaits: marks.awaits })
}

/// The `=` or `;` that follows a `let` without a pattern. evcxr drops such a statement in silence.
pub(super) fn missing_pattern(code: &str) -> Option<Range<usize>> {
    let tokens: Vec<TokenTree> = code.parse::<TokenStream>().ok()?.into_iter().collect();
    tokens.windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Punct(next)]
            if word == "let" && matches!(next.as_char(), '=' | ';') =>
        {
            Some(next.span().byte_range())
        }
        _ => None,
    })
}

/// Where the cell's value is, if the last statement is an expression that may have one.
fn shown(last: &Stmt) -> Option<Range<usize>> {
    match last {
        Stmt::Expr(expression, None) => {
            let is_loop = matches!(expression, Expr::While(_) | Expr::ForLoop(_));
            (!is_loop && !needs_semicolon(last)).then(|| expression.span().byte_range())
        }
        Stmt::Macro(call) if call.semi_token.is_none() => {
            let is_block = matches!(call.mac.delimiter, MacroDelimiter::Brace(_));
            (!is_block).then(|| call.span().byte_range())
        }
        _ => None,
    }
}

/// Whether another statement can follow only after a semicolon.
fn needs_semicolon(last: &Stmt) -> bool {
    match last {
        Stmt::Macro(call) => call.semi_token.is_none(),
        Stmt::Expr(expression, None) => {
            matches!(expression, Expr::Return(_) | Expr::Break(_) | Expr::Continue(_))
        }
        _ => false,
    }
}

/// Whether the code does anything but define items.
fn runs(statements: &[Stmt]) -> bool {
    !statements.iter().all(|statement| matches!(statement, Stmt::Item(_)))
}

/// Finds `?` and `.await` that act on the cell itself, not on a function or closure within.
#[derive(Default)]
struct Marks {
    insertions: Vec<(usize, String)>,
    awaits: bool,
}

impl<'ast> Visit<'ast> for Marks {
    fn visit_expr_try(&mut self, expression: &'ast syn::ExprTry) {
        let tried = expression.expr.span().byte_range();
        self.insertions.push((tried.start, prelude::ATTEMPT_OPEN.to_owned()));
        visit::visit_expr_try(self, expression);
        self.insertions.push((tried.end, prelude::ATTEMPT_CLOSE.to_owned()));
    }

    fn visit_expr_await(&mut self, expression: &'ast syn::ExprAwait) {
        self.awaits = true;
        visit::visit_expr_await(self, expression);
    }

    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}

    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}

    fn visit_expr_try_block(&mut self, _: &'ast syn::ExprTryBlock) {}

    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_type(&mut self, _: &'ast syn::Type) {}
}
