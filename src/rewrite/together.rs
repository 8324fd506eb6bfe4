//! Work that is started together is awaited together: siblings, turns of a
//! loop, and what is started before code that anybody can see.

use crate::{
    semantic::{Follow, Project},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Template,
    chain::{Chain, chain},
};

/// The statement of the outermost loop or `forEach` around a node whose turns do
/// not wait for each other, if any.
pub(super) fn turns_around<'s>(project: &Project<'s>, node: Node<'s>) -> Option<Node<'s>> {
    let mut found: Option<Node<'s>> = None;
    let mut around = node.parent();
    while let Some(at) = around {
        if at.is_loop() {
            // Turns that wait already are sequential and stay so.
            if has_await(at) {
                return found;
            }
            found = Some(labelled(at));
        } else if at.is_function() {
            match each_statement(project, at) {
                Some(statement) => found = Some(statement),
                None => break,
            }
            around = found.and_then(|it| it.parent());
            continue;
        }
        around = at.parent();
    }
    found
}

/// The statement `x.forEach(function)` that a function is the argument of; a
/// `map` whose result is dropped is one, too.
fn each_statement<'s>(project: &Project<'s>, function: Node<'s>) -> Option<Node<'s>> {
    let id = project.function(function)?;
    if project[id].is_async || project[id].is_generator {
        return None;
    }
    let call = function
        .wrapped()
        .parent_of_kind("arguments")?
        .parent_of_kind("call_expression")?;
    let property = call.field("function")?.field("property")?;
    let is_each = matches!(property.text(), "forEach" | "map") && call.arguments().first() == Some(&function.wrapped());
    let statement = call.wrapped().parent_of_kind("expression_statement")?;
    is_each.then_some(statement)
}

fn labelled(statement: Node<'_>) -> Node<'_> {
    match statement.parent_of_kind("labeled_statement") {
        Some(label) => labelled(label),
        None => statement,
    }
}

fn has_await(node: Node<'_>) -> bool {
    node.descendants_of_same_function()
        .into_iter()
        .any(|it| it.kind() == "await_expression" || it.kind() == "for_in_statement" && it.has_token("await"))
}

/// Each turn of a loop adds its promise to a list, which is awaited after it.
pub(super) fn collect<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
    turns: Node<'s>,
) -> Result<Node<'s>, Refusal> {
    check_turns(project, turns)?;
    super::awaited::first_answer_stays(project, call, project.place(turns))?;
    let chain = chain(project, rewrite, call)?;
    let list = declare_list(project, rewrite, turns);
    let is_statement = call.statement.kind() == "expression_statement";
    let text = if is_statement {
        "$prelude\n$list.push($chain);"
    } else {
        "$list.push($chain)"
    };
    let can_reject = chain.can_reject;
    if !is_statement && !chain.is_simple {
        return Err(Refusal::at(call.statement, Reason::NotAStatement));
    }
    let template = Template::new(text)
        .code("prelude", chain.prelude)
        .name("list", list.clone())
        .code("chain", chain.expression);
    super::awaited::put_statement(rewrite, call.statement, template, is_statement && !chain.is_simple);
    await_list(project, rewrite, turns, &list, can_reject);
    Ok(turns)
}

/// The same for a call that has become a promise where it stands.
///
/// # Errors
/// The node that forbids it.
pub(super) fn collect_call<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: Node<'s>,
    turns: Node<'s>,
) -> Result<Node<'s>, Node<'s>> {
    let wrapped = call.wrapped();
    let parent = wrapped.parent();
    let is_discarded = parent.is_some_and(|it| {
        it.kind() == "expression_statement" || it.kind() == "arrow_function" && it.field("body") == Some(wrapped)
    });
    if !is_discarded || check_turns(project, turns).is_err() {
        return Err(call);
    }
    let list = declare_list(project, rewrite, turns);
    rewrite.insert_in(call.source, wrapped.start(), &format!("{list}.push("));
    rewrite.insert_in(call.source, wrapped.end(), ")");
    await_list(project, rewrite, turns, &list, true);
    Ok(turns)
}

/// Work that is collected must not be left behind by an early way out.
fn check_turns<'s>(project: &Project<'s>, statement: Node<'s>) -> Result<(), Refusal> {
    let leaves = statement
        .descendants_of_same_function()
        .into_iter()
        .find(|it| matches!(it.kind(), "return_statement" | "throw_statement"));
    if let Some(leaves) = leaves {
        return Err(Refusal::at(leaves, Reason::LeavesLoop));
    }
    if !statement.parent().is_some_and(Node::is_statement_list) {
        return Err(Refusal::at(statement, Reason::NotAStatement));
    }
    let place = project.place(statement);
    if let Some(around) = place.in_try {
        return Err(Refusal::at(around, Reason::InsideTry));
    }
    match place.follow {
        Follow::Runs(node) => Err(Refusal::at(node, Reason::OrderChanges)),
        Follow::Nothing | Follow::Quiet => Ok(()),
    }
}

fn declare_list<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, statement: Node<'s>) -> String {
    let parent = statement.parent().unwrap_or(statement);
    let name = project.fresh_name(parent, "pending", &rewrite.introduced_names());
    rewrite.introduce(statement, &name);
    let has_types = statement.source.language.has_types();
    let kind = if has_types { ": Promise<unknown>[]" } else { "" };
    let end = end_of_statement(statement);
    rewrite.insert_in(
        statement.source,
        statement.start(),
        &format!("const {name}{kind} = []{end}\n"),
    );
    name
}

fn await_list<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, statement: Node<'s>, list: &str, can_reject: bool) {
    let waits = waiting(project, rewrite, statement, list, can_reject);
    rewrite.insert_in(statement.source, statement.end(), &format!("\n{waits}"));
}

/// `await Promise.all(list);`, or where one may reject, a wait for all of them
/// before the first rejection is thrown: nothing may be pending at the answer.
fn waiting<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    place: Node<'s>,
    list: &str,
    can_reject: bool,
) -> String {
    let end = end_of_statement(place);
    if !can_reject {
        return format!("await Promise.all({list}){end}");
    }
    let parent = place.parent().unwrap_or(place);
    let mut fresh = |wanted: &str| {
        let name = project.fresh_name(parent, wanted, &rewrite.introduced_names());
        rewrite.introduce(place, &name);
        name
    };
    let (settled, failed) = (fresh("settled"), fresh("failed"));
    let quote = place.source.style.quote;
    let test = match place.source.language.has_types() {
        true => format!("{failed}?.status === {quote}rejected{quote}"),
        false => failed.clone(),
    };
    format!(
        "const {settled} = await Promise.allSettled({list}){end}\n\
         const {failed} = {settled}.find((it) => it.status === {quote}rejected{quote}){end}\n\
         if ({test}) throw {failed}.reason{end}"
    )
}

fn end_of_statement(node: Node<'_>) -> &'static str {
    if node.source.style.semicolons { ";" } else { "" }
}

/// Starts a call where it stands, and awaits it before the next way out of the
/// statement list; `None` where what stands between could fail.
pub(super) fn start_and_await<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    calls: &[CallbackCall<'s>],
) -> Result<Option<()>, Refusal> {
    let last = calls.last().expect("there is a call").statement;
    let first = calls.first().expect("there is a call").statement;
    let starts: Vec<Node<'s>> = calls.iter().map(|it| it.statement).collect();
    let Some(exit) = next_exit(project, first, last, &starts) else {
        return Ok(None);
    };
    let mut names = Vec::new();
    let mut can_reject = false;
    for call in calls {
        let chain = chain(project, rewrite, call)?;
        can_reject |= chain.can_reject;
        let name = project.fresh_name(
            call.statement.parent().unwrap_or(call.statement),
            "pending",
            &rewrite.introduced_names(),
        );
        rewrite.introduce(call.statement, &name);
        let template = Template::new("$prelude\nconst $name = $chain;")
            .code("prelude", chain.prelude)
            .name("name", name.clone())
            .code("chain", chain.expression);
        rewrite.replace(call.statement, template);
        names.push(name);
    }
    let waits = match names.as_slice() {
        [only] => format!("await {only}{}", end_of_statement(last)),
        many => waiting(project, rewrite, last, &format!("[{}]", many.join(", ")), can_reject),
    };
    match exit {
        Exit::Before(node) => rewrite.insert(node.start(), &format!("{waits}\n")),
        Exit::After(node) => rewrite.insert(node.end(), &format!("\n{waits}")),
    }
    Ok(Some(()))
}

enum Exit<'s> {
    Before(Node<'s>),
    After(Node<'s>),
}

/// The next statement of the list that waits, returns or throws.
fn next_exit<'s>(project: &Project<'s>, first: Node<'s>, last: Node<'s>, starts: &[Node<'s>]) -> Option<Exit<'s>> {
    let list = first.parent().filter(|it| it.is_statement_list())?;
    let mut at = first;
    for next in list.children() {
        if next.start() < first.end() || starts.contains(&next) {
            at = if starts.contains(&next) { next } else { at };
            continue;
        }
        let leaves = next.descendants_of_same_function().into_iter().any(|it| {
            matches!(
                it.kind(),
                "await_expression"
                    | "return_statement"
                    | "throw_statement"
                    | "yield_expression"
                    | "break_statement"
                    | "continue_statement"
            )
        });
        if leaves {
            return (last.end() <= next.start()).then_some(Exit::Before(next));
        }
        if crate::semantic::can_throw(project, next, &[]) {
            return None;
        }
        at = next;
    }
    let is_body = list.parent().is_some_and(Node::is_function);
    is_body.then_some(Exit::After(at))
}

/// Awaits calls that stand one after the other, as they were started: together.
///
/// # Errors
/// The first refusal of any of them.
pub fn await_started_together<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    calls: &[CallbackCall<'s>],
) -> Result<(), Refusal> {
    let (first, last) = (calls[0].statement, calls[calls.len() - 1].statement);
    let around = project
        .function_around(first)
        .ok_or_else(|| Refusal::at(first, Reason::TopLevel))?;
    for call in calls {
        super::awaited::first_answer_stays(project, call, project.place(last))?;
    }
    if let Some(outer) = project.place(first).in_try {
        return Err(Refusal::at(outer, Reason::InsideTry));
    }
    let list = first.parent().map(Node::children).unwrap_or_default();
    let between = list
        .iter()
        .filter(|it| first.start() <= it.start() && it.end() <= last.end())
        .count();
    let is_quiet = !matches!(project.place(last).follow, Follow::Runs(_));
    rewrite.make_async(around, first);
    if between == calls.len() && is_quiet {
        return all_in_one(project, rewrite, calls);
    }
    match start_and_await(project, rewrite, calls)? {
        Some(()) => Ok(()),
        None => Err(Refusal::at(first, Reason::OrderChanges)),
    }
}

/// `await Promise.all([a, b]);` in place of neighbours.
fn all_in_one<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, calls: &[CallbackCall<'s>]) -> Result<(), Refusal> {
    let (first, last) = (calls[0].statement, calls[calls.len() - 1].statement);
    let mut items: Option<Template> = None;
    let mut preludes = Template::new("");
    let mut can_reject = false;
    let mut before = first.start();
    for call in calls {
        let Chain {
            prelude,
            expression,
            can_reject: rejects,
            ..
        } = chain(project, rewrite, call)?;
        can_reject |= rejects;
        preludes = Template::new("$one\n$other")
            .code("one", preludes)
            .code("other", prelude);
        let above = comments_between(call.statement, before);
        let item = Template::new("$above\n$item,")
            .fragment("above", above)
            .code("item", expression);
        items = Some(match items {
            Some(items) => Template::new("$one\n$other").code("one", items).code("other", item),
            None => item,
        });
        before = call.statement.end();
    }
    let end = end_of_statement(last);
    let text = match can_reject {
        false => "$preludes\nawait Promise.all([\n  $items\n]);".to_owned(),
        true => {
            let waits = waiting(project, rewrite, last, "[\n  $items\n]", true);
            debug_assert!(waits.contains(end));
            format!("$preludes\n{waits}")
        }
    };
    let template = Template::new(text)
        .code("preludes", preludes)
        .code("items", items.expect("there is a call"));
    rewrite.replace_range(first.start()..last.end(), template);
    Ok(())
}

/// The comments that stand between `before` and a statement.
fn comments_between(statement: Node<'_>, before: usize) -> std::ops::Range<usize> {
    let text = &statement.source.text[before..statement.start()];
    let start = before + (text.len() - text.trim_start().len());
    let end = before + text.trim_end().len();
    start.min(end.max(start))..end.max(start)
}
