//! The paths through a function that completes by a callback: each must come to
//! exactly one completion; in a handler the first one counts, and there may be none.
//! Knows control flow, not what becomes of a completion.

use crate::syntax::Node;

use super::{
    Bridge, Completion, Completions, FunctionId, Incomplete, Outcome, Project, Returns, Shift,
    answering::is_plain_pattern, channel::Channel, completion::Judged, shape,
};

/// How control can come to the end of a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Exits {
    /// Without a completion.
    pub(super) open: bool,
    /// After one.
    pub(super) completed: bool,
    /// Before one that comes when the function has returned.
    pub(super) started: bool,
}

const NEVER: Exits = Exits {
    open: false,
    completed: false,
    started: false,
};
pub(super) const OPEN: Exits = Exits { open: true, ..NEVER };
pub(super) const COMPLETED: Exits = Exits {
    completed: true,
    ..NEVER
};
pub(super) const STARTED: Exits = Exits { started: true, ..NEVER };
/// Whatever follows must do nothing that can be seen.
pub(super) const ALL: Exits = Exits {
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
const IN_LOOP: &str = "may call its callback more than once in this loop";
pub(super) const AFTER_ANSWER: &str = "has answered where this runs, or may have";
const ANSWERS_IN_LOOP: &str = "may answer in a turn of this loop that is not the last one";
const FROM_LIST: &str = "takes its callback out of a list of its arguments";
const PERHAPS_PROMISE: &str = "returns this, which may be a promise that Lambda waits for";
const RETURNS_TOO: &str = "is answered for by a function that returns something else here";
const HANDS_CONTEXT: &str = "hands its context to code that cannot be seen, and that may answer for it";

/// Follows the paths through one function.
pub(super) struct Walk<'p, 's> {
    pub(super) project: &'p Project<'s>,
    pub(super) channel: Channel<'s>,
    pub(super) function: Node<'s>,
    pub(super) found: Vec<Completion<'s>>,
    pub(super) bridges: Vec<Bridge<'s>>,
    /// Nothing is flattened that a bridge can hold.
    pub(super) is_bridged: bool,
    /// Nor are functions in the handler.
    is_whole: bool,
    pub(super) unseen: Vec<Node<'s>>,
    pub(super) is_async: bool,
    pub(super) is_late: bool,
    pub(super) is_open: bool,
    /// What a function gives that the callback is handed on to.
    pub(super) has_several_results: bool,
    pub(super) shift: Option<Shift<'s>>,
    /// What leaves the innermost loops and `switch`es by `break`.
    pub(super) breaks: Vec<Exits>,
    /// Functions that are being followed.
    pub(super) pending: Vec<FunctionId>,
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
        walk.shift = project.shift_of(id, binding);
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
        walk.is_bridged = project.is_bridged(id);
        walk.is_whole = project.is_bridged_as_whole(id);
        let parameters = shape::parameters(function);
        let patterns = parameters.iter().map(|it| shape::name_of(*it)).skip(1);
        let mut patterns = patterns.filter(|it| it.kind() == "object_pattern");
        if let Some(pattern) = patterns.find(|it| !is_plain_pattern(*it)) {
            return Err(channel.used(pattern));
        }
        if let Some(rest) = parameters.iter().find(|it| shape::is_rest(**it)) {
            return walk.incomplete(*rest, FROM_LIST);
        }
        if let Some((place, why)) = project.context_handed_out(channel) {
            return walk.incomplete(place, why.unwrap_or(HANDS_CONTEXT));
        }
        walk.is_open = walk.body(function)?.open;
        // It will wait for that, whoever makes it.
        walk.is_late |= project.is_answerer(id) && project.starts_work(function);
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
            bridges: Vec::new(),
            is_bridged: false,
            is_whole: false,
            unseen: Vec::new(),
            is_async: function.is_async,
            is_late: function.is_async,
            is_open: false,
            has_several_results: false,
            shift: None,
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
        let bridged: Vec<Node<'s>> = self.bridges.iter().flat_map(Bridge::mentions).collect();
        let is_found = |it: &Node<'s>| {
            let is_own = |found: &Completion<'s>| {
                let is_answered = matches!(found.outcome, Outcome::Answered { .. });
                found.mention == *it || is_answered && is_handed(found.call, *it)
            };
            let is_shift = self.shift.is_some_and(|shift| shift.mention == *it);
            self.found.iter().any(is_own) || bridged.contains(it) || is_shift
        };
        let mut mentions = self.channel.mentions(self.project).into_iter();
        if let Some(other) = mentions.find(|it| !is_found(it)) {
            return Err(self.channel.used(other));
        }
        self.found.sort_by_key(|it| it.call.start());
        let is_list = |it: &Node<'s>| it.kind() == "spread_element";
        let gives_several = |it: &Completion<'s>| it.results().len() > 1 || it.results().iter().any(is_list);
        let has_several_results =
            !self.channel.is_handler && (self.has_several_results || self.found.iter().any(gives_several));
        Ok(Completions {
            function,
            parameter,
            place,
            all: self.found,
            bridges: self.bridges,
            is_late: self.is_late,
            unseen: self.unseen,
            is_open: self.is_open,
            has_several_results,
            shift: self.shift,
        })
    }

    pub(super) fn incomplete<T>(&self, place: Node<'s>, why: &'static str) -> Judged<'s, T> {
        Err(Incomplete { place, why })
    }

    /// The body of the function, or of a callback in it: no path leaves it without
    /// a completion.
    pub(super) fn body(&mut self, function: Node<'s>) -> Judged<'s, Exits> {
        let Some(body) = function.field("body") else {
            return self.incomplete(function, UNANSWERED);
        };
        let outer = std::mem::take(&mut self.breaks);
        let exits = match body.kind() {
            "statement_block" => self.list(body.children(), OPEN)?,
            _ => match self.expression(body) {
                Ok(exits) => exits,
                Err(incomplete) => self.bridge(&[body], incomplete)?,
            },
        };
        self.breaks = outer;
        match exits.open && !self.channel.is_handler {
            true => self.incomplete(last_statement(body), UNANSWERED),
            false => Ok(exits),
        }
    }

    fn list(&mut self, statements: Vec<Node<'s>>, entry: Exits) -> Judged<'s, Exits> {
        let mut exits = entry;
        // From where nothing has been answered.
        let mut open = Vec::new();
        for (at, statement) in statements.iter().enumerate() {
            if exits == NEVER {
                break;
            }
            if exits == OPEN {
                open.push((at, self.found.len(), self.bridges.len(), self.unseen.len()));
            }
            match self.statement(*statement, exits) {
                Ok(it) => exits = it,
                Err(incomplete) => return self.bridge_from(&statements, &open, incomplete),
            }
        }
        Ok(exits)
    }

    /// The same for what begins at one of these statements: the last one, or where the
    /// functions of a handler stay, the last one before which nobody calls them.
    fn bridge_from(
        &mut self,
        statements: &[Node<'s>],
        open: &[(usize, usize, usize, usize)],
        incomplete: Incomplete<'s>,
    ) -> Judged<'s, Exits> {
        let tries = if self.is_whole { open.len() } else { 1 };
        for (from, found, bridges, unseen) in open.iter().rev().take(tries) {
            self.found.truncate(*found);
            self.bridges.truncate(*bridges);
            self.unseen.truncate(*unseen);
            if let Ok(exits) = self.bridge(&statements[*from..], incomplete) {
                return Ok(exits);
            }
        }
        Err(incomplete)
    }

    /// What cannot be followed may settle a promise as it is.
    fn bridge(&mut self, statements: &[Node<'s>], incomplete: Incomplete<'s>) -> Judged<'s, Exits> {
        if !self.channel.is_handler {
            return Err(incomplete);
        }
        // Who else answers for it loses what it would be handed here.
        let answered = self.answers_returned_in(statements).ok_or(incomplete)?;
        self.is_late = true;
        let bridge = Bridge::over(self.project, self.channel, statements, answered).map_err(|_| incomplete)?;
        self.bridges.push(bridge);
        Ok(NEVER)
    }

    pub(super) fn statement(&mut self, statement: Node<'s>, entry: Exits) -> Judged<'s, Exits> {
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
            _ if self.shift.is_some_and(|it| it.statement == statement) => Ok(OPEN),
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
        let mut branch = |node: Option<Node<'s>>| node.map_or(Ok(OPEN), |it| self.list(vec![it], OPEN));
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

    pub(super) fn mentions(&self, node: Node<'s>) -> bool {
        self.channel.is_mentioned_in(self.project, node)
    }
}

/// Whether control cannot come to the end of a statement.
pub(super) fn ends(statement: Node<'_>) -> bool {
    matches!(statement.kind(), "return_statement" | "throw_statement")
}

/// Whether a statement of another kind may leave the function.
pub(super) fn leaves_unseen(statement: Node<'_>) -> bool {
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
