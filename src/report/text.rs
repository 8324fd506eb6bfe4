//! Findings for people: one headline each, the source line, why, what to do, the
//! way from the handler. Knows findings, no engine.

use std::{fmt::Write as _, path::Path};

use crate::{
    finding::{Finding, Status, Urgency},
    program::Unread,
    syntax::{Source, SourceId, Sources},
};

use super::relative;

/// Bold, red and green as terminals know them; stripped where none is wanted.
pub(super) const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
pub(super) const RESET: &str = "\u{1b}[0m";

/// Renders findings in the coordinates of the files as they were read.
pub struct Text<'t> {
    /// The files as they are on the disk.
    pub sources: &'t Sources,
    /// Paths are shown relative to this directory.
    pub base: &'t Path,
    /// Whether the fixes are only announced, not made.
    pub is_dry: bool,
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
        out += &excerpt(source, finding.offset);
        let gutter = " ".repeat(line.to_string().len());
        let mut note = |label: &str, words: &str| {
            let _ = writeln!(out, "{gutter} = {label}: {words}");
        };
        if !matches!(finding.status, Status::Advisory) {
            note("why", finding.why);
            note("when", when(finding.urgency));
            if !finding.way.is_empty() {
                note("way", &self.way(finding));
            }
        }
        self.status(finding, &mut note);
        out.push('\n');
        out
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

    fn status(&self, finding: &Finding, note: &mut impl FnMut(&str, &str)) {
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
            Status::Unsafe { caveat } => {
                note("help", finding.help);
                note("fix", &format!("`leakfix fix --unsafe` rewrites this; {caveat}"));
            }
            Status::Refused {
                reason, place, help, ..
            } => {
                let at = place
                    .as_ref()
                    .map_or_else(String::new, |(id, at)| format!(" ({})", self.place(*id, at.start)));
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

    /// `handler` (src/api.js:3) → `save` (src/api.js:9)
    fn way(&self, finding: &Finding) -> String {
        let steps = finding.way.iter().enumerate().map(|(number, step)| {
            let (id, offset) = step.place;
            let word = if number == 0 { "handler " } else { "" };
            format!("{word}{} ({})", step.name, self.place(id, offset))
        });
        steps.collect::<Vec<_>>().join(" → ")
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

/// The line of a byte, with carets under what begins there.
fn excerpt(source: &Source, offset: usize) -> String {
    let start = source.line_start(offset);
    let text = &source.text[start..];
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let (number, _) = source.line_column(offset);
    let gutter = " ".repeat(number.to_string().len());
    let before = &source.text[start..offset];
    let shown: String = line.chars().take(160).map(printable).collect();
    let pad: String = before.chars().map(|it| if it == '\t' { '\t' } else { ' ' }).collect();
    let rest = shown.chars().count().saturating_sub(before.chars().count());
    let carets = "^".repeat(rest.max(1));
    format!("{gutter} |\n{number} | {shown}\n{gutter} | {pad}{RED}{carets}{RESET}\n")
}
