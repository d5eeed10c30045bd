//! The connection file: where the sockets are, and the key that signs what they carry.
//!
//! <https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files>

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// What a connection file says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Connection {
    /// How the sockets are reached.
    #[serde(default)]
    pub transport: Transport,
    /// The address to bind to, or the path that socket files begin with.
    pub ip: String,
    /// Requests in order.
    pub shell_port: u16,
    /// Requests that do not wait.
    pub control_port: u16,
    /// Questions to the user.
    pub stdin_port: u16,
    /// What all clients see.
    pub iopub_port: u16,
    /// The heartbeat.
    pub hb_port: u16,
    /// The key; empty for no signatures.
    #[serde(default)]
    pub key: String,
    /// How messages are signed.
    #[serde(default)]
    pub signature_scheme: String,
}

/// How sockets are reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// Over the network.
    #[default]
    Tcp,
    /// Through files.
    Ipc,
}

impl Connection {
    /// Reads a connection file.
    ///
    /// # Errors
    /// When the file cannot be read, or is no connection file.
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("reading connection file {}", file.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("{} is no connection file", file.display()))
    }

    /// The endpoint of a port.
    pub fn endpoint(&self, port: u16) -> String {
        match self.transport {
            Transport::Tcp => {
                let ip = match self.ip.as_str() {
                    "*" => "0.0.0.0".to_owned(),
                    ip if ip.contains(':') && !ip.starts_with('[') => format!("[{ip}]"),
                    ip => ip.to_owned(),
                };
                format!("tcp://{ip}:{port}")
            }
            Transport::Ipc => format!("ipc://{}-{port}", self.ip),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Connection> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Connection::read(file.path())
    }

    const MINIMAL: &str = r#"{"ip": "127.0.0.1", "shell_port": 1, "control_port": 2,
        "stdin_port": 3, "iopub_port": 4, "hb_port": 5, "kernel_name": "rust-array"}"#;

    #[test]
    fn tcp_is_the_default() {
        let connection = read(MINIMAL).unwrap();
        assert_eq!(connection.endpoint(connection.shell_port), "tcp://127.0.0.1:1");
        let any = Connection { ip: "*".into(), ..connection.clone() };
        assert_eq!(any.endpoint(1), "tcp://0.0.0.0:1");
        let v6 = Connection { ip: "::1".into(), ..connection };
        assert_eq!(v6.endpoint(1), "tcp://[::1]:1");
    }

    #[test]
    fn ipc_sockets_are_files() {
        let text = MINIMAL.replace("127.0.0.1\"", "/tmp/k\", \"transport\": \"ipc\"");
        assert_eq!(read(&text).unwrap().endpoint(7), "ipc:///tmp/k-7");
    }

    #[test]
    fn errors_name_the_file_and_the_field() {
        let error = format!("{:#}", read("{\"ip\": \"::1\"}").unwrap_err());
        assert!(error.contains("is no connection file: missing field `shell_port`"), "{error}");
        let error = format!("{:#}", Connection::read(Path::new("/nowhere.json")).unwrap_err());
        assert!(error.starts_with("reading connection file /nowhere.json: "), "{error}");
    }
}
