//! What code starts and does not wait for, as far as it is known to. Knows the
//! APIs of the project's tables, not who could wait.

use std::collections::HashSet;

use crate::syntax::Node;

use super::{FunctionId, Project, Property, Returns, Value};

impl<'s> Project<'s> {
    /// What a function, or one that it calls, starts without waiting for it: a
    /// promise, a request, a timer, something that calls back.
    pub fn started_in(&self, function: Node<'s>) -> Option<Node<'s>> {
        self.find_start(function, &mut HashSet::new())
    }

    /// The same without what stands in `besides`.
    pub fn started_besides(&self, function: Node<'s>, besides: Node<'s>) -> Option<Node<'s>> {
        let nodes = function.descendants().into_iter();
        let mut nodes = nodes.filter(|it| !besides.contains(*it));
        let mut seen = HashSet::new();
        nodes.find_map(|it| self.start_at(it, &mut seen))
    }

    /// What a function, or one that it calls, hands a callback to that nothing is
    /// known of.
    pub fn handed_over_in(&self, function: Node<'s>) -> Option<Node<'s>> {
        self.find_handed_over(function, &mut HashSet::new())
    }

    fn find_handed_over(&self, function: Node<'s>, seen: &mut HashSet<FunctionId>) -> Option<Node<'s>> {
        if let Some(id) = self.function(function)
            && !seen.insert(id)
        {
            return None;
        }
        let calls = function.descendants().into_iter();
        let mut calls = calls.filter(|it| it.kind() == "call_expression");
        calls.find(|call| {
            let Some(callee) = call.field("function").map(Node::peeled) else {
                return false;
            };
            match self.value(callee) {
                Some(Value::Local(called)) if called.is_function() => self.find_handed_over(called, seen).is_some(),
                _ => !self.is_of_known_kind(*call, callee) && self.calls_back_later(*call, callee),
            }
        })
    }

    /// Whether a call hands a function to code of which nothing is known. Asks nothing of
    /// how handlers complete, which is judged by this.
    pub(super) fn hands_over(&self, call: Node<'s>) -> bool {
        let Some(callee) = call.field("function").map(Node::peeled) else {
            return false;
        };
        let hands_over = call.arguments().into_iter().any(|it| self.is_function_value(it));
        hands_over && !self.is_of_known_kind(call, callee) && !is_known_method(callee) && !self.is_of_globals(callee)
    }

    /// A function by itself, by its name, or bound.
    pub(super) fn is_function_value(&self, node: Node<'s>) -> bool {
        let node = node.peeled();
        let is_bind = || {
            let callee = node.field("function").and_then(|it| it.field("property"));
            node.kind() == "call_expression" && callee.is_some_and(|it| it.text() == "bind")
        };
        let is_named = || {
            let is_name = matches!(node.kind(), "identifier" | "member_expression");
            is_name && matches!(self.value(node), Some(Value::Local(it)) if it.is_function())
        };
        node.is_function() || is_named() || is_bind()
    }

    fn is_of_known_kind(&self, call: Node<'s>, callee: Node<'s>) -> bool {
        self.is_of_client(callee)
            || self.timer(call).is_some()
            || self.node_api(callee).is_some()
            || self.emitter(call).is_some()
            || self.is_promise(call)
    }

    fn is_of_globals(&self, callee: Node<'s>) -> bool {
        self.origin(callee).is_some_and(|it| it.is_global)
    }

    fn find_start(&self, function: Node<'s>, seen: &mut HashSet<FunctionId>) -> Option<Node<'s>> {
        if let Some(id) = self.function(function)
            && !seen.insert(id)
        {
            return None;
        }
        function
            .descendants()
            .into_iter()
            .find_map(|it| self.start_at(it, seen))
    }

    fn start_at(&self, node: Node<'s>, seen: &mut HashSet<FunctionId>) -> Option<Node<'s>> {
        if node.is_function() {
            return Some(node).filter(|it| it.has_token("async"));
        }
        if node.kind() == "new_expression" {
            let class = node.field("constructor")?;
            return Some(node).filter(|_| self.is_global(class, "Promise"));
        }
        if node.kind() != "call_expression" || self.is_console_call(node) {
            return None;
        }
        let callee = node.field("function")?.peeled();
        if let Some(Value::Local(called)) = self.value(callee)
            && called.is_function()
        {
            return self.find_start(called, seen).map(|_| node);
        }
        let is_promise = || {
            let kinds = self.promise_of(node);
            matches!(kinds, Returns::Promise | Returns::Sometimes | Returns::Lazy)
        };
        let is_started = self.timer(node).is_some()
            || self.is_of_client(callee)
            || self.is_left_alone(node)
            || self.calls_back_later(node, callee)
            || is_promise();
        is_started.then_some(node)
    }

    fn is_of_client(&self, callee: Node<'s>) -> bool {
        let object = callee.field("object");
        object.is_some_and(|it| self.is(it, Property::SdkClient) || self.is(it, Property::Sdk3Client))
    }

    /// Whether a function that is handed over may be called when this is over.
    fn calls_back_later(&self, call: Node<'s>, callee: Node<'s>) -> bool {
        let hands_over = call.arguments().into_iter().any(|it| self.is_callback(it));
        hands_over && !is_known_method(callee) && !self.is_of_globals(callee)
    }
}

fn is_known_method(callee: Node<'_>) -> bool {
    let property = callee.field("property").map_or("", Node::text);
    CALLS_AT_ONCE.contains(&property) || LISTENS.contains(&property)
}

/// Methods of lists and texts that call back before they return.
pub(super) const CALLS_AT_ONCE: [&str; 18] = [
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flatMap",
    "forEach",
    "map",
    "reduce",
    "reduceRight",
    "replace",
    "replaceAll",
    "some",
    "sort",
    "toSorted",
    "apply",
    "call",
];

/// Methods that start nothing: something else is to happen.
const LISTENS: [&str; 7] = [
    "addListener",
    "off",
    "on",
    "once",
    "prependListener",
    "removeListener",
    "setTimeout",
];
