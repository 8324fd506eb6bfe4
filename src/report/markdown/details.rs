//! The parts of the body that grow with the run: what stays, handlers, files. Each is
//! given its room, and says how much it has left out.

use std::collections::{BTreeMap, HashMap};

use super::{
    Body, code,
    escape::{place, prose},
    plural,
};
use crate::report::document::{
    FindingEntry, HandlerEntry, Problem, REFUSED_HANDLER, StatusEntry, StepEntry, Stretch, SubjectEntry, VerdictEntry,
};

/// So many lines need not be folded.
const UNFOLDED: usize = 12;

/// What stays though it is a leak, or refused.
pub(super) struct Left<'b, 'd> {
    body: &'b Body<'d>,
    problems: Vec<Problem<'d>>,
}

impl<'b, 'd> Left<'b, 'd> {
    /// The worst first.
    pub fn of(body: &'b Body<'d>) -> Left<'b, 'd> {
        let mut problems = body.document.problems();
        problems.retain(|it| match it.finding.map(|it| &it.status) {
            None | Some(StatusEntry::Refused { .. } | StatusEntry::NeedsUnsafe { .. }) => true,
            Some(StatusEntry::Fixed { .. }) => !body.is_dry(),
            Some(StatusEntry::Ignored { .. } | StatusEntry::Note) => false,
        });
        problems.sort_by(Problem::by_importance);
        Left { body, problems }
    }

    /// With its heading; nothing where nothing is left. What stays for one reason at
    /// several places is told once.
    pub fn section(&self, room: usize) -> String {
        let mut order: Vec<(String, Vec<Stretch>)> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for it in &self.problems {
            let words = self.words(it);
            let number = *numbers.entry(words.clone()).or_insert(order.len());
            if number == order.len() {
                order.push((words, Vec::new()));
            }
            order[number].1.push(it.place.clone());
        }
        let entries = order
            .iter()
            .map(|(words, places)| format!("- {}{words}", self.body.places(places)));
        let heading = format!("### What stays, and why ({})\n\n", self.problems.len());
        folded(&heading, "All of it", entries.collect(), room)
    }

    /// All but the place.
    fn words(&self, problem: &Problem<'_>) -> String {
        let why = match problem.finding {
            Some(finding) => self.body.why(finding),
            None => prose(&problem.outcome),
        };
        let rule = match problem.rule {
            REFUSED_HANDLER => String::new(),
            rule => format!(" `{rule}`"),
        };
        let message = prose(&problem.message);
        match why.is_empty() {
            true => format!("{rule}: {message}.\n"),
            false => format!("{rule}: {message}.\n  {why}.\n"),
        }
    }
}

impl Body<'_> {
    /// What became of a finding, and why.
    fn why(&self, finding: &FindingEntry) -> String {
        let at = finding.status.place();
        let at = at.map_or_else(String::new, |it| format!(" ({})", self.place(it)));
        match &finding.status {
            StatusEntry::Fixed { .. } if !self.is_dry() && !self.standing.is_made(finding) => {
                "Rewritten, but its files could not be written".to_owned()
            }
            StatusEntry::Fixed { caveat } => {
                let words = if self.is_dry() { "Can be rewritten" } else { "Rewritten" };
                caveat.map_or_else(|| words.to_owned(), |it| format!("{words}; {it}"))
            }
            StatusEntry::NeedsUnsafe { caveat, .. } => format!("Only with `--unsafe`: {caveat}{at}"),
            StatusEntry::Refused { reason, help, .. } => {
                format!("Not rewritten: {}{at}; {}", prose(reason), prose(help))
            }
            StatusEntry::Ignored { reason: Some(reason) } => format!("Left by its author: {}", code(reason)),
            StatusEntry::Ignored { reason: None } => "Left by its author, who does not say why".to_owned(),
            StatusEntry::Note => "A note; nothing leaks".to_owned(),
        }
    }
}

/// Per handler, what was wrong and what became of it; then what no handler is known to reach.
pub(super) fn by_handler(body: &Body<'_>, room: usize) -> String {
    let mut of_handler: BTreeMap<Option<usize>, Vec<&FindingEntry>> = BTreeMap::new();
    for it in &body.document.findings {
        of_handler.entry(it.handlers.first().copied()).or_default().push(it);
    }
    let handlers = body
        .document
        .handlers
        .iter()
        .enumerate()
        .filter_map(|(number, handler)| {
            let findings = of_handler.get(&Some(number)).map_or(&[] as &[_], Vec::as_slice);
            let has_more = !handler.objections.is_empty() || !handler.remarks.is_empty();
            (has_more || !findings.is_empty()).then(|| of_one(body, handler, findings))
        });
    let mut entries: Vec<String> = handlers.collect();
    if let Some(findings) = of_handler.get(&None) {
        let lines = findings.iter().map(|it| finding(body, it));
        entries.push(format!(
            "- Not reached by any handler that is known\n{}",
            lines.collect::<String>()
        ));
    }
    folded(
        "### Handler by handler\n\n",
        "What was wrong, and what became of it",
        entries,
        room,
    )
}

/// So many lines are told of one handler: another should have its turn.
const LINES: usize = 40;

fn of_one(body: &Body<'_>, handler: &HandlerEntry, findings: &[&FindingEntry]) -> String {
    let target = body.document.target;
    let at = body.standing.place(&handler.place);
    let at = place(
        &at.start.path,
        at.start.line,
        at.end_line,
        body.manner.link_base.as_deref(),
    );
    // What is announced for it has not been written: it is what it was.
    let is_announced =
        |it: &&FindingEntry| matches!(it.status, StatusEntry::Fixed { .. }) && !body.standing.is_made(it);
    let is_lost = !body.is_dry() && findings.iter().any(is_announced);
    let after = if is_lost { handler.now } else { handler.after };
    let runs = match (handler.now, after) {
        (VerdictEntry::Runs, VerdictEntry::Runs) => format!("runs on {target}"),
        (_, VerdictEntry::Runs) => format!("runs on {target} with these changes"),
        (_, VerdictEntry::Refused) => format!("does not run on {target}"),
        (_, VerdictEntry::Unknown) => format!("may or may not run on {target}"),
    };
    let mut text = format!("- {at} {}, {runs}\n", code(&handler.export));
    for it in handler.objections.iter().chain(&handler.remarks) {
        text += &format!("  - {}\n", prose(it));
    }
    let told = findings.iter().take(LINES);
    text.extend(told.map(
        |it| match it.subject == SubjectEntry::Handler && it.place.start == handler.place {
            true => format!("  - `{}`: {}.\n", it.transform, body.why(it)),
            false => finding(body, it),
        },
    ));
    if findings.len() > LINES {
        text += &format!("  - … and {} more\n", findings.len() - LINES);
    }
    text
}

fn finding(body: &Body<'_>, finding: &FindingEntry) -> String {
    let way: Vec<String> = finding
        .way
        .iter()
        .skip(1)
        .map(|it: &StepEntry| prose(&it.name))
        .collect();
    let way = match way.as_slice() {
        [] => String::new(),
        steps => format!(", by way of {}", steps.join(" → ")),
    };
    let also = match finding.handlers.len() {
        0 | 1 => String::new(),
        more => format!(
            ", reached by {} too",
            plural(more - 1, "other handler", "other handlers")
        ),
    };
    let at = body.place(&finding.place);
    let became = match &finding.status {
        StatusEntry::Refused { reason, .. } => format!("Not rewritten: {}", prose(reason)),
        _ => body.why(finding),
    };
    format!(
        "  - {at} `{}`{way}{also}: {}. {became}.\n",
        finding.transform,
        prose(finding.message)
    )
}

/// Files that were not looked at.
pub(super) fn unread(body: &Body<'_>, room: usize) -> String {
    let entries = body.document.unread.iter().map(|it| {
        let line = it.line.unwrap_or(1);
        let at = place(&it.path, line, line, body.manner.link_base.as_deref());
        format!("- {at}: {}: {}\n", it.kind, prose(&it.reason))
    });
    folded(
        "### Files that were not looked at\n\n",
        "Which",
        entries.collect(),
        room,
    )
}

/// Places that name an older runtime.
pub(super) fn older_runtimes(body: &Body<'_>, room: usize) -> String {
    let entries = body.document.older_runtimes.iter().map(|it| {
        let at = place(&it.path, it.line, it.line, body.manner.link_base.as_deref());
        format!("- {at} names {}\n", code(&it.runtime))
    });
    let heading = format!(
        "### Deployment files that name an older runtime than {}; they are left\n\n",
        body.document.target
    );
    folded(&heading, "Which", entries.collect(), room)
}

/// A section of as many entries as there is room for.
pub(super) fn folded(heading: &str, summary: &str, entries: Vec<String>, room: usize) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let (open, close) = match entries.iter().map(|it| it.lines().count()).sum::<usize>() > UNFOLDED {
        true => (
            format!("<details>\n<summary>{summary}</summary>\n\n"),
            "\n</details>\n\n",
        ),
        false => (String::new(), "\n"),
    };
    let more = |number: usize| format!("- … and {number} more, which `leakfix check` tells\n");
    let room = room.saturating_sub(heading.len() + open.len() + close.len() + more(entries.len()).len());
    let mut text = String::new();
    let mut shown = 0;
    for it in &entries {
        // One with a monstrous name does not hide those after it.
        if text.len() + it.len() <= room {
            text += it;
            shown += 1;
        }
    }
    if shown < entries.len() {
        text += &more(entries.len() - shown);
    }
    format!("{heading}{open}{text}{close}")
}
