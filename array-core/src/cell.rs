//! What the compiled cells of a notebook call: the store of variables, and how a cell begins, ends
//! and reports.
//!
//! This is the contract between array-core and an engine that generates the cells' code; notebooks
//! and programs have no use for it. The store belongs to the thread that runs cells.

mod awaiting;

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt::Display;
use std::io::{Write, stderr, stdout};
use std::mem::{ManuallyDrop, size_of};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};

use crate::display::emit;
use crate::{interrupt, session};

pub use awaiting::{block_on, interruptible};

/// Handed to every cell by the process that runs it.
#[repr(C)]
pub struct Host {
    /// Takes one line of JSON, without its newline.
    pub report: extern "C" fn(*const u8, usize),
}

struct Slot {
    value: Box<dyn Any>,
    size: usize,
}

thread_local! {
    static STORE: RefCell<HashMap<String, Slot>> = RefCell::default();
    static REPORT: Cell<Option<extern "C" fn(*const u8, usize)>> = const { Cell::new(None) };
}

/// Begins a cell.
#[inline(never)]
pub fn enter(host: &Host) {
    REPORT.set(Some(host.report));
    session::start();
    interrupt::clear();
}

fn report(message: &Value) {
    let line = message.to_string();
    if let Some(report) = REPORT.get() {
        report(line.as_ptr(), line.len());
    }
}

// What does not depend on a type is compiled here, never into cells: with generic code in them the
// compiler would take twice as long.
#[inline(never)]
fn remove(name: &str) -> (Box<dyn Any>, usize) {
    let slot = STORE.with_borrow_mut(|store| store.remove(name));
    let slot = slot.unwrap_or_else(|| panic!("variable `{name}` is not in the store"));
    (slot.value, slot.size)
}

#[cold]
#[inline(never)]
fn is_another(name: &str, type_name: &str) -> ! {
    panic!("variable `{name}` is not a {type_name}")
}

/// Takes a variable out of the store.
///
/// # Panics
/// When there is none of that name and type: the engine's idea of the session is wrong.
#[must_use]
pub fn take<T: 'static>(name: &str) -> T {
    match remove(name).0.downcast() {
        Ok(value) => *value,
        Err(_) => is_another(name, std::any::type_name::<T>()),
    }
}

/// Takes a variable whose type a cell defined and no cell has redefined since. Another type's
/// redefinition has renamed it to the compiler, so that its `TypeId` says no more; its definition,
/// and with it its layout, is the same.
///
/// # Panics
/// When there is none of that name and size.
#[must_use]
pub fn take_trusted<T: 'static>(name: &str) -> T {
    let (value, size) = remove(name);
    if size != size_of::<T>() {
        is_another(name, std::any::type_name::<T>());
    }
    let value = Box::into_raw(value).cast::<T>();
    // SAFETY: the engine vouches that the value was stored as a type of this very definition,
    // compiled by the same compiler; the box is the one that `put` made for it.
    unsafe { *Box::from_raw(value) }
}

/// Puts a variable into the store and reports it.
pub fn put<T: 'static>(name: &str, value: T, copy: bool) {
    keep(name, Box::new(value), size_of::<T>(), std::any::type_name::<T>(), copy);
}

#[inline(never)]
fn keep(name: &str, value: Box<dyn Any>, size: usize, type_name: &str, copy: bool) {
    let slot = Slot { value, size };
    let earlier = STORE.with_borrow_mut(|store| store.insert(name.to_owned(), slot));
    // Dropped outside the borrow: a value's `drop` may do anything.
    drop(earlier);
    report(&json!({
        "report": "stored",
        "name": name,
        "type_name": type_name,
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

/// Looks for an interrupt; cells call it in their loops.
///
/// # Panics
/// When there is one: the panic unwinds to the end of the cell.
#[inline]
pub fn check_interrupt() {
    interrupt::check();
}

/// An error that a top-level `?` met: anything that can say what it is.
#[derive(Debug)]
pub struct CellError(String);

impl<E: Display> From<E> for CellError {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// How the code of a cell ended.
#[derive(Debug)]
pub enum Outcome {
    /// At its end.
    Ok,
    /// By a top-level `?`.
    Failed(CellError),
    /// By a panic.
    Panicked,
    /// By an interrupt.
    Interrupted,
}

/// Runs the code of a cell up to its end, an error, a panic or an interrupt.
pub fn run(code: impl FnOnce() -> Result<(), CellError>) -> Outcome {
    let mut code = Some(code);
    catch(&mut || code.take().map_or(Ok(()), |code| code()))
}

#[inline(never)]
fn catch(code: &mut dyn FnMut() -> Result<(), CellError>) -> Outcome {
    match catch_unwind(AssertUnwindSafe(code)) {
        Ok(Ok(())) => Outcome::Ok,
        Ok(Err(error)) => Outcome::Failed(error),
        Err(payload) => {
            let interrupted = session::is_interrupt(&*payload);
            // A payload whose own drop panics must not bring the session down.
            let _ = ManuallyDrop::new(payload);
            if interrupted { Outcome::Interrupted } else { Outcome::Panicked }
        }
    }
}

/// Ends a cell: sends what is still buffered, marks the end of both streams, and reports.
#[inline(never)]
pub fn leave(outcome: Outcome) {
    let end = json!({"type": "end"});
    let _ = stdout().flush();
    emit::frame(&end);
    let _ = write!(stderr(), "{}", emit::framed(&end));
    let ending = match outcome {
        Outcome::Ok => json!({"how": "ok"}),
        Outcome::Failed(error) => json!({"how": "failed", "message": error.0}),
        Outcome::Panicked => json!({"how": "panicked"}),
        Outcome::Interrupted => json!({"how": "interrupted"}),
    };
    let mut message = ending;
    message["report"] = "ended".into();
    report(&message);
}

/// Asks a value whether its type is `Copy`, without asking the type to say so.
#[derive(Debug)]
pub struct Probe<'a, T>(pub &'a T);

/// Answers for types that are `Copy`.
pub trait CopyProbe {
    /// True.
    fn is_copy(&self) -> bool;
}

impl<T: Copy> CopyProbe for Probe<'_, T> {
    fn is_copy(&self) -> bool {
        true
    }
}

/// Answers for all others, one reference further away.
pub trait NotCopyProbe {
    /// False.
    fn is_copy(&self) -> bool;
}

impl<T> NotCopyProbe for &Probe<'_, T> {
    fn is_copy(&self) -> bool {
        false
    }
}
