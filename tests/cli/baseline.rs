//! `--baseline`: only what an earlier report does not know.

use crate::{
    code::{FIXED, LEAK, REFUSED},
    formats::parsed,
    project::Project,
};

/// A handler that is refused by nodejs24.x, in one unit with its leak.
const CALLBACK: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  db.put({ TableName: 'orders', Item: event }, (err) => {
    if (err) return callback(err);
    callback(null, 'ok');
  });
};
";

/// A project whose leaks are known, as `base.json` says.
fn known(files: &[(&str, &str)]) -> Project {
    let project = Project::repository(files);
    project.run(&["check", "--format=json=base.json"]);
    project.commit();
    project
}

#[test]
fn what_is_known_is_not_told() {
    let project = known(&[("a.js", LEAK), ("b.js", REFUSED), ("c.js", CALLBACK)]);
    let ran = project.run(&["check", "--baseline", "base.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("0 leaks\n"), "{}", ran.err);
    assert!(ran.err.contains("known from the baseline: 4\n"), "{}", ran.err);
    let ran = project.run(&["diff", "--baseline", "base.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let before = project.bytes();
    assert_eq!(project.run(&["fix", "--baseline", "base.json"]).code, 0);
    assert_eq!(project.bytes(), before);
}

/// Lines that come above, or in other files, make nothing new.
#[test]
fn what_has_moved_is_known() {
    let project = known(&[("a.js", LEAK)]);
    project.file("a.js", format!("// one\n// two\n{LEAK}"));
    project.file("b.js", FIXED);
    assert_eq!(project.run(&["check", "--baseline=base.json"]).code, 0);
}

#[test]
fn what_is_new_is_told_and_rewritten() {
    let project = known(&[("a.js", LEAK), ("b.js", REFUSED)]);
    project.file("c.js", LEAK);
    project.commit();
    let ran = project.run(&["check", "--baseline=base.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.has_line("c.js:5:3: await-sdk-call"), "{}", ran.out);
    assert!(!ran.out.contains("a.js:") && !ran.out.contains("b.js:"), "{}", ran.out);
    assert!(ran.err.contains("1 leak, 1 can be fixed, 0 left"), "{}", ran.err);
    let ran = project.run(&["fix", "--baseline=base.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        (project.text("c.js").as_str(), project.text("a.js").as_str()),
        (FIXED, LEAK)
    );
}

/// The same leak once more is new; which of the two is, nobody can tell.
#[test]
fn the_same_once_more_is_new() {
    let project = known(&[("a.js", LEAK)]);
    let call = &LEAK[LEAK.find("  db.put").expect("it is there")..LEAK.find("  return").expect("it is there")];
    project.file("a.js", LEAK.replace(call, &format!("{call}{call}")));
    let document = parsed(&project.run(&["check", "--baseline=base.json", "--format=json"]).out);
    assert_eq!(document["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(document["limits"]["known"], 1);
}

/// Of rewrites that need each other all are made when one is new: a handler is never rewritten by half. A report tells
/// the new one alone, a diff all that it is due to.
#[test]
fn what_is_known_is_rewritten_with_what_is_new() {
    let project = known(&[("a.js", CALLBACK)]);
    let more = "  db.delete({ TableName: 'old', Key: event }).promise();\n";
    project.file("a.js", CALLBACK.replace("  db.put", &format!("{more}  db.put")));
    project.commit();
    let told = |command: &str| {
        let document = parsed(&project.run(&[command, "--baseline=base.json", "--format=json"]).out);
        let findings = document["findings"].as_array().expect("a list").iter();
        findings
            .map(|it| it["line"].as_u64().expect("a line"))
            .collect::<Vec<_>>()
    };
    let whole = project.run(&["diff"]).out;
    let ran = project.run(&["diff", "--baseline=base.json"]);
    assert!(!whole.is_empty());
    assert_eq!(ran.out, whole);
    assert_eq!(told("check"), [5]);
    assert_eq!(told("diff"), [4, 5, 6]);
}

/// A handler that newer runtimes refuse is no reason to fail when it was there before, with or without a finding.
#[test]
fn handlers_that_were_refused_are_known() {
    let wrapped = "\
module.exports.handler = require('./wrap')(async (event) => event.id);
";
    let wrap =
        "module.exports = (inner) => (event, context, callback) => inner(event).then((it) => callback(null, it));\n";
    let project = known(&[("a.js", wrapped), ("wrap.js", wrap)]);
    assert_eq!(project.run(&["check"]).code, 1);
    let ran = project.run(&["check", "--baseline=base.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    project.file("b.js", wrapped);
    let ran = project.run(&["check", "--baseline=base.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("b.js") && !ran.out.contains("a.js"), "{}", ran.out);
}

#[test]
fn what_is_no_baseline_is_refused() {
    let project = known(&[("a.js", LEAK)]);
    project.run(&["check", "--format=jsonl=base.jsonl"]);
    project.run(&["check", "--baseline=base.json", "--format=json=less.json"]);
    let report = project.text("base.json");
    project.file("old.json", report.replacen("\"version\": 1", "\"version\": 999", 1));
    for (file, words) in [
        ("none.json", "none.json: cannot be read"),
        ("base.jsonl", "is no report of leakfix"),
        ("a.js", "is no report of leakfix"),
        ("old.json", "is of version 999 of the format"),
        ("less.json", "does not tell all that was there"),
    ] {
        let ran = project.run(&["check", "--baseline", file]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{file}");
        assert!(ran.err.contains(words), "{file}: {}", ran.err);
    }
}
