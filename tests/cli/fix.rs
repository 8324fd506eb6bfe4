//! `leakfix fix`: which files are written, and which are left alone.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use crate::code::{CLEAN, FIXED, LEAK, REFUSED, crlf};
use crate::project::Project;

/// The files hold the new code, and nothing lies beside them.
#[test]
fn files_are_rewritten_in_place() {
    let project = Project::repository(&[("src/index.js", LEAK), ("src/crlf.js", &crlf(LEAK))]);
    let ran = project.run(&["fix"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(project.text("src/index.js"), FIXED);
    assert_eq!(project.text("src/crlf.js"), crlf(FIXED));
    assert_eq!(project.bytes().len(), 2);
    assert!(
        ran.err.contains("2 leaks, 2 fixed, 0 left; 2 files changed"),
        "{}",
        ran.err
    );
}

/// Without git there is nothing to ask.
#[test]
fn it_works_outside_of_a_repository() {
    let project = Project::new(&[("index.js", LEAK)]);
    assert_eq!(project.run(&["fix"]).code, 0);
    assert_eq!(project.text("index.js"), FIXED);
}

/// The second run has nothing to do and says so.
#[test]
fn a_second_run_changes_nothing() {
    let project = Project::repository(&[("index.js", LEAK)]);
    project.run(&["fix"]);
    let after = project.look();
    let ran = project.run(&["fix"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.err.contains("0 leaks") && !ran.err.contains("changed"),
        "{}",
        ran.err
    );
    assert_eq!(project.look(), after);
}

/// A script stays executable, a secret stays secret.
#[test]
fn the_mode_is_kept() {
    for mode in [0o755, 0o600, 0o664] {
        let project = Project::new(&[("index.js", LEAK)]);
        let path = project.at("index.js");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("ours");
        assert_eq!(project.run(&["fix"]).code, 0);
        let after = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(after & 0o777, mode);
        assert_eq!(project.text("index.js"), FIXED);
    }
}

/// A symbolic link stays one; what it leads to is rewritten.
#[test]
fn symbolic_links_stay() {
    let project = Project::repository(&[("src/real.js", LEAK)]);
    project.link("link.js", "src/real.js");
    project.commit();
    let ran = project.run(&["fix", "link.js"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        fs::symlink_metadata(project.at("link.js"))
            .expect("it is there")
            .is_symlink()
    );
    assert_eq!(project.text("src/real.js"), FIXED);
}

/// A file without an applied edit is never written, leaks in it or not.
#[test]
fn other_files_are_not_touched() {
    let project = Project::repository(&[
        ("index.js", LEAK),
        ("clean.js", CLEAN),
        ("refused.js", REFUSED),
        ("readme.md", LEAK),
    ]);
    let inode = |name: &str| fs::metadata(project.at(name)).expect("it is there").ino();
    let others = ["clean.js", "refused.js", "readme.md"];
    let (before, inodes) = (project.look(), others.map(inode));
    project.run(&["fix"]);
    let mut after = project.look();
    assert_ne!(after, before);
    after.insert(project.at("index.js"), before[&project.at("index.js")].clone());
    assert_eq!(after, before);
    assert_eq!(others.map(inode), inodes);
}

/// Only what PATH names is written.
#[test]
fn a_path_selects() {
    let project = Project::repository(&[("a/index.js", LEAK), ("b/index.js", LEAK)]);
    assert_eq!(project.run_in("a", &["fix"]).code, 0);
    assert_eq!(project.text("a/index.js"), FIXED);
    assert_eq!(project.text("b/index.js"), LEAK);
}

/// What the user has not committed could not be told from the rewrite.
#[test]
fn a_changed_file_is_refused() {
    let changed = format!("{LEAK}// not committed\n");
    let project = Project::repository(&[("index.js", LEAK), ("other.js", LEAK)]);
    project.file("index.js", &changed);
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(project.text("index.js"), changed);
    assert_eq!(project.text("other.js"), FIXED, "all else is done");
    let sentence = ran.err.lines().find(|it| it.contains("index.js")).expect("it is named");
    assert!(
        sentence.contains("changed") && sentence.contains("--allow-dirty"),
        "{sentence}"
    );
    let summary = "2 files and 2 handlers: 2 leaks, 1 fixed, 1 left; 1 file changed\n";
    assert!(ran.err.contains(summary), "{}", ran.err);
    assert!(ran.err.contains("left: not-written 1\n"), "{}", ran.err);
}

/// What is staged is not committed.
#[test]
fn a_staged_file_is_refused() {
    let project = Project::repository(&[]);
    project.file("index.js", LEAK);
    project.git(&["add", "index.js"]);
    assert_eq!(project.run(&["fix"]).code, 2);
    assert_eq!(project.text("index.js"), LEAK);
}

/// Git could not bring an untracked file back.
#[test]
fn an_untracked_file_is_refused() {
    let project = Project::repository(&[("clean.js", CLEAN)]);
    project.file("index.js", LEAK);
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(project.text("index.js"), LEAK);
    let sentence = ran.err.lines().find(|it| it.contains("index.js")).expect("it is named");
    assert!(
        sentence.contains("track") && sentence.contains("--allow-dirty"),
        "{sentence}"
    );
}

/// Only files about to be edited matter.
#[test]
fn a_changed_file_without_a_leak_is_no_obstacle() {
    let project = Project::repository(&[("index.js", LEAK), ("clean.js", CLEAN)]);
    project.file("clean.js", format!("{CLEAN}// not committed\n"));
    assert_eq!(project.run(&["fix"]).code, 0);
    assert_eq!(project.text("index.js"), FIXED);
}

/// Whoever asks for it gets it.
#[test]
fn allow_dirty_rewrites_changed_and_untracked_files() {
    let project = Project::repository(&[("index.js", CLEAN)]);
    project.file("index.js", LEAK);
    project.file("new.js", LEAK);
    let ran = project.run(&["fix", "--allow-dirty"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(project.text("index.js"), FIXED);
    assert_eq!(project.text("new.js"), FIXED);
}

/// `diff` and `check` write nothing, so they may look at anything.
#[test]
fn a_changed_file_is_looked_at() {
    let project = Project::repository(&[("index.js", CLEAN)]);
    project.file("index.js", LEAK);
    assert_eq!(project.run(&["diff"]).headers().len(), 2);
    assert!(project.run(&["check"]).has_line("index.js:5:3: await-sdk-call: "));
}

/// A file that cannot be written is named, all others are written.
#[test]
fn a_read_only_file_is_refused() {
    let project = Project::repository(&[("index.js", LEAK), ("other.js", LEAK)]);
    let path = project.at("index.js");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("ours");
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(project.text("index.js"), LEAK);
    assert_eq!(project.text("other.js"), FIXED);
    assert!(ran.err.contains("index.js: read-only"), "{}", ran.err);
}

/// A cloned repository is not trusted: nothing that it configures is run.
#[test]
fn nothing_that_the_repository_configures_is_run() {
    let project = Project::repository(&[("index.js", LEAK), (".gitattributes", "*.js filter=evil diff=evil\n")]);
    project.file(
        ".git/hooks/evil",
        "#!/bin/sh\ntouch \"$(dirname \"$0\")/../../PWNED\"\ncat\n",
    );
    let evil = project.at(".git/hooks/evil");
    fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).expect("ours");
    for hook in ["post-index-change", "pre-commit", "post-checkout", "fsmonitor-watchman"] {
        fs::copy(&evil, project.at(".git/hooks").join(hook)).expect("a hook");
    }
    let evil = evil.to_str().expect("UTF-8").to_owned();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "filter.evil.clean",
        "filter.evil.process",
    ] {
        project.git(&["-c", "core.fsmonitor=false", "config", key, &evil]);
    }
    project.git(&["config", "diff.evil.textconv", &evil]);
    project.git(&["config", "diff.external", &evil]);
    // Another time stamp: git has to look at the contents.
    project.file("index.js", LEAK);
    fs::remove_file(project.at("PWNED")).ok();
    for command in ["diff", "check", "fix"] {
        project.run(&[command]);
        assert!(!project.at("PWNED").exists(), "{command}");
    }
    assert_eq!(project.text("index.js"), FIXED);
    project.git(&["status"]);
    assert!(project.at("PWNED").exists(), "the trap works");
}
