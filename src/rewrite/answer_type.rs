//! What TypeScript says of a handler's answer, and the types that only its callback and
//! its context had. Knows annotations and imports, not how the handler answers.

use std::ops::Range;

use crate::{
    semantic::{Bridge, Completions, Outcome, Project},
    syntax::Node,
};

use super::{Rewrite, statements::drop_lines};

/// `: void` becomes the promise of what the callback got, where that is said; else
/// TypeScript sees that itself.
/// Gives the type that it says.
pub(super) fn type_answer<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
) -> Option<Node<'s>> {
    let function = project[completions.function].node;
    let annotation = function.field("return_type")?;
    let is_answered = |it: &Outcome<'s>| {
        matches!(
            it,
            Outcome::Success(Some(_))
                | Outcome::Either(_, Some(_))
                | Outcome::HandedOn
                | Outcome::Answered { .. }
                | Outcome::Offered(..)
        )
    };
    let outcomes = || completions.all.iter().map(|it| it.outcome);
    let is_settled = |it: &Bridge<'s>| !it.handed.is_empty() || it.answers.iter().any(|it| is_answered(&it.outcome));
    let is_bridged = completions.bridges.iter().any(is_settled);
    let is_given = is_bridged || outcomes().any(|it| is_answered(&it));
    if !annotation.first_child().is_some_and(says_nothing) || !is_given {
        return None;
    }
    rewrite.typed.push(completions.function);
    // A function that answers for a handler may have anything in that place.
    let kind = completions
        .parameter
        .filter(|_| project.handler(completions.function).is_some())
        .and_then(|it| it.field("type"))
        .and_then(Node::first_child);
    let is_value = |it: &Outcome<'s>| !is_answered(it) || gives_object(project, *it);
    let ends = || ends_with_answer(function, completions) && outcomes().all(|it| is_value(&it));
    let kind = kind.and_then(result_type).filter(|_| !is_bridged && ends());
    match kind {
        Some(kind) => rewrite.put(annotation.range(), &format!(": Promise<{}>", kind.text())),
        None => rewrite.delete(annotation.range()),
    }
    kind
}

/// Whether an answer is certainly an object: a callback's result may be left out, too.
fn gives_object<'s>(project: &Project<'s>, outcome: Outcome<'s>) -> bool {
    let Outcome::Success(Some(value)) = outcome else {
        return false;
    };
    let value = value.peeled();
    let value = project.only_value(value).map_or(value, Node::peeled);
    value.kind() == "object"
}

/// `void`, `Promise<void>`
fn says_nothing(kind: Node<'_>) -> bool {
    match kind.kind() {
        "generic_type" => {
            let arguments = kind.field("type_arguments").map(Node::children).unwrap_or_default();
            kind.field("name").is_some_and(|it| it.text() == "Promise")
                && arguments.first().is_some_and(|it| says_nothing(*it))
        }
        _ => matches!(kind.text(), "void" | "undefined"),
    }
}

/// The `T` of `Callback<T>`.
fn result_type(kind: Node<'_>) -> Option<Node<'_>> {
    let arguments = kind.field("type_arguments").filter(|_| kind.kind() == "generic_type")?;
    match arguments.children().as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Whether the last statement of a handler, and every one that leaves it, gives a value
/// or throws.
fn ends_with_answer<'s>(function: Node<'s>, completions: &Completions<'s>) -> bool {
    let gives = completions
        .all
        .iter()
        .all(|it| !matches!(it.outcome, Outcome::Success(None) | Outcome::Either(_, None)));
    let last = function.field("body").and_then(|it| it.children().last().copied());
    let is_last = completions
        .all
        .iter()
        .any(|it| last.is_some_and(|last| last.contains(it.call)));
    let is_plain = last.is_some_and(|it| matches!(it.kind(), "expression_statement" | "return_statement"));
    gives && is_last && is_plain
}

/// Takes away imports of types that only parameters had which are taken away; one of
/// those may be `kept` as types of answers.
pub(super) fn drop_types<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    parameters: &[Node<'s>],
    kept: &[Node<'s>],
) {
    let ranges: Vec<Range<usize>> = parameters.iter().map(|it| it.range()).collect();
    let is_kept = |at: usize| kept.iter().any(|it| it.range().contains(&at));
    let is_gone = |at: usize| ranges.iter().any(|it| it.contains(&at)) && !is_kept(at);
    let Some(first) = parameters.first().filter(|it| it.source.language.has_types()) else {
        return;
    };
    let names = project.names(*first);
    let imports = first.source.root().children().into_iter();
    for import in imports.filter(|it| it.kind() == "import_statement") {
        let specifiers: Vec<Node<'s>> = import
            .descendants()
            .into_iter()
            .filter(|it| it.kind() == "import_specifier")
            .collect();
        let unused = specifiers.iter().copied().filter(|it| {
            let name = it.field("alias").or(it.field("name"));
            let binding = name.and_then(|it| names.binding_at(it.start()));
            binding.is_some_and(|it| {
                let mut mentions = names.references_of(it).map(|it| it.range.start).peekable();
                mentions.peek().is_some() && mentions.all(is_gone)
            })
        });
        let unused: Vec<Node<'s>> = unused.collect();
        let has_default = import
            .children()
            .iter()
            .any(|it| it.kind() == "import_clause" && it.children().len() > 1);
        if unused.is_empty() {
            continue;
        }
        if unused.len() == specifiers.len() && !has_default {
            drop_lines(rewrite, import);
            continue;
        }
        drop_specifiers(rewrite, &specifiers, &unused);
    }
}

/// Takes specifiers out of `{ a, b, c }`, each with one of its commas.
fn drop_specifiers<'s>(rewrite: &mut Rewrite<'s>, all: &[Node<'s>], unused: &[Node<'s>]) {
    let last = all.iter().rposition(|it| !unused.contains(it));
    for (place, specifier) in all.iter().enumerate().filter(|(_, it)| unused.contains(it)) {
        if last.is_some_and(|it| place < it) {
            rewrite.delete(specifier.start()..all[place + 1].start());
        }
    }
    // What stands after the last one that is left goes with the comma before it.
    let from = last.map(|it| all[it].end()).or(all.first().map(|it| it.start()));
    let to = all.last().filter(|it| unused.contains(it)).map(|it| it.end());
    if let Some((from, to)) = from.zip(to) {
        rewrite.delete(from..to);
    }
}
