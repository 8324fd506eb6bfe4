//! A call that reports by a callback, as transforms find it: its statement, what
//! stays of it, and what forbids to touch it. Knows no API by name.

use std::ops::Range;

use crate::{
    semantic::{Answers, FunctionId, Gives, Handler, Incomplete, Project},
    syntax::Node,
};

use super::{Reason, Refusal, Rewrite, waiting_statement};

/// A call that reports by a callback, and the promise that can replace it.
#[derive(Clone)]
pub struct CallbackCall<'s> {
    /// The statement that is nothing but the call; or the call as what its
    /// function returns.
    pub statement: Node<'s>,
    /// The argument that is called back.
    pub callback: Node<'s>,
    /// What stays of the call. The callback is taken out by other changes of
    /// the rewrite.
    pub request: Range<usize>,
    /// How the promise differs from the callback.
    pub promise: Promised,
    /// Where the links of the call's chain stand on lines of their own: how many
    /// steps further in.
    pub link_depth: Option<usize>,
    /// What is evaluated at the call and might throw there.
    pub arguments: Vec<Node<'s>>,
    /// Whether the author awaits the call, which does not wait.
    pub is_awaited: bool,
    /// For what calls back without an error, as timers do: what is different then.
    pub bare: Option<Bare<'s>>,
}

/// How something calls back that knows no error. Its promise cannot reject.
#[derive(Debug, Clone)]
pub struct Bare<'s> {
    /// The promise as code, with the request as `$request`.
    pub promise: String,
    /// What a callback that is no function expression is called with.
    pub given: Range<usize>,
    /// The promise that the callback returns as the last thing it does.
    pub result: Option<Node<'s>>,
    /// What the callback does is a part of the request.
    pub settles: Option<Settles>,
}

/// The callback stays where it is, and the promise settles when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settles {
    /// In any case.
    Always,
    /// Or it rejects with what the callback throws.
    OrRejects,
}

/// The promise that replaces a callback: what makes it, and what it does not do
/// as the callback did.
#[derive(Debug, Clone, Copy)]
pub struct Promised {
    /// What makes a promise of the request: `.promise()`, or nothing.
    pub suffix: &'static str,
    /// What the callback gets besides its error, and the promise gives.
    pub gives: Gives,
    /// What the callback gets as its result on an error.
    pub empty: &'static str,
    /// What it gets as its error where there is none.
    pub no_error: &'static str,
    /// Whether a field of the error has what the callback gets on an error.
    pub is_outcome_in_error: bool,
    /// Whether the call may throw what the promise would reject with.
    pub fails_late: bool,
    /// Whether the call may throw although its arguments do not.
    pub throws_at_call: bool,
    /// Whether the result may be nothing although there is no error.
    pub may_be_empty: bool,
    /// The name of the promise where it gets one.
    pub noun: &'static str,
}

impl Promised {
    /// `request.promise()` of aws-sdk v2.
    pub const SDK2: Promised = Promised {
        suffix: ".promise()",
        empty: "null",
        ..Promised::SDK3
    };
    /// A method that gives a promise where it gets no callback.
    pub const SDK3: Promised = Promised {
        suffix: "",
        gives: Gives::Value,
        empty: "undefined",
        no_error: "null",
        is_outcome_in_error: false,
        fails_late: false,
        throws_at_call: false,
        may_be_empty: false,
        noun: "request",
    };

    /// How many results the callback may take.
    pub(super) fn results(&self) -> usize {
        match self.gives {
            Gives::Fields(names) => names.len(),
            // What is not given is undefined, as it was.
            Gives::Items => usize::MAX - 1,
            _ => 1,
        }
    }

    /// Whether the promise gives several results.
    pub(super) fn gives_several(&self) -> bool {
        matches!(self.gives, Gives::Fields(_) | Gives::Items)
    }

    /// The caveat where the error branch would see what was thrown at the call.
    pub(super) fn caveat(&self) -> Option<&'static str> {
        let words = "an argument that the function refuses no longer throws at the call, the promise rejects with that";
        self.fails_late.then_some(words)
    }
}

impl CallbackCall<'_> {
    /// What stands before a further link of the chain: nothing, or a line break.
    pub(super) fn link(&self) -> String {
        link_before(self.link_depth)
    }

    /// Whether the call is a statement of its own, perhaps with a name for what it
    /// gives.
    pub fn is_statement(&self) -> bool {
        let kind = self.statement.kind();
        matches!(
            kind,
            "expression_statement" | "lexical_declaration" | "variable_declaration"
        )
    }

    /// Whether the promise does all that the callback did.
    pub(super) fn settles(&self) -> Option<Settles> {
        self.bare.as_ref().and_then(|it| it.settles)
    }

    /// The request as a promise: `$request.promise()`.
    pub(super) fn promised(&self) -> String {
        if let Some(bare) = &self.bare {
            return bare.promise.clone();
        }
        match self.promise.suffix {
            "" => "$request".to_owned(),
            suffix => format!("$request{}{suffix}", self.link()),
        }
    }
}

/// What stands before a further link of a chain of calls.
pub(super) fn link_before(depth: Option<usize>) -> String {
    depth.map_or_else(String::new, |depth| format!("\n{}", "  ".repeat(depth)))
}

/// How many steps further in than its first line the last link of a chain of
/// calls stands, where that is on a line of its own.
pub fn link_depth(call: Node<'_>) -> Option<usize> {
    let property = call.field("function")?.field("property")?;
    let source = call.source;
    let dot = source.text[..property.start()]
        .trim_end_matches([' ', '\t'])
        .len()
        .checked_sub(1)?;
    if !source.starts_line(dot) {
        return None;
    }
    let (inner, outer) = (source.indent_at(dot), source.indent_at(call.start()));
    let further = inner.len().saturating_sub(outer.len());
    Some((further / source.style().step_at(inner).len().max(1)).max(1))
}

/// A handler that is not async is converted whole or not at all: a transform that
/// makes one call awaited asks whether that can be done.
///
/// # Errors
/// A refusal at the handler.
pub fn handlers_are_async<'s>(project: &Project<'s>, place: Node<'s>) -> Result<(), Refusal> {
    for id in project.functions_around(place) {
        if let Some(handler) = project.handler(id) {
            handler_can_wait(project, handler)?;
        }
    }
    Ok(())
}

/// Lambda waits for a handler that answers by its promise, or will when that has been
/// made of it.
///
/// # Errors
/// A refusal at what keeps the handler from that.
pub(super) fn handler_can_wait<'s>(project: &Project<'s>, handler: &Handler) -> Result<(), Refusal> {
    if handler.answers == Answers::Promise {
        return Ok(());
    }
    match project.convertible(handler.function) {
        Ok(_) => Ok(()),
        Err(incomplete) => Err(stays(handler, &incomplete)),
    }
}

/// Why a handler does not become async.
pub(super) fn stays(handler: &Handler, incomplete: &Incomplete<'_>) -> Refusal {
    let name = handler.key.1.clone();
    // What became async on the way answers by a call all the same.
    let by_call = handler
        .also_answers_by
        .iter()
        .find(|_| handler.answers == Answers::Promise);
    let reason = match handler.is_held {
        true => Reason::of_held(handler),
        false => Reason::HandlerNotAsync {
            handler: name,
            answers: by_call.copied().unwrap_or(handler.answers),
            why: incomplete.why,
        },
    };
    Refusal::at(incomplete.place, reason)
}

/// `client?.operation(…)` may be no call at all.
///
/// # Errors
/// A refusal at the optional link.
pub fn always_happens(call: &CallbackCall<'_>) -> Result<(), Refusal> {
    let mut link = Some(
        call.callback
            .ancestors()
            .find(|it| it.kind() == "call_expression")
            .unwrap_or(call.callback),
    );
    while let Some(node) = link {
        if node.field("optional_chain").is_some() || node.has_token("?.") {
            return Err(Refusal::at(node, Reason::OptionalCall));
        }
        link = node.field("function").or_else(|| node.field("object"));
    }
    Ok(())
}

/// The statement that is nothing but the call, or the call where it is the body
/// of an arrow function; and whether the author awaits it.
///
/// # Errors
/// Refuses calls whose value is used.
pub fn statement_of(call: Node<'_>) -> Result<(Node<'_>, bool), Refusal> {
    let wrapped = call.wrapped();
    let Some(parent) = wrapped.parent() else {
        return Err(Refusal::at(call, Reason::NotAStatement));
    };
    match parent.kind() {
        "expression_statement" => Ok((parent, false)),
        "await_expression" => match parent.wrapped().parent_of_kind("expression_statement") {
            Some(statement) => Ok((statement, true)),
            None => Err(Refusal::at(parent, Reason::RequestUsed)),
        },
        "arrow_function" | "return_statement" => Ok((wrapped, false)),
        "member_expression" | "variable_declarator" | "assignment_expression" | "arguments" => {
            Err(Refusal::at(parent, Reason::RequestUsed))
        }
        _ => Err(Refusal::at(parent, Reason::NotAStatement)),
    }
}

/// Callbacks that complete a function of the project which has a callback
/// itself: whoever calls that does not wait for a promise.
///
/// # Errors
/// A refusal at the place that completes it.
pub fn reports_to_nobody<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<(), Refusal> {
    let own = project.function_of_parameter(call.callback.peeled());
    let own = own.filter(|it| project.function(*it).is_none_or(|id| project.handler(id).is_none()));
    for node in call.callback.descendants() {
        let called = project.function_called_back(node).or(own);
        let Some(function) = called.filter(|it| !call.callback.contains(*it)) else {
            continue;
        };
        // Its promise will tell whoever calls that.
        let judged = project.function(function).map(|it| (it, project.convertible(it)));
        if let Some((id, Err(incomplete))) = judged {
            return Err(keeps_callback(project, id, &incomplete));
        }
    }
    Ok(())
}

/// A function goes on to complete by its callback.
pub fn keeps_callback(project: &Project<'_>, id: FunctionId, incomplete: &Incomplete<'_>) -> Refusal {
    let (function, why) = (project[id].display_name(), incomplete.why);
    Refusal::at(incomplete.place, Reason::CallbackHelper { function, why })
}

/// A call and those of `others` in the same list of statements that are started
/// without waiting for each other.
pub fn started_together<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    others: impl Iterator<Item = CallbackCall<'s>>,
) -> Vec<CallbackCall<'s>> {
    let mut calls = vec![call.clone()];
    let is_alone = |it: &CallbackCall<'s>| it.is_awaited || !it.is_statement();
    if waiting_statement(project, call.statement) != call.statement || is_alone(call) {
        return calls;
    }
    let list = call.statement.parent();
    calls.extend(others.filter(|it| !is_alone(it) && it.statement.parent() == list));
    calls.sort_by_key(|it| it.statement.start());
    without_waiting(calls, call)
}

/// Of calls in one list of statements, those from which no `await`, `return` or
/// `throw` separates this one.
fn without_waiting<'s>(calls: Vec<CallbackCall<'s>>, this: &CallbackCall<'s>) -> Vec<CallbackCall<'s>> {
    let mut group: Vec<CallbackCall<'s>> = Vec::new();
    for call in calls {
        if group
            .last()
            .is_some_and(|last| are_parted(last.statement, call.statement))
        {
            if group.iter().any(|it| it.statement == this.statement) {
                break;
            }
            group.clear();
        }
        group.push(call);
    }
    group
}

/// Whether something between two statements of a list waits or leaves.
pub(super) fn are_parted(one: Node<'_>, other: Node<'_>) -> bool {
    let siblings = one.parent().map(Node::children).unwrap_or_default();
    siblings
        .into_iter()
        .filter(|it| one.end() <= it.start() && it.end() <= other.start())
        .flat_map(Node::descendants_of_same_function)
        .any(|it| {
            matches!(
                it.kind(),
                "await_expression" | "return_statement" | "throw_statement" | "break_statement"
            )
        })
}

/// What leaks before a call, without waiting in between, was started side by side with
/// it: who awaited that later would make this one wait, too. Leaks in the turns of the
/// same loop do not count.
///
/// # Errors
/// A refusal at the other leak.
pub fn starts_nothing_before<'s>(project: &Project<'s>, call: Node<'s>, leaks: &[Node<'s>]) -> Result<(), Refusal> {
    let top = waiting_statement(project, call);
    let Some(function) = top.function_around() else {
        return Ok(());
    };
    let nodes = function.descendants_of_same_function();
    for leak in leaks {
        let before = waiting_statement(project, *leak);
        let ways_out = nodes.iter().filter(|it| {
            matches!(
                it.kind(),
                "await_expression" | "return_statement" | "throw_statement" | "break_statement"
            )
        });
        let is_parted = ways_out
            .into_iter()
            .any(|it| before.end() <= it.start() && it.end() <= top.start());
        // Of the branches of an `if`, and of a `try` and its `catch`, one runs.
        let both = before.ancestors().find(|it| it.contains(top));
        let is_other_branch = both.is_some_and(|it| matches!(it.kind(), "if_statement" | "try_statement"));
        if before.end() <= top.start() && !is_parted && !is_other_branch {
            return Err(Refusal::at(*leak, Reason::StartedBefore));
        }
    }
    Ok(())
}

/// Takes the callback out of the call, with the comma before it.
pub fn drop_callback<'s>(rewrite: &mut Rewrite<'s>, project: &Project<'s>, call: &CallbackCall<'s>) {
    let callback = call.callback;
    let Some(list) = callback.parent_of_kind("arguments") else {
        return;
    };
    if !(call.request.start <= list.start() && list.end() <= call.request.end) {
        // `request.send(callback)`: the whole call goes, only the request stays.
        return forget_own(rewrite, project, callback);
    }
    let text = &callback.source.text;
    let from = match call.arguments.last() {
        Some(before) => before.end(),
        None => list.start() + 1,
    };
    let after = &text[callback.end()..list.end() - 1];
    let mut to = callback.end();
    let comma = after.find(',').filter(|it| after[..*it].trim().is_empty());
    if let Some(comma) = comma.filter(|_| call.arguments.is_empty()) {
        to += comma + 1;
    }
    if call.arguments.is_empty() && text[to..list.end() - 1].trim().is_empty() {
        to = list.end() - 1;
    }
    rewrite.delete(from..to);
    forget_own(rewrite, project, callback);
}

/// The handler's own `callback` goes where the answer is returned instead.
fn forget_own<'s>(rewrite: &mut Rewrite<'s>, project: &Project<'s>, callback: Node<'s>) {
    let callback = callback.peeled();
    if project.is_handler_parameter(callback, 2) || project.completed_by(callback).is_some() {
        rewrite.forget(callback);
    }
}
