//! What leakfix writes that is nobody's source: directories of patches, and drafts for an
//! editor. Knows names and texts, not what is in them.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// The name of the file that says what is in a directory of patches.
pub const INDEX: &str = "index.json";

/// Whether a directory may be replaced: it is not there, is empty, or is of an earlier run.
///
/// # Errors
/// What is in the way, in one sentence.
pub fn may_replace(directory: &Path) -> Result<(), String> {
    ours(directory).map(|_| ())
}

/// Writes a directory that holds these files and no others; the last one is the index, which
/// says that the directory is of leakfix.
///
/// # Errors
/// What is in the way or could not be done, in one sentence.
pub fn replace(directory: &Path, files: &[(String, String)]) -> Result<(), String> {
    let wrong = |error: io::Error| format!("{}: cannot be written: {error}", directory.display());
    let old = ours(directory)?;
    fs::create_dir_all(directory).map_err(wrong)?;
    // The index goes last and comes last: what is left by a run that was interrupted is known for ours.
    for path in old.iter().filter(|it| !it.ends_with(INDEX)) {
        fs::remove_file(path).map_err(wrong)?;
    }
    for (name, text) in files {
        fs::write(directory.join(name), text).map_err(wrong)?;
    }
    Ok(())
}

/// The files of an earlier run.
fn ours(directory: &Path) -> Result<Vec<PathBuf>, String> {
    let shown = directory.display();
    let wrong = |error: io::Error| format!("{shown}: cannot be read: {error}");
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(wrong(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(wrong)?;
        let is_file = entry.file_type().map_err(wrong)?.is_file();
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_file || name != INDEX && !is_patch(&name) {
            return Err(format!(
                "{shown} holds {name}, which is not of leakfix: name a directory of its own"
            ));
        }
        files.push(entry.path());
    }
    if !files.is_empty() && !is_our_index(&directory.join(INDEX)) {
        return Err(format!(
            "{shown} holds patches, and no {INDEX} of leakfix: name a directory of its own"
        ));
    }
    files.sort();
    Ok(files)
}

/// `0001-src-place-handler.patch`
fn is_patch(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 4 && name[digits..].starts_with('-') && name.ends_with(".patch")
}

fn is_our_index(path: &Path) -> bool {
    let text = fs::read(path).unwrap_or_default();
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    value["tool"]["name"] == env!("CARGO_PKG_NAME") && value["split_by"].is_string()
}

/// A text that somebody edits; it goes when it is dropped.
pub struct Draft(NamedTempFile);

impl Draft {
    /// Writes a text into a file of its own.
    ///
    /// # Errors
    /// What the system says.
    pub fn of(text: &str) -> io::Result<Draft> {
        let mut file = tempfile::Builder::new()
            .prefix("leakfix-")
            .suffix(".patch")
            .tempfile()?;
        file.write_all(text.as_bytes())?;
        file.flush()?;
        Ok(Draft(file))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What it holds now. Editors may have put another file in its place.
    ///
    /// # Errors
    /// What the system says; what is no UTF-8 is an error, too.
    pub fn text(&self) -> io::Result<String> {
        fs::read_to_string(self.path())
    }
}
