//! Having cargo build a session's crates.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context as _, Result};
use engine_support::Events;
use engine_support::cargo::{is_build_setting, libraries, shared_library};

use super::artifacts::Said;
use super::crate_file::CrateFile;
use super::manifest::PACKAGE;
use super::workspace::Workspace;
use super::{Dependencies, Place};
use crate::interrupt::Tool;

/// A session's crates, built.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    /// The workspace, from which the next one may start.
    pub(crate) root: PathBuf,
    /// The shared library that holds all crates, and its name as a crate.
    pub(crate) library: (String, PathBuf),
    /// The crates that cells may name, each with its file.
    pub(crate) crates: Vec<(String, PathBuf)>,
    /// Where they and all that they are made of lie: for cells, and for the compiler's macros.
    pub(crate) folders: [PathBuf; 2],
    /// All crates that the library holds, direct or not, by name, with a file for each version.
    pub(crate) holds: BTreeMap<String, Vec<CrateFile>>,
    /// Whether cells wait on tokio.
    pub(crate) has_tokio: bool,
}

impl Built {
    /// Whether a cell's crate names one of the crates.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        names_crate(text, |name| self.holds.contains_key(name))
    }

    /// The file of a library that cells link anyway, where cargo had to compile that anew: with
    /// features that one of the crates asks for, so that its types are other types.
    pub(crate) fn replacement(&self, linked: &Path) -> Option<PathBuf> {
        let own = self.folders[0].join(linked.file_name()?);
        (own.exists() && CrateFile::new(&own) != CrateFile::new(linked)).then_some(own)
    }

    /// The names of crates that an earlier build holds too, but otherwise compiled: their types are
    /// other types now.
    pub(crate) fn changed_since(&self, earlier: &Self) -> BTreeSet<String> {
        // What the compiler itself runs lies elsewhere and has no values here.
        let has_values = |file: &&CrateFile| file.is_in(&earlier.folders[0]);
        let is_changed = |name: &String, before: &[CrateFile]| {
            let Some(now) = self.holds.get(name) else { return false };
            let mut before = before.iter().filter(has_values);
            before.any(|before| now.iter().all(|now| !now.is_same_build(before)))
        };
        let changed = earlier.holds.iter().filter(|(name, before)| is_changed(name, before));
        changed.map(|(name, _)| name.clone()).collect()
    }
}

/// Whether code names a crate of some kind: as the start of a path, or by itself in a `use`.
pub(crate) fn names_crate(text: &str, is_crate: impl Fn(&str) -> bool) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut before = "";
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let end = rest[start..].find(|c| !is_word(c)).map_or(rest.len(), |length| start + length);
        let word = &rest[start..end];
        // Behind another word, `::` leads to a member, not to a crate.
        let is_member = !before.is_empty() && rest[..start].trim() == "::";
        let begins_path = rest[end..].trim_start().starts_with("::");
        let is_whole = matches!(before, "use" | "crate");
        if !is_member && (begins_path || is_whole) && is_crate(word) {
            return true;
        }
        before = word;
        rest = &rest[end..];
    }
    false
}

/// Why there is no library.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What cargo says is wrong.
    Cargo(String),
    /// Somebody stopped cargo.
    Killed,
}

/// Builds the crates; cargo runs as `tool`, for whoever wants to stop it, and its progress goes to
/// `events`, if anybody is to hear of it.
///
/// # Errors
/// When cargo cannot be run or a file cannot be written.
pub(crate) fn build(
    dependencies: &Dependencies,
    place: &Place,
    host: &str,
    tool: &Tool,
    events: Option<&Events>,
) -> Result<std::result::Result<Built, Failure>> {
    let workspace = Workspace::open(dependencies, place, tool);
    let Some(workspace) = workspace.context("cannot make a workspace for `:dep`")? else {
        return Ok(Err(Failure::Killed));
    };
    // Which of the crates are procedural macros, cargo tells only once they are built. The crates'
    // kinds do not change, so that the second build of the same crates has nothing to do.
    let mut linked = known_kinds(&workspace.package()).unwrap_or_default();
    loop {
        workspace.write(dependencies, place, &linked)?;
        let said = match cargo(&workspace, host, tool, events)? {
            Ok(said) => said,
            Err(failure) => return Ok(Err(failure)),
        };
        let built = read(&said, &workspace, dependencies, host);
        let wanted = said.linkable(dependencies);
        if wanted == linked {
            return Ok(Ok(built));
        }
        linked = wanted;
    }
}

/// The crates that an earlier build linked.
fn known_kinds(package: &Path) -> Option<Vec<String>> {
    let code = fs::read_to_string(package.join("lib.rs")).ok()?;
    let name = |line: &str| Some(line.strip_prefix("pub extern crate ")?.strip_suffix(';')?.into());
    Some(code.lines().filter_map(name).collect())
}

fn cargo(
    workspace: &Workspace,
    host: &str,
    tool: &Tool,
    events: Option<&Events>,
) -> Result<std::result::Result<Said, Failure>> {
    let mut command = Command::new("cargo");
    command
        .args(["build", "--target", host, "--message-format=json-render-diagnostics"])
        .current_dir(workspace.package())
        // As in the template, whose build products count only under the same settings.
        .env("RUSTFLAGS", "-Cprefer-dynamic")
        .env("CARGO_TARGET_DIR", "target")
        .env("CARGO_BUILD_BUILD_DIR", "target")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for (name, _) in std::env::vars_os() {
        if is_build_setting(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    let started = tool.start_long(&mut command);
    let mut child = started.context("cannot run cargo: install Rust from rustup.rs")?;
    let (messages, complaints) = listen(&mut child, events);
    let status = child.wait();
    tool.ended();
    let status = status.context("cannot wait for cargo")?;
    Ok(match status.code() {
        Some(0) => {
            let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).unwrap_or_default();
            Ok(Said::new(&messages, &lock))
        }
        Some(_) => Err(Failure::Cargo(errors(&complaints))),
        None => Err(Failure::Killed),
    })
}

/// What cargo complains about, without its warnings and without the package that the user never
/// wrote.
fn errors(complaints: &str) -> String {
    let lines = complaints.lines().skip_while(|line| !line.starts_with("error"));
    let lines: Vec<_> = lines.filter(|line| !line.contains(PACKAGE)).collect();
    if lines.is_empty() { complaints.trim_end().to_owned() } else { lines.join("\n") }
}

/// Takes in what cargo says: its messages, and the text of its errors. Progress goes on to the user.
fn listen(child: &mut Child, events: Option<&Events>) -> (String, String) {
    let stderr = child.stderr.take().map(BufReader::new);
    let events = events.cloned();
    let complaints = thread::spawn(move || {
        let mut text = String::new();
        for line in stderr.into_iter().flat_map(|stderr| stderr.lines()).map_while(Result::ok) {
            let action = line.trim_start();
            if ["Compiling", "Downloading", "Updating"].iter().any(|word| action.starts_with(word))
            {
                // Of the package that the user never wrote, nothing is told.
                if let Some(events) = events.as_ref().filter(|_| !action.contains(PACKAGE)) {
                    events.progress(action);
                }
            } else {
                text += &line;
                text.push('\n');
            }
        }
        text
    });
    let mut text = String::new();
    if let Some(mut stdout) = child.stdout.take() {
        let _ = stdout.read_to_string(&mut text);
    }
    (text, complaints.join().unwrap_or_default())
}

fn read(said: &Said, workspace: &Workspace, dependencies: &Dependencies, host: &str) -> Built {
    let folders = libraries(&workspace.root, host);
    let name = workspace.library.clone();
    let file = shared_library(&name);
    let crates = said.direct(dependencies);
    let mut holds: BTreeMap<String, Vec<CrateFile>> = BTreeMap::new();
    let mut hold = |name: &str, file: &Path| {
        holds.entry(name.to_owned()).or_default().push(CrateFile::new(file));
    };
    for artifact in &said.artifacts {
        artifact.files.first().into_iter().for_each(|file| hold(&artifact.name, file));
    }
    crates.iter().for_each(|(name, file)| hold(name, file));
    // Cells name these anyway.
    let unify = ["array_kernel_unify", "array_kernel_unify_frames"];
    for own in unify.into_iter().chain(["array_core", "array_frames", &workspace.library]) {
        holds.remove(own);
    }
    Built {
        root: workspace.root.clone(),
        library: (name, folders[0].join(file)),
        crates,
        folders,
        holds,
        has_tokio: dependencies.has_tokio(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_cargo_says_the_errors_count() {
        let said = "warning: w\nerror: no package `x`\nrequired by package `notebook-crates v0`\n";
        assert_eq!(errors(said), "error: no package `x`");
        assert_eq!(errors("killed\n"), "killed");
    }

    fn built(folder: &Path, holds: &[(&str, &[&Path])]) -> Built {
        let holds = holds.iter().map(|(name, files)| {
            let files = files.iter().copied().map(CrateFile::new);
            ((*name).to_owned(), files.collect())
        });
        Built {
            root: PathBuf::new(),
            library: (String::new(), PathBuf::new()),
            crates: Vec::new(),
            folders: [folder.to_owned(), PathBuf::new()],
            holds: holds.collect(),
            has_tokio: false,
        }
    }

    #[test]
    fn what_was_compiled_otherwise_is_told_from_what_was_compiled_again() {
        let directory = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            path
        };
        let linked = write("template/libframes.so", "without");
        let files = ["libx-1.rlib", "libx-2.rlib", "liby-1.rlib"];
        let earlier = files.map(|name| write(&format!("a/{name}"), "code"));
        let later = files.map(|name| write(&format!("b/{name}"), "code"));
        let (a, b) = (directory.path().join("a"), directory.path().join("b"));
        let versions = |[one, two, other]: &[PathBuf; 3], folder: &Path| {
            built(folder, &[("x", &[one, two]), ("y", &[other])])
        };
        let earlier = versions(&earlier, &a);
        assert!(versions(&later, &b).changed_since(&earlier).is_empty());
        assert_eq!(earlier.replacement(&linked), None);
        let other = write("b/liby-1.rlib", "edoc");
        let [one, two, _] = later;
        let later = versions(&[one.clone(), two, other.clone()], &b);
        assert_eq!(later.changed_since(&earlier), ["y".to_owned()].into());
        let own = write("b/libframes.so", "with other features");
        assert_eq!(later.replacement(&linked), Some(own));
        let later = versions(&[one.clone(), one, other], &b);
        assert_eq!(later.changed_since(&earlier), ["x", "y"].map(str::to_owned).into());
    }

    #[test]
    fn a_cell_that_names_none_of_the_crates_does_not_link_them() {
        let built = built(Path::new(""), &[("rand_core", &[]), ("log", &[])]);
        for text in ["let x: rand_core::Y = 1;", "use log;", "f(::log::info)", "a + log :: b"] {
            assert!(built.is_named_in(text), "{text}");
        }
        for text in
            ["log(&a)", "a.log()", "x::log::y", "let my_log = rand_core2::z;", "::std::log::a"]
        {
            assert!(!built.is_named_in(text), "{text}");
        }
    }
}
