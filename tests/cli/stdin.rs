//! `--stdin-path x.js`: code in, code out.

use crate::code::{BROKEN, CLEAN, FIXED, LEAK, NEVER_SENT, REFUSED, crlf};
use crate::project::Project;

/// An editor pipes its buffer through `fix`.
#[test]
fn fix_prints_the_new_code() {
    let project = Project::repository(&[("src/index.js", CLEAN)]);
    let before = project.look();
    for name in ["src/index.js", "./src/index.js", "src/new.js", "gone/new.js", "new.mjs"] {
        let ran = project.feed(LEAK, &["fix", "--stdin-path", name]);
        assert_eq!((ran.code, ran.out.as_str()), (0, FIXED), "{name}: {}", ran.err);
        assert!(ran.err.contains("1 leak, 1 fixed"), "{name}: {}", ran.err);
    }
    assert_eq!(project.look(), before);
}

/// The file on the disk is not the one that counts.
#[test]
fn the_code_on_the_disk_does_not_matter() {
    let project = Project::new(&[("index.js", LEAK)]);
    let ran = project.feed(CLEAN, &["fix", "--stdin-path", "index.js"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, CLEAN));
    assert_eq!(project.text("index.js"), LEAK);
}

/// Whatever cannot be rewritten comes out as it went in, byte by byte.
#[test]
fn fix_prints_code_that_stays() {
    let project = Project::new(&[]);
    let long_line = format!("const text = '{}';\n", "x".repeat(30_000));
    let mark = format!("\u{feff}{CLEAN}");
    for (code, exit) in [
        (CLEAN, 0),
        ("", 0),
        ("let a = 1", 0),
        (&crlf(CLEAN), 0),
        (&mark, 0),
        (&long_line, 0),
        (NEVER_SENT, 0),
        (BROKEN, 0),
        (REFUSED, 1),
    ] {
        let ran = project.feed(code, &["fix", "--stdin-path", "index.js"]);
        assert_eq!(ran.out, code);
        assert_eq!(ran.code, exit, "{code:.80}: {}", ran.err);
    }
    assert_eq!(project.look().len(), 0);
}

/// Line ends, byte order mark and a missing last one are kept.
#[test]
fn the_layout_is_kept() {
    let project = Project::new(&[]);
    let fix = |code: &str| project.feed(code, &["fix", "--stdin-path", "index.js"]).out;
    assert_eq!(fix(&crlf(LEAK)), crlf(FIXED));
    assert_eq!(fix(&format!("\u{feff}{LEAK}")), format!("\u{feff}{FIXED}"));
    assert_eq!(fix(LEAK.trim_end()), FIXED.trim_end());
}

/// The name says the language.
#[test]
fn the_name_says_the_language() {
    let project = Project::new(&[]);
    let typed = |code: &str| code.replace("(event)", "(event: { id: string }): Promise<string>");
    let ran = project.feed(typed(LEAK), &["fix", "--stdin-path", "index.ts"]);
    let fixed = typed(FIXED).replace("catch (err)", "catch (err: any)");
    assert_eq!((ran.code, ran.out), (0, fixed), "{}", ran.err);
}

/// The diff is the one of the file with that name.
#[test]
fn diff_prints_a_diff() {
    let project = Project::repository(&[("src/index.js", CLEAN)]);
    for name in ["src/index.js", "src/new.js", "gone/new.js"] {
        let ran = project.feed(LEAK, &["diff", "--stdin-path", name]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.err);
        assert_eq!(ran.headers(), [format!("--- a/{name}"), format!("+++ b/{name}")]);
    }
    let ran = project.feed(CLEAN, &["diff", "--stdin-path", "src/index.js"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

/// Findings are those of the code that came in.
#[test]
fn check_prints_findings() {
    let project = Project::repository(&[("src/index.js", LEAK), ("other.js", LEAK)]);
    for name in ["src/index.js", "src/new.js", "gone/new.js"] {
        let ran = project.feed(format!("\n\n{LEAK}"), &["check", "--stdin-path", name]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.err);
        assert!(ran.has_line(&format!("{name}:7:3: await-sdk-call: ")), "{}", ran.out);
        assert!(!ran.out.contains("other.js"), "{}", ran.out);
    }
    let ran = project.feed(CLEAN, &["check", "--stdin-path", "src/index.js"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let ran = project.feed(BROKEN, &["check", "--stdin-path", "src/index.js"]);
    assert_eq!(ran.code, 0);
    assert!(ran.has_line("src/index.js:2:7: syntax-error: "), "{}", ran.out);
}

/// Code that comes in may import what lies around its name.
#[test]
fn the_project_around_the_name_counts() {
    let client = "const AWS = require('aws-sdk');\nmodule.exports = new AWS.DynamoDB.DocumentClient();\n";
    let project = Project::repository(&[("lib/db.js", client)]);
    let import = |code: &str| {
        let rest = code.split_once("\n\n").map_or(code, |(_, rest)| rest);
        format!("const db = require('../lib/db');\n\n{rest}")
    };
    let ran = project.feed(import(LEAK), &["fix", "--stdin-path", "api/new.js"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out, import(FIXED), "the directory does not exist yet");
    project.file("api/other.js", CLEAN);
    project.file("api/stale.js", import(LEAK));
    let ran = project.feed(import(LEAK), &["fix", "--stdin-path", "api/new.js"]);
    assert_eq!((ran.code, ran.out), (0, import(FIXED)), "{}", ran.err);
    let clean = format!("require('../lib/db');\n{CLEAN}");
    let ran = project.feed(&clean, &["fix", "--stdin-path", "api/stale.js"]);
    assert_eq!((ran.code, ran.out), (0, clean), "not what lies on the disk");
}

/// Code in another encoding is not guessed at, and nothing is put in its place.
#[test]
fn code_that_is_not_utf_8_is_refused() {
    for command in ["diff", "fix", "check"] {
        let ran = Project::new(&[]).feed(b"const s = 'gr\xf6\xdfe';\n", &[command, "--stdin-path", "index.js"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}");
        assert!(ran.err.contains("UTF-8"), "{}", ran.err);
    }
}

/// A name that says no language is an error.
#[test]
fn other_files_are_refused() {
    let project = Project::new(&[]);
    for command in ["diff", "fix", "check"] {
        for name in ["x.txt", "x", "x.d.ts"] {
            let ran = project.feed(LEAK, &[command, "--stdin-path", name]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command} {name}");
            assert!(ran.err.contains(name), "{}", ran.err);
        }
    }
}

/// Either paths or stdin.
#[test]
fn paths_and_stdin_exclude_each_other() {
    let project = Project::new(&[("index.js", LEAK)]);
    let ran = project.feed(LEAK, &["fix", "--stdin-path", "index.js", "index.js"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(project.text("index.js"), LEAK);
}
