//! The parser tests of test262: code that is hard to read on purpose, and code that is none. What is valid is read and
//! compared like any file; what is not is refused, and never edited.

use std::path::PathBuf;

use leakfix::guard::fix_guarded;
use leakfix::program::Part;
use leakfix::query::Engine;
use leakfix::rewrite::Applicability;
use leakfix::semantic::{Links, Names};
use leakfix::syntax::{Language, Source, SourceId, Sources};
use leakfix::transforms;
use libtest_mimic::Failed;

use crate::proof::Proof;
use crate::{Test, exceptions, files};

pub fn all() -> Vec<Test> {
    let mut tests = Vec::new();
    for set in ["pass", "pass-explicit"] {
        tests.push(Test::new(format!("test262-parser-tests/{set} is read"), move || {
            valid(set)
        }));
    }
    for set in ["fail", "early"] {
        tests.push(Test::new(format!("test262-parser-tests/{set} is refused"), move || {
            invalid(set)
        }));
    }
    tests
}

fn valid(set: &str) -> Result<(), Failed> {
    let cases = cases(set);
    let mut proof = Proof::default();
    proof.add(cases.iter().map(|it| (it.path.clone(), Some(it.is_module))).collect());
    let paths: Vec<PathBuf> = cases.iter().map(|it| it.path.clone()).collect();
    proof.result(&paths)?;
    Ok(fixed(&cases)?)
}

fn invalid(set: &str) -> Result<(), Failed> {
    let cases = cases(set);
    let mut wrong = Vec::new();
    for Case {
        name, text, is_module, ..
    } in &cases
    {
        let is_read = Names::read(text, Language::JavaScript, Some(*is_module)).is_ok();
        match (is_read, exceptions::READ.iter().find(|(it, _)| it == name)) {
            (true, None) => wrong.push(format!("{name} is read: {text}")),
            (false, Some((_, reason))) => wrong.push(format!("{name} needs no exception any more ({reason})")),
            _ => {}
        }
    }
    if wrong.is_empty() {
        Ok(fixed(&cases)?)
    } else {
        Err(wrong.join("\n").into())
    }
}

/// Runs all transforms over all of the cases, as `fix --all --unsafe` does.
fn fixed(cases: &[Case]) -> Result<(), String> {
    let mut links = Links::default();
    let mut sources = Vec::new();
    for case in cases {
        let id = SourceId(sources.len());
        links.declare_kind(id, case.is_module);
        sources.push(Source::parse(
            id,
            case.path.clone(),
            Language::JavaScript,
            case.text.clone(),
        ));
    }
    let sources = Sources::new(sources);
    let mut engine = Engine::new(transforms::ALL);
    engine.everywhere = true;
    let part = Part {
        sources: sources.clone(),
        links,
        unread: Vec::new(),
        may_leak: true,
    };
    let guarded = fix_guarded(part, &engine, Applicability::Unsafe);
    let mut wrong = guarded.outcome.defects;
    let changed = guarded.outcome.after.changed(&sources);
    wrong.extend(changed.map(|(old, _)| format!("{} was edited", files::shown(&old.path))));
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

struct Case {
    /// `pass/0012e302411e7479.script.js`
    name: String,
    path: PathBuf,
    text: String,
    is_module: bool,
}

fn cases(set: &str) -> Vec<Case> {
    let tests = crate::directory().join("node_modules/test262-parser-tests");
    let paths = files::code_below(&tests.join(set));
    let case = |path: PathBuf| Case {
        name: path.strip_prefix(&tests).unwrap_or(&path).display().to_string(),
        text: std::fs::read_to_string(&path).expect("the tests are UTF-8"),
        is_module: path.to_string_lossy().ends_with(".module.js"),
        path,
    };
    paths.into_iter().map(case).collect()
}
