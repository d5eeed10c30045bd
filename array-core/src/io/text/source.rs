//! Where a text comes from, and its characters.

use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use crate::io::site::{Flaw, Outcome};

/// A mark that some programs put before UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Where a text comes from.
pub(super) enum Source {
    File(PathBuf),
    Bytes(Vec<u8>),
    Text(String),
}

/// The whole text.
pub(super) fn read<'a>(source: &'a Source, encoding: &str) -> Outcome<Cow<'a, str>> {
    let text = match source {
        Source::Text(text) => Cow::Borrowed(text.as_str()),
        Source::Bytes(bytes) => Cow::Owned(decode(bytes.clone(), encoding)?),
        Source::File(path) => Cow::Owned(decode(unpacked(path)?, encoding)?),
    };
    Ok(match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => Cow::Owned(rest.to_owned()),
        None => text,
    })
}

/// The bytes of a file, unpacked if its name says that it is packed.
fn unpacked(path: &Path) -> Outcome<Vec<u8>> {
    let packed = fs::read(path)?;
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => {
            let mut bytes = Vec::new();
            MultiGzDecoder::new(&packed[..])
                .read_to_end(&mut bytes)
                .map_err(|error| Flaw::new(format!("cannot be unpacked as gzip: {error}")))?;
            Ok(bytes)
        }
        Some(other @ ("bz2" | "xz" | "zip" | "zst")) => {
            Err(Flaw::new(format!("is packed as {other}: unpack it first, or pack it as gz")))
        }
        _ => Ok(packed),
    }
}

fn decode(bytes: Vec<u8>, encoding: &str) -> Outcome<String> {
    match encoding.to_ascii_lowercase().replace(['-', '_'], "").as_str() {
        "utf8" | "utf8sig" | "ascii" => String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
            Flaw::new(format!(
                "line {line}: the byte 0x{:02x} is not UTF-8; is it `.encoding(\"latin1\")`?",
                bytes[at]
            ))
        }),
        "latin1" | "iso88591" => Ok(bytes.into_iter().map(char::from).collect()),
        _ => Err(Flaw::new(format!("the encoding {encoding:?} is not known: utf-8 or latin1"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_decoded_as_told() {
        let read = |bytes: &[u8], encoding: &str| {
            read(&Source::Bytes(bytes.to_vec()), encoding).map(Cow::into_owned)
        };
        assert_eq!(read(b"\xef\xbb\xbf1 2", "UTF-8").unwrap(), "1 2");
        assert_eq!(read(b"gr\xf6\xdfe", "latin-1").unwrap(), "größe");
        let flaw = format!("{:?}", read(b"1\n2 \xf6", "utf-8").unwrap_err());
        assert!(flaw.contains("line 2: the byte 0xf6"), "{flaw}");
        assert!(read(b"1", "utf-16").is_err());
    }
}
