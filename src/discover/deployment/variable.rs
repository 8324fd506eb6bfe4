//! The variables of the Serverless Framework, `${self:custom.x, 'default'}`, where
//! files say what they are. Knows no functions.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    calls::normalised,
    has_extension,
    json::json,
    scripts::Scripts,
    value::{Data, Value},
    yaml,
};
use crate::semantic::read_setting;

/// The variables of one service.
pub(super) struct Variables<'v> {
    whole: &'v Value,
    folder: &'v Path,
    scripts: &'v Scripts<'v>,
    files: RefCell<HashMap<PathBuf, Option<Value>>>,
    /// Variables that may still be looked at: ten that stand for ten each are soon too many.
    fuel: Cell<usize>,
}

/// Variables lead to variables, and may lead in circles.
const DEEPEST: usize = 24;
const FUEL: usize = 50_000;

/// No path is longer.
const LONGEST: usize = 10_000;

impl<'v> Variables<'v> {
    pub fn new(whole: &'v Value, folder: &'v Path, scripts: &'v Scripts<'v>) -> Variables<'v> {
        Variables {
            whole,
            folder,
            scripts,
            files: RefCell::default(),
            fuel: Cell::new(FUEL),
        }
    }

    /// The value with the variable that it is, or the variables in its text, replaced; those in maps and lists stay.
    pub fn resolve(&self, value: &Value) -> Value {
        self.resolved(value, 0).into_owned()
    }

    /// The value under keys, each of which may be a variable.
    pub fn at(&self, keys: &[&str]) -> Option<Value> {
        self.walk(self.whole, keys.iter().copied(), 0)
    }

    fn resolved<'a>(&self, value: &'a Value, depth: usize) -> Cow<'a, Value> {
        let Some(text) = value.text().filter(|it| it.contains("${")) else {
            return Cow::Borrowed(value);
        };
        let text = text.trim();
        let found = match text.strip_prefix("${").and_then(closed) {
            _ if depth > DEEPEST => None,
            Some((inner, "")) => self.variable(inner, value, depth + 1),
            _ => self.filled(text, value, depth).map(|it| value.with(Data::Text(it))),
        };
        Cow::Owned(found.unwrap_or_else(|| value.with(Data::Unknown)))
    }

    /// A text with all its variables replaced by text.
    fn filled(&self, text: &str, at: &Value, depth: usize) -> Option<String> {
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (inner, after) = closed(after)?;
            plain += before;
            plain += self.variable(inner, at, depth + 1)?.text()?;
            rest = after;
            if plain.len() > LONGEST {
                return None;
            }
        }
        Some(plain + rest)
    }

    /// The first of the alternatives that files tell.
    fn variable(&self, inner: &str, at: &Value, depth: usize) -> Option<Value> {
        let fuel = self.fuel.get();
        if depth > DEEPEST || fuel == 0 {
            return None;
        }
        self.fuel.set(fuel - 1);
        alternatives(inner).into_iter().find_map(|it| {
            let it = self.filled(it.trim(), at, depth)?;
            self.source(&it, at, depth).filter(|it| !it.is_unknown())
        })
    }

    fn source(&self, variable: &str, at: &Value, depth: usize) -> Option<Value> {
        if let Some(path) = variable.strip_prefix("self:") {
            return self.walk(self.whole, keys(path), depth);
        }
        if let Some(rest) = variable.strip_prefix("file(") {
            let (path, keys_after) = rest.split_once(')')?;
            let value = self.file(&normalised(&self.folder.join(path.trim())))?;
            return self.walk(&value, keys(keys_after.trim_start_matches(':')), depth);
        }
        let quoted = |quote| variable.strip_prefix(quote)?.strip_suffix(quote);
        if let Some(text) = quoted('\'').or_else(|| quoted('"')) {
            return Some(at.with(Data::Text(text.to_owned())));
        }
        // `${opt:stage}`, `${env:X}`, `${ssm:…}` are said elsewhere.
        let is_plain = !variable.is_empty() && !variable.contains([':', '(']);
        is_plain.then(|| at.with(Data::Text(variable.to_owned())))
    }

    fn walk<'k>(&self, from: &Value, mut keys: impl Iterator<Item = &'k str>, depth: usize) -> Option<Value> {
        let first = self.resolved(from, depth + 1);
        let last = keys.try_fold(first, |value, key| {
            // Most of a file stands there as it is meant.
            Some(match value {
                Cow::Borrowed(it) => self.resolved(entry(it, key)?, depth + 1),
                Cow::Owned(it) => Cow::Owned(self.resolved(entry(&it, key)?, depth + 1).into_owned()),
            })
        });
        last.map(Cow::into_owned)
    }

    fn file(&self, path: &Path) -> Option<Value> {
        if let Some(known) = self.files.borrow().get(path) {
            return known.clone();
        }
        let value = self.read(path);
        self.files.borrow_mut().insert(path.to_owned(), value.clone());
        value
    }

    fn read(&self, path: &Path) -> Option<Value> {
        if has_extension(path, &["js", "ts", "cjs", "mjs"]) {
            return Some(self.scripts.export(path, "*", 0));
        }
        let text = self.scripts.may_read(path).then(|| read_setting(path).ok())??;
        let file: Arc<Path> = Arc::from(path);
        match has_extension(path, &["json"]) {
            true => json(&file, &text).ok(),
            false => yaml::read(&file, &text).ok(),
        }
    }
}

fn entry<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match &value.data {
        Data::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => value.get(key),
    }
}

fn keys(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').filter(|it| !it.is_empty())
}

/// What stands before the `}` that belongs to the `${` before this text, and after it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, it) in text.char_indices() {
        match it {
            '{' => depth += 1,
            '}' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parts between commas that are in no brackets and no quotes.
fn alternatives(text: &str) -> Vec<&str> {
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    let mut parts = Vec::new();
    for (at, it) in text.char_indices() {
        match (it, quote) {
            ('\'' | '"', None) => quote = Some(it),
            (it, Some(open)) if it == open => quote = None,
            (_, Some(_)) => {}
            ('{' | '(', None) => depth += 1,
            ('}' | ')', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}
