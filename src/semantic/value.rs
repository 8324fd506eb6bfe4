//! What an expression is known to be: follows bindings, properties and local
//! modules. What cannot be proven has no value.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
};

use crate::syntax::{Node, SourceId};

use super::{BindingId, Origin, Project, Step, class::is_class, making::Making};

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

/// Deeper chains of definitions are not followed: the stack is finite.
pub(super) const MAX_DEPTH: usize = 100;

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
        Evaluation::of(self).expression(expression, 0)
    }

    /// The class of the project that a class extends.
    pub fn superclass(&self, class: Node<'s>) -> Option<Node<'s>> {
        Evaluation::of(self).superclass(class, 0)
    }
}

/// One question for a value. What depends on itself is unknown, and so is all
/// that depends on it: therefore an answer is the same wherever it is asked for.
pub(super) struct Evaluation<'p, 's> {
    pub(super) project: &'p Project<'s>,
    /// What is being asked for.
    pending: RefCell<HashSet<Key>>,
    known: RefCell<HashMap<Key, Option<Value<'s>>>>,
    /// Something was too deep to be followed; what was found since is not kept.
    pub(super) is_cut: Cell<bool>,
    /// What is made on the way, where that is wanted, too.
    pub(super) making: Option<RefCell<Making<'s>>>,
}

/// What a question can come back to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Binding(SourceId, BindingId),
    /// A name that nobody declares.
    Free(SourceId, String),
    /// What the function that begins at this byte returns.
    Returned(SourceId, usize),
    /// A property of the object or class that begins at this byte.
    Member(SourceId, usize, String),
    Exported(SourceId, String),
}

/// What is known of a property.
pub(super) enum Lookup<'s> {
    Found(Value<'s>),
    /// It is certain that there is none.
    Absent,
    Unknown,
}

impl<'s> Lookup<'s> {
    pub(super) fn of(value: Option<Value<'s>>) -> Lookup<'s> {
        value.map_or(Lookup::Unknown, Lookup::Found)
    }

    pub(super) fn found(self) -> Option<Value<'s>> {
        match self {
            Lookup::Found(value) => Some(value),
            Lookup::Absent | Lookup::Unknown => None,
        }
    }
}

impl<'p, 's> Evaluation<'p, 's> {
    pub(super) fn of(project: &'p Project<'s>) -> Evaluation<'p, 's> {
        Evaluation {
            project,
            pending: RefCell::default(),
            known: RefCell::default(),
            is_cut: Cell::new(false),
            making: None,
        }
    }

    /// Answers a question once.
    pub(super) fn once(&self, key: Key, answer: impl FnOnce() -> Option<Value<'s>>) -> Option<Value<'s>> {
        // What is known already says nothing of how it was made.
        let is_value_enough = self.making.is_none();
        if let Some(known) = self.project.values.get(self.project, &key).filter(|_| is_value_enough) {
            return known;
        }
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        if !self.pending.borrow_mut().insert(key.clone()) {
            return None;
        }
        let value = answer();
        self.pending.borrow_mut().remove(&key);
        if !self.is_cut.get() {
            self.project.values.keep(self.project, &key, &value);
        }
        self.known.borrow_mut().insert(key, value.clone());
        value
    }

    pub(super) fn expression(&self, node: Node<'s>, depth: usize) -> Option<Value<'s>> {
        if depth > MAX_DEPTH {
            self.is_cut.set(true);
            return None;
        }
        let node = node.peeled();
        let deeper = depth + 1;
        match node.kind() {
            "identifier" | "shorthand_property_identifier" | "shorthand_property_identifier_pattern" => {
                self.identifier(node, deeper)
            }
            "this" => self.this(node),
            "super" => self
                .superclass(self.project.class_of_this(node)?, deeper)
                .map(Value::Instance),
            "call_expression" => self.call(node, deeper),
            "new_expression" => match self.expression(node.field("constructor")?, deeper)? {
                Value::External(origin) => Some(self.make(node, origin, Step::New)),
                Value::Local(class) if is_class(class) || is_constructible(class) => Some(Value::Instance(class)),
                _ => None,
            },
            "member_expression" if self.project.module(node.source.id).is_exports_object(node) => {
                self.exported_whole(node.source.id, deeper)
            }
            "member_expression" => {
                let object = self.expression(node.field("object")?, deeper)?;
                self.member(object, node.field("property")?.text(), deeper)
            }
            "subscript_expression" => {
                let object = self.expression(node.field("object")?, deeper)?;
                let name = self.project.name_of_index(node.field("index")?)?;
                self.member(object, name, deeper)
            }
            "assignment_expression" => self.expression(node.field("right")?, deeper),
            "augmented_assignment_expression" if is_default(node) => {
                let one = self.expression(node.field("left")?, deeper)?;
                let other = self.expression(node.field("right")?, deeper)?;
                (one == other).then_some(one)
            }
            "await_expression" => self.awaited(node.first_child()?, deeper),
            "sequence_expression" => self.expression(*node.children().last()?, deeper),
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
            "object" | "class" | "class_declaration" | "abstract_class_declaration" => Some(Value::Local(node)),
            _ if node.is_function() => Some(Value::Local(node)),
            _ => None,
        }
    }

    fn identifier(&self, node: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let module = self.project.module(node.source.id);
        if module.is_exports_object(node) && !module.names.is_module {
            return self.exported_whole(node.source.id, depth);
        }
        match self.project.binding_of(node) {
            Some(binding) => self.once(Key::Binding(node.source.id, binding), || {
                self.binding(node, binding, depth)
            }),
            None if module.names.is_free(node.start()) => {
                let key = Key::Free(node.source.id, node.text().to_owned());
                self.once(key, || self.free(node, depth))
            }
            None => None,
        }
    }

    /// What the runtime has by a name, or what is assigned to that without a declaration.
    fn free(&self, node: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let names = &self.project.module(node.source.id).names;
        match names.free_writes(node.text()) {
            [] => Some(Value::External(Origin {
                root: node.text().to_owned(),
                is_global: true,
                steps: Vec::new(),
            })),
            [only] => {
                let name = node.source.identifier_at(*only)?;
                let assignment = name.parent_of_kind("assignment_expression")?;
                let is_left = assignment.field("left") == Some(name);
                self.expression(assignment.field("right").filter(|_| is_left)?, depth)
            }
            _ => None,
        }
    }

    /// An instance of the class around, the class itself in what is static, or the
    /// object literal whose method this is.
    fn this(&self, node: Node<'s>) -> Option<Value<'s>> {
        if let Some(class) = self.project.class_of_this(node) {
            return Some(Value::Instance(class));
        }
        let owner = node
            .ancestors()
            .find(|it| it.is_function() && it.kind() != "arrow_function")?;
        let parent = owner.wrapped().parent()?;
        match parent.kind() {
            "class_body" if owner.has_token("static") => parent.parent().map(Value::Local),
            "object" => Some(Value::Local(parent)),
            "pair" => parent.parent_of_kind("object").map(Value::Local),
            _ => None,
        }
    }

    /// The one value that a variable ever has besides `null` and `undefined`.
    fn binding(&self, at: Node<'s>, id: BindingId, depth: usize) -> Option<Value<'s>> {
        let source = at.source;
        let binding = self.project.module(source.id).names.binding(id);
        let mut values = Vec::new();
        for offset in &binding.declared {
            let name = source.identifier_at(*offset)?;
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
            let assignment = name.parent()?;
            let is_assignment = matches!(
                assignment.kind(),
                "assignment_expression" | "augmented_assignment_expression"
            );
            if !is_assignment || assignment.field("left") != Some(name) {
                return None;
            }
            let right = assignment.field("right")?;
            if assignment.kind() == "augmented_assignment_expression" && !is_default(assignment) {
                return None;
            }
            for right in alternatives(right) {
                let is_itself = self.project.binding_of(right) == Some(id);
                if !right.is_nothing() && !is_itself {
                    values.push(self.expression(right, depth)?);
                }
            }
        }
        the_same(values)
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
                "function_declaration"
                | "function_expression"
                | "generator_function"
                | "generator_function_declaration"
                | "class"
                | "class_declaration"
                | "abstract_class_declaration" => {
                    let is_name = parent.field("name") == Some(name);
                    return is_name.then_some(Declared::Value(Value::Local(parent)));
                }
                // Overloads, and types of the same name.
                "function_signature" | "interface_declaration" => return Some(Declared::Nothing),
                "import_specifier" | "namespace_import" | "import_clause" | "import_require_clause" => {
                    return self.imported(parent, name, depth).map(Declared::Value);
                }
                _ => return None,
            }
            pattern = parent;
        }
    }

    fn initialized(&self, declarator: Node<'s>, path: Vec<&str>, depth: usize) -> Option<Declared<'s>> {
        let Some(value) = declarator.field("value").filter(|it| !it.is_nothing()) else {
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

    fn call(&self, call: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let callee = call.field("function")?.peeled();
        let arguments = call.arguments();
        if self.project.is_global(callee, "require") {
            return self.required(*arguments.first()?, depth);
        }
        // `import('x')` is a promise.
        if callee.kind() == "import" {
            return None;
        }
        let is_bind = callee.field("property").is_some_and(|it| it.text() == "bind");
        if is_bind
            && let Some(Value::Local(function)) = self.expression(callee.field("object")?, depth)
            && function.is_function()
        {
            return Some(Value::Local(function));
        }
        match self.expression(callee, depth)? {
            Value::External(origin) if origin.gives_its_argument() => self.expression(*arguments.first()?, depth),
            Value::External(origin) => Some(self.make(call, origin, Step::Call)),
            Value::Local(function) if function.is_function() => {
                let is_plain = !function.has_token("async") && !function.has_token("*");
                let value = is_plain.then(|| self.returned(function, depth)).flatten();
                self.made_anew(call, function);
                value
            }
            _ => None,
        }
    }

    /// What a local function returns, or what its promise comes to, when it is
    /// always the same.
    pub(super) fn returned(&self, function: Node<'s>, depth: usize) -> Option<Value<'s>> {
        self.once(Key::Returned(function.source.id, function.start()), || {
            let body = function.field("body")?;
            if body.kind() != "statement_block" {
                return self.expression(body, depth);
            }
            let values = body
                .descendants_of_same_function()
                .into_iter()
                .filter(|it| it.kind() == "return_statement")
                .map(|it| it.first_child().and_then(|it| self.expression(it, depth)));
            the_same(values.collect::<Option<_>>()?)
        })
    }

    /// What a promise comes to: `import('x')` to the module, an async function to
    /// what it returns.
    fn awaited(&self, promise: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let promise = promise.peeled();
        if promise.kind() == "call_expression" {
            let callee = promise.field("function")?.peeled();
            if callee.kind() == "import" {
                return self.required(*promise.arguments().first()?, depth);
            }
            if let Some(Value::Local(function)) = self.expression(callee, depth)
                && function.is_function()
                && function.has_token("async")
                && !function.has_token("*")
            {
                let value = self.returned(function, depth);
                self.waited_for(value.as_ref());
                return value;
            }
        }
        match self.expression(promise, depth)? {
            Value::External(origin) => Some(origin.step(Step::Await)),
            // Whether it is one of the project's own promises is not asked.
            _ => None,
        }
    }
}

enum Declared<'s> {
    Value(Value<'s>),
    Nothing,
}

/// The value that all are.
pub(super) fn the_same(values: Vec<Value<'_>>) -> Option<Value<'_>> {
    let (first, others) = values.split_first()?;
    others.iter().all(|it| it == first).then(|| first.clone())
}

/// A plain function can be called with `new`.
fn is_constructible(node: Node<'_>) -> bool {
    matches!(node.kind(), "function_declaration" | "function_expression") && !node.has_token("async")
}

/// `x ||= value`, `x ??= value`.
fn is_default(assignment: Node<'_>) -> bool {
    let operator = assignment.field("operator").map(Node::text);
    operator.is_some_and(|it| matches!(it, "||=" | "??="))
}

/// The expressions whose value `a || b`, `a ?? b` and `c ? a : b` may have.
fn alternatives(node: Node<'_>) -> Vec<Node<'_>> {
    let node = node.peeled();
    let fields = match node.kind() {
        "ternary_expression" => ["consequence", "alternative"],
        "binary_expression" if node.has_token("||") || node.has_token("??") => ["left", "right"],
        _ => return vec![node],
    };
    let parts = fields.into_iter().filter_map(|it| node.field(it));
    parts.flat_map(alternatives).collect()
}
