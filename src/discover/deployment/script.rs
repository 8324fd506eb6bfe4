//! What expressions of JavaScript and TypeScript are without running them. Knows
//! bindings, paths and names of packages, and nothing of what they deploy.

use std::{path::Path, sync::Arc};

use super::{
    calls::known_call,
    scripts::Scripts,
    value::{Data, Entry, Value, spread},
};
use crate::{
    semantic::{BindingId, Module},
    syntax::{Node, Source},
};

/// A file and what its expressions are.
pub(super) struct Script<'s> {
    pub scripts: &'s Scripts<'s>,
    pub module: Option<Module<'s>>,
    pub source: &'s Source,
    pub file: Arc<Path>,
    /// How many imports lead here.
    pub hops: usize,
}

const DEEPEST: usize = 100;

impl<'s> Script<'s> {
    pub fn root(&self) -> Node<'s> {
        self.source.root()
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What an expression is.
    pub fn value(&self, node: Node<'s>) -> Value {
        self.evaluate(node, 0)
    }

    fn evaluate(&self, node: Node<'s>, depth: usize) -> Value {
        let fuel = self.scripts.fuel.get();
        let node = node.peeled();
        if depth > DEEPEST || fuel == 0 {
            return self.unknown(node);
        }
        self.scripts.fuel.set(fuel - 1);
        let inner = |node: Node<'s>| self.evaluate(node, depth + 1);
        let data = match node.kind() {
            "string" => string(node).map_or(Data::Unknown, Data::Text),
            "template_string" => bounded(self.template(node, depth)),
            "number" | "true" | "false" => Data::Text(node.text().to_owned()),
            "null" | "undefined" => Data::Null,
            "array" => bounded(self.array(node, depth)),
            "object" => bounded(Data::Map(self.object(node, depth))),
            "identifier" | "shorthand_property_identifier" => return self.identifier(node, depth),
            "await_expression" => return node.first_child().map_or_else(|| self.unknown(node), inner),
            "member_expression" => match (node.field("object"), node.field("property")) {
                (Some(object), Some(property)) if object.kind() == "meta_property" => self.meta(property.text()),
                (Some(object), Some(property)) => return self.property(inner(object), property.text()),
                _ => Data::Unknown,
            },
            "subscript_expression" => match (node.field("object"), node.field("index")) {
                (Some(object), Some(index)) => match inner(index).text() {
                    Some(key) => return self.property(inner(object), key),
                    None => Data::Unknown,
                },
                _ => Data::Unknown,
            },
            "call_expression" | "new_expression" => self.call(node, depth),
            "binary_expression" => bounded(self.binary(node, depth)),
            _ => Data::Unknown,
        };
        Value::new(&self.file, self.line(node), data)
    }

    fn template(&self, node: Node<'s>, depth: usize) -> Data {
        let mut text = String::new();
        let mut at = node.start() + 1;
        let parts = node.children();
        for part in parts.iter().filter(|it| it.kind() == "template_substitution") {
            text += &unescaped(self.source.text.get(at..part.start()).unwrap_or_default());
            at = part.end();
            let value = part.first_child().map(|it| self.evaluate(it, depth + 1));
            match value.as_ref().and_then(Value::text) {
                Some(value) => text += value,
                None => return Data::Unknown,
            }
        }
        text += &unescaped(self.source.text.get(at..node.end() - 1).unwrap_or_default());
        Data::Text(text)
    }

    fn array(&self, node: Node<'s>, depth: usize) -> Data {
        let mut items = Vec::new();
        for item in node.children() {
            if item.kind() != "spread_element" {
                items.push(self.evaluate(item, depth + 1));
                continue;
            }
            let value = item.first_child().map(|it| self.evaluate(it, depth + 1));
            match value.map(|it| it.data) {
                Some(Data::List(inner)) => items.extend(inner),
                _ => items.push(self.unknown(item)),
            }
        }
        Data::List(items)
    }

    fn object(&self, node: Node<'s>, depth: usize) -> Vec<Entry> {
        let mut entries = Vec::new();
        for property in node.children() {
            let (key, value) = match property.kind() {
                "pair" => (property.field("key"), property.field("value")),
                "shorthand_property_identifier" => (Some(property), Some(property)),
                "spread_element" => {
                    let other = property.first_child().map(|it| self.evaluate(it, depth + 1));
                    spread(&mut entries, &other.unwrap_or_else(|| self.unknown(property)));
                    continue;
                }
                _ => (property.field("name"), None),
            };
            let key_text = key.and_then(|it| match it.kind() {
                "string" => string(it),
                "computed_property_name" => {
                    let name = self.evaluate(it.first_child()?, depth + 1);
                    name.text().map(str::to_owned)
                }
                _ => Some(it.text().to_owned()),
            });
            let value = value.map_or_else(|| self.unknown(property), |it| self.evaluate(it, depth + 1));
            entries.push(match key_text {
                Some(key) => Entry {
                    key,
                    file: Arc::clone(&self.file),
                    line: self.line(property),
                    value,
                },
                None => value.rest(),
            });
        }
        entries
    }

    fn identifier(&self, node: Node<'s>, depth: usize) -> Value {
        let Some(module) = &self.module else {
            return self.unknown(node);
        };
        match module.names.binding_at(node.start()) {
            Some(binding) => self.bound(module, binding, node, depth),
            None if module.names.is_free(node.start()) => {
                let data = match node.text() {
                    "__dirname" => self.directory(),
                    "__filename" => Data::Text(self.file.to_string_lossy().into_owned()),
                    name => Data::Name(name.to_owned()),
                };
                Value::new(&self.file, self.line(node), data)
            }
            None => self.unknown(node),
        }
    }

    /// What a name is bound to, where nothing assigns to it later.
    fn bound(&self, module: &Module<'s>, id: BindingId, node: Node<'s>, depth: usize) -> Value {
        let binding = module.names.binding(id);
        let [offset] = binding.declared.as_slice() else {
            return self.unknown(node);
        };
        let declared = self.source.node_at(*offset..*offset + binding.name.len());
        let written = module.names.references_of(id).any(|it| it.is_write);
        match declared {
            Some(declared) if !written => self.declared(declared, depth).unwrap_or_else(|| self.unknown(node)),
            _ => self.unknown(node),
        }
    }

    fn declared(&self, name: Node<'s>, depth: usize) -> Option<Value> {
        let around = name.parent()?;
        let statement = || name.ancestors().find(|it| it.kind() == "import_statement");
        let specifier = |it: Node<'s>| it.field("source")?.string_value();
        let import = |member: &str| Some(self.import(specifier(statement()?)?, member, name));
        match around.kind() {
            "import_clause" => import("default"),
            "namespace_import" => import("*"),
            "import_specifier" => import(around.field("name")?.text()),
            "import_require_clause" => Some(self.import(specifier(around)?, "*", name)),
            "variable_declarator" if around.field("name") == Some(name) => {
                Some(self.evaluate(around.field("value")?, depth + 1))
            }
            "object_pattern" => self.destructured(around, name.text(), depth),
            "pair_pattern" => {
                let key = around.field("key")?;
                self.destructured(around.parent()?, key.string_value().unwrap_or(key.text()), depth)
            }
            _ => None,
        }
    }

    fn destructured(&self, pattern: Node<'s>, key: &str, depth: usize) -> Option<Value> {
        let declarator = pattern.parent_of_kind("variable_declarator")?;
        let whole = self.evaluate(declarator.field("value")?, depth + 1);
        Some(self.property(whole, key))
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

    fn call(&self, node: Node<'s>, depth: usize) -> Data {
        let callee = node.field("function").or_else(|| node.field("constructor"));
        let Some(callee) = callee else {
            return Data::Unknown;
        };
        let nodes = node.arguments();
        let name = match self.evaluate(callee, depth + 1).data {
            Data::Name(name) => name,
            _ => return self.relative_directory(&nodes),
        };
        let arguments: Vec<Value> = nodes.iter().map(|it| self.evaluate(*it, depth + 1)).collect();
        if name == "require"
            && let Some(specifier) = arguments.first().and_then(Value::text)
        {
            return self.import(specifier, "*", node).data;
        }
        known_call(&name, &arguments, &self.scripts.home, &self.file).unwrap_or(Data::Call { name, arguments })
    }

    /// A function of the project's own that gets `__dirname` and nothing else makes a path relative to the service of
    /// it, as `handlerPath(__dirname)` of the Serverless Framework's TypeScript template does.
    fn relative_directory(&self, arguments: &[Node<'s>]) -> Data {
        match arguments {
            [only] if only.text() == "__dirname" => self.directory(),
            _ => Data::Unknown,
        }
    }

    fn binary(&self, node: Node<'s>, depth: usize) -> Data {
        let (Some(left), Some(right)) = (node.field("left"), node.field("right")) else {
            return Data::Unknown;
        };
        let (left, right) = (self.evaluate(left, depth + 1), self.evaluate(right, depth + 1));
        if node.has_token("+") {
            return match (left.text(), right.text()) {
                (Some(left), Some(right)) => Data::Text(format!("{left}{right}")),
                _ => Data::Unknown,
            };
        }
        let is_default = node.has_token("||") || node.has_token("??");
        let is_variable = matches!(&left.data, Data::Name(name) if name.starts_with("process.env."));
        if is_default && is_variable {
            right.data
        } else {
            Data::Unknown
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
    pub fn unknown(&self, node: Node<'s>) -> Value {
        Value::new(&self.file, self.line(node), Data::Unknown)
    }

    pub fn line(&self, node: Node<'_>) -> usize {
        node.line_column().0
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

/// What a string literal holds.
fn string(node: Node<'_>) -> Option<String> {
    let inner = node.text().get(1..node.text().len().checked_sub(1)?)?;
    Some(unescaped(inner))
}

/// Escapes that stand in paths and names; `\u…` and the like stay as they are and match nothing.
fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(it) = characters.next() {
        match (it, it == '\\') {
            (_, true) => match characters.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some('r') => plain.push('\r'),
                Some(other @ ('u' | 'x')) => plain.extend(['\\', other]),
                Some(other) => plain.push(other),
                None => {}
            },
            (other, false) => plain.push(other),
        }
    }
    plain
}
