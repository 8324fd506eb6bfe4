//! The shapes of `.d.ts` files: which node declares a name, a member or a result.
//! Knows one tree, and follows no name.

use crate::syntax::Node;

/// The declarations of a name in a list of statements, exported or not.
pub(super) fn named<'t>(list: Node<'t>, name: &str) -> Vec<Node<'t>> {
    list.children()
        .into_iter()
        .flat_map(|it| declarations(it, name))
        .collect()
}

/// Those of a file that are exported; all of them, where none says so.
pub(super) fn exported_names<'t>(root: Node<'t>, name: &str) -> Vec<Node<'t>> {
    let statements = root.children().into_iter();
    let exported = statements.filter(|it| it.kind() == "export_statement");
    exported.flat_map(|it| declarations(it, name)).collect()
}

/// The declaration in `export`, `declare` and the like, where it is of this name.
fn declarations<'t>(statement: Node<'t>, name: &str) -> Vec<Node<'t>> {
    let inner = unwrapped(statement);
    if matches!(inner.kind(), "lexical_declaration" | "variable_declaration") {
        let declarators = inner.children().into_iter();
        return declarators
            .filter(|it| it.field("name").is_some_and(|it| it.text() == name))
            .collect();
    }
    let is_meant = inner.field("name").is_some_and(|it| it.text() == name);
    is_meant.then_some(inner).into_iter().collect()
}

pub(super) fn unwrapped(statement: Node<'_>) -> Node<'_> {
    let mut node = statement;
    while matches!(
        node.kind(),
        "export_statement" | "ambient_declaration" | "expression_statement"
    ) {
        let inner = node
            .field("declaration")
            .or_else(|| node.children().into_iter().find(|it| it.kind() != "decorator"));
        match inner {
            Some(inner) => node = inner,
            None => break,
        }
    }
    node
}

pub(super) fn is_type(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "class_declaration" | "abstract_class_declaration" | "interface_declaration" | "type_alias_declaration"
    )
}

pub(super) fn member_name(member: Node<'_>) -> Option<&str> {
    let name = member.field("name")?;
    Some(name.string_value().unwrap_or(name.text()))
}

/// The types that a class or interface extends.
pub(super) fn heritage(owner: Node<'_>) -> Vec<Node<'_>> {
    let clauses = owner.children().into_iter();
    let clauses = clauses.flat_map(|it| {
        if it.kind() == "class_heritage" {
            it.children()
        } else {
            vec![it]
        }
    });
    clauses
        .filter(|it| matches!(it.kind(), "extends_clause" | "extends_type_clause"))
        .flat_map(Node::children)
        .filter(|it| it.kind() != "type_arguments")
        .collect()
}

/// The type that a signature gives.
pub(super) fn result(signature: Node<'_>) -> Option<Node<'_>> {
    let result = signature.field("return_type")?;
    match result.kind() {
        "type_annotation" => result.first_child(),
        _ => Some(result),
    }
}

/// Whether a signature takes that many arguments.
pub(super) fn takes(signature: Node<'_>, arguments: usize) -> bool {
    let parameters = signature.parameters();
    let is_rest = |it: &Node<'_>| it.field("pattern").is_some_and(|it| it.kind() == "rest_pattern");
    let required = parameters
        .iter()
        .filter(|it| it.kind() == "required_parameter" && !is_rest(it))
        .count();
    required <= arguments && (arguments <= parameters.len() || parameters.iter().any(is_rest))
}
