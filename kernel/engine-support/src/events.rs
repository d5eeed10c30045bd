//! The one writer of events to the kernel.

use std::fs::File;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use engine_protocol::{Event, StreamName};

/// Sends events from any thread; each is one write, so that lines never interleave.
#[derive(Clone)]
pub struct Events(Arc<Mutex<Box<dyn Write + Send>>>);

impl Events {
    /// Writes to the pipe that the kernel reads.
    pub fn new(pipe: File) -> Events {
        Events(Arc::new(Mutex::new(Box::new(pipe))))
    }

    /// Writes to the standard output, in a process that prints nothing else there.
    pub fn stdout() -> Events {
        Events(Arc::new(Mutex::new(Box::new(std::io::stdout()))))
    }

    /// Sends one event. A kernel that is gone is noticed by the end of its requests, not here.
    pub fn send(&self, event: &Event) {
        let line = engine_protocol::to_line(event);
        let mut pipe = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _gone = pipe.write_all(line.as_bytes()).and_then(|()| pipe.flush());
    }

    /// Tells of progress on something slow.
    pub fn progress(&self, message: impl Into<String>) {
        self.send(&Event::Progress { message: message.into() });
    }

    /// Tells that the engine cannot do its work.
    pub fn fault(&self, message: impl Into<String>) {
        self.send(&Event::Fault { message: message.into() });
    }

    /// Shows text on one of the cell's streams.
    pub fn stream(&self, name: StreamName, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.send(&Event::Stream { name, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events written so far, for tests.
    #[derive(Clone, Default)]
    struct Recorded(Arc<Mutex<Vec<u8>>>);

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
        fn events(&self) -> Events {
            Events(Arc::new(Mutex::new(Box::new(self.clone()))))
        }

        fn take(&self) -> Vec<Event> {
            let bytes = std::mem::take(&mut *self.0.lock().unwrap());
            let text = String::from_utf8(bytes).unwrap();
            text.lines().map(|line| engine_protocol::from_line(line).unwrap()).collect()
        }
    }

    #[test]
    fn an_event_is_one_line_and_empty_text_is_none() {
        let recorded = Recorded::default();
        let events = recorded.events();
        events.progress("a\nb");
        events.stream(StreamName::Stdout, "");
        assert_eq!(recorded.take(), [Event::Progress { message: "a\nb".into() }]);
    }
}
