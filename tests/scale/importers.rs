//! A caller that is missed is a caller that does not wait: every way to import a file is followed, or blocks it.

use crate::project::{HANDLER, Project, STORE, Told};

/// The one part of a project of `index.js`, `store.js` and these files.
#[track_caller]
fn part(store: &str, others: &[(&str, &str)]) -> Told {
    let handler = HANDLER.replace("./store", &format!("./{store}"));
    let mut files = vec![("index.js", handler.as_str()), (store, STORE)];
    files.extend(others);
    let project = Project::new(&files);
    let mut parts: Vec<Told> = project.parts().into_iter().filter(|it| it.may_leak).collect();
    assert_eq!(parts.len(), 1, "{parts:?}");
    parts.remove(0)
}

/// `importer`, which is no handler, is part of the program, and its specifier leads to the store.
#[track_caller]
fn is_followed(store: &str, importer: &str, specifier: &str, others: &[(&str, &str)]) {
    let code = format!("const {{ save }} = require('{specifier}');\nexports.twice = (it) => [save(it), save(it)];\n");
    let part = part(store, &[others, &[(importer, code.as_str())]].concat());
    let link = format!("{importer} {specifier}");
    assert_eq!(part.links.get(&link).map(String::as_str), Some(store), "{part:?}");
}

/// The store is part of the program, and `by` keeps it as it is.
#[track_caller]
fn is_blocked(store: &str, by: &str, others: &[(&str, &str)]) {
    let part = part(store, others);
    assert_eq!(part.blocked.get(store).map(String::as_str), Some(by), "{part:?}");
}

#[test]
fn by_a_path_with_or_without_an_extension() {
    is_followed("lib/store.js", "tools/a.js", "../lib/store.js", &[]);
    is_followed("lib/store.js", "tools/a.js", "../lib/store", &[]);
    is_followed("lib/store.js", "lib/a.js", "./store", &[]);
}

#[test]
fn by_the_directory_of_an_index_file() {
    is_followed("lib/index.js", "tools/a.js", "../lib", &[]);
    is_followed("lib/index.js", "tools/a.js", "../lib/", &[]);
    is_followed("lib/index.js", "lib/a.js", ".", &[]);
    is_followed("lib/index.js", "lib/deep/a.js", "..", &[]);
}

/// What an alias that nobody declares, or a layer, leads to is known by its end.
#[test]
fn by_the_end_of_an_unknown_path() {
    for (store, specifier) in [
        ("lib/store.js", "@/lib/store"),
        ("lib/store.js", "@/lib/store.js"),
        ("lib/store.ts", "@/lib/store.js"),
        ("lib/store.mts", "~/store.mjs"),
        ("lib/store/index.js", "@app/lib/store"),
        ("layer/store.js", "/opt/nodejs/store"),
    ] {
        let caller = format!("require('{specifier}').save(1);\n");
        is_blocked(store, "tools/a.js", &[("tools/a.js", &caller)]);
    }
}

#[test]
fn by_the_directory_of_a_package() {
    let manifest = ("lib/package.json", r#"{ "main": "src/store" }"#);
    is_followed("lib/src/store.js", "tools/a.js", "../lib", &[manifest]);
}

#[test]
fn by_js_that_means_ts() {
    is_followed("lib/store.ts", "tools/a.ts", "../lib/store.js", &[]);
    is_followed("lib/store.ts", "tools/a.ts", "../lib/store", &[]);
    is_followed("lib/store.mts", "tools/a.mts", "../lib/store.mjs", &[]);
}

/// TypeScript means TypeScript where somebody has compiled it in place.
#[test]
fn beside_what_is_compiled_from_it() {
    let compiled = ("lib/store.js", "exports.save = () => {};\n");
    is_followed("lib/store.ts", "tools/a.ts", "../lib/store", &[compiled]);
}

#[test]
fn by_a_path_of_tsconfig() {
    let config = (
        "tsconfig.json",
        r#"{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["lib/*"], "db": ["lib/store.ts"] } } }"#,
    );
    is_followed("lib/store.ts", "tools/a.ts", "@/store", &[config]);
    is_followed("lib/store.ts", "tools/a.ts", "db", &[config]);
}

#[test]
fn by_a_private_name_of_the_package() {
    let manifest = (
        "package.json",
        r##"{ "name": "shop", "imports": { "#store": "./lib/store.js" }, "exports": { "./store": "./lib/store.js" } }"##,
    );
    is_followed("lib/store.js", "tools/a.js", "#store", &[manifest]);
    is_followed("lib/store.js", "tools/a.js", "shop/store", &[manifest]);
}

/// A fresh clone has no node_modules yet.
#[test]
fn by_the_name_of_a_workspace_that_is_not_installed() {
    let root = ("package.json", r#"{ "name": "root", "workspaces": ["packages/*"] }"#);
    let manifest = (
        "packages/db/package.json",
        r#"{ "name": "@shop/db", "main": "store.js" }"#,
    );
    is_followed(
        "packages/db/store.js",
        "packages/api/a.js",
        "@shop/db",
        &[root, manifest],
    );
    is_followed(
        "packages/db/store.js",
        "packages/api/a.js",
        "@shop/db/store",
        &[root, manifest],
    );
}

/// What a workspace is built into is not part of the program; what it is built from is.
#[test]
fn a_workspace_that_leads_to_what_is_built_means_its_source() {
    let root = ("package.json", r#"{ "name": "root", "workspaces": ["packages/*"] }"#);
    let manifest = (
        "packages/db/package.json",
        r#"{ "name": "@shop/db", "main": "dist/store.js" }"#,
    );
    is_followed(
        "packages/db/store.js",
        "packages/api/a.js",
        "@shop/db",
        &[root, manifest],
    );
}

#[test]
fn a_workspace_that_leads_nowhere_blocks() {
    let root = ("package.json", r#"{ "name": "root", "workspaces": ["packages/*"] }"#);
    let manifest = (
        "packages/db/package.json",
        r#"{ "name": "@shop/db", "main": "dist/bundle.js" }"#,
    );
    let caller = ("packages/api/a.js", "require('@shop/db').save(1);\n");
    is_blocked("packages/db/store.js", "packages/api/a.js", &[root, manifest, caller]);
}

#[test]
fn through_files_between() {
    let part = part(
        "lib/store.js",
        &[
            ("lib/all.js", "export * from './store';\n"),
            ("lib/more.mjs", "export { save } from './all.js';\n"),
            (
                "job.mjs",
                "const { save } = await import('./lib/more.mjs');\nsave(1);\n",
            ),
            (
                "test/store.test.js",
                "const s = require(/* it */ '../lib/store');\ns.save(1);\n",
            ),
        ],
    );
    let files = [
        "index.js",
        "job.mjs",
        "lib/all.js",
        "lib/more.mjs",
        "lib/store.js",
        "test/store.test.js",
    ];
    assert_eq!(part.files, files);
    assert!(part.blocked.is_empty(), "{part:?}");
}

#[test]
fn a_cycle_comes_to_an_end() {
    let part = part(
        "lib/store.js",
        &[
            ("lib/a.js", "require('./b');require('./store')\n"),
            ("lib/b.js", "require('./a')\n"),
        ],
    );
    assert_eq!(part.files, ["index.js", "lib/a.js", "lib/b.js", "lib/store.js"]);
}

#[test]
fn a_specifier_with_an_escape_is_read_by_the_parser() {
    let code = (
        "tools/a.js",
        "const { save } = require('../lib/st\\u006fre');\nsave(1);\n",
    );
    let part = part("lib/store.js", &[code]);
    assert_eq!(part.links["tools/a.js ../lib/store"], "lib/store.js");
}

#[test]
fn a_computed_name_blocks_what_it_may_mean() {
    for code in [
        "import(`../lib/${name}.js`);\n",
        "require('../lib/' + name);\n",
        "require(`../lib/store`);\n",
        "require(name);\n",
        "require(path.join(__dirname, '..', 'lib', name));\n",
    ] {
        let manifest = ("package.json", "{}");
        is_blocked("lib/store.js", "tools/a.js", &[manifest, ("tools/a.js", code)]);
    }
    is_blocked(
        "lib/store.js",
        "lib/a.js",
        &[("lib/a.js", "require(path.join(__dirname, name));\n")],
    );
}

#[test]
fn a_computed_name_does_not_block_what_it_cannot_mean() {
    for code in [
        "import(`./jobs/${name}.js`);\n",
        "require('../lib/x' + name);\n",
        "require(`lodash/${name}`);\n",
        "require(path.join(__dirname, name));\n",
    ] {
        let part = part("lib/store.js", &[("package.json", "{}"), ("tools/a.js", code)]);
        assert!(part.blocked.is_empty(), "{code}: {part:?}");
    }
}

/// Broken, minified or in another encoding: nobody knows what it does with what it imports.
#[test]
fn a_file_that_cannot_be_read_blocks() {
    let broken = ("a.js", "const { save } = require('./lib/store');\nconst = save(1);\n");
    is_blocked("lib/store.js", "a.js", &[broken]);
    let minified = format!("require('./lib/store').save(1);{}", "x();".repeat(10_000));
    is_blocked("lib/store.js", "a.js", &[("a.js", &minified)]);
    is_blocked(
        "lib/store.js",
        "a.min.js",
        &[("a.min.js", "require('./lib/store').save(1);")],
    );
    let large = format!("require('./lib/store').save(1);\n{}", "// x\n".repeat(500_000));
    is_blocked("lib/store.js", "a.js", &[("a.js", &large)]);
}
