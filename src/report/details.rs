//! What a summary sums up, line by line: files with new text, files that were not
//! walked, and what became of each handler. Knows outcomes, runs nothing.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use super::{relative, text::printable};
use crate::{discover::Discovery, guard::Fixed, readiness::Entry, semantic::Verdict};

/// All of that, with paths relative to `base`. The files that were `written` have their
/// new text by now; where it is `None`, nothing was to be written.
pub fn details(parts: &[Fixed], discovery: &Discovery, base: &Path, written: Option<&[PathBuf]>) -> String {
    let shown = |path: &Path| -> String { relative(path, base).chars().map(printable).collect() };
    let mut out = String::new();
    for (part, (old, _)) in parts.iter().flat_map(|part| part.changed().map(move |it| (part, it))) {
        let findings = part.outcome.findings.iter();
        let count = findings.filter(|it| it.is_fixed() && it.source == old.id).count();
        let verb = match written {
            None => "changes",
            Some(written) if written.contains(&old.path) => "changed",
            Some(_) => "not written",
        };
        let path = shown(&old.path);
        let _ = match count {
            0 => writeln!(out, "{verb} {path}: along with others"),
            count => writeln!(out, "{verb} {path}: {count} of its findings"),
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
        let became = became(entry, written);
        let _ = writeln!(out, "handler `{export}` ({}:{line}:{column}): {became}", shown(path));
    }
    out
}

fn became(entry: &Entry, written: Option<&[PathBuf]>) -> String {
    let on = entry.now.runtime.name();
    let is_written = written.is_some_and(|it| it.contains(&entry.place.0));
    match (entry.verdict(), entry.after.verdict()) {
        (Verdict::Runs, Verdict::Runs) => format!("runs on {on}"),
        (_, Verdict::Runs) if is_written => format!("runs on {on} from now on"),
        (_, Verdict::Runs) => format!("runs on {on} once rewritten"),
        (_, Verdict::Refused) => format!("does not run on {on}"),
        (_, Verdict::Unknown) => format!("whether it runs on {on} is unknown"),
    }
}
