//! What the names of TypeScript's types mean, over files; and who implements an
//! interface. Knows declarations and mentions, infers nothing.

use crate::syntax::{Node, SourceId};

use super::{
    Project,
    class::{is_class, key_of},
    member::members,
};

/// Deeper chains of re-exports are not followed.
const MAX_DEPTH: usize = 20;

impl<'s> Project<'s> {
    /// The interface, alias or class that the name of a type means.
    pub fn type_declaration(&self, name: Node<'s>) -> Option<Node<'s>> {
        self.type_at(name, 0)
    }

    fn type_at(&self, name: Node<'s>, depth: usize) -> Option<Node<'s>> {
        let names = self.names(name);
        let binding = names.binding(names.binding_at(name.start())?);
        let [offset] = binding.declared.as_slice() else {
            return None;
        };
        let declared = name.source.node_at(*offset..*offset + binding.name.len())?;
        let parent = declared.parent()?;
        match parent.kind() {
            "interface_declaration" | "type_alias_declaration" => Some(parent),
            _ if is_class(parent) => Some(parent),
            "import_specifier" => {
                let statement = parent.ancestors().find(|it| it.kind() == "import_statement")?;
                let original = parent.field("name").unwrap_or(declared);
                self.type_from(statement.field("source")?, original.text(), depth + 1)
            }
            "import_clause" => {
                let statement = parent.ancestors().find(|it| it.kind() == "import_statement")?;
                self.type_from(statement.field("source")?, "default", depth + 1)
            }
            _ => None,
        }
    }

    fn type_from(&self, specifier: Node<'s>, name: &str, depth: usize) -> Option<Node<'s>> {
        let target = self.links.target(specifier.source.id, specifier.string_value()?)?;
        self.exported_type(target, name, depth)
    }

    fn exported_type(&self, module: SourceId, name: &str, depth: usize) -> Option<Node<'s>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let module = self.module(module);
        if let Some(declared) = module.types.iter().find(|it| it.name == name) {
            return Some(declared.value);
        }
        if let Some(export) = module.export(name) {
            return match &export.from {
                Some(original) => self.type_from(export.value, original, depth + 1),
                None if is_class(export.value) || export.value.kind().ends_with("_declaration") => Some(export.value),
                None => self.type_at(export.value, depth + 1),
            };
        }
        let all = module.exports.iter().filter(|it| it.name == "*" && it.from.is_some());
        all.map(|it| it.value)
            .find_map(|it| self.type_from(it, name, depth + 1))
    }

    /// Where the name of a type is mentioned, in every file, besides its declaration,
    /// imports and exports.
    pub fn type_mentions(&self, declaration: Node<'s>) -> Vec<Node<'s>> {
        let Some(name) = declaration.field("name") else {
            return Vec::new();
        };
        let typed = self.modules.iter().filter(|it| it.source.language.has_types());
        let nodes = typed.flat_map(|it| it.source.root().descendants());
        nodes
            .filter(|it| it.kind() == "type_identifier" && *it != name)
            .filter(|it| self.type_declaration(*it) == Some(declaration))
            .collect()
    }

    /// The parts called `name` of an interface, of the type of an object, or of the
    /// abstract part of a class.
    pub fn signatures(&self, declaration: Node<'s>, name: &str) -> Vec<Node<'s>> {
        let body = declaration.field("body").or_else(|| declaration.field("value"));
        let parts = body.map(Node::children).unwrap_or_default().into_iter();
        let signatures = parts.filter(|it| {
            matches!(
                it.kind(),
                "method_signature" | "property_signature" | "abstract_method_signature"
            )
        });
        signatures.filter(|it| key_of(*it) == Some(name)).collect()
    }

    /// The classes that extend a class, directly.
    pub fn subclasses(&self, class: Node<'s>) -> Vec<Node<'s>> {
        let nodes = self.modules.iter().flat_map(|it| it.source.root().descendants());
        let classes = nodes.filter(|it| is_class(*it) && it.children().iter().any(|it| it.kind() == "class_heritage"));
        classes.filter(|it| self.superclass(*it) == Some(class)).collect()
    }

    /// The method of a class with this name that has a body.
    pub fn method(&self, class: Node<'s>, name: &str) -> Option<Node<'s>> {
        members(class).find(|it| it.kind() == "method_definition" && key_of(*it) == Some(name))
    }

    /// The class around a method or a field.
    pub fn class_around_member(&self, member: Node<'s>) -> Option<Node<'s>> {
        let body = member.parent_of_kind("class_body")?;
        body.parent().filter(|it| is_class(*it))
    }

    /// The plain name of a property, method or field.
    pub fn key(&self, property: Node<'s>) -> Option<&'s str> {
        key_of(property)
    }
}
