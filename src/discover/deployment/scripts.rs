//! Scripts from file to file: what they export, and what their imports lead to.
//! Knows modules; what an expression is is known by `script`.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Problem,
    fence::Fence,
    json::json,
    script::Script,
    value::{Data, Entry, Value, extent},
};
use crate::{
    discover::read,
    semantic::{Export, Linker, Module, Names, declared_kind},
    syntax::{Language, Node, Source, SourceId},
};

/// Reads the scripts that belong to one deployment file.
pub(super) struct Scripts<'r> {
    pub resolve: &'r Linker,
    /// Where the program would be started.
    pub home: PathBuf,
    fence: OnceCell<Fence>,
    exports: RefCell<HashMap<(PathBuf, String), Value>>,
    /// What specifiers lead to, by the file that imports: every mention of an import asks.
    targets: RefCell<HashMap<(PathBuf, String), Option<PathBuf>>>,
    /// Expressions that may still be looked at: an array of arrays of arrays is exponential.
    pub fuel: Cell<usize>,
}

const FUEL: usize = 200_000;
const MOST_HOPS: usize = 12;

impl<'r> Scripts<'r> {
    pub fn new(resolve: &'r Linker, home: &Path) -> Scripts<'r> {
        Scripts {
            resolve,
            home: home.to_owned(),
            fence: OnceCell::new(),
            exports: RefCell::default(),
            targets: RefCell::default(),
            fuel: Cell::new(FUEL),
        }
    }

    /// What a file exports under a name; `*` is what `require` gives.
    pub fn export(&self, path: &Path, name: &str, hops: usize) -> Value {
        let key = (path.to_owned(), name.to_owned());
        if let Some(known) = self.exports.borrow().get(&key) {
            let (size, _) = extent(known);
            self.fuel.set(self.fuel.get().saturating_sub(size));
            return known.clone();
        }
        let file: Arc<Path> = Arc::from(path);
        let unknown = Value::new(&file, 1, Data::Unknown);
        // For files that import each other.
        self.exports.borrow_mut().insert(key.clone(), unknown.clone());
        let value = match self.load(path) {
            Some(Loaded::Json(value)) if name == "*" || name == "default" => value,
            Some(Loaded::Json(value)) => value.get(name).cloned().unwrap_or(unknown),
            Some(Loaded::Code(source)) if hops < MOST_HOPS => Script::new(self, &source, hops).export(name),
            _ => unknown,
        };
        self.exports.borrow_mut().insert(key, value.clone());
        value
    }

    /// Whether a file is one of the project.
    pub fn may_read(&self, path: &Path) -> bool {
        let fence = || Fence::around(&self.home, self.resolve.base.as_deref());
        self.fence.get_or_init(fence).holds(path)
    }

    /// The file that a specifier in a file leads to.
    fn target(&self, from: &Path, specifier: &str) -> Option<PathBuf> {
        let key = (from.to_owned(), specifier.to_owned());
        if let Some(known) = self.targets.borrow().get(&key) {
            return known.clone();
        }
        let found = self.resolve.target(from, specifier);
        self.targets.borrow_mut().insert(key, found.clone());
        found
    }

    fn load(&self, path: &Path) -> Option<Loaded> {
        if !self.may_read(path) {
            return None;
        }
        let text = read(path, false).ok()?;
        if path.extension().is_some_and(|it| it == "json") {
            return json(&Arc::from(path), &text).ok().map(Loaded::Json);
        }
        parse(path, text).ok().map(Loaded::Code)
    }
}

/// Reads a script; the trees of broken ones are not to be relied on.
pub(super) fn parse(path: &Path, text: String) -> Result<Source, Problem> {
    let language = Language::of_path(path).unwrap_or(Language::JavaScript);
    if let Err(errors) = Names::read(&text, language, declared_kind(path)) {
        let error = errors.first();
        let before = error
            .and_then(|it| text.as_bytes().get(..it.offset))
            .unwrap_or_default();
        return Err(Problem {
            path: path.to_owned(),
            line: Some(memchr::memchr_iter(b'\n', before).count() + 1),
            reason: format!("no JavaScript: {}", error.map_or("", |it| it.message.as_str())),
        });
    }
    Ok(Source::parse(SourceId(0), path.to_owned(), language, text))
}

enum Loaded {
    Code(Source),
    Json(Value),
}

impl<'s> Script<'s> {
    pub fn new(scripts: &'s Scripts<'s>, source: &'s Source, hops: usize) -> Script<'s> {
        Script {
            scripts,
            module: Some(Module::alone(
                source,
                scripts.resolve.manifests.declared_kind(&source.path),
            )),
            source,
            file: Arc::from(source.path.as_path()),
            hops,
        }
    }

    /// What a configuration file stands for: its default export or `module.exports`, or what that returns.
    pub fn configuration(&self) -> Value {
        let module = self.module.as_ref();
        let export = module.and_then(|it| it.export("default").or_else(|| it.export("*")));
        match export {
            Some(export) if export.from.is_none() => self.returned(export.value),
            _ => self.unknown(self.root()),
        }
    }

    /// What a function without branches returns; any other value as it is.
    fn returned(&self, value: Node<'s>) -> Value {
        let node = value.peeled();
        let body = node.field("body").filter(|_| node.is_function());
        let Some(body) = body else {
            return self.value(value);
        };
        if body.kind() != "statement_block" {
            return self.value(body);
        }
        let inner = body.descendants_of_same_function();
        let mut returns = inner.iter().filter(|it| it.kind() == "return_statement");
        match (returns.next().and_then(|it| it.first_child()), returns.next()) {
            (Some(value), None) => self.value(value),
            _ => self.unknown(value),
        }
    }

    fn export(&self, name: &str) -> Value {
        let Some(module) = &self.module else {
            return self.unknown(self.root());
        };
        let whole = module.exports.iter().find(|it| it.name == "*" && it.from.is_none());
        if let Some(export) = module.export(name).filter(|it| it.from.is_none() || name != "*") {
            return self.exported(export);
        }
        if let Some(whole) = whole.filter(|_| name == "default") {
            return self.exported(whole);
        }
        if let Some(whole) = whole {
            return self.property(self.exported(whole), name);
        }
        if name == "*" {
            return self.namespace(module);
        }
        let others = module.exports.iter().filter(|it| it.name == "*" && it.from.is_some());
        let mut found = others.filter_map(|it| {
            let value = self.import(it.value.string_value()?, name, it.value);
            (!value.is_unknown()).then_some(value)
        });
        found.next().unwrap_or_else(|| self.unknown(self.root()))
    }

    /// All named exports as a map.
    fn namespace(&self, module: &Module<'s>) -> Value {
        let entries = module.exports.iter().map(|export| Entry {
            key: match &*export.name {
                "*" => self.unknown(self.root()).rest().key,
                name => name.to_owned(),
            },
            file: Arc::clone(&self.file),
            line: self.line(export.value),
            value: match &*export.name {
                "*" => self.unknown(export.value),
                _ => self.exported(export),
            },
        });
        Value::new(&self.file, 1, Data::Map(entries.collect()))
    }

    fn exported(&self, export: &Export<'s>) -> Value {
        match (&export.from, export.value.string_value()) {
            (Some(name), Some(specifier)) => self.import(specifier, name, export.value),
            _ => self.value(export.value),
        }
    }

    /// What a specifier leads to: a file of the project, or else a name of a package.
    pub fn import(&self, specifier: &str, member: &str, at: Node<'s>) -> Value {
        let found = self.scripts.target(&self.file, specifier);
        let is_installed = |it: &Path| it.iter().any(|part| part == "node_modules");
        if let Some(path) = found.filter(|it| !is_installed(it)) {
            return self.scripts.export(&path, member, self.hops + 1);
        }
        let package = specifier.strip_prefix("node:").unwrap_or(specifier);
        let name = match member {
            // What TypeScript calls the default export of a CommonJS package is all of it.
            "*" | "default" => package.to_owned(),
            member => format!("{package}.{member}"),
        };
        let data = if specifier.starts_with('.') {
            Data::Unknown
        } else {
            Data::Name(name)
        };
        Value::new(&self.file, self.line(at), data)
    }
}
