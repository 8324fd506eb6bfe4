//! Who mentions a function: its calls, and the places where it goes where
//! calls cannot be seen. Knows the bindings of a file, not what may be done.

use std::collections::HashSet;

use crate::syntax::{Node, SourceId};

use super::{FunctionId, Project, Value, class};

/// One mention of a function.
#[derive(Debug, Clone, Copy)]
pub enum Usage<'s> {
    /// It is called here; the node is the whole call.
    Call(Node<'s>),
    /// Other files can get it from here.
    Export(Node<'s>),
    /// It is handed on, stored or compared here.
    Value(Node<'s>),
}

/// All mentions of a function in its file.
pub type Usages<'s> = Vec<Usage<'s>>;

impl<'s> Project<'s> {
    /// Every mention of a function.
    pub fn usages(&self, id: FunctionId) -> Usages<'s> {
        let function = &self[id];
        let node = function.node;
        if node.kind() == "method_definition" {
            return self.property_usages(node);
        }
        let mut usages = Vec::new();
        if let Some(name) = node.field("name") {
            usages.extend(self.usages_of_name(name));
        }
        if node.kind().ends_with("declaration") {
            if node.parent().is_some_and(|it| it.kind() == "export_statement") {
                usages.push(Usage::Export(node));
            }
            return usages;
        }
        usages.extend(self.usages_of_value(node));
        usages
    }

    /// Every mention of a function, in all files; being exported says nothing more
    /// then.
    pub fn usages_everywhere(&self, id: FunctionId) -> Usages<'s> {
        let mut usages = self.usages(id);
        let node = self[id].node;
        if !usages.iter().any(|it| matches!(it, Usage::Export(_))) {
            return usages;
        }
        for file in self.importing(vec![node.source.id]) {
            let source = self.module(file).source;
            let nodes = source.root().descendants().into_iter();
            let is_mention = |it: &Node<'s>| match it.kind() {
                "identifier" => self.names(*it).reference_at(it.start()).is_some(),
                kind => kind == "member_expression",
            };
            let mentions = nodes.filter(|it| source.id != node.source.id && is_mention(it));
            let mentions = mentions.filter(|it| self.value(*it) == Some(Value::Local(node)));
            usages.extend(mentions.map(|it| self.usage_at(it)));
        }
        usages
    }

    /// These files and those that import one of them, directly or not.
    pub(super) fn importing(&self, files: Vec<SourceId>) -> Vec<SourceId> {
        let mut seen: HashSet<SourceId> = files.iter().copied().collect();
        let mut queue = files;
        let mut found = Vec::new();
        while let Some(id) = queue.pop() {
            found.push(id);
            let importers = self.links.importers(id).into_iter();
            queue.extend(importers.filter(|it| seen.insert(*it)));
        }
        found.sort();
        found
    }

    /// Whether every mention of a function is a call whose value is not used.
    pub fn is_result_dropped(&self, id: FunctionId) -> bool {
        let usages = self.usages(id);
        !usages.is_empty()
            && self.handler(id).is_none()
            && usages.iter().all(|usage| match usage {
                Usage::Call(call) => self.is(*call, super::Property::Discarded),
                Usage::Export(_) | Usage::Value(_) => false,
            })
    }

    /// Where the value of a function expression goes.
    fn usages_of_value(&self, node: Node<'s>) -> Usages<'s> {
        let wrapped = node.wrapped();
        let Some(parent) = wrapped.parent() else {
            return Vec::new();
        };
        match parent.kind() {
            "call_expression" if parent.field("function") == Some(wrapped) => {
                vec![Usage::Call(parent)]
            }
            "variable_declarator" => match parent.field("name").filter(|it| it.is_identifier()) {
                Some(name) => self.usages_of_name(name),
                None => vec![Usage::Value(node)],
            },
            "pair" | "field_definition" | "public_field_definition" => self.property_usages(parent),
            "assignment_expression" => self.usages_of_assigned(node, parent),
            "export_statement" => vec![Usage::Export(node)],
            "expression_statement" => Vec::new(),
            _ => vec![Usage::Value(node)],
        }
    }

    fn usages_of_assigned(&self, node: Node<'s>, assignment: Node<'s>) -> Usages<'s> {
        if assignment
            .parent()
            .is_some_and(|it| it.kind() == "assignment_expression")
        {
            // `exports.save = save = function`: more than one place has it.
            return vec![Usage::Value(node)];
        }
        let is_export = self
            .module(node.source.id)
            .exports
            .iter()
            .any(|it| it.value == assignment.field("right").unwrap_or(it.value));
        match assignment.field("left") {
            Some(left) if left.is_identifier() => self.usages_of_name(left),
            Some(_) if is_export => vec![Usage::Export(node)],
            Some(left) if self.prototype_owner(node).is_some() => self.prototype_usages(node, left),
            _ => vec![Usage::Value(node)],
        }
    }

    fn usages_of_name(&self, name: Node<'s>) -> Usages<'s> {
        let Some(binding) = self.binding_of(name) else {
            return vec![Usage::Value(name)];
        };
        let names = self.names(name);
        let is_value = |it: &Node<'s>| {
            names
                .reference_at(it.start())
                .is_some_and(|reference| !reference.is_type && !reference.is_write)
        };
        let mut usages: Usages<'s> = self
            .references(name.source, binding)
            .into_iter()
            .filter(is_value)
            .map(|it| self.usage_at(it))
            .collect();
        let statement = name
            .ancestors()
            .find(|it| it.kind().ends_with("_declaration") || it.kind().ends_with("_statement"));
        let exported = statement.and_then(|it| it.parent_of_kind("export_statement"));
        usages.extend(exported.map(Usage::Export));
        usages
    }

    /// What a mention of a function does with it.
    fn usage_at(&self, mention: Node<'s>) -> Usage<'s> {
        let wrapped = mention.wrapped();
        let parent = wrapped.parent().unwrap_or(mention);
        match parent.kind() {
            "call_expression" if parent.field("function") == Some(wrapped) => Usage::Call(parent),
            "export_specifier" | "export_statement" => Usage::Export(mention),
            _ if self.is_exported_here(wrapped) => Usage::Export(mention),
            _ => Usage::Value(mention),
        }
    }

    fn is_exported_here(&self, value: Node<'s>) -> bool {
        self.module(value.source.id).exports.iter().any(|it| it.value == value)
    }

    /// Mentions of a method, of a field of a class, or of a property of an
    /// object literal. What has a property of this name but is unknown counts
    /// as a mention.
    fn property_usages(&self, property: Node<'s>) -> Usages<'s> {
        let Some(name) = class::key_of(property) else {
            return vec![Usage::Value(property)];
        };
        let mut usages = Vec::new();
        let owner = property.parent();
        let escapes = owner.is_some_and(|it| self.is_owner_exported(it));
        if escapes {
            usages.push(Usage::Export(property));
        }
        if owner.is_some_and(|it| it.kind() == "class_body") {
            usages.extend(self.indirect_mentions(property, name));
        }
        // An object literal that goes nowhere is nowhere but where it is named.
        let is_known = !escapes && owner.is_some_and(|it| it.kind() == "object");
        for member in property.source.root().descendants() {
            let is_member =
                member.kind() == "member_expression" && member.field("property").is_some_and(|it| it.text() == name);
            if is_member && self.may_be(member, property, is_known) {
                usages.push(self.usage_at(member));
            }
        }
        usages
    }

    /// Ways to a method that do not name it after a dot: `object[name]` and
    /// `const { name } = object`.
    fn indirect_mentions(&self, property: Node<'s>, name: &str) -> Usages<'s> {
        let nodes = property.source.root().descendants().into_iter();
        let mentions = nodes.filter(|it| match it.kind() {
            "subscript_expression" => {
                let object = it.field("object").and_then(|it| self.value(it));
                matches!(object, Some(Value::Instance(_)))
            }
            "object_pattern" => it.children().iter().any(|it| {
                it.text() == name
                    || class::key_of(*it) == Some(name)
                    || it.field("left").is_some_and(|it| it.text() == name)
            }),
            _ => false,
        });
        mentions.map(Usage::Value).collect()
    }

    /// Mentions of a method `F.prototype.name`; as for a class, what has a property
    /// of this name but is unknown counts.
    fn prototype_usages(&self, function: Node<'s>, left: Node<'s>) -> Usages<'s> {
        let Some(name) = left.field("property").map(Node::text) else {
            return vec![Usage::Value(function)];
        };
        let mut usages = Vec::new();
        let owner = self.prototype_owner(function);
        if owner.is_some_and(|it| self.is_owner_exported(it)) {
            usages.push(Usage::Export(function));
        }
        for member in function.source.root().descendants() {
            let is_member = member.kind() == "member_expression"
                && member != left
                && member.field("property").is_some_and(|it| it.text() == name);
            let is_other = match self.value(member) {
                Some(Value::Local(node)) => node != function,
                Some(_) => true,
                None => false,
            };
            if is_member && !is_other {
                usages.push(self.usage_at(member));
            }
        }
        usages
    }

    /// Whether `member` can mean `property`: unless it is known to be another's,
    /// or all places of its owner are known and this is none.
    fn may_be(&self, member: Node<'s>, property: Node<'s>, is_known: bool) -> bool {
        let target = match property.field("value") {
            Some(value) => value.peeled(),
            None => property,
        };
        let Some(object) = member.field("object") else {
            return false;
        };
        if object.kind() == "this" {
            let method = object
                .ancestors()
                .find(|it| it.is_function() && it.kind() != "arrow_function");
            let owner = method.and_then(|it| it.wrapped().parent());
            let owner = owner.and_then(|it| if it.kind() == "pair" { it.parent() } else { Some(it) });
            if property.parent().is_some_and(|it| it.kind() == "object") {
                return owner == property.parent();
            }
        }
        match self.value(member) {
            Some(Value::Local(node)) => node == target,
            Some(_) => false,
            None if is_known => false,
            None => !matches!(self.value(object), Some(Value::External(_))),
        }
    }

    /// Whether the class or object literal can be reached from other files, or
    /// goes where it cannot be seen.
    fn is_owner_exported(&self, owner: Node<'s>) -> bool {
        let holder = match owner.kind() {
            "class_body" => owner.parent().unwrap_or(owner),
            _ => owner,
        };
        if self.is_exported_here(holder.wrapped()) || holder.parent().is_some_and(|it| it.kind() == "export_statement")
        {
            return true;
        }
        let name = match holder.field("name") {
            Some(name) => Some(name),
            None => holder
                .wrapped()
                .parent_of_kind("variable_declarator")
                .and_then(|it| it.field("name")),
        };
        let Some(name) = name else {
            // `foo({ save() {} })`: somebody else calls it.
            return holder.wrapped().parent().is_none_or(|it| it.kind() != "new_expression");
        };
        self.usages_of_name(name).iter().any(|usage| match usage {
            Usage::Export(_) => true,
            Usage::Call(_) => false,
            Usage::Value(at) => !at
                .wrapped()
                .parent()
                .is_some_and(|it| matches!(it.kind(), "member_expression" | "new_expression" | "class_heritage")),
        })
    }
}
