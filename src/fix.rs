//! The loop: locate, propose, compose, apply, verify, until nothing is
//! proposed; and what is put back. Knows no transform and writes no file.

use std::collections::{BTreeMap, HashMap};

use crate::{
    finding::{Finding, LeakKey, Status},
    leak::Leak,
    query::Engine,
    rewrite::{Applicability, Reason, Refusal, Rewrite, close, compose},
    semantic::{Answers, HandlerKey, Held, Links, Project},
    syntax::{Edit, SourceId, Sources},
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
    /// How many handlers the selected files have.
    pub handlers: usize,
    /// For each group of files that belong to one rewrite.
    pub groups: Vec<Vec<SourceId>>,
}

/// What must not be tried again in this run.
#[derive(Default)]
struct Blocked {
    handlers: Held,
    leaks: HashMap<LeakKey, String>,
}

/// How each handler answered before the first pass.
type Originally = HashMap<HandlerKey, Answers>;

/// Rewrites what can be rewritten; a handler that would answer too early is put
/// back and held.
pub fn fix(before: &Sources, links: &Links, engine: &Engine, allowed: Applicability) -> Outcome {
    let mut blocked = Blocked::default();
    let mut defects = Vec::new();
    let originally: Originally = Project::analyze(before, links, &Held::default())
        .handlers()
        .iter()
        .map(|it| (it.key.clone(), it.answers))
        .collect();
    let run = Run {
        before,
        links,
        engine,
        allowed,
        originally,
    };
    loop {
        match run.fixpoint(&blocked) {
            Err(broken) => {
                defects.extend(broken.values().cloned());
                blocked.leaks.extend(broken);
            }
            Ok(mut outcome) => {
                let unsettled = match outcome.passes {
                    0 => Vec::new(),
                    _ => run.unsettled(&outcome.after, &blocked),
                };
                if unsettled.is_empty() {
                    outcome.defects = defects;
                    return outcome;
                }
                blocked.handlers.extend(unsettled);
            }
        }
    }
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
}

impl Run<'_> {
    /// Passes until nothing is proposed.
    ///
    /// # Errors
    /// The leaks whose rewrites broke something, with the words for it.
    fn fixpoint(&self, blocked: &Blocked) -> Result<Outcome, HashMap<LeakKey, String>> {
        let mut sources = self.before.clone();
        let mut fixed: BTreeMap<LeakKey, Finding> = BTreeMap::new();
        let mut groups = Vec::new();
        for passes in 0..MAX_PASSES {
            let pass = self.pass(&sources, blocked);
            if pass.edits.is_empty() {
                return Ok(self.outcome(sources, fixed, pass.left, passes, groups));
            }
            let after = sources.apply(&pass.edits);
            if let Err(defect) = self.referee(&sources, &after, &pass.edits) {
                return Err(self.blame(&sources, blocked, &pass, &defect));
            }
            fixed.extend(pass.taken);
            groups.extend(pass.groups);
            sources = after;
        }
        let pass = self.pass(&sources, blocked);
        let words = |key: &LeakKey| {
            let path = sources.get(key.source).path.display();
            format!("{path}: the rewrites of {} do not come to an end", key.transform)
        };
        Err(pass.taken.into_keys().map(|key| (key.clone(), words(&key))).collect())
    }

    /// One pass over unchanging sources.
    fn pass(&self, sources: &Sources, blocked: &Blocked) -> Pass {
        let project = Project::analyze(sources, self.links, &blocked.handlers);
        let mut rewrites = Vec::new();
        let mut left = Vec::new();
        for leak in self.engine.locate(&project) {
            let finding = |status: Status| Finding::of(&leak, &project, &self.originally, status);
            if leak.is_advisory {
                left.push(finding(Status::Advisory));
                continue;
            }
            let key = LeakKey::of(&leak);
            let proposed = match blocked.leaks.get(&key) {
                Some(words) => Err(Refusal::at(leak.place(), Reason::Defect(words.clone()))),
                None => propose(&leak, &project),
            };
            match proposed {
                Ok(rewrite) if self.allowed <= rewrite.applicability() => {
                    let status = Status::Fixed { caveat: rewrite.caveat };
                    rewrites.push((key, finding(status), rewrite));
                }
                Ok(rewrite) => left.push(finding(Status::Unsafe {
                    caveat: rewrite.caveat.unwrap_or("what the code does may change"),
                })),
                Err(refusal) => left.push(finding(Status::refused(&refusal, sources))),
            }
        }
        let only: Vec<&Rewrite<'_>> = rewrites.iter().map(|(_, _, it)| it).collect();
        let composition = compose(&only);
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
        }
    }

    fn referee(&self, before: &Sources, after: &Sources, edits: &[Edit]) -> Result<(), String> {
        for (old, new) in after.changed(before) {
            let own: Vec<Edit> = edits.iter().filter(|it| it.source == old.id).cloned().collect();
            verify(old, new, &own, self.links.is_module(old.id))
                .map_err(|words| format!("{}: {words}", old.path.display()))?;
        }
        Ok(())
    }

    /// The leaks whose rewrites break something by themselves, or else all of
    /// the pass.
    fn blame(&self, sources: &Sources, blocked: &Blocked, pass: &Pass, defect: &str) -> HashMap<LeakKey, String> {
        let project = Project::analyze(sources, self.links, &blocked.handlers);
        let mut broken = HashMap::new();
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

    /// The handlers that became async and still reach a leak.
    fn unsettled(&self, after: &Sources, blocked: &Blocked) -> Vec<HandlerKey> {
        let project = Project::analyze(after, self.links, &Held::default());
        let leaks = self.engine.locate(&project);
        let was_async = {
            let before = Project::analyze(self.before, self.links, &Held::default());
            before
                .handlers()
                .iter()
                .filter(|it| before[it.function].is_async)
                .map(|it| it.key.clone())
                .collect::<Vec<_>>()
        };
        project
            .handlers()
            .iter()
            .filter(|it| project[it.function].is_async && !was_async.contains(&it.key))
            .filter(|it| !blocked.handlers.contains(&it.key))
            .filter(|handler| {
                leaks.iter().any(|leak| {
                    let around = project.function_around(leak.place());
                    !leak.is_advisory && around.is_some_and(|it| project.reaches(handler.function, it))
                })
            })
            .map(|it| it.key.clone())
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
            handlers: self
                .originally
                .keys()
                .filter(|(id, _)| self.before.get(*id).is_selected)
                .count(),
            groups,
        }
    }
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

/// tree-sitter could not read a part of the function around the leak.
fn has_error_around(leak: &Leak<'_>) -> bool {
    let around = leak.place().ancestors().filter(|it| it.is_function()).last();
    around.is_some_and(|it| it.raw().has_error())
}
