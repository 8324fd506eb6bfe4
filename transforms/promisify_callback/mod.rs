#![doc = include_str!("README.md")]

use crate::{
    leak::{Captures, Leak, Transform, find},
    rewrite::{
        CallbackCall, Constant, Promised, Reason, Refusal, Rewrite, always_happens, await_callback,
        await_started_together, drop_callback, handlers_are_async, imported_root, link_depth, reports_to_nobody,
        started_together, statement_of, waiting_statement,
    },
    semantic::{Gives, NodeApi, Project},
    syntax::Node,
};

/// Functions of Node.js with a callback become awaited promises.
pub static PROMISIFY_CALLBACK: Transform = Transform {
    name: "promisify-callback",
    message: "this callback may run after Lambda has frozen the invocation",
    latent: "nothing but the event loop waits for this callback",
    why: "nothing waits for the work of this function: when the handler has answered, Lambda freezes the process, and \
          the callback runs in somebody else's invocation or never",
    help: "await a promise of the function, made by `util.promisify`",
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &[
        "'child_process",
        "\"child_process",
        "node:child_process",
        "'crypto",
        "\"crypto",
        "node:crypto",
        "'dns",
        "\"dns",
        "node:dns",
        "'fs",
        "\"fs",
        "node:fs",
        "'stream",
        "\"stream",
        "node:stream",
        "'zlib",
        "\"zlib",
        "node:zlib",
    ],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    handlers_are_async(project, leak.place())?;
    let call = callback_call(project, &leak.captures)?;
    always_happens(&call)?;
    reports_to_nobody(project, &call)?;
    let mut rewrite = Rewrite::safe(leak.source);
    rewrite.doubt_if_under_way(project, waiting_statement(project, call.statement));
    let neighbours = leak.neighbours.iter().filter_map(|it| callback_call(project, it).ok());
    let together = started_together(project, &call, neighbours);
    for it in &together {
        drop_callback(&mut rewrite, project, it);
        call_for_promise(&mut rewrite, project, leak, it);
    }
    let is_typed = together.iter().all(|it| is_typed(project, it));
    let caveat = match together.as_slice() {
        [_] => await_callback(project, &mut rewrite, &call)?,
        many => await_started_together(project, &mut rewrite, many)?,
    };
    let caveat = caveat.or((!is_typed).then_some("the types of Node.js do not know this call of the promise function"));
    match caveat {
        Some(caveat) => Ok(rewrite.unsafe_because(caveat)),
        None => Ok(rewrite),
    }
}

/// The call, its statement, and how a promise of it differs.
fn callback_call<'s>(project: &Project<'s>, captures: &Captures<'s>) -> Result<CallbackCall<'s>, Refusal> {
    let node = |name: &str| find(captures, name).expect("every pattern captures it");
    let (call, callback, function) = (node("leak"), node("callback"), node("function"));
    let api = project.node_api(function).expect("the query asks for it");
    if api.is_without_error() {
        return Err(Refusal::at(call, Reason::NotErrorFirst(function.text().to_owned())));
    }
    let (statement, is_awaited) = statement_of(call)?;
    let arguments: Vec<Node<'s>> = call.arguments().into_iter().filter(|it| *it != callback).collect();
    let gives = api
        .gives_for(&arguments)
        .ok_or_else(|| Refusal::at(call, Reason::UnknownResults))?;
    Ok(CallbackCall {
        statement,
        callback,
        request: call.range(),
        promise: promised(project, api, gives, &arguments),
        link_depth: link_depth(call),
        arguments,
        is_awaited,
    })
}

fn promised<'s>(project: &Project<'s>, api: &NodeApi, gives: Gives, arguments: &[Node<'s>]) -> Promised {
    let is_taken = project.takes(api, arguments);
    Promised {
        suffix: "",
        gives,
        empty: "undefined",
        no_error: api.no_error(),
        is_outcome_in_error: api.has_outcome_in_error(),
        fails_late: !is_taken && !api.throws_at_call(),
        throws_at_call: !is_taken && api.throws_at_call(),
        noun: "pending",
    }
}

/// `util.promisify` has the type of the last overload of a function.
fn is_typed<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> bool {
    let function = called_function(call);
    let api = project.node_api(function).expect("the query asks for it");
    !function.source.language.has_types() || api.is_typed_for(call.arguments.len())
}

fn called_function<'s>(call: &CallbackCall<'s>) -> Node<'s> {
    let list = call.callback.parent().expect("a callback is an argument");
    list.parent()
        .and_then(|it| it.field("function"))
        .expect("the query says so")
}

/// Puts the function that gives a promise in place of the one that takes a callback.
fn call_for_promise<'s>(rewrite: &mut Rewrite<'s>, project: &Project<'s>, leak: &Leak<'s>, call: &CallbackCall<'s>) {
    let function = called_function(call);
    let api = project.node_api(function).expect("the query asks for it");
    if leak.prefers_builtin && api.is_in_promises() {
        return call_builtin(rewrite, project, function, api);
    }
    let Some(root) = imported_root(project, function) else {
        // What the function is can be said here only.
        let promisify = rewrite.import(project, function, "util", "promisify");
        rewrite.insert(function.start(), &format!("{promisify}("));
        return rewrite.insert(function.end(), ")");
    };
    let promisify = rewrite.import(project, leak.source.root(), "util", "promisify");
    let member = api.name.rsplit('.').next().unwrap_or(api.name);
    let constant = Constant {
        names: &[member.to_owned(), format!("{member}Async")],
        value: format!("{promisify}({})", function.text()),
        mentions: vec![root],
    };
    let is_same = |value: Node<'s>| {
        let promisified = project.promisified(value.peeled());
        promisified
            .and_then(|it| project.node_api(it))
            .is_some_and(|it| std::ptr::eq(it, api))
    };
    let name = rewrite.constant(project, function, &constant, is_same);
    rewrite.put(function.range(), &name);
    rewrite.forget(function);
}

/// `fs.readFile` becomes `fs.promises.readFile`, or what `fs/promises` gives.
fn call_builtin<'s>(rewrite: &mut Rewrite<'s>, project: &Project<'s>, function: Node<'s>, api: &NodeApi) {
    let object = function.field("object").filter(|it| {
        let origin = project.origin(*it);
        it.is_identifier() && origin.is_some_and(|it| it.steps.is_empty())
    });
    if let Some(object) = object {
        return rewrite.insert(object.end(), ".promises");
    }
    let package = format!("{}/promises", api.module);
    let name = rewrite.import_named(project, function, (&package, api.name), &format!("{}Async", api.name));
    rewrite.put(function.range(), &name);
    rewrite.forget(function);
}
