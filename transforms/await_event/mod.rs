#![doc = include_str!("README.md")]

use crate::{
    leak::{Leak, Subject, Transform, find},
    rewrite::{
        Closing, Ending, Reason, Refusal, Rewrite, await_close, await_pipeline, handlers_are_async, statement_of,
    },
    semantic::{Body, Emitter, EmitterKind, Follow, Link, Project, is_way_out},
    syntax::Node,
};

/// Requests, child processes and streams that nobody waits for are awaited.
pub static AWAIT_EVENT: Transform = Transform {
    name: "await-event",
    subject: Subject::Leak,
    message: "the events of this may come after Lambda has frozen the invocation",
    latent: "nothing but the event loop waits for these events",
    why: "nothing waits until this is over: when the handler has answered, Lambda freezes the process, and its \
          events come in somebody else's invocation or never",
    help: "await a promise that settles when it closes",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &[
        "'child_process",
        "\"child_process",
        "node:child_process",
        "'fs",
        "\"fs",
        "node:fs",
        "'http",
        "\"http",
        "node:http",
        "'readline",
        "\"readline",
        "node:readline",
        "'zlib",
        "\"zlib",
        "node:zlib",
    ],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    handlers_are_async(project, leak.place())?;
    let mut rewrite = Rewrite::safe(leak.source);
    if leak.get("pipe").is_some() {
        return pipeline(rewrite, project, leak.place());
    }
    let closing = closing(project, &mut rewrite, leak.place())?;
    let neighbours = leak.neighbours.iter().filter(|it| find(it, "pipe").is_none());
    let makers = neighbours.filter_map(|it| find(it, "leak"));
    let mut beside = Vec::new();
    for maker in makers {
        let mut attempt = rewrite.clone();
        if let Ok(it) = self::closing(project, &mut attempt, maker) {
            beside.push(it);
        }
    }
    rewrite.doubt_if_under_way(project, closing.statements.1);
    match await_close(project, &mut rewrite, &closing, &beside)? {
        Some(caveat) => Ok(rewrite.unsafe_because(caveat)),
        None => Ok(rewrite),
    }
}

/// `source.pipe(target)` becomes `await pipeline(source, target)`.
fn pipeline<'s>(mut rewrite: Rewrite<'s>, project: &Project<'s>, last: Node<'s>) -> Result<Rewrite<'s>, Refusal> {
    let pipes = project.pipes(last).expect("the query asks for it");
    let statement = statement_of(pipes.chain)?.0;
    for stage in &pipes.stages {
        if let Some(at) = stage.handed_on {
            return Err(Refusal::at(at, Reason::RequestUsed));
        }
        for listener in stage.all_links().filter_map(Link::listener) {
            leaves_nothing_behind(project, listener, None)?;
        }
    }
    let target = pipes.stages.last().filter(|it| !it.is_sink());
    if let Some(target) = target {
        let why = "it is not certain that anybody reads what comes out of this stream";
        return Err(Refusal::at(target.stream, Reason::NeverEnds(why)));
    }
    rewrite.doubt_if_under_way(project, statement);
    match await_pipeline(project, &mut rewrite, &pipes)? {
        Some(caveat) => Ok(rewrite.unsafe_because(caveat)),
        None => Ok(rewrite),
    }
}

/// What closes, where it has been proven that it does and that its listeners leave
/// nothing behind.
fn closing<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, maker: Node<'s>) -> Result<Closing<'s>, Refusal> {
    let emitter = project.emitter(maker).expect("the query asks for it");
    if let Some(at) = emitter.handed_on {
        return Err(Refusal::at(at, Reason::RequestUsed));
    }
    let (statements, is_awaited) = statements(&emitter)?;
    stays_until_the_end(project, &emitter, statements.1)?;
    let ending = ending(project, &emitter, statements);
    for function in emitter.listeners(project) {
        leaves_nothing_behind(project, function, ending.as_ref().map(|it| it.listener))?;
    }
    Ok(Closing {
        ending,
        expression: emitter.chain,
        name: emitter.name,
        noun: emitter.kind.noun(),
        statements,
        calls: emitter.links.iter().map(|it| it.call).chain([maker]).collect(),
        can_reject: !emitter.links.iter().any(|it| it.hears("error")),
        is_unread: reads_nothing(project, rewrite, &emitter)?,
        is_awaited,
    })
}

/// The one listener to the end, where it starts more that others can wait for once
/// it is straight code.
fn ending<'s>(project: &Project<'s>, emitter: &Emitter<'s>, (first, last): (Node<'s>, Node<'s>)) -> Option<Ending<'s>> {
    let listeners = emitter.listeners_to_end(project);
    let [listener] = listeners.as_slice() else { return None };
    let listener = listener.peeled();
    let is_inline = listener.is_function() && project.handed_over_in(listener).is_none();
    let starts = is_inline && project.started_in(listener).is_some();
    let is_last = project.place(last, last).follow == Follow::Nothing;
    starts
        .then(|| Ending::of(project, listener, first.function_around()?, is_last))
        .flatten()
}

/// The first and the last statement that have to do with an emitter, and whether
/// the author awaits it.
fn statements<'s>(emitter: &Emitter<'s>) -> Result<((Node<'s>, Node<'s>), bool), Refusal> {
    let Some(name) = emitter.name else {
        let (statement, is_awaited) = statement_of(emitter.chain)?;
        return Ok(((statement, statement), is_awaited));
    };
    let declaration = name.parent().and_then(Node::parent);
    let first = declaration
        .filter(|it| it.parent().is_some_and(Node::is_statement_list))
        .ok_or_else(|| Refusal::at(name, Reason::NotAStatement))?;
    let function = first.function_around();
    let own = emitter
        .links
        .iter()
        .map(|it| it.call)
        .filter(|it| it.function_around() == function);
    let mut last = first;
    for call in own {
        let statement = std::iter::once(call)
            .chain(call.ancestors())
            .find(|it| it.parent() == first.parent())
            .ok_or_else(|| Refusal::at(call, Reason::NotAStatement))?;
        if statement.start() > last.start() {
            last = statement;
        }
    }
    Ok(((first, last), false))
}

/// Whoever waits must not wait without end.
fn stays_until_the_end<'s>(project: &Project<'s>, emitter: &Emitter<'s>, last: Node<'s>) -> Result<(), Refusal> {
    let around = emitter.maker.function_around();
    let nodes = around.map(Node::descendants_of_same_function).unwrap_or_default();
    let between = |it: &Node<'s>| emitter.maker.end() <= it.start() && it.end() <= last.end();
    if let Some(at) = nodes.into_iter().filter(between).find(|it| is_way_out(*it)) {
        let why = "the function waits or is left here, before all is said that is to be done";
        return Err(Refusal::at(at, Reason::NeverEnds(why)));
    }
    let mut links = emitter.links.iter();
    if let Some(link) = links.find(|it| it.hears("upgrade") || it.hears("connect")) {
        let why = "the connection goes on as something else";
        return Err(Refusal::at(link.call, Reason::NeverEnds(why)));
    }
    let Some(at) = project.where_it_stops(emitter) else {
        return Ok(());
    };
    let why = match emitter.kind {
        EmitterKind::Request | EmitterKind::Get => "it is not certain that the request is ended",
        EmitterKind::Process | EmitterKind::Command => "a child process stops where nobody reads what it prints",
        EmitterKind::Fork => "a forked process may stay as long as it can be sent messages",
        EmitterKind::Lines => "what it reads from may stay open",
        EmitterKind::Readable => "it is not certain that the file is read and closed",
        EmitterKind::Writable => "it is not certain that the file is ended and closed",
        EmitterKind::Transform => "it is not certain that the stream is ended, and read to its end",
    };
    Err(Refusal::at(at, Reason::NeverEnds(why)))
}

/// What a listener starts must not go on when the object has closed.
fn leaves_nothing_behind<'s>(
    project: &Project<'s>,
    listener: Node<'s>,
    moves: Option<Node<'s>>,
) -> Result<(), Refusal> {
    let listener = listener.peeled();
    let helper = |function: Node<'s>| {
        let name = project.function(function).map(|it| project[it].display_name());
        Reason::CallbackHelper {
            function: name.unwrap_or_default(),
            why: "this listener ends when that is called, not before",
        }
    };
    let Some(function) = project.listening_function(listener) else {
        let origin = project.origin(listener);
        if origin.is_some_and(|it| it.is_global && it.root == "console") {
            return Ok(());
        }
        answers_once(project, listener)?;
        let reason = match project.function_of_parameter(listener) {
            Some(owner) if !project.is_completion(listener) => helper(owner),
            _ => Reason::UnknownCallback,
        };
        return Err(Refusal::at(listener, reason));
    };
    answers_once(project, function)?;
    for node in function.descendants() {
        let called = project.function_called_back(node);
        if let Some(owner) = called.filter(|it| !function.contains(*it)) {
            return Err(Refusal::at(node, helper(owner)));
        }
    }
    let started = match moves {
        Some(moves) => project.started_besides(function, moves),
        None => project.started_in(function),
    };
    match started {
        Some(at) => Err(Refusal::at(at, Reason::StartsMore)),
        None => Ok(()),
    }
}

/// The handler answers when it returns; a listener that answers, too, must not come
/// first because it is waited for.
fn answers_once<'s>(project: &Project<'s>, code: Node<'s>) -> Result<(), Refusal> {
    let answer = code.descendants().into_iter().find(|it| {
        let is_handed_down = it.kind() == "member_expression"
            && it
                .field("property")
                .is_some_and(|it| matches!(it.text(), "done" | "succeed" | "fail"))
            && it
                .field("object")
                .is_some_and(|it| project.function_of_parameter(it).is_some_and(|it| !code.contains(it)));
        project.is_completion(*it) || is_handed_down
    });
    answer.map_or(Ok(()), |it| Err(Refusal::at(it, Reason::AnswersTwice)))
}

/// Whether the body of the response has to be read besides; where one function
/// gets the response, it does so itself from now on.
fn reads_nothing<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, emitter: &Emitter<'s>) -> Result<bool, Refusal> {
    if !emitter.kind.is_request() {
        return Ok(false);
    }
    match project.body_of_response(emitter) {
        Body::Dropped | Body::Read => Ok(false),
        Body::Lost(at) => Err(Refusal::at(
            at,
            Reason::NeverEnds("nothing is known of what becomes of the response here"),
        )),
        Body::NeverEnds(at) => Err(Refusal::at(
            at,
            Reason::NeverEnds("nobody reads the body, so its `end` never comes, and would come from now on"),
        )),
        Body::Unread(function) => Ok(!rewrite.read_to_the_end(project, function)),
    }
}
