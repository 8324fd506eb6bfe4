//! A promise that nobody waits for is awaited: in its place, together with what was
//! started beside it, or before the next way out. Knows promises, not what makes them.

use crate::{
    semantic::{Follow, Project, Unwaited, is_ignored, is_way_out, may_fail},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Template,
    caller::{insert_await, is_in_computation},
    together::{Started, all_in_one, await_after, before_exit, first_rejection},
    turns::{collect_promise, turns_around, waiting_for},
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
    // A function that calls itself is among its callers.
    if rewrite.promises.contains(&promise) {
        return Ok(());
    }
    rewrite.promises.push(promise);
    if project.never_settles(promise) {
        return Err(Refusal::at(promise, Reason::NeverSettles));
    }
    if project.takes_callback_too(promise) {
        return Err(Refusal::at(promise, Reason::UnknownCallback));
    }
    if project.is_recursive(promise) {
        let mut around = promise.ancestors().take_while(|it| !it.is_function());
        let is_choice = |it: Node<'_>| matches!(it.kind(), "if_statement" | "ternary_expression") || it.is_loop();
        if !around.any(is_choice) && !leaves_before(promise) {
            return Err(Refusal::at(promise, Reason::NeverSettles));
        }
        rewrite.doubt("the function calls itself, and may not come to an end");
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
    if project.promise_may_reject(promise) {
        rewrite.may_reject = true;
        rewrite.is_failure_lost = true;
        if let Some(caveat) = project.listens_to_rejections().then_some(HIDDEN) {
            rewrite.doubt(caveat);
        }
    }
    if leaves_others_behind(project, promise) {
        rewrite.doubt(LEAVES_OTHERS);
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

/// Said of `Promise.race` and its like.
const LEAVES_OTHERS: &str = "when one of the promises settles, the others are not waited for";

/// Said where the project listens to `unhandledRejection`.
const HIDDEN: &str = "a failure that only a listener of `unhandledRejection` sees today now fails the invocation";

/// Whether the function around a promise may be left before.
fn leaves_before(promise: Node<'_>) -> bool {
    let nodes = promise.function_around().map(Node::descendants_of_same_function);
    let mut nodes = nodes.into_iter().flatten().filter(|it| it.end() <= promise.start());
    nodes.any(|it| matches!(it.kind(), "return_statement" | "throw_statement"))
}

fn collect<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    promise: Node<'s>,
    unwaited: Unwaited<'s>,
    turns: Node<'s>,
) -> Result<(), Refusal> {
    rewrite.doubt_if_under_way(project, waiting_for(project, turns));
    let kept = match unwaited {
        Unwaited::Kept(name) if is_for_nothing(project, name) => Some(name),
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
    if rewrite.waited.contains(&statement) {
        return Ok(());
    }
    let group = started_beside(project, statement);
    let (first, last) = (group[0], group[group.len() - 1]);
    rewrite.doubt_if_under_way(project, last);
    rewrite.doubt_if_waited_for(project, last, statement);
    let starts: Vec<_> = group.iter().map(|it| (*it, *it)).collect();
    let runs = group
        .iter()
        .any(|it| matches!(project.place(last, *it).follow, Follow::Runs(_)));
    if let [only] = group.as_slice() {
        return wait_for_one(project, rewrite, *only, runs);
    }
    rewrite.waited.extend(&group);
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
        if group.iter().any(|it| project.may_wait_for_later(*it, last)) {
            rewrite.doubt(WAITS_FOR_LATER);
        }
        let mut promises = group.iter().flat_map(|it| promises_of(project, *it));
        if promises.any(|it| all_that_may_reject(project, it).is_some()) {
            rewrite.doubt(LEAVES_OTHERS);
        }
        return all_in_one(project, rewrite, started);
    }
    match before_exit(project, &starts, &[]) {
        Some(after) => await_after(project, rewrite, started, after),
        None => {
            // The others have places of their own.
            rewrite.waited.retain(|it| *it == statement || !group.contains(it));
            wait_for_one(project, rewrite, statement, statement != last || runs)
        }
    }
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
        match before_exit(project, &[(statement, statement)], &[]) {
            Some(after) if after == statement => {}
            Some(after) => return await_after(project, rewrite, vec![started(project, statement)], after),
            // Nobody can see when a connection is open but who asks it for something.
            None if project.opens_connection(statement) && project.only_logs_until_wait(statement) => {}
            None => rewrite.doubt("what follows the promise now runs after it is settled"),
        }
    }
    if project.may_wait_for_later(statement, statement) {
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
    if !declares_one(statement) {
        return Err(Refusal::at(promise, Reason::NotAStatement));
    }
    if is_for_nothing(project, name) {
        let group = started_beside(project, statement);
        if group.len() > 1 {
            return wait_for_dropped(project, rewrite, statement);
        }
        rewrite.doubt_if_under_way(project, statement);
        rewrite.doubt_if_waited_for(project, statement, statement);
        let runs = matches!(project.place(statement, statement).follow, Follow::Runs(_));
        let has_type = name.parent().is_some_and(|it| it.field("type").is_some());
        let after = match runs {
            true => before_exit(project, &[(statement, statement)], &[]),
            false => has_type.then_some(statement),
        };
        if let Some(after) = after {
            return await_after(project, rewrite, vec![started(project, statement)], after);
        }
        return wait_for_one(project, rewrite, statement, runs);
    }
    let has_type = name.parent().is_some_and(|it| it.field("type").is_some());
    let used = || Refusal::at(name, Reason::ResultUsed(name_of(promise)));
    let is_read = is_read(project, name);
    if has_type || is_read && project.comes_to_nothing(promise) {
        return Err(used());
    }
    let binding = project.binding_of(name);
    let mentions = |node: Node<'s>| {
        node.descendants()
            .into_iter()
            .any(|it| project.binding_of(it) == binding)
    };
    // What looks at the value has to wait for it anyway.
    if let Follow::Runs(node) = project.place(statement, statement).follow
        && !mentions(node)
    {
        rewrite.doubt("what follows the promise now runs after it is settled");
    }
    match is_read {
        true => wait_for_value(project, rewrite, promise),
        false => wait_in_place(project, rewrite, promise, statement),
    }
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
    if turns_around(project, promise).is_some() {
        rewrite.doubt("turns of the loop, which ran side by side, now wait for each other");
    }
    wait_in_place(project, rewrite, promise, statement)
}

fn wait_in_place<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    promise: Node<'s>,
    statement: Node<'s>,
) -> Result<(), Refusal> {
    rewrite.doubt_if_under_way(project, statement);
    if project.may_wait_for_later(statement, statement) {
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
    if group.contains(&statement) {
        group
    } else {
        vec![statement]
    }
}

fn waits_or_leaves(statement: Node<'_>) -> bool {
    statement.descendants_of_same_function().into_iter().any(is_way_out)
}

/// A statement that does nothing but start work nobody waits for.
fn is_start<'s>(project: &Project<'s>, statement: Node<'s>) -> bool {
    let promises = promises_of(project, statement);
    let can_wait = |it: &Node<'s>| {
        !project.never_settles(*it) && !leaves_others_behind(project, *it) && !project.takes_callback_too(*it)
    };
    !promises.is_empty() && promises.iter().all(can_wait) && !waits_or_leaves(statement)
}

/// The promises that a statement drops, or keeps in a variable that nobody reads.
fn promises_of<'s>(project: &Project<'s>, statement: Node<'s>) -> Vec<Node<'s>> {
    if statement.kind() == "expression_statement" && kept_name(statement).is_none() {
        return project.dropped_by(statement);
    }
    let Some(name) = kept_name(statement).filter(|it| is_for_nothing(project, *it)) else {
        return Vec::new();
    };
    let value = name
        .parent()
        .and_then(|it| it.field("value").or_else(|| it.field("right")));
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

/// A variable that is given one value, which nobody reads.
fn is_for_nothing<'s>(project: &Project<'s>, name: Node<'s>) -> bool {
    let Some(id) = project.binding_of(name) else {
        return false;
    };
    let has_value = name.parent().is_some_and(|it| it.field("value").is_some());
    let writes = project.references(name.source, id).len();
    !is_read(project, name) && writes + usize::from(has_value) == 1
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
        can_reject: promises.iter().any(|it| project.promise_may_reject(*it)),
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
    (is_all && project.promise_may_reject(promise)).then_some(property)
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
                "all" => has_link && project.promise_may_reject(at),
                _ => false,
            };
        }
        has_link = true;
        at = object.peeled();
    }
    false
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
