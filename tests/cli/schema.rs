//! The schema of `leakfix.toml`, what `leakfix init` writes, and that both agree with what is read.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::code::{CLEAN, LEAK, UNSAFE};
use crate::project::Project;

/// The schema that the program prints.
fn printed() -> String {
    let ran = Project::new(&[]).run(&["schema", "config"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

fn is_valid(toml: &str) -> bool {
    let schema: Value = serde_json::from_str(&printed()).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let value: toml::Table = toml.parse().expect("TOML");
    validator.is_valid(&serde_json::to_value(value).expect("it has no dates"))
}

/// What the README shows can be written so.
#[test]
fn the_readme_shows_what_is_valid() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("there is one");
    let block = readme.split("```toml\n").nth(1).and_then(|it| it.split("```").next());
    let block = block.expect("it shows a leakfix.toml");
    assert!(is_valid(block), "{block}");
    let shown: toml::Table = block.parse().expect("TOML");
    let schema: Value = serde_json::from_str(&printed()).expect("JSON");
    let keys = schema["properties"].as_object().expect("keys");
    assert!(keys.keys().all(|it| shown.contains_key(it)), "all keys: {block}");
}

/// What takes the comments off the keys.
fn uncommented(toml: &str) -> String {
    let keys = [
        "paths",
        "exclude",
        "handlers",
        "disable",
        "unsafe",
        "promise-functions",
        "error-first-functions",
        "prefer-builtin",
    ];
    let is_key = |line: &str| keys.iter().any(|key| line.starts_with(&format!("{key} = ")));
    let mut is_inside = false;
    let lines = toml.lines().map(|line| {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let is_taken = is_inside || is_key(bare);
        is_inside = is_taken && !bare.ends_with(']') && !bare.ends_with("true");
        format!("{}\n", if is_taken { bare } else { line })
    });
    lines.collect()
}

/// The copy in the repository, which editors can be told, is what the program prints;
/// `UPDATE_GOLDEN=1` renews it.
#[test]
fn the_published_schema_is_the_printed_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config/leakfix.schema.json");
    let printed = printed();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &printed).expect("a writable copy");
    }
    assert_eq!(fs::read_to_string(&path).expect("a copy"), printed);
    let schema: Value = serde_json::from_str(&printed).expect("JSON");
    assert!(jsonschema::meta::is_valid(&schema));
}

/// The schema accepts what is read, and refuses what is an error.
#[test]
fn the_schema_says_what_is_read() {
    let files = [
        ("", true),
        (
            "paths = [\"src\"]\nexclude = []\ntarget = \"nodejs22.x\"\ndisable = [\"await-timer\"]\n",
            true,
        ),
        ("unsafe = [\"await-each\"]\n[style]\nprefer-builtin = false\n", true),
        (
            "promise-functions = [\"acme#Client.send\", \"@acme/x#default\", \"node:acme#y\"]\n",
            true,
        ),
        ("path = [\"src\"]\n", false),
        ("handlers = \"src/x.main\"\n", false),
        ("handlers = [1]\n", false),
        ("target = \"nodejs18.x\"\n", false),
        ("disable = [\"await-timers\"]\n", false),
        ("unsafe = true\n", false),
        ("promise-functions = [\"acme\"]\n", false),
        ("error-first-functions = [\"acme#\"]\n", false),
        ("error-first-functions = [\"acme#a..b\"]\n", false),
        ("[style]\nprefer-builtins = true\n", false),
        ("[style]\nprefer-builtin = 1\n", false),
        ("style = []\n", false),
    ];
    for (toml, is_right) in files {
        assert_eq!(is_valid(toml), is_right, "{toml}");
        let project = Project::new(&[("src/index.js", CLEAN), ("leakfix.toml", toml)]);
        let ran = project.run(&["check"]);
        assert_eq!(ran.code != 2, is_right, "{toml}{}", ran.err);
    }
}

const DEPLOYED: &str = "\
service: orders
provider:
  name: aws
  runtime: nodejs18.x
functions:
  save:
    handler: src/save.handler
";

/// What is found is said; the file is valid as it is and without its comments, and changes nothing.
#[test]
fn init_writes_what_is_found() {
    let project = Project::repository(&[
        ("orders/serverless.yml", DEPLOYED),
        ("orders/src/save.js", LEAK),
        ("jobs/nightly.js", UNSAFE),
        ("jobs/old.js", CLEAN),
    ]);
    let before = project.run(&["check"]);
    let ran = project.run(&["init"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(
        ran.err,
        "leakfix.toml is written: read it, and take the `#` off what you want\n"
    );
    let text = project.text("leakfix.toml");
    for words in [
        "# Handlers are in: jobs (2), orders/src (1).\n# paths = [\"jobs\", \"orders/src\"]\n",
        "# handlers = [\"jobs/nightly.handler\", \"jobs/old.handler\"]\n",
        "# Handlers are declared for: nodejs18.x (1).\ntarget = \"nodejs24.x\"\n",
        "# Leaks that nothing else fixes: await-sdk-call (1).\n# unsafe = [\"await-sdk-call\"]\n",
    ] {
        assert!(text.contains(words), "{words}{text}");
    }
    assert!(is_valid(&text), "{text}");
    assert_eq!(project.run(&["check"]), before);

    let all = uncommented(&text);
    assert!(
        all.contains("\npaths = [") && all.contains("\nprefer-builtin = true\n"),
        "{all}"
    );
    assert!(is_valid(&all), "{all}");
    project.file(
        "leakfix.toml",
        all.replace("\"./lib/db#query\", ", "")
            .replace("\"./lib/store#save\", ", ""),
    );
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
}

/// Many handlers stand one on a line; a project without any has a file all the same.
#[test]
fn init_writes_long_and_short_lists() {
    let names: Vec<String> = (0..9).map(|it| format!("functions/number{it}/index.js")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|it| (it.as_str(), CLEAN)).collect();
    let project = Project::new(&files);
    assert_eq!(project.run(&["init"]).code, 0);
    let text = project.text("leakfix.toml");
    assert!(
        text.contains("# handlers = [\n#   \"functions/number0/index.handler\",\n"),
        "{text}"
    );
    assert!(is_valid(&uncommented(&text)));
    let empty = Project::new(&[]);
    assert_eq!(empty.run(&["init"]).code, 0);
    let text = empty.text("leakfix.toml");
    assert!(
        text.contains("# No handler was found.\n# paths = [\"src\"]\n"),
        "{text}"
    );
    assert!(is_valid(&text) && is_valid(&uncommented(&text)));
}

/// What there is already stays, in the directory and around it.
#[test]
fn init_overwrites_nothing() {
    let project = Project::repository(&[("leakfix.toml", "paths = [\"src\"]\n"), ("src/index.js", CLEAN)]);
    for (directory, name) in [("", "leakfix.toml"), ("src", "../leakfix.toml")] {
        let ran = project.run_in(directory, &["init"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert_eq!(ran.err, format!("leakfix: there is {name} already: change that one\n"));
    }
    assert_eq!(project.text("leakfix.toml"), "paths = [\"src\"]\n");
    project.file("leakfix.toml", "path = 1\n");
    assert_eq!(project.run(&["init"]).code, 2);
    assert_eq!(project.text("leakfix.toml"), "path = 1\n");
}
