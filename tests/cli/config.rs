//! `leakfix.toml`: what it changes, what is said of mistakes in it, and its schema.

use crate::code::{LEAK, UNSAFE};
use crate::project::{Project, Ran};

const CALLBACK: &str = "\
const fs = require('fs');

exports.handler = async (event) => {
  fs.readFile('/etc/hosts', (err, text) => {
    if (err) throw err;
    console.log(text.length);
  });
};
";

fn with(toml: &str, files: &[(&str, &str)]) -> Project {
    let project = Project::repository(files);
    project.file("leakfix.toml", toml);
    project
}

/// The files that `diff` would change.
fn changed(ran: &Ran) -> Vec<&str> {
    let headers = ran.headers().into_iter();
    headers.filter_map(|it| it.strip_prefix("+++ b/")).collect()
}

/// Globs from the folder of the file select, wherever the command runs; a PATH counts before them.
#[test]
fn paths_select() {
    let files = [("a/src/x.js", LEAK), ("b/src/x.js", LEAK), ("b/tool.js", LEAK)];
    let project = with("paths = [\"*/src\"]\n", &files);
    assert_eq!(changed(&project.run(&["diff"])), ["a/src/x.js", "b/src/x.js"]);
    assert_eq!(changed(&project.run_in("b", &["diff"])), ["a/src/x.js", "b/src/x.js"]);
    assert_eq!(changed(&project.run(&["diff", "b"])), ["b/src/x.js", "b/tool.js"]);
    assert_eq!(changed(&project.run(&["diff", "--no-config"])).len(), 3);
    let handlers = project.run(&["handlers"]).out;
    assert!(
        !handlers.contains("tool.js") && handlers.contains("a/src/x.js"),
        "{handlers}"
    );
}

/// What is excluded is analysed, and not edited, unless a PATH names it.
#[test]
fn exclude_leaves_out() {
    let files = [("src/x.js", LEAK), ("src/old/y.js", LEAK), ("src/z.gen.js", LEAK)];
    let project = with("exclude = [\"**/old\", \"src/*.gen.js\"]\n", &files);
    for arguments in [&["diff"] as &[&str], &["diff", "."], &["diff", "src"]] {
        assert_eq!(changed(&project.run(arguments)), ["src/x.js"], "{arguments:?}");
    }
    for named in ["src/old", "src/old/y.js"] {
        assert_eq!(changed(&project.run(&["diff", named])), ["src/old/y.js"]);
    }
    assert_eq!(changed(&project.run(&["diff", "src", "src/z.gen.js"])).len(), 2);
}

/// A caller in an excluded file is seen: what would have to change there is refused.
#[test]
fn excluded_files_belong_to_the_program() {
    let store = LEAK.replace("exports.handler = async (event)", "exports.save = (event)");
    let caller = "const { save } = require('../src/store');\n\
                  exports.handler = async (event) => { console.log(save(event).length); };\n";
    let project = with(
        "exclude = [\"old\"]\n",
        &[("src/store.js", &store), ("old/index.js", caller)],
    );
    let ran = project.run(&["check"]);
    let words = "the fix would have to edit index.js, which is outside of the paths given (old/index.js:2:";
    assert!(ran.out.contains(words), "{}", ran.out);
    assert_eq!(changed(&project.run(&["diff"])), [""; 0]);
    assert_eq!(changed(&project.run(&["diff", "--no-config"])).len(), 2);
}

/// Transforms can be turned off; `--only` turns one on again.
#[test]
fn disable_turns_off() {
    let project = with("disable = [\"await-sdk-call\"]\n", &[("index.js", LEAK)]);
    let ran = project.run(&["diff"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(
        changed(&project.run(&["diff", "--only", "await-sdk-call"])),
        ["index.js"]
    );
    assert_eq!(changed(&project.run(&["diff", "--no-config"])), ["index.js"]);
}

/// Unsafe rewrites can be allowed transform by transform.
#[test]
fn unsafe_is_allowed_by_transform() {
    for (toml, is_made) in [
        ("unsafe = [\"await-sdk-call\"]\n", true),
        ("unsafe = [\"await-promise\"]\n", false),
        ("unsafe = []\n", false),
    ] {
        let project = with(toml, &[("index.js", UNSAFE)]);
        let ran = project.run(&["diff"]);
        assert_eq!(!changed(&ran).is_empty(), is_made, "{toml}{}", ran.err);
    }
}

/// The runtime of the file counts, unless the command line names one.
#[test]
fn the_target_is_set() {
    let code = "exports.handler = (event, context, callback) => { callback(null, 'ok'); };\n";
    let project = with("target = \"nodejs22.x\"\n", &[("index.js", code)]);
    let runs = |arguments: &[&str]| project.run(arguments).err.contains("the handler runs on nodejs22.x");
    assert!(runs(&["check"]));
    assert!(!runs(&["check", "--no-config"]));
    assert!(!runs(&["check", "--target", "nodejs24.x"]));
}

/// The style that `--prefer-builtin` asks for.
#[test]
fn the_style_is_set() {
    let project = with("[style]\nprefer-builtin = true\n", &[("index.js", CALLBACK)]);
    assert!(project.run(&["diff"]).out.contains("await fs.promises.readFile("));
    assert!(project.run(&["diff", "--no-config"]).out.contains("promisify"));
}

/// The nearest file counts, `--config` names another one.
#[test]
fn the_file_can_be_named() {
    let project = with("disable = [\"await-sdk-call\"]\n", &[("a/index.js", LEAK)]);
    project.file("a/other.toml", "target = \"nodejs22.x\"\n");
    assert_eq!(changed(&project.run_in("a", &["diff"])), [""; 0]);
    assert_eq!(
        changed(&project.run_in("a", &["diff", "--config", "other.toml"])),
        ["a/index.js"]
    );
    let ran = project.run(&["diff", "--config", "none.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("none.toml: cannot be read"), "{}", ran.err);
    assert_eq!(
        project.run(&["diff", "--config", "a/other.toml", "--no-config"]).code,
        2
    );
}

/// Each mistake is told with its line and with what may have been meant; nothing is done then.
#[test]
fn mistakes_are_told() {
    let mistakes = [
        (
            "path = [\"src\"]\n",
            "leakfix.toml:1: there is no key `path`: did you mean `paths`?",
        ),
        (
            "\n[style]\nprefer_builtin = true\n",
            "leakfix.toml:3: there is no key `prefer_builtin`: did you mean `prefer-builtin`?",
        ),
        (
            "# a\ncolour = 1\n",
            "leakfix.toml:2: there is no key `colour`; there are: paths, exclude, handlers, target, ",
        ),
        (
            "target = 24\n",
            "leakfix.toml:1: invalid type: integer `24`, expected a string",
        ),
        ("disable = \"await-promise\"\n", "leakfix.toml:1: invalid type: string"),
        (
            "[style]\nprefer-builtin = \"yes\"\n",
            "leakfix.toml:2: invalid type: string \"yes\", expected a boolean",
        ),
        (
            "disable = [\n  \"await-promise\",\n  \"await-promis\",\n]\n",
            "leakfix.toml:3: there is no transform `await-promis`: did you mean `await-promise`?",
        ),
        (
            "unsafe = [\"all\"]\n",
            "leakfix.toml:1: there is no transform `all`; there are: ",
        ),
        (
            "target = \"nodejs23.x\"\n",
            "leakfix.toml:1: there is no runtime `nodejs23.x`; there are: nodejs24.x, ",
        ),
        (
            "paths = [\"src\", \"source\"]\n",
            "leakfix.toml:1: `source` leads to no file that is read",
        ),
        (
            "exclude = [\"../x\"]\n",
            "leakfix.toml:1: `../x` is no glob: it has to lead to what is below",
        ),
        ("exclude = [\"x[\"]\n", "leakfix.toml:1: `x[` is no glob: "),
        (
            "target = \"nodejs24.x\"\ntarget = \"nodejs24.x\"\n",
            "leakfix.toml:2: duplicate key",
        ),
    ];
    for (toml, words) in mistakes {
        let project = with(toml, &[("src/index.js", LEAK)]);
        for command in ["check", "diff", "fix"] {
            let ran = project.run(&[command]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{toml}{}", ran.err);
            assert!(ran.err.contains(words), "{toml}{}", ran.err);
        }
        assert_eq!(project.text("src/index.js"), LEAK);
    }
}

/// What a module makes of something that cannot be seen.
const DB: &str = "\
const make = (name) => global.pool[name].bind(global.pool);

exports.query = make('query');
exports.save = make('save');
exports.later = function (sql) {
  return global.pool.run(sql);
};
exports.log = function (line) {
  global.lines.push(line);
};
exports.Client = class {
  send(message) {
    return global.pool.send(message);
  }
};
";

/// The lines that a diff takes away and adds.
fn edits(ran: &Ran) -> String {
    let is_edit = |it: &&str| {
        let is_header = it.starts_with("--- ") || it.starts_with("+++ ");
        it.starts_with(['-', '+']) && !is_header
    };
    let lines = ran.out.lines().filter(is_edit);
    lines.map(|it| format!("{it}\n")).collect()
}

/// What is stated to return a promise is awaited: in files whose exports cannot be seen, where a function
/// returns something unknown, on instances, and in packages.
#[test]
fn promise_functions_are_awaited() {
    let calls = [
        ("db.query('x')", "./lib/db#query"),
        ("db.later('x')", "./lib/db.js#later"),
        ("new db.Client().send('x')", "./lib/db#Client.send"),
        ("mail.deliver('x')", "acme-mail#deliver"),
        ("new mail.Mailer('eu').send('x')", "acme-mail#Mailer.send"),
        ("mail.connect().send('x')", "acme-mail#connect.send"),
        ("tell('x')", "tell-it#default"),
    ];
    for (call, name) in calls {
        let code = format!(
            "const db = require('./lib/db');\nconst mail = require('acme-mail');\nconst tell = require('tell-it');\n\n\
             exports.handler = () => {{\n  {call};\n}};\n"
        );
        let toml = format!("promise-functions = [\"{name}\"]\n");
        let project = with(&toml, &[("index.js", &code), ("lib/db.js", DB)]);
        let wanted =
            format!("-exports.handler = () => {{\n-  {call};\n+exports.handler = async () => {{\n+  await {call};\n");
        let ran = project.run(&["diff"]);
        assert_eq!(edits(&ran), wanted, "{name}: {}", ran.err);
        assert_eq!(project.run(&["diff", "--no-config"]).out, "", "{name}");
    }
}

/// Modules of either kind name the same function.
#[test]
fn stated_functions_are_imported_in_any_way() {
    let imports = [
        "import { query } from './lib/db.mjs';",
        "import * as db from './lib/db.mjs';\nconst { query } = db;",
        "import { run as query } from './lib/index.mjs';",
        "import query from './lib/index.mjs';",
    ];
    for import in imports {
        let code = format!("{import}\n\nexport const handler = async (event) => {{\n  query(event);\n}};\n");
        let db = "import { pool } from 'acme-pool';\n\nexport const query = pool.query.bind(pool);\n";
        let index =
            "import { query } from './db.mjs';\nexport { query as run } from './db.mjs';\nexport default query;\n";
        let files = [
            ("index.mjs", code.as_str()),
            ("lib/db.mjs", db),
            ("lib/index.mjs", index),
        ];
        let project = with("promise-functions = [\"./lib/db#query\"]\n", &files);
        assert_eq!(
            edits(&project.run(&["diff"])),
            "-  query(event);\n+  await query(event);\n",
            "{import}"
        );
    }
}

/// What is stated to take an error-first callback is wrapped, bound to what it is called on.
#[test]
fn error_first_functions_are_wrapped() {
    let code = "\
const db = require('./lib/db');
const { Mailer } = require('acme-mail');

const mailer = new Mailer('eu');

exports.handler = async (event) => {
  db.save(event, (err, id) => {
    if (err) {
      console.error(err);
      return;
    }
    console.log('saved', id);
  });
};

exports.mail = {
  handler: async (event) => {
    mailer.queue(event, (err) => {
      if (err) throw err;
    });
  },
};
";
    let toml = "handlers = [\"index.mail.handler\"]\n\
                error-first-functions = [\"./lib/db#save\", \"acme-mail#Mailer.queue\"]\n";
    let project = with(toml, &[("index.js", code), ("lib/db.js", DB)]);
    let ran = project.run(&["fix", "--allow-dirty"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        project.text("index.js"),
        "\
const db = require('./lib/db');
const { Mailer } = require('acme-mail');
const { promisify } = require('util');

const save = promisify(db.save.bind(db));

const mailer = new Mailer('eu');

const queue = promisify(mailer.queue.bind(mailer));

exports.handler = async (event) => {
  try {
    const id = await save(event);
    console.log('saved', id);
  } catch (err) {
    console.error(err);
  }
};

exports.mail = {
  handler: async (event) => {
    await queue(event);
  },
};
"
    );
    assert_eq!(project.run(&["diff"]).out, "", "a second run");
}

/// What can be seen counts before what is stated: the function of the project is converted.
#[test]
fn what_is_seen_counts_first() {
    let store = "const AWS = require('aws-sdk');\nconst db = new AWS.DynamoDB.DocumentClient();\n\n\
                 exports.save = (item, done) => {\n  db.put({ TableName: 't', Item: item }, done);\n};\n";
    let code = "const { save } = require('./store');\n\nexports.handler = async (event) => {\n  \
                save(event, (err) => {\n    if (err) throw err;\n  });\n};\n";
    let files = [("index.js", code), ("store.js", store)];
    let project = with("error-first-functions = [\"./store#save\"]\n", &files);
    let stated = project.run(&["diff"]);
    assert_eq!(stated.out, project.run(&["diff", "--no-config"]).out);
    assert!(
        stated.out.contains("+exports.save = async (item) => {"),
        "{}",
        stated.out
    );
}

/// What would be evaluated twice, gets more than one result, or may be no call stays.
#[test]
fn stated_functions_are_refused_in_doubt() {
    let calls = [
        "new Mailer('us').queue(event, (err) => {\n    if (err) throw err;\n  });",
        "mailer.queue(event, (err, one, two) => {\n    console.log(one, two);\n  });",
        "mailer?.queue(event, (err) => {\n    if (err) throw err;\n  });",
    ];
    for call in calls {
        let code = format!(
            "const {{ Mailer }} = require('acme-mail');\nconst mailer = new Mailer('eu');\n\n\
             exports.handler = async (event) => {{\n  {call}\n}};\n"
        );
        let project = with(
            "error-first-functions = [\"acme-mail#Mailer.queue\"]\n",
            &[("index.js", &code)],
        );
        let ran = project.run(&["check"]);
        assert!(ran.out.contains("= not fixed: "), "{call}{}", ran.out);
        assert_eq!(project.run(&["diff", "--unsafe"]).out, "", "{call}");
    }
}

/// A statement about nothing, or about what can be seen to be wrong, is an error.
#[test]
fn wrong_statements_are_told() {
    let code = "const db = require('./lib/db');\nexports.handler = async () => { await db.later('x'); };\n";
    let mistakes = [
        (
            "query",
            "`query` names no function: give its module, `#` and its name there",
        ),
        ("./lib/db", "`./lib/db` names no function"),
        ("./lib/db#", "`./lib/db#` names no function"),
        (
            "./lib/data#query",
            "`./lib/data#query`: there is no file lib/data.js, nor one that ends in mjs,",
        ),
        ("./lib/db#run", "`./lib/db#run` is exported by nobody"),
        ("./lib/db#Client", "`./lib/db#Client` is no function"),
        (
            "./lib/db#Client.receive",
            "`./lib/db#Client.receive` cannot be followed to a function",
        ),
        ("./lib/db#log", "`./lib/db#log` returns nothing"),
    ];
    for (name, words) in mistakes {
        let toml = format!("promise-functions = [\n  \"./lib/db#later\",\n  \"{name}\",\n]\n");
        let project = with(&toml, &[("index.js", code), ("lib/db.js", DB)]);
        let ran = project.run(&["check"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}{}", ran.err);
        assert!(
            ran.err.contains(&format!("leakfix: leakfix.toml:3: {words}")),
            "{name}{}",
            ran.err
        );
    }
}
