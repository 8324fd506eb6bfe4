//! A run in a table: what each transform found and what became of it, and why things
//! stay. Knows findings, no engine.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use crate::{
    finding::{Finding, Status},
    guard::Fixed,
};

/// Counts by transform and by reason.
#[derive(Debug, Default)]
pub struct Stats {
    transforms: BTreeMap<&'static str, Row>,
    reasons: BTreeMap<&'static str, usize>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Row {
    found: usize,
    fixed: usize,
    left: usize,
    ignored: usize,
}

impl Stats {
    /// Counts the findings of a program; what is rewritten in a file that was not `written`
    /// is left.
    pub fn of(parts: &[Fixed], written: Option<&[PathBuf]>) -> Stats {
        let mut stats = Stats::default();
        for finding in parts.iter().flat_map(|it| &it.outcome.findings) {
            let is_lost = written.is_some_and(|it| !it.contains(&finding.path));
            stats.add(finding, is_lost);
        }
        stats
    }

    fn add(&mut self, finding: &Finding, is_lost: bool) {
        let row = match &finding.status {
            Status::Advisory => return,
            _ => self.transforms.entry(finding.transform).or_default(),
        };
        row.found += 1;
        match &finding.status {
            Status::Fixed { .. } if is_lost => {
                row.left += 1;
                *self.reasons.entry("not-written").or_default() += 1;
            }
            Status::Fixed { .. } => row.fixed += 1,
            Status::Ignored { .. } => row.ignored += 1,
            Status::Refused { slug, .. } => {
                row.left += 1;
                *self.reasons.entry(slug).or_default() += 1;
            }
            Status::Unsafe { .. } | Status::Advisory => {
                row.left += 1;
                *self.reasons.entry("needs --unsafe").or_default() += 1;
            }
        }
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20}{:>8}{:>10}{:>8}{:>9}",
            "transform", "found", "rewritten", "left", "ignored"
        )?;
        for (name, row) in &self.transforms {
            let Row {
                found,
                fixed,
                left,
                ignored,
            } = row;
            writeln!(f, "{name:<20}{found:>8}{fixed:>10}{left:>8}{ignored:>9}")?;
        }
        let mut reasons: Vec<(&&str, &usize)> = self.reasons.iter().collect();
        // The largest first, and by name where they are equal.
        reasons.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), **name));
        if !reasons.is_empty() {
            writeln!(f, "left because")?;
        }
        for (name, count) in reasons {
            writeln!(f, "{name:<28}{count:>8}")?;
        }
        Ok(())
    }
}
