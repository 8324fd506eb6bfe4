#![doc = include_str!("README.md")]

use crate::{
    leak::{Captures, Leak, Subject, Transform, find},
    rewrite::{
        EachCall, Gathered, Reason, Refusal, Rewrite, await_work_of, each_together, handlers_are_async,
        starts_nothing_before,
    },
    semantic::Project,
    syntax::Node,
};

/// Work that is started for each item is awaited.
pub static AWAIT_EACH: Transform = Transform {
    name: "await-each",
    subject: Subject::Leak,
    message: "nobody waits for what is started for each item here",
    latent: "nothing but the event loop waits for what is started for each item here",
    why: "`forEach` drops the promises of its callback, and so does a `map` whose result nobody awaits: when the handler \
          has answered, Lambda freezes the process with all of them",
    help: "await all of them together: `await Promise.all(items.map(async (item) => { … }))`",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &["forEach", ".map", ".flatMap", ".reduce", "each", "(async"],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    if let Some(tested) = leak.get("tested") {
        return Err(Refusal::at(tested, Reason::PromiseAsAnswer(tested.text().to_owned())));
    }
    handlers_are_async(project, leak.place())?;
    let each = each_call(project, &leak.captures)?;
    let neighbours = leak.neighbours.iter().filter_map(|it| each_call(project, it).ok());
    let neighbours: Vec<EachCall<'s>> = neighbours.collect();
    let together = each_together(project, &each, neighbours.iter().cloned());
    let is_apart = |it: &&EachCall<'s>| together.iter().all(|other| other.call != it.call);
    let apart = neighbours.iter().filter(is_apart).map(|it| it.call);
    let others: Vec<Node<'s>> = leak.foreign.iter().copied().chain(apart).collect();
    let mut rewrite = Rewrite::safe(leak.source);
    let caveat = await_work_of(project, &mut rewrite, &together)?;
    starts_nothing_before(project, together[0].call, &others)?;
    match caveat {
        Some(caveat) => Ok(rewrite.unsafe_because(caveat)),
        None => Ok(rewrite),
    }
}

/// The call, and what it gives to be awaited.
fn each_call<'s>(project: &Project<'s>, captures: &Captures<'s>) -> Result<EachCall<'s>, Refusal> {
    let node = |name: &str| find(captures, name).expect("every such pattern captures it");
    let (call, callback) = (node("leak"), node("callback"));
    let parent = call.wrapped().parent();
    if parent.is_some_and(|it| matches!(it.kind(), "return_statement" | "arrow_function")) {
        gives_nothing(project, captures)?;
    }
    let gives = if find(captures, "tested").is_some() {
        return Err(Refusal::at(call, Reason::NotAStatement));
    } else if find(captures, "method").is_some() {
        of_items(project, node("items"), node("method"))?
    } else if let Some(callee) = find(captures, "collection") {
        of_collection(project, callee)
    } else if find(captures, "reduce").is_some() && !waits_first(project, callback) {
        return Err(Refusal::at(callback, Reason::StartsEarly));
    } else {
        Gathered::Promise
    };
    Ok(EachCall { call, callback, gives })
}

/// What a function returns must not be lost: `forEach` of an array gives nothing,
/// that of lodash gives what it went through.
fn gives_nothing<'s>(project: &Project<'s>, captures: &Captures<'s>) -> Result<(), Refusal> {
    let call = find(captures, "leak").expect("every pattern captures it");
    let collection = find(captures, "collection").and_then(|it| project.collection_function(it));
    match (find(captures, "method"), collection.as_deref()) {
        (Some(method), _) if method.text() == "forEach" => Ok(()),
        (Some(_), _) | (_, Some("map" | "flatMap" | "times")) => Err(Refusal::at(call, Reason::AnswersPromises)),
        _ => Err(Refusal::at(call, Reason::NotAStatement)),
    }
}

/// `items.forEach(…)` becomes `items.map(…)` where that is an array for sure.
fn of_items<'s>(project: &Project<'s>, items: Node<'s>, method: Node<'s>) -> Result<Gathered<'s>, Refusal> {
    if project.is_of_package(items) {
        return Err(Refusal::at(method, Reason::CallsLater(method.text().to_owned())));
    }
    Ok(match (project.is_array(items), method.text()) {
        (true, "forEach") => Gathered::List(Some(method)),
        (true, _) => Gathered::List(None),
        (false, _) => Gathered::Nothing,
    })
}

/// `_.map` gives an array of whatever it is given, and goes through it as `_.forEach` does.
fn of_collection<'s>(project: &Project<'s>, callee: Node<'s>) -> Gathered<'s> {
    let name = project.collection_function(callee).unwrap_or_default();
    match (name.as_str(), callee.field("property")) {
        ("map" | "flatMap" | "times", _) => Gathered::List(None),
        ("each" | "forEach", Some(method)) => Gathered::List(Some(method)),
        _ => Gathered::Nothing,
    }
}

/// Whether a callback of `reduce` begins with `await` of what the turn before it gave.
fn waits_first<'s>(project: &Project<'s>, callback: Node<'s>) -> bool {
    let function = callback.peeled();
    let body = function.field("body").filter(|_| function.has_token("async"));
    let parameter = function
        .parameters()
        .first()
        .map(|it| it.field("pattern").unwrap_or(*it));
    let (Some(body), Some(before)) = (body, parameter.and_then(|it| project.binding_of(it))) else {
        return false;
    };
    let first = match body.kind() {
        "statement_block" => body.first_child(),
        _ => Some(body),
    };
    let nodes = first.map(Node::descendants_of_same_function).unwrap_or_default();
    let mut awaits = nodes.iter().filter(|it| it.kind() == "await_expression");
    let is_of_before = |it: &&Node<'s>| {
        it.first_child()
            .is_some_and(|it| project.binding_of(it.peeled()) == Some(before))
    };
    let Some(waits) = awaits.next().filter(is_of_before) else {
        return false;
    };
    let is_certain = |it: &Node<'s>| match it.kind() {
        "if_statement" | "ternary_expression" => it.field("condition").is_some_and(|it| it.contains(*waits)),
        "binary_expression" => it.field("left").is_some_and(|it| it.contains(*waits)),
        _ => !it.is_loop(),
    };
    let way = waits.ancestors().take_while(|it| *it != body);
    let mut calls = nodes
        .iter()
        .filter(|it| matches!(it.kind(), "call_expression" | "new_expression"));
    way.into_iter().all(|it| is_certain(&it)) && !calls.any(|it| it.end() <= waits.start())
}
