//! What TypeScript says of a function that becomes async, wherever it says it: its
//! annotation, overloads, the interfaces and classes that its own class implements
//! or extends. All of it changes along, or nothing does. Knows types by name only.

use std::collections::HashSet;

use crate::{
    semantic::{FunctionId, Project},
    syntax::Node,
};

use super::{Reason, Refusal, Rewrite};

/// Says in all types that the function returns a promise; gives the functions that
/// have to return one, too, because the same types speak of them.
pub(super) fn signature<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    id: FunctionId,
) -> Result<Vec<(FunctionId, Node<'s>)>, Refusal> {
    let function = &project[id];
    let node = function.node;
    promise_type(project, rewrite, id)?;
    if !node.source.language.has_types() {
        return Ok(Vec::new());
    }
    let mut family = Family {
        project,
        rewrite,
        function: function.display_name(),
        members: Vec::new(),
        seen: HashSet::new(),
    };
    family.overloads(node)?;
    let member = match node.kind() {
        "method_definition" => node,
        _ => node.wrapped().parent().unwrap_or(node),
    };
    let name = project.key(member);
    match (member.kind(), member.parent()) {
        // The types of handlers take promises.
        ("variable_declarator" | "public_field_definition", _) if project.is_typed_handler(id, member) => {}
        ("variable_declarator" | "public_field_definition", _) if member.field("type").is_some() => {
            family.annotation(member)?;
        }
        ("pair" | "method_definition", Some(object)) if object.kind() == "object" => {
            family.object(object, name)?;
        }
        _ => {}
    }
    if let (Some(class), Some(name)) = (project.class_around_member(member), name)
        && !member.has_token("static")
    {
        family.class(class, name)?;
    }
    let members = family.members;
    Ok(members.into_iter().map(|it| (it, project[it].node)).collect())
}

/// `: T` becomes `: Promise<T>`.
fn promise_type<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: FunctionId) -> Result<(), Refusal> {
    let function = &project[id];
    let Some(annotation) = function
        .node
        .field("return_type")
        .filter(|_| !rewrite.typed.contains(&id))
    else {
        return Ok(());
    };
    if annotation.kind() != "type_annotation" {
        let function = function.display_name();
        let kind = "a type guard";
        return Err(Refusal::at(annotation, Reason::CannotBeAsync { function, kind }));
    }
    promised(rewrite, annotation);
    Ok(())
}

/// Puts `Promise<…>` around a type, or around that of an annotation.
fn promised<'s>(rewrite: &mut Rewrite<'s>, annotation: Node<'s>) {
    let inner = match annotation.kind() {
        "type_annotation" => annotation.first_child(),
        _ => Some(annotation),
    };
    let Some(inner) = inner else { return };
    let is_promise = |it: Node<'_>| {
        let name = it.field("name").filter(|_| it.kind() == "generic_type");
        name.is_some_and(|it| matches!(it.text(), "Promise" | "PromiseLike"))
    };
    if !is_promise(inner) {
        rewrite.insert_in(inner.source, inner.start(), "Promise<");
        rewrite.insert_in(inner.source, inner.end(), ">");
    }
}

/// The functions and types that speak of one method.
struct Family<'p, 'r, 's> {
    project: &'p Project<'s>,
    rewrite: &'r mut Rewrite<'s>,
    /// How a reader would call the function that becomes async.
    function: String,
    members: Vec<FunctionId>,
    seen: HashSet<Node<'s>>,
}

impl<'s> Family<'_, '_, 's> {
    fn refused<T>(&self, at: Node<'s>) -> Result<T, Refusal> {
        Err(Refusal::at(at, Reason::TypedElsewhere(self.function.clone())))
    }

    /// The signatures before a function with the same name.
    fn overloads(&mut self, function: Node<'s>) -> Result<(), Refusal> {
        let Some(name) = function.field("name").map(Node::text) else {
            return Ok(());
        };
        let exported = function.parent_of_kind("export_statement");
        let list = exported.unwrap_or(function).parent();
        for sibling in list.map(Node::children).unwrap_or_default() {
            let declaration = sibling.field("declaration").unwrap_or(sibling);
            let is_overload = matches!(declaration.kind(), "function_signature" | "method_signature");
            if is_overload && declaration.field("name").is_some_and(|it| it.text() == name) {
                self.returns_promise(declaration)?;
            }
        }
        Ok(())
    }

    /// A signature, or a property that is a function, says what is returned.
    fn returns_promise(&mut self, signature: Node<'s>) -> Result<(), Refusal> {
        let typed = match signature.kind() {
            "property_signature" => match signature.field("type").and_then(Node::first_child) {
                Some(it) if it.kind() == "function_type" => it,
                _ => return self.refused(signature),
            },
            _ => signature,
        };
        match typed.field("return_type") {
            Some(it)
                if matches!(
                    it.kind(),
                    "asserts_annotation" | "type_predicate_annotation" | "asserts" | "type_predicate"
                ) =>
            {
                self.refused(it)
            }
            Some(it) => {
                promised(self.rewrite, it);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// `const save: Saver = …`.
    fn annotation(&mut self, holder: Node<'s>) -> Result<(), Refusal> {
        let annotation = holder.field("type").unwrap_or(holder);
        let Some(inner) = annotation.first_child() else {
            return self.refused(annotation);
        };
        let typed = match inner.kind() {
            "type_identifier" => {
                let alias = self.project.type_declaration(inner);
                let only = alias.filter(|it| self.project.type_mentions(*it).len() == 1);
                only.and_then(|it| it.field("value"))
            }
            _ => Some(inner),
        };
        match typed.filter(|it| it.kind() == "function_type") {
            Some(function) => self.returns_promise(function),
            None => self.refused(annotation),
        }
    }

    /// An object literal whose type is said, or can be seen to be its own.
    fn object(&mut self, object: Node<'s>, name: Option<&'s str>) -> Result<(), Refusal> {
        let wrapped = object.wrapped();
        let Some(parent) = wrapped.parent().filter(|_| wrapped == object) else {
            return self.refused(object);
        };
        match (parent.kind(), parent.field("type"), name) {
            ("variable_declarator" | "public_field_definition", Some(annotation), Some(name)) => {
                let inner = annotation.first_child().filter(|it| it.kind() == "type_identifier");
                match inner.and_then(|it| self.project.type_declaration(it)) {
                    Some(declaration) => self.declaration(declaration, name),
                    None => self.refused(annotation),
                }
            }
            ("variable_declarator" | "export_statement" | "assignment_expression", None, _) => Ok(()),
            _ => self.refused(object),
        }
    }

    /// What a class implements and extends, and what extends it.
    fn class(&mut self, class: Node<'s>, name: &'s str) -> Result<(), Refusal> {
        if !self.seen.insert(class) {
            return Ok(());
        }
        for signature in self.project.signatures(class, name) {
            self.returns_promise(signature)?;
        }
        self.join(class, name);
        for heritage in class.children().into_iter().filter(|it| it.kind() == "class_heritage") {
            let clauses = heritage.children().into_iter();
            for clause in clauses.filter(|it| it.kind() == "implements_clause") {
                for typed in clause.children() {
                    self.implemented(typed, name)?;
                }
            }
        }
        if let Some(above) = self.project.superclass(class)
            && self.has(above, name)
        {
            self.class(above, name)?;
        }
        for below in self.project.subclasses(class) {
            self.class(below, name)?;
        }
        Ok(())
    }

    fn join(&mut self, class: Node<'s>, name: &str) {
        let method = self.project.method(class, name);
        self.members.extend(method.and_then(|it| self.project.function(it)));
    }

    /// Whether a class or one above it has a method of this name.
    fn has(&self, class: Node<'s>, name: &str) -> bool {
        let classes = std::iter::successors(Some(class), |it| self.project.superclass(*it)).take(20);
        let mut classes = classes
            .filter(|it| self.project.method(*it, name).is_some() || !self.project.signatures(*it, name).is_empty());
        classes.next().is_some()
    }

    /// An interface that a class implements, or that another one extends.
    fn implemented(&mut self, typed: Node<'s>, name: &'s str) -> Result<(), Refusal> {
        let identifier = match typed.kind() {
            "generic_type" => typed.field("name").unwrap_or(typed),
            _ => typed,
        };
        match self.project.type_declaration(identifier) {
            Some(it) if it.kind() == "interface_declaration" || it.kind() == "type_alias_declaration" => {
                self.declaration(it, name)
            }
            _ => self.refused(typed),
        }
    }

    /// An interface or the type of an object: its own signature, those it extends,
    /// and everything that has the type.
    fn declaration(&mut self, declaration: Node<'s>, name: &'s str) -> Result<(), Refusal> {
        if !self.seen.insert(declaration) {
            return Ok(());
        }
        let is_object = declaration.kind() == "interface_declaration"
            || declaration.field("value").is_some_and(|it| it.kind() == "object_type");
        if !is_object {
            return self.refused(declaration);
        }
        for part in declaration.children() {
            if part.kind() == "extends_type_clause" {
                for typed in part.children() {
                    self.implemented(typed, name)?;
                }
            }
        }
        let signatures = self.project.signatures(declaration, name);
        if signatures.is_empty() {
            return Ok(());
        }
        for signature in signatures {
            self.returns_promise(signature)?;
        }
        for mention in self.project.type_mentions(declaration) {
            self.mention(mention, name)?;
        }
        Ok(())
    }

    /// Who has a type has to keep what it says.
    fn mention(&mut self, mention: Node<'s>, name: &'s str) -> Result<(), Refusal> {
        let typed = match mention.parent_of_kind("generic_type") {
            Some(generic) if generic.field("name") == Some(mention) => generic,
            _ => mention,
        };
        let Some(parent) = typed.parent() else {
            return Ok(());
        };
        match parent.kind() {
            "implements_clause" => {
                let class = parent.ancestors().find(|it| it.field("body").is_some());
                match class.filter(|it| self.has(*it, name)) {
                    Some(class) => {
                        let above = std::iter::successors(Some(class), |it| self.project.superclass(*it)).take(20);
                        for class in above {
                            self.class(class, name)?;
                        }
                        Ok(())
                    }
                    None => self.refused(mention),
                }
            }
            "extends_type_clause" => match parent.parent() {
                Some(interface) => self.declaration(interface, name),
                None => self.refused(mention),
            },
            "lookup_type" | "intersection_type" => self.refused(mention),
            "type_annotation" => match parent.parent().and_then(|it| it.field("value")).map(Node::peeled) {
                Some(value) if value.kind() == "object" => self.literal(value, name),
                _ => Ok(()),
            },
            "as_expression" | "satisfies_expression" => match parent.peeled() {
                value if value.kind() == "object" => self.literal(value, name),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// An object literal that has the type.
    fn literal(&mut self, object: Node<'s>, name: &str) -> Result<(), Refusal> {
        for property in object.children() {
            if property.kind() == "spread_element" {
                return self.refused(property);
            }
            if self.project.key(property) != Some(name) && property.text() != name {
                continue;
            }
            let value = property.field("value").unwrap_or(property).peeled();
            match self.project.function(value) {
                Some(id) => self.members.push(id),
                // A test double, for instance: what it returns can be awaited.
                None if value.kind() == "call_expression" => {}
                None => return self.refused(property),
            }
        }
        Ok(())
    }
}
