//! `leakfix diff`: a diff that the tools take, and nothing else.

use std::io::Read as _;
use std::process::Stdio;

use crate::code::{CLEAN, FIXED, LEAK, crlf};
use crate::project::{Project, leakfix};

/// Stdout is the diff and only the diff, stderr the summary.
#[test]
fn the_diff_goes_to_stdout_and_the_summary_to_stderr() {
    let project = Project::new(&[("index.js", LEAK)]);
    let ran = project.run(&["diff"]);
    assert_eq!(ran.headers(), ["--- a/index.js", "+++ b/index.js"]);
    let is_of_a_diff = |line: &str| line.starts_with(['-', '+', '@', ' ']);
    assert!(ran.out.lines().all(is_of_a_diff), "{}", ran.out);
    assert!(
        ran.err.starts_with("1 file and 1 handler: 1 leak, 1 fixed, 0 left"),
        "{}",
        ran.err
    );
}

/// Where nothing leaks there is no diff.
#[test]
fn no_leak_no_diff() {
    let project = Project::new(&[("index.js", CLEAN)]);
    let ran = project.run(&["diff"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

/// Whoever applies the diff does that at the root of the repository.
#[test]
fn paths_are_relative_to_the_root_of_the_repository() {
    let project = Project::repository(&[("src/api/index.js", LEAK)]);
    let expected = ["--- a/src/api/index.js", "+++ b/src/api/index.js"];
    assert_eq!(project.run(&["diff"]).headers(), expected);
    assert_eq!(project.run(&["diff", "src"]).headers(), expected);
    assert_eq!(project.run(&["diff", "src/api/index.js"]).headers(), expected);
    assert_eq!(project.run_in("src", &["diff"]).headers(), expected);
    assert_eq!(project.run_in("src/api", &["diff", "index.js"]).headers(), expected);
    assert_eq!(project.run_in("src/api", &["diff", "../.."]).headers(), expected);
}

/// Without a repository the current directory is all there is to go by.
#[test]
fn paths_are_relative_to_the_current_directory_outside_of_a_repository() {
    let project = Project::new(&[("src/api/index.js", LEAK)]);
    let header = |directory, path| project.run_in(directory, &["diff", path]).headers()[0].to_owned();
    assert_eq!(header("", "."), "--- a/src/api/index.js");
    assert_eq!(header("", "src/api"), "--- a/src/api/index.js");
    assert_eq!(header("src", "."), "--- a/api/index.js");
    assert_eq!(header("src/api", "index.js"), "--- a/index.js");
}

/// Only what PATH names is edited.
#[test]
fn a_path_selects() {
    let project = Project::repository(&[("a/index.js", LEAK), ("b/index.js", LEAK), ("c.js", LEAK)]);
    let ran = project.run(&["diff", "a", "c.js"]);
    assert_eq!(
        ran.headers(),
        ["--- a/a/index.js", "+++ b/a/index.js", "--- a/c.js", "+++ b/c.js"]
    );
}

/// Files whose names, line ends and last lines have broken diffs before.
fn awkward() -> Vec<(&'static str, String)> {
    let last_line = "const db = new (require('aws-sdk').DynamoDB)();\n\
                     exports.handler = async () => { db.putItem({}, (err) => { if (err) console.error(err); }); };";
    vec![
        ("plain.js", LEAK.to_owned()),
        ("crlf.js", crlf(LEAK)),
        ("no final newline.js", LEAK.trim_end().to_owned()),
        ("last_line.js", last_line.to_owned()),
        ("crlf last_line.js", crlf(last_line)),
        ("two  spaces .js", LEAK.to_owned()),
        ("größe-日本.js", LEAK.to_owned()),
        ("sub folder/a \"quoted\" name.js", LEAK.to_owned()),
        ("back\\slash.js", LEAK.to_owned()),
        ("-dash.js", LEAK.to_owned()),
        ("mark.js", format!("\u{feff}{LEAK}")),
        ("escape.js", LEAK.replace("'orders'", "'\u{1b}[31morders\u{1b}[0m'")),
        ("clean.js", CLEAN.to_owned()),
    ]
}

/// The awkward files, the diff of them, and what `fix` makes of them.
fn awkward_project() -> (Project, Project) {
    let files = awkward();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (patched, fixed) = (Project::repository(&files), Project::repository(&files));
    let diff = patched.run(&["diff"]);
    assert_eq!(diff.headers().len(), 2 * (files.len() - 1), "{}", diff.err);
    assert_eq!(fixed.run(&["fix"]).code, 0);
    patched.file(".git/diff", &diff.out);
    (patched, fixed)
}

/// What `git apply` makes of the diff is what `fix` writes.
#[test]
fn git_takes_the_diff() {
    let (patched, fixed) = awkward_project();
    patched.git(&["apply", "--check", ".git/diff"]);
    patched.git(&["apply", ".git/diff"]);
    assert_eq!(patched.bytes(), fixed.bytes());
}

/// What `patch -p1` makes of the diff is what `fix` writes.
#[test]
fn patch_takes_the_diff() {
    let (patched, fixed) = awkward_project();
    patched.tool("patch", &["-p1", "--no-backup-if-mismatch", "--input", ".git/diff"]);
    assert_eq!(patched.bytes(), fixed.bytes());
}

/// The diff is taken outside of a repository, too.
#[test]
fn the_tools_take_the_diff_outside_of_a_repository() {
    for tool in [&["git", "apply"] as &[&str], &["patch", "-p1", "--input"]] {
        let project = Project::new(&[("with space/index.js", LEAK)]);
        let diff = project.run(&["diff"]).out;
        project.file("it.diff", diff);
        project.tool(tool[0], &[&tool[1..], &["it.diff"]].concat());
        assert_eq!(project.text("with space/index.js"), FIXED);
    }
}

/// What git and editors keep by time stamp is not disturbed.
#[test]
fn nothing_is_written() {
    let project = Project::repository(&[("index.js", LEAK), ("clean.js", CLEAN)]);
    let before = project.look();
    assert_eq!(project.run(&["diff"]).code, 1);
    assert_eq!(project.look(), before);
    assert_eq!(project.git(&["status", "--porcelain"]), "");
}

/// Escape characters of the code are code: a diff without them does not apply.
#[test]
fn escape_characters_in_the_code_are_kept() {
    let code = LEAK.replace("'orders'", "'\u{1b}[31morders\u{1b}[0m'");
    let project = Project::new(&[("index.js", &code)]);
    for color in ["auto", "never", "always"] {
        let out = project.run(&["diff", "--color", color]).out;
        assert_eq!(out.matches("'\u{1b}[31morders\u{1b}[0m'").count(), 2, "{color}: {out}");
    }
}

/// `leakfix diff | head -1`
#[test]
fn a_closed_pipe_is_no_error() {
    let comments = "    // a comment that moves with the code around it\n".repeat(8_000);
    let code = LEAK.replace("    if (err)", &format!("{comments}    if (err)"));
    let project = Project::new(&[("index.js", &code)]);
    for command in ["diff", "check"] {
        let mut child = leakfix(&project.path)
            .arg(command)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary is built");
        let mut first = [0; 1];
        let mut stdout = child.stdout.take().expect("it is piped");
        stdout.read_exact(&mut first).expect("it prints something");
        drop(stdout);
        let ended = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&ended.stderr).to_lowercase();
        assert_ne!(ended.status.code(), Some(2), "{command}: {err}");
        assert!(ended.status.code().is_some(), "{command}: no signal has ended it");
        assert!(!err.contains("pipe") && !err.contains("leakfix:"), "{command}: {err}");
    }
}
