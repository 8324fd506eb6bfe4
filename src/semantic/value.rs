//! What an expression is known to be: follows bindings, properties and local
//! modules. What cannot be proven has no value.

use crate::syntax::{Node, SourceId};

use super::{
    BindingId, Origin, Project, Step,
    class::{is_class, key_of},
};

/// What an expression is known to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'s> {
    /// It came out of a package or a global.
    External(Origin),
    /// A function, class, object or other literal of the project.
    Local(Node<'s>),
    /// An instance of a class of the project.
    Instance(Node<'s>),
    /// All that a module of the project exports.
    Module(SourceId),
}

/// Deeper chains of definitions are not followed.
const MAX_DEPTH: usize = 40;

impl<'s> Project<'s> {
    /// Where the value of an expression comes from.
    pub fn origin(&self, expression: Node<'s>) -> Option<Origin> {
        match self.value(expression)? {
            Value::External(origin) => Some(origin),
            _ => None,
        }
    }

    /// What the value of an expression is.
    pub fn value(&self, expression: Node<'s>) -> Option<Value<'s>> {
        Evaluation { project: self }.expression(expression, 0)
    }
}

struct Evaluation<'p, 's> {
    project: &'p Project<'s>,
}

impl<'s> Evaluation<'_, 's> {
    fn expression(&self, node: Node<'s>, depth: usize) -> Option<Value<'s>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let node = node.peeled();
        let deeper = depth + 1;
        match node.kind() {
            "identifier" | "shorthand_property_identifier" | "shorthand_property_identifier_pattern" => {
                self.identifier(node, deeper)
            }
            "this" => self.project.class_of_this(node).map(Value::Instance),
            "call_expression" => self.call(node, deeper),
            "new_expression" => match self.expression(node.field("constructor")?, deeper)? {
                Value::External(origin) => Some(origin.step(Step::New)),
                Value::Local(class) if is_class(class) || is_constructible(class) => Some(Value::Instance(class)),
                _ => None,
            },
            "member_expression" => {
                let object = self.expression(node.field("object")?, deeper)?;
                self.member(object, node.field("property")?.text(), deeper)
            }
            "subscript_expression" => {
                let object = self.expression(node.field("object")?, deeper)?;
                self.member(object, node.field("index")?.string_value()?, deeper)
            }
            "assignment_expression" => self.expression(node.field("right")?, deeper),
            "await_expression" => self.awaited(node, deeper),
            "ternary_expression" => {
                let one = self.expression(node.field("consequence")?, deeper)?;
                let other = self.expression(node.field("alternative")?, deeper)?;
                (one == other).then_some(one)
            }
            "binary_expression" if node.has_token("||") || node.has_token("??") => {
                let one = self.expression(node.field("left")?, deeper)?;
                let other = self.expression(node.field("right")?, deeper)?;
                (one == other).then_some(one)
            }
            "object" | "class" | "class_declaration" => Some(Value::Local(node)),
            _ if node.is_function() => Some(Value::Local(node)),
            _ => None,
        }
    }

    fn identifier(&self, node: Node<'s>, depth: usize) -> Option<Value<'s>> {
        match self.project.binding_of(node) {
            Some(binding) => self.binding(node, binding, depth),
            None if self.project.names(node).is_free(node.start()) => Some(Value::External(Origin {
                root: node.text().to_owned(),
                is_global: true,
                steps: Vec::new(),
            })),
            None => None,
        }
    }

    /// The one value that a variable ever has besides `null` and `undefined`.
    fn binding(&self, at: Node<'s>, id: BindingId, depth: usize) -> Option<Value<'s>> {
        let source = at.source;
        let binding = self.project.module(source.id).names.binding(id);
        let mut values = Vec::new();
        for offset in &binding.declared {
            let name = source.node_at(*offset..*offset + binding.name.len())?;
            match self.declared(name, depth)? {
                Declared::Value(value) => values.push(value),
                Declared::Nothing => {}
            }
        }
        for name in self.project.references(source, id) {
            let reference = self.project.names(name).reference_at(name.start())?;
            if !reference.is_write {
                continue;
            }
            let assignment = name.parent_of_kind("assignment_expression")?;
            let right = assignment.field("right")?;
            if assignment.field("left") != Some(name) {
                return None;
            }
            if !is_nothing(right) {
                values.push(self.expression(right, depth)?);
            }
        }
        let (first, others) = values.split_first()?;
        others.iter().all(|it| it == first).then(|| first.clone())
    }

    /// What the declaration around the identifier `name` gives it.
    fn declared(&self, name: Node<'s>, depth: usize) -> Option<Declared<'s>> {
        let mut path = Vec::new();
        let mut pattern = name;
        loop {
            let parent = pattern.parent()?;
            match parent.kind() {
                "object_pattern" if pattern == name => path.push(name.text()),
                "object_pattern" => {}
                "pair_pattern" => {
                    let key = parent.field("key")?;
                    path.push(key.string_value().unwrap_or(key.text()));
                }
                "variable_declarator" => return self.initialized(parent, path, depth),
                "function_declaration" | "class_declaration" | "generator_function_declaration" => {
                    return Some(Declared::Value(Value::Local(parent)));
                }
                "import_specifier" | "namespace_import" | "import_clause" | "import_require_clause" => {
                    return self.imported(parent, name, depth).map(Declared::Value);
                }
                _ => return None,
            }
            pattern = parent;
        }
    }

    fn initialized(&self, declarator: Node<'s>, path: Vec<&str>, depth: usize) -> Option<Declared<'s>> {
        let Some(value) = declarator.field("value").filter(|it| !is_nothing(*it)) else {
            // `for (const x of xs)` has no value, but x has one.
            let is_plain = declarator.parent().is_some_and(|it| it.kind() != "for_in_statement");
            return (is_plain && path.is_empty()).then_some(Declared::Nothing);
        };
        let mut value = self.expression(value, depth)?;
        for property in path.into_iter().rev() {
            value = self.member(value, property, depth)?;
        }
        Some(Declared::Value(value))
    }

    fn imported(&self, specifier: Node<'s>, name: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let statement = specifier.ancestors().find(|it| it.kind() == "import_statement")?;
        let from = match specifier.kind() {
            "import_require_clause" => specifier.field("source"),
            _ => statement.field("source"),
        };
        let module = self.module(from?)?;
        match specifier.kind() {
            "import_specifier" => {
                let original = specifier.field("name").unwrap_or(name);
                self.member(module, original.text(), depth)
            }
            "import_clause" => self.member(module, "default", depth),
            "import_require_clause" => self.required(from?, depth),
            _ => Some(module),
        }
    }

    /// What `require` gives: the module, or the one value that it exports.
    fn required(&self, specifier: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let module = self.module(specifier)?;
        let Value::Module(id) = module else {
            return Some(module);
        };
        let whole = self.project.module(id).export("*").filter(|it| it.from.is_none());
        let is_object = whole.is_none_or(|it| it.value.peeled().kind() == "object");
        match whole {
            Some(export) if !is_object => self.expression(export.value, depth + 1),
            _ => Some(module),
        }
    }

    /// The module that a specifier leads to.
    fn module(&self, specifier: Node<'s>) -> Option<Value<'s>> {
        let name = specifier.string_value()?;
        match self.project.links.target(specifier.source.id, name) {
            Some(id) => Some(Value::Module(id)),
            None if name.starts_with('.') => None,
            None => Some(Value::External(Origin {
                root: name.to_owned(),
                is_global: false,
                steps: Vec::new(),
            })),
        }
    }

    fn call(&self, call: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let callee = call.field("function")?;
        let arguments = call.arguments();
        if self.project.is_global(callee, "require") || callee.kind() == "import" {
            return self.required(*arguments.first()?, depth);
        }
        match self.expression(callee, depth)? {
            Value::External(origin) if origin.gives_its_argument() => self.expression(*arguments.first()?, depth),
            Value::External(origin) => Some(origin.step(Step::Call)),
            Value::Local(function) if function.is_function() => self.returned(function, depth),
            _ => None,
        }
    }

    /// What a local function returns, when it is always the same.
    fn returned(&self, function: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let body = function.field("body")?;
        if function.has_token("async") || function.has_token("*") {
            return None;
        }
        if body.kind() != "statement_block" {
            return self.expression(body, depth);
        }
        let mut values = body
            .descendants_of_same_function()
            .into_iter()
            .filter(|it| it.kind() == "return_statement")
            .map(|it| it.first_child().and_then(|it| self.expression(it, depth)));
        let first = values.next()??;
        values.all(|it| it.as_ref() == Some(&first)).then_some(first)
    }

    /// `await import('x')` is the module.
    fn awaited(&self, node: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let inner = node.first_child()?.peeled();
        let is_import =
            inner.kind() == "call_expression" && inner.field("function").is_some_and(|it| it.kind() == "import");
        is_import.then(|| self.expression(inner, depth)).flatten()
    }

    fn member(&self, object: Value<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        if depth > MAX_DEPTH {
            return None;
        }
        match object {
            Value::External(origin) => Some(origin.member(name)),
            Value::Local(node) if node.kind() == "object" => self.property(node, name, depth + 1),
            Value::Local(_) => None,
            Value::Instance(class) => self.field(class, name, depth + 1),
            Value::Module(id) => self.exported(id, name, depth + 1),
        }
    }

    fn property(&self, object: Node<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        if self.project.is_written_to(object, name) {
            return None;
        }
        let mut found = None;
        for property in object.children() {
            match property.kind() {
                "pair" if key_of(property) == Some(name) => found = property.field("value"),
                "method_definition" if key_of(property) == Some(name) => found = Some(property),
                "shorthand_property_identifier" if property.text() == name => found = Some(property),
                "spread_element" => found = None,
                _ => {}
            }
        }
        self.expression(found?, depth)
    }

    /// The one value that a field of a class ever has.
    fn field(&self, class: Node<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        let mut values = Vec::new();
        for value in self.project.field_values(class, name) {
            if !is_nothing(value) {
                values.push(self.expression(value, depth)?);
            }
        }
        let (first, others) = values.split_first()?;
        others.iter().all(|it| it == first).then(|| first.clone())
    }

    fn exported(&self, id: SourceId, name: &str, depth: usize) -> Option<Value<'s>> {
        let module = self.project.module(id);
        if let Some(export) = module.export(name).filter(|it| it.name != "*") {
            return match &export.from {
                Some(original) => {
                    let other = self.module(export.value)?;
                    self.member(other, original, depth)
                }
                None => self.export_value(export.value, depth),
            };
        }
        let whole = module.export("*")?;
        match &whole.from {
            Some(_) => self.member(self.module(whole.value)?, name, depth),
            None if name == "default" => self.expression(whole.value, depth),
            None => self.member(self.expression(whole.value, depth)?, name, depth),
        }
    }

    fn export_value(&self, value: Node<'s>, depth: usize) -> Option<Value<'s>> {
        match value.kind() {
            "function_declaration" | "generator_function_declaration" | "class_declaration" => {
                Some(Value::Local(value))
            }
            _ => self.expression(value, depth),
        }
    }
}

enum Declared<'s> {
    Value(Value<'s>),
    Nothing,
}

/// A plain function can be called with `new`.
fn is_constructible(node: Node<'_>) -> bool {
    matches!(node.kind(), "function_declaration" | "function_expression") && !node.has_token("async")
}

fn is_nothing(node: Node<'_>) -> bool {
    matches!(node.kind(), "null" | "undefined")
}
