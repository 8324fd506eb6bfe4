//! `leakfix explain` on a terminal, completions and manual pages.

use crate::project::{Project, Ran, finish, leakfix};

/// As on a terminal of so many columns.
fn explained(name: &str, columns: &str) -> Ran {
    let project = Project::new(&[]);
    finish(
        leakfix(&project.path)
            .args(["--color", "always", "explain", name])
            .env("COLUMNS", columns),
    )
}

/// Without escape sequences.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out += before;
        rest = after.split_once('m').expect("only styles are printed").1;
    }
    out + rest
}

fn readme(name: &str) -> String {
    let transform = leakfix::transforms::ALL.iter().find(|it| it.name == name);
    transform.expect("it is one").docs.to_owned()
}

fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Headings are bold, code is indented, diffs have colours.
#[test]
fn a_terminal_gets_a_page() {
    let out = explained("await-sdk-call", "80").out;
    assert!(
        out.starts_with("\u{1b}[1m\u{1b}[4mawait-sdk-call\u{1b}[0m\n\n"),
        "{out}"
    );
    assert!(out.contains("\n\n\u{1b}[1mWhat it finds\u{1b}[0m\n\n"), "{out}");
    assert!(out.contains("\n    \u{1b}[1m--- a/"), "{out}");
    assert!(
        out.contains("\n    \u{1b}[32m+") && out.contains("\n    \u{1b}[31m-"),
        "{out}"
    );
    assert!(!out.contains("```") && !plain(&out).contains("## "), "{out}");
}

/// Each line of text fits, whatever the width; code keeps its lines; no word is lost.
#[test]
fn a_page_fits_and_says_all() {
    for transform in leakfix::transforms::ALL {
        for columns in [40, 80, 100] {
            let page = plain(&explained(transform.name, &columns.to_string()).out);
            let is_code = |line: &str| line.starts_with("    ");
            let long = page
                .lines()
                .find(|it| !is_code(it) && it.chars().count() > columns && it.trim().contains(' '));
            // What has no place to break may stick out.
            if let Some(long) = long {
                let longest = long.split(' ').map(|it| it.chars().count()).max();
                assert!(longest > Some(columns / 2), "{}, {columns}: {long}", transform.name);
            }
            assert!(page.lines().all(|it| it == it.trim_end()), "{page}");
        }
        let page = plain(&explained(transform.name, "100").out);
        let text: String = readme(transform.name)
            .lines()
            .filter(|it| !it.starts_with("```"))
            .collect();
        assert_eq!(letters(&page), letters(&text), "{}", transform.name);
    }
}

/// Pipes and `NO_COLOR` get the text as it is.
#[test]
fn a_pipe_gets_the_text() {
    let project = Project::new(&[]);
    let of = |arguments: &[&str], name: &str, value: &str| {
        finish(leakfix(&project.path).args(arguments).env(name, value)).out
    };
    let text = readme("await-timer");
    assert_eq!(of(&["explain", "await-timer"], "COLUMNS", "40"), text);
    assert_eq!(of(&["explain", "await-timer"], "NO_COLOR", "1"), text);
    assert_eq!(
        of(&["--color", "never", "explain", "await-timer"], "CLICOLOR_FORCE", "1"),
        text
    );
    assert_ne!(of(&["explain", "await-timer"], "CLICOLOR_FORCE", "1"), text);
}

/// Every shell is told of every command and option.
#[test]
fn shells_get_completions() {
    let project = Project::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = project.run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        for word in ["explain", "allow-dirty", "no-config", "schema"] {
            assert!(ran.out.contains(word), "{shell}: {word}");
        }
    }
    let script = project.run(&["completions", "bash"]).out;
    project.file("leakfix.bash", format!("{script}\ncomplete -p leakfix\n"));
    assert!(project.tool("bash", &["leakfix.bash"]).contains("-F _leakfix"));
    assert_eq!(project.run(&["completions", "tcsh"]).code, 2);
}

/// The program and each command have a page.
#[test]
fn man_has_pages() {
    let project = Project::new(&[]);
    let whole = project.run(&["man"]);
    assert_eq!((whole.code, whole.err.as_str()), (0, ""));
    assert!(whole.out.contains(".TH leakfix 1"), "{}", whole.out);
    assert!(whole.out.contains("Exit codes:"), "{}", whole.out);
    for command in [
        "diff",
        "fix",
        "check",
        "handlers",
        "explain",
        "init",
        "schema",
        "completions",
        "man",
    ] {
        let page = project.run(&["man", command]);
        assert!(page.out.contains(&format!(".TH leakfix-{command} 1")), "{}", page.out);
    }
    let ran = project.run(&["man", "fixx"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("there is no command `fixx`; there are: diff, fix"),
        "{}",
        ran.err
    );
}
