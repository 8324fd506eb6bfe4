//! From a call with an error-first callback to `await`: the heart of the
//! program. Knows callbacks and control flow, not which calls leak.

use crate::{
    semantic::{ErrorFirst, Follow, FunctionId, Gives, Place, Project, Returns, Value, anything_follows},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Settles, Template,
    chain::{bare_callback, chain, root_of},
    failing::{may_reject, rethrows},
    form::Form,
    parts,
    statements::is_bare_return,
    together,
    turns::{collect, turns_around},
};

/// Replaces a call by its awaited promise, with the callback's parts around it.
/// A caveat is given where the result is not certain to do the same.
///
/// # Errors
/// A refusal where no form keeps what the code does.
pub fn await_callback<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let around = project
        .function_around(call.statement)
        .ok_or_else(|| Refusal::at(call.statement, Reason::TopLevel))?;
    if completes_by_own(project, call) {
        return complete_with(project, rewrite, call, around);
    }
    if let Some(turns) = turns_around(project, call.statement) {
        let caveat = collect(project, rewrite, call, turns)?;
        let waiter = project
            .function_around(turns)
            .ok_or_else(|| Refusal::at(turns, Reason::TopLevel))?;
        rewrite.make_async(waiter, turns);
        return Ok(caveat.or(call.promise.caveat()));
    }
    let returned = returned_statement(project, call, around);
    let call = returned.as_ref().unwrap_or(call);
    if !call.is_statement() && returned.is_none() {
        return in_place_of_body(project, rewrite, call);
    }
    let place = place_of(project, call);
    if returned.is_some() && place.follow != Follow::Nothing {
        return Err(Refusal::at(call.statement, Reason::OrderChanges));
    }
    first_answer_stays(project, call, place)?;
    rewrite.make_async(around, call.statement);
    let runs = matches!(place.follow, Follow::Runs(_)) && !call.is_awaited;
    let is_before_exit = runs && place.in_try.is_none() && together::is_before_exit(project, call);
    if runs && !is_before_exit && place.in_try.is_none() {
        let mut attempt = rewrite.clone();
        if together::start_and_await(project, &mut attempt, std::slice::from_ref(call))?.is_some() {
            *rewrite = attempt;
            return Ok(call.promise.caveat());
        }
    }
    let rejects = may_reject(project, call)?;
    if let Some(around) = place.in_finally.filter(|_| rejects) {
        return Err(Refusal::at(around, Reason::InsideTry));
    }
    in_place(project, rewrite, call, around, place)?;
    rewrite.may_reject |= rejects;
    match place.follow {
        Follow::Runs(_) if runs && !is_before_exit => Ok(Some("what follows the call now runs after its callback")),
        _ if rejects && anything_follows(project, call.statement) => {
            Ok(Some("what follows the call no longer runs when its callback fails"))
        }
        _ if rethrows(project, call)? && throws_alike(project, around) => Ok(None),
        _ => Ok(call.promise.caveat()),
    }
}

/// `other(…, callback)`, where that is the callback of the function around.
fn completes_by_own<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> bool {
    let callback = call.callback.peeled();
    project.completed_by(callback).is_some() && !project.is_answerer_name(callback)
}

/// `other(…, callback)` becomes `callback(null, await other(…))`: its function throws
/// the error, and will do so when the callback has gone.
fn complete_with<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
    around: FunctionId,
) -> Result<Option<&'static str>, Refusal> {
    let callback = call.callback.peeled();
    let place = project.place(call.statement, call.callback);
    if let Some(outer) = place.in_try.or(place.in_finally) {
        return Err(Refusal::at(outer, Reason::InsideTry));
    }
    let is_own = project.completed_by(callback).is_some_and(|it| it.function == around);
    if !is_own || matches!(call.promise.gives, Gives::Fields(_)) {
        return Err(Refusal::at(callback, Reason::UnknownCallback));
    }
    let is_statement = call.statement.kind() == "expression_statement";
    let end = if is_statement { ";" } else { "" };
    let is_for_lambda = project.handler(around).is_some() || project.is_answerer(around);
    let result = match call.promise.gives {
        // Lambda looks at the first one.
        Gives::Items if is_for_lambda => format!("(await {})[0]", call.promised()),
        Gives::Items => format!("...await {}", call.promised()),
        _ => format!("await {}", call.promised()),
    };
    let text = format!("$callback({}, {result}){end}", call.promise.no_error);
    let template = Template::new(text)
        .binding("callback", callback.text(), callback.range())
        .fragment("request", call.request.clone());
    rewrite.make_async(around, call.statement);
    match is_statement {
        true => put_statement(rewrite, call.statement, template, false)?,
        false => rewrite.replace(call.statement, template),
    }
    Ok(call.promise.caveat().filter(|_| !throws_alike(project, around)))
}

/// Whether it is all the same if a function throws at once or its promise rejects: who
/// is told by its callback, unlike Lambda, gets what it throws at once otherwise.
fn throws_alike(project: &Project<'_>, function: FunctionId) -> bool {
    project.handler(function).is_some() || project.is_answerer(function) || project.convertible(function).is_err()
}

/// `return other(…, (err, data) => { … })`, where the callback completes the function
/// around: nobody looks at what that returns.
fn returned_statement<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    around: FunctionId,
) -> Option<CallbackCall<'s>> {
    let parent = call.statement.parent()?;
    let statement = match parent.kind() {
        "return_statement" => parent,
        "arrow_function" => call.statement,
        _ => return None,
    };
    let completes = completes_in_callback(project, call, around);
    (completes && project.returns_to_nobody(around)).then(|| CallbackCall {
        statement,
        ..call.clone()
    })
}

/// Whether the callback of a call completes the function around.
fn completes_in_callback<'s>(project: &Project<'s>, call: &CallbackCall<'s>, around: FunctionId) -> bool {
    let completions = project.convertible(around);
    completions.is_ok_and(|it| it.all.iter().any(|it| call.callback.contains(it.call)))
}

/// Where the call stands; after a call that completes, a `return;` does nothing.
fn place_of<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Place<'s> {
    let mut place = project.place(call.statement, call.callback);
    let around = project.function_around(call.statement);
    let completes = around.is_some_and(|it| completes_in_callback(project, call, it));
    let list = call.statement.parent().filter(|it| it.is_statement_list());
    let after = list.map(Node::children).unwrap_or_default().into_iter();
    let next = after.into_iter().find(|it| it.start() >= call.statement.end());
    if completes && next.is_some_and(is_bare_return) {
        place.follow = Follow::Nothing;
    }
    place
}

/// The call is what its function returns: where that is awaited or dropped, the
/// promise can be it.
fn in_place_of_body<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let refused = || Refusal::at(call.statement, Reason::RequestUsed);
    let function = call.statement.function_around().ok_or_else(refused)?;
    let is_dropped = project.function(function).filter(|it| project.is_result_dropped(*it));
    match is_dropped {
        Some(id) => rewrite.make_async(id, call.statement),
        None if project.is_awaited_for_nothing(function) => {}
        None => return Err(refused()),
    }
    let chain = chain(project, rewrite, call)?;
    if !chain.is_simple {
        return Err(refused());
    }
    if is_dropped.is_none() && chain.can_reject && !project.is_settled_callback(function) {
        return Err(Refusal::at(function, Reason::OthersLeftBehind));
    }
    rewrite.may_reject |= chain.can_reject;
    rewrite.replace(call.statement, chain.expression);
    Ok(call.promise.caveat())
}

/// What is answered after the call was the answer; a callback that answers, too,
/// must not come first because it is awaited.
pub(super) fn first_answer_stays<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    place: Place<'s>,
) -> Result<(), Refusal> {
    if place.follow == Follow::Nothing {
        return Ok(());
    }
    let answers = call
        .callback
        .descendants()
        .into_iter()
        .find(|it| project.is_completion(*it));
    answers.map_or(Ok(()), |it| Err(Refusal::at(it, Reason::AnswersTwice)))
}

/// The call becomes an `await` where it stands.
fn in_place<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
    around: FunctionId,
    place: Place<'s>,
) -> Result<(), Refusal> {
    let may_return = place.follow == Follow::Nothing;
    if let Some(settles) = call.settles() {
        if let Some(outer) = place.in_try.filter(|_| settles == Settles::OrRejects) {
            return Err(Refusal::at(outer, Reason::InsideTry));
        }
        let template = awaited_chain(project, rewrite, call)?;
        return put_statement(rewrite, call.statement, template, true);
    }
    if !call.callback.peeled().is_function() {
        let is_own = project.is_handler_parameter(call.callback.peeled(), 2) && project.handler(around).is_some();
        let is_one = !call.promise.gives_several();
        let template = if is_own && may_return && is_one {
            Template::new(format!("return await {};", call.promised())).fragment("request", call.request.clone())
        } else {
            if let Some(outer) = place.in_try {
                return Err(Refusal::at(outer, Reason::InsideTry));
            }
            match call.bare.is_some() {
                true => called_after(project, call, around)?,
                false => awaited_chain(project, rewrite, call)?,
            }
        };
        return put_statement(rewrite, call.statement, template, true);
    }
    let anatomy = anatomy(project, call)?;
    if uses_own_name(project, anatomy.function) {
        if let Some(outer) = place.in_try {
            return Err(Refusal::at(outer, Reason::InsideTry));
        }
        let template = awaited_chain(project, rewrite, call)?;
        return put_statement(rewrite, call.statement, template, true);
    }
    let mut attempt = rewrite.clone();
    let form = Form {
        project,
        rewrite: &mut attempt,
        call,
        anatomy: &anatomy,
        may_return,
        in_try: place.in_try,
        has_locals: false,
    };
    match form.template() {
        Ok(template) => {
            parts::merge_into(project, &mut attempt, around, anatomy.function);
            put_statement(&mut attempt, call.statement, template, true)?;
            *rewrite = attempt;
            Ok(())
        }
        // A `return` that ends the callback only: the callback's structure stays.
        Err(refusal)
            if place.in_try.is_none()
                && (refusal.reason == Reason::OrderChanges
                    || call.bare.is_some() && refusal.reason == Reason::ReturnsValue) =>
        {
            let template = awaited_chain(project, rewrite, call)?;
            put_statement(rewrite, call.statement, template, true)
        }
        Err(refusal) => Err(refusal),
    }
}

/// `await p; callback(…);` where the callback is no function expression.
fn called_after<'s>(project: &Project<'s>, call: &CallbackCall<'s>, around: FunctionId) -> Result<Template, Refusal> {
    let (callback, given) = bare_callback(project, call)?;
    let function = match project.value(call.callback.peeled()) {
        Some(Value::Local(target)) => project.function(target),
        _ => None,
    };
    // What becomes async by this rewrite gives a promise from now on.
    let becomes_async =
        |id: FunctionId| std::iter::successors(Some(around), |it| project[*it].parent).any(|it| it == id);
    let is_waited_for = match function {
        Some(id) => becomes_async(id) || project.returns(id) != Returns::Never,
        None => !project.is_global(root_of(call.callback.peeled()), "console"),
    };
    let word = if is_waited_for { "await " } else { "" };
    Ok(
        Template::new(format!("await {};\n{word}$callback($given);", call.promised()))
            .fragment("request", call.request.clone())
            .code("callback", callback)
            .fragment("given", given),
    )
}

fn awaited_chain<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
) -> Result<Template, Refusal> {
    let chain = chain(project, rewrite, call)?;
    Ok(Template::new("$prelude\nawait $chain;")
        .code("prelude", chain.prelude)
        .code("chain", chain.expression))
}

/// Puts code in place of a statement, in braces where that is the unbraced
/// branch of an `if`.
///
/// # Errors
/// Refuses where a comment stands before the statement, which braces would part
/// from it.
pub(super) fn put_statement<'s>(
    rewrite: &mut Rewrite<'s>,
    statement: Node<'s>,
    template: Template,
    may_be_many: bool,
) -> Result<(), Refusal> {
    let parent = statement.parent();
    if parent.is_some_and(|it| it.kind() == "arrow_function") && may_be_many {
        let before = statement.source.text[..statement.start()].trim_end().len();
        let is_below = statement.source.starts_line(statement.start()) && !statement.follows_comment();
        match is_below {
            true => rewrite.replace_range(before..statement.end(), braced(template)),
            false => rewrite.replace(statement, Template::new("{\n  $inner\n}").code("inner", template)),
        }
        return Ok(());
    }
    if let Some(block) = block_of_a_line(statement).filter(|_| may_be_many && template.lines().len() > 1) {
        rewrite.replace(block, Template::new("{\n  $inner\n}").code("inner", template));
        return Ok(());
    }
    let is_listed = parent.is_none_or(|it| it.is_statement_list() || it.kind() == "arrow_function");
    if is_listed || !may_be_many {
        rewrite.replace_range(statement.start()..statement.end_of_code(), template);
        return Ok(());
    }
    if statement.follows_comment() {
        return Err(Refusal::at(statement, Reason::NotAStatement));
    }
    let before = statement.source.text[..statement.start()].trim_end().len();
    rewrite.replace_range(before..statement.end_of_code(), braced(template));
    Ok(())
}

/// A block behind what stands before it on its line.
fn braced(inner: Template) -> Template {
    Template::new("$open\n  $inner\n}")
        .name("open", " {")
        .code("inner", inner)
}

/// The block `{ statement }` where that begins on the line of the brace, and becomes
/// several.
pub(super) fn block_of_a_line(statement: Node<'_>) -> Option<Node<'_>> {
    let block = statement.parent_of_kind("statement_block")?;
    let mut nodes = block.descendants().into_iter();
    let has_comment = nodes.any(|it| it.is_comment() && !statement.contains(it));
    let is_alone = block.children().len() == 1 && !statement.source.starts_line(statement.start());
    (is_alone && !has_comment).then_some(block)
}

/// The parts of an inline callback.
///
/// # Errors
/// Refuses patterns, defaults, `this` and generators.
pub(super) fn anatomy<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<ErrorFirst<'s>, Refusal> {
    let function = call.callback.peeled();
    let id = project.function(function);
    let is_strange = id.is_none_or(|it| project[it].is_generator);
    let anatomy = match call.bare.is_some() {
        true => ErrorFirst::without_error(project, function, call.promise.results()),
        false => ErrorFirst::of(project, function, call.promise.results()),
    };
    let anatomy = anatomy.filter(|_| !is_strange);
    let Some(anatomy) = anatomy else {
        return Err(Refusal::at(function, Reason::Parameters));
    };
    if id.is_some_and(|it| project[it].uses_this()) {
        return Err(Refusal::at(function, Reason::UsesThis));
    }
    let is_declared_again = |it: Node<'s>| {
        let binding = project.binding_of(it).map(|id| project.names(it).binding(id));
        binding.is_some_and(|it| it.declared.len() > 1)
    };
    let mut parameters = anatomy.err.iter().chain(&anatomy.results).copied();
    if let Some(name) = parameters.find(|it| is_declared_again(*it)) {
        return Err(Refusal::at(name, Reason::DeclaredAgain));
    }
    if call.bare.is_none() && uses_own_name(project, function) {
        return Err(Refusal::at(function, Reason::UnknownCallback));
    }
    Ok(anatomy)
}

fn uses_own_name<'s>(project: &Project<'s>, function: Node<'s>) -> bool {
    let id = function.field("name").and_then(|it| project.binding_of(it));
    id.is_some_and(|it| !project.references(function.source, it).is_empty())
}
