//! A kernel does not outlive the Jupyter that started it.

use std::time::Duration;

use crate::platform;

/// The variable in which Jupyter tells its process id.
const PARENT: &str = "JPY_PARENT_PID";

/// How often to look.
const PERIOD: Duration = Duration::from_secs(1);

/// Returns when the Jupyter that started this process is gone; never, when none said that it did.
pub(crate) async fn gone() {
    let Some(jupyter) = std::env::var(PARENT).ok().and_then(|id| id.parse().ok()) else {
        return std::future::pending().await;
    };
    let parent = platform::parent();
    loop {
        // Behind a launcher Jupyter is not the parent, and a direct parent that is gone may remain
        // as a zombie: so look at both.
        let gone = match parent == jupyter {
            true => platform::parent() != parent,
            false => !platform::exists(jupyter),
        };
        if gone {
            return;
        }
        tokio::time::sleep(PERIOD).await;
    }
}
