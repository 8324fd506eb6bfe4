//! What changed in a file, in runs of lines that can be taken one by one, as a unified
//! diff that `git apply` and `patch -p1` take. Knows nothing about what changed and why.

use std::fmt::Write as _;
use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, TextDiff};

use super::diff::name;

/// Lines around a change that are shown with it.
pub const CONTEXT: usize = 3;

/// A file as it was and as it is.
pub struct FileDiff<'t> {
    /// Relative to the directory the diff is to be applied in, with forward slashes.
    pub path: String,
    /// Lines with their ends, which are `\n` alone: a `\r` is content and comes out as it went in.
    pub old: Vec<&'t str>,
    /// The same of the new text.
    pub new: Vec<&'t str>,
    /// What changed, in order; changes closer than twice the context are one hunk.
    pub hunks: Vec<Hunk>,
}

/// Changes that are shown together, with the lines around them.
#[derive(Debug, Clone)]
pub struct Hunk {
    ops: Vec<DiffOp>,
}

/// Zero-based lines that are replaced, and those that they are replaced by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// Lines of the old text.
    pub old: Range<usize>,
    /// Lines of the new text.
    pub new: Range<usize>,
}

/// A line of a hunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'t> {
    /// ` `, `-` or `+`.
    pub sign: char,
    /// With its end.
    pub text: &'t str,
    /// Zero-based, in the old text where it stands there, else in the new one.
    pub number: usize,
}

impl<'t> FileDiff<'t> {
    /// Compares two texts.
    pub fn of(path: String, before: &'t str, after: &'t str) -> FileDiff<'t> {
        let (old, new) = (lines(before), lines(after));
        // Histogram keeps unique lines together, as git's does; of the three it gave the hunks one would write by hand.
        let ops = TextDiff::configure()
            .algorithm(Algorithm::Histogram)
            .diff_slices(&old, &new);
        let hunks = ops.grouped_ops(CONTEXT).into_iter().filter(|it| !it.is_empty());
        let hunks = hunks.map(|ops| Hunk { ops }).collect();
        FileDiff { path, old, new, hunks }
    }

    /// The unified diff of the chosen hunks alone; empty where that is none.
    pub fn patch(&self, is_chosen: impl Fn(usize) -> bool) -> String {
        let mut diff = String::new();
        let mut grown: isize = 0;
        let chosen = self.hunks.iter().enumerate().filter(|(at, _)| is_chosen(*at));
        for (_, hunk) in chosen {
            if diff.is_empty() {
                diff = self.old_header();
                let _ = writeln!(diff, "+++ {}", name("b/", &self.path));
            }
            diff += &self.header(hunk, grown);
            for line in self.lines(hunk) {
                diff.push(line.sign);
                diff.push_str(line.text);
                if !line.text.ends_with('\n') {
                    diff.push_str("\n\\ No newline at end of file\n");
                }
            }
            grown += hunk.new_lines().len().cast_signed() - hunk.old_lines().len().cast_signed();
        }
        diff
    }

    /// The line that names the old file.
    pub fn old_header(&self) -> String {
        format!("--- {}\n", name("a/", &self.path))
    }

    /// The old text with the chosen hunks alone.
    pub fn text_with(&self, is_chosen: impl Fn(usize) -> bool) -> String {
        let mut text = String::new();
        let mut at = 0;
        let chosen = self.hunks.iter().enumerate().filter(|(at, _)| is_chosen(*at));
        for Replaced { old, new } in chosen.flat_map(|(_, hunk)| hunk.changes()) {
            text.extend(self.old[at..old.start].iter().copied());
            text.extend(self.new[new].iter().copied());
            at = old.end;
        }
        text.extend(self.old[at..].iter().copied());
        text
    }

    /// The lines of a hunk as a diff shows them.
    pub fn lines(&self, hunk: &Hunk) -> Vec<Line<'t>> {
        let mut lines = Vec::new();
        let mut push = |sign, all: &[&'t str], range: Range<usize>| {
            lines.extend(range.map(|number| Line {
                sign,
                text: all[number],
                number,
            }));
        };
        for op in &hunk.ops {
            if op.tag() == DiffTag::Equal {
                push(' ', &self.old, op.old_range());
            } else {
                push('-', &self.old, op.old_range());
                push('+', &self.new, op.new_range());
            }
        }
        lines
    }

    /// `@@ -1,7 +1,9 @@ function handler() {`, where the lines before have grown by so many.
    fn header(&self, hunk: &Hunk, grown: isize) -> String {
        let (old, len) = (hunk.old_lines(), hunk.new_lines().len());
        let start = old.start.strict_add_signed(grown);
        let heading = heading(&self.old[..old.start]);
        let mut header = String::new();
        let _ = writeln!(
            header,
            "@@ -{} +{} @@{heading}",
            range(old.start, old.end),
            range(start, start + len)
        );
        header
    }

    /// What a hunk is in, told the way git does: the last line above that starts with a name.
    pub fn heading(&self, hunk: &Hunk) -> String {
        heading(&self.old[..hunk.old_lines().start])
    }
}

impl Hunk {
    /// Zero-based lines of the old text, those around the changes included.
    pub fn old_lines(&self) -> Range<usize> {
        let start = self.ops.first().map_or(0, |it| it.old_range().start);
        start..self.ops.last().map_or(start, |it| it.old_range().end)
    }

    /// The same of the new text.
    pub fn new_lines(&self) -> Range<usize> {
        let start = self.ops.first().map_or(0, |it| it.new_range().start);
        start..self.ops.last().map_or(start, |it| it.new_range().end)
    }

    /// The lines that change, without those around them.
    pub fn changes(&self) -> impl Iterator<Item = Replaced> {
        let changed = self.ops.iter().filter(|it| it.tag() != DiffTag::Equal);
        changed.map(|it| Replaced {
            old: it.old_range(),
            new: it.new_range(),
        })
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// First line, counted from 1, and number of lines; an empty range names the line before it.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        count => format!("{},{count}", start + 1),
    }
}

/// The last line above that starts with a name, cut to 80 characters. Both tools pass over it; it is there for who
/// reads.
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
