//! Whether handlers and the functions that answer for them can be converted together:
//! all of them, with each of their calls, or none. Knows usages and tests, no rewrites.

use std::collections::HashMap;

use crate::syntax::Node;

use super::{
    Completion, Completions, FunctionId, Incomplete, Outcome, Project, TestCallback, Usage,
    convertible::{CALLED, CALLERS, DRAINS, PARAMETERS, TYPED, arguments_in},
};

const CALLED_TOO: &str = "cannot be converted apart from a function that other code calls here, too";
const HANDED_ON: &str = "cannot be converted apart from a function that goes where its calls cannot be seen";
const UNREAD: &str = "cannot be converted apart from a function here that files which are not followed may call, too";
const REPLACED: &str = "is answered for by a function that a test replaces here, by what may return nothing";

/// How the functions of a group complete, or the one place that blocks them all.
pub(super) type Judged<'s> = Result<HashMap<FunctionId, Completions<'s>>, Incomplete<'s>>;

impl<'s> Project<'s> {
    /// A function that answers for a handler could return what it answers.
    fn judge_answerer(&self, id: FunctionId) -> Result<Completions<'s>, Incomplete<'s>> {
        let function = self[id].node;
        let blocked = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        if let Some(place) = arguments_in(function) {
            return blocked(place, PARAMETERS);
        }
        if let Some(place) = self.said_elsewhere(function) {
            return blocked(place, TYPED);
        }
        match self.flag_that_waits(id) {
            Some(flag) => blocked(flag, DRAINS),
            None => self.completions(id),
        }
    }

    /// Whether a call of a handler gives it a callback that is written there, which may
    /// become what follows an `await`.
    pub fn is_told(&self, completions: &Completions<'s>, call: Node<'s>) -> bool {
        let arguments = call.arguments();
        let is_plain = arguments.len() == completions.place + 1 && completions.parameter.is_some();
        let is_written = arguments.last().is_some_and(|it| it.peeled().is_function());
        let callee = call.field("function").and_then(|it| self.called_function(it));
        let is_spread = arguments.iter().any(|it| it.kind() == "spread_element");
        let can_wait = self.function_around(call).is_some_and(|it| {
            let test = self.test_callback(self[it].node);
            !matches!(test, Some(TestCallback::TakesDone | TestCallback::CannotWait))
        });
        is_plain && is_written && can_wait && !is_spread && callee == Some(completions.function)
    }

    /// Whether a script calls a handler, with a function that it has a name for, while it is
    /// loaded: `handler(event, {}, print);`
    pub fn is_told_at_load(&self, completions: &Completions<'s>, call: Node<'s>) -> bool {
        let arguments = call.arguments();
        let is_plain = arguments.len() == 3 && completions.parameter.is_some() && !completions.is_open;
        let named = arguments.last().filter(|it| it.is_identifier());
        let is_function = named.is_some_and(|it| self.called_function(*it).is_some());
        let callee = call.field("function").and_then(|it| self.called_function(it));
        let is_spread = arguments.iter().any(|it| it.kind() == "spread_element");
        let statement = call.wrapped().parent_of_kind("expression_statement");
        let is_at_top = statement
            .and_then(Node::parent)
            .is_some_and(|it| it.kind() == "program");
        is_plain && is_function && is_at_top && !is_spread && callee == Some(completions.function)
    }

    /// How a member of a group completes, where all of them can be converted.
    pub(super) fn judged_in_group(&self, id: FunctionId, root: FunctionId) -> Result<Completions<'s>, Incomplete<'s>> {
        let judged = self.groups[root.index()].get_or_init(|| self.judge_group(root));
        let judged = judged.as_ref().map_err(|it| *it)?;
        Ok(judged[&id].clone())
    }

    /// Handlers and the functions that answer for them are converted together.
    fn judge_group(&self, root: FunctionId) -> Judged<'s> {
        let members = self.answering_group(root);
        let mut judged = HashMap::new();
        for member in &members {
            let completions = match self.handler(*member) {
                Some(handler) => self.judge_handler(*member, handler)?,
                None => self.judge_answerer(*member)?,
            };
            judged.insert(*member, completions);
        }
        let bridged = |it: &Completions<'s>| it.bridges.iter().flat_map(|it| it.answers.clone()).collect::<Vec<_>>();
        let found = judged.values().flat_map(|it| it.all.iter().copied().chain(bridged(it)));
        let all: Vec<Completion<'s>> = found.collect();
        let answerers = members.iter().filter(|it| self.is_answerer(**it));
        let mut replaced = answerers.filter_map(|it| self.replaced_in_test(*it, &self.usages(*it)));
        if let Some(place) = replaced.next() {
            return Err(Incomplete { place, why: REPLACED });
        }
        for member in &members {
            self.check_usages(&judged[member], &all)?;
        }
        Ok(judged)
    }

    /// Each mention of a function that answers is one that converts with it.
    fn check_usages(&self, completions: &Completions<'s>, all: &[Completion<'s>]) -> Result<(), Incomplete<'s>> {
        let id = completions.function;
        let blocked = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        let is_handler = self.handler(id).is_some();
        let is_answer = |call: Node<'s>| {
            let is_own = |it: &Completion<'s>| match it.outcome {
                Outcome::Answered { by, .. } => self.alternatives(it.call, by).contains(&id),
                _ => false,
            };
            all.iter().any(|it| it.call == call && is_own(it))
        };
        let is_picked = |at: Node<'s>| {
            let calls = self.calls_of_pick(at, id);
            calls.is_some_and(|it| it.into_iter().all(is_answer))
        };
        let said = self.said_elsewhere(self[id].node).filter(|_| is_handler);
        // Whether a wrapper of its own takes a promise has been asked.
        let around = self.handler(id).map(|it| it.around.as_slice()).unwrap_or_default();
        let is_wrapped = self.handler(id).is_some_and(|it| it.is_wrapped);
        let is_of_wrapper = |it: Node<'s>| {
            let is_within = around.iter().any(|wrapper| self[*wrapper].node.contains(it));
            is_within || is_wrapped && self.function_of_parameter(it).is_some()
        };
        for usage in self.usages(id) {
            match usage {
                Usage::Call(at) | Usage::Value(at) if is_of_wrapper(at) => {}
                // By its type, it takes a context and a callback all the same.
                Usage::Call(call) if said.is_some() && call.source.language.has_types() => return blocked(call, TYPED),
                Usage::Call(call) if is_answer(call) => {}
                Usage::Call(call) if is_handler && self.is_told(completions, call) => {}
                Usage::Call(call) if is_handler && self.is_told_at_load(completions, call) => {}
                Usage::Call(call) if is_handler => return blocked(call, CALLED),
                Usage::Call(call) => return blocked(call, CALLED_TOO),
                // Its wrappers are known, and stand beside it.
                Usage::Value(at) if is_handler && at.source.id == self[id].node.source.id => {}
                Usage::Unseen(..) if is_handler => {}
                Usage::Value(at) if all.iter().any(|it| it.mention == at) || self.answering().is_binding(at) => {}
                Usage::Value(at) if is_picked(at) => {}
                Usage::Value(at) if is_handler => return blocked(at, CALLERS),
                Usage::Value(at) => return blocked(at, HANDED_ON),
                Usage::Unseen(at, _) => return blocked(at, UNREAD),
            }
        }
        Ok(())
    }
}
