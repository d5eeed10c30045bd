//! The shapes of cells.

use expect_test::expect;

use crate::session::check;

#[test]
fn statements_and_expressions() {
    check(
        &[
            "assert_eq!(40i32 + 2, 42)",
            "let a = \"foo\".to_owned() + \"bar\"; a",
            "for a in 1..5 {}\nfor b in 1..5 {}\n42",
            "if a.len() == 1 { 1 } else if a.len() == 6 { 6 } else { 0 }",
            "match a.len() { 6 => \"six\", _ => \"other\" }",
            "{ let b = 1; b + 1 }",
            "unsafe { 5 }",
            "let x = if true { 1 } else { 2 }; x",
            "&[1].as_ref() as &[i32]\n // Comment",
            "1; 2; 3",
            "3;",
            "format!(\"{:2x}\", 2)",
            "vec![1, 2]",
            "vec![1, 2];",
            ";;",
            "-1",
            "(!true)",
            "*&5",
            "|| 5;",
            "(1,)",
            "..3",
            "loop { break }",
            "while false {}",
            "return;",
            "async { 1 };",
        ],
        expect![[r#"
            [2] = "foobar"
            [3] = 42
            [4] = 6
            [5] = "six"
            [6] = 2
            [7] = 5
            [8] = 1
            [9] = [1]
            [10] = 3
            [12] = " 2"
            [13] = [1, 2]
            [16] = -1
            [17] = false
            [18] = 5
            [20] = (1,)
            [21] = ..3
        "#]],
    );
}

#[test]
fn cells_that_only_comment() {
    check(
        &[
            "",
            "   \n\n",
            "// nothing",
            "/* nothing\n /* nested */ */",
            "/// a doc comment for nothing",
            "//! an inner one",
            "// before\n1 // after\n// end",
            "#!/usr/bin/env rust\n// like a script\n5",
        ],
        expect![[r#"
            [5] error E0585 at 1:1-1:30
            [7] = 1
            [8] = 5
        "#]],
    );
}

#[test]
fn attributes_of_the_crate() {
    check(
        &[
            "#![recursion_limit = \"40\"]\nmacro_rules! down { () => { 0 }; ($first:tt $($rest:tt)*) => { 1 + down!($($rest)*) } }",
            "down!(a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a)",
            "#![recursion_limit = \"40\"]\ndown!(a a a)",
            "#![deny(unused_must_use)]\nErr::<i32, i32>(1);",
            "Err::<i32, i32>(1);",
            "#![feature(box_patterns)]\nlet x = 1;",
            "//! What this notebook is about.\n#![allow(non_snake_case)]\nlet Big = 10;",
            "Big",
            "#!/usr/bin/env rust\n// it isn't a shell's\nBig + 1",
            "#!/usr/bin/env rust\nlet = 2;",
        ],
        expect![[r#"
            [2] error recursion limit reached while expanding `down!` at 1:1-1:99
            [3] = 3
            [4] error unused_must_use at 2:1-2:19
            [6] error E0554 at 1:1-1:26
            [8] = 10
            [9] = 11
            [10] error expected pattern, found `=` at 2:5-2:6
        "#]],
    );
}

#[test]
fn attributes_and_doc_comments() {
    check(
        &[
            "/// A point.\n#[derive(Debug, Clone)]\n#[allow(dead_code)]\nstruct P {\n    /// Across.\n    x: i32,\n}",
            "#[allow(unused_variables)]\nlet p = P { x: 1 };",
            "#[inline(never)]\nfn f() -> i32 { 1 }\n#[cfg(test)]\nfn g() {}\n#[cfg(not(test))]\nfn g() -> i32 { 2 }\nf() + g()",
            "#![allow(non_snake_case)]\nlet Big = 10;",
            "#![deny(unreachable_code)]",
            "(Big, p.x)",
            "#[must_use] fn m() -> i32 { 1 }\nm();",
            "let v = #[rustfmt::skip] [1, 2];\nv",
        ],
        expect![[r#"
            [3] = 3
            [6] = (10, 1)
            [8] error E0658 at 1:9-1:25
        "#]],
    );
}

#[test]
fn literals() {
    check(
        &[
            "r#\"raw \"quoted\" {x}\"#",
            "r##\"a \"# b\"##.len()",
            "b\"bytes\".len() + br\"raw\".len() + c\"c\".count_bytes()",
            "\"two\nlines\".lines().count()",
            "\"folded \\\n      line\"",
            "('\\u{1F980}', '\\'', b'\\n', 0xffu8, 1_000i64, 1e3, 0b11, 0o17)",
            "\"{not_a_variable}\"",
            "let x = 3; format!(\"{{x}} {x:?} {0:>x$} {:.1$}\", 1.5, 2)",
            "\"// no comment /* none\"",
            "\"let y = 1; y\".len()",
        ],
        expect![[r#"
            [1] = "raw \"quoted\" {x}"
            [2] = 6
            [3] = 9
            [4] = 2
            [5] = "folded line"
            [6] = ('🦀', '\'', 10, 255, 1000, 1000.0, 3, 15)
            [7] = "{not_a_variable}"
            [8] = "{x} 3 1.5 1.50"
            [9] = "// no comment /* none"
            [10] = 12
        "#]],
    );
}

#[test]
fn loops_with_labels() {
    check(
        &[
            "let mut n = 0;\n'outer: for i in 0.. { for j in 0..i { if i * j > 20 { break 'outer } n += 1; if j > 3 { continue 'outer } } }",
            "n",
            "let found = 'search: { for x in [1, 5, 9] { if x > 4 { break 'search Some(x) } } None }; found",
            "let k = 'l: loop { let mut t = 0; while t < 5 { t += 1; if t == 3 { break 'l t } } }; k",
            "let mut it = vec![1, 2].into_iter(); while let Some(x) = it.next() && x < 2 { n += x }",
            "n",
        ],
        expect![[r#"
            [2] = 19
            [3] = Some(5)
            [4] = 3
            [6] = 20
        "#]],
    );
}

#[test]
fn new_syntax() {
    check(
        &[
            "let v = Some(3); if let Some(x) = v && x > 2 { println!(\"chain {x}\") }",
            "let p = &raw const v; unsafe { (*p).is_some() }",
            "let c = async || 1; fn takes<T>(_: T) {} takes(c());",
            "fn cap<'a>(x: &'a i32) -> impl Sized + use<'a> { x }",
            "const { 1 + 1 }",
            "let (Ok(i) | Err(i)) = \"x\".parse::<i32>().map_err(|_| 7); i",
            "matches!(5, 1..=9)",
            "unsafe extern \"C\" { fn getpid() -> i32; }\nunsafe { getpid() > 0 }",
            "trait T { fn r() -> impl Iterator<Item = u8>; } struct S; impl T for S { fn r() -> impl Iterator<Item = u8> { [1u8, 2].into_iter() } }\nS::r().count()",
        ],
        expect![[r#"
            [1] stdout "chain 3\n"
            [2] = true
            [3] stderr "`c` was not kept: closures end with their cell, functions stay\n"
            [5] = 2
            [6] = 7
            [7] = true
            [8] = true
            [9] = 2
        "#]],
    );
}

#[test]
fn windows_line_ends_and_tabs() {
    check(
        &["let a = 1;\r\n\tlet b = 2;\r\na + b\r\n", "\u{feff}a"],
        expect![[r#"
        [1] = 3
        [2] = 1
    "#]],
    );
}

#[test]
fn a_return_leaves_the_cell() {
    check(
        &[
            "let kept = String::from(\"kept\");",
            "let Some(x) = None::<i32> else { println!(\"nothing\"); return };\nx",
            "for k in 0.. { if k == 3 { println!(\"{k} {kept}\"); return; } }",
            "let late = 1;\nif kept.len() == 4 { return; }\nlet never = 2;",
            "late",
            "async fn one() -> i32 { 1 }\nif one().await == 1 { return; }\nprintln!(\"not here\");",
            "let f = |x: i32| { if x > 0 { return; } println!(\"{x}\"); };\nf(1); f(-1); kept",
            "return",
        ],
        expect![[r#"
            [2] stdout "nothing\n"
            [3] stdout "3 kept\n"
            [5] error E0425 at 1:1-1:5
            [7] stdout "-1\n"
            [7] stderr "`f` was not kept: closures end with their cell, functions stay\n"
            [7] = "kept"
        "#]],
    );
}

#[test]
fn crates_of_the_toolchain_are_named() {
    check(
        &[
            "extern crate alloc; use alloc::borrow::Cow; let cow: Cow<str> = \"four\".into(); cow.len()",
            "cow.len() + alloc::vec![1].len()",
        ],
        expect![[r#"
            [1] = 4
            [2] = 5
        "#]],
    );
}
