//! The package that holds a session's crates: its manifest and its code.

use std::fmt::Write as _;
use std::path::Path;

use toml::{Table, Value};

use super::Dependencies;

/// The package's name.
pub(super) const PACKAGE: &str = "notebook-crates";

/// Features of tokio without which there is no runtime for cells to wait on.
const TOKIO_FEATURES: [&str; 2] = ["rt", "rt-multi-thread"];

/// The manifest of the package whose library is called `library`.
pub(super) fn manifest(
    dependencies: &Dependencies,
    runtime: &Path,
    library: &str,
    frames: bool,
) -> String {
    let mut crates = String::new();
    let mut add = |name: &str, value: &Value| {
        // Inline: a table of its own would stand apart from the section.
        let _ = writeln!(crates, "{} = {value}", Value::from(name));
    };
    let mut add_own = |name: &str, path: &str| {
        let path = runtime.join(path).to_string_lossy().into_owned();
        add(name, &Value::Table(Table::from_iter([("path".to_owned(), Value::String(path))])));
    };
    add_own("array-core", "src/array-core");
    add_own("array-kernel-unify", "unify");
    if frames {
        add_own("array-kernel-unify-frames", "unify-frames");
        add_own("array-frames", "src/array-core/frames");
    }
    for (name, value) in &dependencies.0 {
        match name.as_str() {
            "tokio" => add(name, &with_runtime(value)),
            // Cells have these already.
            "array-core" | "array-frames" => {}
            _ => add(name, value),
        }
    }
    format!(
        "[package]\nname = \"{PACKAGE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\nname = \"{library}\"\npath = \"lib.rs\"\ncrate-type = [\"dylib\"]\n\n\
         [dependencies]\n{crates}"
    )
}

/// tokio as the user asked for it, with what the engine needs of it.
fn with_runtime(value: &Value) -> Value {
    let mut table = match value {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    let features = table.entry("features").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(features) = features {
        for needed in TOKIO_FEATURES.map(Value::from) {
            if !features.contains(&needed) {
                features.push(needed);
            }
        }
    }
    Value::Table(table)
}

/// The library's code: it links every crate, and holds the runtime that cells wait on. Procedural
/// macros have nothing to link, hence the crates to link are named.
///
/// array-core comes first, and data frames where they are in use: what these libraries hold already
/// must not be held twice.
pub(super) fn code(crates: &[String], frames: bool, tokio: bool) -> String {
    let mut code = String::from("//! The crates of a notebook's session.\n#![allow(warnings)]\n");
    code += "extern crate array_core;\n";
    if frames {
        code += "extern crate array_frames;\n";
    }
    for name in crates {
        let _ = writeln!(code, "pub extern crate {name};");
    }
    if tokio {
        code += r#"
/// The runtime of the session: tasks of earlier cells go on running on it.
fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: std::sync::OnceLock<tokio::runtime::Runtime> = std::sync::OnceLock::new();
    RUNTIME.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime.expect("tokio's runtime starts")
    })
}

pub fn enter() -> tokio::runtime::EnterGuard<'static> {
    runtime().enter()
}

pub fn block_on<F: std::future::Future>(future: F) -> F::Output {
    runtime().block_on(future)
}
"#;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokio_gets_a_runtime_and_keeps_what_was_asked_for() {
        let check = |line: &str, features: &[&str]| {
            let all = Dependencies::default().with(line, Path::new("/")).unwrap();
            let manifest = manifest(&all, Path::new("/r"), "crates_1", false);
            let manifest: Table = manifest.parse().unwrap();
            let tokio = &manifest["dependencies"]["tokio"];
            assert_eq!(tokio["version"].as_str(), Some("1"));
            assert_eq!(tokio["features"], Value::from(features.to_vec()));
            let array_core = manifest["dependencies"]["array-core"]["path"].as_str();
            assert_eq!(array_core, Some("/r/src/array-core"));
            assert_eq!(manifest["lib"]["name"].as_str(), Some("crates_1"));
        };
        check("tokio = \"1\"", &["rt", "rt-multi-thread"]);
        check(
            "tokio = { version = \"1\", features = [\"rt\", \"time\"] }",
            &["rt", "time", "rt-multi-thread"],
        );
    }

    #[test]
    fn the_library_links_each_crate() {
        let code = code(&["rand".into(), "tokio".into()], true, false);
        assert!(code.contains("pub extern crate rand;\npub extern crate tokio;\n"));
        assert!(code.contains("\nextern crate array_core;\nextern crate array_frames;\n"));
        assert!(!code.contains("block_on"));
    }
}
