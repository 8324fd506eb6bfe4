//! What `unclean` says of files in every state, and that asking runs nothing.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use leakfix::git::{Unclean, unclean};

use crate::folder::{Folder, run};

impl Folder {
    /// The names of those that are not clean, with their state.
    #[track_caller]
    fn unclean(&self, names: &[&str]) -> Vec<(String, Unclean)> {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.at(name)).collect();
        let states = unclean(&paths).expect("git answers");
        let of = |name: &&str| Some((name.to_string(), *states.get(&self.at(name))?));
        names.iter().filter_map(of).collect()
    }

    fn ask(&self, name: &str) -> Result<(), String> {
        unclean(&[self.at(name)]).map(drop)
    }
}

const CHANGED: Unclean = Unclean::Changed;
const UNTRACKED: Unclean = Unclean::Untracked;

#[test]
fn files_in_every_state() {
    let folder = Folder::repository();
    folder.file(".gitignore", "ignored.js\n");
    let names = [
        "clean.js",
        "touched.js",
        "edited.js",
        "staged.js",
        "half.js",
        "removed.js",
        "sp ace.js",
        "é\n\".js",
    ];
    names.iter().for_each(|name| drop(folder.file(name, "a\n")));
    folder.file("*.js", "a\n");
    folder.file("in/deep/clean.js", "a\n");
    folder.commit_all();

    folder.file("touched.js", "a\n");
    folder.file("edited.js", "b\n");
    folder.file("half.js", "b\n");
    folder.file("staged.js", "b\n");
    folder.file("added.js", "b\n");
    folder.git(&["add", "half.js", "staged.js", "added.js"]);
    folder.file("half.js", "a\n");
    folder.git(&["rm", "--quiet", "--cached", "removed.js"]);
    folder.file("new.js", "");
    folder.file("intended.js", "");
    folder.git(&["add", "--intent-to-add", "intended.js"]);
    folder.file("ignored.js", "");

    let mut all = vec![
        "added.js",
        "new.js",
        "ignored.js",
        "intended.js",
        "*.js",
        "in/deep/clean.js",
    ];
    all.extend(names);
    let expected = [
        ("added.js", CHANGED),
        ("new.js", UNTRACKED),
        ("ignored.js", UNTRACKED),
        ("intended.js", CHANGED),
        ("edited.js", CHANGED),
        ("staged.js", CHANGED),
        ("half.js", CHANGED),
        ("removed.js", CHANGED),
    ];
    assert_eq!(
        folder.unclean(&all),
        expected.map(|(name, state)| (name.to_owned(), state))
    );
}

#[test]
fn hidden_changes_are_seen() {
    let folder = Folder::repository();
    folder.file("assumed.js", "a\n");
    folder.file("skipped.js", "a\n");
    folder.commit_all();
    folder.git(&["update-index", "--assume-unchanged", "assumed.js"]);
    folder.git(&["update-index", "--skip-worktree", "skipped.js"]);
    let names = ["assumed.js", "skipped.js"];
    assert_eq!(folder.unclean(&names), []);
    names.iter().for_each(|name| drop(folder.file(name, "b\n")));
    assert_eq!(folder.unclean(&names).len(), 2);
}

#[test]
fn line_ends_alone_are_no_change() {
    let folder = Folder::repository();
    folder.file("a.js", "a\nb\n");
    folder.file("b.js", "a\r\nb\r\n");
    folder.commit_all();
    folder.file("a.js", "a\r\nb\r\n");
    folder.file("b.js", "a\nb\n");
    assert_eq!(folder.unclean(&["a.js", "b.js"]), []);
    folder.file("a.js", "a\rb\n");
    assert_eq!(folder.unclean(&["a.js"]).len(), 1);
}

#[test]
fn before_the_first_commit_nothing_is_clean() {
    let folder = Folder::repository();
    folder.file("a.js", "");
    folder.file("b.js", "");
    folder.git(&["add", "a.js"]);
    let expected = [("a.js".to_owned(), CHANGED), ("b.js".to_owned(), UNTRACKED)];
    assert_eq!(folder.unclean(&["a.js", "b.js"]), expected);
}

#[test]
fn a_conflict_is_a_change() {
    let folder = Folder::repository();
    folder.file("a.js", "a\n");
    folder.commit_all();
    folder.git(&["checkout", "--quiet", "-b", "other"]);
    folder.git(&["rm", "--quiet", "a.js"]);
    folder.git(&["commit", "--quiet", "--message", "gone"]);
    folder.git(&["checkout", "--quiet", "-"]);
    folder.file("a.js", "b\n");
    folder.commit_all();
    let merge = ["-c", "user.name=a", "-c", "user.email=a", "merge", "other"];
    let output = run(Command::new("git").args(merge), &folder.path);
    assert!(String::from_utf8_lossy(&output.stdout).contains("CONFLICT"));
    assert_eq!(folder.text("a.js"), "b\n", "as in the last commit, and yet in conflict");
    assert_eq!(folder.unclean(&["a.js"]).len(), 1);
}

#[test]
fn several_repositories_worktrees_and_none() {
    let folder = Folder::new();
    for name in ["one", "two"] {
        folder.file(&format!("{name}/a.js"), "a\n");
        let repository = folder.at(name);
        for arguments in [
            &["init", "--quiet"] as &[_],
            &["add", "a.js"],
            &[
                "-c",
                "user.name=a",
                "-c",
                "user.email=a",
                "commit",
                "--quiet",
                "--message",
                "a",
            ],
            &["worktree", "add", "--quiet", "../tree-of-two"],
        ] {
            if name == "two" || arguments[0] != "worktree" {
                let output = run(Command::new("git").args(arguments), &repository);
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            }
        }
    }
    folder.file("none/a.js", "");
    folder.file("two/a.js", "b\n");
    folder.file("tree-of-two/b.js", "");
    let all = [
        "one/a.js",
        "two/a.js",
        "none/a.js",
        "tree-of-two/a.js",
        "tree-of-two/b.js",
    ];
    let expected = [
        ("two/a.js".to_owned(), CHANGED),
        ("tree-of-two/b.js".to_owned(), UNTRACKED),
    ];
    assert_eq!(folder.unclean(&all), expected);
}

#[test]
fn thousands_of_files() {
    let folder = Folder::repository();
    let names: Vec<String> = (0..1500)
        .map(|i| format!("some/directory/a-rather-long-name-{i}.js"))
        .collect();
    names
        .iter()
        .for_each(|name| drop(folder.file(name, format!("// {name}\n"))));
    folder.commit_all();
    folder.file(&names[1234], "");
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(folder.unclean(&names), [(names[1234].to_owned(), CHANGED)]);
}

#[test]
fn what_git_refuses_is_an_error() {
    let folder = Folder::new();
    folder.file(".git/HEAD", "nonsense");
    folder.file("a.js", "");
    let error = folder.ask("a.js").expect_err("this is no repository");
    assert!(error.contains("not a git repository"), "{error}");
    assert!(error.ends_with("see to it, or pass --allow-dirty"), "{error}");
    assert!(
        folder
            .ask("gone.js")
            .expect_err("no such file")
            .contains("gone.js: cannot be read")
    );
}

/// Not the repository around it, which might well have committed the file.
#[test]
fn a_broken_repository_inside_of_another() {
    let folder = Folder::repository();
    folder.file("in/a.js", "");
    folder.commit_all();
    folder.file("in/.git/HEAD", "nonsense");
    assert!(folder.ask("in/a.js").is_err());
}

#[cfg(unix)]
#[test]
fn a_repository_of_somebody_else_is_an_error() {
    let folder = Folder::repository();
    folder.file("a.js", "");
    folder.commit_all();
    let give = |name: &str| std::os::unix::fs::chown(folder.at(name), Some(1234), Some(1234));
    // Only root can give a directory away, and one may have told git to trust all.
    let given = give(".git").is_ok() && give("").is_ok();
    let trusts = Command::new("git")
        .current_dir(&folder.path)
        .args(["log", "-1"])
        .output()
        .expect("git");
    if given && !trusts.status.success() {
        let error = folder.ask("a.js").expect_err("git does not trust it");
        assert!(error.contains("dubious ownership"), "{error}");
    }
}

/// Everything a repository can configure that git runs while it looks at files.
#[cfg(unix)]
fn trap() -> Folder {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::repository();
    folder.file("a.js", "a\n");
    folder.file("b.js", "a\n");
    folder.file(".gitattributes", "*.js filter=evil diff=evil\n");
    folder.commit_all();
    let evil = folder.file(".git/evil", "#!/bin/sh\ntouch \"$(dirname \"$0\")/../PWNED\"\ncat\n");
    fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).expect("ours");
    let evil = evil.to_str().expect("UTF-8").to_owned();
    for key in [
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.sshCommand",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "credential.helper",
    ] {
        folder.git(&["config", key, &evil]);
    }
    folder.git(&["config", "core.hooksPath", ".git/evil-hooks"]);
    for hook in [
        "post-index-change",
        "reference-transaction",
        "post-checkout",
        "fsmonitor-watchman",
    ] {
        fs::create_dir_all(folder.at(".git/evil-hooks")).expect("a directory");
        fs::copy(&evil, folder.at(".git/evil-hooks").join(hook)).expect("a hook");
    }
    // Another time stamp: git has to look at the contents.
    folder.file("a.js", "a\n");
    folder.file("b.js", "b\n");
    folder.file("c.js", "");
    fs::remove_file(folder.at("PWNED")).ok();
    folder
}

#[cfg(unix)]
#[test]
fn asking_runs_nothing_a_repository_configures() {
    let folder = trap();
    let expected = [("b.js".to_owned(), CHANGED), ("c.js".to_owned(), UNTRACKED)];
    assert_eq!(folder.unclean(&["a.js", "b.js", "c.js"]), expected);
    assert!(!folder.at("PWNED").exists());

    run(
        Command::new("git").args(["-c", "core.fsmonitor=false", "status"]),
        &folder.path,
    );
    assert!(folder.at("PWNED").exists(), "the trap works");
}
