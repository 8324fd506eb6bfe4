//! Classes, constructor functions and object literals: whose instance `this` is,
//! and which values a field has. Knows shapes and bindings, no packages.

use crate::syntax::Node;

use super::Project;

impl<'s> Project<'s> {
    /// The class whose instance `this` is at a node; for functions called with
    /// `new` and their prototype's methods, the constructor function.
    pub(super) fn class_of_this(&self, this: Node<'s>) -> Option<Node<'s>> {
        let mut around = this.ancestors().filter(|it| {
            it.is_function() && it.kind() != "arrow_function"
                || matches!(
                    it.kind(),
                    "field_definition" | "public_field_definition" | "class_static_block"
                )
        });
        let owner = around.next()?;
        if let Some(class) = owner.parent_of_kind("class_body").and_then(|it| it.parent()) {
            return (!owner.has_token("static") && is_class(class)).then_some(class);
        }
        self.prototype_owner(owner)
            .or_else(|| self.is_constructed(owner).then_some(owner))
    }

    /// The values that are given to a field or method of a class.
    pub(super) fn field_values(&self, class: Node<'s>, name: &str) -> Vec<Node<'s>> {
        let (members, whole) = match class.field("body").filter(|_| is_class(class)) {
            Some(body) => (body.children(), body),
            None => (Vec::new(), class.source.root()),
        };
        let is_own = |it: &Node<'s>| key_of(*it) == Some(name) && !it.has_token("static");
        let mut values: Vec<Node<'s>> = members
            .into_iter()
            .filter(is_own)
            .filter_map(|it| match it.kind() {
                "method_definition" => Some(it),
                _ => it.field("value"),
            })
            .collect();
        let writes = self.module(class.source.id).property_writes(name).iter();
        values.extend(
            writes
                .filter(|it| whole.contains(**it) && self.assigns_field(**it, class))
                .filter_map(|it| it.field("right")),
        );
        values
    }

    /// `this.name = …` in the class, or `Class.prototype.name = …`.
    fn assigns_field(&self, assignment: Node<'s>, class: Node<'s>) -> bool {
        let Some(object) = assignment.field("left").and_then(|it| it.field("object")) else {
            return false;
        };
        if object.kind() == "this" {
            return self.class_of_this(object) == Some(class);
        }
        let function = assignment.field("right").map(Node::peeled);
        function.is_some_and(|it| it.is_function() && self.prototype_owner(it) == Some(class))
    }

    /// The constructor function `F` of a function in `F.prototype.name = function`.
    pub(super) fn prototype_owner(&self, function: Node<'s>) -> Option<Node<'s>> {
        let assignment = function.wrapped().parent_of_kind("assignment_expression")?;
        let prototype = assignment.field("left")?.field("object")?;
        let is_prototype = prototype.field("property")?.text() == "prototype";
        self.declared_function(prototype.field("object")?)
            .filter(|_| is_prototype)
    }

    /// The one function that an identifier is declared as; by shape alone, so that
    /// asking what a value is can ask this.
    fn declared_function(&self, identifier: Node<'s>) -> Option<Node<'s>> {
        let binding = self.names(identifier).binding(self.binding_of(identifier)?);
        let [offset] = binding.declared.as_slice() else {
            return None;
        };
        let name = identifier.source.node_at(*offset..*offset + binding.name.len())?;
        let parent = name.parent()?;
        let function = match parent.kind() {
            "variable_declarator" => self.only_value(identifier)?.peeled(),
            _ => parent,
        };
        function.is_function().then_some(function)
    }

    /// Whether `new F()` stands anywhere in the file of the function `F`.
    fn is_constructed(&self, function: Node<'s>) -> bool {
        let named = function.field("name").or_else(|| {
            let declarator = function.wrapped().parent_of_kind("variable_declarator")?;
            declarator.field("name")
        });
        let Some(binding) = named.and_then(|it| self.binding_of(it)) else {
            return false;
        };
        self.references(function.source, binding).into_iter().any(|it| {
            it.parent_of_kind("new_expression")
                .is_some_and(|new| new.field("constructor") == Some(it))
        })
    }

    /// Whether a property of an object literal is assigned to somewhere: by a
    /// member expression on a binding that holds the object.
    pub(super) fn is_written_to(&self, object: Node<'s>, name: &str) -> bool {
        let declarator = object.wrapped().parent_of_kind("variable_declarator");
        let Some(holder) = declarator
            .and_then(|it| it.field("name"))
            .and_then(|it| self.binding_of(it))
        else {
            return false;
        };
        self.references(object.source, holder).into_iter().any(|reference| {
            reference.parent_of_kind("member_expression").is_some_and(|member| {
                member.field("property").is_some_and(|it| it.text() == name)
                    && member
                        .parent_of_kind("assignment_expression")
                        .is_some_and(|it| it.field("left") == Some(member))
            })
        })
    }
}

pub(super) fn is_class(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "class" | "class_declaration" | "abstract_class_declaration"
    )
}

/// The plain name of a property, method or field.
pub(super) fn key_of(property: Node<'_>) -> Option<&str> {
    let key = property
        .field("key")
        .or_else(|| property.field("name"))
        .or_else(|| property.field("property"))?;
    match key.kind() {
        "computed_property_name" => None,
        _ => Some(key.string_value().unwrap_or(key.text())),
    }
}

/// The expression in `class x extends expression`.
pub fn superclass(class: Node<'_>) -> Option<Node<'_>> {
    let heritage = class.children().into_iter().find(|it| it.kind() == "class_heritage")?;
    let extends = heritage.children().into_iter().find(|it| it.kind() == "extends_clause");
    match extends {
        Some(extends) => extends.field("value"),
        None => heritage.first_child().filter(|it| it.kind() != "implements_clause"),
    }
}
