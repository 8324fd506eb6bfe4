//! Which functions Lambda calls, and how each answers. In files that no
//! deployment file speaks of, an exported function is a handler by its name or
//! its parameters.

use crate::syntax::{Node, SourceId};

use super::{Export, FunctionId, Held, Project, Value};

/// Names a handler from pass to pass: its file and its export.
pub type HandlerKey = (SourceId, String);

/// A function that Lambda calls.
#[derive(Debug, Clone)]
pub struct Handler {
    /// The function whose body is the handler's.
    pub function: FunctionId,
    /// Its file and its name among the exports.
    pub key: HandlerKey,
    /// When Lambda answers.
    pub answers: Answers,
    /// It stays as it is in this run.
    pub is_held: bool,
}

/// When Lambda answers for a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
}

impl<'s> Project<'s> {
    pub(super) fn collect_handlers(&mut self, held: &Held) {
        let mut handlers: Vec<Handler> = Vec::new();
        for module in &self.modules {
            if is_test(&module.source.path.to_string_lossy()) {
                continue;
            }
            for export in &module.exports {
                let Some(function) = self.handler_function(export) else {
                    continue;
                };
                if handlers.iter().any(|it| it.function == function) {
                    continue;
                }
                let key = (module.source.id, export.name.clone());
                handlers.push(Handler {
                    function,
                    answers: self.answers(function),
                    is_held: held.contains(&key),
                    key,
                });
            }
        }
        self.handlers = handlers;
    }

    fn handler_function(&self, export: &Export<'s>) -> Option<FunctionId> {
        if export.from.is_some() {
            return None;
        }
        let (node, is_wrapped) = self.wrapped_function(export.value, 0)?;
        let function = self.function(node)?;
        let parameters: Vec<&str> = self[function].parameters().into_iter().map(parameter_name).collect();
        let is_named = matches!(
            export.name.as_str(),
            "handler" | "main" | "lambdaHandler" | "lambda_handler"
        );
        let is_handler = match parameters.as_slice() {
            [] => export.name == "handler",
            [first, others @ ..] => {
                let looks_so = is_event(first) && others.first().is_none_or(|it| is_context(it));
                let is_other = is_context(first)
                    || matches!(*first, "req" | "request" | "argv")
                    || others
                        .first()
                        .is_some_and(|it| matches!(*it, "res" | "response" | "req" | "callback" | "cb" | "next"));
                !is_other && (is_named || looks_so && (!is_wrapped || others.len() < 3))
            }
        };
        (is_handler && parameters.len() <= 3).then_some(function)
    }

    /// The function that an exported value is, seen through wrappers such as
    /// `middy(fn).use(…)`; and whether there was one.
    fn wrapped_function(&self, value: Node<'s>, depth: usize) -> Option<(Node<'s>, bool)> {
        let value = value.peeled();
        if depth > 8 {
            return None;
        }
        if value.is_function() {
            return Some((value, false));
        }
        if value.kind() == "call_expression" {
            let callee = value.field("function")?;
            if callee.kind() == "member_expression" {
                let object = callee.field("object")?.peeled();
                if object.kind() == "call_expression"
                    && let Some((node, _)) = self.wrapped_function(object, depth + 1)
                {
                    return Some((node, true));
                }
            }
            return value
                .arguments()
                .into_iter()
                .find_map(|it| self.wrapped_function(it, depth + 1))
                .map(|(node, _)| (node, true));
        }
        if let Some(Value::Local(node)) = self.value(value)
            && node.is_function()
        {
            return Some((node, false));
        }
        let declarator = self.declarator(value)?;
        self.wrapped_function(declarator.field("value")?, depth + 1)
    }

    /// The `x = …` that declares the variable an identifier means.
    fn declarator(&self, identifier: Node<'s>) -> Option<Node<'s>> {
        let binding = self.binding_of(identifier)?;
        let binding = self.names(identifier).binding(binding);
        let [offset] = binding.declared.as_slice() else {
            return None;
        };
        let name = identifier.source.node_at(*offset..*offset + binding.name.len())?;
        let declarator = name.parent_of_kind("variable_declarator")?;
        (declarator.field("name") == Some(name)).then_some(declarator)
    }

    /// When Lambda answers for this function as a handler.
    fn answers(&self, id: FunctionId) -> Answers {
        let function = &self[id];
        if function.is_async {
            return Answers::Promise;
        }
        let parameters = function.parameters();
        let is_used = |it: &Node<'s>| {
            let name = it.field("pattern").or_else(|| it.field("left")).unwrap_or(*it);
            let binding = self.binding_of(name);
            binding.is_some_and(|id| !self.references(it.source, id).is_empty())
        };
        if parameters.get(2).is_some_and(is_used) {
            return Answers::Callback;
        }
        if self.completes_by_context(id) {
            return Answers::Context;
        }
        if self.always_returns_promise(function.node) {
            return Answers::Promise;
        }
        Answers::EventLoop
    }

    /// Whether `context.succeed`, `fail` or `done` is mentioned.
    pub fn completes_by_context(&self, id: FunctionId) -> bool {
        let function = &self[id];
        let Some(context) = function.parameters().get(1).copied() else {
            return false;
        };
        let name = context
            .field("pattern")
            .or_else(|| context.field("left"))
            .unwrap_or(context);
        let Some(binding) = self.binding_of(name) else {
            return false;
        };
        self.references(name.source, binding).into_iter().any(|it| {
            let member = it.parent_of_kind("member_expression");
            let property = member.and_then(|it| it.field("property"));
            property.is_some_and(|it| matches!(it.text(), "succeed" | "fail" | "done"))
        })
    }

    /// Whether `context.callbackWaitsForEmptyEventLoop = false` is set: then the
    /// callback answers at once.
    pub fn answers_at_once(&self, id: FunctionId) -> bool {
        self[id].node.descendants().into_iter().any(|it| {
            it.kind() == "assignment_expression"
                && it.field("right").is_some_and(|it| it.kind() == "false")
                && it
                    .field("left")
                    .and_then(|it| it.field("property"))
                    .is_some_and(|it| it.text() == "callbackWaitsForEmptyEventLoop")
        })
    }

    /// Every way out of a plain function returns a promise.
    fn always_returns_promise(&self, function: Node<'s>) -> bool {
        let Some(body) = function.field("body") else {
            return false;
        };
        if body.kind() != "statement_block" {
            return self.is_promise(body);
        }
        let returns: Vec<Node<'s>> = body
            .descendants_of_same_function()
            .into_iter()
            .filter(|it| it.kind() == "return_statement")
            .collect();
        let ends_so = body.children().last().is_some_and(|it| it.kind() == "return_statement");
        ends_so
            && returns
                .iter()
                .all(|it| it.first_child().is_some_and(|value| self.is_promise(value)))
    }

    /// Whether an expression is a promise: `new Promise`, `Promise.…`, a chain
    /// on one, `.promise()` of an SDK request, a call of an async function.
    pub fn is_promise(&self, expression: Node<'s>) -> bool {
        let node = expression.peeled();
        match node.kind() {
            "new_expression" => node
                .field("constructor")
                .is_some_and(|it| self.is_global(it, "Promise")),
            "call_expression" if self.promised_node_api(node).is_some() => true,
            "call_expression" => {
                let Some(callee) = node.field("function") else {
                    return false;
                };
                if let Some(Value::Local(function)) = self.value(callee)
                    && function.is_function()
                {
                    return function.has_token("async");
                }
                let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) else {
                    return false;
                };
                match property.text() {
                    "then" | "catch" | "finally" => self.is_promise(object),
                    "promise" => self.sdk_request(object).is_some(),
                    _ => self.is_global(object, "Promise"),
                }
            }
            _ => false,
        }
    }
}

/// The name of a parameter; of a pattern its text.
fn parameter_name(parameter: Node<'_>) -> &str {
    parameter
        .field("pattern")
        .or_else(|| parameter.field("left"))
        .unwrap_or(parameter)
        .text()
}

fn is_event(name: &str) -> bool {
    let plain = name.trim_start_matches('_').to_ascii_lowercase();
    plain == "evt" || plain.ends_with("event")
}

fn is_context(name: &str) -> bool {
    let plain = name.trim_start_matches('_').to_ascii_lowercase();
    matches!(
        plain.as_str(),
        "" | "context" | "ctx" | "lambdacontext" | "responsestream"
    )
}

fn is_test(path: &str) -> bool {
    let path = path.replace('\\', "/");
    let name = path.rsplit('/').next().unwrap_or_default();
    name.contains(".test.") || name.contains(".spec.") || path.contains("/__tests__/") || path.contains("/__mocks__/")
}
