#![doc = include_str!("README.md")]

use crate::{
    leak::{Captures, Leak, Subject, Transform, find},
    rewrite::{
        CallbackCall, Constant, Promised, Reason, Refusal, Rewrite, always_happens, await_callback,
        await_started_together, callback_call as completed_call, declared_root, drop_callback, handlers_are_async,
        imported_root, keeps_callback, link_depth, reports_to_nobody, started_together, statement_of,
        waiting_statement,
    },
    semantic::{CALLBACK_WORDS, FunctionId, Gives, NodeApi, Project},
    syntax::Node,
};

/// Functions with a callback, of Node.js or the project, become awaited promises.
pub static PROMISIFY_CALLBACK: Transform = Transform {
    name: "promisify-callback",
    subject: Subject::Leak,
    message: "this callback may run after Lambda has frozen the invocation",
    latent: "nothing but the event loop waits for this callback",
    why: "nothing waits for the work of this function: when the handler has answered, Lambda freezes the process, and \
          the callback runs in somebody else's invocation or never",
    help: "await a promise of the function, made by `util.promisify`",
    also: &["return-promise"],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: CALLBACK_WORDS,
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    handlers_are_async(project, leak.place())?;
    let call = callback_call(project, &leak.captures)?;
    if let Some(id) = own_function(project, leak.node("function")) {
        can_be_wrapped(project, id, &call)?;
    }
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
    if let Some(id) = own_function(project, function) {
        let completions = project.completions(id).map_err(|it| keeps_callback(project, id, &it))?;
        return completed_call(project, &completions, call);
    }
    let api = project.node_api(function).expect("the query asks for it");
    if api.is_without_error() {
        return Err(Refusal::at(call, Reason::NotErrorFirst(function.text().to_owned())));
    }
    if api.is_stated() {
        is_of_plain_object(function)?;
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
        promise: promised(project, api, gives, call, &arguments),
        link_depth: link_depth(call),
        arguments,
        is_awaited,
        bare: None,
    })
}

fn promised<'s>(
    project: &Project<'s>,
    api: &NodeApi,
    gives: Gives,
    call: Node<'s>,
    arguments: &[Node<'s>],
) -> Promised {
    // What is stated reports all that fails.
    let is_taken = api.is_stated() || project.takes(api, arguments);
    Promised {
        suffix: "",
        gives,
        empty: "undefined",
        no_error: api.no_error(),
        is_outcome_in_error: api.has_outcome_in_error(),
        fails_late: !is_taken && !api.throws_at_call() && !project.ends_process(call),
        throws_at_call: !is_taken && api.throws_at_call(),
        may_be_empty: false,
        noun: "pending",
    }
}

/// The function of the project that a callee is, which completes by a callback.
fn own_function<'s>(project: &Project<'s>, function: Node<'s>) -> Option<FunctionId> {
    match project.node_api(function) {
        Some(_) => None,
        None => project.completing_function(function),
    }
}

/// `promisify` gives the function one more argument, a callback that it must find
/// where it looks for it.
fn can_be_wrapped<'s>(project: &Project<'s>, id: FunctionId, call: &CallbackCall<'s>) -> Result<(), Refusal> {
    let place = project
        .completions(id)
        .map_err(|it| keeps_callback(project, id, &it))?
        .place;
    let function = &project[id];
    let is_spread = call.arguments.iter().any(|it| it.kind() == "spread_element");
    if call.promise.gives == Gives::Items {
        let function = function.display_name();
        let why = "gives several results to its callback, of which `util.promisify` keeps the first";
        return Err(Refusal::at(call.statement, Reason::CallbackHelper { function, why }));
    }
    if is_spread || call.arguments.len() != place {
        return Err(Refusal::at(call.statement, Reason::Parameters));
    }
    if call.callback.contains(function.node) || function.node.contains(call.statement) {
        return Err(Refusal::at(call.statement, Reason::UnknownCallback));
    }
    Ok(())
}

/// What is bound to its object names that twice.
fn is_of_plain_object(function: Node<'_>) -> Result<(), Refusal> {
    let mut object = function.peeled();
    while object.kind() == "member_expression" {
        object = object.field("object").unwrap_or(function).peeled();
    }
    match object.is_identifier() || object.kind() == "this" {
        true => Ok(()),
        false => Err(Refusal::at(object, Reason::NotAStatement)),
    }
}

/// `util.promisify` often has the type of one overload of a function only, or knows no result.
fn is_typed<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> bool {
    let function = called_function(call);
    let is_typed = match (project.node_api(function), own_function(project, function)) {
        (Some(api), _) => api.is_typed_for(call.arguments.len()),
        (None, Some(id)) => project.overload(project[id].node).is_none(),
        (None, None) => false,
    };
    !function.source.language.has_types() || is_typed
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
    let api = project.node_api(function);
    if let Some(api) = api.filter(|it| leak.prefers_builtin && it.is_in_promises()) {
        return call_builtin(rewrite, project, function, api);
    }
    let wrapped = bound(project, function);
    let root = match api {
        Some(api) if api.is_stated() => {
            let file = function.source.id;
            let home = project.stated_home(function);
            let is_there = home.is_none_or(|it| project.is_file_loaded_before(it, file));
            declared_root(project, function).filter(|_| is_there)
        }
        Some(_) => imported_root(project, function).map(|it| vec![it]),
        None => declared_root(project, function).filter(|_| {
            let id = own_function(project, function);
            id.is_some_and(|it| project.is_loaded_before(it, function.source.id))
        }),
    };
    let Some(root) = root else {
        // What the function is can be said here only.
        let promisify = rewrite.import(project, function, "util", "promisify");
        rewrite.insert(function.start(), &format!("{promisify}("));
        let bound = &wrapped[function.text().len()..];
        return rewrite.insert(function.end(), &format!("{bound})"));
    };
    let promisify = rewrite.import(project, leak.source.root(), "util", "promisify");
    let member = match function.field("property") {
        Some(property) => property.text(),
        None => api.map_or(function.text(), |it| it.name.rsplit('.').next().unwrap_or(&it.name)),
    };
    let constant = Constant {
        names: &[member.to_owned(), format!("{member}Async")],
        value: format!("{promisify}({wrapped})"),
        mentions: root,
    };
    let is_same = |value: Node<'s>| {
        let Some(promisified) = project.promisified(value.peeled()) else {
            return false;
        };
        match (api, project.node_api(promisified)) {
            (Some(api), Some(other)) if !api.is_stated() => std::ptr::eq(other, api),
            // It is the same for the same object only.
            (Some(api), _) if !api.is_stated() => false,
            _ => promisified.text() == wrapped,
        }
    };
    let name = rewrite.constant(project, function, &constant, is_same);
    rewrite.put(function.range(), &name);
    rewrite.forget(function);
}

/// The function as `promisify` gets it: a method of the project that looks at `this`
/// is bound to its object, and so is one that cannot be seen.
fn bound<'s>(project: &Project<'s>, function: Node<'s>) -> String {
    let is_stated = project.node_api(function).is_some_and(NodeApi::is_stated);
    let uses_this = is_stated || own_function(project, function).is_some_and(|it| project[it].uses_this());
    match function.field("object").filter(|_| uses_this) {
        Some(object) => format!("{}.bind({})", function.text(), object.text()),
        None => function.text().to_owned(),
    }
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
    let name = rewrite.import_named(project, function, (&package, &api.name), &format!("{}Async", api.name));
    rewrite.put(function.range(), &name);
    rewrite.forget(function);
}
