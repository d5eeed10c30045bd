//! Many cells, long cells.

use std::fmt::Write as _;

use crate::session::Session;

/// A notebook's worth. More take minutes: for a run by hand, this variable names another number.
const CELLS: usize = 60;
const CELLS_VARIABLE: &str = "ARRAY_KERNEL_TEST_CELLS";

#[test]
fn many_cells_build_on_each_other() {
    let Some(mut session) = Session::start() else { return };
    let asked = std::env::var(CELLS_VARIABLE).ok().and_then(|number| number.parse().ok());
    let cells: usize = asked.unwrap_or(CELLS);
    session.run("fn f0(x: u64) -> u64 { x }\nlet v0 = 1u64; struct T0(u64); let mut total = 0u64;");
    for k in 1..=cells {
        let before = k - 1;
        let said = session.run(&format!(
            "fn f{k}(x: u64) -> u64 {{ f{before}(x) + 1 }}\nstruct T{k}(u64);\n\
             let v{k} = v{before} + 1; let t{k} = T{k}(f{k}(v{k})); total += t{k}.0; f{k}(0)"
        ));
        assert!(said.ends_with(&format!("= {k}\n")), "{said}");
    }
    let total: usize = (1..=cells).map(|k| 2 * k + 1).sum();
    assert!(session.run("total").ends_with(&format!("= {total}\n")));
    assert_eq!(session.variables().matches(": ").count(), 2 * cells + 2);
}

#[test]
fn literals_of_megabytes() {
    const NUMBERS: usize = 300_000;
    let Some(mut session) = Session::start() else { return };
    let text = "é{x}\\n".repeat(500_000);
    assert_eq!(
        session.run(&format!("let text = \"{text}\"; text.chars().count()")),
        "[1] = 2500000\n"
    );
    assert_eq!(session.run("text.len()"), "[2] = 3000000\n");
    let numbers = (0..NUMBERS).fold(String::new(), |mut text, k| {
        write!(text, "{k}, ").unwrap();
        text
    });
    let cell = format!(
        "const DATA: [u32; {NUMBERS}] = [{numbers}];\nDATA.iter().map(|x| u64::from(*x)).sum::<u64>()"
    );
    let sum = NUMBERS as u64 * (NUMBERS as u64 - 1) / 2;
    assert_eq!(session.run(&cell), format!("[3] = {sum}\n"));
    assert_eq!(session.run("DATA.len()"), format!("[4] = {NUMBERS}\n"));
}

#[test]
fn a_cell_of_a_thousand_statements() {
    let Some(mut session) = Session::start() else { return };
    let cell = (0..1000).fold("let mut n = 0;\n".to_owned(), |mut cell, k| {
        writeln!(cell, "n += {k}; // {k}").unwrap();
        cell
    });
    assert_eq!(session.run(&(cell + "n")), "[1] = 499500\n");
}

#[test]
fn an_expression_that_is_too_deep_is_an_error() {
    let Some(mut session) = Session::start() else { return };
    session.run("let kept = 1;");
    let deep = format!("{}1{}", "(".repeat(20_000), ")".repeat(20_000));
    let said = session.run(&deep);
    // rustc has a limit, or crashes.
    assert!(said.starts_with("[2] error") || said.contains("the compiler crashed"), "{said}");
    assert_eq!(session.run("kept"), "[3] = 1\n");
}

#[test]
fn a_reset_forgets_everything() {
    let Some(mut session) = Session::start() else { return };
    session.run("let a = 1; fn f() {} use std::rc::Rc;");
    session.send(&engine_protocol::Request::Reset { id: 1 });
    assert!(matches!(session.next(), engine_protocol::Event::Executed { id: 1, .. }));
    assert_eq!(session.variables(), "");
    for gone in ["a", "f()", "Rc::new(1)"] {
        assert!(session.run(gone).contains("error E04"), "{gone}");
    }
}
