//! Which part may know which, and who may touch the world.

use crate::source::{File, Wrong, forbid, sources};

/// Only the readers of names, outlines, sketches and specifiers, the resolver and the referee know the parser that they use.
#[test]
fn few_files_know_oxc() {
    let allowed = [
        "src/semantic/names.rs",
        "src/semantic/outline/mod.rs",
        "src/semantic/outline/seen.rs",
        "src/semantic/outline/taker.rs",
        "src/semantic/link.rs",
        "src/semantic/resolver.rs",
        "src/verify.rs",
    ];
    let folders = ["src/semantic/names/", "src/semantic/sketch/"];
    forbid(
        |file| !allowed.contains(&&*file.name) && !folders.iter().any(|it| file.name.starts_with(it)),
        &["oxc_"],
        "ask those of src/semantic/ that know oxc",
    );
}

/// Arrows go one way only: syntax ← semantic ← rewrite ← leak ← transforms.
#[test]
fn layers_know_only_what_is_below() {
    let layers = [
        ("src/syntax/", &["syntax"] as &[&str]),
        ("src/semantic/", &["syntax", "semantic"]),
        ("src/rewrite/", &["syntax", "semantic", "rewrite"]),
        ("src/leak.rs", &["syntax", "semantic", "rewrite"]),
        ("transforms/", &["leak", "rewrite", "semantic", "syntax"]),
    ];
    let mut wrong = Wrong::default();
    for file in sources() {
        let Some((_, below)) = layers.iter().find(|(layer, _)| file.name.starts_with(layer)) else {
            continue;
        };
        let code: String = file.code().map(|(_, line)| format!("{line}\n")).collect();
        for module in modules_named(&code) {
            if !below.contains(&module) {
                wrong.add(file.name.clone(), &format!("names crate::{module}"));
            }
        }
        if code.contains("super::super::") {
            wrong.add(file.name.clone(), "super::super:: hides what it names");
        }
    }
    wrong.report("let the upper layer call the lower one");
}

/// What syntax knows of trees, nobody else may count on.
#[test]
fn few_files_walk_the_tree() {
    let allowed = ["src/syntax/node.rs", "src/syntax/shape.rs", "src/syntax/tree.rs"];
    forbid(
        |file| !allowed.contains(&&*file.name),
        &[
            ".named_child",
            ".child(",
            ".child_by_",
            ".child_count(",
            ".child_with_",
            "TreeCursor",
            ".next_sibling(",
            ".prev_sibling(",
            ".next_named_sibling(",
            ".prev_named_sibling(",
            ".walk()",
            ".all_children()",
        ],
        "comments are children, too: use syntax::Node, which leaves them out",
    );
}

/// The engine knows no transform: who adds one touches its folder and the list.
#[test]
fn only_the_command_line_knows_the_transforms() {
    let mut wrong = Wrong::default();
    for file in sources()
        .iter()
        .filter(|it| it.name.starts_with("src/") && !it.name.starts_with("src/cli/"))
    {
        for (line, text) in file.code() {
            // `transforms` alone is a fine name for a variable.
            let is_module = text.contains("crate::transforms") || text.contains("transforms::");
            if is_module || (text.contains("mod transforms") && file.name != "src/lib.rs") {
                wrong.add(file.at(line), text);
            }
        }
    }
    wrong.report("pass the transforms as values");
}

/// Nor does the engine name one in a string.
#[test]
fn no_transform_is_named_by_the_engine() {
    let names: Vec<String> = leakfix::transforms::ALL
        .iter()
        .flat_map(|it| [format!("\"{}\"", it.name), it.name.replace('-', "_")])
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    forbid(
        |file| file.name.starts_with("src/"),
        &names,
        "let the transform say it in its `Transform`",
    );
}

/// One place writes sources, so there is one place to look at when a file is damaged; what is nobody's source is written
/// by another.
#[test]
fn one_place_writes_files() {
    forbid(
        |file| !file.name.starts_with("src/write/") && file.name != "src/artifact.rs",
        &[
            "fs::write",
            "fs::rename",
            "fs::copy",
            "fs::remove_",
            "fs::create_",
            "fs::set_permissions",
            "File::create",
            "File::options",
            "OpenOptions",
            ".persist(",
            "NamedTempFile",
            "tempfile::",
            "hard_link",
            "symlink(",
        ],
        "write through src/write/, and what is no source through src/artifact.rs",
    );
}

/// A project is read, never run; and nobody is told of it.
#[test]
fn only_git_is_started_and_nothing_speaks_to_a_network() {
    forbid(
        // The editor is the user's own, and only started by a key.
        |file| !["src/git.rs", "src/cli/editor.rs"].contains(&&*file.name),
        &["Command::new", "std::process::Command", "process::{Command"],
        "ask git through src/git.rs, and start nothing else",
    );
    forbid(
        |_| true,
        &["std::net", "TcpStream", "UdpSocket", "UnixStream"],
        "leakfix works without a network",
    );
    let git = sources()
        .into_iter()
        .find(|it| it.name == "src/git.rs")
        .expect("it is there");
    let started: Vec<&str> = git
        .code()
        .map(|(_, line)| line)
        .filter(|it| it.contains("Command::new"))
        .collect();
    assert_eq!(started.len(), 1, "{started:?}");
    assert!(started[0].contains("Command::new(\"git\")"), "{started:?}");
}

/// Reading is for discovery, the linker's manifests, and git.
#[test]
fn syntax_and_rewrites_do_no_io() {
    let is_pure = |file: &File| {
        ["src/syntax/", "src/rewrite/", "transforms/", "src/report/"]
            .iter()
            .any(|it| file.name.starts_with(it))
            || [
                "src/leak.rs",
                "src/query.rs",
                "src/fix.rs",
                "src/verify.rs",
                "src/finding.rs",
                "src/guard.rs",
            ]
            .contains(&&*file.name)
            || (file.name.starts_with("src/semantic/") && file.name != "src/semantic/resolver.rs")
    };
    let io = [
        "std::fs",
        "fs::",
        "std::env",
        "env::",
        "std::process",
        "println!",
        "print!",
        "std::net",
        "std::io",
    ];
    forbid(is_pure, &io, "take it as an argument");
}

/// What syntax and semantic find out they say; they do not fail.
#[test]
fn only_the_edges_know_anyhow() {
    forbid(
        |file| !file.name.starts_with("src/cli/") && !["src/pattern.rs", "src/query.rs"].contains(&&*file.name),
        &["anyhow"],
        "refusals, skips and defects are types of their own",
    );
}

/// `semantic` in `crate::semantic::Project`, and each module in `crate::{…}`.
fn modules_named(code: &str) -> Vec<&str> {
    let paths = code.match_indices("crate::").map(|(at, path)| &code[at + path.len()..]);
    paths
        .flat_map(|rest| rest.strip_prefix('{').map_or_else(|| vec![rest], outer_items))
        .filter_map(|it| {
            it.trim_start()
                .split(|it: char| !(it.is_alphanumeric() || it == '_'))
                .next()
        })
        .filter(|it| !it.is_empty())
        .collect()
}

/// The items of `a::{b, c}, d}…`: not those in inner braces.
fn outer_items(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (at, it) in list.char_indices() {
        match it {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[start..at]);
                start = at + 1;
            }
            '}' => {
                items.push(&list[start..at]);
                break;
            }
            _ => {}
        }
    }
    items
}

/// The reader of `use` lists reads them.
#[test]
fn modules_in_lists_are_seen() {
    let code = "use crate::{\n    leak::{Captures, Leak},\n    syntax::Node,\n};\nuse crate::query::Engine;\ncrate::fix::fix();";
    assert_eq!(modules_named(code), ["leak", "syntax", "query", "fix"]);
    assert_eq!(modules_named("use crate::{a, b::{c, d}}; {e}"), ["a", "b"]);
}
