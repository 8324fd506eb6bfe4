//! The paths through a function that completes by a callback: each must come to
//! exactly one completion. Knows control flow, not what becomes of a completion.

use crate::syntax::Node;

use super::{
    BindingId, Chain, Completion, Completions, FunctionId, Gives, Incomplete, Outcome, Project, Returns, Value,
    completion::Judged, failure::is_failure, shape,
};

/// How control can come to the end of a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Exits {
    /// Without a completion.
    open: bool,
    /// After one.
    completed: bool,
}

const NEVER: Exits = Exits {
    open: false,
    completed: false,
};
const OPEN: Exits = Exits {
    open: true,
    completed: false,
};
const COMPLETED: Exits = Exits {
    open: false,
    completed: true,
};

impl std::ops::BitOr for Exits {
    type Output = Exits;

    fn bitor(self, other: Exits) -> Exits {
        Exits {
            open: self.open || other.open,
            completed: self.completed || other.completed,
        }
    }
}

const UNANSWERED: &str = "does not call its callback on this path";
const AGAIN: &str = "has called its callback where this runs";
const IN_LOOP: &str = "may call its callback more than once in this loop";
const USED: &str = "does more with its callback than to call it";
const SEVERAL: &str = "gives more to its callback than an error or one result";
const UNCERTAIN: &str = "gives this to its callback, which may be an error or none";
const PROMISE: &str = "gives a promise to its callback";
const UNKNOWN: &str = "hands its callback on to code that may never call it, or twice";

/// Follows the paths through one function.
pub(super) struct Walk<'p, 's> {
    project: &'p Project<'s>,
    binding: BindingId,
    function: Node<'s>,
    found: Vec<Completion<'s>>,
    is_late: bool,
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
        let incomplete = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        let Some((parameter, binding)) = project.callback_parameter(id) else {
            return incomplete(function, "has no plain callback as its last parameter");
        };
        if project[id].is_generator || project[id].is_accessor() || project[id].is_constructor() {
            return incomplete(function, "is of a kind that cannot wait");
        }
        let mut walk = Walk {
            project,
            binding,
            function,
            found: Vec::new(),
            is_late: project[id].is_async,
            breaks: Vec::new(),
            pending: [pending, &[id]].concat(),
        };
        walk.body(function)?;
        let references = project.references(function.source, binding);
        let is_found = |it: &Node<'s>| walk.found.iter().any(|found| found.mention == *it);
        if let Some(other) = references.into_iter().find(|it| !is_found(it)) {
            return incomplete(other, USED);
        }
        walk.found.sort_by_key(|it| it.call.start());
        Ok(Completions {
            function: id,
            parameter,
            place: shape::parameters(function).len() - 1,
            all: walk.found,
            is_late: walk.is_late,
        })
    }

    fn incomplete<T>(&self, place: Node<'s>, why: &'static str) -> Judged<'s, T> {
        Err(Incomplete { place, why })
    }

    /// The body of the function, or of a callback in it: no path leaves it without
    /// a completion.
    fn body(&mut self, function: Node<'s>) -> Judged<'s, ()> {
        let Some(body) = function.field("body") else {
            return self.incomplete(function, UNANSWERED);
        };
        let outer = std::mem::take(&mut self.breaks);
        let exits = match body.kind() {
            "statement_block" => self.list(body.children(), OPEN)?,
            _ => self.expression(body)?,
        };
        self.breaks = outer;
        match exits.open {
            true => self.incomplete(last_statement(body), UNANSWERED),
            false => Ok(()),
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
            "continue_statement" if statement.first_child().is_none() && !entry.completed => {
                return Ok(NEVER);
            }
            "return_statement" if statement.first_child().is_none() => {
                return match entry.open {
                    true => self.incomplete(statement, UNANSWERED),
                    false => Ok(NEVER),
                };
            }
            "empty_statement" | "function_declaration" if !self.mentions(statement) => return Ok(entry),
            _ if entry.completed => return self.incomplete(statement, AGAIN),
            _ => {}
        }
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
            _ if self.mentions(statement) || leaves_unseen(statement) => self.incomplete(statement, USED),
            _ => Ok(OPEN),
        }
    }

    fn returned(&mut self, statement: Node<'s>) -> Judged<'s, Exits> {
        let value = statement.first_child().unwrap_or(statement);
        match self.expression(value)? {
            COMPLETED => Ok(NEVER),
            _ => self.incomplete(statement, UNANSWERED),
        }
    }

    fn branches(&mut self, statement: Node<'s>) -> Judged<'s, Exits> {
        if let Some(condition) = statement.field("condition").filter(|it| self.mentions(*it)) {
            return self.incomplete(condition, USED);
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
            return self.incomplete(finalizer, USED);
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
            return self.incomplete(outside, USED);
        }
        self.breaks.push(NEVER);
        let end = body.map_or(Ok(OPEN), |it| self.statement(it, OPEN))?;
        let left = self.breaks.pop().unwrap_or_default();
        match (end | left).completed {
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
                None => self.incomplete(node, USED),
            },
            "ternary_expression" => {
                if let Some(condition) = node.field("condition").filter(|it| self.mentions(*it)) {
                    return self.incomplete(condition, USED);
                }
                let mut branch = |name: &str| node.field(name).map_or(Ok(OPEN), |it| self.expression(it));
                Ok(branch("consequence")? | branch("alternative")?)
            }
            "call_expression" => self.call(node),
            _ => self.incomplete(node, USED),
        }
    }

    fn call(&mut self, call: Node<'s>) -> Judged<'s, Exits> {
        let arguments = call.arguments();
        let function = call.field("function").unwrap_or(call);
        if self.is_callback(function) {
            return self.completion(call, function, &arguments);
        }
        if let Some(chain) = Chain::of(call) {
            return self.chain(&chain);
        }
        let Some((last, others)) = arguments.split_last() else {
            return self.incomplete(call, USED);
        };
        if let Some(other) = others.iter().chain([&function]).find(|it| self.mentions(**it)) {
            return self.incomplete(*other, USED);
        }
        let Some((gives, is_late)) = self.called_back(call, others.len()) else {
            return self.incomplete(call, UNKNOWN);
        };
        self.is_late |= is_late;
        let last = last.peeled();
        if !self.is_callback(last) {
            if !last.is_function() || last.has_token("*") {
                return self.incomplete(last, USED);
            }
            self.body(last)?;
            return Ok(COMPLETED);
        }
        if matches!(gives, Gives::Fields(_)) {
            return self.incomplete(call, SEVERAL);
        }
        self.found.push(Completion {
            call,
            mention: last,
            outcome: Outcome::HandedOn,
        });
        Ok(COMPLETED)
    }

    /// `promise.then((data) => callback(null, data)).catch(callback)`: one of the two
    /// completes.
    fn chain(&mut self, chain: &Chain<'s>) -> Judged<'s, Exits> {
        if self.mentions(chain.promise) {
            return self.incomplete(chain.promise, USED);
        }
        self.is_late = true;
        self.body(chain.ok)?;
        let failed = chain.failed;
        if self.is_callback(failed) {
            self.found.push(Completion {
                call: chain.call,
                mention: failed,
                outcome: Outcome::HandedOn,
            });
        } else {
            self.body(failed)?;
        }
        Ok(COMPLETED)
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

    /// `callback(…)`
    fn completion(&mut self, call: Node<'s>, mention: Node<'s>, arguments: &[Node<'s>]) -> Judged<'s, Exits> {
        if call.has_token("?.") || arguments.iter().any(|it| it.kind() == "spread_element") {
            return self.incomplete(call, USED);
        }
        if let Some(argument) = arguments.iter().find(|it| self.mentions(**it)) {
            return self.incomplete(*argument, USED);
        }
        let outcome = match arguments {
            [] => Outcome::Success(None),
            [err] if is_nothing(*err) => Outcome::Success(None),
            [err, result] if is_nothing(*err) => Outcome::Success(Some(*result)),
            [err, none @ ..]
                if is_failure(self.project, *err) && none.len() < 2 && none.iter().all(|it| is_nothing(*it)) =>
            {
                Outcome::Failure(*err, none.first().copied())
            }
            [err, result @ ..] if result.len() < 2 && self.is_own_error(*err) => {
                Outcome::Either(*err, result.first().copied())
            }
            [_, _, _, ..] => return self.incomplete(call, SEVERAL),
            [err, _] if is_failure(self.project, *err) => return self.incomplete(call, SEVERAL),
            [err, ..] => return self.incomplete(*err, UNCERTAIN),
        };
        if let Outcome::Success(Some(result)) = outcome
            && matches!(self.project.promise_of(result), Returns::Promise | Returns::Sometimes)
        {
            // A promise would wait for it.
            return self.incomplete(result, PROMISE);
        }
        self.found.push(Completion { call, mention, outcome });
        Ok(COMPLETED)
    }

    /// The error that a callback in the function gets.
    fn is_own_error(&self, err: Node<'s>) -> bool {
        let Some(callback) = err.function_around().filter(|it| *it != self.function) else {
            return false;
        };
        let first = callback.parameters().first().map(|it| shape::name_of(*it));
        let binding = self.project.binding_of(err);
        binding.is_some() && first.and_then(|it| self.project.binding_of(it)) == binding
    }

    fn is_callback(&self, node: Node<'s>) -> bool {
        node.source.id == self.function.source.id && self.project.binding_of(node) == Some(self.binding)
    }

    fn mentions(&self, node: Node<'s>) -> bool {
        node.descendants().into_iter().any(|it| self.is_callback(it))
    }
}

fn is_nothing(node: Node<'_>) -> bool {
    matches!(node.peeled().kind(), "null" | "undefined")
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
