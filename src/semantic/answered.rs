//! What an answer leaves behind, and what only seems to wait for it: work after the
//! answer, a listener that hides rejections. Knows handlers
//! and statements, not what could be done about them.

use crate::syntax::Node;

use super::{Handler, Project, emitter::is_listening};

impl<'s> Project<'s> {
    /// Whether `process.on('unhandledRejection', listener)` keeps a rejection that
    /// nobody waits for from failing an invocation.
    pub(super) fn hides_rejections(&self, call: Node<'s>) -> bool {
        let Some(callee) = call.field("function") else {
            return false;
        };
        let is_listened = callee.field("property").is_some_and(|it| is_listening(it.text()));
        let is_process = callee.field("object").is_some_and(|it| self.is_global(it, "process"));
        let [event, listener] = call.arguments()[..] else {
            return false;
        };
        let listener = || self.listening_function(listener);
        let is_meant = event.string_value() == Some("unhandledRejection");
        is_listened && is_process && is_meant && listener().is_some_and(|it| !self.may_end_process(it))
    }

    /// Whether a function throws, or calls `process.exit` and the like.
    fn may_end_process(&self, function: Node<'s>) -> bool {
        function.descendants().into_iter().any(|it| match it.kind() {
            "throw_statement" => true,
            "member_expression" => {
                let ends = |it: Node<'_>| matches!(it.text(), "exit" | "abort" | "kill" | "reallyExit");
                it.field("property").is_some_and(ends)
                    && it.field("object").is_some_and(|it| self.is_global(it, "process"))
            }
            _ => false,
        })
    }

    /// The answer after which a handler awaits something, which Lambda freezes then:
    /// for the first `await` after it.
    pub fn answer_before(&self, wait: Node<'s>) -> Option<Node<'s>> {
        let function = wait.function_around()?;
        let handler = self.handler(self.function(function)?)?;
        let mut at = wait;
        while at != function {
            let parent = at.parent()?;
            if matches!(parent.kind(), "statement_block" | "program" | "switch_case") {
                let before = parent.children().into_iter().take_while(|it| it.end() <= at.start());
                let answers: Vec<Node<'s>> = before.filter(|it| self.answers_at_once_by(*it, handler)).collect();
                if let Some(answer) = answers.first() {
                    return self.is_first_wait(*answer, wait, function).then_some(*answer);
                }
            }
            at = parent;
        }
        None
    }

    fn is_first_wait(&self, answer: Node<'s>, wait: Node<'s>, function: Node<'s>) -> bool {
        let waits = function.descendants_of_same_function().into_iter();
        let mut after = waits.filter(|it| it.kind() == "await_expression" && it.start() >= answer.end());
        after.next() == Some(wait)
    }

    /// Whether a statement answers for a handler so that Lambda waits for nothing more.
    fn answers_at_once_by(&self, statement: Node<'s>, handler: &Handler) -> bool {
        let call = statement
            .first_child()
            .filter(|_| statement.kind() == "expression_statement");
        let Some(call) = call.map(Node::peeled).filter(|it| it.kind() == "call_expression") else {
            return false;
        };
        let Some(callee) = call.field("function").map(Node::peeled) else {
            return false;
        };
        if callee.kind() == "member_expression" {
            return self.is_completion(callee);
        }
        let error = call.arguments().first().map(|it| it.peeled());
        // What is certainly no error is answered when the event loop is empty.
        let is_error =
            error.is_some_and(|it| matches!(it.kind(), "new_expression" | "string" | "object" | "template_string"));
        self.is_completion(callee) && (handler.is_at_once || is_error)
    }

    /// The handler whose parameter at this place an identifier means.
    pub(super) fn handler_given(&self, node: Node<'s>, place: usize) -> Option<&Handler> {
        let binding = self.binding_of(node)?;
        self.handlers().iter().find(|it| {
            let parameter = self[it.function].parameters().get(place).copied();
            parameter.is_some_and(|it| {
                let name = it.field("pattern").or_else(|| it.field("left")).unwrap_or(it);
                it.source.id == node.source.id && self.binding_of(name) == Some(binding)
            })
        })
    }
}
