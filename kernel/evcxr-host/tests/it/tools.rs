//! Completion, documentation, variables, input.

use engine_protocol::{Event, Request};
use expect_test::expect;

use crate::engine::Engine;

#[test]
fn tools() {
    let mut engine = Engine::start();
    engine.run("let a = arange(3); let b = 2u8;");

    let complete = |engine: &mut Engine, code: &str| {
        let (code, cursor) = (code.to_owned(), code.len());
        engine.send(&Request::Complete { id: 50, code, cursor });
        let Event::Completed { id: 50, completions } = engine.next() else { panic!("no answer") };
        let texts: Vec<_> = completions.items.iter().map(|item| item.text.clone()).collect();
        (completions.start, completions.end, texts)
    };
    assert_eq!(complete(&mut engine, "let é = aran"), (9, 13, vec!["arange".to_owned()]));
    assert_eq!(complete(&mut engine, "a.su"), (2, 4, vec!["sum".to_owned()]));
    assert_eq!(complete(&mut engine, "%show"), (0, 5, vec!["%show_deps".to_owned()]));
    assert_eq!(complete(&mut engine, "array_kernel_c").2, Vec::<String>::new());

    let inspect = |engine: &mut Engine, code: &str, cursor| {
        engine.send(&Request::Inspect { id: 51, code: code.to_owned(), cursor });
        let Event::Inspected { id: 51, documentation } = engine.next() else { panic!("no answer") };
        documentation
    };
    let found = inspect(&mut engine, "let c = arange(2);", 9).unwrap();
    assert!(found.text.contains("pub fn arange(n: i32) -> Array"), "{found:?}");
    assert!(found.text.contains("The numbers below"), "{found:?}");
    assert!(found.markdown.contains("arange"));
    assert_eq!(inspect(&mut engine, "let c = nothing_of_this_name;", 10), None);

    engine.send(&Request::Variables { id: 52 });
    let Event::Variables { id: 52, variables } = engine.next() else { panic!("no answer") };
    let variables: Vec<_> =
        variables.iter().map(|v| format!("{}: {}", v.name, v.type_name)).collect();
    assert_eq!(variables, ["a: Array", "b: u8"]);
}

/// What `evcxr_input`, which is no dependency of the fixture, writes and reads.
const ASK: &str = r#"
fn ask(prompt: &str) -> String {
    println!("EVCXR_INPUT_REQUEST:{prompt}");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    line.trim().to_owned()
}"#;

#[test]
fn input() {
    let mut engine = Engine::start();
    engine.run(ASK);
    engine.begin("print!(\"a\"); ask(\"Name? \")");
    assert!(matches!(engine.next(), Event::Stream { .. }));
    let Event::Input(request) = engine.next() else { panic!("no request for input") };
    assert_eq!((request.prompt.as_str(), request.password), ("Name? ", false));
    engine.send(&Request::InputReply { text: Some("Ada".into()) });
    expect![["= text/plain \"\\\"Ada\\\"\"\n"]].assert_eq(&engine.finish());

    // Nobody to ask, or an interrupt.
    engine.begin("ask(\"?\")");
    assert!(matches!(engine.next(), Event::Input(_)));
    engine.send(&Request::InputReply { text: None });
    expect![["= text/plain \"\\\"\\\"\"\n"]].assert_eq(&engine.finish());
    engine.begin("ask(\"?\"); spin()");
    assert!(matches!(engine.next(), Event::Input(_)));
    engine.send(&Request::Interrupt);
    assert!(engine.finish().ends_with("Interrupted { lost: [] }\n"));
}
