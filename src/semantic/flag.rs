//! `context.callbackWaitsForEmptyEventLoop`: with `false`, a callback answers at once. Knows
//! assignments and whose context it is, not what is pending.

use crate::syntax::{Node, Source};

use super::{Answers, BindingId, FunctionId, Project, channel::Channel, is_observable};

impl<'s> Project<'s> {
    /// The assignments to the flag of a handler's context.
    pub fn waiting_flags(&self, id: FunctionId) -> Vec<Node<'s>> {
        self.flags_of(self.channel_of_handler(id))
    }

    fn flags_of(&self, channel: Channel<'s>) -> Vec<Node<'s>> {
        let source = channel.function.source;
        let references = channel.context.map(|it| self.references(source, it));
        let references = references.unwrap_or_default().into_iter();
        references.filter_map(flag_set_by).collect()
    }

    /// `context.callbackWaitsForEmptyEventLoop = true`, in the handler or where its context goes.
    pub(super) fn flag_that_waits(&self, id: FunctionId) -> Option<Node<'s>> {
        let channel = self.channel_of_handler(id);
        let mut pending: Vec<(&'s Source, BindingId)> = channel
            .context
            .map(|it| (channel.function.source, it))
            .into_iter()
            .collect();
        let mut at = 0;
        while let Some((source, context)) = pending.get(at).copied() {
            at += 1;
            for mention in self.references(source, context) {
                let flag = flag_set_by(mention);
                if flag.is_some_and(|it| it.field("right").is_none_or(|it| it.peeled().kind() != "false")) {
                    return flag;
                }
                let argument = mention.wrapped();
                let names = argument
                    .parent_of_kind("arguments")
                    .and_then(|it| self.handed_to(argument, it));
                for name in names.unwrap_or_default() {
                    let given = self.binding_of(name).map(|it| (name.source, it));
                    pending.extend(
                        given.filter(|it| !pending.iter().any(|(one, other)| (one.id, *other) == (it.0.id, it.1))),
                    );
                }
            }
        }
        None
    }

    /// Those that are statements and do nothing else: they go when the handler becomes async.
    pub fn idle_flags(&self, id: FunctionId) -> Vec<Node<'s>> {
        self.idle_flags_of(self.channel_of_handler(id))
    }

    /// The same for what a function answers by.
    pub(super) fn idle_flags_of(&self, channel: Channel<'s>) -> Vec<Node<'s>> {
        let mut flags = self.flags_of(channel);
        flags.retain(|it| self.is_idle_flag(*it));
        flags
    }

    /// Whether the mention of a context does nothing but to set the flag, as a statement.
    pub(super) fn sets_flag_only(&self, context: Node<'s>) -> bool {
        flag_set_by(context).is_some_and(|it| self.is_idle_flag(it))
    }

    fn is_idle_flag(&self, flag: Node<'s>) -> bool {
        let statement = flag.wrapped().parent_of_kind("expression_statement");
        let is_listed = statement.and_then(Node::parent).is_some_and(Node::is_statement_list);
        is_listed && flag.field("right").is_none_or(|it| !is_observable(self, it))
    }

    /// Whether it is set to `false` in a function: then the callback answers at once.
    pub fn answers_at_once(&self, id: FunctionId) -> bool {
        let nodes = self[id].node.descendants().into_iter();
        let mut assignments = nodes.filter(|it| it.kind() == "assignment_expression");
        assignments.any(|it| context_set_in(it).is_some() && it.field("right").is_some_and(|it| it.kind() == "false"))
    }

    /// Whether an expression sets it for a handler, where nothing but Lambda looks at it.
    pub(super) fn is_flag(&self, assignment: Node<'s>) -> bool {
        let is_quiet = assignment.field("right").is_none_or(|it| !is_observable(self, it));
        is_quiet && context_set_in(assignment).is_some_and(|it| self.handler_given(it, 1).is_some())
    }

    /// Whether it is set where Lambda does not look at it: it answers for the handler when
    /// its promise settles.
    pub(super) fn is_flag_without_effect(&self, assignment: Node<'s>) -> bool {
        let handler = context_set_in(assignment).and_then(|it| self.handler_given(it, 1));
        handler.is_some_and(|it| {
            // A stream is waited for like a callback.
            it.answers == Answers::Promise && it.also_answers_by.is_empty() && !it.is_streaming
        })
    }
}

/// The assignment in which a mention of a context stands: `context.callbackWaitsForEmptyEventLoop = …`.
fn flag_set_by(context: Node<'_>) -> Option<Node<'_>> {
    let member = context.parent_of_kind("member_expression")?;
    let assignment = member.parent_of_kind("assignment_expression")?;
    (context_set_in(assignment) == Some(context)).then_some(assignment)
}

/// The context of which an assignment sets the flag.
fn context_set_in(assignment: Node<'_>) -> Option<Node<'_>> {
    let member = assignment.field("left").filter(|it| it.kind() == "member_expression")?;
    let is_flag = member.field("property")?.text() == "callbackWaitsForEmptyEventLoop";
    member.field("object").filter(|_| is_flag)
}
