//! `async` is contagious: who calls an async function awaits it, and is async.
//! Knows functions and their usages, no leaks.

use std::collections::HashSet;

use crate::{
    semantic::{Answers, Follow, FunctionId, Project, Property, Returns, Usage, anything_follows, may_fail},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite,
    turns::{collect_call, is_started, turns_around, waiting_statement},
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
        let is_handler = project.handler(id).is_some();
        if let Some(blocked) = no_await_here(place) {
            let function = function.display_name();
            let kind = "run where nothing can wait";
            return Err(Refusal::at(blocked, Reason::CannotBeAsync { function, kind }));
        }
        can_be_async(project, id)?;
        if function.is_async {
            // Lambda, or whoever waits for the callback, waits already.
            if !is_handler && !project.is_awaited_callback(function.node) {
                queue.extend(callers(project, &mut rewrite, (id, place), true)?);
            }
            continue;
        }
        if let Some(handler) = project.handler(id) {
            let name = handler.key.1.clone();
            if handler.is_held {
                return Err(Refusal::at(function.node, Reason::HandlerHeld(name)));
            }
            if handler.answers != Answers::Promise {
                let answers = handler.answers;
                return Err(Refusal::at(
                    function.node,
                    Reason::HandlerNotAsync { handler: name, answers },
                ));
            }
        }
        rewrite.insert_in(function.node.source, function.async_offset(), "async ");
        promise_type(project, &mut rewrite, id)?;
        if is_handler {
            continue;
        }
        if project.is_awaited_callback(function.node) {
            all_are_waited_for(project, &rewrite, function.node)?;
        } else {
            queue.extend(callers(project, &mut rewrite, (id, place), false)?);
        }
    }
    if let Some(source) = rewrite.sources().find(|it| !it.is_selected) {
        let file = source.path.display().to_string();
        return Err(Refusal {
            reason: Reason::OutsideOfPath(file),
            place: None,
        });
    }
    Ok(rewrite)
}

/// The function that receives the body of `id`, when that is inlined.
fn outside_of_inlined<'s>(project: &Project<'s>, rewrite: &Rewrite<'s>, id: FunctionId) -> Option<FunctionId> {
    std::iter::successors(Some(id), |it| project[*it].parent).find(|it| !rewrite.inlined.contains(it))
}

/// `Promise.all` stops waiting at the first failure; then nothing in the callback
/// of its `map` may fail.
fn all_are_waited_for<'s>(project: &Project<'s>, rewrite: &Rewrite<'s>, function: Node<'s>) -> Result<(), Refusal> {
    let is_all = project.combinator_of_callback(function).is_some() && !project.is_settled_callback(function);
    if is_all && (rewrite.may_reject || may_fail(project, function, |it| is_started(project, it))) {
        return Err(Refusal::at(function, Reason::OthersLeftBehind));
    }
    Ok(())
}

/// Awaits each call of a function; gives the functions around those calls. Of one
/// that was async before, calls that cannot be seen are somebody else's business.
fn callers<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    function: (FunctionId, Node<'s>),
    was_async: bool,
) -> Result<Vec<(FunctionId, Node<'s>)>, Refusal> {
    let (id, _) = function;
    let name = || project[id].display_name();
    let mut callers = Vec::new();
    for usage in project.usages(id) {
        let call = match usage {
            Usage::Call(call) => call,
            Usage::Export(_) | Usage::Value(_) if was_async => continue,
            Usage::Export(at) => return Err(Refusal::at(at, Reason::Exported(name()))),
            Usage::Value(at) => return Err(Refusal::at(at, Reason::Escapes(name()))),
        };
        let around = project
            .function_around(call)
            .ok_or_else(|| Refusal::at(call, Reason::TopLevel))?;
        let is_handed_on = is_returned(call) && project[around].is_async;
        if is_awaited(call) || is_handed_on || is_settled(project, call) {
            continue;
        }
        check_use(project, rewrite, call, id, was_async)?;
        let waits = await_call(project, rewrite, call, function)?;
        let around = project.function_around(waits).unwrap_or(around);
        callers.push((around, waits));
    }
    Ok(callers)
}

/// Puts `await` before a call, with parentheses where something follows; gives
/// the node whose function waits.
fn await_call<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: Node<'s>,
    function: (FunctionId, Node<'s>),
) -> Result<Node<'s>, Refusal> {
    let used = |at: Node<'s>| Refusal::at(at, Reason::ResultUsed(project[function.0].display_name()));
    if let Some(blocked) = no_await_here(call) {
        return Err(used(blocked));
    }
    // Turns of a loop that ran side by side must not run one after another.
    if let Some(turns) = turns_around(project, call) {
        collect_call(project, rewrite, call, turns, function)?;
        return Ok(turns);
    }
    let needs_parentheses = has_link(call);
    let is_optional = call
        .descendants_of_same_function()
        .iter()
        .any(|it| it.kind() == "optional_chain");
    // `!function () {…}()`: `async` would come before `await`.
    let is_linked_twice = call.ancestors().any(|it| {
        let is_usage = |usage: &Usage<'s>| matches!(usage, Usage::Call(other) if *other == it);
        it.kind() == "call_expression" && it.start() == call.start() && project.usages(function.0).iter().any(is_usage)
    });
    if needs_parentheses && (is_optional || is_linked_twice) || call.start() == project[function.0].async_offset() {
        return Err(used(call));
    }
    if needs_parentheses {
        // Without semicolons the line before would go on.
        let begins = statement_around(call).is_some_and(|it| it.start() == call.start());
        let guard = if begins && !call.source.style.semicolons {
            ";"
        } else {
            ""
        };
        rewrite.insert_in(call.source, call.start(), &format!("{guard}(await "));
        rewrite.insert_in(call.source, call.end(), ")");
    } else {
        rewrite.insert_in(call.source, call.start(), "await ");
    }
    Ok(call)
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
    id: FunctionId,
    was_async: bool,
) -> Result<(), Refusal> {
    let function = &project[id];
    let used = |at: Node<'s>| Refusal::at(at, Reason::ResultUsed(function.display_name()));
    if !project.is(call, Property::Discarded) && !is_returned(call) {
        // The promise is used as one, or what was read before has changed since.
        if was_async || may_give_promise(project, id) || is_in_computation(call) {
            return Err(used(call));
        }
    }
    let Some(statement) = statement_around(call) else {
        return Ok(());
    };
    rewrite.doubt_if_under_way(project, waiting_statement(project, statement));
    if turns_around(project, call).is_some() {
        return Ok(());
    }
    let may_reject = rewrite.may_reject || was_async;
    let place = project.place(statement, function.node);
    if let Some(around) = place.in_try.or(place.in_finally).filter(|_| may_reject) {
        return Err(Refusal::at(around, Reason::InsideTry));
    }
    if let Some(node) = project.shared_after(statement, function.node) {
        return Err(Refusal::at(node, Reason::OrderChanges));
    }
    if may_reject && anything_follows(project, statement) {
        rewrite.doubt("what follows the call no longer runs when it fails");
    }
    if matches!(place.follow, Follow::Runs(_)) && project.changes_outer_state(function.node) {
        rewrite.doubt("what follows the call now runs after its callback");
    }
    Ok(())
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
fn is_in_computation(call: Node<'_>) -> bool {
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

/// An element of `Promise.allSettled([…])` that is awaited: it is waited for
/// whatever becomes of the others.
fn is_settled<'s>(project: &Project<'s>, call: Node<'s>) -> bool {
    let array = call.wrapped().parent_of_kind("array");
    let all = array
        .and_then(|it| it.wrapped().parent_of_kind("arguments"))
        .and_then(|it| it.parent());
    let property = all
        .and_then(|it| it.field("function"))
        .and_then(|it| it.field("property"));
    property.is_some_and(|it| it.text() == "allSettled") && project.is_waited_for(call)
}

/// A parameter default, a class field or a static block around the call.
fn no_await_here(call: Node<'_>) -> Option<Node<'_>> {
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
    } else if project.is_known_outside_of_block(function.node) {
        "declared in a block and known outside of it, as async functions are not"
    } else if !function.is_async && is_typed_elsewhere(function.node) {
        "typed by an interface, a class or an annotation that says what it returns"
    } else {
        return Ok(());
    };
    let function = function.display_name();
    Err(Refusal::at(project[id].node, Reason::CannotBeAsync { function, kind }))
}

/// A method of a class with a heritage, or a function in a variable with a type:
/// what it returns is said in another place, too.
fn is_typed_elsewhere(function: Node<'_>) -> bool {
    let wrapped = function.wrapped();
    let Some(parent) = wrapped.parent() else {
        return false;
    };
    match parent.kind() {
        "class_body" => parent
            .parent()
            .is_some_and(|class| class.children().iter().any(|it| it.kind() == "class_heritage")),
        "variable_declarator" | "public_field_definition" => parent.field("type").is_some(),
        _ => false,
    }
}

/// In TypeScript, `: T` becomes `: Promise<T>`.
fn promise_type<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: FunctionId) -> Result<(), Refusal> {
    let function = &project[id];
    let Some(annotation) = function.node.field("return_type") else {
        return Ok(());
    };
    let Some(inner) = annotation.first_child() else {
        return Ok(());
    };
    let is_promise = inner.kind() == "generic_type" && inner.field("name").is_some_and(|it| it.text() == "Promise");
    if annotation.kind() != "type_annotation" {
        let function = function.display_name();
        let kind = "a type guard";
        return Err(Refusal::at(annotation, Reason::CannotBeAsync { function, kind }));
    }
    if !is_promise {
        rewrite.insert_in(inner.source, inner.start(), "Promise<");
        rewrite.insert_in(inner.source, inner.end(), ">");
    }
    Ok(())
}
