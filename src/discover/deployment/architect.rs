//! Architect's manifest in its own language, JSON or YAML. A function's folder
//! follows from its pragma and its name.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Deployment, Problem,
    draft::{Code, Draft, Function, Runtime},
    fence::Fence,
    has_extension,
    json::json,
    locate::{Split, locate},
    value::{Data, Value},
    yaml,
};
use crate::semantic::read_setting;

pub(super) fn is_manifest_name(name: &str) -> bool {
    matches!(name, "app.arc" | ".arc" | "arc.json" | "arc.yaml" | "arc.yml")
}

pub(super) fn read(path: &Path, text: &str) -> Result<Option<Deployment>, Problem> {
    let file: Arc<Path> = Arc::from(path);
    let manifest = if has_extension(path, &["json"]) {
        of_tree(&json(&file, text)?)
    } else if has_extension(path, &["yaml", "yml"]) {
        of_tree(&yaml::read(&file, text)?)
    } else {
        of_text(text)
    };
    let folder = path.parent().unwrap_or(path);
    let mut draft = Draft::new(path, folder);
    let fence = Fence::around(folder, None);
    let default = runtime(&manifest, path);
    for item in &manifest {
        let Some(code) = directory(item) else {
            continue;
        };
        let code = folder.join(code);
        let config = code.join("config.arc");
        let own = fence.holds(&config).then(|| read_setting(&config).ok()).flatten();
        let own = own.and_then(|it| runtime(&of_text(&it), &config));
        add(&mut draft, item, &code, own.or_else(|| default.clone()));
    }
    Ok(draft.finish())
}

/// A line below a pragma.
#[derive(Debug, PartialEq, Eq)]
struct Item {
    pragma: String,
    line: usize,
    /// At least one.
    words: Vec<String>,
    /// What is indented below it.
    settings: Vec<Setting>,
}

#[derive(Debug, PartialEq, Eq)]
struct Setting {
    key: String,
    value: String,
    line: usize,
}

impl Item {
    fn setting(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|it| it.key == key)
    }
}

/// What `@aws` says, and where.
fn runtime(manifest: &[Item], path: &Path) -> Option<(String, Place)> {
    let setting = manifest
        .iter()
        .find(|it| it.pragma == "aws" && it.words[0] == "runtime")?;
    Some((setting.words.get(1)?.clone(), (path.to_owned(), setting.line)))
}

type Place = (PathBuf, usize);

fn add(draft: &mut Draft, item: &Item, code: &Path, runtime: Option<(String, Place)>) {
    let is_there = |it: &&str| locate(code, it, Split::FirstDot, code).is_some();
    let handler = ["index.handler", "handler.handler", "lambda.handler"]
        .iter()
        .find(|it| is_there(it));
    let own = item.setting("runtime");
    let own = own.map(|it| (it.value.clone(), (draft.path().to_owned(), it.line)));
    let runtime = match own.or(runtime) {
        Some((runtime, place)) if runtime.starts_with("node") => Runtime::of(Some(&runtime), place),
        // `typescript` and the like come from plugins.
        Some((runtime, _)) if ["python", "ruby", "deno"].iter().any(|it| runtime.starts_with(it)) => Runtime::Other,
        _ => Runtime::Unknown,
    };
    draft.add(Function {
        name: item.words.join(" "),
        place: (draft.path().to_owned(), item.line),
        runtime,
        code: Code::Directory(code.to_owned()),
        handler: Some(handler.unwrap_or(&"index.handler").to_string()),
        split: Split::FirstDot,
    });
}

/// Where the function of an item is; nothing for pragmas without functions.
fn directory(item: &Item) -> Option<PathBuf> {
    let name = match item.pragma.as_str() {
        "http" => http_name(item),
        "events" | "queues" | "scheduled" | "ws" | "tables-streams" | "customs" => item.words[0].clone(),
        _ => return None,
    };
    Some(match item.setting("src") {
        Some(source) => PathBuf::from(&source.value),
        None => Path::new("src").join(&item.pragma).join(name),
    })
}

/// `get /users/:id` is in `get-users-000id`.
fn http_name(item: &Item) -> String {
    let setting = item.setting("method");
    let (method, path) = match item.words.as_slice() {
        [method, path, ..] => (method.as_str(), path.as_str()),
        [path] => (setting.map_or("get", |it| it.value.as_str()), path.as_str()),
        [] => ("get", "/"),
    };
    let path = match path {
        "/" => "-index".to_owned(),
        path => path
            .replace(['-', '.'], "_")
            .replace('/', "-")
            .replace(':', "000")
            .replace('*', "catchall"),
    };
    format!("{}{path}", method.to_lowercase())
}

/// Architect's own language: `@pragma`, below it lines of words, below these indented settings.
fn of_text(text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut pragma = String::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split('#').next().unwrap_or_default();
        let words: Vec<String> = code.split_whitespace().map(str::to_owned).collect();
        let Some(first) = words.first() else {
            continue;
        };
        if let Some(name) = first.strip_prefix('@') {
            name.clone_into(&mut pragma);
            continue;
        }
        let item = items.last_mut().filter(|it| it.pragma == pragma);
        match item.filter(|_| code.starts_with([' ', '\t'])) {
            Some(item) => item.settings.push(Setting {
                key: first.clone(),
                value: words[1..].join(" "),
                line: number + 1,
            }),
            None => items.push(Item {
                pragma: pragma.clone(),
                line: number + 1,
                words,
                settings: Vec::new(),
            }),
        }
    }
    items
}

/// The same as JSON or YAML: `{ "http": [["get", "/"], { "/form": { "method": "post" } }] }`
fn of_tree(manifest: &Value) -> Vec<Item> {
    let pragmas = manifest.named().flat_map(|pragma| {
        let inner = match &pragma.value.data {
            Data::List(items) => items.iter().filter_map(|it| of_value(&pragma.key, it)).collect(),
            Data::Map(entries) => entries
                .iter()
                .map(|it| of_entry(&pragma.key, &it.key, it.line, &it.value))
                .collect(),
            _ => Vec::new(),
        };
        Vec::into_iter(inner)
    });
    pragmas.collect()
}

fn of_value(pragma: &str, value: &Value) -> Option<Item> {
    let words: Vec<String> = match &value.data {
        Data::Text(text) => text.split_whitespace().map(str::to_owned).collect(),
        Data::List(words) => words.iter().filter_map(|it| it.text().map(str::to_owned)).collect(),
        Data::Map(entries) => {
            let first = entries.first()?;
            return Some(of_entry(pragma, &first.key, first.line, &first.value));
        }
        _ => return None,
    };
    (!words.is_empty()).then(|| Item {
        pragma: pragma.to_owned(),
        line: value.line,
        words,
        settings: Vec::new(),
    })
}

fn of_entry(pragma: &str, key: &str, line: usize, value: &Value) -> Item {
    let settings = value.named();
    let settings = settings.filter_map(|it| {
        Some(Setting {
            key: it.key.clone(),
            value: it.value.text()?.to_owned(),
            line: it.line,
        })
    });
    // `get: /users` of YAML.
    let second = value.text().filter(|it| it.starts_with('/') || pragma == "aws");
    Item {
        pragma: pragma.to_owned(),
        line,
        words: std::iter::once(key).chain(second).map(str::to_owned).collect(),
        settings: settings.collect(),
    }
}
