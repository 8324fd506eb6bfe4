//! `--since` and `--baseline`: what of a run is told and rewritten. Rewrites are taken in
//! whole units, so nothing is ever rewritten by half. Knows parts, not how they were made.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use anyhow::anyhow;

use super::arguments::Scan;
use crate::{
    baseline::Baseline,
    choice::Choice,
    finding::{Finding, LeakKey, Status},
    git,
    guard::{Fixed, findings},
    report::{Changes, document::Limits, relative},
    semantic::Runtime,
    syntax::SourceId,
};

/// What the findings are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// They are all that is asked for.
    Report,
    /// They explain what is rewritten: those that are rewritten along with others, too.
    Rewrite,
}

/// The files that are loaded with each file that exports a handler, and it.
#[derive(Debug, Default)]
pub(super) struct Loads(BTreeMap<SourceId, BTreeSet<PathBuf>>);

/// What is told of a run, and the limits in words.
#[derive(Debug, Default)]
pub(super) struct Limited {
    pub(super) limits: Option<Limits>,
    pub(super) words: Vec<String>,
}

impl Loads {
    /// Of all handlers of a part that is as it was read.
    pub(super) fn of(part: &Fixed) -> Loads {
        let listed = part.outcome.roll.handlers.iter().map(|it| it.key.0);
        let found = part.outcome.findings.iter().flat_map(|it| &it.handlers);
        let homes: BTreeSet<SourceId> = listed.chain(found.map(|it| it.0)).collect();
        let loaded = |home: SourceId| {
            let seen = part.links.loaded_by([home]);
            seen.into_iter().map(|it| part.sources.get(it).path.clone()).collect()
        };
        Loads(homes.into_iter().map(|it| (it, loaded(it))).collect())
    }
}

/// Leaves out of a run what its options do not ask for; `loads` are those of the parts.
pub(super) fn limit(
    scan: &Scan,
    parts: &mut [Fixed],
    loads: &[Option<Loads>],
    base: &Path,
    purpose: Purpose,
) -> anyhow::Result<Limited> {
    let baseline = scan.baseline.as_ref().map(Baseline::read).transpose();
    let baseline = baseline.map_err(|words| anyhow!(words))?;
    let changed = scan.since.as_ref().map(|it| changed_since(it, parts, loads, base));
    let changed = changed.transpose()?;
    if baseline.is_none() && changed.is_none() {
        return Ok(Limited::default());
    }
    let all = count(parts);
    if let Some(changed) = &changed {
        let is_wanted = |part: usize, finding: &Finding| changed.has_finding(part, finding);
        take(parts, base, scan.target, purpose, is_wanted);
        changed.limit_handlers(parts);
    }
    let changed_only = count(parts);
    if let Some(baseline) = &baseline {
        take(parts, base, scan.target, purpose, |_, it| {
            !baseline.has(&it.fingerprint)
        });
        for entry in parts.iter_mut().flat_map(|it| &mut it.outcome.roll.handlers) {
            entry.is_known = baseline.refuses(relative(&entry.exported_in, base), &entry.key.1);
        }
    }
    let known = baseline
        .is_some()
        .then(|| changed_only.findings - count(parts).findings);
    let mut words = Vec::new();
    if let Some(since) = &scan.since {
        let (some, of) = (changed_only.handlers, all.handlers);
        words.push(format!(
            "only handlers whose code has changed since {since}: {some} of {of}"
        ));
    }
    if let Some(known) = known {
        words.push(format!("known from the baseline: {known}"));
    }
    let since = scan.since.clone();
    Ok(Limited {
        limits: Some(Limits { since, known }),
        words,
    })
}

struct Counts {
    handlers: usize,
    findings: usize,
}

fn count(parts: &[Fixed]) -> Counts {
    Counts {
        handlers: parts.iter().map(|it| it.outcome.roll.handlers.len()).sum(),
        findings: findings(parts).len(),
    }
}

/// Leaves the units with nothing that is wanted, and the findings that are not.
fn take(
    parts: &mut [Fixed],
    base: &Path,
    target: Runtime,
    purpose: Purpose,
    is_wanted: impl Fn(usize, &Finding) -> bool,
) {
    let changes = Changes::of(parts, base);
    let number = |part: &Fixed| parts.iter().position(|it| std::ptr::eq(it, part));
    let number = |part: &Fixed| number(part).expect("the changes are of these parts");
    let mut choice = Choice::none(&changes);
    let mut company: HashSet<(usize, LeakKey)> = HashSet::new();
    let mut defects = Vec::new();
    for (at, unit) in changes.units.iter().enumerate() {
        let part = number(unit.part);
        if !unit.findings.iter().any(|it| is_wanted(part, it)) {
            continue;
        }
        choice.take(at);
        match choice.verify(at) {
            Ok(()) if purpose == Purpose::Rewrite => company.extend(unit.findings.iter().map(|it| (part, it.key()))),
            Ok(()) => {}
            Err(words) => {
                choice.leave(at);
                defects.push((part, words));
            }
        }
    }
    let chosen = choice.decide(parts);
    chosen.apply(parts, &LEFT_OUT, target);
    for (part, words) in defects {
        parts[part].outcome.defects.push(words);
    }
    for (number, part) in parts.iter_mut().enumerate() {
        let is_told = |it: &Finding| is_wanted(number, it) || company.contains(&(number, it.key()));
        part.outcome.findings.retain(is_told);
    }
}

/// What a finding is while handlers are judged without its rewrite.
const LEFT_OUT: Status = Status::Refused {
    slug: "left-out",
    reason: String::new(),
    place: None,
    help: "run without --since and --baseline",
};

/// What has changed since a commit.
struct Changed<'l> {
    files: HashSet<PathBuf>,
    loads: &'l [Option<Loads>],
}

fn changed_since<'l>(
    reference: &str,
    parts: &[Fixed],
    loads: &'l [Option<Loads>],
    base: &Path,
) -> anyhow::Result<Changed<'l>> {
    let loaded = loads.iter().flatten().flat_map(|it| it.0.values()).flatten();
    let found = findings(parts).into_iter().map(|(_, it)| &it.path);
    let all: BTreeSet<&PathBuf> = loaded.chain(found).collect();
    let all: Vec<PathBuf> = all.into_iter().cloned().collect();
    let changed = git::changed_since(reference, base, &all).map_err(|words| anyhow!(words))?;
    Ok(Changed {
        files: changed.into_iter().cloned().collect(),
        loads,
    })
}

impl Changed<'_> {
    /// Whether a file that is loaded with this one has changed.
    fn has_home(&self, part: usize, home: SourceId) -> bool {
        let loads = self.loads[part].as_ref().and_then(|it| it.0.get(&home));
        loads.is_none_or(|it| it.iter().any(|it| self.files.contains(it)))
    }

    /// What no handler runs is in its file, or is run when that is loaded.
    fn has_finding(&self, part: usize, finding: &Finding) -> bool {
        if !finding.handlers.is_empty() {
            return finding.handlers.iter().any(|it| self.has_home(part, it.0));
        }
        let loads = self.loads[part].iter().flat_map(|it| it.0.iter());
        let mut around = loads.filter(|(_, it)| it.contains(&finding.path));
        self.files.contains(&finding.path) || around.any(|(home, _)| self.has_home(part, *home))
    }

    fn limit_handlers(&self, parts: &mut [Fixed]) {
        for (number, part) in parts.iter_mut().enumerate() {
            let roll = &mut part.outcome.roll;
            roll.handlers.retain(|it| self.has_home(number, it.key.0));
            roll.older.retain(|it| self.has_home(number, it.key.0));
        }
    }
}
