//! The machine that the proof runs on: Node.js, and the packages of `tests/runtime`. It knows nothing of examples.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::npm;

/// The runtimes this machine can run; the reason if it can run none.
pub fn prepare() -> Result<Vec<String>, String> {
    if !cfg!(unix) {
        return Err("stopping a process takes SIGSTOP".to_owned());
    }
    npm::find_node()?;
    npm::install(&directory(), "500 MB")?;
    let runtimes = npm::output(Command::new("node").arg(directory().join("runtimes.js")))?;
    Ok(runtimes.lines().map(str::to_owned).collect())
}

/// `tests/runtime`, with the worker and `node_modules`.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime")
}
