//! The iopub socket: publishes to all clients, greets each one, and lets none hold up the others.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#welcome-message>

use std::time::Duration;

use futures::channel::mpsc::Receiver;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, timeout, timeout_at};
use zeromq::util::PeerIdentity;
use zeromq::{Socket, SocketEvent, SocketRecv, SocketSend, XPubSocket, ZmqMessage, ZmqResult};

use crate::outbox::Outbox;

/// How long a client may take to accept a message. The crate's XPUB socket writes to one client
/// after the other, so one that no longer reads would silence the kernel for all of them.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long clients get to connect again: libzmq tries after a tenth of this.
const RECONNECT: Duration = Duration::from_secs(1);

/// What a client sends first in order to subscribe; the rest is the topic.
const SUBSCRIBE: u8 = 1;

/// The bound iopub socket.
pub(super) struct Iopub {
    socket: XPubSocket,
    events: Receiver<SocketEvent>,
    /// Who has ever connected.
    clients: Vec<PeerIdentity>,
}

impl Iopub {
    pub(super) async fn bind(endpoint: &str) -> ZmqResult<Self> {
        let mut socket = XPubSocket::new();
        let events = socket.monitor();
        socket.bind(endpoint).await?;
        Ok(Self { socket, events, clients: Vec::new() })
    }

    /// Publishes what is queued, until the queue is closed.
    pub(super) async fn publish(
        mut self,
        mut queue: UnboundedReceiver<ZmqMessage>,
        outbox: Outbox,
    ) {
        loop {
            tokio::select! {
                message = queue.recv() => match message {
                    Some(message) => self.send(message, &outbox).await,
                    None => return,
                },
                frames = self.socket.recv() => self.greet(frames, &outbox),
            }
        }
    }

    async fn send(&mut self, message: ZmqMessage, outbox: &Outbox) {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => log::warn!("iopub: a message was not sent: {error}"),
            Err(_) => {
                self.disconnect();
                // What is queued waits for those who come back.
                let deadline = Instant::now() + RECONNECT;
                while let Ok(frames) = timeout_at(deadline, self.socket.recv()).await {
                    self.greet(frames, outbox);
                }
            }
        }
    }

    /// Welcomes a client that subscribes, so that it knows that it misses nothing from now on.
    fn greet(&mut self, frames: ZmqResult<ZmqMessage>, outbox: &Outbox) {
        self.note_clients();
        let frames = match frames {
            Ok(frames) => frames,
            Err(error) => return log::debug!("iopub: {error}"),
        };
        let Some([SUBSCRIBE, topic @ ..]) = frames.get(0).map(|frame| &frame[..]) else { return };
        outbox.welcome(&String::from_utf8_lossy(topic));
    }

    /// Ends all connections, as nothing tells which one is stuck: clients that live connect again
    /// by themselves.
    fn disconnect(&mut self) {
        log::warn!("a client did not accept output within {PATIENCE:?}: all have to reconnect");
        self.note_clients();
        let backend = self.socket.backend();
        for client in self.clients.drain(..) {
            backend.peer_disconnected(&client);
        }
    }

    fn note_clients(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            if let SocketEvent::Accepted(_, client) = event {
                self.clients.push(client);
            }
        }
    }
}
