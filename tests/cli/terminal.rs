//! What is printed for people: colours, marks, widths, and how little or much of it.

use std::fs;
use std::path::{Path, PathBuf};

use leakfix::report::coloured;

use crate::code::{LEAK, REFUSED};
use crate::formats::{assert_golden, report, sample};
use crate::project::{Project, finish, leakfix};

fn plain(text: &str) -> String {
    let escape = regex::Regex::new("\u{1b}\\[[0-9;]*m").expect("it is right");
    escape.replace_all(text, "").into_owned()
}

fn diffs(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("a directory").flatten() {
        match entry.path() {
            path if path.is_dir() => diffs(&path, found),
            path => found.push(path),
        }
    }
}

/// Without its colours, a diff is the diff.
#[test]
fn colours_change_no_byte() {
    let mut found = Vec::new();
    diffs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots"), &mut found);
    assert!(found.len() > 100, "{}", found.len());
    for path in found {
        let text = fs::read_to_string(&path).expect("readable");
        let start = text.find("--- a/").unwrap_or(0);
        for diff in [&text[..], &text[start..]] {
            assert!(plain(&coloured(diff)) == diff, "{}", path.display());
        }
    }
}

/// Words are marked where lines are alike, and nowhere else; what looks like a header in a hunk is none.
#[test]
fn words_are_marked() {
    let diff = "--- a/x.js\n+++ b/x.js\n@@ -1,3 +1,3 @@\n-  send(order);\n+  await send(order);\n--- old\n+++ other thing\n x\n";
    let shown = coloured(diff).replace('\u{1b}', "^");
    assert_eq!(
        shown,
        "^[1m--- a/x.js^[0m\n^[1m+++ b/x.js^[0m\n^[36m@@ -1,3 +1,3 @@^[0m\n^[31m-  send(order);^[0m\n\
         ^[32m+  ^[7mawait^[27m send(order);^[0m\n^[31m--- old^[0m\n^[32m+++ other thing^[0m\n x\n"
    );
}

/// A bare terminal gives no colours to a pipe; who asks for them gets them, and `--color` has the last word.
#[test]
fn colours_are_given_where_they_are_wanted() {
    let project = Project::new(&[("index.js", LEAK)]);
    let coloured = |arguments: &[&str], name: &str| {
        let mut command = leakfix(&project.path);
        let ran = finish(command.args(arguments).env(name, "1"));
        ran.out.contains('\u{1b}')
    };
    for command in ["diff", "check"] {
        assert!(!coloured(&[command], "X"), "{command}");
        assert!(coloured(&[command, "--color=always"], "NO_COLOR"), "{command}");
        assert!(coloured(&[command], "CLICOLOR_FORCE"), "{command}");
        assert!(!coloured(&[command, "--color=never"], "CLICOLOR_FORCE"), "{command}");
    }
}

/// All findings of a project, exactly.
#[test]
fn findings_are_shown_at_their_places() {
    assert_golden("report.txt", &report("text"));
}

/// What is in the way may be in another file; tabs and wide characters stand above their marks.
#[test]
fn what_is_in_the_way_is_shown_in_its_file() {
    let store = "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB.DocumentClient();\n\n\
                 exports.compare = (one, other) => {\n\t/* größe 漢字 */ db.put({ TableName: 'seen', Item: one }, () => {});\n\
                 \treturn one.at - other.at;\n};\n";
    let handler = "const { compare } = require('../lib/store');\n\nexports.handler = async (event) =>\n  event.orders.sort(compare);\n";
    let project = Project::new(&[("lib/store.js", store), ("src/api.js", handler)]);
    let ran = finish(leakfix(&project.path).arg("check").env("COLUMNS", "100"));
    assert_golden("elsewhere.txt", &ran.out);
}

/// Long lines are cut around the leak, wide characters and tabs line up, and the terminal obeys nothing.
#[test]
fn any_line_can_be_shown() {
    let long = "x();".repeat(2500);
    let code = LEAK.replace(
        "  db.put",
        &format!("\t{long} /* größe 漢字 \u{1b}[2J\u{9b}2J */ db.put"),
    );
    let project = Project::new(&[("index.js", &code)]);
    let ran = finish(
        leakfix(&project.path)
            .arg("check")
            .arg("--no-ignore")
            .env("COLUMNS", "80"),
    );
    assert!(!ran.out.contains(['\u{1b}', '\u{9b}']), "{}", ran.out);
    let lines: Vec<&str> = ran.out.lines().collect();
    let carets = lines
        .iter()
        .position(|it| it.contains("^^^"))
        .expect("it is underlined");
    assert!(lines[carets - 1].contains("db.put("), "{}", ran.out);
    assert!(lines[carets - 1].chars().count() <= 90, "{}", ran.out);
}

/// `-q` leaves the findings, `-qq` the exit code.
#[test]
fn quiet_is_quiet() {
    let project = Project::new(&[("index.js", LEAK)]);
    let loud = project.run(&["check"]);
    let quiet = project.run(&["check", "-q"]);
    assert_eq!((quiet.code, &quiet.out, quiet.err.as_str()), (1, &loud.out, ""));
    let silent = project.run(&["check", "-qq"]);
    assert_eq!((silent.code, silent.out.as_str(), silent.err.as_str()), (1, "", ""));
    let wrong = project.run(&["check", "-qq", "nowhere"]);
    assert!(wrong.code == 2 && wrong.err.contains("nowhere"), "{}", wrong.err);
}

/// What is counted is named, and how long it took is said to who asks.
#[test]
fn verbose_and_stats_say_more() {
    let project = Project::new(&[("index.js", LEAK), ("src/old.js", REFUSED)]);
    assert!(!project.run(&["check"]).err.contains("took "));
    let verbose = project.run(&["diff", "--verbose"]).err;
    for words in ["changes index.js: 1 of", "handler `handler` (index.js:4:", "took "] {
        assert!(verbose.contains(words), "{words}: {verbose}");
    }
    let stats = project.run(&["check", "--stats"]).err;
    assert!(
        stats.contains("await-sdk-call") && stats.contains("left because"),
        "{stats}"
    );
}

/// What could not be written is left, and no handler of it runs from now on.
#[test]
fn verbose_and_stats_know_what_was_written() {
    let project = sample();
    project.file("src/cancel.js", project.text("src/cancel.js") + "// mine\n");
    let said = project.run(&["fix", "--verbose", "--stats"]).err;
    for words in [
        "not written src/cancel.js: 2 of its findings",
        "changed src/place.js: 1 of its findings",
        "handler `handler` (src/cancel.js:5:19): runs on nodejs24.x once rewritten",
        "not-written                        2",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let clean = sample().run(&["fix", "--verbose"]).err;
    let words = "handler `handler` (src/cancel.js:5:19): runs on nodejs24.x from now on";
    assert!(clean.contains(words), "{clean}");
}

/// Who is asked on a terminal answers with a line; the end of the input makes no more.
#[test]
fn questions_are_asked_on_a_terminal() {
    let project = sample();
    let before = project.text("src/greet.ts");
    let mut script = std::process::Command::new("script");
    let command = format!("{} fix --interactive", env!("CARGO_BIN_EXE_leakfix"));
    script.current_dir(&project.path).env("TERM", "xterm");
    let mut child = script
        .args(["-qec", &command, "/dev/null"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("`script` is there");
    let mut answers = child.stdin.take().expect("it is piped");
    std::io::Write::write_all(&mut answers, b"y\nn\nq\n").expect("it reads");
    let ran = child.wait_with_output().expect("it ends");
    drop(answers);
    let shown = String::from_utf8_lossy(&ran.stdout);
    assert!(shown.contains("[y,n,"), "{shown}");
    assert!(project.text("lib/orders.js").contains("await db.put"), "{shown}");
    assert_eq!(project.text("src/greet.ts"), before, "{shown}");
}

/// On a terminal there are colours, and a short run leaves nothing but its words.
#[test]
fn a_terminal_gets_colours_and_no_rest_of_a_bar() {
    let project = Project::new(&[("index.js", LEAK)]);
    let program = env!("CARGO_BIN_EXE_leakfix");
    let ran = project_script(&project, &format!("{program} check"));
    assert!(ran.contains("\u{1b}[1m") && ran.contains("took "), "{ran}");
    assert!(!ran.contains(" parts") && !ran.contains("files are read"), "{ran}");
    let piped = project_script(&project, &format!("{program} diff --color=always | head -1"));
    assert!(
        piped.contains("--- a/index.js") && !piped.contains("roken pipe"),
        "{piped}"
    );
}

/// Runs a command of a shell on a terminal of its own.
fn project_script(project: &Project, command: &str) -> String {
    let mut script = std::process::Command::new("script");
    script
        .current_dir(&project.path)
        .env("TERM", "xterm")
        .env_remove("NO_COLOR");
    finish(script.args(["-qec", command, "/dev/null"])).out
}
