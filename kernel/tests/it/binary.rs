//! The binary, with an engine in Python.

use std::io::Write;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use array_kernel::wire::{Header, Message, Signer, decode, encode};
use bytes::Bytes;
use serde_json::{Map, Value, json};
use tokio::time::{sleep, timeout};
use zeromq::{DealerSocket, ReqSocket, Socket, SocketRecv, SocketSend, SubSocket, ZmqMessage};

use crate::engine_process::ENGINE;

const KEY: &str = "a key";

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The kernel as a process, and a client's sockets.
struct Client {
    kernel: Child,
    shell: DealerSocket,
    control: DealerSocket,
    iopub: SubSocket,
    heartbeat: ReqSocket,
    signer: Signer,
    _folder: tempfile::TempDir,
}

impl Client {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports = free_ports();
        let file = folder.path().join("connection.json");
        let connection = json!({
            "transport": "tcp", "ip": "127.0.0.1", "key": KEY, "signature_scheme": "hmac-sha256",
            "shell_port": ports[0], "control_port": ports[1], "stdin_port": ports[2],
            "iopub_port": ports[3], "hb_port": ports[4],
        });
        std::fs::File::create(&file).unwrap().write_all(connection.to_string().as_bytes()).unwrap();
        let kernel = Command::new(env!("CARGO_BIN_EXE_array-kernel"))
            .arg("--connection-file")
            .arg(&file)
            .args(["--engine-command", &format!("python3 '{ENGINE}'")])
            .env("XDG_DATA_HOME", folder.path())
            .env("HOME", folder.path())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let mut iopub = SubSocket::new();
        connect(&mut iopub, ports[3]).await;
        iopub.subscribe("").await.unwrap();
        let (mut shell, mut control) = (DealerSocket::new(), DealerSocket::new());
        connect(&mut shell, ports[0]).await;
        connect(&mut control, ports[1]).await;
        let mut heartbeat = ReqSocket::new();
        connect(&mut heartbeat, ports[4]).await;
        let signer = Signer::new("hmac-sha256", KEY).unwrap();
        Self { kernel, shell, control, iopub, heartbeat, signer, _folder: folder }
    }

    fn request(&self, kind: &str, content: Value) -> ZmqMessage {
        let message = Message {
            identities: Vec::new(),
            header: Header::new(kind, "client"),
            parent: None,
            metadata: Map::new(),
            content,
            buffers: Vec::new(),
        };
        ZmqMessage::try_from(encode(message, &self.signer)).unwrap()
    }

    fn read(&self, message: ZmqMessage) -> Message {
        decode(message.into_vec(), &self.signer).unwrap()
    }

    async fn published(&mut self) -> Message {
        let frames = timeout(PATIENCE, self.iopub.recv()).await.unwrap().unwrap();
        self.read(frames)
    }

    async fn ask(&mut self, kind: &str, content: Value) -> Message {
        let request = self.request(kind, content);
        self.shell.send(request).await.unwrap();
        let frames = timeout(PATIENCE, self.shell.recv()).await.unwrap().unwrap();
        self.read(frames)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.kernel.kill();
        let _ = self.kernel.wait();
    }
}

/// Ports that are free now; all are held until all are known.
fn free_ports() -> Vec<u16> {
    let listeners: Vec<_> = (0..5).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    listeners.iter().map(|listener| listener.local_addr().unwrap().port()).collect()
}

async fn connect(socket: &mut impl Socket, port: u16) {
    let endpoint = format!("tcp://127.0.0.1:{port}");
    timeout(PATIENCE, async {
        while socket.connect(&endpoint).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_client_is_welcomed_served_and_sent_off() {
    let mut client = Client::start().await;
    let welcome = client.published().await;
    assert_eq!(welcome.header.msg_type, "iopub_welcome");
    assert_eq!((welcome.content, welcome.parent), (json!({"subscription": ""}), None));

    client.heartbeat.send("ping".into()).await.unwrap();
    let pong = timeout(PATIENCE, client.heartbeat.recv()).await.unwrap().unwrap();
    assert_eq!(pong.get(0).map(|frame| &frame[..]), Some(&b"ping"[..]));

    // What is no message of ours is dropped; the next request is served nevertheless.
    client.shell.send("nonsense".into()).await.unwrap();
    let mut forged = client.request("kernel_info_request", json!({})).into_vec();
    forged[1] = Bytes::from("00");
    client.shell.send(ZmqMessage::try_from(forged).unwrap()).await.unwrap();

    let reply = client.ask("execute_request", json!({"code": "print hello\nvalue 1"})).await;
    assert_eq!(reply.header.msg_type, "execute_reply");
    assert_eq!(reply.content["status"], "ok");
    let mut kinds = Vec::new();
    while kinds.last().is_none_or(|kind| kind != "idle") {
        let message = client.published().await;
        assert_eq!(message.parent.unwrap().msg_id, reply.parent.as_ref().unwrap().msg_id);
        let state = message.content["execution_state"].as_str();
        kinds.push(state.unwrap_or(&message.header.msg_type).to_owned());
    }
    assert_eq!(kinds, ["busy", "execute_input", "stream", "execute_result", "idle"]);

    let shutdown = client.request("shutdown_request", json!({"restart": false}));
    client.control.send(shutdown).await.unwrap();
    let frames = timeout(PATIENCE, client.control.recv()).await.unwrap().unwrap();
    let reply = client.read(frames);
    assert_eq!(reply.content, json!({"status": "ok", "restart": false}));
    let broadcast = async { while client.published().await.header.msg_type != "shutdown_reply" {} };
    timeout(PATIENCE, broadcast).await.unwrap();
    let ended = async {
        loop {
            if let Some(status) = client.kernel.try_wait().unwrap() {
                return status;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(timeout(PATIENCE, ended).await.unwrap().success());
}

#[test]
fn a_file_that_is_missing_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_array-kernel"))
        .arg("/no/such/file.json")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.starts_with("array-kernel: reading connection file /no/such/file.json: "),
        "{text}"
    );
}
