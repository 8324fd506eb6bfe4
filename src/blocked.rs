//! What a run must not try again, and why. Knows findings, no passes.

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, LeakKey},
    semantic::Held,
};

/// What must not be tried again in this run.
#[derive(Default)]
pub struct Blocked {
    /// Handlers and functions that are put back, or tried in another way.
    pub handlers: Held,
    /// Leaks whose rewrites break something.
    pub leaks: Broken,
    /// What stood in the way of functions that are held.
    attempts: BTreeMap<LeakKey, Finding>,
}

/// Leaks whose rewrites break something, with the words for it.
pub type Broken = BTreeMap<LeakKey, String>;

impl Blocked {
    /// Keeps what stood in the way of functions that are put back.
    pub fn remember(&mut self, findings: &[Finding]) {
        let left = findings.iter().filter(|it| it.is_left() && !it.status.is_of_held());
        self.attempts.extend(left.map(|it| (it.key(), it.clone())));
    }

    /// Says that of the leaks in such a function, rather than that it is held.
    pub fn explain(&self, findings: &mut [Finding]) {
        for finding in findings.iter_mut().filter(|it| it.status.is_of_held()) {
            if let Some(attempt) = self.attempts.get(&finding.key()) {
                finding.status = attempt.status.clone();
                continue;
            }
            if !finding.status.is_put_back() {
                continue;
            }
            let shares_handler = |it: &&Finding| it.handlers.iter().any(|key| finding.handlers.contains(key));
            if let Some(attempt) = self.attempts.values().find(shares_handler) {
                finding.status.stands_at((attempt.source, attempt.range()));
            }
        }
    }
}
