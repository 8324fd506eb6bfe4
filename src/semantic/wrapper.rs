//! Seeing through what is put around a handler: `middy(fn)`, `co.wrap(fn)`, own
//! wrappers, methods bound to an instance. Knows calls, not what a handler is.

use crate::syntax::Node;

use super::{Origin, Project, Step, Value, shape};

/// Deeper nests of wrappers are not looked into.
const MAX_DEPTH: usize = 12;

/// What is found inside of an exported value.
pub(super) enum Seen<'s> {
    /// A function whose body can be read.
    Function(Unwrapped<'s>),
    /// A call into code that cannot be seen has made it.
    Opaque,
}

/// A function, and what is around it.
#[derive(Debug, Clone)]
pub(super) struct Unwrapped<'s> {
    /// The innermost function, which the wrappers call.
    pub node: Node<'s>,
    /// `Function.length` of the outermost value; `None` where a package makes it.
    pub length: Option<usize>,
    /// It is called with `(event, stream, context)`.
    pub is_streaming: bool,
    /// A wrapper takes the waiting for the event loop away.
    pub is_at_once: bool,
    /// Functions of own wrappers, which run in the same invocation.
    pub around: Vec<Node<'s>>,
}

impl<'s> Project<'s> {
    /// The function inside of a value.
    pub(super) fn seen(&self, value: Node<'s>) -> Option<Seen<'s>> {
        self.see(value, 0)
    }

    fn see(&self, value: Node<'s>, depth: usize) -> Option<Seen<'s>> {
        let value = value.peeled();
        if depth > MAX_DEPTH {
            return None;
        }
        if value.is_function() {
            let has_body = value.field("body").is_some();
            return has_body.then(|| Seen::Function(Unwrapped::plain(value)));
        }
        let either = |one: Option<Node<'s>>, other: Option<Node<'s>>| {
            let mut seen = [one, other].into_iter().flatten().map(|it| self.see(it, depth + 1));
            seen.find(|it| matches!(it, Some(Seen::Function(_)))).flatten()
        };
        match value.kind() {
            "call_expression" => self.see_call(value, depth + 1),
            "await_expression" => Some(Seen::Opaque),
            "ternary_expression" => either(value.field("consequence"), value.field("alternative")),
            "binary_expression" => either(value.field("left"), value.field("right")),
            "identifier"
            | "shorthand_property_identifier"
            | "member_expression"
            | "subscript_expression"
            | "assignment_expression" => {
                let definition = self.definition(value).or_else(|| match self.value(value)? {
                    Value::Local(node) => Some(node),
                    _ => None,
                })?;
                (definition != value).then(|| self.see(definition, depth + 1)).flatten()
            }
            _ => None,
        }
    }

    fn see_function(&self, value: Node<'s>, depth: usize) -> Option<Unwrapped<'s>> {
        match self.see(value, depth)? {
            Seen::Function(unwrapped) => Some(unwrapped),
            Seen::Opaque => None,
        }
    }

    fn see_call(&self, call: Node<'s>, depth: usize) -> Option<Seen<'s>> {
        let callee = call.field("function")?.peeled();
        let made_by = self.definition(call).filter(|it| *it != call);
        if let Some(module) = made_by {
            return self.see(module, depth);
        }
        if callee.kind() == "member_expression"
            && callee.field("property")?.text() == "bind"
            && let Some(bound) = self.see_function(callee.field("object")?, depth)
        {
            // With arguments that are given already, parameters are others than Lambda's.
            let is_plain = call.arguments().len() <= 1;
            return Some(if is_plain { Seen::Function(bound) } else { Seen::Opaque });
        }
        let wrapper = match self.value(callee) {
            Some(Value::Local(function)) if function.is_function() => Some(function),
            _ => self.definition(callee).filter(|it| it.is_function()),
        };
        let unwrapped = match wrapper {
            Some(wrapper) => self.through_own(call, wrapper, depth),
            None => self.through_package(call, callee, depth),
        };
        Some(unwrapped.map_or(Seen::Opaque, Seen::Function))
    }

    /// Through a function of the project: the argument that its body passes on,
    /// or else the function that it makes itself.
    fn through_own(&self, call: Node<'s>, wrapper: Node<'s>, depth: usize) -> Option<Unwrapped<'s>> {
        if wrapper.has_token("async") || wrapper.has_token("*") {
            return None;
        }
        let returned = returned(wrapper);
        let parameters = wrapper.parameters();
        let passed = call.arguments().into_iter().zip(parameters).filter(|(_, parameter)| {
            let binding = self.binding_of(shape::name_of(*parameter));
            binding.is_some_and(|it| !self.references(wrapper.source, it).is_empty())
        });
        let functions = passed.filter_map(|(it, parameter)| Some((self.see_function(it, depth)?, parameter)));
        let chosen = most_like_a_handler(functions.collect(), |(it, _)| it.node);
        let is_handed_on = |it: &(Unwrapped<'s>, Node<'s>)| self.hands_on(wrapper, it.1);
        let Some((inner, parameter)) = chosen.clone().filter(is_handed_on) else {
            let mut made = returned.into_iter().map(|it| self.see_function(it, depth));
            let mut first = made.next()??;
            let is_only = made.all(|it| it.is_some_and(|it| it.node == first.node));
            // What it is given runs in the invocation, with parameters of its own.
            first.around.extend(chosen.map(|(it, _)| it.node));
            return is_only.then_some(first);
        };
        let mut unwrapped = Unwrapped {
            length: None,
            ..inner.clone()
        };
        for value in returned {
            let value = value.peeled();
            if value.is_function() {
                unwrapped.length = Some(function_length(value));
                unwrapped.around.push(value);
            } else if value.is_identifier() && self.binding_of(value) == self.binding_of(shape::name_of(parameter)) {
                unwrapped.length = inner.length;
            } else if let Some(Value::Local(function)) = self.value(value).filter(|_| value.is_identifier())
                && function.is_function()
            {
                unwrapped.length = Some(function_length(function));
                unwrapped.around.push(function);
            } else if let Some(Value::External(origin)) = self.value(value) {
                unwrapped.length = self.length_made_by(&origin, value, inner.length);
                unwrapped.is_streaming |= is_streaming(&origin);
            }
        }
        Some(unwrapped)
    }

    /// Whether a wrapper calls what it is given with the event that it is called with,
    /// gives it back, or hands it on to another wrapper.
    fn hands_on(&self, wrapper: Node<'s>, parameter: Node<'s>) -> bool {
        let Some(binding) = self.binding_of(shape::name_of(parameter)) else {
            return false;
        };
        self.references(wrapper.source, binding).into_iter().any(|it| {
            let mention = it.wrapped();
            let Some(parent) = mention.parent() else {
                return false;
            };
            match parent.kind() {
                "call_expression" => parent.arguments().first().is_none_or(|it| self.is_event_around(*it)),
                "member_expression" => match parent.field("property").map(Node::text) {
                    Some("call") => {
                        let call = parent.parent_of_kind("call_expression");
                        let arguments = call.map(Node::arguments).unwrap_or_default();
                        arguments.get(1).is_some_and(|it| self.is_event_around(*it))
                    }
                    Some("apply" | "bind") => true,
                    _ => false,
                },
                "arguments" | "arrow_function" | "return_statement" | "variable_declarator" => true,
                _ => false,
            }
        })
    }

    /// Whether an argument is the first parameter of a function around it, also with
    /// more put into it, or all that this is called with.
    fn is_event_around(&self, argument: Node<'s>) -> bool {
        let argument = argument.peeled();
        if argument.kind() == "object" {
            let spreads = argument.children().into_iter();
            return spreads
                .filter(|it| it.kind() == "spread_element")
                .any(|it| it.first_child().is_some_and(|it| self.is_event_around(it)));
        }
        if argument.kind() == "spread_element" {
            return true;
        }
        let Some(binding) = self.binding_of(argument) else {
            return false;
        };
        let mut around = argument.ancestors().filter(|it| it.is_function());
        around.any(|it| {
            let first = shape::parameters(it).first().map(|it| shape::name_of(*it));
            first.is_some_and(|it| self.binding_of(it) == Some(binding))
        })
    }

    /// Through code of others: the argument that has a handler's parameters, of
    /// this call or of one that it is chained on.
    fn through_package(&self, call: Node<'s>, callee: Node<'s>, depth: usize) -> Option<Unwrapped<'s>> {
        let origin = self.origin(call);
        let chained_on = self.chained_on(call);
        let functions = call
            .arguments()
            .into_iter()
            .filter_map(|it| self.see_function(it, depth));
        let made: Vec<Unwrapped<'s>> = functions
            .map(|it| self.made_handler(&it, depth).unwrap_or(it))
            .filter(|it| !shape::is_of_others(it.node))
            .collect();
        // `.before((request) => …)` of a chain is given middleware.
        let is_given = callee.field("property").is_some_and(|it| it.text() == "handler");
        let given = most_like_a_handler(made, |it| it.node);
        let given = given.filter(|it| chained_on.is_none() || is_given || shape::has_event(it.node));
        let is_chain = given.is_none();
        let unwrapped = match given {
            Some(given) => given,
            None => self.see_function(chained_on?, depth)?,
        };
        let is_at_once = unwrapped.is_at_once || self.takes_waiting_away(call);
        let length = match &origin {
            _ if is_chain => unwrapped.length,
            Some(origin) => self.length_made_by(origin, call, unwrapped.length),
            None => None,
        };
        Some(Unwrapped {
            length,
            is_at_once,
            is_streaming: unwrapped.is_streaming || origin.as_ref().is_some_and(is_streaming),
            ..unwrapped
        })
    }
}

impl<'s> Project<'s> {
    /// `Function.length` of what a package makes, in a call, of a function of length
    /// `inner`, where that is known.
    fn length_made_by(&self, origin: &Origin, call: Node<'s>, inner: Option<usize>) -> Option<usize> {
        if is_streaming(origin) {
            return inner;
        }
        match origin.root.as_str() {
            // `(event, context, callback) => …`
            "middy" => Some(3),
            "@middy/core" => match self.links().majors(call.source.id, &origin.root)? {
                // `(event = {}, context = {}) => …`
                (2.., _) => Some(0),
                (_, Some(..=1)) => Some(3),
                _ => None,
            },
            // `function () { … apply(this, arguments) }`
            "co" => Some(0),
            _ => None,
        }
    }

    /// The call whose result a method is called on.
    fn chained_on(&self, call: Node<'s>) -> Option<Node<'s>> {
        let object = call.field("function")?.peeled().field("object")?;
        self.definition(object)
            .filter(|it| it.kind() == "call_expression" && *it != call)
    }

    /// Whether middleware of a chain sets `callbackWaitsForEmptyEventLoop = false`.
    fn takes_waiting_away(&self, call: Node<'s>) -> bool {
        let chain = std::iter::successors(Some(call), |it| self.chained_on(*it)).take(MAX_DEPTH);
        let mut middleware = chain.flat_map(Node::arguments).filter_map(|it| self.origin(it));
        middleware.any(|it| is_no_waiting(&it))
    }

    /// `metricScope((metrics) => async (event, context) => …)`: a function that is
    /// given something and makes the handler.
    fn made_handler(&self, maker: &Unwrapped<'s>, depth: usize) -> Option<Unwrapped<'s>> {
        let is_maker = !shape::has_event(maker.node) && !maker.node.has_token("async");
        let [only] = returned(maker.node)[..] else {
            return None;
        };
        let made = only.peeled();
        let is_handler = is_maker && made.is_function() && shape::has_event(made);
        is_handler.then(|| self.see_function(made, depth)).flatten()
    }
}

impl<'s> Unwrapped<'s> {
    fn plain(node: Node<'s>) -> Unwrapped<'s> {
        Unwrapped {
            node,
            length: Some(function_length(node)),
            is_streaming: false,
            is_at_once: false,
            around: Vec::new(),
        }
    }
}

/// `Function.length`: parameters up to the first with a default, without rest.
pub(super) fn function_length(function: Node<'_>) -> usize {
    let counts = |it: &Node<'_>| {
        let is_rest = it.kind() == "rest_pattern" || it.field("pattern").is_some_and(|it| it.kind() == "rest_pattern");
        // JavaScript: `assignment_pattern`; TypeScript: a parameter with a value.
        let has_default = it.kind() == "assignment_pattern" || it.field("value").is_some();
        !is_rest && !has_default
    };
    shape::parameters(function).iter().take_while(|it| counts(it)).count()
}

/// The values that a plain function returns.
pub(super) fn returned(function: Node<'_>) -> Vec<Node<'_>> {
    let Some(body) = function.field("body") else {
        return Vec::new();
    };
    if body.kind() != "statement_block" {
        return vec![body];
    }
    let nodes = body.descendants_of_same_function().into_iter();
    nodes
        .filter(|it| it.kind() == "return_statement")
        .filter_map(Node::first_child)
        .collect()
}

fn most_like_a_handler<'s, T>(mut candidates: Vec<T>, node: impl Fn(&T) -> Node<'s>) -> Option<T> {
    if candidates.is_empty() {
        return None;
    }
    let best = candidates.iter().position(|it| shape::has_event(node(it)));
    Some(candidates.swap_remove(best.unwrap_or(0)))
}

/// `awslambda.streamifyResponse(…)`, of the runtime or of a package that stands
/// in for it: it marks the function and gives it back.
fn is_streaming(origin: &Origin) -> bool {
    origin
        .steps
        .iter()
        .any(|it| matches!(it, Step::Member(name) if name == "streamifyResponse"))
}

/// middy's middleware that sets `callbackWaitsForEmptyEventLoop = false`.
fn is_no_waiting(origin: &Origin) -> bool {
    let is_named = |it: &Step| matches!(it, Step::Member(name) if name == "doNotWaitForEmptyEventLoop");
    origin.root == "@middy/do-not-wait-for-empty-event-loop"
        || origin.root.starts_with("middy") && origin.steps.iter().any(is_named)
}
