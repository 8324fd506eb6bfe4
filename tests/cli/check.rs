//! `leakfix check`: what is said about each leak, and where.

use crate::code::{BROKEN, CLEAN, LEAK, NEVER_SENT, REFUSED, UNSAFE};
use crate::project::{Project, Ran};

/// The lines that head a finding.
fn headlines(ran: &Ran) -> Vec<&str> {
    let is_headline = |line: &&str| line.contains(".js:") && !line.contains('=') && !line.starts_with(' ');
    ran.out.lines().filter(is_headline).collect()
}

/// The lines of the finding in a file, without its headline.
fn finding<'r>(ran: &'r Ran, file: &str) -> &'r str {
    let start = ran.out.find(&format!("{file}:")).expect("it has a headline");
    let rest = &ran.out[start..];
    rest.split("\n\n").next().unwrap_or(rest)
}

/// Editors jump to what begins with `path:line:col: `.
#[test]
fn a_finding_is_headed_by_its_place() {
    let project = Project::new(&[("index.js", LEAK)]);
    let ran = project.run(&["check"]);
    assert_eq!(
        headlines(&ran),
        ["index.js:5:3: await-sdk-call: this callback may run after Lambda has frozen the invocation"]
    );
    let summary = "1 file and 1 handler: 1 leak, 1 can be fixed, 0 left";
    assert!(ran.err.starts_with(summary), "{}", ran.err);
}

/// Paths can be opened from where one stands.
#[test]
fn paths_are_relative_to_the_current_directory() {
    let project = Project::repository(&[("index.js", LEAK), ("src/api/index.js", LEAK)]);
    let place = |directory, path| {
        let ran = project.run_in(directory, &["check", path]);
        let first = headlines(&ran)[0];
        first.split(' ').next().unwrap_or_default().to_owned()
    };
    assert_eq!(place("", "src"), "src/api/index.js:5:3:");
    assert_eq!(place("src", "."), "api/index.js:5:3:");
    assert_eq!(place("src/api", "."), "index.js:5:3:");
    assert_eq!(place("src/api", "../../index.js"), "../../index.js:5:3:");
}

/// The line with a caret, why, what to do, and the way from the handler.
#[test]
fn a_finding_says_what_why_and_how() {
    let project = Project::new(&[("index.js", LEAK)]);
    let ran = project.run(&["check"]);
    let text = finding(&ran, "index.js");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[2],
        "5 |   db.put({ TableName: 'orders', Item: event }, (err) => {"
    );
    assert!(lines[3].starts_with("  |   ^^"), "{text}");
    for part in ["= why: ", "= help: ", "= in: handler ", "index.js:4:"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// The way goes through every function in between.
#[test]
fn the_way_names_the_functions_in_between() {
    let code = LEAK.replace("exports.handler =", "const save =")
        + "const keep = (order) => save(order);\nexports.handler = async (event) => keep(event.order);\n";
    let project = Project::new(&[("index.js", &code)]);
    let ran = project.run(&["check"]);
    let way = ran
        .out
        .lines()
        .find(|it| it.contains("= called by: "))
        .expect("there is a way");
    let names: Vec<Option<usize>> = ["save", "keep", "handler"].map(|it| way.find(it)).to_vec();
    assert!(names.is_sorted() && names.iter().all(Option::is_some), "{way}");
    assert!(way.contains("index.js:10:") && way.contains("index.js:11:"), "{way}");
}

/// Who is refused learns where the obstacle is, and what to do about it.
#[test]
fn a_refusal_names_its_place() {
    let project = Project::new(&[("src/old.js", REFUSED)]);
    let ran = project.run(&["check"]);
    assert_eq!(headlines(&ran).len(), 1);
    let text = finding(&ran, "src/old.js");
    let refusal = text
        .lines()
        .find(|it| it.contains("= not fixed: "))
        .expect("it says so");
    assert!(
        refusal.contains("cannot become async") && refusal.contains("src/old.js:5:"),
        "{refusal}"
    );
    assert!(text.contains("= help: "), "{text}");
}

/// A request that is never sent is told, and counts for nothing.
#[test]
fn a_note_is_no_leak() {
    let project = Project::new(&[("index.js", NEVER_SENT)]);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(headlines(&ran).len(), 1);
    assert!(
        ran.has_line("index.js:5:3: await-sdk-call: this request is never sent"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("0 leaks"), "{}", ran.err);
}

/// What needs `--unsafe` says so, with what may change.
#[test]
fn a_finding_says_when_it_needs_unsafe() {
    let project = Project::new(&[("index.js", UNSAFE)]);
    assert!(project.run(&["check"]).out.contains("--unsafe"));
}

/// Columns count characters, lines count from the file on the disk.
#[test]
fn columns_count_characters() {
    let code = LEAK.replace("  db.put", "  /* größe 😀 */ db.put");
    let project = Project::new(&[("index.js", &code)]);
    assert!(project.run(&["check"]).has_line("index.js:5:17: await-sdk-call: "));
}

/// Of a leak in a callback the place on the disk is told, not the one after the outer rewrite.
#[test]
fn places_are_those_on_the_disk() {
    let inner = "    db.get({ TableName: 'orders', Key: event }, (err) => {\n      \
                 if (err) console.error(err);\n    });\n";
    let code = LEAK.replace(
        "    if (err) console.error(err);\n",
        &format!("    if (err) return;\n{inner}"),
    );
    let project = Project::new(&[("index.js", &code)]);
    let ran = project.run(&["check"]);
    assert!(
        ran.has_line("index.js:5:3: ") && ran.has_line("index.js:7:5: "),
        "{}",
        ran.out
    );
}

/// Who declares handlers in a file that cannot be read has to know; the code is processed all the same.
#[test]
fn broken_deployment_files_are_told() {
    let project = Project::repository(&[
        ("index.js", "exports.handler = async (event) => {};\n"),
        ("serverless.yml", "provider:\n  name: aws\n functions: [\n"),
        ("service/serverless.ts", "export default {{{\n"),
    ]);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.has_line("serverless.yml:3:1: skipped: no YAML: "), "{}", ran.out);
    assert_eq!(ran.out.matches("service/serverless.ts").count(), 1, "{}", ran.out);
    assert!(ran.err.contains("2 files not looked at"), "{}", ran.err);
    let diff = project.run(&["diff"]);
    assert!(diff.err.contains("serverless.yml:3:1: skipped: "), "{}", diff.err);
    // What lies elsewhere says nothing of what was asked for; what lies around it may.
    project.file("lib/names.js", "exports.name = 1;\n");
    let ran = project.run(&["check", "lib"]);
    assert!(ran.has_line("serverless.yml:3:1: skipped: no YAML: "), "{}", ran.out);
    assert!(!ran.out.contains("serverless.ts"), "{}", ran.out);
}

/// One line for each file that is not looked at; all others are processed.
#[test]
fn files_that_cannot_be_read_have_a_headline() {
    let project = Project::new(&[("index.js", LEAK), ("src/broken.js", BROKEN)]);
    project.file(
        "latin1.js",
        b"// a\nconst AWS = require('aws-sdk');\nconst s = 'gr\xf6\xdfe';\n",
    );
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(headlines(&ran).len(), 3, "{}", ran.out);
    assert!(ran.has_line("src/broken.js:2:7: syntax-error: "), "{}", ran.out);
    assert!(ran.has_line("latin1.js:3:1: skipped: not UTF-8"), "{}", ran.out);
    assert!(ran.has_line("index.js:5:3: await-sdk-call: "), "{}", ran.out);
    assert!(ran.err.contains("2 files not looked at"), "{}", ran.err);
}

/// Findings come file by file and line by line.
#[test]
fn findings_are_sorted() {
    let two = format!("{LEAK}{}", LEAK.replace("const ", "var ").replace("handler", "main"));
    let project = Project::new(&[("b.js", LEAK), ("a.js", &two), ("c/a.js", LEAK)]);
    let ran = project.run(&["check", "--all"]);
    let places: Vec<&str> = headlines(&ran)
        .into_iter()
        .filter_map(|it| it.split(' ').next())
        .collect();
    assert!(places.is_sorted_by_key(|it| it.split(':').next()), "{places:?}");
}

/// `check` writes nothing.
#[test]
fn nothing_is_written() {
    let project = Project::repository(&[("index.js", LEAK), ("clean.js", CLEAN), ("old.js", REFUSED)]);
    let before = project.look();
    project.run(&["check"]);
    assert_eq!(project.look(), before);
    assert_eq!(project.git(&["status", "--porcelain"]), "");
}

/// Only the paths that are given may be edited; what blocks a fix is said with its place.
#[test]
fn a_caller_outside_of_the_paths_blocks_the_fix() {
    let store = "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB.DocumentClient();\n\
                 exports.save = (item) => {\n  db.put({ TableName: 't', Item: item }, (err) => {\n    \
                 if (err) console.error(err.code);\n  });\n};\n";
    let handler = "const { save } = require('../lib/store');\n\
                   exports.handler = async (event) => {\n  save({ id: event.id });\n};\n";
    let project = Project::repository(&[("src/lib/store.js", store), ("src/handlers/add.js", handler)]);
    let ran = project.run(&["check", "src/lib"]);
    let said = finding(&ran, "src/lib/store.js");
    assert!(
        said.contains("edit add.js, which is outside of the paths given"),
        "{said}"
    );
    assert!(said.contains("(src/handlers/add.js:3:3)"), "{said}");
    assert!(said.contains("run leakfix on the whole project"), "{said}");
    let ran = project.run(&["check", "src"]);
    assert!(ran.err.contains("1 leak, 1 can be fixed"), "{}", ran.err);
}
