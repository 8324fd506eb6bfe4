//! Runs of `fix` that were interrupted: `fix` settles them before it reads any file, all other commands say so.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::complain;
use crate::{
    discover::Discovery,
    report::relative,
    save::{Settled, interrupted, settle},
};

/// Settles what can be settled; gives whether something could not be.
///
/// # Errors
/// Another run is under way.
pub(super) fn settle_interrupted(discovery: &Discovery, cwd: &Path) -> anyhow::Result<bool> {
    let mut is_left = false;
    for journal in interrupted(discovery) {
        let shown = relative(&journal, cwd);
        let words = match settle(&journal) {
            Ok(Settled::InUse) => bail!("{shown}: another run of leakfix is writing: wait for its end and run again"),
            Ok(Settled::Whole) => {
                "an interrupted run of `leakfix fix` has left no file half done; its traces are gone".to_owned()
            }
            Ok(Settled::Finished(files)) => {
                let files: Vec<String> = files.iter().map(|it| relative(it, cwd)).collect();
                format!("an interrupted run of `leakfix fix` is finished: {}", files.join(", "))
            }
            Ok(Settled::Torn { new, old, changed }) => {
                is_left = true;
                let list = |files: &[PathBuf]| {
                    let files: Vec<String> = files.iter().map(|it| relative(it, cwd)).collect();
                    files.join(", ")
                };
                let old = match old.as_slice() {
                    [] => String::new(),
                    some => format!(", {} is not", list(some)),
                };
                format!(
                    "an interrupted run of `leakfix fix` cannot be finished: {} has been changed since, {} is rewritten{old}: \
                     all are left as they are, compare them with version control",
                    list(&changed),
                    list(&new),
                )
            }
            Err(words) => {
                is_left = true;
                words
            }
        };
        complain(&format!("{shown}: {words}"));
    }
    Ok(is_left)
}

/// Says which runs were interrupted, and changes nothing.
pub(super) fn tell_interrupted(discovery: &Discovery, cwd: &Path) {
    for journal in interrupted(discovery) {
        complain(&format!(
            "{}: a run of `leakfix fix` was interrupted or is under way: `leakfix fix` finishes or undoes it",
            relative(&journal, cwd)
        ));
    }
}
