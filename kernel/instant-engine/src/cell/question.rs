//! Whether a statement leaves the cell by `?`.

use syn::Stmt;
use syn::visit::Visit;

/// Whether a `?` in the statement belongs to the cell itself: not to a function, closure or `async`
/// block inside it.
pub(super) fn at_top_level(statement: &Stmt) -> bool {
    struct Search(bool);
    impl<'ast> Visit<'ast> for Search {
        fn visit_expr_try(&mut self, _: &'ast syn::ExprTry) {
            self.0 = true;
        }
        fn visit_item(&mut self, _: &'ast syn::Item) {}
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
        fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
        fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
            // Macro arguments are not parsed: `println!("{}", f()?)` has its `?` as a bare token.
            self.0 |= has_question_mark(invocation.tokens.clone());
        }
    }
    let mut search = Search(false);
    search.visit_stmt(statement);
    search.0
}

fn has_question_mark(tokens: proc_macro2::TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Punct(punct) => punct.as_char() == '?',
        proc_macro2::TokenTree::Group(group) => has_question_mark(group.stream()),
        _ => false,
    })
}
