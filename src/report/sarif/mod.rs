//! A run as SARIF 2.1.0, for code scanning and editors. Knows the document and the
//! transforms that ran, no code.
//!
//! All that is fixed together stands once as a fix, with the first of its findings: who
//! applies every fix of the log does what `leakfix fix` does.

mod result;

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use self::result::Results;
use super::document::{Document, Level, REFUSED_HANDLER};
use crate::leak::{Subject, Transform};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to.
const ROOT: &str = "%SRCROOT%";

/// All that need not be encoded in the path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A log of one run, indented, with a line end.
pub fn sarif(document: &Document, transforms: &[&Transform]) -> String {
    let problems = document.problems();
    let rules = Rules::of(transforms, document.target);
    let results = Results {
        document,
        rules: &rules,
    };
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": document.tool.name,
                "semanticVersion": document.tool.version,
                "version": document.tool.version,
                "rules": rules.all,
                "notifications": NOTIFICATIONS.map(|(id, words)| json!({
                    "id": id,
                    "shortDescription": { "text": words },
                    "fullDescription": { "text": words },
                    "help": { "text": words },
                })),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The top of the repository." } } },
            "invocations": [invocation(document)],
            "results": results.all(&problems),
        }],
    });
    serde_json::to_string_pretty(&log).expect("keys are strings") + "\n"
}

/// Names of what is told of the run itself.
const NOTIFICATIONS: [(&str, &str); 3] = [
    ("unread-file", "A file was not looked at."),
    (
        "defect",
        "leakfix was wrong and noticed; what it concerns was left as it is.",
    ),
    ("failure", "Something could not be done."),
];

fn invocation(document: &Document) -> Value {
    let notification = |name: &str, level: &str, words: &str| {
        let index = NOTIFICATIONS.iter().position(|(id, _)| *id == name);
        json!({ "descriptor": { "id": name, "index": index }, "level": level, "message": { "text": words } })
    };
    let unread = document.unread.iter().map(|it| {
        let words = format!("{}: {}.", it.kind, it.reason);
        let mut told = notification(NOTIFICATIONS[0].0, "warning", &words);
        let mut physical = json!({ "artifactLocation": artifact(&it.path) });
        if let Some(line) = it.line {
            physical["region"] = json!({ "startLine": line, "startColumn": it.column.unwrap_or(1) });
        }
        told["locations"] = json!([{ "physicalLocation": physical }]);
        told
    });
    let defects = document.defects.iter();
    let defects = defects.map(|it| notification(NOTIFICATIONS[1].0, "error", it));
    let failures = document.failures.iter();
    let failures = failures.map(|it| notification(NOTIFICATIONS[2].0, "error", it));
    let notifications: Vec<Value> = unread.chain(defects).chain(failures).collect();
    json!({
        "executionSuccessful": document.defects.is_empty() && document.failures.is_empty(),
        "exitCode": document.exit_code,
        "exitCodeDescription": match document.exit_code {
            0 => "nothing is left",
            1 => "something is left",
            _ => "something could not be done",
        },
        "toolExecutionNotifications": notifications,
    })
}

/// Where a file is.
fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": ROOT })
}

/// A path as the reference of a URI. A `:` in its first part would end a scheme.
pub(super) fn uri(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// What is looked for.
struct Rules {
    all: Vec<Value>,
    numbers: BTreeMap<&'static str, usize>,
}

impl Rules {
    fn of(transforms: &[&Transform], target: &str) -> Rules {
        let mut all: Vec<Value> = transforms.iter().map(|it| rule(it)).collect();
        let mut numbers: BTreeMap<&str, usize> = transforms
            .iter()
            .enumerate()
            .map(|(number, it)| (it.name, number))
            .collect();
        numbers.insert(REFUSED_HANDLER, all.len());
        let words = format!(
            "{target} does not start this handler, or answers before its work is done, and no transform can rewrite it."
        );
        all.push(json!({
            "id": REFUSED_HANDLER,
            "name": "RefusedHandler",
            "shortDescription": { "text": "The target runtime refuses this handler." },
            "fullDescription": { "text": words },
            "help": { "text": "Each of them says what to do.", "markdown": "Each of them says what to do." },
            "defaultConfiguration": { "level": word(Level::Warning) },
            "properties": { "tags": ["aws-lambda", "reliability"] },
        }));
        Rules { all, numbers }
    }
}

fn rule(transform: &Transform) -> Value {
    let level = match transform.subject {
        Subject::Leak => Level::Error,
        Subject::Handler => Level::Warning,
    };
    let name = transform.name.split('-').map(capitalized);
    json!({
        "id": transform.name,
        "name": name.collect::<String>(),
        "shortDescription": { "text": sentence(transform.message) },
        "fullDescription": { "text": sentence(transform.why) },
        "help": { "text": transform.docs, "markdown": transform.docs },
        "defaultConfiguration": { "level": word(level) },
        "properties": { "tags": ["aws-lambda", "reliability"] },
    })
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// With a capital letter and a full stop.
fn sentence(words: &str) -> String {
    capitalized(words.trim_end_matches('.')) + "."
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
