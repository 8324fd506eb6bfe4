//! Many files: the same output whatever the number of threads, and a word on where the time goes.

use crate::code::{BROKEN, CLEAN, LEAK, REFUSED};
use crate::project::Project;

/// Services that have nothing to do with each other, in an order that no thread keeps by itself.
fn services() -> Project {
    let project = Project::new(&[]);
    for number in 0..20 {
        let code = [LEAK, REFUSED, CLEAN][number % 3];
        project.file(&format!("service{number}/index.js"), code);
    }
    project
}

#[test]
fn the_order_is_that_of_the_files_on_any_number_of_threads() {
    let project = services();
    for command in ["check", "diff"] {
        let one = project.run(&[command, "-j1"]);
        let two = project.run(&[command, "-j2"]);
        assert_eq!(one, two);
        let paths = one
            .out
            .lines()
            .filter(|it| it.starts_with("--- ") || it.contains("await-sdk-call:"));
        let paths: Vec<&str> = paths.collect();
        assert!(paths.len() >= 7, "{command}: {}", one.out);
        assert!(paths.is_sorted(), "{paths:?}");
    }
}

/// Handlers that reach no leak are counted like the others.
#[test]
fn every_handler_counts() {
    let ran = services().run(&["check"]);
    assert!(ran.err.starts_with("20 files and 20 handlers: 14 leaks"), "{}", ran.err);
}

#[test]
fn timings_go_to_stderr() {
    let project = services();
    let plain = project.run(&["check"]);
    let timed = project.run(&["check", "--timings"]);
    assert_eq!((timed.code, &timed.out), (plain.code, &plain.out));
    let table = timed
        .err
        .strip_prefix(plain.err.as_str())
        .expect("the summary comes first");
    let stages: Vec<&str> = table.lines().filter_map(|it| it.split_whitespace().next()).collect();
    let expected = [
        "stage",
        "walk",
        "survey",
        "deployment",
        "outline",
        "resolve",
        "names",
        "parse",
        "analyze",
        "locate",
        "propose",
        "apply",
        "report",
        "all",
        "wall",
    ];
    assert_eq!(stages, expected);
    assert!(table.contains(" 20 files\n") && table.contains(" 20 parts"), "{table}");
}

/// Nobody parses what matters to no handler, so nobody knows that it is broken.
#[test]
fn of_a_broken_file_that_matters_to_no_handler_nothing_is_said() {
    let project = Project::new(&[
        ("index.js", LEAK),
        ("page.js", "const = document.body;\n"),
        ("queue.js", BROKEN),
    ]);
    let ran = project.run(&["check"]);
    assert!(!ran.out.contains("page.js"), "{}", ran.out);
    assert!(ran.has_line("queue.js:2:7: syntax-error: "), "{}", ran.out);
}
