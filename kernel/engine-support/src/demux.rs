//! Takes apart what the runner writes: a cell's text, array-core's frames, evcxr's control lines.
//!
//! Text passes at once and unchanged, but for the few bytes at the end of what has arrived that may
//! be the start of a marker. A control line may follow a partial line of the cell, so markers are
//! looked for anywhere, not only at the starts of lines.

/// Starts a frame of array-core.
const FRAME: &[u8] = b"\x1b]5379;";
/// Ends a frame.
const FRAME_END: &[u8] = b"\x1b\\";
/// Within a frame: the text of an error that a top-level `?` met, in place of JSON.
const ERROR: &[u8] = b"error;";
/// What every line for evcxr starts with.
const EVCXR: &[u8] = b"EVCXR_";
const BEGIN_CONTENT: &[u8] = b"EVCXR_BEGIN_CONTENT ";
const END_CONTENT: &[u8] = b"EVCXR_END_CONTENT";
const PANIC: &[u8] = b"EVCXR_PANIC_NOTIFICATION";
/// The lines that evcxr must see, up to the part that varies.
const CONTROL: [(&[u8], Control); 5] = [
    (b"EVCXR_EXECUTION_COMPLETE", Control::Complete),
    (PANIC, Control::Panic),
    (b"EVCXR_ERROR_OCCURRED", Control::Error),
    (b"EVCXR_VARIABLE_CHANGED_TYPE:", Control::ChangedType),
    (b"EVCXR_INPUT_REQUEST", Control::Input),
];

/// What a control line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// The cell ended.
    Complete,
    /// It panicked.
    Panic,
    /// A top-level `?` left it.
    Error,
    /// A variable's type was redefined.
    ChangedType,
    /// It wants a line of input.
    Input,
}

/// A piece of the runner's output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What the cell printed.
    Text(Vec<u8>),
    /// The JSON of a frame.
    Frame(Vec<u8>),
    /// The text of an error that a top-level `?` met.
    Error(Vec<u8>),
    /// A content block: MIME type, line end, content.
    Content(Vec<u8>),
    /// A line for evcxr, its line end included.
    Control(Control, Vec<u8>),
}

/// Takes one of the runner's streams apart.
#[derive(Default)]
pub struct Demux {
    pending: Vec<u8>,
    /// Without one of these, what is pending stays incomplete; empty when anything may complete it.
    awaited: &'static [&'static [u8]],
}

/// What stands at the start of the pending bytes.
enum Next {
    /// A complete piece of that many bytes.
    Piece(Piece, usize),
    /// That many bytes of text.
    Text(usize),
    /// The start of something that cannot end before one of these has arrived.
    Wait(&'static [&'static [u8]]),
}

impl Demux {
    /// The pieces that `bytes` completes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Piece> {
        let overlap = self.awaited.iter().map(|needle| needle.len()).max().unwrap_or(0);
        let unseen = self.pending.len().saturating_sub(overlap);
        self.pending.extend_from_slice(bytes);
        let arrived = |needle: &&[u8]| find(&self.pending[unseen..], needle).is_some();
        if !self.awaited.is_empty() && !self.awaited.iter().any(arrived) {
            return Vec::new();
        }
        self.awaited = &[];
        let mut pieces = Vec::new();
        let mut text = Vec::new();
        let mut used = 0;
        while used < self.pending.len() {
            match next(&self.pending[used..]) {
                Next::Text(length) => {
                    text.extend_from_slice(&self.pending[used..used + length]);
                    used += length;
                }
                Next::Piece(piece, length) => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                    }
                    pieces.push(piece);
                    used += length;
                }
                Next::Wait(awaited) => {
                    self.awaited = awaited;
                    break;
                }
            }
        }
        self.pending.drain(..used);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces
    }

    /// The bytes held back, as text: the stream ended, or the cell did.
    pub fn finish(&mut self) -> Option<Piece> {
        self.awaited = &[];
        (!self.pending.is_empty()).then(|| Piece::Text(std::mem::take(&mut self.pending)))
    }
}

fn next(bytes: &[u8]) -> Next {
    match bytes[0] {
        b'\x1b' => frame(bytes),
        b'E' => line(bytes),
        _ => {
            let marker = bytes.iter().position(|byte| matches!(byte, b'\x1b' | b'E'));
            Next::Text(marker.unwrap_or(bytes.len()))
        }
    }
}

fn frame(bytes: &[u8]) -> Next {
    if !bytes.starts_with(FRAME) {
        return if FRAME.starts_with(bytes) { Next::Wait(&[]) } else { Next::Text(1) };
    }
    let body = &bytes[FRAME.len()..];
    let Some(length) = find(body, FRAME_END) else { return Next::Wait(&[FRAME_END]) };
    let end = FRAME.len() + length + FRAME_END.len();
    let body = &body[..length];
    let Some(error) = body.strip_prefix(ERROR) else {
        return Next::Piece(Piece::Frame(body.to_vec()), end);
    };
    // evcxr prints the error with a line end, which is no text of the cell.
    match bytes.get(end) {
        None => Next::Wait(&[]),
        Some(after) => {
            Next::Piece(Piece::Error(error.to_vec()), end + usize::from(*after == b'\n'))
        }
    }
}

fn line(bytes: &[u8]) -> Next {
    if !bytes.starts_with(EVCXR) {
        return if EVCXR.starts_with(bytes) { Next::Wait(&[]) } else { Next::Text(1) };
    }
    if bytes.starts_with(BEGIN_CONTENT) {
        return content(bytes);
    }
    for (marker, control) in CONTROL {
        if bytes.starts_with(marker) {
            return match find(bytes, b"\n") {
                Some(end) => Next::Piece(Piece::Control(control, bytes[..=end].to_vec()), end + 1),
                None => Next::Wait(&[]),
            };
        }
    }
    let may_grow = CONTROL.iter().any(|(marker, _)| marker.starts_with(bytes));
    if may_grow || BEGIN_CONTENT.starts_with(bytes) {
        Next::Wait(&[])
    } else {
        Next::Text(EVCXR.len())
    }
}

/// A block ends at the marker; a panic within it ends it too, as evcxr has it.
fn content(bytes: &[u8]) -> Next {
    let body = &bytes[BEGIN_CONTENT.len()..];
    let end = find(body, END_CONTENT);
    let panic = find(body, PANIC);
    match (end, panic) {
        (Some(end), panic) if panic.is_none_or(|panic| end < panic) => {
            let content = body[..end].strip_suffix(b"\n").unwrap_or(&body[..end]);
            let after = end + END_CONTENT.len();
            match body.get(after) {
                None => Next::Wait(&[]),
                Some(byte) => {
                    let length = BEGIN_CONTENT.len() + after + usize::from(*byte == b'\n');
                    Next::Piece(Piece::Content(content.to_vec()), length)
                }
            }
        }
        (_, Some(panic)) => Next::Text(BEGIN_CONTENT.len() + panic),
        _ => Next::Wait(&[END_CONTENT, PANIC]),
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Piece {
        Piece::Text(text.into())
    }

    fn control(control: Control, line: &str) -> Piece {
        Piece::Control(control, line.into())
    }

    /// Whatever the chunks, the pieces are the same once adjacent texts are joined.
    fn check(input: &[u8], expected: &[Piece]) {
        for size in [1, 2, 3, 7, input.len()] {
            let mut demux = Demux::default();
            let mut pieces: Vec<Piece> = Vec::new();
            let chunks = input.chunks(size).flat_map(|chunk| demux.push(chunk)).collect::<Vec<_>>();
            for piece in chunks.into_iter().chain(demux.finish()) {
                match (pieces.last_mut(), piece) {
                    (Some(Piece::Text(text)), Piece::Text(more)) => text.extend(more),
                    (_, piece) => pieces.push(piece),
                }
            }
            assert_eq!(pieces, expected, "in chunks of {size}");
        }
    }

    #[test]
    fn text_passes_unchanged() {
        check(
            b"50%\r100%\n\xff\xfe E EVC EVCXR_ \x1b[31mred",
            &[Piece::Text(b"50%\r100%\n\xff\xfe E EVC EVCXR_ \x1b[31mred".to_vec())],
        );
    }

    #[test]
    fn text_is_not_held_back() {
        assert_eq!(Demux::default().push(b"a: "), [text("a: ")]);
        assert_eq!(Demux::default().push(b"Enter EVCXR"), [text("Enter ")]);
    }

    #[test]
    fn frames_stand_within_lines() {
        check(
            b"a\x1b]5379;{\"type\":\"x\"}\x1b\\b",
            &[text("a"), Piece::Frame(br#"{"type":"x"}"#.to_vec()), text("b")],
        );
    }

    #[test]
    fn control_lines_follow_partial_lines() {
        check(
            b"abcEVCXR_PANIC_NOTIFICATION\nEVCXR_EXECUTION_COMPLETE\n",
            &[
                text("abc"),
                control(Control::Panic, "EVCXR_PANIC_NOTIFICATION\n"),
                control(Control::Complete, "EVCXR_EXECUTION_COMPLETE\n"),
            ],
        );
        check(
            b"EVCXR_VARIABLE_CHANGED_TYPE:a\n",
            &[control(Control::ChangedType, "EVCXR_VARIABLE_CHANGED_TYPE:a\n")],
        );
        check(
            b"EVCXR_INPUT_REQUEST_PASSWORD:PIN?\n",
            &[control(Control::Input, "EVCXR_INPUT_REQUEST_PASSWORD:PIN?\n")],
        );
    }

    #[test]
    fn content_blocks_may_follow_each_other() {
        check(
            b"x\nEVCXR_BEGIN_CONTENT text/html\n<b>\n</b>\nEVCXR_END_CONTENT\n\
              EVCXR_BEGIN_CONTENT text/html\n2\nEVCXR_END_CONTENT\n",
            &[
                text("x\n"),
                Piece::Content(b"text/html\n<b>\n</b>".to_vec()),
                Piece::Content(b"text/html\n2".to_vec()),
            ],
        );
    }

    #[test]
    fn a_panic_ends_an_unfinished_content_block() {
        check(
            b"EVCXR_BEGIN_CONTENT text/html\nhalfEVCXR_PANIC_NOTIFICATION\n",
            &[
                text("EVCXR_BEGIN_CONTENT text/html\nhalf"),
                control(Control::Panic, "EVCXR_PANIC_NOTIFICATION\n"),
            ],
        );
    }

    #[test]
    fn the_error_of_a_question_mark_takes_its_line_end_along() {
        check(
            b"before\x1b]5379;error;no such\nfile\x1b\\\nafter",
            &[text("before"), Piece::Error(b"no such\nfile".to_vec()), text("after")],
        );
    }
}
