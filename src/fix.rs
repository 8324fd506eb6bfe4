//! The loop: locate, propose, compose, apply, verify, until nothing is
//! proposed; and what is put back. Knows no transform and writes no file.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    blocked::{Blocked, Broken},
    finding::{Finding, LeakKey, Status},
    leak::{Leak, Subject},
    originally::Originally,
    query::Engine,
    readiness::Roll,
    rewrite::{Applicability, Reason, Refusal, Rewrite, close, compose},
    semantic::{Handler, HandlerKey, Held, Ignore, Links, Project, Runtime, ignores},
    syntax::{Edit, Node, SourceId, Sources},
    timings::{Stage, Timings},
    verify::verify,
};

/// More passes than nesting is deep in any code that people write.
const MAX_PASSES: usize = 64;

/// What became of a program.
pub struct Outcome {
    /// The new sources.
    pub after: Sources,
    /// Every leak that was found, fixed or not, in the order of the files.
    pub findings: Vec<Finding>,
    /// Where leakfix was wrong and noticed.
    pub defects: Vec<String>,
    /// How many passes changed something.
    pub passes: usize,
    /// For each group of files that belong to one rewrite.
    pub groups: Vec<Vec<SourceId>>,
    /// What the authors of the selected files have decided to leave.
    pub ignores: Vec<(SourceId, Ignore)>,
    /// What the target runtime makes of the handlers.
    pub roll: Roll,
}

/// Rewrites what can be rewritten; a handler that would answer too early is put
/// back and held.
pub fn fix(before: &Sources, links: &Links, engine: &Engine, allowed: Applicability) -> Outcome {
    let timings = &engine.timings;
    let mut blocked = Blocked::default();
    let mut defects = Vec::new();
    let project = analyze(before, links, &blocked, timings);
    let run = Run {
        before,
        links,
        engine,
        allowed,
        originally: Originally::of(&project),
    };
    let plain = project.handlers().iter().filter(|it| !project[it.function].is_async);
    blocked.handlers.begin_with(plain.map(|it| it.key.clone()));
    // Nothing is blocked yet, so the first pass can be made of the same analysis.
    let mut opening = Some(run.pass(&project, before, &blocked));
    let roll = Roll::call(&project, engine.target);
    drop(project);
    loop {
        match run.fixpoint(&blocked, opening.take()) {
            Err(broken) => {
                defects.extend(broken.values().cloned());
                blocked.leaks.extend(broken);
            }
            Ok((mut outcome, unsettled)) => {
                if unsettled.is_empty() {
                    outcome.defects = defects;
                    blocked.explain(&mut outcome.findings);
                    outcome.roll = roll.of_outcome(&outcome, before, links, engine);
                    return outcome;
                }
                blocked.remember(&outcome.findings);
                for key in unsettled {
                    let may_be_bridged = run.originally.answered_by_call.contains(&key);
                    if !may_be_bridged || !blocked.handlers.bridge(key.clone()) {
                        blocked.handlers.keep(key);
                    }
                }
            }
        }
    }
}

/// What there is where nothing can leak: handlers.
pub fn look(sources: &Sources, links: &Links, engine: &Engine) -> Outcome {
    let timings = &engine.timings;
    timings.count(Stage::Analyze, 1);
    let project = timings.measure(Stage::Analyze, || {
        Project::with_handlers(sources, links, &Held::default())
    });
    Outcome {
        after: sources.clone(),
        findings: Vec::new(),
        defects: Vec::new(),
        passes: 0,
        groups: Vec::new(),
        ignores: all_ignores(sources),
        roll: Roll::call(&project, engine.target),
    }
}

fn all_ignores(sources: &Sources) -> Vec<(SourceId, Ignore)> {
    let selected = sources.iter().filter(|it| it.is_selected);
    selected
        .flat_map(|source| ignores(source).into_iter().map(|it| (source.id, it)))
        .collect()
}

fn analyze<'s>(sources: &'s Sources, links: &'s Links, blocked: &Blocked, timings: &Timings) -> Project<'s> {
    timings.count(Stage::Analyze, 1);
    timings.measure(Stage::Analyze, || Project::analyze(sources, links, &blocked.handlers))
}

struct Run<'r> {
    before: &'r Sources,
    links: &'r Links,
    engine: &'r Engine,
    allowed: Applicability,
    originally: Originally,
}

/// What one pass found.
struct Pass {
    edits: Vec<Edit>,
    /// Findings of the rewrites in `edits`, by leak.
    taken: BTreeMap<LeakKey, Finding>,
    left: Vec<Finding>,
    groups: Vec<Vec<SourceId>>,
    /// The handlers that became async and still reach a leak, and the functions of
    /// the leaks that still complete by a callback.
    unsettled: Vec<HandlerKey>,
    /// Handlers that could be async if what answers for them were awaited.
    pending: Vec<HandlerKey>,
    /// Functions that wait and complete by a callback, by the rewrites in `edits`.
    completing: BTreeSet<HandlerKey>,
    /// Those that return a promise instead.
    converted: BTreeSet<HandlerKey>,
}

impl Run<'_> {
    /// Passes until nothing is proposed; also gives the handlers and functions that
    /// must be put back. The `opening` is the first pass, where it has been made already.
    ///
    /// # Errors
    /// The leaks whose rewrites broke something, with the words for it.
    fn fixpoint(&self, blocked: &Blocked, mut opening: Option<Pass>) -> Result<(Outcome, Vec<HandlerKey>), Broken> {
        let mut sources = self.before.clone();
        let mut fixed: BTreeMap<LeakKey, Finding> = BTreeMap::new();
        let mut groups = Vec::new();
        let mut completing = BTreeSet::new();
        for passes in 0..MAX_PASSES {
            let pass = opening.take().unwrap_or_else(|| self.pass_over(&sources, blocked));
            if pass.edits.is_empty() {
                let outcome = self.outcome(sources, fixed, pass.left, passes, groups);
                // What only waits for others may succeed once those are put back.
                let unsettled = match (pass.unsettled.is_empty(), completing.is_empty()) {
                    (false, _) => pass.unsettled,
                    (true, false) => completing.into_iter().collect(),
                    (true, true) => pass.pending,
                };
                return Ok((outcome, unsettled));
            }
            let timings = &self.engine.timings;
            timings.count(Stage::Apply, 1);
            let applied = timings.measure(Stage::Apply, || {
                let after = sources.apply(&pass.edits);
                let checked = self.referee(&sources, &after, &pass.edits);
                checked.map(|()| after)
            });
            let after = match applied {
                Ok(after) => after,
                Err(defect) => return Err(self.blame(&sources, blocked, &pass, &defect)),
            };
            completing.extend(pass.completing);
            completing.retain(|it| !pass.converted.contains(it));
            fixed.extend(pass.taken);
            groups.extend(pass.groups);
            sources = after;
        }
        let pass = self.pass_over(&sources, blocked);
        let words = |key: &LeakKey| {
            let path = sources.get(key.source).path.display();
            format!("{path}: the rewrites of {} do not come to an end", key.transform)
        };
        Err(pass.taken.into_keys().map(|key| (key.clone(), words(&key))).collect())
    }

    fn pass_over(&self, sources: &Sources, blocked: &Blocked) -> Pass {
        let project = analyze(sources, self.links, blocked, &self.engine.timings);
        self.pass(&project, sources, blocked)
    }

    /// One pass over unchanging sources.
    fn pass<'s>(&self, project: &Project<'s>, sources: &'s Sources, blocked: &Blocked) -> Pass {
        let timings = &self.engine.timings;
        let leaks = timings.measure(Stage::Locate, || self.engine.locate(project));
        timings.count(Stage::Locate, leaks.len());
        timings.measure(Stage::Propose, || self.propose_all(project, sources, blocked, leaks))
    }

    fn propose_all<'s>(
        &self,
        project: &Project<'s>,
        sources: &'s Sources,
        blocked: &Blocked,
        leaks: Vec<Leak<'s>>,
    ) -> Pass {
        let mut rewrites = Vec::new();
        let mut left = Vec::new();
        let unsettled = self.unsettled(project, &leaks, blocked);
        let mut pending = pending(project, blocked);
        for leak in leaks
            .into_iter()
            .filter(|it| !self.engine.off.contains(&it.transform.name))
        {
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
            let proposed = match blocked.leaks.get(&key) {
                Some(words) => Err(Refusal::at(leak.place(), Reason::Defect(words.clone()))),
                None => propose(&leak, project),
            };
            self.engine.timings.count(Stage::Propose, 1);
            match proposed {
                Ok(rewrite) if self.allowed <= rewrite.applicability() => {
                    let status = Status::Fixed { caveat: rewrite.caveat };
                    rewrites.push((key, finding(status), rewrite));
                }
                Err(_) | Ok(_) if self.is_no_matter(&leak) => {}
                Ok(rewrite) => {
                    let caveat = rewrite.caveat.unwrap_or("what the code does may change");
                    left.push(finding(Status::Unsafe { caveat }));
                    let handlers = project.handlers_reaching(leak.place());
                    pending.retain(|key| !handlers.iter().any(|it| it.key == *key));
                }
                Err(refusal) => left.push(finding(Status::refused(&refusal, sources))),
            }
        }
        let only: Vec<&Rewrite<'_>> = rewrites.iter().map(|(_, _, it)| it).collect();
        let composition = compose(&only);
        let taken = || only.iter().zip(&composition.taken).filter(|(_, taken)| **taken);
        let completing = taken().flat_map(|(it, _)| it.completing.clone()).collect();
        let converted = taken().flat_map(|(it, _)| it.converted.clone()).collect();
        let groups = only
            .iter()
            .zip(&composition.taken)
            .filter(|(_, taken)| **taken)
            .map(|(it, _)| it.sources().map(|source| source.id).collect())
            .collect();
        let taken = rewrites
            .into_iter()
            .zip(composition.taken)
            .filter(|(_, taken)| *taken)
            .map(|((key, finding, _), _)| (key, finding))
            .collect();
        Pass {
            edits: composition.edits,
            taken,
            left,
            groups,
            unsettled,
            pending,
            completing,
            converted,
        }
    }

    /// Whether the target runtime takes the handler as it is.
    fn is_no_matter(&self, leak: &Leak<'_>) -> bool {
        leak.transform.subject == Subject::Handler && self.engine.target != Runtime::NodeJs24
    }

    fn referee(&self, before: &Sources, after: &Sources, edits: &[Edit]) -> Result<(), String> {
        for (old, new) in after.changed(before) {
            let own: Vec<Edit> = edits.iter().filter(|it| it.source == old.id).cloned().collect();
            verify(old, new, &own, self.links).map_err(|words| format!("{}: {words}", old.path.display()))?;
        }
        Ok(())
    }

    /// The leaks whose rewrites break something by themselves, or else all of
    /// the pass.
    fn blame(&self, sources: &Sources, blocked: &Blocked, pass: &Pass, defect: &str) -> Broken {
        let project = analyze(sources, self.links, blocked, &self.engine.timings);
        let mut broken = Broken::new();
        for leak in self.engine.locate(&project) {
            let key = LeakKey::of(&leak);
            if !pass.taken.contains_key(&key) {
                continue;
            }
            let Ok(rewrite) = propose(&leak, &project) else {
                continue;
            };
            let edits = compose(&[&rewrite]).edits;
            if let Err(words) = self.referee(sources, &sources.apply(&edits), &edits) {
                broken.insert(key, words);
            }
        }
        if broken.is_empty() {
            let all = pass.taken.keys().cloned();
            return all.map(|key| (key, defect.to_owned())).collect();
        }
        broken
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

    fn outcome(
        &self,
        after: Sources,
        fixed: BTreeMap<LeakKey, Finding>,
        left: Vec<Finding>,
        passes: usize,
        groups: Vec<Vec<SourceId>>,
    ) -> Outcome {
        let mut findings: Vec<Finding> = fixed.into_values().chain(left).collect();
        findings.sort_by_key(|it| (it.source, it.offset));
        Outcome {
            after,
            findings,
            defects: Vec::new(),
            passes,
            groups,
            ignores: all_ignores(self.before),
            roll: Roll::default(),
        }
    }
}

/// What the author wants to be left keeps a handler from becoming async.
fn is_in_the_way<'s>(project: &Project<'s>, leak: &Leak<'s>) -> bool {
    let mut handlers = project.handlers_reaching(leak.place()).into_iter();
    handlers.any(|it| it.is_held)
}

fn propose<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    if has_error_around(leak) {
        return Err(Refusal::at(leak.place(), Reason::UnreadableSyntax));
    }
    if let Some(place) = project.dynamic_names_around(leak.place()) {
        return Err(Refusal::at(place, Reason::DynamicNames));
    }
    close(project, (leak.transform.rewrite)(leak, project)?)
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
