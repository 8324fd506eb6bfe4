//! What handlers run: a superset of the call graph, so that a leak outside of
//! it is none. Knows who mentions whom, not whether a call really happens.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::OnceLock,
};

use crate::syntax::{Node, SourceId};

use super::{FunctionId, Project, Step, Value, class};

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
        self.loaded = self.links.loaded_by(self.handlers().iter().map(|it| it.key.0));
        self.methods = self.methods_by_name();
        // What is known of them may be of other handlers.
        self.edges = self.functions.iter().map(|_| OnceLock::new()).collect();
        let mut reached: HashMap<FunctionId, Option<(FunctionId, Node<'s>)>> = HashMap::new();
        let mut queue: VecDeque<FunctionId> = VecDeque::new();
        for handler in self.handlers() {
            reached.insert(handler.function, None);
            queue.push_back(handler.function);
        }
        while let Some(id) = queue.pop_front() {
            for &(next, at) in self.edges(id) {
                reached.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    Some((id, at))
                });
            }
        }
        self.reached = reached;
    }

    /// Whether code of module scope runs when a module is loaded that has a handler.
    pub fn is_loaded_for_handler(&self, node: Node<'s>) -> bool {
        self.function_around(node).is_none() && self.loaded.contains(&node.source.id)
    }

    /// Whether running `from` may run `to`.
    pub fn reaches(&self, from: FunctionId, to: FunctionId) -> bool {
        let mut seen = HashSet::from([from]);
        let mut queue = vec![from];
        while let Some(id) = queue.pop() {
            if id == to {
                return true;
            }
            let next = self.edges(id).iter().map(|(next, _)| *next);
            queue.extend(next.filter(|it| seen.insert(*it)));
        }
        false
    }

    /// The functions that running `from` may run, itself among them.
    pub fn reached_from(&self, from: FunctionId) -> HashSet<FunctionId> {
        let mut seen = HashSet::from([from]);
        let mut queue = vec![from];
        while let Some(id) = queue.pop() {
            let next = self.edges(id).iter().map(|(next, _)| *next);
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

    /// The functions that run when `id` runs, or may, each with its mention. Every leak asks for those of all that its
    /// handlers run.
    pub(super) fn edges(&self, id: FunctionId) -> &[(FunctionId, Node<'s>)] {
        self.edges[id.index()].get_or_init(|| self.find_edges(id))
    }

    fn find_edges(&self, id: FunctionId) -> Vec<(FunctionId, Node<'s>)> {
        let mut edges = Vec::new();
        // Lambda calls the wrapper, which runs in the same invocation.
        if let Some(handler) = self.handler(id) {
            edges.extend(handler.around.iter().map(|it| (*it, self[*it].node)));
        }
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
                if targets.is_empty() && is_unknown_callee(self, node) {
                    let name = node.field("property").unwrap_or(node).text();
                    let methods = self.methods.get(name).into_iter().flatten();
                    edges.extend(methods.map(|it| (*it, node)));
                }
                edges.extend(targets.into_iter().map(|it| (it, node)));
            }
        }
        edges
    }

    /// The functions that a name or a property can mean.
    fn mentioned(&self, node: Node<'s>) -> Vec<FunctionId> {
        let Some(value) = self.value(node) else {
            return self.functions_given_to_maker(node);
        };
        match value {
            Value::Local(target) if target.is_function() => self.function(target).into_iter().collect(),
            Value::Local(target) => self.functions_in(target),
            // A module that is handed on: whoever gets it may call what it exports.
            Value::Module(module) if !is_object_of_member(node) => self.exported_functions(module),
            Value::External(_) => self.functions_given_to_maker(node),
            Value::Instance(_) | Value::Module(_) => Vec::new(),
        }
    }

    /// The functions that a call has been given which has made the value of a name:
    /// `const save = promisify(saveItem)` runs `saveItem` where `save` is called.
    fn functions_given_to_maker(&self, name: Node<'s>) -> Vec<FunctionId> {
        let made = self.only_value(name).map(Node::peeled);
        let Some(call) = made.filter(|it| it.kind() == "call_expression") else {
            return Vec::new();
        };
        let given = call.arguments().into_iter().map(|it| bound(it.peeled()));
        let functions = given.filter_map(|it| match self.value(it) {
            Some(Value::Local(target)) => self.function(target),
            _ => self.function(it),
        });
        functions.collect()
    }

    fn exported_functions(&self, module: SourceId) -> Vec<FunctionId> {
        let exports = self.module(module).exports.iter().filter(|it| it.from.is_none());
        let functions = exports.filter_map(|it| match self.value(it.value) {
            Some(Value::Local(target)) => self.function(target),
            _ => self.function(it.value),
        });
        functions.collect()
    }

    /// The methods and exported functions in the files that handlers load: what
    /// `x.save()` or `save()` may be where nothing is known of `x` or `save`.
    fn methods_by_name(&self) -> HashMap<String, Vec<FunctionId>> {
        let mut methods: HashMap<String, Vec<FunctionId>> = HashMap::new();
        for function in &self.functions {
            let node = function.node;
            let is_loaded = self.loaded.contains(&node.source.id);
            let is_method = is_loaded
                && (node.wrapped().ancestors().take(2).any(|it| it.kind() == "class_body")
                    || node
                        .wrapped()
                        .parent()
                        .is_some_and(|it| matches!(it.kind(), "object" | "pair"))
                    || self.prototype_owner(node).is_some());
            if let Some(name) = function.name_node().filter(|_| is_method) {
                let name = name.field("property").unwrap_or(name);
                methods.entry(name.text().to_owned()).or_default().push(function.id);
            }
        }
        for module in self.modules.iter().filter(|it| self.loaded.contains(&it.source.id)) {
            for export in module.exports.iter().filter(|it| it.from.is_none()) {
                let target = self.value(export.value);
                if let Some(Value::Local(target)) = target
                    && let Some(id) = self.function(target)
                {
                    methods.entry(export.name.clone()).or_default().push(id);
                }
            }
        }
        methods
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

/// `x.save` or `save` as what is called, where nothing is known of it, or only that
/// something has given it: `map.get('x').save`.
fn is_unknown_callee<'s>(project: &Project<'s>, callee: Node<'s>) -> bool {
    let is_called = callee
        .parent_of_kind("call_expression")
        .is_some_and(|it| it.field("function") == Some(callee));
    // Whoever hands a function over for a parameter mentions that, whatever the parameter is called.
    let is_parameter = || callee.is_identifier() && project.function_of_parameter(callee).is_some();
    is_called
        && !is_parameter()
        && match project.value(callee) {
            None => true,
            Some(Value::External(origin)) => origin.is_global && origin.steps.contains(&Step::Call),
            Some(_) => false,
        }
}

/// `store.save` of `store.save.bind(store)`, or the expression itself.
fn bound(expression: Node<'_>) -> Node<'_> {
    let member = expression
        .field("function")
        .filter(|_| expression.kind() == "call_expression");
    let method = member.and_then(|it| it.field("property"));
    let function = member.and_then(|it| it.field("object"));
    function
        .filter(|_| method.is_some_and(|it| it.text() == "bind"))
        .unwrap_or(expression)
}

fn is_object_of_member(node: Node<'_>) -> bool {
    let member = node.parent_of_kind("member_expression");
    member.is_some_and(|it| it.field("object") == Some(node))
}
