//! The instant engine as an engine process.

use std::path::Path;

use tokio::process::Command;

/// File name of the engine's executable, which stands beside the kernel's in a runtime.
pub const EXECUTABLE: &str = "instant-engine";

/// The command that starts the engine of the runtime at `runtime`.
///
/// The engine speaks `engine_protocol` on its standard streams, runs cells in the working directory
/// it is started in, and logs to its standard error.
#[must_use]
pub fn command(runtime: &Path) -> Command {
    let mut command = Command::new(runtime.join("bin").join(EXECUTABLE));
    command.arg("serve").arg("--runtime").arg(runtime);
    command
}
