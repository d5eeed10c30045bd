//! Links a cell with the linker that comes with the toolchain, without rustc and the C compiler in
//! between, which cost more than the linking itself.
//!
//! The linker is started together with rustc. It reads the libraries, and waits at its last input,
//! its standard input, for the name of rustc's output.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::interrupt::Tool;

/// The C libraries that compiled Rust calls: the C compiler would name them.
const C_LIBRARIES: [&str; 3] = ["libc.so.6", "libm.so.6", "libgcc_s.so.1"];

/// How rustc would have cells linked.
const OPTIONS: [&str; 12] = [
    "-shared",
    "-Bsymbolic",
    "-z",
    "relro",
    "-z",
    "now",
    "--eh-frame-hdr",
    "--gc-sections",
    "--strip-debug",
    "--hash-style=gnu",
    "--as-needed",
    // A cell is too small for threads to earn their start.
    "--threads=1",
];

/// The linker of a session.
#[derive(Clone, Debug)]
pub(crate) struct Linker {
    program: PathBuf,
    /// The standard library and those of C, with the folders they lie in.
    system: Vec<OsString>,
}

/// A linker that waits for a cell.
pub(super) struct Link {
    child: Child,
    library: PathBuf,
}

impl Linker {
    /// The toolchain's linker, where it can do without the C compiler: on Linux with glibc. Elsewhere
    /// rustc has cells linked.
    pub(crate) fn find(host: &str, std_libraries: &Path) -> Option<Self> {
        if !host.ends_with("linux-gnu") {
            return None;
        }
        let program = std_libraries.parent()?.join("bin/rust-lld");
        if !program.exists() {
            return None;
        }
        let mut names = std::fs::read_dir(std_libraries).ok()?.filter_map(Result::ok);
        let std = names.find_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            (name.starts_with("libstd-") && name.ends_with(".so")).then_some(name)
        })?;
        let mut system = vec![search(std_libraries), format!("-l:{std}").into()];
        let folders = c_folders()?;
        for name in C_LIBRARIES {
            let folder = folders.iter().find(|folder| folder.join(name).exists())?;
            system.extend([search(folder), format!("-l:{name}").into()]);
        }
        Some(Self { program, system })
    }

    /// Starts linking `library` against the shared `libraries`; all of its symbols must be in them,
    /// unless it is `open`.
    ///
    /// # Errors
    /// When the linker cannot be started.
    pub(super) fn start(
        &self,
        library: &Path,
        libraries: &[&Path],
        folder: &Path,
        open: bool,
    ) -> io::Result<Link> {
        let mut command = Command::new(&self.program);
        command.args(["-flavor", "gnu"]).args(OPTIONS);
        if !open {
            command.args(["-z", "defs"]);
        }
        command.arg("-rpath").arg(folder).arg("-o").arg(library);
        for library in libraries {
            if let (Some(folder), Some(name)) = (library.parent(), library.file_name()) {
                let mut by_name = OsString::from("-l:");
                by_name.push(name);
                command.arg(search(folder)).arg(by_name);
            }
        }
        command.args(&self.system).arg("/dev/stdin").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Link { child: command.spawn()?, library: library.to_owned() })
    }
}

impl Link {
    /// Adds rustc's output; whether the library could be linked.
    ///
    /// # Errors
    /// When the linker cannot be waited for.
    pub(super) fn finish(mut self, object: &Path, tool: &Tool) -> io::Result<bool> {
        tool.watch(&self.child);
        if let Some(mut stdin) = self.child.stdin.take() {
            // One that was killed reads nothing; how it ended tells so.
            let _killed = writeln!(stdin, "INPUT({:?})", object.display().to_string());
        }
        let status = self.child.wait();
        tool.ended();
        Ok(status?.success())
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if self.child.stdin.is_some() {
            // There is nothing to link.
            let _gone = self.child.kill();
            let _gone = self.child.wait();
            let _absent = std::fs::remove_file(&self.library);
        }
    }
}

fn search(folder: &Path) -> OsString {
    let mut argument = OsString::from("-L");
    argument.push(folder);
    argument
}

/// Where the C compiler looks for libraries.
fn c_folders() -> Option<Vec<PathBuf>> {
    let output =
        Command::new("cc").arg("-print-search-dirs").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let folders = text.lines().find_map(|line| line.strip_prefix("libraries: ="))?;
    Some(std::env::split_paths(folders).collect())
}
