//! The last lines of a run: what was found, fixed and left, in numbers.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    path::PathBuf,
};

use crate::{
    discover::{Discovery, Skip},
    finding::{Finding, Status, Urgency},
    guard::Fixed,
    leak::Subject,
};

use super::Tally;

/// Said where there is none.
pub const NO_HANDLER: &str = "no handler was found: handlers are what deployment files declare, and, where none speaks \
                              of a file, exported functions called `handler`, with parameters `(event, context)` or \
                              with a type of aws-lambda; name others by file and export: `handlers = [\"src/x.main\"]` \
                              in leakfix.toml, or --handler src/x.main";

/// A run in numbers.
#[derive(Debug, Default, Clone)]
pub struct Summary {
    /// Selected files that were read.
    pub files: usize,
    /// Handlers of the program.
    pub handlers: usize,
    /// Leaks that are rewritten.
    pub fixed: usize,
    /// Leaks that would be rewritten with `--unsafe`.
    pub not_safe: usize,
    /// Leaks that stay, by reason.
    pub refused: BTreeMap<&'static str, usize>,
    /// Of all that are not fixed, how many leak only once their handler is async.
    pub kept_alive: usize,
    /// Handlers that are made async, or lose a parameter.
    pub converted: usize,
    /// Handlers that stay as they are, by reason.
    pub kept: BTreeMap<&'static str, usize>,
    /// Things that are wrong but no leaks.
    pub advisories: usize,
    /// Leaks that their authors have decided to leave.
    pub ignored: usize,
    /// Files with new text.
    pub files_changed: usize,
    /// Files that were not looked at.
    pub unread: usize,
    /// Directories and files that were not walked, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// Nothing was rewritten.
    pub is_dry: bool,
    /// The files that hold their new text by now, where a command has written.
    pub written: Option<Vec<PathBuf>>,
    /// How many handlers run on the target runtime.
    pub tally: Tally,
    /// What the run was limited to, a sentence each.
    pub limits: Vec<String>,
}

/// Why something stays that is not safe.
const UNSAFE: &str = "needs --unsafe";

impl Summary {
    /// Counts.
    pub fn of(files: usize, unread: usize, parts: &[Fixed], discovery: &Discovery) -> Summary {
        let mut summary = Summary {
            files,
            handlers: parts.iter().map(|it| it.outcome.roll.handlers.len()).sum(),
            files_changed: parts.iter().flat_map(Fixed::changed).count(),
            unread,
            ..Summary::default()
        };
        for finding in findings(parts) {
            match &finding.status {
                Status::Fixed { .. } if finding.subject == Subject::Handler => summary.converted += 1,
                Status::Unsafe { .. } if finding.subject == Subject::Handler => {
                    *summary.kept.entry(UNSAFE).or_default() += 1;
                }
                Status::Refused { slug, .. } if finding.subject == Subject::Handler => {
                    *summary.kept.entry(slug).or_default() += 1;
                }
                Status::Fixed { .. } => summary.fixed += 1,
                Status::Unsafe { .. } => summary.not_safe += 1,
                Status::Refused { slug, .. } => *summary.refused.entry(slug).or_default() += 1,
                Status::Ignored { .. } => summary.ignored += 1,
                Status::Advisory => summary.advisories += 1,
            }
            if finding.is_left() && finding.urgency == Urgency::KeptAlive {
                summary.kept_alive += 1;
            }
        }
        for skipped in &discovery.skipped {
            let name = match &skipped.reason {
                Skip::Directory(name) => format!("{name}/"),
                other => other.to_string(),
            };
            *summary.skipped.entry(name).or_default() += 1;
        }
        summary
    }

    /// Counts as fixed only what has reached the disk.
    pub fn of_written(mut self, parts: &[Fixed], written: &[PathBuf]) -> Summary {
        self.written = Some(written.to_vec());
        let written: HashSet<&PathBuf> = written.iter().collect();
        let is_lost = |it: &&Finding| it.is_fixed() && !written.contains(&it.path);
        let lost = findings(parts).filter(is_lost);
        let (handlers, leaks): (Vec<&Finding>, Vec<&Finding>) = lost.partition(|it| it.subject == Subject::Handler);
        let lost = leaks.len();
        self.fixed -= lost;
        self.converted -= handlers.len();
        self.files_changed = written.len();
        self.tally = self.tally.of_written(parts, &written);
        if lost > 0 {
            self.refused.insert("not-written", lost);
        }
        self
    }

    fn left(&self) -> usize {
        self.not_safe + self.refused.values().sum::<usize>()
    }
}

fn findings(parts: &[Fixed]) -> impl Iterator<Item = &Finding> {
    parts.iter().flat_map(|it| &it.outcome.findings)
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.fixed + self.left();
        write!(
            f,
            "{} and {}: {}",
            count(self.files, "file"),
            count(self.handlers, "handler"),
            count(found, "leak")
        )?;
        if found > 0 {
            let verb = if self.is_dry { "can be fixed" } else { "fixed" };
            write!(f, ", {} {verb}, {} left", self.fixed, self.left())?;
        }
        if self.converted > 0 {
            let verb = if self.is_dry { "can be made async" } else { "made async" };
            write!(f, "; {} {verb}", count(self.converted, "handler"))?;
        }
        if self.files_changed > 0 && !self.is_dry {
            write!(f, "; {} changed", count(self.files_changed, "file"))?;
        }
        writeln!(f)?;
        let mut reasons: Vec<String> = self.refused.iter().map(|(slug, n)| format!("{slug} {n}")).collect();
        if self.not_safe > 0 {
            reasons.push(format!("{UNSAFE} {}", self.not_safe));
        }
        if !reasons.is_empty() {
            writeln!(f, "left: {}", reasons.join(", "))?;
        }
        if !self.kept.is_empty() {
            let reasons: Vec<String> = self.kept.iter().map(|(slug, n)| format!("{slug} {n}")).collect();
            writeln!(f, "handlers left as they are: {}", reasons.join(", "))?;
        }
        if self.kept_alive > 0 {
            writeln!(f, "leaking only once the handler is async: {}", self.kept_alive)?;
        }
        write!(f, "{}", self.tally)?;
        if self.ignored > 0 {
            writeln!(f, "ignored, as their authors say: {}", self.ignored)?;
        }
        if self.advisories > 0 {
            writeln!(
                f,
                "{} besides: see `leakfix check`",
                count(self.advisories, "advisory note")
            )?;
        }
        if self.unread > 0 {
            writeln!(f, "{} not looked at", count(self.unread, "file"))?;
        }
        if !self.skipped.is_empty() {
            let skipped: Vec<String> = self.skipped.iter().map(|(name, n)| format!("{n} × {name}")).collect();
            writeln!(f, "skipped: {}", skipped.join(", "))?;
        }
        for limit in &self.limits {
            writeln!(f, "{limit}")?;
        }
        if self.handlers == 0 && self.files > 0 && self.limits.is_empty() {
            writeln!(f, "{NO_HANDLER}; --all looks at all functions")?;
        }
        Ok(())
    }
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
