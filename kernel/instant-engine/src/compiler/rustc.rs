//! One direct call of rustc per cell that the cache does not have.

use std::ffi::OsString;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use super::diagnose::CompilerMessage;
use super::generate::{CRATE_NAME, Generated, usual_head};
use super::link::Linker;
use super::scratch::Scratch;
use super::waiting::{Compiler, Emit, End, Recipe, Waiting};
use crate::cache::{Cache, Library};
use crate::dependencies::Built;
use crate::interrupt::Tool;

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
    /// Compilers that have been started for the next cells.
    pub(crate) waiting: Waiting,
    /// Holds what compilers read and write.
    pub(crate) work: Arc<Scratch>,
    /// Links cells; without it, rustc has them linked.
    pub(crate) linker: Option<Linker>,
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

/// What a cell links besides array-core.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Linked<'a> {
    /// Whether crates whose preludes are in scope.
    pub(super) preludes: bool,
    /// The session's own crates.
    pub(super) crates: Option<&'a Built>,
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
        let links = Linked { preludes: generated.links_preludes, crates };
        let recipe = self.recipe(generated.head.clone(), level, generation, links);
        let key = self.key(&recipe, generated.map.text());
        if let Some(library) = self.cache.find(&key) {
            return Ok(Ok(library));
        }
        if self.tool.is_interrupted() {
            return Ok(Err(Failure::Killed));
        }
        let library = self.cache.fresh(&key);
        if recipe.emit == Emit::Object {
            match self.compile_and_link(&recipe, generated, &library.path)? {
                Some(Ok(())) => return Ok(Ok(library)),
                Some(Err(failure)) => return Ok(Err(failure)),
                // The cell calls what is in no library that is known here: rustc says more.
                None => {}
            }
        }
        let recipe = Recipe { emit: Emit::Library, ..recipe };
        let mut compiler = self.begin(&recipe, generated.map.text())?;
        if let Err(failure) = self.finish(&mut compiler)? {
            return Ok(Err(failure));
        }
        fs::rename(compiler.output(), &library.path)
            .with_context(|| format!("cannot move a cell to {}", library.path.display()))?;
        Ok(Ok(library))
    }

    /// Has a compiler wait for the next cell, if that is compiled at this level.
    pub(crate) fn prepare(&self, level: u8) {
        self.waiting.prepare(&self.recipe(Some(usual_head(&[])), level, 0, Linked::default()));
    }

    /// Compiles a cell and links what comes of it; `None` when that cannot be linked.
    fn compile_and_link(
        &self,
        recipe: &Recipe,
        generated: &Generated,
        library: &Path,
    ) -> Result<Option<std::result::Result<(), Failure>>> {
        let Some(linker) = &self.linker else { return Ok(None) };
        let mut compiler = self.begin(recipe, generated.map.text())?;
        let externs = self.externs_of(generated.links_preludes);
        let libraries: Vec<&Path> = externs.map(|(_, file)| file.as_path()).collect();
        let link = linker.start(library, &libraries, &self.libraries, generated.declares);
        let link = link.context("cannot run the linker")?;
        if let Err(failure) = self.finish(&mut compiler)? {
            return Ok(Some(Err(failure)));
        }
        let is_linked = link.finish(compiler.output(), &self.tool);
        if is_linked.context("cannot wait for the linker")? {
            return Ok(Some(Ok(())));
        }
        Ok(self.tool.is_interrupted().then_some(Err(Failure::Killed)))
    }

    /// Has a compiler begin with a text.
    fn begin(&self, recipe: &Recipe, text: &str) -> Result<Compiler> {
        let compiler = self.waiting.compile(recipe, text, &self.tool);
        compiler.with_context(|| format!("cannot run {}", recipe.program.display()))
    }

    /// What came of the text.
    fn finish(&self, compiler: &mut Compiler) -> Result<std::result::Result<(), Failure>> {
        let end = compiler.finish(&self.tool).context("rustc's output cannot be read")?;
        let End::Refused(status, lines) = end else { return Ok(Ok(())) };
        if self.tool.is_interrupted() {
            return Ok(Err(Failure::Killed));
        }
        if let Some(signal) = status.signal() {
            bail!("the compiler crashed (signal {signal}): the cell may nest too deep for it");
        }
        let messages: Vec<_> =
            lines.iter().filter_map(|line| CompilerMessage::parse(line)).collect();
        if messages.iter().any(CompilerMessage::is_error) {
            return Ok(Err(Failure::Messages(messages)));
        }
        bail!("rustc failed: {}", lines.join("\n"))
    }

    fn recipe(
        &self,
        head: Option<String>,
        level: u8,
        generation: u64,
        links: Linked<'_>,
    ) -> Recipe {
        let Linked { preludes, crates } = links;
        let of_crates = crates.iter().flat_map(|crates| crates.holds.values().flatten());
        let stamps = of_crates.map(|file| file.stamp().into());
        Recipe {
            program: self.program.clone(),
            arguments: self.arguments(level, generation, links),
            emit: match &self.linker {
                Some(_) if crates.is_none() => Emit::Object,
                _ => Emit::Library,
            },
            head,
            stamps: stamps.chain(self.externs_of(preludes).map(|(_, file)| stamp(file))).collect(),
        }
    }

    pub(super) fn arguments(&self, level: u8, generation: u64, links: Linked<'_>) -> Vec<OsString> {
        let Linked { preludes, crates } = links;
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
        for (name, file) in self.externs_of(preludes).chain(of_crates) {
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

    /// array-core, and with their preludes the crates beside it.
    fn externs_of(&self, preludes: bool) -> impl Iterator<Item = &(String, PathBuf)> {
        self.externs.iter().filter(move |(name, _)| preludes || !self.preludes.contains(name))
    }

    /// The name under which a compiled cell is kept: everything that went into it.
    fn key(&self, recipe: &Recipe, text: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.identity.as_bytes());
        for stamp in &recipe.stamps {
            hash.update(stamp);
        }
        for argument in &recipe.arguments {
            hash.update([0]);
            hash.update(argument.as_encoded_bytes());
        }
        hash.update([0]);
        hash.update(recipe.head.as_deref().unwrap_or_default());
        hash.update([0]);
        hash.update(text);
        hash.finalize().iter().fold(String::new(), |name, byte| name + &format!("{byte:02x}"))
    }
}

/// Changes when a library is built again in its place.
fn stamp(library: &Path) -> Vec<u8> {
    let metadata = fs::metadata(library);
    let when = metadata.as_ref().ok().and_then(|metadata| metadata.modified().ok());
    format!("{:?} {when:?}", metadata.map(|metadata| metadata.len()).ok()).into_bytes()
}
