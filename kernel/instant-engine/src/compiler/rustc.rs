//! One direct call of rustc per cell that the cache does not have.

use std::ffi::OsString;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use super::diagnose::CompilerMessage;
use super::generate::{CRATE_NAME, Generated};
use super::scratch::Scratch;
use crate::cache::{Cache, Library};
use crate::dependencies::Built;
use crate::interrupt::Tool;

/// The name of a cell's source. Without its folder, which differs from session to session: the name
/// stands in the compiled code, for panics.
pub(super) const SOURCE: &str = "cell.rs";

/// A cell's own symbols are its own, though other cells may define the same, and symbols that it only
/// declares are found when it is loaded.
const SYMBOL_FLAGS: [&str; 1] = if cfg!(target_os = "macos") {
    ["-Clink-arg=-Wl,-undefined,dynamic_lookup"]
} else {
    ["-Clink-arg=-Wl,-Bsymbolic"]
};

/// How cells are compiled in this session.
#[derive(Clone, Debug)]
pub(crate) struct Rustc {
    /// The compiler itself, not rustup's proxy: that costs hundredths of a second a call.
    pub(crate) program: PathBuf,
    /// What the compiler says of its version, and the platform it compiles for.
    pub(crate) version: String,
    pub(crate) host: String,
    /// Where array-core and everything that it is made of lie.
    pub(crate) libraries: PathBuf,
    /// Where the procedural macros lie that these libraries were compiled with.
    pub(crate) macros: PathBuf,
    /// Where the standard library's shared form lies.
    pub(crate) std_libraries: PathBuf,
    /// Where compiled cells are kept between sessions.
    pub(crate) cache: Arc<Cache>,
    /// Holds the source of the cell that is being compiled.
    pub(crate) work: Arc<Scratch>,
    /// Crates to link by name, with their files.
    pub(crate) externs: Vec<(String, PathBuf)>,
    /// The session's own crates.
    pub(crate) crates: Option<Built>,
    /// Crates whose preludes cells see beside array-core's.
    pub(crate) preludes: Vec<String>,
    /// What the cache's keys begin with: compiler and libraries.
    pub(crate) identity: String,
    /// The compiler that runs now, for whoever wants to stop it.
    pub(crate) tool: Tool,
}

/// Why there is no compiled cell.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The cell is wrong.
    Messages(Vec<CompilerMessage>),
    /// Somebody stopped the compiler.
    Killed,
}

impl Rustc {
    /// Compiles a crate into a shared library, unless the cache has it.
    ///
    /// # Errors
    /// When the compiler cannot be run or says something that is not a message about the crate.
    pub(crate) fn compile(
        &self,
        generated: &Generated,
        level: u8,
        generation: u64,
    ) -> Result<std::result::Result<Library, Failure>> {
        let crates = self.crates.as_ref().filter(|_| generated.links_crates);
        let arguments = self.arguments(level, generation, crates);
        let key = self.key(generated.map.text(), &arguments, crates);
        if let Some(library) = self.cache.find(&key) {
            return Ok(Ok(library));
        }
        if self.tool.is_interrupted() {
            return Ok(Err(Failure::Killed));
        }
        let source = self.work.path().join(SOURCE);
        fs::write(&source, generated.map.text())
            .with_context(|| format!("cannot write {}", source.display()))?;
        let library = self.cache.fresh(&key);
        let mut command = Command::new(&self.program);
        command.args(&arguments).arg("-o").arg(&library.path).arg(SOURCE);
        command
            .current_dir(self.work.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let started = self.tool.start(&mut command);
        let child = started.with_context(|| format!("cannot run {}", self.program.display()))?;
        let output = child.wait_with_output();
        self.tool.ended();
        let output = output.context("rustc's output cannot be read")?;
        if output.status.success() {
            return Ok(Ok(library));
        }
        if self.tool.is_interrupted() {
            return Ok(Err(Failure::Killed));
        }
        if let Some(signal) = output.status.signal() {
            bail!("the compiler crashed (signal {signal}): the cell may nest too deep for it");
        }
        let text = String::from_utf8_lossy(&output.stderr);
        let messages: Vec<CompilerMessage> =
            text.lines().filter_map(CompilerMessage::parse).collect();
        if messages.iter().any(CompilerMessage::is_error) {
            return Ok(Err(Failure::Messages(messages)));
        }
        bail!("rustc failed: {text}")
    }

    pub(super) fn arguments(
        &self,
        level: u8,
        generation: u64,
        crates: Option<&Built>,
    ) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = [
            "--crate-name",
            CRATE_NAME,
            "--crate-type=cdylib",
            "--edition=2024",
            "--error-format=json",
            "-Cprefer-dynamic",
            "-Cdebuginfo=0",
            "-Cembed-bitcode=no",
            "-Cstrip=debuginfo",
            // A cell is small: splitting it costs more than two cores give back.
            "-Ccodegen-units=1",
        ]
        .map(OsString::from)
        .into();
        arguments.push(format!("-Copt-level={level}").into());
        if level == 0 {
            // The checks of the standard library's own unsafe code would be compiled into each cell.
            let quick = ["-Cdebug-assertions=no", "-Coverflow-checks=yes"];
            arguments.extend(quick.map(OsString::from));
        }
        // Types of another generation of the session's items are other types: see `Session`.
        arguments.push(format!("-Cmetadata=generation{generation}").into());
        // The workspace of the session's own crates has all that the template has.
        let own = crates.map(|crates| &crates.folders);
        let [libraries, macros] = own.map_or([&self.libraries, &self.macros], |own| own.each_ref());
        for folder in [libraries, macros] {
            let mut search = OsString::from("-Ldependency=");
            search.push(folder);
            arguments.push(search);
        }
        let of_crates = crates.iter().flat_map(|own| own.crates.iter().chain([&own.library]));
        for (name, file) in self.externs.iter().chain(of_crates) {
            let mut link = OsString::from(format!("--extern={name}="));
            link.push(file);
            arguments.push(link);
        }
        for folder in [Some(&self.libraries), own.map(|_| libraries)].into_iter().flatten() {
            let mut rpath = OsString::from("-Clink-arg=-Wl,-rpath,");
            rpath.push(folder);
            arguments.push(rpath);
        }
        arguments.extend(SYMBOL_FLAGS.map(OsString::from));
        arguments
    }

    /// The name under which a compiled cell is kept: everything that went into it.
    fn key(&self, text: &str, arguments: &[OsString], crates: Option<&Built>) -> String {
        let mut hash = Sha256::new();
        hash.update(self.identity.as_bytes());
        for file in crates.iter().flat_map(|crates| crates.holds.values().flatten()) {
            hash.update(file.stamp());
        }
        for argument in arguments {
            hash.update([0]);
            hash.update(argument.as_encoded_bytes());
        }
        for (_, file) in &self.externs {
            hash.update(stamp(file));
        }
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.finalize().iter().fold(String::new(), |name, byte| name + &format!("{byte:02x}"))
    }
}

/// Changes when a library is built again in its place.
fn stamp(library: &Path) -> Vec<u8> {
    let metadata = fs::metadata(library);
    let when = metadata.as_ref().ok().and_then(|metadata| metadata.modified().ok());
    format!("{:?} {when:?}", metadata.map(|metadata| metadata.len()).ok()).into_bytes()
}
