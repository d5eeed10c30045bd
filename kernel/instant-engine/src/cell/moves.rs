//! Which variables a cell certainly moves.
//!
//! A variable that is moved cannot be put back into the store, and trying costs a second compile.
//! Only the certain cases are told here: a bare name where a value is consumed, in a cell that binds
//! or assigns that name nowhere. Whether the type is `Copy` is known elsewhere; a wrong "no" costs a
//! compile, a wrong "yes" would lose a variable and must not happen.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Block, Expr, Pat, Stmt};

/// What the statements of a cell do with variables by their bare names.
#[derive(Default)]
pub(super) struct Moves {
    /// Names that stand by themselves in a consuming position.
    consumed: BTreeSet<String>,
    bound: BTreeSet<String>,
    assigned: BTreeSet<String>,
    /// Names of which a part is assigned.
    mended: BTreeSet<String>,
    /// Names that are consumed only where the cell is left.
    taken_along: BTreeSet<String>,
}

impl Moves {
    pub(super) fn of(statements: &[Stmt]) -> Self {
        let mut moves = Self::default();
        for statement in statements {
            moves.visit_stmt(statement);
        }
        moves
    }

    /// Names that are consumed and never bound or assigned.
    pub(super) fn certain(&self) -> BTreeSet<String> {
        let consumed = self.consumed.iter();
        let kept = |name: &&String| !self.bound.contains(*name) && !self.assigned.contains(*name);
        consumed.filter(kept).cloned().collect()
    }

    /// Names that may have a value in the end though the cell gives theirs away, and are not bound.
    pub(super) fn restored(&self) -> BTreeSet<String> {
        let restored = self.assigned.iter().chain(&self.mended).chain(&self.taken_along);
        restored.filter(|name| !self.bound.contains(*name)).cloned().collect()
    }

    /// Names that are consumed and assigned, as in `v = longer(v)`, and not bound.
    pub(super) fn replaced(&self) -> BTreeSet<String> {
        &(&self.assigned - &self.bound) & &self.consumed
    }
}

/// Whether a block plainly ends with leaving the cell: by a panic or `return`.
fn leaves_cell(block: &Block) -> bool {
    let panics = |invocation: &syn::Macro| PANICS.iter().any(|name| invocation.path.is_ident(name));
    match block.stmts.last() {
        Some(Stmt::Macro(statement)) => panics(&statement.mac),
        Some(Stmt::Expr(Expr::Macro(expression), _)) => panics(&expression.mac),
        Some(Stmt::Expr(Expr::Return(_), _)) => true,
        _ => false,
    }
}

/// Macros that do not come to an end.
const PANICS: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

fn binds_by_value(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(name) => name.by_ref.is_none(),
        Pat::Type(typed) => binds_by_value(&typed.pat),
        _ => false,
    }
}

impl Moves {
    fn consume(&mut self, expression: &Expr) {
        match expression {
            Expr::Path(path) => {
                if let Some(name) = path.path.get_ident() {
                    self.consumed.insert(name.to_string());
                }
            }
            Expr::Paren(inner) => self.consume(&inner.expr),
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Moves {
    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.bound.insert(pattern.ident.to_string());
    }

    fn visit_block(&mut self, block: &'ast Block) {
        if !leaves_cell(block) {
            return visit::visit_block(self, block);
        }
        let consumed = std::mem::take(&mut self.consumed);
        visit::visit_block(self, block);
        self.taken_along.append(&mut self.consumed);
        self.consumed = consumed;
    }

    fn visit_expr_assign(&mut self, expression: &'ast syn::ExprAssign) {
        let (mut place, mut is_part) = (&*expression.left, false);
        while let Expr::Field(field) = place {
            (place, is_part) = (&*field.base, true);
        }
        if let Expr::Path(path) = place
            && let Some(name) = path.path.get_ident()
        {
            let names = if is_part { &mut self.mended } else { &mut self.assigned };
            names.insert(name.to_string());
        }
        self.consume(&expression.right);
        visit::visit_expr_assign(self, expression);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init
            && binds_by_value(&local.pat)
        {
            self.consume(&init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        for argument in &call.args {
            self.consume(argument);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        for argument in &call.args {
            self.consume(argument);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_binary(&mut self, operation: &'ast syn::ExprBinary) {
        use syn::BinOp as B;
        match operation.op {
            // Comparisons borrow.
            B::Eq(_) | B::Ne(_) | B::Lt(_) | B::Le(_) | B::Gt(_) | B::Ge(_) => {}
            B::AddAssign(_)
            | B::SubAssign(_)
            | B::MulAssign(_)
            | B::DivAssign(_)
            | B::RemAssign(_) => {
                self.consume(&operation.right);
            }
            _ => {
                self.consume(&operation.left);
                self.consume(&operation.right);
            }
        }
        visit::visit_expr_binary(self, operation);
    }

    fn visit_expr_for_loop(&mut self, expression: &'ast syn::ExprForLoop) {
        self.consume(&expression.expr);
        visit::visit_expr_for_loop(self, expression);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that a cell certainly moves, then those that it moves and assigns.
    #[track_caller]
    fn check(code: &str, certain: &[&str], replaced: &[&str]) {
        let block: syn::Block = syn::parse_str(&format!("{{{code}}}")).unwrap();
        let moves = Moves::of(&block.stmts);
        let (moved, given) = (moves.certain(), moves.replaced());
        assert_eq!(moved.iter().map(String::as_str).collect::<Vec<_>>(), certain, "{code}");
        assert_eq!(given.iter().map(String::as_str).collect::<Vec<_>>(), replaced, "{code}");
    }

    #[test]
    fn bare_names_that_are_consumed() {
        check("drop(a); b.push(c); let d = e;", &["a", "c", "e"], &[]);
        check("for x in a { f(x) }", &["a"], &[]);
        check("a + &b; (c) * 2; s += t;", &["a", "c", "t"], &[]);
    }

    #[test]
    fn what_is_lent_or_compared_is_not() {
        check("f(&a); a.len(); a == b; a[0]; let ref c = a; &a + &b", &[], &[]);
        check("fn f() { drop(a) }", &[], &[]);
    }

    #[test]
    fn what_may_have_a_value_all_the_same() {
        let check = |code: &str, restored: &[&str]| {
            let block: syn::Block = syn::parse_str(&format!("{{{code}}}")).unwrap();
            let moves = Moves::of(&block.stmts);
            let names = moves.restored();
            assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), restored, "{code}");
            assert!(moves.certain().is_disjoint(&names), "{code}");
        };
        check("drop(a.0); a.0 = b; c.d.e = f;", &["a", "c"]);
        check("if x { drop(a); panic!() }", &["a"]);
        check("let Some(b) = c else { drop(a); return };", &["a"]);
        check("match x { 1 => { f(a); todo!(); } _ => {} }", &["a"]);
        check("if x { drop(a); }", &[]);
    }

    #[test]
    fn names_that_are_bound_or_assigned_are_uncertain() {
        check("drop(a); let a = 1;", &[], &[]);
        check("a = longer(a);", &[], &["a"]);
        check("a = a + 1.0; b = 2;", &[], &["a"]);
        check("let mut a = 1; a = f(a);", &[], &[]);
    }
}
