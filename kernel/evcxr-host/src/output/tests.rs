//! What becomes of the bytes that cells write.

use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;

use expect_test::{Expect, expect};

use super::*;

/// Sends messages and compares the events, one per line as the kernel reads them, and the record.
fn check(messages: &[Message], expected: Expect) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let output = Output::new(Events::new(File::from(OwnedFd::from(writer))));
    for message in messages {
        output.receive(message.clone());
    }
    let record = output.take_record();
    drop(output);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    text.push_str(&format!("{record:?}\n"));
    expected.assert_eq(&text);
}

fn frame(json: &str) -> Message {
    Message::Frame(json.into())
}

fn content(text: &str) -> Message {
    Message::Content(text.into())
}

#[test]
fn output_keeps_its_order_and_its_partial_lines() {
    check(
        &[
            Message::Started,
            Message::Stdout(b"50%".to_vec()),
            frame(r#"{"type":"display_data","data":{"text/plain":"x"},"display_id":"d"}"#),
            Message::Stderr(b"oh\xc3".to_vec()),
            frame(r#"{"type":"clear_output","wait":true}"#),
            frame(r#"{"type":"execute_result","data":{"text/plain":"7"},"metadata":{}}"#),
            Message::Finished,
        ],
        expect![[r#"
            {"event":"stream","name":"stdout","text":"50%"}
            {"event":"display","data":{"text/plain":"x"},"metadata":{},"display_id":"d","update":false}
            {"event":"stream","name":"stderr","text":"oh"}
            {"event":"clear_output","wait":true}
            {"event":"stream","name":"stderr","text":"�"}
            Record { result: Some({"text/plain": String("7")}), panic: None, panicked: false, left_early: false, error: None, redefined: [], death: None }
        "#]],
    );
}

#[test]
fn content_blocks_are_displays() {
    check(
        &[
            content("text/html\n<b>1</b>"),
            content("text/html\n<b>2</b>"),
            content("text/plain\n2"),
            content("application/json\n{\"a\":1}"),
            Message::Stdout(b"after".to_vec()),
        ],
        expect![[r#"
            {"event":"display","data":{"text/html":"<b>1</b>"},"metadata":{},"display_id":null,"update":false}
            {"event":"display","data":{"text/html":"<b>2</b>","text/plain":"2"},"metadata":{},"display_id":null,"update":false}
            {"event":"display","data":{"application/json":{"a":1}},"metadata":{},"display_id":null,"update":false}
            {"event":"stream","name":"stdout","text":"after"}
            Record { result: None, panic: None, panicked: false, left_early: false, error: None, redefined: [], death: None }
        "#]],
    );
}

#[test]
fn only_the_panic_that_ends_the_cell_is_kept_for_its_outcome() {
    let panic = |message: &str| {
        frame(&format!(
            r#"{{"type":"panic","message":"{message}","file":"f","line":1,"column":2}}"#
        ))
    };
    check(
        &[panic("in a thread"), panic("of the cell"), Message::Panicked],
        expect![[r#"
            {"event":"stream","name":"stderr","text":"a thread panicked at f:1:2:\nin a thread\n"}
            Record { result: None, panic: Some(Panic { message: "of the cell", file: "f", line: 1, column: 2 }), panicked: true, left_early: false, error: None, redefined: [], death: None }
        "#]],
    );
    check(
        &[panic("caught")],
        expect![[r#"
            {"event":"stream","name":"stderr","text":"a thread panicked at f:1:2:\ncaught\n"}
            Record { result: None, panic: None, panicked: false, left_early: false, error: None, redefined: [], death: None }
        "#]],
    );
}

#[test]
fn a_death_is_named() {
    check(
        &[Message::Killed(libc::SIGSEGV)],
        expect![[r#"
            Record { result: None, panic: None, panicked: false, left_early: false, error: None, redefined: [], death: Some("signal 11 (SIGSEGV, endless recursion or an access to memory that is not there)") }
        "#]],
    );
}
