//! The variables that `let` statements bind.

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::visit::Visit;
use syn::{Local, Pat, Type};

/// A variable that a cell binds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Binding {
    pub(crate) name: String,
    pub(crate) mutable: bool,
    /// Its type, when the statement spells it out.
    pub(crate) written_type: Option<String>,
    /// Whether its value is a closure, plain to see.
    pub(crate) is_closure: bool,
    /// Where the name stands, as a byte offset.
    pub(crate) at: usize,
}

/// Adds what a `let` statement binds; a name bound again replaces its earlier binding.
pub(super) fn add(local: &Local, bindings: &mut Vec<Binding>) {
    let is_refutable = local.init.as_ref().is_some_and(|init| init.diverge.is_some());
    let mut names = Names { found: Vec::new(), is_refutable };
    names.visit_pat(&local.pat);
    let plain = match &local.pat {
        Pat::Type(typed) if matches!(*typed.pat, Pat::Ident(_)) => Some(&*typed.ty),
        _ => None,
    };
    let initialiser = local.init.as_ref().map(|init| &*init.expr);
    for (name, mutable, span) in names.found {
        bindings.retain(|binding| binding.name != name);
        bindings.push(Binding {
            name,
            mutable,
            written_type: plain
                .filter(|ty| is_whole(ty))
                .map(|ty| ty.to_token_stream().to_string()),
            is_closure: matches!(local.pat, Pat::Ident(_))
                && matches!(initialiser, Some(syn::Expr::Closure(_))),
            at: span.byte_range().start,
        });
    }
}

/// Whether a type can be written again in another cell: no `_`, no `impl Trait`, no lifetimes.
fn is_whole(ty: &Type) -> bool {
    struct Holes(bool);
    impl Visit<'_> for Holes {
        fn visit_type_infer(&mut self, _: &syn::TypeInfer) {
            self.0 = true;
        }
        fn visit_type_impl_trait(&mut self, _: &syn::TypeImplTrait) {
            self.0 = true;
        }
        fn visit_macro(&mut self, _: &syn::Macro) {
            self.0 = true;
        }
    }
    let mut holes = Holes(false);
    holes.visit_type(ty);
    !holes.0
}

struct Names {
    found: Vec<(String, bool, Span)>,
    /// Whether the pattern may fail to match.
    is_refutable: bool,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let name = pattern.ident.to_string();
        // Matrices have upper-case names, `let (Q, R) = a.qr()?`; but in `let None = x else {..}` such
        // a name is a variant or a constant.
        let is_constant = self.is_refutable && name.starts_with(char::is_uppercase);
        if pattern.subpat.is_some() || !is_constant {
            self.found.push((name, pattern.mutability.is_some(), pattern.ident.span()));
        }
        syn::visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}
