//! A panic is a defect of leakfix, reported for the file that caused it; the
//! others are processed all the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{
    finding::Finding,
    fix::{Outcome, fix, look},
    program::{Part, Unread},
    query::Engine,
    rewrite::Applicability,
    semantic::Links,
    syntax::{Source, SourceId, Sources},
};

/// What became of a part of the program.
pub struct Fixed {
    /// What was found, and the new sources.
    pub outcome: Outcome,
    /// The sources it was made from: those that leakfix cannot stand are empty in
    /// them.
    pub sources: Sources,
    /// Which of them import which.
    pub links: Links,
    /// Files that belong to the part and could not be read.
    pub unread: Vec<Unread>,
}

/// Runs [`fix`]; files that make it panic are left out and reported.
pub fn fix_guarded(part: Part, engine: &Engine, allowed: Applicability) -> Fixed {
    let Part { links, may_leak, .. } = &part;
    let run = |sources: &Sources| {
        let run = || match may_leak {
            true => fix(sources, links, engine, allowed),
            false => look(sources, links, engine),
        };
        catch_unwind(AssertUnwindSafe(run)).map_err(|it| words(&*it))
    };
    let mut sources = part.sources.clone();
    let mut defects = Vec::new();
    loop {
        match run(&sources) {
            Ok(mut outcome) => {
                outcome.defects.extend(defects);
                return Fixed::of(outcome, sources, part);
            }
            Err(panic) => {
                let culprits = culprits(&sources, &run);
                defects.extend(culprits.iter().map(|id| {
                    let path = sources.get(*id).path.display().to_string();
                    format!("{path}: {panic}")
                }));
                sources = match culprits.as_slice() {
                    // No file does it alone: give up on all of them.
                    [] => {
                        defects.push(panic);
                        without(&sources, |_| true)
                    }
                    some => without(&sources, |id| some.contains(&id)),
                };
            }
        }
    }
}

impl Fixed {
    fn of(outcome: Outcome, sources: Sources, part: Part) -> Fixed {
        Fixed {
            outcome,
            sources,
            links: part.links,
            unread: part.unread,
        }
    }

    /// Where there is nothing to tell of, the sources are dropped: most of a large
    /// program is of that kind, and all of it does not have to fit into memory.
    pub fn without_idle_sources(mut self) -> Fixed {
        if self.outcome.findings.is_empty() && self.outcome.ignores.is_empty() && self.outcome.passes == 0 {
            self.outcome.after = Sources::default();
            self.sources = Sources::default();
            self.links = Links::default();
        }
        self
    }

    /// The files with new text, each as it was and as it is.
    pub fn changed(&self) -> impl Iterator<Item = (&Source, &Source)> {
        self.outcome.after.changed(&self.sources)
    }
}

/// All findings of a program, each with the part it is in, in the order of the
/// files.
pub fn findings(parts: &[Fixed]) -> Vec<(&Fixed, &Finding)> {
    let mut all: Vec<_> = parts
        .iter()
        .flat_map(|part| part.outcome.findings.iter().map(move |it| (part, it)))
        .collect();
    all.sort_by(|(_, one), (_, other)| (&one.path, one.offset).cmp(&(&other.path, other.offset)));
    all
}

/// The files of a program with new text, each as it was and as it is, in order.
pub fn changed(parts: &[Fixed]) -> Vec<(&Source, &Source)> {
    let mut all: Vec<_> = parts.iter().flat_map(Fixed::changed).collect();
    all.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
    all
}

/// The files that cannot be analysed even alone.
fn culprits(sources: &Sources, run: &impl Fn(&Sources) -> Result<Outcome, String>) -> Vec<SourceId> {
    sources
        .iter()
        .map(|it| it.id)
        .filter(|id| !sources.get(*id).text.is_empty())
        .filter(|id| run(&without(sources, |it| it != *id)).is_err())
        .collect()
}

/// The same sources, some of them emptied, so that the ids stay.
fn without(sources: &Sources, goes: impl Fn(SourceId) -> bool) -> Sources {
    let keep = |source: &Source| {
        let text = if goes(source.id) {
            String::new()
        } else {
            source.text.clone()
        };
        let mut copy = Source::parse(source.id, source.path.clone(), source.language, text);
        copy.is_selected = source.is_selected;
        copy
    };
    Sources::new(sources.iter().map(keep).collect())
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!("leakfix has stopped with \"{}\"", text.unwrap_or("an unknown panic"))
}
