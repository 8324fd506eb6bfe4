//! The timers of Node.js: which calls start one, which end it, and whether it is
//! looked after whatever happens. Knows no rewrites.

use crate::syntax::Node;

use super::{Project, Step, Usage};

/// What a timer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// `setTimeout`: calls back once, after a while.
    Timeout,
    /// `setImmediate`: calls back once, in the next turn.
    Immediate,
    /// `setInterval`: calls back until it is cleared.
    Interval,
}

/// Functions that call each other on the way to the end of a timer are not followed
/// further than this.
const MAX_CALLS: usize = 4;

impl<'s> Project<'s> {
    /// The timer that a call starts.
    pub fn timer(&self, call: Node<'s>) -> Option<Timer> {
        match self.function_of_timers(call)? {
            "setTimeout" => Some(Timer::Timeout),
            "setImmediate" => Some(Timer::Immediate),
            "setInterval" => Some(Timer::Interval),
            _ => None,
        }
    }

    /// Whether a function is what a timer calls back, once.
    pub fn is_given_to_timer(&self, function: Node<'s>) -> bool {
        let function = function.wrapped();
        let list = function.parent_of_kind("arguments");
        let call = list.and_then(|it| it.parent_of_kind("call_expression"));
        call.is_some_and(|it| {
            let is_once = matches!(self.timer(it), Some(Timer::Timeout | Timer::Immediate));
            is_once && it.arguments().first() == Some(&function)
        })
    }

    /// Whether a call ends a timer: `clearTimeout(…)` and its like.
    pub fn clears_timer(&self, call: Node<'s>) -> bool {
        let name = self.function_of_timers(call);
        name.is_some_and(|it| matches!(it, "clearTimeout" | "clearImmediate" | "clearInterval"))
    }

    /// The name of a global function of timers, or of one out of `timers`.
    fn function_of_timers(&self, call: Node<'s>) -> Option<&'s str> {
        let callee = call.field("function")?.peeled();
        let name = callee.field("property").unwrap_or(callee).text();
        if !name.starts_with("set") && !name.starts_with("clear") {
            return None;
        }
        let origin = self.origin(callee)?;
        let is_it = match origin.steps.as_slice() {
            [] => origin.is_global && origin.root == name,
            [Step::Member(member)] if member == name => match origin.node_module() {
                Some(module) => module == "timers",
                None => matches!(origin.root.as_str(), "global" | "globalThis"),
            },
            _ => false,
        };
        is_it.then_some(name)
    }

    /// Whether a function waits for as long as it is told, and does nothing else:
    /// `(ms) => new Promise((resolve) => setTimeout(resolve, ms))`.
    pub fn is_sleep(&self, function: Node<'s>) -> bool {
        let parameters = function.is_function().then(|| function.parameters());
        let Some(&[delay]) = parameters.as_deref() else {
            return false;
        };
        let delay = delay.field("pattern").unwrap_or(delay);
        let is_plain = delay.is_identifier() && delay.parent().is_none_or(|it| it.field("value").is_none());
        let made = only_value(function).filter(|it| it.kind() == "new_expression");
        let executor = made.and_then(|it| it.arguments().first().map(|it| it.peeled()));
        let Some(executor) = executor.filter(|it| is_plain && it.is_function() && self.is_promise_executor(*it)) else {
            return false;
        };
        let parameters = executor.parameters();
        let resolve = parameters.first().map(|it| it.field("pattern").unwrap_or(*it));
        let call = only_value(executor).filter(|it| self.timer(*it) == Some(Timer::Timeout));
        let is_same = |one: Node<'s>, other: Node<'s>| {
            let id = self.binding_of(one);
            id.is_some() && id == self.binding_of(other)
        };
        match (call.map(Node::arguments).as_deref(), resolve) {
            (Some(&[callback, ms]), Some(resolve)) => is_same(callback, resolve) && is_same(ms, delay),
            _ => false,
        }
    }

    /// The variable that a statement puts a timer into.
    pub fn variable_of_timer(&self, call: Node<'s>) -> Option<Node<'s>> {
        let parent = call.wrapped().parent()?;
        let name = match parent.kind() {
            "variable_declarator" => parent.field("name"),
            "assignment_expression" if parent.wrapped().parent_of_kind("expression_statement").is_some() => {
                parent.field("left")
            }
            _ => None,
        };
        name.filter(|it| it.is_identifier() && self.binding_of(*it).is_some())
    }

    /// The mentions of a timer in a variable, besides the one that is given.
    pub fn mentions_of_timer(&self, name: Node<'s>) -> Vec<Node<'s>> {
        let id = self.binding_of(name);
        let mentions = id.map(|id| self.references(name.source, id)).unwrap_or_default();
        mentions.into_iter().filter(|it| *it != name).collect()
    }

    /// Whether the process does not wait for a timer, or it is cleared in a `finally`,
    /// or in a function that is called when the work is done which it watches over.
    pub(super) fn is_looked_after(&self, call: Node<'s>) -> bool {
        if is_unreferenced(call.wrapped()) {
            return true;
        }
        if let Some(name) = self.variable_of_timer(call) {
            let mut mentions = self.mentions_of_timer(name).into_iter();
            return mentions
                .any(|it| is_unreferenced(it) || self.is_cleared_finally(it) || self.is_cleared_elsewhere(it, call));
        }
        // `this.timer = setTimeout(…)`
        let assignment = call.wrapped().parent_of_kind("assignment_expression");
        let property = assignment
            .and_then(|it| it.field("left"))
            .and_then(|it| it.field("property"));
        let members = call.source.root().descendants().into_iter();
        let mut members = members.filter(|it| it.kind() == "member_expression");
        property.is_some_and(|name| {
            members.any(|it| {
                let is_same = it.field("property").is_some_and(|it| it.text() == name.text());
                is_same && (is_unreferenced(it) || self.is_cleared_finally(it))
            })
        })
    }

    /// The call that clears the timer which an expression mentions.
    pub fn clearing(&self, mention: Node<'s>) -> Option<Node<'s>> {
        let list = mention.wrapped().parent_of_kind("arguments")?;
        let call = list.parent_of_kind("call_expression")?;
        self.clears_timer(call).then_some(call)
    }

    fn is_cleared_finally(&self, mention: Node<'s>) -> bool {
        self.clearing(mention).is_some_and(|it| self.runs_finally(it, 0))
    }

    /// Whether a timer is cleared in another function than the one that starts it:
    /// `.then((it) => { clearTimeout(timer); … })`. That is a time limit of the
    /// author's, who says when it ends.
    fn is_cleared_elsewhere(&self, mention: Node<'s>, timer: Node<'s>) -> bool {
        let is_elsewhere = |it: Node<'s>| it.function_around() != timer.function_around() && !timer.contains(it);
        self.clearing(mention).is_some_and(is_elsewhere)
    }

    /// Whether code runs whatever became of the code before it.
    fn runs_finally(&self, node: Node<'s>, depth: usize) -> bool {
        let mut around = node.ancestors().take_while(|it| !it.is_function());
        if around.any(|it| it.kind() == "finally_clause") {
            return true;
        }
        let Some(id) = self.function_around(node).filter(|_| depth < MAX_CALLS) else {
            return false;
        };
        if is_given_to_finally(self[id].node) {
            return true;
        }
        let usages = self.usages(id).into_iter();
        usages.into_iter().any(|usage| match usage {
            Usage::Call(call) => self.runs_finally(call, depth + 1),
            Usage::Value(at) => is_given_to_finally(at),
            Usage::Unseen(..) => false,
        })
    }
}

/// What a function returns, or calls, where it does nothing else.
fn only_value(function: Node<'_>) -> Option<Node<'_>> {
    let body = function.field("body")?;
    if body.kind() != "statement_block" {
        return Some(body.peeled());
    }
    let statements = body.children();
    let [only] = statements.as_slice() else { return None };
    let is_value = matches!(only.kind(), "return_statement" | "expression_statement");
    let value = only.first_child().filter(|_| is_value)?.peeled();
    // `new Promise(…);` without `return` is not waited for by anybody.
    let is_returned = only.kind() == "return_statement" || value.kind() == "call_expression";
    is_returned.then_some(value)
}

/// `timer.unref()`, also where the method is tested for.
fn is_unreferenced(handle: Node<'_>) -> bool {
    let member = handle.parent_of_kind("member_expression");
    let property = member
        .filter(|it| it.field("object") == Some(handle))
        .and_then(|it| it.field("property"));
    property.is_some_and(|it| it.text() == "unref")
}

/// `promise.finally(function)`
fn is_given_to_finally(function: Node<'_>) -> bool {
    let list = function.wrapped().parent_of_kind("arguments");
    let callee = list.and_then(|it| it.parent()).and_then(|it| it.field("function"));
    let property = callee.and_then(|it| it.field("property"));
    property.is_some_and(|it| it.text() == "finally")
}
