//! What a handler reads before a callback has written it: awaited where it stands, the
//! callback would run first. Knows variables and calls, no answers.

use crate::syntax::Node;

use super::{Chain, FunctionId, Project};

impl<'s> Project<'s> {
    /// A mention, in the code that follows a call, of a variable that the callback of the
    /// call writes when that code has run.
    pub(super) fn read_ahead(&self, handler: FunctionId) -> Option<Node<'s>> {
        let nodes = self[handler].node.descendants().into_iter();
        let mut calls = nodes.filter(|it| it.kind() == "call_expression");
        calls.find_map(|call| {
            let mut functions = self.called_later(call).into_iter();
            functions.find_map(|it| self.read_after(call, it))
        })
    }

    /// The functions written in a call that run when the code after it has run.
    fn called_later(&self, call: Node<'s>) -> Vec<Node<'s>> {
        let mut arguments: Vec<Node<'s>> = call.arguments().into_iter().map(Node::peeled).collect();
        arguments.retain(|it| it.is_function());
        let is_later = self.gives_to_callback(call).is_some() || self.timer(call).is_some();
        arguments.retain(|it| is_later || Chain::around(*it).is_some());
        arguments
    }

    fn read_after(&self, call: Node<'s>, callback: Node<'s>) -> Option<Node<'s>> {
        let around = call.function_around();
        let written = self.changed_in(callback).into_iter().map(|(name, _)| name);
        let mut own = written.filter(|(source, _)| *source == call.source.id);
        own.find_map(|(_, id)| {
            let mut mentions = self.references(call.source, id).into_iter();
            mentions.find(|it| it.start() >= call.end() && it.function_around() == around)
        })
    }
}
