//! Which files are read. It knows paths only.

use std::fs;
use std::path::{Path, PathBuf};

use leakfix::syntax::Language;

/// One file for each thing in which names are hard.
pub fn hand_written() -> Vec<PathBuf> {
    code_below(&root().join("tests/names/examples"))
}

/// What the transforms are shown by, and the sample of the README.
pub fn transform_examples() -> Vec<PathBuf> {
    let mut found = code_below(&root().join("transforms"));
    found.extend(code_below(&root().join("tests/sample")));
    found
}

/// The directories that `LEAKFIX_TREES` names, as `PATH` does.
pub fn trees() -> Vec<PathBuf> {
    let named = std::env::var_os("LEAKFIX_TREES").unwrap_or_default();
    std::env::split_paths(&named)
        .filter(|it| !it.as_os_str().is_empty())
        .collect()
}

/// All files that leakfix would read below a directory, whatever it would think of their size.
pub fn code_below(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(|it| Some(it.ok()?.path()))
        .collect();
    entries.sort();
    for path in entries {
        if path.is_symlink() || path.ends_with(".git") {
            continue;
        }
        if path.is_dir() {
            found.extend(code_below(&path));
        } else if Language::of_path(&path).is_some() {
            found.push(path);
        }
    }
    found
}

/// From the root of the repository where it is below.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
