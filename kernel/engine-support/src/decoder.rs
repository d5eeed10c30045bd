//! Bytes that arrive in pieces, as text.

/// Decodes UTF-8 across the borders of pieces; what is not UTF-8 becomes replacement characters.
#[derive(Default)]
pub struct Decoder {
    /// The start of a character whose rest has not arrived.
    pending: Vec<u8>,
}

impl Decoder {
    /// The text that `bytes` completes.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        self.pending.extend_from_slice(bytes);
        let mut text = String::new();
        let mut used = 0;
        for chunk in self.pending.utf8_chunks() {
            text.push_str(chunk.valid());
            used += chunk.valid().len() + chunk.invalid().len();
            let at_end = used == self.pending.len();
            if at_end && may_continue(chunk.invalid()) {
                used -= chunk.invalid().len();
            } else if !chunk.invalid().is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        self.pending.drain(..used);
        text
    }

    /// What is left when nothing more comes.
    pub fn finish(&mut self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut self.pending)).into_owned()
    }
}

/// Whether bytes that are not UTF-8 become so when more follow.
fn may_continue(bytes: &[u8]) -> bool {
    !bytes.is_empty() && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_split_between_pieces_are_joined() {
        let text = "aé€🦀b";
        for size in 1..=text.len() {
            let mut decoder = Decoder::default();
            let mut decoded: String =
                text.as_bytes().chunks(size).map(|chunk| decoder.push(chunk)).collect();
            decoded.push_str(&decoder.finish());
            assert_eq!(decoded, text, "in pieces of {size}");
        }
    }

    #[test]
    fn other_bytes_are_replaced_and_hold_nothing_back() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.push(b"a\xffb"), "a\u{fffd}b");
        assert_eq!(decoder.push(b"c\xe2\x82"), "c");
        assert_eq!(decoder.push(b"d"), "\u{fffd}d");
        assert_eq!(decoder.push(b"\xf0\x9f"), "");
        assert_eq!(decoder.finish(), "\u{fffd}");
    }
}
