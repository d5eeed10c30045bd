//! Adds dependencies to a session: those of `:dep`, and array-frames once a cell mentions it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use engine_protocol::Event;
use engine_support::plant;

use super::Session;
use crate::frames;
use crate::manifest;
use crate::template::Template;
use crate::unify;

impl Session {
    /// Makes data frames known to the cells of this session. Builds them first if no session of
    /// this runtime has used them, which takes a while.
    ///
    /// # Errors
    /// When they cannot be built or used.
    pub(crate) fn add_frames(&mut self) -> Result<()> {
        let template = Template::Frames.path(&self.runtime);
        // The template itself is built by a session like this one, which has nothing to start from.
        if !self.workspace.starts_with(template.with_added_extension("new")) {
            if !template.is_dir() {
                self.build_frames()?;
            }
            plant(&template, &self.workspace).context("cannot copy array-frames")?;
            fs::copy(template.join("Cargo.lock"), self.workspace.join("Cargo.lock"))
                .context("cannot copy the versions of array-frames")?;
        }
        self.pin(true).context("cannot write a manifest")?;
        let unified = unify::frames_dependency(&self.runtime);
        let dependency = frames::dependency(&self.runtime);
        let cell = [unified, dependency, frames::items(), frames::start()].join("\n");
        self.run(&cell).context("array-frames cannot be used in cells")?;
        self.has_frames = true;
        Ok(())
    }

    /// Has another process build the template, so that this session's directory stays as it is.
    fn build_frames(&self) -> Result<()> {
        self.events
            .progress("Building data frames (polars) for their first use, which takes minutes");
        let mut child = Command::new(std::env::current_exe()?)
            .args(["prepare", "--frames", "--runtime"])
            .arg(&self.runtime)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the build of array-frames")?;
        let mut fault = None;
        let reports = child.stdout.take().map(BufReader::new);
        for line in reports.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
            match engine_protocol::from_line(&line) {
                Ok(Event::Fault { message }) => fault = Some(message),
                Ok(event) => self.events.send(&event),
                Err(error) => eprintln!("{line}: {error}"),
            }
        }
        let status = child.wait().context("cannot wait for the build of array-frames")?;
        match fault {
            Some(message) => bail!("array-frames does not compile: {message}"),
            None if !status.success() => bail!("the build of array-frames ended with {status}"),
            None => Ok(()),
        }
    }

    /// Lets cargo use the network, or what it has downloaded before only.
    pub(super) fn set_offline(&mut self, offline: bool) {
        let command = if offline { ":offline 1" } else { ":offline 0" };
        // evcxr writes its setting for cargo too late for the check of a new dependency.
        let setting = self.workspace.join("cell/.cargo/config.toml");
        let written = fs::write(&setting, format!("\n[net]\noffline = {offline}\n"));
        if let Err(error) = written {
            eprintln!("{} cannot be written: {error}", setting.display());
        }
        if let Err(error) = self.context.execute(command) {
            eprintln!("`{command}` failed: {error}");
        }
    }

    /// Takes note of `:dep` lines that succeeded.
    pub(super) fn keep_dependencies<'a>(&mut self, arguments: impl Iterator<Item = &'a str>) {
        let before = self.dependencies.len();
        self.dependencies.extend(arguments.map(|arguments| format!(":dep {arguments}")));
        if self.dependencies.len() > before
            && let Err(error) = self.pin(self.has_frames)
        {
            eprintln!("the versions of dependencies cannot be pinned: {error}");
        }
    }

    fn pin(&self, frames: bool) -> std::io::Result<()> {
        manifest::pin(&self.workspace, &self.runtime, frames, &self.dependencies)
    }
}
