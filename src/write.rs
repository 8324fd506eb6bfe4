//! The only place that writes files of the user; knows nothing about why they change.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// The new text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file; a symbolic link stays one, the file it leads to is written.
    pub path: PathBuf,
    /// What the file has to hold still.
    pub before: String,
    /// What it shall hold.
    pub after: String,
}

/// Writes files that belong together, in the given order: all of them, or none.
///
/// The new texts are put beside the files first, then every file is checked to be as it was read, and only then one
/// after the other is swapped by a rename; when that fails, those already swapped are put back. Mode is kept; owner
/// and group where the system allows it, as with a checkout. A file whose text stays the same is not touched.
pub fn write(set: &[Change]) -> Result<(), WriteError> {
    let prepared = prepare(set)?;
    for file in &prepared {
        file.check_unchanged()?;
    }
    swap(prepared)
}

/// Writes a report: no source of anybody, so that it may be a pipe or a device, and what was there goes.
pub fn report(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

/// Writes a file that must not be there yet.
pub fn fresh(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// Why nothing was written.
#[derive(Debug)]
pub struct WriteError {
    /// The file that could not be written.
    pub path: PathBuf,
    /// What is wrong with it.
    pub what: Failure,
    /// Files of the set that were swapped already and could not be put back: they hold the new text.
    pub left_changed: Vec<PathBuf>,
}

/// What keeps a file from being written.
#[derive(Debug)]
pub enum Failure {
    /// It was there when it was read.
    Gone,
    /// It holds something else than what was read.
    Changed,
    /// It is no regular file.
    NotAFile,
    /// Nobody may write it, or not we.
    ReadOnly,
    /// A rename would leave the other names with the old text.
    HardLinked {
        /// How many names it has.
        names: u64,
    },
    /// Two changes of the set lead to this file.
    NamedTwice,
    /// The system refused.
    Io {
        /// What was tried: "read", "prepare the new text beside it".
        doing: &'static str,
        /// Its words.
        error: io::Error,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)?;
        if self.left_changed.is_empty() {
            return write!(f, "; nothing was written");
        }
        write!(f, "; already rewritten and not put back, restore from version control:")?;
        self.left_changed
            .iter()
            .try_for_each(|path| write!(f, " {}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Gone => write!(f, "no longer there: run again"),
            Failure::Changed => write!(f, "changed since it was read: run again"),
            Failure::NotAFile => write!(f, "no regular file: name a file"),
            Failure::ReadOnly => write!(f, "read-only: make it writable first"),
            Failure::HardLinked { names } => {
                write!(
                    f,
                    "has {names} names (hard links), which writing would split: replace it by a copy first"
                )
            }
            Failure::NamedTwice => {
                write!(f, "to be written twice at once: name it by one path only")
            }
            Failure::Io { doing, error } => {
                write!(f, "cannot {doing}: {error}: see to it and run again")
            }
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.what {
            Failure::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// A file with its new text beside it. Temporary files are removed when dropped, so an early return leaves none.
struct Prepared<'c> {
    change: &'c Change,
    /// Where the file really is.
    target: PathBuf,
    new: NamedTempFile,
    /// The old text, for putting it back; the last file of a set never has to be.
    backup: Option<NamedTempFile>,
}

fn prepare(set: &[Change]) -> Result<Vec<Prepared<'_>>, WriteError> {
    let set: Vec<&Change> = set.iter().filter(|change| change.before != change.after).collect();
    let mut targets = HashSet::new();
    let mut prepared = Vec::with_capacity(set.len());
    for (index, &change) in set.iter().enumerate() {
        let error = |what| failed(&change.path, what);
        let (target, metadata) = examine(&change.path).map_err(error)?;
        if !targets.insert(target.clone()) {
            return Err(error(Failure::NamedTwice));
        }
        let beside = |text: &str| {
            let doing = "prepare the new text beside it";
            write_beside(&target, &metadata, text).map_err(|why| error(Failure::Io { doing, error: why }))
        };
        let new = beside(&change.after)?;
        let is_last = index + 1 == set.len();
        let backup = if is_last { None } else { Some(beside(&change.before)?) };
        prepared.push(Prepared {
            change,
            target,
            new,
            backup,
        });
    }
    Ok(prepared)
}

/// Where the file really is, if it may be replaced.
fn examine(path: &Path) -> Result<(PathBuf, Metadata), Failure> {
    let target = path.canonicalize().map_err(reading)?;
    let metadata = fs::metadata(&target).map_err(reading)?;
    if !metadata.is_file() {
        return Err(Failure::NotAFile);
    }
    // A rename asks for the directory's permission only; who protects a file wants it left alone. Opening finds out
    // what the mode alone does not tell.
    if metadata.permissions().readonly() || is_denied(&OpenOptions::new().write(true).open(&target)) {
        return Err(Failure::ReadOnly);
    }
    match names(&metadata) {
        1 => Ok((target, metadata)),
        names => Err(Failure::HardLinked { names }),
    }
}

fn is_denied(opened: &io::Result<File>) -> bool {
    let denied = [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem];
    opened.as_ref().is_err_and(|error| denied.contains(&error.kind()))
}

fn reading(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::Gone,
        _ => Failure::Io { doing: "read", error },
    }
}

/// In the same directory, because a rename cannot cross file systems. Synced, or a power cut after the rename could
/// leave an empty file.
fn write_beside(target: &Path, metadata: &Metadata, text: &str) -> io::Result<NamedTempFile> {
    let directory = target.parent().expect("a file lies in a directory");
    let mut file = tempfile::Builder::new()
        .prefix(".leakfix-")
        .suffix(".tmp")
        .tempfile_in(directory)?;
    file.write_all(text.as_bytes())?;
    own(file.as_file(), metadata);
    // After the owner: changing that clears bits of the mode.
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    Ok(file)
}

impl Prepared<'_> {
    fn check_unchanged(&self) -> Result<(), WriteError> {
        let error = |what| failed(&self.change.path, what);
        let now = fs::read(&self.target).map_err(|why| error(reading(why)))?;
        if now == self.change.before.as_bytes() {
            Ok(())
        } else {
            Err(error(Failure::Changed))
        }
    }
}

fn swap(prepared: Vec<Prepared<'_>>) -> Result<(), WriteError> {
    let mut swapped = Vec::with_capacity(prepared.len());
    for Prepared {
        change,
        target,
        new,
        backup,
    } in prepared
    {
        match new.persist(&target) {
            Ok(_) => swapped.push((&change.path, target, backup)),
            Err(persist) => {
                let what = Failure::Io {
                    doing: "replace it",
                    error: persist.error,
                };
                return Err(WriteError {
                    left_changed: put_back(swapped),
                    ..failed(&change.path, what)
                });
            }
        }
    }
    Ok(())
}

/// Undoes swaps, the last one first; gives the files for which that failed.
fn put_back(swapped: Vec<(&PathBuf, PathBuf, Option<NamedTempFile>)>) -> Vec<PathBuf> {
    let mut left_changed = Vec::new();
    for (path, target, backup) in swapped.into_iter().rev() {
        let backup = backup.expect("only the last file of a set has none, and no swap can fail after it");
        if backup.persist(&target).is_err() {
            left_changed.push(path.clone());
        }
    }
    left_changed
}

fn failed(path: &Path, what: Failure) -> WriteError {
    WriteError {
        path: path.to_owned(),
        what,
        left_changed: Vec::new(),
    }
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

/// Best effort, as git does: who is not allowed to give files away owns what he writes.
#[cfg(unix)]
fn own(file: &File, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, None, Some(metadata.gid()));
    let _ = fchown(file, Some(metadata.uid()), None);
}

#[cfg(not(unix))]
fn own(_: &File, _: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(directory: &Path, name: &str) -> Change {
        let path = directory.join(name);
        fs::write(&path, "before").expect("a file");
        Change {
            path,
            before: "before".to_owned(),
            after: "after".to_owned(),
        }
    }

    fn names_in(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).expect("a directory");
        let name = |entry: io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<_> = entries
            .map(|entry| name(entry).to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Between the check and the swap: from outside one could only hope to hit that moment.
    #[test]
    fn a_swap_that_fails_undoes_the_ones_before() {
        let directory = tempfile::tempdir().expect("a directory");
        let set = ["a.js", "b.js", "c.js", "d.js"].map(|name| change(directory.path(), name));
        let prepared = prepare(&set).expect("all can be written");
        fs::remove_file(&set[2].path).expect("it is there");
        fs::create_dir(&set[2].path).expect("nothing is there");

        let error = swap(prepared).expect_err("a file cannot replace a directory");
        assert_eq!(error.path, set[2].path);
        assert!(error.left_changed.is_empty());
        assert!(error.to_string().ends_with("; nothing was written"), "{error}");
        for change in [&set[0], &set[1], &set[3]] {
            assert_eq!(fs::read_to_string(&change.path).expect("readable"), "before");
        }
        assert_eq!(names_in(directory.path()), ["a.js", "b.js", "c.js", "d.js"]);
    }

    #[test]
    fn what_could_not_be_put_back_is_named() {
        let directory = tempfile::tempdir().expect("a directory");
        let set = ["a.js", "b.js"].map(|name| change(directory.path(), name));
        let mut prepared = prepare(&set).expect("all can be written");
        fs::remove_file(&set[1].path).expect("it is there");
        fs::create_dir(&set[1].path).expect("nothing is there");
        // A backup that somebody removed cannot be renamed.
        let backup = prepared[0].backup.as_ref().expect("the first of two has one");
        fs::remove_file(backup.path()).expect("it is there");

        let error = swap(std::mem::take(&mut prepared)).expect_err("a file cannot replace a directory");
        assert_eq!(error.left_changed, [set[0].path.clone()]);
        assert!(
            error
                .to_string()
                .contains("not put back, restore from version control: "),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&set[0].path).expect("readable"), "after");
        assert_eq!(names_in(directory.path()), ["a.js", "b.js"]);
    }
}
