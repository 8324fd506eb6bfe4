//! The loop: locate, propose, compose, apply, verify, until nothing is
//! proposed; and what is put back. Knows no transform and writes no file.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    attribution::Attribution,
    blocked::{Blocked, Broken},
    finding::{Finding, LeakKey},
    originally::Originally,
    pass::{Pass, propose, wanted_handlers},
    query::Engine,
    readiness::Roll,
    rewrite::{Applicability, compose},
    semantic::{HandlerKey, Held, Ignore, Links, Project, ignores},
    syntax::{Edit, SourceId, Sources},
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
    /// For each group of files that belong to one rewrite, or to several of which none can be made alone.
    pub groups: Vec<Vec<SourceId>>,
    /// What each change is due to, and which belong together.
    pub attribution: Attribution,
    /// What the authors of the selected files have decided to leave.
    pub ignores: Vec<(SourceId, Ignore)>,
    /// Which of them suppress a leak: the file, the first byte, and the name.
    pub suppressed: BTreeSet<(SourceId, usize, String)>,
    /// What the target runtime makes of the handlers.
    pub roll: Roll,
}

/// Rewrites what can be rewritten; a handler that would answer too early is put
/// back and held.
pub fn fix(before: &Sources, links: &Links, engine: &Engine, allowed: Applicability) -> Outcome {
    let timings = &engine.timings;
    let mut blocked = Blocked::default();
    let mut defects = Vec::new();
    let mut suppressed = BTreeSet::new();
    let project = analyze(before, links, &blocked, timings);
    let project = without_wanted(project, before, links, engine, &mut blocked);
    let project = with_bridges(project, before, links, engine, &mut blocked);
    let run = Run {
        before,
        links,
        engine,
        allowed,
        originally: Originally::of(&project),
    };
    blocked.handlers.begin_with(&project);
    // Nothing has been tried yet, so the first pass can be made of the same analysis.
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
                suppressed.append(&mut outcome.suppressed);
                if unsettled.is_empty() {
                    outcome.defects = defects;
                    outcome.suppressed = suppressed;
                    blocked.explain(&mut outcome.findings);
                    outcome.roll = roll.of_outcome(&outcome, before, links, engine);
                    return outcome;
                }
                blocked.remember(&outcome.findings);
                for key in unsettled {
                    let may_be_bridged = run.originally.answered_by_call.contains(&key);
                    let is_tried = !may_be_bridged || !blocked.handlers.bridge(key.clone());
                    // The reason is then what it was.
                    if is_tried && !blocked.handlers.is_whole_no_more(&key) {
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
        attribution: Attribution::default(),
        ignores: all_ignores(sources),
        suppressed: BTreeSet::new(),
        roll: Roll::call(&project, engine.target),
    }
}

fn all_ignores(sources: &Sources) -> Vec<(SourceId, Ignore)> {
    let selected = sources.iter().filter(|it| it.is_selected);
    selected
        .flat_map(|source| ignores(source).into_iter().map(|it| (source.id, it)))
        .collect()
}

/// The project with the handlers held that the author wants to answer as they do.
fn without_wanted<'s>(
    project: Project<'s>,
    sources: &'s Sources,
    links: &'s Links,
    engine: &Engine,
    blocked: &mut Blocked,
) -> Project<'s> {
    // Hardly any program has such a comment.
    if all_ignores(sources).is_empty() {
        return project;
    }
    let wanted = wanted_handlers(&project, &engine.locate(&project));
    if wanted.is_empty() {
        return project;
    }
    blocked.handlers.want(wanted);
    analyze(sources, links, blocked, &engine.timings)
}

/// The project with the handlers bridged that can be converted in no other way.
fn with_bridges<'s>(
    project: Project<'s>,
    sources: &'s Sources,
    links: &'s Links,
    engine: &Engine,
    blocked: &mut Blocked,
) -> Project<'s> {
    let stuck = project.may_be_bridged_as_whole();
    if stuck.is_empty() {
        return project;
    }
    blocked.handlers.bridge_as_whole(&stuck);
    let bridged = analyze(sources, links, blocked, &engine.timings);
    let all = bridged.handlers().iter().filter(|it| stuck.contains(&it.key));
    let fit = all.filter(|it| bridged.convertible(it.function).is_ok());
    let fit: Vec<HandlerKey> = fit.map(|it| it.key.clone()).collect();
    blocked.handlers.bridge_as_whole(&fit);
    match fit.len() {
        0 => project,
        it if it == stuck.len() => bridged,
        _ => analyze(sources, links, blocked, &engine.timings),
    }
}

fn analyze<'s>(sources: &'s Sources, links: &'s Links, blocked: &Blocked, timings: &Timings) -> Project<'s> {
    timings.count(Stage::Analyze, 1);
    timings.measure(Stage::Analyze, || Project::analyze(sources, links, &blocked.handlers))
}

/// What stays the same from pass to pass.
pub(crate) struct Run<'r> {
    before: &'r Sources,
    links: &'r Links,
    pub(crate) engine: &'r Engine,
    pub(crate) allowed: Applicability,
    pub(crate) originally: Originally,
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
        let mut attribution = Attribution::default();
        let mut completing = BTreeSet::new();
        let mut suppressed = BTreeSet::new();
        for passes in 0..MAX_PASSES {
            let mut pass = opening.take().unwrap_or_else(|| self.pass_over(&sources, blocked));
            suppressed.append(&mut pass.suppressed);
            if pass.edits.is_empty() {
                attribution.relate(&fixed, &self.originally);
                groups.extend(attribution.files_together());
                let mut outcome = self.outcome(sources, fixed, pass.left, passes, groups, attribution);
                outcome.suppressed = suppressed;
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
            attribution.extend(&pass.taken, &sources, &after, passes == 0);
            for it in pass.taken {
                groups.push(it.sources());
                fixed.extend(it.findings);
            }
            sources = after;
        }
        let pass = self.pass_over(&sources, blocked);
        let words = |key: &LeakKey| {
            let path = sources.get(key.source).path.display();
            format!("{path}: the rewrites of {} do not come to an end", key.transform)
        };
        Err(pass.keys().map(|key| (key.clone(), words(key))).collect())
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
            if !pass.keys().any(|it| *it == key) {
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
            let all = pass.keys().cloned();
            return all.map(|key| (key, defect.to_owned())).collect();
        }
        broken
    }

    fn outcome(
        &self,
        after: Sources,
        fixed: BTreeMap<LeakKey, Finding>,
        left: Vec<Finding>,
        passes: usize,
        groups: Vec<Vec<SourceId>>,
        attribution: Attribution,
    ) -> Outcome {
        let mut findings: Vec<Finding> = fixed.into_values().chain(left).collect();
        findings.sort_by_key(|it| (it.source, it.offset));
        Outcome {
            after,
            findings,
            defects: Vec::new(),
            passes,
            groups,
            attribution,
            ignores: all_ignores(self.before),
            suppressed: BTreeSet::new(),
            roll: Roll::default(),
        }
    }
}
