//! Only what handlers reach is read in full, and what has nothing to do with each other is kept apart.

use leakfix::program::Wanted;

use crate::project::{HANDLER, Project, STORE, Told};

fn files(parts: &[Told]) -> Vec<Vec<&str>> {
    let names = parts.iter().map(|it| it.files.iter().map(String::as_str));
    names.map(Iterator::collect).collect()
}

#[test]
fn services_are_independent() {
    let project = Project::new(&[
        ("a/index.js", HANDLER),
        ("a/store.js", STORE),
        ("b/index.js", HANDLER),
        ("b/store.js", STORE),
    ]);
    let parts = project.parts();
    assert_eq!(
        files(&parts),
        [["a/index.js", "a/store.js"], ["b/index.js", "b/store.js"]]
    );
}

/// A helper that no handler reaches leaks nothing, and its importers do not matter.
#[test]
fn what_no_handler_reaches_is_left_out() {
    let project = Project::new(&[
        ("scripts/seed.js", "const { save } = require('./store');\nsave(1);\n"),
        ("scripts/store.js", STORE),
    ]);
    assert!(project.parts().is_empty());
    let everywhere = Wanted {
        words: &["aws-sdk"],
        everywhere: true,
        ..Wanted::default()
    };
    let parts = project.parts_with(&everywhere);
    assert_eq!(files(&parts), [["scripts/seed.js", "scripts/store.js"]]);
}

/// A handler that reaches no leak is judged, by what it hands its context to and is wrapped into; nobody else is read.
#[test]
fn a_handler_without_a_leak_is_read_with_what_it_reaches() {
    let project = Project::new(&[
        (
            "index.js",
            "const { add } = require('./add');\nexports.handler = async (event) => add(event.a, 1);\n",
        ),
        ("add.js", "exports.add = (a, b) => a + b;\n"),
        ("test.js", "const { add } = require('./add');\nadd(1, 2);\n"),
    ]);
    let parts = project.parts();
    assert_eq!(files(&parts), [["add.js", "index.js"]]);
    assert!(!parts[0].may_leak);
    assert_eq!(files(&project.parts_of_every_handler()), [["add.js", "index.js"]]);
}

/// What a handler with a leak reaches tells what its values are.
#[test]
fn all_that_a_leaking_handler_reaches_is_read() {
    let project = Project::new(&[
        ("index.js", HANDLER),
        (
            "store.js",
            &STORE.replace("exports", "const { table } = require('./config');\nexports"),
        ),
        ("config.js", "exports.table = 'orders';\n"),
        ("unrelated.js", "exports.x = 1;\n"),
    ]);
    assert_eq!(files(&project.parts()), [["config.js", "index.js", "store.js"]]);
}

/// What is only read for its values may have importers that nobody looks at: then it must stay as it is.
#[test]
fn what_is_read_for_its_values_alone_stays_as_it_is() {
    let project = Project::new(&[
        ("index.js", HANDLER),
        (
            "store.js",
            &STORE.replace("exports", "const { each } = require('./each');\nexports"),
        ),
        ("each.js", "exports.each = (list, f) => list.forEach(f);\n"),
        ("other.js", "require('./each').each([], () => {});\n"),
    ]);
    let parts = project.parts();
    assert_eq!(files(&parts), [["each.js", "index.js", "store.js"]]);
    assert_eq!(parts[0].blocked["each.js"], "other.js");
    assert_eq!(parts[0].blocked.len(), 1);
}

/// What is installed is a leaf, also when it is walked; but a handler in it is one.
#[test]
fn what_is_installed_is_a_leaf() {
    let project = Project::new(&[
        (
            "index.js",
            "const { save } = require('store');\nexports.handler = async (event) => { save(event); };\n",
        ),
        ("node_modules/store/index.js", STORE),
        ("node_modules/@x/template/handler.js", HANDLER),
        ("node_modules/@x/template/store.js", STORE),
        (
            "node_modules/@x/other/index.js",
            "require('../template/store').save(1);\n",
        ),
    ]);
    let everything = Wanted {
        words: &["aws-sdk"],
        everything: true,
        ..Wanted::default()
    };
    let parts = project.parts_with(&everything);
    let expected: [&[&str]; 2] = [
        &["index.js"],
        &[
            "node_modules/@x/template/handler.js",
            "node_modules/@x/template/store.js",
        ],
    ];
    assert_eq!(files(&parts), expected);
}
