//! Whether code that answers by callbacks does so on each of its paths, and what is at
//! work then. Trusts packages to call back what they are given last; knows no rewrites.

use std::ops::Range;

use crate::syntax::Node;

use super::{
    BindingId, Chain, Incomplete, Project, Returns, Silence, channel::Channel, completion::Judged, convertible::in_try,
    emitter::is_listening, shape,
};

const SILENT: &str = "does not answer on this path, where something may still be at work";
pub(super) const PENDING: &str = "something else may still be at work when the handler answers";

/// What is known where control comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    /// Nothing has answered, or will.
    pub is_open: bool,
    pub is_answered: bool,
    /// Something is at work.
    pub is_started: bool,
}

const OPEN: State = State {
    is_open: true,
    is_answered: false,
    is_started: false,
};

/// What becomes of a path of a function that comes to no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// Lambda would answer `null` for it, and so may the function.
    Add,
    /// It must not be there.
    Refuse,
    /// Others answer.
    Nothing,
}

/// How statements settle.
#[derive(Debug)]
pub(super) struct Settled<'s> {
    pub silences: Vec<Silence<'s>>,
    /// `throw` in what is called back once, where nothing has answered.
    pub thrown: Vec<Node<'s>>,
    /// Calls that will answer.
    pub awaited: Vec<Node<'s>>,
    pub caveat: Option<&'static str>,
}

/// Follows the paths through statements and the functions in them.
pub(super) struct Settling<'p, 's> {
    pub(super) project: &'p Project<'s>,
    pub(super) channel: Channel<'s>,
    pub(super) range: Range<usize>,
    pub(super) demand: Demand,
    /// Nothing is added to a function that others may call, too.
    pub(super) may_add: bool,
    /// How much has been started.
    pub(super) starts: usize,
    breaks: Vec<Option<State>>,
    pub(super) settled: Settled<'s>,
    /// Functions that are being followed.
    pub(super) pending: Vec<Node<'s>>,
    /// Parameters of these, and the functions that answer which they stand for.
    pub(super) given: Vec<(BindingId, Node<'s>)>,
}

impl<'p, 's> Settling<'p, 's> {
    pub(super) fn of(project: &'p Project<'s>, channel: Channel<'s>, range: &Range<usize>) -> Settling<'p, 's> {
        Settling {
            project,
            channel,
            range: range.clone(),
            demand: Demand::Add,
            may_add: true,
            starts: 0,
            breaks: Vec::new(),
            settled: Settled {
                silences: Vec::new(),
                thrown: Vec::new(),
                awaited: Vec::new(),
                caveat: None,
            },
            pending: Vec::new(),
            given: Vec::new(),
        }
    }

    /// Statements of the handler, or the body of an arrow function.
    pub(super) fn statements(mut self, statements: &[Node<'s>]) -> Judged<'s, Settled<'s>> {
        let last = *statements.last().expect("a bridge has statements");
        let is_body = last.parent().is_some_and(|it| it.kind() == "arrow_function");
        let end = match is_body {
            true => Some(self.expression(last, OPEN)?),
            false => self.list(statements, OPEN)?,
        };
        let silence = if is_body {
            Silence::Body(last)
        } else {
            Silence::After(last)
        };
        self.close(end, silence, last)?;
        Ok(self.settled)
    }

    /// A path that ends here.
    fn close(&mut self, end: Option<State>, silence: Silence<'s>, place: Node<'s>) -> Judged<'s, ()> {
        let Some(end) = end.filter(|it| it.is_open) else {
            return Ok(());
        };
        match self.demand {
            Demand::Nothing => Ok(()),
            Demand::Add if self.may_add && !end.is_started => {
                if !self.settled.silences.contains(&silence) {
                    self.settled.silences.push(silence);
                }
                Ok(())
            }
            Demand::Add | Demand::Refuse => Err(Incomplete { place, why: SILENT }),
        }
    }

    /// A function that is called, with what is asked of its paths.
    pub(super) fn function(&mut self, function: Node<'s>, demand: Demand) -> Judged<'s, ()> {
        if self.pending.contains(&function) {
            return Ok(());
        }
        let Some(body) = function.field("body").filter(|_| !function.has_token("*")) else {
            return Err(self.channel.used(function));
        };
        for default in function.parameters().into_iter().filter_map(default_of) {
            self.unmentioned(default)?;
        }
        self.pending.push(function);
        let outer = (std::mem::take(&mut self.breaks), self.demand);
        self.demand = demand;
        let judged = self.body(body);
        (self.breaks, self.demand) = outer;
        self.pending.pop();
        judged
    }

    fn body(&mut self, body: Node<'s>) -> Judged<'s, ()> {
        if body.kind() != "statement_block" {
            let end = self.expression(body, OPEN)?;
            return self.close(Some(end), Silence::Body(body), body);
        }
        let statements = body.children();
        let end = self.list(&statements, OPEN)?;
        match statements.last() {
            Some(last) => self.close(end, Silence::After(*last), *last),
            None => self.close(end, Silence::Empty(body), body),
        }
    }

    fn list(&mut self, statements: &[Node<'s>], entry: State) -> Judged<'s, Option<State>> {
        let mut state = Some(entry);
        for statement in statements {
            let Some(now) = state else { break };
            state = self.statement(*statement, now)?;
        }
        Ok(state)
    }

    fn statement(&mut self, statement: Node<'s>, entry: State) -> Judged<'s, Option<State>> {
        let child = |name: &str| statement.field(name);
        match statement.kind() {
            "return_statement" => {
                let end = match statement.first_child() {
                    Some(value) if self.pending.is_empty() && self.is_looked_at(value) => {
                        return Err(self.channel.used(value));
                    }
                    Some(value) => self.expression(value, entry)?,
                    None => entry,
                };
                self.close(Some(end), Silence::Return(statement), statement)?;
                Ok(None)
            }
            "throw_statement" => {
                self.unmentioned(statement)?;
                self.throw(statement, entry);
                Ok(None)
            }
            "expression_statement" => match statement.first_child() {
                Some(expression) => self.expression(expression, entry).map(Some),
                None => Ok(Some(entry)),
            },
            "statement_block" => self.list(&statement.children(), entry),
            "if_statement" => {
                let entry = match child("condition") {
                    Some(condition) => self.expression(condition, entry)?,
                    None => entry,
                };
                let otherwise = child("alternative").and_then(Node::first_child);
                let then = child("consequence").map_or(Ok(Some(entry)), |it| self.statement(it, entry))?;
                let otherwise = otherwise.map_or(Ok(Some(entry)), |it| self.statement(it, entry))?;
                Ok(join(then, otherwise))
            }
            "switch_statement" => self.switch(statement, entry),
            "try_statement" => self.attempt(statement, entry),
            "break_statement" if statement.first_child().is_none() => {
                if let Some(last) = self.breaks.last_mut() {
                    *last = join(*last, Some(entry));
                }
                Ok(None)
            }
            "continue_statement" if statement.first_child().is_none() => Ok(None),
            "lexical_declaration" | "variable_declaration" => {
                let values = statement.children().into_iter().filter_map(|it| it.field("value"));
                let mut state = entry;
                for value in values {
                    state = match value.peeled().is_function() {
                        true => self.declared(value.peeled()).map(|()| state)?,
                        false => self.expression(value, state)?,
                    };
                }
                Ok(Some(state))
            }
            "function_declaration" | "generator_function_declaration" => self.declared(statement).map(|()| Some(entry)),
            _ if statement.is_loop() => self.turns(statement, entry).map(Some),
            _ => self.unmentioned(statement).map(|()| Some(entry)),
        }
    }

    /// What is thrown to nobody ends the process, and fails the invocation with it.
    fn throw(&mut self, statement: Node<'s>, entry: State) {
        let function = self.pending.last().copied();
        let is_called_back = function.is_some_and(|it| {
            let is_alone = !it.has_token("async") && Chain::around(it).is_none();
            is_alone && statement.function_around() == Some(it) && !in_try(statement)
        });
        // Who calls back before it returns throws into a `try` around it.
        let is_tried = |it: &Node<'s>| in_try(*it) && !self.project.is_called_later(*it);
        let is_uncaught = !self.pending.iter().any(is_tried);
        // What has been asked to call back would do so after the answer.
        let is_heard = function.is_some_and(|it| listens_before(it, statement));
        let is_first = !entry.is_answered && !entry.is_started && !is_heard;
        let is_once = self.may_add && self.demand != Demand::Nothing;
        let is_error = statement.first_child().is_some_and(|it| self.project.is_certain(it));
        if is_called_back && is_uncaught && is_first && is_once && is_error && !self.settled.thrown.contains(&statement)
        {
            self.settled.thrown.push(statement);
        }
    }

    /// What the handler itself returns beside its answers, and Lambda takes for one.
    fn is_looked_at(&self, value: Node<'s>) -> bool {
        let is_async = self.channel.function.has_token("async");
        !self.answers_in(value) && (is_async || self.project.promise_of(value) != Returns::Never)
    }

    pub(super) fn unmentioned(&self, node: Node<'s>) -> Judged<'s, ()> {
        match self.answers_in(node) {
            true => Err(self.channel.used(node)),
            false => Ok(()),
        }
    }

    fn switch(&mut self, statement: Node<'s>, entry: State) -> Judged<'s, Option<State>> {
        let entry = match statement.field("value") {
            Some(value) => self.expression(value, entry)?,
            None => entry,
        };
        let cases = statement.field("body").map(Node::children).unwrap_or_default();
        let has_default = cases.iter().any(|it| it.kind() == "switch_default");
        self.breaks.push(None);
        let mut falls = None;
        for case in cases {
            let value = case.field("value");
            let statements: Vec<_> = case.children().into_iter().filter(|it| Some(*it) != value).collect();
            let into = join(falls, Some(entry)).unwrap_or(entry);
            falls = self.list(&statements, into)?;
        }
        let left = self.breaks.pop().flatten();
        let end = join(falls, left);
        Ok(if has_default { end } else { join(end, Some(entry)) })
    }

    fn attempt(&mut self, statement: Node<'s>, entry: State) -> Judged<'s, Option<State>> {
        let body = statement.field("body");
        let handler = statement.field("handler").and_then(|it| it.field("body"));
        let tried = body.map_or(Ok(Some(entry)), |it| self.statement(it, entry))?;
        let caught = handler.map_or(Ok(None), |it| self.statement(it, entry))?;
        let Some(finalizer) = statement.field("finalizer") else {
            return Ok(join(tried, caught));
        };
        self.unmentioned(finalizer)?;
        let leaves = finalizer.descendants_of_same_function().into_iter();
        match leaves.map(Node::kind).any(|it| it == "return_statement") {
            true => Err(self.channel.used(finalizer)),
            false => Ok(join(tried, caught)),
        }
    }

    /// A loop may have no turn, and each turn may start something.
    fn turns(&mut self, turns: Node<'s>, entry: State) -> Judged<'s, State> {
        let body = turns.field("body");
        for part in turns.children().into_iter().filter(|it| Some(*it) != body) {
            self.unmentioned(part)?;
        }
        self.breaks.push(None);
        let (may_add, known) = (std::mem::replace(&mut self.may_add, false), self.starts);
        let end = body.map_or(Ok(None), |it| self.statement(it, entry))?;
        self.may_add = may_add;
        let left = self.breaks.pop().flatten();
        let is_started = self.starts > known;
        if is_started {
            self.doubt(PENDING);
        }
        let state = join(join(end, left), Some(entry)).unwrap_or(entry);
        Ok(State {
            is_started: state.is_started || is_started,
            ..state
        })
    }

    pub(super) fn expression(&mut self, expression: Node<'s>, entry: State) -> Judged<'s, State> {
        let node = expression.peeled();
        match node.kind() {
            "call_expression" => self.call(node, entry),
            "ternary_expression" => {
                let side = |name: &str| node.field(name).unwrap_or(node);
                let entry = self.expression(side("condition"), entry)?;
                let then = self.expression(side("consequence"), entry)?;
                let otherwise = self.expression(side("alternative"), entry)?;
                Ok(both(then, otherwise))
            }
            "binary_expression" if ["&&", "||", "??"].iter().any(|it| node.has_token(it)) => {
                let side = |name: &str| node.field(name).unwrap_or(node);
                let left = self.expression(side("left"), entry)?;
                let right = self.expression(side("right"), left)?;
                Ok(both(left, right))
            }
            "new_expression" | "class" => self.unmentioned(node).map(|()| entry),
            _ if node.is_function() => self.unmentioned(node).map(|()| entry),
            _ if node.is_identifier() => self.unmentioned(node).map(|()| entry),
            _ => {
                let children = node.children().into_iter();
                children
                    .into_iter()
                    .try_fold(entry, |state, it| self.expression(it, state))
            }
        }
    }

    pub(super) fn doubt(&mut self, caveat: &'static str) {
        self.settled.caveat = self.settled.caveat.or(Some(caveat));
    }
}

/// What a parameter is where nothing is given; or all of a pattern.
fn default_of(parameter: Node<'_>) -> Option<Node<'_>> {
    let value = parameter.field("value").or_else(|| parameter.field("right"));
    let is_pattern = !shape::name_of(parameter).is_identifier();
    if is_pattern { Some(parameter) } else { value }
}

/// `res.on('data', …)` before a statement of a function.
fn listens_before<'s>(function: Node<'s>, statement: Node<'s>) -> bool {
    let nodes = function.descendants_of_same_function().into_iter();
    let mut methods = nodes.filter(|it| it.kind() == "member_expression" && it.start() < statement.start());
    methods.any(|it| it.field("property").is_some_and(|it| is_listening(it.text())))
}

pub(super) fn both(one: State, other: State) -> State {
    State {
        is_open: one.is_open || other.is_open,
        is_answered: one.is_answered || other.is_answered,
        is_started: one.is_started || other.is_started,
    }
}

fn join(one: Option<State>, other: Option<State>) -> Option<State> {
    match (one, other) {
        (Some(one), Some(other)) => Some(both(one, other)),
        (one, other) => one.or(other),
    }
}
