//! How a handler answers: by its promise, its callback, its context, or not at
//! all. Follows parameters through aliases and local functions, by bindings.

use crate::syntax::Node;

use super::{
    FunctionId, Handler, Project, Returns, Value,
    channel::{Channel, Way},
    context_taker::Taker,
    shape,
    wrapper::Unwrapped,
};

/// When Lambda answers for a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answers {
    /// When the promise that it returns settles; what runs then is frozen.
    Promise,
    /// It uses its third parameter: when the event loop is empty.
    Callback,
    /// `context.succeed`, `fail` or `done`: at once.
    Context,
    /// It answers nothing: when the event loop is empty.
    EventLoop,
}

impl Answers {
    /// Whether Lambda waits for what is still running when it has the answer.
    pub fn waits_for_event_loop(self) -> bool {
        matches!(self, Answers::Callback | Answers::EventLoop)
    }

    /// How a handler answers, in a reader's words.
    pub fn describe(self) -> &'static str {
        match self {
            Answers::Promise => "answers when its promise settles",
            Answers::Callback => "answers by its callback",
            Answers::Context => "answers by context.succeed, fail or done",
            Answers::EventLoop => "answers nothing and is answered for when the event loop is empty",
        }
    }

    /// The same in a word, for tables.
    pub fn word(self) -> &'static str {
        match self {
            Answers::Promise => "promise",
            Answers::Callback => "callback",
            Answers::Context => "context",
            Answers::EventLoop => "event loop",
        }
    }
}

impl Handler {
    /// Whether it answers by its callback or its context, perhaps besides.
    pub fn answers_by_call(&self) -> bool {
        let mut ways = self.also_answers_by.iter().chain([&self.answers]);
        ways.any(|it| matches!(it, Answers::Callback | Answers::Context))
    }
}

/// Longer chains of functions that hand the context on are not followed.
const MAX_DEPTH: usize = 6;

impl<'s> Project<'s> {
    /// All the ways in which a function answers as a handler, the one that counts
    /// first.
    pub(super) fn ways_to_answer(&self, id: FunctionId, seen: &Unwrapped<'s>) -> Vec<Answers> {
        let function = &self[id];
        let mut ways = Vec::new();
        if function.is_async || seen.is_streaming {
            ways.push(Answers::Promise);
        }
        if !seen.is_streaming && self.uses_third_parameter(id) {
            ways.push(Answers::Callback);
        }
        if self.completes_by_context(id) {
            ways.push(Answers::Context);
        }
        if ways.is_empty() {
            // A generator is a handler only under a wrapper that makes a promise of it.
            let is_promise = function.is_generator || self.returns(id) == Returns::Promise;
            ways.push(if is_promise {
                Answers::Promise
            } else {
                Answers::EventLoop
            });
        }
        ways
    }

    /// Whether the third argument is mentioned: by its name, as `rest[0]` of the
    /// parameters, or as `arguments[2]`.
    fn uses_third_parameter(&self, id: FunctionId) -> bool {
        let function = self[id].node;
        let parameters = shape::parameters(function);
        let rest = parameters.iter().position(|it| shape::is_rest(*it));
        if let Some(place) = rest.filter(|it| *it <= 2) {
            let rest = rest_name(parameters[place]);
            return rest.is_some_and(|it| self.takes_element(it, 2 - place)) || self.takes_argument(function, 2);
        }
        let named = parameters.get(2).map(|it| shape::name_of(*it));
        named.is_some_and(|it| self.is_mentioned(it)) || self.takes_argument(function, 2)
    }

    fn is_mentioned(&self, name: Node<'s>) -> bool {
        let binding = self.binding_of(name);
        binding.is_some_and(|id| !self.references(name.source, id).is_empty())
    }

    /// Whether a list's element is taken out: `rest[2]`, `const [, , done] = rest`.
    fn takes_element(&self, list: Node<'s>, place: usize) -> bool {
        if list.kind() == "array_pattern" {
            return element_of(list, place).is_some_and(|it| self.is_mentioned(it));
        }
        let Some(binding) = self.binding_of(list) else {
            return false;
        };
        self.references(list.source, binding)
            .into_iter()
            .any(|it| self.is_element(it, place))
    }

    /// Whether `list` stands in `list[place]`, or is taken apart so that its element
    /// has a name that is used.
    fn is_element(&self, list: Node<'s>, place: usize) -> bool {
        let Some(parent) = list.parent() else {
            return false;
        };
        match parent.kind() {
            "subscript_expression" => parent.field("index").is_some_and(|it| it.text() == place.to_string()),
            "variable_declarator" => {
                let pattern = parent.field("name").filter(|it| it.kind() == "array_pattern");
                pattern.is_some_and(|it| self.takes_element(it, place))
            }
            _ => false,
        }
    }

    /// Whether `arguments[place]` of the function itself is taken.
    fn takes_argument(&self, function: Node<'s>, place: usize) -> bool {
        if function.kind() == "arrow_function" {
            return false;
        }
        let mut pending = vec![function];
        while let Some(top) = pending.pop() {
            for node in top.descendants_of_same_function() {
                if node.kind() == "identifier" && node.text() == "arguments" && self.is_element(node, place) {
                    return true;
                }
                // Arrow functions have the `arguments` of the function around them.
                if node != top && node.kind() == "arrow_function" {
                    pending.push(node);
                }
            }
        }
        false
    }

    /// Whether `context.succeed`, `fail` or `done` is mentioned: here, by another
    /// name, or in a local function that is given the context.
    pub fn completes_by_context(&self, id: FunctionId) -> bool {
        let parameters = shape::parameters(self[id].node);
        let Some(context) = parameters.get(1).copied() else {
            return false;
        };
        self.completes(shape::name_of(context), 0)
    }

    /// Whether what a name or pattern holds, a context, completes an invocation.
    fn completes(&self, name: Node<'s>, depth: usize) -> bool {
        if name.kind() == "object_pattern" {
            return name.children().into_iter().any(|it| {
                let key = it.field("key").or_else(|| it.field("left")).unwrap_or(it);
                Way::of_method(key.text()).is_some()
            });
        }
        let Some(binding) = self.binding_of(name).filter(|_| depth <= MAX_DEPTH) else {
            return false;
        };
        self.references(name.source, binding)
            .into_iter()
            .any(|it| self.completes_at(it, depth))
    }

    pub(super) fn completes_at(&self, context: Node<'s>, depth: usize) -> bool {
        let context = context.wrapped();
        let Some(parent) = context.parent() else {
            return false;
        };
        match parent.kind() {
            "member_expression" => parent
                .field("property")
                .is_some_and(|it| Way::of_method(it.text()).is_some()),
            "subscript_expression" => {
                let index = parent.field("index").and_then(Node::string_value);
                index.is_some_and(|it| Way::of_method(it).is_some())
            }
            "variable_declarator" => parent.field("name").is_some_and(|it| self.completes(it, depth + 1)),
            "arguments" => self.is_handed_on(context, parent, depth),
            _ => false,
        }
    }

    /// Whether the local function that is called with the context, or is bound to
    /// it, completes by it.
    fn is_handed_on(&self, context: Node<'s>, arguments: Node<'s>, depth: usize) -> bool {
        match self.handed_to(context, arguments) {
            Some(names) => names.into_iter().any(|it| self.completes(it, depth + 1)),
            None => {
                let taker = arguments.parent().and_then(|it| self.context_taker(it));
                matches!(taker, Some(Taker::Answers(_) | Taker::Offers(..)))
            }
        }
    }

    /// The names or patterns that an argument gets in the local functions that are called with it, or bound to it;
    /// nothing where it goes to other code.
    pub(super) fn handed_to(&self, argument: Node<'s>, arguments: Node<'s>) -> Option<Vec<Node<'s>>> {
        let call = arguments.parent()?;
        let place = call.arguments().iter().position(|it| *it == argument)?;
        let callee = call.field("function").or_else(|| call.field("constructor"))?;
        let shifts = callee
            .field("property")
            .is_some_and(|it| matches!(it.text(), "bind" | "call"));
        let (callee, place) = match callee.field("object").filter(|_| shifts) {
            Some(object) => (object, place.wrapping_sub(1)),
            None => (callee, place),
        };
        let name = |function: Node<'s>| Some(shape::name_of(*shape::parameters(function).get(place)?));
        if let Some(all) = self.dispatched(callee.peeled()) {
            return Some(all.into_iter().filter_map(|it| name(self[it].node)).collect());
        }
        match self.value(callee) {
            Some(Value::Local(function)) => {
                Some(name(function).filter(|_| function.is_function()).into_iter().collect())
            }
            _ => None,
        }
    }

    /// Where the context of a handler goes to code of a package, as a whole, and not for
    /// an answer that a promise would give as well; and whether that is known to answer.
    pub(super) fn context_handed_out(&self, channel: Channel<'s>) -> Option<(Node<'s>, Option<&'static str>)> {
        let references = self.references(channel.function.source, channel.context?);
        let mut references = references.into_iter().filter(|it| !self.answering().is_accounted(*it));
        references.find_map(|it| {
            let list = it.wrapped().parent_of_kind("arguments");
            match list.and_then(Node::parent).and_then(|it| self.context_taker(it))? {
                Taker::Answers(why) => Some((it, Some(why))),
                Taker::MayAnswer => Some((it, None)),
                Taker::Offers(..) | Taker::Looks => None,
            }
        })
    }

    /// Whether a handler asks its context for nothing but to answer.
    pub fn is_context_idle(&self, id: FunctionId) -> bool {
        let parameter = shape::parameters(self[id].node).get(1).copied();
        let is_plain = parameter.is_some_and(|it| shape::name_of(it).is_identifier() && it.field("value").is_none());
        is_plain && parameter.is_some_and(|it| self.is_idle(shape::name_of(it), &mut Vec::new()))
    }
}

fn rest_name(parameter: Node<'_>) -> Option<Node<'_>> {
    parameter.field("pattern").unwrap_or(parameter).first_child()
}

/// The name in a place of `[a, , b]`: holes count.
fn element_of(pattern: Node<'_>, place: usize) -> Option<Node<'_>> {
    pattern.elements().into_iter().nth(place).flatten()
}
