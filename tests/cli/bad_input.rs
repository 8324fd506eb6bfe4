//! What the disk holds that is no code: one sentence for each, and all other files are still processed.

use crate::code::{BROKEN, CLEAN, FIXED, LEAK};
use crate::project::Project;

/// The paths are fixed as far as they exist; what does not is named.
#[track_caller]
fn all_else_is_done(project: &Project, path: &str) {
    for command in ["diff", "check", "fix"] {
        let ran = project.run(&[command, path, "index.js"]);
        assert_eq!(ran.code, 2, "{command}: {}", ran.err);
        let sentences: Vec<&str> = ran.err.lines().filter(|it| it.contains(path)).collect();
        assert_eq!(sentences.len(), 1, "{command}: {}", ran.err);
        assert!(
            ran.err.contains("1 file and 1 handler: 1 leak"),
            "{command}: {}",
            ran.err
        );
        assert!(command == "fix" || !ran.out.is_empty(), "{command}");
    }
    assert_eq!(project.text("index.js"), FIXED);
}

/// A path that does not exist.
#[test]
fn a_missing_path() {
    all_else_is_done(&Project::repository(&[("index.js", LEAK)]), "gone.js");
}

/// A symbolic link to nowhere.
#[test]
fn a_dangling_link() {
    let project = Project::repository(&[("index.js", LEAK)]);
    project.link("dangling.js", "nowhere.js");
    all_else_is_done(&project, "dangling.js");
}

/// A symbolic link to itself.
#[test]
fn a_link_to_itself() {
    let project = Project::repository(&[("index.js", LEAK)]);
    project.link("itself.js", "itself.js");
    all_else_is_done(&project, "itself.js");
}

/// Opening a pipe would wait for its writer for ever.
#[test]
fn a_pipe() {
    let project = Project::repository(&[("index.js", LEAK)]);
    project.tool("mkfifo", &["pipe.js"]);
    all_else_is_done(&project, "pipe.js");
}

/// A file in no language that is read.
#[test]
fn a_file_of_another_language() {
    all_else_is_done(
        &Project::repository(&[("index.js", LEAK), ("notes.txt", LEAK)]),
        "notes.txt",
    );
}

/// What nobody has named may lie around.
#[test]
fn odd_entries_in_a_directory_are_passed_over() {
    let project = Project::repository(&[("index.js", LEAK)]);
    project.link("dangling.js", "nowhere.js");
    project.link("itself.js", "itself.js");
    project.tool("mkfifo", &["pipe.js"]);
    project.file("folder.js/clean.js", CLEAN);
    for arguments in [&["diff"] as &[&str], &["check"], &["diff", "--no-ignore"], &["fix"]] {
        let ran = project.run(arguments);
        assert_ne!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("1 leak"), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(project.text("index.js"), FIXED);
}

/// A directory that contains itself by a link ends, and each file counts once.
#[test]
fn a_loop_of_directories() {
    let project = Project::repository(&[("src/index.js", LEAK)]);
    project.link("src/again", "..");
    project.link("src/here", ".");
    for arguments in [
        &["diff"] as &[&str],
        &["diff", "--no-ignore"],
        &["diff", "src/again/src/here"],
    ] {
        let ran = project.run(arguments);
        assert_eq!(
            ran.headers(),
            ["--- a/src/index.js", "+++ b/src/index.js"],
            "{arguments:?}"
        );
    }
    assert_eq!(project.run(&["fix"]).code, 0);
    assert_eq!(project.text("src/index.js"), FIXED);
}

/// Files that are no code hinder no other, and are not touched.
#[test]
fn broken_files_are_left_alone() {
    let latin1 = b"const AWS = require('aws-sdk');\nconst s = 'gr\xf6\xdfe';\n";
    let project = Project::new(&[("index.js", LEAK), ("broken.js", BROKEN)]);
    project.file("latin1.js", latin1);
    project.file("zeros.js", [0; 100]);
    project.file("empty.js", "");
    let diff = project.run(&["diff"]);
    assert_eq!(diff.headers(), ["--- a/index.js", "+++ b/index.js"]);
    assert!(diff.err.contains("not looked at"), "{}", diff.err);
    let fix = project.run(&["fix"]);
    assert_eq!(fix.code, 0, "{}", fix.err);
    assert_eq!(project.text("index.js"), FIXED);
    assert_eq!(project.text("broken.js"), BROKEN);
    assert_eq!(project.bytes()[&*std::path::PathBuf::from("latin1.js")], latin1);
}

/// An empty directory holds no leak; the summary says that nothing was read.
#[test]
fn an_empty_directory() {
    let project = Project::new(&[]);
    for command in ["diff", "check", "fix"] {
        let ran = project.run(&[command]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{command}");
        assert!(
            ran.err.starts_with("0 files and 0 handlers: 0 leaks"),
            "{command}: {}",
            ran.err
        );
    }
}

/// Without a handler nothing is found: the user learns what one is.
#[test]
fn a_directory_without_a_handler() {
    let project = Project::new(&[("lib.js", "exports.add = (a, b) => a + b;\n")]);
    for command in ["diff", "check", "fix"] {
        let ran = project.run(&[command]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{command}");
        assert!(
            ran.err.contains("no handler was found") && ran.err.contains("--all"),
            "{command}: {}",
            ran.err
        );
    }
}

/// One rewrite of one file: a syntax error elsewhere in the tree does not count against it.
#[test]
fn a_broken_file_is_skipped_by_name_too() {
    let project = Project::new(&[("index.js", LEAK), ("broken.js", BROKEN)]);
    let ran = project.run(&["check", "broken.js"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.has_line("broken.js:2:7: syntax-error: "), "{}", ran.out);
    assert!(!ran.out.contains("index.js"), "{}", ran.out);
}

/// An article shows a chain after the end of its call, `});` before `.then`: nobody can tell what is meant.
#[test]
fn a_chain_after_its_call_has_ended_is_a_syntax_error() {
    const ENDED: &str = "\
const axios = require('axios');

exports.handler = async (event, context) => {
    axios.post('https://example.com/people', {
      name: event.name,
});
.then(function (response) {
    console.log(response.status);
});

return 'OK';
};
";
    let project = Project::new(&[("axios.js", ENDED), ("index.js", LEAK)]);
    let ran = project.run(&["fix", "--allow-dirty"]);
    assert!(ran.err.contains("axios.js:7:1: syntax-error: "), "{}", ran.err);
    assert_eq!(project.text("axios.js"), ENDED);
    assert_ne!(project.text("index.js"), LEAK);
}
