//! What the relay tells the server, over a socket of their own.
//!
//! A message is a tag, the length of its payload as four bytes, and the payload. The server sends
//! single bytes back, each a ping that the relay answers once it has passed on everything the
//! runner wrote before.

use std::io::{self, Read, Write};

/// The byte that asks for a [`Message::Pong`].
pub(crate) const PING: u8 = b'?';

/// One message of the relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// The runner runs; its process id, which is that of its process group too.
    Hello(i32),
    /// evcxr had the runner load and run a cell.
    Started,
    /// The cell ended and the runner waits.
    Finished,
    /// The cell panicked, and evcxr's code around it caught that.
    Panicked,
    /// The cell left early by a top-level `?`.
    LeftEarly,
    /// A variable is lost since its type was redefined; its name.
    Redefined(Vec<u8>),
    /// Bytes of the runner's standard output.
    Stdout(Vec<u8>),
    /// Bytes of the runner's standard error.
    Stderr(Vec<u8>),
    /// A display frame of array-core: one line of JSON.
    Frame(Vec<u8>),
    /// A block between `EVCXR_BEGIN_CONTENT` and `EVCXR_END_CONTENT`: its MIME type, a line end,
    /// its content.
    Content(Vec<u8>),
    /// The text of the error that a top-level `?` met.
    Error(Vec<u8>),
    /// Everything written before the ping has been sent.
    Pong,
    /// The runner ended, with this code.
    Exited(i32),
    /// A signal ended the runner.
    Killed(i32),
}

impl Message {
    /// Sends the message by one write.
    pub(crate) fn write(&self, socket: &mut impl Write) -> io::Result<()> {
        let number;
        let (tag, payload): (u8, &[u8]) = match self {
            Message::Hello(pid) => {
                number = pid.to_le_bytes();
                (b'H', &number)
            }
            Message::Exited(code) => {
                number = code.to_le_bytes();
                (b'X', &number)
            }
            Message::Killed(signal) => {
                number = signal.to_le_bytes();
                (b'K', &number)
            }
            Message::Started => (b'S', &[]),
            Message::Finished => (b'F', &[]),
            Message::Panicked => (b'P', &[]),
            Message::LeftEarly => (b'L', &[]),
            Message::Pong => (b'!', &[]),
            Message::Redefined(name) => (b'r', name),
            Message::Stdout(bytes) => (b'o', bytes),
            Message::Stderr(bytes) => (b'e', bytes),
            Message::Frame(bytes) => (b'f', bytes),
            Message::Content(bytes) => (b'c', bytes),
            Message::Error(bytes) => (b'q', bytes),
        };
        let length = u32::try_from(payload.len())
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "output of more than 4 GB"))?;
        let mut packet = Vec::with_capacity(payload.len() + 5);
        packet.push(tag);
        packet.extend_from_slice(&length.to_le_bytes());
        packet.extend_from_slice(payload);
        socket.write_all(&packet)
    }

    /// Waits for the next message.
    pub(crate) fn read(socket: &mut impl Read) -> io::Result<Message> {
        let mut head = [0; 5];
        socket.read_exact(&mut head)?;
        let [tag, length @ ..] = head;
        let mut payload = vec![0; u32::from_le_bytes(length) as usize];
        socket.read_exact(&mut payload)?;
        let number = || {
            let bytes = payload.as_slice().try_into();
            bytes.map(i32::from_le_bytes).map_err(|_| invalid(tag))
        };
        Ok(match tag {
            b'H' => Message::Hello(number()?),
            b'X' => Message::Exited(number()?),
            b'K' => Message::Killed(number()?),
            b'S' => Message::Started,
            b'F' => Message::Finished,
            b'P' => Message::Panicked,
            b'L' => Message::LeftEarly,
            b'!' => Message::Pong,
            b'r' => Message::Redefined(payload),
            b'o' => Message::Stdout(payload),
            b'e' => Message::Stderr(payload),
            b'f' => Message::Frame(payload),
            b'c' => Message::Content(payload),
            b'q' => Message::Error(payload),
            _ => return Err(invalid(tag)),
        })
    }
}

fn invalid(tag: u8) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("no message of the relay: tag {tag:#x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_socket() {
        let messages = [
            Message::Hello(4242),
            Message::Started,
            Message::Stdout(b"50%\r\xff".to_vec()),
            Message::Stderr(Vec::new()),
            Message::Frame(b"{}".to_vec()),
            Message::Content(b"text/html\n<b>".to_vec()),
            Message::Error(b"no such file".to_vec()),
            Message::Redefined(b"a".to_vec()),
            Message::LeftEarly,
            Message::Panicked,
            Message::Finished,
            Message::Pong,
            Message::Exited(-1),
            Message::Killed(11),
        ];
        let mut wire = Vec::new();
        for message in &messages {
            message.write(&mut wire).unwrap();
        }
        let mut wire = wire.as_slice();
        for message in &messages {
            assert_eq!(&Message::read(&mut wire).unwrap(), message);
        }
        assert!(Message::read(&mut wire).is_err(), "nothing is left");
    }

    #[test]
    fn an_unknown_tag_is_an_error() {
        let error = Message::read(&mut [b'z', 0, 0, 0, 0].as_slice()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
