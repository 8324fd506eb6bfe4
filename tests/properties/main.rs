//! What holds for any code: the examples of all transforms, changed at random, many in one project. `git` has to be
//! installed. `PROPTEST_CASES` asks for more projects.

#![cfg(unix)]

mod mutation;
// The tests of the command line use more of it.
#[path = "../cli/project.rs"]
#[expect(dead_code)]
mod project;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use leakfix::transforms;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use mutation::{Mutant, mutant};
use project::{Project, Ran};

/// How many projects, and how many files each.
const PROJECTS: u32 = 6;
const FILES: usize = 40;

/// The same inputs each time, until the examples change: a test that fails by chance is trusted by nobody.
#[test]
fn what_holds_for_any_code() {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(PROJECTS),
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let examples = examples();
    let files = prop::collection::vec(mutant(examples.len()), FILES);
    let holds = TestRunner::new_with_rng(config, random).run(&files, |files| judge(&examples, &files));
    if let Err(error) = holds {
        panic!("{error}");
    }
    let (read, rewritten) = (READ.load(Relaxed), REWRITTEN.load(Relaxed));
    println!("{rewritten} of {read} files were rewritten");
    // Otherwise this has proven little.
    assert!(rewritten * 5 >= read, "{rewritten} of {read} files were rewritten");
}

static READ: AtomicUsize = AtomicUsize::new(0);
static REWRITTEN: AtomicUsize = AtomicUsize::new(0);

/// The examples that are one file each, by their names.
fn examples() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms");
    let entries = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|it| it.path()).collect();
        paths.sort();
        paths
    };
    let is_code = |it: &PathBuf| it.extension().is_some_and(|it| it == "js" || it == "ts" || it == "mjs");
    let examples = entries(&root).into_iter().flat_map(|it| entries(&it.join("examples")));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some((PathBuf::from(path.file_name()?), text))
    };
    examples.filter(is_code).filter_map(read).collect()
}

fn judge(examples: &[(PathBuf, String)], files: &[Mutant]) -> Result<(), TestCaseError> {
    let project = Project::new(&[]);
    for (number, file) in files.iter().enumerate() {
        let (name, text) = &examples[file.example];
        // Each in a directory of its own, so that none imports another.
        project.file(&format!("d{number}/{}", name.display()), file.apply(text));
    }
    project.git(&["init", "--quiet"]);
    project.commit();
    let before = project.bytes();

    let diff = works(project.run(&["diff"]))?;
    prop_assert_eq!(
        &diff.out,
        &works(project.run(&["diff", "-j1", "."]))?.out,
        "on one thread"
    );
    let path = project.path.to_str().expect("UTF-8").to_owned();
    prop_assert_eq!(
        &diff.out,
        &works(project.run(&["diff", &path]))?.out,
        "by the absolute path"
    );
    let all: Vec<&str> = transforms::ALL.iter().map(|it| it.name).collect();
    prop_assert_eq!(
        "",
        &works(project.run(&["diff", "--skip", &all.join(",")]))?.out,
        "without transforms"
    );

    works(project.run(&["fix"]))?;
    let after = project.bytes();
    let again = works(project.run(&["fix", "--allow-dirty"]))?;
    prop_assert!(
        project.bytes() == after,
        "a second run changes something:\n{}",
        again.err
    );

    project.git(&["reset", "--quiet", "--hard"]);
    project.file(".git/leakfix.diff", &diff.out);
    if !diff.out.is_empty() {
        project.git(&["apply", "--whitespace=nowarn", ".git/leakfix.diff"]);
    }
    prop_assert!(
        project.bytes() == after,
        "the diff is not what is written:\n{}",
        diff.out
    );
    unchanged(&before, &after, &diff)
}

/// No crash, no defect, and nothing that could not be done.
fn works(ran: Ran) -> Result<Ran, TestCaseError> {
    prop_assert!(ran.code <= 1, "{}", ran.err);
    Ok(ran)
}

/// What a rewrite has no business with stays.
fn unchanged(
    before: &BTreeMap<PathBuf, Vec<u8>>,
    after: &BTreeMap<PathBuf, Vec<u8>>,
    diff: &Ran,
) -> Result<(), TestCaseError> {
    prop_assert!(before.keys().eq(after.keys()));
    for (path, old) in before {
        let name = path.to_str().expect("UTF-8");
        let new = &after[path];
        READ.fetch_add(1, Relaxed);
        REWRITTEN.fetch_add(usize::from(old != new), Relaxed);
        if old == new {
            prop_assert!(!diff.headers().contains(&&*format!("--- a/{name}")), "{name}");
            continue;
        }
        let count = |text: &[u8], word: &[u8]| text.windows(word.len()).filter(|it| *it == word).count();
        prop_assert_eq!(count(old, b"kept-"), count(new, b"kept-"), "comments of {}", name);
        let mark = "\u{feff}".as_bytes();
        prop_assert_eq!(
            old.starts_with(mark),
            new.starts_with(mark),
            "byte order mark of {}",
            name
        );
        prop_assert_eq!(old.ends_with(b"\n"), new.ends_with(b"\n"), "end of {}", name);
        let has_one_kind = |text: &[u8]| [0, count(text, b"\n")].contains(&count(text, b"\r\n"));
        if has_one_kind(old) {
            prop_assert!(has_one_kind(new), "line ends of {name}");
            prop_assert_eq!(
                count(old, b"\r\n") > 0,
                count(new, b"\r\n") > 0,
                "line ends of {}",
                name
            );
        }
    }
    Ok(())
}
