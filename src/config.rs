//! `leakfix.toml`: what a project says once for all runs. Reads that file and knows
//! its keys, nothing of what they lead to.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use toml::Spanned;

use crate::semantic::read_setting;

/// The name of the file.
const NAME: &str = "leakfix.toml";

/// What `leakfix.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The file, absolute.
    pub path: PathBuf,
    /// Handlers by file and export, each with its one-based line.
    pub handlers: Vec<(String, usize)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    handlers: Vec<Spanned<String>>,
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
                Ok(text) => return Config::read(path, &text).map(Some),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(format!("{}: cannot be read: {error}", path.display())),
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        Ok(None)
    }

    fn read(path: PathBuf, text: &str) -> Result<Config, String> {
        let line = |offset: usize| text.as_bytes().iter().take(offset).filter(|it| **it == b'\n').count() + 1;
        let document: Document = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |it| line(it.start));
            format!("{}:{line}: {}", path.display(), error.message().trim())
        })?;
        let handlers = document
            .handlers
            .into_iter()
            .map(|it| (it.get_ref().clone(), line(it.span().start)));
        Ok(Config {
            handlers: handlers.collect(),
            path,
        })
    }
}
