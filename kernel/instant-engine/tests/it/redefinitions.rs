//! Types that change, and the values that go with them: nothing is ever read by another layout.

use expect_test::expect;

use crate::session::{Session, check};

#[test]
fn only_the_affected_variables_are_dropped() {
    let Some(mut session) = Session::start() else { return };
    session.run("struct Foo { x: i32 }\nstruct Other(i32);\nlet f1 = Foo { x: 42 }; let f2 = vec![Foo { x: 1 }];");
    session.run("let other = Other(3); let n = 5;");
    assert_eq!(session.variables(), "f1: Foo, f2: Vec<Foo>, n: i32, other: Other");
    expect![[r#"
        [3] stderr "dropped f1, f2: redefined Foo\n"
    "#]]
    .assert_eq(&session.run("struct Foo { x: i32, y: i32 }\nlet f3 = Foo { x: 42, y: 43 };"));
    assert_eq!(session.variables(), "f3: Foo, n: i32, other: Other");
    expect![[r#"
        [4] = 50
    "#]]
    .assert_eq(&session.run("f3.x + other.0 + n"));
    expect![[r#"
        [5] error E0425 at 1:1-1:3
        [5]   note: `f1` was dropped when its type was redefined
    "#]]
    .assert_eq(&session.run("f1"));
}

#[test]
fn types_within_types_count() {
    let Some(mut session) = Session::start() else { return };
    session.run("#[derive(Clone)] struct P(u8);\nstruct Line { from: P, to: P }\nstruct Wrap<T>(T);\nmod m { pub struct Q(pub super::P); }\ntype Alias = Wrap<Line>;\nenum E { Some(Alias), None }");
    session.run(
        "let p = P(1); let v = vec![P(1)]; let line = Line { from: P(1), to: P(2) }; let w = Wrap(P(1));\n\
         let plain = Wrap(1u8); let q = m::Q(P(1)); let e = E::None; let o: Option<Box<Alias>> = None;\n\
         let map = std::collections::HashMap::from([(1, P(1))]); let t = (1, [P(1)]);",
    );
    expect![[r#"
        [3] stderr "dropped e, line, map, o, p, q, t, v, w: redefined Alias, E, Line, P, Q, m\n"
    "#]]
    .assert_eq(&session.run("#[derive(Clone)] struct P(u64, u64);"));
    assert_eq!(session.variables(), "plain: Wrap<u8>");
    expect![[r#"
        [4] = 1
    "#]]
    .assert_eq(&session.run("plain.0"));
}

#[test]
fn the_same_text_changes_nothing() {
    check(
        &[
            "struct P { x: i32 }\nlet p = P { x: 1 };",
            "struct P { x: i32 }",
            "p.x",
            "struct P {\n    x: i32 // the same\n}\nimpl P { fn get(&self) -> i32 { self.x } }",
            "p.get()",
        ],
        expect![[r#"
            [3] = 1
            [5] = 1
        "#]],
    );
}

#[test]
fn documentation_and_a_last_comma_change_nothing() {
    check(
        &[
            "#[derive(Debug)] enum E { A, B { x: i32 } }\nstruct P { e: E }\nlet p = P { e: E::B { x: 1 } };",
            "/// Documented.\n#[derive(Debug)]\nenum E {\n    /// The first.\n    A,\n    B { x: i32, },\n}",
            "p.e",
            "#[derive(Debug)] enum E { A, B { y: i32 } }",
        ],
        expect![[r#"
            [3] = B { x: 1 }
            [4] stderr "dropped p: redefined E, P\n"
        "#]],
    );
}

#[test]
fn layouts_hang_on_constants_aliases_macros_and_associated_types() {
    check(
        &[
            "const N: usize = 2; struct A([u8; N]); let a = A([1; N]);",
            "const N: usize = 200;",
            "a.0.len()",
            "type T = u8; struct B(T); let b = B(1);",
            "type T = [u64; 100];",
            "b.0",
            "macro_rules! field { () => { u8 } } struct C(field!()); let c = C(1);",
            "macro_rules! field { () => { [u64; 100] } }",
            "c.0",
            "trait Has { type Of; } struct K; impl Has for K { type Of = u8; } struct D(<K as Has>::Of); let d = D(1);",
            "impl Has for K { type Of = [u64; 100]; }",
            "d.0",
            "const fn size() -> usize { 1 } struct E([u8; size()]); let e = E([1; size()]);",
            "const fn size() -> usize { 1000 }",
            "e.0.len()",
        ],
        expect![[r#"
            [2] stderr "dropped a: redefined A, N\n"
            [3] error E0425 at 1:1-1:2
            [3]   note: `a` was dropped when its type was redefined
            [5] stderr "dropped b: redefined B, T\n"
            [6] error E0425 at 1:1-1:2
            [6]   note: `b` was dropped when its type was redefined
            [8] stderr "dropped c: redefined C, field\n"
            [9] error E0425 at 1:1-1:2
            [9]   note: `c` was dropped when its type was redefined
            [11] stderr "dropped d: redefined D, Has, K\n"
            [12] error E0425 at 1:1-1:2
            [12]   note: `d` was dropped when its type was redefined
            [14] stderr "dropped e: redefined E, size\n"
            [15] error E0425 at 1:1-1:2
            [15]   note: `e` was dropped when its type was redefined
        "#]],
    );
}

#[test]
fn layouts_hang_on_imports() {
    check(
        &[
            "mod a { pub struct T(pub u8); } mod b { pub struct T(pub [u64; 100]); }\nuse a::T;\nstruct S(T);\nlet s = S(T(1)); let keep = a::T(7);",
            "use b::T;",
            "s.0.0",
            "keep.0",
        ],
        expect![[r#"
            [2] stderr "dropped keep, s: redefined S, T, a, b\n"
            [3] error E0425 at 1:1-1:2
            [3]   note: `s` was dropped when its type was redefined
            [4] error E0425 at 1:1-1:5
            [4]   note: `keep` was dropped when its type was redefined
        "#]],
    );
}

#[test]
fn layouts_hang_on_names_that_a_later_item_shadows() {
    check(
        &[
            "struct S(Option<u8>); let s = S(Some(1)); struct Keep(u8); let keep = Keep(2);",
            "struct Option<T>([T; 100]);",
            "s.0",
            "keep.0",
        ],
        expect![[r#"
            [2] stderr "dropped s: redefined Option, S\n"
            [3] error E0425 at 1:1-1:2
            [3]   note: `s` was dropped when its type was redefined
            [4] = 2
        "#]],
    );
}

#[test]
fn layouts_hang_on_what_a_glob_brings() {
    check(
        &[
            "mod a { pub struct Vec<T>(pub [T; 100]); } struct S(Vec<u8>); let s = S(vec![1]); struct Keep(u8); let keep = Keep(2);",
            "use a::*;",
            "s.0",
            "keep.0",
        ],
        expect![[r#"
            [2] stderr "dropped s: redefined S, T, Vec, a\n"
            [3] error E0425 at 1:1-1:2
            [3]   note: `s` was dropped when its type was redefined
            [4] = 2
        "#]],
    );
}

#[test]
fn tables_of_methods_are_those_of_their_trait() {
    check(
        &[
            "trait Say { fn say(&self) -> i32; } impl Say for i32 { fn say(&self) -> i32 { 1 } }\nlet b: Box<dyn Say> = Box::new(5);",
            "b.say()",
            "trait Say { fn other(&self) -> [u64; 9]; fn say(&self) -> i32; } impl Say for i32 { fn other(&self) -> [u64; 9] { [0; 9] } fn say(&self) -> i32 { 2 } }",
            "b.say()",
        ],
        expect![[r#"
            [2] = 1
            [3] stderr "dropped b: redefined Say\n"
            [4] error E0425 at 1:1-1:2
            [4]   note: `b` was dropped when its type was redefined
        "#]],
    );
}

#[test]
fn a_type_may_become_something_else() {
    check(
        &[
            "struct Thing(i32); let t = Thing(1);",
            "enum Thing { A, B } let u = Thing::B;",
            "matches!(u, Thing::B)",
            "fn Thing() -> i32 { 3 }",
            "Thing()",
            "u",
        ],
        expect![[r#"
            [2] stderr "dropped t: redefined Thing\n"
            [3] = true
            [4] stderr "dropped u: redefined Thing\n"
            [5] = 3
            [6] error E0425 at 1:1-1:2
            [6]   note: `u` was dropped when its type was redefined
        "#]],
    );
}

#[test]
fn values_survive_many_redefinitions_of_others() {
    let Some(mut session) = Session::start() else { return };
    session.run("#[derive(Debug)] struct Keep { text: String, n: Vec<u8> }\nlet keep = Keep { text: \"kept\".into(), n: vec![1, 2] };");
    for k in 0..6 {
        let said = session
            .run(&format!("struct Other {{ f: [u8; {k}] }}\nlet other = Other {{ f: [0; {k}] }};"));
        assert!(!said.contains("error"), "{said}");
        if k % 2 == 0 {
            session.run("assert_eq!(keep.n, [1, 2]);");
        }
    }
    expect![[r#"
        [11] = Keep { text: "kept", n: [1, 2] }
    "#]]
    .assert_eq(&session.run("keep"));
}

#[test]
fn a_failed_redefinition_drops_nothing() {
    check(
        &[
            "struct P { x: i32 } let p = P { x: 1 };",
            "struct P { x: f64 } let q = undefined;",
            "p.x",
            "struct P { x: f64 } panic!(\"after it was defined\");",
            "p.x",
            "P { x: 0.5 }.x",
        ],
        expect![[r#"
            [2] error E0425 at 1:29-1:38
            [3] = 1
            [4] stderr "dropped p: redefined P\n"
            [4] panic at 1:21: after it was defined
            [5] error E0425 at 1:1-1:2
            [5]   note: `p` was dropped when its type was redefined
            [6] = 0.5
        "#]],
    );
}

#[test]
fn a_drop_that_panics_does_not_end_the_session() {
    check(
        &[
            "struct Bomb; impl Drop for Bomb { fn drop(&mut self) { panic!(\"boom\") } }\nlet bomb = Bomb; let n = 1;",
            "struct Bomb(i32);",
            "n",
        ],
        expect![[r#"
            [2] stderr "dropped bomb: redefined Bomb\n"
            [2] panic: boom
            [3] = 1
        "#]],
    );
}
