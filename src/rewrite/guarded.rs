//! A loop of which a turn may throw when earlier ones have started work: a `try` around it
//! waits for that in its `finally`. Knows loops and their lists, no leaks.

use crate::{semantic::Project, syntax::Node};

use super::{
    Refusal, Rewrite, Template, after_comment,
    together::{can_name_promise, end_of_statement},
    turns_list::{awaits_list, empty_list, is_wait_for_outcomes, known_list},
};

/// ```js
/// const pending = [];
/// try {
///   items.forEach((item) => { … });
/// } finally {
///   await Promise.all(pending);
/// }
/// ```
///
/// Where one of them may reject, `await Promise.allSettled(pending)` stands there, and `await
/// Promise.all(pending)` comes after it: what a turn throws is not replaced by that.
pub(super) struct Guard<'s> {
    /// The `try`.
    pub(super) statement: Node<'s>,
    pub(super) list: Node<'s>,
    /// The statement in `finally`.
    waits: Node<'s>,
    /// The one after the `try`, where one may reject.
    throws: Option<Node<'s>>,
}

impl<'s> Guard<'s> {
    pub(super) fn around(project: &Project<'s>, turns: Node<'s>) -> Option<Guard<'s>> {
        let body = turns.parent_of_kind("statement_block")?;
        let statement = body.parent_of_kind("try_statement")?;
        let is_body = statement.field("body") == Some(body) && body.children().len() == 1;
        let finalizer = statement.field("finalizer").filter(|_| is_body)?;
        let waits = match finalizer.field("body")?.children()[..] {
            [only] if statement.field("handler").is_none() => only,
            _ => return None,
        };
        let siblings = statement.parent()?.children();
        let place = siblings.iter().position(|it| *it == statement)?;
        let list = empty_list(*siblings.get(place.checked_sub(1)?)?)?;
        let awaits = |it: Node<'s>| it.kind() == "expression_statement" && awaits_list(project, it, list);
        let nodes = waits.descendants_of_same_function().into_iter();
        let throws = siblings.get(place + 1).copied().filter(|it| awaits(*it));
        let is_settled = nodes.into_iter().any(is_wait_for_outcomes);
        (awaits(waits) && is_settled == throws.is_some()).then_some(Guard {
            statement,
            list,
            waits,
            throws,
        })
    }

    /// The last statement that waits for the list.
    pub(super) fn end(&self) -> Node<'s> {
        self.throws.unwrap_or(self.waits)
    }
}

/// The `try` around a loop that only waits for what that has started, or the loop itself.
pub(super) fn guarded<'s>(project: &Project<'s>, turns: Node<'s>) -> Node<'s> {
    Guard::around(project, turns).map_or(turns, |it| it.statement)
}

/// Whether a line before it that has no semicolon would go on into a statement.
pub(super) fn is_glued(statement: Node<'_>) -> bool {
    statement.text().starts_with(['(', '[', '`', '+', '-', '/'])
}

/// The name of the list that the promises of a loop go into, which is awaited even where a
/// turn fails; `None` where another list is there already.
///
/// # Errors
/// Refuses where a variable hides `Promise`.
pub(super) fn guarded_list<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    turns: Node<'s>,
    can_reject: bool,
) -> Result<Option<String>, Refusal> {
    can_name_promise(project, turns)?;
    let end = end_of_statement(turns);
    if let Some(guard) = Guard::around(project, turns) {
        let name = guard.list.text().to_owned();
        if can_reject && guard.throws.is_none() {
            rewrite.forget(guard.waits);
            rewrite.replace_lines(guard.waits, &format!("await Promise.allSettled({name}){end}"));
            rewrite.insert_after(guard.statement, &format!("await Promise.all({name}){end}"));
        }
        rewrite.introduce(guard.statement, &name);
        return Ok(Some(name));
    }
    // The author's own `;` stands before it.
    if known_list(project, turns).is_some() || is_glued(turns) && end.is_empty() {
        return Ok(None);
    }
    let parent = turns.parent().unwrap_or(turns);
    let name = project.fresh_name(parent, "pending", &rewrite.introduced_names(parent));
    rewrite.introduce(turns, &name);
    let kind = match turns.source.language.has_types() {
        true => ": Promise<unknown>[]",
        false => "",
    };
    let (method, throws) = match can_reject {
        true => ("allSettled", format!("\nawait Promise.all({name}){end}")),
        false => ("all", String::new()),
    };
    let text = format!(
        "const {name}{kind} = []{end}\ntry {{\n  $turns\n}} finally {{\n  await Promise.{method}({name}){end}\n}}{throws}"
    );
    // What is said behind the loop is said of it.
    let range = turns.start()..after_comment(turns.source, turns.end_of_code());
    rewrite.replace_range(range.clone(), Template::new(text).fragment("turns", range));
    Ok(Some(name))
}
