//! What is counted where handlers are converted: the new sources are written by hand here, so that this holds
//! whatever the transforms can do.

use std::collections::HashSet;
use std::path::PathBuf;

use leakfix::{
    attribution::Attribution,
    discover::{Selection, discover},
    fix::Outcome,
    guard::Fixed,
    program::{Part, Program, Wanted},
    readiness::Roll,
    report::{Tally, readiness},
    semantic::{Held, Project as Meaning, Runtime},
    syntax::{Edit, Sources},
};

use crate::project::Project;

const TARGET: Runtime = Runtime::NodeJs24;
const FIX: &str = "`leakfix fix`";

/// Found by its parameters only.
const SAVE: &str = "exports.save = (event, context, callback) => callback(null, event.name);\n";

/// The program with each file that is named replaced.
fn converted(project: &Project, files: &[(&str, &str)]) -> Vec<Fixed> {
    let selection = Selection {
        paths: vec![project.path.clone()],
        everything: false,
    };
    let discovery = discover(&selection, &project.path);
    Program::survey(&discovery, &Wanted::default()).for_each_part(|part| {
        let after = replaced(&part.sources, project, files);
        let roll = {
            let meaning = Meaning::analyze(&part.sources, &part.links, &Held::default());
            let mut roll = Roll::call(&meaning, TARGET);
            roll.ask_again(&after, &part.links, TARGET);
            roll
        };
        let Part { sources, links, .. } = part;
        Fixed {
            outcome: Outcome {
                attribution: Attribution::default(),
                after,
                findings: Vec::new(),
                defects: Vec::new(),
                passes: 1,
                groups: Vec::new(),
                ignores: Vec::new(),
                suppressed: std::collections::BTreeSet::new(),
                roll,
            },
            sources,
            links,
            unread: Vec::new(),
        }
    })
}

fn replaced(sources: &Sources, project: &Project, files: &[(&str, &str)]) -> Sources {
    let edits = files.iter().filter_map(|(name, text)| {
        let source = sources.iter().find(|it| it.path == project.at(name))?;
        Some(Edit {
            source: source.id,
            start: 0,
            end: source.text.len(),
            text: (*text).to_owned(),
            pieces: Vec::new(),
            forgets: Vec::new(),
        })
    });
    sources.apply(&edits.collect::<Vec<_>>())
}

fn counted(parts: &[Fixed]) -> String {
    Tally::of(parts, TARGET, FIX).to_string()
}

fn written(parts: &[Fixed], paths: &[PathBuf]) -> String {
    let paths: HashSet<&PathBuf> = paths.iter().collect();
    Tally::of(parts, TARGET, FIX).of_written(parts, &paths).to_string()
}

/// It has lost the parameters that it was found by, and is the same handler.
#[test]
fn a_handler_that_does_not_look_like_one_any_more() {
    let project = Project::new(&[("src/save.js", SAVE)]);
    for after in [
        "exports.save = async (input) => input.name;\n",
        "async function save({ name }) {\n  return name;\n}\nmodule.exports = { save };\n",
    ] {
        let parts = converted(&project, &[("src/save.js", after)]);
        assert_eq!(
            counted(&parts),
            "0 of 1 handlers run on nodejs24.x, 1 after `leakfix fix`\n",
            "{after}"
        );
        assert!(!Tally::of(&parts, TARGET, FIX).is_any_left());
    }
}

/// By the file and the export that the deployment file names.
#[test]
fn a_declared_handler() {
    let project = Project::new(&[
        (
            "serverless.yml",
            "provider: aws\nfunctions:\n  go:\n    handler: index.api.go\n",
        ),
        (
            "index.js",
            "exports.api = { go: (first, second, third) => third(null, first) };\n",
        ),
    ]);
    let parts = converted(
        &project,
        &[("index.js", "exports.api = { go: async (first) => first };\n")],
    );
    assert_eq!(
        counted(&parts),
        "0 of 1 handlers run on nodejs24.x, 1 after `leakfix fix`\n"
    );
}

/// Who is refused learns that there is help.
#[test]
fn the_block_says_what_fix_does() {
    let project = Project::new(&[("a.js", SAVE), ("b.js", SAVE)]);
    let parts = converted(&project, &[("a.js", "exports.save = async (event) => event.name;\n")]);
    assert_eq!(
        readiness(&parts, TARGET, FIX, &project.path),
        "\
\u{1b}[1ma.js:1:16: handler `save`: nodejs24.x refuses to start it: it has 3 parameters\u{1b}[0m; `leakfix fix` makes it run there
\u{1b}[1mb.js:1:16: handler `save`: nodejs24.x refuses to start it: it has 3 parameters\u{1b}[0m
  = help: take (event, context) in an async function, and answer by `return` and `throw`
"
    );
    assert_eq!(
        counted(&parts),
        "0 of 2 handlers run on nodejs24.x, 1 after `leakfix fix`\n"
    );
}

/// Half of it is nothing, and what cannot be found is not said to run.
#[test]
fn a_handler_that_is_not_converted() {
    let project = Project::new(&[("save.js", SAVE)]);
    for after in [
        "exports.save = async (event, context, callback) => event.name;\n",
        "exports.save = (event, context) => context.succeed(event.name);\n",
        "exports.other = async (event) => event.name;\n",
        "exports.save = require('./elsewhere');\n",
    ] {
        let parts = converted(&project, &[("save.js", after)]);
        assert_eq!(
            counted(&parts),
            "0 of 1 handlers run on nodejs24.x, 0 after `leakfix fix`\n",
            "{after}"
        );
        assert!(Tally::of(&parts, TARGET, FIX).is_any_left());
    }
}

/// Only what has reached the disk counts.
#[test]
fn what_is_not_written_is_not_converted() {
    let project = Project::new(&[("a.js", SAVE), ("b.js", SAVE)]);
    let after = "exports.save = async (event) => event.name;\n";
    let parts = converted(&project, &[("a.js", after), ("b.js", after)]);
    let (a, b) = (project.at("a.js"), project.at("b.js"));
    assert_eq!(
        written(&parts, &[a.clone(), b]),
        "all 2 handlers run on nodejs24.x, 0 before\n"
    );
    assert_eq!(written(&parts, &[a]), "1 of 2 handlers run on nodejs24.x, 0 before\n");
    assert_eq!(written(&parts, &[]), "0 of 2 handlers run on nodejs24.x\n");
}
