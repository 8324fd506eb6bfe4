//! One program, tried: run as it is, rewritten by leakfix as a library, run again, and compared with what its tree says
//! it has to do.

use std::{collections::BTreeMap, fs, io, path::Path};

use fastrand::Rng;
use leakfix::{
    discover::{Selection, discover},
    guard::{Fixed, changed, fix_guarded},
    program::{Program as Surveyed, Wanted},
    query::Engine,
    rewrite::Applicability,
};
use serde_json::{Value, json};

use crate::{
    generate, judge,
    model::{Event, Expected, expected},
    node,
    oracle::{Oracles, Report},
    print,
    program::Program,
};

/// What may be refused in the second event.
const FALLIBLE: [&str; 5] = ["DynamoDB.PutItem", "SNS.Publish", "SQS.SendMessage", "GET", "file"];
/// No program has more effects.
const MARKS: u32 = 80;

/// What became of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Nothing leaks, nothing is changed.
    Clean,
    /// Whatever was found is rewritten.
    Fixed,
    /// Some of it is.
    Partly,
    /// Nothing is, with a reason.
    Refused,
    /// It leaks, and leakfix does not say so.
    Unseen,
}

pub struct Trial {
    pub program: Program,
    pub fate: Fate,
    /// The files, as they are and rewritten.
    pub files: BTreeMap<String, String>,
    pub rewritten: BTreeMap<String, String>,
    /// What must not be.
    pub wrong: Vec<String>,
    /// Where the original does not do what its tree says: the generator's own mistakes.
    pub untrue: Vec<String>,
    /// Why leaks are left.
    pub reasons: Vec<String>,
}

/// # Errors
/// Where the program could not be run.
pub fn try_out(seed: u64, engine: &Engine, oracles: &Oracles) -> Result<Trial, String> {
    let program = generate::program(seed);
    let events = events(seed);
    let wanted: Vec<Expected> = events.iter().map(|event| expected(&program, event)).collect();
    let files = print::files(&program);
    let home = workspace(&files).map_err(|error| error.to_string())?;
    let code = home.path().join("code");
    let before = oracles.run(&job(&code, &events, "node20"))?;
    let untrue = judge::original(&wanted, &before);

    let parts = fix(&code, engine);
    let mut wrong: Vec<String> = parts
        .iter()
        .flat_map(|part| part.outcome.defects.iter().map(|it| format!("a defect: {it}")))
        .collect();
    let findings = || parts.iter().flat_map(|part| &part.outcome.findings);
    let reasons: Vec<String> = findings()
        .filter(|it| it.is_left())
        .map(|it| format!("{}: {:?}", it.transform, it.status))
        .collect();
    let mut rewritten = files.clone();
    for (old, new) in changed(&parts) {
        fs::write(&old.path, &new.text).map_err(|error| error.to_string())?;
        let name = old.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        rewritten.insert(name, new.text.clone());
    }
    let is_whole = reasons.is_empty();
    if rewritten != files {
        // Node.js 24 takes what is rewritten as a whole only.
        let runtime = if is_whole && seed.is_multiple_of(2) {
            "node24"
        } else {
            "node20"
        };
        let again = |before: &Report| -> Result<Vec<String>, String> {
            let after = oracles.run(&job(&code, &events, runtime))?;
            Ok(judge::rewritten(&wanted, before, &after, is_whole))
        };
        let mut complaints = again(&before)?;
        if !complaints.is_empty() {
            // A machine that is busy may have been slow at the wrong time: what was late then need not be late now.
            let original = workspace(&files).map_err(|error| error.to_string())?;
            let before = oracles.run(&job(&original.path().join("code"), &events, "node20"))?;
            complaints = again(&before)?;
        }
        wrong.extend(complaints);
    }
    let fate = match (rewritten != files, is_whole) {
        (true, true) => Fate::Fixed,
        (true, false) => Fate::Partly,
        (false, false) => Fate::Refused,
        (false, true) if judge::leaks(&before) => Fate::Unseen,
        (false, true) => Fate::Clean,
    };
    Ok(Trial {
        program,
        fate,
        files,
        rewritten,
        wrong,
        untrue,
        reasons,
    })
}

/// One in which all goes well, and one with other flags in which something fails.
fn events(seed: u64) -> [Event; 2] {
    let mut rng = Rng::with_seed(!seed);
    let flags = [rng.bool(), rng.bool()];
    let fails = FALLIBLE.into_iter().filter(|_| rng.u8(0..10) < 7).collect();
    let event = |number: usize, flags: [bool; 2], fails| Event {
        key: format!("e{number}"),
        flags: flags.to_vec(),
        fails,
    };
    [
        event(0, flags, Default::default()),
        event(1, flags.map(|it| !it), fails),
    ]
}

fn job(code: &Path, events: &[Event], runtime: &str) -> Value {
    let failing = &events[1];
    let operations: Vec<&str> = failing.fails.iter().copied().filter(|it| it.contains('.')).collect();
    let keys = || failing.items().into_iter().chain([failing.key.clone()]);
    let lost: Vec<String> = match failing.fails.contains("GET") {
        true => (1..=MARKS)
            .flat_map(|mark| keys().map(move |key| format!("GET https://example.com/w{mark}/{key}")))
            .collect(),
        false => Vec::new(),
    };
    json!({
        "dir": code,
        "handler": "index.handler",
        "events": events.iter().map(Event::json).collect::<Vec<_>>(),
        "runtime": runtime,
        "fail": operations,
        "failOn": [1],
        "drop": lost,
    })
}

fn workspace(files: &BTreeMap<String, String>) -> io::Result<tempfile::TempDir> {
    let home = tempfile::tempdir()?;
    #[cfg(unix)]
    std::os::unix::fs::symlink(node::directory().join("node_modules"), home.path().join("node_modules"))?;
    let code = home.path().join("code");
    fs::create_dir(&code)?;
    for (name, text) in files {
        fs::write(code.join(name), text)?;
    }
    Ok(home)
}

fn fix(code: &Path, engine: &Engine) -> Vec<Fixed> {
    let selection = Selection {
        paths: vec![code.to_owned()],
        everything: false,
    };
    let discovery = discover(&selection, code);
    let words: Vec<&str> = engine.transforms().flat_map(|it| it.words).copied().collect();
    let wanted = Wanted {
        words: &words,
        everywhere: engine.everywhere,
        ..Wanted::default()
    };
    Surveyed::survey(&discovery, &wanted).for_each_part(|part| fix_guarded(part, engine, Applicability::Safe))
}

/// What a report has, as a list.
pub fn items<'r>(value: &'r Value, key: &str) -> &'r [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

impl Report {
    pub fn invocations(&self) -> &[Value] {
        items(&self.0, "invocations")
    }

    pub fn runtime(&self) -> &str {
        self.0["runtime"].as_str().unwrap_or_default()
    }
}
