//! What the page is drawn from: the document of a run, arranged by file, with the code
//! that it is about. Knows no markup.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::code::{Code, Excerpt, Painter};
use crate::{
    finding::Finding,
    guard::{Fixed, findings},
    report::{
        Changed,
        document::{
            Document, FindingEntry, Gathered, HandlerEntry, OlderRuntime, StatusEntry, StepEntry, Tool, Totals,
            UnreadEntry, UrgencyEntry,
        },
    },
};

/// All that the page shows.
#[derive(Serialize)]
pub(super) struct Data<'d> {
    tool: &'d Tool,
    target: &'d str,
    totals: &'d Totals,
    handlers: &'d [HandlerEntry],
    /// What findings have in common.
    rules: Vec<Rule>,
    findings: Vec<Found<'d>>,
    files: Vec<File<'d>>,
    older_runtimes: &'d [OlderRuntime],
    unread: &'d [UnreadEntry],
    defects: &'d [String],
}

#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
struct Rule {
    transform: &'static str,
    message: &'static str,
    why: &'static str,
    help: &'static str,
}

#[derive(Serialize)]
struct Found<'d> {
    /// The number of its rule.
    rule: usize,
    path: &'d str,
    line: usize,
    urgency: UrgencyEntry,
    status: &'d StatusEntry,
    unit: Option<usize>,
    handlers: &'d [usize],
    way: &'d [StepEntry],
    /// Its place, where no hunk shows it.
    excerpt: Option<Excerpt>,
    /// The place that its refusal is about, where that is another one.
    blocker: Option<Excerpt>,
}

/// A file that changes, or that something was found in.
#[derive(Serialize)]
struct File<'d> {
    path: &'d str,
    is_written: bool,
    /// By line.
    blocks: Vec<Block>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Block {
    Hunk {
        unit: usize,
        /// First line of the old text, one-based.
        old: usize,
        /// The same of the new text.
        new: usize,
        heading: String,
        /// Numbers of the findings that stand here.
        findings: Vec<usize>,
        #[serde(flatten)]
        code: Code,
    },
    /// A finding that no hunk shows.
    Finding { line: usize, finding: usize },
}

impl Block {
    fn line(&self) -> usize {
        match self {
            Block::Hunk { old, .. } => *old,
            Block::Finding { line, .. } => *line,
        }
    }
}

impl<'d> Data<'d> {
    /// What is to be shown of a run.
    pub fn of(gathered: &'d Gathered<'d>, document: &'d Document) -> Data<'d> {
        let mut painter = Painter::default();
        let mut files: BTreeMap<&str, File<'_>> = BTreeMap::new();
        let mut is_shown = vec![false; document.findings.len()];
        for (changed, entry) in gathered.changes.files.iter().zip(&document.files) {
            let blocks = hunks(changed, document, &mut painter, &mut is_shown);
            let file = File {
                path: &entry.path,
                is_written: entry.is_written,
                blocks,
            };
            files.insert(&entry.path, file);
        }
        for (number, entry) in document.findings.iter().enumerate().filter(|it| !is_shown[it.0]) {
            let path = entry.place.start.path.as_str();
            let file = files.entry(path).or_insert_with(|| File {
                path,
                is_written: false,
                blocks: Vec::new(),
            });
            file.blocks.push(Block::Finding {
                line: entry.place.start.line,
                finding: number,
            });
        }
        let mut rules = Rules::default();
        let all = findings(gathered.parts).into_iter().zip(&document.findings);
        let found = all.zip(&is_shown).map(|(((part, finding), entry), is_shown)| Found {
            rule: rules.number(entry),
            path: &entry.place.start.path,
            line: entry.place.start.line,
            urgency: entry.urgency,
            status: &entry.status,
            unit: entry.unit,
            handlers: &entry.handlers,
            way: &entry.way,
            excerpt: (!is_shown).then(|| painter.excerpt(part.sources.get(finding.source), &entry.place)),
            blocker: blocker(part, finding, entry, &mut painter),
        });
        let findings = found.collect();
        let mut files: Vec<_> = files.into_values().collect();
        files.iter_mut().for_each(|it| it.blocks.sort_by_key(Block::line));
        Data {
            tool: &document.tool,
            target: document.target,
            totals: &document.totals,
            handlers: &document.handlers,
            rules: rules.all,
            findings,
            files,
            older_runtimes: &document.older_runtimes,
            unread: &document.unread,
            defects: &document.defects,
        }
    }
}

/// The hunks of a file; what is found there is shown by them.
fn hunks<'d>(
    changed: &'d Changed<'d>,
    document: &Document,
    painter: &mut Painter<'d>,
    is_shown: &mut [bool],
) -> Vec<Block> {
    let diff = &changed.diff;
    let hunks = diff.hunks.iter().zip(&changed.units).map(|(hunk, unit)| {
        let lines = hunk.old_lines();
        let is_here = |it: &usize| {
            let place = &document.findings[*it].place.start;
            place.path == diff.path && lines.contains(&(place.line - 1))
        };
        let of_unit = document.units[*unit].findings.iter().copied();
        let findings: Vec<usize> = of_unit.filter(is_here).collect();
        findings.iter().for_each(|it| is_shown[*it] = true);
        Block::Hunk {
            unit: *unit,
            old: lines.start + 1,
            new: hunk.new_lines().start + 1,
            heading: diff.heading(hunk).trim_start().to_owned(),
            findings,
            code: painter.hunk(changed.old, changed.new, diff, hunk),
        }
    });
    hunks.collect()
}

/// The place that a refusal is about; the finding's own is shown already.
fn blocker<'d>(part: &'d Fixed, finding: &Finding, entry: &FindingEntry, painter: &mut Painter<'d>) -> Option<Excerpt> {
    let ((id, _), place) = finding.status.place().zip(entry.status.place())?;
    (*place != entry.place).then(|| painter.excerpt(part.sources.get(*id), place))
}

#[derive(Default)]
struct Rules {
    all: Vec<Rule>,
    numbers: HashMap<Rule, usize>,
}

impl Rules {
    fn number(&mut self, entry: &FindingEntry) -> usize {
        let rule = Rule {
            transform: entry.transform,
            message: entry.message,
            why: entry.why,
            help: entry.help,
        };
        let all = &mut self.all;
        *self.numbers.entry(rule).or_insert_with_key(|rule| {
            all.push(rule.clone());
            all.len() - 1
        })
    }
}
