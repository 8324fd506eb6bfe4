//! Whether a call with an error-first callback fails, or what its callback does.
//! Knows the parts of callbacks, not what becomes of them.

use crate::{
    semantic::{BindingId, Code, ErrorFirst, FunctionId, Gives, Project, Shape, may_fail},
    syntax::Node,
};

use super::{CallbackCall, Refusal, Rewrite, Settles, awaited::anatomy, chain::root_of, parts, turns::is_started};

/// Whether an error goes where an exception at the call goes.
pub(super) fn rethrows<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<bool, Refusal> {
    let callback = call.callback.peeled();
    if call.bare.is_some() || !callback.is_function() {
        return Ok(project.is_handler_parameter(callback, 2));
    }
    Ok(matches!(anatomy(project, call)?.shape, Shape::Rethrown(_)))
}

/// Whether waiting for the call and its callback may throw, as far as anybody
/// would say who reads the code.
pub(super) fn may_reject<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<bool, Refusal> {
    if let Some(settles) = call.settles() {
        return Ok(settles == Settles::OrRejects);
    }
    if !call.callback.peeled().is_function() {
        return Ok(!project.is_global(root_of(call.callback.peeled()), "console"));
    }
    if call.bare.as_ref().is_some_and(|it| it.result.is_some()) {
        return Ok(true);
    }
    let anatomy = anatomy(project, call)?;
    Ok(any_part(&anatomy.shape, |code| {
        let nodes = parts::nodes_in(anatomy.function, code);
        nodes.into_iter().any(|it| may_fail(project, it, |_| false))
    }))
}

/// Whether the callback's parts can be proven not to throw; a `catch` around must
/// not see what it did not see before.
pub(super) fn may_throw<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<bool, Refusal> {
    let anatomy = anatomy(project, call)?;
    Ok(any_part(&anatomy.shape, |code| {
        parts_throw(project, call, &anatomy, code)
    }))
}

/// Whether any part of a callback throws, in the caller's meaning of the word.
fn any_part(shape: &Shape, throws: impl Fn(&Code) -> bool) -> bool {
    match shape {
        Shape::Rethrown(_) => true,
        Shape::Ignored(body) | Shape::Mixed(body) => throws(body),
        Shape::Left {
            on_error: one,
            rest: other,
        }
        | Shape::Split {
            on_error: one,
            on_success: other,
        }
        | Shape::Tolerated {
            guard: one,
            rest: other,
        } => throws(one) || throws(other),
    }
}

/// Whether a part of the callback may throw. Its parameters are objects where
/// they are looked at, and so is what the call's arguments took a property of.
pub(super) fn parts_throw<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    code: &Code,
) -> bool {
    // What gives no result has none that could be looked at.
    let has_result = call.promise.gives != Gives::Nothing && !call.promise.may_be_empty;
    let results = anatomy.results.iter().filter(|_| has_result);
    let parameters = anatomy.err.iter().chain(results);
    let mut known: Vec<BindingId> = parameters.filter_map(|it| project.binding_of(*it)).collect();
    known.extend(known_objects(project, call));
    parts::part_can_throw(project, anatomy.function, code, &known)
}

/// Variables that are objects where a call has happened: its arguments took a
/// property of them.
pub(super) fn known_objects<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Vec<BindingId> {
    let nodes = call.arguments.iter().flat_map(|it| certain_nodes(*it));
    let objects = nodes
        .filter(|it| it.kind() == "member_expression" && it.field("optional_chain").is_none())
        .filter_map(|it| it.field("object"));
    let constant = objects.filter(|it| is_never_assigned(project, *it));
    constant.filter_map(|it| project.binding_of(it)).collect()
}

/// The nodes of an expression that are evaluated whenever it is.
fn certain_nodes(expression: Node<'_>) -> Vec<Node<'_>> {
    let mut found = vec![expression];
    let parts = match expression.kind() {
        _ if expression.is_function() => Vec::new(),
        "ternary_expression" => expression.field("condition").into_iter().collect(),
        "binary_expression" if ["&&", "||", "??"].iter().any(|it| expression.has_token(it)) => {
            expression.field("left").into_iter().collect()
        }
        "member_expression" | "call_expression" | "subscript_expression"
            if expression.field("optional_chain").is_some() =>
        {
            Vec::new()
        }
        _ => expression.children(),
    };
    found.extend(parts.into_iter().flat_map(certain_nodes));
    found
}

fn is_never_assigned<'s>(project: &Project<'s>, name: Node<'s>) -> bool {
    project
        .binding_of(name)
        .is_some_and(|id| !project.names(name).references_of(id).any(|it| it.is_write))
}

/// Whether a function that becomes async may fail before it has waited for anything: at
/// its call today, or in that of the function which it waits for itself.
pub(super) fn fails_before_it_waits<'s>(
    project: &Project<'s>,
    rewrite: &Rewrite<'s>,
    id: FunctionId,
    seen: &mut Vec<FunctionId>,
) -> bool {
    let Some(waits) = rewrite.waits.get(&id).copied().filter(|_| !seen.contains(&id)) else {
        return true;
    };
    seen.push(id);
    let callee = waits.field("function").filter(|_| waits.kind() == "call_expression");
    let called = callee.and_then(|it| project.called_function(it));
    let called = called.filter(|it| rewrite.waits.contains_key(it));
    let is_exempt =
        |it: Node<'s>| it.start() >= waits.end() || is_started(project, it) || called.is_some() && it == waits;
    may_fail(project, project[id].node, is_exempt)
        || called.is_some_and(|it| fails_before_it_waits(project, rewrite, it, seen))
}
