//! What names a finding from run to run: what is found, in which file and in which words.
//! Knows findings, and nothing of who compares them.

use std::{collections::BTreeMap, path::Path};

use sha2::{Digest, Sha256};

use crate::{finding::Finding, guard::Fixed, report::relative};

/// Gives all findings of a run their fingerprints; paths are relative to `base`. Lines that
/// are added elsewhere change nothing of one.
///
/// Of findings that are the same in all of that the first is the first again, so it has to
/// be done before any of them is left out.
pub fn fingerprint(parts: &mut [Fixed], base: &Path) {
    let mut all: Vec<(String, &mut Finding)> = Vec::new();
    for part in parts {
        let sources = &part.sources;
        let findings = part.outcome.findings.iter_mut();
        all.extend(findings.map(|it| (what(&sources.get(it.source).text[it.range()], it, base), it)));
    }
    all.sort_by(|(_, one), (_, other)| (&one.path, one.offset).cmp(&(&other.path, other.offset)));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (what, finding) in all {
        let count = seen.entry(what.clone()).or_default();
        *count += 1;
        let digest = Sha256::digest(format!("{what}\n{count}"));
        finding.fingerprint = digest.iter().take(16).map(|it| format!("{it:02x}")).collect();
    }
}

fn what(text: &str, finding: &Finding, base: &Path) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let path = relative(&finding.path, base);
    format!("{}\n{path}\n{}", finding.transform, words.join(" "))
}
