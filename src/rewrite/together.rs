//! Work that is started together is awaited together: neighbours, and what is
//! started before code that anybody can see. Loops are in `turns`.

use crate::{
    semantic::{Follow, Project, may_fail},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Template,
    chain::{Chain, chain},
};

/// `await Promise.all(list);`, or where one may reject, a wait for all of them
/// before the first rejection is thrown: nothing may be pending at the answer.
///
/// # Errors
/// Refuses where a variable hides `Promise`.
pub(super) fn waiting<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    place: Node<'s>,
    list: &str,
    can_reject: bool,
) -> Result<String, Refusal> {
    let names = project.names(place);
    if names.resolve(names.scope_around(&place.range()), "Promise").is_some() {
        return Err(Refusal::at(place, Reason::HiddenPromise));
    }
    let end = end_of_statement(place);
    if !can_reject {
        return Ok(format!("await Promise.all({list}){end}"));
    }
    let parent = place.parent().unwrap_or(place);
    let mut fresh = |wanted: &str| {
        let name = project.fresh_name(parent, wanted, &rewrite.introduced_names(parent));
        rewrite.introduce(place, &name);
        name
    };
    let (settled, failed) = (fresh("settled"), fresh("failed"));
    let quote = place.source.style.quote;
    let test = match place.source.language.has_types() {
        true => format!("{failed}?.status === {quote}rejected{quote}"),
        false => failed.clone(),
    };
    Ok(format!(
        "const {settled} = await Promise.allSettled({list}){end}\n\
         const {failed} = {settled}.find((it) => it.status === {quote}rejected{quote}){end}\n\
         if ({test}) throw {failed}.reason{end}"
    ))
}

pub(super) fn end_of_statement(node: Node<'_>) -> &'static str {
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
    let starts: Vec<Node<'s>> = calls.iter().map(|it| it.statement).collect();
    let callbacks: Vec<Node<'s>> = calls.iter().map(|it| it.callback).collect();
    let Some(after) = before_exit(project, &starts, &callbacks) else {
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
            &rewrite.introduced_names(call.statement),
        );
        rewrite.introduce(call.statement, &name);
        let template = Template::new("$prelude\nconst $name = $chain;")
            .code("prelude", chain.prelude)
            .name("name", name.clone())
            .code("chain", chain.expression);
        let range = call.statement.start()..call.statement.end_of_code();
        rewrite.replace_range(range, template);
        names.push(name);
    }
    let waits = match names.as_slice() {
        [only] => format!("await {only}{}", end_of_statement(last)),
        many => waiting(project, rewrite, last, &format!("[{}]", many.join(", ")), can_reject)?,
    };
    rewrite.insert_after(after, &waits);
    Ok(Some(()))
}

/// The statement of a list after which the next one waits, returns or throws, and
/// before which nothing can fail. `starts` are the statements, in order, that start
/// the work, and `later` is the code that it runs.
pub(super) fn before_exit<'s>(project: &Project<'s>, starts: &[Node<'s>], later: &[Node<'s>]) -> Option<Node<'s>> {
    let (first, last) = (*starts.first()?, *starts.last()?);
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
            // What is returned is computed while the work is still going on.
            let is_shared = later.iter().any(|it| project.shares_variable(next, *it));
            return (last.end() <= next.start() && !is_shared).then_some(at);
        }
        if crate::semantic::can_throw(project, next, &[]) {
            return None;
        }
        at = next;
    }
    let is_body = list.parent().is_some_and(Node::is_function);
    is_body.then_some(at)
}

/// Awaits calls that stand one after the other, as they were started: together.
/// Gives a caveat where that cannot be everything.
///
/// # Errors
/// The first refusal of any of them.
pub fn await_started_together<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    calls: &[CallbackCall<'s>],
) -> Result<Option<&'static str>, Refusal> {
    let (first, last) = (calls[0].statement, calls[calls.len() - 1].statement);
    let around = project
        .function_around(first)
        .ok_or_else(|| Refusal::at(first, Reason::TopLevel))?;
    for call in calls {
        super::awaited::first_answer_stays(project, call, project.place(last, call.callback))?;
    }
    let place = project.place(first, first);
    if let Some(outer) = place.in_try.or(place.in_finally) {
        return Err(Refusal::at(outer, Reason::InsideTry));
    }
    let list = first.parent().map(Node::children).unwrap_or_default();
    let between = list
        .iter()
        .filter(|it| first.start() <= it.start() && it.end() <= last.end())
        .count();
    let runs = |it: &CallbackCall<'s>| matches!(project.place(last, it.callback).follow, Follow::Runs(_));
    let is_quiet = !calls.iter().any(runs);
    let fails = calls[1..]
        .iter()
        .flat_map(|it| &it.arguments)
        .any(|it| may_fail(project, *it, |_| false));
    let caveat = fails.then_some("where a later call fails to start, an earlier one is left behind, as today");
    let caveat = caveat.or(calls.iter().find_map(|it| it.promise.caveat()));
    rewrite.make_async(around, first);
    if between == calls.len() && is_quiet {
        all_in_one(project, rewrite, calls)?;
        return Ok(caveat);
    }
    match start_and_await(project, rewrite, calls)? {
        Some(()) => Ok(caveat),
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
    let text = match can_reject {
        false => format!(
            "$preludes\n{}",
            waiting(project, rewrite, last, "[\n  $items\n]", false)?
        ),
        true => {
            let waits = waiting(project, rewrite, last, "[\n  $items\n]", true)?;
            format!("$preludes\n{waits}")
        }
    };
    let template = Template::new(text)
        .code("preludes", preludes)
        .code("items", items.expect("there is a call"));
    rewrite.replace_range(first.start()..last.end_of_code(), template);
    Ok(())
}

/// The comments that stand between `before` and a statement.
fn comments_between(statement: Node<'_>, before: usize) -> std::ops::Range<usize> {
    let text = &statement.source.text[before..statement.start()];
    let start = before + (text.len() - text.trim_start().len());
    let end = before + text.trim_end().len();
    start.min(end.max(start))..end.max(start)
}
