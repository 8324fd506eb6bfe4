//! How a function completes by the callback that it is given: by which calls, and
//! with what. Knows which functions call back once, not the paths to a completion.

use crate::syntax::Node;

use super::{BindingId, FunctionId, Gives, Project, Property, paths::Walk, shape};

/// The calls by which a function completes.
#[derive(Debug, Clone)]
pub struct Completions<'s> {
    /// The function.
    pub function: FunctionId,
    /// Its last parameter, the callback, with its annotation.
    pub parameter: Node<'s>,
    /// How many parameters come before that.
    pub place: usize,
    /// In the order of the text.
    pub all: Vec<Completion<'s>>,
    /// Some of them happen when the function has returned.
    pub is_late: bool,
}

/// A call that completes a function.
#[derive(Debug, Clone, Copy)]
pub struct Completion<'s> {
    /// `callback(…)`, or the call that is given the callback.
    pub call: Node<'s>,
    /// The identifier of the callback in it.
    pub mention: Node<'s>,
    /// What the callback gets.
    pub outcome: Outcome<'s>,
}

/// What a callback gets.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'s> {
    /// `callback(error)`, which is certainly one; and what stands beside it, which
    /// is nothing.
    Failure(Node<'s>, Option<Node<'s>>),
    /// `callback(null, result)`, `callback()`.
    Success(Option<Node<'s>>),
    /// `callback(err, result)` with the error of a callback around it.
    Either(Node<'s>, Option<Node<'s>>),
    /// `other(…, callback)`: whatever that gives.
    HandedOn,
}

/// Why a function cannot be said to complete once: a place, and words that follow
/// the name of the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incomplete<'s> {
    /// What stands in the way.
    pub place: Node<'s>,
    /// "calls its callback …".
    pub why: &'static str,
}

pub(super) type Judged<'s, T> = Result<T, Incomplete<'s>>;

impl<'s> Project<'s> {
    /// How a function completes by its last parameter.
    ///
    /// # Errors
    /// Where it may do so twice, or never, or in a way that cannot be followed.
    pub fn completions(&self, id: FunctionId) -> Judged<'s, Completions<'s>> {
        Walk::over(self, id, &[])
    }

    /// The callback of a function: its last parameter, where that is a plain
    /// identifier, and its binding.
    pub(super) fn callback_parameter(&self, id: FunctionId) -> Option<(Node<'s>, BindingId)> {
        let parameter = shape::parameters(self[id].node).pop()?;
        let name = shape::name_of(parameter);
        let is_plain = name.is_identifier() && parameter.field("value").is_none() && parameter.field("right").is_none();
        let binding = self.binding_of(name).filter(|_| is_plain)?;
        Some((parameter, binding))
    }

    /// What a call gives to the callback that is its last argument, where it is
    /// certain to call that exactly once, with an error first, and later.
    pub(super) fn gives_to_callback(&self, call: Node<'s>) -> Option<Gives> {
        let function = call.field("function")?;
        if function.field("optional_chain").is_some() || call.has_token("?.") {
            return None;
        }
        if let Some(api) = self.node_api(function) {
            let mut arguments = call.arguments();
            arguments.pop();
            return api.gives_for(&arguments).filter(|_| !api.is_without_error());
        }
        let (object, property) = (function.field("object")?, function.field("property")?);
        let is_operation = self.is(property, Property::SdkOperation)
            && (self.is(object, Property::SdkClient) || self.is(object, Property::Sdk3Client));
        let is_sent = property.text() == "send" && self.sdk_request(object).is_some();
        (is_operation || is_sent).then_some(Gives::Value)
    }
}

/// `promise.then(ok).catch(failed)`, `promise.then(ok, failed)`.
#[derive(Debug, Clone, Copy)]
pub struct Chain<'s> {
    /// The whole of it.
    pub call: Node<'s>,
    /// The call of `then`.
    pub then: Node<'s>,
    /// What it begins with.
    pub promise: Node<'s>,
    /// A function expression.
    pub ok: Node<'s>,
    /// One, too, or a name.
    pub failed: Node<'s>,
}

impl<'s> Chain<'s> {
    /// Reads a chain of two functions.
    pub fn of(call: Node<'s>) -> Option<Chain<'s>> {
        let link = |call: Node<'s>, name: &str| {
            let callee = call.field("function").filter(|_| call.kind() == "call_expression")?;
            let is_it = callee.field("property")?.text() == name && callee.field("optional_chain").is_none();
            is_it.then(|| (callee.field("object"), call.arguments()))
        };
        let (then, failed) = match link(call, "catch") {
            Some((object, arguments)) => match arguments.as_slice() {
                [failed] => (object?, Some(*failed)),
                _ => return None,
            },
            None => (call, None),
        };
        let (promise, arguments) = link(then, "then")?;
        let (ok, failed) = match (arguments.as_slice(), failed) {
            ([ok], Some(failed)) => (*ok, failed),
            ([ok, failed], None) => (*ok, *failed),
            _ => return None,
        };
        let (ok, failed) = (ok.peeled(), failed.peeled());
        let is_plain = |it: Node<'s>| it.is_function() && !it.has_token("*") && !it.has_token("async");
        (is_plain(ok) && (is_plain(failed) || failed.is_identifier())).then_some(Chain {
            call,
            then,
            promise: promise?,
            ok,
            failed,
        })
    }
}
