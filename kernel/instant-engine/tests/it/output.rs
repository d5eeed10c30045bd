//! Streams and displays: everything arrives, in order, as it is produced.

use std::time::Duration;

use engine_protocol::{Event, Outcome, StreamName};
use expect_test::expect;

use crate::session::{Session, check};

#[test]
fn streams_are_told_apart() {
    check(
        &[
            "println!(\"This is stdout\"); println!(\"Another stdout line\");",
            "eprintln!(\"This is stderr\"); eprint!(\"part\");",
            "print!(\"50%\\r\"); print!(\"100%\"); print!(\"\\x1b[31mred\\x1b[0m\\0\");",
            "use std::io::Write; std::io::stdout().write_all(b\"\\xff\\xfex\\xc3\")?;",
            "std::io::stderr().write_all(b\"\\xf0\\x9f\")?;",
            "println!(\"🦀é\"); let x = 42;",
            "x",
            "let quiet = 1;",
        ],
        expect![[r#"
            [1] stdout "This is stdout\nAnother stdout line\n"
            [2] stderr "This is stderr\npart"
            [3] stdout "50%\r100%\u{1b}[31mred\u{1b}[0m\0"
            [4] stdout "��x�"
            [5] stderr "�"
            [6] stdout "🦀é\n"
            [7] = 42
        "#]],
    );
}

#[test]
fn debugging_prints() {
    let Some(mut session) = Session::start() else { return };
    session.run("fn f(x: i32) -> i32 {\n    dbg!(x) }");
    expect![[r#"
        [2] stderr "[cell [2]:2:7] 1 + 1 = 2\n[cell [1]:2:5] x = 5\n"
        [2] = (2, 5)
    "#]]
    .assert_eq(&session.run("// é\nlet a=dbg!(1 + 1);\n(a, f(5))"));
    expect![[r#"
        [3] stderr "[cell [3]:1:1] a = 2\n[cell [3]:1:1] \"b\" = \"b\"\n"
        [3] = (2, "b")
    "#]]
    .assert_eq(&session.run("dbg!(a, \"b\")"));
    expect![[r#"
        [4] stderr "[cell [4]:1:1]\n"
    "#]]
    .assert_eq(&session.run("dbg!();"));
    expect![[r#"
        [6] = "own"
    "#]]
    .assert_eq(
        &(session.run("macro_rules! dbg { ($x:expr) => { \"own\" } }") + &session.run("dbg!(1)")),
    );
}

#[test]
fn partial_lines_come_at_once() {
    let Some(mut session) = Session::start() else { return };
    session.begin("use std::io::Write;\nprint!(\"working\"); std::io::stdout().flush()?; eprint!(\".\");\nlet end = std::time::Instant::now() + std::time::Duration::from_secs(60);\nwhile std::time::Instant::now() < end { std::thread::sleep(std::time::Duration::from_millis(10)) }");
    let mut seen = [session.next(), session.next()].map(|event| match event {
        Event::Stream { text, .. } => text,
        other => panic!("{other:?}"),
    });
    seen.sort();
    assert_eq!(seen, [".", "working"]);
    session.interrupt();
    assert_eq!(session.finish(), "[1] interrupted\n");
}

#[test]
fn displays_stand_in_order_with_text() {
    check(
        &[
            "println!(\"one\"); display(&array([1, 2])); print!(\"two\"); display(&3); println!(\"three\"); 4",
            "for k in 0..3 { print!(\"{k}\"); display(&k); }",
            "println!(\"EVCXR_BEGIN_CONTENT text/html\\n<b>1</b>\\nEVCXR_END_CONTENT\\nEVCXR_BEGIN_CONTENT text/html\\n<b>2</b>\\nEVCXR_END_CONTENT\");",
        ],
        expect![[r#"
            [1] stdout "one\n"
            [1] display [1 2] (text/html)
            [1] stdout "two"
            [1] display 3
            [1] stdout "three\n"
            [1] = 4
            [2] stdout "0"
            [2] display 0
            [2] stdout "1"
            [2] display 1
            [2] stdout "2"
            [2] display 2
            [3] display  (text/html)
            [3] display  (text/html)
        "#]],
    );
}

#[test]
fn many_lines_are_all_there() {
    let Some(mut session) = Session::start() else { return };
    let text = printed(&mut session, "for k in 0..100_000 { println!(\"line {k}\"); }");
    assert_eq!(text.lines().count(), 100_000);
    assert!(text.ends_with("line 99999\n"));
    assert!(text.lines().enumerate().all(|(k, line)| line == format!("line {k}")));
}

#[test]
fn a_line_of_50_megabytes_is_all_there() {
    const LENGTH: usize = 50_000_000;
    let Some(mut session) = Session::start() else { return };
    let text = printed(&mut session, &format!("print!(\"{{}}\", \"ab\".repeat({LENGTH} / 2));"));
    assert_eq!(text.len(), LENGTH);
    assert!(text.as_bytes().chunks(2).all(|pair| pair == b"ab"));
}

/// What a cell prints on standard output.
fn printed(session: &mut Session, code: &str) -> String {
    session.begin(code);
    let (events, outcome) = session.events();
    assert_eq!(outcome, Outcome::Ok { result: None });
    let texts = events.into_iter().map(|event| match event {
        Event::Stream { name: StreamName::Stdout, text } => text,
        other => panic!("{other:?}"),
    });
    texts.collect()
}

#[test]
fn threads_print_after_their_cell_has_ended() {
    let Some(mut session) = Session::start() else { return };
    assert_eq!(
        session.run("let handle = std::thread::spawn(|| { std::thread::sleep(std::time::Duration::from_millis(300)); println!(\"from a thread\"); });"),
        "",
    );
    let late = session.next_within(Duration::from_secs(30));
    let expected = Event::Stream { name: StreamName::Stdout, text: "from a thread\n".into() };
    assert_eq!(late, Some(expected));
    assert_eq!(session.run("handle.join().is_ok()"), "[2] = true\n");
}

#[test]
fn output_of_child_processes() {
    check(
        &[
            "std::process::Command::new(\"echo\").arg(\"from a child\").status()?.success()",
            "std::process::Command::new(\"cat\").output()?.stdout.len()",
        ],
        expect![[r#"
            [1] stdout "from a child\n"
            [1] = true
            [2] = 0
        "#]],
    );
}
