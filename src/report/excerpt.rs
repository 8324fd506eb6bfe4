//! Lines of a source as they are shown around what is marked in them: long ones cut,
//! and nothing in them that a terminal would obey. Knows no findings.

use std::ops::Range;

use super::text::printable;
use crate::syntax::{Source, SourceId};

/// Longer lines are cut, in characters.
const LONG: usize = 240;
/// What is left before a mark where its line is cut, in characters.
const LEAD: usize = 40;
/// Marks further apart, in bytes, are shown apart.
const NEAR: usize = 20_000;

/// Bytes of a source that are underlined, on their first line.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    range: Range<usize>,
    label: Option<&'static str>,
}

impl Mark {
    /// What the finding is about.
    pub(super) fn leak(range: Range<usize>) -> Mark {
        Mark { range, label: None }
    }

    /// What stands in the way of a fix.
    pub(super) fn blocker(range: Range<usize>) -> Mark {
        Mark {
            range,
            label: Some("this is in the way"),
        }
    }
}

/// Where a mark is in the text that is shown, and its label.
pub(super) type Span = (Range<usize>, Option<&'static str>);

/// Lines with marks.
pub(super) struct Excerpt<'s> {
    pub(super) source: &'s Source,
    marks: Vec<Mark>,
}

impl<'s> Excerpt<'s> {
    /// The line where the mark begins.
    pub(super) fn of(source: &'s Source, mark: Mark) -> Excerpt<'s> {
        let marks = vec![mark];
        Excerpt { source, marks }
    }

    /// The same with one more mark; both back where that is in another file or far away.
    pub(super) fn with(mut self, id: SourceId, mark: Mark) -> Result<Excerpt<'s>, (Excerpt<'s>, Mark)> {
        let is_near = self
            .marks
            .iter()
            .all(|it| it.range.start.abs_diff(mark.range.start) < NEAR);
        if id != self.source.id || !is_near {
            return Err((self, mark));
        }
        self.marks.push(mark);
        Ok(self)
    }

    /// Whether it shows the leak itself.
    pub(super) fn has_leak(&self) -> bool {
        self.marks.iter().any(|it| it.label.is_none())
    }

    /// The number of its first line.
    pub(super) fn first_line(&self) -> usize {
        self.source.line_column(self.starts().0).0
    }

    fn starts(&self) -> (usize, usize) {
        let starts = || self.marks.iter().map(|it| it.range.start);
        (starts().min().unwrap_or(0), starts().max().unwrap_or(0))
    }

    /// The text that is shown, and where the marks are in it.
    pub(super) fn render(&self) -> (String, Vec<Span>) {
        let (first, last) = self.starts();
        let start = self.source.line_start(first);
        let length = self.source.text[last..].find(['\r', '\n']);
        let end = length.map_or(self.source.text.len(), |it| last + it);
        let mut shown = Shown {
            text: String::new(),
            spans: vec![None; self.marks.len()],
        };
        let mut at = start;
        for line in self.source.text[start..end].split_inclusive('\n') {
            shown.line(line, at, &self.marks);
            at += line.len();
        }
        let length = shown.text.len();
        let spans = shown.spans.into_iter().map(|it| it.unwrap_or(length..length));
        let labels = self.marks.iter().map(|it| it.label);
        (shown.text, spans.zip(labels).collect())
    }
}

struct Shown {
    text: String,
    spans: Vec<Option<Range<usize>>>,
}

impl Shown {
    /// Adds a line, which stands at this byte of the source.
    fn line(&mut self, line: &str, at: usize, marks: &[Mark]) {
        let code = line.trim_end_matches(['\r', '\n']);
        let inside = |it: &&Mark| (at..=at + code.len()).contains(&it.range.start);
        let first = marks.iter().filter(inside).map(|it| it.range.start - at).min();
        let kept = kept(code, first.unwrap_or(0));
        if kept.start > 0 {
            self.text.push('…');
        }
        let mut starts = vec![None; marks.len()];
        for (offset, character) in code[kept.clone()].char_indices() {
            let offset = at + kept.start + offset;
            let begin = self.text.len();
            self.text.push(printable(character));
            for (number, mark) in marks.iter().enumerate() {
                if offset == mark.range.start {
                    starts[number] = Some(begin);
                }
                let is_first = offset == mark.range.start;
                if let Some(start) = starts[number].filter(|_| is_first || offset < mark.range.end) {
                    self.spans[number] = Some(start..self.text.len());
                }
            }
        }
        if kept.end < code.len() {
            self.text.push('…');
        }
        if line.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// What is shown of a line in which something is marked at this byte.
fn kept(code: &str, mark: usize) -> Range<usize> {
    let end_of = |text: &str, count| text.char_indices().nth(count).map_or(text.len(), |(it, _)| it);
    if end_of(code, LONG) == code.len() {
        return 0..code.len();
    }
    let mark = code.floor_char_boundary(mark);
    let lead = code[..mark].char_indices().rev().take(LEAD).last();
    let start = lead.map_or(0, |(it, _)| it);
    start..start + end_of(&code[start..], LONG)
}
