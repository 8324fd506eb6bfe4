//! Which files `discover` finds, and what `read` gives for them.

use std::fs;
use std::path::{Path, PathBuf};

use leakfix::discover::{Discovery, Selection, discover};
use leakfix::discover::{Skip, read};
use leakfix::report::relative;

use crate::folder::{Folder, run};

impl Folder {
    fn discover(&self, paths: &[&str]) -> Discovery {
        discover(
            &Selection {
                paths: paths.iter().map(PathBuf::from).collect(),
                everything: false,
            },
            &self.path,
        )
    }

    fn discover_everything(&self) -> Discovery {
        discover(
            &Selection {
                paths: Vec::new(),
                everything: true,
            },
            &self.path,
        )
    }
}

/// The files found, relative to the folder; those that may be edited with a `*`.
fn files(folder: &Folder, discovery: &Discovery) -> Vec<String> {
    let mark = |selected| if selected { "*" } else { "" };
    let show = |path: &Path, selected| relative(path, &folder.path) + mark(selected);
    discovery
        .files
        .iter()
        .map(|file| show(&file.path, file.selected))
        .collect()
}

fn skipped(folder: &Folder, discovery: &Discovery) -> Vec<String> {
    let skipped = discovery.skipped.iter();
    skipped
        .map(|skipped| format!("{}: {}", relative(&skipped.path, &folder.path), skipped.reason))
        .collect()
}

#[test]
fn the_project_is_read_and_the_path_is_edited() {
    let folder = Folder::repository();
    for name in [
        "src/a.js",
        "src/b/c.ts",
        "lib/d.tsx",
        "lib/d.d.ts",
        "README.md",
        "e.mjs",
    ] {
        folder.file(name, "");
    }
    let discovery = folder.discover(&["src"]);
    assert_eq!(
        files(&folder, &discovery),
        ["e.mjs", "lib/d.tsx", "src/a.js*", "src/b/c.ts*"]
    );
    assert_eq!(discovery.base, folder.path);

    let discovery = discover(
        &Selection {
            paths: vec!["../lib/d.tsx".into()],
            everything: false,
        },
        &folder.at("src"),
    );
    assert_eq!(
        files(&folder, &discovery),
        ["e.mjs", "lib/d.tsx*", "src/a.js", "src/b/c.ts"]
    );
    assert_eq!(discovery.base, folder.path);
}

#[test]
fn without_git_the_topmost_package_is_the_project() {
    let folder = Folder::new();
    for name in [
        "app/package.json",
        "app/packages/one/package.json",
        "app/packages/one/a.js",
        "app/b.js",
        "c.js",
    ] {
        folder.file(name, "{}");
    }
    let discovery = folder.discover(&["app/packages/one"]);
    assert_eq!(files(&folder, &discovery), ["app/b.js", "app/packages/one/a.js*"]);
    assert_eq!(discovery.base, folder.path, "the current directory");

    assert_eq!(
        files(&folder, &folder.discover(&["c.js"])),
        ["c.js*"],
        "nothing says what else is of the project"
    );
    assert_eq!(
        files(&folder, &folder.discover(&[])),
        ["app/b.js*", "app/packages/one/a.js*", "c.js*"]
    );
}

#[test]
fn several_projects() {
    let folder = Folder::new();
    for name in [
        "one/.git/HEAD",
        "one/a.js",
        "one/b.js",
        "two/.git/HEAD",
        "two/c.js",
        "two/d.js",
    ] {
        folder.file(name, "");
    }
    let discovery = folder.discover(&["one/a.js", "two/c.js"]);
    assert_eq!(
        files(&folder, &discovery),
        ["one/a.js*", "one/b.js", "two/c.js*", "two/d.js"]
    );
    assert_eq!(discovery.base, folder.path);
}

#[test]
fn ignored_hidden_and_built_files_are_left_out() {
    for folder in [Folder::new(), Folder::repository()] {
        folder.file(".gitignore", "/secret.js\ngen/\n");
        folder.file("sub/.ignore", "local.js\n");
        folder.file("big.js", vec![b'\n'; 2 * 1024 * 1024 + 1]);
        for name in [
            "a.js",
            "secret.js",
            "gen/b.js",
            "sub/local.js",
            "sub/c.js",
            ".hidden/d.js",
            ".rc.js",
        ] {
            folder.file(name, "");
        }
        for name in [
            "node_modules/x/i.js",
            "sub/node_modules/y/i.js",
            "dist/i.js",
            ".serverless/i.js",
            "j.min.js",
        ] {
            folder.file(name, "");
        }
        let discovery = folder.discover(&["."]);
        assert_eq!(files(&folder, &discovery), ["a.js*", "sub/c.js*"]);
        let taken = "is taken for built or installed code: give its path, or --no-ignore, to read it";
        let expected = [
            format!(".serverless: `.serverless` {taken}"),
            "big.js: larger than 2 MiB (2.0 MiB): pass --no-ignore to read it".to_owned(),
            format!("dist: `dist` {taken}"),
            "j.min.js: minified: pass --no-ignore to read it".to_owned(),
            format!("node_modules: `node_modules` {taken}"),
            format!("sub/node_modules: `node_modules` {taken}"),
        ];
        assert_eq!(skipped(&folder, &discovery), expected);

        let discovery = folder.discover_everything();
        assert_eq!(discovery.files.len(), 13, "{:?}", files(&folder, &discovery));
        assert!(discovery.skipped.is_empty());
    }
}

#[test]
fn what_is_named_is_read() {
    let folder = Folder::repository();
    folder.file(".gitignore", "dist/\nignored.js\n");
    for name in [
        "a.js",
        "dist/b.js",
        "dist/node_modules/c.js",
        "dist/in/d.js",
        "ignored.js",
        "build/e.js",
        "f.min.js",
    ] {
        folder.file(name, "");
    }
    assert_eq!(
        files(&folder, &folder.discover(&["dist"])),
        ["a.js", "dist/b.js*", "dist/in/d.js*"]
    );
    assert_eq!(
        files(&folder, &folder.discover(&["dist/in"])),
        ["a.js", "dist/in/d.js*"]
    );
    let discovery = folder.discover(&["build", "ignored.js", "f.min.js"]);
    assert_eq!(
        files(&folder, &discovery),
        ["a.js", "build/e.js*", "f.min.js*", "ignored.js*"]
    );
    assert!(discovery.skipped.is_empty(), "{:?}", discovery.skipped);
}

#[test]
fn paths_that_cannot_be_used() {
    let folder = Folder::repository();
    folder.file("a.txt", "");
    folder.file("a.d.ts", "");
    let discovery = folder.discover(&["nowhere", "a.txt", "a.d.ts", "/dev/null"]);
    let paths: Vec<_> = discovery
        .missing
        .iter()
        .map(|(path, _)| path.to_string_lossy())
        .collect();
    assert_eq!(paths, ["nowhere", "a.txt", "a.d.ts", "/dev/null"]);
    assert_eq!(discovery.missing[0].1, "no such file or directory: check the path");
    assert!(
        discovery.missing[2]
            .1
            .starts_with("not a JavaScript or TypeScript source: ")
    );
    assert!(discovery.files.is_empty());
    assert_eq!(discovery.base, folder.path);
}

#[cfg(unix)]
#[test]
fn symbolic_links() {
    use std::os::unix::fs::symlink;

    let folder = Folder::repository();
    let outside = Folder::new();
    for name in ["src/a.js", "node_modules/b.js", ".hidden/c.js"] {
        folder.file(name, "");
    }
    outside.file("d.js", "");
    let link = |from: &Path, name: &str| symlink(from, folder.at(name)).expect("a link");
    link(&folder.path, "src/loop");
    link(Path::new(".."), "src/up");
    link(&outside.path, "src/outside");
    link(&outside.at("d.js"), "src/d.js");
    link(Path::new("a.js"), "src/again.js");
    link(Path::new("../node_modules/b.js"), "src/b.js");
    link(Path::new("../.hidden/c.js"), "src/c.js");
    link(Path::new("broken.js"), "src/broken.js");
    link(Path::new("self.js"), "src/self.js");
    assert_eq!(files(&folder, &folder.discover(&[])), ["src/a.js*"]);
    let all = [".hidden/c.js*", "node_modules/b.js*", "src/a.js*"];
    assert_eq!(files(&folder, &folder.discover_everything()), all);
    assert_eq!(
        files(&folder, &folder.discover(&["src/loop/src/up/src"])),
        ["src/a.js*"]
    );
    assert_eq!(files(&folder, &folder.discover(&["src/again.js"])), ["src/a.js*"]);
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    folder.file("a.js", "");
    folder.file("closed/b.js", "");
    let set_mode = |mode| fs::set_permissions(folder.at("closed"), fs::Permissions::from_mode(mode));
    set_mode(0o000).expect("ours");
    // Root reads everything.
    if fs::read_dir(folder.at("closed")).is_err() {
        let discovery = folder.discover(&[]);
        assert_eq!(files(&folder, &discovery), ["a.js*"]);
        assert!(skipped(&folder, &discovery)[0].starts_with("closed: cannot be read: "));
    }
    set_mode(0o755).expect("ours");
}

#[test]
fn worktrees_and_submodules_are_projects_of_their_own() {
    let folder = Folder::repository();
    folder.file("a.js", "");
    folder.file("sub/.git", "gitdir: ../.git/modules/sub\n");
    folder.file("sub/b.js", "");
    let discovery = folder.discover(&["sub"]);
    assert_eq!(files(&folder, &discovery), ["sub/b.js*"]);
    assert_eq!(discovery.base, folder.at("sub"));
}

#[test]
fn text_is_read_as_it_is() {
    let folder = Folder::new();
    let read = |name: &str, content: &[u8]| read(&folder.file(name, content), false);
    let kept = "\u{feff}#!/usr/bin/env node\r\nconst a = 1;\rb";
    assert_eq!(read("a.js", kept.as_bytes()), Ok(kept.to_owned()));
    assert_eq!(read("b.js", b"a\nb\n// caf\xe9\n"), Err(Skip::NotUtf8 { line: 3 }));
    assert_eq!(read("c.js", b"\xff\xfea\0"), Err(Skip::NotUtf8 { line: 1 }));
    assert_eq!(read("n.js", b"a\n// \0"), Err(Skip::Nul { line: 2 }));
    assert_eq!(read("d.js", &vec![b'x'; 30_000]), Err(Skip::Minified));
    assert_eq!(
        read("e.js", &vec![b'\n'; 3 << 20]),
        Err(Skip::TooLarge { bytes: 3 << 20 })
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    let folder = Folder::new();
    let reason = |path: &Path| read(path, true).expect_err("unreadable").to_string();
    assert!(reason(&folder.at("gone.js")).starts_with("cannot be read: No such file"));
    assert_eq!(reason(&folder.path), "cannot be read: it is no regular file");
    let pipe = folder.at("pipe.js");
    run(std::process::Command::new("mkfifo").arg(&pipe), &folder.path);
    assert_eq!(reason(&pipe), "cannot be read: it is no regular file");
    assert!(read(&folder.file("d.js", vec![b'x'; 3 << 20]), true).is_ok());
    fs::remove_file(pipe).expect("it was made");
}
