//! The sockets: frames in, frames out. The only module that knows ZeroMQ.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/messaging.html#introduction>

mod heartbeat;
mod iopub;
mod receive;
mod send;

use std::sync::Arc;

use anyhow::{Context, Result};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use zeromq::{RepSocket, RouterSocket, Socket};

use crate::connection::Connection;
use crate::dispatch::{self, Inbox};
use crate::outbox::Outgoing;
use crate::session::Session;
use crate::wire::Signer;
use iopub::Iopub;
use send::Senders;

/// A kernel's sockets, bound.
pub struct Server {
    shell: RouterSocket,
    control: RouterSocket,
    stdin: RouterSocket,
    iopub: Iopub,
    heartbeat: RepSocket,
    signer: Signer,
}

impl Server {
    /// Binds all sockets of a connection file.
    ///
    /// # Errors
    /// When a socket cannot be bound, or messages be signed as the file asks.
    pub async fn bind(connection: &Connection) -> Result<Self> {
        let iopub = connection.endpoint(connection.iopub_port);
        Ok(Self {
            signer: Signer::new(&connection.signature_scheme, &connection.key)?,
            shell: bind("shell", &connection.endpoint(connection.shell_port)).await?,
            control: bind("control", &connection.endpoint(connection.control_port)).await?,
            stdin: bind("stdin", &connection.endpoint(connection.stdin_port)).await?,
            iopub: Iopub::bind(&iopub).await.with_context(|| binding("iopub", &iopub))?,
            heartbeat: bind("heartbeat", &connection.endpoint(connection.hb_port)).await?,
        })
    }

    /// Serves until the session ends or `stop` returns, then delivers what is left to send.
    pub async fn serve(
        self,
        session: Arc<Session>,
        mut outgoing: UnboundedReceiver<Outgoing>,
        stop: impl Future<Output = ()>,
    ) {
        let Self { shell, control, stdin, iopub, heartbeat, signer } = self;
        let (to_shell, from_shell) = shell.split();
        let (to_control, from_control) = control.split();
        let (to_stdin, from_stdin) = stdin.split();
        let (to_iopub, published) = mpsc::unbounded_channel();
        let publishing = tokio::spawn(iopub.publish(published, session.outbox.clone()));
        let mut senders = Senders {
            shell: to_shell,
            control: to_control,
            stdin: to_stdin,
            iopub: to_iopub,
            signer: signer.clone(),
        };

        tokio::spawn(heartbeat::echo(heartbeat));
        let listen = |channel, socket| {
            let (sender, receiver) = mpsc::unbounded_channel();
            tokio::spawn(receive::forward(channel, socket, signer.clone(), sender));
            receiver
        };
        let inbox = Inbox {
            shell: listen("shell", from_shell),
            control: listen("control", from_control),
            stdin: listen("stdin", from_stdin),
        };
        tokio::select! {
            () = dispatch::run(session, inbox) => {}
            () = stop => {}
            () = senders.deliver(&mut outgoing) => {}
        }
        senders.finish(&mut outgoing, publishing).await;
    }
}

async fn bind<S: Socket>(name: &str, endpoint: &str) -> Result<S> {
    let mut socket = S::new();
    socket.bind(endpoint).await.with_context(|| binding(name, endpoint))?;
    Ok(socket)
}

fn binding(name: &str, endpoint: &str) -> String {
    format!("binding the {name} socket to {endpoint}")
}
