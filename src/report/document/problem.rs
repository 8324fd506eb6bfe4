//! What is left to be told, in one list: leaks and handlers, each with a level and in
//! words. Formats for machines that show problems beside code are made of it.

use std::{borrow::Cow, cmp::Ordering};

use sha2::{Digest, Sha256};

use super::{
    Document, FindingEntry, HandlerEntry, Standing, StatusEntry, StepEntry, Stretch, SubjectEntry, UrgencyEntry,
    VerdictEntry,
};

/// The rule of handlers that the target runtime refuses and no transform can help.
pub const REFUSED_HANDLER: &str = "refused-handler";

/// How bad it is; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It leaks now.
    Error,
    /// It leaks, or does not run, once the handler or its runtime changes.
    Warning,
    /// No handler is known to reach it, it is no leak, or its author wants it so.
    Note,
}

/// Something that is still to be told of the code on the disk.
#[derive(Debug, Clone)]
pub struct Problem<'d> {
    /// The transform that has found it, or [`REFUSED_HANDLER`].
    pub rule: &'static str,
    /// How bad it is.
    pub level: Level,
    /// Where it stands now.
    pub place: Stretch,
    /// What is wrong, in one line.
    pub message: String,
    /// Why, in one sentence.
    pub why: Option<&'d str>,
    /// What leakfix does about it, or what its reader can do.
    pub outcome: String,
    /// Names it from run to run; no other has the same.
    pub fingerprint: Cow<'d, str>,
    /// What it was made of.
    pub finding: Option<&'d FindingEntry>,
}

impl Document {
    /// What is left to be told, by place. What `fix` has rewritten is not.
    pub fn problems(&self) -> Vec<Problem<'_>> {
        let standing = Standing::of(self);
        let left = self.findings.iter().filter(|it| !standing.is_made(it));
        let mut problems: Vec<Problem<'_>> = left.map(|it| Problem::of(it, &standing)).collect();
        let handlers = self.handlers.iter().enumerate();
        let refused = handlers.filter(|(number, it)| it.after == VerdictEntry::Refused && !self.tells(*number));
        problems.extend(refused.map(|(_, it)| Problem::of_handler(it, self.target, &standing)));
        problems.sort_by(|one, other| (&one.place, one.rule).cmp(&(&other.place, other.rule)));
        problems
    }

    /// Whether a finding says that this handler is refused.
    fn tells(&self, handler: usize) -> bool {
        let of_handlers = self.findings.iter().filter(|it| it.subject == SubjectEntry::Handler);
        let mut left = of_handlers.filter(|it| !matches!(it.status, StatusEntry::Fixed { .. }));
        left.any(|it| it.handlers.contains(&handler))
    }
}

impl<'d> Problem<'d> {
    fn of(finding: &'d FindingEntry, standing: &Standing<'_>) -> Problem<'d> {
        Problem {
            rule: finding.transform,
            level: level(finding),
            place: standing.stretch(&finding.place),
            message: finding.message.to_owned(),
            why: (!matches!(finding.status, StatusEntry::Note)).then_some(finding.why),
            outcome: outcome(finding, standing),
            fingerprint: Cow::Borrowed(&finding.fingerprint),
            finding: Some(finding),
        }
    }

    fn of_handler(handler: &'d HandlerEntry, target: &str, standing: &Standing<'_>) -> Problem<'d> {
        let what = format!("{REFUSED_HANDLER}\n{}\n{}", handler.exported_in, handler.export);
        let digest = Sha256::digest(what);
        let objections = match standing.is_written(&handler.place.path) {
            true => &handler.objections_after,
            false => &handler.objections,
        };
        Problem {
            rule: REFUSED_HANDLER,
            level: Level::Warning,
            place: standing.place(&handler.place),
            message: match objections.is_empty() {
                true => format!("{target} refuses this handler"),
                false => objections.join("; "),
            },
            why: None,
            outcome: handler.help.clone().unwrap_or_default(),
            fingerprint: Cow::Owned(digest.iter().take(16).map(|it| format!("{it:02x}")).collect()),
            finding: None,
        }
    }

    /// Whether its author says that it is meant to be.
    pub fn is_ignored(&self) -> bool {
        self.finding
            .is_some_and(|it| matches!(it.status, StatusEntry::Ignored { .. }))
    }

    /// From the handler to the place, the handler first.
    pub fn way(&self) -> &'d [StepEntry] {
        self.finding.map_or(&[], |it| &it.way)
    }

    /// The order in which a reader with little time should see them.
    pub fn by_importance(&self, other: &Problem<'_>) -> Ordering {
        (self.level, &self.place).cmp(&(other.level, &other.place))
    }
}

fn level(finding: &FindingEntry) -> Level {
    match (&finding.status, finding.urgency) {
        (StatusEntry::Note | StatusEntry::Ignored { .. }, _) | (_, UrgencyEntry::Unreached) => Level::Note,
        (_, UrgencyEntry::LeaksNow) => Level::Error,
        (_, UrgencyEntry::KeptAlive | UrgencyEntry::Refused) => Level::Warning,
    }
}

/// What becomes of a finding, in one sentence without a full stop.
fn outcome(finding: &FindingEntry, standing: &Standing<'_>) -> String {
    let place = finding.status.place().map(|it| standing.stretch(it).start);
    let at = place.map_or_else(String::new, |it| format!(" ({}:{})", it.path, it.line));
    match &finding.status {
        StatusEntry::Fixed { caveat: None } => "`leakfix fix` rewrites it".to_owned(),
        StatusEntry::Fixed { caveat: Some(caveat) } => format!("`leakfix fix --unsafe` rewrites it; {caveat}"),
        StatusEntry::NeedsUnsafe { caveat, .. } => format!("`leakfix fix --unsafe` rewrites it; {caveat}{at}"),
        StatusEntry::Refused { reason, help, .. } => format!("not rewritten: {reason}{at}; {help}"),
        StatusEntry::Ignored { reason: Some(reason) } => format!("ignored: {reason}"),
        StatusEntry::Ignored { reason: None } => "ignored, without a reason".to_owned(),
        StatusEntry::Note => "nothing leaks; decide whether it is meant so".to_owned(),
    }
}
