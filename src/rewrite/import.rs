//! Names at module scope: of what a package gives, and of constants. The one
//! there is, or a new one, declared where the file declares its imports. Knows
//! declarations, not what their names are for.

use crate::{
    semantic::{BindingId, Project},
    syntax::{Node, Source},
};

use super::{
    New, Rewrite, after_comment,
    module_scope::{ModuleScope, end_before, is_directive, top_of},
};

/// A constant for module scope.
pub struct Constant<'c> {
    /// The names it may have, best first.
    pub names: &'c [String],
    /// Its value, as code.
    pub value: String,
    /// The variables of module scope that its value mentions.
    pub mentions: Vec<BindingId>,
}

/// The variable of module scope that `package`, `package.member` or a longer path
/// begins with, where it is imported from a package and nothing else.
pub fn imported_root<'s>(project: &Project<'s>, path: Node<'s>) -> Option<BindingId> {
    let mut root = path;
    while root.kind() == "member_expression" {
        root = root.field("object")?;
    }
    let id = project.binding_of(root)?;
    let names = project.names(root);
    let file = ModuleScope::of(project, root.source);
    let declared = file.declared_names().into_iter();
    let name = declared.into_iter().find(|it| project.binding_of(*it) == Some(id))?;
    let is_written = names.references_of(id).any(|it| it.is_write);
    // What another file hands on may not be there yet.
    let package = file.specifier_of(name)?;
    let is_direct = project.origin(name).is_some_and(|it| it.root == package);
    (is_direct && !is_written).then_some(id)
}

/// A name that means at `place` a function of module scope, or an imported one, that
/// `is_it` knows.
pub fn function_in_scope<'s>(
    project: &Project<'s>,
    place: Node<'s>,
    is_it: impl Fn(Node<'s>) -> bool,
) -> Option<String> {
    ModuleScope::of(project, place.source).function_with(place, is_it)
}

/// The variables of module scope that have to be declared before a path has its
/// value; a function is there before everything else.
pub fn declared_root<'s>(project: &Project<'s>, path: Node<'s>) -> Option<Vec<BindingId>> {
    let mut root = path;
    while root.kind() == "member_expression" {
        root = root.field("object")?;
    }
    let id = project.binding_of(root)?;
    let names = project.names(root);
    let is_written = names.references_of(id).any(|it| it.is_write);
    let [declared] = names.binding(id).declared.as_slice() else {
        return None;
    };
    let name = root.source.identifier_at(*declared)?;
    let function = name.parent_of_kind("function_declaration");
    if function.is_some_and(|it| it.function_around().is_none() && root == path) {
        return (!is_written).then(Vec::new);
    }
    let is_at_top = ModuleScope::of(project, root.source).declared_names().contains(&name);
    (is_at_top && !is_written).then(|| vec![id])
}

impl<'s> Rewrite<'s> {
    /// What to write at `place` for `member` of a package: a name that means it
    /// there, or a new one for which a declaration is added.
    pub fn import(&mut self, project: &Project<'s>, place: Node<'s>, package: &str, member: &str) -> String {
        self.import_named(project, place, (package, member), member)
    }

    /// The same, with another name for a new one where its own is taken.
    pub fn import_named(
        &mut self,
        project: &Project<'s>,
        place: Node<'s>,
        (package, member): (&str, &str),
        other: &str,
    ) -> String {
        self.import_as(project, place, (package, member), &[member, other])
    }

    /// The same, with the names that a new one may have, best first.
    pub fn import_as(
        &mut self,
        project: &Project<'s>,
        place: Node<'s>,
        (package, member): (&str, &str),
        names: &[&str],
    ) -> String {
        let file = ModuleScope::of(project, place.source);
        file.imported(place, package, member).unwrap_or_else(|| {
            let names: Vec<String> = names.iter().map(|it| (*it).to_owned()).collect();
            self.import_new(&file, (package, member), &names)
        })
    }

    /// A new name for `member` of a package, the first of `names` that is free.
    fn import_new(&mut self, file: &ModuleScope<'_, 's>, (package, member): (&str, &str), names: &[String]) -> String {
        let (project, source) = (file.project, file.source);
        let name = file.free_name(names);
        let (is_module, quote) = (project.names(source.root()).is_module, source.style().quote);
        let word = if is_module { " as " } else { ": " };
        let specifier = match name == member {
            true => member.to_owned(),
            false => format!("{member}{word}{name}"),
        };
        if let Some(last) = file.list_of(package) {
            self.insert_in(source, last.end(), &format!(", {specifier}"));
        } else if !self.extend_list(source, &file.specifier(package), &specifier) {
            let package = file.specifier(package);
            let code = match file.word() {
                _ if is_module => format!("import {{ {specifier} }} from {quote}{package}{quote}"),
                "var" => format!("var {name} = require({quote}{package}{quote}).{member}"),
                word => format!("{word} {{ {specifier} }} = require({quote}{package}{quote})"),
            };
            let after = file.last_import();
            self.add_line(source, after, &code, after.is_some_and(is_directive));
        }
        self.declared_names
            .insert((source.id, name.clone()), format!("{package}.{member}"));
        name
    }

    /// Adds to the list of names that this rewrite imports from a package, if it does.
    fn extend_list(&mut self, source: &Source, package: &str, specifier: &str) -> bool {
        let quote = source.style().quote;
        let from = [
            format!(" }} from {quote}{package}{quote}"),
            format!(" }} = require({quote}{package}{quote})"),
        ];
        let changes = self.changes.get_mut(&source.id).into_iter();
        for change in changes.flat_map(|(_, changes)| changes) {
            if let New::Text(text) = &mut change.new
                && let Some(at) = from.iter().find_map(|it| text.find(it.as_str()))
            {
                let list = text[..at].rsplit("{ ").next().unwrap_or_default();
                if !list.split(", ").any(|it| it == specifier) {
                    text.insert_str(at, &format!(", {specifier}"));
                }
                return true;
            }
        }
        false
    }

    /// The name at `place` of a constant at module scope, which `is_value` knows by
    /// its value: the one there is, or a new one.
    pub fn constant(
        &mut self,
        project: &Project<'s>,
        place: Node<'s>,
        constant: &Constant<'_>,
        is_value: impl Fn(Node<'s>) -> bool,
    ) -> String {
        let file = ModuleScope::of(project, place.source);
        if let Some(name) = file.constant_with(place, &is_value) {
            return name;
        }
        let name = file.free_name(constant.names);
        let code = format!("{} {name} = {}", file.word(), constant.value);
        let (after, is_list) = file.place_of(constant);
        self.add_line(place.source, after, &code, !is_list);
        self.declared_names.insert((place.source.id, name.clone()), code);
        name
    }

    /// A line of code after a statement of module scope, or at the top of the file.
    fn add_line(&mut self, source: &'s Source, after: Option<Node<'s>>, code: &str, is_spaced: bool) {
        let Some(statement) = after else {
            let at = top_of(source);
            let end = end_before(source, at);
            return self.insert_in(source, at, &format!("{code}{end}\n\n"));
        };
        let end = after_comment(source, statement.end_of_code());
        let line = format!("\n{code}{}", end_before(source, end));
        let spaced = format!("\n{line}");
        // Lines that are added one after another are one paragraph.
        let texts = self.inserted_at(source, end);
        let is_there = texts.iter().any(|it| **it == line || **it == spaced);
        let is_begun = texts.iter().any(|it| it.starts_with("\n\n"));
        if !is_there {
            let text = if is_spaced && !is_begun { spaced } else { line };
            self.push_anchored(source, end..end, New::Text(text), statement.start());
        }
    }

    /// What this rewrite inserts at an offset.
    fn inserted_at(&self, source: &Source, offset: usize) -> Vec<&String> {
        let changes = self
            .changes
            .get(&source.id)
            .into_iter()
            .flat_map(|(_, changes)| changes);
        let texts = changes.filter_map(|it| match &it.new {
            New::Text(text) if it.range == (offset..offset) => Some(text),
            _ => None,
        });
        texts.collect()
    }
}
