//! The Jupyter wire format: how a [`Message`] becomes frames on a socket, and back.
//!
//! Nothing here knows about sockets or about what the messages mean. Own types rather than a
//! crate's, because a parent header must go back exactly as it came (subshell ids and all), the
//! protocol version is ours to state, and a message with an unknown or malformed content must
//! still be answered, which needs its header.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol>

mod frames;
mod header;
mod message;
mod signature;

pub use frames::{DecodeError, decode, encode};
pub use header::Header;
pub use message::{Channel, Message};
pub use signature::{SchemeError, Signer};

/// The version of the messaging protocol that the kernel speaks.
pub const PROTOCOL_VERSION: &str = "5.4";
