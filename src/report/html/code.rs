//! Lines of code with their syntax classes, as compact as a page of thousands of files
//! needs them. Knows texts and trees, no markup.

use std::{collections::HashMap, fmt::Write as _, ops::Range, rc::Rc};

use serde::Serialize;

use crate::{
    report::{FileDiff, Hunk, document::Stretch},
    syntax::{Class, Source},
};

/// Lines around an excerpt that are shown with it.
const AROUND: usize = 2;

/// Lines of an excerpt at most.
const LONGEST: usize = 14;

/// Lines, each with its classes.
#[derive(Default, Serialize)]
pub(super) struct Code {
    /// Without their ends.
    pub lines: Vec<String>,
    /// For each line, runs such as `5k1.7f`: so many UTF-16 units of a class. What is left is plain.
    pub runs: Vec<String>,
}

/// The place of a finding in its file.
#[derive(Serialize)]
pub(super) struct Excerpt {
    path: String,
    /// The number of the first line, one-based.
    start: usize,
    /// First and last line of the place, one-based.
    hit: (usize, usize),
    /// The place on its first line, in UTF-16 units.
    columns: (usize, usize),
    #[serde(flatten)]
    code: Code,
}

/// Colours each text once.
#[derive(Default)]
pub(super) struct Painter<'s>(HashMap<*const Source, Rc<Painted<'s>>>);

impl<'s> Painter<'s> {
    fn paint(&mut self, source: &'s Source) -> Rc<Painted<'s>> {
        let painted = self.0.entry(std::ptr::from_ref(source));
        Rc::clone(painted.or_insert_with(|| Rc::new(Painted::of(source))))
    }

    /// The lines of a hunk, each after its sign; `\` stands before the words for a line without an end.
    pub fn hunk(&mut self, old: &'s Source, new: &'s Source, diff: &FileDiff<'_>, hunk: &Hunk) -> Code {
        let (old, new) = (self.paint(old), self.paint(new));
        let mut code = Code::default();
        for line in diff.lines(hunk) {
            let side = if line.sign == '+' { &new } else { &old };
            code.push(Some(line.sign), side, line.number);
            if !line.text.ends_with('\n') {
                code.lines.push("\\ No newline at end of file".to_owned());
                code.runs.push(String::new());
            }
        }
        code
    }

    /// The lines of a place and a few around.
    pub fn excerpt(&mut self, source: &'s Source, place: &Stretch) -> Excerpt {
        let painted = self.paint(source);
        let (first, last) = (place.start.line - 1, place.end_line - 1);
        let start = first.saturating_sub(AROUND);
        let end = (last + 1 + AROUND).min(painted.starts.len()).min(start + LONGEST);
        let mut code = Code::default();
        (start..end).for_each(|it| code.push(None, &painted, it));
        let text = painted.line(first);
        let until = match first == last {
            true => units_before(text, place.end_column),
            false => text.encode_utf16().count(),
        };
        Excerpt {
            path: place.start.path.clone(),
            start: start + 1,
            hit: (place.start.line, place.end_line),
            columns: (units_before(text, place.start.column), until),
            code,
        }
    }
}

impl Code {
    fn push(&mut self, sign: Option<char>, painted: &Painted<'_>, line: usize) {
        self.lines
            .push(sign.into_iter().chain(painted.line(line).chars()).collect());
        self.runs.push(painted.runs(line));
    }
}

/// A text with its classes.
struct Painted<'s> {
    text: &'s str,
    /// The first byte of each line.
    starts: Vec<usize>,
    classes: Vec<(Range<usize>, Class)>,
}

impl<'s> Painted<'s> {
    fn of(source: &'s Source) -> Painted<'s> {
        let text = source.text.as_str();
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        if text.ends_with('\n') {
            starts.pop();
        }
        Painted {
            text,
            starts,
            classes: source.classes(),
        }
    }

    /// A line without its end.
    fn line(&self, number: usize) -> &'s str {
        self.text[self.starts[number]..].lines().next().unwrap_or_default()
    }

    fn runs(&self, number: usize) -> String {
        let start = self.starts[number];
        let line = start..start + self.line(number).len();
        let mut runs = String::new();
        let mut at = line.start;
        let first = self.classes.partition_point(|(it, _)| it.end <= line.start);
        let touching = self.classes[first..].iter().take_while(|(it, _)| it.start < line.end);
        for (range, class) in touching {
            let (start, end) = (range.start.max(line.start), range.end.min(line.end));
            push_run(&mut runs, &self.text[at..start], '.');
            push_run(&mut runs, &self.text[start..end], letter(*class));
            at = end;
        }
        runs
    }
}

fn push_run(runs: &mut String, text: &str, letter: char) {
    let units = text.encode_utf16().count();
    if units > 0 {
        let _ = write!(runs, "{units}{letter}");
    }
}

fn letter(class: Class) -> char {
    match class {
        Class::Keyword => 'k',
        Class::Text => 's',
        Class::Comment => 'c',
        Class::Constant => 'n',
        Class::Function => 'f',
        Class::Property => 'p',
        Class::Type => 't',
    }
}

/// How many UTF-16 units of a line stand before a one-based column in characters.
fn units_before(line: &str, column: usize) -> usize {
    line.chars().take(column - 1).map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::document::Place,
        syntax::{Language, SourceId},
    };

    fn source(text: &str) -> Source {
        Source::parse(SourceId(0), "a.js".into(), Language::JavaScript, text.to_owned())
    }

    #[test]
    fn runs_count_utf_16_units() {
        let source = source("f('😀') // é\n`a\r\n  b`;");
        let painted = Painted::of(&source);
        let runs = |it| (painted.line(it), painted.runs(it));
        assert_eq!(runs(0), ("f('😀') // é", "1f1.1s2s1s2.4c".to_owned()));
        assert_eq!(runs(1), ("`a", "1s1s".to_owned()));
        assert_eq!(runs(2), ("  b`;", "3s1s".to_owned()));
    }

    #[test]
    fn a_long_place_is_cut_and_the_end_of_the_file_is_no_line() {
        let source = source(&"f();\n".repeat(40));
        let place = |line, end_line| Stretch {
            start: Place {
                path: "a.js".to_owned(),
                line,
                column: 1,
            },
            end_line,
            end_column: 4,
        };
        let mut painter = Painter::default();
        let long = painter.excerpt(&source, &place(4, 30));
        assert_eq!((long.start, long.code.lines.len(), long.columns), (2, LONGEST, (0, 4)));
        let last = painter.excerpt(&source, &place(40, 40));
        assert_eq!((last.start, last.code.lines.len(), last.columns), (38, 3, (0, 3)));
    }
}
