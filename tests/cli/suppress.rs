//! `leakfix-ignore` for each transform, for whole files, and what stands in the way then.

use crate::code::LEAK;
use crate::project::{Project, Ran};

/// For each transform a leak of its own; `/*IGNORE*/` stands on the line above it.
const LEAKS: [(&str, &str); 10] = [
    (
        "await-sdk-call",
        "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB.DocumentClient();\n\nexports.handler = async (event) => {\n  \
         /*IGNORE*/\n  db.put({ TableName: 'orders', Item: event }, (err) => {\n    if (err) console.error(err);\n  });\n};\n",
    ),
    (
        "promisify-callback",
        "const fs = require('fs');\n\nexports.handler = async (event) => {\n  /*IGNORE*/\n  \
         fs.writeFile('/tmp/x', event.text, (err) => {\n    if (err) throw err;\n  });\n};\n",
    ),
    (
        "return-promise",
        "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB();\n\nfunction keep(item, done) {\n  \
         db.putItem(item, (err, data) => {\n    if (err) return done(err);\n    done(null, data);\n  });\n}\n\n\
         exports.handler = async (event) => {\n  /*IGNORE*/\n  keep(event.item, (err) => {\n    if (err) throw err;\n  });\n};\n",
    ),
    (
        "await-each",
        "exports.handler = async (event) => {\n  /*IGNORE*/\n  event.Records.forEach(async (it) => {\n    \
         await fetch(it.url);\n  });\n};\n",
    ),
    (
        "await-promise",
        "exports.handler = async (event) => {\n  /*IGNORE*/\n  fetch(event.url);\n};\n",
    ),
    (
        "await-timer",
        "exports.handler = async (event) => {\n  /*IGNORE*/\n  setTimeout(() => {\n    console.log('late');\n  }, 20);\n};\n",
    ),
    (
        "await-event",
        "const https = require('https');\n\nexports.handler = async (event) => {\n  /*IGNORE*/\n  \
         https.get(event.url, (res) => {\n    res.on('data', (it) => console.log(it));\n  }).on('error', (err) => console.error(err));\n};\n",
    ),
    (
        "async-handler",
        "/*IGNORE*/\nexports.handler = (event, context, callback) => {\n  callback(null, event.name);\n};\n",
    ),
    (
        "initialize-knex",
        "const knex = require('knex')({ client: 'pg', connection: process.env.DB });\n\nexports.handler = async (event) => {\n  \
         const names = await knex('users').pluck('name');\n  /*IGNORE*/\n  await knex.destroy();\n  return names;\n};\n",
    ),
    (
        "reopen-connection",
        "const Redis = require('ioredis');\n\nconst redis = new Redis(process.env.REDIS_URL);\n\n\
         exports.handler = async (event) => {\n  const visits = await redis.incr(event.page);\n  /*IGNORE*/\n  await redis.quit();\n  \
         return visits;\n};\n",
    ),
];

fn ran(code: &str, arguments: &[&str]) -> Ran {
    Project::new(&[("index.js", code)]).run(arguments)
}

/// The table has all of them, each with a leak that is fixed where nothing is ignored.
#[test]
fn each_transform_has_a_leak() {
    let names: Vec<&str> = leakfix::transforms::ALL.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), LEAKS.len());
    for (name, code) in LEAKS {
        assert!(names.contains(&name), "{name}");
        let plain = code.replace("/*IGNORE*/", "");
        let out = ran(&plain, &["check"]).out;
        assert!(out.contains(&format!(": {name}: ")), "{name}: {out}");
        assert!(!ran(&plain, &["diff"]).out.is_empty(), "{name}");
    }
}

/// A comment above it, on its line, or one at the head of the file leaves it.
#[test]
fn each_transform_can_be_ignored() {
    for (name, code) in LEAKS {
        let beside = format!("// leakfix-ignore {name}: it is meant so");
        let placed = [
            code.replace("/*IGNORE*/", &beside),
            {
                let (before, after) = code.split_once("/*IGNORE*/\n").expect("each has one");
                let (line, rest) = after.split_once('\n').expect("there is a line");
                format!("{before}{line} {beside}\n{rest}")
            },
            format!(
                "#!/usr/bin/env node\n// Ours.\n\n/* leakfix-ignore-file {name}:\n   it is meant so */\n{}",
                code.replace("/*IGNORE*/", "")
            ),
        ];
        for code in placed {
            let checked = ran(&code, &["check"]);
            assert!(
                checked.out.contains("= ignored: it is meant so\n"),
                "{code}{}",
                checked.out
            );
            assert!(
                checked.err.contains("ignored, as their authors say: 1\n"),
                "{code}{}",
                checked.err
            );
            assert!(!checked.err.contains("ignores nothing"), "{code}{}", checked.err);
            assert_eq!(ran(&code, &["diff"]).out, "", "{code}");
            assert_eq!(ran(&code, &["diff", "--unsafe"]).out, "", "{code}");
        }
    }
}

/// An ignore of a leak that is not there, or below code, is told and leaves nothing.
#[test]
fn what_ignores_nothing_is_told() {
    let mistakes = [
        (
            format!("// leakfix-ignore-file await-timer: wanted\n{LEAK}"),
            "index.js:1:4: `leakfix-ignore-file await-timer` ignores nothing: no such leak is found here",
        ),
        (
            LEAK.replace("  return", "  // leakfix-ignore await-sdk-call: wanted\n  return"),
            "index.js:8:6: `leakfix-ignore await-sdk-call` ignores nothing: no such leak is found here",
        ),
        (
            LEAK.replace("const db", "// leakfix-ignore-file await-sdk-call: wanted\nconst db"),
            "index.js:2:4: `leakfix-ignore-file` stands below code, so nothing is ignored: move it to the head",
        ),
        (
            format!("// leakfix-ignore-file\n{LEAK}"),
            "index.js:1:4: `leakfix-ignore-file` names nothing, so nothing is ignored",
        ),
        (
            format!("// leakfix-ignore-file await-sdk: wanted\n{LEAK}"),
            "index.js:1:4: there is no transform `await-sdk`; there are: ",
        ),
    ];
    for (code, words) in mistakes {
        let checked = ran(&code, &["check"]);
        assert_eq!(checked.code, 1, "{code}");
        assert!(checked.err.contains(words), "{code}{}", checked.err);
    }
    let checked = ran(&format!("// leakfix-ignore-file await-sdk-call\n{LEAK}"), &["check"]);
    assert_eq!(checked.code, 0);
    assert!(
        checked
            .err
            .contains("index.js:1:4: `leakfix-ignore-file` without a reason"),
        "{}",
        checked.err
    );
}

/// A handler whose conversion is ignored answers as before: what could only be fixed by
/// converting it is refused, with the reason.
#[test]
fn nothing_else_converts_an_ignored_handler() {
    let bodies = [
        "  db.put({ TableName: 'orders', Item: event }, (err) => callback(err, 'ok'));\n",
        "  db.put({ TableName: 'orders', Item: event }, callback);\n",
        "  fetch(event.url).then((it) => callback(null, it.status), callback);\n",
        "  save(event);\n",
        "  fetch(event.url);\n",
        "  setTimeout(() => callback(null, 'late'), 20);\n",
        "  keep(event, (err) => {\n    if (err) return callback(err);\n    callback(null, 'kept');\n  });\n",
    ];
    for body in bodies {
        let code = format!(
            "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB.DocumentClient();\n\n\
             const save = async (item) => fetch(item.url);\n\
             const keep = (item, done) => {{\n  db.put({{ TableName: 'orders', Item: item }}, done);\n}};\n\n\
             // leakfix-ignore async-handler: called by an old runtime\n\
             exports.handler = (event, context, callback) => {{\n{body}}};\n"
        );
        for arguments in [&["diff"] as &[&str], &["diff", "--unsafe"]] {
            assert_eq!(ran(&code, arguments).out, "", "{code}");
        }
        let checked = ran(&code, &["check"]);
        assert!(
            checked.out.contains("= ignored: called by an old runtime\n"),
            "{code}{}",
            checked.out
        );
        assert!(!checked.err.contains("ignores nothing"), "{code}{}", checked.err);
        let others = checked.out.lines().filter(|it| it.starts_with("  = not fixed: "));
        for line in others {
            let is_clear = line.contains("a comment") || line.contains("by a handler that is not async");
            assert!(is_clear, "{code}{line}");
        }
        assert!(
            !ran(&code.replace("leakfix-ignore", "ignore"), &["diff", "--unsafe"])
                .out
                .is_empty(),
            "{code}"
        );
    }
}

/// What an async handler starts is awaited although its third parameter is left.
#[test]
fn an_async_handler_waits_all_the_same() {
    let code = "// leakfix-ignore async-handler: wrapped elsewhere\n\
                exports.handler = async (event, context, callback) => {\n  fetch(event.url);\n};\n";
    let diff = ran(code, &["diff"]).out;
    assert!(diff.contains("+  await fetch(event.url);\n"), "{diff}");
    assert!(!diff.contains("+exports"), "{diff}");
}

/// Handlers that share what answers for them change together, or not at all.
#[test]
fn handlers_that_share_an_answer_stay_together() {
    let code = "const respond = (callback, body) => callback(null, { statusCode: 200, body });\n\n\
                // leakfix-ignore async-handler: called by an old runtime\n\
                exports.one = (event, context, callback) => {\n  respond(callback, 'one');\n};\n\n\
                exports.two = (event, context, callback) => {\n  respond(callback, 'two');\n};\n";
    let handlers = ["--handler", "index.one", "--handler", "index.two"];
    let ran = |command: &str, code: &str| {
        Project::new(&[("index.js", code)]).run(&[&[command], &handlers as &[&str]].concat())
    };
    let diff = ran("diff", code).out;
    assert!(!diff.contains("+exports.one"), "{diff}");
    assert!(!diff.contains("respond = "), "{diff}");
    let plain = ran("diff", &code.replace("leakfix-ignore", "ignore")).out;
    assert!(plain.contains("+exports.one = async (event) => {"), "{plain}");
}

/// A caller that is to stay keeps the callback of a function, whichever transform its comment names; who else
/// calls it awaits a wrapper.
#[test]
fn an_ignored_caller_keeps_the_callback() {
    let store = "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB();\n\n\
                 exports.keep = (item, done) => {\n  db.putItem(item, (err, data) => {\n    \
                 if (err) return done(err);\n    done(null, data);\n  });\n};\n";
    let call = "const { keep } = require('./store');\n\nexports.handler = async (event) => {\n  \
                keep(event.text, (err) => {\n    if (err) throw err;\n  });\n};\n";
    let others = [("one.js", call), ("store.js", store)];
    for name in ["return-promise", "promisify-callback"] {
        let comment = format!("// leakfix-ignore {name}: it may be lost\n");
        let of_file = comment.replace("ignore", "ignore-file");
        let ignored = [
            call.replace("  keep(", &format!("  {comment}  keep(")),
            format!("{of_file}{call}"),
        ];
        for ignored in ignored {
            let project = Project::new(&[others[0], ("other.js", &ignored), others[1]]);
            let ran = project.run(&["fix", "--unsafe"]);
            assert!(!ran.err.contains("ignores nothing"), "{}", ran.err);
            assert_eq!(project.text("other.js"), ignored, "{}", ran.err);
            assert_eq!(project.text("store.js"), store, "{}", ran.err);
            let one = project.text("one.js");
            assert!(one.contains("  await keepAsync(event.text);\n"), "{one}");
        }
    }
    let project = Project::new(&[others[0], ("other.js", call), others[1]]);
    assert_eq!(project.run(&["diff"]).headers().len(), 6);
}

/// A dropped promise that is to stay is dropped still when its function waits for more.
#[test]
fn an_ignored_promise_stays_dropped() {
    let code = LEAK
        .replace(
            "exports.handler = async (event) => {",
            "const save = async (event) => {",
        )
        .replace("  return 'ok';\n", "")
        + "\nexports.handler = async (event) => {\n  // leakfix-ignore await-promise: it may be lost\n  save(event);\n  return 'ok';\n};\n";
    let diff = ran(&code, &["diff"]).out;
    assert!(diff.contains("+    await db.put("), "{diff}");
    assert!(!diff.contains("await save"), "{diff}");
}
