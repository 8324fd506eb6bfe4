//! What an interrupted run has left is finished, or was never begun; knows journals, not why a run ended.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Change,
    folder::Folder,
    journal::{Entry, Journal, Left, Texts, take},
    places, replace,
};

/// What became of an interrupted run.
#[derive(Debug, PartialEq, Eq)]
pub enum Settled {
    /// These files are new now, like those that belong to them.
    Finished(Vec<PathBuf>),
    /// All of its files were old, or all new; what lay beside them is removed.
    Whole,
    /// Some files are new, and others have been changed by somebody else since: all are left as they are.
    Torn {
        /// Those with the new text.
        new: Vec<PathBuf>,
        /// Those with the old one.
        old: Vec<PathBuf>,
        /// Those with another one.
        changed: Vec<PathBuf>,
    },
    /// The run is not interrupted, or somebody settles it at this moment.
    InUse,
}

/// Settles the run whose journal lies in a directory, an absolute path, and removes all that it has left.
///
/// # Errors
/// In a sentence, why that cannot be done; the journal stays.
pub fn settle(directory: &Path) -> Result<Settled, String> {
    let folder = Folder::open(directory).map_err(|error| format!("cannot be read: {error}"))?;
    match take(&Arc::new(folder))? {
        Left::InUse => Ok(Settled::InUse),
        Left::Unwritten => Ok(Settled::Whole),
        Left::Written(journal) => settle_written(directory, journal),
    }
}

fn settle_written(directory: &Path, journal: Journal) -> Result<Settled, String> {
    let files = &journal.record.files;
    for (number, entry) in files.iter().enumerate() {
        let path = directory.join(&entry.path);
        // Where the directory has gone, so have they.
        let Some(Ok(folder)) = path.parent().map(Folder::open) else {
            continue;
        };
        for name in [journal.record.new_name(number), journal.record.old_name(number)] {
            let _ = folder.remove(&name);
        }
    }
    let is = |state| {
        let those = files.iter().filter(move |it| state_of(directory, it) == Some(state));
        those.map(|it| directory.join(&it.path)).collect::<Vec<_>>()
    };
    let (new, old, changed) = (is(State::New), is(State::Old), is(State::Changed));
    if new.is_empty() || old.is_empty() && changed.is_empty() {
        return Ok(Settled::Whole);
    }
    if !changed.is_empty() {
        return Ok(Settled::Torn { new, old, changed });
    }
    match finish(directory, &journal) {
        Ok(()) => Ok(Settled::Finished(old)),
        Err(error) => {
            journal.keep();
            Err(error)
        }
    }
}

/// Writes the files that are as they were.
fn finish(directory: &Path, journal: &Journal) -> Result<(), String> {
    let change = |entry: &Entry| {
        let texts = entry.texts.as_ref()?;
        Some(Change {
            path: directory.join(&entry.path),
            before: texts.before.clone(),
            after: texts.after.clone(),
        })
    };
    let files = journal.record.files.iter();
    let left = files.filter(|it| state_of(directory, it) == Some(State::Old));
    let set: Vec<Change> = left.filter_map(change).collect();
    let places = places(&set).map_err(|error| error.to_string())?;
    replace(&places, &journal.record).map_err(|error| error.to_string())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Old,
    New,
    Changed,
}

/// Nothing of a file that belongs to no other.
fn state_of(directory: &Path, entry: &Entry) -> Option<State> {
    let texts = entry.texts.as_ref()?;
    Some(match text_of(&directory.join(&entry.path), texts) {
        Some(text) if text == texts.after.as_bytes() => State::New,
        Some(text) if text == texts.before.as_bytes() => State::Old,
        _ => State::Changed,
    })
}

/// What a file holds, as far as it matters.
fn text_of(path: &Path, texts: &Texts) -> Option<Vec<u8>> {
    let folder = Folder::open(path.parent()?).ok()?;
    let file = folder.read(path.file_name()?.to_str()?).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let most = texts.before.len().max(texts.after.len()) as u64 + 1;
    let mut text = Vec::new();
    file.take(most).read_to_end(&mut text).ok()?;
    Some(text)
}
