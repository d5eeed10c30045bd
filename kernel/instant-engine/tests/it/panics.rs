//! Panics, and failures by a top-level `?`: variables stay.

use expect_test::expect;

use crate::session::{Session, check};

#[test]
fn variables_survive_a_panic() {
    check(
        &[
            "let a = vec![1, 2, 3]; let mut b = 42;",
            "b += 1;\n  panic!(\"Intentional panic {b}\");",
            "(a, b)",
            "let c = 1; a[7];",
            "(a, b)",
            "c",
            "let d = a; panic!(\"moved\");",
            "a",
            "b",
        ],
        expect![[r#"
            [2] panic at 2:3: Intentional panic 43
            [3] = ([1, 2, 3], 43)
            [4] panic at 1:13: index out of bounds: the len is 3 but the index is 7
            [5] = ([1, 2, 3], 43)
            [6] error E0425 at 1:1-1:2
            [7] panic at 1:12: moved
            [7] lost a: the cell moved it
            [8] error E0425 at 1:1-1:2
            [8]   note: `a` was moved in cell [7]: run its definition again; there, lend it with `&a` to keep it
            [9] = 43
        "#]],
    );
}

#[test]
fn the_place_is_that_of_the_cells_own_code() {
    check(
        &[
            "fn deep(n: i32) -> i32 {\n    if n == 0 { panic!(\"deep\") } else { deep(n - 1) }\n}",
            "deep(3)",
            "\n\n  None::<i32>.expect(\"nothing\");",
            "let zero = \"\".len(); /* é */ 1 / zero",
            "arange(3).reshape((2, 2));",
            "std::panic::panic_any(5)",
            "fn again() { unreachable!() }\nagain()",
        ],
        expect![[r#"
            [2] panic: deep
            [3] panic at 3:15: nothing
            [4] panic at 1:30: attempt to divide by zero
            [5] panic at 1:11: cannot reshape array of size 3 into shape (2,2)
            [6] panic at 1:1: a panic with a value that is not text
            [7] panic at 1:14: internal error: entered unreachable code
        "#]],
    );
}

#[test]
fn question_marks_fail_the_cell() {
    check(
        &[
            "std::fs::read_to_string(\"/does/not/exist\")?;",
            "let owned = \"owned\".to_string(); let copy = 40; let mut owned_mut = \"owned_mut\".to_string(); let mut copy_mut = 41;",
            "owned_mut.push_str(\"42\"); copy_mut += 1; let copy = 42; let copy2 = 42; std::fs::read(\"/does/not/exist\")?; owned_mut.push_str(\"---\"); copy_mut += 10;",
            "(owned, owned_mut, copy_mut, copy)",
            "copy2",
            "let n: i32 = \"12\".parse()?; n",
            "use std::io::Result;\nfn f() -> Result<i32> { Err(std::io::Error::other(\"other\")) }\nf()? + 1",
            "Err::<i32, Box<dyn std::error::Error + Send + Sync>>(\"boxed\".into())?",
            "for word in [\"1\", \"x\"] { println!(\"{}\", word.parse::<i32>()?); }",
            "let total = [\"1\", \"2\"].iter().map(|w| w.parse::<i32>()).sum::<std::result::Result<i32, _>>()?; total",
        ],
        expect![[r#"
            [1] Error: No such file or directory (os error 2)
            [3] Error: No such file or directory (os error 2)
            [4] = ("owned", "owned_mut42", 42, 40)
            [5] error E0425 at 1:1-1:6
            [6] = 12
            [7] Error: other
            [8] Error: boxed
            [9] stdout "1\n"
            [9] Error: invalid digit found in string
            [10] = 3
        "#]],
    );
}

#[test]
fn any_error_type_will_do() {
    check(
        &[
            "#[derive(Debug)] enum Failure { Code(i32) }\nfn fails(code: i32) -> Result<i32, Failure> { if code == 0 { Ok(0) } else { Err(Failure::Code(code)) } }",
            "fails(0)? + fails(3)?",
            "let x = fails(0)?; x",
            "None::<i32>?",
            "let first = vec![1, 2].first().copied()?; first",
            "struct Mute; fn mute() -> Result<i32, Mute> { Err(Mute) }",
            "mute()?",
            "let n: i32 = Err(\"text\")?;",
            "let n: i32 = Err(())?;",
        ],
        expect![[r#"
            [2] Error: Code(3)
            [3] = 0
            [4] Error: there is no value: `None`
            [5] = 1
            [7] error E0277 at 1:7-1:8
            [8] Error: text
            [9] Error: ()
        "#]],
    );
}

#[test]
fn panics_that_are_caught_are_told_all_the_same() {
    check(
        &[
            "let caught = std::panic::catch_unwind(|| panic!(\"caught\")).is_err(); caught",
            "std::thread::spawn(|| panic!(\"in a thread\")).join().is_err()",
            "std::thread::spawn(|| panic!(\"first\")).join().unwrap();",
        ],
        expect![[r#"
            [1] stderr "panicked in cell [1], line 1: caught\n"
            [1] = true
            [2] stderr "panicked in cell [2], line 1: in a thread\n"
            [2] = true
            [3] stderr "panicked in cell [3], line 1: first\n"
            [3] panic at 1:47: called `Result::unwrap()` on an `Err` value: Any { .. }
        "#]],
    );
}

#[test]
fn a_missing_value_fails_the_cell_too() {
    check(
        &[
            "let some = Some(4); let none: Option<i32> = None;",
            "let first = vec![1, 2].first().copied()?; first + some?",
            "println!(\"{}\", none?);",
            "some? + \"x\".parse::<i32>()?",
            "#[derive(Debug)] struct Failure;\nlet n: i32 = Err(Failure)?; some?",
            "let n: Option<i32> = None; let e: Result<i32, Failure> = Ok(1); e? + n?",
            "fn f() -> Result<i32, String> { Ok(None?) }",
        ],
        expect![[r#"
            [2] = 5
            [3] Error: there is no value: `None`
            [4] Error: invalid digit found in string
            [5] Error: Failure
            [6] Error: there is no value: `None`
            [7] error E0277 at 1:40-1:41
        "#]],
    );
}

#[test]
fn a_panic_in_drop() {
    check(
        &[
            "struct Bomb; impl Drop for Bomb { fn drop(&mut self) { if !std::thread::panicking() { panic!(\"boom\") } } }\nlet kept = 1;",
            "let bomb = Bomb; drop(bomb);",
            "{ let _local = Bomb; }",
            "let bomb = Bomb;",
            "let bomb = 2;",
            "(bomb, kept)",
            "let pair = (Bomb, String::from(\"s\"));",
            "let text = pair.1;",
            "kept",
        ],
        expect![[r#"
            [2] panic: boom
            [3] panic: boom
            [5] panic: boom
            [6] = (2, 1)
            [8] panic: boom
            [8] lost pair: the cell moved it
            [9] = 1
        "#]],
    );
}

#[test]
fn the_value_of_a_cell_that_never_ends_normally() {
    check(
        &["panic!(\"tail\")", "todo!()", "let x: i32 = unimplemented!();", "loop { break 5 }"],
        expect![[r#"
            [1] panic at 1:1: tail
            [2] panic at 1:1: not yet implemented
            [3] panic at 1:14: not implemented
            [4] = 5
        "#]],
    );
}

#[test]
fn a_failing_cell_still_defines_its_items() {
    let Some(mut session) = Session::start() else { return };
    session.run("fn f() -> i32 { 7 }\nuse std::rc::Rc;\npanic!(\"later\")");
    assert_eq!(session.run("f() + *Rc::new(1)"), "[2] = 8\n");
}
