//! By what a function completes: the callback that it is given, or the context of a
//! handler; and what one call of that gives. Knows single calls, no paths.

use crate::syntax::Node;

use super::{
    BindingId, FunctionId, Incomplete, Outcome, Project, Returns,
    answering::Meaning,
    completion::Judged,
    failure::{is_failure, is_something},
    is_observable, shape,
};

pub(super) const USED: &str = "does more with its callback than to call it";
pub(super) const SEVERAL: &str = "answers with more than an error or one result";
const BOTH: &str = "gives an error and a result to its callback";
const UNCERTAIN: &str = "gives this to its callback, which may be an error or none";
const PROMISE: &str = "gives a promise to its callback";
pub(super) const PROMISE_AS_ANSWER: &str = "answers with a promise, which Lambda does not wait for";
const CONTEXT: &str = "does more with what completes it than to call that";

/// By what a function completes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Channel<'s> {
    pub function: Node<'s>,
    pub callback: Option<BindingId>,
    /// The second parameter of a handler.
    pub context: Option<BindingId>,
    pub is_handler: bool,
}

/// How a mention completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// `callback`, `context.done`: an error, or a result.
    Callback,
    /// `context.succeed`
    Succeed,
    /// `context.fail`
    Fail,
}

impl Way {
    /// What a method of `context` does.
    pub(super) fn of_method(name: &str) -> Option<Way> {
        match name {
            "done" => Some(Way::Callback),
            "succeed" => Some(Way::Succeed),
            "fail" => Some(Way::Fail),
            _ => None,
        }
    }
}

impl<'s> Channel<'s> {
    /// That of a function with a callback.
    pub(super) fn of_callback(function: Node<'s>, callback: BindingId) -> Channel<'s> {
        Channel {
            function,
            callback: Some(callback),
            context: None,
            is_handler: false,
        }
    }

    /// How an expression completes the function when it is called; and the identifier
    /// in it that is what the function was given.
    pub(super) fn way(&self, project: &Project<'s>, node: Node<'s>) -> Option<(Way, Node<'s>)> {
        if !self.is_handler {
            return self.is_callback(project, node).then_some((Way::Callback, node));
        }
        if let Some(Meaning::Way(way)) = project.meaning(node) {
            return Some((way, node));
        }
        let object = node.field("object").filter(|_| node.kind() == "member_expression")?;
        let is_context = node.field("optional_chain").is_none() && project.meaning(object) == Some(Meaning::Context);
        let way = Way::of_method(node.field("property").filter(|_| is_context)?.text())?;
        Some((way, object))
    }

    fn is_callback(&self, project: &Project<'s>, node: Node<'s>) -> bool {
        let is_here = node.source.id == self.function.source.id;
        is_here && self.callback.is_some() && project.binding_of(node) == self.callback
    }

    /// Whether anything in a piece of code completes the function, or may.
    pub(super) fn is_mentioned_in(&self, project: &Project<'s>, node: Node<'s>) -> bool {
        node.descendants().into_iter().any(|it| self.is_mention(project, it))
    }

    /// Whether an identifier is the callback, or the context where it completes, or a
    /// function that does; not in a function that answers by itself.
    pub(super) fn is_mention(&self, project: &Project<'s>, identifier: Node<'s>) -> bool {
        if !self.is_handler {
            return self.is_callback(project, identifier);
        }
        let is_relevant = match project.meaning(identifier) {
            None => false,
            Some(Meaning::Context) => project.completes_at(identifier, 0),
            Some(Meaning::Table) => project.picks(identifier),
            Some(_) => true,
        };
        let around = || project.answering_around(identifier).map(|it| project[it].node);
        is_relevant && !project.answering().is_accounted(identifier) && around() == Some(self.function)
    }

    /// All of them in the function.
    pub(super) fn mentions(&self, project: &Project<'s>) -> Vec<Node<'s>> {
        let nodes = self.function.descendants().into_iter();
        let identifiers = nodes.filter(|it| it.is_identifier());
        let mentioned = identifiers.filter(|it| project.names(*it).declared_at(it.start()).is_none());
        mentioned.filter(|it| self.is_mention(project, *it)).collect()
    }

    /// What stands in the way where a mention is not a call that is understood.
    pub(super) fn used(&self, place: Node<'s>) -> Incomplete<'s> {
        let why = if self.is_handler { CONTEXT } else { USED };
        Incomplete { place, why }
    }

    /// What a call of the callback, or of a method of the context, gives.
    pub(super) fn outcome(&self, project: &Project<'s>, call: Node<'s>, way: Way) -> Judged<'s, Outcome<'s>> {
        let arguments = call.arguments();
        let is_spread = |it: &Node<'s>| it.kind() == "spread_element" && !self.is_awaited_list(call, *it);
        if call.has_token("?.") || arguments.iter().any(is_spread) {
            return Err(self.used(call));
        }
        if let Some(argument) = arguments.iter().find(|it| self.is_mentioned_in(project, **it)) {
            return Err(self.used(*argument));
        }
        let outcome = match (way, self.is_handler) {
            (Way::Succeed, _) => Outcome::Success(arguments.first().copied()),
            (Way::Fail, _) => Outcome::Failed(arguments.first().copied()),
            (Way::Callback, false) => self.reported(project, call, &arguments)?,
            (Way::Callback, true) => answered(project, call, &arguments)?,
        };
        let mut beside = arguments.iter().skip(if way == Way::Callback { 2 } else { 1 });
        if let Some(other) = beside.find(|it| self.is_handler && is_observable(project, **it)) {
            return Err(Incomplete {
                place: *other,
                why: SEVERAL,
            });
        }
        let results: Vec<Node<'s>> = match (outcome, self.is_handler) {
            (Outcome::Success(result) | Outcome::Either(_, result), true) => result.into_iter().collect(),
            (Outcome::Success(_) | Outcome::Either(..), false) => arguments.into_iter().skip(1).collect(),
            _ => Vec::new(),
        };
        let is_promise = |it: &Node<'s>| matches!(project.promise_of(*it), Returns::Promise | Returns::Sometimes);
        if let Some(result) = results.into_iter().find(is_promise) {
            // A promise would wait for it.
            let why = if self.is_handler { PROMISE_AS_ANSWER } else { PROMISE };
            return Err(Incomplete { place: result, why });
        }
        Ok(outcome)
    }

    /// `callback(null, ...await other())`: the results of another function.
    fn is_awaited_list(&self, call: Node<'s>, argument: Node<'s>) -> bool {
        let [err, list] = call.arguments()[..] else {
            return false;
        };
        let is_awaited = list.first_child().is_some_and(|it| it.kind() == "await_expression");
        !self.is_handler && list == argument && err.is_nothing() && is_awaited
    }

    /// What an error-first callback of the project gets.
    fn reported(&self, project: &Project<'s>, call: Node<'s>, arguments: &[Node<'s>]) -> Judged<'s, Outcome<'s>> {
        let incomplete = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        match arguments {
            [] => Ok(Outcome::Success(None)),
            [err] if err.is_nothing() => Ok(Outcome::Success(None)),
            [err, result, ..] if err.is_nothing() => Ok(Outcome::Success(Some(*result))),
            [err, none @ ..] if is_failure(project, *err) && none.iter().all(|it| it.is_nothing()) => {
                Ok(Outcome::Failure(*err, none.first().copied()))
            }
            [err, results @ ..] if self.is_own_error(project, *err) => {
                Ok(Outcome::Either(*err, results.first().copied()))
            }
            [err, _, ..] if is_failure(project, *err) => incomplete(call, BOTH),
            [err, ..] => incomplete(*err, UNCERTAIN),
        }
    }

    /// The error that a callback in the function gets.
    fn is_own_error(&self, project: &Project<'s>, err: Node<'s>) -> bool {
        let Some(callback) = err.function_around().filter(|it| *it != self.function) else {
            return false;
        };
        let first = callback.parameters().first().map(|it| shape::name_of(*it));
        let binding = project.binding_of(err);
        binding.is_some() && first.and_then(|it| project.binding_of(it)) == binding
    }
}

/// What Lambda gets: anything but `null` and `undefined` is an error, whatever stands
/// beside it.
fn answered<'s>(project: &Project<'s>, call: Node<'s>, arguments: &[Node<'s>]) -> Judged<'s, Outcome<'s>> {
    let result = arguments.get(1).copied();
    let is_dropped = result.is_none_or(|it| !is_observable(project, it));
    match arguments.first() {
        None => Ok(Outcome::Success(None)),
        Some(err) if err.is_nothing() => Ok(Outcome::Success(result)),
        Some(err) if is_something(project, *err) || is_failure(project, *err) => match is_dropped {
            true => Ok(Outcome::Failure(*err, None)),
            false => Err(Incomplete {
                place: call,
                why: SEVERAL,
            }),
        },
        Some(err) => Ok(Outcome::Either(*err, result)),
    }
}

impl<'s> Project<'s> {
    /// By what a handler completes that is not answered for by its promise alone, or a
    /// function that answers for it.
    pub(super) fn channel_of_handler(&self, id: FunctionId) -> Channel<'s> {
        let function = self[id].node;
        let parameters = shape::parameters(function);
        let context = match self.is_answerer(id) {
            true => {
                let is_context = |it: &Node<'s>| self.meaning_of_parameter(*it) == Some(Meaning::Context);
                parameters.iter().copied().find(is_context)
            }
            false => parameters.get(1).copied(),
        };
        let name = context.map(shape::name_of).filter(|it| it.is_identifier());
        Channel {
            function,
            callback: None,
            context: name.and_then(|it| self.binding_of(it)),
            is_handler: true,
        }
    }
}
