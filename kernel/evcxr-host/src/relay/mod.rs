//! The process between evcxr and the runner, and what it says to the server.

pub(crate) mod link;
pub(crate) mod message;
pub(crate) mod process;
