//! What the target runtime makes of handlers that hand their context to a package.

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
