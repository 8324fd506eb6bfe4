//! A change as a unified diff that `git apply` and `patch -p1` take; knows nothing about what changed and why.

use std::path::{Component, Path};

use super::{hunk::FileDiff, text::printable};

/// The unified diff, with three lines of context, of one file; empty when nothing differs.
///
/// `path` is relative to the directory the diff is to be applied in, with forward slashes (see [`relative`]). Lines
/// end at `\n` alone: a `\r` is content and comes out as it went in.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    FileDiff::of(path.to_owned(), before, after).patch(|_| true)
}

/// How to get from `base` to `path`, with forward slashes; both absolute. `..` leads to what lies outside of `base`.
pub fn relative(path: &Path, base: &Path) -> String {
    let (mut path, mut base) = (path.components().peekable(), base.components().peekable());
    while path.peek().is_some() && path.peek() == base.peek() {
        path.next();
        base.next();
    }
    let up = base.map(|_| "..".into());
    let down = path
        .filter(|part| !matches!(part, Component::RootDir))
        .map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<_> = up.chain(down).collect();
    parts.join("/")
}

/// A diff for people: what could move the cursor is shown as a sign of its own.
pub fn harmless(diff: &str) -> String {
    let shown = |c: char| if c == '\n' { c } else { printable(c) };
    diff.replace("\r\n", "\n").chars().map(shown).collect()
}

/// A file name in a header: GNU patch needs a tab after one with a space, and both tools know git's quoting.
pub(super) fn name(prefix: &str, path: &str) -> String {
    let end = if path.contains(' ') { "\t" } else { "" };
    let needs_quotes = |c: char| c == '"' || c == '\\' || c.is_ascii_control();
    if !path.contains(needs_quotes) {
        return format!("{prefix}{path}{end}");
    }
    let mut quoted = format!("\"{prefix}");
    for c in path.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Three digits, or a digit that follows would be read as one more.
            c if c.is_ascii_control() => quoted.push_str(&format!("\\{:03o}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\"" + end
}
