//! A promise that nobody waits for is awaited: in its place, together with what was
//! started beside it, or before the next way out. Knows promises, not what makes them.

use crate::{
    semantic::{Follow, Project, Step, Unwaited, Value, can_throw, is_ignored, may_fail},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Template,
    caller::{insert_await, is_in_computation},
    together::{Started, all_in_one, await_after, before_exit, first_rejection},
    turns::{collect_promise, turns_around},
};

/// What may wait for something that only comes after it.
const WAITS_FOR_LATER: &str = "the work may wait for what follows, which now waits for the work";

/// Waits for a promise. What it rejects with was lost, and ended the process; now it
/// is an exception where the promise stands.
///
/// # Errors
/// A refusal with the place that forbids to wait.
pub fn wait_for_promise<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    promise: Node<'s>,
    unwaited: Unwaited<'s>,
) -> Result<(), Refusal> {
    if project.never_settles(promise) {
        return Err(Refusal::at(promise, Reason::NeverSettles));
    }
    let is_collected = !matches!(unwaited, Unwaited::LookedAt(_));
    let turns = turns_around(project, promise).filter(|_| is_collected);
    let waits = turns.unwrap_or(promise);
    let around = project
        .function_around(waits)
        .ok_or_else(|| Refusal::at(waits, Reason::TopLevel))?;
    if let Some(place) = project.called_back_by_nobody_waiting(around) {
        return Err(Refusal::at(place, Reason::CalledBackUnwaited));
    }
    rewrite.make_async(around, waits);
    if may_reject(project, promise) {
        rewrite.may_reject = true;
        rewrite.is_failure_lost = true;
        if let Some(caveat) = project.hides_rejections().then_some(HIDDEN) {
            rewrite.doubt(caveat);
        }
    }
    if leaves_others_behind(project, promise) {
        rewrite.doubt("when one of the promises settles, the others are not waited for");
    }
    if let Some(turns) = turns {
        return collect(project, rewrite, promise, unwaited, turns);
    }
    match unwaited {
        Unwaited::Dropped(statement) if statement.kind() == "expression_statement" => {
            wait_for_dropped(project, rewrite, statement)
        }
        Unwaited::Dropped(at) => Err(Refusal::at(at, Reason::NotAStatement)),
        Unwaited::Kept(name) => wait_for_kept(project, rewrite, promise, name),
        Unwaited::LookedAt(_) => wait_for_value(project, rewrite, promise),
    }
}

/// Said where the project listens to `unhandledRejection`.
const HIDDEN: &str = "a failure that only a listener of `unhandledRejection` sees today now fails the invocation";

fn collect<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    promise: Node<'s>,
    unwaited: Unwaited<'s>,
    turns: Node<'s>,
) -> Result<(), Refusal> {
    rewrite.doubt_if_under_way(project, turns);
    let kept = match unwaited {
        Unwaited::Kept(name) if !is_read(project, name) => Some(name),
        Unwaited::Kept(name) => return Err(Refusal::at(name, Reason::NotAStatement)),
        Unwaited::Dropped(at) if at.kind() == "sequence_expression" => {
            return Err(Refusal::at(at, Reason::NotAStatement));
        }
        _ => None,
    };
    if let Some(caveat) = collect_promise(project, rewrite, promise, kept, turns)? {
        rewrite.doubt(caveat);
    }
    Ok(())
}

/// `f();`, alone or beside others.
fn wait_for_dropped<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, statement: Node<'s>) -> Result<(), Refusal> {
    let group = started_beside(project, statement);
    let (first, last) = (group[0], group[group.len() - 1]);
    rewrite.doubt_if_under_way(project, last);
    let starts: Vec<_> = group.iter().map(|it| (*it, *it)).collect();
    let runs = group
        .iter()
        .any(|it| matches!(project.place(last, *it).follow, Follow::Runs(_)));
    if let [only] = group.as_slice() {
        return wait_for_one(project, rewrite, *only, runs);
    }
    if group[1..].iter().any(|it| arguments_fail(project, *it)) {
        rewrite.doubt("where a later call fails to start, an earlier one is left behind, as today");
    }
    let started = group.iter().map(|it| started(project, *it)).collect();
    let is_plain = group.iter().all(|it| it.kind() == "expression_statement");
    let list = first.parent().map(Node::children).unwrap_or_default();
    let between = list
        .iter()
        .filter(|it| first.start() <= it.start() && it.end() <= last.end())
        .count();
    if is_plain && between == group.len() && !runs {
        return all_in_one(project, rewrite, started);
    }
    let after = before_exit(project, &starts).ok_or_else(|| Refusal::at(first, Reason::OrderChanges))?;
    await_after(project, rewrite, started, after)
}

/// A statement beside which nothing else is started: awaited in its place where
/// nobody can see that, else before the next way out.
fn wait_for_one<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    statement: Node<'s>,
    runs: bool,
) -> Result<(), Refusal> {
    if runs {
        match before_exit(project, &[(statement, statement)]) {
            Some(after) if after == statement => {}
            Some(after) => return await_after(project, rewrite, vec![started(project, statement)], after),
            None => rewrite.doubt("what follows the promise now runs after it is settled"),
        }
    }
    if may_wait_for_later(project, statement) {
        rewrite.doubt(WAITS_FOR_LATER);
    }
    let promises = promises_of(project, statement);
    if let [all] = promises.as_slice()
        && all.wrapped().parent() == Some(statement)
        && let Some(property) = all_that_may_reject(project, *all)
    {
        return wait_for_all(project, rewrite, statement, *all, property);
    }
    for promise in promises {
        insert_await(rewrite, promise)?;
    }
    Ok(())
}

/// `const name = f();`: awaited there, or, where nobody reads the name and something
/// follows that can be seen, before the next way out.
fn wait_for_kept<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    promise: Node<'s>,
    name: Node<'s>,
) -> Result<(), Refusal> {
    let statement = name
        .ancestors()
        .find(|it| it.parent().is_some_and(Node::is_statement_list))
        .ok_or_else(|| Refusal::at(promise, Reason::NotAStatement))?;
    if !is_read(project, name) && declares_one(statement) {
        let group = started_beside(project, statement);
        if group.len() > 1 {
            return wait_for_dropped(project, rewrite, statement);
        }
        rewrite.doubt_if_under_way(project, statement);
        let runs = matches!(project.place(statement, statement).follow, Follow::Runs(_));
        let has_type = name.parent().is_some_and(|it| it.field("type").is_some());
        let after = match runs {
            true => before_exit(project, &[(statement, statement)]),
            false => has_type.then_some(statement),
        };
        if let Some(after) = after {
            return await_after(project, rewrite, vec![started(project, statement)], after);
        }
        return wait_for_one(project, rewrite, statement, runs);
    }
    let has_type = name.parent().is_some_and(|it| it.field("type").is_some());
    let used = || Refusal::at(name, Reason::ResultUsed(name_of(promise)));
    if has_type || project.comes_to_nothing(promise) {
        return Err(used());
    }
    if let Follow::Runs(_) = project.place(statement, statement).follow {
        rewrite.doubt("what follows the promise now runs after it is settled");
    }
    wait_for_value(project, rewrite, promise)
}

/// `if (f())`, `!f()`, `f().name`: what is looked at is what the promise comes to.
fn wait_for_value<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, promise: Node<'s>) -> Result<(), Refusal> {
    let is_test = promise.wrapped().parent().is_some_and(|it| it.kind() != "arguments");
    if is_in_computation(promise) || is_test && project.comes_to_nothing(promise) {
        return Err(Refusal::at(promise, Reason::ResultUsed(name_of(promise))));
    }
    let statement = promise
        .ancestors()
        .find(|it| it.parent().is_some_and(Node::is_statement_list))
        .unwrap_or(promise);
    rewrite.doubt_if_under_way(project, statement);
    if turns_around(project, promise).is_some() {
        rewrite.doubt("turns of the loop, which ran side by side, now wait for each other");
    }
    if may_wait_for_later(project, statement) {
        rewrite.doubt(WAITS_FOR_LATER);
    }
    insert_await(rewrite, promise)
}

/// The statement, and those of its list that start something side by side with it.
fn started_beside<'s>(project: &Project<'s>, statement: Node<'s>) -> Vec<Node<'s>> {
    let list = statement.parent().filter(|it| it.is_statement_list());
    let mut group: Vec<Node<'s>> = Vec::new();
    for it in list.map(Node::children).unwrap_or_default() {
        if is_start(project, it) && !is_ignored(it) || it == statement {
            group.push(it);
        } else if waits_or_leaves(it) {
            if group.contains(&statement) {
                break;
            }
            group.clear();
        }
    }
    if group.contains(&statement) { group } else { vec![statement] }
}

fn waits_or_leaves(statement: Node<'_>) -> bool {
    statement.descendants_of_same_function().into_iter().any(|it| {
        matches!(
            it.kind(),
            "await_expression" | "yield_expression" | "return_statement" | "throw_statement" | "break_statement" | "continue_statement"
        )
    })
}

/// A statement that does nothing but start work nobody waits for.
fn is_start<'s>(project: &Project<'s>, statement: Node<'s>) -> bool {
    let promises = promises_of(project, statement);
    let can_wait = |it: &Node<'s>| !project.never_settles(*it) && !leaves_others_behind(project, *it);
    !promises.is_empty() && promises.iter().all(can_wait) && !waits_or_leaves(statement)
}

/// The promises that a statement drops, or keeps in a variable that nobody reads.
fn promises_of<'s>(project: &Project<'s>, statement: Node<'s>) -> Vec<Node<'s>> {
    if statement.kind() == "expression_statement" && kept_name(statement).is_none() {
        return project.dropped_by(statement);
    }
    let Some(name) = kept_name(statement).filter(|it| !is_read(project, *it)) else {
        return Vec::new();
    };
    let value = name.parent().and_then(|it| it.field("value").or_else(|| it.field("right")));
    let nodes = value.map(Node::descendants_of_same_function).unwrap_or_default();
    let is_it = |it: &Node<'s>| matches!(project.unwaited(*it), Some(Unwaited::Kept(at)) if at == name);
    nodes.into_iter().filter(is_it).collect()
}

/// `const name = …;`, `name = …;`
fn kept_name(statement: Node<'_>) -> Option<Node<'_>> {
    let only = statement.first_child()?.peeled();
    match only.kind() {
        "variable_declarator" if declares_one(statement) => only.field("name").filter(|it| it.is_identifier()),
        "assignment_expression" => only.field("left").filter(|it| it.is_identifier()),
        _ => None,
    }
}

fn declares_one(statement: Node<'_>) -> bool {
    let declares = |it: &&Node<'_>| it.kind() == "variable_declarator";
    statement.kind() == "expression_statement" || statement.children().iter().filter(declares).count() == 1
}

fn is_read<'s>(project: &Project<'s>, name: Node<'s>) -> bool {
    let names = project.names(name);
    let is_write = |it: &Node<'s>| names.reference_at(it.start()).is_some_and(|it| it.is_write);
    let binding = project.binding_of(name);
    binding.is_none_or(|id| project.references(name.source, id).iter().any(|it| !is_write(it)))
}

fn started<'s>(project: &Project<'s>, statement: Node<'s>) -> Started<'s> {
    let promises = promises_of(project, statement);
    let expression = statement.first_child().unwrap_or(statement);
    Started {
        statement,
        prelude: Template::new(""),
        expression: Template::new("$work").fragment("work", expression.range()),
        can_reject: promises.iter().any(|it| may_reject(project, *it)),
        name: kept_name(statement).map(|it| it.text().to_owned()),
    }
}

fn arguments_fail<'s>(project: &Project<'s>, statement: Node<'s>) -> bool {
    let promises = promises_of(project, statement).into_iter();
    promises
        .flat_map(Node::arguments)
        .any(|it| may_fail(project, it, |_| false))
}

/// The name `all` in `Promise.all(list)`, where one of the list may reject.
fn all_that_may_reject<'s>(project: &Project<'s>, promise: Node<'s>) -> Option<Node<'s>> {
    let property = promise.field("function")?.field("property")?;
    let is_all = project.is_combinator(promise) && property.text() == "all";
    (is_all && may_reject(project, promise)).then_some(property)
}

/// `Promise.all(list);` becomes a wait for all of them, before the first rejection is
/// thrown: nothing may be pending at the answer.
fn wait_for_all<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    statement: Node<'s>,
    promise: Node<'s>,
    property: Node<'s>,
) -> Result<(), Refusal> {
    if !statement.parent().is_some_and(Node::is_statement_list) {
        return Err(Refusal::at(statement, Reason::NotAStatement));
    }
    let (settled, throws) = first_rejection(project, rewrite, statement);
    rewrite.insert_in(promise.source, promise.start(), &format!("const {settled} = await "));
    rewrite.put(property.range(), "allSettled");
    rewrite.insert_after(statement, &throws);
    Ok(())
}

/// `Promise.race(…)`, `Promise.any(…)`, and `Promise.all(…)` with links, which would
/// have to wait for all before they look at a failure.
fn leaves_others_behind<'s>(project: &Project<'s>, promise: Node<'s>) -> bool {
    let mut at = promise;
    let mut has_link = false;
    while let Some(callee) = at.field("function") {
        let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) else {
            return false;
        };
        if project.is_global(object, "Promise") {
            return match property.text() {
                "race" | "any" => true,
                "all" => has_link && may_reject(project, at),
                _ => false,
            };
        }
        has_link = true;
        at = object.peeled();
    }
    false
}

/// Whether a promise may reject, as far as anybody would say who reads the code.
pub(super) fn may_reject<'s>(project: &Project<'s>, promise: Node<'s>) -> bool {
    let promise = promise.peeled();
    let Some(callee) = promise.field("function").map(Node::peeled) else {
        return true;
    };
    let arguments = promise.arguments();
    let fails = |place: usize| arguments.get(place).is_some_and(|it| handler_fails(project, *it));
    if let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) {
        if project.is_global(object, "Promise") && property.text() == "allSettled" {
            return false;
        }
        match property.text() {
            "catch" if !arguments.is_empty() => return fails(0),
            "then" if arguments.len() == 2 => return fails(0) || fails(1),
            "then" | "finally" => return may_reject(project, object) || fails(0),
            _ => {}
        }
    }
    match project.value(callee) {
        Some(Value::Local(function)) => {
            let is_async = project.function(function).is_some_and(|it| project[it].is_async);
            !is_async || fails_outside_of_try(project, function)
        }
        _ => true,
    }
}

/// Whether what a link is handed may throw, or gives what may reject.
fn handler_fails<'s>(project: &Project<'s>, handler: Node<'s>) -> bool {
    let handler = handler.peeled();
    if let Some(Value::External(origin)) = project.value(handler)
        && origin.is_global
        && origin.root == "console"
        && matches!(origin.steps.as_slice(), [Step::Member(_)])
    {
        return false;
    }
    let function = match project.value(handler) {
        _ if handler.is_function() => handler,
        Some(Value::Local(function)) if function.is_function() => function,
        _ => return true,
    };
    let Some(body) = function.field("body") else {
        return true;
    };
    let is_asynchronous = project.function(function).is_none_or(|it| project[it].is_async);
    let parameters: Vec<_> = function
        .parameters()
        .into_iter()
        .filter_map(|it| project.binding_of(it.field("pattern").unwrap_or(it)))
        .collect();
    is_asynchronous && fails_outside_of_try(project, function)
        || !is_asynchronous && can_throw(project, body, &parameters)
}

/// Whether a function may fail outside of a `try` whose `catch` does not.
fn fails_outside_of_try<'s>(project: &Project<'s>, function: Node<'s>) -> bool {
    let is_caught = |it: Node<'s>| {
        let mut around = it.ancestors().take_while(|it| *it != function);
        around.any(|around| {
            let is_in_body = around.field("body").is_some_and(|body| body.contains(it));
            around.kind() == "try_statement" && around.field("handler").is_some() && is_in_body
        })
    };
    may_fail(project, function, is_caught)
}

/// Whether the work of a statement may wait for something that comes after it: it is
/// given, or is a method of, a stream, an emitter or the like that is used later.
fn may_wait_for_later<'s>(project: &Project<'s>, statement: Node<'s>) -> bool {
    let Some(function) = statement.function_around() else {
        return false;
    };
    let nodes = statement.descendants().into_iter();
    let mut live = nodes.filter(|it| it.is_identifier() && is_live(project, *it, function));
    live.any(|it| {
        let Some(id) = project.binding_of(it) else {
            return false;
        };
        let mut later = project.references(it.source, id).into_iter();
        later.any(|it| it.start() > statement.end())
    })
}

/// A variable of the function that has something which others act on: what `new` or a
/// stream's maker has given.
fn is_live<'s>(project: &Project<'s>, name: Node<'s>, function: Node<'s>) -> bool {
    let Some(id) = project.binding_of(name) else {
        return false;
    };
    let declared = &project.names(name).binding(id).declared;
    if !declared.iter().all(|at| function.range().contains(at)) {
        return false;
    }
    match project.value(name) {
        Some(Value::Instance(_)) => true,
        Some(Value::External(origin)) => {
            let is_data = origin.is_global && matches!(origin.root.as_str(), "Date" | "Map" | "Set" | "URL" | "URLSearchParams" | "Error" | "Array" | "Object" | "RegExp");
            let is_made = origin.steps.last() == Some(&Step::New);
            let root = origin.root.strip_prefix("node:").unwrap_or(&origin.root);
            let is_client = origin.is_sdk_client() || origin.is_sdk3_client() || root.starts_with("@aws-sdk/");
            let is_stream = matches!(root, "stream" | "events" | "fs" | "child_process" | "http" | "https" | "net" | "readline" | "zlib")
                && origin.steps.last() == Some(&Step::Call);
            (is_made && !is_data && !is_client) || is_stream
        }
        _ => false,
    }
}

/// How a reader would call a promise.
fn name_of(promise: Node<'_>) -> String {
    let callee = promise.field("function").unwrap_or(promise);
    let text: String = callee.text().split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
