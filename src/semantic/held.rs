//! Which handlers cannot be rewritten as it was tried first, and what they were before the first pass; knows no code.

use std::collections::HashSet;

use super::{HandlerKey, Project};

/// What could not be rewritten as it was tried first.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// Handlers and functions that stay as they are.
    kept: HashSet<HandlerKey>,
    /// Handlers whose callbacks stay callbacks, and whose promise they settle.
    bridged: HashSet<HandlerKey>,
    /// Handlers of which the same is true with the functions in them.
    whole: HashSet<HandlerKey>,
    /// Handlers that answer as they do because the author wants it.
    wanted: HashSet<HandlerKey>,
    /// Handlers that were not async before the first pass.
    plain: HashSet<HandlerKey>,
    /// Handlers that answered by no promise before the first pass.
    by_call: HashSet<HandlerKey>,
}

impl Held {
    /// Whether a handler or function stays as it is.
    pub fn contains(&self, key: &HandlerKey) -> bool {
        self.kept.contains(key) || self.wanted.contains(key)
    }

    /// Whether the author wants a handler to answer as it does.
    pub fn is_wanted(&self, key: &HandlerKey) -> bool {
        self.wanted.contains(key)
    }

    /// Keeps handlers that the author wants to answer as they do.
    pub fn want(&mut self, keys: Vec<HandlerKey>) {
        self.wanted.extend(keys);
    }

    /// Keeps a function, or a handler that cannot be bridged either.
    pub fn keep(&mut self, key: HandlerKey) {
        self.kept.insert(key);
    }

    /// Remembers which handlers were not async before the first pass, and which ones
    /// answered by no promise.
    pub fn begin_with(&mut self, project: &Project<'_>) {
        let handlers = || project.handlers().iter();
        let plain = handlers().filter(|it| !project[it.function].is_async);
        self.plain.extend(plain.map(|it| it.key.clone()));
        let by_call = handlers().filter(|it| !project.was_promised(it));
        self.by_call.extend(by_call.map(|it| it.key.clone()));
    }

    /// Whether a handler answered by no promise before the first pass.
    pub(crate) fn was_by_call(&self, key: &HandlerKey) -> bool {
        self.by_call.contains(key)
    }

    /// Whether a handler was not async before the first pass.
    pub(crate) fn was_plain(&self, key: &HandlerKey) -> bool {
        self.plain.contains(key)
    }

    /// Whether a handler is to be bridged.
    pub fn is_bridged(&self, key: &HandlerKey) -> bool {
        self.bridged.contains(key)
    }

    /// Whether a handler is to be bridged with the functions in it that answer.
    pub(crate) fn is_whole(&self, key: &HandlerKey) -> bool {
        self.whole.contains(key)
    }

    /// Has only these handlers bridged with the functions in them that answer.
    pub(crate) fn bridge_as_whole(&mut self, keys: &[HandlerKey]) {
        self.whole = keys.iter().cloned().collect();
    }

    /// Has a handler not bridged that cannot be converted so either; says whether it was
    /// with the functions in it.
    pub(crate) fn is_whole_no_more(&mut self, key: &HandlerKey) -> bool {
        let was_whole = self.whole.remove(key);
        if was_whole {
            self.bridged.remove(key);
        }
        was_whole
    }

    /// Has a handler bridged; says whether that has not been tried before.
    pub fn bridge(&mut self, key: HandlerKey) -> bool {
        self.bridged.insert(key)
    }
}
