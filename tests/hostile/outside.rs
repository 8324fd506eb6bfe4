//! Paths that lead out of the project: what lies there is neither shown nor touched.

use crate::code::LEAK;
use crate::project::{Project, Ran};

const SECRET: &str = "hunter2";

/// A repository, and beside it what is not its business.
fn project(files: &[(&str, &str)]) -> Project {
    let project = Project::new(&[
        (
            "outside/secret.yml",
            "name: hunter2.handler\nruntime: nodejs8.hunter2\n",
        ),
        ("outside/secret.json", r#"{ "name": "hunter2.handler" }"#),
        ("outside/secret.js", "module.exports = { name: 'hunter2.handler' };\n"),
        ("outside/handler.js", LEAK),
        ("outside/config.arc", "@aws\nruntime nodejs8.hunter2\n"),
        ("inside/index.js", LEAK),
    ]);
    for (name, text) in files {
        project.file(&format!("inside/{name}"), text);
    }
    project.git(&["init", "--quiet", "inside"]);
    project
}

/// Every command; what lies outside is as it was, and no word of it is printed.
#[track_caller]
fn nothing_leaves(project: &Project) -> Ran {
    let outside = || {
        let look = project.look();
        look.into_iter()
            .filter(|(path, _)| path.starts_with(project.at("outside")))
            .collect::<Vec<_>>()
    };
    let before = outside();
    for command in ["check", "diff", "handlers"] {
        let ran = project.run_in("inside", &[command]);
        assert!(
            !format!("{}{}", ran.out, ran.err).contains(SECRET),
            "{command}: {ran:?}"
        );
    }
    let ran = project.run_in("inside", &["fix", "--allow-dirty"]);
    assert!(!format!("{}{}", ran.out, ran.err).contains(SECRET), "{ran:?}");
    assert_eq!(outside(), before);
    ran
}

/// A function whose export is read from a file.
fn serverless(name: &str) -> String {
    format!(
        "provider: {{ name: aws, runtime: nodejs20.x }}\nfunctions:\n  a:\n    handler: index.${{file({name}):name}}\n"
    )
}

/// The trap works: what a file of the project says is printed.
#[test]
fn a_file_of_the_project_is_read() {
    let project = project(&[
        ("serverless.yml", &serverless("./own.yml")),
        ("own.yml", "name: hunter2.handler\n"),
    ]);
    let ran = project.run_in("inside", &["handlers"]);
    assert!(ran.out.contains(SECRET), "{}", ran.out);
}

#[test]
fn includes_of_serverless() {
    for name in [
        "../outside/secret.yml",
        "../outside/secret.json",
        "../outside/secret.js",
        "./link.yml",
        "../inside/../outside/secret.yml",
        "/etc/hostname",
        "/dev/zero",
        "~/secret.yml",
    ] {
        let project = project(&[("serverless.yml", &serverless(name))]);
        project.link("inside/link.yml", "../outside/secret.yml");
        nothing_leaves(&project);
    }
}

#[test]
fn strings_that_name_handlers() {
    let names = [
        "../outside/handler.handler",
        "../../../../../../../etc/passwd.handler",
        "/etc/passwd.x",
        "src/../../outside/handler.handler",
    ];
    for name in names {
        let text = format!("provider: {{ name: aws, runtime: nodejs20.x }}\nfunctions:\n  a:\n    handler: {name}\n");
        nothing_leaves(&project(&[("serverless.yml", &text)]));
        let project = project(&[("leakfix.toml", &format!("handlers = [\"{name}\"]\n"))]);
        let ran = project.run_in("inside", &["fix", "--allow-dirty"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert_eq!(project.text("outside/handler.js"), LEAK);
    }
}

#[test]
fn directories_of_other_tools() {
    nothing_leaves(&project(&[(
        "netlify.toml",
        "[functions]\ndirectory = \"../outside\"\n",
    )]));
    nothing_leaves(&project(&[("app.arc", "@app\nx\n@http\nget /\n  src ../outside\n")]));
    nothing_leaves(&project(&[(
        "main.tf",
        "module \"x\" {\n  source = \"../outside\"\n}\n",
    )]));
    nothing_leaves(&project(&[(
        "tsconfig.json",
        r#"{ "extends": "../outside/secret.json" }"#,
    )]));
}

/// Links in the project that lead out of it.
#[test]
fn links() {
    let project = project(&[("user.js", "require('./linked');\nrequire('../outside/handler');\n")]);
    project.link("inside/linked.js", "../outside/handler.js");
    project.link("inside/directory", "../outside");
    project.link("inside/serverless.yml", "../outside/secret.yml");
    project.link("inside/template.json", "../outside/secret.json");
    nothing_leaves(&project);
}

/// Code that imports what lies outside is no reason to change that.
#[test]
fn imports() {
    const CALLER: &str = "\
const { save } = require('../outside/store');
exports.handler = async (event) => {
  save(event, (err) => console.log(err));
};
";
    const STORE: &str = "exports.save = (item, callback) => setTimeout(callback, 1, null);\n";
    let project = project(&[("caller.js", CALLER)]);
    project.file("outside/store.js", STORE);
    nothing_leaves(&project);
    assert_eq!(project.text("outside/store.js"), STORE);
}
