//! Bytes that are no plain text: in code, and in the names of files.

use crate::code::{FIXED, LEAK};
use crate::fix_all_the_same;
use crate::project::Project;

/// The rest of such a file keeps its bytes.
#[test]
fn odd_bytes_in_code() {
    let cases = [
        "const lone = ['\\ud800', '\\u{dfff}', `\\udc00`];\nexports['\\ud800'] = lone;\nrequire('\\ud800');\n",
        "const \\u{61}b\\u0063 = 1;\n",
        "// \u{202e} right to left \u{2066}\n/* \u{feff}\u{2028} */\n",
        "const mixed = `\r\n\r`;\r\n\tmixed;\r\n",
        "const ctrl = '\u{1b}[31m \u{7f} \u{85}';\n",
    ];
    for text in cases {
        let project = Project::new(&[]);
        project.file("odd.js", format!("{text}{LEAK}{text}").replace("const ", "var "));
        fix_all_the_same(&project);
        assert_eq!(
            project.text("odd.js"),
            format!("{text}{FIXED}{text}").replace("const ", "var "),
            "{text:?}"
        );
    }
}

/// In a comment, tree-sitter takes it for the end of the comment: found by fuzzing.
#[test]
fn nul_bytes_in_code() {
    for text in ["const nul = '\0';\n", "// \0 text\n", "/* \0 */\n", "`\0`;\n"] {
        let project = Project::new(&[]);
        let code = format!("{LEAK}{text}");
        project.file("odd.js", &code);
        let ran = project.run(&["fix"]);
        let line = LEAK.lines().count() + 1;
        assert!(
            ran.err.contains(&format!("odd.js:{line}:1: skipped: a NUL byte")),
            "{}",
            ran.err
        );
        assert_eq!(project.text("odd.js"), code);
    }
}

/// Line ends of all kinds in one file: each line that is not rewritten keeps its own.
#[test]
fn mixed_line_ends() {
    let (before, after) = LEAK.split_once("exports.handler").expect("it has one");
    let text = format!("{}exports.handler{after}", before.replace('\n', "\r\n"));
    let project = Project::new(&[("mixed.js", &text)]);
    fix_all_the_same(&project);
    let fixed = project.text("mixed.js");
    assert!(fixed.starts_with(&before.replace('\n', "\r\n")), "{fixed:?}");
    assert_eq!(fixed.replace("\r\n", "\n"), FIXED);
}

/// The diff names them so that git finds them, and nothing that reads the log of a build obeys them.
#[test]
fn odd_names_of_files() {
    let names = [
        "line\nbreak.js",
        "quote'\"s.js",
        "tab\tand space.js",
        "-option.js",
        "--only.js",
        "\u{1b}[31mred.js",
        "back\\slash.js",
        "\u{202e}sj.js",
        "glob*[a]?.js",
        "$(touch PWNED).js",
        "\n::error::pwned.js",
        ":(exclude)x.js",
    ];
    let project = Project::new(&[]);
    for name in names {
        project.file(name, LEAK);
    }
    project.git(&["init", "--quiet"]);
    project.commit();
    let diff = project.run(&["diff"]);
    project.file(".git/diff", &diff.out);
    project.git(&["apply", ".git/diff"]);
    for name in names {
        assert_eq!(project.text(name), FIXED, "{name:?}");
    }
    project.git(&["reset", "--quiet", "--hard"]);
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for name in names {
        assert_eq!(project.text(name), FIXED, "{name:?}");
    }
    assert!(!project.at("PWNED").exists());

    project.git(&["reset", "--quiet", "--hard"]);
    for name in names {
        project.tool("chmod", &["a-w", "--", name]);
    }
    let ran = project.run(&["fix"]);
    for line in ran.err.lines() {
        assert!(!line.starts_with("::"), "{}", ran.err);
        assert!(!line.chars().any(|it| it.is_control() && it != '\t'), "{line:?}");
    }
    assert_eq!(ran.err.matches("read-only").count(), names.len(), "{}", ran.err);
}

/// A name that is not UTF-8 cannot stand in a diff: the file is left alone.
#[test]
fn a_name_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let project = Project::new(&[]);
    let name = std::ffi::OsStr::from_bytes(b"\xff\xfe.js");
    std::fs::write(project.path.join(name), LEAK).expect("a file");
    fix_all_the_same(&project);
    assert_eq!(std::fs::read_to_string(project.path.join(name)).expect("there"), LEAK);
}
