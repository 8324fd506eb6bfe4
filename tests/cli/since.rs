//! `--since`: only handlers whose code has changed.

use crate::{
    code::{FIXED, LEAK},
    project::Project,
};

const CALLER: &str = "\
const { save } = require('./lib/save');
exports.handler = async (event) => {
  save(event);
  return 'ok';
};
";

const SAVE: &str = "\
const AWS = require('aws-sdk');
const { table } = require('./table');
const db = new AWS.DynamoDB.DocumentClient();
exports.save = (item) => {
  db.put({ TableName: table, Item: item }, (err) => {
    if (err) console.error(err);
  });
};
";

fn project() -> Project {
    let project = Project::repository(&[
        ("caller.js", CALLER),
        ("lib/save.js", SAVE),
        ("lib/table.js", "exports.table = 'orders';\n"),
        ("other.js", LEAK),
    ]);
    project.git(&["branch", "start"]);
    project
}

fn changed(project: &Project, arguments: &[&str]) -> Vec<String> {
    let ran = project.run(&[&["diff"], arguments].concat());
    let headers = ran.headers().into_iter().filter_map(|it| it.strip_prefix("+++ b/"));
    headers.map(str::to_owned).collect()
}

#[test]
fn nothing_has_changed() {
    let project = project();
    let ran = project.run(&["check", "--since", "start"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.err
            .contains("only handlers whose code has changed since start: 0 of 2\n"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("no handler was found"), "{}", ran.err);
    assert_eq!(project.run(&["diff", "--since", "start"]).code, 0);
}

/// What a handler imports is its code, too, however far away and however little there is in it.
#[test]
fn a_change_of_what_a_handler_imports_counts() {
    let project = project();
    project.file("lib/table.js", "exports.table = 'notes';\n");
    assert_eq!(changed(&project, &["--since", "start"]), ["caller.js", "lib/save.js"]);
    let ran = project.run(&["check", "--since", "start"]);
    assert_eq!(ran.code, 1);
    assert!(ran.has_line("lib/save.js:5:3: await-sdk-call"), "{}", ran.out);
    assert!(!ran.out.contains("other.js"), "{}", ran.out);
}

/// Committed, staged, in the working tree alone, and not known to git: all of it has changed.
#[test]
fn changes_count_wherever_they_are() {
    let project = project();
    project.file("other.js", format!("// new\n{LEAK}"));
    assert_eq!(changed(&project, &["--since", "start"]), ["other.js"]);
    project.git(&["add", "other.js"]);
    assert_eq!(changed(&project, &["--since", "start"]), ["other.js"]);
    project.commit();
    assert_eq!(changed(&project, &["--since", "start"]), ["other.js"]);
    assert_eq!(changed(&project, &["--since", "HEAD"]), [""; 0]);
    project.file("new.js", LEAK);
    assert_eq!(changed(&project, &["--since", "HEAD"]), ["new.js"]);
}

/// What the other branch has got since does not count: the branch of HEAD did not change it.
#[test]
fn since_the_branches_parted() {
    let project = project();
    project.git(&["checkout", "--quiet", "-b", "work"]);
    project.file("other.js", format!("// new\n{LEAK}"));
    project.commit();
    project.git(&["checkout", "--quiet", "start"]);
    project.file("caller.js", format!("// new\n{CALLER}"));
    project.commit();
    project.git(&["checkout", "--quiet", "work"]);
    assert_eq!(changed(&project, &["--since", "start"]), ["other.js"]);
}

/// Only what was asked for is rewritten, and whole.
#[test]
fn fix_rewrites_changed_handlers_alone() {
    let project = project();
    project.file("other.js", format!("// new\n{LEAK}"));
    project.commit();
    let ran = project.run(&["fix", "--since", "start"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(project.text("other.js"), format!("// new\n{FIXED}"));
    assert_eq!(project.text("caller.js"), CALLER);
    assert_eq!(project.text("lib/save.js"), SAVE);
}

/// What is shared with a handler that has not changed is rewritten for both, or for none.
#[test]
fn a_shared_function_is_rewritten_with_all_its_callers() {
    let project = project();
    project.file("second.js", CALLER);
    project.commit();
    assert_eq!(
        changed(&project, &["--since", "start"]),
        ["caller.js", "lib/save.js", "second.js"]
    );
}

#[test]
fn the_report_says_that_it_is_limited() {
    let project = project();
    let document = crate::formats::parsed(&project.run(&["check", "--since", "start", "--format=json"]).out);
    assert_eq!(document["limits"]["since"], "start");
    assert_eq!(document["totals"]["handlers"], 0);
}

#[test]
fn references_that_lead_nowhere_are_refused() {
    let project = project();
    project.git(&["checkout", "--quiet", "--orphan", "alone"]);
    project.file("alone.js", "");
    project.commit();
    for (reference, words) in [
        ("nowhere", "there is no such commit here: fetch it first"),
        ("--output=stolen", "there is no such commit here"),
        (
            "start",
            "it has no commit in common with HEAD: fetch more of the history",
        ),
        ("HEAD:other.js", "there is no such commit here"),
    ] {
        let ran = project.run(&["check", &format!("--since={reference}")]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{reference}");
        assert!(ran.err.contains(words), "{reference}: {}", ran.err);
    }
    assert!(!project.at("stolen").exists());
    let ran = Project::new(&[("a.js", LEAK)]).run(&["check", "--since", "HEAD"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is in no git repository"), "{}", ran.err);
}

/// A repository cannot make leakfix run anything.
#[test]
fn nothing_that_the_repository_configures_is_run() {
    let project = project();
    let command = format!("touch {}; cat", project.at("run").display());
    project.file(".gitattributes", "*.js filter=evil diff=evil\n");
    project.git(&["config", "filter.evil.clean", &command]);
    project.git(&["config", "filter.evil.smudge", &command]);
    project.git(&["config", "diff.evil.textconv", &command]);
    project.git(&["config", "diff.external", &command]);
    project.git(&["config", "core.fsmonitor", &command]);
    project.file("other.js", format!("// new\n{LEAK}"));
    assert_eq!(changed(&project, &["--since", "start"]), ["other.js"]);
    assert!(!project.at("run").exists());
}
