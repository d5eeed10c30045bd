//! A Jupyter kernel for Rust with NumPy-style arrays.
//!
//! One request through the house, six hops:
//!
//! 1. [`server`] reads frames from a socket and makes a [`wire::Message`] of them;
//! 2. [`dispatch`] says busy, makes a typed request of the message and picks its handler;
//! 3. [`handlers`] do what is asked, one file per request;
//! 4. an [`evaluator`] runs cells: a process of its own, so that this one never compiles, never
//!    runs user code and never hangs;
//! 5. [`outbox`] publishes what comes of it, in order; `dispatch` replies and says idle;
//! 6. `server` sends the frames.
//!
//! Beside the way: [`session`] is what outlives a request, [`diagnostics`] explains failures,
//! [`cursor`] converts positions, [`connection`] reads the connection file, [`kernel`] puts all of
//! it together, [`cli`] is the rest of the command line, [`runtime`] what cells need on disk.
//!
//! # Invariants
//!
//! - Busy and idle are published in `dispatch` only, and idle always follows busy.
//! - Handlers import neither each other nor ZeroMQ; only `server` touches sockets.
//! - What a user can do wrong is a value ([`engine_protocol::Outcome`]); [`evaluator::Fault`] is
//!   the kernel's own failure.
//! - One module, `evaluator::evcxr`, knows which program evaluates.
//! - This package does not link array-core: the session does.

pub mod cli;
pub mod connection;
pub mod cursor;
pub mod diagnostics;
pub mod dispatch;
pub mod evaluator;
pub mod handlers;
pub mod kernel;
pub mod logging;
pub mod outbox;
mod parent;
mod platform;
pub mod runtime;
pub mod server;
pub mod session;
pub mod wire;
