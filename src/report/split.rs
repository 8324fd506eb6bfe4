//! The changes of a run as patches that are independent of each other, by what they are
//! for, and an index of them. Knows the document and the changes, writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::{
    Changes,
    document::{Document, FindingEntry, HandlerEntry, StatusEntry, Stretch, SubjectEntry, Tool},
};

/// The version of the index: it grows when a reader has to be changed.
const VERSION: u32 = 1;

/// What goes into a patch of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum SplitBy {
    /// What changes for the same handlers
    Handler,
    /// What is done by the same transforms
    Transform,
    /// What changes the same files
    File,
}

/// What is in a directory of patches.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "Index of patches of leakfix")]
pub struct Index {
    /// The version of this format.
    pub version: u32,
    /// What has made the patches.
    pub tool: Tool,
    /// What has a patch of its own.
    pub split_by: SplitBy,
    /// The patches; each of them applies alone, at the top of the repository, and in any order.
    pub patches: Vec<PatchEntry>,
}

/// A patch.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PatchEntry {
    /// Its name in the directory.
    pub file: String,
    /// What it does, for the title of a pull request.
    pub title: String,
    /// The handlers that run what it changes.
    pub handlers: Vec<PatchHandler>,
    /// The transforms that have made it.
    pub transforms: Vec<&'static str>,
    /// The files that it changes, from the top of the repository, with `/`.
    pub files: Vec<String>,
    /// What it is for.
    pub findings: Vec<PatchFinding>,
}

/// A function that Lambda calls.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct PatchHandler {
    /// The file that exports it.
    pub exported_in: String,
    /// The name of the export; `*` for `module.exports` itself.
    pub export: String,
}

/// A finding that a patch is for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PatchFinding {
    /// Names it from run to run; the same as in the report.
    pub fingerprint: String,
    /// The transform that has found it.
    pub transform: &'static str,
    /// What it is.
    pub subject: SubjectEntry,
    /// Where it is, before any patch is applied.
    #[serde(flatten)]
    pub place: Stretch,
    /// What is wrong, in one line.
    pub message: &'static str,
    /// Why the rewrite is not certain to be safe; only with `--unsafe`.
    pub caveat: Option<&'static str>,
}

/// The JSON Schema of the index.
pub fn schema_of_index() -> Schema {
    schema_for!(Index)
}

/// Splits the changes of a run, and gives the index and the patches in its order.
///
/// Units that are for the same *set* of handlers share a patch: what several handlers share
/// is a patch of its own, rather than one that joins all that each of them needs besides.
pub fn split(changes: &Changes<'_>, document: &Document, by: SplitBy) -> (Index, Vec<String>) {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut numbers: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for unit in 0..changes.units.len() {
        let group = Group::of(document, unit);
        let number = *numbers.entry(group.key(by)).or_insert(groups.len());
        match groups.get_mut(number) {
            Some(known) => known.join(group),
            None => groups.push(group),
        }
    }
    let patches = groups
        .iter()
        .map(|group| changes.patch_of(|it| group.units.contains(&it)));
    let patches = patches.collect();
    let entries = groups.into_iter().enumerate();
    let index = Index {
        version: VERSION,
        tool: document.tool.clone(),
        split_by: by,
        patches: entries.map(|(number, group)| group.entry(number + 1, by)).collect(),
    };
    (index, patches)
}

/// Units that share a patch.
struct Group<'d> {
    units: BTreeSet<usize>,
    handlers: BTreeSet<PatchHandler>,
    transforms: BTreeSet<&'static str>,
    files: BTreeSet<String>,
    findings: BTreeMap<usize, &'d FindingEntry>,
}

impl<'d> Group<'d> {
    fn of(document: &'d Document, unit: usize) -> Group<'d> {
        let entry = &document.units[unit];
        let findings = entry.findings.iter().map(|it| (*it, &document.findings[*it]));
        let findings: BTreeMap<usize, &FindingEntry> = findings.collect();
        let handlers = findings.values().flat_map(|it| &it.handlers);
        Group {
            units: BTreeSet::from([unit]),
            handlers: handlers.map(|it| PatchHandler::of(&document.handlers[*it])).collect(),
            transforms: findings.values().map(|it| it.transform).collect(),
            files: entry.files.iter().cloned().collect(),
            findings,
        }
    }

    fn key(&self, by: SplitBy) -> Vec<String> {
        match by {
            // What no handler runs is put together by its files.
            SplitBy::Handler if self.handlers.is_empty() => self.files.iter().cloned().collect(),
            SplitBy::Handler => self
                .handlers
                .iter()
                .map(|it| format!("{} {}", it.exported_in, it.export))
                .collect(),
            SplitBy::Transform => self.transforms.iter().map(|it| (*it).to_owned()).collect(),
            SplitBy::File => self.files.iter().cloned().collect(),
        }
    }

    fn join(&mut self, other: Group<'d>) {
        self.units.extend(other.units);
        self.handlers.extend(other.handlers);
        self.transforms.extend(other.transforms);
        self.files.extend(other.files);
        self.findings.extend(other.findings);
    }

    fn entry(self, number: usize, by: SplitBy) -> PatchEntry {
        PatchEntry {
            file: format!("{number:04}-{}.patch", self.slug(by)),
            title: self.title(by),
            handlers: self.handlers.into_iter().collect(),
            transforms: self.transforms.into_iter().collect(),
            files: self.files.into_iter().collect(),
            findings: self.findings.into_values().map(PatchFinding::of).collect(),
        }
    }

    /// `src-place-handler`, `src-place-handler-and-2-more`
    fn slug(&self, by: SplitBy) -> String {
        let names: Vec<String> = match by {
            SplitBy::Transform => self.key(by),
            SplitBy::Handler if !self.handlers.is_empty() => {
                let names = self.handlers.iter();
                names
                    .map(|it| format!("{}-{}", stem(&it.exported_in), it.export))
                    .collect()
            }
            _ => self.files.iter().map(|it| stem(it).to_owned()).collect(),
        };
        let first = names.first().map_or("", |it| it.as_str());
        let mut slug = String::new();
        for c in first.chars().take(80) {
            match c {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '.' => slug.push(c),
                _ if slug.is_empty() || slug.ends_with('-') => {}
                _ => slug.push('-'),
            }
        }
        let slug = slug.trim_matches(['-', '.']);
        let slug = if slug.is_empty() { "patch" } else { slug };
        match names.len() {
            0 | 1 => slug.to_owned(),
            count => format!("{slug}-and-{}-more", count - 1),
        }
    }

    /// `Fix 2 leaks in src/place.js`
    fn title(&self, by: SplitBy) -> String {
        let of = |subject: SubjectEntry| self.findings.values().filter(|it| it.subject == subject).count();
        let (leaks, handlers) = (of(SubjectEntry::Leak), of(SubjectEntry::Handler));
        let place = match by {
            SplitBy::Transform => format!(" ({})", listed(&self.key(by))),
            SplitBy::Handler if !self.handlers.is_empty() => {
                let names: Vec<String> = self.handlers.iter().map(PatchHandler::shown).collect();
                format!(" in {}", listed(&names))
            }
            _ => format!(" in {}", listed(&self.files.iter().cloned().collect::<Vec<_>>())),
        };
        let fix = format!("ix {}", count(leaks, "leak"));
        let convert = format!("ake {} async", count(handlers, "handler"));
        match (leaks, handlers) {
            (_, 0) => format!("F{fix}{place}"),
            (0, _) => format!("M{convert}{place}"),
            _ => format!("M{convert} and f{fix}{place}"),
        }
    }
}

impl PatchHandler {
    fn of(entry: &HandlerEntry) -> PatchHandler {
        PatchHandler {
            exported_in: entry.exported_in.clone(),
            export: entry.export.clone(),
        }
    }

    /// `handler` of src/place.js
    fn shown(&self) -> String {
        let export = if self.export == "*" {
            "module.exports"
        } else {
            &self.export
        };
        format!("`{export}` of {}", self.exported_in)
    }
}

impl PatchFinding {
    fn of(entry: &FindingEntry) -> PatchFinding {
        PatchFinding {
            fingerprint: entry.fingerprint.clone(),
            transform: entry.transform,
            subject: entry.subject,
            place: entry.place.clone(),
            message: entry.message,
            caveat: match entry.status {
                StatusEntry::Fixed { caveat } => caveat,
                _ => None,
            },
        }
    }
}

/// A path without the ending.
fn stem(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |it| it + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name + dot],
        _ => path,
    }
}

/// Two of them at most, and how many more there are.
fn listed(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
        [] => "code that no handler runs".to_owned(),
    }
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
