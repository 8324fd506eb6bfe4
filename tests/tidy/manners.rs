//! What may stand in a file, and what in the manifest.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::source::{Wrong, forbid, root, sources, tests};

/// Files that are over the limit for a reason, with what they may have at most: lower it when one shrinks.
const LONG_FILES: [(&str, usize); 0] = [];

/// A file past it is two ideas.
const MAX_LINES: usize = 450;

/// Nothing is left for later, and nothing stops with a bare panic.
#[test]
fn nothing_is_left_for_later() {
    forbid(
        |_| true,
        &[
            ".unwrap()",
            "todo!",
            "unimplemented!",
            "dbg!",
            "eprint!",
            ".expect(\"\")",
            "#[allow(",
            "#![allow(",
        ],
        "say why it cannot be: expect(\"…\")",
    );
    let mut wrong = Wrong::default();
    for file in sources() {
        for (number, line) in file.text.lines().enumerate() {
            if ["TODO", "FIXME"].iter().any(|it| line.contains(it)) {
                wrong.add(file.at(number + 1), line);
            }
        }
    }
    wrong.report("do it, or open an issue");
}

/// An `expect` says why it cannot be, in words of its own.
#[test]
fn every_expect_has_a_reason() {
    let mut wrong = Wrong::default();
    for file in sources() {
        for (line, text) in file.code() {
            for (at, _) in text.match_indices(".expect(") {
                let reason = text[at..].trim_start_matches(".expect(").trim_start_matches('"');
                let reason = reason.split('"').next().unwrap_or_default();
                if reason.split_whitespace().count() < 2 {
                    wrong.add(file.at(line), text);
                }
            }
        }
    }
    wrong.report("`expect` takes the reason why it cannot be");
}

/// Who opens a file reads first what it is.
#[test]
fn every_file_opens_with_what_it_is() {
    let mut wrong = Wrong::default();
    for file in sources().iter().chain(&tests()) {
        let first = file.text.lines().next().unwrap_or_default();
        let is_readme = file.name.starts_with("transforms/") && first == "#![doc = include_str!(\"README.md\")]";
        if !is_readme
            && first
                .strip_prefix("//! ")
                .is_none_or(|it| it.split_whitespace().count() < 2)
        {
            wrong.add(file.at(1), first);
        }
    }
    wrong.report("open the file with a `//!` sentence: what it is, and what it does not know");
}

/// A file folded to its signatures fits on a page.
#[test]
fn no_file_is_long() {
    let mut wrong = Wrong::default();
    let limits = BTreeMap::from(LONG_FILES);
    for file in sources().iter().chain(&tests()) {
        let limit = limits.get(&*file.name).copied().unwrap_or(MAX_LINES);
        let lines = file.text.lines().count();
        if lines > limit {
            wrong.add(file.name.clone(), &format!("{lines} lines; {limit} are allowed"));
        }
    }
    for (name, limit) in LONG_FILES {
        let lines = fs::read_to_string(root().join(name)).map_or(0, |it| it.lines().count());
        if lines <= MAX_LINES {
            wrong.add(
                name.to_owned(),
                &format!("{lines} lines: it needs no exception of {limit} any more"),
            );
        }
    }
    wrong.report("a file past the limit is two ideas: split it");
}

/// Names that say nothing attract what has no place.
#[test]
fn no_file_has_an_empty_name() {
    let mut wrong = Wrong::default();
    for file in sources().iter().chain(&tests()) {
        let name = Path::new(&file.name).file_stem().unwrap_or_default();
        if [
            "utils", "util", "helpers", "helper", "common", "manager", "context", "misc",
        ]
        .iter()
        .any(|it| name == *it)
        {
            wrong.add(file.name.clone(), "");
        }
    }
    wrong.report("name it by what it holds");
}

/// The crates of oxc know each other's types: they have to be of one version.
#[test]
fn the_lock_file_is_there_and_oxc_is_one() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock is there");
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap_or_default();
    assert!(
        !ignored.lines().any(|it| it.trim_matches('/') == "Cargo.lock"),
        "Cargo.lock is committed"
    );
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("it is there");
    let pinned: Vec<(&str, &str)> = manifest
        .lines()
        .filter_map(|it| it.split_once(" = "))
        .filter(|(name, _)| name.starts_with("oxc_") && *name != "oxc_resolver")
        .collect();
    assert!(!pinned.is_empty());
    let mut wrong = Wrong::default();
    for (name, version) in &pinned {
        if *version != pinned[0].1 || !version.starts_with("\"=") {
            wrong.add("Cargo.toml".to_owned(), &format!("{name} = {version}"));
        }
        let locked = versions(&lock, name);
        if locked != [version.trim_matches(['"', '='])] {
            wrong.add("Cargo.lock".to_owned(), &format!("{name} {locked:?}"));
        }
    }
    wrong.report("pin all of oxc to one version with `=`");
}

/// The lints hold for the library, the binary and the tests alike.
#[test]
fn unsafe_code_is_forbidden() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("it is there");
    let lints = manifest
        .split("\n[")
        .find(|it| it.starts_with("lints.rust]"))
        .unwrap_or_default();
    assert!(lints.contains("unsafe_code = \"forbid\""), "[lints.rust] of Cargo.toml");
}

/// The versions of a package in a lock file.
fn versions<'l>(lock: &'l str, package: &str) -> Vec<&'l str> {
    let name = format!("name = \"{package}\"");
    let packages = lock
        .split("[[package]]")
        .filter(|it| it.lines().any(|line| line == name));
    let version = |it: &'l str| it.lines().find_map(|line| line.strip_prefix("version = "));
    packages.filter_map(version).map(|it| it.trim_matches('"')).collect()
}
