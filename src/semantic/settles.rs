//! Whether a callback settles a promise that somebody has made by hand, so that
//! somebody waits for it. Knows executors and who calls whom, no leaks.

use std::collections::HashSet;

use crate::syntax::{Node, SourceId};

use super::{
    BindingId, Project, Step, Usage, Value,
    packages::{Gives, given},
};

impl<'s> Project<'s> {
    /// Whether a callback, or a function that it mentions, mentions what settles a
    /// promise: a parameter of an executor around it, a variable that holds one, or
    /// a parameter of a function around it that all callers give such a thing.
    pub(super) fn settles_promise(&self, callback: Node<'s>) -> bool {
        Search {
            project: self,
            seen: HashSet::new(),
        }
        .settles(callback)
    }

    /// The function in `new Promise(function)`, of the language or of a package.
    pub fn is_promise_executor(&self, function: Node<'s>) -> bool {
        let list = function.wrapped().parent_of_kind("arguments");
        let created = list.and_then(|it| it.parent_of_kind("new_expression"));
        let class = created.and_then(|it| it.field("constructor"));
        class.is_some_and(|it| self.is_global(it, "Promise") || self.is_promise_of_package(it))
    }

    /// `Promise` of `const Promise = require('bluebird')`
    fn is_promise_of_package(&self, class: Node<'s>) -> bool {
        let Some(Value::External(mut origin)) = self.value(class) else {
            return false;
        };
        origin.steps.push(Step::New);
        given(&origin, None) == Some(Gives::Promise)
    }
}

/// Functions of `async` that do one thing after the other.
const SERIES: [&str; 12] = [
    "doUntil",
    "doWhilst",
    "eachOfSeries",
    "eachSeries",
    "forEachSeries",
    "mapSeries",
    "reduce",
    "retry",
    "series",
    "until",
    "waterfall",
    "whilst",
];

struct Search<'p, 's> {
    project: &'p Project<'s>,
    seen: HashSet<(SourceId, BindingId)>,
}

impl<'s> Search<'_, 's> {
    fn settles(&mut self, code: Node<'s>) -> bool {
        let functions = self.project.with_called_functions(code).into_iter();
        let mut nodes = functions.flat_map(Node::descendants);
        nodes.any(|it| it.is_identifier() && self.is_settler(it, code))
    }

    /// Whether a name that `code` mentions settles a promise around that.
    fn is_settler(&mut self, name: Node<'s>, code: Node<'s>) -> bool {
        let Some(id) = self.project.binding_of(name) else {
            return false;
        };
        if !self.seen.insert((name.source.id, id)) {
            return false;
        }
        let declared = &self.project.names(name).binding(id).declared;
        let Some(declared) = declared.first().and_then(|at| name.source.identifier_at(*at)) else {
            return false;
        };
        if let Some((function, place)) = parameter(declared) {
            if !function.contains(code) {
                return false;
            }
            return match self.project.is_promise_executor(function) || self.is_given_to_unknown_class(function) {
                true => true,
                false if self.is_step(function) => true,
                false => place.is_some_and(|it| self.all_callers_settle(function, it)),
            };
        }
        self.is_resolver(declared, id)
    }

    /// `new Promised((resolve) => …)`, where nobody knows what that makes: a promise of
    /// another make, as far as anybody would say who reads the code.
    fn is_given_to_unknown_class(&self, function: Node<'s>) -> bool {
        let list = function.wrapped().parent_of_kind("arguments");
        let created = list.and_then(|it| it.parent_of_kind("new_expression"));
        let class = created.and_then(|it| it.field("constructor"));
        class.is_some_and(|it| it.is_identifier() && self.project.value(it).is_none())
    }

    /// A step of `async.waterfall([step, …], done)`, where `done` settles a promise: one
    /// comes after the other, and `done` after all.
    fn is_step(&mut self, function: Node<'s>) -> bool {
        let list = function.ancestors().find(|it| it.kind() == "arguments");
        let call = list.and_then(Node::parent).filter(|it| it.kind() == "call_expression");
        let Some((call, callee)) = call.and_then(|it| Some((it, it.field("function")?))) else {
            return false;
        };
        let arguments = call.arguments();
        let Some((done, others)) = arguments.split_last() else {
            return false;
        };
        let origin = self.project.origin(callee);
        let is_series = origin.is_some_and(|it| match it.steps.as_slice() {
            [Step::Member(name)] => it.root == "async" && !it.is_global && SERIES.contains(&name.as_str()),
            _ => false,
        });
        let holds = |it: &Node<'s>| {
            let elements = it.peeled().children();
            it.peeled() == function
                || elements
                    .iter()
                    .any(|it| it.field("value").unwrap_or(*it).peeled() == function)
        };
        is_series && others.iter().any(holds) && self.settles(*done)
    }

    /// Whether each call of a function gives it something that settles a promise.
    fn all_callers_settle(&mut self, function: Node<'s>, place: usize) -> bool {
        let Some(id) = self.project.function(function) else {
            return false;
        };
        let mut callers = 0;
        for usage in self.project.usages(id) {
            match usage {
                Usage::Call(it) | Usage::Value(it) if function.contains(it) => {}
                Usage::Call(it) if !self.project.is_reached(it) => {}
                Usage::Call(call) => {
                    let given = call.arguments().get(place).copied();
                    if !given.is_some_and(|it| self.settles(it)) {
                        return false;
                    }
                    callers += 1;
                }
                Usage::Value(_) | Usage::Unseen(..) => return false,
            }
        }
        callers > 0
    }

    /// `let resolve; new Promise((it) => { resolve = it; })`, or a part of
    /// `Promise.withResolvers()`.
    fn is_resolver(&self, declared: Node<'s>, id: BindingId) -> bool {
        let pattern = declared.ancestors().take_while(|it| it.kind() != "variable_declarator");
        let declarator = pattern.last().unwrap_or(declared).parent();
        let value = declarator.and_then(|it| it.field("value"));
        let origin = value.and_then(|it| self.project.origin(it.peeled().field("function")?));
        let is_made = origin.is_some_and(|it| {
            it.is_global
                && it.root == "Promise"
                && matches!(it.steps.as_slice(), [Step::Member(name)] if name == "withResolvers")
        });
        let is_parameter = |value: Node<'s>| {
            let id = self.project.binding_of(value);
            let declared = id.and_then(|id| self.project.names(value).binding(id).declared.first().copied());
            let name = declared.and_then(|at| value.source.identifier_at(at));
            let owner = name.and_then(parameter);
            owner.is_some_and(|(function, _)| self.project.is_promise_executor(function))
        };
        let mut references = self.project.references(declared.source, id).into_iter();
        is_made
            || references.any(|it| {
                let assignment = it.parent_of_kind("assignment_expression");
                let assignment = assignment.filter(|at| at.field("left") == Some(it));
                assignment
                    .and_then(|it| it.field("right"))
                    .is_some_and(|it| is_parameter(it.peeled()))
            })
    }
}

/// The function whose parameter is declared here, and its place where it is a plain
/// one.
fn parameter(declared: Node<'_>) -> Option<(Node<'_>, Option<usize>)> {
    let function = declared.function_around()?;
    let parameters = function.parameters();
    let place = parameters.iter().position(|it| it.contains(declared))?;
    let it = parameters[place];
    let name = it.field("pattern").or_else(|| it.field("left")).unwrap_or(it);
    Some((function, (name == declared).then_some(place)))
}
