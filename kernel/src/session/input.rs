//! The one open question to the user.

use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot;

/// Where an answer to an `input_request` is awaited. There is one question at a time.
#[derive(Default)]
pub struct InputDesk(Mutex<Option<oneshot::Sender<String>>>);

impl InputDesk {
    /// Opens a question. An older one that is still open gets no answer.
    pub fn open(&self) -> oneshot::Receiver<String> {
        let (sender, receiver) = oneshot::channel();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }

    /// Answers the open question; `false` when there is none.
    pub fn answer(&self, text: String) -> bool {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        open.is_some_and(|question| question.send(text).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_reaches_the_latest_question_once() {
        let desk = InputDesk::default();
        assert!(!desk.answer("nobody asked".into()));
        let older = desk.open();
        let question = desk.open();
        assert!(older.await.is_err());
        assert!(desk.answer("yes".into()));
        assert_eq!(question.await.unwrap(), "yes");
        assert!(!desk.answer("again".into()));
    }

    #[test]
    fn a_question_no_longer_awaited_takes_no_answer() {
        let desk = InputDesk::default();
        drop(desk.open());
        assert!(!desk.answer("late".into()));
    }
}
