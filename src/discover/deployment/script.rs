//! What expressions of JavaScript and TypeScript are without running them. Knows
//! bindings, paths and names of packages, and nothing of what they deploy.

use std::{path::Path, sync::Arc};

use super::{
    calls::known_call,
    scripts::Scripts,
    value::{Data, Entry, Value, spread},
};
use crate::semantic::{
    BindingId,
    sketch::{Call, Declared, Item, Key, Meaning, Operator, Property, Sketch, TermId, TermKind},
};

/// A file and what its expressions are.
pub(super) struct Script<'s> {
    pub scripts: &'s Scripts<'s>,
    pub sketch: &'s Sketch,
    pub file: Arc<Path>,
    /// How many imports lead here.
    pub hops: usize,
}

const DEEPEST: usize = 100;

impl Script<'_> {
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What an expression is.
    pub fn value(&self, id: TermId) -> Value {
        self.evaluate(id, 0)
    }

    fn evaluate(&self, id: TermId, depth: usize) -> Value {
        let fuel = self.scripts.fuel.get();
        if depth > DEEPEST || fuel == 0 {
            return self.unknown(id);
        }
        self.scripts.fuel.set(fuel - 1);
        let inner = |id: TermId| self.evaluate(id, depth + 1);
        let data = match &self.sketch.term(id).kind {
            TermKind::Text(text) => Data::Text(text.clone()),
            TermKind::Null => Data::Null,
            TermKind::Template { texts, values } => bounded(self.template(texts, values, depth)),
            TermKind::List(items) => bounded(self.array(items, depth)),
            TermKind::Object(properties) => bounded(Data::Map(self.object(properties, depth))),
            TermKind::Name { name, meaning } => match meaning {
                Meaning::Bound(binding) => return self.bound(*binding, id, depth),
                Meaning::Free => self.global(name),
                Meaning::Unknown => Data::Unknown,
            },
            TermKind::Await(value) => return inner(*value),
            TermKind::Member { object, name } => match self.sketch.term(*object).kind {
                TermKind::Meta => self.meta(name),
                _ => return self.property(inner(*object), name),
            },
            TermKind::Element { object, index } => match inner(*index).text() {
                Some(key) => return self.property(inner(*object), key),
                None => Data::Unknown,
            },
            TermKind::Call(call) => self.call(call, id, depth),
            TermKind::Binary { operator, left, right } => {
                let (left, right) = (inner(*left), inner(*right));
                bounded(binary(*operator, &left, right))
            }
            TermKind::Opaque
            | TermKind::Void
            | TermKind::Meta
            | TermKind::Assignment { .. }
            | TermKind::Function { .. } => Data::Unknown,
        };
        Value::new(&self.file, self.line(id), data)
    }

    fn template(&self, texts: &[String], values: &[TermId], depth: usize) -> Data {
        let mut whole = String::new();
        let mut texts = texts.iter();
        for value in values {
            whole.extend(texts.next().map(String::as_str));
            match self.evaluate(*value, depth + 1).text() {
                Some(value) => whole += value,
                None => return Data::Unknown,
            }
        }
        whole.extend(texts.next().map(String::as_str));
        Data::Text(whole)
    }

    fn array(&self, items: &[Item], depth: usize) -> Data {
        let mut found = Vec::new();
        for item in items {
            let value = self.evaluate(item.value, depth + 1);
            match value.data {
                _ if !item.is_spread => found.push(value),
                Data::List(inner) => found.extend(inner),
                _ => found.push(self.unknown_at(item.start)),
            }
        }
        Data::List(found)
    }

    fn object(&self, properties: &[Property], depth: usize) -> Vec<Entry> {
        let mut entries = Vec::new();
        for property in properties {
            let key = match &property.key {
                Key::Plain(name) => Some(name.clone()),
                Key::Computed(key) => self.evaluate(*key, depth + 1).text().map(str::to_owned),
                Key::Spread => {
                    spread(&mut entries, &self.evaluate(property.value, depth + 1));
                    continue;
                }
            };
            let value = self.evaluate(property.value, depth + 1);
            entries.push(match key {
                Some(key) => Entry {
                    key,
                    file: Arc::clone(&self.file),
                    line: self.sketch.line(property.start),
                    value,
                },
                None => value.rest(),
            });
        }
        entries
    }

    fn global(&self, name: &str) -> Data {
        match name {
            "__dirname" => self.directory(),
            "__filename" => Data::Text(self.file.to_string_lossy().into_owned()),
            name => Data::Name(name.to_owned()),
        }
    }

    /// What a name is bound to, where nothing assigns to it later.
    fn bound(&self, binding: BindingId, id: TermId, depth: usize) -> Value {
        match self.sketch.declared(binding) {
            Some(Declared::Import {
                specifier,
                member,
                start,
            }) => self.import(specifier, member, *start),
            Some(Declared::Value(value)) => self.evaluate(*value, depth + 1),
            Some(Declared::Member { of, key }) => self.property(self.evaluate(*of, depth + 1), key),
            None => self.unknown(id),
        }
    }

    /// A member of what an expression is.
    pub fn property(&self, of: Value, key: &str) -> Value {
        let data = match &of.data {
            Data::Map(_) => match of.get(key) {
                Some(value) => return value.clone(),
                None if of.is_open() => Data::Unknown,
                None => Data::Null,
            },
            Data::List(items) => match key.parse::<usize>().ok().and_then(|it| items.get(it)) {
                Some(item) => return item.clone(),
                None => Data::Unknown,
            },
            Data::Name(name) => Data::Name(format!("{name}.{key}")),
            Data::Call { name, .. } => Data::Name(format!("{name}().{key}")),
            // `new URL('./x', import.meta.url).pathname`
            Data::Text(text) if key == "pathname" => Data::Text(text.clone()),
            _ => Data::Unknown,
        };
        of.with(data)
    }

    fn call(&self, call: &Call, id: TermId, depth: usize) -> Data {
        let name = match self.evaluate(call.callee, depth + 1).data {
            Data::Name(name) => name,
            _ => return self.relative_directory(&call.arguments),
        };
        let arguments = call.arguments.iter().map(|it| self.evaluate(*it, depth + 1));
        let arguments: Vec<Value> = arguments.collect();
        if name == "require"
            && let Some(specifier) = arguments.first().and_then(Value::text)
        {
            return self.import(specifier, "*", self.sketch.term(id).start).data;
        }
        known_call(&name, &arguments, &self.scripts.home, &self.file).unwrap_or(Data::Call { name, arguments })
    }

    /// A function of the project's own that gets `__dirname` and nothing else makes a path relative to the service of
    /// it, as `handlerPath(__dirname)` of the Serverless Framework's TypeScript template does.
    fn relative_directory(&self, arguments: &[TermId]) -> Data {
        let is_directory =
            |id: TermId| matches!(&self.sketch.term(id).kind, TermKind::Name { name, .. } if name == "__dirname");
        match arguments {
            [only] if is_directory(*only) => self.directory(),
            _ => Data::Unknown,
        }
    }

    /// `import.meta.…`
    fn meta(&self, property: &str) -> Data {
        match property {
            "dirname" => self.directory(),
            "filename" | "url" => Data::Text(self.file.to_string_lossy().into_owned()),
            _ => Data::Unknown,
        }
    }

    fn directory(&self) -> Data {
        let directory = self.file.parent().unwrap_or(&self.file);
        Data::Text(directory.to_string_lossy().into_owned())
    }

    /// What only running it would tell.
    pub fn unknown(&self, id: TermId) -> Value {
        self.unknown_at(self.sketch.term(id).start)
    }

    /// The same at a byte.
    pub fn unknown_at(&self, start: usize) -> Value {
        Value::new(&self.file, self.sketch.line(start), Data::Unknown)
    }

    pub fn line(&self, id: TermId) -> usize {
        self.sketch.line(self.sketch.term(id).start)
    }
}

fn binary(operator: Operator, left: &Value, right: Value) -> Data {
    let is_variable = || matches!(&left.data, Data::Name(name) if name.starts_with("process.env."));
    match operator {
        Operator::Plus => match (left.text(), right.text()) {
            (Some(left), Some(right)) => Data::Text(format!("{left}{right}")),
            _ => Data::Unknown,
        },
        Operator::Default if is_variable() => right.data,
        Operator::Default | Operator::Other => Data::Unknown,
    }
}

/// Texts of texts and lists of lists, imported from file to file, would fill the memory.
fn bounded(data: Data) -> Data {
    let is_large = match &data {
        Data::Text(text) => text.len() > 100_000,
        Data::List(items) => items.len() > 10_000,
        Data::Map(entries) => entries.len() > 10_000,
        _ => false,
    };
    if is_large { Data::Unknown } else { data }
}
