//! Whether an exception at a call ends the process: it runs when nobody who could catch
//! it is waiting. Knows callbacks and callers, not what the call is.

use crate::syntax::Node;

use super::{FunctionId, Project, Usage, convertible::in_try};

impl<'s> Project<'s> {
    /// Whether what is thrown at a call comes to nobody: the call runs in a callback, or
    /// after a wait in a function whose promise nobody looks at, or all that call its
    /// function do so there.
    pub fn ends_process(&self, call: Node<'s>) -> bool {
        self.is_uncaught(call, &mut Vec::new())
    }

    fn is_uncaught(&self, call: Node<'s>, seen: &mut Vec<FunctionId>) -> bool {
        let Some(id) = self.function_around(call).filter(|_| !in_try(call)) else {
            return false;
        };
        let function = &self[id];
        if self.is_called_later(function.node) {
            return true;
        }
        let waits = waits_before(call, function.node);
        if let Some(handler) = self.handler(id) {
            // What waits now was a callback.
            return waits && self.held.was_plain(&handler.key);
        }
        // Its promise rejects with what was thrown.
        let is_alone = !function.is_async || self.convertible(id).is_ok() && self.returns_to_nobody(id);
        if waits || !is_alone {
            return is_alone;
        }
        if seen.contains(&id) {
            return true;
        }
        seen.push(id);
        let usages = self.usages(id);
        let is_elsewhere = |it: Node<'s>| {
            let completions = self.completions(id).ok();
            let not_run = completions.and_then(|completions| completions.branch_not_run(it));
            not_run.is_some_and(|it| it.contains(call))
        };
        let is_uncaught = |it: &Usage<'s>| {
            it.call()
                .is_some_and(|it| is_elsewhere(it) || self.is_uncaught(it, seen))
        };
        !usages.is_empty() && usages.iter().all(is_uncaught)
    }

    /// A callback of what is certain to call it later, on an empty stack.
    pub(super) fn is_called_later(&self, function: Node<'s>) -> bool {
        let call = function
            .wrapped()
            .parent_of_kind("arguments")
            .and_then(|it| it.parent_of_kind("call_expression"));
        let is_last = |it: &Node<'s>| it.arguments().last() == Some(&function.wrapped());
        let call = call.filter(is_last).filter(|_| !function.has_token("async"));
        call.is_some_and(|it| self.gives_to_callback(it).is_some()) || self.completes_by(function).is_some()
    }
}

/// Whether a function is certain to have waited where it comes to a call.
fn waits_before<'s>(call: Node<'s>, function: Node<'s>) -> bool {
    let waits = |it: &Node<'s>| {
        let nodes = it.descendants_of_same_function();
        nodes.iter().any(|it| it.kind() == "await_expression")
    };
    let is_certain = |it: &Node<'s>| match it.kind() {
        "expression_statement" | "lexical_declaration" | "variable_declaration" => waits(it) && !branches(*it),
        "try_statement" => {
            let first = it.field("body").and_then(Node::first_child);
            first.is_some_and(|it| waits(&it) && it.kind() == "expression_statement" && !branches(it))
        }
        _ => false,
    };
    let around = std::iter::once(call).chain(call.ancestors().take_while(|it| *it != function));
    around
        .filter_map(|it| it.parent().filter(|it| it.is_statement_list()).zip(Some(it)))
        .any(|(list, it)| {
            let before = list
                .children()
                .into_iter()
                .take_while(|other| other.end() <= it.start());
            list.kind() == "statement_block" && before.into_iter().any(|it| is_certain(&it))
        })
}

/// `a && await b`, `a ? await b : c`
fn branches(statement: Node<'_>) -> bool {
    let nodes = statement.descendants_of_same_function().into_iter();
    let mut nodes = nodes.filter(|it| !it.is_comment());
    nodes.any(|it| {
        let is_logical = ["&&", "||", "??"].iter().any(|token| it.has_token(token));
        it.kind() == "ternary_expression"
            || it.kind() == "binary_expression" && is_logical
            || it.kind() == "optional_chain"
    })
}
