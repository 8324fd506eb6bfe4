//! What runs in a handler when it has answered: the first answer counts, and the rest runs
//! all the same. Knows statements after an answer, not how the paths come there.

use crate::syntax::Node;

use super::{
    can_throw,
    completion::Judged,
    is_observable,
    paths::{AFTER_ANSWER, COMPLETED, Exits, Walk, ends, leaves_unseen},
};

const THROWS: &str = "has answered where this runs, which may throw";
const AGAIN: &str = "has called its callback where this runs";

impl<'s> Walk<'_, 's> {
    /// The first answer of a handler counts, and what follows runs all the same.
    pub(super) fn after_completion(&mut self, statement: Node<'s>, entry: Exits) -> Judged<'s, Exits> {
        if !self.channel.is_handler {
            return self.incomplete(statement, AGAIN);
        }
        // What is under way would see what is assigned, and answer after this.
        if self.is_dead(statement) && !(entry.started && (assigns(statement) || self.mentions(statement))) {
            let before = Exits {
                completed: false,
                started: false,
                ..entry
            };
            let exits = self.statement(statement, before)?;
            return Ok(match ends(statement) {
                true => exits,
                false => exits | Exits { open: false, ..entry },
            });
        }
        if entry != COMPLETED || self.mentions(statement) || !self.follows_completion(statement) {
            return self.incomplete(statement, AFTER_ANSWER);
        }
        if leaves_unseen(statement) || can_throw(self.project, statement, &[]) {
            return self.incomplete(statement, THROWS);
        }
        Ok(COMPLETED)
    }

    /// Whether nobody would miss a statement that completes once more, or does nothing
    /// that can be seen.
    fn is_dead(&self, statement: Node<'s>) -> bool {
        let is_quiet = |it: Node<'s>| !is_observable(self.project, it);
        match statement.kind() {
            "statement_block" => statement.children().into_iter().all(|it| self.is_dead(it)),
            "if_statement" => {
                let branches = [
                    statement.field("consequence"),
                    statement.field("alternative").and_then(Node::first_child),
                ];
                statement.field("condition").is_some_and(is_quiet)
                    && branches.into_iter().flatten().all(|it| self.is_dead(it))
            }
            "expression_statement" | "return_statement" => {
                let expression = statement.first_child().map(Node::peeled);
                expression.is_none_or(|it| match self.completing_call(it) {
                    true => it.arguments().into_iter().all(is_quiet),
                    false => !self.mentions(it) && is_quiet(it),
                })
            }
            _ => !self.mentions(statement) && !leaves_unseen(statement) && is_quiet(statement),
        }
    }

    fn completing_call(&self, call: Node<'s>) -> bool {
        let callee = call.field("function").filter(|_| call.kind() == "call_expression");
        callee.is_some_and(|it| self.channel.way(self.project, it.peeled()).is_some())
    }

    /// Whether a statement of the same list before this one is a completion.
    fn follows_completion(&self, statement: Node<'s>) -> bool {
        let list = statement.parent().map(Node::children).unwrap_or_default();
        let mut before = list.into_iter().take_while(|it| it.end() <= statement.start());
        before.any(|it| {
            let expression = it.first_child().filter(|_| it.kind() == "expression_statement");
            let expression = expression.map(Node::peeled);
            expression.is_some_and(|it| self.completing_call(it) || self.project.answerer_of(it).is_some())
        })
    }
}

fn assigns(statement: Node<'_>) -> bool {
    let kinds = [
        "assignment_expression",
        "augmented_assignment_expression",
        "update_expression",
    ];
    statement.descendants().iter().any(|it| kinds.contains(&it.kind()))
}
