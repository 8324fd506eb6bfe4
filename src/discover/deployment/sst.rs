//! Functions of SST, version 2 and 3: strings such as `src/users.get` in what its
//! constructs are given. Knows no stacks.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    Outcome,
    cdk::parse,
    draft::{Code, Draft, Function, Runtime},
    locate::{Split, locate},
    script::Script,
    scripts::Scripts,
    value::{Data, Value},
};
use crate::semantic::{Linker, sketch::Sketch};

/// A script without any of these words is none of SST.
pub(super) const WORDS: [&str; 3] = ["@serverless-stack/", "sst/constructs", "sst.aws."];

/// Reads the scripts of each app.
pub(super) fn read(scripts: &[&Path], resolve: &Linker) -> Vec<Outcome> {
    let mut apps: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    let mut homes = HashMap::new();
    for &path in scripts {
        if let Some(home) = path.parent().and_then(|it| home(it, &mut homes)) {
            apps.entry(home).or_default().push(path);
        }
    }
    let apps: Vec<(&Path, Vec<&Path>)> = apps.into_iter().collect();
    let read = apps
        .par_iter()
        .flat_map(|(home, scripts)| read_app(home, scripts, resolve));
    read.collect()
}

/// The root of the app around a folder, where all paths begin; each folder is asked once.
fn home<'p>(folder: &'p Path, known: &mut HashMap<&'p Path, Option<&'p Path>>) -> Option<&'p Path> {
    if let Some(home) = known.get(folder) {
        return *home;
    }
    let marks = ["sst.config.ts", "sst.config.js", "sst.config.mjs", "sst.json"];
    let home = match marks.iter().any(|mark| folder.join(mark).is_file()) {
        true => Some(folder),
        false => folder.parent().and_then(|it| self::home(it, known)),
    };
    known.insert(folder, home);
    home
}

fn read_app(home: &Path, paths: &[&Path], resolve: &Linker) -> Vec<Outcome> {
    let read = |path: &&Path| Some((path.to_path_buf(), parse(path, &WORDS, resolve)?));
    let sketches: Vec<(PathBuf, Sketch)> = paths.iter().filter_map(read).collect();
    let scripts = Scripts::new(resolve, home);
    let read = |(path, sketch)| calls(&Script::new(&scripts, path, sketch, 0));
    let calls: Vec<(&Path, Calls)> = sketches
        .iter()
        .map(|(path, it)| (path.as_path(), read((path, it))))
        .collect();
    let source_paths = calls.iter().flat_map(|(_, calls)| &calls.source_paths);
    let mut roots = vec![home.to_owned()];
    roots.extend(source_paths.map(|it| home.join(it)));
    let outcomes = calls.iter().map(|(path, calls)| {
        let mut app = App {
            roots: &roots,
            draft: Draft::new(path, home),
        };
        for argument in &calls.arguments {
            app.collect(argument, "");
        }
        Ok(app.draft.finish().into_iter().collect())
    });
    outcomes.collect()
}

/// What the constructs of SST that are made or changed are given, and what is the default of all functions.
#[derive(Default)]
struct Calls {
    arguments: Vec<Value>,
    /// `app.setDefaultFunctionProps({ srcPath: 'backend' })`
    source_paths: Vec<String>,
}

fn calls(script: &Script<'_>) -> Calls {
    let mut calls = Calls::default();
    for (_, call) in script.sketch.calls() {
        let arguments = || call.arguments.iter().map(|it| script.value(*it));
        // The app is a parameter: only the name of its method tells.
        if script.sketch.member_name(call.callee) == Some("setDefaultFunctionProps") {
            let paths = arguments().filter_map(|it| it.get("srcPath")?.text().map(str::to_owned));
            calls.source_paths.extend(paths);
        }
        let is_ours = |name: &str| PREFIXES.iter().any(|it| name.starts_with(it));
        if matches!(script.value(call.callee).data, Data::Name(name) if is_ours(&name)) {
            calls.arguments.extend(arguments());
        }
    }
    calls
}

/// What the names of SST's constructs begin with.
const PREFIXES: [&str; 3] = ["sst/constructs.", "@serverless-stack/", "sst.aws."];

struct App<'a> {
    roots: &'a [PathBuf],
    draft: Draft,
}

/// Settings that hold no functions.
const NO_FUNCTIONS: [&str; 8] = [
    "environment",
    "permissions",
    "bundle",
    "nodejs",
    "link",
    "transform",
    "copyFiles",
    "cors",
];

impl App<'_> {
    fn collect(&mut self, value: &Value, key: &str) {
        let is_function = matches!(key, "handler" | "function");
        match &value.data {
            Data::Text(text) => self.add(value, text, is_function, &Runtime::Unknown),
            Data::List(items) => items.iter().for_each(|it| self.collect(it, key)),
            Data::Map(_) => self.collect_map(value),
            Data::Unknown if is_function => self.draft.gap(value.place(), "a handler is no literal".to_owned()),
            _ => {}
        }
    }

    fn collect_map(&mut self, map: &Value) {
        let runtime = Runtime::of_value(map.get("runtime"));
        let source_path = map.get("srcPath").and_then(Value::text);
        for entry in map.named().filter(|it| !NO_FUNCTIONS.contains(&&*it.key)) {
            match entry.value.text() {
                Some(handler) if entry.key == "handler" => {
                    let handler = source_path.map_or_else(|| handler.into(), |it| Path::new(it).join(handler));
                    self.add(&entry.value, &handler.to_string_lossy(), true, &runtime);
                }
                _ => self.collect(&entry.value, &entry.key),
            }
        }
    }

    /// A string is a handler where there is such a file, or where nothing else can stand there.
    fn add(&mut self, value: &Value, handler: &str, is_function: bool, runtime: &Runtime) {
        let Some(first) = self.roots.first() else {
            return;
        };
        let has_file = |root: &&PathBuf| locate(root, handler, Split::LastDot, first).is_some();
        let root = self.roots.iter().find(has_file);
        if (root.is_none() && !is_function) || is_file_name(handler) {
            return;
        }
        self.draft.add(Function {
            name: handler.to_owned(),
            place: value.place(),
            runtime: runtime.clone(),
            code: Code::Directory(root.unwrap_or(first).clone()),
            handler: Some(handler.to_owned()),
            split: Split::LastDot,
        });
    }
}

/// `index.html` is no export `html` of `index.ts`.
fn is_file_name(text: &str) -> bool {
    let extension = Path::new(text).extension().and_then(|it| it.to_str());
    extension.is_some_and(|it| {
        [
            "html", "css", "js", "ts", "mjs", "json", "png", "txt", "md", "zip", "yml", "yaml", "graphql", "sql",
        ]
        .contains(&it)
    })
}
