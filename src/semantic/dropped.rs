//! Where a promise is dropped on its way up to the handlers, followed through
//! chains, functions and files. Knows who waits, not what for.

use std::collections::HashSet;

use crate::syntax::Node;

use super::{FunctionId, Project, Property, Usage};

/// Why a promise cannot be followed.
#[derive(Debug, Clone, Copy)]
pub enum Lost<'s> {
    /// The author says by `void` that nobody shall wait.
    Detached(Node<'s>),
    /// It is kept or computed with here.
    Kept(Node<'s>),
    /// The function that returns it is handed on here.
    Escapes(FunctionId, Node<'s>),
}

impl<'s> Project<'s> {
    /// The expressions at which nobody waits any longer for the promise that an
    /// expression makes; none where all handlers that run it wait.
    ///
    /// # Errors
    /// Where it cannot be followed.
    pub fn drops(&self, promise: Node<'s>) -> Result<Vec<Node<'s>>, Lost<'s>> {
        let mut drops = Vec::new();
        self.follow(promise, &mut drops, &mut HashSet::new())?;
        Ok(drops)
    }

    fn follow(
        &self,
        promise: Node<'s>,
        drops: &mut Vec<Node<'s>>,
        seen: &mut HashSet<FunctionId>,
    ) -> Result<(), Lost<'s>> {
        if let Some(outer) = self.promise_settled_by(promise) {
            return self.follow(outer, drops, seen);
        }
        let carrier = carrier_of(promise);
        let Some(parent) = carrier.parent() else {
            return Err(Lost::Kept(promise));
        };
        match parent.kind() {
            "expression_statement" => {
                drops.push(promise.wrapped());
                Ok(())
            }
            "await_expression" | "return_statement" => match parent.function_around() {
                Some(function) => self.follow_result(function, drops, seen),
                None => Ok(()),
            },
            "arrow_function" => self.follow_result(parent, drops, seen),
            "unary_expression" if parent.has_token("void") => Err(Lost::Detached(parent)),
            "member_expression" => match chained(parent, carrier) {
                Some(call) => self.follow(call, drops, seen),
                None => Err(Lost::Kept(promise)),
            },
            "array" => match parent.wrapped().parent_of_kind("arguments").and_then(Node::parent) {
                Some(all) if self.is_combinator(all) => self.follow(all, drops, seen),
                _ => Err(Lost::Kept(promise)),
            },
            _ => match parent.function_around() {
                Some(function) if self.is_waited_for(promise) => self.follow_result(function, drops, seen),
                _ => Err(Lost::Kept(promise)),
            },
        }
    }

    /// Who waits for what a function returns.
    fn follow_result(
        &self,
        function: Node<'s>,
        drops: &mut Vec<Node<'s>>,
        seen: &mut HashSet<FunctionId>,
    ) -> Result<(), Lost<'s>> {
        let Some(id) = self.function(function) else {
            return Ok(());
        };
        if self.handler(id).is_some() || !seen.insert(id) {
            return Ok(());
        }
        if let Some(call) = self.waiting_call(function) {
            return self.follow(call, drops, seen);
        }
        for usage in self.usages(id) {
            match usage {
                Usage::Call(call) if self.is_reached(call) => self.follow(call, drops, seen)?,
                Usage::Value(at) if self.is_reached(at) => return Err(Lost::Escapes(id, at)),
                // No handler of the program runs these.
                Usage::Call(_) | Usage::Value(_) | Usage::Unseen(..) => {}
            }
        }
        Ok(())
    }

    /// The callback of a link in a chain that all handlers wait for which run it.
    pub fn is_link_followed_to_handlers(&self, function: Node<'s>) -> bool {
        let link = self.waiting_call(function);
        link.is_some_and(|it| self.drops(it).is_ok_and(|it| it.is_empty()))
    }

    /// The call that waits for its callback: a link of a chain, or the combinator
    /// around a `map`.
    pub(super) fn waiting_call(&self, function: Node<'s>) -> Option<Node<'s>> {
        let list = function.wrapped().parent_of_kind("arguments")?;
        let call = list.parent_of_kind("call_expression")?;
        let property = call.field("function")?.field("property")?;
        match property.text() {
            "then" | "catch" | "finally" => Some(call),
            "map" => self.combinator_of_callback(function),
            _ => None,
        }
    }

    /// `new Promise(…)` around a call that is handed what settles it.
    fn promise_settled_by(&self, call: Node<'s>) -> Option<Node<'s>> {
        let mut arguments = call.arguments().into_iter();
        let executor = call.ancestors().find(|it| it.is_function())?;
        let settles = self.is_promise_executor(executor) && arguments.any(|it| self.is(it, Property::Settles));
        let list = executor.wrapped().parent_of_kind("arguments").filter(|_| settles)?;
        list.parent()
    }
}

/// What has the value of an expression: `a && expression`, `a ? b : expression`.
pub(super) fn carrier_of(node: Node<'_>) -> Node<'_> {
    let mut carrier = node.wrapped();
    while let Some(parent) = carrier.parent() {
        let carries = match parent.kind() {
            "binary_expression" => {
                let hands_on = ["&&", "||", "??"].iter().any(|it| parent.has_token(it));
                hands_on && parent.field("right") == Some(carrier)
            }
            "ternary_expression" => parent.field("condition") != Some(carrier),
            _ => false,
        };
        if !carries {
            break;
        }
        carrier = parent.wrapped();
    }
    carrier
}

/// The call `promise.then(…)`, `catch` or `finally` on a promise.
fn chained<'s>(member: Node<'s>, promise: Node<'s>) -> Option<Node<'s>> {
    let property = member.field("property")?;
    let is_link = matches!(property.text(), "then" | "catch" | "finally");
    let call = member.parent_of_kind("call_expression")?;
    let is_called = call.field("function") == Some(member) && member.field("object") == Some(promise);
    (is_link && is_called).then_some(call)
}
