//! Deaths of the process that runs cells: the session goes on with its items.

use std::time::Duration;

use expect_test::expect;

use crate::session::{Session, check};

/// Runs a cell that ends its process; what it says, and that the session goes on.
fn death(code: &str) -> String {
    let Some(mut session) = Session::start() else { return String::new() };
    session.run("fn seven() -> i32 { 7 }\nlet a = 1;");
    let said = session.run(code);
    assert_eq!(session.run("seven()"), "[3] = 7\n", "{code}: {said}");
    assert_eq!(session.variables(), "");
    let missed = session.run("a");
    assert!(missed.contains("error E0425"), "{missed}");
    assert!(said.is_empty() || said.contains("lost a: "), "{said}");
    said
}

#[track_caller]
fn dies_of(code: &str, reason: &str) {
    let said = death(code);
    assert!(said.is_empty() || said.contains(reason), "{said}");
}

#[test]
fn of_a_wild_pointer() {
    dies_of("unsafe { std::ptr::without_provenance_mut::<i32>(8).write_volatile(1) }", "SIGSEGV");
}

#[test]
fn of_an_endless_recursion() {
    dies_of(
        "fn f(n: u64) -> u64 { if n == u64::MAX { 0 } else { 1 + f(std::hint::black_box(n + 1)) } }\nf(0)",
        "overflow",
    );
}

#[test]
fn of_abort() {
    dies_of("std::process::abort()", "SIGABRT");
}

#[test]
fn of_exit() {
    dies_of("print!(\"last words\"); std::process::exit(3)", "code 3");
    dies_of("std::process::exit(0)", "code 0");
}

#[test]
fn of_a_panic_while_panicking() {
    dies_of(
        "struct Bomb; impl Drop for Bomb { fn drop(&mut self) { panic!(\"second\") } }\nlet _bomb = Bomb; panic!(\"first\")",
        "SIGABRT",
    );
}

#[test]
fn of_a_panic_that_must_not_unwind() {
    dies_of("extern \"C\" fn f() { panic!(\"in C\") }\nf()", "SIGABRT");
}

#[test]
fn of_a_signal() {
    dies_of(
        "std::process::Command::new(\"kill\").args([\"-9\", &std::process::id().to_string()]).status()?; loop {}",
        "SIGKILL",
    );
}

#[test]
fn what_was_printed_before_is_seen() {
    check(
        &[
            "print!(\"last words\"); std::process::exit(3)",
            "eprint!(\"of another kind\"); std::process::exit(4)",
        ],
        expect![[r#"
            [1] stdout "last words"
            [1] died: it exited with code 3
            [2] stderr "of another kind"
            [2] died: it exited with code 4
        "#]],
    );
}

#[test]
fn a_child_process_that_lives_on_holds_nothing_up() {
    check(
        &[
            "let child = std::process::Command::new(\"sleep\").arg(\"600\").spawn()?; std::process::exit(4)",
            "1 + 1",
        ],
        expect![[r#"
            [1] died: it exited with code 4
            [2] = 2
        "#]],
    );
}

#[test]
fn between_cells() {
    let Some(mut session) = Session::start() else { return };
    session.run("let a = 1; std::thread::spawn(|| { std::thread::sleep(std::time::Duration::from_millis(200)); std::process::abort() });");
    std::thread::sleep(Duration::from_secs(2));
    expect![[r#"
        [2] stderr "`%restore` runs again what ran before: [1]\n"
        [2] died: signal 6 (SIGABRT): abort was called
        [2] lost a: the process that held it ended
    "#]]
    .assert_eq(&session.run("1 + 1"));
    expect![[r#"
        [3] error E0425 at 1:1-1:2
    "#]]
    .assert_eq(&session.run("a"));
}

#[test]
fn one_after_the_other() {
    let Some(mut session) = Session::start() else { return };
    for _ in 0..3 {
        session.run("let a = vec![1];");
        assert!(session.run("std::process::abort()").contains("SIGABRT"));
    }
    assert!(session.run("40 + 2").ends_with("= 42\n"));
}
