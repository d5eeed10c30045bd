//! `use` and modules.

use expect_test::expect;

use crate::session::check;

#[test]
fn imports_last_and_may_repeat() {
    check(
        &[
            "use std::collections::HashMap;",
            "use std::collections::HashMap;\nuse std::collections::{self, BTreeMap as Tree, hash_map::{Entry}};",
            "let mut m: HashMap<i32, i32> = HashMap::new(); m.insert(1, 2); let t: Tree<i32, i32> = collections::BTreeMap::new();",
            "(m[&1], t.len())",
            "fn count(m: &HashMap<i32, i32>) -> usize { m.len() }",
            "count(&m)",
        ],
        expect![[r#"
            [4] = (2, 0)
            [6] = 1
        "#]],
    );
}

#[test]
fn a_bad_import_is_forgotten() {
    check(
        &[
            "use foobar;",
            "use crate;",
            "use std::foo::Bar;",
            "use std::fmt::Write as _;\nlet mut s = String::new(); write!(s, \"ok\").unwrap(); s",
            "\"f\".to_string() + \"oo\"",
        ],
        expect![[r#"
            [1] error E0432 at 1:5-1:11
            [2] error imports need to be explicitly named at 1:5-1:10
            [3] error E0432 at 1:10-1:13
            [4] = "ok"
            [5] = "foo"
        "#]],
    );
}

#[test]
fn imports_of_the_sessions_own_modules() {
    check(
        &[
            "mod foo {\n    pub struct Bar;\n    impl Bar { pub fn result() -> i32 { 42 } }\n    pub struct Baz;\n    pub trait Foo { fn do_foo(&self) -> i32 { 42 } }\n    impl Foo for Bar {}\n    pub mod s1 { pub fn f1() -> i32 { 1 } }\n    pub mod s2 { pub fn f2() -> i32 { super::s1::f1() + 1 } }\n}",
            "use foo::Foo as _; use foo::s1::*; use foo::s2::*; use foo::Bar;",
            "use this::will::fail;",
            "use foo::Bar as _; Bar::result()",
            "use foo::{Bar, Baz}; f1() + f2() + Bar.do_foo()",
            "use crate::foo::s1::f1 as one; one()",
        ],
        expect![[r#"
            [3] error E0433 at 1:5-1:9
            [4] = 42
            [5] = 45
            [6] = 1
        "#]],
    );
}

#[test]
fn modules_are_redefined() {
    check(
        &[
            "mod m { pub fn a() -> i32 { 1 } pub fn b() -> i32 { 2 } }\nuse m::{a, b};",
            "a() + b()",
            "mod m { pub fn a() -> i32 { 10 } }",
            "a()",
            "b()",
        ],
        expect![[r#"
            [2] = 3
            [3] stderr "`use m::b` of cell [1] no longer holds\n"
            [4] = 10
            [5] error E0425 at 1:1-1:2
        "#]],
    );
}

#[test]
fn an_item_takes_the_place_of_an_import_and_the_other_way_round() {
    check(
        &[
            "use std::collections::HashMap;",
            "#[derive(Debug)] struct HashMap(i32);\nHashMap(1)",
            "use std::collections::HashMap;\nHashMap::<i32, i32>::new().len()",
            "fn max(a: i32, b: i32) -> i32 { a * 100 + b }\nmax(1, 2)",
            "use std::cmp::max;\nmax(1, 2)",
            "use std::cmp::min as max;\nmax(1, 2)",
        ],
        expect![[r#"
            [2] stderr "`use std::collections::HashMap` of cell [1] no longer holds\n"
            [2] = HashMap(1)
            [3] stderr "`HashMap` of cell [2] no longer holds\n"
            [3] = 0
            [4] = 102
            [5] stderr "`max` of cell [4] no longer holds\n"
            [5] = 2
            [6] = 1
        "#]],
    );
}

#[test]
fn imports_may_follow_their_use() {
    check(
        &[
            "let r = Rc::new(1);\nuse std::rc::Rc;\nRc::strong_count(&r)",
            "fn f() -> Ordering { Ordering::Less }\nuse std::cmp::Ordering;\nf()",
        ],
        expect![[r#"
            [1] = 1
            [2] = Less
        "#]],
    );
}
