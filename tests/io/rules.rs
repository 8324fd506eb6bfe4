//! What ignore files leave out is what the walk of the `ignore` crate, ripgrep's, leaves out: in trees made at random,
//! with rules that overlap, contradict each other, are faulty or belong to a repository within.

use std::collections::BTreeSet;

use fastrand::Rng;
use ignore::WalkBuilder;
use leakfix::discover::{Selection, discover};

use crate::folder::Folder;

const LINES: [&str; 28] = [
    "a",
    "b/",
    "/a",
    "/a/b",
    "a/",
    "a/b/",
    "*.js",
    "!*.js",
    "!a",
    "!/b/a.js",
    "a.*",
    "!a.ts",
    "**/b",
    "a/**",
    "**/a/*.ts",
    "/*",
    "!/b",
    "!/c/",
    "[ab].js",
    "[!a].ts",
    "[a",
    "\\!a.js",
    "# a",
    "c ",
    "b/*.js   ",
    "",
    "a/../b",
    "./a",
];

const DIRECTORIES: [&str; 3] = ["a", "b", "c"];
const FILES: [&str; 5] = ["a.js", "b.js", "a.ts", "b.ts", "c.mjs"];

/// Files with rules, and directories, down to `depth`.
fn fill(folder: &Folder, around: &str, depth: usize, rng: &mut Rng) {
    for name in FILES {
        folder.file(&format!("{around}{name}"), "");
    }
    for name in [".gitignore", ".ignore"] {
        if rng.usize(..3) == 0 {
            folder.file(&format!("{around}{name}"), rules(rng));
        }
    }
    match rng.usize(..8) {
        0 => drop(folder.file(&format!("{around}.git/info/exclude"), rules(rng))),
        1 => {
            // A linked work tree, whose rules are those of the repository.
            let home = folder.at(&format!("{around}.home"));
            folder.file(&format!("{around}.git"), format!("gitdir: {}\n", home.display()));
            folder.file(&format!("{around}.home/commondir"), "../.common\n");
            folder.file(&format!("{around}.common/info/exclude"), rules(rng));
        }
        _ => {}
    }
    if depth > 0 {
        for name in DIRECTORIES {
            fill(folder, &format!("{around}{name}/"), depth - 1, rng);
        }
    }
}

fn rules(rng: &mut Rng) -> Vec<u8> {
    let mut text = Vec::new();
    if rng.usize(..6) == 0 {
        text.extend("\u{feff}".as_bytes());
    }
    for _ in 0..rng.usize(1..4) {
        text.extend(LINES[rng.usize(..LINES.len())].as_bytes());
        text.extend(["\n", "\r\n"][rng.usize(..2)].as_bytes());
        if rng.usize(..20) == 0 {
            text.extend(b"x\xff\n");
        }
    }
    text
}

fn expected(folder: &Folder) -> BTreeSet<String> {
    let walk = WalkBuilder::new(&folder.path)
        .hidden(false)
        .parents(false)
        .require_git(false)
        .current_dir(&folder.path)
        .filter_entry(|it| ![".git", ".home", ".common"].iter().any(|name| it.file_name() == *name))
        .build();
    let files = walk.filter_map(|it| {
        let path = it.ok()?.into_path();
        let name = path.file_name()?.to_str()?;
        let is_wanted = FILES.contains(&name) && path.is_file();
        is_wanted.then(|| folder.shown(&path))
    });
    files.collect()
}

fn found(folder: &Folder) -> BTreeSet<String> {
    let selection = Selection {
        paths: Vec::new(),
        everything: false,
    };
    let discovery = discover(&selection, &folder.path);
    discovery.files.iter().map(|it| folder.shown(&it.path)).collect()
}

#[test]
fn rules_are_those_of_the_ignore_crate() {
    let mut left_out = 0;
    for seed in 0..60 {
        let folder = Folder::new();
        folder.file("package.json", "{}");
        fill(&folder, "", 2, &mut Rng::with_seed(seed));
        let (found, expected) = (found(&folder), expected(&folder));
        assert_eq!(found, expected, "seed {seed}");
        left_out += FILES.len() * 13 - found.len();
    }
    assert!(left_out > 500, "rules that leave nothing out show nothing: {left_out}");
}
