//! The lists that promises of a loop are collected in: those that a rewrite makes, and those that stand
//! around a loop already. Knows lists and waits, not what goes into them.

use crate::{semantic::Project, syntax::Node};

use super::{Reason, Refusal, Rewrite, guarded::Guard};

/// A list of promises around a loop, which a rewrite makes or goes on with.
#[derive(Debug, Clone)]
pub(super) struct TurnsList<'s> {
    pub(super) turns: Node<'s>,
    pub(super) name: String,
    /// All are waited for where one rejects.
    pub(super) can_reject: bool,
    /// They are where a turn throws, too.
    pub(super) is_guarded: bool,
}

/// The list that the same rewrite has for a loop already.
pub(super) fn list_so_far<'s>(
    rewrite: &Rewrite<'s>,
    turns: Node<'s>,
    can_reject: bool,
) -> Result<Option<TurnsList<'s>>, Refusal> {
    match rewrite.lists.iter().find(|it| it.turns == turns) {
        Some(list) if can_reject && !list.can_reject => Err(Refusal::at(turns, Reason::OthersLeftBehind)),
        list => Ok(list.cloned()),
    }
}

/// `const name = [];` before a loop, and the statement after it that awaits
/// `Promise.all(name)` or `Promise.allSettled(name)`.
pub(super) fn known_list<'s>(project: &Project<'s>, turns: Node<'s>) -> Option<(String, Node<'s>)> {
    if let Some(guard) = Guard::around(project, turns) {
        return Some((guard.list.text().to_owned(), guard.end()));
    }
    let siblings = turns.parent()?.children();
    let place = siblings.iter().position(|it| *it == turns)?;
    let name = empty_list(*siblings.get(place.checked_sub(1)?)?)?;
    let waits = siblings.get(place + 1)?;
    let awaits_it = awaits_list(project, *waits, name);
    // Where the author looks at the outcomes, they must stay as many as they are;
    // where nobody shall look at them, a rejection would be lost.
    let is_looked_at = match waits.kind() {
        "expression_statement" => waits
            .descendants_of_same_function()
            .into_iter()
            .any(is_wait_for_outcomes),
        _ => !is_search(siblings.get(place + 2).copied()),
    };
    (awaits_it && !is_looked_at).then(|| (name.text().to_owned(), *waits))
}

/// The name of `const name = [];`
pub(super) fn empty_list(declaration: Node<'_>) -> Option<Node<'_>> {
    let declarator = declaration
        .first_child()
        .filter(|it| it.kind() == "variable_declarator")?;
    let value = declarator.field("value").filter(|it| it.kind() == "array")?;
    declarator.field("name").filter(|_| value.children().is_empty())
}

/// Whether a statement awaits all promises of a list.
pub(super) fn awaits_list<'s>(project: &Project<'s>, waits: Node<'s>, name: Node<'s>) -> bool {
    waits.descendants_of_same_function().into_iter().any(|it| {
        project.is_combinator(it)
            && it.wrapped().parent_of_kind("await_expression").is_some()
            && it
                .arguments()
                .first()
                .is_some_and(|it| project.binding_of(*it) == project.binding_of(name))
    })
}

/// `const failed = settled.find(…);`, which comes after a wait for all.
fn is_search(statement: Option<Node<'_>>) -> bool {
    let declarator = statement.and_then(Node::first_child);
    let call = declarator.and_then(|it| it.field("value"));
    let property = call
        .and_then(|it| it.field("function"))
        .and_then(|it| it.field("property"));
    property.is_some_and(|it| it.text() == "find")
}

/// `Promise.allSettled(…)`, of a call that is known for a combinator.
pub(super) fn is_wait_for_outcomes(call: Node<'_>) -> bool {
    let property = call.field("function").and_then(|it| it.field("property"));
    property.is_some_and(|it| it.text() == "allSettled")
}
