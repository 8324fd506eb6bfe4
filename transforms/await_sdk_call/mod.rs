#![doc = include_str!("README.md")]

use crate::{
    leak::{Captures, Leak, Transform, find},
    rewrite::{
        CallbackCall, Reason, Refusal, Rewrite, await_callback, await_started_together, link_depth, observe_outcome,
        waiting_statement,
    },
    semantic::{Answers, ErrorFirst, Follow, Project, Shape},
    syntax::Node,
};

/// Calls of the AWS SDK with a callback become awaited promises.
pub static AWAIT_SDK_CALL: Transform = Transform {
    name: "await-sdk-call",
    message: "this callback may run after Lambda has frozen the invocation",
    latent: "nothing but the event loop waits for this callback",
    why: "nothing waits for the request: when the handler has answered, Lambda freezes the process, and the \
          callback runs in somebody else's invocation or never",
    help: "await the promise of the request instead of passing a callback",
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &["aws-sdk"],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    handlers_are_async(leak, project)?;
    if let Some(pages) = leak.get("pages") {
        return Err(Refusal::at(pages, Reason::CalledOften(pages.text().to_owned())));
    }
    let mut rewrite = Rewrite::safe(leak.source);
    let is_statement = leak.place().wrapped().parent_of_kind("expression_statement").is_some();
    if leak.get("twice").is_some() && !is_statement {
        send_once(&mut rewrite, leak, project)?;
        return Ok(rewrite);
    }
    let call = callback_call(&leak.captures)?;
    always_happens(&call)?;
    if leak.get("callback").is_none() {
        return await_sent(rewrite, project, leak, &call);
    }
    reports_to_nobody(project, &call)?;
    rewrite.doubt_if_under_way(project, waiting_statement(project, call.statement));
    let together = started_together(project, leak, &call);
    for it in &together {
        drop_callback(&mut rewrite, project, it);
    }
    if together.len() > 1 {
        return Ok(match await_started_together(project, &mut rewrite, &together)? {
            Some(caveat) => rewrite.unsafe_because(caveat),
            None => rewrite,
        });
    }
    match await_callback(project, &mut rewrite, &call)? {
        Some(caveat) => Ok(rewrite.unsafe_because(caveat)),
        None => Ok(rewrite),
    }
}

/// A handler that is not async is converted whole or not at all, which is not
/// the business of this transform.
fn handlers_are_async<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<(), Refusal> {
    for id in project.functions_around(leak.place()) {
        if let Some(handler) = project.handler(id)
            && handler.answers != Answers::Promise
        {
            let reason = Reason::HandlerNotAsync {
                handler: handler.key.1.clone(),
                answers: handler.answers,
            };
            return Err(Refusal::at(project[id].node, reason));
        }
    }
    Ok(())
}

/// The call, its statement, and what stays of it.
fn callback_call<'s>(captures: &Captures<'s>) -> Result<CallbackCall<'s>, Refusal> {
    let node = |name: &str| find(captures, name);
    let call = node("leak").expect("every pattern captures it");
    let (statement, is_awaited) = statement_of(call)?;
    let is_v3 = node("client3").is_some();
    let is_url = node("signed").is_some();
    // `request.send(callback)`: the request is what it is sent by.
    let request = node("request").or(node("twice")).unwrap_or(call);
    let arguments = node("twice").unwrap_or(call).arguments();
    let callback = node("callback").unwrap_or(call);
    Ok(CallbackCall {
        statement,
        callback,
        request: request.range(),
        promise: if is_v3 || is_url { "" } else { ".promise()" },
        link_depth: link_depth(call),
        empty: if is_v3 || is_url { "undefined" } else { "null" },
        arguments: arguments.into_iter().filter(|it| *it != callback).collect(),
        is_awaited,
    })
}

/// `client?.operation(…)` may be no call at all.
fn always_happens(call: &CallbackCall<'_>) -> Result<(), Refusal> {
    let mut link = Some(
        call.callback
            .ancestors()
            .find(|it| it.kind() == "call_expression")
            .unwrap_or(call.callback),
    );
    while let Some(node) = link {
        if node.field("optional_chain").is_some() || node.has_token("?.") {
            return Err(Refusal::at(node, Reason::OptionalCall));
        }
        link = node.field("function").or_else(|| node.field("object"));
    }
    Ok(())
}

/// The statement that is nothing but the call, or the call where it is the body
/// of an arrow function; and whether the author awaits it.
fn statement_of(call: Node<'_>) -> Result<(Node<'_>, bool), Refusal> {
    let wrapped = call.wrapped();
    let Some(parent) = wrapped.parent() else {
        return Err(Refusal::at(call, Reason::NotAStatement));
    };
    match parent.kind() {
        "expression_statement" => Ok((parent, false)),
        "await_expression" => match parent.wrapped().parent_of_kind("expression_statement") {
            Some(statement) => Ok((statement, true)),
            None => Err(Refusal::at(parent, Reason::RequestUsed)),
        },
        "arrow_function" | "return_statement" => Ok((wrapped, false)),
        "member_expression" | "variable_declarator" | "assignment_expression" | "arguments" => {
            Err(Refusal::at(parent, Reason::RequestUsed))
        }
        _ => Err(Refusal::at(parent, Reason::NotAStatement)),
    }
}

/// Callbacks that complete a function of the project which has a callback
/// itself: whoever calls that does not wait for a promise.
fn reports_to_nobody<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<(), Refusal> {
    let own = project.function_of_parameter(call.callback.peeled());
    let own = own.filter(|it| project.function(*it).is_none_or(|id| project.handler(id).is_none()));
    for node in call.callback.descendants() {
        let called = project.function_called_back(node).or(own);
        if let Some(function) = called.filter(|it| !call.callback.contains(*it)) {
            let name = project
                .function(function)
                .map_or_else(String::new, |it| project[it].display_name());
            return Err(Refusal::at(node, Reason::CallbackHelper(name)));
        }
    }
    Ok(())
}

/// This call and its neighbours that are started without waiting for each other.
fn started_together<'s>(project: &Project<'s>, leak: &Leak<'s>, call: &CallbackCall<'s>) -> Vec<CallbackCall<'s>> {
    let mut calls = vec![call.clone()];
    if waiting_statement(project, call.statement) != call.statement
        || call.is_awaited
        || call.statement.kind() != "expression_statement"
    {
        return calls;
    }
    let list = call.statement.parent();
    for captures in &leak.neighbours {
        let has_callback = find(captures, "callback").is_some()
            && find(captures, "twice").is_none()
            && find(captures, "pages").is_none();
        let Ok(other) = callback_call(captures) else {
            continue;
        };
        if has_callback
            && !other.is_awaited
            && other.statement.kind() == "expression_statement"
            && other.statement.parent() == list
        {
            calls.push(other);
        }
    }
    calls.sort_by_key(|it| it.statement.start());
    without_waiting(calls, call)
}

/// Of calls in one list of statements, those from which no `await`, `return` or
/// `throw` separates this one.
fn without_waiting<'s>(calls: Vec<CallbackCall<'s>>, this: &CallbackCall<'s>) -> Vec<CallbackCall<'s>> {
    let is_separate = |one: &CallbackCall<'s>, other: &CallbackCall<'s>| {
        let (from, to) = (one.statement.end(), other.statement.start());
        let siblings = one.statement.parent().map(|it| it.children()).unwrap_or_default();
        siblings
            .into_iter()
            .filter(|it| from <= it.start() && it.end() <= to)
            .flat_map(|it| it.descendants_of_same_function())
            .any(|it| {
                matches!(
                    it.kind(),
                    "await_expression" | "return_statement" | "throw_statement" | "break_statement"
                )
            })
    };
    let mut group: Vec<CallbackCall<'s>> = Vec::new();
    for call in calls {
        if group.last().is_some_and(|last| is_separate(last, &call)) {
            if group.iter().any(|it| it.statement == this.statement) {
                break;
            }
            group.clear();
        }
        group.push(call);
    }
    group
}

/// Takes the callback out of the call, with the comma before it.
fn drop_callback<'s>(rewrite: &mut Rewrite<'s>, project: &Project<'s>, call: &CallbackCall<'s>) {
    let callback = call.callback;
    let Some(list) = callback.parent_of_kind("arguments") else {
        return;
    };
    if !(call.request.start <= list.start() && list.end() <= call.request.end) {
        // `request.send(callback)`: the whole call goes, only the request stays.
        return forget_own(rewrite, project, callback);
    }
    let text = &callback.source.text;
    let from = match call.arguments.last() {
        Some(before) => before.end(),
        None => list.start() + 1,
    };
    let after = &text[callback.end()..list.end() - 1];
    let mut to = callback.end();
    let comma = after.find(',').filter(|it| after[..*it].trim().is_empty());
    if let Some(comma) = comma.filter(|_| call.arguments.is_empty()) {
        to += comma + 1;
    }
    if call.arguments.is_empty() && text[to..list.end() - 1].trim().is_empty() {
        to = list.end() - 1;
    }
    rewrite.delete(from..to);
    forget_own(rewrite, project, callback);
    if let Some(method) = signed_url(list) {
        rewrite.put(method.range(), "getSignedUrlPromise");
    }
}

/// The handler's own `callback` goes where the answer is returned instead.
fn forget_own<'s>(rewrite: &mut Rewrite<'s>, project: &Project<'s>, callback: Node<'s>) {
    if project.is_handler_parameter(callback.peeled(), 2) {
        rewrite.forget(callback);
    }
}

fn signed_url(arguments: Node<'_>) -> Option<Node<'_>> {
    let callee = arguments.parent()?.field("function")?;
    callee.field("property").filter(|it| it.text() == "getSignedUrl")
}

/// `request.on(…).send();` becomes `await request.on(…).promise()`; its errors
/// went to its listeners only, or to nobody.
fn await_sent<'s>(
    mut rewrite: Rewrite<'s>,
    project: &Project<'s>,
    leak: &Leak<'s>,
    call: &CallbackCall<'s>,
) -> Result<Rewrite<'s>, Refusal> {
    let place = project.place(call.statement, leak.place());
    if place.in_loop.is_some() || call.statement.kind() != "expression_statement" {
        return Err(Refusal::at(leak.place(), Reason::NotAStatement));
    }
    let around = project
        .function_around(call.statement)
        .ok_or_else(|| Refusal::at(call.statement, Reason::TopLevel))?;
    rewrite.make_async(around, call.statement);
    rewrite.doubt_if_under_way(project, call.statement);
    let sent = leak.node("sent");
    let call = leak.place();
    let parent = call.wrapped().parent();
    if parent.is_none_or(|it| it.kind() != "await_expression") {
        rewrite.insert(call.start(), "await ");
    }
    rewrite.put(sent.range(), "promise");
    rewrite.insert(call.end(), ".catch(() => {})");
    match place.follow {
        Follow::Runs(_) => Ok(rewrite.unsafe_because("what follows the call now runs after its answer")),
        _ => Ok(rewrite),
    }
}

/// `op(params, callback).promise()` becomes `op(params).promise()`, with what
/// the callback did in `then` and `catch`, which hand the outcome on.
fn send_once<'s>(rewrite: &mut Rewrite<'s>, leak: &Leak<'s>, project: &Project<'s>) -> Result<(), Refusal> {
    let callback = leak.node("callback");
    let function = callback.peeled();
    let twice = leak.node("twice");
    let anatomy = ErrorFirst::of(project, function).ok_or_else(|| Refusal::at(callback, Reason::UnknownCallback))?;
    let is_empty = matches!(&anatomy.shape, Shape::Ignored(body) if body.is_empty())
        || matches!(&anatomy.shape, Shape::Rethrown(rest) if rest.is_empty());
    let has_comments = callback.descendants().iter().any(|it| it.is_comment());
    if has_comments || project.function(function).is_some_and(|it| project[it].uses_this()) {
        return Err(Refusal::at(callback, Reason::UnknownCallback));
    }
    if !is_empty {
        observe_outcome(project, rewrite, leak.place(), &anatomy, "null")?;
    }
    let call = CallbackCall {
        statement: leak.place(),
        callback,
        request: twice.range(),
        promise: ".promise()",
        link_depth: None,
        empty: "null",
        arguments: twice.arguments().into_iter().filter(|it| *it != callback).collect(),
        is_awaited: true,
    };
    drop_callback(rewrite, project, &call);
    Ok(())
}
