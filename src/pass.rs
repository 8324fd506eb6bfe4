//! One pass over unchanging sources: what is proposed for each leak, what of that
//! fits together, and what is left. Applies nothing.

use std::collections::BTreeSet;

use crate::{
    blocked::Blocked,
    finding::{Finding, LeakKey, Status, on_disk},
    fix::Run,
    leak::{Leak, Subject},
    rewrite::{Reason, Refusal, Rewrite, close, compose},
    semantic::{Handler, HandlerKey, Project, Runtime},
    syntax::{Edit, Node, SourceId, Sources},
    timings::Stage,
};

/// What one pass found.
#[derive(Default)]
pub(crate) struct Pass {
    /// Of all that is taken, disjoint.
    pub edits: Vec<Edit>,
    /// The rewrites in `edits`.
    pub taken: Vec<Taken>,
    pub left: Vec<Finding>,
    /// The handlers that became async and still reach a leak, and the functions of
    /// the leaks that still complete by a callback.
    pub unsettled: Vec<HandlerKey>,
    /// Handlers that could be async if what answers for them were awaited.
    pub pending: Vec<HandlerKey>,
    /// Functions that wait and complete by a callback, by the rewrites in `edits`.
    pub completing: BTreeSet<HandlerKey>,
    /// Those that return a promise instead.
    pub converted: BTreeSet<HandlerKey>,
    /// What comments suppress here.
    pub suppressed: BTreeSet<Suppressed>,
}

/// What a comment suppresses: its file and first byte on the disk, and the name in it.
pub(crate) type Suppressed = (SourceId, usize, String);

/// A rewrite that is applied.
pub(crate) struct Taken {
    /// What it is for, with the same key more than once where a leak has more than one place.
    pub findings: Vec<(LeakKey, Finding)>,
    /// All it changes; another rewrite may change the same in the same way.
    pub edits: Vec<Edit>,
}

/// A rewrite, and the leaks that it was made for.
struct Proposal<'s> {
    findings: Vec<(LeakKey, Finding)>,
    rewrite: Rewrite<'s>,
    is_allowed: bool,
}

impl Proposal<'_> {
    fn status(&self, sources: &Sources) -> Status {
        let place = self.rewrite.caveat_at.as_ref();
        match (self.is_allowed, self.rewrite.caveat) {
            (true, caveat) => Status::Fixed { caveat },
            (false, caveat) => Status::Unsafe {
                caveat: caveat.unwrap_or("what the code does may change"),
                place: place.map(|(id, range)| (*id, on_disk(sources.get(*id), range))),
            },
        }
    }
}

impl Pass {
    /// The leaks whose rewrites are taken.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &LeakKey> {
        self.taken.iter().flat_map(|it| &it.findings).map(|(key, _)| key)
    }
}

impl Taken {
    /// The files that it changes.
    pub(crate) fn sources(&self) -> Vec<SourceId> {
        let sources: BTreeSet<SourceId> = self.edits.iter().map(|it| it.source).collect();
        sources.into_iter().collect()
    }
}

impl Run<'_> {
    /// What is to be done about these leaks.
    pub(crate) fn propose_all<'s>(
        &self,
        project: &Project<'s>,
        sources: &'s Sources,
        blocked: &Blocked,
        leaks: Vec<Leak<'s>>,
    ) -> Pass {
        let mut proposals: Vec<Proposal<'s>> = Vec::new();
        let mut left = Vec::new();
        let unsettled = self.unsettled(project, &leaks, blocked);
        let suppressed = leaks.iter().flat_map(suppressed_by).collect();
        let wanted = leaks.iter().filter(|it| it.ignored.is_some());
        let wanted: Vec<Node<'s>> = wanted.map(Leak::place).collect();
        let is_on = |it: &Leak<'_>| !self.engine.off.contains(&it.transform.name);
        for leak in leaks.into_iter().filter(is_on) {
            let finding = |status: Status| Finding::of(&leak, project, &self.originally.answers, status);
            if leak.is_wanted() {
                let blocks = is_in_the_way(project, &leak);
                let reason = leak.ignored.as_ref().and_then(|it| it.reason.clone());
                let is_told = blocks || leak.ignored.is_some();
                left.extend(is_told.then(|| finding(Status::Ignored { reason, blocks })));
                continue;
            }
            if leak.is_advisory {
                left.push(finding(Status::Advisory));
                continue;
            }
            let key = LeakKey::of(&leak);
            if let Some(earlier) = converting(project, &leak, &mut proposals) {
                let status = earlier.status(sources);
                earlier.findings.push((key, finding(status)));
                continue;
            }
            let proposed = match blocked.leaks.get(&key) {
                Some(words) => Err(Refusal::at(leak.place(), Reason::Defect(words.clone()))),
                None => propose(&leak, project).and_then(|it| leave_wanted(it, &wanted)),
            };
            self.engine.timings.count(Stage::Propose, 1);
            match proposed {
                Err(_) if self.is_no_matter(&leak) => {}
                Err(refusal) => left.push(finding(Status::refused(&refusal, sources))),
                Ok(rewrite) => {
                    let is_allowed = self.allowed <= rewrite.applicability()
                        || self.engine.unsafe_too.contains(&leak.transform.name);
                    if !is_allowed && self.is_no_matter(&leak) {
                        continue;
                    }
                    let mut proposal = Proposal {
                        findings: Vec::new(),
                        rewrite,
                        is_allowed,
                    };
                    proposal.findings.push((key, finding(proposal.status(sources))));
                    proposals.push(proposal);
                }
            }
        }
        let (proposals, not_allowed): (Vec<_>, Vec<_>) = proposals.into_iter().partition(|it| it.is_allowed);
        let not_allowed: Vec<Finding> = not_allowed
            .into_iter()
            .flat_map(|it| it.findings)
            .map(|(_, it)| it)
            .collect();
        let mut pending = pending(project, blocked);
        pending.retain(|key| !not_allowed.iter().any(|it| it.handlers.contains(key)));
        left.extend(not_allowed);
        composed(
            proposals,
            Pass {
                left,
                unsettled,
                pending,
                suppressed,
                ..Pass::default()
            },
        )
    }

    /// Whether the target runtime takes the handler as it is.
    fn is_no_matter(&self, leak: &Leak<'_>) -> bool {
        leak.transform.subject == Subject::Handler && self.engine.target != Runtime::NodeJs24
    }

    /// The handlers that became async and still reach a leak, and functions that were
    /// to return a promise and still complete by a callback. What the author wants to
    /// be left counts where Lambda has waited for it until now.
    fn unsettled<'s>(&self, project: &Project<'s>, leaks: &[Leak<'s>], blocked: &Blocked) -> Vec<HandlerKey> {
        let functions: Vec<_> = leaks
            .iter()
            .filter(|it| !it.is_advisory)
            .filter_map(|it| project.function_around(it.place()).map(|id| (id, it.is_wanted())))
            .collect();
        let is_cut_off = |it: &Handler| {
            functions.iter().any(|(leaking, is_wanted)| {
                (!is_wanted || self.originally.waited(it)) && project.reaches(it.function, *leaking)
            })
        };
        project
            .handlers()
            .iter()
            .filter(|it| self.originally.is_new(it, project[it.function].is_async))
            .filter(|it| !blocked.handlers.contains(&it.key))
            .filter(|it| is_cut_off(it))
            .map(|it| it.key.clone())
            .chain(completing(project, leaks))
            .collect()
    }
}

/// Takes what fits together.
fn composed(proposals: Vec<Proposal<'_>>, mut pass: Pass) -> Pass {
    let rewrites: Vec<&Rewrite<'_>> = proposals.iter().map(|it| &it.rewrite).collect();
    let composition = compose(&rewrites);
    pass.edits = composition.edits;
    for (proposal, taken) in proposals.into_iter().zip(composition.taken) {
        let Some(edits) = taken else {
            continue;
        };
        pass.completing.extend(proposal.rewrite.completing);
        pass.converted.extend(proposal.rewrite.converted);
        pass.taken.push(Taken {
            findings: proposal.findings,
            edits,
        });
    }
    pass
}

/// The proposal that converts this handler along with others: functions that answer
/// for more than one handler change once.
fn converting<'p, 's>(
    project: &Project<'s>,
    leak: &Leak<'s>,
    proposals: &'p mut [Proposal<'s>],
) -> Option<&'p mut Proposal<'s>> {
    if leak.transform.subject != Subject::Handler {
        return None;
    }
    let key = project.function_key(project.function(leak.get("handler")?)?)?;
    proposals.iter_mut().find(|it| it.rewrite.converted.contains(&key))
}

/// What the author wants to be left keeps a handler from becoming async.
fn is_in_the_way<'s>(project: &Project<'s>, leak: &Leak<'s>) -> bool {
    let mut handlers = project.handlers_reaching(leak.place()).into_iter();
    leak.transform.subject == Subject::Leak && handlers.any(|it| it.is_held && !it.is_wanted)
}

fn suppressed_by(leak: &Leak<'_>) -> Vec<Suppressed> {
    let Some(ignore) = &leak.ignored else {
        return Vec::new();
    };
    let offset = leak.source.trace.nearest(ignore.offset);
    let names = ignore.names.iter().filter(|it| leak.transform.is_meant_by(it));
    names.map(|it| (leak.source.id, offset, it.clone())).collect()
}

/// A rewrite as it is, unless what the author wants to be left would have to change.
fn leave_wanted<'s>(rewrite: Rewrite<'s>, wanted: &[Node<'s>]) -> Result<Rewrite<'s>, Refusal> {
    match rewrite.callers.iter().find(|it| wanted.contains(it)) {
        Some(call) => Err(Refusal::at(*call, Reason::Wanted)),
        None => Ok(rewrite),
    }
}

/// The handlers of which the author wants that they answer as they do: nothing makes
/// them async then.
pub(crate) fn wanted_handlers<'s>(project: &Project<'s>, leaks: &[Leak<'s>]) -> Vec<HandlerKey> {
    let is_wanted = |it: &&Leak<'_>| it.transform.subject == Subject::Handler && it.ignored.is_some();
    let functions = leaks.iter().filter(is_wanted).filter_map(|it| it.get("handler"));
    let handlers = functions.filter_map(|it| project.handler(project.function(it)?));
    // What is async goes on to wait for what it starts.
    let kept = handlers.filter(|it| it.answers_by_call() || !project[it.function].is_async);
    kept.map(|it| it.key.clone()).collect()
}

/// The rewrite of one leak, closed.
///
/// # Errors
/// Why the leak stays.
pub(crate) fn propose<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    if has_error_around(leak) {
        return Err(Refusal::at(leak.place(), Reason::UnreadableSyntax));
    }
    if let Some(place) = project.dynamic_names_around(leak.place()) {
        return Err(Refusal::at(place, Reason::DynamicNames));
    }
    let rewrite = close(project, (leak.transform.rewrite)(leak, project)?)?;
    if let Some(place) = rewrite.unreadable() {
        return Err(Refusal::at(place, Reason::UnreadableSyntax));
    }
    match rewrite.lost_comment() {
        Some(place) => Err(Refusal::at(place, Reason::CommentLost)),
        None => Ok(rewrite),
    }
}

/// Handlers that still answer by a call although they could be async; a bridge has not
/// been tried.
fn pending(project: &Project<'_>, blocked: &Blocked) -> Vec<HandlerKey> {
    let handlers = project.handlers().iter();
    let left = handlers.filter(|it| it.answers_by_call() && !blocked.handlers.is_bridged(&it.key));
    let convertible = left.filter(|it| project.convertible(it.function).is_ok());
    convertible.map(|it| it.key.clone()).collect()
}

/// The functions that leaks wait for in vain, where they could return a promise; a
/// leak in the callback of another one may only wait for that.
fn completing<'s>(project: &Project<'s>, leaks: &[Leak<'s>]) -> Vec<HandlerKey> {
    let convertible = leaks.iter().filter_map(|leak| {
        let id = project.completing_function(leak.get("function")?)?;
        project.convertible(id).ok()?;
        Some((leak.place(), project.function_key(id)?))
    });
    let convertible: Vec<_> = convertible.collect();
    let is_inner = |place: Node<'s>| convertible.iter().any(|(it, _)| *it != place && it.contains(place));
    let outermost = convertible.iter().filter(|(place, _)| !is_inner(*place));
    outermost.map(|(_, key)| key.clone()).collect()
}

/// tree-sitter could not read a part of the function around the leak.
fn has_error_around(leak: &Leak<'_>) -> bool {
    let around = leak.place().ancestors().filter(|it| it.is_function()).last();
    around.is_some_and(|it| it.has_error())
}
