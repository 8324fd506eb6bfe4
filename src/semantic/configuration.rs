//! What a connection is made with, as far as its literals can be followed. Knows
//! values, no packages.

use crate::syntax::Node;

use super::{Project, Value};

/// Deeper configurations are not followed.
const MAX_DEPTH: usize = 6;

/// Whether the database of a connection is, or may be, in the memory of the process:
/// a text in what it is made with says `:memory:`.
pub fn may_be_memory<'s>(project: &Project<'s>, made: Node<'s>) -> bool {
    // `createClient(options).on(…)` is made by the inner call.
    let mut calls = made.descendants_of_same_function().into_iter();
    calls.any(|it| it.arguments().into_iter().any(|it| says_memory(project, it, 0)))
}

fn says_memory<'s>(project: &Project<'s>, node: Node<'s>, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let node = node.peeled();
    let deeper = |it: Node<'s>| says_memory(project, it, depth + 1);
    match node.kind() {
        "string" | "template_string" => node.text().contains(":memory:"),
        "identifier" | "shorthand_property_identifier" | "member_expression" | "call_expression" => {
            let object = match project.value(node) {
                Some(Value::Local(object)) => Some(object).filter(|it| it.kind() == "object"),
                _ => project.only_value(node).filter(|it| !it.is_function()),
            };
            object.is_some_and(deeper)
        }
        "object" | "pair" | "binary_expression" | "ternary_expression" | "spread_element" => {
            node.children().into_iter().any(deeper)
        }
        _ => false,
    }
}
