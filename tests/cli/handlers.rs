//! `leakfix handlers`, and handlers that the user names.

use crate::project::Project;

const ORDERS: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.save = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false;
  db.put({ Item: event }, (error) => callback(error));
};
";
/// No leak could be in it: it holds none of the words.
const PLAIN: &str = "exports.handler = async (event) => event.body;\n";
/// A handler neither by its name nor by its parameters.
const JOB: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.jobs = {
  nightly: async (input) => {
    db.put({ Item: input }, (error) => { if (error) console.log(error); });
  },
};
exports.hourly = async (input) => input;
exports.version = 1;
";

/// The table has aligned columns, and the files that hold no leak, too.
#[test]
fn every_handler_is_listed() {
    let project = Project::new(&[
        ("src/orders.js", ORDERS),
        ("plain.js", PLAIN),
        ("lib.js", "exports.a = 1;\n"),
    ]);
    let ran = project.run(&["handlers"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        "\
handler          export   found by    answers by         parameters  leaks             nodejs24.x                 runtime
plain.js:1       handler  name        promise            1           -                 accepted                   -
src/orders.js:4  save     parameters  callback, at once  3           await-sdk-call 1  refused: three parameters  -
"
    );
}

/// PATH selects what is listed; leaks are counted all the same.
#[test]
fn a_path_selects() {
    let project = Project::new(&[("src/orders.js", ORDERS), ("plain.js", PLAIN), ("package.json", "{}")]);
    let ran = project.run_in("src", &["handlers"]);
    assert!(
        ran.has_line("orders.js:4") && !ran.out.contains("plain.js"),
        "{}",
        ran.out
    );
}

/// One document for programs, with paths that hold on every machine.
#[test]
fn json() {
    let project = Project::new(&[("orders.js", ORDERS)]);
    let ran = project.run(&["handlers", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let document: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
    let expected = serde_json::json!({
        "version": 1,
        "handlers": [{
            "path": "orders.js",
            "line": 4,
            "export": "save",
            "exported_in": "orders.js",
            "found_by": "parameters",
            "answers_by": "callback",
            "also_answers_by": [],
            "at_once": true,
            "streaming": false,
            "parameters": 3,
            "leaks": { "await-sdk-call": 1 },
            "nodejs24": "refused",
            "runtime": null,
        }],
        "opaque": [],
        "missing": [],
    });
    assert_eq!(document, expected);
    assert_eq!(project.run(&["handlers", "--format", "json"]), ran);
}

/// Without one, the user learns what a handler is and how to name one; that is no failure.
#[test]
fn no_handler() {
    let project = Project::new(&[("lib.js", "exports.add = (a, b) => a + b;\n")]);
    let ran = project.run(&["handlers"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    for words in [
        "no handler was found",
        "handlers = [\"src/x.main\"]",
        "leakfix.toml",
        "--handler src/x.main",
    ] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

/// A named handler is one for all commands; `a.b` is looked up as Lambda does it.
#[test]
fn an_option_names_a_handler() {
    let project = Project::new(&[("src/job.js", JOB)]);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let ran = project.run(&["handlers", "--handler", "src/job.jobs.nightly"]);
    assert!(
        ran.has_line("src/job.js:5  jobs.nightly  --handler  promise"),
        "{}{}",
        ran.out,
        ran.err
    );
    for name in [
        "src/job.jobs.nightly",
        "./src/job.jobs.nightly",
        "src/job.js.jobs.nightly",
    ] {
        let ran = project.run(&["check", "--handler", name]);
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        assert!(ran.has_line("src/job.js:6:5: await-sdk-call"), "{}", ran.out);
    }
    assert!(
        project
            .run(&["diff", "--handler", "src/job.jobs.nightly"])
            .out
            .contains("await db.put")
    );
}

/// `leakfix.toml` counts from its folder, wherever the command runs.
#[test]
fn settings_name_a_handler() {
    let project = Project::repository(&[
        ("src/job.js", JOB),
        ("leakfix.toml", "# ours\nhandlers = [\n  \"src/job.jobs.nightly\",\n]\n"),
    ]);
    for directory in ["", "src"] {
        let ran = project.run_in(directory, &["handlers"]);
        let toml = if directory.is_empty() {
            "leakfix.toml:3"
        } else {
            "../leakfix.toml:3"
        };
        assert!(
            ran.out.contains(&format!("jobs.nightly  {toml}")),
            "{}{}",
            ran.out,
            ran.err
        );
        assert_eq!(project.run_in(directory, &["check"]).code, 1);
    }
}

/// The settings of another repository around are not these ones.
#[test]
fn settings_end_at_the_repository() {
    let project = Project::new(&[("leakfix.toml", "handlers = [\"nothing.here\"]"), ("inner/job.js", JOB)]);
    project.tool("git", &["init", "--quiet", "inner"]);
    assert_eq!(project.run_in("inner", &["check"]).code, 0);
    assert_eq!(project.run(&["check"]).code, 2);
}

/// Who misspells a name is told what there is.
#[test]
fn a_name_that_leads_nowhere() {
    let project = Project::new(&[("src/job.js", JOB), ("broken.js", "exports.handler = (;\n")]);
    for (name, words) in [
        (
            "src/jobs.main",
            "--handler: `src/jobs.main`: there is no file src/jobs.js, nor one that ends in mjs,",
        ),
        (
            "src/job.main",
            "--handler: src/job.js exports no function `main`; it exports `hourly`, `jobs`, `version`",
        ),
        (
            "src/job.version",
            "--handler: src/job.js exports no function `version`; it exports `hourly`, `jobs`, `version`",
        ),
        (
            "src/job.jobs.weekly",
            "--handler: src/job.js exports no function `jobs.weekly`; it exports `hourly`, `jobs`, `version`",
        ),
        (
            "src/job",
            "--handler: `src/job` is no handler: give its file without the ending, a dot and its export",
        ),
        (
            "broken.handler",
            "--handler: broken.js cannot be read: `leakfix check broken.js` says why",
        ),
    ] {
        for command in ["handlers", "check", "diff"] {
            let ran = project.run(&[command, "--handler", name]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command} {name}");
            assert!(ran.err.contains(words), "{command} {name}: {}", ran.err);
        }
    }
}

/// A mistake in the settings is told with its line and what is right.
#[test]
fn settings_with_a_mistake() {
    for (text, words) in [
        (
            "\nhandler = [\"src/x.main\"]\n",
            "leakfix.toml:2: there is no key `handler`: did you mean `handlers`?",
        ),
        ("handlers = \"src/x.main\"\n", "leakfix.toml:1: invalid type: string"),
        ("handlers = [\n", "leakfix.toml:1: "),
        (
            "handlers = [\n\"src/x.main\"]\n",
            "leakfix.toml:2: `src/x.main`: there is no file src/x.js",
        ),
    ] {
        let ran = Project::new(&[("leakfix.toml", text)]).run(&["check"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}");
        assert!(ran.err.contains(words), "{text}: {}", ran.err);
    }
}
