//! The oracle proves itself: pairs of which it is known what has to be said. Without them, a test that cannot fail would
//! look like a promise that is kept. The pairs stand in `tests/runtime/selftest/`.

use crate::compare;
use crate::example::Workspace;
use crate::oracle::Oracles;
use crate::scenario::Scenario;
use crate::{Test, node};
use libtest_mimic::Failed;

/// A pair, and a part of each complaint about it; a right pair has none.
const PAIRS: [(&str, &[&str]); 21] = [
    ("timer-awaited", &[]),
    ("put-awaited", &[]),
    ("put-awaited-v3", &[]),
    ("refused-put", &[]),
    ("refused-put-caught", &[]),
    ("services-awaited", &[]),
    ("string-error", &[]),
    ("environment-survives", &[]),
    ("typescript", &[]),
    ("streamed", &[]),
    ("pool-opened", &[]),
    ("pool-still-closed", &["event 1: the answer is"]),
    ("late-statement", &["it says Redis INCR"]),
    ("never-broke", &["said to break, but every answer is as expected"]),
    (
        "still-crashes",
        &["event 0: after the answer\n    the environment dies: exit status 128"],
    ),
    (
        "still-leaks",
        &["event 0: after the answer\n    it logs \"INFO\\tfired\""],
    ),
    ("never-leaked", &["said to leak, but nothing ran"]),
    ("wrapped-error", &["event 0: the answer is", "event 0: the answer is"]),
    ("lost-log", &["1 x missing: INFO\tfired"]),
    ("doubled-request", &["1 x too much: SNS.Publish"]),
    ("three-parameters", &["Runtime.CallbackHandlerDeprecated"]),
];

pub fn all() -> Vec<Test> {
    let test = |(name, complaints): (&'static str, &'static [&'static str])| Test {
        name: format!("selftest/{name}"),
        runtimes: vec!["node20".to_owned(), "node24".to_owned()],
        run: Box::new(move |oracles| check(name, complaints, oracles)),
    };
    PAIRS.into_iter().map(test).collect()
}

fn check(name: &str, wanted: &[&str], oracles: &Oracles) -> Result<(), Failed> {
    let file = |ending: &str| node::directory().join(format!("selftest/{name}.{ending}"));
    let source = |side: &str| {
        let typed = file(&format!("{side}.ts"));
        if typed.exists() {
            typed
        } else {
            file(&format!("{side}.js"))
        }
    };
    let scenario = Scenario::read(&file("events.json"), Some("handler.handler"))?;
    let workspace = Workspace::with_copy_of(&source("before"), &scenario)?;
    let before = oracles.run(&scenario.job(&workspace.code(), &scenario.before_on))?;
    workspace.replace_with(&source("after"), &scenario)?;

    let mut complaints = compare::before(&scenario, &before);
    for runtime in &scenario.runtimes {
        let after = oracles.run(&scenario.job(&workspace.code(), runtime))?;
        complaints.extend(compare::after(&scenario, &before, &after));
    }
    let as_wanted = complaints.len() == wanted.len()
        && complaints
            .iter()
            .zip(wanted)
            .all(|(complaint, part)| complaint.contains(part));
    if as_wanted {
        Ok(())
    } else {
        Err(format!(
            "it should complain of {wanted:?}, but says\n\n{}",
            complaints.join("\n\n")
        )
        .into())
    }
}
