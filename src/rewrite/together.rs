//! Work that is started together is awaited together: neighbours, and what is
//! started before code that anybody can see. Loops are in `turns`.

use std::ops::Range;

use crate::{
    semantic::{BindingId, Follow, Project, can_throw, is_way_out, may_fail},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Template, after_comment, chain::chain, each::drop_guard,
    failing::known_objects,
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
    can_name_promise(project, place)?;
    let end = end_of_statement(place);
    if !can_reject {
        return Ok(format!("await Promise.all({list}){end}"));
    }
    let (settled, throws) = first_rejection(project, rewrite, place);
    Ok(format!(
        "const {settled} = await Promise.allSettled({list}){end}\n{throws}"
    ))
}

/// Code at a place can say `Promise` and means that of the language.
///
/// # Errors
/// Refuses where a variable hides it.
pub fn can_name_promise<'s>(project: &Project<'s>, place: Node<'s>) -> Result<(), Refusal> {
    let names = project.names(place);
    match names.resolve(names.scope_around(&place.range()), "Promise") {
        Some(_) => Err(Refusal::at(place, Reason::HiddenPromise)),
        None => Ok(()),
    }
}

/// What the executor of a promise around the code in `range` calls its parameter: the
/// usual name, unless the code means something else by it.
pub fn resolve_around<'s>(project: &Project<'s>, place: Node<'s>, range: &Range<usize>) -> String {
    let references = project.names(place).references().iter();
    let mut inside = references.filter(|it| range.contains(&it.range.start));
    match inside.any(|it| it.name == "resolve") {
        true => project.fresh_name(place, "resolve", &[]),
        false => "resolve".to_owned(),
    }
}

/// A name for outcomes, and the lines that throw the first rejection among them.
pub(super) fn first_rejection<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    place: Node<'s>,
) -> (String, String) {
    let end = end_of_statement(place);
    let parent = place.parent().unwrap_or(place);
    let mut fresh = |wanted: &str| {
        let name = project.fresh_name(parent, wanted, &rewrite.introduced_names(parent));
        rewrite.introduce(place, &name);
        name
    };
    let (settled, failed) = (fresh("settled"), fresh("failed"));
    let quote = place.source.style().quote;
    let test = match place.source.language.has_types() {
        true => format!("{failed}?.status === {quote}rejected{quote}"),
        false => failed.clone(),
    };
    let throws = format!(
        "const {failed} = {settled}.find((it) => it.status === {quote}rejected{quote}){end}\n\
         if ({test}) throw {failed}.reason{end}"
    );
    (settled, throws)
}

pub(super) fn end_of_statement(node: Node<'_>) -> &'static str {
    if node.source.style().semicolons { ";" } else { "" }
}

/// Work that a statement starts, and that is waited for after it.
pub(super) struct Started<'s> {
    pub statement: Node<'s>,
    /// Statements that have to stand before it.
    pub prelude: Template,
    /// The promise.
    pub expression: Template,
    pub can_reject: bool,
    /// The variable that has the promise already.
    pub name: Option<String>,
}

impl<'s> Started<'s> {
    /// A call whose callback goes into the promise.
    fn of(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: &CallbackCall<'s>) -> Result<Started<'s>, Refusal> {
        let chain = chain(project, rewrite, call)?;
        Ok(Started {
            statement: call.statement,
            prelude: chain.prelude,
            expression: chain.expression,
            can_reject: chain.can_reject,
            name: None,
        })
    }

    pub(super) fn all(
        project: &Project<'s>,
        rewrite: &mut Rewrite<'s>,
        calls: &[CallbackCall<'s>],
    ) -> Result<Vec<Started<'s>>, Refusal> {
        calls.iter().map(|it| Started::of(project, rewrite, it)).collect()
    }
}

/// Starts a call where it stands, and awaits it before the next way out of the
/// statement list; `None` where what stands between could fail.
pub(super) fn start_and_await<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    calls: &[CallbackCall<'s>],
) -> Result<Option<()>, Refusal> {
    let Some(after) = before_exit_of(project, calls, &[]) else {
        return Ok(None);
    };
    let started = Started::all(project, rewrite, calls)?;
    await_after(project, rewrite, started, after)?;
    Ok(Some(()))
}

/// Keeps what is started in variables, and awaits these after a later statement.
pub(super) fn await_after<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    started: Vec<Started<'s>>,
    after: Node<'s>,
) -> Result<(), Refusal> {
    let last = started.last().expect("something is started").statement;
    let can_reject = started.iter().any(|it| it.can_reject);
    let names = keep(project, rewrite, started);
    let waits = match names.as_slice() {
        [only] => format!("await {only}{}", end_of_statement(last)),
        many => waiting(project, rewrite, last, &format!("[{}]", many.join(", ")), can_reject)?,
    };
    rewrite.insert_after(after, &waits);
    Ok(())
}

/// Keeps what is started in variables, and gives their names.
pub(super) fn keep<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, started: Vec<Started<'s>>) -> Vec<String> {
    let mut names = Vec::new();
    for work in started {
        if let Some(name) = work.name {
            names.push(name);
            continue;
        }
        let name = pending_name(project, rewrite, work.statement);
        let template = Template::new("$prelude\nconst $name = $chain;")
            .code("prelude", work.prelude)
            .name("name", name.clone())
            .code("chain", work.expression);
        let range = work.statement.start()..work.statement.end_of_code();
        drop_guard(rewrite, work.statement);
        rewrite.replace_range(range, template);
        names.push(name);
    }
    names
}

/// A name for the promise of what a statement starts.
fn pending_name<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, statement: Node<'s>) -> String {
    let list = statement.parent().unwrap_or(statement);
    let name = project.fresh_name(list, "pending", &rewrite.introduced_names(statement));
    rewrite.introduce(statement, &name);
    name
}

/// Whether the next statement waits, returns or throws: then the call can be awaited
/// where it stands.
pub(super) fn is_before_exit<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> bool {
    before_exit(project, &[(call.statement, call.callback)], &[]) == Some(call.statement)
}

/// Keeps what a call gives that is a statement, of a function that becomes async: `const
/// pending = call();`, which is awaited before the next way out.
pub(super) fn start_call<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: Node<'s>,
    function: Node<'s>,
) -> Option<()> {
    let statement = call.wrapped().parent_of_kind("expression_statement")?;
    let place = project.place(statement, function);
    let is_plain = place.in_loop.is_none() && place.in_try.is_none() && place.in_finally.is_none();
    let after = before_exit(project, &[(statement, function)], &[]).filter(|_| is_plain)?;
    let name = pending_name(project, rewrite, statement);
    rewrite.insert_in(statement.source, statement.start(), &format!("const {name} = "));
    rewrite.insert_after(after, &format!("await {name}{}", end_of_statement(statement)));
    Some(())
}

/// The statement of the list after which the next one waits, returns or throws;
/// `starts` are statements, each with what runs until its work is done, `objects`
/// variables that hold objects there.
pub(super) fn before_exit<'s>(
    project: &Project<'s>,
    starts: &[(Node<'s>, Node<'s>)],
    objects: &[BindingId],
) -> Option<Node<'s>> {
    let (first, last) = (starts.first()?.0, starts.last()?.0);
    let list = first.parent().filter(|it| it.is_statement_list())?;
    let mut at = first;
    for next in list.children() {
        let is_start = starts.iter().any(|(it, _)| *it == next);
        if next.start() < first.end() || is_start {
            at = if is_start { next } else { at };
            continue;
        }
        if next.descendants_of_same_function().into_iter().any(is_way_out) {
            // What is returned is computed while the work is still going on.
            let is_shared = starts.iter().any(|(_, later)| project.shares_variable(next, *later));
            return (last.end() <= next.start() && !is_shared).then_some(at);
        }
        if can_throw(project, next, objects) {
            return None;
        }
        at = next;
    }
    let is_body = list.parent().is_some_and(Node::is_function);
    // The end of a block will do where nothing can be seen behind it.
    let is_quiet = |later: Node<'s>| !matches!(project.place(at, later).follow, Follow::Runs(_));
    let is_block = list.kind() == "statement_block" && starts.iter().all(|(_, later)| is_quiet(*later));
    (is_body || is_block).then_some(at)
}

/// The same for calls, each of which knows objects.
pub(super) fn before_exit_of<'s>(
    project: &Project<'s>,
    calls: &[CallbackCall<'s>],
    objects: &[BindingId],
) -> Option<Node<'s>> {
    let starts: Vec<_> = calls.iter().map(|it| (it.statement, it.callback)).collect();
    let mut known: Vec<BindingId> = calls.iter().flat_map(|it| known_objects(project, it)).collect();
    known.extend(objects);
    before_exit(project, &starts, &known)
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
        let started = Started::all(project, rewrite, calls)?;
        all_in_one(project, rewrite, started)?;
        return Ok(caveat);
    }
    match start_and_await(project, rewrite, calls)? {
        Some(()) => Ok(caveat),
        None => Err(Refusal::at(first, Reason::OrderChanges)),
    }
}

/// `await Promise.all([a, b]);` in place of neighbours.
pub(super) fn all_in_one<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    started: Vec<Started<'s>>,
) -> Result<(), Refusal> {
    let (first, last) = (started[0].statement, started[started.len() - 1].statement);
    let can_reject = started.iter().any(|it| it.can_reject);
    let mut items = Template::new("");
    let mut preludes = Template::new("");
    let mut before = first.start();
    for work in started {
        preludes = Template::new("$one\n$other")
            .code("one", preludes)
            .code("other", work.prelude);
        let above = comments_between(work.statement, before);
        let source = work.statement.source;
        let end = work.statement.end_of_code();
        let behind = after_comment(source, end);
        let text = match behind > end {
            true => "$above\n$item, $behind",
            false => "$above\n$item,",
        };
        let gap = source.text[end..behind].len() - source.text[end..behind].trim_start().len();
        let item = Template::new(text)
            .fragment("above", above)
            .code("item", work.expression)
            .fragment("behind", end + gap..behind);
        items = Template::new("$one\n$other").code("one", items).code("other", item);
        before = behind.max(work.statement.end());
    }
    let waits = waiting(project, rewrite, last, "[\n  $items\n]", can_reject)?;
    let template = Template::new(format!("$preludes\n{waits}"))
        .code("preludes", preludes)
        .code("items", items);
    let end = after_comment(last.source, last.end_of_code());
    drop_guard(rewrite, first);
    rewrite.replace_range(first.start()..end, template);
    Ok(())
}

/// The comments that stand between `before` and a statement.
pub(super) fn comments_between(statement: Node<'_>, before: usize) -> Range<usize> {
    let text = &statement.source.text[before..statement.start()];
    let start = before + (text.len() - text.trim_start().len());
    // A comment keeps the spaces at its end.
    let comments = statement.source.comments().into_iter();
    let last = comments
        .map(|it| it.end)
        .filter(|it| (before..=statement.start()).contains(it))
        .max();
    let end = last.unwrap_or(start);
    start.min(end.max(start))..end.max(start)
}
