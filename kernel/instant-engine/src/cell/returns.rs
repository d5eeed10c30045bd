//! Where a cell is left early: a `return` without a value that is the cell's own.

use syn::Stmt;
use syn::visit::{self, Visit};

/// The byte offsets right behind each such `return` of a statement, not those of a function, closure
/// or `async` block inside it.
pub(super) fn at_top_level(statement: &Stmt, places: &mut Vec<usize>) {
    Search(places).visit_stmt(statement);
}

struct Search<'a>(&'a mut Vec<usize>);

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_expr_return(&mut self, expression: &'ast syn::ExprReturn) {
        if expression.expr.is_none() {
            self.0.push(expression.return_token.span.byte_range().end);
        }
        visit::visit_expr_return(self, expression);
    }
    fn visit_item(&mut self, _: &'ast syn::Item) {}
    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cells_own_count() {
        let check = |code: &str, expected: &[usize]| {
            let mut places = Vec::new();
            at_top_level(&syn::parse_str(code).unwrap(), &mut places);
            assert_eq!(places, expected, "{code}");
        };
        check("return;", &[6]);
        check("let Some(x) = y else { return };", &[29]);
        check("if a { return; } else { loop { return } }", &[13, 37]);
        check("return Ok(());", &[]);
        check("let f = || { return; };", &[]);
        check("async { return; };", &[]);
        check("fn f() { return; }", &[]);
    }
}
