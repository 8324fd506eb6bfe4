//! A file as text, or the reason why it is left out; knows nothing about where files are.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Why a file or a directory is left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// It is not UTF-8; the first wrong byte is in this line, counted from 1.
    NotUtf8 {
        /// Counted from 1.
        line: usize,
    },
    /// A byte of zero, in this line, counted from 1: JavaScript allows it in texts and comments, but tree-sitter takes it
    /// for the end of the file, and git for a sign that the file is no text.
    Nul {
        /// Counted from 1.
        line: usize,
    },
    /// The system refused; its words.
    Unreadable(String),
    /// It is larger than [`MAX_BYTES`].
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A program wrote it for machines to load: nobody would review a change in it.
    Minified,
    /// A directory of this name holds what a program installed or built.
    Directory(String),
}

/// The largest file that is read, unless all are asked for.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// The largest file that is read in any case: trees of code take a multiple of its size.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Reads a file as it is: a byte order mark and all line ends are kept.
///
/// `everything` reads large and minified files too; a file that is not UTF-8 is left out in any case.
pub fn read(path: &Path, everything: bool) -> Result<String, Skip> {
    let bytes = read_bytes(path)?;
    check(&bytes, everything)?;
    Ok(String::from_utf8(bytes).expect("it was checked"))
}

/// The bytes of a file, whatever they are.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Skip> {
    let unreadable = |error: std::io::Error| Skip::Unreadable(error.to_string());
    let file = open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Skip::Unreadable("it is no regular file".to_owned()));
    }
    if metadata.len() > MOST_BYTES {
        return Err(Skip::TooLarge { bytes: metadata.len() });
    }
    let mut bytes = Vec::new();
    let len = read_all(file.take(MOST_BYTES), metadata.len(), &mut bytes).map_err(unreadable)?;
    bytes.truncate(len);
    Ok(bytes)
}

/// Opens a file to be read, and does not wait where it is a pipe, as it may be since it was come by.
#[cfg(unix)]
pub(super) fn open(path: &Path) -> io::Result<fs::File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

/// Opens a file to be read.
#[cfg(not(unix))]
pub(super) fn open(path: &Path) -> io::Result<fs::File> {
    fs::File::open(path)
}

/// Reads a file of this length into the front of a buffer, which may have more behind it; gives how much it is.
/// `read_to_end` would ask the system for the length again, and for where the file is read.
pub(super) fn read_all(mut file: impl Read, expected: u64, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut len = 0;
    let wanted = usize::try_from(expected).unwrap_or(usize::MAX).saturating_add(1);
    loop {
        if len == buffer.len() {
            buffer.resize(wanted.max(2 * len + 32), 0);
        }
        match file.read(&mut buffer[len..]) {
            Ok(0) => return Ok(len),
            Ok(more) if (len + more) as u64 == expected => return Ok(len + more),
            Ok(more) => len += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The text that bytes are, or why they are left out.
pub fn check(bytes: &[u8], everything: bool) -> Result<&str, Skip> {
    if !everything {
        check_size(bytes.len() as u64)?;
    }
    let text = str::from_utf8(bytes).map_err(|error| Skip::NotUtf8 {
        line: 1 + newlines(&bytes[..error.valid_up_to()]),
    })?;
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(Skip::Nul {
            line: 1 + newlines(&bytes[..at]),
        });
    }
    if !everything && is_minified(text) {
        return Err(Skip::Minified);
    }
    Ok(text)
}

/// Whether a file of so many bytes is read.
pub(super) fn check_size(bytes: u64) -> Result<(), Skip> {
    if bytes > MAX_BYTES {
        Err(Skip::TooLarge { bytes })
    } else {
        Ok(())
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Skip::NotUtf8 { line } => {
                write!(f, "not UTF-8 at line {line}: convert it to UTF-8 first")
            }
            Skip::Nul { line } => write!(f, "a NUL byte at line {line}: write it as `\\0`"),
            Skip::Unreadable(reason) => write!(f, "cannot be read: {reason}"),
            Skip::TooLarge { bytes } => {
                let size = *bytes as f64 / f64::from(1 << 20);
                match *bytes > MOST_BYTES {
                    true => write!(
                        f,
                        "larger than 32 MiB ({size:.1} MiB), which is more than leakfix reads"
                    ),
                    false => write!(f, "larger than 2 MiB ({size:.1} MiB): pass --no-ignore to read it"),
                }
            }
            Skip::Minified => write!(f, "minified: pass --no-ignore to read it"),
            Skip::Directory(name) => {
                write!(
                    f,
                    "`{name}` is taken for built or installed code: give its path, or --no-ignore, to read it"
                )
            }
        }
    }
}

/// A rough measure. The longest line is left out of the average, because hand-written code may embed an image or a
/// certificate in one line.
fn is_minified(text: &str) -> bool {
    const SMALLEST: usize = 20_000;
    const AVERAGE: usize = 250;
    const LONGEST: usize = 20_000;
    const FEW_LINES: usize = 20;

    if text.len() <= SMALLEST {
        return false;
    }
    let lines = 1 + newlines(text.as_bytes());
    let longest = text.split('\n').map(str::len).max().unwrap_or(0);
    let others = text.len() - longest;
    others / lines > AVERAGE || (longest > LONGEST && lines < FEW_LINES)
}

fn newlines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_throughout_are_minified() {
        assert!(is_minified(&"x".repeat(20_001)));
        assert!(is_minified(&format!("/*! licence */\n{}\n", "x".repeat(30_000))));
        assert!(is_minified(&format!("{}\n", "x".repeat(300)).repeat(100)));
    }

    #[test]
    fn code_is_not_minified() {
        assert!(!is_minified(&"x".repeat(19_999)));
        assert!(!is_minified(&"const a = 1;\n".repeat(10_000)));
        let embedded = format!(
            "{}const logo = '{}';\n",
            "const a = 1;\n".repeat(100),
            "A".repeat(90_000)
        );
        assert!(!is_minified(&embedded));
    }

    #[test]
    fn reasons_say_what_to_do() {
        let large = Skip::TooLarge { bytes: 3 << 20 };
        assert_eq!(
            large.to_string(),
            "larger than 2 MiB (3.0 MiB): pass --no-ignore to read it"
        );
        assert_eq!(
            Skip::NotUtf8 { line: 3 }.to_string(),
            "not UTF-8 at line 3: convert it to UTF-8 first"
        );
    }
}
