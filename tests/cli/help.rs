//! `explain`, `transforms` and `--help`.

use std::fs;
use std::path::Path;

use crate::project::{Project, finish, leakfix};

/// What is explained is what the folder of the transform says.
#[test]
fn explain_prints_the_readme() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms/await_sdk_call/README.md");
    let ran = Project::new(&[]).run(&["explain", "await-sdk-call"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, fs::read_to_string(readme).expect("every transform has one"));
}

/// Without a name all of them are explained.
#[test]
fn explain_alone_explains_all() {
    let project = Project::new(&[]);
    let (all, one) = (project.run(&["explain"]), project.run(&["explain", "await-sdk-call"]));
    assert_eq!(all.code, 0);
    assert!(all.out.contains(&one.out));
}

/// Who misspells a name is told the names.
#[test]
fn explain_of_an_unknown_name_lists_the_names() {
    let ran = Project::new(&[]).run(&["explain", "await-sdk-cal"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("`await-sdk-cal`"), "{}", ran.err);
    assert!(ran.err.contains("await-sdk-call"), "{}", ran.err);
}

/// One line a transform: its name, and what it finds.
#[test]
fn transforms_lists_the_transforms() {
    let ran = Project::new(&[]).run(&["transforms"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let names: Vec<&str> = ran
        .out
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let all: Vec<&str> = leakfix::transforms::ALL.iter().map(|it| it.name).collect();
    assert_eq!(names, all);
    assert!(
        ran.out.lines().all(|line| line.split_whitespace().count() > 3),
        "{}",
        ran.out
    );
}

/// Help is no error, and goes to stdout.
#[test]
fn every_command_has_help() {
    let project = Project::new(&[]);
    for command in [
        "diff",
        "fix",
        "check",
        "handlers",
        "explain",
        "transforms",
        "init",
        "schema",
        "completions",
        "man",
    ] {
        let top = project.run(&["--help"]);
        assert!(
            top.out.lines().any(|it| it.trim_start().starts_with(command)),
            "{}",
            top.out
        );
        for arguments in [&[command, "--help"], &[command, "-h"], &["help", command]] {
            let ran = project.run(arguments);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
            assert!(ran.out.contains(&format!("leakfix {command}")), "{}", ran.out);
        }
    }
}

/// Scripts can rely on what help says of exit codes.
#[test]
fn help_tells_the_exit_codes() {
    let ran = Project::new(&[]).run(&["--help"]);
    assert_eq!(ran.code, 0);
    assert!(
        ["  0  ", "  1  ", "  2  "].iter().all(|it| ran.out.contains(it)),
        "{}",
        ran.out
    );
}

/// Every flag of the scanning commands is explained.
#[test]
fn help_explains_every_flag() {
    let ran = Project::new(&[]).run(&["fix", "--help"]);
    for flag in [
        "--allow-dirty",
        "--only",
        "--skip",
        "--unsafe",
        "--all",
        "--handler",
        "--no-ignore",
        "--jobs",
        "--color",
        "--stdin-path",
        "--config",
        "--no-config",
        "--exit-zero",
        "--interactive",
        "--since",
        "--baseline",
    ] {
        assert!(ran.out.contains(flag), "{flag}: {}", ran.out);
    }
    assert!(Project::new(&[]).run(&["diff", "--help"]).out.contains("--split-by"));
}

/// The command of the README prints the hunks that the README shows.
#[test]
fn the_readme_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the repository has one");
    assert!(
        readme.contains("cargo run -- diff tests/sample\n"),
        "the command for a first look"
    );
    let printed = finish(leakfix(root).args(["diff", "tests/sample"])).out;
    let block = readme.split("```diff\n").nth(1).and_then(|it| it.split("```").next());
    let block = block.expect("it shows a diff");
    for part in block.split("@@ -") {
        assert!(
            printed.contains(part),
            "README.md shows\n{part}\nthe program prints\n{printed}"
        );
    }
    assert!(block.starts_with("--- a/") && block.contains("\n@@ -"), "{block}");
}

/// The version is that of the package.
#[test]
fn version() {
    let ran = Project::new(&[]).run(&["--version"]);
    assert_eq!(
        (ran.code, ran.out.trim()),
        (0, concat!("leakfix ", env!("CARGO_PKG_VERSION")))
    );
}
