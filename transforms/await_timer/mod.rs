#![doc = include_str!("README.md")]

mod delay;
mod interval;
mod watchdog;

use crate::{
    leak::{Captures, Leak, Subject, Transform, find},
    rewrite::{
        Bare, CallbackCall, Promised, Reason, Refusal, Rest, Rewrite, Timed, always_happens, await_at_the_end,
        await_callback, await_started_together, handlers_are_async, reports_to_nobody, started_together, statement_of,
        waiting_statement,
    },
    semantic::{Gives, Project, Returns, Timer},
    syntax::Node,
};

/// Timers become awaited delays.
pub static AWAIT_TIMER: Transform = Transform {
    name: "await-timer",
    subject: Subject::Leak,
    message: "this timer may go off after Lambda has frozen the invocation",
    latent: "nothing but the event loop waits for this timer",
    why: "nothing waits for the timer: when the handler has answered, Lambda freezes the process, and the callback \
          runs in somebody else's invocation or never",
    help: "await the delay, and run the callback's code after it",
    also: &[],
    docs: include_str!("README.md"),
    leaks: include_str!("leaks.scm"),
    words: &["setTimeout", "setImmediate", "setInterval"],
    rewrite,
};

fn rewrite<'s>(leak: &Leak<'s>, project: &Project<'s>) -> Result<Rewrite<'s>, Refusal> {
    handlers_are_async(project, leak.place())?;
    if let Some(guard) = watchdog::guard(project, leak.place()) {
        return watchdog::clear_at_the_end(project, leak.place(), &guard);
    }
    let call = callback_call(project, &leak.captures)?;
    always_happens(&call)?;
    reports_to_nobody(project, &call)?;
    let mut rewrite = Rewrite::safe(leak.source);
    rewrite.takes_time = true;
    let neighbours = leak.neighbours.iter().filter(|it| is_awaitable(project, it));
    let neighbours = neighbours.filter_map(|it| callback_call(project, it).ok());
    let mut together = started_together(project, &call, neighbours);
    let last = together[together.len() - 1].statement;
    let rest = Rest::after(project, last).filter(|it| it.waits(project));
    if let Some(rest) = rest.filter(|_| !call.is_awaited) {
        return beside(project, rewrite, together, &rest);
    }
    if let Some(at) = project.meets_later(waiting_statement(project, call.statement), call.callback) {
        return Err(Refusal::at(at, Reason::Timed(Timed::Meanwhile)));
    }
    rewrite.doubt_if_under_way(project, waiting_statement(project, call.statement));
    for it in &mut together {
        promise(project, &mut rewrite, it)?;
    }
    let caveat = match together.as_slice() {
        [only] => await_callback(project, &mut rewrite, only).map_err(used)?,
        many => await_started_together(project, &mut rewrite, many)?,
    };
    doubt_if_long(project, &mut rewrite, &together);
    let Some(caveat) = caveat else {
        return Ok(rewrite);
    };
    match project.declares_later(call.statement, call.callback) {
        Some(at) => Err(Refusal::at(at, Reason::Timed(Timed::Meanwhile))),
        None => Ok(rewrite.unsafe_because(caveat)),
    }
}

/// What follows timers waits for something else, and runs beside them as it does today;
/// they are awaited in the end.
fn beside<'s>(
    project: &Project<'s>,
    mut rewrite: Rewrite<'s>,
    mut calls: Vec<CallbackCall<'s>>,
    rest: &Rest<'s>,
) -> Result<Rewrite<'s>, Refusal> {
    for call in &mut calls {
        let nodes = call.callback.descendants().into_iter();
        if let Some(at) = nodes.into_iter().find(|it| project.is_completion(*it)) {
            return Err(Refusal::at(at, Reason::AnswersTwice));
        }
        promise(project, &mut rewrite, call)?;
    }
    await_at_the_end(project, &mut rewrite, &calls, rest)?;
    doubt_if_long(project, &mut rewrite, &calls);
    Ok(rewrite)
}

fn doubt_if_long<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, calls: &[CallbackCall<'s>]) {
    let mut delays = calls.iter().filter_map(|it| it.arguments.first());
    if delays.any(|it| delay::is_long(project, *it)) {
        rewrite.doubt("the handler answers later by the delay, which is longer than the default timeout of Lambda");
    }
}

/// Whether another timer is one to wait for.
fn is_awaitable<'s>(project: &Project<'s>, captures: &Captures<'s>) -> bool {
    let call = find(captures, "leak").expect("every pattern captures it");
    watchdog::guard(project, call).is_none()
}

/// The call, its statement, and what is called after the delay.
fn callback_call<'s>(project: &Project<'s>, captures: &Captures<'s>) -> Result<CallbackCall<'s>, Refusal> {
    let call = find(captures, "leak").expect("every pattern captures it");
    let timer = project.timer(call).expect("the query asks for it");
    let arguments = call.arguments();
    let unknown = |at: Node<'s>| Refusal::at(at, Reason::Timed(Timed::UnknownCallback));
    let callback = arguments.first().copied().ok_or_else(|| unknown(call))?;
    if project.is_no_function(callback) || arguments.iter().any(|it| it.kind() == "spread_element") {
        return Err(unknown(callback));
    }
    let (statement, is_awaited) = statement(project, call, timer)?;
    let (delay, given) = match timer {
        Timer::Immediate => (None, &arguments[1..]),
        _ => (arguments.get(1).copied(), arguments.get(2..).unwrap_or_default()),
    };
    let nothing = callback.end()..callback.end();
    let mut call = CallbackCall {
        statement,
        callback,
        request: delay.map_or(nothing.clone(), Node::range),
        promise: Promised {
            gives: Gives::Nothing,
            noun: "pending",
            ..Promised::SDK3
        },
        link_depth: None,
        arguments: delay.into_iter().collect(),
        is_awaited,
        bare: Some(Bare {
            promise: String::new(),
            given: nothing,
            result: None,
            settles: None,
        }),
    };
    if timer != Timer::Interval {
        give(project, &mut call, given)?;
    }
    Ok(call)
}

/// Hands on what the callback is given besides: as it was when the timer was started.
fn give<'s>(project: &Project<'s>, call: &mut CallbackCall<'s>, given: &[Node<'s>]) -> Result<(), Refusal> {
    let (Some(first), Some(last)) = (given.first(), given.last()) else {
        return Ok(());
    };
    let callback = call.callback.peeled();
    let is_value = callback.is_function() && callback.parameters().len() == 1;
    let is_kept = |it: &&Node<'s>| {
        let is_first = is_value && *it == first;
        is_first && delay::is_no_promise(project, **it) || delay::is_stable(project, **it)
    };
    let refused = given.iter().find(|it| !is_kept(it));
    let refused = refused.or_else(|| Some(first).filter(|_| callback.is_function() && callback.parameters().len() > 1));
    if let Some(at) = refused {
        return Err(Refusal::at(*at, Reason::Timed(Timed::Arguments)));
    }
    if !callback.is_function() {
        call.bare.as_mut().expect("timers know no error").given = first.start()..last.end();
    } else if is_value {
        // The promise gives what it is given.
        let from = if call.request.is_empty() {
            first.start()
        } else {
            call.request.start
        };
        call.request = from..first.end();
        call.promise.gives = Gives::Value;
        call.arguments.push(*first);
    }
    Ok(())
}

/// The statement that starts a timer and does nothing else.
fn statement<'s>(project: &Project<'s>, call: Node<'s>, timer: Timer) -> Result<(Node<'s>, bool), Refusal> {
    let Some(name) = project.variable_of_timer(call) else {
        return statement_of(call).map_err(used);
    };
    let callback = call.arguments().first().copied();
    for mention in project.mentions_of_timer(name) {
        let is_own = callback.is_some_and(|it| it.contains(mention));
        let is_write = |it: Node<'s>| {
            let names = project.names(it);
            names.reference_at(it.start()).is_some_and(|it| it.is_write)
        };
        let clears = project.clearing(mention).filter(|_| !is_write(mention));
        match clears {
            Some(_) if is_own && timer == Timer::Interval => {}
            Some(at) => return Err(Refusal::at(at, Reason::Timed(Timed::Cleared))),
            None => return Err(Refusal::at(mention, Reason::Timed(Timed::Used))),
        }
    }
    let parent = call.wrapped().parent().expect("its variable is around it");
    let statement = match parent.kind() {
        "variable_declarator" => parent.parent().filter(|it| it.children().len() == 1),
        _ => parent.wrapped().parent_of_kind("expression_statement"),
    };
    let statement = statement.filter(|it| it.parent().is_some_and(Node::is_statement_list));
    let is_dropped = timer == Timer::Interval || parent.kind() == "variable_declarator";
    match statement.filter(|_| is_dropped) {
        Some(statement) => Ok((statement, false)),
        None => Err(Refusal::at(parent, Reason::Timed(Timed::Used))),
    }
}

/// What a call gives is a timer here.
fn used(refusal: Refusal) -> Refusal {
    let reason = match refusal.reason {
        Reason::RequestUsed => Reason::Timed(Timed::Used),
        reason => reason,
    };
    Refusal { reason, ..refusal }
}

/// Says what promise a call becomes, and makes its callback fit.
fn promise<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: &mut CallbackCall<'s>) -> Result<(), Refusal> {
    let list = call.callback.parent().expect("a callback is an argument");
    let timer = list.parent().expect("a list of arguments belongs to a call");
    let kind = project.timer(timer).expect("it is one");
    if kind == Timer::Interval {
        return interval::settle(project, rewrite, call, timer);
    }
    let text = delay::promise(project, rewrite, timer, call)?;
    let function = timer.field("function").expect("a call has a function");
    rewrite.forget(function);
    // Of a variable that nobody reads, its type goes, too.
    let declarator = call.statement.first_child();
    if let Some(kind) = declarator.and_then(|it| it.field("type")) {
        rewrite.forget(kind);
    }
    let bare = call.bare.as_mut().expect("timers know no error");
    bare.promise = text;
    bare.result = last_result(project, call.callback.peeled());
    Ok(())
}

/// The promise that a callback returns as the last thing it does, and that nobody
/// waits for today.
fn last_result<'s>(project: &Project<'s>, callback: Node<'s>) -> Option<Node<'s>> {
    let body = callback.is_function().then(|| callback.field("body"))??;
    let value = match body.kind() {
        "statement_block" => {
            let last = body.children().last().copied()?;
            last.first_child().filter(|_| last.kind() == "return_statement")?
        }
        _ => body,
    };
    let is_async = project.function(callback).is_some_and(|it| project[it].is_async);
    let is_promise = match project.promise_of(value) {
        Returns::Promise | Returns::Sometimes => true,
        // What an async function returns is a promise more often than not.
        Returns::Unknown => is_async && value.peeled().kind() == "call_expression" && !project.is_console_call(value),
        Returns::Never | Returns::Lazy => false,
    };
    is_promise.then_some(value)
}
