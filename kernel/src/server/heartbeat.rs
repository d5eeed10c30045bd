//! The heartbeat: sends back what it gets, so that clients see that the process lives.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#heartbeat-for-kernels>

use zeromq::{RepSocket, SocketRecv, SocketSend};

/// Echoes for ever.
pub(super) async fn echo(mut socket: RepSocket) {
    loop {
        let echoed = match socket.recv().await {
            Ok(ping) => socket.send(ping).await,
            Err(error) => Err(error),
        };
        if let Err(error) = echoed {
            // A client that went away in between, or that speaks another protocol.
            log::debug!("heartbeat: {error}");
            tokio::task::yield_now().await;
        }
    }
}
