//! How the handlers were before the first pass: what each pass has to keep, whatever it
//! makes of them. Knows handlers, no leaks.

use std::collections::{HashMap, HashSet};

use crate::semantic::{Answers, Handler, HandlerKey, Project};

/// How each handler was before the first pass.
pub(crate) struct Originally {
    pub(crate) answers: HashMap<HandlerKey, Answers>,
    was_async: HashSet<HandlerKey>,
    pub(crate) answered_by_call: HashSet<HandlerKey>,
    /// Those that nodejs24.x refuses before they start anything.
    was_refused: HashSet<HandlerKey>,
}

impl Originally {
    pub(crate) fn of(project: &Project<'_>) -> Originally {
        let handlers = project.handlers();
        Originally {
            answers: handlers.iter().map(|it| (it.key.clone(), it.answers)).collect(),
            was_async: handlers
                .iter()
                .filter(|it| project[it.function].is_async)
                .map(|it| it.key.clone())
                .collect(),
            answered_by_call: handlers
                .iter()
                .filter(|it| it.answers_by_call())
                .map(|it| it.key.clone())
                .collect(),
            was_refused: handlers
                .iter()
                .filter(|it| it.is_refused_at_start())
                .map(|it| it.key.clone())
                .collect(),
        }
    }

    /// Whether a handler answers at once now, or is accepted where it does, and did not
    /// or was not.
    pub(crate) fn is_new(&self, handler: &Handler, is_async: bool) -> bool {
        let is_accepted = self.was_refused.contains(&handler.key) && !handler.is_refused_at_start();
        is_async && !self.was_async.contains(&handler.key) || is_accepted
    }

    /// Some of its rewrites without the others could make a handler answer before its work is
    /// done: it answered otherwise than by a promise, or nodejs24.x did not even start it.
    pub(crate) fn is_whole(&self, key: &HandlerKey) -> bool {
        let returned_promise = self.answers.get(key) == Some(&Answers::Promise) && !self.answered_by_call.contains(key);
        !returned_promise || self.was_refused.contains(key)
    }

    /// Lambda answered for a handler when the event loop was empty.
    pub(crate) fn waited(&self, handler: &Handler) -> bool {
        let answers = self.answers.get(&handler.key);
        answers.is_some_and(|it| it.waits_for_event_loop()) && !handler.is_at_once
    }
}
