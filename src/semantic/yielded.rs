//! What a `yield` hands to `co`: a promise, a list of them, a generator, something
//! that cannot be told. Follows variables and results, knows no rewrites.

use crate::syntax::Node;

use super::{FunctionId, Project, Returns, Step, Value, shape};

const THUNK: &str = "waits here for a function, which `co` calls with a callback";
const UNTOLD: &str = "waits here for something among others that cannot be told to be a promise";
const NESTED: &str = "waits here for a list or an object in another one";

/// What is yielded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yielded<'s> {
    /// A promise, or nothing to wait for.
    Promise,
    /// A value that is no promise and has none in it.
    Plain,
    /// A list of promises and plain values, for all of which `co` waits.
    List,
    /// An object literal.
    Object,
    /// A call of a generator of the project.
    Generator(FunctionId),
    /// A generator that another function has begun, or a promise.
    Started,
    /// It cannot be told.
    Unknown,
    /// Something that `await` does not wait for.
    Refused(Node<'s>, &'static str),
}

/// Longer ways from a `yield` to what is yielded are not followed.
const MAX_DEPTH: usize = 8;

/// Follows values.
#[derive(Clone, Copy)]
pub(super) struct Yields<'p, 's> {
    project: &'p Project<'s>,
    depth: usize,
}

/// The call that a function is followed for.
#[derive(Clone, Copy)]
struct Frame<'f, 's> {
    function: Node<'s>,
    call: Node<'s>,
    outer: Option<&'f Frame<'f, 's>>,
}

impl<'p, 's> Yields<'p, 's> {
    pub(super) fn of(project: &'p Project<'s>) -> Yields<'p, 's> {
        Yields { project, depth: 0 }
    }

    /// What the operand of a `yield` is, or a part of a list that is one.
    pub(super) fn operand(&self, operand: Node<'s>) -> Yielded<'s> {
        self.value(operand, None)
    }

    fn deeper(&self) -> Yields<'p, 's> {
        Yields {
            depth: self.depth + 1,
            ..*self
        }
    }

    fn value(&self, node: Node<'s>, frame: Option<&Frame<'_, 's>>) -> Yielded<'s> {
        let node = node.peeled();
        if self.depth > MAX_DEPTH {
            return Yielded::Unknown;
        }
        let inner = self.deeper();
        let sides = |fields: [&str; 2]| {
            let both = fields.map(|it| node.field(it).map_or(Yielded::Unknown, |it| inner.value(it, frame)));
            either(both[0], both[1])
        };
        match node.kind() {
            _ if node.is_function() => Yielded::Refused(node, THUNK),
            "array" => inner.list(node, frame),
            "object" if node.children().is_empty() => Yielded::Plain,
            "object" => inner.object(node, frame),
            "number" | "string" | "template_string" | "true" | "false" | "null" | "undefined" => Yielded::Plain,
            "ternary_expression" => sides(["consequence", "alternative"]),
            "binary_expression" if ["||", "&&", "??"].iter().any(|it| node.has_token(it)) => sides(["left", "right"]),
            "binary_expression" | "unary_expression" => Yielded::Plain,
            "identifier" => inner.variable(node, frame),
            "call_expression" => inner.call(node, frame),
            _ => self.of_promise(node),
        }
    }

    fn of_promise(&self, node: Node<'s>) -> Yielded<'s> {
        match self.project.promise_of(node) {
            Returns::Promise => Yielded::Promise,
            _ => Yielded::Unknown,
        }
    }

    fn list(&self, array: Node<'s>, frame: Option<&Frame<'_, 's>>) -> Yielded<'s> {
        self.parts(array.children(), frame).unwrap_or(Yielded::List)
    }

    fn object(&self, object: Node<'s>, frame: Option<&Frame<'_, 's>>) -> Yielded<'s> {
        let values = object.children().into_iter().map(|it| it.field("value").unwrap_or(it));
        self.parts(values.collect(), frame).unwrap_or(Yielded::Object)
    }

    /// What is wrong with the parts of a list.
    fn parts(&self, parts: Vec<Node<'s>>, frame: Option<&Frame<'_, 's>>) -> Option<Yielded<'s>> {
        parts.into_iter().find_map(|part| match self.value(part, frame) {
            Yielded::Promise | Yielded::Plain | Yielded::Generator(_) => None,
            Yielded::List | Yielded::Object => Some(Yielded::Refused(part, NESTED)),
            Yielded::Started | Yielded::Unknown => Some(Yielded::Refused(part, UNTOLD)),
            refused @ Yielded::Refused(..) => Some(refused),
        })
    }

    fn variable(&self, name: Node<'s>, frame: Option<&Frame<'_, 's>>) -> Yielded<'s> {
        if let Some((argument, outer)) = frame.and_then(|it| self.argument(name, it)) {
            return self.value(argument, outer);
        }
        if let Returns::Promise = self.project.promise_of(name) {
            return Yielded::Promise;
        }
        match self.project.only_value(name) {
            // That generator has begun elsewhere.
            Some(value) => started(self.value(value, frame)),
            None => Yielded::Unknown,
        }
    }

    /// What the parameter of a function is given by the call that is followed.
    fn argument<'f>(&self, name: Node<'s>, frame: &'f Frame<'f, 's>) -> Option<(Node<'s>, Option<&'f Frame<'f, 's>>)> {
        let binding = self.project.binding_of(name)?;
        let parameters = shape::parameters(frame.function);
        let place = parameters.iter().position(|it| {
            let own = shape::name_of(*it);
            own.source.id == name.source.id && self.project.binding_of(own) == Some(binding)
        })?;
        let names = self.project.names(name);
        let is_written = names.references_of(binding).any(|it| it.is_write);
        let arguments = frame.call.arguments();
        let is_spread = arguments.iter().any(|it| it.kind() == "spread_element");
        let argument = arguments.get(place).filter(|_| !is_written && !is_spread)?;
        Some((*argument, frame.outer))
    }

    fn call(&self, call: Node<'s>, frame: Option<&Frame<'_, 's>>) -> Yielded<'s> {
        let project = self.project;
        if call.has_token("?.") {
            return Yielded::Unknown;
        }
        if let Returns::Promise = project.promise_of(call) {
            return Yielded::Promise;
        }
        let Some(callee) = call.field("function").map(Node::peeled) else {
            return Yielded::Unknown;
        };
        if let Some((object, property)) = callee.field("object").zip(callee.field("property")) {
            match (property.text(), call.arguments().as_slice()) {
                // A request of the SDK, and what only promises have.
                ("promise", []) | ("then", [_] | [_, _]) | ("catch" | "finally", [_]) => return Yielded::Promise,
                ("map", [callback]) if project.is_array(object) => return self.mapped(*callback, frame),
                _ => {}
            }
        }
        if let Some((argument, outer)) = frame
            .filter(|_| callee.is_identifier())
            .and_then(|it| self.argument(callee, it))
        {
            return match self.function_of(argument) {
                Some(function) => started(self.results(function, call, outer)),
                None => Yielded::Unknown,
            };
        }
        if self.is_promisified(callee) {
            return Yielded::Promise;
        }
        let called = project.called_function(callee);
        let called = called.or_else(|| project.function(project.definition(callee)?));
        match called {
            Some(id) if project[id].is_generator => Yielded::Generator(id),
            Some(id) if project[id].is_async => Yielded::Promise,
            Some(id) => started(self.results(project[id].node, call, frame)),
            None => Yielded::Unknown,
        }
    }

    fn function_of(&self, value: Node<'s>) -> Option<Node<'s>> {
        match self.project.value(value)? {
            Value::Local(function) if function.is_function() => Some(function),
            _ => None,
        }
    }

    /// `fs.readFileAsync` of `const fs = Promise.promisifyAll(require('fs'))`, by bluebird.
    fn is_promisified(&self, callee: Node<'s>) -> bool {
        let origin = self.project.origin(callee);
        origin.is_some_and(|it| {
            let is_all = matches!(it.steps.as_slice(), [Step::Member(all), Step::Call, .., Step::Member(name)]
                if all == "promisifyAll" && name.ends_with("Async"));
            it.root == "bluebird" && is_all
        })
    }

    /// What `list.map(callback)` gives.
    fn mapped(&self, callback: Node<'s>, frame: Option<&Frame<'_, 's>>) -> Yielded<'s> {
        let Some(function) = self.function_of(callback) else {
            return Yielded::Unknown;
        };
        let id = self.project.function(function);
        if id.is_some_and(|it| self.project[it].is_async) {
            return Yielded::List;
        }
        match self.results(function, callback, frame) {
            Yielded::Promise | Yielded::Plain => Yielded::List,
            _ => Yielded::Unknown,
        }
    }

    /// What a plain function returns.
    fn results(&self, function: Node<'s>, call: Node<'s>, outer: Option<&Frame<'_, 's>>) -> Yielded<'s> {
        let id = self.project.function(function);
        if id.is_none_or(|it| self.project[it].is_generator) {
            return Yielded::Unknown;
        }
        if id.is_some_and(|it| self.project[it].is_async) {
            return Yielded::Promise;
        }
        let frame = Frame { function, call, outer };
        let Some(body) = function.field("body") else {
            return Yielded::Unknown;
        };
        if body.kind() != "statement_block" {
            return self.deeper().value(body, Some(&frame));
        }
        let returns = body.descendants_of_same_function().into_iter();
        let returns = returns.filter(|it| it.kind() == "return_statement");
        let values = returns.map(|it| match it.first_child() {
            Some(value) => self.deeper().value(value, Some(&frame)),
            None => Yielded::Plain,
        });
        values.reduce(either).unwrap_or(Yielded::Plain)
    }
}

/// One or the other.
fn either<'s>(one: Yielded<'s>, other: Yielded<'s>) -> Yielded<'s> {
    use Yielded::{Generator, List, Object, Plain, Promise, Refused, Started, Unknown};
    match (one, other) {
        (Refused(place, why), _) | (_, Refused(place, why)) => Refused(place, why),
        (Promise | Plain, Promise) | (Promise, Plain) => Promise,
        (Plain, Plain) => Plain,
        (List, List) => List,
        (Generator(_) | Started | Promise | Plain, Generator(_) | Started | Promise | Plain) => Started,
        (List | Object | Unknown | Generator(_) | Started | Promise | Plain, _) => Unknown,
    }
}

/// The same, where it was made before it is yielded.
fn started(value: Yielded<'_>) -> Yielded<'_> {
    match value {
        Yielded::Generator(_) => Yielded::Started,
        Yielded::Object => Yielded::Unknown,
        other => other,
    }
}
