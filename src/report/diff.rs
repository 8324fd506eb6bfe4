//! A change as a unified diff that `git apply` and `patch -p1` take; knows nothing about what changed and why.

use std::fmt::Write as _;
use std::path::{Component, Path};

use similar::{Algorithm, DiffOp, DiffTag, TextDiff};

/// The unified diff, with three lines of context, of one file; empty when nothing differs.
///
/// `path` is relative to the directory the diff is to be applied in, with forward slashes (see [`relative`]). Lines
/// end at `\n` alone: a `\r` is content and comes out as it went in.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let (old, new) = (lines(before), lines(after));
    // Histogram keeps unique lines together, as git's does; of the three it gave the hunks one would write by hand.
    let ops = TextDiff::configure()
        .algorithm(Algorithm::Histogram)
        .diff_slices(&old, &new);
    let mut diff = format!("--- {}\n+++ {}\n", name("a/", path), name("b/", path));
    for hunk in ops.grouped_ops(CONTEXT) {
        write_hunk(&mut diff, &hunk, &old, &new);
    }
    diff
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

/// The same diff with the colours that git gives it; they are stripped where none are wanted.
pub fn coloured(diff: &str) -> String {
    let mut out = String::with_capacity(diff.len());
    for line in lines(diff) {
        let colour = match line.as_bytes() {
            [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => "\u{1b}[1m",
            [b'-', ..] => "\u{1b}[31m",
            [b'+', ..] => "\u{1b}[32m",
            [b'@', ..] => "\u{1b}[36m",
            _ => "",
        };
        if colour.is_empty() {
            out += line;
            continue;
        }
        let text = line.strip_suffix('\n').unwrap_or(line);
        let _ = write!(out, "{colour}{text}\u{1b}[0m{}", &line[text.len()..]);
    }
    out
}

const CONTEXT: usize = 3;

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn write_hunk(diff: &mut String, ops: &[DiffOp], old: &[&str], new: &[&str]) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else {
        return;
    };
    let old_range = range(first.old_range().start, last.old_range().end);
    let new_range = range(first.new_range().start, last.new_range().end);
    let heading = heading(&old[..first.old_range().start]);
    writeln!(diff, "@@ -{old_range} +{new_range} @@{heading}").expect("a string takes all text");
    for op in ops {
        if op.tag() == DiffTag::Equal {
            write_lines(diff, ' ', &old[op.old_range()]);
        } else {
            write_lines(diff, '-', &old[op.old_range()]);
            write_lines(diff, '+', &new[op.new_range()]);
        }
    }
}

fn write_lines(diff: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        diff.push(sign);
        diff.push_str(line);
        if !line.ends_with('\n') {
            diff.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// First line, counted from 1, and number of lines; an empty range names the line before it.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        count => format!("{},{count}", start + 1),
    }
}

/// What a hunk is in, told the way git does: the last line above that starts with a name, cut to 80 characters. Both
/// tools pass over it; it is there for who reads.
fn heading(above: &[&str]) -> String {
    let starts_a_name = |line: &&&str| line.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$');
    match above.iter().rev().find(starts_a_name) {
        // A control character could move the cursor, or end the line.
        Some(line) => {
            let line = line.trim_end().chars().take(80).filter(|c| !c.is_control());
            std::iter::once(' ').chain(line).collect()
        }
        None => String::new(),
    }
}

/// A file name in a header: GNU patch needs a tab after one with a space, and both tools know git's quoting.
fn name(prefix: &str, path: &str) -> String {
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
