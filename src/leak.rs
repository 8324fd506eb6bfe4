//! The contract between the engine and the transforms.

use crate::{
    rewrite::{Refusal, Rewrite},
    semantic::{Ignore, Project},
    syntax::{Node, Source},
};

/// One kind of leak and how to rewrite it. A value, not a trait: every part is
/// a constant, and `rewrite` is a function.
pub struct Transform {
    /// In kebab-case; the folder has it in snake_case.
    pub name: &'static str,
    /// What it finds.
    pub subject: Subject,
    /// What is wrong, in one line.
    pub message: &'static str,
    /// The same where the handler is waited for by the event loop today.
    pub latent: &'static str,
    /// Why it leaks, in one sentence.
    pub why: &'static str,
    /// What to do about it, in one sentence.
    pub help: &'static str,
    /// Names of others that find the same leak where they can rewrite it in another way:
    /// who ignores it by one of them means this one, too.
    pub also: &'static [&'static str],
    /// The README of its folder.
    pub docs: &'static str,
    /// The tree-sitter query that locates it.
    pub leaks: &'static str,
    /// A file without any of these words, which imports none that has one,
    /// holds no such leak.
    pub words: &'static [&'static str],
    /// From a leak to what becomes of it.
    pub rewrite: for<'s> fn(&Leak<'s>, &Project<'s>) -> Result<Rewrite<'s>, Refusal>,
}

impl Transform {
    /// Whether a comment that names this ignores what the transform finds.
    pub fn is_meant_by(&self, name: &str) -> bool {
        self.name == name || self.also.contains(&name)
    }
}

/// What a transform finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Work that outlives the answer.
    Leak,
    /// A handler that newer runtimes refuse.
    Handler,
}

/// The nodes a query has captured, by name.
pub type Captures<'s> = Vec<(&'static str, Node<'s>)>;

/// A place where work outlives the invocation.
pub struct Leak<'s> {
    /// Which kind.
    pub transform: &'static Transform,
    /// The file.
    pub source: &'s Source,
    /// What the pattern says instead of the transform's message.
    pub message: Option<&'static str>,
    /// Why it leaks, in one sentence.
    pub why: &'static str,
    /// Something is wrong, but nothing leaks: it is reported and counts for
    /// nothing.
    pub is_advisory: bool,
    /// The author says by `void` that nobody waits: it is told only where it keeps a
    /// handler from becoming async.
    pub is_detached: bool,
    /// The author says in a comment that it is meant to be.
    pub ignored: Option<Ignore>,
    /// The user wants what Node.js has of its own, where it has it.
    pub prefers_builtin: bool,
    /// What the query captured.
    pub captures: Captures<'s>,
    /// The captures of this transform's other leaks in the function that would wait.
    pub neighbours: Vec<Captures<'s>>,
    /// The places of other transforms' leaks there.
    pub foreign: Vec<Node<'s>>,
}

impl<'s> Leak<'s> {
    /// The node captured as `@capture`.
    ///
    /// # Panics
    /// When `leaks.scm` has no such capture in the pattern that matched.
    pub fn node(&self, capture: &str) -> Node<'s> {
        self.get(capture)
            .unwrap_or_else(|| panic!("leaks.scm of {} captures no @{capture}", self.transform.name))
    }

    /// The node captured as `@capture`, where the pattern has it.
    pub fn get(&self, capture: &str) -> Option<Node<'s>> {
        find(&self.captures, capture)
    }

    /// What is reported: the node captured as `@leak`.
    pub fn place(&self) -> Node<'s> {
        self.node("leak")
    }

    /// It stays because the author wants it to.
    pub fn is_wanted(&self) -> bool {
        self.is_detached || self.ignored.is_some()
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &'static str {
        self.message.unwrap_or(self.transform.message)
    }
}

/// The node captured as `@name`.
pub fn find<'s>(captures: &Captures<'s>, name: &str) -> Option<Node<'s>> {
    captures.iter().find(|(it, _)| *it == name).map(|(_, node)| *node)
}
