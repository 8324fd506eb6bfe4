//! Scripts from file to file: what they export, and what their imports lead to.
//! Knows modules; what an expression is is known by `script`.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
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
    semantic::{
        Linker,
        sketch::{Given, Offer, Sketch, TermKind},
    },
    syntax::Language,
};

/// Reads the scripts that belong to one deployment file.
pub(super) struct Scripts<'r> {
    pub resolve: &'r Linker,
    /// Where the program would be started.
    pub home: PathBuf,
    fence: OnceCell<Fence>,
    exports: RefCell<HashMap<(PathBuf, String), Value>>,
    files: RefCell<HashMap<PathBuf, Option<Rc<Loaded>>>>,
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
            files: RefCell::default(),
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
        let value = match self.load(path).as_deref() {
            Some(Loaded::Json(value)) if name == "*" || name == "default" => value.clone(),
            Some(Loaded::Json(value)) => value.get(name).cloned().unwrap_or(unknown),
            Some(Loaded::Code(sketch)) if hops < MOST_HOPS => Script::new(self, path, sketch, hops).export(name),
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

    /// A file, which is read once whatever of it is imported.
    fn load(&self, path: &Path) -> Option<Rc<Loaded>> {
        if let Some(known) = self.files.borrow().get(path) {
            return known.clone();
        }
        let loaded = self.read(path).map(Rc::new);
        self.files.borrow_mut().insert(path.to_owned(), loaded.clone());
        loaded
    }

    fn read(&self, path: &Path) -> Option<Loaded> {
        if !self.may_read(path) {
            return None;
        }
        let text = read(path, false).ok()?;
        if path.extension().is_some_and(|it| it == "json") {
            return json(&Arc::from(path), &text).ok().map(Loaded::Json);
        }
        let kind = self.resolve.manifests.declared_kind(path);
        parse(path, &text, kind).ok().map(Loaded::Code)
    }
}

/// Reads a script; broken ones are not to be relied on.
pub(super) fn parse(path: &Path, text: &str, is_module: Option<bool>) -> Result<Sketch, Problem> {
    let language = Language::of_path(path).unwrap_or(Language::JavaScript);
    Sketch::read(text, language, is_module).map_err(|errors| {
        let error = errors.first();
        let before = error.and_then(|it| text.as_bytes().get(..it.offset));
        Problem {
            path: path.to_owned(),
            line: Some(memchr::memchr_iter(b'\n', before.unwrap_or_default()).count() + 1),
            reason: format!("no JavaScript: {}", error.map_or("", |it| it.message.as_str())),
        }
    })
}

enum Loaded {
    Code(Sketch),
    Json(Value),
}

impl<'s> Script<'s> {
    pub fn new(scripts: &'s Scripts<'s>, path: &Path, sketch: &'s Sketch, hops: usize) -> Script<'s> {
        Script {
            scripts,
            sketch,
            file: Arc::from(path),
            hops,
        }
    }

    /// What a configuration file stands for: its default export or `module.exports`, or what that returns.
    pub fn configuration(&self) -> Value {
        let offer = self.sketch.offer("default").or_else(|| self.sketch.offer("*"));
        match offer.map(|it| (it.start, &it.given)) {
            // What a function without branches returns.
            Some((start, Given::Term(value))) => match self.sketch.term(*value).kind {
                TermKind::Function { returned } => returned.map_or_else(|| self.unknown_at(start), |it| self.value(it)),
                _ => self.value(*value),
            },
            _ => self.unknown_file(),
        }
    }

    fn export(&self, name: &str) -> Value {
        let offers = self.sketch.offers();
        let is_other = |it: &&Offer| matches!(it.given, Given::From { .. });
        let whole = offers.iter().find(|it| it.name == "*" && !is_other(it));
        if let Some(offer) = self.sketch.offer(name).filter(|it| !is_other(it) || name != "*") {
            return self.offered(offer);
        }
        if let Some(whole) = whole.filter(|_| name == "default") {
            return self.offered(whole);
        }
        if let Some(whole) = whole {
            return self.property(self.offered(whole), name);
        }
        if name == "*" {
            return self.namespace();
        }
        let others = offers.iter().filter(|it| it.name == "*");
        let mut found = others.filter_map(|it| match &it.given {
            Given::From { specifier, .. } => {
                let value = self.import(specifier, name, it.start);
                (!value.is_unknown()).then_some(value)
            }
            Given::Term(_) => None,
        });
        found.next().unwrap_or_else(|| self.unknown_file())
    }

    /// All named exports as a map.
    fn namespace(&self) -> Value {
        let entries = self.sketch.offers().iter().map(|offer| Entry {
            key: match &*offer.name {
                "*" => self.unknown_file().rest().key,
                name => name.to_owned(),
            },
            file: Arc::clone(&self.file),
            line: self.sketch.line(offer.start),
            value: match &*offer.name {
                "*" => self.unknown_at(offer.start),
                _ => self.offered(offer),
            },
        });
        Value::new(&self.file, 1, Data::Map(entries.collect()))
    }

    fn offered(&self, offer: &Offer) -> Value {
        match &offer.given {
            Given::From { specifier, member } => self.import(specifier, member, offer.start),
            Given::Term(value) => self.value(*value),
        }
    }

    fn unknown_file(&self) -> Value {
        Value::new(&self.file, self.sketch.first_line(), Data::Unknown)
    }

    /// What a specifier leads to, at a byte of this file: a file of the project, or else a name of a package.
    pub fn import(&self, specifier: &str, member: &str, start: usize) -> Value {
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
        Value::new(&self.file, self.sketch.line(start), data)
    }
}
