//! `leakfix-ignore`: what the author has decided to leave. Reads comments; knows no
//! name that may stand in them.

use memchr::memmem;

use crate::syntax::{Node, Source};

/// The word in a comment.
const WORD: &str = "leakfix-ignore";

/// A comment `leakfix-ignore name, other: reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    /// Where the word stands.
    pub offset: usize,
    /// What is ignored.
    pub names: Vec<String>,
    /// Why, where the author says it.
    pub reason: Option<String>,
    /// The first byte of the line that it speaks of.
    line: usize,
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
            line: line_spoken_of(source, &comments[place..]),
        });
    }
    found
}

/// What the author says of a leak: on one of the lines where its statement begins and
/// ends or where it stands itself, or right above.
pub fn ignored(leak: Node<'_>, name: &str) -> Option<Ignore> {
    let lines = lines_of(leak);
    let mut all = ignores(leak.source).into_iter();
    all.find(|it| it.names.iter().any(|it| it == name) && lines.contains(&it.line))
}

/// Whether the author says of a place that anything is ignored there.
pub fn is_ignored(place: Node<'_>) -> bool {
    let lines = lines_of(place);
    ignores(place.source).iter().any(|it| lines.contains(&it.line))
}

fn lines_of(leak: Node<'_>) -> Vec<usize> {
    let is_function = |it: &Node<'_>| it.is_function();
    let statement = leak.ancestors().take_while(|it| !is_function(it));
    let statement = std::iter::once(leak).chain(statement);
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
