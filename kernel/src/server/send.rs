//! Frames out: each message to the socket of its channel.

use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use zeromq::{RouterSendHalf, SocketSend, ZmqMessage};

use crate::outbox::Outgoing;
use crate::wire::{Channel, Signer, encode};

/// How long the last replies get to leave the process: the crate's router sockets write from tasks
/// of their own, and offer no way to wait for them.
const LINGER: Duration = Duration::from_millis(100);

/// How long the last output may take to be published.
const LAST_OUTPUT: Duration = Duration::from_secs(1);

/// Where messages leave.
pub(super) struct Senders {
    pub(super) shell: RouterSendHalf,
    pub(super) control: RouterSendHalf,
    pub(super) stdin: RouterSendHalf,
    pub(super) iopub: UnboundedSender<ZmqMessage>,
    pub(super) signer: Signer,
}

impl Senders {
    /// Delivers messages as they come.
    pub(super) async fn deliver(&mut self, outgoing: &mut UnboundedReceiver<Outgoing>) {
        while let Some(message) = outgoing.recv().await {
            self.send(message).await;
        }
    }

    /// Delivers the messages that are left.
    pub(super) async fn finish(
        mut self,
        outgoing: &mut UnboundedReceiver<Outgoing>,
        publishing: JoinHandle<()>,
    ) {
        while let Ok(message) = outgoing.try_recv() {
            self.send(message).await;
        }
        drop(self.iopub);
        if timeout(LAST_OUTPUT, publishing).await.is_err() {
            log::warn!("the last output was not published within {LAST_OUTPUT:?}");
        }
        sleep(LINGER).await;
    }

    async fn send(&mut self, Outgoing { channel, message }: Outgoing) {
        let kind = message.header.msg_type.clone();
        let Ok(frames) = ZmqMessage::try_from(encode(message, &self.signer)) else {
            unreachable!("a message has a delimiter at least")
        };
        let sent = match channel {
            Channel::Shell => self.shell.send(frames).await,
            Channel::Control => self.control.send(frames).await,
            Channel::Stdin => self.stdin.send(frames).await,
            Channel::Iopub => {
                drop(self.iopub.send(frames));
                return;
            }
        };
        if let Err(error) = sent {
            // Most often the client has gone away and does not miss it.
            log::warn!("a {kind} on {channel:?} was not sent: {error}");
        }
    }
}
