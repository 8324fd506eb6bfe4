//! Who calls a function that has become async waits for it, where its value and
//! its place bear that. Knows calls, and nothing of how far `async` has spread.

use crate::{
    semantic::{
        Completion, Follow, FunctionId, Outcome, Project, Property, Returns, Unseen, Unwaited, Usage, anything_follows,
        is_ignored, link_on,
    },
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Timed,
    close::all_are_waited_for,
    floating::wait_for_promise,
    together::start_call,
    turns::{collect_call, turns_around, waiting_statement},
};

/// Awaits each call of a function; gives the functions around those calls. Of one
/// whose callers got a promise before, calls that cannot be seen, or that no handler
/// runs, are somebody else's business.
pub(super) fn callers<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    callee: &Callee,
) -> Result<Vec<(FunctionId, Node<'s>)>, Refusal> {
    let name = || project[callee.id].display_name();
    let usages = project.usages(callee.id);
    let calls: Vec<Node<'s>> = usages.iter().filter_map(Usage::call).collect();
    let mut callers = Vec::new();
    for usage in &usages {
        match usage {
            Usage::Call(call) => callers.extend(caller(project, rewrite, callee, *call, &calls)?),
            Usage::Value(_) | Usage::Unseen(..) if callee.gave_promise => {}
            Usage::Value(at) if starts_again(project, callee.id, *at) => {}
            Usage::Value(at) if project.is_awaited_callback(*at) => {
                all_are_waited_for(project, rewrite, *at, project[callee.id].node)?;
            }
            Usage::Value(at) => return Err(Refusal::at(*at, Reason::Escapes(name()))),
            Usage::Unseen(at, Unseen::Package(manifest)) => {
                let package = manifest.clone();
                return Err(Refusal::at(
                    *at,
                    Reason::Exported {
                        function: name(),
                        package,
                    },
                ));
            }
            Usage::Unseen(at, Unseen::File(file)) => {
                let file = file.clone();
                return Err(Refusal::at(*at, Reason::ImportedUnseen { function: name(), file }));
            }
            Usage::Unseen(at, Unseen::Superclass) => {
                return Err(Refusal::at(*at, Reason::CalledBySuperclass(name())));
            }
        }
    }
    Ok(callers)
}

/// Whether a function gives itself, or a function in it, to a timer: that is the next
/// round of the work which it waits for, and waiting in it changes nothing for a timer.
/// That the timer is waited for is the business of its own rewrite.
fn starts_again<'s>(project: &Project<'s>, callee: FunctionId, at: Node<'s>) -> bool {
    let is_given = project.is_given_to_timer(at);
    is_given
        && project
            .functions_around(at)
            .any(|it| it == callee || project.reaches(callee, it))
}

/// A function whose callers have to wait.
pub(super) struct Callee {
    pub(super) id: FunctionId,
    /// It was async, or returned a promise to Lambda.
    pub(super) gave_promise: bool,
}

/// Awaits one call; gives the function around it, where that has to wait now.
fn caller<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    callee: &Callee,
    call: Node<'s>,
    calls: &[Node<'s>],
) -> Result<Option<(FunctionId, Node<'s>)>, Refusal> {
    if is_answer(project, rewrite, call) {
        return Ok(None);
    }
    let around = project.function_around(call);
    let is_handed_on = is_returned(call) && around.is_some_and(|it| project[it].is_async);
    if is_awaited(call) || is_handed_on || project.is_settled(call) {
        // The author waits for it, and will wait longer.
        goes_on_without(project, rewrite, call)?;
        // What follows comes later then, unless somebody waits for the author's function, too.
        let is_later = rewrite.takes_time || project.is_reached(call);
        return Ok(around.filter(|_| is_later).map(|it| (it, call)));
    }
    if callee.gave_promise && (is_elsewhere(project, callee, call) || is_chain_awaited(call)) {
        return Ok(None);
    }
    if around.is_none() && !project.can_wait_at_top(call.source) {
        return Err(Refusal::at(call, Reason::TopLevel));
    }
    if callee.gave_promise
        && let Some(unwaited @ Unwaited::Dropped(at)) = project.unwaited(call)
    {
        if is_ignored(call) {
            return Ok(None);
        }
        rewrite.callers.push(call);
        let is_failure_lost = rewrite.is_failure_lost;
        wait_for_promise(project, rewrite, call, unwaited)?;
        rewrite.is_failure_lost = is_failure_lost;
        let waits = turns_around(project, call).unwrap_or(at);
        return Ok(project.function_around(waits).map(|it| (it, waits)));
    }
    rewrite.callers.push(call);
    check_use(project, rewrite, call, callee)?;
    if start(project, rewrite, call, callee).is_some() {
        return Ok(around.map(|it| (it, call)));
    }
    let waits = await_call(project, rewrite, call, callee, calls)?;
    Ok(project.function_around(waits).map(|it| (it, waits)))
}

/// Whether a call stands for the answer of a function that the rewrite converts: it is returned, and waited for.
fn is_answer<'s>(project: &Project<'s>, rewrite: &Rewrite<'s>, call: Node<'s>) -> bool {
    let Some(id) = project.answering_around(call) else {
        return false;
    };
    let is_converted = project
        .function_key(id)
        .is_some_and(|it| rewrite.converted.contains(&it));
    let is_answered = |it: &Completion<'s>| it.call == call && matches!(it.outcome, Outcome::Answered { .. });
    is_converted && project.convertible(id).is_ok_and(|it| it.all.iter().any(is_answered))
}

/// Whether the promise that a call gave before is not for this rewrite to wait
/// for: no handler runs the call, or it is that of a handler and is used.
fn is_elsewhere<'s>(project: &Project<'s>, callee: &Callee, call: Node<'s>) -> bool {
    let is_handler = project.handler(callee.id).is_some();
    !project.is_reached(call) || is_handler && !project.is(call, Property::Discarded)
}

/// Puts `await` before a call, with parentheses where something follows; gives
/// the node whose function waits.
fn await_call<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: Node<'s>,
    callee: &Callee,
    calls: &[Node<'s>],
) -> Result<Node<'s>, Refusal> {
    let used = |at: Node<'s>| Refusal::at(at, Reason::ResultUsed(project[callee.id].display_name()));
    if let Some(blocked) = no_await_here(call) {
        return Err(used(blocked));
    }
    // Turns of a loop that ran side by side must not run one after another.
    if let Some(turns) = turns_around(project, call) {
        collect_call(project, rewrite, call, turns, callee.id)?;
        return Ok(turns);
    }
    // `!function () {…}()`: `async` would come before `await`.
    let is_linked_twice = call
        .ancestors()
        .any(|it| it.start() == call.start() && calls.contains(&it));
    if has_link(call) && is_linked_twice || call.start() == project[callee.id].async_offset() {
        return Err(used(call));
    }
    insert_await(rewrite, call).map_err(|refusal| Refusal {
        reason: Reason::ResultUsed(project[callee.id].display_name()),
        ..refusal
    })?;
    Ok(call)
}

/// Puts `await` before a call, with parentheses where something follows.
///
/// # Errors
/// Refuses a link of an optional chain.
pub(super) fn insert_await<'s>(rewrite: &mut Rewrite<'s>, call: Node<'s>) -> Result<(), Refusal> {
    if !has_link(call) {
        rewrite.insert_in(call.source, call.start(), "await ");
        return Ok(());
    }
    let mut nodes = call.descendants_of_same_function().into_iter();
    if nodes.any(|it| it.kind() == "optional_chain") {
        return Err(Refusal::at(call, Reason::OptionalCall));
    }
    // Without semicolons the line before would go on.
    let begins = statement_around(call).is_some_and(|it| it.start() == call.start());
    let guard = if begins && !call.source.style().semicolons {
        ";"
    } else {
        ""
    };
    rewrite.insert_in(call.source, call.start(), &format!("{guard}(await "));
    rewrite.insert_in(call.source, call.end(), ")");
    Ok(())
}

/// Whether something binds tighter to the call than `await` would.
fn has_link(call: Node<'_>) -> bool {
    call.wrapped() == call
        && call.parent().is_some_and(|it| match it.kind() {
            "member_expression" | "subscript_expression" => true,
            "call_expression" | "new_expression" => {
                it.field("function").or_else(|| it.field("constructor")) == Some(call)
            }
            "binary_expression" => it.has_token("**"),
            _ => false,
        })
}

/// What becomes of the call's value, and where it stands, must bear that the call
/// takes time and that it fails.
fn check_use<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: Node<'s>,
    callee: &Callee,
) -> Result<(), Refusal> {
    let function = &project[callee.id];
    let was_async = callee.gave_promise;
    let used = |at: Node<'s>| Refusal::at(at, Reason::ResultUsed(function.display_name()));
    if !project.is(call, Property::Discarded) && !is_returned(call) {
        // The promise is used as one, or what was read before has changed since.
        if was_async || may_give_promise(project, callee.id) || is_in_computation(call) {
            return Err(used(call));
        }
    }
    let Some(statement) = statement_around(call) else {
        return Ok(());
    };
    if !project.is_in_test(call) {
        rewrite.doubt_if_under_way(project, waiting_statement(project, statement));
    }
    if turns_around(project, call).is_some() {
        return Ok(());
    }
    let may_reject = rewrite.may_reject && !rewrite.is_failure_lost || was_async;
    let place = project.place(statement, function.node);
    if let Some(around) = place.in_try.or(place.in_finally).filter(|_| may_reject) {
        return Err(Refusal::at(around, Reason::InsideTry));
    }
    // A test looks at what is there once the call is over.
    if project.is_in_test(call) {
        return Ok(());
    }
    goes_on_without(project, rewrite, call)?;
    if let Some(node) = project.shared_after(statement, function.node) {
        return Err(Refusal::at(node, Reason::OrderChanges));
    }
    if may_reject && anything_follows(project, statement) {
        rewrite.doubt("what follows the call no longer runs when it fails");
    }
    let runs = matches!(place.follow, Follow::Runs(_));
    let is_seen = rewrite.takes_time || project.changes_outer_state(function.node);
    if runs && is_seen && start(project, &mut rewrite.clone(), call, callee).is_none() {
        rewrite.doubt("what follows the call now runs after its callback");
    }
    Ok(())
}

/// What follows a call must not depend on what goes on while it takes its time.
fn goes_on_without<'s>(project: &Project<'s>, rewrite: &Rewrite<'s>, call: Node<'s>) -> Result<(), Refusal> {
    let statement = statement_around(call).filter(|_| rewrite.takes_time);
    match statement.and_then(|it| project.meets_later(it, call)) {
        Some(node) => Err(Refusal::at(node, Reason::Timed(Timed::Meanwhile))),
        None => Ok(()),
    }
}

/// Starts a call that takes time where it stands, and waits for it later, where
/// anything runs before that and can be seen.
fn start<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: Node<'s>, callee: &Callee) -> Option<()> {
    if !rewrite.takes_time || callee.gave_promise || project.is_in_test(call) || turns_around(project, call).is_some() {
        return None;
    }
    let function = project[callee.id].node;
    let place = project.place(statement_around(call)?, function);
    match place.follow {
        Follow::Runs(_) => start_call(project, rewrite, call, function),
        Follow::Nothing | Follow::Quiet => None,
    }
}

/// The statement of a list that a node stands in.
fn statement_around(node: Node<'_>) -> Option<Node<'_>> {
    let mut around = std::iter::once(node).chain(node.ancestors().take_while(|it| !it.is_function()));
    around.find(|it| it.parent().is_some_and(Node::is_statement_list))
}

/// Whether a plain function returns what may be a promise. Where nothing is known,
/// what it was given and what it reads are taken for values.
fn may_give_promise<'s>(project: &Project<'s>, id: FunctionId) -> bool {
    match project.returns(id) {
        Returns::Never => return false,
        Returns::Promise | Returns::Lazy | Returns::Sometimes => return true,
        Returns::Unknown => {}
    }
    let body = project[id].body();
    let may_be = |value: Node<'s>| {
        let value = value.peeled();
        match value.kind() {
            "call_expression" | "new_expression" | "await_expression" => true,
            "identifier" => {
                project.promise_of(value) != Returns::Never && project.function_of_parameter(value).is_none()
            }
            _ => false,
        }
    };
    if body.kind() != "statement_block" {
        return may_be(body);
    }
    let returns = body.descendants_of_same_function().into_iter();
    let mut values = returns
        .filter(|it| it.kind() == "return_statement")
        .filter_map(Node::first_child);
    values.any(may_be)
}

/// `total += f()`, `seq + f()`: something is read before the call that may have
/// changed when it is over.
pub(super) fn is_in_computation(call: Node<'_>) -> bool {
    let stops = |it: &Node<'_>| it.is_function() || it.kind().ends_with("statement") || it.kind() == "arguments";
    let mut inner = call;
    for around in call.ancestors().take_while(|it| !stops(it)) {
        let reads_before = match around.kind() {
            "augmented_assignment_expression" => true,
            "binary_expression" => around.field("right") == Some(inner) && !is_literal(around.field("left")),
            _ => false,
        };
        if reads_before {
            return true;
        }
        inner = around;
    }
    false
}

fn is_literal(node: Option<Node<'_>>) -> bool {
    node.is_some_and(|it| {
        matches!(
            it.peeled().kind(),
            "string" | "number" | "template_string" | "true" | "false" | "null"
        )
    })
}

/// A parameter default, a class field or a static block around the call.
pub(super) fn no_await_here(call: Node<'_>) -> Option<Node<'_>> {
    call.ancestors().take_while(|it| !it.is_function()).find(|it| {
        matches!(
            it.kind(),
            "formal_parameters" | "field_definition" | "public_field_definition" | "class_static_block" | "decorator"
        )
    })
}

fn is_awaited(call: Node<'_>) -> bool {
    call.wrapped()
        .parent()
        .is_some_and(|it| it.kind() == "await_expression")
}

/// `await f().catch(…)`
fn is_chain_awaited(call: Node<'_>) -> bool {
    let mut links = std::iter::successors(link_on(call), |it| link_on(*it));
    links.any(is_awaited)
}

/// `return f()` hands the promise on; inside of a `try` it would escape the
/// `catch`.
fn is_returned(call: Node<'_>) -> bool {
    let wrapped = call.wrapped();
    let parent = wrapped.parent();
    let is_body = parent.is_some_and(|it| it.kind() == "arrow_function" && it.field("body") == Some(wrapped));
    let is_return = parent.is_some_and(|it| it.kind() == "return_statement");
    let in_try = call
        .ancestors()
        .take_while(|it| !it.is_function())
        .any(|it| it.kind() == "try_statement");
    (is_body || is_return) && !in_try
}
