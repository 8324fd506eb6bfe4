//! Which code answers for a handler: functions, objects of them, and names of both in a
//! piece of code. Knows no paths.

use crate::syntax::Node;

use super::{
    Project, answering::Meaning, bridge::bound, is_observable, settling::Settling, shape, started::CALLS_AT_ONCE,
};

impl<'s> Settling<'_, 's> {
    /// Whether code does anything besides writing to the log.
    pub(super) fn does_more(&self, code: Node<'s>) -> bool {
        let nodes = code.descendants().into_iter();
        let mut calls = nodes.filter(|it| it.kind() == "call_expression");
        calls.any(|it| !self.project.is_console_call(it) && is_observable(self.project, it))
    }

    /// A function of a package, or a method of what a package has given.
    pub(super) fn is_of_package(&self, callee: Node<'s>) -> bool {
        if let Some(origin) = self.project.origin(callee) {
            let name = callee.field("property").map_or("", Node::text);
            let is_sync = origin.node_module().is_some() && name.ends_with("Sync");
            return !origin.is_global && !is_sync;
        }
        let mut object = callee.field("object").map(Node::peeled);
        while let Some(inner) = object.filter(|it| !it.is_identifier()) {
            let next = inner.field("object").or_else(|| inner.field("function"));
            object = next.map(Node::peeled);
            if object.is_some_and(|it| self.project.origin(it).is_some_and(|it| !it.is_global)) {
                return true;
            }
        }
        object.is_some_and(|it| self.is_inner_parameter(it))
    }

    /// Whether a request or stream is what the answer comes of.
    pub(super) fn is_waited_for(&self, maker: Node<'s>) -> bool {
        let Some(emitter) = self.project.emitter(maker) else {
            return false;
        };
        let links = emitter.links.iter().flat_map(|it| it.call.arguments());
        let mut given = links.chain(maker.arguments());
        given.any(|it| self.answers_in(it))
    }

    pub(super) fn is_callable(&self, argument: Node<'s>) -> bool {
        let node = argument.peeled();
        node.is_function()
            || self.channel.way(self.project, node).is_some()
            || self.is_bound(node)
            || self.closure(node).is_some()
            || node.kind() == "object" && self.answers_in(node)
    }

    pub(super) fn is_bound(&self, node: Node<'s>) -> bool {
        let member = node.field("function").filter(|_| node.kind() == "call_expression");
        let object = member.and_then(|it| it.field("object"));
        object.is_some_and(|it| self.channel.way(self.project, it).is_some() && bound(it) == Some(node))
    }

    pub(super) fn mentions(&self, node: Node<'s>) -> bool {
        self.channel.is_mentioned_in(self.project, node)
    }

    /// Whether code answers by methods of the context only, so that Lambda waits for
    /// nothing more.
    pub(super) fn answers_by_context(&self, code: Node<'s>) -> bool {
        let nodes = code.descendants().into_iter();
        let mut mentions = nodes.filter(|it| it.is_identifier() && self.channel.is_mention(self.project, *it));
        mentions.all(|it| self.project.meaning(it) == Some(Meaning::Context))
    }

    /// Whether a function answers without something called back in it.
    pub(super) fn answers_itself(&self, function: Node<'s>) -> bool {
        if !function.is_function() {
            return true;
        }
        let nodes = function.descendants_of_same_function().into_iter();
        let mut calls = nodes.filter(|it| it.kind() == "call_expression");
        calls.any(|it| {
            let callee = it.field("function").map(Node::peeled);
            let is_answerer = self.channel.is_handler && self.project.answerer_of(it).is_some();
            let answers = |it| self.channel.way(self.project, it).is_some() || self.closure(it).is_some();
            is_answerer || callee.is_some_and(answers)
        })
    }

    /// A parameter of a function in the statements.
    pub(super) fn is_inner_parameter(&self, name: Node<'s>) -> bool {
        let function = name
            .is_identifier()
            .then(|| self.project.function_of_parameter(name))
            .flatten();
        function.is_some_and(|it| {
            it.source.id == self.channel.function.source.id
                && self.range.start <= it.start()
                && it.end() <= self.range.end
        })
    }

    pub(super) fn calls_at_once(&self, callee: Node<'s>, method: &str) -> bool {
        let origin = self.project.origin(callee);
        let is_of_lists = origin.is_some_and(|it| matches!(it.root.as_str(), "lodash" | "underscore" | "ramda"));
        is_of_lists || CALLS_AT_ONCE.contains(&method) && !matches!(method, "apply" | "call")
    }
}

impl<'s> Project<'s> {
    /// Whether a function asks whether its first argument is there: then it is an error,
    /// and the function is called once.
    pub(super) fn looks_at_error(&self, function: Node<'s>) -> bool {
        let first = function.parameters().first().map(|it| shape::name_of(*it));
        let Some(error) = first.and_then(|it| self.binding_of(it)) else {
            return false;
        };
        let nodes = function.descendants_of_same_function().into_iter();
        let mut conditions = nodes.filter_map(|it| it.field("condition"));
        conditions.any(|it| {
            let mut names = it.descendants().into_iter().filter(|it| it.is_identifier());
            names.any(|it| {
                let is_object = it.parent().is_some_and(|parent| parent.field("object") == Some(it));
                !is_object && self.binding_of(it) == Some(error)
            })
        })
    }

    /// The call that makes the request or stream which an expression is: by its name,
    /// or at the beginning of a chain.
    pub(super) fn emitter_behind(&self, object: Node<'s>) -> Option<Node<'s>> {
        let mut node = object.peeled();
        // `var request = request.get(url)` is behind itself.
        let mut seen = Vec::new();
        while self.emitter(node).is_none() {
            if seen.contains(&node) {
                return None;
            }
            seen.push(node);
            node = match node.is_identifier() {
                true => self.only_value(node)?,
                false => {
                    let callee = node.field("function").filter(|_| node.kind() == "call_expression")?;
                    callee.field("object")?
                }
            };
            node = node.peeled();
        }
        Some(node)
    }
}
