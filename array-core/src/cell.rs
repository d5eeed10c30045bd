//! What the compiled cells of a notebook call: the store of variables, and how a cell begins, ends
//! and reports.
//!
//! This is the contract between array-core and an engine that generates the cells' code; notebooks
//! and programs have no use for it. The store belongs to the thread that runs cells.

mod awaiting;
mod store;

use std::cell::Cell;
use std::fmt::Display;
use std::io::{Write, stderr, stdout};
use std::mem::ManuallyDrop;
use std::panic::catch_unwind;

use serde_json::{Value, json};

use crate::display::emit;
use crate::{interrupt, session};

pub use awaiting::{block_on, interruptible};
pub use store::{forget, holds, put, take, take_trusted};

/// Handed to every cell by the process that runs it.
#[repr(C)]
pub struct Host {
    /// Takes one line of JSON, without its newline.
    pub report: extern "C" fn(*const u8, usize),
}

thread_local! {
    static REPORT: Cell<Option<extern "C" fn(*const u8, usize)>> = const { Cell::new(None) };
    // What the last error of a top-level `?` said.
    static FAILURE: Cell<String> = const { Cell::new(String::new()) };
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

/// Looks for an interrupt; cells call it in their loops.
///
/// # Panics
/// When there is one: the panic unwinds to the end of the cell.
#[inline]
pub fn check_interrupt() {
    interrupt::check();
}

/// Says that a top-level `?` met an error: anything that can say what it is. The text is kept here,
/// so that cells need no code that drops it.
#[derive(Clone, Copy, Debug)]
pub struct CellError(());

impl<E: Display> From<E> for CellError {
    fn from(error: E) -> Self {
        fail(&error);
        Self(())
    }
}

#[inline(never)]
fn fail(error: &dyn Display) {
    FAILURE.set(error.to_string());
}

/// How the code of a cell ended.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// At its end.
    Ok,
    /// By a top-level `?`.
    Failed,
    /// By a panic.
    Panicked,
    /// By an interrupt.
    Interrupted,
}

/// Runs the code of a cell up to its end, an error, a panic or an interrupt.
pub fn run<F: FnOnce() -> Result<(), CellError>>(code: F) -> Outcome {
    let code = ManuallyDrop::new(code);
    catch(call::<F>, (&raw const code).cast())
}

/// # Safety
/// An `F` must lie at `code`, for the last time.
unsafe fn call<F: FnOnce() -> Result<(), CellError>>(code: *const ()) -> Result<(), CellError> {
    // SAFETY: by this function's contract.
    let code = unsafe { (code as *const F).read() };
    code()
}

/// Calls `call` with the code that lies at `code`: what a closure would do, and have compiled into
/// every cell.
#[inline(never)]
fn catch(call: unsafe fn(*const ()) -> Result<(), CellError>, code: *const ()) -> Outcome {
    // SAFETY: `run` has put the code there and forgets it.
    match catch_unwind(|| unsafe { call(code) }) {
        Ok(Ok(())) => Outcome::Ok,
        Ok(Err(_)) => Outcome::Failed,
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
        Outcome::Failed => json!({"how": "failed", "message": FAILURE.take()}),
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
