//! Which handlers the target runtime refuses, and why.

use crate::code::{CLEAN, LEAK, REFUSED};
use crate::project::{Project, Ran};

/// Refused for its parameters; nothing leaks.
pub const CALLBACK: &str = "\
exports.handler = (event, context, callback) => {
  callback(null, event.name);
};
";

/// Refused although it is async and does not use the third.
const IDLE: &str = "exports.handler = async (event, context, callback) => event.name;\n";

const CONTEXT: &str = "\
const finish = (context, name) => context.succeed(name);

exports.handler = function (event, context) {
  finish(context, event.name);
};
";

/// Two parameters, so it is started; what it takes for its callback is not there.
const ARGUMENTS: &str = "\
exports.handler = function (event, context) {
  const callback = arguments[2];
  callback(null, event.name);
};
";

/// Lambda waits for the request up to nodejs22.x.
const WORK: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.handler = (event) => {
  db.put({ TableName: 'orders', Item: event }, (err) => {
    if (err) console.error(err);
  });
};
";

const VALUE: &str = "\
exports.handler = (event) => {
  const response = { statusCode: 200, body: event.name };
  return response;
};
";

/// What `check` says of the handlers and of the runtimes: each line with those that belong to it.
pub fn said(ran: &Ran) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut is_inside = false;
    for line in ran.out.lines() {
        if line.contains(": handler `") && !line.starts_with(' ') || line.contains(": names ") {
            blocks.push(line.to_owned());
            is_inside = true;
        } else if is_inside && line.starts_with("  = ") {
            let block = blocks.last_mut().expect("it is inside of one");
            *block += &format!("\n{line}");
        } else {
            is_inside = false;
        }
    }
    blocks
}

/// The line of the summary that counts.
pub fn counted(ran: &Ran) -> &str {
    let is_meant = |it: &&str| it.contains("nodejs") && it.contains(" on ");
    ran.err.lines().find(is_meant).unwrap_or_default()
}

/// With nothing that makes handlers async: what is refused does not depend on what can be done about it.
pub fn check(code: &str, more: &[&str]) -> Ran {
    Project::new(&[("index.js", code)]).run(&[&["check"], ALONE, more].concat())
}

const ALONE: &[&str] = &["--skip", "async-handler"];

/// The exit codes of `diff`, `fix` and `check` for a project with this file.
#[track_caller]
fn codes(code: &str, more: &[&str]) -> [i32; 3] {
    ["diff", "fix", "check"].map(|it| Project::new(&[("index.js", code)]).run(&[&[it], more].concat()).code)
}

#[test]
fn three_parameters_are_refused() {
    let ran = check(CALLBACK, &[]);
    assert_eq!(
        ran.out,
        "\
index.js:1:19: handler `handler`: nodejs24.x refuses to start it: it has 3 parameters
  = help: take (event, context) in an async function, and answer by `return` and `throw`
"
    );
    assert_eq!(
        ran.err,
        "1 file and 1 handler: 0 leaks\n0 of 1 handlers run on nodejs24.x, 0 after `leakfix fix`\n"
    );
}

/// Only the number counts: not whether it is async, nor whether the third is used.
#[test]
fn an_idle_third_parameter_is_refused() {
    let block = "\
index.js:1:19: handler `handler`: nodejs24.x refuses to start it: it has 3 parameters
  = help: drop what follows the second parameter: it is not used";
    assert_eq!(said(&check(IDLE, &[])), [block]);
    let taken = IDLE.replace("callback", "{ signal }").replace("event.name", "signal");
    let help = "  = help: take (event, context) in an async function, and answer by `return` and `throw`";
    assert!(check(&taken, &[]).has_line(help), "it is used, whatever it is");
    let typed = "import { Handler } from 'aws-lambda';\n\
                 export const main: Handler = async (event, context, callback, more) => event.name;\n";
    let ran = Project::new(&[("src/main.ts", typed)]).run(&[&["check", "--handler", "src/main.main"], ALONE].concat());
    assert!(
        ran.has_line("src/main.ts:2:30: handler `main`: nodejs24.x refuses to start it: it has 4 parameters"),
        "{}",
        ran.out
    );
}

#[test]
fn methods_of_context_are_gone() {
    let block = "\
index.js:3:19: handler `handler`: it answers by `context.succeed`, `fail` or `done`, which nodejs24.x does not have
  = help: take (event, context) in an async function, and answer by `return` and `throw`";
    assert_eq!(said(&check(CONTEXT, &[])), [block]);
}

/// A default or a rest parameter makes the function shorter, so that it is started, and gets no callback.
#[test]
fn no_callback_is_given() {
    let default = CALLBACK.replace("callback)", "callback = () => {})");
    let rest = CALLBACK
        .replace("callback)", "...rest)")
        .replace("callback(", "rest[0](");
    let wrapped = "const co = require('co');\nexports.handler = co.wrap(function* (event, context, callback) {\n  \
                   callback(null, yield event.name);\n});\n";
    for code in [ARGUMENTS, &default, &rest, wrapped] {
        let ran = check(code, &[]);
        let headline = "handler `handler`: it answers by a callback, and nodejs24.x gives it none\n";
        assert!(ran.out.contains(headline), "{code}{}", ran.out);
        assert_eq!(ran.code, 1);
    }
}

/// The leak is told by itself, as one that is to come.
#[test]
fn work_is_not_waited_for() {
    let block = "\
index.js:4:19: handler `handler`: it answers nothing, and nodejs24.x does not wait for the work that it starts";
    let fixed = format!("{block}; `leakfix fix` makes it run there");
    assert_eq!(said(&check(WORK, &[])), [fixed]);
    let used = WORK.replace("  db.put", "  event.request = db.put");
    let left = format!("{block}\n  = help: make it async, and await the work");
    assert_eq!(said(&check(&used, &[])), [left]);
    assert!(
        said(&check(WORK, &["--target", "nodejs22.x"])).is_empty(),
        "it is waited for there"
    );
    let wanted = WORK.replace("  db.put", "  // leakfix-ignore await-sdk-call: may get lost\n  db.put");
    let ran = check(&wanted, &[]);
    assert_eq!(counted(&ran), "the handler runs on nodejs24.x", "{}", ran.out);
    // `handlers` says the same.
    let project = Project::new(&[("index.js", WORK)]);
    assert!(
        project.run(&["handlers"]).out.contains("accepted, but nothing waits"),
        "{}",
        project.run(&["handlers"]).out
    );
    let json = project.run(&["handlers", "--format", "json"]).out;
    assert!(json.contains("\"nodejs24\": \"not-waited-for\""), "{json}");
}

/// One block a handler, whatever is wrong with it.
#[test]
fn all_reasons_are_told() {
    let code = "exports.handler = (event, context, callback) => {\n  context.callbackWaitsForEmptyEventLoop = false;\n  \
                if (!event.name) context.fail('no name');\n  callback(null, event.name);\n};\n";
    let block = "\
index.js:1:19: handler `handler`: nodejs24.x refuses to start it: it has 3 parameters; it answers by `context.succeed`, \
                 `fail` or `done`, which nodejs24.x does not have
  = help: take (event, context) in an async function, and answer by `return` and `throw`
  = note: `callbackWaitsForEmptyEventLoop` has no effect on nodejs24.x";
    assert_eq!(said(&check(code, &[])), [block]);
}

/// It runs, so it is no refusal; that it answers something else now has to be known.
#[test]
fn a_value_that_becomes_the_answer_is_a_note() {
    let ran = check(VALUE, &[]);
    let block = "\
index.js:1:19: handler `handler`: it runs on nodejs24.x, but not quite as before
  = note: the value that it returns is ignored up to nodejs22.x, where it answers `null`, and is its answer on nodejs24.x";
    assert_eq!(said(&ran), [block]);
    assert_eq!((ran.code, counted(&ran)), (0, "the handler runs on nodejs24.x"));
    for code in [
        "exports.handler = (event) => console.log(event);\n",
        "const save = require('save');\nexports.handler = (event) => save(event);\n",
        "exports.handler = (event) => { return; };\n",
        "exports.handler = async (event) => ({ statusCode: 200 });\n",
    ] {
        assert_eq!(check(code, &[]).out, "", "{code}");
    }
}

/// What has three parameters and is none of Lambda's is nobody's business; a stream has three.
#[test]
fn look_alikes() {
    for code in [
        "exports.on = (event, listener, options) => listener(event, options);\n",
        "const save = (event, context, callback) => callback(null, event);\nexports.handler = async (event) => event.name;\n",
        "exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { stream.end(); });\n",
        "exports.handler = async (event, { awsRequestId }) => awsRequestId;\n",
        "exports.handler = async (event, context, ...rest) => event.name;\n",
        "const context = require('./mine');\nexports.handler = async (event) => { context.succeed(event); };\n",
    ] {
        let ran = check(code, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{code}");
    }
}

/// They take callbacks; nodejs22.x says at start that this will end.
#[test]
fn older_targets_refuse_nothing() {
    for code in [CALLBACK, CONTEXT, ARGUMENTS, IDLE, VALUE] {
        for target in ["nodejs22.x", "nodejs20.x"] {
            let ran = check(code, &["--target", target]);
            assert_eq!(ran.code, 0, "{code}{}", ran.out);
            assert_eq!(counted(&ran), format!("the handler runs on {target}"));
            let is_warned = code == CALLBACK && target == "nodejs22.x";
            assert_eq!(!ran.out.is_empty(), is_warned, "{code}{}", ran.out);
        }
    }
    let warned = "  = note: nodejs22.x warns of its third parameter, which nodejs24.x refuses\n";
    assert!(check(CALLBACK, &["--target", "nodejs22.x"]).out.contains(warned));
    assert_eq!(check(CALLBACK, &["--target", "nodejs24.x"]), check(CALLBACK, &[]));
}

/// Who misspells it is told what there is.
#[test]
fn a_wrong_target() {
    for command in ["check", "diff", "fix"] {
        for target in ["nodejs24", "24", "nodejs18.x", ""] {
            let ran = Project::new(&[("index.js", CALLBACK)]).run(&[command, "--target", target]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{target}");
            let names = "[possible values: nodejs24.x, nodejs22.x, nodejs20.x]";
            assert!(ran.err.contains(names), "{}", ran.err);
        }
    }
}

#[test]
fn exit_codes() {
    let with = |more: &[&'static str]| [ALONE, more].concat();
    for refused in [CALLBACK, IDLE, CONTEXT, ARGUMENTS] {
        assert_eq!(codes(refused, ALONE), [1, 1, 1], "{refused}");
        assert_eq!(codes(refused, &with(&["--exit-zero"])), [0, 0, 0]);
        assert_eq!(codes(refused, &with(&["--target", "nodejs20.x"])), [0, 0, 0]);
    }
    for runs in [CLEAN, VALUE] {
        assert_eq!(codes(runs, &[]), [0, 0, 0], "{runs}");
    }
    // Refused as it is, and not with the edit that `diff` prints and `fix` makes.
    assert_eq!(codes(CALLBACK, &[]), [1, 0, 1]);
    // A leak is one on every runtime.
    assert_eq!(codes(LEAK, &["--target", "nodejs20.x"]), [1, 0, 1]);
    assert_eq!(codes(REFUSED, &with(&["--target", "nodejs20.x"])), [1, 1, 1]);
}

/// Only `check` goes into detail; all of them count.
#[test]
fn all_commands_count() {
    let files = [("a.js", CALLBACK), ("b.js", CLEAN), ("c.js", LEAK)];
    let run = |arguments: &[&'static str]| Project::new(&files).run(&[arguments, ALONE].concat());
    let line = "2 of 3 handlers run on nodejs24.x, 2 after `leakfix fix`";
    assert_eq!(counted(&run(&["check"])), line);
    assert_eq!(counted(&run(&["diff"])), line);
    assert_eq!(
        counted(&run(&["check", "--unsafe"])),
        "2 of 3 handlers run on nodejs24.x, 2 after `leakfix fix --unsafe`"
    );
    let fixed = run(&["fix", "--allow-dirty"]);
    assert_eq!(counted(&fixed), "2 of 3 handlers run on nodejs24.x");
    assert!(!fixed.out.contains("handler `"), "{}", fixed.out);
    assert!(!run(&["diff"]).out.contains("handler `"));
    assert_eq!(
        counted(&run(&["check", "b.js", "c.js"])),
        "all 2 handlers run on nodejs24.x"
    );
    assert_eq!(counted(&run(&["check", "b.js"])), "the handler runs on nodejs24.x");
    let none = Project::new(&[("lib.js", "exports.add = (a, b) => a + b;\n")]).run(&[&["check"], ALONE].concat());
    assert_eq!(counted(&none), "", "{}", none.err);
}

/// Until here nothing could be done about them; with the transform that can, the numbers follow.
#[test]
fn handlers_that_are_made_async() {
    let files = [("a.js", CALLBACK), ("b.js", CLEAN)];
    let run = |arguments: &[&str]| Project::new(&files).run(arguments);
    let ran = run(&["check"]);
    assert_eq!(
        said(&ran),
        [
            "a.js:1:19: handler `handler`: nodejs24.x refuses to start it: it has 3 parameters; `leakfix fix` makes it run there"
        ]
    );
    let line = "1 of 2 handlers run on nodejs24.x, 2 after `leakfix fix`";
    assert_eq!((counted(&ran), counted(&run(&["diff"]))), (line, line));
    assert_eq!(
        counted(&run(&["fix", "--allow-dirty"])),
        "all 2 handlers run on nodejs24.x, 1 before"
    );
    // git does not know the file, so it stays.
    let project = Project::repository(&[("b.js", CLEAN)]);
    project.file("a.js", CALLBACK);
    let ran = project.run(&["fix"]);
    assert_eq!(
        (ran.code, counted(&ran)),
        (2, "1 of 2 handlers run on nodejs24.x"),
        "{}",
        ran.err
    );
}

/// What comes through stdin counts, and no more.
#[test]
fn stdin() {
    let project = Project::repository(&[("other.js", CALLBACK)]);
    let feed = |code, command| project.feed(code, &[&[command, "--stdin-path", "src/index.js"], ALONE].concat());
    let ran = feed(IDLE, "check");
    assert_eq!(said(&ran).len(), 1, "{}", ran.out);
    assert!(ran.has_line("src/index.js:1:19: handler `handler`: "), "{}", ran.out);
    let ran = feed(CLEAN, "fix");
    assert_eq!((ran.code, counted(&ran)), (0, "the handler runs on nodejs24.x"));
    let ran = feed(IDLE, "fix");
    assert_eq!((ran.code, ran.out.as_str()), (1, IDLE));
}

/// The outermost function is the one that Lambda counts the parameters of.
#[test]
fn wrappers() {
    let own = "const wrap = (inner) => async (event, context) => {\n  const name = await inner(event, context);\n  \
               return { name };\n};\n\
               exports.handler = wrap(async (event, context) => event.name);\n";
    let old = "const middy = require('middy');\nexports.handler = middy(async (event, context) => event.name);\n";
    let unknown = "const { wrap } = require('some-wrapper');\nexports.handler = wrap(async (event) => event.name);\n";
    let project = Project::new(&[("own.js", own), ("old.js", old), ("unknown.js", unknown)]);
    let ran = project.run(&[&["check"], ALONE].concat());
    assert_eq!(
        said(&ran),
        [
            "\
old.js:2:25: handler `handler`: nodejs24.x refuses to start it: its wrapper takes 3 parameters
  = help: update the wrapper to a version that takes (event, context), or take it off",
            "\
unknown.js:2:24: handler `handler`: whether it runs on nodejs24.x depends on its wrapper, whose parameters cannot be seen
  = help: it runs where what is exported has at most two parameters: look at its `length`",
        ]
    );
    assert_eq!(
        counted(&ran),
        "1 of 3 handlers run on nodejs24.x, 1 after `leakfix fix`, 1 unknown"
    );
    // What is unknown is not refused.
    let ran = project.run(&[&["check", "own.js", "unknown.js"], ALONE].concat());
    assert_eq!(
        (ran.code, counted(&ran)),
        (0, "1 of 2 handlers run on nodejs24.x, 1 unknown")
    );
    // That depends on the version.
    let middy = "const middy = require('@middy/core');\nexports.handler = middy(async (event) => event.name);\n";
    for (version, line) in [
        ("^5.1.0", "the handler runs on nodejs24.x"),
        ("^1.5.2", "0 of 1 handlers run on nodejs24.x, 0 after `leakfix fix`"),
        (">=1", "0 of 1 handlers run on nodejs24.x, 1 unknown"),
    ] {
        let manifest = format!("{{ \"dependencies\": {{ \"@middy/core\": \"{version}\" }} }}");
        let ran = Project::new(&[("index.js", middy), ("package.json", &manifest)]).run(&[&["check"], ALONE].concat());
        assert_eq!(counted(&ran), line, "{version}");
    }
    // A wrapper of one's own may give another callback.
    let promised = "const wrap = (inner) => (event, context) => new Promise((resolve, reject) => {\n  \
                    inner(event, context, (error, value) => error ? reject(error) : resolve(value));\n});\n\
                    exports.handler = wrap((event, context, callback) => callback(null, event.name));\n";
    let ran = check(promised, &[]);
    assert_eq!(
        (ran.code, counted(&ran)),
        (0, "0 of 1 handlers run on nodejs24.x, 1 unknown")
    );
}

/// A name from another file says where it is exported.
#[test]
fn exports_of_another_file() {
    let project = Project::new(&[
        ("index.js", "exports.save = require('./lib/save').save;\n"),
        (
            "lib/save.js",
            "exports.save = (input, context, callback) => callback(null, input);\n",
        ),
        (
            "serverless.yml",
            "provider: aws\nfunctions:\n  save:\n    handler: index.save\n",
        ),
    ]);
    let ran = project.run(&[&["check"], ALONE].concat());
    assert!(
        ran.has_line("lib/save.js:1:16: handler `save` of index.js: nodejs24.x refuses to start it"),
        "{}",
        ran.out
    );
}

/// Neither leaks, so nobody has to read what they import but for this.
#[test]
fn functions_of_other_files() {
    let project = Project::new(&[
        (
            "done.js",
            "exports.done = (context, name) => context.done(null, name);\n",
        ),
        (
            "wrap.js",
            "exports.wrap = (inner) => async (event, context) => inner(event, context);\n",
        ),
        (
            "a.js",
            "const { done } = require('./done');\nexports.handler = (event, context) => done(context, event.name);\n",
        ),
        (
            "b.js",
            "const { wrap } = require('./wrap');\nexports.handler = wrap(async (event) => event.name);\n",
        ),
    ]);
    let ran = project.run(&[&["check"], ALONE].concat());
    assert_eq!(said(&ran).len(), 1, "{}", ran.out);
    assert!(
        ran.has_line("a.js:2:19: handler `handler`: it answers by `context.succeed`"),
        "{}",
        ran.out
    );
    assert_eq!(
        counted(&ran),
        "1 of 2 handlers run on nodejs24.x, 1 after `leakfix fix`"
    );
}
