//! The paths through a function that completes by a callback: each must come to
//! exactly one completion; in a handler the first one counts, and there may be none.
//! Knows control flow, not what becomes of a completion.

use crate::syntax::Node;

use super::{
    Chain, Completion, Completions, FunctionId, Gives, Incomplete, Outcome, Project, Returns, Value,
    answering::{Meaning, is_plain_pattern},
    can_throw,
    channel::{Channel, SEVERAL, Way},
    completion::Judged,
    convertible::in_try,
    is_observable, shape,
};

/// How control can come to the end of a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Exits {
    /// Without a completion.
    open: bool,
    /// After one.
    completed: bool,
    /// Before one that comes when the function has returned.
    started: bool,
}

const NEVER: Exits = Exits {
    open: false,
    completed: false,
    started: false,
};
const OPEN: Exits = Exits { open: true, ..NEVER };
const COMPLETED: Exits = Exits {
    completed: true,
    ..NEVER
};
const STARTED: Exits = Exits { started: true, ..NEVER };
/// Whatever follows must do nothing that can be seen.
const ALL: Exits = Exits {
    open: true,
    completed: true,
    started: true,
};

impl std::ops::BitOr for Exits {
    type Output = Exits;

    fn bitor(self, other: Exits) -> Exits {
        Exits {
            open: self.open || other.open,
            completed: self.completed || other.completed,
            started: self.started || other.started,
        }
    }
}

const UNANSWERED: &str = "does not call its callback on this path";
const AGAIN: &str = "has called its callback where this runs";
const IN_LOOP: &str = "may call its callback more than once in this loop";
const AFTER_ANSWER: &str = "has answered where this runs, or may have";
const THROWS: &str = "has answered where this runs, which may throw";
const ANSWERS_IN_LOOP: &str = "may answer in a turn of this loop that is not the last one";
const FROM_LIST: &str = "takes its callback out of a list of its arguments";
const PERHAPS_PROMISE: &str = "returns this, which may be a promise that Lambda waits for";
const CAUGHT: &str = "answers with an error here that a `catch` of the chain would get";
const HANDS_CONTEXT: &str = "hands its context to code that cannot be seen, and that may answer for it";
const UNKNOWN_TO_HANDLER: &str = "hands what answers for it to code that may never call it, or twice";
const RETURNS_TOO: &str = "is answered for by a function that returns something else here";
const OTHER_ARGUMENT: &str = "does not hand on here what the function answers by";
const IN_CIRCLE: &str = "is answered for by functions that call each other";
const ERROR_IN_TRY: &str = "may be answered for with an error here, which this `try` would catch";
const UNKNOWN: &str = "hands its callback on to code that may never call it, or twice";

/// Follows the paths through one function.
pub(super) struct Walk<'p, 's> {
    project: &'p Project<'s>,
    channel: Channel<'s>,
    function: Node<'s>,
    found: Vec<Completion<'s>>,
    unseen: Vec<Node<'s>>,
    is_async: bool,
    is_late: bool,
    is_open: bool,
    /// What leaves the innermost loops and `switch`es by `break`.
    breaks: Vec<Exits>,
    /// Functions that are being followed.
    pending: Vec<FunctionId>,
}

impl<'p, 's> Walk<'p, 's> {
    /// The completions of a function.
    ///
    /// # Errors
    /// The place where a path comes to none, or may come to two.
    pub(super) fn over(
        project: &'p Project<'s>,
        id: FunctionId,
        pending: &[FunctionId],
    ) -> Judged<'s, Completions<'s>> {
        let function = project[id].node;
        let Some((parameter, binding)) = project.callback_parameter(id) else {
            let why = "has no plain callback as its last parameter";
            return Err(Incomplete { place: function, why });
        };
        let channel = Channel::of_callback(function, binding);
        let mut walk = Walk::new(project, id, channel, pending)?;
        walk.body(function)?;
        walk.completions(id, Some(parameter), shape::parameters(function).len() - 1)
    }

    /// How a handler answers by its callback or its context, or a function does that
    /// for it.
    ///
    /// # Errors
    /// The place where that cannot be followed.
    pub(super) fn over_handler(
        project: &'p Project<'s>,
        id: FunctionId,
        pending: &[FunctionId],
    ) -> Judged<'s, Completions<'s>> {
        let channel = project.channel_of_handler(id);
        let function = channel.function;
        let mut walk = Walk::new(project, id, channel, pending)?;
        let parameters = shape::parameters(function);
        let patterns = parameters.iter().map(|it| shape::name_of(*it)).skip(1);
        let mut patterns = patterns.filter(|it| it.kind() == "object_pattern");
        if let Some(pattern) = patterns.find(|it| !is_plain_pattern(*it)) {
            return Err(channel.used(pattern));
        }
        if let Some(rest) = parameters.iter().find(|it| shape::is_rest(**it)) {
            return walk.incomplete(*rest, FROM_LIST);
        }
        if let Some(place) = project.context_handed_out(channel) {
            return walk.incomplete(place, HANDS_CONTEXT);
        }
        walk.is_open = walk.body(function)?.open;
        walk.completions(id, parameters.get(2).copied(), 2)
    }

    fn new(
        project: &'p Project<'s>,
        id: FunctionId,
        channel: Channel<'s>,
        pending: &[FunctionId],
    ) -> Judged<'s, Walk<'p, 's>> {
        let function = &project[id];
        if function.is_generator || function.is_accessor() || function.is_constructor() {
            let why = "is of a kind that cannot wait";
            return Err(Incomplete {
                place: function.node,
                why,
            });
        }
        Ok(Walk {
            project,
            channel,
            function: function.node,
            found: Vec::new(),
            unseen: Vec::new(),
            is_async: function.is_async,
            is_late: function.is_async,
            is_open: false,
            breaks: Vec::new(),
            pending: [pending, &[id]].concat(),
        })
    }

    fn completions(
        mut self,
        function: FunctionId,
        parameter: Option<Node<'s>>,
        place: usize,
    ) -> Judged<'s, Completions<'s>> {
        let is_handed = |call: Node<'s>, it: Node<'s>| call.arguments().iter().any(|argument| argument.contains(it));
        let is_found = |it: &Node<'s>| {
            self.found.iter().any(|found| {
                let is_answered = matches!(found.outcome, Outcome::Answered { .. });
                found.mention == *it || is_answered && is_handed(found.call, *it)
            })
        };
        let mut mentions = self.channel.mentions(self.project).into_iter();
        if let Some(other) = mentions.find(|it| !is_found(it)) {
            return Err(self.channel.used(other));
        }
        self.found.sort_by_key(|it| it.call.start());
        Ok(Completions {
            function,
            parameter,
            place,
            all: self.found,
            is_late: self.is_late,
            unseen: self.unseen,
            is_open: self.is_open,
        })
    }

    fn incomplete<T>(&self, place: Node<'s>, why: &'static str) -> Judged<'s, T> {
        Err(Incomplete { place, why })
    }

    /// The body of the function, or of a callback in it: no path leaves it without
    /// a completion.
    fn body(&mut self, function: Node<'s>) -> Judged<'s, Exits> {
        let Some(body) = function.field("body") else {
            return self.incomplete(function, UNANSWERED);
        };
        let outer = std::mem::take(&mut self.breaks);
        let exits = match body.kind() {
            "statement_block" => self.list(body.children(), OPEN)?,
            _ => self.expression(body)?,
        };
        self.breaks = outer;
        match exits.open && !self.channel.is_handler {
            true => self.incomplete(last_statement(body), UNANSWERED),
            false => Ok(exits),
        }
    }

    fn list(&mut self, statements: Vec<Node<'s>>, entry: Exits) -> Judged<'s, Exits> {
        let mut exits = entry;
        for statement in statements {
            if exits == NEVER {
                break;
            }
            exits = self.statement(statement, exits)?;
        }
        Ok(exits)
    }

    fn statement(&mut self, statement: Node<'s>, entry: Exits) -> Judged<'s, Exits> {
        match statement.kind() {
            "break_statement" if statement.first_child().is_none() => {
                if let Some(last) = self.breaks.last_mut() {
                    *last = *last | entry;
                }
                return Ok(NEVER);
            }
            "continue_statement" if statement.first_child().is_none() && !(entry.completed || entry.started) => {
                return Ok(NEVER);
            }
            "return_statement" if statement.first_child().is_none() => {
                return match entry.open && !self.channel.is_handler {
                    true => self.incomplete(statement, UNANSWERED),
                    false => Ok(NEVER),
                };
            }
            "empty_statement" | "function_declaration" if !self.mentions(statement) => return Ok(entry),
            _ if entry.completed => return self.after_completion(statement, entry),
            _ if entry.started && self.mentions(statement) => return self.incomplete(statement, AFTER_ANSWER),
            _ => {}
        }
        let exits = self.open_statement(statement)?;
        // What has been started goes on whatever runs now.
        Ok(match entry.started && exits.open {
            true => exits | STARTED,
            false => exits,
        })
    }

    /// A statement on a path without a completion before.
    fn open_statement(&mut self, statement: Node<'s>) -> Judged<'s, Exits> {
        match statement.kind() {
            "return_statement" => self.returned(statement),
            "throw_statement" if !self.mentions(statement) => Ok(NEVER),
            "expression_statement" => match statement.first_child() {
                Some(expression) => self.expression(expression),
                None => Ok(OPEN),
            },
            "statement_block" => self.list(statement.children(), OPEN),
            "if_statement" => self.branches(statement),
            "switch_statement" => self.switch(statement),
            "try_statement" => self.attempt(statement),
            _ if statement.is_loop() => self.turns(statement),
            _ if self.mentions(statement) || leaves_unseen(statement) => Err(self.channel.used(statement)),
            _ => Ok(OPEN),
        }
    }

    /// The first answer of a handler counts, and what follows runs all the same.
    fn after_completion(&mut self, statement: Node<'s>, entry: Exits) -> Judged<'s, Exits> {
        if !self.channel.is_handler {
            return self.incomplete(statement, AGAIN);
        }
        if self.is_dead(statement) {
            let exits = self.statement(
                statement,
                Exits {
                    completed: false,
                    ..entry
                },
            )?;
            return Ok(match ends(statement) {
                true => exits,
                false => exits | COMPLETED,
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

    fn returned(&mut self, statement: Node<'s>) -> Judged<'s, Exits> {
        let value = statement.first_child().unwrap_or(statement);
        if self.channel.is_handler && !self.mentions(value) {
            let is_own = statement.function_around() == Some(self.function);
            let is_answerer = self.pending.last().is_some_and(|it| self.project.is_answerer(*it));
            if is_own && is_answerer && value != statement {
                return self.incomplete(value, RETURNS_TOO);
            }
            if is_own && !self.is_async {
                match self.project.promise_of(value) {
                    Returns::Promise => {}
                    Returns::Never => self.unseen.push(statement),
                    _ => return self.incomplete(value, PERHAPS_PROMISE),
                }
            }
            return Ok(NEVER);
        }
        match self.expression(value)? {
            exits if self.channel.is_handler || !exits.open => Ok(NEVER),
            _ => self.incomplete(statement, UNANSWERED),
        }
    }

    fn branches(&mut self, statement: Node<'s>) -> Judged<'s, Exits> {
        if let Some(condition) = statement.field("condition").filter(|it| self.mentions(*it)) {
            return Err(self.channel.used(condition));
        }
        let mut branch = |node: Option<Node<'s>>| node.map_or(Ok(OPEN), |it| self.statement(it, OPEN));
        let then = branch(statement.field("consequence"))?;
        let otherwise = branch(statement.field("alternative").and_then(Node::first_child))?;
        Ok(then | otherwise)
    }

    fn switch(&mut self, statement: Node<'s>) -> Judged<'s, Exits> {
        let cases = statement.field("body").map(Node::children).unwrap_or_default();
        let has_default = cases.iter().any(|it| it.kind() == "switch_default");
        self.breaks.push(NEVER);
        let mut falls = NEVER;
        for case in cases {
            let value = case.field("value");
            let statements = case.children().into_iter().filter(|it| Some(*it) != value);
            falls = self.list(statements.collect(), falls | OPEN)?;
        }
        let left = self.breaks.pop().unwrap_or_default();
        Ok(if has_default { falls | left } else { falls | left | OPEN })
    }

    fn attempt(&mut self, statement: Node<'s>) -> Judged<'s, Exits> {
        let finalizer = statement.field("finalizer");
        if let Some(finalizer) = finalizer.filter(|it| self.mentions(*it) || leaves_unseen(*it)) {
            return Err(self.channel.used(finalizer));
        }
        let mut part = |node: Option<Node<'s>>| node.map_or(Ok(NEVER), |it| self.statement(it, OPEN));
        let body = part(statement.field("body"))?;
        let handler = part(statement.field("handler").and_then(|it| it.field("body")))?;
        Ok(body | handler)
    }

    fn turns(&mut self, turns: Node<'s>) -> Judged<'s, Exits> {
        let body = turns.field("body");
        let outside = turns
            .children()
            .into_iter()
            .find(|it| Some(*it) != body && self.mentions(*it));
        if let Some(outside) = outside {
            return Err(self.channel.used(outside));
        }
        self.breaks.push(NEVER);
        let end = body.map_or(Ok(OPEN), |it| self.statement(it, OPEN))?;
        let left = self.breaks.pop().unwrap_or_default();
        let exits = end | left;
        match exits.completed || exits.started {
            true if self.channel.is_handler => self.incomplete(turns, ANSWERS_IN_LOOP),
            true => self.incomplete(turns, IN_LOOP),
            false => Ok(OPEN),
        }
    }

    fn expression(&mut self, expression: Node<'s>) -> Judged<'s, Exits> {
        let node = expression.peeled();
        if !self.mentions(node) {
            return Ok(OPEN);
        }
        match node.kind() {
            "await_expression" => match node.first_child() {
                Some(inner) => self.expression(inner),
                None => Err(self.channel.used(node)),
            },
            "ternary_expression" => {
                if let Some(condition) = node.field("condition").filter(|it| self.mentions(*it)) {
                    return Err(self.channel.used(condition));
                }
                let mut branch = |name: &str| node.field(name).map_or(Ok(OPEN), |it| self.expression(it));
                Ok(branch("consequence")? | branch("alternative")?)
            }
            "call_expression" => self.call(node),
            // `if (…) callback(…)`, as an expression.
            "binary_expression" if self.channel.is_handler && (node.has_token("&&") || node.has_token("||")) => {
                if let Some(left) = node.field("left").filter(|it| self.mentions(*it)) {
                    return Err(self.channel.used(left));
                }
                let right = node.field("right").map_or(Ok(OPEN), |it| self.expression(it))?;
                Ok(right | OPEN)
            }
            _ => Err(self.channel.used(node)),
        }
    }

    fn call(&mut self, call: Node<'s>) -> Judged<'s, Exits> {
        let arguments = call.arguments();
        let function = call.field("function").unwrap_or(call).peeled();
        if let Some((way, mention)) = self.channel.way(self.project, function) {
            let outcome = self.channel.outcome(self.project, call, way)?;
            self.found.push(Completion { call, mention, outcome });
            return Ok(COMPLETED);
        }
        if let Some((by, is_bound)) = self.project.answerer_of(call).filter(|_| self.channel.is_handler) {
            return self.answered(call, by, is_bound);
        }
        if let Some(chain) = Chain::of(call) {
            return self.chain(&chain);
        }
        let Some((last, others)) = arguments.split_last() else {
            return Err(self.channel.used(call));
        };
        if let Some(other) = others.iter().chain([&function]).find(|it| self.mentions(**it)) {
            return Err(self.channel.used(*other));
        }
        let Some((gives, is_late)) = self.called_back(call, others.len()) else {
            return match self.channel.is_handler {
                true => self.incomplete(call, UNKNOWN_TO_HANDLER),
                false => self.incomplete(call, UNKNOWN),
            };
        };
        self.is_late |= is_late;
        let last = last.peeled();
        let exits = if is_late && self.channel.is_handler {
            STARTED
        } else {
            COMPLETED
        };
        let answerer = self.answerer_named(last);
        let way = self.channel.way(self.project, last).map(|(_, mention)| mention);
        let Some(mention) = way.or(answerer.map(|_| last)) else {
            if !last.is_function() || last.has_token("*") {
                return Err(self.channel.used(last));
            }
            self.body(last)?;
            return Ok(exits);
        };
        if matches!(gives, Gives::Fields(_)) && answerer.is_none() {
            return self.incomplete(call, SEVERAL);
        }
        if let Some(id) = answerer {
            self.answerer(call, id)?;
        }
        self.found.push(Completion {
            call,
            mention,
            outcome: Outcome::HandedOn,
        });
        Ok(exits)
    }

    /// A call of a function that answers.
    fn answered(&mut self, call: Node<'s>, by: FunctionId, is_bound: bool) -> Judged<'s, Exits> {
        let parameters = shape::parameters(self.project[by].node);
        if call.has_token("?.") || call.arguments().iter().any(|it| it.kind() == "spread_element") {
            return Err(self.channel.used(call));
        }
        let callee = call.field("function").unwrap_or(call).peeled();
        let mut mention = self.mentions(callee).then_some(callee);
        let arguments = call.arguments();
        for (place, argument) in arguments.iter().enumerate() {
            let given = self.given(*argument);
            let parameter = parameters.get(place).filter(|_| !is_bound);
            let wanted = parameter.and_then(|it| self.wanted(*it));
            match given {
                Some((meaning, node)) if wanted == Some(meaning) => mention = mention.or(Some(node)),
                _ if self.mentions(*argument) => return Err(self.channel.used(*argument)),
                _ if wanted.is_some() => return self.incomplete(*argument, OTHER_ARGUMENT),
                _ => {}
            }
        }
        let mut missing = parameters.iter().skip(arguments.len()).filter(|_| !is_bound);
        let is_missing = missing.any(|it| self.wanted(*it).is_some());
        let Some(mention) = mention.filter(|_| !is_missing) else {
            return self.incomplete(call, OTHER_ARGUMENT);
        };
        if self.pending.last() == Some(&by) {
            let (is_late, may_fail) = (false, true);
            let outcome = Outcome::Answered { by, is_late, may_fail };
            self.found.push(Completion { call, mention, outcome });
            return Ok(ALL);
        }
        let outcome = self.answerer(call, by)?;
        self.found.push(Completion { call, mention, outcome });
        let Outcome::Answered { is_late, may_fail, .. } = outcome else {
            return Ok(ALL);
        };
        self.is_late |= is_late;
        let is_open = Walk::over_handler(self.project, by, &self.pending)?.is_open;
        Ok(if is_late || may_fail || is_open { ALL } else { COMPLETED })
    }

    /// What a function comes to that answers where it is called, or called back.
    fn answerer(&self, call: Node<'s>, by: FunctionId) -> Judged<'s, Outcome<'s>> {
        if self.pending.contains(&by) {
            return self.incomplete(call, IN_CIRCLE);
        }
        let inner = Walk::over_handler(self.project, by, &self.pending)?;
        let is_late = inner.is_late || self.project.handler(by).is_some();
        let may_fail = inner.may_fail();
        match (is_late || may_fail) && in_try(call) {
            true => self.incomplete(call, ERROR_IN_TRY),
            false => Ok(Outcome::Answered { by, is_late, may_fail }),
        }
    }

    /// The function that an identifier names and that answers.
    fn answerer_named(&self, node: Node<'s>) -> Option<FunctionId> {
        match self.project.meaning(node).filter(|_| self.channel.is_handler)? {
            Meaning::Answerer(id) => Some(id),
            _ => None,
        }
    }

    /// What an argument is that answers.
    fn given(&self, argument: Node<'s>) -> Option<(Meaning, Node<'s>)> {
        let node = argument.peeled();
        if let Some((way, mention)) = self.channel.way(self.project, node) {
            return Some((Meaning::Way(way), mention));
        }
        let meaning = self.project.meaning(node)?;
        self.mentions(node).then_some((meaning, node))
    }

    /// What a parameter must be given for the function to answer.
    fn wanted(&self, parameter: Node<'s>) -> Option<Meaning> {
        let meaning = self.project.meaning_of_parameter(parameter)?;
        let name = shape::name_of(parameter);
        let mut references = self
            .project
            .binding_of(name)
            .map(|it| self.project.references(name.source, it))
            .unwrap_or_default()
            .into_iter();
        let is_needed = references.any(|it| meaning != Meaning::Context || self.project.completes_at(it, 0));
        is_needed.then_some(meaning)
    }

    /// `promise.then((data) => callback(null, data)).catch(callback)`: one of the two
    /// completes.
    fn chain(&mut self, chain: &Chain<'s>) -> Judged<'s, Exits> {
        if self.mentions(chain.promise) {
            return Err(self.channel.used(chain.promise));
        }
        if !self.channel.is_handler && !is_plain(chain) {
            return Err(self.channel.used(chain.call));
        }
        self.is_late = true;
        let last = chain.links.iter().rposition(|it| it.ok.is_some());
        for (place, link) in chain.links.iter().enumerate() {
            for function in [link.ok, link.failed].into_iter().flatten() {
                if !self.mentions(function) {
                    continue;
                }
                // A link after this one would run all the same.
                if last.is_some_and(|it| place < it) {
                    return self.incomplete(function, AFTER_ANSWER);
                }
                self.link(chain, link.call, function, link.failed == Some(function))?;
            }
        }
        let others = chain.links.iter().filter(|it| it.ok.is_none() && it.failed.is_none());
        match others.flat_map(|it| it.call.arguments()).find(|it| self.mentions(*it)) {
            Some(other) => Err(self.channel.used(other)),
            None => Ok(if self.channel.is_handler { STARTED } else { COMPLETED }),
        }
    }

    /// A function of a chain that completes, or what completes by itself.
    fn link(&mut self, chain: &Chain<'s>, call: Node<'s>, function: Node<'s>, gets_error: bool) -> Judged<'s, ()> {
        if function.is_function() {
            let known = self.found.len();
            self.body(function)?;
            let throws = |it: &Completion<'s>| match it.outcome {
                Outcome::Failure(..) | Outcome::Failed(_) | Outcome::Either(..) => true,
                Outcome::Answered { is_late, may_fail, .. } => is_late || may_fail,
                Outcome::Success(_) | Outcome::HandedOn => false,
            };
            let failure = self.found[known..].iter().find(|it| throws(it)).map(|it| it.call);
            return match failure.filter(|_| self.channel.is_handler && chain.is_caught(function)) {
                Some(call) => self.incomplete(call, CAUGHT),
                None => Ok(()),
            };
        }
        if let Some(id) = self.answerer_named(function) {
            let outcome = self.answerer(call, id)?;
            let may_throw = !matches!(outcome, Outcome::Answered { is_late: false, may_fail: false, .. });
            if may_throw && chain.is_caught(function) {
                return self.incomplete(function, CAUGHT);
            }
            let mention = function;
            self.found.push(Completion { call, mention, outcome });
            return Ok(());
        }
        let Some((way, mention)) = self.channel.way(self.project, function) else {
            return Err(self.channel.used(function));
        };
        let fits = match way {
            Way::Callback | Way::Fail => gets_error,
            Way::Succeed => !gets_error,
        };
        if !fits {
            return Err(self.channel.used(function));
        }
        self.found.push(Completion {
            call,
            mention,
            outcome: Outcome::HandedOn,
        });
        Ok(())
    }

    /// What a call gives to its callback, and whether it does so when it is over.
    fn called_back(&self, call: Node<'s>, place: usize) -> Option<(Gives, bool)> {
        if let Some(gives) = self.project.gives_to_callback(call) {
            return Some((gives, true));
        }
        let Some(Value::Local(target)) = self.project.value(call.field("function")?) else {
            return None;
        };
        let id = self.project.function(target)?;
        if self.pending.contains(&id) {
            return Some((Gives::Value, false));
        }
        let completions = Walk::over(self.project, id, &self.pending).ok()?;
        (completions.place == place).then_some((Gives::Value, completions.is_late))
    }

    fn mentions(&self, node: Node<'s>) -> bool {
        self.channel.is_mentioned_in(self.project, node)
    }
}

/// `then(ok).catch(failed)`, `then(ok, failed)`
fn is_plain(chain: &Chain<'_>) -> bool {
    let functions = || chain.links.iter().flat_map(|it| [it.ok, it.failed]).flatten();
    let has_both = match chain.links.as_slice() {
        [only] => only.ok.is_some() && only.failed.is_some(),
        [first, second] => first.failed.is_none() && second.ok.is_none() && second.failed.is_some(),
        _ => false,
    };
    has_both && chain.links[0].ok.is_some_and(Node::is_function) && functions().all(|it| !it.has_token("async"))
}

/// Whether control cannot come to the end of a statement.
fn ends(statement: Node<'_>) -> bool {
    matches!(statement.kind(), "return_statement" | "throw_statement")
}

/// Whether a statement of another kind may leave the function.
fn leaves_unseen(statement: Node<'_>) -> bool {
    let nodes = statement.descendants_of_same_function().into_iter();
    let mut nodes = nodes.map(Node::kind);
    nodes.any(|it| matches!(it, "return_statement" | "break_statement" | "continue_statement"))
}

/// Where a body ends.
fn last_statement(body: Node<'_>) -> Node<'_> {
    match body.kind() {
        "statement_block" => body.children().last().copied().unwrap_or(body),
        _ => body,
    }
}
