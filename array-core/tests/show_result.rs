//! `show_result!` compiles for whatever a cell's last expression may be, and shows it as it should.

use std::fmt;
use std::process::Command;

use array_core::display::{Bundle, Render, show_result};

struct Opaque(#[allow(dead_code)] Vec<u8>);

#[derive(Debug)]
struct Failure;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it failed")
    }
}

impl std::error::Error for Failure {}

/// Has a text, and no other way to be shown.
struct Named;

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ada")
    }
}

#[derive(Debug)]
struct Borrowing<'a>(#[allow(dead_code)] &'a str);

struct Legacy;

impl Legacy {
    #[allow(clippy::print_stdout)] // what the method is for
    fn evcxr_display(&self) {
        println!("EVCXR_BEGIN_CONTENT text/html\n<i>legacy</i>\nEVCXR_END_CONTENT");
    }
}

struct Pretty;

impl Render for Pretty {
    fn bundle(&self) -> Bundle {
        Bundle::text("pretty").with("text/html", "<b>pretty</b>")
    }
}

fn of_any_type<T>(value: T) {
    show_result!(value);
}

/// Runs one test of this binary in a process of its own and returns what it printed.
fn printed_by(test: &str, inline: bool) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "--test-threads=1", test])
        .env("ARRAY_CORE_DISPLAY", if inline { "inline" } else { "off" })
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let after = text.split_once("shown:").expect("the test ran").1;
    after.split_once("end of shown").expect("the test finished").0.to_owned()
}

#[test]
#[allow(clippy::print_stdout)]
fn subject_values() {
    println!("shown:");
    let local = String::from("local");
    show_result!(local);
    show_result!(local.as_str());
    show_result!(local[1..3]);
    show_result!(vec![1.5, 2.0]);
    show_result!(Opaque(vec![1]));
    show_result!(Failure);
    show_result!(Named);
    show_result!(Borrowing(&local));
    show_result!(Legacy);
    show_result!(Pretty);
    show_result!((Opaque(vec![]), Failure, &Pretty));
    show_result!((1,));
    show_result!(());
    show_result!(drop(String::new()));
    show_result!(if local.is_empty() { 1 } else { 2 });
    show_result!((1 + 2) * 3);
    show_result!("5".parse::<i32>());
    show_result!(Box::<dyn std::error::Error>::from("boxed"));
    show_result!([Opaque(vec![])].iter().map(|_| &local).collect::<Vec<_>>());
    of_any_type(Opaque(vec![]));
    drop(local);
    println!("end of shown");
}

#[test]
fn values_are_shown_by_the_richest_way_they_have() {
    let shown = printed_by("subject_values", false);
    let expected = [
        "\"local\"",
        "\"local\"",
        "\"oc\"",
        "[1.5, 2.0]",
        "<show_result::Opaque>",
        "it failed",
        "Ada",
        "Borrowing(\"local\")",
        "EVCXR_BEGIN_CONTENT text/html",
        "<i>legacy</i>",
        "EVCXR_END_CONTENT",
        "pretty",
        "(<show_result::Opaque>, it failed, pretty)",
        "(1,)",
        "2",
        "9",
        "Ok(5)",
        "boxed",
        "[\"local\"]",
        "<show_result::Opaque>",
    ];
    assert_eq!(shown.trim().lines().collect::<Vec<_>>(), expected);
}

#[test]
#[allow(clippy::print_stdout)]
fn subject_frames() {
    use array_core::prelude::*;
    println!("shown:");
    show_result!(Pretty);
    display!(Failure);
    display_with_id("p", "\x1b\\");
    update_display("p", 2);
    clear_output(true);
    println!("end of shown");
}

#[test]
fn a_notebook_gets_frames_of_json() {
    let shown = printed_by("subject_frames", true);
    let frames: Vec<serde_json::Value> = shown
        .trim()
        .split("\x1b\\")
        .filter_map(|frame| frame.strip_prefix("\x1b]5379;"))
        .map(|json| serde_json::from_str(json).unwrap())
        .collect();
    let expected = [
        serde_json::json!({"type": "execute_result", "metadata": {},
            "data": {"text/plain": "pretty", "text/html": "<b>pretty</b>"}}),
        serde_json::json!({"type": "display_data", "metadata": {},
            "data": {"text/plain": "it failed"}}),
        serde_json::json!({"type": "display_data", "metadata": {}, "display_id": "p",
            "data": {"text/plain": "\"\\u{1b}\\\\\""}}),
        serde_json::json!({"type": "update_display_data", "metadata": {}, "display_id": "p",
            "data": {"text/plain": "2"}}),
        serde_json::json!({"type": "clear_output", "wait": true}),
    ];
    assert_eq!(frames, expected);
}

/// Expressions without a value compile too; none of these functions is run.
#[allow(dead_code, unreachable_code, clippy::diverging_sub_expression, clippy::empty_loop)]
mod diverging {
    use super::*;

    fn panics() {
        show_result!(panic!("no value"));
    }

    fn returns() {
        show_result!(return);
    }

    fn exits() {
        show_result!(std::process::exit(0));
    }

    fn closure() {
        let captured = 1;
        show_result!(|x: i32| x + captured);
    }

    fn assigns(a: &mut i32) {
        show_result!(*a += 1);
    }
}
