//! What is nested so deep that a reader which calls itself for each level would overflow the stack.

use crate::code::LEAK;
use crate::fix_all_the_same;
use crate::project::Project;

const CODE_LEVELS: usize = 10_000;
const LEVELS: usize = 100_000;

/// No line is so long that the file is taken for a minified one.
fn nested(open: &str, inner: &str, close: &str, levels: usize) -> String {
    let lines = |it: &str| {
        let line = format!("{}\n", it.repeat(8));
        line.repeat(levels.div_ceil(8))
    };
    format!("{}{inner}{}", lines(open), lines(close))
}

/// Every way of nesting in code that is valid, and some that is not: the file is told and left.
#[test]
fn code() {
    let kinds = [
        ("x = ", "[", "1", "]"),
        ("x = ", "(", "1", ")"),
        ("x = ", "{ a: ", "1", "}"),
        ("x = ", "`${", "1", "}`"),
        ("x = ", "f(", "", ")"),
        ("x = ", "a => (", "1", ")"),
        ("x = ", "class { a = ", "1", "}"),
        ("x = ", "(function () { return ", "1", " })()"),
        ("x = ", "a ? 1 : ", "1", ""),
        ("", "x = ", "1", ""),
        ("x = ", "! ", "1", ""),
        ("x = 1", " + 1", "", ""),
        ("x = f", "()", "", ""),
        ("x = f", ".a", "", ""),
        ("", "{", "", "}"),
        ("", "if (x) y; else ", "z", ""),
        ("", "if (x) {} else ", "z", ""),
        ("", "for (;;) ", "z", ""),
        ("x = ", "<a>", "", "</a>"),
        ("x = ", "[", "", ""),
        ("", "(", "", ""),
        ("", "{", "", ""),
        ("/* ]]]] */ x = ", "[ /*]*/", "", ""),
        ("x = ", "[ ']', /]/, ", "1", "]"),
    ];
    let project = Project::new(&[]);
    for (number, (before, open, inner, close)) in kinds.iter().enumerate() {
        let deep = format!("{before}{}", nested(open, inner, close, CODE_LEVELS));
        project.file(&format!("deep{number}.js"), format!("{LEAK}{deep};\n"));
    }
    let types = [
        ("Array<", "1", ">"),
        ("[", "", "]"),
        ("(", "1", ")"),
        ("A extends B ? 1 : ", "1", ""),
    ];
    for (number, (open, inner, close)) in types.iter().enumerate() {
        let deep = nested(open, inner, close, CODE_LEVELS);
        project.file(&format!("types{number}.ts"), format!("{LEAK}type X = {deep};\n"));
    }
    let ran = fix_all_the_same(&project);
    let told = ran
        .err
        .matches("It is nested deeper than 1000 levels, or too broken to tell, and is not read");
    assert_eq!(told.count(), kinds.len() + types.len(), "{}", ran.err);
}

/// The same in a configuration that is code, and in what standard input brings.
#[test]
fn code_that_is_read_for_another_reason() {
    let deep = nested("[", "1", "]", CODE_LEVELS);
    let project = Project::new(&[]);
    project.file(
        "serverless.js",
        format!("module.exports = {{ provider: 'aws', x: {deep} }};\n"),
    );
    project.file(
        "stack.js",
        format!("const cdk = require('aws-cdk-lib');\nconst x = {deep};\n"),
    );
    project.file(
        "tsconfig.json",
        format!("{{ \"compilerOptions\": {{ \"outDir\": \"dist\" }}, \"x\": {deep} }}"),
    );
    project.file(
        "sub/serverless.yml",
        "provider: { name: aws }\nfunctions: { a: { handler: dist/a.b } }\n",
    );
    fix_all_the_same(&project);
    let ran = project.feed(format!("{LEAK}x = {deep};\n"), &["fix", "--stdin-path", "x.js"]);
    assert!(ran.err.contains("nested deeper than 1000 levels"), "{}", ran.err);
    assert!(ran.out.starts_with(LEAK), "it comes out as it went in");
}

/// Whatever people nest still works.
#[test]
fn code_that_is_nested_much() {
    for (open, close) in [
        ("[", "]"),
        ("(", ")"),
        ("{ a: ", "}"),
        ("f(() => ", ")"),
        ("(function () { return ", "})()"),
    ] {
        let deep = nested(open, "1", close, 100);
        let project = Project::new(&[]);
        let text = format!("const f = (x) => x;\nconst deep = {deep};\n{LEAK}");
        project.file("deep.js", &text);
        fix_all_the_same(&project);
        assert_ne!(project.text("deep.js"), text, "{open}");
    }
}

/// Each configuration is left with its own reader's words, in which its name and mostly its line are.
#[test]
fn configuration() {
    let block = |levels: usize| {
        (0..levels)
            .map(|it| format!("{}a:\n", " ".repeat(it)))
            .collect::<String>()
    };
    let list = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(LEVELS), close.repeat(LEVELS));
    let resource = |handler: String| format!("resource \"aws_lambda_function\" \"x\" {{\n handler = {handler}\n}}\n");
    let cases = [
        (
            "serverless.yml",
            format!("provider: aws\nx: {}\n", list("[", "", "]")),
            "no YAML: recursion limit exceeded",
        ),
        (
            "serverless.yml",
            format!("provider: aws\n{}", block(2_000)),
            "it is nested too deep",
        ),
        (
            "serverless.yml",
            format!("provider: aws\nx:\n {}1\n", "- ".repeat(LEVELS)),
            "it is nested too deep",
        ),
        (
            "serverless.yml",
            format!("provider: aws\nx:\n {}1\n", "? ".repeat(LEVELS)),
            "it is nested too deep",
        ),
        (
            "template.yml",
            format!("# AWS::Lambda::Function\nx: {}\n", list("{a: ", "", "}")),
            "it is nested too deep",
        ),
        (
            "template.json",
            format!("{{\"Resources\":{{\"AWS::Lambda::Function\":{}}}}}", list("[", "", "]")),
            "no JSON: recursion limit",
        ),
        (
            "serverless.json",
            format!("{{\"x\":{}}}", list("{\"a\":", "1", "}")),
            "no JSON: recursion limit",
        ),
        ("main.tf", resource(list("[", "", "]")), "no HCL: invalid nesting depth"),
        (
            "main.tf",
            resource(list("(", "1", ")")),
            "no HCL: invalid nesting depth",
        ),
        (
            "main.tf",
            resource(format!("{}true", "!".repeat(LEVELS))),
            "no HCL: invalid nesting depth",
        ),
        (
            "main.tf",
            resource(list("\"${", "1", "}\"")),
            "no HCL: invalid nesting depth",
        ),
        (
            "main.tf",
            resource(format!("1{}", " + 1".repeat(LEVELS))),
            "no HCL: invalid binary operation",
        ),
        (
            "main.tf",
            format!(
                "resource \"aws_lambda_function\" \"x\" {{\n{}}}\n",
                list("a {\n", "", "}\n")
            ),
            "no HCL: ",
        ),
        (
            "netlify.toml",
            format!("x = {}\n", list("[", "", "]")),
            "no TOML: cannot recurse further",
        ),
        (
            "netlify.toml",
            format!("x = {}\n", list("{a=", "1", "}")),
            "no TOML: cannot recurse further",
        ),
        (
            "netlify.toml",
            format!("[a{}]\n", ".a".repeat(LEVELS)),
            "no TOML: recursion limit",
        ),
    ];
    for (name, text, words) in cases {
        let project = Project::new(&[]);
        project.file(name, &text);
        let ran = fix_all_the_same(&project);
        let told = ran.err.lines().any(|it| it.starts_with(name) && it.contains(words));
        assert!(told, "{name}, {words}: {}", ran.err);
    }
}

/// What nobody needs to be told of: nothing in them is looked for.
#[test]
fn configuration_that_says_nothing() {
    let deep = format!("{}{}", "[".repeat(LEVELS), "]".repeat(LEVELS));
    let cases = [
        ("package.json", format!("{{\"a\":{deep}}}")),
        ("tsconfig.json", format!("{{\"compilerOptions\":{deep}}}")),
        ("host.json", deep.clone()),
        ("app.arc", format!("@http\nget /{}\n", "a/".repeat(LEVELS))),
        (
            "main.tf",
            format!(
                "resource \"aws_lambda_function\" \"x\" {{\n handler = a{}\n}}\n",
                ".b".repeat(LEVELS)
            ),
        ),
        (
            "serverless.yml",
            format!(
                "provider: aws\nfunctions: {{ a: {{ handler: '{}{}' }} }}\n",
                "${self:".repeat(LEVELS),
                "}".repeat(LEVELS)
            ),
        ),
    ];
    for (name, text) in cases {
        let project = Project::new(&[("index.ts", "import './other';\n"), ("other.ts", "export {};\n")]);
        project.file(name, text);
        fix_all_the_same(&project);
    }
    let project = Project::new(&[("index.js", LEAK)]);
    project.file("leakfix.toml", format!("handlers = {deep}\n"));
    let ran = project.run(&["fix"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("leakfix.toml:1: cannot recurse further"),
        "{}",
        ran.err
    );
}
