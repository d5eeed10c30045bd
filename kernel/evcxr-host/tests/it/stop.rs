//! Interrupts, deaths, ends.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use engine_protocol::{Event, Request};
use expect_test::expect;

use crate::engine::{Engine, engine_command, fixture, runtime};

#[test]
fn interrupts() {
    let mut engine = Engine::start();
    engine.run("let kept = 7;");

    // Code that listens keeps all variables.
    engine.begin("spin()");
    assert!(matches!(engine.next(), Event::Stream { .. }));
    engine.send(&Request::Interrupt);
    expect![["Interrupted { lost: [] }\n"]].assert_eq(&engine.finish());
    expect![["= text/plain \"7\"\n"]].assert_eq(&engine.run("kept"));

    // So does a compilation.
    let slow = fixture().join("slow");
    engine.begin(&format!(":dep slow = {{ path = {slow:?} }}\nkept"));
    assert!(matches!(engine.next(), Event::Progress { .. }));
    engine.send(&Request::Interrupt);
    expect![["Interrupted { lost: [] }\n"]].assert_eq(&engine.finish());
    expect![["= text/plain \"7\"\n"]].assert_eq(&engine.run("kept"));

    // Code that does not listen is killed, and the session goes on without its variables.
    engine.begin("println!(\"deaf\"); loop {}");
    assert!(matches!(engine.next(), Event::Stream { .. }));
    engine.send(&Request::Interrupt);
    expect![[r#"
        Interrupted { lost: [LostVariable { name: "kept", reason: "cell [6] did not heed an interrupt, so its process was ended", restorable: false }] }
    "#]]
    .assert_eq(&engine.finish());
    assert_eq!(engine.next(), Event::Ready);
    expect![["= text/plain \"3\"\n"]].assert_eq(&engine.run("arange(3).sum()"));

    // Between cells there is nothing to interrupt.
    engine.send(&Request::Interrupt);
    expect![["= text/plain \"1\"\n"]].assert_eq(&engine.run("1"));
}

#[test]
fn deaths() {
    let mut engine = Engine::start();
    engine.run("fn seven() -> i32 { 7 }\nlet a = 1;");
    expect![[r#"
        stdout "last words"
        Died { reason: "it exited with code 3", lost: [LostVariable { name: "a", reason: "cell [2] ended the process that held it", restorable: false }] }
    "#]]
    .assert_eq(&engine.run("print!(\"last words\"); std::process::exit(3)"));
    assert_eq!(engine.next(), Event::Ready);
    // Items are not lost.
    expect![["= text/plain \"7\"\n"]].assert_eq(&engine.run("seven()"));

    let died =
        engine.run("unsafe { std::ptr::read_volatile(std::ptr::without_provenance::<i32>(8)) }");
    assert!(died.contains("SIGSEGV"), "{died}");
    assert_eq!(engine.next(), Event::Ready);
    let died = engine.run("std::process::abort()");
    assert!(died.contains("SIGABRT"), "{died}");
    assert_eq!(engine.next(), Event::Ready);
    expect![["= text/plain \"0\"\n"]].assert_eq(&engine.run("array_core::session::count(1)"));
}

#[test]
fn nothing_is_left_of_an_ended_session() {
    let mut engine = Engine::start();
    let prefix = format!("{}-", engine.process());
    let left = || {
        let entries = fs::read_dir(runtime().join("sessions")).unwrap();
        entries
            .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(&prefix))
            .count()
    };
    assert_eq!(left(), 2, "a directory and its lock");
    let printed = engine.run("std::process::id()");
    let runner = printed.split('"').nth(1).unwrap().to_owned();
    engine.begin("println!(\"busy\"); loop {}");
    assert!(matches!(engine.next(), Event::Stream { .. }));
    engine.end();
    assert_eq!(left(), 0);
    let deadline = Instant::now() + Duration::from_secs(10);
    while is_alive(&runner) {
        assert!(Instant::now() < deadline, "the runner {runner} outlives its session");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn is_alive(process: &str) -> bool {
    let signal = std::process::Command::new("kill").args(["-0", process]).output().unwrap();
    signal.status.success()
}

#[test]
fn a_runtime_that_is_not_there_is_a_fault() {
    let empty = tempfile::tempdir().unwrap();
    let mut command = engine_command("serve", empty.path());
    let mut engine = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    // An engine whose input has ended may end before it has anything to complain about.
    let input = engine.stdin.take();
    let output = engine.wait_with_output().unwrap();
    drop(input);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let Ok(Event::Fault { message }) = engine_protocol::from_line(said.trim()) else {
        panic!("no fault: {said}")
    };
    assert!(message.contains("array-kernel install"), "{message}");
    let left = fs::read_dir(Path::new(empty.path()).join("sessions")).unwrap().count();
    assert_eq!(left, 0);
}
