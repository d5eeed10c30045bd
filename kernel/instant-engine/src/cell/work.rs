//! How much work a statement may do: whether it is worth optimising, and which loops must look for
//! interrupts.

use syn::visit::{self, Visit};
use syn::{Block, Expr, Ident, Item, Signature, Stmt};

use super::names::mentioned_names;

/// How long the code that a cell itself holds may run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Work {
    /// It only calls.
    #[default]
    Calls,
    /// It has closures, which run once for each element of what they are given to.
    Closures,
    /// It has loops.
    Loops,
}

/// Raises `work` to what the statement holds, and adds the places right after the `{` of each loop
/// that could run for long.
pub(super) fn inspect(statement: &Stmt, work: &mut Work, loop_starts: &mut Vec<usize>) {
    let mut search = Search { work, loop_starts };
    search.visit_stmt(statement);
}

/// The same places in an item's functions.
pub(crate) fn loop_starts(item: &Item) -> Vec<usize> {
    let mut loop_starts = Vec::new();
    Search { work: &mut Work::default(), loop_starts: &mut loop_starts }.visit_item(item);
    loop_starts
}

struct Search<'a> {
    work: &'a mut Work,
    loop_starts: &'a mut Vec<usize>,
}

impl Search<'_> {
    fn raise(&mut self, work: Work) {
        *self.work = work.max(*self.work);
    }

    /// A function that calls itself may run as long as a loop; for others a look would cost more than
    /// it is worth, as they could not be inlined as well.
    fn check_in_recursion(&mut self, signature: &Signature, body: &Block) {
        if calls(body, &signature.ident) {
            self.check_in(body);
        }
    }

    fn check_in(&mut self, body: &Block) {
        self.loop_starts.push(body.brace_token.span.open().byte_range().end);
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_expr_loop(&mut self, expression: &'ast syn::ExprLoop) {
        self.raise(Work::Loops);
        self.check_in(&expression.body);
        visit::visit_expr_loop(self, expression);
    }

    fn visit_expr_while(&mut self, expression: &'ast syn::ExprWhile) {
        self.raise(Work::Loops);
        self.check_in(&expression.body);
        visit::visit_expr_while(self, expression);
    }

    fn visit_expr_for_loop(&mut self, expression: &'ast syn::ExprForLoop) {
        self.raise(Work::Loops);
        // A `for` over plain arithmetic ends soon, and a check in it would keep it from being
        // vectorised.
        if !is_arithmetic(&expression.body) {
            self.check_in(&expression.body);
        }
        visit::visit_expr_for_loop(self, expression);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        // What is timed is what a release build would do.
        if invocation.path.is_ident("timeit") {
            self.raise(Work::Loops);
        }
    }

    // The compiler evaluates constants, where nothing can be looked for.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
    fn visit_generics(&mut self, _: &'ast syn::Generics) {}
    fn visit_variant(&mut self, _: &'ast syn::Variant) {}
    fn visit_expr_repeat(&mut self, expression: &'ast syn::ExprRepeat) {
        self.visit_expr(&expression.expr);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if may_unwind(&item.sig) {
            self.check_in_recursion(&item.sig, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if may_unwind(&item.sig) {
            self.check_in_recursion(&item.sig, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if may_unwind(&item.sig) {
            if let Some(body) = &item.default {
                self.check_in_recursion(&item.sig, body);
            }
            visit::visit_trait_item_fn(self, item);
        }
    }

    fn visit_expr_closure(&mut self, expression: &'ast syn::ExprClosure) {
        self.raise(Work::Closures);
        visit::visit_expr_closure(self, expression);
    }
}

/// Whether an interrupt can leave a function: neither one that the compiler may evaluate nor one that
/// other languages call.
fn may_unwind(signature: &Signature) -> bool {
    signature.constness.is_none() && signature.abi.is_none()
}

/// Whether a block calls a function or method of that name.
fn calls(body: &Block, name: &Ident) -> bool {
    struct Search<'a>(&'a Ident, bool);
    impl<'ast> Visit<'ast> for Search<'_> {
        fn visit_expr_path(&mut self, expression: &'ast syn::ExprPath) {
            let last = expression.path.segments.last();
            self.1 |= last.is_some_and(|segment| segment.ident == *self.0);
        }
        fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
            self.1 |= call.method == *self.0;
            visit::visit_expr_method_call(self, call);
        }
        fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
            self.1 |= mentioned_names(invocation.tokens.clone()).contains(&self.0.to_string());
        }
    }
    let mut search = Search(name, false);
    search.visit_block(body);
    search.1
}

/// Whether a block only computes with what it has: no calls, macros or loops.
fn is_arithmetic(body: &Block) -> bool {
    struct Search(bool);
    impl<'ast> Visit<'ast> for Search {
        fn visit_expr(&mut self, expression: &'ast Expr) {
            self.0 |= matches!(
                expression,
                Expr::Call(_)
                    | Expr::Macro(_)
                    | Expr::Loop(_)
                    | Expr::While(_)
                    | Expr::ForLoop(_)
                    | Expr::Await(_)
            );
            visit::visit_expr(self, expression);
        }
        fn visit_stmt_macro(&mut self, _: &'ast syn::StmtMacro) {
            self.0 = true;
        }
    }
    let mut search = Search(false);
    search.visit_block(body);
    !search.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code with `@` where it looks for interrupts.
    fn marked(code: &str, loop_starts: &[usize]) -> String {
        let mut marked = code.to_owned();
        for at in loop_starts.iter().rev() {
            marked.insert(*at, '@');
        }
        marked
    }

    #[test]
    fn loops_of_statements_look_for_interrupts() {
        let check = |expected: &str, work: Work| {
            let code = expected.replace('@', "");
            let (mut found, mut loop_starts) = (Work::default(), Vec::new());
            inspect(&syn::parse_str(&code).unwrap(), &mut found, &mut loop_starts);
            assert_eq!(marked(&code, &loop_starts), expected);
            assert_eq!(found, work, "{code}");
        };
        check("loop {@ }", Work::Loops);
        check("while a < b {@ for i in c {@ f(i) } }", Work::Loops);
        check("for i in 0..n { s += i; }", Work::Loops);
        check("let s = f(|x| loop {@ break x });", Work::Loops);
        check("let a = [0; { let mut n = 0; while n < 3 { n += 1 } n }];", Work::Calls);
        check("let a = const { loop { break 1 } };", Work::Calls);
        check("let b = a.mapv(|x| x + 1.);", Work::Closures);
        check("timeit!(f(a));", Work::Loops);
        check("f(a);", Work::Calls);
    }

    #[test]
    fn loops_of_functions_do_unless_nobody_can_leave_them() {
        let check = |expected: &str| {
            let code = expected.replace('@', "");
            let item = syn::parse_str(&code).unwrap();
            assert_eq!(marked(&code, &loop_starts(&item)), expected);
        };
        check("fn f() { loop {@ } }");
        check("mod m { impl S { fn f(&self) { while true {@ } } } }");
        check("trait T { fn f() { loop {@ } } }");
        check("fn f(n: u8) {@ f(n - 1) }");
        check("fn f(n: u8) {@ assert!(f(n - 1) > 0) }");
        check("impl S { fn f(&self) {@ Self::f(self) } fn g(&self) { self.f() } }");
        check("trait T { fn f() {@ f() } fn g(); }");
        check("const fn f(n: u8) { f(n) }");
        check("const fn f() { loop { } }");
        check("extern \"C\" fn f() { loop { } }");
        check("const N: usize = { loop { break 1 } };");
        check("static N: usize = { loop { break 1 } };");
        check("struct A([u8; { loop { break 1 } }]);");
        check("enum E { A = { loop { break 1 } } }");
    }
}
