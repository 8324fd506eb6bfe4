//! What a handler reads before a callback has written it: awaited where it stands, the
//! callback would run first. Knows variables and calls, no answers.

use crate::syntax::Node;

use super::{Chain, FunctionId, Project};

/// Methods that change what they are called on.
const CHANGES: [&str; 9] = [
    "add", "delete", "pop", "push", "set", "shift", "sort", "splice", "unshift",
];

impl<'s> Project<'s> {
    /// A mention, in the code that follows a call, of a variable that the callback of the
    /// call writes when that code has run.
    pub(super) fn read_ahead(&self, handler: FunctionId) -> Option<Node<'s>> {
        let nodes = self[handler].node.descendants().into_iter();
        let mut calls = nodes.filter(|it| it.kind() == "call_expression");
        calls.find_map(|call| {
            let mut functions = self.called_later(call).into_iter();
            functions.find_map(|it| self.read_after(call, it))
        })
    }

    /// The functions written in a call that run when the code after it has run.
    fn called_later(&self, call: Node<'s>) -> Vec<Node<'s>> {
        let mut arguments: Vec<Node<'s>> = call.arguments().into_iter().map(Node::peeled).collect();
        arguments.retain(|it| it.is_function());
        let is_later = self.gives_to_callback(call).is_some() || self.timer(call).is_some();
        arguments.retain(|it| is_later || Chain::around(*it).is_some());
        arguments
    }

    fn read_after(&self, call: Node<'s>, callback: Node<'s>) -> Option<Node<'s>> {
        let around = call.function_around();
        let written = callback.descendants().into_iter().filter_map(written_root);
        let outer = written.filter_map(|it| self.binding_of(it)).filter(|id| {
            let declared = &self.names(call).binding(*id).declared;
            declared.iter().all(|at| !callback.range().contains(at))
        });
        outer.into_iter().find_map(|id| {
            let mut mentions = self.references(call.source, id).into_iter();
            mentions.find(|it| it.start() >= call.end() && it.function_around() == around)
        })
    }
}

/// The variable that an assignment, `n++` or `list.push(…)` changes.
fn written_root(node: Node<'_>) -> Option<Node<'_>> {
    let mut target = match node.kind() {
        "assignment_expression" | "augmented_assignment_expression" => node.field("left")?,
        "update_expression" => node.first_child()?,
        "call_expression" => {
            let callee = node.field("function")?;
            let is_change = callee.field("property").is_some_and(|it| CHANGES.contains(&it.text()));
            callee.field("object").filter(|_| is_change)?
        }
        _ => return None,
    };
    while let Some(object) = target.field("object") {
        target = object.peeled();
    }
    target.is_identifier().then_some(target)
}
