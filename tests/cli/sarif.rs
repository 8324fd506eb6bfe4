//! SARIF: golden files, and fixes that do what `fix` does. Whether it is SARIF at all is
//! told by tests/sarif.rs, which asks its schema.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    formats::{assert_golden, parsed, report, sample},
    project::Project,
};

/// A golden file on its own: the help of all rules is in their READMEs.
fn without_help(text: &str) -> String {
    let mut log = parsed(text);
    for rule in log["runs"][0]["tool"]["driver"]["rules"]
        .as_array_mut()
        .expect("a list")
    {
        for form in ["text", "markdown"] {
            let help = rule["help"][form].as_str().expect("a text");
            let first = help.lines().next().unwrap_or_default().to_owned();
            rule["help"][form] = first.into();
        }
    }
    serde_json::to_string_pretty(&log).expect("keys are strings") + "\n"
}

#[test]
fn golden_sarif() {
    assert_golden("report.sarif", &without_help(&report("sarif")));
}

/// What is rewritten is no result any more, and the others have moved with their lines.
#[test]
fn golden_sarif_of_fix() {
    let project = sample();
    let fixed = project.run(&["fix", "--format", "sarif"]).out;
    assert_golden("fixed.sarif", &without_help(&fixed));
    let checked = parsed(&project.run(&["check", "--format", "sarif"]).out);
    let places = |log: &Value| -> Vec<Value> {
        let results = log["runs"][0]["results"].as_array().expect("a list").iter();
        results.map(|it| it["locations"][0].clone()).collect()
    };
    assert_eq!(places(&parsed(&fixed)), places(&checked));
    assert!(!places(&checked).is_empty());
}

#[test]
fn each_rule_explains_itself() {
    let log = parsed(&report("sarif"));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    for transform in leakfix::transforms::ALL {
        let rule = rules
            .iter()
            .find(|it| it["id"] == transform.name)
            .expect("each has one");
        assert_eq!(rule["help"]["markdown"], transform.docs);
    }
    for result in log["runs"][0]["results"].as_array().expect("a list") {
        let index = result["ruleIndex"].as_u64().expect("a number");
        let index = usize::try_from(index).expect("a small one");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

/// Names that a URI cannot hold, no line end at the end, CRLF, and characters of several bytes.
fn hostile() -> Project {
    let leak = "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3();\nexports.handler = async () => { /* 🎉é */ s3.putObject({ Bucket: 'é' }).promise(); };";
    let timer = "exports.handler = async () => {\n  setTimeout(() => console.log('é'), 10);\n  return 1;\n};\n";
    let callers = "const { save } = require('./save');\nexports.handler = async () => {\n  save(1);\n  save(2);\n};\n";
    let save = "const AWS = require('aws-sdk');\nconst s3 = new AWS.S3();\nexports.save = (id) => {\n  s3.putObject({ Key: id }, (err) => {\n    if (err) console.error(err);\n  });\n};";
    Project::repository(&[
        ("src/a b#%?é.js", leak),
        ("src/crlf.js", &leak.replace('\n', "\r\n")),
        ("src/bom.js", &format!("\u{feff}{leak}\n")),
        ("src/timer.js", timer),
        ("src/callers.js", callers),
        ("src/save.js", save),
    ])
}

/// The text with the regions of one file replaced, the last first.
fn replaced(text: &str, replacements: &[Value]) -> String {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let offset = |region: &Value, line: &str, column: &str| {
        let number = |name: &str| usize::try_from(region[name].as_u64().expect("a number")).expect("a small one");
        let start = starts[number(line) - 1];
        let before = text[start..].chars().take(number(column) - 1);
        start + before.map(char::len_utf8).sum::<usize>()
    };
    let mut text = text.to_owned();
    for it in replacements.iter().rev() {
        let region = &it["deletedRegion"];
        let range = offset(region, "startLine", "startColumn")..offset(region, "endLine", "endColumn");
        text.replace_range(range, it["insertedContent"]["text"].as_str().expect("a text"));
    }
    text
}

fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let [first, tail @ ..] = rest {
        let is_encoded = *first == b'%';
        let digits = std::str::from_utf8(&tail[..tail.len().min(2)]).expect("ASCII");
        bytes.push(if is_encoded {
            u8::from_str_radix(digits, 16).expect("two digits")
        } else {
            *first
        });
        rest = if is_encoded { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// The files that a fix changes, with their new texts.
fn applied(project: &Project, fix: &Value) -> BTreeMap<String, String> {
    let changes = fix["artifactChanges"].as_array().expect("a list").iter();
    changes
        .map(|it| {
            let path = decoded(it["artifactLocation"]["uri"].as_str().expect("a text"));
            let text = replaced(&project.text(&path), it["replacements"].as_array().expect("a list"));
            (path, text)
        })
        .collect()
}

/// Each fix alone is the patch of its unit; all of them are what `fix` does.
#[test]
fn fixes_do_what_fix_does() {
    for make in [sample as fn() -> Project, hostile] {
        let project = make();
        let log = parsed(&project.run(&["check", "--format", "sarif"]).out);
        let document = parsed(&project.run(&["check", "--format", "json"]).out);
        let mut units = 0;
        let mut all = BTreeMap::new();
        for result in log["runs"][0]["results"].as_array().expect("a list") {
            let Some(fix) = result["fixes"].get(0) else {
                continue;
            };
            units += 1;
            let files = applied(&project, fix);
            let print = &result["partialFingerprints"]["leakfix/v1"];
            let mut findings = document["findings"].as_array().expect("a list").iter();
            let finding = findings.find(|it| it["fingerprint"] == *print).expect("it has one");
            let unit = usize::try_from(finding["unit"].as_u64().expect("a number")).expect("a small one");
            let patched = make();
            patched.file("unit.patch", document["units"][unit]["patch"].as_str().expect("a text"));
            patched.git(&["apply", "unit.patch"]);
            for (path, text) in files {
                assert_eq!(patched.text(&path), text, "{path}");
                assert!(all.insert(path.clone(), text).is_none() || make().text(&path).len() > 1);
                patched.git(&["checkout", "--", &path]);
            }
            assert_eq!(patched.git(&["diff"]), "", "the fix changes all that the patch does");
        }
        assert_eq!(Some(units), document["units"].as_array().map(Vec::len));
        assert!(units > 1);
    }
}

/// Where each file belongs to one unit, all fixes together are `leakfix fix`.
#[test]
fn all_fixes_are_the_whole_fix() {
    let project = hostile();
    let log = parsed(&project.run(&["check", "--format", "sarif"]).out);
    let results = log["runs"][0]["results"].as_array().expect("a list").iter();
    let fixes = results.filter_map(|it| it["fixes"].get(0));
    let files: Vec<_> = fixes.flat_map(|it| applied(&project, it)).collect();
    assert_eq!(project.run(&["fix"]).code, 0);
    for (path, text) in &files {
        assert_eq!(&project.text(path), text);
    }
    assert_eq!(files.len(), 6);
}

/// Commands that fail say so in the log.
#[test]
fn what_could_not_be_done_is_told() {
    let project = sample();
    project.file("src/cancel.js", project.text("src/cancel.js") + "// mine\n");
    let ran = project.run(&["fix", "--format", "sarif"]);
    let invocation = &parsed(&ran.out)["runs"][0]["invocations"][0];
    assert_eq!(ran.code, 2);
    assert_eq!(invocation["exitCode"], 2);
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"].to_string();
    assert!(told.contains("src/cancel.js is left as it is"), "{told}");
    assert!(told.contains("src/broken.js"), "{told}");
    assert!(!ran.out.contains(&project.path.display().to_string()), "{}", ran.out);
}
