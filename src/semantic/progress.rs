//! Whether whoever waits for a promise may wait for ever: endless work, an executor that
//! cannot resolve, work that needs what comes after it.

use crate::syntax::Node;

use super::{
    Project, Step, Value,
    unwaited::{base_of, link_on_member},
};

impl<'s> Project<'s> {
    /// Whether a promise never settles: an endless loop that nothing leaves, or an
    /// executor that cannot settle it.
    pub fn never_settles(&self, promise: Node<'s>) -> bool {
        let promise = promise.peeled();
        if promise.kind() == "new_expression" {
            let executor = promise.arguments().first().map(|it| it.peeled());
            return executor.is_some_and(|it| it.is_function() && !self.can_resolve(it));
        }
        let Some(callee) = promise.field("function") else {
            return false;
        };
        if let Some(inner) = callee.field("object").filter(|_| link_on_member(callee)) {
            return self.never_settles(inner);
        }
        match self.value(callee) {
            Some(Value::Local(function)) if self.is_async(function) => is_endless(function),
            _ => false,
        }
    }

    /// A call of the function that it stands in.
    pub fn is_recursive(&self, promise: Node<'s>) -> bool {
        let callee = base_of(promise).field("function").and_then(|it| self.value(it));
        matches!(callee, Some(Value::Local(it)) if it.is_function() && promise.function_around() == Some(it))
    }

    /// Whether the work of a statement may wait for something that comes after it: it is
    /// given, or is a method of, a stream, an emitter or the like that is used later.
    pub fn may_wait_for_later(&self, statement: Node<'s>) -> bool {
        let Some(function) = statement.function_around() else {
            return false;
        };
        let nodes = statement.descendants().into_iter();
        let mut live = nodes.filter(|it| it.is_identifier() && is_live(self, *it, function));
        live.any(|it| {
            let Some(id) = self.binding_of(it) else {
                return false;
            };
            let mut later = self.references(it.source, id).into_iter();
            later.any(|it| it.start() > statement.end())
        })
    }

    /// Whether an executor mentions what resolves its promise.
    fn can_resolve(&self, executor: Node<'s>) -> bool {
        let resolve = executor.parameters().into_iter().next();
        let resolve = resolve.and_then(|it| self.binding_of(it.field("pattern").unwrap_or(it)));
        let Some((resolve, body)) = resolve.zip(executor.field("body")) else {
            return false;
        };
        body.descendants()
            .into_iter()
            .any(|it| self.binding_of(it) == Some(resolve))
    }
}

/// `for (;;) { … }` without a `break`, `return` or `throw` in it.
fn is_endless(function: Node<'_>) -> bool {
    let Some(body) = function.field("body") else {
        return false;
    };
    body.children().into_iter().any(|it| {
        let condition = it.field("condition").map(Node::peeled);
        let is_forever = match it.kind() {
            "while_statement" | "do_statement" => condition.is_some_and(|it| it.kind() == "true"),
            "for_statement" => condition.is_none_or(|it| it.kind() == "empty_statement" || it.kind() == "true"),
            _ => false,
        };
        let leaves = |it: &Node<'_>| matches!(it.kind(), "break_statement" | "return_statement" | "throw_statement");
        is_forever && !it.descendants_of_same_function().iter().any(leaves)
    })
}

/// A variable of the function that has something which others act on: what `new` or a
/// stream's maker has given.
fn is_live<'s>(project: &Project<'s>, name: Node<'s>, function: Node<'s>) -> bool {
    let Some(id) = project.binding_of(name) else {
        return false;
    };
    let declared = &project.names(name).binding(id).declared;
    if !declared.iter().all(|at| function.range().contains(at)) {
        return false;
    }
    match project.value(name) {
        Some(Value::Instance(_)) => true,
        Some(Value::External(origin)) => {
            let is_data = origin.is_global
                && matches!(
                    origin.root.as_str(),
                    "Date" | "Map" | "Set" | "URL" | "URLSearchParams" | "Error" | "Array" | "Object" | "RegExp"
                );
            let is_made = origin.steps.last() == Some(&Step::New);
            let root = origin.root.strip_prefix("node:").unwrap_or(&origin.root);
            let is_client = origin.is_sdk_client() || origin.is_sdk3_client() || root.starts_with("@aws-sdk/");
            let is_stream = matches!(
                root,
                "stream" | "events" | "fs" | "child_process" | "http" | "https" | "net" | "readline" | "zlib"
            ) && origin.steps.last() == Some(&Step::Call);
            (is_made && !is_data && !is_client) || is_stream
        }
        _ => false,
    }
}
