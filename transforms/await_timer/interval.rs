//! An interval that its own callback clears: a promise around it, which settles where
//! it is cleared. Knows the paths through one callback.

use std::ops::Range;

use crate::{
    rewrite::{CallbackCall, Reason, Refusal, Rewrite, Settles, Template, Timed, can_name_promise},
    semantic::{BindingId, Project, can_throw},
    syntax::Node,
};

/// Makes the callback of an interval settle a promise around the statement, where it
/// clears the interval.
pub fn settle<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &mut CallbackCall<'s>,
    timer: Node<'s>,
) -> Result<(), Refusal> {
    let (callback, body) = own_callback(project, call, timer)?;
    let cleared = clearings(project, timer, callback);
    let Some(clearing) = cleared.first().copied() else {
        return Err(Refusal::at(timer, Reason::Timed(Timed::Endless)));
    };
    let taken = rewrite.introduced_names(call.statement);
    let name = |wanted: &str| project.fresh_name(call.statement, wanted, &taken);
    let (resolve, reject, error) = (name("resolve"), name("reject"), name("error"));
    let rejects = can_throw(project, body, &known(project, &cleared));
    for it in &cleared {
        resolve_at(project, rewrite, body, *it, &resolve)?;
    }
    if rejects {
        wrap_in_try(rewrite, body, clearing, [&reject, &error]);
    }
    if !changes_own_state(project, callback) {
        rewrite.doubt("the handler now waits until the interval is cleared, which may be never");
    }
    let parameters = match rejects {
        true => format!("({resolve}, {reject})"),
        false => format!("({resolve})"),
    };
    let has_types = timer.source.language.has_types();
    let kind = if has_types { "<void>" } else { "" };
    let (request, tail) = without_end(call.statement, timer);
    let bare = call.bare.as_mut().expect("timers know no error");
    bare.promise = format!("new Promise{kind}({parameters} => {{\n  $request{tail};\n}})");
    bare.settles = Some(if rejects { Settles::OrRejects } else { Settles::Always });
    call.request = request;
    Ok(())
}

/// A statement up to the last parenthesis of its call, so that it ends before the
/// place where what comes after the statement is put; and the parenthesis.
fn without_end<'s>(statement: Node<'s>, call: Node<'s>) -> (Range<usize>, &'static str) {
    let inside = &statement.source.text[..call.end() - 1];
    let end = inside.trim_end().len();
    let is_on_own_line = inside[end..].contains('\n');
    (statement.start()..end, if is_on_own_line { "\n  )" } else { ")" })
}

/// The callback of an interval and its body, where a promise can go around both.
fn own_callback<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    timer: Node<'s>,
) -> Result<(Node<'s>, Node<'s>), Refusal> {
    let callback = call.callback.peeled();
    let body = callback.is_function().then(|| callback.field("body")).flatten();
    let body = body.ok_or_else(|| Refusal::at(call.callback, Reason::Timed(Timed::Endless)))?;
    let is_plain = |id| !project[id].is_async && !project[id].is_generator;
    if !project.function(callback).is_some_and(is_plain) && !clearings(project, timer, callback).is_empty() {
        return Err(Refusal::at(callback, Reason::Timed(Timed::Overlaps)));
    }
    if timer.wrapped() != timer {
        return Err(Refusal::at(timer, Reason::NotAStatement));
    }
    let is_declared = call.statement.kind() != "expression_statement" && call.is_statement();
    if is_declared && !call.statement.parent().is_some_and(Node::is_statement_list) {
        return Err(Refusal::at(call.statement, Reason::NotAStatement));
    }
    can_name_promise(project, timer)?;
    Ok((callback, body))
}

/// The calls in the callback itself that clear its interval.
fn clearings<'s>(project: &Project<'s>, timer: Node<'s>, callback: Node<'s>) -> Vec<Node<'s>> {
    let variable = project.variable_of_timer(timer).and_then(|it| project.binding_of(it));
    let is_own = |call: &Node<'s>| {
        let arguments = call.arguments();
        let [handle] = arguments.as_slice() else { return false };
        let is_this = handle.kind() == "this" && callback.kind() != "arrow_function";
        let is_variable = variable.is_some() && project.binding_of(*handle) == variable;
        project.clears_timer(*call) && (is_this || is_variable)
    };
    let nodes = callback.descendants_of_same_function().into_iter();
    nodes
        .filter(|it| it.kind() == "call_expression")
        .filter(is_own)
        .collect()
}

/// `clearInterval(timer)` cannot throw, whatever the timer is.
fn known<'s>(project: &Project<'s>, cleared: &[Node<'s>]) -> Vec<BindingId> {
    let handles = cleared.iter().filter_map(|it| it.arguments().first().copied());
    handles.filter_map(|it| project.binding_of(it)).collect()
}

/// Settles the promise after the interval is cleared: at the end of that turn, where
/// more of it follows, so that what fails there still rejects.
fn resolve_at<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    body: Node<'s>,
    clearing: Node<'s>,
    resolve: &str,
) -> Result<(), Refusal> {
    let parent = clearing.wrapped().parent().expect("a call stands in something");
    let is_value = parent.kind() == "return_statement" || parent.contains(body);
    let list = parent.parent().filter(|_| parent.kind() == "expression_statement");
    match list.filter(|_| !is_value) {
        Some(list) if list.is_statement_list() => resolve_after(project, rewrite, parent, body, resolve),
        // `if (done) clearInterval(timer);`
        Some(list) if fails_after(project, list, body) => Err(fails(list)),
        None if !is_value => Err(Refusal::at(parent, Reason::NotAStatement)),
        // What a turn returns goes nowhere.
        _ => {
            rewrite.insert(clearing.wrapped().start(), &format!("{resolve}("));
            rewrite.insert(clearing.wrapped().end(), ")");
            Ok(())
        }
    }
}

/// Puts `resolve();` behind the statement that clears the interval, or at the end of
/// its list where the turn ends there.
fn resolve_after<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    statement: Node<'s>,
    body: Node<'s>,
    resolve: &str,
) -> Result<(), Refusal> {
    let list = statement.parent().expect("a statement stands in a list");
    let siblings = list.children().into_iter();
    let after: Vec<Node<'s>> = siblings.filter(|it| it.start() >= statement.end()).collect();
    let is_return = |it: &Node<'s>| it.kind() == "return_statement" && it.first_child().is_none();
    let returns = after.last().is_some_and(is_return);
    let acts = &after[..after.len() - usize::from(returns)];
    let is_end = (returns || ends_turn(list, body)) && !acts.iter().any(|it| leaves(*it));
    let may_fail = !is_end && acts.iter().any(|it| can_throw(project, *it, &[]));
    if may_fail || !returns && fails_after(project, list, body) {
        return Err(fails(statement));
    }
    let place = acts.last().copied().filter(|_| is_end).unwrap_or(statement);
    let end = if statement.source.style().semicolons { ";" } else { "" };
    if place.source.starts_line(place.start()) {
        rewrite.insert_after(place, &format!("{resolve}(){end}"));
    } else {
        let between = if place.text().ends_with(';') { "" } else { ";" };
        rewrite.insert(place.end(), &format!("{between} {resolve}(){end}"));
    }
    Ok(())
}

fn fails(at: Node<'_>) -> Refusal {
    Refusal::at(at, Reason::Timed(Timed::FailsAfterwards))
}

/// Whether a statement may end the turn, or a loop in it.
fn leaves(statement: Node<'_>) -> bool {
    let nodes = statement.descendants_of_same_function().into_iter();
    let ends = ["return_statement", "break_statement", "continue_statement"];
    nodes.into_iter().any(|it| ends.contains(&it.kind()))
}

/// Whether nothing of the turn follows a statement or a list of them.
fn ends_turn(node: Node<'_>, body: Node<'_>) -> bool {
    let mut at = node;
    while at != body {
        let Some(parent) = at.parent() else { return false };
        let is_last = match parent.kind() {
            "statement_block" => parent.children().last() == Some(&at),
            "if_statement" | "else_clause" => true,
            _ => false,
        };
        if !is_last {
            return false;
        }
        at = parent;
    }
    true
}

/// Whether what follows in the turn may throw.
fn fails_after<'s>(project: &Project<'s>, node: Node<'s>, body: Node<'s>) -> bool {
    let mut at = node;
    while at != body {
        let Some(parent) = at.parent() else { return true };
        let after = parent.children().into_iter().filter(|it| it.start() >= at.end());
        let is_branch = matches!(parent.kind(), "if_statement" | "else_clause");
        if parent.is_loop() || !is_branch && after.into_iter().any(|it| can_throw(project, it, &[])) {
            return true;
        }
        at = parent;
    }
    false
}

/// `try { … } catch (error) { clearInterval(timer); reject(error); }`
fn wrap_in_try<'s>(rewrite: &mut Rewrite<'s>, body: Node<'s>, clearing: Node<'s>, [reject, error]: [&str; 2]) {
    let tail = Template::new(format!("}} catch ({error}) {{\n  $clear;\n  {reject}({error});\n}}"))
        .name("clear", clearing.text());
    if body.kind() != "statement_block" {
        let template = Template::new("{\n  try {\n    $body;\n  $tail\n}")
            .fragment("body", body.range())
            .code("tail", tail);
        return rewrite.replace(body, template);
    }
    let moved = statements_of(body);
    let template = Template::new("try {\n  $body\n$tail")
        .fragment("body", moved.clone())
        .code("tail", tail);
    rewrite.replace_range(moved, template);
}

/// The statements of a block, with the comments that stand on lines of their own.
fn statements_of(body: Node<'_>) -> Range<usize> {
    let (source, inside) = (body.source, body.start() + 1..body.end() - 1);
    let first = body.first_child().map_or(inside.end, Node::start);
    let comments = source.comments().into_iter().map(|it| it.start);
    let mut own = comments.filter(|it| inside.start <= *it && *it < first && source.starts_line(*it));
    let start = own.next().unwrap_or(first);
    start..start + source.text[start..inside.end].trim_end().len()
}

/// Whether a turn changes what a later turn can see, as a counter does.
fn changes_own_state<'s>(project: &Project<'s>, callback: Node<'s>) -> bool {
    let reads_clock = callback.descendants().into_iter().any(|it| {
        let origin = (it.kind() == "call_expression").then(|| project.origin(it)).flatten();
        origin.is_some_and(|it| it.is_global && it.root == "Date")
    });
    reads_clock || project.changes_outer_state(callback)
}
