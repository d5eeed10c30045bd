//! The text of whole crates, as rustc reads them.

use expect_test::{Expect, expect};

use super::*;

/// What decides the text beside cell 2 and the items of cell 1.
#[derive(Default)]
struct Rest {
    taken: Vec<Taken>,
    stored: Vec<String>,
    forgotten: Vec<String>,
    options_tried: BTreeSet<usize>,
    debugged: bool,
}

fn taken(name: &str, returned: bool) -> Taken {
    let type_text = "::std::string::String".to_owned();
    Taken { name: name.into(), type_text, mutable: false, returned, trusted: false }
}

/// The crate of cell 2, from the first line that is not the same for all.
fn check(items: &str, source: &str, rest: Rest, expected: Expect) {
    let cell = Cell::parse(source);
    let program = Program::default().with(1, items, &Cell::parse(items)).with(2, source, &cell);
    let plan = Plan {
        number: 2,
        source,
        alone: false,
        cell: &cell,
        definitions: program.definitions.iter().collect(),
        program: &program,
        links: &Links::new(),
        preludes: &[],
        crates: None,
        timed: false,
        failures: if rest.debugged { Failures::Debugged } else { Failures::Displayed },
        options_tried: &rest.options_tried,
        taken: rest.taken,
        stored: rest.stored,
        forgotten: rest.forgotten,
    };
    let text = generate(&plan).map.text().to_owned();
    expected.assert_eq(&text);
}

#[test]
fn a_cell_that_shows_a_value() {
    check(
        "",
        "1 + 1",
        Rest::default(),
        expect![[r#"
            use array_core::prelude::*;
            #[unsafe(no_mangle)]
            pub extern "C" fn array_kernel_cell(host: &::array_core::cell::Host) {
            ::array_core::cell::enter(host);
            let mut __outcome = ::array_core::cell::Outcome::Ok;
            let __ran = ::array_core::cell::run(|| {
            ::array_core::display::show_result!(1 + 1);
            ::std::result::Result::Ok::<(), ::array_core::cell::CellError>(())

            });
            if let ::array_core::cell::Outcome::Ok = __outcome { __outcome = __ran; }
            ::array_core::cell::leave(__outcome);
            }
        "#]],
    );
}

#[test]
fn attributes_imports_macros_and_items_stand_before_the_cell() {
    check(
        "#![recursion_limit = \"300\"]\nuse std::rc::Rc;\nfn f() { loop {} }\nmacro_rules! m { () => {} }",
        "#![deny(dead_code)]\nf();",
        Rest::default(),
        expect![[r##"
            #![allow(warnings)]
            #![recursion_limit = "300"]
            #![deny(dead_code)]
            extern crate alloc;
            extern crate array_core;
            use array_core::prelude::*;
            use std::rc::Rc;
            macro_rules! m { () => {} }
            fn f() { loop { ::array_core::cell::check_interrupt(); } }
            #[unsafe(no_mangle)]
            pub extern "C" fn array_kernel_cell(host: &::array_core::cell::Host) {
            ::array_core::cell::enter(host);
            let mut __outcome = ::array_core::cell::Outcome::Ok;
            let __ran = ::array_core::cell::run(|| {
            f();
            ;::std::result::Result::Ok::<(), ::array_core::cell::CellError>(())

            });
            if let ::array_core::cell::Outcome::Ok = __outcome { __outcome = __ran; }
            ::array_core::cell::leave(__outcome);
            }
        "##]],
    );
}

#[test]
fn variables_are_taken_put_back_stored_and_dropped() {
    check(
        "",
        "let t = (s, k);\n(t.0, u)",
        Rest {
            taken: vec![taken("s", false), taken("u", true)],
            stored: vec!["t".into()],
            forgotten: vec!["old".into()],
            ..Rest::default()
        },
        expect![[r#"
            use array_core::prelude::*;
            #[unsafe(no_mangle)]
            pub extern "C" fn array_kernel_cell(host: &::array_core::cell::Host) {
            ::array_core::cell::enter(host);
            let mut __outcome = ::array_core::cell::Outcome::Ok;
            let __end = ::array_core::cell::run(|| {
            ::array_core::cell::forget("old");
            ::std::result::Result::Ok(())
            });
            if let ::array_core::cell::Outcome::Ok = __outcome { __outcome = __end; }
            let __end = ::array_core::cell::run(|| {
            let s = ::array_core::cell::take::<::std::string::String>("s");
            let u = ::array_core::cell::take::<::std::string::String>("u");
            let __ran = ::array_core::cell::run(|| {
            let t = (s, k);
            ;::array_core::display::show_result!((&(t.0), &(u), ));
            { use ::array_core::cell::{CopyProbe as _, NotCopyProbe as _}; let __copy = (&::array_core::cell::Probe(&t)).is_copy(); ::array_core::cell::put("t", t, __copy); }
            ::std::result::Result::Ok::<(), ::array_core::cell::CellError>(())

            });
            if let ::array_core::cell::Outcome::Ok = __outcome { __outcome = __ran; }
            if !::array_core::cell::holds("u") { use ::array_core::cell::{CopyProbe as _, NotCopyProbe as _}; let __copy = (&::array_core::cell::Probe(&u)).is_copy(); ::array_core::cell::put("u", u, __copy); }
            ::std::result::Result::Ok(())
            });
            if let ::array_core::cell::Outcome::Ok = __outcome { __outcome = __end; }
            ::array_core::cell::leave(__outcome);
            }
        "#]],
    );
}

#[test]
fn loops_look_for_interrupts_and_question_marks_are_mended() {
    check(
        "",
        "for k in v { f(k)?; }",
        Rest { options_tried: BTreeSet::from([17]), debugged: true, ..Rest::default() },
        expect![[r#"
            use array_core::prelude::*;
            #[unsafe(no_mangle)]
            pub extern "C" fn array_kernel_cell(host: &::array_core::cell::Host) {
            ::array_core::cell::enter(host);
            struct __Failure(::std::string::String);
            impl<E: ::std::fmt::Debug> ::std::convert::From<E> for __Failure {
            fn from(error: E) -> Self { Self(::std::format!("{error:?}")) }
            }
            let mut __outcome = ::array_core::cell::Outcome::Ok;
            let __ran = ::array_core::cell::run(|| {
            (|| {
            for k in v { ::array_core::cell::check_interrupt();  f(k).ok_or(::std::format_args!("there is no value: `None`"))?; }
            ;::std::result::Result::Ok::<(), __Failure>(())

            })().map_err(|failure| failure.0.into())
            });
            if let ::array_core::cell::Outcome::Ok = __outcome { __outcome = __ran; }
            ::array_core::cell::leave(__outcome);
            }
        "#]],
    );
}
