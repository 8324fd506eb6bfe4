//! What becomes of the parts of a callback when they move: its `return`s, its
//! names, the mentions of what is empty on one of the two paths.

use std::ops::Range;

use crate::{
    semantic::{BindingId, Code, ErrorFirst, FunctionId, Project, can_throw},
    syntax::Node,
};

use super::{Reason, Refusal, Rewrite};

/// Where the end of a moved part leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    /// Falling off its end does what a `return` in it did.
    pub is_final: bool,
    /// Nothing of the function around runs after it, so it may return.
    pub may_return: bool,
}

/// The nodes of the callback itself (not of functions in it) within `code`.
pub(super) fn nodes_in<'s>(callback: Node<'s>, code: &Code) -> Vec<Node<'s>> {
    callback
        .field("body")
        .into_iter()
        .flat_map(Node::descendants_of_same_function)
        .filter(|it| code.range.start <= it.start() && it.end() <= code.range.end && !it.is_comment())
        .collect()
}

/// The `return` statements of the callback itself within `code`.
pub(super) fn returns_in<'s>(callback: Node<'s>, code: &Code) -> Vec<Node<'s>> {
    let mut nodes = nodes_in(callback, code);
    nodes.retain(|it| it.kind() == "return_statement");
    nodes
}

/// Whether the part waits for anything itself.
pub(super) fn part_awaits(callback: Node<'_>, code: &Code) -> bool {
    nodes_in(callback, code)
        .iter()
        .any(|it| it.kind() == "await_expression" || it.kind() == "for_in_statement" && it.has_token("await"))
}

/// Whether the part may throw; `known` are variables that hold objects.
pub(super) fn part_can_throw<'s>(project: &Project<'s>, callback: Node<'s>, code: &Code, known: &[BindingId]) -> bool {
    let nodes = nodes_in(callback, code);
    let tops = nodes.iter().filter(|it| {
        !nodes
            .iter()
            .any(|other| other != *it && other.contains(**it) && other.range() != it.range())
    });
    tops.into_iter().any(|it| can_throw(project, *it, known))
}

/// Makes the `return`s of a part right for its new place; gives the part, cut
/// where its last `return` goes.
///
/// # Errors
/// Refuses where a `return` would end more than the callback, or would give a
/// value to somebody.
pub(super) fn settle_returns<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    callback: Node<'s>,
    code: &Code,
    ending: Ending,
) -> Result<Code, Refusal> {
    let mut settled = code.clone();
    for statement in returns_in(callback, code) {
        let is_tail = ending.is_final && is_tail_of(statement, code);
        let value = statement.first_child();
        let is_nothing = value.is_some_and(|it| matches!(it.peeled().kind(), "undefined" | "null"));
        match value.filter(|_| !(is_nothing && is_tail)) {
            None if is_tail => drop_return(rewrite, statement, &mut settled),
            None if ending.may_return => {}
            Some(value) if ending.may_return && gives_nothing(project, value) => {
                if is_tail && !is_completion(project, value) {
                    rewrite.delete(statement.start()..value.start());
                }
            }
            Some(value) if is_tail && is_worth_a_statement(value) => {
                rewrite.delete(statement.start()..value.start());
            }
            Some(value) if ending.may_return => {
                return Err(Refusal::at(value, Reason::ReturnsValue));
            }
            _ => return Err(Refusal::at(statement, Reason::OrderChanges)),
        }
    }
    Ok(settled)
}

/// Where an error is thrown on, the callback that it was given to goes.
pub(super) fn forget_passed_on<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    anatomy: &ErrorFirst<'s>,
    rest: &Code,
) {
    let nodes = anatomy.function.descendants().into_iter();
    let mentions = nodes.filter(|it| it.is_identifier() && !rest.range.contains(&it.start()));
    for mention in mentions {
        let completions = project.completed_by(mention);
        let all = completions.map(|it| it.all.iter()).into_iter().flatten();
        // What else it is given goes with it.
        all.filter(|it| it.mention == mention)
            .for_each(|it| rewrite.forget(it.call));
    }
}

/// Takes away a `return;` that has become superfluous.
fn drop_return(rewrite: &mut Rewrite<'_>, statement: Node<'_>, code: &mut Code) {
    let text = &statement.source.text;
    if statement.end() == code.range.end {
        let kept = text[code.range.start..statement.start()].trim_end();
        code.range.end = code.range.start + kept.len();
        return;
    }
    // A comment follows; only the statement goes.
    let line = statement.source.line_start(statement.start());
    let line_end = text[statement.end()..]
        .find('\n')
        .map_or(text.len(), |it| statement.end() + it + 1);
    let is_alone = statement.source.starts_line(statement.start()) && text[statement.end()..line_end].trim().is_empty();
    if is_alone && code.range.start <= line {
        rewrite.delete(line..line_end);
    } else {
        let rest = &text[statement.end()..line_end];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rewrite.delete(statement.start()..statement.end() + blank);
    }
}

/// Whether nothing of the part runs after the statement.
fn is_tail_of(statement: Node<'_>, code: &Code) -> bool {
    let mut at = statement;
    while let Some(parent) = at.parent() {
        let is_last = match parent.kind() {
            "statement_block" => parent.children().last() == Some(&at),
            "if_statement" | "else_clause" => true,
            _ => at.range() == code.range,
        };
        let is_top = parent.start() < code.range.start || code.range.end < parent.end();
        if is_top {
            let nothing_follows = statements_after(parent, at, code);
            return nothing_follows;
        }
        if !is_last {
            return false;
        }
        at = parent;
    }
    false
}

fn statements_after(parent: Node<'_>, at: Node<'_>, code: &Code) -> bool {
    parent
        .children()
        .into_iter()
        .all(|it| it.start() <= at.start() || it.start() >= code.range.end)
}

/// Calls that give `undefined`: logging, and what completes the invocation.
fn gives_nothing<'s>(project: &Project<'s>, value: Node<'s>) -> bool {
    let value = value.peeled();
    matches!(value.kind(), "undefined" | "null")
        || value.kind() == "call_expression" && (project.is_console_call(value) || is_completion(project, value))
}

/// `callback(…)` or `context.succeed(…)` of a handler, and what completes a function
/// otherwise.
fn is_completion<'s>(project: &Project<'s>, value: Node<'s>) -> bool {
    let value = value.peeled();
    value.field("function").is_some_and(|it| project.is_completion(it)) || project.is_completing(value)
}

fn is_worth_a_statement(value: Node<'_>) -> bool {
    matches!(
        value.peeled().kind(),
        "call_expression"
            | "assignment_expression"
            | "augmented_assignment_expression"
            | "await_expression"
            | "update_expression"
    )
}

/// Puts a literal where a name is mentioned that has no value on this path.
///
/// # Errors
/// Refuses where the name is more than read.
pub(super) fn replace_mentions<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    name: Option<Node<'s>>,
    range: &Range<usize>,
    literal: &str,
) -> Result<(), Refusal> {
    let Some(binding) = name.and_then(|it| project.binding_of(it)) else {
        return Ok(());
    };
    let source = name.expect("it has a binding").source;
    for mention in project.references(source, binding) {
        if !range.contains(&mention.start()) {
            continue;
        }
        let is_write = project
            .names(mention)
            .reference_at(mention.start())
            .is_some_and(|it| it.is_write);
        let is_object = mention
            .parent()
            .is_some_and(|it| it.field("object") == Some(mention) || it.field("function") == Some(mention));
        if is_write || is_object {
            return Err(Refusal::at(mention, Reason::EmptyResultUsed));
        }
        if mention.kind() == "shorthand_property_identifier" {
            rewrite.put(mention.range(), &format!("{}: {literal}", mention.text()));
        } else {
            rewrite.put(mention.range(), literal);
        }
    }
    Ok(())
}

/// A name for the callback's parameter `declared` in the scope that receives
/// it: its own one if that is free there, else a new one, and all mentions
/// follow.
pub(super) fn declare<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    place: Node<'s>,
    callback: Node<'s>,
    declared: Node<'s>,
) -> String {
    let names = project.names(place);
    let scope = names.scope_around(&place.range());
    let binding = project.binding_of(declared);
    let goes = |offset: usize| offset == declared.start();
    let wanted = project.name_of(declared);
    let clashes = rewrite.introduced_names(place).iter().any(|it| it == wanted);
    let name = if !clashes && names.is_fresh(scope, wanted, goes) && callback.contains(declared) {
        wanted.to_owned()
    } else {
        let name = project.fresh_name(place, wanted, &rewrite.introduced_names(place));
        if let Some(binding) = binding {
            rewrite.rename(project, binding, &name);
        }
        name
    };
    rewrite.introduce(place, &name);
    name
}

/// Names that the callback declares in its body and that would clash in the
/// scope that receives the body get new ones.
pub(super) fn declare_locals<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    place: Node<'s>,
    anatomy: &ErrorFirst<'s>,
    moved: &Code,
) {
    let names = project.names(place);
    let scope = names.scope_around(&place.range());
    let function_scope = names.function_scope(scope);
    let Some(body) = anatomy.function.field("body") else {
        return;
    };
    let inner = names.scope_around(&body.range());
    let parameters = || anatomy.err.iter().chain(&anatomy.results);
    // A branch whose braces go has a scope of its own.
    let branch = names.scope_around(&moved.range);
    let mut locals: Vec<_> = names.declared_in(inner).collect();
    if branch != inner && !moved.is_empty() {
        locals.extend(names.declared_in(branch));
    }
    for id in locals {
        let binding = names.binding(id);
        let offset = binding.declared[0];
        let is_parameter = parameters().any(|it| it.start() == offset);
        let is_top = moved.range.contains(&offset);
        if is_parameter || !(is_top || binding.is_function_scoped) {
            continue;
        }
        let target = if binding.is_function_scoped {
            function_scope
        } else {
            scope
        };
        let goes = |at: usize| binding.declared.contains(&at);
        let taken = rewrite.introduced_names(place);
        let is_free = names.is_fresh(target, &binding.name, goes) && names.is_fresh(scope, &binding.name, goes);
        if is_free && !taken.contains(&binding.name) {
            rewrite.introduce(place, &binding.name);
            continue;
        }
        let name = project.fresh_name(place, &binding.name, &taken);
        rewrite.rename(project, id, &name);
        rewrite.introduce(place, &name);
    }
}

/// The function around the moved code is made async, and the callback becomes
/// a part of it.
pub(super) fn merge_into<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, around: FunctionId, callback: Node<'s>) {
    if let Some(inlined) = project.function(callback) {
        rewrite.inline(inlined);
    }
    rewrite.make_async(around, callback);
}
