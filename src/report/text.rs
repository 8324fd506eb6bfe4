//! Findings for people: one headline each, the source line, why, what to do, the
//! way from the handler. Knows findings, no engine.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::{
    finding::{Finding, Status, Urgency},
    program::Unread,
    syntax::{SourceId, Sources},
};

use super::{
    excerpt::{Excerpt, Mark},
    relative,
};

/// Bold as terminals know it; stripped where none is wanted.
pub(super) const BOLD: &str = "\u{1b}[1m";
pub(super) const RESET: &str = "\u{1b}[0m";

/// Renders findings in the coordinates of the files as they were read.
pub struct Text<'t> {
    /// The files as they are on the disk.
    pub sources: &'t Sources,
    /// Paths are shown relative to this directory.
    pub base: &'t Path,
    /// Whether the fixes are only announced, not made.
    pub is_dry: bool,
    /// Columns that a line of code may take.
    pub width: usize,
}

impl Text<'_> {
    /// A finding, with a blank line after it.
    pub fn finding(&self, finding: &Finding) -> String {
        let source = self.sources.get(finding.source);
        let (line, column) = source.line_column(finding.offset);
        let path = self.path(&finding.path);
        let mut out = format!(
            "{BOLD}{path}:{line}:{column}: {}: {}{RESET}\n",
            finding.transform, finding.message
        );
        let mut group = Group::with_level(Level::ERROR);
        for excerpt in self.excerpts(finding) {
            group = group.element(self.snippet(excerpt));
        }
        for (label, words) in self.notes(finding) {
            let words: String = words.chars().map(printable).collect();
            group = group.element(Level::NOTE.with_name(label).message(words));
        }
        out += &Renderer::styled().term_width(self.width).render(&[group]);
        out += "\n\n";
        out
    }

    /// The leak, and what keeps it: in one excerpt where they stand near each other.
    fn excerpts(&self, finding: &Finding) -> Vec<Excerpt<'_>> {
        let source = self.sources.get(finding.source);
        let leak = Excerpt::of(source, Mark::leak(finding.range()));
        let Some((id, range)) = finding.status.place() else {
            return vec![leak];
        };
        if *id == finding.source && range.start == finding.offset {
            return vec![leak];
        }
        let blocker = Mark::blocker(range.clone());
        match leak.with(*id, blocker) {
            Ok(both) => vec![both],
            Err((leak, blocker)) => vec![leak, Excerpt::of(self.sources.get(*id), blocker)],
        }
    }

    fn snippet(&self, excerpt: Excerpt<'_>) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let (text, spans) = excerpt.render();
        // The headline has the path of the first.
        let path = (!excerpt.has_leak()).then(|| self.path(&excerpt.source.path));
        let annotations = spans.into_iter().map(|(span, label)| {
            let kind = match label {
                Some(_) => AnnotationKind::Context,
                None => AnnotationKind::Primary,
            };
            kind.span(span).label(label)
        });
        Snippet::source(text)
            .line_start(excerpt.first_line())
            .path(path)
            .annotations(annotations)
    }

    fn notes(&self, finding: &Finding) -> Vec<(&'static str, String)> {
        let mut notes = Vec::new();
        let mut note = |label, words: &str| notes.push((label, words.to_owned()));
        if !matches!(finding.status, Status::Advisory) {
            note("why", finding.why);
            note("when", when(finding.urgency));
            match finding.way.as_slice() {
                [] => {}
                [_] => note("in", &self.way(finding)),
                _ => note("called by", &self.way(finding)),
            }
        }
        self.status(finding, &mut note);
        notes
    }

    /// A file that was not looked at, on one line.
    pub fn unread(&self, file: &Unread) -> String {
        let place = file
            .place
            .map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        format!(
            "{BOLD}{}{place}: {}: {}{RESET}\n",
            self.path(&file.path),
            file.kind,
            file.reason
        )
    }

    fn status(&self, finding: &Finding, note: &mut impl FnMut(&'static str, &str)) {
        let at = finding.status.place();
        let at = at.map_or_else(String::new, |(id, at)| format!(" ({})", self.place(*id, at.start)));
        match &finding.status {
            Status::Fixed { caveat } => {
                note("help", finding.help);
                let verb = if self.is_dry {
                    "`leakfix fix` rewrites this"
                } else {
                    "rewritten"
                };
                note("fix", verb);
                if let Some(caveat) = caveat {
                    note("unsafe", caveat);
                }
            }
            Status::Unsafe { caveat, .. } => {
                note("help", finding.help);
                note("fix", &format!("`leakfix fix --unsafe` rewrites this; {caveat}{at}"));
            }
            Status::Refused { reason, help, .. } => {
                note("not fixed", &format!("{reason}{at}"));
                note("help", help);
            }
            Status::Ignored { reason, blocks } => {
                note("ignored", reason.as_deref().unwrap_or("as the author says"));
                if *blocks {
                    note(
                        "help",
                        "wait for it if the handler shall become async, which would cut it off",
                    );
                }
            }
            Status::Advisory => note("help", "nothing leaks; decide whether it is meant so"),
        }
    }

    /// `save` (src/api.js:9) ← handler `main` (src/api.js:3), the innermost first.
    fn way(&self, finding: &Finding) -> String {
        let steps = finding.way.iter().enumerate().rev().map(|(number, step)| {
            let (id, offset) = step.place;
            let word = if number == 0 { "handler " } else { "" };
            format!("{word}{} ({})", step.name, self.place(id, offset))
        });
        steps.collect::<Vec<_>>().join(" ← ")
    }

    fn place(&self, id: SourceId, offset: usize) -> String {
        let source = self.sources.get(id);
        let (line, column) = source.line_column(offset);
        format!("{}:{line}:{column}", self.path(&source.path))
    }

    fn path(&self, path: &Path) -> String {
        relative(path, self.base).chars().map(printable).collect()
    }
}

fn when(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::LeaksNow => "it leaks now",
        Urgency::KeptAlive => "not yet: once the handler is async",
        Urgency::Unreached => "no handler is known to reach it",
        Urgency::Refused => "on nodejs24.x and later",
    }
}

/// A terminal must not obey what stands in somebody's code.
pub fn printable(character: char) -> char {
    match character {
        '\t' => '\t',
        it if it.is_control() => '\u{fffd}',
        it => it,
    }
}
