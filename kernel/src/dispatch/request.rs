//! From a message's type and content to a typed request.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::handlers::comm::{CommMsg, CommOpen};
use crate::handlers::complete::CompleteRequest;
use crate::handlers::execute::ExecuteRequest;
use crate::handlers::history::HistoryRequest;
use crate::handlers::inspect::InspectRequest;
use crate::handlers::is_complete::IsCompleteRequest;
use crate::handlers::shutdown::ShutdownRequest;
use crate::wire::Header;

/// All requests that the shell and control channels serve.
#[derive(Clone, Debug)]
pub enum Request {
    /// `kernel_info_request`
    KernelInfo,
    /// `execute_request`
    Execute(ExecuteRequest),
    /// `complete_request`
    Complete(CompleteRequest),
    /// `inspect_request`
    Inspect(InspectRequest),
    /// `is_complete_request`
    IsComplete(IsCompleteRequest),
    /// `history_request`
    History(HistoryRequest),
    /// `comm_info_request`
    CommInfo,
    /// `comm_open`
    CommOpen(CommOpen),
    /// `comm_msg`
    CommMsg(CommMsg),
    /// `comm_close`
    CommClose(CommMsg),
    /// `interrupt_request`
    Interrupt,
    /// `shutdown_request`
    Shutdown(ShutdownRequest),
    /// `debug_request`
    Debug,
    /// `create_subshell_request`, `delete_subshell_request`, `list_subshell_request`
    Subshell,
}

/// A message that is no request the kernel can serve.
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    /// Its type is not known.
    #[error("unknown message type {0:?}")]
    Unknown(String),
    /// Its content does not fit its type.
    #[error("malformed {kind}: {source}")]
    Malformed {
        /// The message's type.
        kind: String,
        /// What is wrong.
        source: serde_json::Error,
    },
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// When the type is unknown or the content malformed.
    pub fn parse(header: &Header, content: &Value) -> Result<Self, Invalid> {
        Ok(match header.msg_type.as_str() {
            "kernel_info_request" => Self::KernelInfo,
            "execute_request" => Self::Execute(typed(header, content)?),
            "complete_request" => Self::Complete(typed(header, content)?),
            "inspect_request" => Self::Inspect(typed(header, content)?),
            "is_complete_request" => Self::IsComplete(typed(header, content)?),
            "history_request" => Self::History(typed(header, content)?),
            "comm_info_request" => Self::CommInfo,
            "comm_open" => Self::CommOpen(typed(header, content)?),
            "comm_msg" => Self::CommMsg(typed(header, content)?),
            "comm_close" => Self::CommClose(typed(header, content)?),
            "interrupt_request" => Self::Interrupt,
            "shutdown_request" => Self::Shutdown(typed(header, content)?),
            "debug_request" => Self::Debug,
            "create_subshell_request" | "delete_subshell_request" | "list_subshell_request" => {
                Self::Subshell
            }
            unknown => return Err(Invalid::Unknown(unknown.to_owned())),
        })
    }
}

fn typed<T: DeserializeOwned>(header: &Header, content: &Value) -> Result<T, Invalid> {
    T::deserialize(content)
        .map_err(|source| Invalid::Malformed { kind: header.msg_type.clone(), source })
}
