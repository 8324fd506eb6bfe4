//! What is about to be written, kept beside it until it is: who finds it later knows what was interrupted. Knows the
//! file and its form, not how files are replaced.

use std::{
    collections::HashSet,
    fs::{File, Metadata, TryLockError},
    hash::{BuildHasher as _, Hasher as _, RandomState},
    io::{self, Read as _, Write as _},
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Failure,
    folder::{Folder, Identity, user},
};
use crate::syntax::Language;

/// The name of a journal, in the directory that is around all of its files.
pub const JOURNAL: &str = ".leakfix-journal";

/// How a journal begins: the first field of [`Record`].
const MAGIC: &[u8] = br#"{"leakfix-journal":1,"id":""#;

/// More is read from no journal, and kept in none.
const MAX_BYTES: u64 = 256 << 20;

/// What a run is about to do.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// The version of this form.
    #[serde(rename = "leakfix-journal")]
    version: u32,
    /// What the names of all files have in common that the run makes.
    pub id: String,
    pub files: Vec<Entry>,
}

/// A file that is about to be replaced.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// From the directory of the journal, with forward slashes.
    pub path: String,
    /// The texts; nothing where the file belongs to no other: a rename is done or is not.
    pub texts: Option<Texts>,
}

#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub before: String,
    pub after: String,
}

impl Record {
    pub fn new(files: Vec<Entry>) -> Record {
        // Keys of hash maps are random: nothing else is asked of a name that nobody has.
        let id = format!("{:016x}", RandomState::new().build_hasher().finish());
        Record { version: 1, id, files }
    }

    /// The name of the new text of a file, beside it.
    pub fn new_name(&self, file: usize) -> String {
        format!(".leakfix-{}-{file}.new", self.id)
    }

    /// The name of the old text of a file, beside it.
    pub fn old_name(&self, file: usize) -> String {
        format!(".leakfix-{}-{file}.old", self.id)
    }

    /// Whether it names nothing but files of code below its directory, each once.
    fn is_harmless(&self) -> bool {
        let is_id = self.id.len() == 16 && self.id.bytes().all(|it| it.is_ascii_hexdigit());
        let mut seen = HashSet::new();
        let is_file = |it: &Entry| {
            let path = Path::new(&it.path);
            let is_below = path.components().all(|it| matches!(it, Component::Normal(_)));
            is_below && Language::of_path(path).is_some()
        };
        is_id && self.version == 1 && self.files.iter().all(|it| is_file(it) && seen.insert(&it.path))
    }
}

/// A journal on the disk that nobody else has. It goes when dropped.
pub(super) struct Journal {
    pub record: Record,
    folder: Arc<Folder>,
    /// Locked until it is closed: by the system, when the process is killed.
    _file: File,
    stays: bool,
}

impl Journal {
    /// Writes a journal; only when it is on the disk something else may be written.
    pub fn begin(folder: Arc<Folder>, record: Record) -> Result<Journal, Failure> {
        let in_use = || Failure::InUse {
            directory: folder.path.clone(),
        };
        let refused = |error: io::Error| Failure::Io {
            doing: "keep a journal in its directory or one around it",
            error,
        };
        let text = serde_json::to_vec(&record).map_err(|error| refused(error.into()))?;
        if text.len() as u64 > MAX_BYTES {
            return Err(refused(io::ErrorKind::FileTooLarge.into()));
        }
        let mut file = match folder.create(JOURNAL) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(in_use()),
            Err(error) => return Err(refused(error)),
        };
        // Whoever has found it empty and taken the lock first takes it away.
        if !is_locked(&file) || !is_at(&file, &folder) {
            return Err(in_use());
        }
        let written = file.write_all(&text).and_then(|()| file.sync_all());
        folder.sync();
        let journal = Journal {
            record,
            folder,
            _file: file,
            stays: false,
        };
        written.map_err(refused).map(|()| journal)
    }

    /// The next run shall find it.
    pub fn keep(mut self) {
        self.stays = true;
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if !self.stays {
            let _ = self.folder.remove(JOURNAL);
        }
    }
}

/// A journal that a run has left behind.
pub(super) enum Left {
    /// Somebody is at work, or has just been.
    InUse,
    /// The run was interrupted before it wrote anything else. It has been removed.
    Unwritten,
    /// What it says.
    Written(Journal),
}

/// Takes over the journal in a directory. The error is what is wrong with it: then it is left alone.
pub(super) fn take(folder: &Arc<Folder>) -> Result<Left, String> {
    let refused = |error: io::Error| format!("cannot be read: {error}");
    let file = match folder.read(JOURNAL) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Left::InUse),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
            return Err("it is a symbolic link: remove it".to_owned());
        }
        Err(error) => return Err(refused(error)),
    };
    let metadata = file.metadata().map_err(refused)?;
    check(&metadata)?;
    if !is_locked(&file) || !is_at(&file, folder) {
        return Ok(Left::InUse);
    }
    let mut text = Vec::new();
    (&file).take(MAX_BYTES).read_to_end(&mut text).map_err(refused)?;
    let folder = Arc::clone(folder);
    let begun = text.len().min(MAGIC.len());
    let is_begun = text[..begun] == MAGIC[..begun];
    // A power cut may leave zeros.
    let is_blank = text.iter().all(|it| *it == 0);
    match serde_json::from_slice::<Record>(&text) {
        Ok(record) if record.is_harmless() => Ok(Left::Written(Journal {
            record,
            folder,
            _file: file,
            stays: false,
        })),
        Err(error) if is_begun && error.is_eof() || is_blank => match folder.remove(JOURNAL) {
            Ok(()) => Ok(Left::Unwritten),
            Err(error) => Err(format!("cannot be removed: {error}")),
        },
        _ => Err("no run of leakfix has written it: remove it".to_owned()),
    }
}

/// Others could have files of the user replaced by what they like.
fn check(metadata: &Metadata) -> Result<(), String> {
    if !metadata.is_file() {
        return Err("it is no regular file: remove it".to_owned());
    }
    if Identity::of(metadata).owner != user() {
        return Err("it is somebody else's: have them run `leakfix fix`, or remove it".to_owned());
    }
    match metadata.len() <= MAX_BYTES {
        true => Ok(()),
        false => Err("it is too large for a journal: remove it".to_owned()),
    }
}

/// Where the system knows no locks, nobody is kept out.
fn is_locked(file: &File) -> bool {
    !matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Whether an open journal is the one in the directory still.
fn is_at(file: &File, folder: &Folder) -> bool {
    let identity = |file: &File| file.metadata().ok().map(|it| Identity::of(&it).file);
    let there = folder.read(JOURNAL).ok().and_then(|it| identity(&it));
    there.is_some() && there == identity(file)
}

/// Those of the directories, and of those around them, in which a journal lies. Outside of `base` only the user's own
/// count: anybody may leave a file in `/tmp`.
pub fn interrupted<'p>(directories: impl Iterator<Item = &'p Path>, base: &Path) -> Vec<PathBuf> {
    let mut seen = HashSet::new();
    let mut before = None;
    for directory in directories {
        // Files of one directory come after each other.
        if before.replace(directory) == Some(directory) {
            continue;
        }
        // Where one is known, those around it are.
        let new = directory.ancestors().take_while(|it| !seen.contains(it));
        seen.extend(new.collect::<Vec<_>>());
    }
    let is_left_in = |around: &&Path| {
        let metadata = around.join(JOURNAL).symlink_metadata();
        metadata.is_ok_and(|it| around.starts_with(base) || Identity::of(&it).owner == user())
    };
    let found = seen.into_par_iter().filter(is_left_in).map(Path::to_owned);
    let mut found: Vec<PathBuf> = found.collect();
    found.sort_unstable();
    found
}
