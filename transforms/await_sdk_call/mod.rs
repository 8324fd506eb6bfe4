#![doc = include_str!("README.md")]

use crate::{
    leak::{Captures, Leak, Subject, Transform, find},
    rewrite::{
        CallbackCall, Promised, Reason, Refusal, Rewrite, always_happens, await_callback, await_started_together,
        drop_callback, handlers_are_async, link_depth, observe_outcome, reports_to_nobody, started_together,
        statement_of, waiting_statement,
    },
    semantic::{ErrorFirst, Follow, Project, Shape},
    syntax::Node,
};

/// Calls of the AWS SDK with a callback become awaited promises.
pub static AWAIT_SDK_CALL: Transform = Transform {
    name: "await-sdk-call",
    subject: Subject::Leak,
    message: "this callback may run after Lambda has frozen the invocation",
    latent: "nothing but the event loop waits for this callback",
    why: "nothing waits for the request: when the handler has answered, Lambda freezes the process, and the \
          callback runs in somebody else's invocation or never",
    help: "await the promise of the request instead of passing a callback",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &["aws-sdk"],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    handlers_are_async(project, leak.place())?;
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
    let together = started_together(project, &call, neighbours(leak));
    for it in &together {
        drop_callback(&mut rewrite, project, it);
        sign_by_promise(&mut rewrite, it);
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
        promise: if is_v3 || is_url {
            Promised::SDK3
        } else {
            Promised::SDK2
        },
        link_depth: link_depth(call),
        arguments: arguments.into_iter().filter(|it| *it != callback).collect(),
        is_awaited,
        bare: None,
    })
}

/// The other calls of the function that have a callback, and nothing else.
fn neighbours<'s>(leak: &Leak<'s>) -> impl Iterator<Item = CallbackCall<'s>> {
    let is_plain = |it: &&Captures<'s>| {
        find(it, "callback").is_some() && find(it, "twice").is_none() && find(it, "pages").is_none()
    };
    leak.neighbours
        .iter()
        .filter(is_plain)
        .filter_map(|it| callback_call(it).ok())
}

/// `getSignedUrl(…, callback)` becomes `getSignedUrlPromise(…)`.
fn sign_by_promise<'s>(rewrite: &mut Rewrite<'s>, call: &CallbackCall<'s>) {
    let callee = call.callback.parent().and_then(signed_url);
    if let Some(method) = callee.filter(|it| call.request.contains(&it.start())) {
        rewrite.put(method.range(), "getSignedUrlPromise");
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
    let anatomy = ErrorFirst::of(project, function, 1).ok_or_else(|| Refusal::at(callback, Reason::UnknownCallback))?;
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
        promise: Promised::SDK2,
        link_depth: None,
        arguments: twice.arguments().into_iter().filter(|it| *it != callback).collect(),
        is_awaited: true,
        bare: None,
    };
    drop_callback(rewrite, project, &call);
    Ok(())
}
