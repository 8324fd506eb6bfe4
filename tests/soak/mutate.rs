//! Changes code at random, as people do when they edit: from a seed, so that each result
//! can be made again. Knows syntax; what the code does may change in any way.

use std::{ops::Range, path::Path};

use fastrand::Rng;
use leakfix::{
    semantic::Names,
    syntax::{Language, Node, Source, SourceId},
};

/// What is put around statements; `$` is where they stand.
const AROUND: &[&str] = &[
    "if (process.env.STAGE) {\n$\n}",
    "if (!process.env.STAGE) {\n$\n} else {\n  console.log('other');\n}",
    "for (const item of [1, 2]) {\n$\n}",
    "while (true) {\n$\n  break;\n}",
    "try {\n$\n} catch (caught) {\n  console.error(caught);\n}",
    "try {\n$\n} finally {\n  console.log('done');\n}",
    "switch (process.env.STAGE) {\n  case 'a':\n$\n    break;\n  default:\n}",
    "outer: {\n$\n}",
    "{\n$\n}",
    "setTimeout(() => {\n$\n}, 10);",
    "process.nextTick(function () {\n$\n});",
    "[1, 2].forEach((item) => {\n$\n});",
    "(() => {\n$\n})();",
    "(async () => {\n$\n})();",
    "new Promise((resolve, reject) => {\n$\n  resolve();\n});",
    "Promise.resolve().then(() => {\n$\n});",
    "const later = () => {\n$\n};\nlater();",
    "function local() {\n$\n}\nlocal();",
    "(function () {\n$\n}).call(this);",
];

/// What is put between statements.
const BETWEEN: &[&str] = &[
    "return;",
    "return 1;",
    "callback(null, 1);",
    "callback(err);",
    "context.succeed('x');",
    "throw new Error('here');",
    "console.log('here');",
    "let count = 0;",
    "var data = 1;",
    "if (count) return callback();",
    ";",
    "await Promise.resolve();",
    "fetch('https://example.com');",
    "process.exit();",
    "arguments[0] = 1;",
    "eval('1');",
];

/// Names that code like this has already, or that mean something.
const NAMES: &[&str] = &[
    "err",
    "error",
    "data",
    "callback",
    "event",
    "result",
    "sleep",
    "promisify",
    "resolve",
    "_",
    "async",
    "of",
];

const COMMENTS: &[&str] = &["/* kept */", "/* two\n   lines */", "// kept\n"];

/// The code after a few changes that depend on the numbers alone.
pub fn mutate(source: &Source, rng: &mut Rng) -> Option<String> {
    let change = match rng.u8(0..12) {
        0 => deleted(source, rng),
        1 => doubled(source, rng),
        2 => swapped(source, rng),
        3..=5 => wrapped(source, rng),
        6 => inserted(source, rng),
        7 => renamed(source, rng),
        8 => commented(source, rng),
        9 => other_function(source, rng),
        10 => other_arguments(source, rng),
        _ => other_layout(source, rng),
    };
    change.filter(|it| *it != source.text)
}

fn choose<T: Copy>(all: &[T], rng: &mut Rng) -> Option<T> {
    (!all.is_empty()).then(|| all[rng.usize(0..all.len())])
}

fn replaced(source: &Source, range: Range<usize>, text: &str) -> Option<String> {
    let mut new = source.text.clone();
    new.replace_range(range, text);
    Some(new)
}

/// Statements that stand in a list of such, modules' own ones left out.
fn statements(source: &Source) -> Vec<Node<'_>> {
    let is_of_module = |it: &Node<'_>| matches!(it.kind(), "import_statement" | "export_statement");
    let lists = source.root().descendants().into_iter();
    let lists = lists.filter(|it| matches!(it.kind(), "program" | "statement_block"));
    let statements = lists.flat_map(|it| it.children());
    statements
        .filter(|it| !is_of_module(it) && !it.kind().starts_with("hash"))
        .collect()
}

fn deleted(source: &Source, rng: &mut Rng) -> Option<String> {
    let statement = choose(&statements(source), rng)?;
    replaced(source, statement.range(), "")
}

fn doubled(source: &Source, rng: &mut Rng) -> Option<String> {
    let statement = choose(&statements(source), rng)?;
    let text = format!("{0}\n{0}", statement.text());
    replaced(source, statement.range(), &text)
}

fn swapped(source: &Source, rng: &mut Rng) -> Option<String> {
    let all = statements(source);
    let pairs: Vec<_> = all.windows(2).map(|it| (it[0], it[1])).collect();
    let (one, other) = choose(&pairs, rng)?;
    if one.end() > other.start() {
        return None;
    }
    let between = &source.text[one.end()..other.start()];
    let text = format!("{}{between}{}", other.text(), one.text());
    replaced(source, one.start()..other.end(), &text)
}

fn wrapped(source: &Source, rng: &mut Rng) -> Option<String> {
    let statement = choose(&statements(source), rng)?;
    let around = choose(AROUND, rng)?;
    replaced(source, statement.range(), &around.replace('$', statement.text()))
}

fn inserted(source: &Source, rng: &mut Rng) -> Option<String> {
    let statement = choose(&statements(source), rng)?;
    let text = choose(BETWEEN, rng)?;
    match rng.bool() {
        true => replaced(source, statement.start()..statement.start(), &format!("{text}\n")),
        false => replaced(source, statement.end()..statement.end(), &format!("\n{text}")),
    }
}

/// All that have the name of one identifier: the meaning may change, and often does.
fn renamed(source: &Source, rng: &mut Rng) -> Option<String> {
    let names: Vec<Node<'_>> = source
        .root()
        .descendants()
        .into_iter()
        .filter(|it| it.kind() == "identifier")
        .collect();
    let old = choose(&names, rng)?.text();
    let new = match rng.bool() {
        true => choose(NAMES, rng)?,
        false => choose(&names, rng)?.text(),
    };
    let mut text = source.text.clone();
    for it in names.iter().rev().filter(|it| it.text() == old) {
        text.replace_range(it.range(), new);
    }
    Some(text)
}

/// Comments before a few tokens, wherever they are.
fn commented(source: &Source, rng: &mut Rng) -> Option<String> {
    let in_text = |it: &Node<'_>| {
        let around = std::iter::once(*it).chain(it.ancestors());
        around.into_iter().any(|it| {
            matches!(
                it.kind(),
                "string" | "template_string" | "regex" | "comment" | "hash_bang_line"
            )
        })
    };
    let nodes: Vec<Node<'_>> = source.root().descendants();
    let mut places: Vec<usize> = Vec::new();
    for _ in 0..rng.usize(1..6) {
        let node = choose(&nodes, rng)?;
        if !in_text(&node) {
            places.push(if rng.bool() { node.start() } else { node.end() });
        }
    }
    places.sort_unstable();
    places.dedup();
    let mut text = source.text.clone();
    for place in places.into_iter().rev() {
        text.insert_str(place, choose(COMMENTS, rng)?);
    }
    Some(text)
}

/// Arrow functions become others, and the other way round; `async` comes and goes.
fn other_function(source: &Source, rng: &mut Rng) -> Option<String> {
    let all: Vec<Node<'_>> = source
        .root()
        .descendants()
        .into_iter()
        .filter(|it| it.is_function())
        .collect();
    let function = choose(&all, rng)?;
    let text = function.text();
    if rng.bool() {
        return match text.strip_prefix("async ") {
            Some(rest) => replaced(source, function.range(), rest),
            None => replaced(source, function.start()..function.start(), "async "),
        };
    }
    let parameters = function.field("parameters").map(Node::text)?;
    let body = function.field("body")?;
    let head = if text.starts_with("async") { "async " } else { "" };
    let code = match body.kind() {
        "statement_block" => body.text().to_owned(),
        _ => format!("{{ return {}; }}", body.text()),
    };
    let new = match (function.kind(), rng.u8(0..3)) {
        ("arrow_function", 0) => format!("{head}function {parameters} {code}"),
        ("arrow_function", 1) => format!("({head}{parameters} => {code})"),
        ("arrow_function", _) => format!("{{ {head}method{parameters} {code} }}.method"),
        ("function_expression", 0) => format!("{head}{parameters} => {code}"),
        ("function_expression", _) => format!("({head}function own{parameters} {code}).bind(this)"),
        _ => return None,
    };
    replaced(source, function.range(), &new)
}

/// One goes, one comes, two change places, or a call becomes another one.
fn other_arguments(source: &Source, rng: &mut Rng) -> Option<String> {
    let calls: Vec<Node<'_>> = source
        .root()
        .descendants()
        .into_iter()
        .filter(|it| it.kind() == "call_expression")
        .collect();
    let call = choose(&calls, rng)?;
    let all = call.arguments();
    let list = call.field("arguments")?;
    let mut texts: Vec<String> = all.iter().map(|it| it.text().to_owned()).collect();
    match rng.u8(0..6) {
        0 => drop(texts.pop()),
        1 => texts.push("callback".to_owned()),
        2 => texts.push("(err, data) => { console.log(err, data); }".to_owned()),
        3 => texts.reverse(),
        4 => return replaced(source, call.range(), &format!("await {}", call.text())),
        _ => return replaced(source, call.range(), &format!("({}).then(console.log)", call.text())),
    }
    replaced(source, list.range(), &format!("({})", texts.join(", ")))
}

/// The same code in another dress.
fn other_layout(source: &Source, rng: &mut Rng) -> Option<String> {
    let text = &source.text;
    if text.contains('`') {
        return None;
    }
    Some(match rng.u8(0..5) {
        0 => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        1 => text.replace("  ", "\t"),
        2 => text.replace(";\n", "\n"),
        3 => format!("\u{feff}{}", text.trim_start_matches('\u{feff}')),
        _ => text.trim_end().to_owned(),
    })
}

/// Whether a text is code that engines take.
pub fn is_valid(path: &Path, text: &str) -> bool {
    Language::of_path(path).is_some_and(|it| Names::read(text, it, None).is_ok())
}

/// A text as leakfix reads it.
pub fn source(path: &Path, text: String) -> Option<Source> {
    let language = Language::of_path(path)?;
    Some(Source::parse(SourceId(0), path.to_owned(), language, text))
}
