//! `leakfix.toml`: what it changes, what is said of mistakes in it, and its schema.

use crate::code::{LEAK, UNSAFE};
use crate::project::{Project, Ran};

const CALLBACK: &str = "\
const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile('/etc/hosts', (err, text) => {
    if (err) throw err;
    console.log(text.length);
  });
};
";

fn with(toml: &str, files: &[(&str, &str)]) -> Project {
    let project = Project::repository(files);
    project.file("leakfix.toml", toml);
    project
}

/// The files that `diff` would change.
fn changed(ran: &Ran) -> Vec<&str> {
    let headers = ran.headers().into_iter();
    headers.filter_map(|it| it.strip_prefix("+++ b/")).collect()
}

/// Globs from the folder of the file select, wherever the command runs; a PATH counts before them.
#[test]
fn paths_select() {
    let files = [("a/src/x.js", LEAK), ("b/src/x.js", LEAK), ("b/tool.js", LEAK)];
    let project = with("paths = [\"*/src\"]\n", &files);
    assert_eq!(changed(&project.run(&["diff"])), ["a/src/x.js", "b/src/x.js"]);
    assert_eq!(changed(&project.run_in("b", &["diff"])), ["a/src/x.js", "b/src/x.js"]);
    assert_eq!(changed(&project.run(&["diff", "b"])), ["b/src/x.js", "b/tool.js"]);
    assert_eq!(changed(&project.run(&["diff", "--no-config"])).len(), 3);
    let handlers = project.run(&["handlers"]).out;
    assert!(
        !handlers.contains("tool.js") && handlers.contains("a/src/x.js"),
        "{handlers}"
    );
}

/// What is excluded is analysed, and not edited, unless a PATH names it.
#[test]
fn exclude_leaves_out() {
    let files = [("src/x.js", LEAK), ("src/old/y.js", LEAK), ("src/z.gen.js", LEAK)];
    let project = with("exclude = [\"**/old\", \"src/*.gen.js\"]\n", &files);
    for arguments in [&["diff"] as &[&str], &["diff", "."], &["diff", "src"]] {
        assert_eq!(changed(&project.run(arguments)), ["src/x.js"], "{arguments:?}");
    }
    for named in ["src/old", "src/old/y.js"] {
        assert_eq!(changed(&project.run(&["diff", named])), ["src/old/y.js"]);
    }
    assert_eq!(changed(&project.run(&["diff", "src", "src/z.gen.js"])).len(), 2);
}

/// A caller in an excluded file is seen: what would have to change there is refused.
#[test]
fn excluded_files_belong_to_the_program() {
    let store = LEAK.replace("exports.handler = async (event)", "exports.save = (event)");
    let caller = "const { save } = require('../src/store');\n\
                  exports.handler = async (event) => { console.log(save(event).length); };\n";
    let project = with(
        "exclude = [\"old\"]\n",
        &[("src/store.js", &store), ("old/index.js", caller)],
    );
    let ran = project.run(&["check"]);
    let words = "the fix would have to edit index.js, which is outside of the paths given (old/index.js:2:";
    assert!(ran.out.contains(words), "{}", ran.out);
    assert_eq!(changed(&project.run(&["diff"])), [""; 0]);
    assert_eq!(changed(&project.run(&["diff", "--no-config"])).len(), 2);
}

/// Transforms can be turned off; `--only` turns one on again.
#[test]
fn disable_turns_off() {
    let project = with("disable = [\"await-sdk-call\"]\n", &[("index.js", LEAK)]);
    let ran = project.run(&["diff"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(
        changed(&project.run(&["diff", "--only", "await-sdk-call"])),
        ["index.js"]
    );
    assert_eq!(changed(&project.run(&["diff", "--no-config"])), ["index.js"]);
}

/// Unsafe rewrites can be allowed transform by transform.
#[test]
fn unsafe_is_allowed_by_transform() {
    for (toml, is_made) in [
        ("unsafe = [\"await-sdk-call\"]\n", true),
        ("unsafe = [\"await-promise\"]\n", false),
        ("unsafe = []\n", false),
    ] {
        let project = with(toml, &[("index.js", UNSAFE)]);
        let ran = project.run(&["diff"]);
        assert_eq!(!changed(&ran).is_empty(), is_made, "{toml}{}", ran.err);
    }
}

/// The runtime of the file counts, unless the command line names one.
#[test]
fn the_target_is_set() {
    let code = "exports.handler = (event, context, callback) => { callback(null, 'ok'); };\n";
    let project = with("target = \"nodejs22.x\"\n", &[("index.js", code)]);
    let runs = |arguments: &[&str]| project.run(arguments).err.contains("the handler runs on nodejs22.x");
    assert!(runs(&["check"]));
    assert!(!runs(&["check", "--no-config"]));
    assert!(!runs(&["check", "--target", "nodejs24.x"]));
}

/// The style that `--prefer-builtin` asks for.
#[test]
fn the_style_is_set() {
    let project = with("[style]\nprefer-builtin = true\n", &[("index.js", CALLBACK)]);
    assert!(project.run(&["diff"]).out.contains("await fs.promises.readFile("));
    assert!(project.run(&["diff", "--no-config"]).out.contains("promisify"));
}

/// The nearest file counts, `--config` names another one.
#[test]
fn the_file_can_be_named() {
    let project = with("disable = [\"await-sdk-call\"]\n", &[("a/index.js", LEAK)]);
    project.file("a/other.toml", "target = \"nodejs22.x\"\n");
    assert_eq!(changed(&project.run_in("a", &["diff"])), [""; 0]);
    assert_eq!(
        changed(&project.run_in("a", &["diff", "--config", "other.toml"])),
        ["a/index.js"]
    );
    let ran = project.run(&["diff", "--config", "none.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("none.toml: cannot be read"), "{}", ran.err);
    assert_eq!(
        project.run(&["diff", "--config", "a/other.toml", "--no-config"]).code,
        2
    );
}

/// Each mistake is told with its line and with what may have been meant; nothing is done then.
#[test]
fn mistakes_are_told() {
    let mistakes = [
        (
            "path = [\"src\"]\n",
            "leakfix.toml:1: there is no key `path`: did you mean `paths`?",
        ),
        (
            "\n[style]\nprefer_builtin = true\n",
            "leakfix.toml:3: there is no key `prefer_builtin`: did you mean `prefer-builtin`?",
        ),
        (
            "# a\ncolour = 1\n",
            "leakfix.toml:2: there is no key `colour`; there are: paths, exclude, handlers, target, ",
        ),
        (
            "target = 24\n",
            "leakfix.toml:1: invalid type: integer `24`, expected a string",
        ),
        ("disable = \"await-promise\"\n", "leakfix.toml:1: invalid type: string"),
        (
            "[style]\nprefer-builtin = \"yes\"\n",
            "leakfix.toml:2: invalid type: string \"yes\", expected a boolean",
        ),
        (
            "disable = [\n  \"await-promise\",\n  \"await-promis\",\n]\n",
            "leakfix.toml:3: there is no transform `await-promis`: did you mean `await-promise`?",
        ),
        (
            "unsafe = [\"all\"]\n",
            "leakfix.toml:1: there is no transform `all`; there are: ",
        ),
        (
            "target = \"nodejs23.x\"\n",
            "leakfix.toml:1: there is no runtime `nodejs23.x`; there are: nodejs24.x, ",
        ),
        (
            "paths = [\"src\", \"source\"]\n",
            "leakfix.toml:1: `source` leads to no file that is read",
        ),
        (
            "exclude = [\"../x\"]\n",
            "leakfix.toml:1: `../x` is no glob: it has to lead to what is below",
        ),
        ("exclude = [\"x[\"]\n", "leakfix.toml:1: `x[` is no glob: "),
        (
            "target = \"nodejs24.x\"\ntarget = \"nodejs24.x\"\n",
            "leakfix.toml:2: duplicate key",
        ),
    ];
    for (toml, words) in mistakes {
        let project = with(toml, &[("src/index.js", LEAK)]);
        for command in ["check", "diff", "fix"] {
            let ran = project.run(&[command]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{toml}{}", ran.err);
            assert!(ran.err.contains(words), "{toml}{}", ran.err);
        }
        assert_eq!(project.text("src/index.js"), LEAK);
    }
}
