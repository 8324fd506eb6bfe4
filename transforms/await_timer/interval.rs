//! An interval that its own callback clears: a promise around it, which settles where
//! it is cleared. Knows the paths through one callback.

use crate::{
    rewrite::{CallbackCall, Reason, Refusal, Rewrite, Settles, Template, Timed},
    semantic::{Project, can_throw},
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
    let callback = call.callback.peeled();
    let refused = |at: Node<'s>, why: Timed| Err(Refusal::at(at, Reason::Timed(why)));
    let Some(body) = callback.is_function().then(|| callback.field("body")).flatten() else {
        return refused(call.callback, Timed::Endless);
    };
    let cleared = clearings(project, timer, callback);
    if cleared.is_empty() {
        return refused(timer, Timed::Endless);
    }
    if project
        .function(callback)
        .is_none_or(|it| project[it].is_async || project[it].is_generator)
    {
        return refused(callback, Timed::Overlaps);
    }
    if call.statement.kind() != "expression_statement" && !call.statement.parent().is_some_and(Node::is_statement_list)
    {
        return Err(Refusal::at(call.statement, Reason::NotAStatement));
    }
    let names = project.names(timer);
    if names.resolve(names.scope_around(&timer.range()), "Promise").is_some() {
        return Err(Refusal::at(timer, Reason::HiddenPromise));
    }
    let taken = rewrite.introduced_names(call.statement);
    let name = |wanted: &str| project.fresh_name(call.statement, wanted, &taken);
    let (resolve, reject, error) = (name("resolve"), name("reject"), name("error"));
    let rejects = can_throw(project, body, &known(project, &cleared));
    for it in &cleared {
        resolve_at(project, rewrite, body, *it, &resolve, rejects)?;
    }
    let clearing = cleared[0];
    if rejects {
        wrap_in_try(rewrite, body, clearing, [&reject, &error]);
    }
    if !changes_own_state(project, callback) {
        rewrite.doubt("the handler now waits until the interval is cleared, which may be never");
    }
    let parameters = if rejects {
        format!("({resolve}, {reject})")
    } else {
        format!("({resolve})")
    };
    let kind = if timer.source.language.has_types() {
        "<void>"
    } else {
        ""
    };
    let end = if call.is_statement() { "" } else { ";" };
    let bare = call.bare.as_mut().expect("timers know no error");
    bare.promise = format!("new Promise{kind}({parameters} => {{\n  $request{end}\n}})");
    bare.settles = Some(if rejects { Settles::OrRejects } else { Settles::Always });
    call.request = call.statement.range();
    Ok(())
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
fn known<'s>(project: &Project<'s>, cleared: &[Node<'s>]) -> Vec<crate::semantic::BindingId> {
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
    rejects: bool,
) -> Result<(), Refusal> {
    let refused = |at: Node<'s>| Err(Refusal::at(at, Reason::NotAStatement));
    let end = if clearing.source.style.semicolons { ";" } else { "" };
    let parent = clearing.wrapped().parent().expect("a call stands in something");
    if parent == body.parent().unwrap_or(body) || parent.kind() == "return_statement" {
        // What a turn returns goes nowhere.
        rewrite.insert(clearing.wrapped().start(), &format!("{resolve}("));
        rewrite.insert(clearing.wrapped().end(), ")");
        return Ok(());
    }
    let list = parent.parent().filter(|_| parent.kind() == "expression_statement");
    let Some(list) = list else { return refused(parent) };
    if !list.is_statement_list() {
        // `if (done) clearInterval(timer);`
        rewrite.insert(clearing.start(), &format!("{resolve}("));
        rewrite.insert(clearing.end(), ")");
        return match ends_turn(list, body) || !rejects || !fails_after(project, list, body) {
            true => Ok(()),
            false => refused(list),
        };
    }
    let after: Vec<Node<'s>> = list
        .children()
        .into_iter()
        .filter(|it| it.start() >= parent.end())
        .collect();
    let fails = after.iter().any(|it| can_throw(project, *it, &[]));
    let leaves = |it: &Node<'s>| {
        let mut nodes = it.descendants_of_same_function().into_iter();
        nodes.any(|it| matches!(it.kind(), "return_statement" | "break_statement" | "continue_statement"))
    };
    let last = after.last().copied();
    let is_return = last.is_some_and(|it| it.kind() == "return_statement" && it.first_child().is_none());
    let acts = &after[..after.len() - usize::from(is_return)];
    let is_end = (is_return || ends_turn(list, body)) && !acts.iter().any(leaves);
    if fails && !is_end || !is_return && rejects && fails_after(project, list, body) {
        return refused(parent);
    }
    let place = match acts.last().filter(|_| is_end) {
        Some(last) => *last,
        None => parent,
    };
    if place.source.starts_line(place.start()) {
        rewrite.insert_after(place, &format!("{resolve}(){end}"));
    } else {
        let between = if place.text().ends_with(';') { "" } else { ";" };
        rewrite.insert(place.end(), &format!("{between} {resolve}(){end}"));
    }
    Ok(())
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
    let tail = format!(
        "}} catch ({error}) {{\n  {};\n  {reject}({error});\n}}",
        clearing.text()
    );
    if body.kind() != "statement_block" {
        let template = Template::new(format!(
            "{{\n  try {{\n    $body;\n  {}\n}}",
            tail.replace('\n', "\n  ")
        ))
        .fragment("body", body.range());
        return rewrite.replace(body, template);
    }
    let inside = &body.source.text[body.start() + 1..body.end() - 1];
    let start = body.start() + 1 + (inside.len() - inside.trim_start().len());
    let end = body.start() + 1 + inside.trim_end().len();
    let template = Template::new(format!("try {{\n  $body\n{tail}")).fragment("body", start..end);
    rewrite.replace_range(start..end, template);
}

/// Whether a turn changes what a later turn can see, as a counter does.
fn changes_own_state<'s>(project: &Project<'s>, callback: Node<'s>) -> bool {
    let reads_clock = callback.descendants().into_iter().any(|it| {
        let origin = (it.kind() == "call_expression").then(|| project.origin(it)).flatten();
        origin.is_some_and(|it| it.is_global && it.root == "Date")
    });
    reads_clock || project.changes_outer_state(callback)
}
