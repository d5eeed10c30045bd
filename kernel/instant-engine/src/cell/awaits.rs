//! Whether a statement waits for a future.

use proc_macro2::{TokenStream, TokenTree};
use syn::Stmt;
use syn::visit::Visit;

/// Whether an `.await` in the statement belongs to the cell itself: not to a function, closure or
/// `async` block inside it.
pub(super) fn at_top_level(statement: &Stmt) -> bool {
    let mut search = Search(false);
    search.visit_stmt(statement);
    search.0
}

struct Search(bool);

impl<'ast> Visit<'ast> for Search {
    fn visit_expr_await(&mut self, _: &'ast syn::ExprAwait) {
        self.0 = true;
    }
    fn visit_item(&mut self, _: &'ast syn::Item) {}
    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        // Macro arguments are not parsed. `join!(..)` and `select!` wait by themselves.
        let name = invocation.path.segments.last().map(|segment| segment.ident.to_string());
        let waits =
            ["join", "try_join", "select"].iter().any(|macro_| name.as_deref() == Some(macro_));
        self.0 |= waits && is_of_runtime(invocation) || has_await(invocation.tokens.clone());
    }
}

/// Whether the macro is one that expands to an `.await`, by its path: `tokio::join!`, `futures::..`.
fn is_of_runtime(invocation: &syn::Macro) -> bool {
    let first = invocation.path.segments.first().map(|segment| segment.ident.to_string());
    ["tokio", "futures"].iter().any(|name| first.as_deref() == Some(name))
}

fn has_await(tokens: TokenStream) -> bool {
    let mut after_dot = false;
    tokens.into_iter().any(|token| {
        let found = match &token {
            TokenTree::Ident(name) => after_dot && name == "await",
            TokenTree::Group(group) => has_await(group.stream()),
            _ => false,
        };
        after_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cells_own_waiting_counts() {
        let check = |code: &str| at_top_level(&syn::parse_str(code).unwrap());
        for code in ["f().await;", "println!(\"{}\", f(a.await));", "tokio::join!(a, b);"] {
            assert!(check(code), "{code}");
        }
        for code in ["let f = async { g().await };", "async fn f() { g().await }", "join!(a);"] {
            assert!(!check(code), "{code}");
        }
    }
}
