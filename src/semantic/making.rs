//! How a value is made: the calls and `new` expressions on the way to it. Knows
//! steps, not packages.

use std::cell::RefCell;

use crate::syntax::Node;

use super::{Origin, Project, Step, Value, value::Evaluation};

/// What is done on the way to a value.
#[derive(Debug, Default)]
pub(super) struct Making<'s> {
    /// Each call or `new`, with what that gave.
    pub made: Vec<Made<'s>>,
    /// What own async functions return to those who wait for them.
    pub awaited: Vec<Origin>,
}

/// A call or `new` expression, and what it gives.
#[derive(Debug, Clone)]
pub(super) struct Made<'s> {
    pub node: Node<'s>,
    pub origin: Origin,
}

impl<'s> Project<'s> {
    /// Where the value of an expression comes from, and how it is made.
    pub(super) fn making(&self, expression: Node<'s>) -> Option<(Origin, Making<'s>)> {
        let mut evaluation = Evaluation::of(self);
        evaluation.making = Some(RefCell::default());
        match evaluation.expression(expression, 0)? {
            Value::External(origin) => Some((origin, evaluation.making?.into_inner())),
            _ => None,
        }
    }
}

impl<'s> Evaluation<'_, 's> {
    /// A step that makes something new.
    pub(super) fn make(&self, node: Node<'s>, origin: Origin, step: Step) -> Value<'s> {
        let mut origin = origin;
        origin.steps.push(step);
        if let Some(making) = &self.making {
            let origin = origin.clone();
            making.borrow_mut().made.push(Made { node, origin });
        }
        Value::External(origin)
    }

    /// What a function makes and keeps nowhere, each call of it makes once more.
    pub(super) fn made_anew(&self, call: Node<'s>, function: Node<'s>) {
        let Some(making) = &self.making else {
            return;
        };
        for made in &mut making.borrow_mut().made {
            if function.contains(made.node) && !is_assigned(made.node) {
                made.node = call;
            }
        }
    }

    /// What is returned where it is waited for.
    pub(super) fn waited_for(&self, value: Option<&Value<'s>>) {
        if let (Some(making), Some(Value::External(origin))) = (&self.making, value) {
            making.borrow_mut().awaited.push(origin.clone());
        }
    }
}

/// Whether what an expression makes is put somewhere.
fn is_assigned(node: Node<'_>) -> bool {
    let parent = node.wrapped().parent();
    parent.is_some_and(|it| matches!(it.kind(), "assignment_expression" | "augmented_assignment_expression"))
}
