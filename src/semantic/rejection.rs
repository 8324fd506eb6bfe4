//! Whether a promise may reject, as far as anybody would say who reads the code. Knows
//! links of chains and functions of the project, not who handles the rejection.

use memchr::memmem;

use crate::syntax::Node;

use super::{Project, Step, Value, can_throw, may_fail};

impl<'s> Project<'s> {
    /// Whether a promise may reject, as far as anybody would say who reads the code.
    pub fn may_reject(&self, promise: Node<'s>) -> bool {
        let promise = promise.peeled();
        let Some(callee) = promise.field("function").map(Node::peeled) else {
            return true;
        };
        let arguments = promise.arguments();
        let fails = |place: usize| arguments.get(place).is_some_and(|it| handler_fails(self, *it));
        if let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) {
            if self.is_global(object, "Promise") && property.text() == "allSettled" {
                return false;
            }
            match property.text() {
                "catch" if !arguments.is_empty() => return fails(0),
                "then" if arguments.len() == 2 => return fails(0) || fails(1),
                "then" | "finally" => return self.may_reject(object) || fails(0),
                _ => {}
            }
        }
        match self.value(callee) {
            Some(Value::Local(function)) => {
                let is_async = self.function(function).is_some_and(|it| self[it].is_async);
                !is_async || fails_outside_of_try(self, function)
            }
            _ => true,
        }
    }

    /// Whether any file of the program listens to `unhandledRejection`, so that a
    /// promise may reject without an end of the process.
    pub fn hides_rejections(&self) -> bool {
        let word = b"unhandledRejection";
        self.modules
            .iter()
            .any(|it| memmem::find(it.source.text.as_bytes(), word).is_some())
    }
}

/// Whether what a link is handed may throw, or gives what may reject.
fn handler_fails<'s>(project: &Project<'s>, handler: Node<'s>) -> bool {
    let handler = handler.peeled();
    if let Some(Value::External(origin)) = project.value(handler)
        && origin.is_global
        && origin.root == "console"
        && matches!(origin.steps.as_slice(), [Step::Member(_)])
    {
        return false;
    }
    let function = match project.value(handler) {
        _ if handler.is_function() => handler,
        Some(Value::Local(function)) if function.is_function() => function,
        _ => return true,
    };
    let Some(body) = function.field("body") else {
        return true;
    };
    let is_asynchronous = project.function(function).is_none_or(|it| project[it].is_async);
    let parameters: Vec<_> = function
        .parameters()
        .into_iter()
        .filter_map(|it| project.binding_of(it.field("pattern").unwrap_or(it)))
        .collect();
    is_asynchronous && fails_outside_of_try(project, function)
        || !is_asynchronous && can_throw(project, body, &parameters)
}

/// Whether a function may fail outside of a `try` whose `catch` does not.
fn fails_outside_of_try<'s>(project: &Project<'s>, function: Node<'s>) -> bool {
    let is_caught = |it: Node<'s>| {
        let mut around = it.ancestors().take_while(|it| *it != function);
        around.any(|around| {
            let is_in_body = around.field("body").is_some_and(|body| body.contains(it));
            around.kind() == "try_statement" && around.field("handler").is_some() && is_in_body
        })
    };
    may_fail(project, function, is_caught)
}
