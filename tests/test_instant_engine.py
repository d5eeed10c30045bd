"""The default engine: what it can beyond what both engines can."""

import json
import time

import numpy as np
from bench.latency import describe, warm_cells


def test_values_stay_from_cell_to_cell(instant):
    array = instant.run("let a = arange(12).reshape((3, 4)); a").result
    assert array["text/plain"] == str(np.arange(12).reshape(3, 4))
    assert "<table" in array["text/html"]
    assert instant.run("a.sum_axis(0)").result["text/plain"] == "[12 15 18 21]"
    assert instant.run("let a = &a + 1; a[[0, 0]]").result["text/plain"] == "1"
    assert instant.run("a[[0, 0]]").result["text/plain"] == "1"


def test_a_panic_keeps_the_variables_and_names_the_line(instant):
    instant.run("let kept = vec![1, 2];").expect_ok()
    error = instant.run("let v: Vec<i32> = vec![];\nv[3]").error
    assert error["ename"] == "Panic"
    assert "len is 0 but the index is 3" in error["evalue"]
    assert instant.run("kept.len()").result["text/plain"] == "2"


def test_redefining_a_function_reaches_its_callers(instant):
    instant.run("fn scale(x: i32) -> i32 { x * 2 }").expect_ok()
    instant.run("fn twice(x: i32) -> i32 { scale(scale(x)) }").expect_ok()
    assert instant.run("twice(3)").result["text/plain"] == "12"
    instant.run("fn scale(x: i32) -> i32 { x + 1 }").expect_ok()
    assert instant.run("twice(3)").result["text/plain"] == "5"


def test_a_value_of_a_redefined_type_is_dropped_and_named(instant):
    instant.run("struct Point { x: i32 }\nlet p = Point { x: 1 };\nlet other = 5;").expect_ok()
    cell = instant.run("struct Point { x: f64, y: f64 }").expect_ok()
    assert "dropped p" in cell.text("stderr")
    assert "cannot find value `p`" in instant.run("p.x").error["evalue"]
    assert instant.run("other").result["text/plain"] == "5"


def test_values_of_other_types_survive_a_redefinition(instant):
    instant.run("struct Left(i32);\nstruct Right(i32);\nlet l = Left(1);\nlet r = Right(2);").expect_ok()
    instant.run("struct Left(f64);").expect_ok()
    assert instant.run("r.0").result["text/plain"] == "2"


def test_what_was_moved_is_explained_where_it_is_missed(instant):
    instant.run('let s = String::from("a");').expect_ok()
    instant.run("let t = s;").expect_ok()
    error = instant.run("s.len()").error
    assert "moved in cell" in "\n".join(error["traceback"])


def test_a_borrowing_variable_lives_in_its_cell_only(instant):
    instant.run("let owner = vec![1, 2, 3];").expect_ok()
    cell = instant.run("let first = &owner[0]; *first").expect_ok()
    assert "`first` was not kept" in cell.text("stderr")
    assert instant.run("owner.len()").result["text/plain"] == "3"


def test_statics_keep_their_value(instant):
    instant.run(
        "use std::cell::Cell;\n"
        "use std::sync::Mutex;\n"
        "use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};\n"
        "static COUNTER: AtomicUsize = AtomicUsize::new(0);\n"
        "static mut PLAIN: i32 = 1;\n"
        "static SEEN: Mutex<Vec<i32>> = Mutex::new(Vec::new());\n"
        "thread_local! { static LOCAL: Cell<u8> = const { Cell::new(5) } }\n"
        "fn next() -> usize { static N: AtomicUsize = AtomicUsize::new(7); N.fetch_add(1, SeqCst) }"
    ).expect_ok()
    instant.run(
        "COUNTER.fetch_add(2, SeqCst); unsafe { PLAIN += 1 }; SEEN.lock()?.push(3);\n"
        "LOCAL.set(6); next();"
    ).expect_ok()
    values = "(COUNTER.load(SeqCst), unsafe { PLAIN }, SEEN.lock()?.clone(), LOCAL.get(), next())"
    assert instant.run(values).result["text/plain"] == "(2, 2, [3], 6, 8)"
    instant.run("static COUNTER: AtomicUsize = AtomicUsize::new(40);").expect_ok()
    assert instant.run("COUNTER.load(SeqCst)").result["text/plain"] == "40"


def test_a_static_of_a_redefined_type_starts_anew(instant):
    instant.run(
        "#[derive(Clone, Debug)] struct Dot(i32);\n"
        "static DOTS: std::sync::Mutex<Vec<Dot>> = std::sync::Mutex::new(Vec::new());\n"
        "DOTS.lock()?.push(Dot(1));"
    ).expect_ok()
    cell = instant.run("#[derive(Clone, Debug)] struct Dot(f64, String);").expect_ok()
    assert "DOTS" in cell.text("stderr")
    assert instant.run("DOTS.lock()?.clone()").result["text/plain"] == "[]"


def test_question_marks_fail_the_cell_with_their_error(instant):
    error = instant.run('let n: i32 = "12x".parse()?;').error
    assert "invalid digit" in error["evalue"]


def test_an_interrupt_keeps_the_variables(instant):
    instant.run("let survivor = 7;").expect_ok()
    running = instant.client.execute("let mut n = 0u64; loop { n += 1; }")
    # The cell must be past the compiler, which an interrupt also stops, to test the loop.
    time.sleep(2)
    instant.manager.interrupt_kernel()
    assert instant.finish(running).error["ename"] == "KeyboardInterrupt"
    assert instant.run("survivor").result["text/plain"] == "7"


def test_a_crash_is_an_error_and_the_session_goes_on(instant):
    error = instant.run("unsafe { *(8 as *mut i32) = 1 }").error
    assert "SIGSEGV" in error["evalue"]
    assert instant.run("1 + 1").result["text/plain"] == "2"


def test_restore_runs_what_a_crash_took(instant):
    instant.run("%reset").expect_ok()
    instant.run("let kept = arange(3); println!(\"made\");").expect_ok()
    assert instant.run("fn seven() -> i32 { 7 }\npanic!()").error["ename"] == "Panic"
    instant.run("let mut seen = vec![seven()];").expect_ok()
    instant.run("seen.push(8);").expect_ok()
    crash = instant.run("fn deep(n: u8) -> u8 { deep(std::hint::black_box(n)) + 1 }\ndeep(0)")
    assert "the stack overflowed" in crash.error["evalue"]
    assert "%restore" in crash.text("stderr")
    assert "`%restore` does it" in "\n".join(crash.error["traceback"])
    missed = instant.run("kept.sum()").error
    assert "`%restore` makes it again" in "\n".join(missed["traceback"])
    restored = instant.run("%restore").expect_ok()
    assert "side effects" in restored.text("stderr")
    assert restored.text("stdout") == "made\n"
    assert instant.run("(seen.clone(), kept.sum())").result["text/plain"] == "([7, 8], 3)"
    assert "nothing to restore" in instant.run("%restore").text("stderr")


def test_restore_stops_at_the_first_cell_that_fails(instant, tmp_path):
    file = tmp_path / "data"
    file.write_text("data")
    instant.run("%reset").expect_ok()
    instant.run("let before = 1;").expect_ok()
    instant.run(f"let text = std::fs::read_to_string({json.dumps(str(file))})?;").expect_ok()
    instant.run("let after = text.len();").expect_ok()
    file.unlink()
    instant.run("std::process::abort()")
    stopped = instant.run("%restore")
    assert "No such file" in stopped.error["evalue"]
    assert "not run again" in stopped.text("stderr")
    assert instant.run("before").result["text/plain"] == "1"
    assert instant.run("after").error["ename"] == "CompileError"


def test_warm_cells(instant, figure):
    """No bound, a figure: what cells take that no earlier run has compiled."""
    figure(f"instant engine, new array cell: {describe(warm_cells(instant))}")
