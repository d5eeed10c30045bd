//! What a cell gives away, and what it keeps.

use expect_test::expect;

use crate::session::{Session, check};

#[test]
fn a_moved_variable_is_missed_with_its_story() {
    check(
        &[
            "let a = Some(\"foo\".to_owned());",
            "a.unwrap()",
            "a",
            "let a = 5;",
            "a",
            "let s = String::from(\"s\"); let t = s;",
            "s",
            "t",
        ],
        expect![[r#"
            [2] = "foo"
            [3] error E0425 at 1:1-1:2
            [3]   note: `a` was moved in cell [2]: run its definition again; there, lend it with `&a` to keep it
            [5] = 5
            [7] error E0425 at 1:1-1:2
            [8] = "s"
        "#]],
    );
}

#[test]
fn showing_does_not_move() {
    check(
        &[
            "let s = String::from(\"s\"); let v = vec![1];",
            "s",
            "(s, v)",
            "println!(\"{s}\"); assert_eq!(v, [1]);",
            "(s.len(), v.len())",
        ],
        expect![[r#"
            [2] = "s"
            [3] = ("s", [1])
            [4] stdout "s\n"
            [5] = (1, 1)
        "#]],
    );
}

#[test]
fn copies_stay() {
    check(
        &[
            "let n = 1; let p = (1, 'a'); fn eat<T>(_: T) {}",
            "eat(n); eat(p); let m = n;",
            "(n, p, m)",
            "#[derive(Clone, Copy, Debug)] struct C(i32);\nlet c = C(1);",
            "eat(c); let d = c;",
            "(c, d)",
        ],
        expect![[r#"
            [3] = (1, (1, 'a'), 1)
            [6] = (C(1), C(1))
        "#]],
    );
}

#[test]
fn a_part_can_be_moved() {
    check(
        &[
            "struct Pair { left: String, right: String }\nlet pair = Pair { left: \"l\".into(), right: \"r\".into() };",
            "let left = pair.left;",
            "left",
            "pair.right",
            "let mut both = (String::from(\"a\"), String::from(\"b\"));",
            "drop(both.0); both.0 = String::from(\"c\");",
            "both",
        ],
        expect![[r#"
            [3] = "l"
            [4] error E0425 at 1:1-1:5
            [4]   note: `pair` was moved in cell [2]: run its definition again; there, lend it with `&pair` to keep it
            [7] = ("c", "b")
        "#]],
    );
}

#[test]
fn a_move_on_one_way_only() {
    check(
        &[
            "let s = String::from(\"s\"); let go = false;",
            "if go { drop(s); }",
            "s",
            "let t = String::from(\"t\");\nif go { drop(t); panic!(\"no\") }",
            "t",
            "let u = String::from(\"u\");",
            "loop { if go { drop(u); panic!(\"no\") } else { break } }",
            "u",
            "match go { true => { drop(u); unreachable!() } false => {} }",
            "u",
        ],
        expect![[r#"
            [3] error E0425 at 1:1-1:2
            [3]   note: `s` was moved in cell [2]: run its definition again; there, lend it with `&s` to keep it
            [5] = "t"
            [8] = "u"
            [10] = "u"
        "#]],
    );
}

#[test]
fn what_is_given_away_where_the_cell_is_left_stays_otherwise() {
    check(
        &[
            "let s = String::from(\"s\"); let go = false;",
            "loop { if go { drop(s); panic!(\"no\") } else { break } }",
            "let Some(one) = Some(1) else { drop(s); panic!(\"none\") };",
            "match go { true => { drop(s); return Ok(()) } false => {} }",
            "s",
            "if !go { drop(s); panic!(\"yes\") }",
            "s",
        ],
        expect![[r#"
            [5] = "s"
            [6] panic at 1:19: yes
            [6] lost s: the cell moved it
            [7] error E0425 at 1:1-1:2
            [7]   note: `s` was moved in cell [6]: run its definition again; there, lend it with `&s` to keep it
        "#]],
    );
}

#[test]
fn a_part_that_is_given_away_can_be_replaced() {
    check(
        &[
            "let mut both = (String::from(\"a\"), String::from(\"b\"));",
            "drop(both.0); both.0 = String::from(\"c\");",
            "let old = both.1; both.1 = old.clone() + \"!\";",
            "(both, old)",
        ],
        expect![[r#"
            [4] = (("c", "b!"), "b")
        "#]],
    );
}

#[test]
fn a_moved_variable_can_be_given_back() {
    check(
        &[
            "let mut v = vec![1];",
            "v = { let mut w = v; w.push(2); w };",
            "v",
            "let v = { let mut w = v; w.push(3); w };",
            "v",
            "std::mem::take(&mut { v })",
        ],
        expect![[r#"
            [3] = [1, 2]
            [5] = [1, 2, 3]
            [6] = [1, 2, 3]
        "#]],
    );
}

#[test]
fn closures_and_threads_move_what_they_take() {
    check(
        &[
            "let v = vec![1, 2]; let w = vec![3];",
            "std::thread::spawn(move || v.len()).join().unwrap()",
            "v",
            "(|| w.len())()",
            "let f = |x: Vec<i32>| x.len(); f(w)",
            "w",
        ],
        expect![[r#"
            [2] = 2
            [3] error E0425 at 1:1-1:2
            [3]   note: `v` was moved in cell [2]: run its definition again; there, lend it with `&v` to keep it
            [4] = 1
            [5] stderr "`f` was not kept: closures end with their cell, functions stay\n"
            [5] = 1
            [6] error E0425 at 1:1-1:2
            [6]   note: `w` was moved in cell [5]: run its definition again; there, lend it with `&w` to keep it
        "#]],
    );
}

#[test]
fn what_is_moved_within_its_cell_is_not_kept() {
    let Some(mut session) = Session::start() else { return };
    assert_eq!(
        session.run("let s = String::from(\"s\"); drop(s); let later; later = 1; let never: i32;"),
        ""
    );
    assert_eq!(session.variables(), "later: i32");
}

#[test]
fn arrays_are_lent_by_operators_on_references() {
    check(
        &[
            "let a = arange(3); let b = arange(3);",
            "let c = &a + &b;",
            "let d = a + &b;",
            "(b, c, d)",
            "a",
        ],
        expect![[r#"
            [4] = (array([0, 1, 2]), array([0, 2, 4]), array([0, 2, 4])) (text/html)
            [5] error E0425 at 1:1-1:2
            [5]   note: `a` was moved in cell [3]: run its definition again; there, lend it with `&a` to keep it
        "#]],
    );
}

#[test]
fn values_are_dropped_once() {
    check(
        &[
            "struct Loud(i32);\nimpl Drop for Loud { fn drop(&mut self) { println!(\"drop {}\", self.0) } }",
            "let a = Loud(1); let b = Loud(2); Loud(3);",
            "let a = Loud(4);",
            "drop(b);",
            "let c = (Loud(5), Loud(6));",
            "let d = c.0;",
            "a.0",
        ],
        expect![[r#"
            [2] stdout "drop 3\n"
            [3] stdout "drop 1\n"
            [4] stdout "drop 2\n"
            [6] stdout "drop 6\n"
            [7] = 4
        "#]],
    );
}
