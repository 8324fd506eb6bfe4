//! What a call does to a path that is to come to an answer: it answers, starts what will,
//! or leaves something at work. Knows calls, not the statements around them.

use crate::syntax::Node;

use super::{
    Chain, Emitter, Incomplete, Property, Timer, Value,
    channel::Channel,
    completion::Judged,
    emitter::is_listening,
    is_observable,
    settling::{Demand, PENDING, Settling, State},
    shape,
};

const UNKNOWN: &str = "hands what answers for it to code that may never call it, or twice";
const HEADERS: &str = "the response may not have been read to its end when the handler answers";

/// Methods by which what is open is closed, which takes a while.
const CLOSES: [&str; 5] = ["close", "disconnect", "end", "quit", "terminate"];

impl<'s> Settling<'_, 's> {
    pub(super) fn call(&mut self, call: Node<'s>, entry: State) -> Judged<'s, State> {
        let callee = call.field("function").unwrap_or(call).peeled();
        let way = self.channel.way(self.project, callee);
        let outcome = way.map(|(way, _)| self.channel.outcome(self.project, call, way));
        // What a function returns that answers is a result.
        let is_answerer = || self.channel.is_handler && self.project.answerer_of(call).is_some();
        if way.is_some() || is_answerer() {
            if entry.is_started && outcome.is_none_or(|it| it.is_ok_and(|it| it.may_succeed())) {
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
            return self.closure_call(call, closure, state);
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
        let is_given = given.any(|it| self.is_inner_parameter(it.peeled())) && callee.field("object").is_none();
        let goes_on = is_given && is_observable(self.project, call);
        let starts = goes_on || self.project.hands_over(call);
        let closes = callee.field("property").is_some_and(|it| CLOSES.contains(&it.text()))
            && self.project.is(call, Property::Discarded);
        let is_request = || {
            let object = callee.field("object");
            object.is_some_and(|it| self.project.emitter_behind(it).is_some())
        };
        // What flows on when one of several streams has failed.
        let flows = callee.field("property").is_some_and(|it| it.text() == "pipe");
        // Lambda has let that come to its end until now.
        if flows || (state.is_answered && self.does_more(call) || closes) && !is_request() {
            self.doubt(PENDING);
        }
        self.starts += usize::from(starts);
        State {
            is_started: state.is_started || starts,
            ..state
        }
    }

    /// Something that will call back.
    fn start(&mut self, call: Node<'s>, callee: Node<'s>, callables: &[Node<'s>], state: State) -> Judged<'s, State> {
        let unknown = Err(Incomplete {
            place: call,
            why: UNKNOWN,
        });
        let timer = self.project.timer(call);
        let arguments = call.arguments();
        let called = if timer.is_some() {
            arguments.first()
        } else {
            arguments.last()
        };
        let Some(called) = called
            .copied()
            .filter(|it| self.answers_in(*it) && self.is_callable(*it))
        else {
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
        let request = emitter.filter(|it| it.kind.is_request());
        // Lambda waits for the rest today, unless a context answers.
        let is_over = |it: &Emitter<'s>| self.answers_by_context(called) && self.project.is_over_at_headers(it);
        if request.is_some_and(|it| !is_over(&it)) && self.answers_itself(called.peeled()) {
            self.doubt(HEADERS);
        }
        self.settled.awaited.push(call);
        Ok(self.started(state))
    }

    pub(super) fn started(&mut self, state: State) -> State {
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
        let mut inner = Settling::of(self.project, Channel::of_callback(helper, binding), &helper.range());
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
}
