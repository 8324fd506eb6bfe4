//! Where functions go that are properties: of object literals, classes and their
//! instances, `this` and `super` among them. Knows one file; what other files
//! get is known by `importer`.

use crate::syntax::Node;

use super::{
    Value,
    access::{Access, Path},
    class::{is_class, key_of, superclass},
    usage::{Tracker, Unseen, Usage},
};

impl<'s> Tracker<'_, 's> {
    /// The parts of object literals and classes.
    pub(super) fn in_object_or_class(&mut self, node: Node<'s>, parent: Node<'s>, path: &Path<'s>) {
        let is_value = parent.field("value") == Some(node);
        match parent.kind() {
            "pair" if is_value => self.property(parent, key_of(parent), path),
            "object" => self.property(node, Some(node.text()), path),
            "spread_element" => match parent.parent_of_kind("object") {
                Some(object) if matches!(path.first(), Some(Access::Member(_))) => self.object(object, path),
                _ => self.lost(node),
            },
            "computed_property_name" => {}
            "field_definition" | "public_field_definition" if is_value => {
                match (key_of(parent), parent.parent().and_then(|it| it.parent())) {
                    (Some(name), Some(class)) => self.class_member(class, parent, name, path),
                    _ => self.lost(node),
                }
            }
            "class_heritage" | "extends_clause" => match parent.ancestors().find(|it| is_class(*it)) {
                Some(class) => self.subclass(class, node, path),
                None => self.lost(node),
            },
            _ => self.lost(node),
        }
    }

    fn property(&mut self, property: Node<'s>, key: Option<&'s str>, path: &Path<'s>) {
        match (property.parent(), key) {
            (Some(object), Some(key)) if key != "__proto__" => self.object(object, &path.behind(Access::Member(key))),
            _ => self.lost(property),
        }
    }

    /// An object literal and `this` in its methods.
    fn object(&mut self, object: Node<'s>, path: &Path<'s>) {
        self.expression(object, path);
        for property in object.children() {
            let function = property.field("value").map_or(property, Node::peeled);
            for this in own_this(function) {
                self.expression(this, path);
            }
        }
    }

    /// A method of a class or of an object literal.
    pub(super) fn member_value(&mut self, method: Node<'s>, path: &Path<'s>) {
        let owner = method.parent();
        let class = owner.filter(|it| it.kind() == "class_body").and_then(|it| it.parent());
        match (key_of(method), class) {
            (None, _) => self.lost(method),
            (Some(name), None) => self.property(method, Some(name), path),
            (Some(name), Some(class)) => {
                self.decorated(class, method);
                self.class_member(class, method, name, path);
                if !method.has_token("static") {
                    self.superclass_of_package(class, name);
                }
            }
        }
    }

    /// Decorators are handed the class or the method.
    fn decorated(&mut self, class: Node<'s>, method: Node<'s>) {
        let siblings = method.parent().map(Node::children).unwrap_or_default();
        let before = siblings.iter().take_while(|it| it.end() <= method.start());
        let own = before.last().filter(|it| it.kind() == "decorator").copied();
        let around = class.parent_of_kind("export_statement");
        let of_class = [Some(class), around, Some(method)];
        let mut decorators = of_class.into_iter().flatten().flat_map(Node::children).chain(own);
        if let Some(decorator) = decorators.find(|it| it.kind() == "decorator") {
            self.lost(decorator);
        }
    }

    fn class_member(&mut self, class: Node<'s>, member: Node<'s>, name: &'s str, path: &Path<'s>) {
        let path = path.behind(Access::Member(name));
        match member.has_token("static") {
            true => self.class(class, &path),
            false => self.instance(class, &path),
        }
    }

    /// A class as a value.
    fn class(&mut self, class: Node<'s>, path: &Path<'s>) {
        if class.kind().ends_with("declaration") {
            self.declared(class, path);
        } else {
            if let Some(name) = class.field("name") {
                self.binding_of(name, path);
            }
            self.expression(class, path);
        }
        for member in members(class) {
            let this = own_this(member.field("value").unwrap_or(member)).into_iter();
            for this in this {
                if member.has_token("static") {
                    self.expression(this, path);
                } else if let Some(constructor) = this.parent_of_kind("member_expression")
                    && constructor
                        .field("property")
                        .is_some_and(|it| it.text() == "constructor")
                {
                    self.expression(constructor, path);
                }
            }
        }
    }

    /// The instances of a class or of a constructor function; what a subclass has,
    /// code of its superclass can reach by `this`.
    fn instance(&mut self, class: Node<'s>, path: &Path<'s>) {
        let made = path.behind(Access::New);
        match is_class(class) {
            true => self.class(class, &made),
            false => self.function_value(class, &made),
        }
        let mut classes = vec![class];
        while let Some(Value::Local(above)) = classes.last().copied().and_then(|it| {
            let superclass = superclass(it)?;
            self.project.value(superclass)
        }) {
            if classes.contains(&above) {
                break;
            }
            classes.push(above);
        }
        for class in classes {
            self.this_of(class, path);
        }
    }

    fn this_of(&mut self, class: Node<'s>, path: &Path<'s>) {
        let whole = match is_class(class) {
            true => class,
            false => class.source.root(),
        };
        let nodes = whole.descendants().into_iter().filter(|it| it.kind() == "this");
        for this in nodes.filter(|it| self.project.class_of_this(*it) == Some(class)) {
            self.expression(this, path);
        }
    }

    /// A class of a package may call the methods of those that extend it.
    fn superclass_of_package(&mut self, class: Node<'s>, name: &str) {
        let mut class = class;
        for _ in 0..MAX_CLASSES {
            let Some(above) = superclass(class) else {
                return;
            };
            class = match self.project.value(above) {
                Some(Value::Local(it)) => it,
                Some(Value::External(origin)) if is_passive(&origin.to_string()) && !is_called_by_emitters(name) => {
                    return;
                }
                _ => return self.usage(Usage::Unseen(above, Unseen::Superclass)),
            };
        }
    }

    /// `class Sub extends Value`.
    fn subclass(&mut self, class: Node<'s>, node: Node<'s>, path: &Path<'s>) {
        let is_instance = path.first() == Some(Access::New);
        let inner = path.after(Access::New).unwrap_or_else(|| path.clone());
        let Some(Access::Member(name)) = inner.first() else {
            return self.lost(node);
        };
        for member in members(class).filter(|it| it.has_token("static") != is_instance) {
            let nodes = member.descendants().into_iter().filter(|it| it.kind() == "super");
            for word in nodes {
                self.expression(word, &inner);
            }
        }
        let is_own = |it: Node<'s>| it.has_token("static") != is_instance && key_of(it) == Some(name);
        let is_overridden = members(class).any(|it| is_own(it) && !it.kind().starts_with("abstract"));
        if is_overridden {
            return;
        }
        if is_instance {
            self.instance(class, &inner);
        } else {
            self.class(class, &inner);
        }
    }

    /// `constructor(private store: Store)`.
    pub(super) fn parameter_property(&mut self, parameter: Node<'s>, path: &Path<'s>) {
        let is_property = parameter.has_token("readonly")
            || parameter
                .children()
                .iter()
                .any(|it| it.kind() == "accessibility_modifier");
        let class = parameter.ancestors().find(|it| is_class(*it));
        let name = parameter.field("pattern").filter(|it| it.is_identifier());
        if let (true, Some(class), Some(name)) = (is_property, class, name) {
            self.instance(class, &path.behind(Access::Member(name.text())));
        }
    }

    /// An argument of `new Class(…)` or `super(…)`.
    pub(super) fn constructor_parameter(&mut self, class: Node<'s>, node: Node<'s>, place: usize, path: &Path<'s>) {
        let mut class = class;
        for _ in 0..MAX_CLASSES {
            let mut own = members(class).filter(|it| it.kind() == "method_definition");
            if let Some(constructor) = own.find(|it| key_of(*it) == Some("constructor")) {
                return self.parameter(constructor, node, place, path);
            }
            let Some(above) = superclass(class) else {
                return;
            };
            match self.project.value(above) {
                Some(Value::Local(it)) if is_class(it) => class = it,
                _ => return self.lost(node),
            }
        }
    }

    /// The class that `super` means.
    pub(super) fn superclass_around(&self, word: Node<'s>) -> Option<Node<'s>> {
        let class = word.ancestors().find(|it| is_class(*it))?;
        match self.project.value(superclass(class)?)? {
            Value::Local(above) if is_class(above) => Some(above),
            _ => None,
        }
    }

    /// `f.bind(value)`, `f.call(value)`: the value is `this` in `f`.
    pub(super) fn rebinds(&mut self, callee: Node<'s>, place: usize, path: &Path<'s>) -> bool {
        let is_rebinding = callee
            .field("property")
            .is_some_and(|it| matches!(it.text(), "bind" | "call" | "apply"));
        let Some(function) = callee.field("object").filter(|_| is_rebinding && place == 0) else {
            return false;
        };
        match self.project.value(function) {
            Some(Value::Local(function)) if function.is_function() => {
                for this in own_this(function) {
                    self.expression(this, path);
                }
                true
            }
            _ => false,
        }
    }

    /// The value is stored in a variable or a property.
    pub(super) fn assigned(&mut self, left: Node<'s>, path: &Path<'s>) {
        let left = left.peeled();
        if self.is_exports(left) {
            return self.module(left, path);
        }
        match left.kind() {
            "member_expression" | "subscript_expression" => {
                let name = match left.field("index") {
                    Some(index) => index.string_value(),
                    None => left.field("property").map(Node::text),
                };
                match (left.field("object"), name) {
                    // `F.prototype = { save() {} }`: what `new` makes has it.
                    (Some(class), Some("prototype")) => self.stored(class.peeled(), &path.behind(Access::New)),
                    (_, Some("__proto__")) => self.lost(left),
                    (Some(object), Some(name)) => self.stored(object.peeled(), &path.behind(Access::Member(name))),
                    _ => self.lost(left),
                }
            }
            _ => self.pattern(left, path),
        }
    }

    /// The object that an expression means has got a property.
    fn stored(&mut self, object: Node<'s>, path: &Path<'s>) {
        let project = self.project;
        if self.is_exports(object) {
            return self.module(object, path);
        }
        if object.kind() == "this" {
            return match project.class_of_this(object) {
                Some(class) => self.instance(class, path),
                None => self.lost(object),
            };
        }
        if object.field("property").is_some_and(|it| it.text() == "prototype") {
            return match object.field("object").and_then(|it| project.value(it)) {
                Some(Value::Local(class)) => self.instance(class, path),
                _ => self.lost(object),
            };
        }
        if object.is_identifier() && project.binding_of(object).is_some() {
            self.binding_of(object, path);
            return match project.only_value(object).map(Node::peeled) {
                Some(it) if matches!(it.kind(), "object" | "new_expression" | "class") || it.is_function() => {}
                Some(it) if it.kind() == "this" || it.is_identifier() => self.stored(it, path),
                _ => match project.value(object) {
                    // A declaration that is assigned to.
                    Some(Value::Local(it)) if it.source.id == object.source.id => {}
                    _ => self.lost(object),
                },
            };
        }
        match project.value(object) {
            Some(Value::Local(it)) if it.kind() == "object" => self.object(it, path),
            Some(Value::Instance(class)) => self.instance(class, path),
            _ => self.lost(object),
        }
    }
}

/// Longer chains of classes are not followed.
const MAX_CLASSES: usize = 20;

/// Methods, fields and abstract signatures of a class.
pub(super) fn members(class: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    class.field("body").map(Node::children).unwrap_or_default().into_iter()
}

/// Classes that call none of their subclasses' methods.
fn is_passive(origin: &str) -> bool {
    matches!(
        origin,
        "Object" | "Error" | "events" | "events.EventEmitter" | "node:events" | "node:events.EventEmitter"
    )
}

fn is_called_by_emitters(name: &str) -> bool {
    matches!(
        name,
        "emit" | "on" | "addListener" | "removeListener" | "toString" | "toJSON" | "valueOf"
    )
}

/// Where `this` is a function's own; arrow functions have that of the function around.
fn own_this(function: Node<'_>) -> Vec<Node<'_>> {
    let mut found = Vec::new();
    let mut pending = match function.is_function() && function.kind() != "arrow_function" {
        true => vec![function],
        false => Vec::new(),
    };
    while let Some(top) = pending.pop() {
        for node in top.descendants_of_same_function() {
            if node.kind() == "this" {
                found.push(node);
            } else if node != top && node.kind() == "arrow_function" {
                pending.push(node);
            }
        }
    }
    found
}
