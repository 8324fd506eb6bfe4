//! A panic is a defect of leakfix, reported for the file that caused it; the
//! others are processed all the same.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{
    fix::{Outcome, fix},
    query::Engine,
    rewrite::Applicability,
    semantic::Links,
    syntax::{Source, SourceId, Sources},
};

/// An outcome, and the sources it was made from: those that leakfix cannot
/// stand are empty in them.
pub struct Guarded {
    /// What became of the program.
    pub outcome: Outcome,
    /// The program as it was analysed.
    pub sources: Sources,
}

/// Runs [`fix`]; files that make it panic are left out and reported.
pub fn fix_guarded(before: &Sources, links: &Links, engine: &Engine, allowed: Applicability) -> Guarded {
    let run = |sources: &Sources| {
        catch_unwind(AssertUnwindSafe(|| fix(sources, links, engine, allowed))).map_err(|it| words(&*it))
    };
    let mut sources = before.clone();
    let mut defects = Vec::new();
    loop {
        match run(&sources) {
            Ok(mut outcome) => {
                outcome.defects.extend(defects);
                return Guarded { outcome, sources };
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
