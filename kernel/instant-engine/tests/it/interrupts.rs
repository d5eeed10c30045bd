//! What an interrupt stops, and what stays.

use std::time::{Duration, Instant};

use crate::session::{Session, is_alive};

/// How soon a cell ends that looks for interrupts; generous, for the sake of busy machines.
const SOON: Duration = Duration::from_secs(10);

/// Runs a cell that prints something when it has begun; what it says once interrupted, and what
/// becomes of the variable `kept`.
fn interrupted(session: &mut Session, code: &str) -> String {
    session.run("let kept = 7;");
    session.begin(&format!("println!(\"begun\");\n{code}"));
    session.until_printed();
    // By now it is at what comes after printing.
    std::thread::sleep(Duration::from_millis(300));
    let started = Instant::now();
    session.interrupt();
    let said = session.finish();
    let took = started.elapsed();
    assert!(took < SOON, "{took:?}");
    said + &session.run("kept")
}

#[test]
fn loops_stop_and_variables_stay() {
    let Some(mut session) = Session::start() else { return };
    let cells = [
        "let mut n = 0u64; loop { n += 1; }",
        "let mut n = 0u64; while n < u64::MAX { n = std::hint::black_box(n); }",
        "for k in 0..u64::MAX { std::hint::black_box(k); }",
        "for _ in 0..1_000_000_000u64 { std::hint::black_box(arange(100).sum()); }",
        "(0..4).for_each(|_| loop { std::hint::black_box(1); });",
    ];
    for code in cells {
        let said = interrupted(&mut session, code);
        assert!(said.contains("interrupted\n") && said.ends_with("= 7\n"), "{code}: {said}");
        assert!(!said.contains("lost"), "{code}: {said}");
    }
}

#[test]
fn loops_of_functions_stop_too() {
    let Some(mut session) = Session::start() else { return };
    session.run("fn spin() -> u64 { let mut n = 0u64; loop { n = std::hint::black_box(n + 1); } }\nstruct S; impl S { fn spin(&self) { while std::hint::black_box(true) {} } }\nmod m { pub fn spin() { for k in 0..u64::MAX { std::hint::black_box(k); } } }");
    for code in ["spin()", "S.spin()", "m::spin()"] {
        let said = interrupted(&mut session, code);
        assert!(said.contains("interrupted\n") && said.ends_with("= 7\n"), "{code}: {said}");
    }
}

#[test]
fn an_array_operation_stops() {
    let Some(mut session) = Session::start() else { return };
    session.run("let a = ones((700, 700));");
    let said = interrupted(&mut session, "loop { std::hint::black_box(a.dot(&a)); }");
    assert!(said.contains("interrupted\n") && said.ends_with("= 7\n"), "{said}");
}

/// Calls that wait, in statements and functions, alone and in loops.
const WAITING: [&str; 10] = [
    "std::thread::sleep(std::time::Duration::from_secs(600));",
    "std::thread::sleep(std::time::Duration::from_secs(600)); println!(\"after\");",
    "use std::thread; thread::sleep(std::time::Duration::from_secs(600))",
    "for _ in 0..9 { std::thread::sleep(std::time::Duration::from_secs(600)); }",
    "fn nap() { std::thread::sleep(std::time::Duration::from_secs(600)); }\n(0..9).for_each(|_| nap()); std::thread::sleep(std::time::Duration::ZERO);",
    "use std::io::Read; let (mut r, _w) = std::os::unix::net::UnixStream::pair()?; let mut b = [0; 1]; r.read_exact(&mut b)?;",
    "use std::io::Read; let (mut r, _w) = std::io::pipe()?; let mut b = [0; 1]; r.read(&mut b).unwrap();",
    "std::net::TcpListener::bind(\"127.0.0.1:0\")?.accept()?;",
    "std::net::UdpSocket::bind(\"127.0.0.1:0\")?.recv(&mut [0; 9])?;",
    "std::process::Command::new(\"sleep\").arg(\"600\").status()?;",
];

#[test]
#[cfg(target_os = "linux")]
fn waiting_ends_and_variables_stay() {
    let Some(mut session) = Session::start() else { return };
    for code in WAITING {
        let said = interrupted(&mut session, code);
        assert!(said.contains("interrupted\n") && said.ends_with("= 7\n"), "{code}: {said}");
        assert!(!said.contains("lost") && !said.contains("after"), "{code}: {said}");
    }
    assert!(session.run("std::fs::read_to_string(\"/etc/hostname\").is_ok()").contains("= true"));
}

#[test]
fn recursion_stops() {
    let Some(mut session) = Session::start() else { return };
    session.run("fn fib(n: u64) -> u64 { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }\nstruct Tree; impl Tree { fn count(&self, n: u64) -> u64 { if n == 0 { 1 } else { self.count(n - 1) + Self::count(self, n - 1) } } }");
    for code in ["fib(std::hint::black_box(90))", "Tree.count(std::hint::black_box(90))"] {
        let said = interrupted(&mut session, code);
        assert!(said.contains("interrupted\n") && said.ends_with("= 7\n"), "{code}: {said}");
    }
}

#[test]
fn what_never_looks_is_ended_with_what_it_holds() {
    let Some(mut session) = Session::start() else { return };
    let cells = [
        "(0..u64::MAX).map(std::hint::black_box).count()",
        "let (_s, r) = std::sync::mpsc::channel::<i32>(); r.recv()?;",
        "std::thread::spawn(|| -> u8 { loop { std::thread::park() } }).join().unwrap()",
    ];
    for code in cells {
        let said = interrupted(&mut session, code);
        assert!(said.contains("interrupted\n"), "{code}: {said}");
        assert!(said.contains("lost kept: ") && said.contains("error E0425"), "{code}: {said}");
    }
}

#[test]
fn a_compilation_stops_and_nothing_changes() {
    let Some(mut session) = Session::start() else { return };
    session.run("struct P { x: i32 } let p = P { x: 1 }; let kept = 7;");
    // The type checker needs far longer for this than any test may take.
    session.begin(&format!("struct P {{ x: f64 }}\n{}", slow_to_compile()));
    std::thread::sleep(Duration::from_millis(500));
    let started = Instant::now();
    session.interrupt();
    assert_eq!(session.finish(), "[2] interrupted\n");
    assert!(started.elapsed() < SOON);
    assert_eq!(session.run("p.x + kept"), "[3] = 8\n");
}

/// A constant whose evaluation takes minutes.
fn slow_to_compile() -> &'static str {
    "#[allow(long_running_const_eval)]\nconst SLOW: u64 = { let mut n = 0u64; while n < 10_000_000_000 { n += 1; } n };\nSLOW"
}

#[test]
fn an_interrupt_that_comes_early_or_late_does_no_harm() {
    let Some(mut session) = Session::start() else { return };
    session.interrupt();
    assert_eq!(session.run("let kept = 1;"), "");
    for wait in [0, 5, 20, 50, 80, 120, 200] {
        session
            .begin(&format!("let mut n = {wait}u64; loop {{ n = std::hint::black_box(n + 1); }}"));
        std::thread::sleep(Duration::from_millis(wait));
        session.interrupt();
        assert!(session.finish().ends_with("interrupted\n"), "after {wait} ms");
        session.interrupt();
        assert!(session.run("kept").ends_with("= 1\n"), "after {wait} ms");
    }
}

#[test]
fn an_interrupt_of_the_very_first_cell() {
    for wait in [0, 30, 100] {
        let Some(mut session) = Session::start() else { return };
        session.begin("loop { std::hint::black_box(1); }");
        std::thread::sleep(Duration::from_millis(wait));
        session.interrupt();
        assert_eq!(session.finish(), "[1] interrupted\n", "after {wait} ms");
    }
}

#[test]
fn the_build_of_a_crate_stops_with_all_that_it_started() {
    let Some(mut session) = Session::start() else { return };
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(directory.path().join(name), text).unwrap();
    write(
        "Cargo.toml",
        "[package]\nname = \"slow\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n",
    );
    write("lib.rs", "");
    let begun = directory.path().join("begun");
    write(
        "build.rs",
        &format!(
            "fn main() {{ std::fs::write({begun:?}, std::process::id().to_string()).unwrap(); \
             std::thread::sleep(std::time::Duration::from_secs(600)); }}"
        ),
    );
    session.run("let kept = 7;");
    session.begin(&format!("%dep slow = {{ path = {:?} }}", directory.path()));
    let started = Instant::now();
    let process = loop {
        assert!(started.elapsed() < Duration::from_secs(100), "the build does not begin");
        match std::fs::read_to_string(&begun) {
            Ok(process) if !process.is_empty() => break process,
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let started = Instant::now();
    session.interrupt();
    assert_eq!(session.finish(), "[2] interrupted\n");
    while is_alive(&process) {
        assert!(started.elapsed() < SOON, "the build goes on without cargo");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(session.run("kept"), "[3] = 7\n");
}
