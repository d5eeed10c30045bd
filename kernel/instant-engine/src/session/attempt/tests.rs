//! What is first thought of a cell.

use super::*;
use crate::session::collect::Stored;

/// What is first thought of a cell in a session with the string `s`, the number `n`, the
/// reference `r` to something mutable, the values `p` of a cell's own type, and the data frame `d`.
#[track_caller]
fn check(code: &str, expected: &[&str]) {
    let mut variables = Variables::default();
    let types = [
        ("s", "alloc::string::String", false),
        ("n", "i32", true),
        ("r", "&mut i32", false),
        ("p", "alloc::vec::Vec<notebook::Point>", false),
        ("d", "polars_core::frame::dataframe::DataFrame", false),
    ];
    for (name, type_name, copy) in types {
        let (name, type_name) = (name.into(), type_name.into());
        variables.store(&Stored { name, type_name, copy }, None, 1, 0);
    }
    let cell = Cell::parse(code);
    let items = "struct Point;\nfn rows(d: &DataFrame) -> usize { d.height() }";
    let mut earlier = Program::default().with(1, items, &Cell::parse(items));
    earlier.keep_source(1, items);
    let program = earlier.with(2, code, &cell);
    let changed = program.changed_types(&earlier);
    let statics = Statics::default();
    let request = ExecuteRequest { id: 2, cell: 2, code: code.into(), allow_stdin: false };
    let setting =
        Setting { program: &program, variables: &variables, statics: &statics, generation: 1 };
    let attempt = Attempt::new(&request, Options::default(), &cell, setting, &changed);
    let mut guesses: Vec<String> = Vec::new();
    for taken in &attempt.taken {
        let way = if taken.returned { "lends" } else { "gives" };
        let trusted = if taken.trusted { " of before" } else { "" };
        guesses.push(format!("{way} {}{trusted}", taken.name));
    }
    guesses.extend(attempt.stored.iter().map(|name| format!("makes {name}")));
    guesses.extend(attempt.forgotten.iter().map(|name| format!("drops {name}")));
    let reached = program.reached(cell.mentions.clone(), 2).0;
    guesses.extend(attempt.uses_frames(&reached).then(|| "links frames".to_owned()));
    assert_eq!(guesses, expected, "{code}");
}

#[test]
fn what_is_mentioned_is_taken_and_lent() {
    check("s.len() + n", &["lends n", "lends s"]);
    check("println!(\"{s}\")", &["lends s"]);
    check("1 + 1", &[]);
    check("p.len()", &["lends p of before"]);
}

#[test]
fn what_is_consumed_is_given() {
    check("drop(s);", &["gives s"]);
    check("f(n); f(r);", &["lends n", "lends r"]);
    check("let t = s;", &["gives s", "makes t"]);
    check("let s = s;", &["lends s", "makes s"]);
    check("s = s + \"!\";", &["gives s", "makes s"]);
    check("if n > 1 { drop(s); panic!() }", &["lends n", "lends s"]);
}

#[test]
fn values_of_redefined_types_are_dropped() {
    check("struct Point(u8); p", &["drops p"]);
    check("struct Other; p", &["lends p of before"]);
}

#[test]
fn frames_are_linked_where_something_is_of_them() {
    check("d.height()", &["lends d", "links frames"]);
    check("let a = read_csv(\"a.csv\")?;", &["makes a", "links frames"]);
    check("fn f() -> usize { rows() }\nf()", &["links frames"]);
    check("let read_csv = s.len();", &["lends s", "makes read_csv"]);
}
