//! What TypeScript says of a handler's answer, and the types that only its callback and
//! its context had. Knows annotations and imports, not how the handler answers.

use std::ops::Range;

use crate::{
    semantic::{Completions, Outcome, Project},
    syntax::Node,
};

use super::{Rewrite, leaving::drop_lines};

/// `: void` becomes the promise of what the callback got, where that is said; else
/// TypeScript sees that itself.
pub(super) fn type_answer<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, completions: &Completions<'s>) {
    let function = project[completions.function].node;
    let Some(annotation) = function.field("return_type") else {
        return;
    };
    let is_answered = |it: &Outcome<'s>| {
        matches!(
            it,
            Outcome::Success(Some(_)) | Outcome::Either(_, Some(_)) | Outcome::HandedOn | Outcome::Answered { .. }
        )
    };
    let outcomes = || completions.all.iter().map(|it| it.outcome);
    if !annotation.first_child().is_some_and(says_nothing) || !outcomes().any(|it| is_answered(&it)) {
        return;
    }
    // A function that answers for a handler may have anything in that place.
    let own = completions
        .parameter
        .filter(|_| project.handler(completions.function).is_some());
    let kind = own.and_then(|it| it.field("type")).and_then(Node::first_child);
    let ends = || ends_with_answer(function, completions);
    match kind.and_then(result_type).filter(|_| ends()) {
        Some(kind) => rewrite.put(annotation.range(), &format!(": Promise<{}>", kind.text())),
        None => rewrite.delete(annotation.range()),
    }
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

/// Takes away imports of types that only parameters had which are taken away.
pub(super) fn drop_types<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, parameters: &[Node<'s>]) {
    let ranges: Vec<Range<usize>> = parameters.iter().map(|it| it.range()).collect();
    let is_gone = |at: usize| ranges.iter().any(|it| it.contains(&at));
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
        for specifier in unused {
            drop_specifier(rewrite, &specifiers, specifier);
        }
    }
}

/// Takes a specifier out of `{ a, b }`, with one of its commas.
fn drop_specifier<'s>(rewrite: &mut Rewrite<'s>, all: &[Node<'s>], specifier: Node<'s>) {
    let place = all.iter().position(|it| *it == specifier).unwrap_or_default();
    match all.get(place + 1) {
        Some(next) => rewrite.delete(specifier.start()..next.start()),
        None => {
            let before = place.checked_sub(1).and_then(|it| all.get(it));
            rewrite.delete(before.map_or(specifier.start(), |it| it.end())..specifier.end());
        }
    }
}
