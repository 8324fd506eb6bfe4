//! What a function gives to its callback is returned or thrown instead. Knows its
//! completions, one at a time, and no calls of it.

use crate::{
    semantic::{Chain, Completion, Completions, Outcome, Project},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Template,
    answerer::{take_arguments, take_offer},
    converted::callback_call,
    drop_callback,
    leaving::{Leaving, can_await, leave},
    pipeline::inside,
    statements::{drop_lines, is_bare_return, is_end_of_case, next_statement},
};

/// `callback(null, x)` becomes `return x`, `callback(err)` becomes `throw err`.
pub(super) fn complete<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
    completion: &Completion<'s>,
) -> Result<(), Refusal> {
    let Completion { call, mention, outcome } = *completion;
    let function = &project[completions.function];
    let pending = || Refusal::at(call, Reason::NotYetAwaited(function.display_name()));
    let around = call.function_around().ok_or_else(pending)?;
    let is_answered = matches!(outcome, Outcome::Answered { .. } | Outcome::Offered(..));
    let is_for_lambda = project.handler(completions.function).is_some() || project.is_answerer(completions.function);
    if !is_answered {
        rewrite.forget(mention);
    }
    let several = match completions.has_several_results {
        true => completion.results(),
        false => Vec::new(),
    };
    let unused = |it: &Node<'s>| is_unused(*it, outcome) && !several.contains(it);
    for unused in call.arguments().into_iter().filter(unused) {
        rewrite.forget(unused);
    }
    if around != function.node
        && let Some(chain) = Chain::around(around).filter(|_| passes_on(project, around, completions, completion))
    {
        rewrite.forget(around);
        drop_link(rewrite, &chain, around);
        return_call(rewrite, chain.call).ok_or_else(pending)?;
        return return_outward(project, rewrite, completions, (chain.call, Some(chain.call)), outcome)
            .ok_or_else(pending);
    }
    if let Some(handed) = handed_to_chain(call, mention) {
        let chain = Chain::around(handed).ok_or_else(pending)?;
        if !is_answered {
            drop_link(rewrite, &chain, handed);
        }
        return_call(rewrite, chain.call).ok_or_else(pending)?;
        return return_outward(project, rewrite, completions, (chain.call, Some(chain.call)), outcome)
            .ok_or_else(pending);
    }
    if around != function.node {
        return_outward(project, rewrite, completions, (call, None), outcome).ok_or_else(pending)?;
    } else if let Some(attempt) = useless_try(project, completion) {
        let body = attempt.field("body").ok_or_else(pending)?;
        rewrite.forget(call);
        rewrite.replace(attempt, Template::new("$body").fragment("body", inside(body)));
        return Ok(());
    }
    let awaited = awaited(call);
    let leaving = Leaving::of(awaited.unwrap_or(call)).ok_or_else(pending)?;
    if awaited.is_some() && matches!(leaving, Leaving::Branch(_)) {
        return Err(pending());
    }
    if let Outcome::Answered { by, .. } = outcome {
        take_arguments(project, rewrite, call, by);
    }
    if let Outcome::Offered(offer, is_certain) = outcome {
        take_offer(rewrite, call, mention, offer);
        if !is_certain {
            rewrite.doubt(offer.caveat);
        }
    }
    match outcome {
        Outcome::Success(None)
            if !completions.has_several_results && around.field("body").is_some_and(|it| leaving.is_end(it)) =>
        {
            leaving.drop(rewrite);
            Ok(())
        }
        Outcome::HandedOn if calls_itself(project, completions, call) => {
            drop_callback(rewrite, project, &callback_call(project, completions, call)?);
            let text = match can_await(project, completions, call) {
                true => "return await $call;",
                false => "return $call;",
            };
            leaving.put(rewrite, Template::new(text).fragment("call", call.range()))
        }
        Outcome::HandedOn => Err(pending()),
        // Both are known once the call around has been awaited.
        Outcome::Either(..) if !is_for_lambda => Err(pending()),
        _ => leave(project, rewrite, completions, call, leaving),
    }
}

/// Whether an argument is nothing that is returned or thrown.
fn is_unused<'s>(argument: Node<'s>, outcome: Outcome<'s>) -> bool {
    let used = match outcome {
        Outcome::Failure(err, _) => [Some(err), None],
        Outcome::Success(value) | Outcome::Failed(value) => [value, None],
        Outcome::Either(err, result) => [Some(err), result],
        Outcome::HandedOn | Outcome::Answered { .. } | Outcome::Offered(..) => return false,
    };
    !used.contains(&Some(argument))
}

fn throws(outcome: Outcome<'_>) -> bool {
    match outcome {
        Outcome::Failure(..) | Outcome::Failed(_) | Outcome::Either(..) => true,
        Outcome::Answered { is_late, may_fail, .. } => is_late || may_fail,
        Outcome::Success(_) | Outcome::HandedOn | Outcome::Offered(..) => false,
    }
}

/// `await` before a call.
pub(super) fn awaited(call: Node<'_>) -> Option<Node<'_>> {
    call.wrapped().parent_of_kind("await_expression")
}

/// Whether a function of a chain only hands on what it gets: `(data) => callback(null, data)`.
fn passes_on<'s>(
    project: &Project<'s>,
    function: Node<'s>,
    completions: &Completions<'s>,
    completion: &Completion<'s>,
) -> bool {
    let Some(chain) = Chain::around(function) else {
        return false;
    };
    let Some(link) = chain.link_of(function) else {
        return false;
    };
    let is_error = link.failed == Some(function);
    // Both go, or the error's function stays.
    if !is_error && link.failed.is_some_and(Node::is_function) {
        return false;
    }
    let handed = match completion.outcome {
        Outcome::Success(Some(value)) if !is_error && !completions.has_several_results => value,
        Outcome::Failure(err, _) | Outcome::Either(err, None) | Outcome::Failed(Some(err)) if is_error => err,
        _ => return false,
    };
    let only = project.only_call(function);
    only.is_some_and(|(call, parameter)| {
        call == completion.call && project.binding_of(handed.peeled()) == Some(parameter)
    })
}

/// Whether a function of a chain is taken away, because the promise does what it did.
fn goes<'s>(project: &Project<'s>, function: Node<'s>, completions: &Completions<'s>) -> bool {
    let is_only = |it: &&Completion<'s>| project.handing_error_on(function) == Some(it.call);
    let answer = completions.all.iter().find(is_only);
    answer.is_some_and(|it| passes_on(project, function, completions, it))
}

/// What is a link of a chain by itself: `context.succeed` of `promise.then(context.succeed)`.
fn handed_to_chain<'s>(call: Node<'s>, mention: Node<'s>) -> Option<Node<'s>> {
    let function = mention.parent_of_kind("member_expression").unwrap_or(mention);
    let chain = Chain::around(function)?;
    chain.link_of(function).filter(|it| it.call == call).map(|_| function)
}

/// The promise of a chain comes to what the link would have handed on.
fn drop_link<'s>(rewrite: &mut Rewrite<'s>, chain: &Chain<'s>, function: Node<'s>) {
    let Some(link) = chain.link_of(function) else {
        return;
    };
    let inner = link.call.field("function").and_then(|it| it.field("object"));
    match (inner, link.ok) {
        // `then(ok, callback)`
        (_, Some(ok)) if ok.is_function() && ok != function => {
            rewrite.delete(ok.wrapped().end()..function.wrapped().end());
        }
        (Some(inner), _) => rewrite.delete(inner.end()..link.call.end()),
        (None, _) => {}
    }
}

/// Returns the promises of all functions around a place, up to the one that completes: each
/// of them is a link of a chain, or given to a function that returns its promise.
fn return_outward<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
    (place, mut promise): (Node<'s>, Option<Node<'s>>),
    outcome: Outcome<'s>,
) -> Option<()> {
    let function = project[completions.function].node;
    let is_caught_for_good = |chain: &Chain<'s>, it: Node<'s>| {
        let mut catching = chain.catching(it);
        catching.any(|it| !goes(project, it, completions))
    };
    let mut around = place.function_around()?;
    while around != function {
        // Who waits for the function would wait longer than before.
        let waits_longer = promise.is_some_and(is_dropped);
        let call = match Chain::around(around) {
            // What is thrown there came to no `catch` before.
            Some(chain) if is_caught_for_good(&chain, around) && throws(outcome) => return None,
            Some(chain) if chain.ends_with_finally(around) && waits_longer => return None,
            // Nobody caught what it rejects with.
            Some(chain) if chain.is_caught(around) && waits_longer && !promise.is_some_and(is_caught) => return None,
            Some(chain) => chain.call,
            None => {
                let run = project.handed_through(around).filter(|_| !waits_longer)?;
                match Chain::from(run) {
                    Some(chain) if chain.catches() && throws(outcome) => return None,
                    Some(chain) => chain.call,
                    None => run,
                }
            }
        };
        return_call(rewrite, call)?;
        (around, promise) = (call.function_around()?, Some(call));
    }
    Some(())
}

/// `….catch((err) => { … })`
fn is_caught(call: Node<'_>) -> bool {
    let last = Chain::of(call).and_then(|it| it.links.last().copied());
    last.is_some_and(|it| it.ok.is_none() && it.failed.is_some_and(Node::is_function))
}

/// Whether a call is a statement, and so is nothing that its function returns.
fn is_dropped(call: Node<'_>) -> bool {
    let parent = call.wrapped().parent();
    parent.is_some_and(|it| it.kind() == "expression_statement")
}

/// Puts `return` before a chain or another call that is a statement.
fn return_call<'s>(rewrite: &mut Rewrite<'s>, call: Node<'s>) -> Option<()> {
    let wrapped = call.wrapped();
    let awaited = wrapped.parent_of_kind("await_expression").map(Node::wrapped);
    let expression = awaited.unwrap_or(wrapped);
    let parent = expression.parent()?;
    match parent.kind() {
        "expression_statement" => {
            rewrite.insert(parent.start(), "return ");
            let after = next_statement(parent).filter(|it| is_bare_return(*it) || is_end_of_case(*it));
            after.into_iter().for_each(|it| drop_lines(rewrite, it));
        }
        "return_statement" | "arrow_function" => {}
        _ => return None,
    }
    Some(())
}

/// A `try` whose `catch` would do nothing but throw what it got.
fn useless_try<'s>(project: &Project<'s>, completion: &Completion<'s>) -> Option<Node<'s>> {
    let Outcome::Failure(err, _) = completion.outcome else {
        return None;
    };
    let statement = completion.call.wrapped().parent()?;
    let block = statement.parent_of_kind("statement_block")?;
    let clause = block.parent_of_kind("catch_clause")?;
    let attempt = clause.parent_of_kind("try_statement")?;
    let parameter = clause.field("parameter")?;
    let is_same = project
        .binding_of(err.peeled())
        .is_some_and(|it| project.binding_of(parameter) == Some(it));
    let is_only = match block.children().as_slice() {
        [_] => true,
        [_, last] => is_bare_return(*last),
        _ => false,
    };
    let has_comments = clause.descendants().iter().any(|it| it.is_comment());
    let names = project.names(attempt);
    let body = attempt.field("body")?;
    let inner = names.scope_around(&(body.start() + 1..body.end() - 1));
    let outer = names.scope_around(&attempt.range());
    let is_free = names.declared_in(inner).all(|id| {
        let binding = names.binding(id);
        let goes = |at: usize| binding.declared.contains(&at);
        inner == outer || names.is_fresh(outer, &binding.name, goes)
    });
    let is_listed = attempt.parent().is_some_and(Node::is_statement_list);
    (is_same && is_only && !has_comments && is_free && is_listed && attempt.field("finalizer").is_none())
        .then_some(attempt)
}

pub(super) fn calls_itself<'s>(project: &Project<'s>, completions: &Completions<'s>, call: Node<'s>) -> bool {
    let callee = call.field("function").and_then(|it| project.called_function(it));
    callee == Some(completions.function)
}
