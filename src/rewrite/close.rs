//! `async` is contagious: who calls an async function awaits it, and is async.
//! Knows functions and their usages, no leaks.

use std::collections::HashSet;

use crate::{
    semantic::{FunctionId, Project, TestCallback, may_fail},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite,
    answering::answer_nothing,
    call::handler_can_wait,
    caller::{Callee, callers, no_await_here},
    signature::signature,
    turns::is_started,
};

/// Adds all that the functions made async ask of their callers, up to the
/// handlers.
///
/// # Errors
/// A refusal with the place where a caller cannot wait.
pub fn close<'s>(project: &Project<'s>, mut rewrite: Rewrite<'s>) -> Result<Rewrite<'s>, Refusal> {
    let mut queue = std::mem::take(&mut rewrite.made_async);
    let mut seen = HashSet::new();
    while let Some((id, place)) = queue.pop() {
        let id = outside_of_inlined(project, &rewrite, id).ok_or_else(|| Refusal::at(place, Reason::TopLevel))?;
        let function = &project[id];
        if !seen.insert(id) {
            continue;
        }
        rewrite.waits.insert(id, place);
        if let Some(blocked) = no_await_here(place) {
            let function = function.display_name();
            let kind = "run where nothing can wait";
            return Err(Refusal::at(blocked, Reason::CannotBeAsync { function, kind }));
        }
        can_be_async(project, id)?;
        if let Some(called) = project.completes_by(function.node) {
            // It will be a part of the function around it.
            let reason = Reason::NotYetAwaited(project[called].display_name());
            return Err(Refusal::at(function.node, reason));
        }
        let completions = project.convertible(id).ok();
        if let Some(silent) = completions.filter(|it| it.is_silent()) {
            answer_nothing(project, &mut rewrite, silent);
        }
        // Its callers are told by its callback, until that goes.
        let completes = completions.is_some_and(|it| !it.is_silent());
        if completes {
            rewrite.completing.extend(project.function_key(id));
        }
        if completes && function.is_async {
            continue;
        }
        let mut callee = Callee { id, gave_promise: true };
        if function.is_async {
            // Whoever waits for the callback waits already.
            if !is_awaited(project, function.node) {
                queue.extend(callers(project, &mut rewrite, &callee)?);
            }
            continue;
        }
        is_not_held(project, id)?;
        rewrite.insert_in(function.node.source, function.async_offset(), "async ");
        queue.extend(signature(project, &mut rewrite, id)?);
        if completes {
            continue;
        }
        callee.gave_promise = project.handler(id).is_some();
        if is_awaited(project, function.node) {
            all_are_waited_for(project, &rewrite, function.node, function.node)?;
        } else if project.test_callback(function.node).is_none() {
            queue.extend(callers(project, &mut rewrite, &callee)?);
        }
    }
    within_path(&rewrite)?;
    Ok(rewrite)
}

/// A callback whose promise comes to somebody who waits, in this function or where the
/// chain goes that it is a link of.
fn is_awaited<'s>(project: &Project<'s>, function: Node<'s>) -> bool {
    project.is_awaited_callback(function) || project.is_link_followed_to_handlers(function)
}

/// A handler that was put back stays; any other one waits when it is async.
fn is_not_held(project: &Project<'_>, id: FunctionId) -> Result<(), Refusal> {
    let Some(handler) = project.handler(id) else {
        return Ok(());
    };
    if handler.is_held {
        let reason = Reason::of_held(handler);
        return Err(Refusal::at(project[id].node, reason));
    }
    handler_can_wait(project, handler)
}

/// Only the files that were given may be edited.
fn within_path(rewrite: &Rewrite<'_>) -> Result<(), Refusal> {
    let Some((source, offset)) = rewrite.first_changes().find(|(source, _)| !source.is_selected) else {
        return Ok(());
    };
    Err(Refusal {
        reason: Reason::OutsideOfPath(source.path.file_name().unwrap_or_default().display().to_string()),
        place: Some((source.id, offset..offset)),
    })
}

/// The function that receives the body of `id`, when that is inlined.
fn outside_of_inlined<'s>(project: &Project<'s>, rewrite: &Rewrite<'s>, id: FunctionId) -> Option<FunctionId> {
    std::iter::successors(Some(id), |it| project[*it].parent).find(|it| !rewrite.inlined.contains(it))
}

/// `Promise.all` stops waiting at the first failure; then nothing in the callback
/// of its `map` may fail.
pub(super) fn all_are_waited_for<'s>(
    project: &Project<'s>,
    rewrite: &Rewrite<'s>,
    callback: Node<'s>,
    function: Node<'s>,
) -> Result<(), Refusal> {
    let is_all = project.combinator_of_callback(callback).is_some() && !project.is_settled_callback(callback);
    if is_all && (rewrite.may_reject || may_fail(project, function, |it| is_started(project, it))) {
        return Err(Refusal::at(callback, Reason::OthersLeftBehind));
    }
    Ok(())
}

fn can_be_async(project: &Project<'_>, id: FunctionId) -> Result<(), Refusal> {
    let function = &project[id];
    let kind = if function.is_constructor() {
        "a constructor"
    } else if function.is_accessor() {
        "a getter or setter"
    } else if function.is_generator {
        "a generator"
    } else if project.is_promise_executor(function.node) {
        "the executor of a promise"
    } else if names_await(function.node) {
        "a function that has `await` for a name"
    } else if project.is_known_outside_of_block(function.node) {
        "declared in a block and known outside of it, as async functions are not"
    } else {
        match project.test_callback(function.node) {
            Some(TestCallback::TakesDone) => "a test that takes `done`, which cannot return a promise as well",
            Some(TestCallback::CannotWait) => "a group of tests, which cannot wait",
            Some(TestCallback::Waits) | None => return Ok(()),
        }
    };
    let function = function.display_name();
    Err(Refusal::at(project[id].node, Reason::CannotBeAsync { function, kind }))
}

/// Whether `await` is a name there, as it is in no async function.
fn names_await(function: Node<'_>) -> bool {
    let nodes = function.descendants().into_iter();
    nodes.filter(|it| it.is_identifier()).any(|it| it.text() == "await")
}
