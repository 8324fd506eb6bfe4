//! What the options of the scanning commands change.

use crate::code::{CLEAN, LEAK, UNREACHED, UNSAFE};
use crate::project::{Project, finish, leakfix};

/// `--only` and `--skip` choose transforms by name.
#[test]
fn only_and_skip_choose() {
    let project = Project::new(&[("index.js", LEAK)]);
    let plain = project.run(&["diff"]);
    assert_eq!(project.run(&["diff", "--only", "await-sdk-call"]), plain);
    let skipped = project.run(&["diff", "--skip", "await-sdk-call"]);
    assert_eq!((skipped.code, skipped.out.as_str()), (0, ""));
    let both = project.run(&["diff", "--only", "await-sdk-call", "--skip", "await-sdk-call"]);
    assert_eq!((both.code, both.out.as_str()), (0, ""));
}

/// A handler is made async with all that it starts: without a transform that this takes, it stays.
#[test]
fn a_transform_left_out_keeps_the_handler() {
    let code = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event, context, callback) => {
  db.put({ TableName: 'visits', Item: { id: event.id } }).promise();
  callback(null, event.id);
};
";
    let project = Project::new(&[("index.js", code)]);
    let whole = project.run(&["diff"]).out;
    assert!(whole.contains("+exports.handler = async (event) => {"), "{whole}");
    for options in [
        ["diff", "--skip", "await-promise"],
        ["diff", "--only", "async-handler"],
        ["diff", "--skip", "async-handler"],
        ["diff", "--only", "await-promise"],
    ] {
        let ran = project.run(&options);
        assert_eq!(ran.out, "", "{options:?}: {}", ran.err);
        assert_eq!(project.text("index.js"), code);
    }
}

/// A name that is none is an error: a misspelt `--skip` would rewrite what was to stay.
#[test]
fn unknown_names_are_an_error() {
    for command in ["diff", "fix", "check"] {
        for flag in ["--only", "--skip"] {
            let project = Project::new(&[("index.js", LEAK)]);
            let ran = project.run(&[command, flag, "await-sdk-cal"]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command} {flag}");
            assert!(
                ran.err.contains("`await-sdk-cal`") && ran.err.contains("await-sdk-call"),
                "{}",
                ran.err
            );
            assert_eq!(project.text("index.js"), LEAK);
        }
    }
}

/// What Node.js has as a promise is used rather than a wrapper, on request.
#[test]
fn prefer_builtin_needs_no_wrapper() {
    let code = "\
const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile('/etc/hosts', (err, text) => {
    if (err) throw err;
    console.log(text.length);
  });
};
";
    let project = Project::new(&[("index.js", code)]);
    let wrapped = project.run(&["diff"]).out;
    assert!(
        wrapped.contains("+const readFile = promisify(fs.readFile);"),
        "{wrapped}"
    );
    let builtin = project.run(&["diff", "--prefer-builtin"]).out;
    assert!(
        builtin.contains("await fs.promises.readFile('/etc/hosts')"),
        "{builtin}"
    );
    assert!(!builtin.contains("promisify"), "{builtin}");
}

/// What may change the behaviour is done on request only.
#[test]
fn unsafe_rewrites_more() {
    let project = Project::new(&[("index.js", UNSAFE)]);
    let safe = project.run(&["diff"]);
    assert_eq!((safe.code, safe.out.as_str()), (1, ""));
    assert!(safe.err.contains("--unsafe"), "{}", safe.err);
    assert_eq!(project.run(&["diff", "--unsafe"]).headers().len(), 2);
    assert_eq!(project.run(&["fix", "--unsafe"]).code, 0);
    assert!(project.text("index.js").contains("await db.put"));
}

/// `--all` looks at functions that no handler is known to reach.
#[test]
fn all_looks_at_every_function() {
    let project = Project::new(&[("lib.js", UNREACHED)]);
    let reached = project.run(&["check"]);
    assert_eq!((reached.code, reached.out.as_str()), (0, ""));
    let all = project.run(&["check", "--all"]);
    assert_eq!(all.code, 1);
    assert!(all.has_line("lib.js:5:3: await-sdk-call: "), "{}", all.out);
    assert_eq!(project.run(&["diff", "--all"]).headers().len(), 2);
}

/// Where handlers are, in files that are left out unless `--no-ignore` is given.
const LEFT_OUT: [&str; 7] = [
    "ignored.js",
    "generated/index.js",
    "node_modules/dependency/index.js",
    "dist/index.js",
    ".hidden/index.js",
    "bundle.min.js",
    "large.js",
];

fn with_left_out_files() -> Project {
    let project = Project::repository(&[("index.js", LEAK), (".gitignore", "ignored.js\ngenerated/\n")]);
    LEFT_OUT.iter().for_each(|name| project.file(name, LEAK));
    let comments = "// a comment that makes the file large\n".repeat(60_000);
    project.file("large.js", format!("{LEAK}{comments}"));
    project
}

/// What is ignored, installed, built, minified or very large is nobody's code to review.
#[test]
fn ignored_and_generated_files_are_left_out() {
    let project = with_left_out_files();
    let ran = project.run(&["diff"]);
    assert_eq!(ran.headers(), ["--- a/index.js", "+++ b/index.js"]);
    let skipped = ran
        .err
        .lines()
        .find(|it| it.starts_with("skipped: "))
        .expect("they are counted");
    for counted in [
        "1 × node_modules/",
        "1 × dist/",
        "1 × minified",
        "1 × larger than 2 MiB",
    ] {
        assert!(skipped.contains(counted), "{counted}: {skipped}");
    }
}

/// `--no-ignore` walks everything.
#[test]
fn no_ignore_walks_everything() {
    let project = with_left_out_files();
    let ran = project.run(&["diff", "--no-ignore"]);
    for name in LEFT_OUT {
        assert!(
            ran.headers().contains(&&*format!("--- a/{name}")),
            "{name}: {:?}",
            ran.headers()
        );
    }
    assert_eq!(ran.headers().len(), 2 * (1 + LEFT_OUT.len()));
}

/// How many threads there are does not show.
#[test]
fn the_number_of_threads_does_not_matter() {
    let project = Project::new(&[]);
    for number in 0..20 {
        let code = [LEAK, CLEAN, UNSAFE, "const = nonsense"][number % 4];
        project.file(&format!("{}/{number}.js", number % 3), code);
    }
    for command in ["diff", "check"] {
        let one = project.run(&[command, "-j1"]);
        assert!(!one.out.is_empty());
        assert_eq!(project.run(&[command, "-j2"]), one, "{command}");
        assert_eq!(project.run(&[command, "--jobs", "2"]), one, "{command}");
        assert_eq!(project.run(&[command]), one, "{command}");
    }
}

/// Colours are for terminals, or for who asks.
#[test]
fn colours_on_request() {
    let project = Project::new(&[("index.js", LEAK)]);
    for command in ["diff", "check"] {
        let plain = project.run(&[command]);
        assert!(!plain.out.contains('\u{1b}'), "{command}: stdout is no terminal");
        assert_eq!(project.run(&[command, "--color", "never"]), plain, "{command}");
        assert_eq!(project.run(&["--color", "never", command]), plain, "{command}");
        let coloured = project.run(&[command, "--color", "always"]);
        let is_red = ["\u{1b}[31m", "\u{1b}[91m"].iter().any(|it| coloured.out.contains(it));
        assert!(is_red, "{command}: red");
        assert_eq!(without_colours(&coloured.out), plain.out, "{command}");
    }
}

/// https://no-color.org: the variable wins over what is guessed, a flag over the variable.
#[test]
fn no_color_is_respected() {
    let project = Project::new(&[("index.js", LEAK)]);
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = leakfix(&project.path);
        finish(command.args(arguments).envs(variables.iter().copied())).out
    };
    for command in ["diff", "check"] {
        let forced = [("CLICOLOR_FORCE", "1")];
        let both = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
        assert!(run(&[command], &forced).contains('\u{1b}'), "{command}");
        assert!(!run(&[command], &both).contains('\u{1b}'), "{command}");
        assert!(
            run(&[command, "--color", "always"], &both).contains('\u{1b}'),
            "{command}"
        );
        assert!(
            !run(&[command, "--color", "never"], &forced).contains('\u{1b}'),
            "{command}"
        );
    }
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or(part, |(_, rest)| rest)
    })
}
