//! The command line that makes a run again, as a shell takes it. Knows options, not
//! what they do.

use std::path::Path;

use super::arguments::Scan;
use crate::{report::relative, semantic::Runtime};

/// The options that decide what is found and rewritten, and the paths, each with a
/// space before it.
pub(super) fn arguments(scan: &Scan, cwd: &Path) -> String {
    let mut words: Vec<String> = Vec::new();
    for (option, values) in [
        ("--only", &scan.only),
        ("--skip", &scan.skip),
        ("--handler", &scan.handlers),
    ] {
        words.extend(values.iter().flat_map(|it| [option.to_owned(), quoted(it)]));
    }
    if scan.target != Runtime::default() {
        words.extend(["--target".to_owned(), scan.target.name().to_owned()]);
    }
    for (option, is_given) in [
        ("--unsafe", scan.r#unsafe),
        ("--prefer-builtin", scan.prefer_builtin),
        ("--all", scan.all),
        ("--no-ignore", scan.no_ignore),
    ] {
        words.extend(is_given.then(|| option.to_owned()));
    }
    if let Some(path) = &scan.stdin_path {
        words.extend(["--stdin-path".to_owned(), quoted(&shown(path, cwd))]);
    }
    let paths: Vec<String> = scan.paths.iter().map(|it| shown(it, cwd)).collect();
    if paths.iter().any(|it| it.starts_with('-')) {
        words.push("--".to_owned());
    }
    words.extend(paths.iter().map(|it| quoted(it)));
    words.iter().map(|it| format!(" {it}")).collect()
}

/// No path of this machine: others have the repository somewhere else.
fn shown(path: &Path, cwd: &Path) -> String {
    if path.is_relative() {
        return path.display().to_string();
    }
    match relative(&path.canonicalize().unwrap_or_else(|_| path.to_owned()), cwd) {
        here if here.is_empty() => ".".to_owned(),
        there => there,
    }
}

/// As one word of a shell.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_./,:=@%+".contains(it);
    match word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}
