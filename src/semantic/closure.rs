//! Functions in the statements of a bridge that answer: which name stands for which of
//! them, and what a call of one comes to. Knows no statements.

use crate::syntax::Node;

use super::{
    Value,
    answering::local_name,
    completion::Judged,
    convertible::arguments_in,
    settling::{Demand, PENDING, Settling, State},
    shape,
};

impl<'s> Settling<'_, 's> {
    /// The function in the statements that a name stands for and that answers.
    pub(super) fn closure(&self, name: Node<'s>) -> Option<Node<'s>> {
        self.closure_of(name, &mut Vec::new())
    }

    /// Whether code answers, by itself or by a function in the statements.
    pub(super) fn answers_in(&self, node: Node<'s>) -> bool {
        self.answers_by(node, &mut Vec::new())
    }

    fn closure_of(&self, name: Node<'s>, seen: &mut Vec<Node<'s>>) -> Option<Node<'s>> {
        if !name.is_identifier() || name.source.id != self.channel.function.source.id {
            return None;
        }
        let binding = self.project.binding_of(name)?;
        if let Some((_, function)) = self.given.iter().rev().find(|(it, _)| *it == binding) {
            return Some(*function);
        }
        let Some(Value::Local(function)) = self.project.value(name) else {
            return None;
        };
        let is_here = function.source.id == self.channel.function.source.id
            && self.range.start <= function.start()
            && function.end() <= self.range.end;
        (is_here && function.is_function() && self.answers_by(function, seen)).then_some(function)
    }

    fn answers_by(&self, node: Node<'s>, seen: &mut Vec<Node<'s>>) -> bool {
        if seen.contains(&node) {
            return false;
        }
        seen.push(node);
        let nodes = || node.descendants().into_iter();
        self.mentions(node) || nodes().any(|it| self.closure_of(it, seen).is_some())
    }

    /// A function that is declared: what it does, it does where it is called, and each of
    /// these calls has to be seen.
    pub(super) fn declared(&self, function: Node<'s>) -> Judged<'s, ()> {
        if !self.answers_in(function) {
            return Ok(());
        }
        let named = local_name(function).and_then(|it| Some((it, self.project.binding_of(it)?)));
        let is_known = named.is_some_and(|(name, id)| {
            let names = self.project.names(name);
            let is_written = names.references_of(id).any(|it| it.is_write);
            names.binding(id).declared.len() == 1 && !is_written
        });
        match is_known {
            true => Ok(()),
            false => Err(self.channel.used(function)),
        }
    }

    /// A call of a function in the statements that answers.
    pub(super) fn closure_call(&mut self, call: Node<'s>, closure: Node<'s>, state: State) -> Judged<'s, State> {
        let known = self.given.len();
        self.give(call, closure)?;
        let called = self.closure_called(closure, state);
        self.given.truncate(known);
        called
    }

    /// What the parameters of a function stand for while it is followed.
    fn give(&mut self, call: Node<'s>, closure: Node<'s>) -> Judged<'s, ()> {
        let places = shape::parameters(closure);
        if self.pending.contains(&closure) {
            return self.given_again(call, closure);
        }
        for (place, argument) in call.arguments().into_iter().enumerate() {
            if !self.answers_in(argument) {
                continue;
            }
            let is_plain = |it: &Node<'s>| it.field("value").is_none() && it.field("right").is_none();
            let name = places.get(place).copied().filter(is_plain).map(shape::name_of);
            let binding = name
                .filter(|it| it.is_identifier())
                .and_then(|it| self.project.binding_of(it));
            let given = self.answering_function(argument).zip(binding);
            let Some((function, binding)) = given.filter(|_| arguments_in(closure).is_none()) else {
                return Err(self.channel.used(argument));
            };
            self.given.push((binding, function));
        }
        Ok(())
    }

    /// A function that calls itself has to be given what it was given.
    fn given_again(&self, call: Node<'s>, closure: Node<'s>) -> Judged<'s, ()> {
        let (arguments, parameters) = (call.arguments(), shape::parameters(closure));
        let is_same = |place: usize| {
            let argument = arguments.get(place).copied().filter(|it| self.answers_in(*it));
            let name = parameters.get(place).map(|it| shape::name_of(*it));
            let binding = name.and_then(|it| self.project.binding_of(it));
            if closure == self.channel.function && binding.is_some() && binding == self.channel.callback {
                let way = argument.and_then(|it| self.channel.way(self.project, it.peeled()));
                return way.is_some();
            }
            let given = self.given.iter().rev().find(|(it, _)| Some(*it) == binding);
            match (given, argument) {
                (Some((_, given)), Some(argument)) => self.answering_function(argument) == Some(*given),
                (given, argument) => given.is_none() && argument.is_none(),
            }
        };
        match (0..arguments.len().max(parameters.len())).all(is_same) {
            true => Ok(()),
            false => Err(self.channel.used(call)),
        }
    }

    /// The function that answers which an argument is.
    fn answering_function(&self, argument: Node<'s>) -> Option<Node<'s>> {
        let node = argument.peeled();
        if node.is_function() {
            Some(node)
        } else {
            self.closure(node)
        }
    }

    fn closure_called(&mut self, closure: Node<'s>, state: State) -> Judged<'s, State> {
        let (may_add, known) = (std::mem::replace(&mut self.may_add, false), self.starts);
        let settles = self.function(closure, Demand::Refuse).is_ok();
        self.starts += usize::from(closure.has_token("async"));
        self.may_add = may_add;
        if !settles {
            self.function(closure, Demand::Nothing)?;
        }
        match self.starts > known {
            true if settles => Ok(self.started(state)),
            true => {
                self.doubt(PENDING);
                Ok(State {
                    is_started: true,
                    ..state
                })
            }
            false => {
                if state.is_started {
                    self.doubt(PENDING);
                }
                Ok(State {
                    is_open: state.is_open && !settles,
                    is_answered: true,
                    ..state
                })
            }
        }
    }
}
