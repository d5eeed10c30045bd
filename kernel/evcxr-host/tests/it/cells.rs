//! What cells show, print, lose and get wrong.

use expect_test::{Expect, expect};

use crate::engine::Engine;

/// Runs cells in one session and compares the transcripts.
fn check(cells: &[(&str, Expect)]) {
    let mut engine = Engine::start();
    for (code, expected) in cells {
        expected.assert_eq(&engine.run(code));
    }
}

#[test]
fn values_and_output() {
    check(&[
        ("1 + 1 // two", expect![["= text/plain \"2\"\n"]]),
        ("let a = arange(4);", expect![["ok\n"]]),
        ("a.sum()", expect![["= text/plain \"6\"\n"]]),
        ("()", expect![["ok\n"]]),
        ("fn double(n: i32) -> i32 { 2 * n }\ndouble(a.sum())", expect![["= text/plain \"12\"\n"]]),
        ("fn double(n: i32) -> i32 { 3 * n }", expect![["ok\n"]]),
        ("double(1)", expect![["= text/plain \"3\"\n"]]),
        // array-core's state is one for all cells.
        ("array_core::session::count(1)", expect![["= text/plain \"0\"\n"]]),
        ("array_core::session::count(1)", expect![["= text/plain \"1\"\n"]]),
        (
            "print!(\"part\"); display(\"d\"); eprint!(\"e\\r\"); a.sum()",
            expect![[r#"
                stdout "part"
                display text/plain "d"
                stderr "e\r"
                = text/plain "6"
            "#]],
        ),
        (
            "use std::io::Write;\nstd::io::stdout().write_all(b\"\\xffx\")?;",
            expect![["stdout \"\u{fffd}x\"\nok\n"]],
        ),
        (
            "for n in 1..3 { println!(\"EVCXR_BEGIN_CONTENT text/html\\n<b>{n}</b>\\nEVCXR_END_CONTENT\"); }",
            expect![[r#"
                display text/html "<b>1</b>"
                display text/html "<b>2</b>"
                ok
            "#]],
        ),
    ]);
}

#[test]
fn errors_have_places_in_the_cell() {
    check(&[
        ("let a = arange(4); let é = a.clone();", expect![["ok\n"]]),
        (
            "é.sum();\n  a.foo() + a.bar()?",
            expect![["error E0599 at 2:5-2:8\nerror E0599 at 2:15-2:18\n"]],
        ),
        ("let x = 1;\nlet = 2;", expect![["error expected pattern, found `=` at 2:5-2:6\n"]]),
        (
            "let v: Vec<i32> = vec![];\nlet n: i32 = \"5\".parse()?; let w = v[3];",
            expect![[r#"
                Panicked { message: "index out of bounds: the len is 0 but the index is 3", location: Some(Location { line: 2, column: 37 }), lost: [] }
            "#]],
        ),
        ("a.sum()", expect![["= text/plain \"6\"\n"]]),
        (
            "let n: i32 = \"x\".parse()?;\nprintln!(\"not reached\");",
            expect![["Failed { name: \"Error\", message: \"invalid digit found in string\" }\n"]],
        ),
        (
            "let f = |n: i32| n + 1;",
            expect![[
                "error The variable `f` is a closure, which cannot be persisted. at 1:5-1:6\n"
            ]],
        ),
        (
            "std::thread::spawn(|| panic!(\"in a thread\")).join().is_err()",
            expect![[r#"
                stderr "a thread panicked:\nin a thread\n"
                = text/plain "true"
            "#]],
        ),
    ]);
}

#[test]
fn what_is_lost_is_explained() {
    check(&[
        ("let a = arange(2); let b = arange(3);", expect![["ok\n"]]),
        ("let c = a;", expect![["ok\n"]]),
        (
            "a.sum()",
            expect![[
                "error E0425 at 1:1-1:2\n  note: `a` is gone: it was moved in cell [2]; `&` before it there would keep it\n"
            ]],
        ),
        (
            "drop(b); panic!(\"no\")",
            expect![[r#"
                Panicked { message: "no", location: Some(Location { line: 1, column: 10 }), lost: [LostVariable { name: "b", reason: "it was moved in cell [4], which panicked", restorable: false }] }
            "#]],
        ),
        ("c.sum()", expect![["= text/plain \"1\"\n"]]),
        ("struct P { x: i32 }\nlet p = P { x: 1 };", expect![["ok\n"]]),
        ("struct P { y: i32 }", expect![["ok\n"]]),
        (
            "p.y",
            expect![[r#"
                stderr "The type of the variable p was redefined, so was lost.\n"
                error E0425 at 1:1-1:2
                  note: `p` is gone: its type was redefined
            "#]],
        ),
    ]);
}
