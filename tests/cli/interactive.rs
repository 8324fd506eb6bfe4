//! `fix --interactive`: keys on a pipe, what is written for them, and what is edited.

use crate::{
    code::{FIXED, LEAK, crlf},
    formats::sample,
    project::{Project, Ran},
};

/// Three files with a leak each.
fn three() -> Project {
    Project::repository(&[("a.js", LEAK), ("b.js", LEAK), ("c.js", LEAK)])
}

fn ask(project: &Project, keys: &str) -> Ran {
    project.feed(keys, &["fix", "--interactive"])
}

/// Which of three files were rewritten: `a-c` for the first and the last.
fn written(project: &Project) -> String {
    let mark = |name: &str| match project.text(&format!("{name}.js")) {
        it if it == FIXED => name.to_owned(),
        it if it == LEAK => "-".to_owned(),
        it => panic!("{name}.js is neither: {it}"),
    };
    ["a", "b", "c"].map(mark).concat()
}

#[test]
fn keys_choose_what_is_written() {
    for (keys, wanted, outcome) in [
        ("y\nn\ny\n", "a-c", "2 of 3 rewrites taken, 1 declined\n"),
        ("n\ny\nq\n", "-b-", "1 of 3 rewrites taken, 1 declined, 1 not decided\n"),
        ("y\n", "a--", "1 of 3 rewrites taken, 2 not decided\n"),
        ("", "---", "0 of 3 rewrites taken, 3 not decided\n"),
        ("j\ny\nk\ny\nn\n", "ab-", "2 of 3 rewrites taken, 1 declined\n"),
        ("j\nj\nj\ny\ny\ny\n", "abc", "3 of 3 rewrites taken\n"),
        ("a\nd\na\n", "a-c", "2 of 3 rewrites taken, 1 declined\n"),
        ("what\n\n?\ny\nq\n", "a--", "1 of 3 rewrites taken, 2 not decided\n"),
        ("y\r\nn\r\nn\r\n", "a--", "1 of 3 rewrites taken, 2 declined\n"),
    ] {
        let project = three();
        let ran = ask(&project, keys);
        assert_eq!(written(&project), wanted, "{keys:?}: {}", ran.out);
        assert!(ran.err.contains(outcome), "{keys:?}: {}", ran.err);
        let is_all = wanted == "abc";
        assert_eq!(ran.code, i32::from(!is_all), "{keys:?}: {}", ran.err);
    }
}

/// `a` and `d` end with the file.
#[test]
fn a_and_d_are_for_the_rest_of_the_file() {
    let far = "// nothing\n".repeat(9);
    let handler = |name: &str, key: &str| {
        format!("exports.{name} = async (event) => {{\n  db.put({{ Item: {key} }}).promise();\n  return 1;\n}};\n")
    };
    let head = "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB.DocumentClient();\n";
    let both = format!(
        "{head}{}{far}{}{far}{}",
        handler("one", "1"),
        handler("two", "2"),
        handler("six", "6")
    );
    let config = "handlers = [\"x.one\", \"x.two\", \"x.six\"]\n";
    for (keys, awaited) in [("n\na\ny\n", [false, true, true]), ("y\nd\ny\n", [true, false, false])] {
        let project = Project::repository(&[("x.js", &both), ("y.js", LEAK), ("leakfix.toml", config)]);
        let ran = ask(&project, keys);
        let text = project.text("x.js");
        let is_awaited = |key: &str| text.contains(&format!("await db.put({{ Item: {key} }})"));
        assert_eq!(["1", "2", "6"].map(is_awaited), awaited, "{keys:?}: {}", ran.out);
        assert_eq!(project.text("y.js"), FIXED, "{keys:?}");
    }
}

/// What is shown: the finding with its reason, the diff, what belongs together, the question.
#[test]
fn each_rewrite_is_shown_with_its_reason() {
    let project = sample();
    let ran = ask(&project, "q\n");
    for words in [
        "lib/orders.js:6:3: await-sdk-call",
        "nothing waits for the request",
        "--- a/lib/orders.js\n+++ b/lib/orders.js\n@@ ",
        "\n+++ b/src/place.js\n",
        "together with 1 other, 2 places in 2 files: none of it can be made without the rest\n",
        "(1/4) Make this rewrite [y,n,q,a,d,e,j,k,?]? ",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "no colours on a pipe");
    let coloured = project.feed("q\n", &["fix", "--interactive", "--color=always"]);
    assert!(coloured.out.contains("\u{1b}[31m-"), "{}", coloured.out);
}

/// All answers yes is `fix`, all answers no changes nothing; the summary says what was declined.
#[test]
fn yes_to_all_is_fix() {
    let (asked, fixed) = (sample(), sample());
    let ran = ask(&asked, &"y\n".repeat(9));
    let plain = fixed.run(&["fix"]);
    assert_eq!((ran.code, asked.bytes()), (plain.code, fixed.bytes()));
    let asked = sample();
    let before = asked.bytes();
    let ran = ask(&asked, &"n\n".repeat(9));
    assert_eq!((ran.code, asked.bytes()), (1, before));
    assert!(ran.err.contains("not-taken 5"), "{}", ran.err);
    assert!(ran.err.contains("3 of 4 handlers run on nodejs24.x\n"), "{}", ran.err);
}

/// What was declined is told as a leak that is left.
#[test]
fn a_report_knows_what_was_declined() {
    let project = three();
    let ran = project.feed("n\ny\nn\n", &["fix", "--interactive", "--format", "json=all.json"]);
    assert_eq!(ran.code, 1);
    let document = crate::formats::parsed(&project.text("all.json"));
    let slugs: Vec<_> = document["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["status"]["slug"])
        .collect();
    assert_eq!(
        slugs,
        ["not-taken", "null", "not-taken"]
            .map(|it| match it {
                "null" => serde_json::Value::Null,
                it => it.into(),
            })
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(document["files"].as_array().map(Vec::len), Some(1));
    assert_eq!(document["files"][0]["is_written"], true);
    let ran = project.feed("", &["fix", "--interactive", "--format", "json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the questions go to stdout"), "{}", ran.err);
}

/// What git forbids is not asked for in the first place.
#[test]
fn unclean_files_are_not_asked_for() {
    let project = three();
    project.file("b.js", format!("{LEAK}// mine\n"));
    let ran = ask(&project, "y\ny\ny\n");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("b.js is left as it is"), "{}", ran.err);
    assert!(
        ran.err.contains("2 of 3 rewrites taken, 1 not asked for\n"),
        "{}",
        ran.err
    );
    assert_eq!(project.text("b.js"), format!("{LEAK}// mine\n"));
    assert_eq!(
        (project.text("a.js"), project.text("c.js")),
        (FIXED.to_owned(), FIXED.to_owned())
    );
    let ran = project.feed("y\n", &["fix", "--interactive", "--allow-dirty"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(project.text("b.js"), format!("{FIXED}// mine\n"));
}

fn edit(project: &Project, keys: &str, editor: &str) -> Ran {
    project.feed_with(keys, &["fix", "--interactive"], &[("EDITOR", editor)])
}

/// The edited patch is taken, whatever became of the counts in its headers.
#[test]
fn an_edited_patch_is_taken() {
    let project = three();
    let script = "sed -i -e 's/^+    console.error(err);/+    console.warn(err);\\n+    \\/\\/ no harm/'";
    let ran = edit(&project, "e\nq\n", script);
    let wanted = FIXED.replace("console.error(err);", "console.warn(err);\n    // no harm");
    assert_eq!(project.text("a.js"), wanted, "{}", ran.out);
    assert!(
        ran.err
            .contains("1 of 3 rewrites taken, 1 of them edited, 2 not decided\n"),
        "{}",
        ran.err
    );
}

/// Line ends, and a last line without one, come out of the editor as they went in.
#[test]
fn an_edited_patch_keeps_line_ends() {
    for (code, wanted) in [
        (crlf(LEAK), crlf(FIXED)),
        (LEAK.trim_end().to_owned(), FIXED.trim_end().to_owned()),
    ] {
        let project = Project::repository(&[("a.js", &code)]);
        let ran = edit(&project, "e\n", "true");
        assert_eq!((ran.code, project.text("a.js")), (0, wanted), "{}", ran.out);
    }
}

/// VISUAL comes first, as for git.
#[test]
fn visual_comes_before_editor() {
    let project = three();
    let variables = [("EDITOR", "false"), ("VISUAL", "true")];
    let ran = project.feed_with("e\nq\n", &["fix", "-i"], &variables);
    assert_eq!(project.text("a.js"), FIXED, "{}", ran.out);
}

/// What cannot be taken is said, and asked for again; nothing is written for it.
#[test]
fn a_patch_that_cannot_be_taken_is_asked_for_again() {
    for (editor, words) in [
        ("", "no editor is named: set VISUAL or EDITOR"),
        ("false", "`false` has failed"),
        ("sed -i 's/^-  db.put/-  dc.put/'", "line 5 of a.js is another one"),
        ("sed -i 's/^ exports/ export/'", "line 4 of a.js is another one"),
        ("sed -i '/^[^#]/d'", "nothing is left of the patch"),
        ("sed -i '/^@@/d'", "no `@@` stands above it"),
        ("sed -i '/^+++/d'", "no file is named above it"),
        ("sed -i 's/^@@.*/@@ nonsense @@/'", "this is no header of a hunk"),
        ("sed -i 's/^+  try/what/'", "it begins with none of"),
        (
            "sed -i 's/^+  try {/+  try {{/'",
            "it cannot be made so: a.js: the new text is not valid in line",
        ),
        (
            "sed -i 's/await db.put/await dbx.put/'",
            "the new code mentions `dbx`, which nothing declares",
        ),
        (
            "sed -i 's/ exports.handler = async/-exports.handler = async (event) => {\\n+exports.handler = (event) => {\\n#/'",
            "it cannot be made so: a.js: ",
        ),
    ] {
        let project = three();
        let ran = edit(&project, "e\nn\nq\n", editor);
        assert!(ran.out.contains(words), "{editor}: {}", ran.out);
        assert!(
            ran.err.contains("0 of 3 rewrites taken, 1 declined, 2 not decided\n"),
            "{editor}: {}",
            ran.err
        );
        assert_eq!(written(&project), "---", "{editor}");
    }
}
