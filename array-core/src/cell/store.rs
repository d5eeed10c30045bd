//! The store of variables.
//!
//! Cells hand their values over as bytes, with the size, the type and the destructor. What depends on
//! a type is compiled into each cell that takes or puts one, and every function there costs the
//! compiler half a millisecond: so it is little, and the rest is compiled here.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::any::{TypeId, type_name};
use std::cell::RefCell;
use std::collections::HashMap;
use std::mem::{ManuallyDrop, align_of, size_of};
use std::ptr;

use serde_json::json;

use super::report;

/// A variable, whose value lies at `bytes`.
struct Slot {
    bytes: *mut u8,
    layout: Layout,
    type_id: TypeId,
    /// Drops the value.
    discard: unsafe fn(*mut u8),
}

impl Drop for Slot {
    fn drop(&mut self) {
        // SAFETY: a slot has its value until it is dropped or taken apart.
        unsafe { (self.discard)(self.bytes) };
        free(self.bytes, self.layout);
    }
}

thread_local! {
    static STORE: RefCell<HashMap<String, Slot>> = RefCell::default();
}

/// Takes a variable out of the store.
///
/// # Panics
/// When there is none of that name and type: the engine's idea of the session is wrong.
#[must_use]
pub fn take<T: 'static>(name: &str) -> T {
    let bytes = remove(name, Some(TypeId::of::<T>()), size_of::<T>(), type_name::<T>());
    // SAFETY: the value is of this type.
    unsafe { unpack(bytes) }
}

/// Takes a variable whose type a cell defined and no cell has redefined since. Another type's
/// redefinition has renamed it to the compiler, so that its `TypeId` says no more; its definition,
/// and with it its layout, is the same.
///
/// # Panics
/// When there is none of that name and size.
#[must_use]
pub fn take_trusted<T: 'static>(name: &str) -> T {
    let bytes = remove(name, None, size_of::<T>(), type_name::<T>());
    // SAFETY: the engine vouches that the value was stored as a type of this very definition,
    // compiled by the same compiler.
    unsafe { unpack(bytes) }
}

/// Moves a value out of memory that [`remove`] has given, and gives the memory back.
///
/// # Safety
/// The value must be a `T`.
#[inline(always)]
unsafe fn unpack<T>(bytes: *mut u8) -> T {
    // SAFETY: by this function's contract; nobody else has the value.
    let value = unsafe { (bytes as *mut T).read() };
    give_back(bytes, size_of::<T>(), align_of::<T>());
    value
}

#[inline(never)]
fn remove(name: &str, type_id: Option<TypeId>, size: usize, type_name: &str) -> *mut u8 {
    STORE.with_borrow_mut(|store| {
        let Some(slot) = store.get(name) else { panic!("variable `{name}` is not in the store") };
        if type_id.is_some_and(|id| id != slot.type_id) || slot.layout.size() != size {
            panic!("variable `{name}` is not a {type_name}");
        }
        store.remove(name).map_or(ptr::null_mut(), |slot| ManuallyDrop::new(slot).bytes)
    })
}

#[inline(never)]
fn give_back(bytes: *mut u8, size: usize, align: usize) {
    if let Ok(layout) = Layout::from_size_align(size, align) {
        free(bytes, layout);
    }
}

fn free(bytes: *mut u8, layout: Layout) {
    if layout.size() > 0 {
        // SAFETY: `keep` has allocated it with this layout.
        unsafe { dealloc(bytes, layout) };
    }
}

/// Puts a variable into the store and reports it.
pub fn put<T: 'static>(name: &str, value: T, copy: bool) {
    let value = ManuallyDrop::new(value);
    let kind = Kind {
        size: size_of::<T>(),
        align: align_of::<T>(),
        type_id: TypeId::of::<T>(),
        type_name: type_name::<T>(),
        discard: discard::<T>,
    };
    // SAFETY: the value is forgotten here.
    unsafe { keep(name, (&raw const value).cast(), &kind, copy) }
}

/// What the store has to know of a type.
struct Kind {
    size: usize,
    align: usize,
    type_id: TypeId,
    type_name: &'static str,
    discard: unsafe fn(*mut u8),
}

/// # Safety
/// A `T` must lie at `bytes`, for the last time.
unsafe fn discard<T>(bytes: *mut u8) {
    // SAFETY: by this function's contract.
    unsafe { ptr::drop_in_place(bytes as *mut T) }
}

/// # Safety
/// A value of this kind must lie at `value`, for the last time.
#[inline(never)]
unsafe fn keep(name: &str, value: *const u8, kind: &Kind, copy: bool) {
    let layout = Layout::from_size_align(kind.size, kind.align).expect("types have layouts");
    let bytes = if kind.size == 0 {
        ptr::without_provenance_mut(kind.align)
    } else {
        // SAFETY: the size is not zero.
        let bytes = unsafe { alloc(layout) };
        if bytes.is_null() {
            handle_alloc_error(layout);
        }
        // SAFETY: both are that long, and one is new.
        unsafe { ptr::copy_nonoverlapping(value, bytes, kind.size) };
        bytes
    };
    let slot = Slot { bytes, layout, type_id: kind.type_id, discard: kind.discard };
    let earlier = STORE.with_borrow_mut(|store| store.insert(name.to_owned(), slot));
    // Dropped outside the borrow: a value's `drop` may do anything.
    drop(earlier);
    report(&json!({
        "report": "stored",
        "name": name,
        "type_name": kind.type_name,
        "copy": copy,
    }));
}

/// Whether a variable of that name is in the store.
#[inline(never)]
#[must_use]
pub fn holds(name: &str) -> bool {
    STORE.with_borrow(|store| store.contains_key(name))
}

/// Drops a variable.
#[inline(never)]
pub fn forget(name: &str) {
    drop(STORE.with_borrow_mut(|store| store.remove(name)));
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    #[test]
    fn values_come_back_as_they_were() {
        put("s", String::from("text"), false);
        put("unit", (), true);
        put("wide", Wide([7; 3]), true);
        assert!(holds("s") && !holds("t"));
        assert_eq!(take::<String>("s"), "text");
        let () = take("unit");
        let wide = take::<Wide>("wide");
        assert_eq!((wide.0, (&raw const wide).addr() % align_of::<Wide>()), ([7; 3], 0));
        assert!(!holds("s") && !holds("unit"));
    }

    #[derive(Clone, Copy)]
    #[repr(align(128))]
    struct Wide([u8; 3]);

    #[test]
    fn values_are_dropped_once() {
        let shared = Rc::new(1);
        put("a", Rc::clone(&shared), false);
        put("a", Rc::clone(&shared), false);
        assert_eq!(Rc::strong_count(&shared), 2, "the first was replaced");
        drop(take::<Rc<i32>>("a"));
        assert_eq!(Rc::strong_count(&shared), 1);
        put("a", Rc::clone(&shared), false);
        forget("a");
        forget("a");
        assert_eq!(Rc::strong_count(&shared), 1);
    }

    #[test]
    #[should_panic = "variable `n` is not a u64"]
    fn a_value_of_another_type_of_the_same_size_is_refused() {
        put("n", 1.5, true);
        let _ = take::<u64>("n");
    }

    #[test]
    fn a_trusted_type_is_known_by_its_size() {
        put("n", 1u64, true);
        assert_eq!(take_trusted::<u64>("n"), 1);
        put("n", 1u64, true);
        assert!(std::panic::catch_unwind(|| take_trusted::<u8>("n")).is_err());
        assert!(holds("n"), "it stays where it is");
    }
}
