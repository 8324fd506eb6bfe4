//! Nothing of the project is run: whatever a tool would execute when it is loaded says so in a file.

use std::os::unix::fs::PermissionsExt as _;

use crate::code::LEAK;
use crate::fix_all_the_same;
use crate::project::{Project, finish, leakfix};

/// Leaves a mark wherever it is run, as a script, a module, or on being imported.
const TRAP: &str = "\
require('fs').writeFileSync(__dirname + '/PWNED', '');
module.exports = { provider: { name: 'aws' }, functions: { a: { handler: 'index.handler' } } };
";

#[test]
fn code_that_tools_run_when_they_load_it() {
    let project = Project::new(&[("index.js", LEAK)]);
    let names = [
        "serverless.js",
        "serverless.ts",
        "sst.config.ts",
        "stack.js",
        "webpack.config.js",
        "jest.config.js",
        "babel.config.js",
        ".eslintrc.js",
        ".pnp.cjs",
        "node_modules/aws-sdk/index.js",
        "node_modules/.bin/tsc",
        "node_modules/typescript/lib/typescript.js",
    ];
    for name in names {
        project.file(name, format!("// aws-cdk-lib sst.aws.Function\n{TRAP}"));
    }
    project.file(
        "package.json",
        r#"{ "main": "stack.js", "scripts": { "preinstall": "touch PWNED", "prepare": "touch PWNED" } }"#,
    );
    project.file(".npmrc", "node-options=--require ./stack.js\n");
    fix_all_the_same(&project);
    for command in ["check", "diff", "handlers"] {
        project.run(&[command]);
    }
    assert!(
        !project.bytes().keys().any(|it| it.ends_with("PWNED")),
        "{:?}",
        project.bytes().keys()
    );
}

/// Programs that a path finds first: only git is ever started, and not the one of the project.
#[test]
fn programs_of_the_project() {
    let project = Project::repository(&[("index.js", LEAK)]);
    for name in ["git", "node", "npm", "npx", "tsc", "sh"] {
        project.file(name, "#!/bin/sh\ntouch PWNED\n");
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(project.at(name), mode).expect("ours");
    }
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!project.at("PWNED").exists());
}

/// Where no program can be started and no connection made, all but the question to git is done.
#[test]
fn nothing_but_git_is_needed() {
    let project = Project::new(&[("index.js", LEAK)]);
    let empty = project.at("empty");
    std::fs::create_dir(&empty).expect("a directory");
    let ran = finish(leakfix(&project.path).args(["fix"]).env("PATH", &empty));
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// Where memory is short there is a sentence, too.
#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_started() {
    let project = Project::new(&[("index.js", LEAK)]);
    let script = "ulimit -v 600000; exec \"$0\" check -j64";
    let mut command = std::process::Command::new("sh");
    let ran = finish(
        command
            .current_dir(&project.path)
            .args(["-c", script, env!("CARGO_BIN_EXE_leakfix")]),
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("cannot start its threads"), "{}", ran.err);
}
