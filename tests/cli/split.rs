//! `diff --split-by`: patches that apply alone and in any order, and the index of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    code::LEAK,
    formats::{assert_golden, assert_valid, parsed, sample},
    project::Project,
};

const KEYS: [&str; 3] = ["handler", "transform", "file"];

/// Two handlers of one file far from each other, one of them in two transforms, with a function that both call, and the
/// same insertion for both; and a handler of another file that shares the function.
fn shop() -> Project {
    let far = "// nothing\n".repeat(12);
    let store = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();

exports.note = (text) => {
  db.put({ TableName: 'notes', Item: { text } }, (err) => {
    if (err) console.error(err);
  });
};
";
    let orders = format!(
        "\
const {{ note }} = require('./store');
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

exports.place = async (event) => {{
  setTimeout(() => console.log('placed'), 10);
  return event.id;
}};
{far}
exports.cancel = async (event) => {{
  s3.putObject({{ Bucket: 'b', Key: event.id }}).promise();
  return event.id;
}};
{far}
exports.close = async (event) => {{
  note(event.id);
  return event.id;
}};
{far}
exports.expire = (event, context, callback) => {{
  s3.deleteObject({{ Bucket: 'b', Key: event.id }}, (err) => {{
    if (err) return callback(err);
    callback(null, event.id);
  }});
}};
"
    );
    let mail = "\
const { note } = require('./store');

exports.handler = async (event) => {
  note(event.text);
  return 'sent';
};
";
    let config = "handlers = [\"orders.place\", \"orders.cancel\", \"orders.close\", \"orders.expire\"]\n";
    Project::repository(&[
        ("store.js", store),
        ("orders.js", &orders),
        ("mail.js", mail),
        ("leakfix.toml", config),
        (".gitignore", "out/\n"),
    ])
}

fn split(project: &Project, key: &str) -> Vec<Value> {
    let ran = project.run(&["diff", "--split-by", key, "--output", "out"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
    let index = parsed(&project.text("out/index.json"));
    assert_valid(leakfix::report::schema_of_index(), &index);
    index["patches"].as_array().expect("a list").clone()
}

fn strings(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list").iter();
    list.map(|it| it.as_str().expect("a string")).collect()
}

/// Orders that are as different as they can be, the same each time.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let forward: Vec<usize> = (0..count).collect();
    let mut orders = vec![forward.iter().rev().copied().collect(), forward.clone()];
    let mut random: usize = 2_463_534_242;
    for _ in 0..4 {
        let mut order = forward.clone();
        for at in (1..count).rev() {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (random >> 33) % (at + 1));
        }
        orders.push(order);
    }
    orders
}

#[test]
fn all_patches_in_any_order_are_what_fix_makes() {
    for project in [shop(), sample()] {
        let before = project.bytes();
        for key in KEYS {
            let patches = split(&project, key);
            assert!(patches.len() > 1, "{key}: {}", patches.len());
            let name = |it: usize| format!("out/{}", patches[it]["file"].as_str().expect("a name"));
            for it in 0..patches.len() {
                project.git(&["apply", "--check", &name(it)]);
            }
            let mut trees = Vec::new();
            for order in orders(patches.len()) {
                order.iter().for_each(|it| drop(project.git(&["apply", &name(*it)])));
                trees.push(project.git(&["diff"]));
                project.git(&["checkout", "--quiet", "."]);
            }
            project.run(&["fix"]);
            let fixed = project.git(&["diff"]);
            project.git(&["checkout", "--quiet", "."]);
            assert!(!fixed.is_empty());
            for tree in trees {
                assert_eq!(tree, fixed, "{key}");
            }
        }
        std::fs::remove_dir_all(project.at("out")).expect("it was made");
        assert_eq!(project.bytes(), before);
    }
}

/// What two handlers share is a patch of its own, and names both.
#[test]
fn by_handler_what_is_shared_is_apart() {
    let project = shop();
    let patches = split(&project, "handler");
    let handlers = |it: &Value| {
        let handlers = it["handlers"].as_array().expect("a list").iter();
        let names = handlers.map(|it| format!("{}.{}", it["exported_in"], it["export"]).replace('"', ""));
        names.collect::<Vec<_>>().join(" ")
    };
    let sets: Vec<String> = patches.iter().map(handlers).collect();
    let wanted = [
        "mail.js.handler orders.js.close",
        "orders.js.place",
        "orders.js.cancel",
        "orders.js.expire",
    ];
    assert_eq!(sets, wanted);
    let titles: Vec<&str> = patches
        .iter()
        .map(|it| it["title"].as_str().expect("a title"))
        .collect();
    assert_eq!(
        titles,
        [
            "Fix 1 leak in `handler` of mail.js and `close` of orders.js",
            "Fix 1 leak in `place` of orders.js",
            "Fix 1 leak in `cancel` of orders.js",
            "Make 1 handler async and fix 1 leak in `expire` of orders.js",
        ]
    );
    assert_eq!(strings(&patches[0]["files"]), ["mail.js", "orders.js", "store.js"]);
    assert_eq!(patches[0]["file"], "0001-mail-handler-and-1-more.patch");
    assert_eq!(patches[1]["file"], "0002-orders-place.patch");
}

#[test]
fn by_transform_and_by_file() {
    let project = shop();
    let by_transform = split(&project, "transform");
    let sets: Vec<Vec<&str>> = by_transform.iter().map(|it| strings(&it["transforms"])).collect();
    let wanted: [&[&str]; 4] = [
        &["await-sdk-call"],
        &["await-timer"],
        &["await-promise"],
        &["async-handler", "await-sdk-call"],
    ];
    assert_eq!(sets, wanted);
    let by_file = split(&project, "file");
    let sets: Vec<Vec<&str>> = by_file.iter().map(|it| strings(&it["files"])).collect();
    assert_eq!(sets, [vec!["mail.js", "orders.js", "store.js"], vec!["orders.js"]]);
    assert_eq!(by_file[1]["title"], "Make 1 handler async and fix 3 leaks in orders.js");
}

/// Bots find in the index what the report says, by the same fingerprints.
#[test]
fn the_index_has_what_the_report_says_is_fixed() {
    let project = sample();
    let report = parsed(&project.run(&["check", "--format=json"]).out);
    let findings = report["findings"].as_array().expect("a list").iter();
    let fixed = findings.filter(|it| it["status"]["kind"] == "fixed");
    let fixed: BTreeSet<&str> = fixed.filter_map(|it| it["fingerprint"].as_str()).collect();
    for key in KEYS {
        let patches = split(&project, key);
        let findings = patches.iter().flat_map(|it| it["findings"].as_array().expect("a list"));
        let told: Vec<&str> = findings.filter_map(|it| it["fingerprint"].as_str()).collect();
        assert_eq!(told.len(), fixed.len(), "{key}: each once");
        assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), fixed, "{key}");
    }
}

#[test]
fn golden_index() {
    let project = sample();
    split(&project, "handler");
    assert_golden("index.json", &project.text("out/index.json"));
    let schema = Value::from(leakfix::report::schema_of_index());
    let text = serde_json::to_string_pretty(&schema).expect("keys are strings") + "\n";
    assert_golden("index.schema.json", &text);
}

/// A directory of an earlier run is replaced as a whole; one that holds anything else is left.
#[test]
fn only_a_directory_of_leakfix_is_replaced() {
    let project = shop();
    let names = |project: &Project| -> BTreeSet<String> {
        let entries = std::fs::read_dir(project.at("out")).expect("a directory");
        entries
            .map(|it| it.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect()
    };
    std::fs::create_dir(project.at("out")).expect("a directory");
    split(&project, "handler");
    assert_eq!(names(&project).len(), 5);
    split(&project, "file");
    let by_file = names(&project);
    assert_eq!(by_file.len(), 3, "{by_file:?}");
    let refused = |words: &str| {
        let before = project.bytes();
        let ran = project.run(&["diff", "--split-by", "handler", "--output", "out"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(words), "{}", ran.err);
        assert_eq!(project.bytes(), before);
    };
    project.file("out/notes.txt", "mine\n");
    refused("out holds notes.txt, which is not of leakfix");
    std::fs::remove_file(project.at("out/notes.txt")).expect("it was made");
    project.file("out/index.json", "{\"patches\": []}\n");
    refused("out holds patches, and no index.json of leakfix");
    std::fs::remove_dir_all(project.at("out")).expect("it was made");
    project.file("out", "a file\n");
    refused("out: cannot be read");
}

#[test]
fn nothing_to_split_is_an_empty_index() {
    let project = Project::repository(&[("a.js", "exports.handler = async () => 1;\n")]);
    let ran = project.run(&["diff", "--split-by", "file", "--output", "out"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert_eq!(
        parsed(&project.text("out/index.json"))["patches"],
        Value::Array(Vec::new())
    );
}

/// Reports can be made along with the patches; `--output` is the directory alone.
#[test]
fn split_takes_reports_along() {
    let project = Project::repository(&[("a.js", LEAK)]);
    let ran = project.run(&[
        "diff",
        "--split-by=file",
        "--output=out",
        "--format=json=all.json",
        "--format=diff",
    ]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.out, project.text("out/0001-a.patch"));
    assert_eq!(parsed(&project.text("all.json"))["units"][0]["patch"], ran.out);
    let ran = project.run(&["diff", "--split-by=file"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--output"), "{}", ran.err);
}
