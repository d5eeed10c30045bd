//! Between messages and the frames of a multipart message on a socket.

use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Header, Message, Signer};

/// Separates the routing prefixes from the message.
const DELIMITER: &[u8] = b"<IDS|MSG>";

/// Frames that are signed: header, parent header, metadata, content.
const SIGNED: usize = 4;

/// Why frames are no message of ours. None of these is fatal: the message is logged and dropped.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// There is no delimiter, so nothing tells prefixes from content.
    #[error("no <IDS|MSG> delimiter among {0} frames")]
    NoDelimiter(usize),
    /// Fewer frames after the delimiter than a message has.
    #[error("{0} frames after the delimiter, a message has a signature and {SIGNED} more")]
    TooShort(usize),
    /// The sender does not have our key.
    #[error("the signature does not fit the connection file's key")]
    BadSignature,
    /// A frame is not the JSON that it has to be.
    #[error("malformed {part}: {source}")]
    Malformed {
        /// Which frame.
        part: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

/// Reads a message from its frames, after checking its signature.
///
/// # Errors
/// When the frames are no message signed with our key.
pub fn decode(mut frames: Vec<Bytes>, signer: &Signer) -> Result<Message, DecodeError> {
    let delimiter = frames
        .iter()
        .position(|frame| frame == DELIMITER)
        .ok_or(DecodeError::NoDelimiter(frames.len()))?;
    let mut body = frames.split_off(delimiter).split_off(1);
    if body.len() < 1 + SIGNED {
        return Err(DecodeError::TooShort(body.len()));
    }
    let buffers = body.split_off(1 + SIGNED);
    if !signer.verify(&body[1..], &body[0]) {
        return Err(DecodeError::BadSignature);
    }
    let parent: Map<String, Value> = json("parent header", &body[2])?;
    Ok(Message {
        identities: frames,
        header: json("header", &body[1])?,
        parent: if parent.is_empty() {
            None
        } else {
            Some(Arc::new(json("parent header", &body[2])?))
        },
        metadata: json("metadata", &body[3])?,
        content: json("content", &body[4])?,
        buffers,
    })
}

/// Writes a message as signed frames.
///
/// # Panics
/// Never: headers and content have string keys only.
pub fn encode(message: Message, signer: &Signer) -> Vec<Bytes> {
    let parent = message.parent.as_deref().map_or_else(|| Bytes::from_static(b"{}"), to_bytes);
    let body = [
        to_bytes::<Header>(&message.header),
        parent,
        to_bytes(&message.metadata),
        to_bytes(&message.content),
    ];
    let mut frames = message.identities;
    frames.push(Bytes::from_static(DELIMITER));
    frames.push(signer.sign(&body).into());
    frames.extend(body);
    frames.extend(message.buffers);
    frames
}

fn json<T: DeserializeOwned>(part: &'static str, frame: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(frame).map_err(|source| DecodeError::Malformed { part, source })
}

fn to_bytes<T: serde::Serialize>(value: &T) -> Bytes {
    serde_json::to_vec(value).expect("string keys serialize").into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn signer() -> Signer {
        Signer::new("hmac-sha256", "secret").unwrap()
    }

    fn message() -> Message {
        Message {
            identities: vec![Bytes::from("a"), Bytes::from("b")],
            header: Header::new("comm_msg", "session"),
            parent: Some(Arc::new(Header::new("execute_request", "other"))),
            metadata: Map::new(),
            content: json!({"data": {"π": [1, null]}}),
            buffers: vec![Bytes::from_static(&[0, 255]), Bytes::new()],
        }
    }

    #[test]
    fn messages_survive_with_prefixes_and_buffers() {
        let frames = encode(message(), &signer());
        assert_eq!(frames.len(), 2 + 1 + 1 + SIGNED + 2);
        let decoded = decode(frames, &signer()).unwrap();
        let header = decoded.header.clone();
        assert_eq!(decoded, Message { header, parent: decoded.parent.clone(), ..message() });
    }

    #[test]
    fn no_parent_is_an_empty_object() {
        let frames = encode(Message { parent: None, identities: vec![], ..message() }, &signer());
        assert_eq!(frames[3], "{}");
        assert_eq!(decode(frames, &signer()).unwrap().parent, None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let check = |spoil: fn(&mut Vec<Bytes>), expected: &str| {
            let mut frames = encode(message(), &Signer::new("", "").unwrap());
            spoil(&mut frames);
            let error = decode(frames, &Signer::new("", "").unwrap()).unwrap_err();
            assert_eq!(error.to_string(), expected);
        };
        check(Vec::clear, "no <IDS|MSG> delimiter among 0 frames");
        check(
            |frames| frames.truncate(5),
            "2 frames after the delimiter, a message has a signature and 4 more",
        );
        check(
            |frames| frames[4] = "{".into(),
            "malformed header: EOF while parsing an object at line 1 column 1",
        );
        check(
            |frames| frames[4] = "{}".into(),
            "malformed header: missing field `msg_id` at line 1 column 2",
        );
        check(
            |frames| frames[7] = Bytes::from_static(&[b'"', 0xff, b'"']),
            "malformed content: invalid unicode code point at line 1 column 2",
        );
    }

    #[test]
    fn the_key_must_fit() {
        let frames = encode(message(), &Signer::new("hmac-sha256", "other").unwrap());
        assert!(matches!(decode(frames, &signer()), Err(DecodeError::BadSignature)));
    }
}
