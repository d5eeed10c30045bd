//! Dependencies, data frames, commands.

use engine_protocol::{Event, Request};
use expect_test::expect;

use crate::engine::{Engine, fixture, runtime};

#[test]
fn data_frames_come_when_they_are_mentioned() {
    let mut engine = Engine::start();
    engine.run("let a = arange(3); array_core::session::count(1);");
    assert!(!manifest(&engine).contains("array-frames"));
    expect![["= text/plain \"DataFrame(7)\"\n"]].assert_eq(&engine.run("DataFrame(7)"));
    assert!(manifest(&engine).contains("array-frames"));
    // They registered with the one array-core that all cells share, and `a` kept its type.
    expect![["= text/plain \"101\"\n"]].assert_eq(&engine.run("array_core::session::count(0)"));
    expect![["= text/plain \"3\"\n"]].assert_eq(&engine.run("a.sum()"));

    // A reset forgets variables, not dependencies.
    engine.send(&Request::Reset { id: 99 });
    assert!(matches!(engine.next(), Event::Executed { id: 99, .. }));
    expect![["error E0425 at 1:1-1:2\n"]].assert_eq(&engine.run("a"));
    expect![["= text/plain \"DataFrame(1)\"\n"]].assert_eq(&engine.run("DataFrame(1)"));

    // The next session has them at once.
    assert!(runtime().join("template-frames").is_dir());
    let mut next = Engine::start();
    expect![["= text/plain \"DataFrame(2)\"\n"]].assert_eq(&next.run("DataFrame(2)"));
}

fn manifest(engine: &Engine) -> String {
    let sessions = std::fs::read_dir(runtime().join("sessions")).unwrap();
    let prefix = format!("{}-", engine.process());
    let mut own = sessions.map(|entry| entry.unwrap().path()).filter(|path| {
        path.is_dir() && path.file_name().unwrap().to_string_lossy().starts_with(&prefix)
    });
    std::fs::read_to_string(own.next().unwrap().join("cell/Cargo.toml")).unwrap()
}

#[test]
fn commands() {
    let mut engine = Engine::start();
    engine.run("let a = 1;");
    let missing = engine.run(":dep no-such-crate-anywhere = \"1\"\na");
    assert!(missing.starts_with("Failed { name: \"DependencyError\""), "{missing}");
    let path = fixture().join("own");
    expect![["= text/plain \"7\"\n"]]
        .assert_eq(&engine.run(&format!("%dep own = {{ path = {path:?} }}\nown::seven()")));
    expect![["= text/plain \"1\"\n"]].assert_eq(&engine.run("a"));
    expect![["= text/plain \"b c\"\n"]]
        .assert_eq(&engine.run("%env A=b c\n%opt 1\nstd::env::var(\"A\")?").replace("\\\"", ""));
    expect![["= text/plain \"hi\"\n"]].assert_eq(&engine.run("!echo hi"));
    for (command, reason) in [
        ("%timeit 1", "Unrecognised command :timeit"),
        (":quit", "the frontend ends the kernel, not a cell"),
        (":clear\n1", "`:clear` needs a cell of its own"),
        (":opt fast", "usage: `:opt LEVEL` with a level from 0, fast to compile, to 3"),
        (":env A", "usage: `:env NAME=VALUE`"),
    ] {
        let expected = format!("Failed {{ name: \"CommandError\", message: {reason:?} }}\n");
        assert_eq!(engine.run(command), expected);
    }
    expect![["ok\n"]].assert_eq(&engine.run(":restart"));
    expect![["error E0425 at 1:1-1:2\n  note: `a` is gone: the session was started over\n"]]
        .assert_eq(&engine.run("a"));
}
