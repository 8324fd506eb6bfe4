//! Whether code that answers by callbacks does so on each of its paths, and what is at
//! work then. Trusts packages to call back what they are given last; knows no rewrites.

use std::ops::Range;

use crate::syntax::Node;

use super::{
    Chain, Incomplete, Project, Silence, Timer, Value,
    bridge::bound,
    channel::Channel,
    completion::Judged,
    emitter::is_listening,
    is_observable, shape,
    started::CALLS_AT_ONCE,
};

const SILENT: &str = "does not answer on this path, where something may still be at work";
const UNKNOWN: &str = "hands what answers for it to code that may never call it, or twice";
const PENDING: &str = "something else may still be at work when the handler answers";
const HEADERS: &str = "the response may not have been read to its end when the handler answers";

/// Methods by which what is open is closed, which takes a while.
const CLOSES: [&str; 5] = ["close", "disconnect", "end", "quit", "terminate"];

/// What is known where control comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// Nothing has answered, or will.
    is_open: bool,
    is_answered: bool,
    /// Something is at work.
    is_started: bool,
}

const OPEN: State = State {
    is_open: true,
    is_answered: false,
    is_started: false,
};

/// What becomes of a path of a function that comes to no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Demand {
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
    pub caveat: Option<&'static str>,
}

/// Follows the paths through statements and the functions in them.
pub(super) struct Settling<'p, 's> {
    project: &'p Project<'s>,
    channel: Channel<'s>,
    range: Range<usize>,
    demand: Demand,
    /// Nothing is added to a function that others may call, too.
    may_add: bool,
    /// How much has been started.
    starts: usize,
    breaks: Vec<Option<State>>,
    settled: Settled<'s>,
    /// Functions that are being followed.
    pending: Vec<Node<'s>>,
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
                caveat: None,
            },
            pending: Vec::new(),
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
        let silence = if is_body { Silence::Body(last) } else { Silence::After(last) };
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
    fn function(&mut self, function: Node<'s>, demand: Demand) -> Judged<'s, ()> {
        if self.pending.contains(&function) {
            return Ok(());
        }
        let Some(body) = function.field("body").filter(|_| !function.has_token("*")) else {
            return Err(self.channel.used(function));
        };
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
                    Some(value) => self.expression(value, entry)?,
                    None => entry,
                };
                self.close(Some(end), Silence::Return(statement), statement)?;
                Ok(None)
            }
            "throw_statement" => self.unmentioned(statement).map(|()| None),
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
                for value in values.filter(|it| !it.peeled().is_function()) {
                    state = self.expression(value, state)?;
                }
                Ok(Some(state))
            }
            // What it does, it does where it is called.
            "function_declaration" | "generator_function_declaration" => Ok(Some(entry)),
            _ if statement.is_loop() => self.turns(statement, entry).map(Some),
            _ => self.unmentioned(statement).map(|()| Some(entry)),
        }
    }

    fn unmentioned(&self, node: Node<'s>) -> Judged<'s, ()> {
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

    fn expression(&mut self, expression: Node<'s>, entry: State) -> Judged<'s, State> {
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
            _ if node.is_identifier() => match self.channel.is_mention(self.project, node) {
                true => Err(self.channel.used(node)),
                false => Ok(entry),
            },
            _ => {
                let children = node.children().into_iter();
                children.into_iter().try_fold(entry, |state, it| self.expression(it, state))
            }
        }
    }

    fn call(&mut self, call: Node<'s>, entry: State) -> Judged<'s, State> {
        let callee = call.field("function").unwrap_or(call).peeled();
        if let Some((way, _)) = self.channel.way(self.project, callee) {
            let outcome = self.channel.outcome(self.project, call, way);
            if entry.is_started && outcome.is_ok_and(|it| it.may_succeed()) {
                self.doubt(PENDING);
            }
            return Ok(State {
                is_open: false,
                is_answered: true,
                ..entry
            });
        }
        if let Some(chain) = Chain::of(call) {
            return self.chain(&chain, entry);
        }
        let mut state = entry;
        if let Some(object) = callee.field("object") {
            state = self.expression(object, state)?;
        } else if callee.is_function() {
            self.unmentioned(callee)?;
        }
        let (callables, values): (Vec<_>, Vec<_>) = call.arguments().into_iter().partition(|it| self.is_callable(*it));
        for value in values {
            state = self.expression(value, state)?;
        }
        if let Some(closure) = self.closure(callee) {
            return self.closure_call(closure, state);
        }
        let method = callee.field("property").map_or("", Node::text);
        if is_listening(method) && callables.len() == 1 {
            return self.listen(call, callee, callables[0], state);
        }
        if !callables.iter().any(|it| self.answers_in(*it)) {
            return Ok(self.unanswered_call(call, callee, state));
        }
        if self.calls_at_once(callee, method) {
            return self.each(&callables, state);
        }
        self.start(call, callee, &callables, state)
    }

    /// A call that has nothing to do with the answer.
    fn unanswered_call(&mut self, call: Node<'s>, callee: Node<'s>, state: State) -> State {
        let object = callee.field("object").unwrap_or(callee);
        let mut given = call.arguments().into_iter().chain([object]);
        // `next()`: others go on.
        let goes_on = given.any(|it| self.is_inner_parameter(it.peeled()))
            && callee.field("object").is_none();
        let starts = goes_on || self.project.hands_over(call);
        let closes = callee.field("property").is_some_and(|it| CLOSES.contains(&it.text()));
        let is_request = || {
            let object = callee.field("object");
            object.is_some_and(|it| self.project.emitter_behind(it).is_some())
        };
        // Lambda has let that come to its end until now.
        if (state.is_answered && self.does_more(call) || closes) && !is_request() {
            self.doubt(PENDING);
        }
        self.starts += usize::from(starts);
        State {
            is_started: state.is_started || starts,
            ..state
        }
    }

    /// Whether code does anything besides writing to the log.
    fn does_more(&self, code: Node<'s>) -> bool {
        let nodes = code.descendants().into_iter();
        let mut calls = nodes.filter(|it| it.kind() == "call_expression");
        calls.any(|it| !self.project.is_console_call(it) && is_observable(self.project, it))
    }

    /// Something that will call back.
    fn start(
        &mut self,
        call: Node<'s>,
        callee: Node<'s>,
        callables: &[Node<'s>],
        state: State,
    ) -> Judged<'s, State> {
        let unknown = Err(Incomplete {
            place: call,
            why: UNKNOWN,
        });
        let timer = self.project.timer(call);
        let arguments = call.arguments();
        let called = if timer.is_some() { arguments.first() } else { arguments.last() };
        let Some(called) = called.copied().filter(|it| self.answers_in(*it) && self.is_callable(*it)) else {
            return unknown;
        };
        for other in callables.iter().filter(|it| **it != called) {
            if !self.answers_in(*other) {
                continue;
            }
            if timer.is_some() {
                return unknown;
            }
            self.callable(*other, Demand::Nothing)?;
        }
        let is_helper = match self.project.value(callee) {
            Some(Value::Local(helper)) if helper.is_function() => {
                self.helper(call, helper, arguments.len() - 1)?;
                true
            }
            Some(Value::Local(_)) => return unknown,
            _ => false,
        };
        let emitter = self.project.emitter(call);
        let is_known = timer.is_some() || emitter.is_some();
        if !is_known && !is_helper && !self.is_of_package(callee) {
            return unknown;
        }
        let is_interval = matches!(timer, Some(Timer::Interval));
        let demand = match is_interval {
            true => Demand::Nothing,
            false if is_known || is_helper || self.project.looks_at_error(called.peeled()) => Demand::Add,
            false => Demand::Refuse,
        };
        self.callable(called, demand)?;
        let is_request = emitter.is_some_and(|it| it.kind.is_request());
        if is_request && self.answers_itself(called.peeled()) {
            self.doubt(HEADERS);
        }
        Ok(self.started(state))
    }

    /// A function of a package, or a method of what a package has given.
    fn is_of_package(&self, callee: Node<'s>) -> bool {
        if let Some(origin) = self.project.origin(callee) {
            let name = callee.field("property").map_or("", Node::text);
            return !origin.is_global && !(origin.node_module().is_some() && name.ends_with("Sync"));
        }
        let mut object = callee.field("object").map(Node::peeled);
        while let Some(inner) = object.filter(|it| !it.is_identifier()) {
            let next = inner.field("object").or_else(|| inner.field("function"));
            object = next.map(Node::peeled);
            if object.is_some_and(|it| self.project.origin(it).is_some_and(|it| !it.is_global)) {
                return true;
            }
        }
        object.is_some_and(|it| self.is_inner_parameter(it))
    }

    fn started(&mut self, state: State) -> State {
        self.starts += 1;
        if state.is_started || state.is_answered {
            self.doubt(PENDING);
        }
        State {
            is_open: false,
            is_started: true,
            ..state
        }
    }

    /// `emitter.on('end', () => callback(null, body))`
    fn listen(&mut self, call: Node<'s>, callee: Node<'s>, listener: Node<'s>, state: State) -> Judged<'s, State> {
        let event = call.arguments().first().and_then(|it| it.string_value());
        let event = event.unwrap_or_default();
        if !self.answers_in(listener) {
            let maker = callee.field("object").and_then(|it| self.project.emitter_behind(it));
            let is_waited_for = maker.is_some_and(|it| self.is_waited_for(it));
            if event == "error" && is_waited_for && listener.peeled().is_function() {
                self.function(listener.peeled(), Demand::Add)?;
            }
            return Ok(state);
        }
        match event {
            "data" => {
                self.callable(listener, Demand::Nothing)?;
                Ok(state)
            }
            "error" => {
                self.callable(listener, Demand::Add)?;
                Ok(state)
            }
            _ => {
                let is_end = matches!(event, "end" | "close" | "finish" | "exit");
                self.callable(listener, if is_end { Demand::Add } else { Demand::Refuse })?;
                self.starts += 1;
                Ok(State {
                    is_open: false,
                    is_started: true,
                    ..state
                })
            }
        }
    }

    /// Whether a request or stream is what the answer comes of.
    fn is_waited_for(&self, maker: Node<'s>) -> bool {
        let Some(emitter) = self.project.emitter(maker) else {
            return false;
        };
        let links = emitter.links.iter().flat_map(|it| it.call.arguments());
        let mut given = links.chain(maker.arguments());
        given.any(|it| self.answers_in(it))
    }

    /// `items.forEach((item) => { if (item.bad) callback('bad'); })`
    fn each(&mut self, callables: &[Node<'s>], state: State) -> Judged<'s, State> {
        let (may_add, known) = (std::mem::replace(&mut self.may_add, false), self.starts);
        for callable in callables {
            self.callable(*callable, Demand::Nothing)?;
            self.starts += usize::from(callable.peeled().has_token("async"));
        }
        self.may_add = may_add;
        let is_started = self.starts > known;
        if is_started {
            self.doubt(PENDING);
        }
        // It may not be called at all.
        Ok(State {
            is_answered: true,
            is_started: state.is_started || is_started,
            ..state
        })
    }

    /// A call of a function in the statements that answers.
    fn closure_call(&mut self, closure: Node<'s>, state: State) -> Judged<'s, State> {
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

    /// A function of the project elsewhere, which is given what answers as its last
    /// argument.
    fn helper(&mut self, call: Node<'s>, helper: Node<'s>, place: usize) -> Judged<'s, ()> {
        if self.pending.contains(&helper) {
            return Ok(());
        }
        let unknown = Incomplete {
            place: call,
            why: UNKNOWN,
        };
        let parameter = shape::parameters(helper).get(place).map(|it| shape::name_of(*it));
        let binding = parameter
            .filter(|it| it.is_identifier())
            .and_then(|it| self.project.binding_of(it))
            .ok_or(unknown)?;
        let mut inner = Settling::of(
            self.project,
            Channel::of_callback(helper, binding),
            &helper.range(),
        );
        inner.pending = self.pending.clone();
        inner.may_add = false;
        inner.function(helper, Demand::Refuse).map_err(|_| unknown)?;
        if let Some(caveat) = inner.settled.caveat {
            self.doubt(caveat);
        }
        Ok(())
    }

    /// `promise.then((data) => callback(null, data)).catch(callback)`
    fn chain(&mut self, chain: &Chain<'s>, entry: State) -> Judged<'s, State> {
        let state = self.expression(chain.promise, entry)?;
        let answering = |it: &Option<Node<'s>>| it.is_some_and(|it| self.answers_in(it));
        let last = chain.links.iter().rposition(|it| answering(&it.ok));
        let any = chain.links.iter().any(|it| answering(&it.failed));
        let others = chain.links.iter().filter(|it| it.ok.is_none() && it.failed.is_none());
        for argument in others.flat_map(|it| it.call.arguments()) {
            self.unmentioned(argument)?;
        }
        let Some(last) = last else {
            return match any {
                true => Err(self.channel.used(chain.call)),
                // What that leaves behind is found where nobody waits for it.
                false => {
                    self.starts += 1;
                    Ok(State {
                        is_started: true,
                        ..state
                    })
                }
            };
        };
        let after = chain.links.iter().skip(last + 1).filter(|it| it.failed.is_none());
        let mut after = after.flat_map(|it| it.call.arguments());
        if after.any(|it| !it.peeled().is_function() || self.does_more(it)) {
            self.doubt(PENDING);
        }
        for (place, link) in chain.links.iter().enumerate() {
            for function in [link.ok, link.failed].into_iter().flatten() {
                let is_failed = link.failed == Some(function);
                match (self.answers_in(function), place < last) {
                    (true, true) => self.callable(function, Demand::Nothing)?,
                    (true, false) => self.callable(function, Demand::Add)?,
                    (false, false) if is_failed && function.is_function() => self.function(function, Demand::Add)?,
                    (false, false) if is_failed => return Err(self.channel.used(function)),
                    (false, _) => {}
                }
            }
        }
        Ok(self.started(state))
    }

    /// What is called back: a function, what answers itself, or an object of functions.
    fn callable(&mut self, callable: Node<'s>, demand: Demand) -> Judged<'s, ()> {
        let node = callable.peeled();
        if self.channel.way(self.project, node).is_some() || self.is_bound(node) {
            return Ok(());
        }
        if node.is_function() {
            return self.function(node, demand);
        }
        if let Some(closure) = self.closure(node) {
            let may_add = std::mem::replace(&mut self.may_add, false);
            let judged = self.function(closure, demand);
            self.may_add = may_add;
            return judged;
        }
        let functions = || node.children().into_iter().map(|it| it.field("value").unwrap_or(it));
        let all = functions().filter(|it| it.peeled().is_function() || self.answers_in(*it));
        for it in all.collect::<Vec<_>>() {
            if !self.answers_in(it) || it.kind() == "method_definition" {
                return Err(self.channel.used(it));
            }
            self.callable(it, Demand::Refuse)?;
        }
        Ok(())
    }

    fn is_callable(&self, argument: Node<'s>) -> bool {
        let node = argument.peeled();
        node.is_function()
            || self.channel.way(self.project, node).is_some()
            || self.is_bound(node)
            || self.closure(node).is_some()
            || node.kind() == "object" && self.answers_in(node)
    }

    fn is_bound(&self, node: Node<'s>) -> bool {
        let member = node.field("function").filter(|_| node.kind() == "call_expression");
        let object = member.and_then(|it| it.field("object"));
        object.is_some_and(|it| self.channel.way(self.project, it).is_some() && bound(it) == Some(node))
    }

    /// The function in the statements that a name stands for and that answers.
    fn closure(&self, name: Node<'s>) -> Option<Node<'s>> {
        if !name.is_identifier() {
            return None;
        }
        let Some(Value::Local(function)) = self.project.value(name) else {
            return None;
        };
        let is_here = function.source.id == self.channel.function.source.id
            && self.range.start <= function.start()
            && function.end() <= self.range.end;
        (is_here && function.is_function() && self.mentions(function)).then_some(function)
    }

    /// Whether code answers, by itself or by a function in the statements.
    fn answers_in(&self, node: Node<'s>) -> bool {
        self.mentions(node) || node.descendants().into_iter().any(|it| self.closure(it).is_some())
    }

    fn mentions(&self, node: Node<'s>) -> bool {
        self.channel.is_mentioned_in(self.project, node)
    }

    /// Whether a function answers without something called back in it.
    fn answers_itself(&self, function: Node<'s>) -> bool {
        if !function.is_function() {
            return true;
        }
        let nodes = function.descendants_of_same_function().into_iter();
        let mut calls = nodes.filter(|it| it.kind() == "call_expression");
        calls.any(|it| {
            let callee = it.field("function").map(Node::peeled);
            callee.is_some_and(|it| self.channel.way(self.project, it).is_some() || self.closure(it).is_some())
        })
    }

    /// A parameter of a function in the statements.
    fn is_inner_parameter(&self, name: Node<'s>) -> bool {
        let function = name.is_identifier().then(|| self.project.function_of_parameter(name)).flatten();
        function.is_some_and(|it| {
            it.source.id == self.channel.function.source.id
                && self.range.start <= it.start()
                && it.end() <= self.range.end
        })
    }

    fn calls_at_once(&self, callee: Node<'s>, method: &str) -> bool {
        let origin = self.project.origin(callee);
        let is_of_lists = origin.is_some_and(|it| matches!(it.root.as_str(), "lodash" | "underscore" | "ramda"));
        is_of_lists || CALLS_AT_ONCE.contains(&method) && !matches!(method, "apply" | "call")
    }

    fn doubt(&mut self, caveat: &'static str) {
        self.settled.caveat = self.settled.caveat.or(Some(caveat));
    }
}

fn both(one: State, other: State) -> State {
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

impl<'s> Project<'s> {
    /// Whether a function asks whether its first argument is there: then it is an error,
    /// and the function is called once.
    pub(super) fn looks_at_error(&self, function: Node<'s>) -> bool {
        let first = function.parameters().first().map(|it| shape::name_of(*it));
        let Some(error) = first.and_then(|it| self.binding_of(it)) else {
            return false;
        };
        let nodes = function.descendants_of_same_function().into_iter();
        let mut conditions = nodes.filter_map(|it| it.field("condition"));
        conditions.any(|it| {
            let mut names = it.descendants().into_iter().filter(|it| it.is_identifier());
            names.any(|it| {
                let is_object = it.parent().is_some_and(|parent| parent.field("object") == Some(it));
                !is_object && self.binding_of(it) == Some(error)
            })
        })
    }

    /// The call that makes the request or stream which an expression is: by its name,
    /// or at the beginning of a chain.
    pub(super) fn emitter_behind(&self, object: Node<'s>) -> Option<Node<'s>> {
        let node = object.peeled();
        if node.is_identifier() {
            return self.only_value(node).and_then(|it| self.emitter_behind(it));
        }
        if self.emitter(node).is_some() {
            return Some(node);
        }
        let callee = node.field("function").filter(|_| node.kind() == "call_expression")?;
        self.emitter_behind(callee.field("object")?)
    }
}

