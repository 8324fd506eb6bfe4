//! `leakfix.toml`: what a project says once for all runs. Reads that file and knows
//! its keys, nothing of what they lead to.

mod document;
mod globs;
mod keys;

use std::{
    io,
    path::{Path, PathBuf},
};

use toml::{Spanned, de::DeTable};

use self::{document::Document, keys::unknown_key};
use crate::semantic::read_setting;

pub use document::schema;
pub use globs::Globs;
pub use keys::nearest;

/// The name of the file.
pub const NAME: &str = "leakfix.toml";

/// What `leakfix.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The file, absolute.
    pub path: PathBuf,
    /// What is selected where no path is given: globs from the folder of the file.
    pub paths: Vec<Setting>,
    /// What is never selected: globs from the folder of the file.
    pub exclude: Vec<Setting>,
    /// Handlers by file and export.
    pub handlers: Vec<Setting>,
    /// The runtime that handlers are to run on.
    pub target: Option<Setting>,
    /// Transforms that are not used.
    pub disable: Vec<Setting>,
    /// Transforms whose unsafe rewrites are made, too.
    pub r#unsafe: Vec<Setting>,
    /// Functions that return promises.
    pub promise_functions: Vec<Setting>,
    /// Functions that take an error-first callback.
    pub error_first_functions: Vec<Setting>,
    /// Use what Node.js has of its own rather than a wrapper.
    pub prefers_builtin: bool,
}

/// A text of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The text.
    pub text: String,
    /// Its one-based line.
    pub line: usize,
}

impl Config {
    /// Reads the nearest `leakfix.toml` from a directory upward; a repository ends
    /// the search.
    ///
    /// # Errors
    /// What is wrong with it, with its path and line.
    pub fn find(directory: &Path) -> Result<Option<Config>, String> {
        for folder in directory.ancestors() {
            let path = folder.join(NAME);
            match read_setting(&path) {
                Ok(text) => return Config::parse(path, &text).map(Some),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(format!("{}: cannot be read: {error}", path.display())),
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        Ok(None)
    }

    /// Reads this file.
    ///
    /// # Errors
    /// What is wrong with it, with its path and line.
    pub fn read(path: &Path) -> Result<Config, String> {
        let unreadable = |error: io::Error| format!("{}: cannot be read: {error}", path.display());
        let path = path.canonicalize().map_err(unreadable)?;
        let text = read_setting(&path).map_err(unreadable)?;
        Config::parse(path, &text)
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// What is wrong with it, with its path and line.
    pub fn parse(path: PathBuf, text: &str) -> Result<Config, String> {
        let line = |offset: usize| text.as_bytes().iter().take(offset).filter(|it| **it == b'\n').count() + 1;
        let wrong = |offset: usize, words: &str| format!("{}:{}: {words}", path.display(), line(offset));
        let of_toml = |error: toml::de::Error| wrong(error.span().map_or(0, |it| it.start), error.message().trim());
        let table = DeTable::parse(text).map_err(of_toml)?;
        if let Some((offset, words)) = unknown_key(table.get_ref(), &schema(&[])) {
            return Err(wrong(offset, &words));
        }
        let document: Document = toml::from_str(text).map_err(of_toml)?;
        let setting = |it: Spanned<String>| Setting {
            line: line(it.span().start),
            text: it.into_inner(),
        };
        let settings = |all: Vec<Spanned<String>>| all.into_iter().map(setting).collect();
        Ok(Config {
            paths: settings(document.paths),
            exclude: settings(document.exclude),
            handlers: settings(document.handlers),
            target: document.target.map(setting),
            disable: settings(document.disable),
            r#unsafe: settings(document.r#unsafe),
            promise_functions: settings(document.promise_functions),
            error_first_functions: settings(document.error_first_functions),
            prefers_builtin: document.style.prefer_builtin,
            path,
        })
    }

    /// What its paths start at.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }
}
