//! Adds crates to a session.

use std::mem;

use anyhow::Result;
use engine_protocol::Outcome;
use engine_support::Events;
use engine_support::frames::CRATE as FRAMES;

use super::Session;
use super::commands::Step;
use crate::dependencies::{Built, Dependencies, Failure, Place, build};

impl Session {
    /// Builds the crates that cells are to use from now on. When that fails, all stays as it is.
    pub(super) fn add_crates(&mut self, dependencies: Dependencies) -> Step {
        let events = self.events.clone();
        self.build_crates(dependencies, Some(&events))
    }

    /// The same, without a word about it to the user: nobody asked for a crate.
    pub(super) fn add_crates_silently(&mut self, dependencies: Dependencies) -> Step {
        self.build_crates(dependencies, None)
    }

    fn build_crates(&mut self, dependencies: Dependencies, events: Option<&Events>) -> Step {
        let has_frames = !self.rustc.preludes.is_empty();
        let template = if has_frames { "template-frames" } else { "template" };
        let earlier = self.rustc.crates.as_ref().filter(|_| self.crates_with_frames == has_frames);
        let start = earlier.map_or_else(|| self.runtime.join(template), |built| built.root.clone());
        let place = Place { runtime: self.runtime.clone(), start, frames: has_frames };
        let tool = self.target.tool();
        let built = build(&dependencies, &place, &self.rustc.host, &tool, events)?;
        let built = match built {
            Ok(built) => built,
            Err(Failure::Killed) => return Ok(Some(Outcome::Interrupted { lost: Vec::new() })),
            Err(Failure::Cargo(message)) => {
                let message = message.trim_end().to_owned();
                return Ok(Some(Outcome::Failed { name: "DependencyError".into(), message }));
            }
        };
        // Built without data frames before, so that these came just now: no cell has loaded them.
        let are_frames_new =
            has_frames && !self.crates_with_frames && !self.dependencies.is_empty();
        let replaced = self.link_instead(&built);
        let earlier = mem::take(&mut self.rustc.crates);
        let is_loaded = |name: &&String| !(are_frames_new && *name == FRAMES);
        if let Some(library) = replaced.iter().find(is_loaded) {
            self.start_over(library)?;
        } else if let Some(earlier) = earlier {
            self.drop_outdated(&earlier, &built);
        }
        self.rustc.crates = Some(built);
        self.crates_with_frames = has_frames;
        self.dependencies = dependencies;
        Ok(None)
    }

    /// The same crates again after data frames came, which their library must not hold twice.
    pub(super) fn rebuild_crates(&mut self) -> Step {
        if self.dependencies.is_empty() {
            Ok(None)
        } else {
            self.add_crates(self.dependencies.clone())
        }
    }

    /// Forgets variables whose types belong to crates that have been built anew: these are other
    /// types now.
    fn drop_outdated(&mut self, earlier: &Built, built: &Built) {
        let changed = built.changed_since(earlier);
        if changed.is_empty() {
            return;
        }
        let mut text = String::new();
        // Whether a static's type holds one of theirs, its text does not tell.
        let restarted = self.statics.forget_all();
        if !restarted.is_empty() {
            let names = restarted.join(", ");
            text += &format!("static {names} will start anew: a crate was replaced\n");
        }
        let dropped = self.variables.of_crates(&changed);
        for name in &dropped {
            self.variables.remove(name, "when a crate was replaced by another version");
        }
        if !dropped.is_empty() {
            text += &format!("dropped {}: a crate was replaced\n", dropped.join(", "));
        }
        self.note(text);
    }

    /// Has cells link libraries that cargo compiled anew in place of the runtime's; their names.
    fn link_instead(&mut self, built: &Built) -> Vec<String> {
        let mut replaced = Vec::new();
        for (name, file) in &mut self.rustc.externs {
            if let Some(own) = built.replacement(file) {
                *file = own;
                replaced.push(name.clone());
            }
        }
        if !replaced.is_empty() {
            self.rustc.libraries.clone_from(&built.folders[0]);
            self.rustc.macros.clone_from(&built.folders[1]);
        }
        replaced
    }

    /// Goes on in a new process after a library that the old one has loaded was compiled with other
    /// features: its types are other types, and a process loads no second library of that name.
    fn start_over(&mut self, library: &str) -> Result<()> {
        let library = library.replace('_', "-");
        self.start_anew()?;
        self.history.lose();
        let reason = format!("{library} was compiled anew for a crate's features");
        let lost = self.variables.lose_all(&reason, true);
        let names: Vec<_> = lost.into_iter().map(|variable| variable.name).collect();
        if !names.is_empty() {
            let text = format!(
                "dropped {}: {library} was compiled anew, with features that a crate asks for; `%restore` makes them again\n",
                names.join(", ")
            );
            self.note(text);
        }
        Ok(())
    }
}
