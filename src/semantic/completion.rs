//! How a function completes by the callback that it is given: by which calls, and
//! with what. Knows which functions call back once, not the paths to a completion.

use crate::syntax::Node;

use super::{BindingId, Bridge, FunctionId, Gives, Project, Property, Shift, paths::Walk, shape};

/// The calls by which a function completes.
#[derive(Debug, Clone)]
pub struct Completions<'s> {
    /// The function.
    pub function: FunctionId,
    /// The callback among its parameters, with its annotation; a handler may have none.
    pub parameter: Option<Node<'s>>,
    /// How many parameters come before that.
    pub place: usize,
    /// In the order of the text.
    pub all: Vec<Completion<'s>>,
    /// Parts of a handler that settle a promise.
    pub bridges: Vec<Bridge<'s>>,
    /// Some of them happen when the function has returned.
    pub is_late: bool,
    /// `return x` of a handler that is not async: Lambda does not look at that.
    pub unseen: Vec<Node<'s>>,
    /// Some paths end without one.
    pub is_open: bool,
    /// Some of them give more than one result to the callback.
    pub has_several_results: bool,
    /// The callback may come one place earlier.
    pub shift: Option<Shift<'s>>,
}

impl<'s> Completions<'s> {
    /// Whether some of them are errors, or may be.
    pub fn may_fail(&self) -> bool {
        let mut outcomes = self.all.iter().map(|it| it.outcome);
        outcomes.any(|it| !matches!(it, Outcome::Success(_) | Outcome::Answered { may_fail: false, .. }))
    }

    /// Whether the callback may be the argument at this place.
    pub fn is_place(&self, place: usize) -> bool {
        place == self.place || self.shift.is_some() && place + 1 == self.place
    }

    /// What a call of the function does not run, because the callback comes early in it,
    /// or does not.
    pub fn branch_not_run(&self, call: Node<'s>) -> Option<Node<'s>> {
        let arguments = call.arguments().len();
        self.shift.and_then(|it| it.branch_not_run(arguments, self.place + 1))
    }

    /// What the callback gets besides its error.
    pub fn gives(&self) -> Gives {
        let mut outcomes = self.all.iter().map(|it| it.outcome);
        match outcomes.any(|it| !matches!(it, Outcome::Failure(..) | Outcome::Success(None))) {
            _ if self.has_several_results => Gives::Items,
            true => Gives::Value,
            false => Gives::Nothing,
        }
    }

    /// Whether the function completes by nothing.
    pub fn is_silent(&self) -> bool {
        self.all.is_empty() && self.bridges.is_empty()
    }
}

/// A call that completes a function.
#[derive(Debug, Clone, Copy)]
pub struct Completion<'s> {
    /// `callback(…)`, or the call that is given the callback.
    pub call: Node<'s>,
    /// The identifier of the callback in it, or that of the context.
    pub mention: Node<'s>,
    /// What the callback gets.
    pub outcome: Outcome<'s>,
}

impl<'s> Completion<'s> {
    /// The results that a callback of the project gets by this call.
    pub fn results(&self) -> Vec<Node<'s>> {
        match self.outcome {
            Outcome::Success(_) | Outcome::Either(..) => self.call.arguments().into_iter().skip(1).collect(),
            _ => Vec::new(),
        }
    }
}

/// What a callback gets.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'s> {
    /// `callback(error)`, which is certainly one; and what stands beside it, which
    /// is nothing.
    Failure(Node<'s>, Option<Node<'s>>),
    /// `callback(null, result)`, `callback()`: the first result.
    Success(Option<Node<'s>>),
    /// `callback(err, result)` with the error of a callback around it; of a handler,
    /// with what may be one; and the first result.
    Either(Node<'s>, Option<Node<'s>>),
    /// `context.fail(reason)`: an error, whatever the reason is.
    Failed(Option<Node<'s>>),
    /// `other(…, callback)`: whatever that gives.
    HandedOn,
    /// A call of a function that answers for the handler.
    Answered {
        /// The function.
        by: FunctionId,
        /// It does so when it has returned.
        is_late: bool,
        /// It may answer with an error.
        may_fail: bool,
    },
    /// A call of a package that is given the context and answers by that, and offers this
    /// instead; certainly, or if its version is new enough.
    Offered(&'static Offer, bool),
}

/// How a call of a package is made to give a promise of its answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Offer {
    /// The version of the package from which on it can do that.
    pub since: (u64, u64, u64),
    /// The text that it is given after all arguments.
    pub argument: &'static str,
    /// What of its result is the promise.
    pub property: &'static str,
    /// What is not certain where its version is not known.
    pub caveat: &'static str,
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
        match self.handler(id).is_some() || self.is_answerer(id) {
            true => Walk::over_handler(self, id, &[]),
            false => Walk::over(self, id, &[]),
        }
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

/// `promise.then(…).then(…).catch(…)`
#[derive(Debug, Clone)]
pub struct Chain<'s> {
    /// The whole of it.
    pub call: Node<'s>,
    /// What it begins with.
    pub promise: Node<'s>,
    /// In the order of the text; there is one.
    pub links: Vec<ChainLink<'s>>,
}

/// A link of a chain.
#[derive(Debug, Clone, Copy)]
pub struct ChainLink<'s> {
    /// The chain up to here.
    pub call: Node<'s>,
    /// What gets the result: a function expression, or something that is one.
    pub ok: Option<Node<'s>>,
    /// What gets the error.
    pub failed: Option<Node<'s>>,
}

impl<'s> Chain<'s> {
    /// Reads a chain of functions that are written there, or named.
    pub fn of(call: Node<'s>) -> Option<Chain<'s>> {
        let mut links = Vec::new();
        let mut at = call;
        while let Some(link) = ChainLink::of(at) {
            links.push(link);
            at = at.field("function")?.field("object")?.peeled();
        }
        links.reverse();
        let mut functions = links.iter().flat_map(|it| [it.ok, it.failed]).flatten();
        let is_readable = |it: Node<'s>| match it.is_function() {
            true => !it.has_token("*"),
            false => matches!(it.kind(), "identifier" | "member_expression"),
        };
        let is_chain = !links.is_empty() && functions.all(is_readable);
        is_chain.then_some(Chain {
            call,
            promise: at,
            links,
        })
    }

    /// The chain around a function that is a part of it.
    pub fn around(function: Node<'s>) -> Option<Chain<'s>> {
        let call = function.wrapped().parent_of_kind("arguments")?.parent()?;
        Chain::up_from(call)
    }

    /// The chain that begins with a promise.
    pub fn from(promise: Node<'s>) -> Option<Chain<'s>> {
        let member = promise.wrapped().parent_of_kind("member_expression")?;
        Chain::up_from(member.parent()?).filter(|it| it.promise == promise)
    }

    /// The whole of the chain that a link is a part of.
    fn up_from(link: Node<'s>) -> Option<Chain<'s>> {
        let mut call = link;
        ChainLink::of(call)?;
        while let Some(outer) = call
            .wrapped()
            .parent_of_kind("member_expression")
            .and_then(Node::parent)
        {
            if ChainLink::of(outer).is_none() {
                break;
            }
            call = outer;
        }
        Chain::of(call)
    }

    /// The link that has this function.
    pub fn link_of(&self, function: Node<'s>) -> Option<&ChainLink<'s>> {
        let mut links = self.links.iter();
        links.find(|it| it.ok == Some(function) || it.failed == Some(function))
    }

    /// Whether something runs after a function of it, however that ends.
    pub fn ends_with_finally(&self, function: Node<'s>) -> bool {
        let is_own = |it: &&ChainLink<'s>| it.ok == Some(function) || it.failed == Some(function);
        let mut after = self.links.iter().skip_while(|it| !is_own(it)).skip(1);
        after.any(|it| it.ok.is_none() && it.failed.is_none())
    }

    /// Whether what its promise rejects with comes to a function.
    pub fn catches(&self) -> bool {
        let mut failed = self.links.iter().filter_map(|it| it.failed);
        failed.any(Node::is_function)
    }

    /// Whether what a function of it throws comes to a function of a later link.
    pub fn is_caught(&self, function: Node<'s>) -> bool {
        self.catching(function).next().is_some()
    }

    /// The functions of later links to which comes what a function of it throws.
    pub fn catching(&self, function: Node<'s>) -> impl Iterator<Item = Node<'s>> {
        let after = self
            .links
            .iter()
            .skip_while(move |it| it.ok != Some(function) && it.failed != Some(function));
        let later = after.skip(1).filter_map(|it| it.failed);
        later.filter(|it| it.is_function())
    }
}

impl<'s> Project<'s> {
    /// The call that is all that a function does, and its only parameter; no comment
    /// is in it.
    pub fn only_call(&self, function: Node<'s>) -> Option<(Node<'s>, BindingId)> {
        let body = function.field("body")?;
        let only = match body.kind() {
            "statement_block" => match body.children().as_slice() {
                [only] if matches!(only.kind(), "expression_statement" | "return_statement") => only.first_child()?,
                _ => return None,
            },
            _ => body,
        };
        let call = only.peeled();
        let [parameter] = function.parameters()[..] else {
            return None;
        };
        let parameter = self.binding_of(shape::name_of(parameter))?;
        let has_comments = function.descendants().iter().any(|it| it.is_comment());
        (call.kind() == "call_expression" && !has_comments).then_some((call, parameter))
    }

    /// The call in a function that does nothing but to hand its error on:
    /// `(err) => callback(err)`, `(err) => { callback(err, null); }`.
    pub fn handing_error_on(&self, function: Node<'s>) -> Option<Node<'s>> {
        let (call, parameter) = self.only_call(function)?;
        let arguments = call.arguments();
        let (handed, others) = arguments.split_first()?;
        let is_nothing = |it: &Node<'_>| matches!(it.peeled().kind(), "null" | "undefined");
        let is_error = self.binding_of(handed.peeled()) == Some(parameter);
        (is_error && others.iter().all(is_nothing)).then_some(call)
    }
}

impl<'s> ChainLink<'s> {
    fn of(call: Node<'s>) -> Option<ChainLink<'s>> {
        let callee = call.field("function").filter(|_| call.kind() == "call_expression")?;
        callee
            .field("object")
            .filter(|_| callee.field("optional_chain").is_none())?;
        let arguments: Vec<Node<'s>> = call.arguments().into_iter().map(Node::peeled).collect();
        let (ok, failed) = match (callee.field("property")?.text(), arguments.as_slice()) {
            ("then", [ok]) => (Some(*ok), None),
            ("then", [ok, failed]) => (Some(*ok), Some(*failed)),
            ("catch", [failed]) => (None, Some(*failed)),
            ("finally", [_]) => (None, None),
            _ => return None,
        };
        Some(ChainLink { call, ok, failed })
    }
}
