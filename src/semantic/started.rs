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
                _ => {
                    let is_known = self.is_of_client(callee)
                        || self.timer(*call).is_some()
                        || self.node_api(callee).is_some()
                        || self.emitter(*call).is_some();
                    !is_known && !self.is_promise(*call) && self.calls_back_later(*call, callee)
                }
            }
        })
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
        let property = callee.field("property").map_or("", Node::text);
        let is_known = CALLS_AT_ONCE.contains(&property) || LISTENS.contains(&property);
        let is_global = self.origin(callee).is_some_and(|it| it.is_global);
        let hands_over = call.arguments().into_iter().any(|it| self.is_callback(it));
        hands_over && !is_known && !is_global
    }
}

/// Methods of lists and texts that call back before they return.
const CALLS_AT_ONCE: [&str; 18] = [
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
