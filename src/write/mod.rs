//! The only place that writes files of the user; knows nothing about why they change.

mod failure;
mod folder;
mod journal;
mod settle;

use std::{
    collections::{HashMap, HashSet},
    fs::{File, Metadata},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use self::{
    folder::{Folder, Identity},
    journal::{Entry, Journal, Record, Texts},
};

pub use failure::{Failure, WriteError};
pub use journal::{JOURNAL, interrupted};
pub use settle::{Settled, settle};

/// The new text of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file: an absolute path on which nothing is a symbolic link.
    pub path: PathBuf,
    /// What the file has to hold still.
    pub before: String,
    /// What it shall hold.
    pub after: String,
}

/// Writes files that belong together, in the given order: all of them, or none.
///
/// A journal says first what is about to be done, so that [`settle`] can finish it whenever the process is killed. Then
/// the new texts are put beside the files, every file is checked to be as it was read, and one after the other is
/// swapped by a rename; when that fails, those already swapped are put back. Mode is kept; owner and group where the
/// system allows it, as with a checkout. A file whose text stays the same is not touched. Directories are opened without
/// following symbolic links, and held open.
pub fn write(set: &[Change]) -> Result<(), WriteError> {
    let places = places(set)?;
    let Some(first) = places.first() else {
        return Ok(());
    };
    let error = |what| WriteError::of(&first.change.path, what);
    let around = around(&places);
    let folder = open(&around).map_err(error)?;
    let record = record(&places, &around).map_err(error)?;
    let journal = Journal::begin(Arc::new(folder), record).map_err(error)?;
    let done = replace(&places, &journal.record);
    if done.as_ref().is_err_and(|it| !it.left_changed.is_empty()) {
        journal.keep();
    }
    done
}

/// Writes a report: no source of anybody, so that it may be a pipe or a device, and what was there goes.
pub fn report(path: &Path, text: &str) -> io::Result<()> {
    std::fs::write(path, text)
}

/// Writes a file that must not be there yet.
pub fn fresh(path: &Path, text: &str) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// A file that may be replaced.
struct Place<'c> {
    change: &'c Change,
    /// Where it lies.
    folder: Arc<Folder>,
    /// What it is called there.
    name: &'c str,
    metadata: Metadata,
}

/// Where the files are that get another text, if all of them may be replaced.
fn places(set: &[Change]) -> Result<Vec<Place<'_>>, WriteError> {
    let mut folders: HashMap<&Path, Arc<Folder>> = HashMap::new();
    let mut seen = HashSet::new();
    let mut places = Vec::new();
    for change in set.iter().filter(|change| change.before != change.after) {
        let error = |what| WriteError::of(&change.path, what);
        let (Some(directory), Some(name)) = (change.path.parent(), change.path.file_name()) else {
            return Err(error(Failure::NotAFile));
        };
        let name = name.to_str().ok_or_else(|| error(Failure::NotUtf8))?;
        let folder = match folders.get(directory) {
            Some(known) => Arc::clone(known),
            None => Arc::new(open(directory).map_err(error)?),
        };
        folders.insert(directory, Arc::clone(&folder));
        let metadata = examine(&folder, name).map_err(error)?;
        // Two paths may lead to one file: where case does not count, or what is mounted twice.
        let is_new = match Identity::of(&metadata).file {
            Some(file) => seen.insert((Some(file), None)),
            None => seen.insert((None, Some(&change.path))),
        };
        if !is_new {
            return Err(error(Failure::NamedTwice));
        }
        places.push(Place {
            change,
            folder,
            name,
            metadata,
        });
    }
    Ok(places)
}

fn open(directory: &Path) -> Result<Folder, Failure> {
    Folder::open(directory).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput => Failure::Elsewhere,
        _ => Failure::Io {
            doing: "open its directory",
            error,
        },
    })
}

/// What is known of a file, if it may be replaced.
fn examine(folder: &Folder, name: &str) -> Result<Metadata, Failure> {
    let metadata = read(folder, name)?.metadata().map_err(Failure::of_reading)?;
    // A rename asks for the directory's permission only; who protects a file wants it left alone. Opening finds out
    // what the mode alone does not tell.
    if metadata.permissions().readonly() || is_denied(&folder.try_writing(name)) {
        return Err(Failure::ReadOnly);
    }
    match Identity::of(&metadata).names {
        1 => Ok(metadata),
        names => Err(Failure::HardLinked { names }),
    }
}

/// Opens a regular file.
fn read(folder: &Folder, name: &str) -> Result<File, Failure> {
    let file = folder.read(name).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput => Failure::NotAFile,
        _ => Failure::of_reading(error),
    })?;
    match file.metadata().map_err(Failure::of_reading)?.is_file() {
        true => Ok(file),
        false => Err(Failure::NotAFile),
    }
}

fn is_denied(opened: &io::Result<()>) -> bool {
    let denied = [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem];
    opened.as_ref().is_err_and(|error| denied.contains(&error.kind()))
}

/// The innermost directory around all files.
fn around(places: &[Place<'_>]) -> PathBuf {
    let mut directories = places.iter().map(|it| &it.folder.path);
    let mut around: PathBuf = directories
        .next()
        .map(|it| it.components().collect())
        .unwrap_or_default();
    for directory in directories {
        while !directory.starts_with(&around) && around.pop() {}
    }
    around
}

fn record(places: &[Place<'_>], around: &Path) -> Result<Record, Failure> {
    let entry = |place: &Place<'_>| {
        let Change { path, before, after } = place.change;
        let inside = path.strip_prefix(around).map_err(|_| Failure::Elsewhere)?;
        let parts: Option<Vec<&str>> = inside.iter().map(|it| it.to_str()).collect();
        Ok(Entry {
            path: parts.ok_or(Failure::NotUtf8)?.join("/"),
            texts: (places.len() > 1).then(|| Texts {
                before: before.clone(),
                after: after.clone(),
            }),
        })
    };
    Ok(Record::new(places.iter().map(entry).collect::<Result<_, _>>()?))
}

/// Replaces all of the files, or none. The record names what is put beside them.
fn replace(places: &[Place<'_>], record: &Record) -> Result<(), WriteError> {
    let prepared = prepare(places, record)?;
    for file in &prepared {
        file.check_unchanged()?;
    }
    swap(prepared)?;
    if places.len() > 1 {
        places.iter().for_each(|it| it.folder.sync());
    }
    Ok(())
}

/// A file with its new text beside it.
struct Prepared<'p> {
    place: &'p Place<'p>,
    new: Beside,
    /// The old text, for putting it back; the last file of a set never has to be.
    old: Option<Beside>,
}

/// A text beside the file that it is for. Removed when dropped, so an early return leaves none.
struct Beside {
    folder: Arc<Folder>,
    name: String,
    is_there: bool,
}

fn prepare<'p>(places: &'p [Place<'p>], record: &Record) -> Result<Vec<Prepared<'p>>, WriteError> {
    let mut prepared = Vec::with_capacity(places.len());
    for (number, place) in places.iter().enumerate() {
        let refused = |error| Failure::Io {
            doing: "prepare the new text beside it",
            error,
        };
        let beside = |name, text: &str| {
            Beside::write(place, name, text).map_err(|error| WriteError::of(&place.change.path, refused(error)))
        };
        let new = beside(record.new_name(number), &place.change.after)?;
        let is_last = number + 1 == places.len();
        let old = match is_last {
            true => None,
            false => Some(beside(record.old_name(number), &place.change.before)?),
        };
        prepared.push(Prepared { place, new, old });
    }
    Ok(prepared)
}

impl Beside {
    /// In the same directory, because a rename cannot cross file systems. Synced, or a power cut after the rename could
    /// leave an empty file.
    fn write(place: &Place<'_>, name: String, text: &str) -> io::Result<Beside> {
        let mut file = place.folder.create(&name)?;
        let beside = Beside {
            folder: Arc::clone(&place.folder),
            name,
            is_there: true,
        };
        file.write_all(text.as_bytes())?;
        own(&file, &place.metadata);
        // After the owner: changing that clears bits of the mode.
        file.set_permissions(place.metadata.permissions())?;
        file.sync_all()?;
        Ok(beside)
    }

    fn take_the_place_of(mut self, name: &str) -> io::Result<()> {
        self.folder.rename(&self.name, name)?;
        self.is_there = false;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if self.is_there {
            let _ = self.folder.remove(&self.name);
        }
    }
}

impl Prepared<'_> {
    fn check_unchanged(&self) -> Result<(), WriteError> {
        let Change { path, before, .. } = self.place.change;
        let error = |what| WriteError::of(path, what);
        let file = read(&self.place.folder, self.place.name).map_err(error)?;
        let mut now = Vec::with_capacity(before.len() + 1);
        let is_read = file.take(before.len() as u64 + 1).read_to_end(&mut now);
        is_read.map_err(|why| error(Failure::of_reading(why)))?;
        match now == before.as_bytes() {
            true => Ok(()),
            false => Err(error(Failure::Changed)),
        }
    }
}

/// A file with its new text, and the old one.
type Swapped<'p> = (&'p Place<'p>, Option<Beside>);

fn swap(prepared: Vec<Prepared<'_>>) -> Result<(), WriteError> {
    let mut swapped: Vec<Swapped<'_>> = Vec::with_capacity(prepared.len());
    for file in prepared {
        // Again: those before took their time.
        let is_unchanged = file.check_unchanged();
        let Prepared { place, new, old } = file;
        let refused = |error| Failure::Io {
            doing: "replace it",
            error,
        };
        let is_swapped = is_unchanged.and_then(|()| {
            let taken = new.take_the_place_of(place.name);
            taken.map_err(|error| WriteError::of(&place.change.path, refused(error)))
        });
        match is_swapped {
            Ok(()) => swapped.push((place, old)),
            Err(error) => {
                return Err(WriteError {
                    left_changed: put_back(swapped),
                    ..error
                });
            }
        }
    }
    Ok(())
}

/// Undoes swaps, the last one first; gives the files for which that failed.
fn put_back(swapped: Vec<Swapped<'_>>) -> Vec<PathBuf> {
    let mut left_changed = Vec::new();
    for (place, old) in swapped.into_iter().rev() {
        let old = old.expect("only the last file of a set has none, and no swap can fail after it");
        if old.take_the_place_of(place.name).is_err() {
            left_changed.push(place.change.path.clone());
        }
    }
    left_changed
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
    use std::fs;

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
        let places = places(&set).expect("they are there");
        let prepared = prepare(&places, &Record::new(Vec::new())).expect("all can be written");
        fs::remove_file(&set[2].path).expect("it is there");
        fs::create_dir(&set[2].path).expect("nothing is there");

        let error = swap(prepared).expect_err("it is a directory now");
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
        let places = places(&set).expect("they are there");
        let prepared = prepare(&places, &Record::new(Vec::new())).expect("all can be written");
        fs::remove_file(&set[1].path).expect("it is there");
        fs::create_dir(&set[1].path).expect("nothing is there");
        // A backup that somebody removed cannot be renamed.
        let backup = prepared[0].old.as_ref().expect("the first of two has one");
        fs::remove_file(directory.path().join(&backup.name)).expect("it is there");

        let error = swap(prepared).expect_err("it is a directory now");
        assert_eq!(error.left_changed, [set[0].path.clone()]);
        assert!(
            error
                .to_string()
                .contains("not put back, `leakfix fix` finishes or undoes it: "),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&set[0].path).expect("readable"), "after");
        assert_eq!(names_in(directory.path()), ["a.js", "b.js"]);
    }
}
