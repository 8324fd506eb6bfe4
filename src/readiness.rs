//! What the target runtime makes of each handler, as it is and with the rewrites;
//! plain data that outlives the passes. Knows handlers and findings, no rewrite.

use std::{ops::Range, path::PathBuf};

use crate::{
    finding::{Finding, Status},
    fix::Outcome,
    leak::Subject,
    query::Engine,
    semantic::{DeclaredRuntime, Found, HandlerKey, Held, Links, Project, Readiness, Runtime, Verdict},
    syntax::{Node, SourceId, Sources},
    timings::Stage,
};

/// The handlers of the selected files, and the runtimes that are declared for them.
#[derive(Debug, Clone, Default)]
pub struct Roll {
    /// In the order of the analysis.
    pub handlers: Vec<Entry>,
    /// What is declared to run on an older runtime than the target.
    pub older: Vec<Older>,
}

/// A handler that is declared to run on an older runtime.
#[derive(Debug, Clone)]
pub struct Older {
    /// Its file and its export.
    pub key: HandlerKey,
    /// Which runtime, and where that is said.
    pub runtime: DeclaredRuntime,
}

/// A handler, and whether it runs.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its file and its export.
    pub key: HandlerKey,
    /// The file that exports it.
    pub exported_in: PathBuf,
    /// The file, the line and the column where its function begins on the disk.
    pub place: (PathBuf, usize, usize),
    /// As it is.
    pub now: Readiness,
    /// With the rewrites.
    pub after: Readiness,
    /// A finding says of the handler itself why it stays as it is.
    pub is_told: bool,
    /// An earlier report says that it is refused: that is nothing new.
    pub is_known: bool,
    found: Found,
    /// The file and the bytes of what stands before its body.
    head: (SourceId, Range<usize>),
}

impl Roll {
    /// Asks for the handlers of a program that is as it is on the disk.
    pub fn call(project: &Project<'_>, target: Runtime) -> Roll {
        let is_selected = |key: &HandlerKey| project.module(key.0).source.is_selected;
        let handlers = project.handlers().iter().filter(|it| is_selected(&it.key));
        let entries = handlers.map(|handler| {
            let node = project[handler.function].node;
            let (line, column) = node.line_column();
            let now = project.readiness(handler, target);
            Entry {
                key: handler.key.clone(),
                exported_in: project.module(handler.key.0).source.path.clone(),
                place: (node.source.path.clone(), line, column),
                after: now.clone(),
                now,
                is_told: false,
                is_known: false,
                found: handler.found.clone(),
                head: head(node),
            }
        });
        Roll {
            handlers: entries.collect(),
            older: older(project, target),
        }
    }

    /// The same with what became of the program.
    pub fn of_outcome(mut self, outcome: &Outcome, before: &Sources, links: &Links, engine: &Engine) -> Roll {
        if outcome.after.changed(before).next().is_some() {
            let timings = &engine.timings;
            timings.measure(Stage::Analyze, || self.ask_again(&outcome.after, links, engine.target));
        }
        self.know_leaks(&outcome.findings);
        self
    }

    /// The same where other rewrites were made than those that it knows of.
    pub fn of_other_rewrites(mut self, outcome: &Outcome, before: &Sources, links: &Links, target: Runtime) -> Roll {
        for entry in &mut self.handlers {
            entry.after = entry.now.clone();
        }
        if outcome.after.changed(before).next().is_some() {
            self.ask_again(&outcome.after, links, target);
        }
        self.know_leaks(&outcome.findings);
        self
    }

    /// Asks for the same handlers in the new sources.
    pub fn ask_again(&mut self, after: &Sources, links: &Links, target: Runtime) {
        let project = Project::with_handlers(after, links, &Held::default());
        for entry in &mut self.handlers {
            // What is not found any more is not said to be better.
            if let Some(handler) = project.same_handler(&entry.key, &entry.found) {
                entry.after = project.readiness(&handler, target);
            }
        }
    }

    /// Knows which handlers start work that they do not wait for, and which still do so.
    fn know_leaks(&mut self, findings: &[Finding]) {
        for entry in &mut self.handlers {
            let own: Vec<&Finding> = findings.iter().filter(|it| it.handlers.contains(&entry.key)).collect();
            let (source, head) = &entry.head;
            let tells = |it: &&&Finding| it.subject == Subject::Handler || is_leak(it);
            let mut told = own.iter().filter(tells);
            entry.is_told = told.any(|it| it.source == *source && head.contains(&it.offset));
            let own: Vec<&Finding> = own.into_iter().filter(|it| is_leak(it)).collect();
            if !own.is_empty() {
                entry.now = entry.now.clone().with_work();
            }
            if own.iter().any(|it| it.is_left()) {
                entry.after = entry.after.clone().with_work();
            }
        }
    }
}

impl Roll {
    /// Whether a handler runs as it is.
    pub fn verdict(&self, key: &HandlerKey) -> Verdict {
        let entry = self.handlers.iter().find(|it| it.key == *key);
        entry.map_or(Verdict::Unknown, Entry::verdict)
    }
}

impl Entry {
    /// Whether it runs as it is.
    pub fn verdict(&self) -> Verdict {
        self.now.verdict()
    }

    /// Whether it is refused as it is, and runs with the rewrites.
    pub fn is_made_to_run(&self) -> bool {
        self.now.verdict() == Verdict::Refused && self.after.verdict() == Verdict::Runs
    }
}

fn head(function: Node<'_>) -> (SourceId, Range<usize>) {
    let end = function.field("body").map_or(function.end(), Node::start);
    (function.source.id, function.start()..end)
}

/// What an author wants to be left is his.
pub fn is_leak(finding: &Finding) -> bool {
    finding.subject == Subject::Leak && !matches!(finding.status, Status::Advisory | Status::Ignored { .. })
}

/// Also of handlers whose code cannot be seen; what is declared and not there counts for nothing.
fn older(project: &Project<'_>, target: Runtime) -> Vec<Older> {
    let selected = project.modules().iter().map(|it| it.source).filter(|it| it.is_selected);
    let declared = selected.flat_map(|it| project.links().declared.of(it.id));
    let there = declared.filter(|it| !project.missing_handlers().contains(it));
    let older = there.filter_map(|it| {
        let runtime = it.runtime.clone().filter(|it| target.is_newer_than(it))?;
        let key = (it.source, it.export.clone());
        Some(Older { key, runtime })
    });
    older.collect()
}
