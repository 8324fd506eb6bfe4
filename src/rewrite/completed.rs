//! What a function gives to its callback is returned or thrown instead. Knows its
//! completions, one at a time, and no calls of it.

use std::ops::Range;

use crate::{
    semantic::{Chain, Completion, Completions, Outcome, Project},
    syntax::Node,
};

use super::{Reason, Refusal, Rewrite, Template, converted::callback_call, drop_callback};

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
    let chain = chain_of(around).filter(|it| it.call.function_around() == Some(function.node));
    if around != function.node && chain.is_none() {
        return Err(pending());
    }
    rewrite.forget(mention);
    if let Some(chain) = chain {
        // What is thrown there came to no `catch` before.
        let is_caught = around == chain.ok && chain.call != chain.then && chain.failed.is_function();
        if is_caught && matches!(outcome, Outcome::Failure(..)) {
            return Err(pending());
        }
        return_chain(rewrite, &chain).ok_or_else(pending)?;
    } else if let Some(chain) = Chain::of(call).filter(|it| it.failed == mention) {
        if chain.call == chain.then {
            rewrite.delete(chain.ok.wrapped().end()..mention.end());
        } else {
            rewrite.delete(chain.then.end()..chain.call.end());
        }
        return return_chain(rewrite, &chain).ok_or_else(pending);
    } else if let Some(attempt) = useless_try(project, completion) {
        let body = attempt.field("body").ok_or_else(pending)?;
        rewrite.forget(call);
        let inside = trimmed(body, body.start() + 1..body.end() - 1);
        rewrite.replace(attempt, Template::new("$body").fragment("body", inside));
        return Ok(());
    }
    let wrapped = call.wrapped();
    let parent = wrapped.parent().ok_or_else(pending)?;
    let statement = match parent.kind() {
        "expression_statement" | "return_statement" => parent,
        "arrow_function" => {
            let Outcome::Success(Some(value)) = outcome else {
                return Err(pending());
            };
            let text = if value.kind() == "object" { "($value)" } else { "$value" };
            rewrite.replace(wrapped, Template::new(text).fragment("value", value.range()));
            return Ok(());
        }
        _ => return Err(pending()),
    };
    let template = match outcome {
        Outcome::Failure(err, _) => Template::new("throw $value;").fragment("value", err.range()),
        Outcome::Success(Some(value)) => Template::new("return $value;").fragment("value", value.range()),
        Outcome::Success(None) if around.field("body").is_some_and(|it| is_end(statement, it)) => {
            drop_lines(rewrite, statement);
            return Ok(());
        }
        Outcome::Success(None) => Template::new("return;"),
        Outcome::HandedOn if calls_itself(project, completions, call) => {
            drop_callback(rewrite, project, &callback_call(project, completions, call)?);
            Template::new("return await $call;").fragment("call", call.range())
        }
        Outcome::HandedOn | Outcome::Either(..) => return Err(pending()),
    };
    rewrite.replace_range(statement.start()..statement.end_of_code(), template);
    if let Some(after) = next_statement(statement).filter(|it| is_bare_return(*it) || is_end_of_case(*it)) {
        drop_lines(rewrite, after);
    }
    Ok(())
}

/// The chain that a function gets the outcome of.
fn chain_of(function: Node<'_>) -> Option<Chain<'_>> {
    let call = function.wrapped().parent_of_kind("arguments")?.parent()?;
    let outer = call.parent_of_kind("member_expression").and_then(Node::parent);
    [outer, Some(call)].into_iter().flatten().find_map(|it| {
        let chain = Chain::of(it)?;
        (chain.ok == function || chain.failed == function).then_some(chain)
    })
}

/// Puts `return` before a chain that is a statement.
fn return_chain<'s>(rewrite: &mut Rewrite<'s>, chain: &Chain<'s>) -> Option<()> {
    let wrapped = chain.call.wrapped();
    let awaited = wrapped.parent_of_kind("await_expression").map(Node::wrapped);
    let expression = awaited.unwrap_or(wrapped);
    let parent = expression.parent()?;
    match parent.kind() {
        "expression_statement" => rewrite.insert(parent.start(), "return "),
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

fn trimmed(node: Node<'_>, range: Range<usize>) -> Range<usize> {
    let text = &node.source.text[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

pub(super) fn calls_itself<'s>(project: &Project<'s>, completions: &Completions<'s>, call: Node<'s>) -> bool {
    let callee = call.field("function").and_then(|it| project.called_function(it));
    callee == Some(completions.function)
}

/// The last statement of a body.
fn is_end<'s>(statement: Node<'s>, body: Node<'s>) -> bool {
    let is_last = |it: Node<'s>| body.children().last() == Some(&it);
    let after = next_statement(statement).filter(|it| is_bare_return(*it));
    statement.parent() == Some(body) && (is_last(statement) || after.is_some_and(is_last))
}

fn next_statement(statement: Node<'_>) -> Option<Node<'_>> {
    let list = statement.parent().filter(|it| it.is_statement_list())?;
    list.children().into_iter().find(|it| it.start() >= statement.end())
}

/// The `break;` of a `case`.
fn is_end_of_case(statement: Node<'_>) -> bool {
    let is_in_case = statement
        .parent()
        .is_some_and(|it| matches!(it.kind(), "switch_case" | "switch_default"));
    is_in_case && statement.kind() == "break_statement" && statement.first_child().is_none()
}

pub(super) fn is_bare_return(statement: Node<'_>) -> bool {
    statement.kind() == "return_statement" && statement.first_child().is_none()
}

/// Takes away a statement, with its line where it is alone on that.
fn drop_lines<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    let source = statement.source;
    let (start, end) = (statement.start(), statement.end_of_code());
    let line_end = source.text[end..]
        .find('\n')
        .map_or(source.text.len(), |it| end + it + 1);
    let is_alone = source.starts_line(start) && source.text[end..line_end].trim().is_empty();
    match is_alone {
        true => {
            // An empty line before it would stand at the end of the block.
            let before = source.text[..source.line_start(start)]
                .trim_end_matches([' ', '\t', '\r', '\n'])
                .len();
            let newline = source.text[before..].find('\n').map_or(before, |it| before + it + 1);
            let is_last = source.text[line_end..].trim_start().starts_with('}');
            let from = if is_last { newline } else { source.line_start(start) };
            rewrite.delete(from..line_end);
        }
        false => {
            let rest = &source.text[end..line_end];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            match rest[blank..].starts_with('}') && source.starts_line(start) {
                true => rewrite.put(source.text[..start].trim_end().len()..end + blank, " "),
                false => rewrite.delete(start..end + blank),
            }
        }
    }
}
