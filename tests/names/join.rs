//! Identifiers of tree-sitter's tree against the offsets that names are known by: what is lost between the two is where
//! `binding_of` says nothing. The exceptions are all here.

use std::collections::HashSet;

use leakfix::semantic::{Names, Project};
use leakfix::syntax::{Node, Source};

/// Words that are names in sloppy code, where tree-sitter reads an operator.
const OPERATORS: [&str; 2] = ["await", "yield"];

/// What became of the identifiers of a file.
#[derive(Default)]
pub struct Join {
    /// Identifiers with a meaning.
    pub joined: usize,
    /// Where something is lost, and what.
    pub gaps: Vec<(usize, String)>,
    /// First bytes of the identifiers with a meaning.
    seen: HashSet<usize>,
}

/// Joins the tree of a file with its names.
pub fn of<'s>(project: &Project<'s>, source: &'s Source) -> Join {
    let names = &project.module(source.id).names;
    let mut join = Join::default();
    for node in source.root().descendants().into_iter().filter(|it| is_token(*it)) {
        join.node(project, names, node);
    }
    for (id, binding) in names.bindings() {
        for offset in &binding.declared {
            join.is_seen(source, *offset, &binding.name, "a declaration");
        }
        let found: HashSet<usize> = project.references(source, id).iter().map(|it| it.start()).collect();
        for reference in names.references_of(id) {
            let start = reference.range.start;
            if join.seen.contains(&start) && !found.contains(&start) {
                join.gaps.push((start, "is no reference of its binding".to_owned()));
            }
        }
    }
    for reference in names.references() {
        join.is_seen(source, reference.range.start, &reference.name, "a reference");
    }
    join
}

impl Join {
    fn node(&mut self, project: &Project<'_>, names: &Names, node: Node<'_>) {
        let start = node.start();
        let reference = names.reference_at(start);
        let binding = names.binding_at(start);
        let gap = match (reference.is_some() || binding.is_some(), node.is_identifier()) {
            (false, false) => return,
            (false, true) if is_no_name(node) => return,
            (false, true) => "means nothing",
            (true, false) if is_key(node) => {
                self.seen.insert(start);
                return;
            }
            (true, false) => "is no identifier",
            (true, true) if reference.is_some_and(|it| it.range != node.range()) => "has other bytes",
            (true, true) if project.binding_of(node) != binding => "has another binding",
            (true, true) => {
                self.joined += 1;
                self.seen.insert(start);
                return;
            }
        };
        if !is_unreadable(node) && !OPERATORS.contains(&node.text()) {
            let parent = node.parent().map_or("nothing", Node::kind);
            self.gaps.push((start, format!("({} in {parent}) {gap}", node.kind())));
        }
    }

    /// A declaration or reference that no identifier of the tree stands for.
    fn is_seen(&mut self, source: &Source, offset: usize, name: &str, what: &str) {
        let node = source.node_at(offset..offset + 1);
        // `enum E { 'a' }`
        let is_string = source.text[offset..].starts_with(['\'', '"']);
        let is_exempt = is_string || OPERATORS.contains(&name) || node.is_some_and(is_unreadable);
        if !is_exempt && !self.seen.contains(&offset) {
            self.gaps.push((offset, format!("is lost: {what} of `{name}`")));
        }
    }
}

fn is_token(node: Node<'_>) -> bool {
    node.is_named() && node.is_leaf()
}

/// In what tree-sitter could not read, nothing is rewritten.
fn is_unreadable(node: Node<'_>) -> bool {
    let around = std::iter::once(node).chain(node.ancestors());
    around.take_while(|it| it.kind() != "program").any(|it| it.has_error())
}

/// What declares a name as if it was a property: members of an enum, and `B` in `namespace A.B`.
fn is_key(node: Node<'_>) -> bool {
    let is_around = |it: Node<'_>| matches!(it.kind(), "enum_body" | "enum_assignment" | "nested_identifier");
    node.kind() == "property_identifier" && node.parent().is_some_and(is_around)
}

/// Identifiers of the grammar that are no names: nothing in the file can mean the same by them.
fn is_no_name(node: Node<'_>) -> bool {
    let parent = node.parent().expect("the root is no identifier");
    let is = |field: &str| parent.field(field) == Some(node);
    match parent.kind() {
        // The name in the other module.
        "import_specifier" => is("name") && parent.field("alias").is_some(),
        // The name for other modules, and both names of a re-export.
        "export_specifier" => is("alias") || parent.ancestors().nth(1).is_some_and(|it| it.field("source").is_some()),
        "namespace_export" => true,
        // Tags of HTML; a tag that is a name begins with a capital.
        "jsx_opening_element" | "jsx_closing_element" | "jsx_self_closing_element" => {
            node.text().contains('-') || node.text().starts_with(|it: char| it.is_ascii_lowercase())
        }
        "jsx_namespace_name" => true,
        // `Type` in `module.Type`.
        "nested_type_identifier" => is("name"),
        // `[key: string]: Type`, and `[first: Type, ...rest: Type[]]`.
        "index_signature" => is("name"),
        "required_parameter" | "optional_parameter" => parent.parent_of_kind("tuple_type").is_some(),
        "rest_pattern" => parent.ancestors().nth(1).is_some_and(|it| it.kind() == "tuple_type"),
        // `undefined` as a type.
        "literal_type" => node.kind() == "undefined",
        // A type of the language that the grammar does not know.
        _ => node.kind() == "type_identifier" && node.text() == "bigint",
    }
}
