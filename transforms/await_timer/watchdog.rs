//! Timers for the case that something takes too long: they abort, throw or answer.
//! Nobody waits for them; they are cleared when the work is over.

use crate::{
    rewrite::{Reason, Refusal, Rest, Rewrite, Template, Timed},
    semantic::{Project, Step, Timer, Value},
    syntax::Node,
};

/// What makes a timer a watchdog.
pub struct Guard<'s> {
    /// Where its callback ends something, or its delay is the time that is left.
    at: Node<'s>,
    /// It does nothing that is missed when it never goes off.
    is_pure: bool,
}

/// What makes a timer a watchdog, if it is one.
pub fn guard<'s>(project: &Project<'s>, call: Node<'s>) -> Option<Guard<'s>> {
    if project.timer(call) != Some(Timer::Timeout) {
        return None;
    }
    let arguments = call.arguments();
    let callback = arguments.first()?.peeled();
    let delay = arguments.get(1).map(|it| it.descendants()).unwrap_or_default();
    let is_rest = |it: &Node<'s>| it.kind() == "property_identifier" && it.text() == "getRemainingTimeInMillis";
    if let Some(at) = delay.into_iter().find(is_rest) {
        return Some(Guard { at, is_pure: true });
    }
    let calls = |it: Node<'s>| it.field("function").is_some_and(|it| ends_work(project, it));
    let mut nodes = project
        .with_called_functions(callback)
        .into_iter()
        .flat_map(Node::descendants);
    let ending = match ends_work(project, callback) {
        true => Some(callback),
        false => nodes.find(|it| it.kind() == "call_expression" && calls(*it)),
    };
    let is_pure = callback.is_function() && does_nothing_else(project, callback);
    match ending {
        Some(at) => Some(Guard { at, is_pure }),
        None => {
            let mut thrown = callback.descendants_of_same_function().into_iter();
            let at = thrown.find(|it| it.kind() == "throw_statement").filter(|_| is_pure)?;
            Some(Guard { at, is_pure })
        }
    }
}

/// `controller.abort`, `request.destroy`, `process.exit`: a method that ends what
/// others wait for, the process, or the invocation.
fn ends_work<'s>(project: &Project<'s>, method: Node<'s>) -> bool {
    let Some(name) = method.field("property") else {
        return false;
    };
    // What a function of the project does is looked at itself.
    if matches!(project.value(method), Some(Value::Local(it)) if it.is_function()) {
        return false;
    }
    let object = method.field("object");
    match name.text() {
        "abort" | "destroy" | "kill" | "terminate" | "succeed" | "fail" | "done" => true,
        "exit" => object.is_some_and(|it| project.is_global(it, "process")),
        "bind" => object.is_some_and(|it| ends_work(project, it)),
        _ => false,
    }
}

/// Whether a callback does nothing but log, throw, and end a request or a child
/// process, which are over when the function is.
fn does_nothing_else<'s>(project: &Project<'s>, callback: Node<'s>) -> bool {
    let nodes = callback.descendants_of_same_function().into_iter();
    nodes.filter(|it| *it != callback).all(|it| match it.kind() {
        "call_expression" => {
            project.is_console_call(it) || it.field("function").is_some_and(|it| ends_request(project, it))
        }
        "new_expression" => it.parent_of_kind("throw_statement").is_some(),
        "assignment_expression" | "augmented_assignment_expression" | "update_expression" | "await_expression" => false,
        _ => !it.is_function(),
    })
}

fn ends_request<'s>(project: &Project<'s>, method: Node<'s>) -> bool {
    let Some(origin) = method.field("object").and_then(|it| project.origin(it)) else {
        return false;
    };
    let is_ending = method
        .field("property")
        .is_some_and(|it| matches!(it.text(), "abort" | "destroy" | "kill"));
    let is_controller = origin.is_global && origin.root == "AbortController" && origin.steps == [Step::New];
    let is_node = matches!(origin.node_module(), Some("http" | "https" | "child_process"));
    is_ending && (is_controller || is_node && matches!(origin.steps.as_slice(), [Step::Member(_), Step::Call]))
}

/// Clears a watchdog when the function is over: what follows goes into a `try` whose
/// `finally` does that.
pub fn clear_at_the_end<'s>(project: &Project<'s>, call: Node<'s>, guard: &Guard<'s>) -> Result<Rewrite<'s>, Refusal> {
    let name = project.variable_of_timer(call);
    let mentions = name.map(|it| project.mentions_of_timer(it)).unwrap_or_default();
    if let Some(mention) = mentions.first() {
        return Err(match project.clearing(*mention) {
            Some(at) => Refusal::at(at, Reason::Timed(Timed::Cleared)),
            None => Refusal::at(*mention, Reason::Timed(Timed::Used)),
        });
    }
    let refused = || Refusal::at(guard.at, Reason::Timed(Timed::Watchdog));
    let statement = statement(call).filter(|_| guard.is_pure).ok_or_else(refused)?;
    let rest = Rest::after(project, statement).ok_or_else(refused)?;
    let names = project.names(statement);
    let scope = names.scope_around(&statement.range());
    if names.resolve(scope, "clearTimeout").is_some() {
        return Err(refused());
    }
    let mut rewrite = Rewrite::safe(call.source);
    let timer = match name {
        Some(name) => name.text().to_owned(),
        None => {
            let fresh = project.fresh_name(statement.parent().unwrap_or(statement), "timer", &[]);
            rewrite.introduce(statement, &fresh);
            rewrite.insert(statement.start(), &format!("const {fresh} = "));
            fresh
        }
    };
    let code = Template::new("clearTimeout($timer);").name("timer", timer);
    rest.enclose(project, &mut rewrite, code)?;
    match project.handler(rest.function) {
        Some(_) => Ok(rewrite),
        None => Ok(rewrite.unsafe_because("the timer no longer watches over what its function hands on")),
    }
}

/// The statement of a list that starts a timer and does nothing else.
fn statement(call: Node<'_>) -> Option<Node<'_>> {
    let parent = call.wrapped().parent()?;
    let statement = match parent.kind() {
        "expression_statement" => parent,
        "variable_declarator" => parent.parent().filter(|it| it.children().len() == 1)?,
        _ => return None,
    };
    statement.parent().filter(|it| it.kind() == "statement_block")?;
    Some(statement)
}
