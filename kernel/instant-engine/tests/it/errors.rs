//! Compile errors: places, order, notes, each once.

use expect_test::expect;

use crate::session::{Session, check};

#[test]
fn places_are_lines_and_columns_of_the_cell() {
    check(
        &[
            "let a = 10;\nlet s2 = \"さび  äää\"; let s2: String = 42; fn foo() -> i32 {\n    println!(\"さび  äää\"); (\n    )\n}\n",
            "let é = 1; let x: i32 = \"é\"; é + x",
            "\n\n   undefined",
            "let x = 1;\nlet = 2;",
            "\tlet 🦀 = 1;",
            "let a: i32 = \"a\";\r\nlet b: i32 = \"b\";",
            "use std::foo::Bar;",
            "let x = std::mem::dropp(1); let y = vec![1].pusch(2);",
        ],
        expect![[r#"
            [1] error E0308 at 3:26-4:6
            [1] error E0308 at 2:38-2:40
            [2] error E0308 at 1:25-1:28
            [3] error E0425 at 3:4-3:13
            [4] error expected pattern, found `=` at 2:5-2:6
            [5] error Ferris cannot be used as an identifier at 1:6-1:7
            [6] error E0308 at 1:14-1:17
            [6] error E0308 at 2:14-2:17
            [7] error E0432 at 1:10-1:13
            [8] error E0425 at 1:19-1:24
            [8] error E0599 at 1:45-1:50
        "#]],
    );
}

#[test]
fn errors_in_macros_are_where_they_are_used() {
    check(
        &[
            "let mut s = String::new(); s.push_str(format!(\"\"));",
            "let mut s = String::new(); write!(s, \"foo\").unwrap();",
            "println!(\"{}\", nothing);",
            "println!(\"{nothing}\");",
            "println!(\"{} {}\", 1);",
            "macro_rules! bad { ($e:expr) => { $e + \"a\" } }\nbad!(1)",
            "bad!(2)",
        ],
        expect![[r#"
            [1] error E0308 at 1:39-1:50
            [2] error E0599 at 1:35-1:36
            [3] error E0425 at 1:16-1:23
            [4] error E0425 at 1:12-1:19
            [5] error 2 positional arguments in format string, but there is 1 argument at 1:11-1:13 at 1:14-1:16
            [6] error E0277 at 1:38-1:39
            [7] error cannot find macro `bad` in this scope at 1:1-1:4
        "#]],
    );
}

#[test]
fn unfinished_cells_are_explained_at_their_end() {
    check(
        &[
            "std::mem::drop(42); std::mem::drop(",
            "fn f() {",
            "let v1 = foo::bar::Baz {}",
            "let x = 5",
            "x",
            "}",
            "let s = \"abc",
            "/* open",
            "#[derive(Debug)]",
            "if true { 1 } else",
            "1 +",
        ],
        expect![[r#"
            [1] error this file contains an unclosed delimiter at 1:36-1:36
            [2] error this file contains an unclosed delimiter at 1:9-1:9
            [3] error E0433 at 1:10-1:13
            [5] = 5
            [6] error unexpected closing delimiter: `}` at 1:1-1:2
            [7] error E0765 at 1:9-1:9
            [8] error E0758 at 1:1-1:1
            [9] error expected statement after outer attribute at 1:1-1:17
            [10] error expected `{`, found `;` at 1:19-1:19
            [11] error expected expression, found `;` at 1:4-1:4
        "#]],
    );
}

#[test]
fn each_error_is_told_once() {
    check(
        &[
            "let a: i32 = \"a\"; let b: i32 = \"b\";",
            "fn f() -> i32 { \"f\" }\nfn g() -> i32 { f() + h() }",
            "missing(); missing(); missing();",
        ],
        expect![[r#"
            [1] error E0308 at 1:14-1:17
            [1] error E0308 at 1:32-1:35
            [2] error E0308 at 1:17-1:20
            [2] error E0425 at 2:23-2:24
            [3] error E0425 at 1:1-1:8
            [3] error E0425 at 1:12-1:19
            [3] error E0425 at 1:23-1:30
        "#]],
    );
}

#[test]
fn nothing_is_kept_of_a_cell_that_does_not_compile() {
    let Some(mut session) = Session::start() else { return };
    session.run("let kept = 1;");
    expect![[r#"
        [2] error E0425 at 1:9-1:12
    "#]]
    .assert_eq(&session.run("let v = foo(); fn f() {} use std::rc::Rc; struct S;"));
    assert_eq!(session.variables(), "kept: i32");
    expect![[r#"
        [3] error E0425 at 1:1-1:2
    "#]]
    .assert_eq(&session.run("f()"));
    expect![[r#"
        [4] error E0425 at 1:1-1:2
    "#]]
    .assert_eq(&session.run("S"));
    expect![[r#"
        [5] error E0433 at 1:1-1:3
    "#]]
    .assert_eq(&session.run("Rc::new(1)"));
    expect![[r#"
        [6] = 1
    "#]]
    .assert_eq(&session.run("kept"));
}

#[test]
fn a_mistake_in_an_earlier_cells_item_is_reported_there() {
    check(
        &[
            "struct P { x: i32 }",
            "\nfn first(p: &P) -> i32 {\n    p.x\n}",
            "struct P { y: i32 }",
            "first(&P { y: 1 })",
            "macro_rules! len { ($e:expr) => { $e.lenn() } }",
            "len!(\"abc\")",
        ],
        expect![[r#"
            [4] error E0609 at 3:7-3:8
            [4]   note: this stands in cell [2]
            [6] error E0599 at 1:1-1:12
        "#]],
    );
}

#[test]
fn borrows_within_the_cell_are_the_users_errors() {
    check(
        &[
            "let mut v = vec![1]; let first = &v[0]; v.push(2); println!(\"{first}\");",
            "let s = String::new(); let t = s; println!(\"{s}\");",
            "let x = 1; x = 2;",
            "let r; { let y = 5; r = &y; } println!(\"{r}\");",
            "let v = vec![1];",
            "let w = v; v.len()",
            "v.push(2);",
            "fn longest(a: &str, b: &str) -> &str { a }",
        ],
        expect![[r#"
            [1] error E0502 at 1:41-1:50
            [2] error E0382 at 1:46-1:47
            [3] error E0384 at 1:12-1:17
            [4] error E0597 at 1:25-1:27
            [6] error E0382 at 1:12-1:13
            [7] error E0596 at 1:1-1:2
            [8] error E0106 at 1:33-1:34
        "#]],
    );
}

#[test]
fn advice_comes_with_the_message() {
    let Some(mut session) = Session::start() else { return };
    session.begin("let v = vec![1]; v.push(2);");
    let (_, outcome) = session.events();
    let engine_protocol::Outcome::CompileErrors { errors } = outcome else { panic!("{outcome:?}") };
    assert_eq!(errors[0].message, "cannot borrow `v` as mutable, as it is not declared as mutable");
    assert!(
        errors[0].notes.iter().any(|note| note.starts_with("help: consider changing")),
        "{errors:?}"
    );
}

#[test]
fn what_no_library_has_is_named_and_nothing_is_lost() {
    check(
        &[
            "let a = vec![1, 2];",
            "static CALLS: AtomicUsize = AtomicUsize::new(0);\nuse std::sync::atomic::{AtomicUsize, Ordering::Relaxed};\nunsafe extern \"C\" { fn no_such_function(); }\nlet b = a; CALLS.fetch_add(1, Relaxed); unsafe { no_such_function() }",
            "(a.len(), CALLS.fetch_add(1, Relaxed))",
        ],
        expect![[r#"
            [2] LinkError: `no_such_function` is in no library that this cell links: name the one that has it by `#[link(name = "..")]` above `extern`
            [3] = (2, 0)
        "#]],
    );
}

#[test]
fn functions_of_c_are_found_where_their_library_is_named() {
    check(
        &[
            "#[link(name = \"m\")] unsafe extern \"C\" { safe fn ldexp(x: f64, n: i32) -> f64; }\nldexp(0.75, 2)",
            "(0..3).map(|x| f64::from(x).exp().round()).sum::<f64>() + u128::MAX.rem_euclid(7) as f64",
        ],
        expect![[r#"
            [1] = 3.0
            [2] = 14.0
        "#]],
    );
}
