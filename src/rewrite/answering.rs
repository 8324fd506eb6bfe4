//! A handler that answers by its callback or its context becomes one that answers by
//! its promise. Knows the handler's own statements and parameters; what it starts is
//! awaited by then.

use crate::{
    semantic::{Completions, FunctionId, Project, is_observable},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Template,
    answer_type::{drop_types, type_answer},
    answerer::take_names,
    bridged::bridge,
    call::stays,
    completed::complete,
    converted::await_callers,
    parameters::{drop_parameter, parameter_lines},
    statements::{as_statement, drop_lines, is_end},
};

/// What makes a conversion unsafe that nobody can look into.
const UNSEEN_WORK: &str = "Lambda waits today for what this may have started, and nothing would from then on";

/// What the handler answers is returned or thrown; its callback goes.
///
/// # Errors
/// A refusal at the answer that stands in the way.
pub fn convert_handler<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: FunctionId) -> Result<(), Refusal> {
    if let Err(incomplete) = project.convertible(id) {
        let handler = project.handler(id).expect("the query asks for one");
        return Err(stays(handler, &incomplete));
    }
    // All that answer by the same functions change together.
    let mut types = Types::default();
    for member in project.answering_group(id) {
        if let Ok(completions) = project.convertible(member) {
            let of_member = convert_member(project, rewrite, completions)?;
            types.gone.extend(of_member.gone);
            types.kept.extend(of_member.kept);
        }
    }
    types.drop(project, rewrite);
    Ok(())
}

/// Gives the parameters that go.
fn convert_member<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
) -> Result<Types<'s>, Refusal> {
    let id = completions.function;
    rewrite.turn_to(project[id].node.source);
    for completion in &completions.all {
        complete(project, rewrite, completions, completion)?;
    }
    for part in &completions.bridges {
        bridge(project, rewrite, completions, part)?;
    }
    let mut types = Types::default();
    types.kept.extend(type_answer(project, rewrite, completions));
    types.gone = take_names(project, rewrite, id);
    if let Some(call) = project.unseen_work(id) {
        rewrite.doubt_at(call, UNSEEN_WORK);
    }
    match project.handler(id).is_some() {
        true => {
            types.gone.extend(leave_nothing(project, rewrite, completions));
            let caveat = await_callers(project, rewrite, completions)?;
            caveat.into_iter().for_each(|it| rewrite.doubt(it));
        }
        false => drop_flags(project, rewrite, id),
    }
    if completions.is_late || project.handler(id).is_some() {
        rewrite.make_async(id, project[id].body());
    }
    rewrite.converted.extend(project.function_key(id));
    Ok(types)
}

/// Parameters that go, and types of those that stay for an answer.
#[derive(Default)]
struct Types<'s> {
    gone: Vec<Node<'s>>,
    kept: Vec<Node<'s>>,
}

impl<'s> Types<'s> {
    /// The types that only these parameters had go, too.
    fn drop(mut self, project: &Project<'s>, rewrite: &mut Rewrite<'s>) {
        while let Some(first) = self.gone.first().copied() {
            let (here, others): (Vec<_>, Vec<_>) =
                self.gone.into_iter().partition(|it| it.source.id == first.source.id);
            rewrite.turn_to(first.source);
            drop_types(project, rewrite, &here, &self.kept);
            self.gone = others;
        }
    }
}

/// Takes away parameters after the second one, which nothing mentions.
///
/// # Errors
/// A refusal where what the handler returns would be its answer from then on.
pub fn drop_third_parameter<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    id: FunctionId,
) -> Result<(), Refusal> {
    if let Some(handler) = project.handler(id).filter(|it| it.is_held) {
        let reason = Reason::of_held(handler);
        return Err(Refusal::at(project[id].node, reason));
    }
    if let Ok(silent) = project.convertible(id)
        && let Some(statement) = silent.unseen.first()
    {
        let name = project[id].display_name();
        return Err(Refusal::at(*statement, Reason::AnswerUnseen(name)));
    }
    // A wrapper hands it on, to nobody.
    if project.handler(id).is_none() {
        for argument in project.idle_callbacks(id).unwrap_or_default() {
            drop_argument(rewrite, argument);
        }
    }
    // A flag that stays needs its context.
    let kept = if project.waiting_flags(id).is_empty() {
        kept_parameters(project, id)
    } else {
        2
    };
    let gone = drop_parameters(project, rewrite, id, 3, kept);
    drop_types(project, rewrite, &gone, &[]);
    Ok(())
}

/// Takes an argument away that is the last one of its call.
fn drop_argument<'s>(rewrite: &mut Rewrite<'s>, argument: Node<'s>) {
    let list = argument.parent_of_kind("arguments").map(Node::children);
    let before = list.unwrap_or_default().into_iter();
    let before = before.take_while(|it| *it != argument).last();
    rewrite.forget(argument);
    rewrite.delete(before.map_or(argument.start(), Node::end)..argument.end());
}

/// What Lambda does not look at today would be the answer of an async handler.
pub(super) fn answer_nothing<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, completions: &Completions<'s>) {
    if let Some(call) = project.unseen_work(completions.function) {
        rewrite.doubt_at(call, UNSEEN_WORK);
    }
    let gone = leave_nothing(project, rewrite, completions);
    drop_types(project, rewrite, &gone, &[]);
}

/// The same; gives the parameters that go.
fn leave_nothing<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, completions: &Completions<'s>) -> Vec<Node<'s>> {
    rewrite.turn_to(project[completions.function].node.source);
    for statement in &completions.unseen {
        return_nothing(project, rewrite, *statement);
    }
    drop_flags(project, rewrite, completions.function);
    let least = if completions.is_silent() { 3 } else { 2 };
    let kept = kept_parameters(project, completions.function);
    drop_parameters(project, rewrite, completions.function, least, kept)
}

/// `return x;` becomes `return;`, after what making `x` does.
fn return_nothing<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    let Some(value) = statement.first_child() else {
        return;
    };
    let body = statement.function_around().and_then(|it| it.field("body"));
    let is_last = body.is_some_and(|it| is_end(statement, it));
    if !is_observable(project, value) {
        rewrite.forget(value);
    }
    let made = as_statement("value", value);
    let template = match (is_observable(project, value), is_last) {
        (false, true) => return drop_lines(rewrite, statement),
        (false, false) => Template::new("return;"),
        (true, true) => Template::new(made).fragment("value", value.range()),
        (true, false) => Template::new(format!("{made}\nreturn;")).fragment("value", value.range()),
    };
    rewrite.replace_range(statement.start()..statement.end_of_code(), template);
}

/// `context.callbackWaitsForEmptyEventLoop = …` has no effect on an async handler.
fn drop_flags<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: FunctionId) {
    for flag in project.idle_flags(id) {
        if let Some(statement) = flag.wrapped().parent() {
            rewrite.forget(flag);
            drop_lines(rewrite, statement);
        }
    }
}

/// A context that nothing asks goes with the callback.
fn kept_parameters(project: &Project<'_>, id: FunctionId) -> usize {
    if project.is_context_idle(id) { 1 } else { 2 }
}

/// Of so many parameters at least, only these first ones stay.
fn drop_parameters<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    id: FunctionId,
    least: usize,
    kept: usize,
) -> Vec<Node<'s>> {
    let parameters = project[id].parameters();
    if parameters.len() < least {
        return Vec::new();
    }
    let (stay, gone) = parameters.split_at(kept);
    match parameter_lines(stay, gone) {
        Some((lines, comma)) => {
            gone.iter().for_each(|it| rewrite.forget(*it));
            comma.into_iter().for_each(|it| rewrite.delete(it..it + 1));
            rewrite.forget_comments(&lines);
            rewrite.delete(lines);
        }
        None => gone
            .iter()
            .rev()
            .for_each(|it| drop_parameter(project, rewrite, id, *it)),
    }
    gone.to_vec()
}
