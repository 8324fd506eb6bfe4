//! A function that completes by a callback becomes one that returns a promise, with
//! all its callers. Knows its signature and its calls, no leaks.

use crate::{
    semantic::{
        BindingId, Completion, Completions, Follow, FunctionId, Gives, Outcome, Project, Shift, Usage, can_throw,
        is_observable,
    },
    syntax::Node,
};

use super::{
    CallbackCall, Promised, Reason, Refusal, Rewrite, always_happens, await_callback, await_started_together,
    completed::{calls_itself, complete},
    drop_callback, keeps_callback, link_depth,
    parameters::drop_parameter,
    reports_to_nobody, started_together, statement_of,
    statements::drop_lines,
    waiting_statement,
};

/// Takes the callback from a function: what it gave to that is returned or thrown,
/// and who passed one awaits the promise. A caveat is given where the result is not
/// certain to do the same.
///
/// # Errors
/// A refusal at the completion or the caller that stands in the way.
pub fn convert_completing<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    id: FunctionId,
) -> Result<Option<&'static str>, Refusal> {
    let judged = project.convertible(id);
    let completions = judged.map_err(|it| keeps_callback(project, id, &it))?;
    let function = &project[id];
    rewrite.turn_to(function.node.source);
    for completion in &completions.all {
        complete(project, rewrite, completions, completion)?;
    }
    if let Some(parameter) = completions.parameter {
        drop_parameter(project, rewrite, id, parameter);
    }
    if let Some(shift) = &completions.shift {
        drop_shift(rewrite, shift);
    }
    type_result(project, rewrite, completions);
    rewrite.make_async(id, function.body());
    rewrite.converted.extend(project.function_key(id));
    await_callers(project, rewrite, completions)
}

/// Takes away that the callback may come one place earlier.
fn drop_shift<'s>(rewrite: &mut Rewrite<'s>, shift: &Shift<'s>) {
    let gone = if shift.is_all { shift.test } else { shift.statement };
    rewrite.forget(gone);
    drop_lines(rewrite, gone);
    if let Some(number) = shift.number_without_callback().filter(|_| !shift.is_all) {
        rewrite.put(shift.number.range(), &number.to_string());
    }
}

/// A call of a function that completes by its callback, as one that reports by it.
///
/// # Errors
/// Refuses calls whose value is used.
pub fn callback_call<'s>(
    project: &Project<'s>,
    completions: &Completions<'s>,
    call: Node<'s>,
) -> Result<CallbackCall<'s>, Refusal> {
    let (statement, is_awaited) = statement_of(call)?;
    let mut arguments = call.arguments();
    let callback = arguments
        .pop()
        .ok_or_else(|| Refusal::at(call, Reason::UnknownCallback))?;
    let superfluous = superfluous_arguments(project, completions, call).len();
    arguments.truncate(arguments.len() - superfluous);
    Ok(CallbackCall {
        bare: None,
        statement,
        callback,
        request: call.range(),
        promise: promised(project, completions, call),
        link_depth: link_depth(call),
        arguments,
        is_awaited,
    })
}

/// The arguments before the callback of a handler that it asks for no longer.
fn superfluous_arguments<'s>(project: &Project<'s>, completions: &Completions<'s>, call: Node<'s>) -> Vec<Node<'s>> {
    let id = completions.function;
    let mut before = call.arguments();
    before.pop();
    let is_superfluous =
        |it: &Node<'s>| *it == before[1] && project.is_context_idle(id) && !is_observable(project, *it);
    match project.handler(id).is_some() && before.len() == 2 {
        true => before.iter().copied().filter(is_superfluous).collect(),
        false => Vec::new(),
    }
}

/// How the promise of a function differs from its callback.
fn promised<'s>(project: &Project<'s>, completions: &Completions<'s>, call: Node<'s>) -> Promised {
    let outcomes = || completions.all.iter().map(|it| it.outcome);
    let is_null = |it: Option<Node<'s>>| it.is_some_and(|it| it.peeled().kind() == "null");
    let fails_with_null = outcomes().any(|it| matches!(it, Outcome::Failure(_, beside) if is_null(beside)));
    let gives_no_error = |it: &Completion<'s>| {
        let is_bare = it.call.arguments().is_empty();
        matches!(it.outcome, Outcome::Success(_)) && (is_bare || !is_null(it.call.arguments().first().copied()))
    };
    Promised {
        suffix: "",
        gives: completions.gives(),
        empty: if fails_with_null { "null" } else { "undefined" },
        no_error: match completions.all.iter().all(gives_no_error) {
            true => "undefined",
            false => "null",
        },
        is_outcome_in_error: false,
        fails_late: throws_at_call(project, completions, call) && !project.ends_process(call),
        throws_at_call: false,
        may_be_empty: true,
        noun: "pending",
    }
}

/// Whether the function may throw at the call, before it waits for anything: its
/// promise rejects with that.
fn throws_at_call<'s>(project: &Project<'s>, completions: &Completions<'s>, call: Node<'s>) -> bool {
    let body = project[completions.function].body();
    let parameters = project[completions.function].parameters().into_iter();
    let names = parameters.flat_map(Node::descendants).filter(|it| it.is_identifier());
    let known: Vec<_> = names.filter_map(|it| project.binding_of(it)).collect();
    let mut statements = match body.kind() {
        "statement_block" => body.children(),
        _ => vec![body],
    };
    if let Some(first) = statements.iter().position(contains_await) {
        statements.truncate(first + 1);
    }
    let start = Start {
        project,
        completions,
        known,
        not_run: completions.branch_not_run(call),
    };
    let throws = |it: &Node<'s>| start.throws(*it);
    statements.iter().any(throws)
}

fn contains_await(node: &Node<'_>) -> bool {
    let nodes = node.descendants_of_same_function();
    nodes.iter().any(|it| it.kind() == "await_expression")
}

/// What a function does before it waits for anything.
struct Start<'p, 's> {
    project: &'p Project<'s>,
    completions: &'p Completions<'s>,
    /// What is trusted to be there.
    known: Vec<BindingId>,
    not_run: Option<Node<'s>>,
}

impl<'s> Start<'_, 's> {
    /// The same for code of the function: completions throw nothing, and neither does
    /// what is awaited, besides its arguments.
    fn throws(&self, node: Node<'s>) -> bool {
        let (project, completions) = (self.project, self.completions);
        let inner = |it: &Node<'s>| self.throws(*it);
        match node.kind() {
            _ if node.is_function() || self.not_run == Some(node) => false,
            "call_expression" if completions.all.iter().any(|it| it.call == node) => node.arguments().iter().any(inner),
            "call_expression" if is_request(project, completions, node) => {
                let api = node.field("function").and_then(|it| project.node_api(it));
                let mut arguments = node.arguments();
                arguments.retain(|it| !it.is_function());
                if api.is_some_and(|it| !project.takes(it, &arguments)) {
                    return true;
                }
                let callee = node.field("function").and_then(|it| it.field("object"));
                let before = callee.filter(|it| it.kind() == "call_expression");
                before.iter().any(inner) || node.arguments().iter().any(inner)
            }
            "statement_block" => {
                let statements = node.children();
                let waits = statements
                    .iter()
                    .position(|it| it.kind() != "if_statement" && contains_await(it));
                let last = waits.map_or(statements.len(), |it| it + 1);
                statements[..last].iter().any(inner)
            }
            // What its `catch` gets is not thrown; that runs later where there is a wait.
            "try_statement" if node.field("handler").is_some() => {
                let waits = node.field("body").is_some_and(|it| contains_await(&it));
                let handler = node.field("handler").filter(|_| !waits);
                [handler, node.field("finalizer")].iter().flatten().any(inner)
            }
            "await_expression"
            | "switch_statement"
            | "switch_body"
            | "switch_case"
            | "switch_default"
            | "break_statement"
            | "expression_statement"
            | "return_statement"
            | "if_statement"
            | "else_clause"
            | "parenthesized_expression"
            | "lexical_declaration"
            | "variable_declaration"
            | "variable_declarator"
            | "assignment_expression"
            | "try_statement"
            | "catch_clause" => {
                let name = ["name", "parameter", "left"].iter().find_map(|it| node.field(it));
                let is_pattern = name.is_some_and(|it| !it.is_identifier());
                is_pattern || node.children().iter().filter(|it| Some(**it) != name).any(inner)
            }
            _ => can_throw(project, node, &self.known),
        }
    }
}

/// A call that reports by a callback or whose promise is awaited or chained: it starts
/// work, which fails later.
fn is_request<'s>(project: &Project<'s>, completions: &Completions<'s>, call: Node<'s>) -> bool {
    let mut outermost = call;
    while let Some(next) = outermost.parent_of_kind("member_expression").and_then(Node::parent) {
        if next.kind() != "call_expression" {
            break;
        }
        outermost = next;
    }
    let mut around = call.ancestors().take_while(|it| !it.is_function());
    let completes = completions.all.iter().any(|it| outermost.contains(it.call));
    around.any(|it| it.kind() == "await_expression")
        || completes && project.function_around(call) == Some(completions.function)
}

/// What TypeScript says the function returns: what its callback got, where that is
/// said; else it sees that itself.
fn type_result<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, completions: &Completions<'s>) {
    let function = project[completions.function].node;
    let parameter = completions.parameter;
    let kind = parameter.and_then(|it| it.field("type")).and_then(Node::first_child);
    let parameters = kind.filter(|it| it.kind() == "function_type").map(Node::parameters);
    if completions.gives() == Gives::Items && function.source.language.has_types() {
        return type_results(rewrite, function, &parameters.unwrap_or_default());
    }
    let Some(annotation) = function.field("return_type") else {
        return;
    };
    if completions.gives() == Gives::Nothing {
        return;
    }
    let result = parameters.and_then(|it| it.get(1).copied());
    let result_type = result.and_then(|it| it.field("type")).and_then(Node::first_child);
    let calls_itself = completions
        .all
        .iter()
        .any(|it| calls_itself(project, completions, it.call));
    match (result, result_type) {
        (Some(result), Some(kind)) if result.kind() == "optional_parameter" && kind.kind() != "function_type" => {
            rewrite.put(annotation.range(), &format!(": Promise<{} | undefined>", kind.text()));
        }
        (Some(_), Some(kind)) => rewrite.put(annotation.range(), &format!(": Promise<{}>", kind.text())),
        _ if calls_itself => rewrite.put(annotation.range(), ": Promise<any>"),
        _ => rewrite.delete(annotation.range()),
    }
}

/// The same for several results: TypeScript would see a list of whatever they all are.
fn type_results<'s>(rewrite: &mut Rewrite<'s>, function: Node<'s>, parameters: &[Node<'s>]) {
    let types: Option<Vec<String>> = parameters
        .iter()
        .skip(1)
        .map(|it| match it.field("type").and_then(Node::first_child)? {
            kind if it.kind() == "optional_parameter" && kind.kind().ends_with("union_type") => {
                Some(format!("({})?", kind.text()))
            }
            kind if it.kind() == "optional_parameter" => Some(format!("{}?", kind.text())),
            kind if it.field("pattern").is_some_and(Node::is_identifier) => Some(kind.text().to_owned()),
            _ => None,
        })
        .collect();
    let kind = match types.filter(|it| it.len() > 1) {
        Some(types) => format!(": Promise<[{}]>", types.join(", ")),
        None => ": Promise<any[]>".to_owned(),
    };
    match (function.field("return_type"), function.field("parameters")) {
        (Some(annotation), _) => rewrite.put(annotation.range(), &kind),
        (None, Some(list)) => rewrite.insert(list.end(), &kind),
        // `callback => …`
        (None, None) => {}
    }
}

/// The calls in all files, each awaited with its callback's parts around it.
pub(super) fn await_callers<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let usages = project.usages(completions.function);
    let mut calls: Vec<Node<'s>> = usages.iter().filter_map(Usage::call).collect();
    calls.retain(|call| !completions.all.iter().any(|it| it.call == *call));
    if project.handler(completions.function).is_some() {
        let at_load = calls.iter().filter(|it| project.is_told_at_load(completions, **it));
        for call in at_load {
            tell_at_load(project, rewrite, completions, *call)?;
        }
        // The others hand on what they answer by.
        calls.retain(|it| project.is_told(completions, *it));
    }
    calls.sort_by_key(|it| (it.source.id, it.start()));
    let mut all = Vec::new();
    for call in calls {
        rewrite.turn_to(call.source);
        rewrite.callers.push(call);
        let superfluous = superfluous_arguments(project, completions, call);
        superfluous.into_iter().for_each(|it| rewrite.forget(it));
        let call = callback_call(project, completions, call)?;
        always_happens(&call)?;
        reports_to_nobody(project, &call)?;
        if let Some(outer) = all
            .iter()
            .find(|it: &&CallbackCall<'s>| it.callback.contains(call.statement))
        {
            is_last_act(project, outer)?;
        }
        all.push(call);
    }
    let mut done: Vec<Node<'s>> = Vec::new();
    let mut caveat = None;
    for call in &all {
        if done.contains(&call.statement) {
            continue;
        }
        rewrite.turn_to(call.statement.source);
        rewrite.doubt_if_under_way(project, waiting_statement(project, call.statement));
        let others = all.iter().filter(|it| it.statement != call.statement).cloned();
        let together = started_together(project, call, others);
        for it in &together {
            drop_callback(rewrite, project, it);
            done.push(it.statement);
        }
        let doubt = match together.as_slice() {
            [_] => await_callback(project, rewrite, call)?,
            many => await_started_together(project, rewrite, many)?,
        };
        caveat = caveat.or(doubt);
    }
    Ok(caveat)
}

/// `handler(event, {}, print);` where a module is loaded, which cannot wait, becomes
/// `handler(event).then((data) => print(null, data), print);`.
fn tell_at_load<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
    call: Node<'s>,
) -> Result<(), Refusal> {
    rewrite.turn_to(call.source);
    rewrite.callers.push(call);
    let superfluous = superfluous_arguments(project, completions, call);
    superfluous.into_iter().for_each(|it| rewrite.forget(it));
    let call = callback_call(project, completions, call)?;
    always_happens(&call)?;
    let list = call.callback.parent_of_kind("arguments");
    let start = call.arguments.last().map(|it| it.end());
    let start = start.or(list.map(|it| it.start() + 1)).unwrap_or(call.request.start);
    let between = start..call.callback.start();
    let comments = call.callback.source.comments();
    if comments.iter().any(|it| between.contains(&it.start)) {
        return Err(Refusal::at(call.callback, Reason::UnknownCallback));
    }
    let name = call.callback.text();
    let data = if name == "data" { "result" } else { "data" };
    let no_error = call.promise.no_error;
    rewrite.put(between, &format!(").then(({data}) => {name}({no_error}, {data}), "));
    Ok(())
}

/// A call in the callback of another one may move with that only where nothing
/// runs after it.
fn is_last_act<'s>(project: &Project<'s>, outer: &CallbackCall<'s>) -> Result<(), Refusal> {
    let place = project.place(outer.statement, outer.callback);
    let is_last = place.follow == Follow::Nothing && place.in_try.is_none() && place.in_loop.is_none();
    match is_last {
        true => Ok(()),
        false => Err(Refusal::at(outer.statement, Reason::OrderChanges)),
    }
}
