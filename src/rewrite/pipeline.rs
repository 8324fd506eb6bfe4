//! `source.pipe(filter).pipe(target)` as an awaited `pipeline`, with what listens to
//! its end and its errors. Knows the code around, not which streams leak.

use std::ops::Range;

use crate::{
    semantic::{Follow, Link, Pipes, Project, Stage, anything_follows, can_throw, is_way_out},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Template,
    event::others_are_waited_for,
    statement_of,
    turns::{self, turns_around},
};

/// Replaces a chain of pipes by an awaited `pipeline`. Gives a caveat where the
/// result is not certain to do the same.
///
/// # Errors
/// A refusal where no form keeps what the code does.
pub fn await_pipeline<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    pipes: &Pipes<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let (statement, is_awaited) = statement_of(pipes.chain)?;
    if statement.kind() != "expression_statement" || is_awaited {
        return Err(Refusal::at(statement, Reason::NotAStatement));
    }
    let list = statement.parent().filter(|it| it.is_statement_list());
    let list = list.ok_or_else(|| Refusal::at(statement, Reason::NotAStatement))?;
    let last = last_mention(pipes, statement, list)?;
    let around = project
        .function_around(statement)
        .ok_or_else(|| Refusal::at(statement, Reason::TopLevel))?;
    let error = error_listener(project, pipes)?;
    let can_reject = error.is_none();
    let pipeline = rewrite.import_named(project, statement, ("stream/promises", "pipeline"), "pipelineAsync");
    if let Some(turns) = turns_around(project, statement) {
        if error.is_some() || last != statement {
            return Err(Refusal::at(turns, Reason::NotAStatement));
        }
        let (list, caveat) = turns::list_of(project, rewrite, turns, (&[statement], &calls_in(statement)), true)?;
        let waiter = project.function_around(turns);
        rewrite.make_async(waiter.ok_or_else(|| Refusal::at(turns, Reason::TopLevel))?, turns);
        let template = Template::new("$list.push($call);")
            .name("list", list)
            .code("call", call(pipes, &pipeline, &[]));
        rewrite.replace_range(statement.start()..statement.end_of_code(), template);
        return Ok(caveat);
    }
    let place = project.place(last, statement);
    let in_try = place.in_try.filter(|it| can_reject || it.field("finalizer").is_some());
    if let Some(outer) = in_try.or(place.in_finally.filter(|_| can_reject)) {
        return Err(Refusal::at(outer, Reason::InsideTry));
    }
    others_are_waited_for(project, around, can_reject)?;
    rewrite.make_async(around, statement);
    rewrite.may_reject |= can_reject;
    put(project, rewrite, pipes, (statement, last), &Parts { pipeline, error });
    match place.follow {
        Follow::Runs(_) => Ok(Some("what follows now runs when this is done")),
        _ if can_reject && anything_follows(project, last) => Ok(Some("what follows no longer runs when this fails")),
        _ => Ok(None),
    }
}

/// The last statement that has to do with a stream of the chain.
fn last_mention<'s>(pipes: &Pipes<'s>, statement: Node<'s>, list: Node<'s>) -> Result<Node<'s>, Refusal> {
    let mut last = statement;
    for link in pipes.stages.iter().flat_map(|it| &it.links) {
        if link.call.function_around() != statement.function_around() {
            continue;
        }
        let own = std::iter::once(link.call).chain(link.call.ancestors());
        let own = own.into_iter().find(|it| it.parent() == Some(list));
        let own = own.ok_or_else(|| Refusal::at(link.call, Reason::NotAStatement))?;
        last = if own.start() > last.start() { own } else { last };
    }
    let between = |it: &Node<'s>| statement.end() <= it.start() && it.end() <= last.end();
    let nodes = list.descendants_of_same_function().into_iter();
    match nodes.filter(between).find(|it| is_way_out(*it)) {
        Some(at) => Err(Refusal::at(at, Reason::OrderChanges)),
        None => Ok(last),
    }
}

fn calls_in(statement: Node<'_>) -> Vec<Node<'_>> {
    let nodes = statement.descendants_of_same_function().into_iter();
    nodes.filter(|it| it.kind() == "call_expression").collect()
}

/// What stands in the `catch`.
struct Caught<'s> {
    link: Link<'s>,
    /// The function that is written there; none for `console.error`.
    function: Option<Node<'s>>,
}

/// The one listener that hears of errors, which hears of all from now on.
fn error_listener<'s>(project: &Project<'s>, pipes: &Pipes<'s>) -> Result<Option<Caught<'s>>, Refusal> {
    let hears = |it: &&Link<'s>| it.event() == Some("error");
    let mut links = pipes.stages.iter().flat_map(Stage::all_links).filter(hears);
    let Some(link) = links.next().copied() else {
        return Ok(None);
    };
    let refused = || Refusal::at(link.call, Reason::ErrorUsed);
    let target = pipes.stages.last().expect("a chain has two stages");
    // Only the target's can hear of all that a pipeline does.
    let is_of_target = target.all_links().any(|it| it.call == link.call);
    let is_chained = target.chained.iter().any(|it| it.call == link.call);
    if links.next().is_some() || !is_of_target || !is_chained && statement_alone(link.call).is_none() {
        return Err(refused());
    }
    let listener = link.listener().ok_or_else(refused)?.peeled();
    if !listener.is_function() {
        let is_console = project
            .origin(listener)
            .is_some_and(|it| it.is_global && it.root == "console");
        return match is_console {
            true => Ok(Some(Caught { link, function: None })),
            false => Err(refused()),
        };
    }
    let parameters = listener.parameters();
    let is_plain = parameters.len() <= 1 && parameters.iter().all(|it| parameter_name(*it).is_identifier());
    if !is_plain || !can_move(project, listener) {
        return Err(refused());
    }
    Ok(Some(Caught {
        link,
        function: Some(listener),
    }))
}

/// The statement that is nothing but this call, on lines of its own, without a
/// comment above or behind it.
fn statement_alone(call: Node<'_>) -> Option<Node<'_>> {
    let statement = call.parent_of_kind("expression_statement")?;
    statement.parent().filter(|it| it.is_statement_list())?;
    let source = statement.source;
    let line_end = source.text[statement.end()..].split('\n').next().unwrap_or_default();
    let before = source.text[..statement.start()].trim_end().len();
    let mut comments = source.comments().into_iter();
    let is_spoken_of = comments.any(|it| it.end == before && source.starts_line(it.start));
    let is_alone = source.starts_line(statement.start()) && line_end.trim().is_empty();
    (is_alone && !is_spoken_of).then_some(statement)
}

fn parameter_name(parameter: Node<'_>) -> Node<'_> {
    parameter.field("pattern").unwrap_or(parameter)
}

/// Whether the body of a listener does the same as a part of the function around.
fn can_move<'s>(project: &Project<'s>, function: Node<'s>) -> bool {
    let id = project.function(function);
    let is_plain = id.is_some_and(|it| {
        let it = &project[it];
        !it.is_async && !it.is_generator && !it.uses_this()
    });
    let nodes = function.field("body").map(Node::descendants_of_same_function);
    let mut nodes = nodes.unwrap_or_default().into_iter();
    is_plain && !nodes.any(|it| is_way_out(it) || it.kind() == "variable_declaration")
}

/// The new names and the listeners that become straight code.
struct Parts<'s> {
    pipeline: String,
    error: Option<Caught<'s>>,
}

/// Puts the awaited call in place of the chain, or behind the last statement that
/// has to do with it.
fn put<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    pipes: &Pipes<'s>,
    (statement, last): (Node<'s>, Node<'s>),
    parts: &Parts<'s>,
) {
    let target = pipes.stages.last().expect("a chain has two stages");
    let mut finish = target.chained.iter().filter(|it| it.hears("finish"));
    let finished = finish.next().filter(|_| finish.next().is_none());
    let done = finished.and_then(|it| Some((it, done_body(project, it, parts.error.is_some())?)));
    let mut left_out: Vec<Node<'s>> = parts.error.iter().map(|it| it.link.call).collect();
    left_out.extend(done.iter().map(|(link, _)| link.call));
    let awaited = Template::new("await $call;\n$done")
        .code("call", call(pipes, &parts.pipeline, &left_out))
        .code("done", done.map_or_else(|| Template::new(""), |(_, body)| body));
    let name = project.fresh_name(statement, "err", &rewrite.introduced_names(statement));
    let waits = match &parts.error {
        None => awaited,
        Some(caught) => Template::new("try {\n  $awaited\n} $catch {\n  $error\n}")
            .code("awaited", awaited)
            .code("catch", catch(caught, &name))
            .code("error", error_body(caught, &name)),
    };
    let gone = parts.error.as_ref().and_then(|it| listening_statement(target, it));
    let stream = parts.error.as_ref().filter(|_| gone.is_some());
    let stream = stream.and_then(|it| it.link.call.field("function")?.field("object"));
    stream.into_iter().for_each(|it| rewrite.forget(it));
    if last == statement {
        if let Some(gone) = gone {
            rewrite.delete(with_line(gone));
        }
        return rewrite.replace_range(statement.start()..statement.end_of_code(), waits);
    }
    let siblings = statement.parent().map(Node::children).unwrap_or_default();
    let mut rest = siblings;
    rest.retain(|it| statement.end() <= it.start() && it.end() <= last.end());
    if let Some(gone) = gone {
        let place = rest.iter().position(|it| *it == gone);
        // What stands at an end is just left out.
        if place.is_none_or(|it| 0 < it && it + 1 < rest.len()) {
            rewrite.delete(with_line(gone));
        }
        rest.retain(|it| *it != gone);
    }
    let range = match (rest.first(), rest.last()) {
        (Some(first), Some(end)) => first.start()..end.end_of_code(),
        _ => statement.start()..statement.start(),
    };
    let template = Template::new("$rest\n$waits")
        .fragment("rest", range)
        .code("waits", waits);
    rewrite.replace_range(statement.start()..last.end_of_code(), template);
}

/// The statement of a listener that is not in the chain.
fn listening_statement<'s>(target: &Stage<'s>, caught: &Caught<'s>) -> Option<Node<'s>> {
    let mut links = target.links.iter();
    let own = links.find(|it| it.call == caught.link.call)?;
    statement_alone(own.call)
}

/// A statement with the line that it stands on.
fn with_line(statement: Node<'_>) -> Range<usize> {
    let text = &statement.source.text;
    let start = statement.source.line_start(statement.start());
    let end = text[statement.end()..].find('\n');
    start..end.map_or(text.len(), |it| statement.end() + it + 1)
}

/// The body of what listens to the end, where it can stand after the wait.
fn done_body<'s>(project: &Project<'s>, link: &Link<'s>, in_try: bool) -> Option<Template> {
    let listener = link.listener()?.peeled();
    let body = listener.field("body").filter(|_| listener.is_function())?;
    let declares = |it: &Node<'s>| it.kind().ends_with("_declaration");
    let is_closed = listener.parameters().is_empty() && !body.children().iter().any(declares);
    let throws = body.children().iter().any(|it| can_throw(project, *it, &[]));
    (is_closed && can_move(project, listener) && !(in_try && throws)).then(|| body_of(listener))
}

/// The statements of a function, or the one that its expression is.
fn body_of(function: Node<'_>) -> Template {
    let Some(body) = function.field("body") else {
        return Template::new("");
    };
    if body.kind() != "statement_block" {
        return Template::new("$body;").fragment("body", body.range());
    }
    Template::new("$body").fragment("body", inside(body))
}

/// What stands between the braces, comments too.
pub(super) fn inside(block: Node<'_>) -> Range<usize> {
    let text = &block.source.text[block.start() + 1..block.end() - 1];
    let start = block.start() + 1 + (text.len() - text.trim_start().len());
    start..(start + text.trim().len())
}

/// `catch (err)`; `name` is for a listener that names nothing.
fn catch(caught: &Caught<'_>, name: &str) -> Template {
    let Some(function) = caught.function else {
        return Template::new("catch ($err)").name("err", name);
    };
    let Some(parameter) = function.parameters().into_iter().next() else {
        return Template::new("catch");
    };
    let own = parameter_name(parameter);
    let kind = if parameter.field("type").is_some() { ": any" } else { "" };
    Template::new(format!("catch ($err{kind})")).binding("err", own.text(), own.range())
}

fn error_body(caught: &Caught<'_>, name: &str) -> Template {
    match (caught.function, caught.link.listener()) {
        (Some(function), _) => body_of(function),
        (None, Some(listener)) => Template::new(format!("$log({name});")).fragment("log", listener.range()),
        (None, None) => Template::new(""),
    }
}

/// `pipeline(source, filter, target)`, an argument a line where the pipes were.
fn call<'s>(pipes: &Pipes<'s>, pipeline: &str, left_out: &[Node<'s>]) -> Template {
    let stages = pipes.stages.iter().map(|it| stage(it, left_out));
    let is_long = pipes.stages.windows(2).any(|it| {
        let between = it[0].stream.end()..it[1].stream.start();
        it[0].stream.source.text[between].contains('\n')
    });
    let (open, between, close) = match is_long {
        true => ("(\n  ", ",\n", ",\n)"),
        false => ("(", ", ", ")"),
    };
    let joined = stages.reduce(|one, other| {
        Template::new(format!("$one{between}$other"))
            .code("one", one)
            .code("other", other)
    });
    Template::new(format!("{pipeline}{open}$stages{close}")).code("stages", joined.expect("a chain has two stages"))
}

/// A stream with what is listened to, besides what stands elsewhere from now on.
fn stage<'s>(stage: &Stage<'s>, left_out: &[Node<'s>]) -> Template {
    let mut template = Template::new("$stream").fragment("stream", stage.stream.range());
    for link in stage.chained.iter().filter(|it| !left_out.contains(&it.call)) {
        let callee = link.call.field("function").expect("a link is a call");
        let object = callee.field("object").expect("its callee is a member");
        let text = &link.call.source.text[object.end()..link.call.end()];
        let start = object.end() + (text.len() - text.trim_start().len());
        template = Template::new("$before$link")
            .code("before", template)
            .fragment("link", start..link.call.end());
    }
    template
}
