//! Completion and documentation, answered beside the session and while a cell runs.
//!
//! The answers come from rust-analyzer, which evcxr's host embeds: a helper process of its own,
//! started with the first question, is given the session's items and its variables with their types
//! in front of the code that is asked about. Until it is ready, and where it knows nothing, the
//! session's own names are offered, and those of array-core.

mod catalogue;
mod context;
mod helper;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;

use engine_protocol::{CompletionItem, Completions, Documentation, Event, RequestId};
use engine_support::Events;

pub(crate) use catalogue::Catalogue;
pub(crate) use context::Context;
use helper::Helper;

/// A question about a cell that is being written.
pub(crate) struct Question {
    pub(crate) id: RequestId,
    pub(crate) code: String,
    pub(crate) cursor: usize,
    pub(crate) kind: Kind,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// What could stand here.
    Completion,
    /// What this name means.
    Documentation,
}

/// The session's context, which the session replaces after each cell.
pub(crate) type SharedContext = Arc<Mutex<Arc<Context>>>;

/// Starts answering questions, in their order, on a thread of their own.
pub(crate) fn start(runtime: PathBuf, context: SharedContext, events: Events) -> Sender<Question> {
    let (sender, questions) = channel();
    let catalogue = catalogue(runtime.clone());
    thread::spawn(move || {
        let mut helper = Helper::new(runtime);
        answer_all(&questions, &mut helper, &catalogue, &context, &events);
    });
    sender
}

/// A catalogue that is read when it is first needed.
pub(crate) type LazyCatalogue = LazyLock<Catalogue, Box<dyn FnOnce() -> Catalogue + Send>>;

/// The catalogue of a runtime.
pub(crate) fn catalogue(runtime: PathBuf) -> LazyCatalogue {
    LazyLock::new(Box::new(move || Catalogue::read(&runtime)))
}

fn answer_all(
    questions: &Receiver<Question>,
    helper: &mut Helper,
    catalogue: &LazyCatalogue,
    context: &SharedContext,
    events: &Events,
) {
    for question in questions {
        let context = Arc::clone(&context.lock().expect("no panic while locked"));
        let Question { id, code, cursor, kind } = question;
        let cursor = code.floor_char_boundary(cursor.min(code.len()));
        events.send(&match kind {
            Kind::Completion => {
                let completions = complete(helper, catalogue, &context, &code, cursor);
                Event::Completed { id, completions }
            }
            Kind::Documentation => {
                let documentation = inspect(helper, catalogue, &context, &code, cursor);
                Event::Inspected { id, documentation }
            }
        });
    }
}

fn complete(
    helper: &mut Helper,
    catalogue: &LazyCatalogue,
    context: &Context,
    code: &str,
    cursor: usize,
) -> Completions {
    let start = word_start(code, cursor);
    let mut own =
        Completions { start, end: cursor, items: own_names(context, code, start, cursor) };
    let shift = context.text().len();
    let found = helper.complete(&context.before(code), shift + cursor);
    let Some(mut found) = found.filter(|found| found.start >= shift && !found.items.is_empty())
    else {
        let before = code[..start].trim_end();
        if !before.ends_with("::") {
            let word = &code[start..cursor];
            own.items.extend(catalogue.complete(word, before.ends_with('.')));
        }
        return own;
    };
    found.start -= shift;
    found.end -= shift;
    if found.start == own.start {
        let known: Vec<String> = found.items.iter().map(|item| item.text.clone()).collect();
        found.items.extend(own.items.into_iter().filter(|item| !known.contains(&item.text)));
    }
    found
}

fn inspect(
    helper: &mut Helper,
    catalogue: &LazyCatalogue,
    context: &Context,
    code: &str,
    cursor: usize,
) -> Option<Documentation> {
    if let Some(found) = helper.inspect(&context.before(code), context.text().len() + cursor) {
        return Some(found);
    }
    let end = cursor + code[cursor..].find(|c| !is_word(c)).unwrap_or(code.len() - cursor);
    let start = word_start(code, cursor);
    let word = &code[start..end];
    let is_method = code[..start].trim_end().ends_with('.');
    let Some(type_name) = context.type_of(word).filter(|_| !is_method) else {
        return catalogue.explain(word, is_method);
    };
    Some(Documentation {
        text: format!("let {word}: {type_name}"),
        markdown: format!("```rust\nlet {word}: {type_name}\n```"),
    })
}

/// The session's own names that go on as the word before the cursor begins; none behind a dot or a
/// path, where only the type's members fit.
fn own_names(context: &Context, code: &str, start: usize, cursor: usize) -> Vec<CompletionItem> {
    let before = code[..start].trim_end();
    if before.ends_with('.') || before.ends_with("::") {
        return Vec::new();
    }
    context.names().filter(|item| item.text.starts_with(&code[start..cursor])).collect()
}

fn word_start(code: &str, cursor: usize) -> usize {
    code[..cursor].trim_end_matches(is_word).len()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is offered at `|` by a session that knows of no rust-analyzer.
    fn check(code: &str, expected: &[&str]) {
        let nowhere = tempfile::tempdir().unwrap();
        let items = [("double".to_owned(), "fn double() {}".to_owned())];
        let listed = ["data", "double_data"].map(|name| engine_protocol::Variable {
            name: name.to_owned(),
            type_name: "Array<f64>".to_owned(),
        });
        let context = Context::new(items.into_iter(), std::iter::empty(), &[], listed.into());
        let context = context.with_crates(["dashmap".to_owned()].into_iter());
        let cursor = code.find('|').unwrap();
        let code = code.replace('|', "");
        let found = complete(
            &mut Helper::new(nowhere.path().into()),
            &catalogue(nowhere.path().into()),
            &context,
            &code,
            cursor,
        );
        let names: Vec<_> = found.items.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(names, expected, "{code}");
        assert_eq!(&code[found.start..found.end], &code[word_start(&code, cursor)..cursor]);
    }

    #[test]
    fn the_sessions_own_names_need_no_analyser() {
        check("da|", &["data", "dashmap"]);
        check("f(do|)", &["double_data", "double"]);
        check("data.do|", &[]);
        check("data::da|", &[]);
    }
}
