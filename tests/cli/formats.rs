//! Reports that other programs read: golden files for a small project, and what each
//! promises about itself. `UPDATE_GOLDEN=1` renews the golden files.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::project::Project;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// The project of `tests/formats/project`, committed.
pub fn sample() -> Project {
    let project = Project::new(&[]);
    copy(&folder().join("project"), &project, "");
    project.git(&["init", "--quiet"]);
    project.commit();
    project
}

fn copy(from: &Path, project: &Project, name: &str) {
    for entry in fs::read_dir(from).expect("a folder of the repository") {
        let path = entry.expect("a readable entry").path();
        let own = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        match path.is_dir() {
            true => copy(&path, project, &name),
            false => project.file(&name, fs::read(&path).expect("a readable file")),
        }
    }
}

/// Compares a text with `tests/formats/golden/NAME`.
pub fn assert_golden(name: &str, text: &str) {
    let path = folder().join("golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(folder().join("golden")).expect("a folder");
        fs::write(&path, text).expect("a writable golden file");
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        wanted == text,
        "not what {name} says:\n{}",
        leakfix::report::unified(name, &wanted, text)
    );
}

/// What a check of the project reports on stdout.
pub fn report(format: &str) -> String {
    let ran = sample().run(&["check", "--format", format]);
    assert_eq!((ran.code, ran.out.is_empty()), (1, false), "{}", ran.err);
    ran.out
}

pub fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

pub fn assert_valid(schema: impl Into<Value>, document: &Value) {
    let schema = schema.into();
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let errors: Vec<String> = validator.iter_errors(document).map(|it| it.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{document}");
}

#[test]
fn golden_json() {
    let text = report("json");
    assert_golden("report.json", &text);
    assert_valid(leakfix::report::schema(), &parsed(&text));
}

#[test]
fn golden_json_lines() {
    let text = report("jsonl");
    assert_golden("report.jsonl", &text);
    for line in text.lines() {
        assert_valid(leakfix::report::schema_of_line(), &parsed(line));
    }
}

/// The lines hold what the document holds, in the same order.
#[test]
fn lines_say_what_the_document_says() {
    let document = parsed(&report("json"));
    let mut by_type: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in report("jsonl").lines() {
        let mut line = parsed(line);
        let kind = line["type"].take().as_str().expect("a type").to_owned();
        line.as_object_mut().expect("an object").remove("type");
        by_type.entry(kind).or_default().push(line);
    }
    for (kind, list) in [
        ("handler", "handlers"),
        ("finding", "findings"),
        ("file", "files"),
        ("unit", "units"),
        ("older-runtime", "older_runtimes"),
        ("unread", "unread"),
    ] {
        assert_eq!(Value::from(by_type[kind].clone()), document[list], "{kind}");
    }
    assert_eq!(by_type["run"][0]["totals"], document["totals"]);
}

#[test]
fn the_published_schema_is_that_of_the_report() {
    let schema = Value::from(leakfix::report::schema());
    let text = serde_json::to_string_pretty(&schema).expect("keys are strings") + "\n";
    assert_golden("report.schema.json", &text);
}

#[test]
fn the_diff_is_a_format_like_the_others() {
    let project = sample();
    let diff = project.run(&["diff"]).out;
    assert_eq!(project.run(&["check", "--format", "diff"]).out, diff);
    let text = project.run(&["check"]).out;
    assert_eq!(project.run(&["diff", "--format=text"]).out, text);
}

#[test]
fn several_reports_of_one_run() {
    let project = sample();
    let ran = project.run(&[
        "check",
        "--format",
        "json=all.json",
        "--format",
        "diff",
        "--format=text=all.txt",
    ]);
    assert_eq!(ran.out, project.run(&["diff"]).out);
    assert_eq!(project.text("all.json"), project.run(&["check", "--format=json"]).out);
    assert_eq!(project.text("all.txt"), project.run(&["check"]).out);
}

#[test]
fn output_names_the_file_of_the_one_that_has_none() {
    let project = sample();
    let ran = project.run(&["check", "--output", "leaks.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(project.text("leaks.txt"), project.run(&["check"]).out);
    let ran = project.run(&["check", "--format=json=a.json", "--format=jsonl", "--output", "b.jsonl"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(project.text("b.jsonl").starts_with("{\"type\":\"run\""));
}

/// The commands that README.md shows in its chapter on reports run, and make the files that
/// it names.
#[test]
fn commands_of_the_readme_run() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("it is there");
    let reports = readme.split("\n## ").find(|it| it.starts_with("Reports\n"));
    let commands = reports.expect("it has a chapter on them").lines();
    let commands = commands.filter_map(|it| it.find("leakfix ").map(|at| &it[at..]));
    let commands: Vec<&str> = commands.filter(|it| it.contains("--format ")).collect();
    assert_eq!(commands.len(), 4, "{commands:?}");
    for command in commands {
        let project = sample();
        let binary = Path::new(env!("CARGO_BIN_EXE_leakfix"));
        let output = std::process::Command::new("sh")
            .args(["-c", command])
            .current_dir(&project.path)
            .env("RUNNER_TEMP", &project.path)
            .env("GITHUB_SERVER_URL", "https://github.com")
            .env("GITHUB_REPOSITORY", "owner/name")
            .env(
                "PATH",
                format!(
                    "{}:{}",
                    binary.parent().expect("it lies in a directory").display(),
                    std::env::var("PATH").unwrap_or_default()
                ),
            )
            .output()
            .expect("a shell");
        let code = i32::from(!command.contains("--exit-zero"));
        assert_eq!(output.status.code(), Some(code), "{command}: {output:?}");
        for name in ["leaks.sarif", "body.md", "gl-code-quality-report.json"] {
            assert_eq!(project.at(name).exists(), command.contains(name), "{command}: {name}");
        }
    }
}

#[test]
fn reports_are_the_same_on_any_number_of_cores() {
    let project = sample();
    for format in ["json", "sarif", "github", "gitlab", "markdown"] {
        let of_jobs = |jobs: &str| project.run(&["check", "--format", format, "--jobs", jobs]).out;
        assert_eq!(of_jobs("1"), of_jobs("3"), "{format}");
    }
}

/// What was written is told from what could not be.
#[test]
fn a_report_of_fix_knows_what_was_written() {
    let project = sample();
    project.file("src/cancel.js", project.text("src/cancel.js") + "// mine\n");
    let ran = project.run(&["fix", "--format", "json"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let document = parsed(&ran.out);
    let files = document["files"].as_array().expect("a list");
    let written: Vec<_> = files
        .iter()
        .map(|it| (it["path"].as_str(), it["is_written"].as_bool()))
        .collect();
    assert!(written.contains(&(Some("src/cancel.js"), Some(false))), "{written:?}");
    assert!(written.contains(&(Some("src/place.js"), Some(true))), "{written:?}");
}

#[test]
fn wrong_requests_are_refused() {
    let project = sample();
    for (arguments, words) in [
        (
            &["check", "--format", "jsn"] as &[&str],
            "there is no format `jsn`; there are: diff, text, json",
        ),
        (&["check", "--format", "json="], "no file is named after `json=`"),
        (
            &["check", "--format=json", "--format=text"],
            "two reports would go to stdout",
        ),
        (
            &["check", "--format=json=a", "--format=text=a"],
            "two reports would go to a",
        ),
        (
            &["check", "--format=json=a", "--output=b"],
            "--output b: no --format is left",
        ),
        (
            &["check", "--format=json=missing/a"],
            "missing/a: the report cannot be written",
        ),
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
    let before = project.text("src/place.js");
    assert_eq!(project.run(&["fix", "--format=json", "--format=text"]).code, 2);
    assert_eq!(project.text("src/place.js"), before, "nothing is written then");
}

/// Whatever the number of threads is.
#[test]
fn every_format_is_the_same_on_any_number_of_threads() {
    let project = sample();
    for format in [
        "diff", "text", "json", "jsonl", "sarif", "github", "gitlab", "markdown", "html",
    ] {
        let on = |jobs: &str| project.run(&["check", "--format", format, jobs]).out;
        let one = on("-j1");
        assert!(!one.is_empty() && one == on("-j2") && one == on("-j7"), "{format}");
    }
}
