//! What a summary sums up, line by line: files with new text, files that were not
//! walked, and what became of each handler. Knows outcomes, runs nothing.

use std::{fmt::Write as _, path::Path};

use super::{relative, text::printable};
use crate::{discover::Discovery, guard::Fixed, readiness::Entry, semantic::Verdict};

/// All of that, with paths relative to `base`.
pub fn details(parts: &[Fixed], discovery: &Discovery, base: &Path) -> String {
    let shown = |path: &Path| -> String { relative(path, base).chars().map(printable).collect() };
    let mut out = String::new();
    for (part, (old, _)) in parts.iter().flat_map(|part| part.changed().map(move |it| (part, it))) {
        let findings = part.outcome.findings.iter();
        let count = findings.filter(|it| it.is_fixed() && it.source == old.id).count();
        let _ = match count {
            0 => writeln!(out, "changed {}: along with others", shown(&old.path)),
            count => writeln!(out, "changed {}: {count} of its findings", shown(&old.path)),
        };
    }
    for skipped in &discovery.skipped {
        let _ = writeln!(out, "skipped {}: {}", shown(&skipped.path), skipped.reason);
    }
    let mut entries: Vec<&Entry> = parts.iter().flat_map(|it| &it.outcome.roll.handlers).collect();
    entries.sort_by_key(|it| &it.place);
    for entry in entries {
        let (path, line, column) = &entry.place;
        let export: String = entry.key.1.chars().map(printable).collect();
        let became = became(entry);
        let _ = writeln!(out, "handler `{export}` ({}:{line}:{column}): {became}", shown(path));
    }
    out
}

fn became(entry: &Entry) -> String {
    let on = entry.now.runtime.name();
    match (entry.verdict(), entry.after.verdict()) {
        (Verdict::Runs, Verdict::Runs) => format!("runs on {on}"),
        (_, Verdict::Runs) => format!("runs on {on} once rewritten"),
        (_, Verdict::Refused) => format!("does not run on {on}"),
        (_, Verdict::Unknown) => format!("whether it runs on {on} is unknown"),
    }
}
