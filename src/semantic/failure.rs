//! Whether an expression is certainly an error, as a test `if (err)` sees it. Knows
//! conditions around it, not where it goes.

use crate::syntax::Node;

use super::{BindingId, Chain, Project, Step};

/// Whether the value of an expression is certain to be true in a condition.
pub(super) fn is_failure<'s>(project: &Project<'s>, expression: Node<'s>) -> bool {
    let node = expression.peeled();
    match node.kind() {
        "new_expression" | "object" | "array" => true,
        "string" => node.string_value().is_some_and(|it| !it.is_empty()),
        "template_string" => node.children().iter().any(|it| it.kind() == "string_fragment"),
        "binary_expression" if node.has_token("||") => node.field("right").is_some_and(|it| is_failure(project, it)),
        "binary_expression" if node.has_token("+") => {
            let is_text =
                |it: Node<'s>| matches!(it.peeled().kind(), "string" | "template_string" | "binary_expression");
            let sides = [node.field("left"), node.field("right")].into_iter().flatten();
            sides.into_iter().any(|it| is_text(it) && is_failure(project, it))
        }
        "call_expression" => makes_failure(project, node),
        "identifier" => project
            .binding_of(node)
            .is_some_and(|id| is_caught_or_tested(project, node, id)),
        _ => false,
    }
}

/// Whether the value of an expression is certain to be neither `null` nor `undefined`.
pub(super) fn is_something<'s>(project: &Project<'s>, expression: Node<'s>) -> bool {
    let node = expression.peeled();
    match node.kind() {
        "string" | "template_string" | "number" | "true" | "false" | "regex" => true,
        "binary_expression" if ["||", "??"].iter().any(|it| node.has_token(it)) => {
            node.field("right").is_some_and(|it| is_something(project, it))
        }
        "binary_expression" => !node.has_token("&&"),
        "unary_expression" => !node.has_token("void"),
        "identifier" => {
            let value = project.only_value(node).filter(|it| it.peeled().kind() != "identifier");
            value.is_some_and(|it| is_something(project, it)) || is_failure(project, node)
        }
        _ => is_failure(project, node),
    }
}

impl<'s> Project<'s> {
    /// Whether the value of an expression is certain to be neither `null` nor
    /// `undefined`.
    pub fn is_certain(&self, expression: Node<'s>) -> bool {
        is_something(self, expression)
    }
}

/// `Error(…)`, `JSON.stringify({ … })`
fn makes_failure<'s>(project: &Project<'s>, call: Node<'s>) -> bool {
    let Some(origin) = call.field("function").and_then(|it| project.origin(it)) else {
        return false;
    };
    let is_literal = || {
        let first = call.arguments().first().map(|it| it.peeled().kind());
        first.is_some_and(|it| matches!(it, "object" | "array"))
    };
    match (origin.root.as_str(), origin.steps.as_slice()) {
        _ if !origin.is_global => false,
        ("Error" | "TypeError" | "RangeError", []) => true,
        ("JSON", [Step::Member(name)]) => name == "stringify" && is_literal(),
        _ => false,
    }
}

/// What a `catch` gets, and what a condition around has found to be there; nothing
/// is assigned to it.
fn is_caught_or_tested<'s>(project: &Project<'s>, name: Node<'s>, id: BindingId) -> bool {
    if project.names(name).references_of(id).any(|it| it.is_write) {
        return false;
    }
    let mut inner = name;
    for around in name.ancestors() {
        let is_branch = |field: &str| around.field(field).is_some_and(|it| it.contains(inner) || it == inner);
        let condition = || around.field("condition");
        let is_certain = match around.kind() {
            "if_statement" | "ternary_expression" if is_branch("consequence") => {
                condition().is_some_and(|it| asks(project, it, id, true))
            }
            "if_statement" | "ternary_expression" if is_branch("alternative") => {
                condition().is_some_and(|it| asks(project, it, id, false))
            }
            // What a promise rejects with.
            "arrow_function" | "function_expression" if is_rejection_of(around) => {
                let first = around.parameters().first().map(|it| it.field("pattern").unwrap_or(*it));
                first.is_some_and(|it| project.binding_of(it) == Some(id))
            }
            "catch_clause" => around
                .field("parameter")
                .is_some_and(|it| project.binding_of(it) == Some(id)),
            _ => false,
        };
        if is_certain {
            return true;
        }
        inner = around;
    }
    false
}

/// The function that gets what the promise of a chain rejects with.
fn is_rejection_of(function: Node<'_>) -> bool {
    let chain = Chain::around(function);
    chain.is_some_and(|it| it.links.iter().any(|it| it.failed == Some(function)))
}

/// Whether a condition that turns out so says that the variable has a value.
fn asks<'s>(project: &Project<'s>, condition: Node<'s>, id: BindingId, outcome: bool) -> bool {
    let node = condition.peeled();
    let is_variable = |it: Option<Node<'s>>| it.is_some_and(|it| project.binding_of(it.peeled()) == Some(id));
    match node.kind() {
        "identifier" => outcome && project.binding_of(node) == Some(id),
        "unary_expression" if node.has_token("!") => {
            node.first_child().is_some_and(|it| asks(project, it, id, !outcome))
        }
        "binary_expression" if node.has_token("&&") => {
            let side = |name: &str| node.field(name).is_some_and(|it| asks(project, it, id, true));
            outcome && (side("left") || side("right"))
        }
        "binary_expression" if node.has_token("instanceof") => outcome && is_variable(node.field("left")),
        // What an error-first callback gets is an error or nothing.
        "binary_expression" if ["!=", "!=="].iter().any(|it| node.has_token(it)) => {
            let is_null = node.field("right").is_some_and(|it| it.peeled().kind() == "null");
            outcome && is_null && is_variable(node.field("left"))
        }
        _ => false,
    }
}
