//! Statements in their lists: what follows one, what is never reached after it, and
//! the lines that go with it. Knows no completions.

use std::ops::Range;

use crate::syntax::Node;

use super::Rewrite;

/// Statements after this one in its list, up to one that leaves it.
pub(super) fn following(statement: Node<'_>) -> Vec<Node<'_>> {
    let list = statement.parent().filter(|it| it.is_statement_list());
    let after = list.map(Node::children).unwrap_or_default().into_iter();
    after.filter(|it| it.start() >= statement.end()).collect()
}

/// Takes away what is never reached after a statement that leaves: the author's way out.
pub(super) fn drop_dead<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    if let Some(after) = next_statement(statement).filter(|it| is_over(*it)) {
        rewrite.forget(after);
        drop_lines(rewrite, after);
    }
}

/// The same for a `return;` after an `if` of which this statement, the last in it, was the last one that did not leave;
/// `leaves` says what else will.
pub(super) fn drop_dead_after_branches<'s>(
    rewrite: &mut Rewrite<'s>,
    statement: Node<'s>,
    leaves: &dyn Fn(Node<'s>) -> bool,
) {
    let outer = std::iter::successors(Some(statement), |it| left_by_all(*it, leaves));
    let dead = outer.skip(1).last().and_then(next_statement);
    if let Some(dead) = dead.filter(|it| is_bare_return(*it)) {
        rewrite.forget(dead);
        drop_lines(rewrite, dead);
    }
}

/// The `if` of which a statement is the end, where the other branch leaves.
fn left_by_all<'s>(end: Node<'s>, leaves: &dyn Fn(Node<'s>) -> bool) -> Option<Node<'s>> {
    let block = end.parent().filter(|it| it.kind() == "statement_block");
    let branch = match block {
        Some(block) if block.children().last() == Some(&end) => block,
        Some(_) => return None,
        None => end,
    };
    let alternative = branch.parent().filter(|it| it.kind() == "else_clause")?;
    let whole = alternative.parent()?;
    whole.field("consequence").filter(|it| is_left(*it, leaves))?;
    Some(whole)
}

fn is_left<'s>(statement: Node<'s>, leaves: &dyn Fn(Node<'s>) -> bool) -> bool {
    match statement.kind() {
        "return_statement" | "throw_statement" => true,
        "statement_block" => statement.children().last().is_some_and(|it| is_left(*it, leaves)),
        "if_statement" => {
            let alternative = statement.field("alternative").and_then(Node::first_child);
            let branches = [statement.field("consequence"), alternative];
            branches.iter().all(|it| it.is_some_and(|it| is_left(it, leaves)))
        }
        _ => leaves(statement),
    }
}

/// `return …;`, or the `break;` of a `case`.
fn is_over(statement: Node<'_>) -> bool {
    statement.kind() == "return_statement" || is_end_of_case(statement)
}

/// The last statement of a body, or of a branch that is the last one.
pub(super) fn is_end<'s>(statement: Node<'s>, body: Node<'s>) -> bool {
    let mut at = statement;
    while let Some(list) = at.parent() {
        let is_last = |it: Node<'s>| list.children().last() == Some(&it);
        let after = next_statement(at).filter(|it| at == statement && is_bare_return(*it));
        let is_end = match list.kind() {
            // A branch is not left empty.
            "statement_block" if list != body && at == statement && list.children().first() == Some(&at) => false,
            "statement_block" => is_last(at) || after.is_some_and(is_last),
            "if_statement" | "else_clause" => at != statement,
            _ => false,
        };
        if !is_end {
            return false;
        }
        if list == body {
            return true;
        }
        at = list;
    }
    false
}

/// The statement after this one in its list.
pub(super) fn next_statement(statement: Node<'_>) -> Option<Node<'_>> {
    following(statement).into_iter().next()
}

/// The end of a statement, with the `;` that stand right behind it: `};`.
pub(super) fn end_with_empty(statement: Node<'_>) -> usize {
    let is_empty = |it: &&Node<'_>| it.kind() == "empty_statement";
    let after = following(statement);
    let empty = after.iter().take_while(is_empty);
    empty.fold(statement.end_of_code(), |end, it| match it.start() == end {
        true => it.end(),
        false => end,
    })
}

/// The `break;` of a `case`.
pub(super) fn is_end_of_case(statement: Node<'_>) -> bool {
    let is_in_case = statement
        .parent()
        .is_some_and(|it| matches!(it.kind(), "switch_case" | "switch_default"));
    is_in_case && statement.kind() == "break_statement" && statement.first_child().is_none()
}

pub(super) fn is_bare_return(statement: Node<'_>) -> bool {
    statement.kind() == "return_statement" && statement.first_child().is_none()
}

/// Takes away a statement, with its line where it is alone on that.
pub(super) fn drop_lines<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    let source = statement.source;
    let (start, end) = (statement.start(), statement.end_of_code());
    let line_end = source.text[end..]
        .find('\n')
        .map_or(source.text.len(), |it| end + it + 1);
    let is_alone = source.starts_line(start) && source.text[end..line_end].trim().is_empty();
    match is_alone {
        true => rewrite.delete(with_gap(statement, source.line_start(start)..line_end)),
        false => {
            let rest = &source.text[end..line_end];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let before = source.text[..start].trim_end().len();
            let comments = source.comments();
            let is_said = comments
                .iter()
                .any(|it| it.end == before && source.text[it.clone()].starts_with("//"));
            match rest[blank..].starts_with('}') && source.starts_line(start) && !is_said {
                true => rewrite.put(before..end + blank, " "),
                false => rewrite.delete(start..end + blank),
            }
        }
    }
}

/// The lines of a statement, with the empty lines on one side of it that would stand at the beginning of the block
/// without it, at its end, or below other empty lines.
fn with_gap(statement: Node<'_>, lines: Range<usize>) -> Range<usize> {
    let text = &statement.source.text;
    let above = text[..lines.start].trim_end().len();
    let gap_above = text[above..].find('\n').map_or(above, |it| above + it + 1);
    let below = text[lines.end..].trim_start();
    if below.starts_with('}') {
        return gap_above..lines.end;
    }
    let list = statement.parent().filter(|it| it.is_statement_list());
    let is_first = above == 0 || list.is_some_and(|it| above == it.start() + 1);
    if is_first || gap_above < lines.start {
        let next = text.len() - below.len();
        let gap = text[lines.end..next].rfind('\n').map_or(0, |it| it + 1);
        return lines.start..lines.end + gap;
    }
    lines
}

/// The text of a statement that an expression becomes, which `fragment` stands for.
pub(super) fn as_statement(fragment: &str, expression: Node<'_>) -> String {
    match begins_otherwise(expression) {
        true => format!("(${fragment});"),
        false => format!("${fragment};"),
    }
}

/// Whether an expression would be read as a block or a declaration where a statement begins.
fn begins_otherwise(expression: Node<'_>) -> bool {
    let nodes = expression.descendants().into_iter();
    let mut first = std::iter::once(expression)
        .chain(nodes)
        .filter(|it| it.start() == expression.start());
    first.any(|it| {
        matches!(
            it.kind(),
            "object" | "function_expression" | "generator_function" | "class"
        )
    })
}
