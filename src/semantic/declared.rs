//! What is known of handlers before their code is read: which exports are
//! declared as such, and where shape does not count. Reads no file.

use std::{collections::HashSet, path::PathBuf};

use super::Found;
use crate::syntax::SourceId;

/// Handlers that somebody has declared.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    handlers: Vec<DeclaredHandler>,
    silent: HashSet<SourceId>,
}

/// An export that is declared as a handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredHandler {
    /// The file that exports it.
    pub source: SourceId,
    /// What is exported, as Lambda looks it up: `handler`, `api.v1.get`.
    pub export: String,
    /// Where it is said.
    pub runtime: Option<DeclaredRuntime>,
    /// The folder is named that the file is the index of.
    pub names_folder: bool,
    /// Who says so.
    pub found: Found,
}

/// The runtime of a handler, as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredRuntime {
    /// `nodejs20.x`
    pub name: String,
    /// The file and the line, one-based, that name it: often for many handlers.
    pub place: (PathBuf, usize),
}

impl DeclaredRuntime {
    /// The version of Node.js: 12 of `nodejs12.x`.
    pub fn major(&self) -> Option<u32> {
        let version = self.name.strip_prefix("nodejs")?;
        if version.is_empty() {
            // The first one of all was called `nodejs`, and had 0.10.
            return Some(0);
        }
        version.split(['.', '-']).next()?.parse().ok()
    }
}

impl Declared {
    /// Notes a declared handler.
    pub fn add(&mut self, handler: DeclaredHandler) {
        self.handlers.push(handler);
    }

    /// Notes that nothing in a file is a handler by its shape.
    pub fn silence(&mut self, source: SourceId) {
        self.silent.insert(source);
    }

    /// The declared handlers of a file.
    pub fn of(&self, source: SourceId) -> impl Iterator<Item = &DeclaredHandler> {
        self.handlers.iter().filter(move |it| it.source == source)
    }

    /// Whether shape does not count in a file.
    pub fn is_silent(&self, source: SourceId) -> bool {
        self.silent.contains(&source)
    }
}
