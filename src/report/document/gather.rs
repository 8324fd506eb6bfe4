//! From the outcomes of a run to plain data. Knows outcomes, no format.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
    path::{Path, PathBuf},
};

use super::{
    Document, FileEntry, FindingEntry, HandlerEntry, HunkEntry, Limits, OlderRuntime, Place, Replacement, StatusEntry,
    StepEntry, Stretch, SubjectEntry, Tool, Totals, UnitEntry, UnreadEntry, UrgencyEntry, VERSION, VerdictEntry,
};
use crate::{
    finding::{Finding, Status, Urgency},
    guard::{Fixed, findings},
    leak::Subject,
    program::Unread,
    readiness::Entry,
    report::{Changed, Changes, relative},
    semantic::{HandlerKey, Runtime, Verdict},
    syntax::{Source, SourceId},
};

/// What a document is made of.
pub struct Gathered<'r> {
    /// The parts of the program.
    pub parts: &'r [Fixed],
    /// What changed in them.
    pub changes: &'r Changes<'r>,
    /// Paths are relative to this directory.
    pub base: &'r Path,
    /// The runtime that handlers are to run on.
    pub target: Runtime,
    /// Selected files that were read.
    pub files: usize,
    /// Selected files that were not.
    pub unread: &'r [Unread],
    /// The files that hold their new text already.
    pub written: &'r [PathBuf],
    /// What could not be done, in words.
    pub failures: Vec<String>,
    /// What the run exits with.
    pub exit_code: u8,
    /// What was left out of the run.
    pub limits: Option<&'r Limits>,
}

/// A part of the program, by its address, and one of its handlers.
type HandlerName<'r> = (*const Fixed, &'r HandlerKey);

impl Gathered<'_> {
    /// The whole run as plain data.
    pub fn document(&self) -> Document {
        let (handlers, numbers) = self.handlers();
        let findings = self.findings(&numbers);
        Document {
            version: VERSION,
            tool: Tool {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            target: self.target.name(),
            totals: self.totals(&handlers, &findings),
            files: self.changes.files.iter().map(|it| self.file(it)).collect(),
            units: self.units(&findings),
            handlers,
            findings,
            older_runtimes: self.older_runtimes(),
            unread: self.unread.iter().map(|it| self.unread(it)).collect(),
            limits: self.limits.cloned(),
            defects: self.parts.iter().flat_map(|it| it.outcome.defects.clone()).collect(),
            failures: self.failures.clone(),
            exit_code: self.exit_code,
        }
    }

    fn handlers(&self) -> (Vec<HandlerEntry>, HashMap<HandlerName<'_>, usize>) {
        let mut all: Vec<(HandlerName<'_>, &Entry)> = Vec::new();
        for part in self.parts {
            let handlers = part.outcome.roll.handlers.iter();
            all.extend(handlers.map(|it| ((std::ptr::from_ref(part), &it.key), it)));
        }
        all.sort_by_key(|(_, it)| (&it.place, &it.exported_in, &it.key.1));
        let entries = all.iter().map(|(_, it)| self.handler(it)).collect();
        let numbers = all.iter().enumerate().map(|(number, (name, _))| (*name, number));
        (entries, numbers.collect())
    }

    fn handler(&self, entry: &Entry) -> HandlerEntry {
        let (path, line, column) = &entry.place;
        let runtime = entry.now.runtime;
        let after = entry.after.verdict();
        HandlerEntry {
            place: Place {
                path: relative(path, self.base),
                line: *line,
                column: *column,
            },
            export: entry.key.1.clone(),
            exported_in: relative(&entry.exported_in, self.base),
            now: verdict(entry.verdict()),
            after: verdict(after),
            objections: entry.now.objections.iter().map(|it| it.reason(runtime)).collect(),
            objections_after: entry.after.objections.iter().map(|it| it.reason(runtime)).collect(),
            remarks: entry
                .now
                .remarks
                .iter()
                .map(|it| it.words(runtime).to_owned())
                .collect(),
            help: (after == Verdict::Refused).then(|| entry.after.help().to_owned()),
        }
    }

    fn findings(&self, handlers: &HashMap<HandlerName<'_>, usize>) -> Vec<FindingEntry> {
        let mut units: HashMap<*const Finding, usize> = HashMap::new();
        for (number, unit) in self.changes.units.iter().enumerate() {
            units.extend(unit.findings.iter().map(|it| (std::ptr::from_ref(*it), number)));
        }
        let all = findings(self.parts).into_iter();
        all.map(|(part, finding)| FindingEntry {
            place: self.stretch(part, finding.source, &finding.range()),
            fingerprint: finding.fingerprint.clone(),
            transform: finding.transform,
            subject: match finding.subject {
                Subject::Leak => SubjectEntry::Leak,
                Subject::Handler => SubjectEntry::Handler,
            },
            message: finding.message,
            why: finding.why,
            help: finding.help,
            urgency: urgency(finding.urgency),
            status: self.status(part, &finding.status),
            unit: units.get(&std::ptr::from_ref(finding)).copied(),
            handlers: self.handlers_of(part, finding, handlers),
            way: self.way(part, finding),
        })
        .collect()
    }

    fn handlers_of(&self, part: &Fixed, finding: &Finding, numbers: &HashMap<HandlerName<'_>, usize>) -> Vec<usize> {
        let keys = finding.handlers.iter();
        let found: BTreeSet<usize> = keys
            .filter_map(|key| numbers.get(&(std::ptr::from_ref(part), key)).copied())
            .collect();
        found.into_iter().collect()
    }

    fn way(&self, part: &Fixed, finding: &Finding) -> Vec<StepEntry> {
        let steps = finding.way.iter();
        steps
            .map(|step| StepEntry {
                name: step.name.clone(),
                place: self.place(part.sources.get(step.place.0), step.place.1),
            })
            .collect()
    }

    fn status(&self, part: &Fixed, status: &Status) -> StatusEntry {
        match status {
            Status::Fixed { caveat } => StatusEntry::Fixed { caveat: *caveat },
            Status::Unsafe { caveat, place } => StatusEntry::NeedsUnsafe {
                caveat,
                place: place.as_ref().map(|(id, range)| self.stretch(part, *id, range)),
            },
            Status::Refused {
                slug,
                reason,
                place,
                help,
            } => StatusEntry::Refused {
                slug,
                reason: reason.clone(),
                place: place.as_ref().map(|(id, range)| self.stretch(part, *id, range)),
                help,
            },
            Status::Ignored { reason, .. } => StatusEntry::Ignored { reason: reason.clone() },
            Status::Advisory => StatusEntry::Note,
        }
    }

    fn file(&self, changed: &Changed<'_>) -> FileEntry {
        let diff = &changed.diff;
        let hunks = diff.hunks.iter().zip(&changed.units).map(|(hunk, unit)| {
            let (old, new) = (hunk.old_lines(), hunk.new_lines());
            HunkEntry {
                unit: *unit,
                old_start: old.start + 1,
                old_lines: old.len(),
                new_start: new.start + 1,
                new_lines: new.len(),
                heading: diff.heading(hunk).trim_start().to_owned(),
                replacements: hunk
                    .changes()
                    .map(|it| Replacement {
                        start_line: it.old.start + 1,
                        end_line: it.old.end + 1,
                        last_column: unended(&diff.old[it.old]),
                        text: diff.new[it.new].concat(),
                    })
                    .collect(),
            }
        });
        FileEntry {
            path: diff.path.clone(),
            is_written: self.written.contains(&changed.old.path),
            hunks: hunks.collect(),
        }
    }

    fn units(&self, findings: &[FindingEntry]) -> Vec<UnitEntry> {
        let mut of_unit: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, finding) in findings.iter().enumerate() {
            if let Some(unit) = finding.unit {
                of_unit.entry(unit).or_default().push(number);
            }
        }
        let units = self.changes.units.iter().enumerate();
        units
            .map(|(number, unit)| {
                let files: BTreeSet<usize> = unit.hunks.iter().map(|(file, _)| *file).collect();
                UnitEntry {
                    findings: of_unit.remove(&number).unwrap_or_default(),
                    files: files
                        .iter()
                        .map(|it| self.changes.files[*it].diff.path.clone())
                        .collect(),
                    patch: self.changes.patch(number),
                }
            })
            .collect()
    }

    fn totals(&self, handlers: &[HandlerEntry], findings: &[FindingEntry]) -> Totals {
        let running = |verdict: fn(&HandlerEntry) -> VerdictEntry| {
            handlers.iter().filter(|it| verdict(it) == VerdictEntry::Runs).count()
        };
        let mut totals = Totals {
            files: self.files,
            files_changed: self.changes.files.len(),
            handlers: handlers.len(),
            handlers_running: running(|it| it.now),
            handlers_running_after: running(|it| it.after),
            ..Totals::default()
        };
        for finding in findings {
            totals.count(finding);
        }
        totals
    }

    fn older_runtimes(&self) -> Vec<OlderRuntime> {
        let older = self.parts.iter().flat_map(|it| &it.outcome.roll.older);
        let places: BTreeSet<OlderRuntime> = older
            .map(|it| OlderRuntime {
                path: relative(&it.runtime.place.0, self.base),
                line: it.runtime.place.1,
                runtime: it.runtime.name.clone(),
            })
            .collect();
        places.into_iter().collect()
    }

    fn unread(&self, file: &Unread) -> UnreadEntry {
        UnreadEntry {
            path: relative(&file.path, self.base),
            line: file.place.map(|(line, _)| line),
            column: file.place.map(|(_, column)| column),
            kind: file.kind,
            reason: file.reason.clone(),
        }
    }

    fn stretch(&self, part: &Fixed, id: SourceId, range: &Range<usize>) -> Stretch {
        let source = part.sources.get(id);
        let (end_line, end_column) = source.line_column(range.end);
        Stretch {
            start: self.place(source, range.start),
            end_line,
            end_column,
        }
    }

    fn place(&self, source: &Source, offset: usize) -> Place {
        let (line, column) = source.line_column(offset);
        Place {
            path: relative(&source.path, self.base),
            line,
            column,
        }
    }
}

impl Totals {
    fn count(&mut self, finding: &FindingEntry) {
        match (&finding.status, finding.subject) {
            (StatusEntry::Fixed { .. }, SubjectEntry::Leak) => self.fixed += 1,
            (StatusEntry::Fixed { .. }, SubjectEntry::Handler) => self.handlers_converted += 1,
            (StatusEntry::NeedsUnsafe { .. }, SubjectEntry::Leak) => self.needs_unsafe += 1,
            (StatusEntry::NeedsUnsafe { .. }, SubjectEntry::Handler) => {
                *self.handlers_kept.entry("needs-unsafe").or_default() += 1;
            }
            (StatusEntry::Refused { slug, .. }, SubjectEntry::Leak) => *self.refused.entry(slug).or_default() += 1,
            (StatusEntry::Refused { slug, .. }, SubjectEntry::Handler) => {
                *self.handlers_kept.entry(slug).or_default() += 1;
            }
            (StatusEntry::Ignored { .. }, _) => self.ignored += 1,
            (StatusEntry::Note, _) => self.notes += 1,
        }
    }
}

/// The column after a last line without an end.
fn unended(lines: &[&str]) -> Option<usize> {
    let last = lines.last().filter(|it| !it.ends_with('\n'))?;
    Some(last.chars().count() + 1)
}

fn verdict(verdict: Verdict) -> VerdictEntry {
    match verdict {
        Verdict::Runs => VerdictEntry::Runs,
        Verdict::Refused => VerdictEntry::Refused,
        Verdict::Unknown => VerdictEntry::Unknown,
    }
}

fn urgency(urgency: Urgency) -> UrgencyEntry {
    match urgency {
        Urgency::LeaksNow => UrgencyEntry::LeaksNow,
        Urgency::KeptAlive => UrgencyEntry::KeptAlive,
        Urgency::Unreached => UrgencyEntry::Unreached,
        Urgency::Refused => UrgencyEntry::Refused,
    }
}
