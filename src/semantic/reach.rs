//! What handlers run: a superset of the call graph, so that a leak outside of
//! it is none. Knows who mentions whom, not whether a call really happens.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::syntax::Node;

use super::{FunctionId, Project, Value, class};

/// One step on the way from a handler to a place.
#[derive(Debug, Clone)]
pub struct Waypoint<'s> {
    /// The function that is run.
    pub function: FunctionId,
    /// Where it is called or handed on; `None` for the handler itself.
    pub from: Option<Node<'s>>,
}

impl<'s> Project<'s> {
    pub(super) fn collect_reached(&mut self) {
        let mut reached: HashMap<FunctionId, Option<(FunctionId, Node<'s>)>> = HashMap::new();
        let mut queue: VecDeque<FunctionId> = VecDeque::new();
        for handler in &self.handlers {
            reached.insert(handler.function, None);
            queue.push_back(handler.function);
        }
        while let Some(id) = queue.pop_front() {
            for (next, at) in self.edges(id) {
                reached.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    Some((id, at))
                });
            }
        }
        self.reached = reached;
    }

    /// Whether running `from` may run `to`.
    pub fn reaches(&self, from: FunctionId, to: FunctionId) -> bool {
        let mut seen = HashSet::from([from]);
        let mut queue = vec![from];
        while let Some(id) = queue.pop() {
            if id == to {
                return true;
            }
            let next = self.edges(id).into_iter().map(|(next, _)| next);
            queue.extend(next.filter(|it| seen.insert(*it)));
        }
        false
    }

    /// The functions that running `from` may run, itself among them.
    pub fn reached_from(&self, from: FunctionId) -> HashSet<FunctionId> {
        let mut seen = HashSet::from([from]);
        let mut queue = vec![from];
        while let Some(id) = queue.pop() {
            let next = self.edges(id).into_iter().map(|(next, _)| next);
            queue.extend(next.filter(|it| seen.insert(*it)));
        }
        seen
    }

    /// The way from a handler to the code at `node`, the handler first.
    pub fn way_to(&self, node: Node<'s>) -> Vec<Waypoint<'s>> {
        let mut way = Vec::new();
        let mut at = self.function_around(node);
        while let Some(id) = at.filter(|it| self.reached.contains_key(it)) {
            let step = self.reached[&id];
            way.push(Waypoint {
                function: id,
                from: step.map(|(_, from)| from),
            });
            at = step.map(|(caller, _)| caller);
        }
        way.reverse();
        way
    }

    /// The functions that run when `id` runs, or may, each with its mention.
    pub(super) fn edges(&self, id: FunctionId) -> Vec<(FunctionId, Node<'s>)> {
        let mut edges = Vec::new();
        for node in self[id].node.descendants_of_same_function() {
            if let Some(nested) = self.function(node).filter(|it| *it != id) {
                edges.push((nested, node));
            } else if node.kind() == "subscript_expression" {
                // `object[name]()` may be any of its functions.
                edges.extend(self.functions_of_object(node).into_iter().map(|it| (it, node)));
            } else if matches!(
                node.kind(),
                "identifier" | "shorthand_property_identifier" | "member_expression"
            ) {
                let targets = self.mentioned(node);
                edges.extend(targets.into_iter().map(|it| (it, node)));
            }
        }
        edges
    }

    /// The functions that a name or a property can mean.
    fn mentioned(&self, node: Node<'s>) -> Vec<FunctionId> {
        let Some(value) = self.value(node) else {
            return Vec::new();
        };
        match value {
            Value::Local(target) if target.is_function() => self.function(target).into_iter().collect(),
            Value::Local(target) => self.functions_in(target),
            Value::Instance(_) | Value::External(_) | Value::Module(_) => Vec::new(),
        }
    }

    fn functions_of_object(&self, subscript: Node<'s>) -> Vec<FunctionId> {
        match subscript.field("object").and_then(|it| self.value(it)) {
            Some(Value::Local(owner) | Value::Instance(owner)) => self.functions_in(owner),
            _ => Vec::new(),
        }
    }

    /// The methods of a class or the functions of an object literal.
    fn functions_in(&self, owner: Node<'s>) -> Vec<FunctionId> {
        let members = match owner.field("body") {
            Some(body) if class::is_class(owner) => body.children(),
            _ => owner.children(),
        };
        members
            .into_iter()
            .filter_map(|it| {
                let value = it.field("value").map_or(it, Node::peeled);
                self.function(value)
            })
            .collect()
    }
}
