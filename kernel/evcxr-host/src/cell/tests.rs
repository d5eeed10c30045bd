//! What becomes of cells on their way to evcxr, and of places on their way back.

use expect_test::{Expect, expect};

use super::*;

/// The source as evcxr gets it, with the helper's paths abbreviated.
fn check(code: &str, expected: Expect) {
    let cell = Cell::new(code);
    let text = cell
        .source
        .text()
        .replace("array_core::display::show_result!", "show!")
        .replace("crate::array_kernel_cell::", "");
    expected.assert_eq(&text);
    for statement in &cell.statements {
        assert!(cell.source.text().get(statement.clone()).is_some(), "{statement:?}");
    }
}

#[test]
fn the_last_expression_is_shown() {
    check(
        "let a = 1;\na + 1 // sum\n",
        expect![[r#"
        let a = 1;
        show!(a + 1); flush(); // sum
    "#]],
    );
    check("vec![1, 2]", expect!["show!(vec![1, 2]); flush();"]);
    check("if a { 1 } else { 2 }", expect!["show!(if a { 1 } else { 2 }); flush();"]);
    check(
        "match a {\n    _ => 1,\n}",
        expect![[r#"
        show!(match a {
            _ => 1,
        }); flush();"#]],
    );
    check("é.abs()", expect!["show!(é.abs()); flush();"]);
}

#[test]
fn statements_are_not_shown_but_flushed() {
    check("a += 1;", expect!["a += 1; flush();"]);
    check("let a = 1; // one", expect!["let a = 1; flush(); // one"]);
    check(
        "for i in 0..3 { print!(\"{i}\") }",
        expect![[r#"for i in 0..3 { print!("{i}") } flush();"#]],
    );
    check(
        "thread_local! { static A: u8 = 1; }",
        expect!["thread_local! { static A: u8 = 1; }; flush();"],
    );
}

#[test]
fn items_alone_stay_as_they_are() {
    check(
        "fn f() -> Option<u8> { None? }\nuse std::mem;",
        expect![[r#"
        fn f() -> Option<u8> { None? }
        use std::mem;"#]],
    );
    check("macro_rules! m { () => {} }", expect!["macro_rules! m { () => {} }"]);
}

#[test]
fn only_top_level_question_marks_are_marked() {
    check(
        r#"let n: i32 = "5".parse()?;"#,
        expect![[r#"let n: i32 = attempt("5".parse())?; flush();"#]],
    );
    check("f(g()?)?.h()?", expect!["show!(attempt(attempt(f(attempt(g())?))?.h())?); flush();"]);
    check(
        "let f = || -> Option<u8> { a?; None };",
        expect!["let f = || -> Option<u8> { a?; None }; flush();"],
    );
    check("async { a? }", expect!["show!(async { a? }); flush();"]);
}

#[test]
fn code_that_does_not_parse_stays_as_it_is() {
    check("let a = ;", expect!["let a = ;"]);
    check("a b", expect!["a b"]);
    check("", expect![""]);
}

#[test]
fn commands_stay_before_the_code() {
    check(
        "%dep rand = \"0.8\"\n:vars\n1 + 1",
        expect![[r#"
        :dep rand = "0.8"
        :vars
        show!(1 + 1); flush();"#]],
    );
    assert_eq!(Cell::new(":vars\n1").code(), "1");
}

#[test]
fn a_let_without_a_pattern_is_seen() {
    let missing = |code: &str| Cell::new(code).missing_pattern;
    assert_eq!(missing(":vars\nlet a = 1;\nlet = 2;"), Some(21..22));
    assert_eq!(missing("let a;"), None);
    assert_eq!(missing("\"let = \""), None);
}

#[test]
fn awaits_are_seen() {
    assert!(Cell::new("f().await").awaits);
    assert!(!Cell::new("async { f().await };").awaits);
}
