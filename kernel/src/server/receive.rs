//! Frames in: what is no message of ours is logged and dropped.

use tokio::sync::mpsc::UnboundedSender;
use zeromq::{RouterRecvHalf, SocketRecv};

use crate::wire::{Message, Signer, decode};

/// Hands the messages of one socket on until nobody takes them.
pub(super) async fn forward(
    channel: &'static str,
    mut socket: RouterRecvHalf,
    signer: Signer,
    messages: UnboundedSender<Message>,
) {
    loop {
        let frames = match socket.recv().await {
            Ok(frames) => frames.into_vec(),
            Err(error) => {
                log::warn!("{channel}: {error}");
                tokio::task::yield_now().await;
                continue;
            }
        };
        match decode(frames, &signer) {
            Ok(message) => {
                if messages.send(message).is_err() {
                    return;
                }
            }
            Err(error) => log::warn!("{channel}: a message was dropped: {error}"),
        }
    }
}
