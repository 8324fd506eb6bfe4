//! Why a set of files was not written, in sentences; tries nothing itself.

use std::{fmt, io, path::PathBuf};

/// Why nothing was written.
#[derive(Debug)]
pub struct WriteError {
    /// The file that could not be written.
    pub path: PathBuf,
    /// What is wrong with it.
    pub what: Failure,
    /// Files of the set that were swapped already and could not be put back: they hold the new text, and the journal
    /// stays for the next run.
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
    /// A directory on its way is a symbolic link, or no directory.
    Elsewhere,
    /// Nobody may write it, or not we.
    ReadOnly,
    /// A rename would leave the other names with the old text.
    HardLinked {
        /// How many names it has.
        names: u64,
    },
    /// Two changes of the set lead to this file.
    NamedTwice,
    /// A journal cannot name it.
    NotUtf8,
    /// Another run writes in this directory, or what it left behind has not been settled.
    InUse {
        /// The directory with the journal.
        directory: PathBuf,
    },
    /// The system refused.
    Io {
        /// What was tried: "read", "prepare the new text beside it".
        doing: &'static str,
        /// Its words.
        error: io::Error,
    },
}

impl WriteError {
    pub(super) fn of(path: impl Into<PathBuf>, what: Failure) -> WriteError {
        WriteError {
            path: path.into(),
            what,
            left_changed: Vec::new(),
        }
    }
}

impl Failure {
    /// What a refusal of the system says about a file that was there.
    pub(super) fn of_reading(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::NotFound => Failure::Gone,
            _ => Failure::Io { doing: "read", error },
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)?;
        if self.left_changed.is_empty() {
            return write!(f, "; nothing was written");
        }
        write!(
            f,
            "; already rewritten and not put back, `leakfix fix` finishes or undoes it:"
        )?;
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
            Failure::Elsewhere => {
                write!(
                    f,
                    "a directory on its way is a symbolic link or gone since it was read: run again"
                )
            }
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
            Failure::NotUtf8 => write!(f, "its name is not UTF-8: rename it first"),
            Failure::InUse { directory } => {
                write!(
                    f,
                    "another run of leakfix is writing in {}: run again",
                    directory.display()
                )
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
