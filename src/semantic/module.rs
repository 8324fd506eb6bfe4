//! Imports, exports and functions of one module, CommonJS and ESM alike. Knows
//! one file; what a specifier leads to is known by `link`.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::syntax::{Node, Source};

use super::{BindingId, Names, class::key_of};

/// One file as a module.
pub struct Module<'s> {
    /// Text and tree.
    pub source: &'s Source,
    /// Scopes, bindings and references.
    pub names: Arc<Names>,
    /// What other files can get from it.
    pub exports: Vec<Export<'s>>,
    /// Interfaces and aliases of types that it exports where it declares them.
    pub types: Vec<Export<'s>>,
    /// What `Object.assign(module.exports, …)` adds to them.
    pub merged: Vec<Node<'s>>,
    /// A computed name is exported, so that no export is certain.
    pub is_open: bool,
    /// `exports.__esModule = true`: a default import means `exports.default`.
    pub is_compiled: bool,
    functions: Vec<Node<'s>>,
    /// Variables that hold what the module exports.
    aliases: HashSet<BindingId>,
    /// Assignments to properties, by the name of the property.
    property_writes: HashMap<&'s str, Vec<Node<'s>>>,
    /// Classes with a heritage.
    derived: Vec<Node<'s>>,
}

/// One exported value.
#[derive(Debug, Clone)]
pub struct Export<'s> {
    /// `handler`, `default`; `*` for what `module.exports` is set to, and for
    /// `export * from`.
    pub name: String,
    /// The expression, declaration or identifier; for a re-export the string
    /// that names the other module.
    pub value: Node<'s>,
    /// The name in the other module, for `export { x as y } from './other'`;
    /// `*` for all of it.
    pub from: Option<String>,
    /// A property of the object that `module.exports` is set to.
    pub is_of_whole: bool,
}

impl<'s> Export<'s> {
    fn of(name: &str, value: Node<'s>) -> Export<'s> {
        Export {
            name: name.to_owned(),
            value,
            from: None,
            is_of_whole: false,
        }
    }
}

impl<'s> Module<'s> {
    /// Reads a file by itself; one that cannot be read has no names.
    pub fn alone(source: &'s Source, is_module: Option<bool>) -> Module<'s> {
        let names = Names::read(&source.text, source.language, is_module).unwrap_or_default();
        Module::read(source, Arc::new(names))
    }

    /// Reads a file whose names are known.
    pub fn read(source: &'s Source, names: Arc<Names>) -> Module<'s> {
        let nodes = source.root().descendants();
        let functions = nodes
            .iter()
            .copied()
            .filter(|it| it.is_function() && it.field("body").is_some())
            .collect();
        let mut module = Module {
            source,
            names,
            exports: Vec::new(),
            types: Vec::new(),
            merged: Vec::new(),
            is_open: false,
            is_compiled: false,
            functions,
            aliases: HashSet::new(),
            property_writes: HashMap::new(),
            derived: Vec::new(),
        };
        module.collect_aliases(&nodes);
        for node in nodes {
            match node.kind() {
                "export_statement" if node.parent_of_kind("program").is_some() => module.export_statement(node),
                "assignment_expression" => {
                    module.export_assignment(node);
                    module.property_write(node);
                }
                "call_expression" => module.export_call(node),
                "class" | "class_declaration" | "abstract_class_declaration" => {
                    let is_derived = node.children().iter().any(|it| it.kind() == "class_heritage");
                    module.derived.extend(is_derived.then_some(node));
                }
                _ => {}
            }
        }
        module
    }

    /// All functions with a body, in the order of the text.
    pub fn functions(&self) -> impl Iterator<Item = Node<'s>> {
        self.functions.iter().copied()
    }

    /// Classes with a heritage, in the order of the text.
    pub fn derived_classes(&self) -> impl Iterator<Item = Node<'s>> {
        self.derived.iter().copied()
    }

    /// The assignments `….name = …` anywhere in the file.
    pub fn property_writes(&self, name: &str) -> &[Node<'s>] {
        self.property_writes.get(name).map_or(&[], Vec::as_slice)
    }

    /// The last value exported under `name`.
    pub fn export(&self, name: &str) -> Option<&Export<'s>> {
        self.exports.iter().rev().find(|it| it.name == name)
    }

    /// The values exported under `name`, in the order of the text.
    pub fn exports_of(&self, name: &str) -> impl Iterator<Item = &Export<'s>> {
        self.exports.iter().filter(move |it| it.name == name)
    }

    /// `module.exports`, `exports`, or a variable that holds it.
    pub fn is_exports_object(&self, node: Node<'_>) -> bool {
        self.is_module_exports(node)
            || self.is_free(node, "exports")
            || node.kind() == "identifier"
                && self
                    .names
                    .binding_at(node.start())
                    .is_some_and(|id| self.aliases.contains(&id))
    }

    /// `const api = module.exports`, `var exports = module.exports = {…}`.
    fn collect_aliases(&mut self, nodes: &[Node<'s>]) {
        for declarator in nodes.iter().filter(|it| it.kind() == "variable_declarator") {
            let (Some(name), Some(value)) = (declarator.field("name"), declarator.field("value")) else {
                continue;
            };
            let is_exports = targets_of(value)
                .into_iter()
                .any(|it| self.is_module_exports(it) || self.is_free(it, "exports"));
            let Some(id) = self.names.declared_at(name.start()) else {
                continue;
            };
            if is_exports && name.is_identifier() && !self.names.references_of(id).any(|it| it.is_write) {
                self.aliases.insert(id);
            }
        }
    }

    fn property_write(&mut self, assignment: Node<'s>) {
        let left = assignment.field("left");
        if let Some(property) = left.and_then(property_of) {
            self.property_writes.entry(property).or_default().push(assignment);
        }
    }

    /// `exports.x = …`, `module.exports.x = …` and `module.exports = …`.
    fn export_assignment(&mut self, assignment: Node<'s>) {
        let (Some(left), Some(value)) = (assignment.field("left"), assignment.field("right")) else {
            return;
        };
        let value = assigned(value);
        if self.is_module_exports(left) {
            if !self.is_exports_object(value) {
                self.export_whole(value);
            }
        } else if left.field("object").is_some_and(|it| self.is_exports_object(it)) {
            match property_of(left) {
                Some("__esModule") => self.is_compiled = true,
                // `exports.a = exports.b = void 0` only announces them.
                Some(_) if value.is_nothing() => {}
                Some(name) => self.push(name, value),
                None => self.is_open = true,
            }
        }
    }

    /// `Object.assign(exports, …)` and `Object.defineProperty(exports, 'x', …)`.
    fn export_call(&mut self, call: Node<'s>) {
        let Some(callee) = call.field("function").filter(|it| it.kind() == "member_expression") else {
            return;
        };
        let is_of_object = callee.field("object").is_some_and(|it| self.is_free(it, "Object"));
        let arguments = call.arguments();
        let (true, Some(target)) = (is_of_object, arguments.first()) else {
            return;
        };
        if !self.is_exports_object(*target) {
            return;
        }
        match (callee.field("property").map(Node::text), &arguments[1..]) {
            (Some("assign"), sources) => self.merged.extend(sources.iter().copied()),
            (Some("defineProperty"), [name, description, ..]) => match name.string_value() {
                Some("__esModule") => self.is_compiled = true,
                Some(name) => match described(*description) {
                    Some(value) => self.push(name, value),
                    None => self.is_open = true,
                },
                None => self.is_open = true,
            },
            (Some("defineProperties"), _) => self.is_open = true,
            _ => {}
        }
    }

    fn export_whole(&mut self, value: Node<'s>) {
        self.push("*", value);
        let object = value.peeled();
        if object.kind() != "object" {
            return;
        }
        let from = self.exports.len();
        for property in object.children() {
            match property.kind() {
                "pair" => {
                    if let (Some(key), Some(value)) = (key_of(property), property.field("value")) {
                        self.push(key, value);
                    }
                }
                "method_definition" => {
                    if let Some(name) = key_of(property) {
                        self.push(name, property);
                    }
                }
                "shorthand_property_identifier" => self.push(property.text(), property),
                _ => {}
            }
        }
        for export in &mut self.exports[from..] {
            export.is_of_whole = true;
        }
    }

    fn export_statement(&mut self, statement: Node<'s>) {
        let is_default = statement.has_token("default");
        if let Some(from) = statement.field("source") {
            self.export_from(statement, from);
        } else if let Some(declaration) = statement.field("declaration") {
            self.export_declaration(declaration, is_default);
        } else if let Some(value) = statement.field("value") {
            self.push("default", value);
        } else if statement.has_token("=") {
            // TypeScript: `export = value`.
            if let Some(value) = statement.first_child() {
                self.export_whole(value);
            }
        } else {
            for (name, alias) in specifiers(statement) {
                self.push(alias.text(), name);
            }
        }
    }

    fn export_from(&mut self, statement: Node<'s>, from: Node<'s>) {
        let mut push = |name: &str, original: &str| {
            self.exports.push(Export {
                name: name.to_owned(),
                value: from,
                from: Some(original.to_owned()),
                is_of_whole: false,
            });
        };
        if statement.has_token("*") {
            push("*", "*");
        }
        for child in statement.children() {
            // `export * as name from './other'`.
            if child.kind() == "namespace_export"
                && let Some(name) = child.first_child()
            {
                push(name.text(), "*");
            }
        }
        for (name, alias) in specifiers(statement) {
            push(alias.text(), name.text());
        }
    }

    fn export_declaration(&mut self, declaration: Node<'s>, is_default: bool) {
        // A signature is no value, and a type is none.
        let is_value = !declaration.kind().ends_with("_signature")
            && !matches!(declaration.kind(), "interface_declaration" | "type_alias_declaration");
        if !is_value {
            let name = declaration.field("name");
            self.types
                .extend(name.map(|name| Export::of(if is_default { "default" } else { name.text() }, declaration)));
            return;
        }
        if is_default {
            self.push("default", declaration);
            return;
        }
        if let Some(name) = declaration.field("name") {
            self.push(name.text(), declaration);
        }
        for declarator in declaration.children() {
            if declarator.kind() == "variable_declarator"
                && let Some(name) = declarator.field("name")
            {
                for name in declared_names(name) {
                    self.push(name.text(), name);
                }
            }
        }
    }

    fn push(&mut self, name: &str, value: Node<'s>) {
        self.exports.push(Export::of(name, value));
    }

    fn is_module_exports(&self, node: Node<'_>) -> bool {
        node.kind() == "member_expression"
            && node.field("object").is_some_and(|it| self.is_free(it, "module"))
            && node.field("property").is_some_and(|it| it.text() == "exports")
    }

    fn is_free(&self, node: Node<'_>, name: &str) -> bool {
        node.kind() == "identifier" && node.text() == name && self.names.is_free(node.start())
    }
}

/// Name and alias of each `a as b` of an export statement.
fn specifiers(statement: Node<'_>) -> Vec<(Node<'_>, Node<'_>)> {
    statement
        .children()
        .into_iter()
        .filter(|it| it.kind() == "export_clause")
        .flat_map(Node::children)
        .filter_map(|it| {
            let name = it.field("name")?;
            Some((name, it.field("alias").unwrap_or(name)))
        })
        .collect()
}

/// The value at the end of `a = b = value`.
fn assigned(value: Node<'_>) -> Node<'_> {
    let mut value = value.peeled();
    while value.kind() == "assignment_expression" {
        let Some(right) = value.field("right") else { break };
        value = right.peeled();
    }
    value
}

/// What is assigned to in `a = b = value`, and the value.
fn targets_of(value: Node<'_>) -> Vec<Node<'_>> {
    let mut found = vec![value.peeled()];
    let mut value = value.peeled();
    while value.kind() == "assignment_expression" {
        let (Some(left), Some(right)) = (value.field("left"), value.field("right")) else {
            break;
        };
        found.extend([left, right.peeled()]);
        value = right.peeled();
    }
    found
}

/// The plain name in `object.name` or `object['name']`.
fn property_of(member: Node<'_>) -> Option<&str> {
    match member.kind() {
        "member_expression" => member.field("property").map(Node::text),
        "subscript_expression" => member.field("index")?.string_value(),
        _ => None,
    }
}

/// The value in the description of a property: `{ value }` or `{ get() { return value } }`.
fn described(description: Node<'_>) -> Option<Node<'_>> {
    description.children().into_iter().find_map(|it| match key_of(it)? {
        "value" => it.field("value"),
        "get" => {
            let getter = it.field("value").unwrap_or(it).peeled();
            let body = getter.field("body")?;
            match body.children().as_slice() {
                _ if body.kind() != "statement_block" => Some(body),
                [only] if only.kind() == "return_statement" => only.first_child(),
                _ => None,
            }
        }
        _ => None,
    })
}

/// The identifiers that a pattern declares.
fn declared_names(pattern: Node<'_>) -> Vec<Node<'_>> {
    if pattern.is_identifier() {
        return vec![pattern];
    }
    let inner = match pattern.kind() {
        "pair_pattern" => pattern.field("value").into_iter().collect(),
        "assignment_pattern" | "object_assignment_pattern" => pattern.field("left").into_iter().collect(),
        _ => pattern.children(),
    };
    inner.into_iter().flat_map(declared_names).collect()
}
