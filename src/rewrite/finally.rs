//! What has to be done when a function is over, whatever becomes of it: what follows a
//! statement goes into a `try` with a `finally`. Knows statements, no leaks.

use std::ops::Range;

use crate::{
    semantic::{Answers, FunctionId, Project, Returns, can_throw},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Template, after_comment,
    preamble::with_comments,
    together::{Started, can_name_promise, keep},
};

/// What follows a statement up to the end of its function, where that can go into a
/// block.
pub struct Rest<'s> {
    /// The function, which is async.
    pub function: FunctionId,
    statement: Node<'s>,
    statements: Vec<Node<'s>>,
}

impl<'s> Rest<'s> {
    /// The rest after a statement; `None` where it is not all that follows, or where
    /// others mention what it declares.
    pub fn after(project: &Project<'s>, statement: Node<'s>) -> Option<Rest<'s>> {
        let list = statement.parent().filter(|it| it.kind() == "statement_block")?;
        let function = project.function(list.parent().filter(|it| it.is_function())?)?;
        let is_answer = project
            .handler(function)
            .is_none_or(|it| it.answers == Answers::Promise);
        let is_waited_for = project[function].is_async && !project[function].is_generator && is_answer;
        let siblings = list.children().into_iter();
        let statements: Vec<Node<'s>> = siblings.filter(|it| it.start() >= statement.end()).collect();
        let range = statements.first()?.start()..statements.last()?.end();
        let can_move = statements.iter().all(|it| can_move(project, *it, &range));
        (is_waited_for && can_move).then_some(Rest {
            function,
            statement,
            statements,
        })
    }

    /// Whether it waits for anything itself.
    pub fn waits(&self, project: &Project<'s>) -> bool {
        let mut nodes = self.statements.iter().flat_map(|it| it.descendants_of_same_function());
        nodes.any(|it| it.kind() == "await_expression" || it.kind() == "for_in_statement" && it.has_token("await"))
            || !returned_promises(project, &self.statements).is_empty()
    }

    /// Puts the rest into a `try` with this code in its `finally`.
    ///
    /// # Errors
    /// Refuses where what is returned would have to be awaited in a `try` of the author.
    pub fn enclose(&self, project: &Project<'s>, rewrite: &mut Rewrite<'s>, code: Template) -> Result<(), Refusal> {
        for value in returned_promises(project, &self.statements) {
            // Awaited there, its rejection would be caught.
            if let Some(around) = catching(value) {
                return Err(Refusal::at(around, Reason::InsideTry));
            }
            rewrite.insert(value.start(), "await ");
        }
        let (first, last) = (self.statements[0], self.statements[self.statements.len() - 1]);
        let is_try = first == last && first.kind() == "try_statement" && first.field("finalizer").is_none();
        let (moved, text) = match is_try {
            true => (first.range(), "$rest finally {\n  $code\n}"),
            false => (
                with_comments(self.statement.end(), first)..after_comment(last.source, last.end_of_code()),
                "try {\n  $rest\n} finally {\n  $code\n}",
            ),
        };
        let template = Template::new(text).code("code", code).fragment("rest", moved.clone());
        rewrite.replace_range(moved, template);
        Ok(())
    }
}

/// Starts calls where they stand, and awaits them when the function is over: what
/// follows runs beside them, as it does today.
///
/// # Errors
/// Refuses callbacks that cannot go into `then`, what may fail between the calls, and
/// what cannot be enclosed.
pub fn await_at_the_end<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    calls: &[CallbackCall<'s>],
    rest: &Rest<'s>,
) -> Result<(), Refusal> {
    let first = calls.first().expect("there is a call").statement;
    let siblings = first.parent().map(Node::children).unwrap_or_default().into_iter();
    let between = siblings.filter(|it| first.start() <= it.start() && it.end() <= rest.statement.end());
    let is_start = |it: &Node<'s>| calls.iter().any(|call| call.statement == *it);
    if let Some(at) = between
        .filter(|it| !is_start(it))
        .find(|it| can_throw(project, *it, &[]))
    {
        return Err(Refusal::at(at, Reason::OrderChanges));
    }
    let started = Started::all(project, rewrite, calls)?;
    let can_reject = started.iter().any(|it| it.can_reject);
    let names = keep(project, rewrite, started);
    let waits = match names.as_slice() {
        [only] => format!("await {only};"),
        many => wait_for_all(project, first, &many.join(", "), can_reject)?,
    };
    rest.enclose(project, rewrite, Template::new(waits))?;
    rewrite.may_reject |= can_reject;
    rewrite.make_async(rest.function, first);
    Ok(())
}

/// Waits for all of these promises, whatever becomes of one of them. A `throw` in a
/// `finally` is what linters warn of.
fn wait_for_all<'s>(
    project: &Project<'s>,
    place: Node<'s>,
    promises: &str,
    can_reject: bool,
) -> Result<String, Refusal> {
    can_name_promise(project, place)?;
    let all = format!("await Promise.all([{promises}]);");
    Ok(match can_reject {
        true => format!("await Promise.allSettled([{promises}]);\n{all}"),
        false => all,
    })
}

/// Whether a statement may become a part of a block: nothing else mentions what it
/// declares.
fn can_move<'s>(project: &Project<'s>, statement: Node<'s>, range: &Range<usize>) -> bool {
    let is_hoisted = statement.kind().ends_with("function_declaration");
    let names = project.names(statement);
    let declared = names.bindings().filter(|(_, it)| {
        let is_here = it.declared.iter().any(|at| statement.range().contains(at));
        is_here && !it.is_function_scoped
    });
    let mut mentions = declared.flat_map(|(id, _)| names.references_of(id));
    !is_hoisted && mentions.all(|it| range.contains(&it.range.start))
}

/// The `try` in the same function whose `catch` would see a node's exceptions.
fn catching(node: Node<'_>) -> Option<Node<'_>> {
    node.ancestors().take_while(|it| !it.is_function()).find(|it| {
        let is_body = it.field("body").is_some_and(|body| body.contains(node));
        it.kind() == "try_statement" && is_body && it.field("handler").is_some()
    })
}

/// What is returned and may be a promise: `finally` would run before it settles.
fn returned_promises<'s>(project: &Project<'s>, rest: &[Node<'s>]) -> Vec<Node<'s>> {
    let nodes = rest.iter().flat_map(|it| it.descendants_of_same_function());
    let values = nodes
        .filter(|it| it.kind() == "return_statement")
        .filter_map(Node::first_child);
    values.filter(|it| !is_plain(project, *it, 0)).collect()
}

/// More steps than these are not followed from a variable to its value.
const MAX_STEPS: usize = 8;

/// Whether a value is certainly no promise, or was awaited, or comes out of data.
fn is_plain<'s>(project: &Project<'s>, value: Node<'s>, steps: usize) -> bool {
    let node = value.peeled();
    match node.kind() {
        "object" | "array" | "string" | "number" | "template_string" | "true" | "false" | "null" | "undefined"
        | "await_expression" | "member_expression" => true,
        "identifier" if project.function_of_parameter(node).is_some() => true,
        "identifier" => {
            let id = project.binding_of(node);
            let declared = id.and_then(|id| project.names(node).binding(id).declared.first().copied());
            let name = declared.and_then(|at| node.source.identifier_at(at));
            let declarator = name.and_then(|it| it.ancestors().find(|it| it.kind() == "variable_declarator"));
            let source = declarator.and_then(|it| it.field("value"));
            let is_written = id.is_some_and(|id| project.names(node).references_of(id).any(|it| it.is_write));
            let is_made_of_plain = source.is_some_and(|it| steps < MAX_STEPS && is_plain(project, it, steps + 1));
            is_made_of_plain && !is_written || project.promise_of(node) == Returns::Never
        }
        _ => project.promise_of(node) == Returns::Never,
    }
}
