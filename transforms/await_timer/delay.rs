//! The promise of a delay: by a function that the file has, by `timers/promises`, or
//! around the timer. Knows which values keep what they mean until it is over.

use crate::{
    rewrite::{CallbackCall, Reason, Refusal, Rewrite, Timed, can_name_promise, function_in_scope, resolve_around},
    semantic::{Gives, Project, Returns, Step, Timer},
    syntax::Node,
};

/// The promise that takes as long as a timer, with its arguments as `$request`.
pub fn promise<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    timer: Node<'s>,
    call: &CallbackCall<'s>,
) -> Result<String, Refusal> {
    let has_value = call.promise.gives == Gives::Value;
    let delay = timer.arguments().get(1).copied();
    let is_immediate = project.timer(timer) == Some(Timer::Immediate);
    let is_there = has_module(project, timer);
    if is_immediate && is_there {
        let imported = ("timers/promises", "setImmediate");
        let name = rewrite.import_as(project, timer, imported, &["immediate", "nextTurn"]);
        return called(&name).map_or_else(|| around(project, timer, call), Ok);
    }
    if !has_value
        && !is_immediate
        && delay.is_some()
        && let Some(name) = function_in_scope(project, timer, |it| project.is_sleep(it))
        && let Some(text) = called(&name)
    {
        return Ok(text);
    }
    // `timers/promises` takes numbers only.
    if is_there && delay.is_none_or(|it| is_number(project, it, 0)) {
        let imported = ("timers/promises", "setTimeout");
        let name = rewrite.import_as(project, timer, imported, &["sleep", "delay"]);
        return called(&name).map_or_else(|| around(project, timer, call), Ok);
    }
    around(project, timer, call)
}

/// `name($request)`; a name with a `$` would be a hole itself.
fn called(name: &str) -> Option<String> {
    (!name.contains('$')).then(|| format!("{name}($request)"))
}

/// `new Promise((resolve) => setTimeout(resolve, $request))`
fn around<'s>(project: &Project<'s>, timer: Node<'s>, call: &CallbackCall<'s>) -> Result<String, Refusal> {
    can_name_promise(project, timer)?;
    let names = project.names(timer);
    let scope = names.scope_around(&timer.range());
    let resolve = resolve_around(project, call.statement, &call.request);
    let function = timer.field("function").expect("a call has a function");
    let name = match project.timer(timer) {
        Some(Timer::Immediate) => "setImmediate",
        _ => "setTimeout",
    };
    if !function.is_identifier() && names.resolve(scope, name).is_some() {
        return Err(Refusal::at(function, Reason::Timed(Timed::Used)));
    }
    let kind = match call.callback.peeled().parameters().first() {
        Some(parameter) if call.promise.gives == Gives::Value && timer.source.language.has_types() => {
            let annotation = parameter.field("type").and_then(Node::first_child);
            let text = annotation.map_or("any", Node::text);
            format!("<{}>", if text.contains('$') { "any" } else { text })
        }
        _ => String::new(),
    };
    let given = if call.request.is_empty() { "" } else { ", $request" };
    Ok(format!("new Promise{kind}(({resolve}) => {name}({resolve}{given}))"))
}

/// The first version of Node.js on Lambda that has `timers/promises`.
const FIRST_WITH_MODULE: u32 = 16;

/// Whether every handler that starts the timer runs where `timers/promises` is, as
/// far as anybody says where it runs.
fn has_module<'s>(project: &Project<'s>, timer: Node<'s>) -> bool {
    let handlers = project.handlers_reaching(timer).into_iter();
    let mut versions = handlers.filter_map(|it| it.runtime.as_ref()?.major());
    versions.all(|it| it >= FIRST_WITH_MODULE)
}

/// The default timeout of a Lambda function, in milliseconds.
const DEFAULT_TIMEOUT: f64 = 3000.0;

/// Whether a delay is longer than a function may run that nobody has configured.
pub fn is_long<'s>(project: &Project<'s>, delay: Node<'s>) -> bool {
    constant(project, delay, 0).is_some_and(|it| it > DEFAULT_TIMEOUT)
}

/// The number that an expression of literals and constants is.
fn constant<'s>(project: &Project<'s>, expression: Node<'s>, steps: usize) -> Option<f64> {
    let node = expression.peeled();
    if steps > MAX_STEPS {
        return None;
    }
    let deeper = |it: Option<Node<'s>>| constant(project, it?, steps + 1);
    match node.kind() {
        "number" => node.text().replace('_', "").parse().ok(),
        "identifier" => deeper(project.only_value(node)),
        "binary_expression" => {
            let (left, right) = (deeper(node.field("left"))?, deeper(node.field("right"))?);
            let of = |token: &str| node.has_token(token);
            match () {
                () if of("*") => Some(left * right),
                () if of("+") => Some(left + right),
                () if of("-") => Some(left - right),
                () if of("/") => Some(left / right),
                () => None,
            }
        }
        _ => None,
    }
}

/// More steps than these are not followed from a variable to its value.
const MAX_STEPS: usize = 8;

/// Whether an expression is certainly a number.
fn is_number<'s>(project: &Project<'s>, expression: Node<'s>, steps: usize) -> bool {
    let node = expression.peeled();
    let deeper = |it: Option<Node<'s>>| it.is_some_and(|it| steps < MAX_STEPS && is_number(project, it, steps + 1));
    let has_any = |tokens: &[&str]| tokens.iter().any(|it| node.has_token(it));
    match node.kind() {
        "number" => !node.text().ends_with('n'),
        "unary_expression" => has_any(&["-", "+"]) && deeper(node.children().last().copied()),
        "binary_expression" if has_any(&["+", "||", "??"]) => deeper(node.field("left")) && deeper(node.field("right")),
        // Of two numbers that are no `BigInt`s.
        "binary_expression" => {
            has_any(&["*", "/", "-", "%", "**"]) && (deeper(node.field("left")) || deeper(node.field("right")))
        }
        "ternary_expression" => deeper(node.field("consequence")) && deeper(node.field("alternative")),
        "identifier" => {
            let parameter = node.source.identifier_at(declared(project, node).unwrap_or(usize::MAX));
            let kind = parameter
                .and_then(|it| it.parent())
                .and_then(|it| it.field("type"))
                .and_then(Node::first_child);
            kind.is_some_and(|it| it.text() == "number") || deeper(project.only_value(node))
        }
        "call_expression" => project.origin(node).is_some_and(|it| {
            let steps = it.steps.as_slice();
            match it.root.as_str() {
                _ if !it.is_global => false,
                "Number" | "parseInt" | "parseFloat" => matches!(steps, [Step::Call]),
                "Math" => matches!(steps, [Step::Member(_), Step::Call]),
                _ => false,
            }
        }),
        _ => false,
    }
}

fn declared<'s>(project: &Project<'s>, name: Node<'s>) -> Option<usize> {
    let id = project.binding_of(name)?;
    project.names(name).binding(id).declared.first().copied()
}

/// Whether an argument is the same when the timer goes off: a literal, a variable
/// that nothing assigns to, a part of the event.
pub fn is_stable<'s>(project: &Project<'s>, argument: Node<'s>) -> bool {
    let node = argument.peeled();
    match node.kind() {
        "number" | "string" | "true" | "false" | "null" | "undefined" => true,
        "binary_expression" if !node.has_token("in") && !node.has_token("instanceof") => {
            node.children().into_iter().all(|it| is_stable(project, it))
        }
        "identifier" => {
            let written = |id| project.names(node).references_of(id).any(|it| it.is_write);
            project.binding_of(node).is_some_and(|id| !written(id))
        }
        "member_expression" => {
            let mut root = node;
            while let Some(object) = root.field("object") {
                root = object.peeled();
            }
            project.is_handler_parameter(root, 0) && is_stable(project, root)
        }
        _ => false,
    }
}

/// Whether a value is what awaiting it gives.
pub fn is_no_promise<'s>(project: &Project<'s>, value: Node<'s>) -> bool {
    let node = value.peeled();
    match node.kind() {
        "number" | "string" | "template_string" | "true" | "false" | "null" | "undefined" | "object" | "array"
        | "binary_expression" | "await_expression" => true,
        "member_expression" => is_stable(project, node),
        _ => project.promise_of(node) == Returns::Never,
    }
}
