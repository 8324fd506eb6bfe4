//! Work of packages that nobody sees the end of: a callback is handed to it, and nothing
//! comes of that. Knows who gets the callback, not whether a handler waits.

use std::collections::HashSet;

use crate::syntax::Node;

use super::{FunctionId, Project, Property, Value, channel::Channel};

/// Packages that call back before they return.
pub(super) const AT_ONCE: [&str; 12] = [
    "assert",
    "cheerio",
    "immutable",
    "immer",
    "lodash",
    "path",
    "querystring",
    "ramda",
    "underscore",
    "url",
    "util",
    "vm",
];

impl<'s> Project<'s> {
    /// The call in a handler, or in a function that it calls, that hands a callback to
    /// code of which nothing is known, where nobody is told when that is over.
    pub(super) fn unknown_work(&self, id: FunctionId, channel: Channel<'s>) -> Option<Node<'s>> {
        let mut search = Search {
            project: self,
            channel,
            seen: HashSet::from([id]),
        };
        search.find(self[id].node)
    }
}

struct Search<'p, 's> {
    project: &'p Project<'s>,
    channel: Channel<'s>,
    seen: HashSet<FunctionId>,
}

impl<'s> Search<'_, 's> {
    fn find(&mut self, function: Node<'s>) -> Option<Node<'s>> {
        let calls = function.descendants().into_iter();
        let mut calls = calls.filter(|it| it.kind() == "call_expression");
        calls.find(|call| {
            let called = call.field("function").and_then(|it| self.project.value(it.peeled()));
            match called {
                Some(Value::Local(called)) if called.is_function() => {
                    let id = self.project.function(called).filter(|it| self.seen.insert(*it));
                    id.is_some_and(|_| self.find(called).is_some())
                }
                _ => self.is_left(*call),
            }
        })
    }

    fn is_left(&self, call: Node<'s>) -> bool {
        let project = self.project;
        if !project.hands_over(call) || self.is_at_once(call) {
            return false;
        }
        let callbacks = call.arguments().into_iter().filter(|it| project.is_function_value(*it));
        let callbacks: Vec<Node<'s>> = callbacks.collect();
        let reports = |it: &Node<'s>| project.looks_at_error(it.peeled());
        let is_work = project.is(call, Property::Discarded) || callbacks.last().is_some_and(reports);
        is_work && !callbacks.iter().any(|it| self.tells(*it))
    }

    fn is_at_once(&self, call: Node<'s>) -> bool {
        let callee = call.field("function").unwrap_or(call);
        let method = callee.field("property").map_or("", Node::text);
        let origin = self.project.origin(callee);
        let is_of_lists = origin.is_some_and(|it| {
            let root = it.root.strip_prefix("node:").unwrap_or(&it.root);
            AT_ONCE
                .iter()
                .any(|known| root == *known || root.starts_with(&format!("{known}/")))
        });
        // Whoever waits for a promise is known elsewhere.
        is_of_lists || matches!(method, "then" | "catch" | "finally")
    }

    /// Whether somebody is told by the callback: it answers, settles a promise, or calls
    /// what a function around it was given.
    fn tells(&self, callback: Node<'s>) -> bool {
        if self.channel.is_mentioned_in(self.project, callback) || self.project.settles_promise(callback) {
            return true;
        }
        let mut code = self
            .project
            .with_called_functions(callback)
            .into_iter()
            .flat_map(Node::descendants);
        code.any(|it| {
            let is_called = it.is_identifier() && it.parent().is_some_and(|parent| is_use_as_function(parent, it));
            let function = is_called.then(|| self.project.function_of_parameter(it)).flatten();
            self.channel.is_mention(self.project, it)
                || function.is_some_and(|around| around.contains(callback) && around != callback)
        })
    }
}

/// `name(…)`, `other(name)`
fn is_use_as_function<'s>(parent: Node<'s>, name: Node<'s>) -> bool {
    match parent.kind() {
        "call_expression" => parent.field("function") == Some(name),
        "arguments" => parent.parent().is_some_and(|it| it.kind() == "call_expression"),
        _ => false,
    }
}
