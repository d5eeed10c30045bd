//! Compilers that wait for cells.
//!
//! Half of what rustc does for a cell it would do for any: it loads itself, reads its options, and
//! loads what it knows of array-core. So a compiler is started before there is a cell. Its crate's
//! root names the crates to link and includes a file that is its own standard input; there it waits
//! for the cell's text. One that waits holds some 10 MB for itself, and ends with the engine, as its
//! standard input does.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};
use std::{fs, os};

use super::scratch::Scratch;
use crate::interrupt::Tool;

/// The name of a cell's source. Without its folder, which differs from session to session: the name
/// stands in the compiled code, for panics.
pub(super) const SOURCE: &str = "cell.rs";
/// Where every process finds its own standard input.
const STANDARD_INPUT: &str = "/dev/stdin";

/// Where rustc's allocator, jemalloc, looks for its options.
const ALLOCATOR_OPTIONS: &str = "MALLOC_CONF";
/// A compiler lives for one cell: giving memory back to the system costs it time, and nobody gains.
const KEEP_MEMORY: &str = "dirty_decay_ms:-1,muzzy_decay_ms:-1";

/// How many compilers wait at most: for cells with and without code to optimise, and with the
/// session's own crates.
const KEPT: usize = 3;
/// How long a compiler waits.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(60);

/// All that a compiler is told before it sees the cell's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Recipe {
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<OsString>,
    /// What it is to write.
    pub(super) emit: Emit,
    /// The crate's root above the cell's text; without it, the text is the root.
    pub(super) head: Option<String>,
    /// Changes when a library that it reads is built again.
    pub(super) stamps: Vec<Vec<u8>>,
}

/// What a compiler writes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Emit {
    /// Machine code, to be linked by somebody else.
    Object,
    /// A shared library.
    Library,
}

/// A process of rustc, on its way to the cell's text or waiting for it.
#[derive(Debug)]
pub(super) struct Compiler {
    child: Child,
    root: Option<PathBuf>,
    /// What it writes.
    output: PathBuf,
}

/// How a compiler ended.
pub(super) enum End {
    /// It has written its output, and may still be tidying up.
    Written,
    /// It wrote messages instead.
    Refused(ExitStatus, Vec<String>),
}

impl Compiler {
    /// Starts a compiler.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) fn start(recipe: &Recipe, work: &Scratch) -> io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let (emit, extension) = match recipe.emit {
            Emit::Object => ("obj", "o"),
            Emit::Library => ("link", "so"),
        };
        let output = work.path().join(format!("cell-{number}.{extension}"));
        // By its name alone, as the root's folder is where the text is looked for.
        let mut source = SOURCE.to_owned();
        let mut root = None;
        if let Some(head) = &recipe.head {
            source = format!("crate-{number}.rs");
            let path = work.path().join(&source);
            fs::write(&path, format!("{head}include!({SOURCE:?});\n"))?;
            root = Some(path);
        }
        let mut command = Command::new(&recipe.program);
        command.args(&recipe.arguments).arg(format!("--emit={emit}")).arg("--json=artifacts");
        command.arg("-o").arg(&output).arg(source);
        command.current_dir(work.path()).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.env(ALLOCATOR_OPTIONS, KEEP_MEMORY);
        Ok(Self { child: command.spawn()?, root, output })
    }

    /// Hands it the cell's text.
    fn begin(&mut self, text: &str, tool: &Tool) {
        tool.watch(&self.child);
        // One that was killed reads nothing; how it ended tells so.
        let _killed = self.child.stdin.take().map(|mut stdin| stdin.write_all(text.as_bytes()));
    }

    /// Waits until the output is written.
    ///
    /// # Errors
    /// When the process cannot be waited for.
    pub(super) fn finish(&mut self, tool: &Tool) -> io::Result<End> {
        let mut messages = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            for line in BufReader::new(stderr).split(b'\n') {
                let line = String::from_utf8_lossy(&line?).into_owned();
                if line.contains("\"$message_type\":\"artifact\"") {
                    tool.ended();
                    return Ok(End::Written);
                }
                messages.push(line);
            }
        }
        let status = self.child.wait();
        tool.ended();
        Ok(End::Refused(status?, messages))
    }

    /// The file that it writes, which goes with this value.
    pub(super) fn output(&self) -> &Path {
        &self.output
    }

    fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Compiler {
    fn drop(&mut self) {
        if self.is_alive() {
            if self.child.stdin.is_some() {
                // It waits for a text that will not come.
                let _gone = self.child.kill();
            }
            let _gone = self.child.wait();
        }
        for file in self.root.iter().chain([&self.output]) {
            let _absent = fs::remove_file(file);
        }
    }
}

/// The compilers of a session that wait.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    compilers: Arc<Mutex<VecDeque<Waiter>>>,
    // Below them: it is deleted after they have ended.
    work: Arc<Scratch>,
}

#[derive(Debug)]
struct Waiter {
    recipe: Recipe,
    compiler: Compiler,
    since: Instant,
}

impl Waiting {
    /// Prepares a session's directory for compilers that read their standard input.
    ///
    /// # Errors
    /// When nothing can be made in the directory.
    pub(crate) fn new(work: Arc<Scratch>) -> io::Result<Self> {
        os::unix::fs::symlink(STANDARD_INPUT, work.path().join(SOURCE))?;
        let compilers = Arc::<Mutex<VecDeque<Waiter>>>::default();
        let watched = Arc::downgrade(&compilers);
        thread::spawn(move || dismiss_idle(&watched));
        Ok(Self { compilers, work })
    }

    /// Has a cell's text compiled: by a compiler that waits, or a new one. Meanwhile, another is
    /// started for the cell after it.
    ///
    /// # Errors
    /// When none can be started.
    pub(super) fn compile(&self, recipe: &Recipe, text: &str, tool: &Tool) -> io::Result<Compiler> {
        let mut compiler = self.take(recipe)?;
        compiler.begin(text, tool);
        self.prepare(recipe);
        Ok(compiler)
    }

    /// A compiler that waits, or a new one.
    fn take(&self, recipe: &Recipe) -> io::Result<Compiler> {
        let mut compilers = lock(&self.compilers);
        let place = compilers.iter().position(|waiter| waiter.recipe == *recipe);
        let found = place.and_then(|place| compilers.remove(place));
        drop(compilers);
        let mut found = found.map(|waiter| waiter.compiler);
        match found.take_if(|compiler| compiler.is_alive()) {
            Some(compiler) => Ok(compiler),
            None => Compiler::start(recipe, &self.work),
        }
    }

    /// Has a compiler wait, in the place of the one that has waited longest if there are many.
    pub(super) fn prepare(&self, recipe: &Recipe) {
        // What cannot be started now is started, or complained about, when it is needed.
        let Ok(compiler) = Compiler::start(recipe, &self.work) else { return };
        let waiter = Waiter { recipe: recipe.clone(), compiler, since: Instant::now() };
        let mut compilers = lock(&self.compilers);
        compilers.push_back(waiter);
        let surplus = compilers.len().saturating_sub(KEPT);
        let dismissed: Vec<Waiter> = compilers.drain(..surplus).collect();
        drop(compilers);
        drop(dismissed);
    }
}

fn lock(compilers: &Mutex<VecDeque<Waiter>>) -> MutexGuard<'_, VecDeque<Waiter>> {
    compilers.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends compilers that have waited too long, until nobody uses them any more.
fn dismiss_idle(compilers: &Weak<Mutex<VecDeque<Waiter>>>) {
    loop {
        thread::sleep(LOOK);
        let Some(compilers) = compilers.upgrade() else { return };
        dismiss(&compilers, PATIENCE);
    }
}

fn dismiss(compilers: &Mutex<VecDeque<Waiter>>, patience: Duration) {
    lock(compilers).retain(|waiter| waiter.since.elapsed() < patience);
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A stand-in for rustc: it copies the text that it is given, behind its own process number.
    fn recipe(folder: &Path, head: Option<&str>) -> Recipe {
        let program = folder.join("compiler");
        let script = "#!/bin/sh\nwhile [ \"$1\" != -o ]; do shift; done\ntext=$(cat cell.rs)\n\
                      case \"$text\" in wrong*) echo \"$text\" >&2; exit 1;; esac\n\
                      echo $$ $(cat $3) $text > $2\n\
                      echo '{\"$message_type\":\"artifact\"}' >&2\nsleep 0.1\n";
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let head = head.map(str::to_owned);
        Recipe { program, arguments: Vec::new(), emit: Emit::Object, head, stamps: Vec::new() }
    }

    fn compiled(waiting: &Waiting, recipe: &Recipe, text: &str) -> String {
        let tool = Tool::default();
        let mut compiler = waiting.compile(recipe, text, &tool).unwrap();
        match compiler.finish(&tool).unwrap() {
            End::Written => fs::read_to_string(compiler.output()).unwrap(),
            End::Refused(status, messages) => format!("{status}: {messages:?}"),
        }
    }

    fn waiting(folder: &Path) -> Waiting {
        Waiting::new(Arc::new(Scratch::create(folder).unwrap())).unwrap()
    }

    #[test]
    fn the_compiler_that_waits_gets_the_cell() {
        let folder = tempfile::tempdir().unwrap();
        let (waiting, recipe) = (waiting(folder.path()), recipe(folder.path(), Some("head;")));
        waiting.prepare(&recipe);
        let process = lock(&waiting.compilers)[0].compiler.child.id();
        let output = lock(&waiting.compilers)[0].compiler.output().to_owned();
        let written = compiled(&waiting, &recipe, "text");
        assert_eq!(written, format!("{process} head;include!(\"cell.rs\"); text\n"));
        let next = lock(&waiting.compilers)[0].compiler.child.id();
        assert_ne!(next, process, "another one waits for the next cell");
        assert!(!output.exists());
    }

    #[test]
    fn a_compiler_with_other_options_does_not_do() {
        let folder = tempfile::tempdir().unwrap();
        let (waiting, recipe) = (waiting(folder.path()), recipe(folder.path(), Some("head;")));
        waiting.prepare(&recipe);
        let other = Recipe { head: Some("other;".into()), ..recipe };
        let written = compiled(&waiting, &other, "text");
        assert!(written.ends_with(" other;include!(\"cell.rs\"); text\n"), "{written}");
        for k in 0..2 * KEPT {
            waiting.prepare(&Recipe { head: Some(format!("{k};")), ..other.clone() });
        }
        let heads: Vec<_> =
            lock(&waiting.compilers).iter().map(|waiter| waiter.recipe.head.clone()).collect();
        assert_eq!(heads, ["3;", "4;", "5;"].map(|head| Some(head.to_owned())));
    }

    #[test]
    fn a_compiler_that_has_died_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (waiting, recipe) = (waiting(folder.path()), recipe(folder.path(), Some("head;")));
        waiting.prepare(&recipe);
        lock(&waiting.compilers)[0].compiler.child.kill().unwrap();
        lock(&waiting.compilers)[0].compiler.child.wait().unwrap();
        let written = compiled(&waiting, &recipe, "text");
        assert!(written.ends_with("text\n"), "{written}");
    }

    #[test]
    fn a_compiler_that_has_waited_too_long_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (waiting, recipe) = (waiting(folder.path()), recipe(folder.path(), Some("head;")));
        waiting.prepare(&recipe);
        dismiss(&waiting.compilers, PATIENCE);
        assert_eq!(lock(&waiting.compilers).len(), 1);
        let root = lock(&waiting.compilers)[0].compiler.root.clone().unwrap();
        dismiss(&waiting.compilers, Duration::ZERO);
        assert!(lock(&waiting.compilers).is_empty() && !root.exists());
    }

    #[test]
    fn messages_come_back_with_how_it_ended() {
        let folder = tempfile::tempdir().unwrap();
        let (waiting, recipe) = (waiting(folder.path()), recipe(folder.path(), Some("head;")));
        let written = compiled(&waiting, &recipe, "wrong\nagain");
        assert_eq!(written, "exit status: 1: [\"wrong\", \"again\"]");
    }

    #[test]
    fn a_text_longer_than_a_pipe_holds_arrives() {
        let folder = tempfile::tempdir().unwrap();
        let (waiting, recipe) = (waiting(folder.path()), recipe(folder.path(), Some("head;")));
        let text = "x".repeat(1 << 20);
        assert!(compiled(&waiting, &recipe, &text).ends_with(&format!("{text}\n")));
    }
}
