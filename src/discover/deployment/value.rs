//! A tree of configuration, whatever language it was written in: YAML, JSON,
//! HCL, or an expression of JavaScript. Knows lines, and no tool.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// A value, and where it is written.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// The file, which is another one than the tree's root where it was included.
    pub file: Arc<Path>,
    /// One-based.
    pub line: usize,
    /// The tag of YAML without its `!`: `Ref`, `Sub`.
    pub tag: Option<String>,
    pub data: Data,
}

#[derive(Debug, Clone)]
pub(super) enum Data {
    Null,
    /// A string, a number or a boolean: configuration mixes them up.
    Text(String),
    List(Vec<Value>),
    Map(Vec<Entry>),
    /// Something of a package or of the environment: `aws-cdk-lib/aws-lambda.Runtime.NODEJS_20_X`.
    Name(String),
    /// What a function or a constructor of a package makes.
    Call {
        name: String,
        arguments: Vec<Value>,
    },
    /// Only running the program would tell.
    Unknown,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub key: String,
    /// The file and the line of the key.
    pub file: Arc<Path>,
    pub line: usize,
    pub value: Value,
}

/// The key of a part of a map that could not be read.
const REST: &str = "...";

impl Value {
    pub fn new(file: &Arc<Path>, line: usize, data: Data) -> Value {
        Value {
            file: Arc::clone(file),
            line,
            tag: None,
            data,
        }
    }

    /// The same place with another value.
    pub fn with(&self, data: Data) -> Value {
        Value::new(&self.file, self.line, data)
    }

    /// A string, unless a tag says that it is the text of something else.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) if self.tag.is_none() => Some(text),
            _ => None,
        }
    }

    /// As a declaration names its place.
    pub fn place(&self) -> (PathBuf, usize) {
        (self.file.to_path_buf(), self.line)
    }

    pub fn list(&self) -> &[Value] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    pub fn entries(&self) -> &[Entry] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The entries with keys of their own.
    pub fn named(&self) -> impl Iterator<Item = &Entry> {
        self.entries().iter().filter(|it| it.key != REST)
    }

    /// The last value under a key; nothing for what is null.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|it| &it.value)
    }

    /// The same with its key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        let entry = self.entries().iter().rev().find(|it| it.key == key)?;
        (!matches!(entry.value.data, Data::Null)).then_some(entry)
    }

    /// The value under keys of maps in maps.
    pub fn at(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self.data, Data::Unknown)
    }

    /// Whether a map holds entries that could not be read.
    pub fn is_open(&self) -> bool {
        self.is_unknown() || self.entries().iter().any(|it| it.key == REST)
    }

    /// Entries that could not be read.
    pub fn rest(&self) -> Entry {
        Entry {
            key: REST.to_owned(),
            file: Arc::clone(&self.file),
            line: self.line,
            value: self.with(Data::Unknown),
        }
    }
}

impl Entry {
    /// As a declaration names its place.
    pub fn place(&self) -> (PathBuf, usize) {
        (self.file.to_path_buf(), self.line)
    }
}

/// Adds what another map holds: `<<` of YAML and `...` of JavaScript.
pub(super) fn spread(entries: &mut Vec<Entry>, other: &Value) {
    match &other.data {
        Data::Map(inner) => entries.extend(inner.iter().cloned()),
        Data::List(maps) => maps.iter().for_each(|it| spread(entries, it)),
        Data::Null => {}
        _ => entries.push(other.rest()),
    }
}

/// How many values a value is, and how deep they are nested.
pub(super) fn extent(value: &Value) -> (usize, usize) {
    let add = |(size, depth): (usize, usize), inner: &Value| {
        let (more, deeper) = extent(inner);
        (size + more, depth.max(deeper + 1))
    };
    match &value.data {
        Data::List(items) => items.iter().fold((1, 1), add),
        Data::Map(entries) => entries.iter().map(|it| &it.value).fold((1, 1), add),
        _ => (1, 1),
    }
}
