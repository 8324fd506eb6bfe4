//! What wrappers do with the promise of the function in them: packages by what is
//! known of them, own ones by what they are seen to do. Knows no handlers' insides.

use nodejs_semver::Version;

use crate::syntax::Node;

use super::{
    Completions, FunctionId, Handler, Incomplete, Project, Returns, Step, Usage, shape, wrapper::is_streaming,
};

const PACKAGE: &str = "goes to a wrapper of a package here, which may not take a promise";
const OLD: &str = "goes to a version of middy here that no package.json says to take a promise";
const OWN: &str = "goes to a wrapper here that does more than to return what it returns";
const CALLBACK: &str = "is given a callback of its wrapper here, which a promise would pass by";
const IN_TRY: &str = "is called by its wrapper in a `try` here, which would see what it throws";
const EARLY: &str = "is called by a wrapper here that answers by a promise of its own";
const CONTEXT: &str = "does so past its wrapper, which would get that answer from then on";

/// From this version on, middy takes promises, certainly.
const PROMISES: (u64, u64, u64) = (0, 15, 10);

impl<'s> Project<'s> {
    /// Why the wrapper that a call of a package makes may not take a promise.
    pub(super) fn doubt_of_package(&self, call: Node<'s>, inner: Node<'s>) -> Option<Incomplete<'s>> {
        let doubt = |why: &'static str| Some(Incomplete { place: call, why });
        if self.runner_of(inner) == Some(call) {
            return None;
        }
        let Some(origin) = self.origin(call) else {
            return doubt(PACKAGE);
        };
        let has_step = |wanted: &str| {
            let mut steps = origin.steps.iter();
            steps.any(|it| matches!(it, Step::Member(name) if name == wanted))
        };
        match origin.root.as_str() {
            _ if is_streaming(&origin) => None,
            "middy" => {
                let version = self.links().version(call.source.id, "middy");
                match version.is_some_and(|it| it >= Version::from(PROMISES)) {
                    true => None,
                    false => doubt(OLD),
                }
            }
            "@middy/core" => None,
            "@sentry/serverless" | "@sentry/aws-serverless" if has_step("wrapHandler") => None,
            "epsagon" if has_step("lambdaWrapper") => None,
            root if root.starts_with("@dazn/lambda-powertools-pattern-") => None,
            _ => doubt(PACKAGE),
        }
    }

    /// Why an own wrapper may do more with a function than to call it and hand on what
    /// it returns.
    pub(super) fn doubt_of_own(
        &self,
        wrapper: Node<'s>,
        parameter: Node<'s>,
        inner: Node<'s>,
    ) -> Option<Incomplete<'s>> {
        let Some(binding) = self.binding_of(shape::name_of(parameter)) else {
            return Some(Incomplete {
                place: parameter,
                why: OWN,
            });
        };
        let mut mentions = self.references(wrapper.source, binding).into_iter();
        mentions.find_map(|it| self.doubt_of_mention(wrapper, it, inner))
    }

    fn doubt_of_mention(&self, wrapper: Node<'s>, mention: Node<'s>, inner: Node<'s>) -> Option<Incomplete<'s>> {
        let node = mention.wrapped();
        let doubt = |place: Node<'s>, why: &'static str| Some(Incomplete { place, why });
        let parent = node.parent()?;
        let call = match parent.kind() {
            "return_statement" | "arrow_function" if mention.function_around() == Some(wrapper) => return None,
            "call_expression" => parent,
            "arguments" => {
                let call = parent.parent()?;
                let callee = call.field("function")?;
                return match self.called_function(callee).map(|it| self[it].node) {
                    Some(other) => {
                        let place = call.arguments().iter().position(|it| *it == node)?;
                        match shape::parameters(other).get(place).filter(|_| other != wrapper) {
                            Some(parameter) => self.doubt_of_own(other, *parameter, inner),
                            None => doubt(call, OWN),
                        }
                    }
                    None => self.doubt_of_package(call, inner),
                };
            }
            "member_expression" => match parent.wrapped().parent_of_kind("call_expression") {
                Some(call) if is_passed_on(parent, call) => call,
                _ => return doubt(parent, OWN),
            },
            _ => return doubt(mention, OWN),
        };
        self.doubt_of_call(call, inner)
    }

    /// Why a call of the function in a wrapper is not all that there is to know.
    fn doubt_of_call(&self, call: Node<'s>, inner: Node<'s>) -> Option<Incomplete<'s>> {
        let doubt = |why: &'static str| Some(Incomplete { place: call, why });
        let around = call.function_around()?;
        let mut value = call.wrapped();
        let waits = value.parent_of_kind("await_expression");
        if let Some(awaited) = waits {
            value = awaited.wrapped();
        }
        let is_returned = value
            .parent()
            .is_some_and(|it| it.kind() == "return_statement" || it == around);
        if !is_returned {
            return doubt(OWN);
        }
        let mut inside = call.ancestors().take_while(|it| *it != around);
        if inside.any(|it| it.kind() == "try_statement") {
            return doubt(IN_TRY);
        }
        let is_promise = self.function(inner).is_some_and(|it| {
            let function = &self[it];
            function.is_async || function.is_generator || self.returns(it) == Returns::Promise
        });
        if around.has_token("async") && !is_promise {
            return doubt(EARLY);
        }
        let callback = handed_callback(call);
        let own = shape::parameters(around).get(2).map(|it| shape::name_of(*it));
        let is_own = |it: Node<'s>| {
            let binding = self.binding_of(it);
            binding.is_some() && own.and_then(|it| self.binding_of(it)) == binding
        };
        match callback {
            Some(callback) if !is_own(callback) => doubt(CALLBACK),
            // The wrapper answers, too.
            Some(callback) => {
                let binding = self.binding_of(callback)?;
                let mentions = self.references(call.source, binding);
                let other = mentions.into_iter().find(|it| *it != callback);
                other.map(|place| Incomplete { place, why: OWN })
            }
            None => None,
        }
    }

    /// Whether a handler has parameters for which nodejs24.x refuses it, and uses none of
    /// them; those of a function in a wrapper count only where the wrapper's go with them.
    pub(super) fn has_idle_callback(&self, handler: &Handler) -> bool {
        let has_callback = |id: FunctionId| self[id].parameters().len() > 2;
        let counts = !handler.is_wrapped || handler.around.iter().any(|it| has_callback(*it));
        let is_idle = !handler.answers_by_call() && !handler.is_streaming;
        is_idle && counts && has_callback(handler.function)
    }

    /// Where a function that a wrapper makes hands its third parameter on, if it does
    /// nothing else with it, and nobody takes it.
    pub fn idle_callbacks(&self, made: FunctionId) -> Option<Vec<Node<'s>>> {
        let function = self[made].node;
        let parameters = shape::parameters(function);
        let [_, _, third] = parameters[..] else {
            return None;
        };
        let inside: Vec<&Handler> = self.handlers().iter().filter(|it| it.around.contains(&made)).collect();
        let is_idle = |it: &&Handler| {
            let inner = &self[it.function];
            let is_converted = !it.answers_by_call() && it.doubt.is_none() && !it.is_streaming && !it.is_held;
            is_converted && inner.parameters().len() < 3 && !inner.uses_this()
        };
        if inside.is_empty() || !inside.iter().all(is_idle) {
            return None;
        }
        // Every function that is wrapped is one of these.
        let maker = self.function_around(function)?;
        let usages = self.usages(maker);
        if usages.len() != inside.len() || usages.iter().any(|it| it.call().is_none()) {
            return None;
        }
        let given: Vec<_> = self[maker].parameters().into_iter().map(shape::name_of).collect();
        let is_inner = |callee: Node<'s>| {
            let binding = self.binding_of(callee);
            binding.is_some() && given.iter().any(|it| self.binding_of(*it) == binding)
        };
        let mentions = self.references(function.source, self.binding_of(shape::name_of(third))?);
        let is_handed_on = |it: &Node<'s>| {
            let call = it.wrapped().parent_of_kind("arguments").and_then(Node::parent);
            call.is_some_and(|call| {
                let is_inner = call.field("function").is_some_and(|it| is_inner(it.peeled()));
                is_inner && handed_callback(call) == Some(*it) && call.arguments().len() == 3
            })
        };
        mentions.iter().all(is_handed_on).then_some(mentions)
    }

    /// What is doubtful of the wrappers around a handler.
    pub(super) fn doubt_of(&self, handler: &Handler) -> Option<Incomplete<'s>> {
        if let Some(doubt) = &handler.doubt {
            let source = self.module(doubt.source).source;
            let place = source.node_at(doubt.range.clone())?;
            return Some(Incomplete { place, why: doubt.why });
        }
        let function = self[handler.function].node;
        let answers_by_context = handler.is_wrapped && self.completes_by_context(handler.function);
        answers_by_context.then_some(Incomplete {
            place: function,
            why: CONTEXT,
        })
    }

    /// A call of a handler in the project itself, with the words for it; that of its own
    /// wrapper is none.
    pub(super) fn call_of_handler(
        &self,
        id: FunctionId,
        handler: &Handler,
        completions: &Completions<'s>,
    ) -> Option<Node<'s>> {
        let calls = |id: FunctionId| {
            let usages = self.usages(id);
            usages.iter().filter_map(Usage::call).collect::<Vec<_>>()
        };
        let is_around = |call: Node<'s>| handler.around.iter().any(|it| self[*it].node.contains(call));
        let is_told = |call: Node<'s>| self.is_told_at_load(completions, call);
        let mut own = calls(id).into_iter().filter(|it| !is_around(*it) && !is_told(*it));
        let mut outer = handler
            .around
            .iter()
            .filter(|it| self[**it].node.parameters().len() > 2);
        own.next()
            .or_else(|| outer.find_map(|it| calls(*it).into_iter().next()))
    }
}

/// `inner.call(this, event, …)`, `inner.apply(this, arguments)`
fn is_passed_on(member: Node<'_>, call: Node<'_>) -> bool {
    let is_callee = call.field("function") == Some(member);
    let name = member.field("property").map(Node::text);
    is_callee && matches!(name, Some("call" | "apply"))
}

/// The callback that a call hands to the function in a wrapper, where it is one that can be
/// seen: not `...args` nor `arguments`.
fn handed_callback(call: Node<'_>) -> Option<Node<'_>> {
    let name = call.field("function").and_then(|it| it.field("property"));
    let place = match name.map(Node::text) {
        Some("apply") => return None,
        Some("call") => 3,
        _ => 2,
    };
    let arguments = call.arguments();
    let is_spread = arguments.iter().any(|it| it.kind() == "spread_element");
    arguments.get(place).copied().filter(|_| !is_spread)
}
