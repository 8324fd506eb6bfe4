//! The results of a SARIF log: each problem with its way, the place that blocks it and
//! its fix. Knows problems and units, no file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Rules, artifact, sentence, word};
use crate::report::document::{Document, FindingEntry, Place, Problem, Replacement, Standing, StatusEntry, Stretch};

/// What results are made with.
pub(super) struct Results<'r> {
    pub document: &'r Document,
    pub rules: &'r Rules,
}

impl Results<'_> {
    /// A result for each problem, in their order.
    pub fn all(&self, problems: &[Problem<'_>]) -> Vec<Value> {
        let fixes = Fixes::of(self.document);
        let standing = Standing::of(self.document);
        problems.iter().map(|it| self.result(it, &fixes, &standing)).collect()
    }

    fn result(&self, problem: &Problem<'_>, fixes: &Fixes<'_>, standing: &Standing<'_>) -> Value {
        let mut related = Vec::new();
        let mut words = vec![sentence(&escaped(&problem.message))];
        words.extend(problem.why.map(|it| sentence(&escaped(it))));
        if !problem.outcome.is_empty() {
            words.push(sentence(&escaped(&problem.outcome)));
        }
        if let Some(place) = problem.blocked_at() {
            let place = standing.stretch(place);
            words.push("It is blocked [here](1).".to_owned());
            related.push(located(&place, "this blocks it", Some(1)));
        }
        let first = problem.finding.and_then(|it| self.first_of_unit(it));
        if let Some(first) = first.filter(|it| !std::ptr::eq(*it, problem.finding.unwrap_or(it))) {
            let id = related.len() + 1;
            words.push(format!("It is fixed together with [this]({id})."));
            related.push(located(
                &standing.stretch(&first.place),
                "the fix stands here",
                Some(id),
            ));
        }
        let mut result = json!({
            "ruleId": problem.rule,
            "ruleIndex": self.rules.numbers[problem.rule],
            "level": word(problem.level),
            "message": { "text": words.join(" ") },
            "locations": [{ "physicalLocation": physical(&problem.place) }],
            "partialFingerprints": { "leakfix/v1": problem.fingerprint },
        });
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        if !problem.way().is_empty() {
            result["codeFlows"] = json!([self.flow(problem, standing)]);
        }
        if let Some(finding) = problem.finding {
            self.complete(&mut result, finding, fixes);
        }
        result
    }

    /// What only a finding has.
    fn complete(&self, result: &mut Value, finding: &FindingEntry, fixes: &Fixes<'_>) {
        if let StatusEntry::Ignored { reason } = &finding.status {
            let mut suppression = json!({ "kind": "inSource", "status": "accepted" });
            if let Some(reason) = reason {
                suppression["justification"] = reason.as_str().into();
            }
            result["suppressions"] = json!([suppression]);
        }
        let is_first = |it: &FindingEntry| std::ptr::eq(it, finding);
        let unit = finding
            .unit
            .filter(|_| self.first_of_unit(finding).is_some_and(is_first));
        if let Some(fix) = unit.and_then(|it| self.fix(it, finding, fixes)) {
            result["fixes"] = json!([fix]);
        }
    }

    /// The finding that has the fix.
    fn first_of_unit(&self, finding: &FindingEntry) -> Option<&FindingEntry> {
        let unit = &self.document.units[finding.unit?];
        unit.findings.first().map(|it| &self.document.findings[*it])
    }

    /// From the handler to the place.
    fn flow(&self, problem: &Problem<'_>, standing: &Standing<'_>) -> Value {
        let steps = problem.way().iter().enumerate().map(|(number, step)| {
            let words = match number {
                0 => format!("Lambda calls {}", step.name),
                _ => format!("calls {}", step.name),
            };
            let place = standing.place(&step.place);
            json!({ "location": located(&place, &words, None), "importance": "essential" })
        });
        let last = located(&problem.place, &problem.message, None);
        let last = std::iter::once(json!({ "location": last, "importance": "essential" }));
        json!({ "threadFlows": [{ "locations": steps.chain(last).collect::<Vec<_>>() }] })
    }

    /// Lines of all files that the unit changes; none where one of them holds its new
    /// text already.
    fn fix(&self, unit: usize, finding: &FindingEntry, fixes: &Fixes<'_>) -> Option<Value> {
        let of_unit = fixes.by_unit.get(&unit)?;
        let changes = of_unit.iter().map(|(path, replacements)| {
            let replacements = replacements.iter().map(|it| {
                json!({
                    "deletedRegion": deleted(it),
                    "insertedContent": { "text": it.text },
                })
            });
            json!({
                "artifactLocation": artifact(path),
                "replacements": replacements.collect::<Vec<_>>(),
            })
        });
        let together: BTreeSet<&str> = self.document.units[unit]
            .findings
            .iter()
            .map(|it| self.document.findings[*it].help)
            .collect();
        let words: Vec<String> = match together.len() {
            0 | 1 => vec![sentence(&escaped(finding.help))],
            _ => together.iter().map(|it| sentence(&escaped(it))).collect(),
        };
        Some(json!({
            "description": { "text": words.join(" ") },
            "artifactChanges": changes.collect::<Vec<_>>(),
        }))
    }
}

impl Problem<'_> {
    /// The place that keeps it from being rewritten, as it was read.
    pub(super) fn blocked_at(&self) -> Option<&Stretch> {
        self.finding?.status.place()
    }
}

fn located(place: &Stretch, words: &str, id: Option<usize>) -> Value {
    let mut location = json!({
        "physicalLocation": physical(place),
        "message": { "text": escaped(words) },
    });
    if let Some(id) = id {
        location["id"] = id.into();
    }
    location
}

fn physical(place: &Stretch) -> Value {
    json!({
        "artifactLocation": artifact(&place.start.path),
        "region": region(place),
    })
}

/// A stretch of nothing stands for its line.
fn region(place: &Stretch) -> Value {
    let Place { line, column, .. } = place.start;
    match (place.end_line, place.end_column) == (line, column) {
        true if column == 1 => json!({ "startLine": line }),
        true => json!({ "startLine": line, "startColumn": column }),
        false => json!({
            "startLine": line,
            "startColumn": column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }),
    }
}

/// Whole lines, with their ends.
fn deleted(replacement: &Replacement) -> Value {
    let (end_line, end_column) = match replacement.last_column {
        Some(column) => (replacement.end_line - 1, column),
        None => (replacement.end_line, 1),
    };
    json!({
        "startLine": replacement.start_line,
        "startColumn": 1,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

/// What each unit changes, by file.
struct Fixes<'d> {
    by_unit: BTreeMap<usize, BTreeMap<&'d str, Vec<&'d Replacement>>>,
}

impl<'d> Fixes<'d> {
    /// None of a unit that was written in part.
    fn of(document: &'d Document) -> Fixes<'d> {
        let mut by_unit: BTreeMap<usize, BTreeMap<&str, Vec<&Replacement>>> = BTreeMap::new();
        for file in &document.files {
            for hunk in &file.hunks {
                let of_file = by_unit.entry(hunk.unit).or_default().entry(&file.path).or_default();
                of_file.extend(&hunk.replacements);
            }
        }
        let written: BTreeSet<&str> = document
            .files
            .iter()
            .filter(|it| it.is_written)
            .map(|it| it.path.as_str())
            .collect();
        by_unit.retain(|_, files| !files.keys().any(|it| written.contains(it)));
        Fixes { by_unit }
    }
}

/// Brackets are links in the text of a message.
fn escaped(words: &str) -> String {
    let mut text = String::new();
    for it in words.chars() {
        if matches!(it, '[' | ']' | '\\') {
            text.push('\\');
        }
        text.push(it);
    }
    text
}
