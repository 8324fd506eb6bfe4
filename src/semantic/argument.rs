//! Where functions go that are passed to functions, or returned by them, alone or in
//! an object. Knows calls, not what is called.

use crate::syntax::Node;

use super::{
    Value,
    access::{Access, Path},
    usage::Tracker,
};

impl<'s> Tracker<'_, 's> {
    /// A function returns the value.
    pub(super) fn returned(&mut self, at: Node<'s>, path: &Path<'s>) {
        let function = at.function_around().and_then(|it| self.project.function(it));
        let Some(id) = function else {
            return self.lost(at);
        };
        let function = &self.project[id];
        // What a handler returns becomes JSON.
        if self.project.handler(id).is_some() || function.is_constructor() {
            return;
        }
        if function.is_generator || function.is_accessor() {
            return self.lost(at);
        }
        let result = match function.is_async {
            true => path.behind(Access::Await),
            false => path.clone(),
        };
        self.function_value(function.node, &result.behind(Access::Call));
    }

    /// The value is passed to a function.
    pub(super) fn argument(&mut self, list: Node<'s>, node: Node<'s>, path: &Path<'s>) {
        let project = self.project;
        let arguments = list.children();
        let place = arguments.iter().position(|it| *it == node);
        let (Some(call), Some(place)) = (list.parent(), place) else {
            return self.lost(node);
        };
        let callee = call.field("function").or_else(|| call.field("constructor"));
        let has_spread = arguments[..place].iter().any(|it| it.kind() == "spread_element");
        let Some(callee) = callee.map(Node::peeled).filter(|_| !has_spread) else {
            return self.lost(node);
        };
        if self.rebinds(callee, place, path) || project.is_looked_at_only(call, place, path.is_empty()) {
            return;
        }
        if callee.kind() == "super" {
            return match self.superclass_around(callee) {
                Some(class) => self.constructor_parameter(class, node, place, path),
                None => self.lost(node),
            };
        }
        match project.value(callee) {
            Some(Value::Local(function)) if function.is_function() => self.parameter(function, node, place, path),
            Some(Value::Local(class)) if super::class::is_class(class) => {
                self.constructor_parameter(class, node, place, path);
            }
            Some(Value::External(origin)) if origin.gives_its_argument() && place == 0 && !path.is_empty() => {
                self.expression(call, path);
            }
            _ => self.lost(node),
        }
    }

    pub(super) fn parameter(&mut self, function: Node<'s>, node: Node<'s>, place: usize, path: &Path<'s>) {
        let reads_all = function
            .descendants()
            .into_iter()
            .any(|it| it.kind() == "identifier" && it.text() == "arguments");
        match function.parameters().get(place) {
            _ if reads_all => self.lost(node),
            Some(parameter) => self.pattern(*parameter, path),
            None => {
                let last = function.parameters().last().copied();
                let is_rest = |it: Node<'s>| it.descendants().iter().any(|it| it.kind() == "rest_pattern");
                if last.is_some_and(is_rest) {
                    self.lost(node);
                }
            }
        }
    }
}
