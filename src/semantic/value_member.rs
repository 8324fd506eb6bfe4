//! What the properties of values are: of object literals, classes, instances and
//! functions. Knows shapes, not where a value came from.

use crate::syntax::Node;

use super::{
    Value,
    class::{is_class, key_of, superclass},
    value::{Evaluation, Key, Lookup, MAX_DEPTH, the_same},
};

impl<'s> Evaluation<'_, 's> {
    pub(super) fn member(&self, object: Value<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        self.lookup(object, name, depth).found()
    }

    pub(super) fn lookup(&self, object: Value<'s>, name: &str, depth: usize) -> Lookup<'s> {
        if depth > MAX_DEPTH {
            self.is_cut.set(true);
            return Lookup::Unknown;
        }
        let deeper = depth + 1;
        let key = |node: Node<'s>| Key::Member(node.source.id, node.start(), name.to_owned());
        match object {
            Value::External(origin) => Lookup::Found(origin.member(name)),
            Value::Local(node) if node.kind() == "object" => self.property(node, name, deeper),
            Value::Local(node) => Lookup::of(self.once(key(node), || self.static_member(node, name, deeper))),
            Value::Instance(class) => Lookup::of(self.once(key(class), || self.field(class, name, deeper))),
            Value::Module(id) => self.exported_or_stated(id, name, deeper),
        }
    }

    /// A property of an object literal: the last one of that name.
    fn property(&self, object: Node<'s>, name: &str, depth: usize) -> Lookup<'s> {
        if self.project.is_written_to(object, name) {
            return Lookup::Unknown;
        }
        for property in object.children().into_iter().rev() {
            let is_named = key_of(property) == Some(name);
            let value = match property.kind() {
                "pair" if is_named => property.field("value"),
                "method_definition" if is_named && property.has_token("set") => continue,
                "method_definition" if is_named => Some(property),
                "shorthand_property_identifier" if property.text() == name => Some(property),
                "pair" | "method_definition" if key_of(property).is_none() => return Lookup::Unknown,
                "spread_element" => {
                    let spread = property.first_child().and_then(|it| self.expression(it, depth));
                    match spread.map_or(Lookup::Unknown, |it| self.lookup(it, name, depth)) {
                        Lookup::Absent => continue,
                        found => return found,
                    }
                }
                _ => continue,
            };
            let key = Key::Member(object.source.id, object.start(), name.to_owned());
            let found = self.once(key, || self.member_value(value?, depth));
            return Lookup::of(found);
        }
        Lookup::Absent
    }

    /// What a method, getter or field of an object is.
    fn member_value(&self, value: Node<'s>, depth: usize) -> Option<Value<'s>> {
        if value.kind() == "method_definition" && value.has_token("get") {
            return self.returned(value, depth);
        }
        self.expression(value, depth)
    }

    /// The one value that a field of a class ever has; else that of the class it
    /// extends.
    fn field(&self, class: Node<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        let given = self.project.field_values(class, name);
        if given.is_empty() {
            return self.field(self.superclass(class, depth)?, name, depth + 1);
        }
        let mut values = Vec::new();
        for value in given {
            let is_setter = value.kind() == "method_definition" && value.has_token("set");
            if !value.is_nothing() && !is_setter {
                values.push(self.member_value(value, depth)?);
            }
        }
        the_same(values)
    }

    /// `static` members of a class, and what is given to a function as a property.
    fn static_member(&self, owner: Node<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        let mut values = Vec::new();
        for member in owner
            .field("body")
            .filter(|_| is_class(owner))
            .map_or_else(Vec::new, Node::children)
        {
            let is_meant = member.has_token("static") && key_of(member) == Some(name);
            if is_meant && !member.has_token("set") {
                let value = member.field("value").unwrap_or(member);
                values.push(self.member_value(value, depth)?);
            }
        }
        for write in self.project.module(owner.source.id).property_writes(name) {
            let object = write.field("left")?.field("object")?;
            let is_prototype = object.kind() != "identifier";
            if !is_prototype && self.expression(object, depth) == Some(Value::Local(owner)) {
                values.push(self.expression(write.field("right")?, depth)?);
            }
        }
        if values.is_empty() {
            return match is_class(owner) {
                true => self.static_member(self.superclass(owner, depth)?, name, depth + 1),
                false => self.exported_beside(owner, name, depth),
            };
        }
        the_same(values)
    }

    /// The class of the project that a class extends.
    pub(super) fn superclass(&self, class: Node<'s>, depth: usize) -> Option<Node<'s>> {
        if depth > MAX_DEPTH {
            self.is_cut.set(true);
            return None;
        }
        let named = superclass(class)?;
        let key = Key::Member(class.source.id, class.start(), "extends".to_owned());
        match self.once(key, || self.expression(named, depth + 1))? {
            Value::Local(node) if is_class(node) && node != class => Some(node),
            _ => None,
        }
    }
}
