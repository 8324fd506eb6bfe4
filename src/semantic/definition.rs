//! Where a value is written down: follows names, properties, exports and modules
//! to the expression that makes it. Knows no handlers.

use crate::syntax::{Node, SourceId};

use super::{Project, Value, class};

/// Longer chains of names and re-exports are not followed.
const MAX_DEPTH: usize = 24;

impl<'s> Project<'s> {
    /// The expression or declaration that a name, a property or a `require`
    /// stands for; itself where it is no such thing; `None` where that is unknown.
    pub(super) fn definition(&self, expression: Node<'s>) -> Option<Node<'s>> {
        self.defined(expression, 0)
    }

    /// The value that a module gives to others as `name`; `*` is the module
    /// itself, where it is one value.
    pub(super) fn exposed(&self, module: SourceId, name: &str) -> Option<Node<'s>> {
        self.exposed_by(module, name, 0)
    }

    /// What Lambda finds when it looks up `a.b.c` in a module.
    pub(super) fn looked_up(&self, module: SourceId, path: &str) -> Option<Node<'s>> {
        let mut parts = path.split('.');
        let first = parts.next()?;
        // Node.js 24 looks into the default export, too; bundlers make named exports of it.
        let in_default = || self.member_of(self.exposed(module, "default")?, first, 0);
        let mut value = self.exposed(module, first).or_else(in_default)?;
        for part in parts {
            value = self.member_of(self.definition(value)?, part, 0)?;
        }
        Some(value)
    }

    /// What an object literal has under a name.
    pub(super) fn property_of(&self, object: Node<'s>, name: &str) -> Option<Node<'s>> {
        self.member_of(object, name, 0)
    }

    fn defined(&self, node: Node<'s>, depth: usize) -> Option<Node<'s>> {
        let node = node.peeled();
        if depth > MAX_DEPTH {
            return None;
        }
        match node.kind() {
            "identifier" | "shorthand_property_identifier" => self.named(node, depth + 1),
            "member_expression" => {
                let name = node.field("property")?.text();
                self.member(node.field("object")?, name, depth + 1)
            }
            "subscript_expression" => {
                let name = node.field("index")?.string_value()?;
                self.member(node.field("object")?, name, depth + 1)
            }
            "assignment_expression" => self.defined(node.field("right")?, depth + 1),
            "call_expression" => match self.required(node) {
                Some(module) => self.exposed_by(module, "*", depth + 1),
                None => Some(node),
            },
            _ => Some(node),
        }
    }

    /// The local module that `require(…)` or `import(…)` leads to.
    fn required(&self, call: Node<'s>) -> Option<SourceId> {
        let callee = call.field("function")?;
        let is_require = self.is_global(callee, "require") || callee.kind() == "import";
        let specifier = call.arguments().first()?.string_value()?;
        is_require
            .then(|| self.links.target(call.source.id, specifier))
            .flatten()
    }

    fn named(&self, identifier: Node<'s>, depth: usize) -> Option<Node<'s>> {
        let binding = self.binding_of(identifier)?;
        let names = self.names(identifier);
        let [offset] = names.binding(binding).declared.as_slice() else {
            return None;
        };
        let name = identifier.source.identifier_at(*offset)?;
        let written: Vec<Node<'s>> = self
            .references(identifier.source, binding)
            .into_iter()
            .filter(|it| names.reference_at(it.start()).is_some_and(|it| it.is_write))
            .collect();
        let parent = name.parent()?;
        match (parent.kind(), written.as_slice()) {
            ("variable_declarator", []) if parent.field("name") == Some(name) => {
                self.defined(parent.field("value")?, depth)
            }
            ("variable_declarator", [only]) if parent.field("value").is_none() => {
                let assignment = only.parent_of_kind("assignment_expression")?;
                self.defined(assignment.field("right")?, depth)
            }
            ("object_pattern" | "pair_pattern", []) => self.destructured(name, depth),
            ("import_specifier" | "import_clause" | "namespace_import", _) => self.imported(parent, name, depth),
            (kind, []) if kind.ends_with("_declaration") => Some(parent),
            _ => None,
        }
    }

    /// `const { name } = require('./module')`, or of any other object.
    fn destructured(&self, name: Node<'s>, depth: usize) -> Option<Node<'s>> {
        let parent = name.parent()?;
        let (pattern, key) = match parent.kind() {
            "pair_pattern" => (parent.parent()?, class::key_of(parent)?),
            _ => (parent, name.text()),
        };
        let declarator = pattern.parent_of_kind("variable_declarator")?;
        self.member(declarator.field("value")?, key, depth)
    }

    fn imported(&self, specifier: Node<'s>, name: Node<'s>, depth: usize) -> Option<Node<'s>> {
        let statement = specifier.ancestors().find(|it| it.kind() == "import_statement")?;
        let module = self
            .links
            .target(name.source.id, statement.field("source")?.string_value()?)?;
        match specifier.kind() {
            "import_specifier" => {
                let original = specifier.field("name").unwrap_or(name);
                self.exposed_by(module, original.text(), depth)
            }
            "import_clause" => self.exposed_by(module, "default", depth),
            _ => None,
        }
    }

    /// The property of what an expression is: of a module, an object literal, a
    /// class or an instance of one.
    fn member(&self, object: Node<'s>, name: &str, depth: usize) -> Option<Node<'s>> {
        if self.is_own_exports(object) {
            return self.exposed_by(object.source.id, name, depth + 1);
        }
        match self.value(object) {
            Some(Value::Module(module)) => return self.exposed_by(module, name, depth + 1),
            Some(Value::Instance(class)) => return self.inherited_method(class, name, 0),
            _ => {}
        }
        self.member_of(self.defined(object, depth + 1)?, name, depth + 1)
    }

    /// The property of an object literal; the method of a class, looked up in
    /// what it extends, too.
    fn member_of(&self, owner: Node<'s>, name: &str, depth: usize) -> Option<Node<'s>> {
        let owner = owner.peeled();
        if class::is_class(owner) {
            return self.inherited_method(owner, name, 0);
        }
        if let Some(Value::Instance(class)) = self.value(owner).filter(|_| owner.kind() == "new_expression") {
            return self.inherited_method(class, name, 0);
        }
        if owner.kind() != "object" {
            return None;
        }
        if self.is_written_to(owner, name) {
            let mut written = self.written_later(owner).into_iter().filter(|it| it.0 == name);
            let (_, value) = written.next().filter(|_| depth < MAX_DEPTH)?;
            return written
                .next()
                .is_none()
                .then(|| self.defined(value, depth + 1))
                .flatten();
        }
        let properties = owner.children();
        let property = properties.into_iter().rev().find(|it| match it.kind() {
            "shorthand_property_identifier" => it.text() == name,
            "spread_element" => false,
            _ => class::key_of(*it) == Some(name),
        })?;
        match property.kind() {
            "pair" => self.defined(property.field("value")?, depth + 1),
            "shorthand_property_identifier" => self.named(property, depth + 1),
            _ => Some(property),
        }
    }

    /// Each `object.name = value` on the variable that holds an object literal.
    pub(super) fn written_later(&self, object: Node<'s>) -> Vec<(&'s str, Node<'s>)> {
        let declarator = object.wrapped().parent_of_kind("variable_declarator");
        let name = declarator.and_then(|it| it.field("name"));
        let Some(holder) = name.and_then(|it| self.binding_of(it)) else {
            return Vec::new();
        };
        let references = self.references(object.source, holder).into_iter();
        let written = references.filter_map(|it| {
            let member = it.parent_of_kind("member_expression")?;
            let assignment = member.parent_of_kind("assignment_expression")?;
            let is_target = member.field("object") == Some(it) && assignment.field("left") == Some(member);
            let name = member.field("property").filter(|_| is_target)?;
            Some((name.text(), assignment.field("right")?))
        });
        written.collect()
    }

    /// A method of a class or of what it extends.
    fn inherited_method(&self, class: Node<'s>, name: &str, depth: usize) -> Option<Node<'s>> {
        if let [only] = self.field_values(class, name).as_slice() {
            return Some(only.peeled());
        }
        let heritage = class.children().into_iter().find(|it| it.kind() == "class_heritage")?;
        let base = match heritage.first_child()? {
            clause if clause.kind() == "extends_clause" => clause.field("value")?,
            base => base,
        };
        let base = self.definition(base).filter(|it| class::is_class(*it))?;
        (depth < MAX_DEPTH)
            .then(|| self.inherited_method(base, name, depth + 1))
            .flatten()
    }

    fn exposed_by(&self, id: SourceId, name: &str, depth: usize) -> Option<Node<'s>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let module = self.module(id);
        let other = |at: Node<'s>| self.links.target(id, at.string_value()?);
        let own = module.exports.iter().rev().filter(|it| it.name == name);
        for export in own {
            match &export.from {
                // `export * from` has no name of its own.
                Some(_) if name == "*" => {}
                Some(original) => return self.exposed_by(other(export.value)?, original, depth + 1),
                None => return self.defined(export.value, depth + 1),
            }
        }
        let everything = module.exports.iter().rev().filter(|it| it.name == "*");
        everything
            .filter(|_| name != "*")
            .find_map(|export| match (&export.from, name) {
                (Some(_), _) => self.exposed_by(other(export.value)?, name, depth + 1),
                (None, "default") => self.defined(export.value, depth + 1),
                (None, _) => self.member(export.value, name, depth + 1),
            })
    }

    /// `exports` and `module.exports`, where they are those of Node.js.
    pub(super) fn is_own_exports(&self, node: Node<'s>) -> bool {
        let is_property = node.field("property").is_some_and(|it| it.text() == "exports");
        self.is_global(node, "exports")
            || is_property && node.field("object").is_some_and(|it| self.is_global(it, "module"))
    }
}
