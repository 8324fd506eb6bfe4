//! What GitHub and GitLab show beside code.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    formats::{assert_golden, assert_valid, parsed, report, sample},
    project::Project,
};

#[test]
fn golden_github() {
    assert_golden("report.github.txt", &report("github"));
}

#[test]
fn golden_gitlab() {
    let text = report("gitlab");
    assert_golden("report.gitlab.json", &text);
    assert_valid(code_quality(), &parsed(&text));
}

/// What GitLab documents of its format: these keys, and no `./` before a path.
fn code_quality() -> Value {
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "not": { "pattern": "^\\.?/" } },
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": { "begin": { "type": "integer", "minimum": 1 }, "end": { "type": "integer" } },
                        },
                    },
                },
            },
        },
    })
}

/// So many leaks in one file, equal to each other.
fn many(leaks: usize) -> Project {
    let mut code =
        "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3();\nexports.handler = async () => {\n".to_owned();
    for _ in 0..leaks {
        let _ = writeln!(code, "  s3.putObject({{}}).promise();");
    }
    Project::repository(&[("src/a,b:%.js", &(code + "};\n"))])
}

/// Leaks that nothing tells apart but their number are told apart all the same.
#[test]
fn fingerprints_differ() {
    let issues = parsed(&many(5).run(&["check", "--format", "gitlab"]).out);
    let prints = issues.as_array().expect("a list").iter();
    let mut prints: Vec<String> = prints.map(|it| it["fingerprint"].to_string()).collect();
    assert_eq!(prints.len(), 5);
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), 5);
}

/// GitHub drops the rest without a word.
#[test]
fn no_more_than_github_shows() {
    let ran = many(14).run(&["check", "--format", "github"]);
    let errors = ran.out.lines().filter(|it| it.starts_with("::error ")).count();
    assert_eq!(errors, 10);
    assert_eq!(
        ran.out.lines().last(),
        Some("::notice title=leakfix::4 more are not shown here: `leakfix check` tells all of them")
    );
    assert_eq!(many(10).run(&["check", "--format", "github"]).out.lines().count(), 10);
}

#[test]
fn names_do_not_end_a_property() {
    let ran = many(1).run(&["check", "--format", "github"]);
    assert!(
        ran.out
            .starts_with("::error file=src/a%2Cb%3A%25.js,line=4,col=3,endColumn=29,"),
        "{}",
        ran.out
    );
}

/// Below the top, paths are still those of the repository.
#[test]
fn paths_are_those_of_the_repository() {
    let ran = sample().run_in("src", &["check", "--format", "github", "report.js"]);
    assert!(ran.out.contains("file=src/report.js,"), "{}", ran.out);
}

/// What `fix` has rewritten is no problem any more; what is left has moved.
#[test]
fn what_is_rewritten_is_not_told() {
    for format in ["github", "gitlab"] {
        let project = sample();
        let fixed = project.run(&["fix", "--format", format]).out;
        let checked = project.run(&["check", "--format", format]).out;
        assert_eq!(fixed, checked);
        assert!(fixed.contains("callers cannot be seen"), "{fixed}");
        assert!(!fixed.contains("await-timer"), "{fixed}");
    }
}

/// Its code is rewritten, and still its wrapper is refused.
#[test]
fn what_is_left_of_a_refused_handler_is_told() {
    let code = "\
const middy = require('middy');
const AWS = require('aws-sdk');
const s3 = new AWS.S3();
exports.handler = middy(async (event) => {
  s3.putObject({}).promise();
});
";
    let project = Project::repository(&[("src/a.js", code)]);
    let fixed = project.run(&["fix", "--format", "gitlab"]).out;
    assert_eq!(fixed, project.run(&["check", "--format", "gitlab"]).out);
    assert!(fixed.contains("refused-handler"), "{fixed}");
}

/// No transform has found anything, and still the exit code is 1.
#[test]
fn refused_handlers_are_told_without_a_finding() {
    let project = Project::repository(&[(
        "src/a.js",
        "const middy = require('middy');\nexports.handler = middy(async (event) => event.name);\n",
    )]);
    let ran = project.run(&["check", "--format", "github"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out.starts_with("::warning file=src/a.js,line=") && ran.out.contains("title=refused-handler"),
        "{}{}",
        ran.out,
        ran.err
    );
}
