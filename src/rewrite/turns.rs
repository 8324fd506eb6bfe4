//! Work per turn of a loop: it was started side by side, so it is collected in a
//! list and awaited after the loop. Knows loops and `forEach`, no leaks.

use crate::{
    semantic::{Follow, FunctionId, Project, Property, Step, Value, may_fail},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Template,
    awaited::{first_answer_stays, put_statement},
    chain::chain,
    failing::fails_before_it_waits,
    guarded::{Guard, guarded, guarded_list, is_glued},
    together::{end_of_statement, waiting},
    turns_list::{TurnsList, known_list, list_so_far},
};

/// Why a collected loop is not certain to leave nothing behind.
pub(super) const TURN_FAILS: &str =
    "where a turn of the loop fails, what earlier turns have started is left behind, as today";

/// The statement of the outermost loop or `forEach` around a node whose turns do
/// not wait for each other, if any.
pub(super) fn turns_around<'s>(project: &Project<'s>, node: Node<'s>) -> Option<Node<'s>> {
    let mut found: Option<Node<'s>> = None;
    let mut around = node.parent();
    while let Some(at) = around {
        if at.is_loop() {
            // Turns that wait already are sequential and stay so.
            if has_await(at) {
                return found;
            }
            found = Some(labelled(at));
        } else if at.is_function() {
            match each_statement(project, at) {
                Some(statement) => found = Some(statement),
                None => break,
            }
            around = found.and_then(|it| it.parent());
            continue;
        }
        around = at.parent();
    }
    found
}

/// The statement that waits for the work which is started at `statement`: the loop
/// around it whose turns do not wait for each other, what waits for that loop
/// already, or itself.
pub fn waiting_statement<'s>(project: &Project<'s>, statement: Node<'s>) -> Node<'s> {
    turns_around(project, statement).map_or(statement, |it| waiting_for(project, it))
}

/// The statement that waits for a loop already, or the loop.
pub(super) fn waiting_for<'s>(project: &Project<'s>, turns: Node<'s>) -> Node<'s> {
    known_list(project, turns).map_or(turns, |(_, waits)| waits)
}

/// The statement `x.forEach(function)` that a function is the argument of; a
/// `map` whose result is dropped is one, too. What comes out of a package, a
/// stream for instance, may call back later.
fn each_statement<'s>(project: &Project<'s>, function: Node<'s>) -> Option<Node<'s>> {
    let id = project.function(function)?;
    if project[id].is_async || project[id].is_generator {
        return None;
    }
    let call = function
        .wrapped()
        .parent_of_kind("arguments")?
        .parent_of_kind("call_expression")?;
    let callee = call.field("function")?;
    let property = callee.field("property")?;
    let is_foreign = match project.value(callee.field("object")?) {
        // What was awaited is there: a list of results.
        Some(Value::External(origin)) => !origin.is_global && !origin.steps.contains(&Step::Await),
        _ => false,
    };
    let is_each = matches!(property.text(), "forEach" | "map") && call.arguments().first() == Some(&function.wrapped());
    let statement = call.wrapped().parent_of_kind("expression_statement")?;
    (is_each && !is_foreign).then_some(statement)
}

fn labelled(statement: Node<'_>) -> Node<'_> {
    match statement.parent_of_kind("labeled_statement") {
        Some(label) => labelled(label),
        None => statement,
    }
}

/// Whether the turns of a loop wait; what is evaluated before the first one may.
fn has_await(turns: Node<'_>) -> bool {
    let parts = ["body", "condition", "increment"]
        .into_iter()
        .filter_map(|it| turns.field(it));
    let mut nodes = parts.flat_map(Node::descendants_of_same_function);
    let is_await = |it: &Node<'_>| it.kind() == "for_in_statement" && it.has_token("await");
    is_await(&turns) || nodes.any(|it| it.kind() == "await_expression" || is_await(&it))
}

/// Each turn of a loop adds its promise to a list, which is awaited after it.
/// Gives a caveat where that cannot be everything.
///
/// # Errors
/// Refuses loops that may be left early, and code after them that would wait.
pub(super) fn collect<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
    turns: Node<'s>,
) -> Result<Option<&'static str>, Refusal> {
    check_turns(project, turns, call.callback)?;
    first_answer_stays(project, call, project.place(guarded(project, turns), call.callback))?;
    let chain = chain(project, rewrite, call)?;
    let is_statement = call.is_statement();
    if !is_statement && !chain.is_simple {
        return Err(Refusal::at(call.statement, Reason::NotAStatement));
    }
    let once = evaluated_once(turns);
    let fails = may_fail(project, turns, |it| {
        is_started(project, it) || once.is_some_and(|once| once.contains(it))
    });
    let (list, caveat) = list_for(project, rewrite, turns, chain.can_reject, fails)?;
    let text = match is_statement {
        true => "$prelude\n$list.push($chain);",
        false => "$list.push($chain)",
    };
    let template = Template::new(text)
        .code("prelude", chain.prelude)
        .name("list", list)
        .code("chain", chain.expression);
    put_statement(rewrite, call.statement, template, is_statement && !chain.is_simple)?;
    Ok(caveat)
}

/// The name of the list for promises of work that `statements` of each turn start
/// by `calls`, which do not fail. Gives a caveat where that cannot be everything.
///
/// # Errors
/// Refuses loops that may be left early, and code after them that would wait.
pub(super) fn list_of<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    turns: Node<'s>,
    (statements, calls): (&[Node<'s>], &[Node<'s>]),
    can_reject: bool,
) -> Result<(String, Option<&'static str>), Refusal> {
    for statement in statements {
        check_turns(project, turns, *statement)?;
    }
    let once = evaluated_once(turns);
    let fails = may_fail(project, turns, |it| {
        is_started(project, it) || calls.contains(&it) || once.is_some_and(|once| once.contains(it))
    });
    list_for(project, rewrite, turns, can_reject, fails)
}

/// What a loop evaluates before its first turn.
pub(super) fn evaluated_once(turns: Node<'_>) -> Option<Node<'_>> {
    let turns = match turns.kind() {
        "labeled_statement" => turns.field("body").unwrap_or(turns),
        _ => turns,
    };
    let each = || turns.first_child()?.peeled().field("function")?.field("object");
    turns
        .field("right")
        .or_else(|| turns.field("initializer"))
        .or_else(each)
}

/// The same for the call of a function that becomes async.
///
/// # Errors
/// Refuses where the call's value is used, or where what it throws today would
/// no longer end the loop.
pub(super) fn collect_call<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: Node<'s>,
    turns: Node<'s>,
    id: FunctionId,
) -> Result<(), Refusal> {
    let wrapped = call.wrapped();
    let parent = wrapped.parent();
    let is_discarded = parent.is_some_and(|it| {
        it.kind() == "expression_statement" || it.kind() == "arrow_function" && it.field("body") == Some(wrapped)
    });
    if !is_discarded {
        return Err(Refusal::at(call, Reason::ResultUsed(project[id].display_name())));
    }
    check_turns(project, turns, project[id].node)?;
    not_in_try_of_turn(call, turns)?;
    if fails_before_it_waits(project, rewrite, id, &mut Vec::new()) {
        return Err(Refusal::at(call, Reason::LeavesLoop));
    }
    let list = listed(project, rewrite, turns, true)?;
    rewrite.insert_in(call.source, wrapped.start(), &format!("{list}.push("));
    rewrite.insert_in(call.source, wrapped.end(), ")");
    Ok(())
}

/// The same for a promise that a turn drops; one of a variable is pushed after its
/// statement. What fails goes to a `try` around the loop, as a failure of the author's
/// own `await` would. Gives a caveat where that cannot be everything.
///
/// # Errors
/// Refuses loops that may be left early, and code after them that would wait.
pub(super) fn collect_promise<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    promise: Node<'s>,
    kept: Option<Node<'s>>,
    turns: Node<'s>,
) -> Result<Option<&'static str>, Refusal> {
    check_ways_out(turns)?;
    is_followed_by_nothing(project, turns, promise)?;
    not_in_try_of_turn(promise, turns)?;
    let once = evaluated_once(turns);
    // What fails at the call of what is collected, has been trusted to be a promise.
    let is_exempt =
        |it: Node<'s>| it == promise || is_started(project, it) || once.is_some_and(|once| once.contains(it));
    let fails = may_fail(project, turns, is_exempt);
    let can_reject = project.promise_may_reject(promise);
    let (list, caveat) = list_for(project, rewrite, turns, can_reject, fails)?;
    match kept {
        Some(name) => {
            let statement = name
                .ancestors()
                .find(|it| it.parent().is_some_and(Node::is_statement_list));
            let statement = statement.ok_or_else(|| Refusal::at(promise, Reason::NotAStatement))?;
            let push = format!("{list}.push({}){}", name.text(), end_of_statement(statement));
            rewrite.insert_after(statement, &push);
        }
        None => {
            let wrapped = promise.wrapped();
            // The list has the type of promises.
            let (open, close) = match promise.source.language.has_types() && !project.is_promise(promise) {
                true => ("Promise.resolve(", "))"),
                false => ("", ")"),
            };
            rewrite.insert_in(promise.source, wrapped.start(), &format!("{list}.push({open}"));
            rewrite.insert_in(promise.source, wrapped.end(), close);
        }
    }
    Ok(caveat)
}

/// The author's own `try` in a turn would no longer be around what is collected.
fn not_in_try_of_turn<'s>(call: Node<'s>, turns: Node<'s>) -> Result<(), Refusal> {
    let mut tries = call.ancestors().take_while(|it| *it != turns);
    match tries.find(|it| it.kind() == "try_statement") {
        Some(around) => Err(Refusal::at(around, Reason::InsideTry)),
        None => Ok(()),
    }
}

/// A call of an operation, which does not throw when it is called.
pub(super) fn is_started<'s>(project: &Project<'s>, node: Node<'s>) -> bool {
    let object = node.field("function").and_then(|it| it.field("object"));
    let is_call = node.kind() == "call_expression";
    is_call && (project.starts_node_api(node) || project.timer(node).is_some())
        || object.is_some_and(|it| project.is(it, Property::SdkClient) || project.is(it, Property::Sdk3Client))
}

/// Work that is collected must not be left behind by an early way out, nor be seen
/// by a `try` around the loop.
pub(super) fn check_turns<'s>(project: &Project<'s>, statement: Node<'s>, later: Node<'s>) -> Result<(), Refusal> {
    check_ways_out(statement)?;
    let place = project.place(guarded(project, statement), later);
    if let Some(around) = place.in_try.or(place.in_finally) {
        return Err(Refusal::at(around, Reason::InsideTry));
    }
    is_followed_by_nothing(project, statement, later)
}

/// A loop whose work is collected is a statement of a list and is not left early.
pub(super) fn check_ways_out(statement: Node<'_>) -> Result<(), Refusal> {
    let leaves = statement
        .descendants_of_same_function()
        .into_iter()
        .find(|it| leaves_turns(*it, statement));
    if let Some(leaves) = leaves {
        return Err(Refusal::at(leaves, Reason::LeavesLoop));
    }
    match statement.parent().is_some_and(Node::is_statement_list) {
        true => Ok(()),
        false => Err(Refusal::at(statement, Reason::NotAStatement)),
    }
}

fn is_followed_by_nothing<'s>(project: &Project<'s>, statement: Node<'s>, later: Node<'s>) -> Result<(), Refusal> {
    match project.place(guarded(project, statement), later).follow {
        Follow::Runs(node) => Err(Refusal::at(node, Reason::FollowsLoop)),
        Follow::Nothing | Follow::Quiet => Ok(()),
    }
}

/// `return`, `throw`, and jumps to labels outside of the loop.
fn leaves_turns(node: Node<'_>, turns: Node<'_>) -> bool {
    match node.kind() {
        "return_statement" | "throw_statement" => true,
        "break_statement" | "continue_statement" => node.field("label").is_some_and(|label| {
            let target = node.ancestors().find(|it| {
                it.kind() == "labeled_statement" && it.field("label").is_some_and(|it| it.text() == label.text())
            });
            !target.is_some_and(|it| turns.contains(it))
        }),
        _ => false,
    }
}

/// The name of the list that the promises of a loop go into, of which a turn may fail: earlier
/// turns have started work by then. Gives a caveat where nothing waits for that.
pub(super) fn list_for<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    turns: Node<'s>,
    can_reject: bool,
    fails: bool,
) -> Result<(String, Option<&'static str>), Refusal> {
    if let Some(list) = list_so_far(rewrite, turns, can_reject)? {
        return Ok((list.name, (fails && !list.is_guarded).then_some(TURN_FAILS)));
    }
    if !fails {
        return Ok((listed(project, rewrite, turns, can_reject)?, None));
    }
    match guarded_list(project, rewrite, turns, can_reject)? {
        Some(name) => {
            let list = TurnsList {
                turns,
                name: name.clone(),
                can_reject,
                is_guarded: true,
            };
            rewrite.lists.push(list);
            Ok((name, None))
        }
        None => Ok((listed(project, rewrite, turns, can_reject)?, Some(TURN_FAILS))),
    }
}

/// The name of the list that the promises of a loop go into: the one that an
/// earlier pass has made for it, or a new one, awaited after the loop.
pub(super) fn listed<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    turns: Node<'s>,
    can_reject: bool,
) -> Result<String, Refusal> {
    if let Some(list) = list_so_far(rewrite, turns, can_reject)? {
        return Ok(list.name);
    }
    let name = new_list(project, rewrite, turns, can_reject)?;
    let list = TurnsList {
        turns,
        name: name.clone(),
        can_reject,
        is_guarded: false,
    };
    rewrite.lists.push(list);
    Ok(name)
}

fn new_list<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    turns: Node<'s>,
    can_reject: bool,
) -> Result<String, Refusal> {
    if Guard::around(project, turns).is_some()
        && let Some(name) = guarded_list(project, rewrite, turns, can_reject)?
    {
        return Ok(name);
    }
    if let Some((name, waits)) = known_list(project, turns) {
        // The wait for all looks at the outcomes; `Promise.all` is a statement alone.
        let waits_for_all = waits.kind() != "expression_statement";
        if can_reject && !waits_for_all {
            let text = waiting(project, rewrite, waits, &name, true)?;
            // The list is mentioned anew, by what replaces the wait of an earlier pass.
            rewrite.forget(waits);
            rewrite.replace_lines(waits, &text);
        }
        rewrite.introduce(turns, &name);
        return Ok(name);
    }
    let parent = turns.parent().unwrap_or(turns);
    let name = project.fresh_name(parent, "pending", &rewrite.introduced_names(parent));
    rewrite.introduce(turns, &name);
    let kind = match turns.source.language.has_types() {
        true => ": Promise<unknown>[]",
        false => "",
    };
    // Without a semicolon `[]` would go on into a line that begins with a bracket.
    let goes_on = is_glued(turns);
    // The author may have put one before it already: `;[a, b].forEach(…)`.
    let guard = turns.source.text[..turns.start()].strip_suffix(';').map(str::len);
    let guard = guard.filter(|it| !turns.source.style().semicolons && turns.source.starts_line(*it));
    let end = if goes_on && guard.is_none() {
        ";"
    } else {
        end_of_statement(turns)
    };
    let at = guard.unwrap_or(turns.start());
    rewrite.insert_in(turns.source, at, &format!("const {name}{kind} = []{end}\n"));
    let waits = waiting(project, rewrite, turns, &name, can_reject)?;
    rewrite.insert_after(turns, &waits);
    Ok(name)
}
