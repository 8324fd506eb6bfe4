//! What goes from the functions that answer for a handler, and from their calls, once
//! they return what they answer. Knows parameters, arguments and names, no paths.

use crate::{
    semantic::{FunctionId, Offer, Project, answering_parts},
    syntax::Node,
};

use super::{Rewrite, statements::drop_lines};

/// Takes from a call what the function needs no longer.
pub(super) fn take_arguments<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: Node<'s>, by: FunctionId) {
    let called = call.field("function").and_then(|it| project.called_function(it));
    // What is bound has been given its arguments before.
    if (called == Some(by) || project.is_picked(call)) && !project.is_bound_call(call) {
        take_items(rewrite, &call.arguments(), &project.superfluous_parameters(by));
    }
}

/// Asks a package for the promise that it offers.
pub(super) fn take_offer<'s>(rewrite: &mut Rewrite<'s>, call: Node<'s>, last: Node<'s>, offer: &Offer) {
    let quote = call.source.style().quote;
    rewrite.insert(last.wrapped().end(), &format!(", {quote}{}{quote}", offer.argument));
}

/// Takes away the parameters, names and bound arguments that a function of a group needs
/// no longer; gives the parameters of those that are no handlers.
pub(super) fn take_names<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: FunctionId) -> Vec<Node<'s>> {
    let function = project[id].node;
    let mut gone = Vec::new();
    if project.is_answerer(id) {
        let mut parameters = function.parameters();
        // TypeScript's `this` has no argument.
        parameters.retain(|it| it.field("pattern").is_none_or(|it| it.kind() != "this"));
        let superfluous = project.superfluous_parameters(id);
        gone.extend(superfluous.iter().filter_map(|it| parameters.get(*it)));
        match parameters.first().filter(|it| it.parent() == Some(function)) {
            // `callback => …`
            Some(only) if !superfluous.is_empty() => {
                rewrite.forget(*only);
                rewrite.put(only.range(), "()");
            }
            _ => take_items(rewrite, &parameters, &superfluous),
        }
    }
    if let Some(pattern) = project.context_pattern(id) {
        take_parts(rewrite, pattern);
    }
    for (declarator, is_superfluous) in project.answering_aliases(id) {
        match declarator.field("name").filter(|it| it.kind() == "object_pattern") {
            _ if is_superfluous => take_declarator(rewrite, declarator),
            Some(pattern) => take_parts(rewrite, pattern),
            None => {}
        }
    }
    for (call, bound) in project.answering_bindings(id) {
        let places: Vec<usize> = project.superfluous_parameters(bound).iter().map(|it| it + 1).collect();
        take_items(rewrite, &call.arguments(), &places);
    }
    gone
}

/// Takes `succeed` and the like from a pattern of a context.
fn take_parts<'s>(rewrite: &mut Rewrite<'s>, pattern: Node<'s>) {
    let (all, answering) = (pattern.children(), answering_parts(pattern));
    let places: Vec<usize> = (0..all.len()).filter(|it| answering.contains(&all[*it])).collect();
    take_items(rewrite, &all, &places);
}

/// Takes items with these places from a list between brackets, each with a comma.
pub(super) fn take_items<'s>(rewrite: &mut Rewrite<'s>, items: &[Node<'s>], places: &[usize]) {
    let is_taken = |at: usize| places.contains(&at);
    let mut at = 0;
    while at < items.len() {
        if !is_taken(at) {
            at += 1;
            continue;
        }
        let last = (at..items.len()).take_while(|it| is_taken(*it)).last().unwrap_or(at);
        let range = match (at.checked_sub(1), items.get(last + 1)) {
            (Some(before), _) => items[before].end()..items[last].end(),
            (None, Some(next)) => items[at].start()..next.start(),
            (None, None) => items[at].start()..items[last].end() + trailing_comma(items[last]),
        };
        items[at..=last].iter().for_each(|it| rewrite.forget(*it));
        let has_comments = items[at].source.comments().iter().any(|it| range.contains(&it.start));
        match has_comments {
            true => (at..=last).for_each(|it| take_item(rewrite, items, it)),
            false => rewrite.delete(range),
        }
        at = last + 1;
    }
}

/// Takes an item away, and one comma; comments beside it stay.
fn take_item<'s>(rewrite: &mut Rewrite<'s>, items: &[Node<'s>], place: usize) {
    let item = items[place];
    let between = match (items.get(place + 1), place.checked_sub(1)) {
        (Some(next), _) => item.end()..next.start(),
        (None, Some(before)) => items[before].end()..item.start(),
        (None, None) => item.end()..item.end() + trailing_comma(item),
    };
    let text = &item.source.text;
    let comments = item.source.comments();
    let blank = |at: usize| text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len();
    let commas = text[between.clone()]
        .match_indices(',')
        .map(|(it, _)| between.start + it);
    let comma = commas.into_iter().find(|at| !comments.iter().any(|it| it.contains(at)));
    let end = item.end() + blank(item.end());
    match comma {
        Some(comma) if comma == end => rewrite.delete(item.start()..comma + 1 + blank(comma + 1)),
        Some(comma) => {
            rewrite.delete(item.start()..end);
            rewrite.delete(comma..comma + 1);
        }
        None => rewrite.delete(item.start()..end),
    }
}

/// How far it is behind the comma after the last item of a list.
fn trailing_comma(item: Node<'_>) -> usize {
    let after = &item.source.text[item.end()..];
    let rest = after.trim_start();
    match rest.starts_with(',') {
        true => after.len() - rest.len() + 1,
        false => 0,
    }
}

/// `const cb = callback;`
fn take_declarator<'s>(rewrite: &mut Rewrite<'s>, declarator: Node<'s>) {
    let Some(declaration) = declarator.parent() else {
        return;
    };
    let all = declaration.children();
    let declarators: Vec<Node<'s>> = all
        .into_iter()
        .filter(|it| it.kind() == "variable_declarator")
        .collect();
    match declarators.iter().position(|it| *it == declarator) {
        Some(place) if declarators.len() > 1 => take_items(rewrite, &declarators, &[place]),
        _ => {
            rewrite.forget(declarator);
            drop_lines(rewrite, declaration);
        }
    }
}
