//! New code, written as the code it becomes, with `$holes`. Knows lines and
//! indentation, no JavaScript.

use std::ops::Range;

/// `let $data = await $request;` and what fills its holes. Two spaces stand
/// for one step of the file's indentation; a final `;` is dropped where the
/// file has none; a line that is one empty hole is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    holes: Vec<(&'static str, Hole)>,
}

/// What fills a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hole {
    /// A word, and the bytes of the identifier that it stands for.
    Name(String, Option<Range<usize>>),
    /// A range of the source on the move, with the comments inside it.
    Fragment(Range<usize>),
    /// The same, after an empty line.
    Spaced(Range<usize>),
    /// More new code.
    Code(Template),
}

/// A part of a template's line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    Text(&'t str),
    Hole(&'t Hole),
}

/// A line of a template.
pub(super) struct Line<'t> {
    /// Steps of indentation.
    pub depth: usize,
    pub parts: Vec<Part<'t>>,
}

impl Template {
    /// Code with holes to be filled.
    pub fn new(text: impl Into<String>) -> Template {
        Template {
            text: text.into(),
            holes: Vec::new(),
        }
    }

    /// Fills a hole with a word.
    pub fn name(self, hole: &'static str, name: impl Into<String>) -> Template {
        self.fill(hole, Hole::Name(name.into(), None))
    }

    /// Fills a hole with the name of what the identifier at `declared` names.
    pub fn binding(self, hole: &'static str, name: impl Into<String>, declared: Range<usize>) -> Template {
        self.fill(hole, Hole::Name(name.into(), Some(declared)))
    }

    /// Fills a hole with code that moves here.
    pub fn fragment(self, hole: &'static str, range: Range<usize>) -> Template {
        self.fill(hole, Hole::Fragment(range))
    }

    /// Fills a hole with code that moves here, and keeps the empty line that was
    /// before it.
    pub fn spaced(self, hole: &'static str, range: Range<usize>) -> Template {
        self.fill(hole, Hole::Spaced(range))
    }

    /// Fills a hole with more new code.
    pub fn code(self, hole: &'static str, template: Template) -> Template {
        self.fill(hole, Hole::Code(template))
    }

    fn fill(mut self, hole: &'static str, value: Hole) -> Template {
        self.holes.push((hole, value));
        self
    }

    /// All ranges of the source that move into this template.
    pub(super) fn fragments(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (_, hole) in self.used_holes() {
            match hole {
                Hole::Fragment(range) | Hole::Spaced(range) => found.push(range.clone()),
                Hole::Code(template) => found.extend(template.fragments()),
                Hole::Name(..) => {}
            }
        }
        found
    }

    fn used_holes(&self) -> impl Iterator<Item = &(&'static str, Hole)> {
        self.holes
            .iter()
            .filter(|(name, _)| self.text.contains(&format!("${name}")))
    }

    /// The lines, without those that are one empty hole.
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        let lines = self.text.lines().map(|line| {
            let code = line.trim_start();
            Line {
                depth: (line.len() - code.len()) / 2,
                parts: self.parts(code),
            }
        });
        lines.filter(|it| !it.is_empty()).collect()
    }

    fn parts<'t>(&'t self, mut code: &'t str) -> Vec<Part<'t>> {
        let mut parts = Vec::new();
        while let Some(at) = code.find('$') {
            let rest = &code[at + 1..];
            let end = rest
                .find(|it: char| !it.is_ascii_alphanumeric() && it != '_')
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let Some((_, hole)) = self.holes.iter().find(|(it, _)| *it == name) else {
                unreachable!("a template has a hole `${name}` that nothing fills");
            };
            if at > 0 {
                parts.push(Part::Text(&code[..at]));
            }
            parts.push(Part::Hole(hole));
            code = after;
        }
        if !code.is_empty() {
            parts.push(Part::Text(code));
        }
        parts
    }

    fn is_empty(&self) -> bool {
        self.lines().is_empty()
    }
}

impl Line<'_> {
    /// Whether it begins with a fragment that wants an empty line before it.
    pub(super) fn is_spaced(&self) -> bool {
        match self.parts.first() {
            Some(Part::Hole(Hole::Spaced(_))) => true,
            Some(Part::Hole(Hole::Code(template))) => template.lines().first().is_some_and(Line::is_spaced),
            _ => false,
        }
    }

    fn is_empty(&self) -> bool {
        match self.parts.as_slice() {
            [] => true,
            [Part::Hole(hole)] => match hole {
                Hole::Name(name, _) => name.is_empty(),
                Hole::Fragment(range) | Hole::Spaced(range) => range.is_empty(),
                Hole::Code(template) => template.is_empty(),
            },
            _ => false,
        }
    }
}
