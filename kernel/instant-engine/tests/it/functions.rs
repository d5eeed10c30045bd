//! Functions, constants and macros: in any order, in any cell, redefined.

use expect_test::expect;

use crate::session::check;

#[test]
fn items_stand_in_any_order() {
    check(
        &[
            "pub fn bar() -> i32 { 42 }",
            "pub fn foo() -> i32 { bar() }\nassert_eq!(foo(), 42);",
            "let n = late();\n\nfn late() -> i32 { LATE * later() }\nfn later() -> i32 { 2 }\nconst LATE: i32 = 21;",
            "foo() + late() + n",
        ],
        expect![[r#"
            [4] = 126
        "#]],
    );
}

#[test]
fn redefinition_reaches_the_callers() {
    check(
        &[
            "fn scale(x: i32) -> i32 { x * 2 }",
            "fn twice(x: i32) -> i32 { scale(scale(x)) }\nstruct S; impl S { fn run(&self) -> i32 { twice(1) } }",
            "twice(3)",
            "fn scale(x: i32) -> i32 { x + 1 }",
            "(twice(3), S.run())",
            "const N: i32 = 1; fn n() -> i32 { N }",
            "n()",
            "const N: i32 = 2;",
            "n()",
        ],
        expect![[r#"
            [3] = 12
            [5] = (5, 3)
            [7] = 1
            [9] = 2
        "#]],
    );
}

#[test]
fn a_new_signature_shows_where_it_no_longer_fits() {
    check(
        &[
            "fn scale(x: i32) -> i32 { x * 2 }",
            "fn twice(x: i32) -> i32 {\n    scale(scale(x))\n}",
            "fn scale(x: i32, by: i32) -> i32 { x * by }\nscale(2, 3)",
            "twice(3)",
            "fn twice(x: i32) -> i32 { scale(scale(x, 2), 2) }\ntwice(3)",
        ],
        expect![[r#"
            [3] = 6
            [4] error E0061 at 2:11-2:16
            [4]   note: this stands in cell [2]
            [4] error E0061 at 2:5-2:10
            [4]   note: this stands in cell [2]
            [5] = 12
        "#]],
    );
}

#[test]
fn a_stale_item_is_not_in_the_way() {
    check(
        &[
            "struct P { x: i32 }",
            "fn first(p: &P) -> i32 { p.x }",
            "struct P { y: i32 }",
            "P { y: 2 }.y",
            "let n: i32 = \"a\";",
            "first(&P { y: 1 })",
        ],
        expect![[r#"
            [4] = 2
            [5] error E0308 at 1:14-1:17
            [6] error E0609 at 1:28-1:29
            [6]   note: this stands in cell [2]
        "#]],
    );
}

#[test]
fn generic_and_const_functions() {
    check(
        &[
            "fn largest<T: PartialOrd + Copy>(v: &[T]) -> T { let mut m = v[0]; for &x in v { if x > m { m = x } } m }",
            "(largest(&[1, 3, 2]), largest(&[0.5, 0.25]))",
            "const fn square(n: usize) -> usize { let mut k = 0; let mut s = 0; while k < n { s += n; k += 1; } s }\nlet a = [0u8; square(3)];",
            "a.len()",
            "fn apply(f: impl Fn(i32) -> i32) -> i32 { f(1) }\nfn maker(by: i32) -> impl Fn(i32) -> i32 { move |x| x + by }",
            "apply(maker(4))",
            "fn outer() -> i32 { fn inner() -> i32 { 3 } inner() }\nouter()",
            "unsafe fn risky() -> i32 { 1 }\nextern \"C\" fn for_c(x: i32) -> i32 { let mut y = 0; while y < x { y += 1; } y }",
            "for_c(4) + unsafe { risky() }",
        ],
        expect![[r#"
            [2] = (3, 0.5)
            [4] = 9
            [6] = 5
            [7] = 3
            [9] = 5
        "#]],
    );
}

#[test]
fn functions_of_c_are_called() {
    check(
        &["unsafe extern \"C\" { safe fn abs(x: i32) -> i32; }", "abs(-3)"],
        expect![[r#"
        [2] = 3
    "#]],
    );
}

#[test]
fn macros_are_defined_and_redefined() {
    check(
        &[
            "macro_rules! add { ($a:expr) => { 40 + $a }; }",
            "add!(2)",
            "macro_rules! twice { ($a:expr) => { (add!($a), add!($a)) }; }\ntwice!(1)",
            "macro_rules! add { ($a:expr) => { 10 * $a }; }",
            "twice!(3)",
            "fn uses() -> i32 { add!(5) }",
            "uses()",
            "let word = early!();\n\nmacro_rules! early { () => { \"early\" } }\nword",
            "macro_rules! bind { ($name:ident = $value:expr) => { let $name = $value; } }\nbind!(z = 3); z",
        ],
        expect![[r#"
            [2] = 42
            [3] = (41, 41)
            [5] = (30, 30)
            [7] = 50
            [8] = "early"
            [9] = 3
        "#]],
    );
}

#[test]
fn methods_of_functions_in_statics() {
    check(
        &[
            "const NAMES: [&str; 2] = [\"a\", \"b\"]; const TABLE: &[(i32, &str)] = &[(1, \"x\")];",
            "NAMES.join(\"-\") + TABLE[0].1",
            "const PI2: f64 = std::f64::consts::PI * 2.; PI2",
        ],
        expect![[r#"
            [2] = "a-bx"
            [3] = 6.283185307179586
        "#]],
    );
}
