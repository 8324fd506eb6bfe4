//! Handlers that deployment files name: which file, which export, on which
//! runtime. Reads configuration, not the handlers' code.

use std::path::PathBuf;

/// What one deployment file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    /// The deployment file, absolute.
    pub path: PathBuf,
    /// In code below this folder nothing is a handler by its shape.
    pub folder: PathBuf,
    /// Its functions that run JavaScript, as far as they can be read.
    pub handlers: Vec<Declaration>,
    /// Whether a function in it could not be read or found; then the folder is
    /// searched by shape all the same.
    pub is_partial: bool,
}

/// A function as a deployment file declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The source file that holds it, absolute, without symbolic links.
    pub file: PathBuf,
    /// What is exported, as Lambda looks it up: `handler`, `api.v1.get`.
    pub export: String,
    /// `nodejs20.x`, where it is said.
    pub runtime: Option<String>,
    /// The deployment file and the line, one-based, that declare it.
    pub place: (PathBuf, usize),
}

/// A script that deploys something mentions one of these.
pub const SCRIPT_WORDS: &[&str] = &[];

/// Reads deployment files; `scripts` are JavaScript and TypeScript files that
/// may deploy something (CDK, SST).
pub fn deployments(_files: &[PathBuf], _scripts: &[PathBuf]) -> Vec<Deployment> {
    Vec::new()
}
