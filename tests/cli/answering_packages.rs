//! What the target runtime makes of handlers that hand their context to a package.

use crate::project::Project;
use crate::readiness::{check, counted, said};

/// What is handed the context may answer by it.
#[test]
fn context_for_packages() {
    let alexa = "const Alexa = require('alexa-sdk');\n\
                 exports.handler = (event, context) => {\n  const alexa = Alexa.handler(event, context);\n  \
                 alexa.registerHandlers({ Unhandled() { this.emit(':tell', 'hello'); } });\n  alexa.execute();\n};\n";
    let ran = check(alexa, &[]);
    assert_eq!(
        said(&ran),
        [
            "index.js:2:19: handler `handler`: it answers by `context.succeed`, `fail` or `done`, which nodejs24.x does not \
          have\n  = help: take (event, context) in an async function, and answer by `return` and `throw`"
        ]
    );
    let of_another_name = alexa.replace("Alexa.handler(event", "start(event")
        + "function start(event, lambda) {\n  return Alexa.handler(event, lambda);\n}\n";
    assert_eq!(
        said(&check(&of_another_name, &[])),
        said(&ran),
        "a function of its own hands it on"
    );
    let is_async = alexa.replace("(event, context) =>", "async (event, context) =>");
    assert_eq!(
        counted(&check(&is_async, &[])),
        "0 of 1 handlers run on nodejs24.x, 0 after `leakfix fix`"
    );

    let unknown = alexa.replace("alexa-sdk", "some-skills");
    let ran = check(&unknown, &[]);
    assert_eq!(
        said(&ran),
        [
            "index.js:2:19: handler `handler`: whether it runs on nodejs24.x depends on code that is given its context, and \
          may answer by that\n  = help: it runs where that answers by a promise, which the handler returns: see its \
          documentation"
        ]
    );
    assert_eq!(
        (ran.code, counted(&ran)),
        (0, "0 of 1 handlers run on nodejs24.x, 1 unknown")
    );

    for runs in [
        // Nothing answers by these, and a handler that gives an answer of its own does not need them to.
        "const util = require('util');\nexports.handler = (event, context) => {\n  console.log(util.inspect(context), context);\n};\n",
        "const { trace } = require('some-tracer');\nexports.handler = (event, context) => {\n  trace(context);\n  return { statusCode: 200 };\n};\n",
        "const { trace } = require('some-tracer');\nexports.handler = async (event, context) => {\n  trace(context);\n};\n",
        "const { trace } = require('some-tracer');\nconst answer = async () => 1;\nexports.handler = (event, context) => {\n  trace(context);\n  return answer();\n};\n",
    ] {
        assert_eq!(counted(&check(runs, &[])), "the handler runs on nodejs24.x", "{runs}");
    }
}

const EXPRESS: &str = "const { createServer, proxy } = require('aws-serverless-express');\n\
                       const server = createServer((request, response) => response.end());\n\
                       exports.handler = (event, context) => {\n  proxy(server, event, context);\n};\n";

/// Whether `proxy` gives a promise is a question of its version: the installed one, else the oldest that may be.
#[test]
fn promise_of_serverless_express() {
    let fixed = |range: &str, installed: Option<&str>| {
        let manifest = format!("{{ \"dependencies\": {{ \"aws-serverless-express\": \"{range}\" }} }}");
        let version = installed.map(|it| format!("{{ \"version\": \"{it}\" }}"));
        let mut files = vec![("index.js", EXPRESS), ("package.json", manifest.as_str())];
        let version = version.iter();
        files.extend(version.map(|it| ("node_modules/aws-serverless-express/package.json", it.as_str())));
        let project = Project::new(&files);
        project.run(&["fix"]);
        project.text("index.js") != EXPRESS
    };
    assert!(fixed("^3.3.3", None));
    assert!(fixed("3.4.0", None));
    assert!(!fixed("^3.2.0", None), "an older one may be installed");
    assert!(fixed("^3.2.0", Some("3.4.0")));
    assert!(!fixed("^3.3.5", Some("3.2.0")));
    assert!(!fixed("latest", None), "nothing says which one it is");
}

/// What is asked for a promise answers by nothing else.
#[test]
fn promise_of_serverless_express_is_asked_for() {
    let asked = EXPRESS.replace(
        "proxy(server, event, context)",
        "return proxy(server, event, context, 'PROMISE').promise",
    );
    let by_callback = EXPRESS.replace("context) =>", "context, callback) =>");
    let by_callback = by_callback.replace("event, context);", "event, context, 'CALLBACK', callback);");
    let newer = "const serverlessExpress = require('@vendia/serverless-express');\n\
                 exports.handler = serverlessExpress({ app: (request, response) => response.end() });\n";
    assert_eq!(counted(&check(&asked, &[])), "the handler runs on nodejs24.x");
    for left in [asked.as_str(), by_callback.as_str(), newer] {
        let project = Project::new(&[("index.js", left)]);
        project.run(&["fix", "--unsafe"]);
        assert_eq!(project.text("index.js"), left);
    }
}
