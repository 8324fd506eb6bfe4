//! What a function returns, and which expressions are promises.

use crate::syntax::Node;

use super::{Project, Value};

impl<'s> Project<'s> {
    /// Every way out of a plain function returns a promise.
    pub(super) fn always_returns_promise(&self, function: Node<'s>) -> bool {
        let Some(body) = function.field("body") else {
            return false;
        };
        if body.kind() != "statement_block" {
            return self.is_promise(body);
        }
        let returns: Vec<Node<'s>> = body
            .descendants_of_same_function()
            .into_iter()
            .filter(|it| it.kind() == "return_statement")
            .collect();
        let ends_so = body.children().last().is_some_and(|it| it.kind() == "return_statement");
        ends_so
            && returns
                .iter()
                .all(|it| it.first_child().is_some_and(|value| self.is_promise(value)))
    }

    /// Whether an expression is a promise: `new Promise`, `Promise.…`, a chain
    /// on one, `.promise()` of an SDK request, a call of an async function.
    pub fn is_promise(&self, expression: Node<'s>) -> bool {
        let node = expression.peeled();
        match node.kind() {
            "new_expression" => node
                .field("constructor")
                .is_some_and(|it| self.is_global(it, "Promise")),
            "call_expression" => {
                let Some(callee) = node.field("function") else {
                    return false;
                };
                if let Some(Value::Local(function)) = self.value(callee)
                    && function.is_function()
                {
                    return function.has_token("async");
                }
                let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) else {
                    return false;
                };
                match property.text() {
                    "then" | "catch" | "finally" => self.is_promise(object),
                    "promise" => self.sdk_request(object).is_some(),
                    _ => self.is_global(object, "Promise"),
                }
            }
            _ => false,
        }
    }
}
