//! Displays for types of other crates, which can implement [`Render`](super::Render) neither here
//! nor there.

use std::any::TypeId;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::mem;
use std::sync::{PoisonError, RwLock};

use super::Bundle;

/// Renders the value that the pointer points to, whose type is the entry's key.
type Renderer = Box<dyn Fn(*const ()) -> Bundle + Send + Sync>;

static RENDERERS: RwLock<Option<HashMap<TypeId, Renderer>>> = RwLock::new(None);

/// Shows values of type `T` by `render` from now on, where they are a cell's last expression.
///
/// # Safety
///
/// `T` must not have a lifetime parameter: a value is recognised by its `TypeId`, which does not
/// tell `T<'a>` from `T<'static>`.
pub unsafe fn register<T: 'static>(render: fn(&T) -> Bundle) {
    let erased: Renderer = Box::new(move |value| {
        // SAFETY: `render_registered` calls this with a live reference to a value whose TypeId is
        // that of `T`, and by this function's contract that value is a `T`.
        render(unsafe { &*value.cast::<T>() })
    });
    let mut renderers = RENDERERS.write().unwrap_or_else(PoisonError::into_inner);
    renderers.get_or_insert_default().insert(TypeId::of::<T>(), erased);
}

/// Renders a value if its type is registered.
pub(crate) fn render_registered<T: ?Sized>(value: &T) -> Option<Bundle> {
    // SAFETY: the pointer is to a live value of the type that is named with it.
    unsafe { render_erased(type_id::<T>(), (&raw const *value).cast()) }
}

/// Compiled here once, not into each cell.
///
/// # Safety
///
/// The pointer must be to a live value of that type.
#[inline(never)]
unsafe fn render_erased(type_id: TypeId, value: *const ()) -> Option<Bundle> {
    let renderers = RENDERERS.read().unwrap_or_else(PoisonError::into_inner);
    let renderer = renderers.as_ref()?.get(&type_id)?;
    Some(renderer(value))
}

/// The `TypeId` of a type with its lifetimes taken as `'static`.
pub(crate) fn type_id<T: ?Sized>() -> TypeId {
    trait Identified {
        fn id(&self) -> TypeId
        where
            Self: 'static;
    }
    impl<T: ?Sized> Identified for PhantomData<T> {
        fn id(&self) -> TypeId
        where
            Self: 'static,
        {
            TypeId::of::<T>()
        }
    }
    let phantom = PhantomData::<T>;
    let short: &dyn Identified = &phantom;
    // SAFETY: only the lifetime bound of the trait object changes. Code is generated without
    // lifetimes, and `id` reads nothing of the object, so nothing can outlive anything.
    let long: &(dyn Identified + 'static) = unsafe { mem::transmute(short) };
    long.id()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registered_type_is_rendered_and_others_are_not() {
        struct Foreign(u8);
        // SAFETY: `Foreign` has no lifetime parameter.
        unsafe { register::<Foreign>(|value| Bundle::text(format!("foreign {}", value.0))) };
        assert_eq!(render_registered(&Foreign(7)).unwrap().plain(), "foreign 7");
        assert_eq!(render_registered("text"), None);
        let local = 3;
        assert_eq!(render_registered(&&local), None);
    }
}
