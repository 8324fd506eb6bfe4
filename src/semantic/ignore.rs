//! `leakfix-ignore`: what the author has decided to leave. Reads comments; knows no
//! name that may stand in them.

use memchr::memmem;

use crate::syntax::{Node, Source};

/// The word in a comment.
const WORD: &str = "leakfix-ignore";

/// What follows it where a comment speaks of the whole file.
const OF_FILE: &str = "-file";

/// A comment `leakfix-ignore name, other: reason`, or `leakfix-ignore-file …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// Where the word stands.
    pub offset: usize,
    /// What is ignored.
    pub names: Vec<String>,
    /// Why, where the author says it.
    pub reason: Option<String>,
    /// What it speaks of.
    pub scope: Scope,
}

/// What a comment speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The line with this first byte.
    Line(usize),
    /// The whole file.
    File,
    /// It says the whole file, and stands after the first code.
    Misplaced,
}

/// All such comments of a file.
pub fn ignores(source: &Source) -> Vec<Ignore> {
    if memmem::find(source.text.as_bytes(), WORD.as_bytes()).is_none() {
        return Vec::new();
    }
    let comments = source.comments();
    let mut found = Vec::new();
    for (place, comment) in comments.iter().enumerate() {
        let text = &source.text[comment.clone()];
        let Some(at) = text.find(WORD).filter(|at| is_first_word(&text[..*at])) else {
            continue;
        };
        let words = text[at + WORD.len()..].trim_end_matches("*/");
        let of_file = words.strip_prefix(OF_FILE);
        let words = of_file.unwrap_or(words);
        if !words.starts_with([' ', '\t', ':', '\r', '\n']) && !words.is_empty() {
            continue;
        }
        let (names, reason) = words.split_once(':').unwrap_or((words, ""));
        let names = names.split(',').map(str::trim).filter(|it| !it.is_empty());
        let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        found.push(Ignore {
            offset: comment.start + at,
            names: names.map(str::to_owned).collect(),
            reason: Some(reason).filter(|it| !it.is_empty()),
            scope: match of_file {
                Some(_) if is_at_head(source, &comments[..place], comment) => Scope::File,
                Some(_) => Scope::Misplaced,
                None => Scope::Line(line_spoken_of(source, &comments[place..])),
            },
        });
    }
    found
}

/// What the author says of a leak: on one of the lines where its statement begins and
/// ends or where it stands itself, or right above; else of the whole file.
pub fn ignored(leak: Node<'_>, is_meant: impl Fn(&str) -> bool) -> Option<Ignore> {
    let mut all = ignores(leak.source);
    all.retain(|it| it.names.iter().any(|it| is_meant(it)));
    if all.is_empty() {
        return None;
    }
    let lines = lines_of(leak);
    let is_beside = |it: &&Ignore| matches!(it.scope, Scope::Line(line) if lines.contains(&line));
    let of_file = || all.iter().find(|it| it.scope == Scope::File);
    all.iter().find(is_beside).or_else(of_file).cloned()
}

/// Whether the author says of a place that anything is ignored there.
pub fn is_ignored(place: Node<'_>) -> bool {
    let lines = lines_of(place);
    let all = ignores(place.source);
    all.iter()
        .any(|it| matches!(it.scope, Scope::Line(line) if lines.contains(&line)))
}

fn lines_of(leak: Node<'_>) -> Vec<usize> {
    let is_function = |it: &Node<'_>| it.is_function();
    // Parameters belong to the statement that the function is in.
    let owner = leak.parent().filter(|it| it.field("parameters") == Some(leak));
    let start = owner.unwrap_or(leak);
    let statement = start.ancestors().take_while(|it| !is_function(it));
    let statement = std::iter::once(start).chain(statement);
    let statement = statement
        .into_iter()
        .find(|it| it.kind().ends_with("statement") || it.kind().ends_with("declaration"));
    let mut offsets = vec![leak.start()];
    offsets.extend(statement.into_iter().flat_map(|it| [it.start(), it.end()]));
    offsets.into_iter().map(|it| leak.source.line_start(it)).collect()
}

/// Nothing but marks of a comment stands before the word.
fn is_first_word(before: &str) -> bool {
    before.chars().all(|it| matches!(it, '/' | '*') || it.is_whitespace())
}

/// Nothing but comments stands before a comment.
fn is_at_head(source: &Source, before: &[std::ops::Range<usize>], comment: &std::ops::Range<usize>) -> bool {
    let text = &source.text;
    let shebang = if text.starts_with("#!") {
        text.find('\n').unwrap_or(text.len())
    } else {
        0
    };
    let mut at = shebang;
    for next in before.iter().chain([comment]).filter(|it| it.start >= shebang) {
        if !text[at..next.start]
            .trim_matches(|it: char| it.is_whitespace() || it == '\u{feff}')
            .is_empty()
        {
            return false;
        }
        at = next.end;
    }
    true
}

/// The line of the first of these comments where code stands before it, else the next
/// one that is not a comment of its own.
fn line_spoken_of(source: &Source, comments: &[std::ops::Range<usize>]) -> usize {
    let text = &source.text;
    let Some(first) = comments.first() else {
        return 0;
    };
    if !source.starts_line(first.start) {
        return source.line_start(first.start);
    }
    let mut at = first.end;
    for next in &comments[1..] {
        let between = &text[at..next.start];
        if !between.trim().is_empty() || !source.starts_line(next.start) {
            break;
        }
        at = next.end;
    }
    let code = text[at..].find(|it: char| !it.is_whitespace()).unwrap_or(0);
    let is_right_below = text[at..at + code].matches('\n').count() <= 1;
    source.line_start(if is_right_below { at + code } else { first.start })
}
