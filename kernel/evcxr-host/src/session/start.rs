//! Sets a session up, and starts it over.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};
use engine_support::Events;
use engine_support::cargo::{is_build_setting, libraries};
use evcxr::{CommandContext, Error, EvalContext};

use super::Session;
use crate::diagnose::plain_text;
use crate::frames;
use crate::interrupt::Interrupter;
use crate::output::Output;
use crate::prelude;
use crate::relay::link::Link;
use crate::unify;
use crate::variables::Variables;

/// Where the dynamic linker looks before it gives up.
const LIBRARY_PATH: &str =
    if cfg!(target_os = "macos") { "DYLD_FALLBACK_LIBRARY_PATH" } else { "LD_LIBRARY_PATH" };

/// Where a cell's libraries lie. evcxr moves each cell's own library one folder up after linking,
/// so that the paths relative to it that rustc wrote there miss the toolchain wherever both lie
/// below one home directory.
fn library_path(workspace: &Path) -> Result<OsString> {
    let mut rustc = Command::new("rustc");
    let rustc = rustc.args(["--print", "target-libdir"]).current_dir(workspace).output();
    let output = rustc.context("cannot run rustc: install Rust from rustup.rs")?.stdout;
    let standard = PathBuf::from(String::from_utf8(output)?.trim());
    let host = standard.iter().rev().nth(1).context("rustc names no folder of libraries")?;
    let [own, _] = libraries(workspace, &host.to_string_lossy());
    let before = env::var_os(LIBRARY_PATH).unwrap_or_default();
    let before = env::split_paths(&before).filter(|folder| !folder.as_os_str().is_empty());
    Ok(env::join_paths([own, standard].into_iter().chain(before))?)
}

impl Session {
    /// Starts a session in `workspace`. Unless `online`, cargo uses what it has downloaded before.
    ///
    /// # Errors
    /// When evcxr cannot start or array-core does not compile; the text says why.
    pub(crate) fn start(
        runtime: &Path,
        workspace: &Path,
        events: Events,
        online: bool,
    ) -> Result<Session> {
        isolate(workspace)?;
        let output = Output::new(events.clone());
        // evcxr runs a cell before it is ready, and shows its value.
        output.mute(true);
        let sink = output.clone();
        let (link, mut relay) = Link::open(move |message| sink.receive(message))
            .context("cannot make a socket for the relay")?;
        let here = env::current_dir().context("the working directory is gone")?;
        relay.current_dir(&here).env(LIBRARY_PATH, library_path(workspace)?);
        // evcxr reads the settings file of the directory it starts in, if there is one.
        env::set_current_dir(workspace).context("cannot enter the session's directory")?;
        let context = EvalContext::with_subprocess_command(relay);
        env::set_current_dir(&here).context("cannot return to the working directory")?;
        let (context, streams) =
            context.map_err(|error| anyhow!("evcxr does not start: {error}"))?;
        // All output takes the relay's socket; these carry its own complaints.
        std::thread::spawn(move || streams.stderr.iter().for_each(|line| eprintln!("{line}")));
        drop(streams.stdout);

        let mut session = Session {
            context: CommandContext::with_eval_context(context),
            link,
            output,
            events,
            interrupter: Interrupter::default(),
            variables: Variables::default(),
            runtime: runtime.to_owned(),
            workspace: workspace.to_owned(),
            dependencies: Vec::new(),
            has_frames: false,
            needs_start: false,
        };
        session.set_offline(!online);
        session.set_up().context("array-core cannot be used in cells")?;
        Ok(session)
    }

    /// Runs the first cell. Another linker's flags would have everything compiled anew, hence
    /// always the one that the compiler chooses itself.
    fn set_up(&mut self) -> Result<()> {
        let cell = [
            ":linker system",
            &prelude::dependency(&self.runtime),
            &unify::dependency(&self.runtime),
            &prelude::items(),
            prelude::START,
        ];
        self.run(&cell.join("\n"))
    }

    /// Runs a cell of the session's own.
    pub(super) fn run(&mut self, cell: &str) -> Result<()> {
        self.output.mute(true);
        let result = self.context.execute(cell);
        self.link.flush();
        let record = self.output.take_record();
        self.output.mute(false);
        match result {
            Ok(_) if record.panicked => {
                let panic = record.panic.map(|panic| panic.message).unwrap_or_default();
                Err(anyhow!("a panic: {panic}"))
            }
            Ok(_) => Ok(()),
            Err(error) => Err(describe(&error)),
        }
    }

    /// Makes a new runner ready; what the old one held is gone.
    pub(super) fn start_runner(&mut self) -> Result<()> {
        self.run(prelude::START)?;
        if self.has_frames {
            self.run(&frames::start())?;
        }
        Ok(())
    }

    /// Replaces the runner by a new one, which loses all variables.
    pub(super) fn restart_runner(&mut self) -> Result<()> {
        self.link.end_runner();
        // evcxr's `:restart` would keep the variables in its books. A cell that finds the runner
        // gone makes it start another and forget them.
        let _gone = self.run(prelude::START);
        self.start_runner()
    }

    /// Forgets all items and variables, and keeps the dependencies.
    ///
    /// # Errors
    /// When the session cannot be set up again.
    pub(crate) fn reset(&mut self) -> Result<()> {
        self.link.end_runner();
        self.output.take_record();
        self.context.execute(":clear").map_err(|error| describe(&error))?;
        self.variables = Variables::default();
        self.set_up()?;
        if std::mem::take(&mut self.has_frames) {
            self.add_frames()?;
        }
        let dependencies = self.dependencies.join("\n");
        if dependencies.is_empty() { Ok(()) } else { self.run(&dependencies) }
    }

    /// Runs a cell whose value is of no interest, but which makes later ones faster.
    ///
    /// # Errors
    /// When it does not compile.
    pub(crate) fn warm_up(&mut self, code: &str) -> Result<()> {
        let cell = crate::cell::Cell::new(code);
        self.run(cell.source.text()).with_context(|| format!("the cell `{code}` fails"))?;
        // evcxr explains some errors by `cargo check`, which has output of its own to build.
        match self.context.check(code) {
            Ok(_) => Ok(()),
            Err(error) => Err(describe(&error)).context("`cargo check` fails"),
        }
    }
}

fn describe(error: &Error) -> anyhow::Error {
    let Error::CompilationErrors(errors) = error else {
        return anyhow!(plain_text(error));
    };
    let texts = errors.iter().map(|error| {
        let rendered = error.rendered();
        if rendered.is_empty() { error.message() } else { rendered }
    });
    anyhow!("{}", texts.collect::<Vec<_>>().join("\n"))
}

/// Keeps the user's settings of evcxr and of cargo's build away from the session.
fn isolate(workspace: &Path) -> Result<()> {
    let config = workspace.join("config");
    fs::create_dir_all(&config).context("cannot make a directory for evcxr's settings")?;
    let settings = format!(
        "[evcxr]\ntmpdir = {:?}\noffline_mode = true\nopt_level = {:?}\n",
        workspace.join("cell"),
        crate::manifest::CELL_OPTIMISATION,
    );
    fs::write(config.join("evcxr.toml"), settings).context("cannot write evcxr's settings")?;
    // SAFETY: the other threads of this process only move bytes between pipes as yet.
    unsafe {
        env::set_var("EVCXR_CONFIG_DIR", &config);
        for (name, _) in env::vars_os() {
            if is_build_setting(&name.to_string_lossy()) {
                env::remove_var(name);
            }
        }
    }
    Ok(())
}
