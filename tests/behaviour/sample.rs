//! A few of the made-up programs that `leakfix-behaviour` runs by the thousands, one test each. Where Node.js is missing
//! they are ignored, as the runtime proof is.

#![forbid(unsafe_code)]

mod generate;
mod judge;
mod model;
#[path = "../runtime/node.rs"]
mod node;
#[path = "../npm/mod.rs"]
mod npm;
#[path = "../runtime/oracle.rs"]
mod oracle;
mod print;
#[allow(dead_code, reason = "shapes are counted by the example only")]
mod program;
mod scope;
#[allow(dead_code, reason = "what became of a program is counted by the example only")]
mod trial;

use std::{process::ExitCode, sync::Arc};

use leakfix::{query::Engine, transforms};
use libtest_mimic::{Arguments, Failed, Trial};
use oracle::Oracles;

/// All ways of answering are among them, callbacks, promises, timers, loops and helpers in other files.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=12;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(12);
    let is_wanted = |seed: u64| npm::is_wanted(&name(seed), &arguments);
    let wanted = !arguments.list && SEEDS.into_iter().any(is_wanted);
    let lacking = if wanted { node::prepare().err() } else { None };
    let ignored = lacking.is_some() && !npm::is_required();
    let oracles = Arc::new(Oracles::default());
    let trials = SEEDS.map(|seed| {
        let (oracles, lacking) = (Arc::clone(&oracles), lacking.clone());
        let trial = Trial::test(name(seed), move || {
            lacking.map_or_else(|| prove(seed, &oracles), |it| Err(it.into()))
        });
        trial.with_ignored_flag(ignored)
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn name(seed: u64) -> String {
    format!("program_{seed}")
}

fn prove(seed: u64, oracles: &Oracles) -> Result<(), Failed> {
    let trial = trial::try_out(seed, &Engine::new(transforms::ALL), oracles)?;
    let words: Vec<String> = trial.wrong.into_iter().chain(trial.untrue).collect();
    if words.is_empty() {
        return Ok(());
    }
    let files = |files: std::collections::BTreeMap<String, String>| -> String {
        files
            .into_iter()
            .map(|(name, text)| format!("// {name}\n{text}"))
            .collect()
    };
    let (before, after) = (files(trial.files), files(trial.rewritten));
    Err(format!("{}\n\n{before}\nbecomes\n\n{after}", words.join("\n")).into())
}
