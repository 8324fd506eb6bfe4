//! What `unified` prints is what `git apply` and `patch -p1` take, to the byte.

use std::fs;
use std::path::Path;
use std::process::Command;

use leakfix::report::{relative, unified};

use crate::folder::{Folder, run};

/// Applies the diff with both tools, with and without a repository, and compares the bytes.
#[track_caller]
fn assert_applies(name: &str, before: &str, after: &str) -> String {
    let diff = unified(name, before, after);
    let tools: [(&str, &[&str], Folder); 3] = [
        ("git", &["apply", "change.diff"], Folder::repository()),
        ("git", &["apply", "change.diff"], Folder::new()),
        ("patch", &["-p1", "--fuzz=0", "--input=change.diff"], Folder::new()),
    ];
    for (tool, arguments, folder) in tools {
        let path = folder.file(name, before);
        folder.file("change.diff", &diff);
        let output = run(Command::new(tool).args(arguments), &folder.path);
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{tool}: {said}\n{diff}");
        assert_eq!(
            fs::read_to_string(path).expect("still there"),
            after,
            "{tool}: {said}\n{diff}"
        );
    }
    diff
}

#[test]
fn nothing_differs() {
    assert_eq!(unified("a.js", "a\n", "a\n"), "");
    assert_eq!(unified("a.js", "", ""), "");
}

#[test]
fn headers_ranges_and_heading() {
    let before = "'use strict';\n\nfunction handler() {\n  a();\n  b();\n  c();\n  d();\n  e();\n}\n";
    let after = before.replace("  e();\n", "  await e();\n");
    let diff = assert_applies("src/a.js", before, &after);
    let expected = "--- a/src/a.js\n+++ b/src/a.js\n@@ -5,5 +5,5 @@ function handler() {\n   b();\n   c();\n   d();\n\
                    -  e();\n+  await e();\n }\n";
    assert_eq!(diff, expected);
}

#[test]
fn hunks_apart() {
    let before: String = (0..60).map(|i| format!("line {i}\n")).collect();
    let after = before
        .replace("line 5\n", "")
        .replace("line 30\n", "line 30\nnew\n")
        .replace("line 55\n", "other\n");
    assert_eq!(assert_applies("a.js", &before, &after).matches("\n@@ ").count(), 3);
}

#[test]
fn repeated_lines_stay_aligned_with_blocks() {
    let block = |name: &str| format!("function {name}() {{\n  a();\n}}\n\n");
    let before = block("one") + &block("three");
    let after = block("one") + &block("two") + &block("three");
    let diff = assert_applies("a.js", &before, &after);
    assert!(
        diff.contains("+function two() {\n+  a();\n+}\n+\n function three"),
        "{diff}"
    );
}

#[test]
fn line_ends_are_content() {
    assert_applies("a.js", "a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n");
    assert_applies("a.js", "a\r\nb\nc\r\n", "a\nb\nc\r\n");
    assert_applies("a.js", "a\rb\nc\n", "a\rB\nc\n");
    assert_applies(
        "a.js",
        "a\u{2028}b\u{2029}c\u{85}\u{c}d\u{b}\nc\n",
        "a\u{2028}b\u{2029}C\u{85}\u{c}d\u{b}\nc\n",
    );
    assert_applies("a.js", "\u{feff}a\nb\n", "\u{feff}b\nb\n");
    assert_applies(
        "a.js",
        "a\n--- a/b\n+++ c\n@@ -1 +1 @@\n",
        "a\n-- a/b\n++ c\n@@ -1 +1 @@\n\\ No\n",
    );
    // A heading must not bring a carriage return along.
    let crlf: String = (0..9).map(|i| format!("line{i} {{\r\n")).collect();
    assert_applies("a.js", &crlf, &crlf.replace("line8", "line9"));
}

#[test]
fn the_last_line_without_an_end() {
    for (before, after) in [
        ("a\nb", "a\nb\n"),
        ("a\nb\n", "a\nb"),
        ("a\nb", "a\nc"),
        ("a\nb", "A\nb"),
        ("a", "a\nb"),
    ] {
        let diff = assert_applies("a.js", before, after);
        assert!(diff.contains("\n\\ No newline at end of file\n"), "{diff}");
    }
    assert_applies("a.js", "a\r\nb\r", "a\r\nb\r\n");
    assert_applies("a.js", "a\n", "a\nb\nc\n");
    assert_applies("a.js", "", "a\n");
}

#[test]
fn any_name() {
    let names = [
        "with space.js",
        " leading and trailing .js",
        "dir with space/a.js",
        "quo\"te.js",
        "apos'trophe.js",
        "back\\slash.js",
        "t\tab.js",
        "new\nline.js",
        "return\r.js",
        "bell\u{7}1.js",
        "quo\"te and space.js",
        "späße/日本語.js",
        "späße \"日本語\".js",
        "-dash.js",
        "a/b/c/d.js",
        "$x`y`[z]*{q}.js",
    ];
    for name in names {
        assert_applies(name, "a\nb\nc\n", "a\nB\nc\n");
    }
}

#[test]
fn several_files_in_one_patch() {
    let folder = Folder::new();
    let names = ["a.js", "b c.js", "d.js"];
    let diff: String = names.iter().map(|name| unified(name, "a\nb", "a\nc")).collect();
    names.iter().for_each(|name| drop(folder.file(name, "a\nb")));
    folder.file("change.diff", diff);
    folder.git(&["apply", "change.diff"]);
    assert!(names.iter().all(|name| folder.text(name) == "a\nc"));
}

/// Random texts of few different lines, so that alignment is hard, in one patch for both tools.
#[test]
fn any_text() {
    const LINES: [&str; 9] = [
        "\n",
        "}\n",
        "  }\r\n",
        "a();\n",
        "a();\r\n",
        "\r\n",
        "-- x\n",
        "++ y\n",
        "\\ No newline\n",
    ];
    let mut seed = 7_u64;
    let mut below = |limit: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % limit
    };
    let mut text = |lines: usize| -> String {
        let text: String = (0..lines).map(|_| LINES[below(LINES.len())]).collect();
        if below(3) == 0 { text + "end" } else { text }
    };
    let pairs: Vec<_> = (0..300)
        .map(|i| (format!("{i}.js"), text(1 + i / 5), text(1 + i / 5)))
        .collect();
    let diff: String = pairs
        .iter()
        .map(|(name, before, after)| unified(name, before, after))
        .collect();
    for tool in [
        &["git", "apply", "change.diff"] as &[_],
        &["patch", "-p1", "--fuzz=0", "--input=change.diff"],
    ] {
        let folder = Folder::new();
        pairs
            .iter()
            .for_each(|(name, before, _)| drop(folder.file(name, before)));
        folder.file("change.diff", &diff);
        let output = run(Command::new(tool[0]).args(&tool[1..]), &folder.path);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        pairs
            .iter()
            .for_each(|(name, _, after)| assert_eq!(folder.text(name), *after, "{name} by {}", tool[0]));
    }
}

#[test]
fn paths_relative_to_a_directory() {
    let of = |path: &str, base: &str| relative(Path::new(path), Path::new(base));
    assert_eq!(of("/a/b/c.js", "/a"), "b/c.js");
    assert_eq!(of("/a/b.js", "/"), "a/b.js");
    assert_eq!(of("/a/b.js", "/a/c"), "../b.js");
    assert_eq!(of("/x/b.js", "/a/c"), "../../x/b.js");
    assert_eq!(of("/ab/c.js", "/a"), "../ab/c.js");
}
