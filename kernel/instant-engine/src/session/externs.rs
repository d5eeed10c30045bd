//! What a session's cells link against: the runtime's libraries and the compiler that made them.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use engine_support::frames::CRATE as FRAMES;
use engine_support::{Events, cargo, rustc};

use crate::cache::{self, Cache};
use crate::compiler::{Linker, Rustc, Scratch, Waiting};
use crate::interrupt::{Target, Tool};

/// Finds the compiler and the runtime's libraries: those that evcxr's host prepared, so that all
/// engines share one build of array-core.
///
/// # Errors
/// When the runtime has no libraries, or rustc cannot be run.
pub(super) fn rustc(runtime: &Path, target: &Target) -> Result<Rustc> {
    let version = rustc::version()?;
    let host = rustc::host(&version)?;
    let [libraries, macros] = cargo::libraries(&runtime.join("template"), &host);
    let array_core = find_library(&libraries, "array_core")?;
    let sysroot = PathBuf::from(rustc::ask(&["--print", "sysroot"])?.trim());
    let std_libraries = PathBuf::from(rustc::ask(&["--print", "target-libdir"])?.trim());
    let work = Arc::new(Scratch::create(runtime)?);
    Ok(Rustc {
        // The compiler itself: rustup's proxy of the same name costs hundredths of a second a call.
        program: sysroot.join("bin/rustc"),
        linker: Linker::find(&host, &std_libraries),
        std_libraries,
        libraries,
        macros,
        cache: Arc::new(Cache::open(cache::folder(runtime))?),
        waiting: Waiting::new(Arc::clone(&work))?,
        work,
        externs: vec![("array_core".into(), array_core)],
        crates: None,
        preludes: Vec::new(),
        identity: format!("{version}{}", runtime.display()),
        host,
        version,
        tool: target.tool(),
    })
}

/// Adds array-frames to what cells link, building it first when it has never been built; false when
/// somebody stopped that.
///
/// # Errors
/// When it cannot be built; the text has the cause.
pub(super) fn add_frames(rustc: &mut Rustc, runtime: &Path, events: &Events) -> Result<bool> {
    let [libraries, macros] = cargo::libraries(&runtime.join("template-frames"), &rustc.host);
    if find_library(&libraries, FRAMES).is_err() && !build_frames(runtime, events, &rustc.tool)? {
        return Ok(false);
    }
    rustc.externs = vec![
        ("array_core".into(), find_library(&libraries, "array_core")?),
        (FRAMES.into(), find_library(&libraries, FRAMES)?),
    ];
    rustc.preludes = vec![FRAMES.into()];
    rustc.libraries = libraries;
    rustc.macros = macros;
    Ok(true)
}

/// Has evcxr's host, which stands beside this engine, build array-frames.
fn build_frames(runtime: &Path, events: &Events, tool: &Tool) -> Result<bool> {
    events.progress("Building array-frames (polars): about a quarter of an hour, once");
    let helper = std::env::current_exe()?.with_file_name("evcxr-host");
    let mut command = Command::new(&helper);
    command.args(["prepare", "--frames", "--runtime"]).arg(runtime);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = tool.start_long(&mut command);
    let output = started.and_then(Child::wait_with_output);
    tool.ended();
    let output = output.with_context(|| format!("cannot run {}", helper.display()))?;
    if output.status.code().is_some_and(|code| code != 0) {
        bail!("array-frames cannot be built: {}", String::from_utf8_lossy(&output.stdout));
    }
    Ok(output.status.success())
}

/// The platform that rustc compiles for.
///
/// # Errors
/// When rustc cannot be run.
pub(super) fn host() -> Result<String> {
    Ok(rustc::host(&rustc::version()?)?)
}

fn find_library(folder: &Path, name: &str) -> Result<PathBuf> {
    let file = folder.join(cargo::shared_library(name));
    if !file.exists() {
        bail!("{} is missing: run `array-kernel install` again", file.display());
    }
    Ok(file)
}
