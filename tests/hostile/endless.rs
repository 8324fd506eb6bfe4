//! What has no end: devices, pipes, loops, aliases of aliases; and what is merely large.

use std::fmt::Write as _;
use std::fs;

use crate::code::{FIXED, LEAK};
use crate::fix_all_the_same;
use crate::project::Project;

/// A link in a repository may lead anywhere; whoever opens it reads zeros without end, or waits for ever.
#[test]
fn devices_and_pipes() {
    let names = [
        "package.json",
        "tsconfig.json",
        "serverless.yml",
        "template.json",
        "main.tf",
        "netlify.toml",
        "host.json",
        "app.arc",
        "other.js",
        "node_modules/p/package.json",
        ".leakfix-notes",
    ];
    for target in ["/dev/zero", "/dev/stdin", "pipe"] {
        let project = Project::new(&[
            ("typed.ts", "import './store';\nimport 'p';\n"),
            ("store.ts", "export {};\n"),
            ("node_modules/p/index.js", ""),
        ]);
        project.tool("mkfifo", &["pipe"]);
        for name in names {
            let depth = "../".repeat(name.matches('/').count());
            let target = if target == "pipe" {
                format!("{depth}pipe")
            } else {
                target.to_owned()
            };
            project.link(name, &target);
        }
        fix_all_the_same(&project);
    }
}

/// The same with rules of what is ignored: without them nobody knows what to leave out, so the directory is left.
#[test]
fn rules_without_end() {
    for name in [".gitignore", ".ignore"] {
        let project = Project::new(&[("sub/index.js", LEAK)]);
        project.link(&format!("sub/{name}"), "/dev/zero");
        let ran = fix_all_the_same(&project);
        let words = format!("skipped: 1 × cannot be read: its `{name}` is no regular file of 1 MiB at most");
        assert!(ran.err.contains(&words), "{}", ran.err);
        assert_eq!(project.text("sub/index.js"), LEAK);
        assert_eq!(project.run_in("sub", &["check"]).code, 0, "nor is it read from within");
    }
    let project = Project::new(&[("sub/index.js", LEAK)]);
    project.file("sub/.gitignore", "x\n".repeat(600_000));
    assert!(
        fix_all_the_same(&project)
            .err
            .contains("its `.gitignore` is no regular file")
    );
}

#[test]
fn a_configuration_without_end() {
    let project = Project::new(&[("index.js", LEAK)]);
    project.link("leakfix.toml", "/dev/zero");
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("leakfix.toml: cannot be read: it is no regular file"),
        "{}",
        ran.err
    );
}

/// Configurations that lead to each other, or to themselves.
#[test]
fn circles() {
    let project = Project::new(&[
        (
            "tsconfig.json",
            r#"{ "extends": "./other.json", "references": [{ "path": "." }] }"#,
        ),
        ("other.json", r#"{ "extends": "./tsconfig.json" }"#),
        ("sub/tsconfig.json", r#"{ "extends": "./tsconfig.json" }"#),
        ("sub/typed.ts", "import './store';\nimport 'p';\n"),
        ("sub/store.ts", "export {};\n"),
        ("typed.ts", "import './sub/store';\nimport '#a';\n"),
        (
            "package.json",
            r##"{ "name": "me", "main": ".", "imports": { "#a": "#b", "#b": "#a" }, "browser": { "./x": "./x" } }"##,
        ),
        (
            "node_modules/p/package.json",
            r#"{ "name": "p", "main": "../p", "types": "../p" }"#,
        ),
        (
            "user.js",
            "require('p');\nrequire('me');\nrequire('./a');\nrequire('.');\n",
        ),
        ("a.js", "module.exports = require('./b');\n"),
        ("b.js", "module.exports = require('./a');\n"),
        (
            "serverless.yml",
            "provider: ${file(./serverless.yml):provider}\nfunctions: ${self:functions}\n",
        ),
        ("serverless.js", "module.exports = require('./serverless.js');\n"),
        (
            "main.tf",
            "module \"me\" {\n  source = \"./\"\n}\nlocals {\n  a = local.b\n  b = local.a\n}\n",
        ),
    ]);
    project.link("again", ".");
    project.link("itself", "itself");
    project.link("sub/up", "../sub");
    fix_all_the_same(&project);
}

/// Ten lists of ten lists of ten lists …
#[test]
fn aliases_of_aliases() {
    for between in ["[{}]", "{<<: [{}]}"] {
        let mut text = "provider: aws\na0: &a0 { k: x }\n".to_owned();
        for level in 1..=12 {
            let inner = vec![format!("*a{}", level - 1); 10].join(", ");
            let _ = writeln!(text, "a{level}: &a{level} {}", between.replace("{}", &inner));
        }
        let project = Project::new(&[("serverless.yml", &text)]);
        let ran = fix_all_the_same(&project);
        assert!(
            ran.err.contains("its aliases stand for more than can be read"),
            "{}",
            ran.err
        );
    }
}

/// Fifty megabytes in one line: nobody asked for large files, or it is too large for all.
#[test]
fn a_line_of_fifty_megabytes() {
    let project = Project::new(&[]);
    project.file("line.js", format!("{LEAK}const x = \"{}\";\n", "x".repeat(50 << 20)));
    let ran = fix_all_the_same(&project);
    assert!(
        ran.err
            .contains("larger than 32 MiB (50.0 MiB), which is more than leakfix reads"),
        "{}",
        ran.err
    );
    let ran = project.run(&["check", "--no-ignore"]);
    assert!(ran.out.contains("larger than 32 MiB"), "{} {}", ran.out, ran.err);
}

/// What a file imports that is too large to be looked at is not known, so what it may import stays as it is.
#[test]
fn a_file_that_is_not_looked_at_may_import_anything() {
    const STORE: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
exports.save = (item, callback) => {
  db.put({ TableName: 'orders', Item: item }, (err) => callback(err));
};
";
    const CALLER: &str = "\
const { save } = require('./store');
exports.handler = async (event) => {
  save(event, (err) => {
    if (err) console.error(err);
  });
};
";
    let files: &[(&str, &str)] = &[("store.js", STORE), ("caller.js", CALLER)];
    let project = Project::new(files);
    assert_eq!(project.run(&["fix"]).code, 0);
    assert!(
        project.text("store.js").contains("exports.save = async (item) =>"),
        "{}",
        project.text("store.js")
    );

    let project = Project::new(files);
    let large = fs::File::create(project.at("large.js")).expect("a file");
    large.set_len(40 << 20).expect("it takes no room");
    project.run(&["fix"]);
    assert!(
        !project.text("store.js").contains("exports.save = async (item) =>"),
        "{}",
        project.text("store.js")
    );
}

/// A million lines are read like any other.
#[test]
fn a_file_of_a_million_lines() {
    let project = Project::new(&[]);
    let lines = "\n".repeat(1_000_000);
    project.file("lines.js", format!("{lines}{LEAK}"));
    fix_all_the_same(&project);
    assert!(project.text("lines.js") == format!("{lines}{FIXED}"));
}
