//! The one writer of events to the kernel.

use std::fs::File;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use engine_protocol::Event;

/// Sends events from any thread; each is one write, so that lines never interleave.
#[derive(Clone)]
pub(crate) struct Events(Arc<Mutex<Box<dyn Write + Send>>>);

impl Events {
    /// Writes to the pipe that the kernel reads.
    pub(crate) fn new(pipe: File) -> Events {
        Events(Arc::new(Mutex::new(Box::new(pipe))))
    }

    /// Writes to the standard output, in a process that prints nothing else there.
    pub(crate) fn stdout() -> Events {
        Events(Arc::new(Mutex::new(Box::new(std::io::stdout()))))
    }

    /// Sends one event. A kernel that is gone is noticed by the end of its requests, not here.
    pub(crate) fn send(&self, event: &Event) {
        let line = engine_protocol::to_line(event);
        let mut pipe = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _gone = pipe.write_all(line.as_bytes()).and_then(|()| pipe.flush());
    }

    /// Tells of progress on something slow.
    pub(crate) fn progress(&self, message: impl Into<String>) {
        self.send(&Event::Progress { message: message.into() });
    }

    /// Tells that the engine cannot do its work.
    pub(crate) fn fault(&self, message: impl Into<String>) {
        self.send(&Event::Fault { message: message.into() });
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Events written so far, for tests.
    #[derive(Clone, Default)]
    pub(crate) struct Recorded(Arc<Mutex<Vec<u8>>>);

    impl Write for Recorded {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Recorded {
        pub(crate) fn events(&self) -> Events {
            Events(Arc::new(Mutex::new(Box::new(self.clone()))))
        }

        pub(crate) fn take(&self) -> Vec<Event> {
            let bytes = std::mem::take(&mut *self.0.lock().unwrap());
            let text = String::from_utf8(bytes).unwrap();
            text.lines().map(|line| engine_protocol::from_line(line).unwrap()).collect()
        }
    }

    #[test]
    fn an_event_is_one_line() {
        let recorded = Recorded::default();
        let events = recorded.events();
        events.progress("a\nb");
        assert_eq!(recorded.take(), [Event::Progress { message: "a\nb".into() }]);
    }
}
