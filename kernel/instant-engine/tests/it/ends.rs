//! The end of an engine: nothing that it started outlives it.

use std::time::{Duration, Instant};

use engine_protocol::{Event, Request};

use crate::session::{Session, is_alive};

/// How soon an engine ends; generous, for the sake of busy machines.
const SOON: Duration = Duration::from_secs(20);

/// Ends the engine while a cell is at work; checks that it and the cell's process go.
fn ends(code: &str, end: impl FnOnce(&mut Session)) {
    let Some(mut session) = Session::start() else { return };
    session.begin("println!(\"{}\", std::process::id());");
    let (events, _) = session.events();
    let Some(Event::Stream { text: runner, .. }) = events.first() else { panic!("{events:?}") };
    session.begin(code);
    if code.contains("println!") {
        session.until_printed();
    } else {
        // No sign tells that the compiler is at work.
        std::thread::sleep(Duration::from_millis(300));
    }
    end(&mut session);
    let started = Instant::now();
    session.until_ended(SOON);
    while is_alive(runner.trim()) {
        assert!(started.elapsed() < SOON, "the process {runner} outlives its session");
        std::thread::sleep(Duration::from_millis(20));
    }
}

const ENDLESS: &str = "println!(\"begun\"); (0..u64::MAX).map(std::hint::black_box).count()";

#[test]
fn its_input_is_closed_while_a_cell_runs() {
    ends(ENDLESS, Session::close);
}

#[test]
fn its_input_is_closed_while_a_cell_is_compiled() {
    ends(
        "#[allow(long_running_const_eval)]\nconst SLOW: u64 = { let mut n = 0u64; while n < 9_000_000_000 { n += 1; } n };\nSLOW",
        Session::close,
    );
}

#[test]
fn it_is_told_to_end_while_a_cell_runs() {
    ends(ENDLESS, |session| session.send(&Request::Shutdown));
}

#[test]
fn its_input_is_closed_between_cells() {
    ends("println!(\"done\");", Session::close);
}
