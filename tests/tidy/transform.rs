//! What belongs to a transform, and what its README shows.

use std::fs;
use std::path::{Path, PathBuf};

use crate::source::{Wrong, entries, name_of, root, shown};

/// The folder of a transform is all there is of it.
#[test]
fn every_transform_has_its_files() {
    let mut wrong = Wrong::default();
    for folder in transform_folders() {
        for name in ["mod.rs", "leaks.scm", "README.md", "examples"] {
            if !folder.join(name).exists() {
                wrong.add(shown(&folder.join(name)), "is missing");
            }
        }
    }
    wrong.report("see any other transform");
}

/// Every folder is in the list, and everything in the list has its folder.
#[test]
fn names_of_transforms_equal_their_folders() {
    let folders: Vec<String> = transform_folders()
        .iter()
        .map(|it| name_of(it).replace('_', "-"))
        .collect();
    let mut names: Vec<&str> = leakfix::transforms::ALL.iter().map(|it| it.name).collect();
    names.sort_unstable();
    assert_eq!(folders, names);
    for transform in leakfix::transforms::ALL {
        let folder = root().join("transforms").join(transform.name.replace('-', "_"));
        let read = |name: &str| fs::read_to_string(folder.join(name)).expect("it is there");
        assert_eq!(transform.docs, read("README.md"), "{}", transform.name);
        assert_eq!(transform.leaks, read("leaks.scm"), "{}", transform.name);
    }
}

/// A run compiles only the queries that it needs, so all of them are compiled here.
#[test]
fn every_query_can_be_used_for_every_language() {
    let checked = leakfix::query::Engine::new(leakfix::transforms::ALL).check();
    checked.expect("leaks.scm has only what there is");
}

/// The repository page, rustdoc and `explain` show the same text, in the same order for all transforms.
#[test]
fn readmes_have_the_same_headings() {
    let expected = [
        "## What it finds",
        "## Why it leaks",
        "## What it becomes",
        "## When it refuses",
        "## Safety",
    ];
    let mut wrong = Wrong::default();
    for folder in transform_folders() {
        let text = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        let title = format!("# {}", name_of(&folder).replace('_', "-"));
        if text.lines().next() != Some(&title) {
            wrong.add(
                shown(&folder.join("README.md")),
                &format!("its first line must be `{title}`"),
            );
        }
        let headings: Vec<&str> = outside_of_blocks(&text).filter(|it| it.starts_with("##")).collect();
        if headings != expected {
            wrong.add(
                shown(&folder.join("README.md")),
                &format!("its headings are {headings:?}"),
            );
        }
    }
    wrong.report(&format!("the headings must be {expected:?}"));
}

/// What a README shows is what the program prints for one of the examples.
#[test]
fn readmes_show_a_diff_of_an_example() {
    let mut wrong = Wrong::default();
    for folder in transform_folders() {
        let readme = folder.join("README.md");
        let text = fs::read_to_string(&readme).unwrap_or_default();
        let section = text
            .split("\n## ")
            .find(|it| it.starts_with("What it becomes"))
            .unwrap_or_default();
        let Some(shows) = section.split("```diff\n").nth(1).and_then(|it| it.split("```").next()) else {
            wrong.add(shown(&readme), "`## What it becomes` has no ```diff block");
            continue;
        };
        let snapshots = snapshots_of(&folder);
        if !snapshots.iter().any(|(_, diff)| diff == shows) {
            wrong.add(shown(&readme), &nearest(shows, &snapshots));
        }
    }
    wrong.report("paste the diff of the snapshot into the block, from `--- a/` to its end");
}

fn transform_folders() -> Vec<PathBuf> {
    entries(&root().join("transforms"))
        .into_iter()
        .filter(|it| it.is_dir())
        .collect()
}

/// The name of each snapshot of a transform, and the diff in it.
fn snapshots_of(folder: &Path) -> Vec<(String, String)> {
    let diff = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        let start = text.find("--- a/")?;
        Some((shown(&path), text[start..].to_owned()))
    };
    entries(&root().join("snapshots").join(name_of(folder)))
        .into_iter()
        .filter_map(diff)
        .collect()
}

/// The snapshot that has most lines of the block.
fn nearest(block: &str, snapshots: &[(String, String)]) -> String {
    let common = |diff: &str| block.lines().filter(|line| diff.lines().any(|it| it == *line)).count();
    match snapshots.iter().max_by_key(|(_, diff)| common(diff)) {
        Some((name, diff)) => format!("the ```diff is none of a snapshot; the nearest one is {name}:\n{diff}"),
        None => "it has no snapshot".to_owned(),
    }
}

/// The lines of a text that are in no ``` block.
fn outside_of_blocks(text: &str) -> impl Iterator<Item = &str> {
    let mut is_inside = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_inside ^= is_fence;
        !is_inside && !is_fence
    })
}
