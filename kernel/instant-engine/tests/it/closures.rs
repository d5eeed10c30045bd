//! What cannot outlive its cell, and what the engine advises.

use expect_test::expect;

use crate::session::{Session, check};

#[test]
fn closures_have_no_name() {
    check(
        &[
            "let v = || 42; v()",
            "v()",
            "let by = 3; let add = move |x: i32| x + by; add(1)",
            "let add: Box<dyn Fn(i32) -> i32> = Box::new(move |x| x + by);",
            "add(4)",
            "let f: fn(i32) -> i32 = |x| x * 2;",
            "f(4)",
            "let many = vec![|x: i32| x + 1];",
            "let base = 10; let g = |x: i32| x + base; g(1)",
        ],
        expect![[r#"
            [1] stderr "`v` was not kept: closures end with their cell, functions stay\n"
            [1] = 42
            [2] error E0425 at 1:1-1:2
            [2]   note: `v` was not kept after cell [1]: a closure's type has no name; make it a function, or store it as `Box<dyn Fn(..) -> ..>` with its type written out
            [3] = 4
            [5] = 7
            [7] = 8
            [9] = 11
        "#]],
    );
}

#[test]
fn borrows_end_with_the_cell() {
    check(
        &[
            "let owner = vec![1, 2, 3];",
            "let first = &owner[0]; *first",
            "let s1 = String::new(); let v = &s1;",
            "let word = String::from(\"a b\"); let parts: Vec<&str> = word.split(' ').collect(); parts.len()",
            "parts",
            "let mut list = vec![1]; let last = list.last_mut().unwrap(); *last = 5;",
            "list",
            "let it = owner.iter(); it.len()",
            "let view = owner.as_slice(); let ref r = owner;",
            "(owner.len(), s1, word)",
        ],
        expect![[r#"
            [2] stderr "`first` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n"
            [2] = 1
            [3] stderr "`v` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n"
            [4] stderr "`parts` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n"
            [4] = 2
            [5] error E0425 at 1:1-1:6
            [6] stderr "`last` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n"
            [7] = [5]
            [8] stderr "`it` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n"
            [8] = 3
            [9] stderr "`r` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n`view` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n"
            [10] = (3, "", "a b")
        "#]],
    );
}

#[test]
fn iterators_and_threads_that_borrow() {
    check(
        &[
            "let data = vec![1, 2, 3, 4];",
            "let sums: Vec<i32> = std::thread::scope(|s| { let hs: Vec<_> = data.chunks(2).map(|c| s.spawn(move || c.iter().sum::<i32>())).collect(); hs.into_iter().map(|h| h.join().unwrap()).collect() });",
            "sums",
            "let lazy = data.iter().map(|x| x * 2); lazy.sum::<i32>()",
            "let lazy = (0..3).map(|x| x * 2);",
            "let guard = std::sync::Mutex::new(1); let held = guard.lock()?;",
            "data.len()",
        ],
        expect![[r#"
            [3] = [3, 7]
            [4] = 20
            [5] stderr "`lazy` was not kept: closures end with their cell, functions stay\n"
            [6] stderr "`held` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n`guard` was not kept: it borrows from another variable, and borrows end with the cell; keep an owned value (`.clone()`, `.to_owned()`)\n"
            [7] = 4
        "#]],
    );
}

#[test]
fn functions_are_kept_by_pointers() {
    check(
        &[
            "fn double(x: i32) -> i32 { x * 2 }\nlet f = double; f(2)",
            "f(3)",
            "let f: fn(i32) -> i32 = double;",
            "f(4)",
            "fn double(x: i32) -> i32 { x * 20 }",
            "f(4)",
        ],
        expect![[r#"
            [1] = 4
            [2] error E0425 at 1:1-1:2
            [3] stderr "`f` was not kept: its type `crate::double` cannot be written in a cell; bind it with one that can, as in `let f: fn(f64) -> f64 = f64::sqrt;`\n"
            [4] = 8
            [6] = 8
        "#]],
    );
}

#[test]
fn futures_are_named_for_what_they_are() {
    check(
        &[
            "let base = 1; let later = async { base + 1 };",
            "base",
            "let later = async { 5 }; later.await",
            "use std::{future::Future, pin::Pin};\nlet boxed: Pin<Box<dyn Future<Output = i32>>> = Box::pin(async { 7 });",
            "boxed.await",
        ],
        expect![[r#"
            [1] stderr "`later` was not kept: the type of an `async` block has no name; make it an `async fn`, or wait for it in its cell\n"
            [2] = 1
            [3] stderr "`later` was not kept: the type of an `async` block has no name; make it an `async fn`, or wait for it in its cell\n"
            [3] = 5
            [5] = 7
        "#]],
    );
}

#[test]
fn hidden_types_are_kept_where_they_have_a_name() {
    let Some(mut session) = Session::start() else { return };
    expect![[r#"
        [1] stderr "`it` was not kept: closures end with their cell, functions stay\n"
    "#]].assert_eq(&session.run(
        "trait Bar {} impl Bar for i32 {}\nfn foo() -> impl Bar { 42 }\nfn count() -> impl Iterator<Item = i32> { (0..3).map(|x| x + 1) }\nlet v = foo(); let it = count();",
    ));
    expect!["v: i32"].assert_eq(&session.variables());
    expect![[""]]
        .assert_eq(&session.run("fn local() -> impl Send { struct L; L }\nlet hidden = local();"));
    expect![[r#"
        [3] error E0425 at 1:10-1:16
    "#]]
    .assert_eq(&session.run("let _ = &hidden;"));
    expect![[r#"
        [4] = 1
    "#]]
    .assert_eq(&session.run("{ struct Inner(i32); let inner = Inner(1); inner.0 }"));
}
