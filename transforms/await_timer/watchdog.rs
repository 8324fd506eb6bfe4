//! Timers for the case that something takes too long: they abort, throw or answer.
//! Nobody waits for them; they are cleared when the work is over.

use crate::{
    rewrite::{Reason, Refusal, Rewrite, Template, Timed},
    semantic::{Answers, FunctionId, Project, Returns, Step, Timer},
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
    let (id, rest) = rest_of_function(project, statement).ok_or_else(refused)?;
    let mut rewrite = Rewrite::safe(call.source);
    let timer = match name {
        Some(name) => name.text().to_owned(),
        None => {
            let fresh = project.fresh_name(rest[0].parent().unwrap_or(statement), "timer", &[]);
            rewrite.introduce(statement, &fresh);
            rewrite.insert(statement.start(), &format!("const {fresh} = "));
            fresh
        }
    };
    for value in returned_promises(project, &rest) {
        // Awaited there, its rejection would be caught.
        if let Some(around) = catching(value) {
            return Err(Refusal::at(around, Reason::InsideTry));
        }
        rewrite.insert(value.start(), "await ");
    }
    let (moved, text) = match rest.as_slice() {
        [only] if only.kind() == "try_statement" && only.field("finalizer").is_none() => {
            (only.range(), "$rest finally {\n  clearTimeout($timer);\n}")
        }
        _ => {
            let end = rest[rest.len() - 1].end_of_code();
            let start = with_comments(statement, rest[0]);
            (start..end, "try {\n  $rest\n} finally {\n  clearTimeout($timer);\n}")
        }
    };
    let template = Template::new(text).name("timer", timer).fragment("rest", moved.clone());
    rewrite.replace_range(moved, template);
    match project.handler(id) {
        Some(_) => Ok(rewrite),
        None => Ok(rewrite.unsafe_because("the timer no longer watches over what its function hands on")),
    }
}

/// What follows a statement in an async function, where that can go into a block; and
/// the function.
fn rest_of_function<'s>(project: &Project<'s>, statement: Node<'s>) -> Option<(FunctionId, Vec<Node<'s>>)> {
    let list = statement.parent()?;
    let function = list.parent().filter(|it| it.is_function())?;
    let id = project.function(function)?;
    let is_answer = project.handler(id).is_none_or(|it| it.answers == Answers::Promise);
    let is_waited_for = project[id].is_async && !project[id].is_generator && is_answer;
    let siblings = list.children().into_iter();
    let rest: Vec<Node<'s>> = siblings.filter(|it| it.start() >= statement.end()).collect();
    let range = rest.first()?.start()..rest.last()?.end();
    let names = project.names(list);
    let is_hidden = names
        .resolve(names.scope_around(&list.range()), "clearTimeout")
        .is_some();
    let can_move = rest.iter().all(|it| can_move(project, *it, &range));
    (is_waited_for && can_move && !is_hidden).then_some((id, rest))
}

/// Where the comments begin that stand on lines of their own above a statement.
fn with_comments(before: Node<'_>, statement: Node<'_>) -> usize {
    let source = statement.source;
    let between = before.end()..statement.start();
    let comments = source.comments().into_iter().map(|it| it.start);
    let mut own = comments.filter(|it| between.contains(it) && source.starts_line(*it));
    own.next().unwrap_or(statement.start())
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

/// Whether a statement may become a part of a block: nothing else mentions what it
/// declares.
fn can_move<'s>(project: &Project<'s>, statement: Node<'s>, range: &std::ops::Range<usize>) -> bool {
    let is_hoisted = statement.kind().ends_with("function_declaration");
    let names = project.names(statement);
    let declared = names.bindings().filter(|(_, it)| {
        let is_here = it.declared.iter().any(|at| statement.range().contains(at));
        is_here && !it.is_function_scoped
    });
    let mut mentions = declared.flat_map(|(id, _)| names.references_of(id));
    !is_hoisted && mentions.all(|it| range.contains(&it.range.start))
}

/// The `try` in the same function whose `catch` would see a node's exceptions.
fn catching(node: Node<'_>) -> Option<Node<'_>> {
    node.ancestors().take_while(|it| !it.is_function()).find(|it| {
        let is_body = it.field("body").is_some_and(|body| body.contains(node));
        it.kind() == "try_statement" && is_body && it.field("handler").is_some()
    })
}

/// What is returned and may be a promise: `finally` would run before it settles.
fn returned_promises<'s>(project: &Project<'s>, rest: &[Node<'s>]) -> Vec<Node<'s>> {
    let nodes = rest.iter().flat_map(|it| it.descendants_of_same_function());
    let values = nodes
        .filter(|it| it.kind() == "return_statement")
        .filter_map(Node::first_child);
    let is_plain = |it: Node<'s>| {
        let node = it.peeled();
        let is_literal = matches!(
            node.kind(),
            "object"
                | "array"
                | "string"
                | "number"
                | "template_string"
                | "true"
                | "false"
                | "null"
                | "undefined"
                | "await_expression"
                | "member_expression"
        );
        is_literal || project.promise_of(node) == Returns::Never
    };
    values.filter(|it| !is_plain(*it)).collect()
}
