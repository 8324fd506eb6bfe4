//! `leakfix-ignore`: what the author has decided is left, is told, and does not count.

use crate::code::LEAK;
use crate::project::{Project, Ran};

/// [`LEAK`] with a comment above its leak.
fn with_comment(comment: &str) -> String {
    LEAK.replace("  db.put", &format!("  {comment}\n  db.put"))
}

fn check(code: &str) -> Ran {
    Project::new(&[("index.js", code)]).run(&["check"])
}

/// Nothing is printed, written or counted.
#[test]
fn what_is_ignored_is_left() {
    let code = with_comment("// leakfix-ignore await-sdk-call: the order is written by the queue, too");
    for (command, out) in [("diff", true), ("fix", true), ("check", false)] {
        let project = Project::new(&[("index.js", &code)]);
        let ran = project.run(&[command]);
        assert_eq!(ran.code, 0, "{command}: {}", ran.err);
        assert_eq!(ran.out.is_empty(), out, "{command}: {}", ran.out);
        assert_eq!(project.text("index.js"), code);
    }
}

/// `check` lists it with the author's words; the summary counts it apart.
#[test]
fn what_is_ignored_is_told_with_its_reason() {
    let ran = check(&with_comment(
        "// leakfix-ignore await-sdk-call: the order is written by the queue, too",
    ));
    assert!(ran.out.contains("index.js:6:3: await-sdk-call: "), "{}", ran.out);
    assert!(
        ran.out.contains("= ignored: the order is written by the queue, too\n"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("1 handler: 0 leaks\n"), "{}", ran.err);
    assert!(ran.err.contains("ignored, as their authors say: 1\n"), "{}", ran.err);
}

/// On the line where the leak begins or ends, or above it, in any kind of comment, among other names.
#[test]
fn a_comment_stands_on_the_line_or_above() {
    let ignores = "leakfix-ignore await-sdk-call: wanted";
    let places = [
        with_comment(&format!("/* {ignores} */")),
        with_comment(&format!("/*\n   * {ignores}\n   */")),
        with_comment(&format!("// {ignores}\n  // and more")),
        with_comment("// leakfix-ignore await-promise, await-sdk-call: wanted"),
        LEAK.replace("(err) => {", &format!("(err) => {{ // {ignores}")),
        LEAK.replace("  });\n", &format!("  }}); // {ignores}\n")),
        LEAK.replace("  db.put", &format!("  /* {ignores} */ db.put")),
    ];
    for code in places {
        assert_eq!(check(&code).code, 0, "{code}");
    }
}

/// What speaks of something else ignores nothing.
#[test]
fn a_comment_elsewhere_ignores_nothing() {
    let ignores = "// leakfix-ignore await-sdk-call: wanted";
    let places = [
        with_comment("// leakfix-ignore await-promise: wanted"),
        with_comment("// leakfix-ignored await-sdk-call: wanted"),
        with_comment("// say leakfix-ignore await-sdk-call: wanted"),
        with_comment(&format!("{ignores}\n")),
        LEAK.replace("  return", &format!("  {ignores}\n  return")),
        LEAK.replace("    if (err)", &format!("    {ignores}\n    if (err)")),
        LEAK.replace("'orders'", "'leakfix-ignore await-sdk-call: wanted'"),
    ];
    for code in places {
        assert_eq!(check(&code).code, 1, "{code}");
    }
}

/// It counts all the same.
#[test]
fn a_reason_is_asked_for() {
    let ran = check(&with_comment("// leakfix-ignore await-sdk-call"));
    assert_eq!(ran.code, 0);
    let words = "leakfix: index.js:5:6: `leakfix-ignore` without a reason: say why after a colon\n";
    assert!(ran.err.contains(words), "{}", ran.err);
}

/// A name that is misspelt ignores nothing, and nobody would know why.
#[test]
fn unknown_names_are_told() {
    let ran = check(&with_comment("// leakfix-ignore await-sdk-cal: wanted"));
    assert_eq!(ran.code, 1);
    let words = "leakfix: index.js:5:6: there is no transform `await-sdk-cal`; there are: ";
    assert!(ran.err.contains(words), "{}", ran.err);
    let ran = check(&with_comment("// leakfix-ignore"));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("names nothing, so nothing is ignored"), "{}", ran.err);
}

/// It is told of files without any leak, too, and a transform that is not asked for is known.
#[test]
fn comments_are_read_where_nothing_leaks() {
    let code = "// leakfix-ignore await-sdk-cal: wanted\nexports.handler = async (event) => event;\n";
    assert!(check(code).err.contains("there is no transform"));
    let project = Project::new(&[("index.js", &with_comment("// leakfix-ignore await-sdk-call: wanted"))]);
    let ran = project.run(&["check", "--skip", "await-sdk-call"]);
    assert!(!ran.err.contains("there is no transform"), "{}", ran.err);
}

/// The neighbour of what is ignored is awaited alone.
#[test]
fn a_neighbour_is_rewritten_without_it() {
    let call = &LEAK[LEAK.find("  db.put").expect("it is there")..LEAK.find("  return").expect("it is there")];
    let ignored = format!("  // leakfix-ignore await-sdk-call: wanted\n{call}");
    let code = LEAK.replace(call, &format!("{ignored}{}", call.replace("orders", "others")));
    let project = Project::new(&[("index.js", &code)]);
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = project.text("index.js");
    assert!(text.contains(&ignored), "{text}");
    assert!(
        text.contains("await db.put({ TableName: 'others'") || text.contains("await pending"),
        "{text}"
    );
}

/// `void f()` is not even told.
#[test]
fn what_the_author_detaches_is_not_told() {
    let code = "const f = async () => fetch('https://example.com/');\n\
                exports.handler = async (event) => {\n  void f();\n  return 'ok';\n};\n";
    let ran = check(code);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(check(&code.replace("void ", "")).code, 1);
}
