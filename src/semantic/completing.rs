//! The expressions by which a function completes: what it calls with its callback, and
//! the chains of promises that end in one. Knows single expressions; the paths around
//! them are followed in `paths`.

use crate::syntax::Node;

use super::{
    Chain, Completion, Gives, Incomplete, Outcome, Value,
    channel::Way,
    completion::Judged,
    paths::{AFTER_ANSWER, COMPLETED, Exits, OPEN, STARTED, Walk},
    started::CALLS_AT_ONCE,
};

pub(super) const CAUGHT: &str = "answers with an error here that a `catch` of the chain would get";
pub(super) const TAKES_FOR_ERROR: &str = "takes for an error here what a promise gives";
const FIELDS: &str = "hands its callback on to a function of Node.js that gives several results to it";
const UNKNOWN_TO_HANDLER: &str = "hands what answers for it to code that may never call it, or twice";
const BY_OWN_FUNCTION: &str =
    "hands what answers for it to a function that may never call it, or twice, because of this";
const EACH: &str = "may answer for each item here, of which the first answer would count";
const UNKNOWN: &str = "hands its callback on to code that may never call it, or twice";
const EAGER: &str = "answers here before the call is made that this is an argument of";
const UNDECLARED: &str = "hands what answers for it to a function here that nobody declares";

/// Functions that are there without a declaration, and may call what they are given.
const OF_NODE: [&str; 9] = [
    "fetch",
    "queueMicrotask",
    "require",
    "setImmediate",
    "setInterval",
    "setTimeout",
    "Array",
    "Object",
    "Promise",
];

impl<'s> Walk<'_, 's> {
    pub(super) fn expression(&mut self, expression: Node<'s>) -> Judged<'s, Exits> {
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
        if let Some(exits) = self.offered(call)? {
            return Ok(exits);
        }
        if self.is_bridged {
            let last = arguments.last().copied().unwrap_or(call);
            return Err(self.not_called_back(call, function, last.peeled()));
        }
        // A handler that is given a callback of its own tells this one.
        let is_told = arguments.len() == 3 && arguments.last().is_some_and(|it| it.peeled().is_function());
        // Which functions answer is found by walks over those that have callbacks.
        let of_handler = Some(call).filter(|_| self.channel.is_handler);
        let answerer = of_handler.and_then(|it| self.project.answerer_of(it));
        if let Some((by, is_bound)) = answerer.filter(|(by, _)| !is_told || self.project.is_answerer(*by)) {
            return self.answered(call, by, is_bound);
        }
        if let Some(chain) = Chain::of(call) {
            return self.chain(&chain);
        }
        if let Some(function) = self.run_by(call) {
            return self.through(call, function);
        }
        let Some((last, others)) = arguments.split_last() else {
            return Err(self.channel.used(call));
        };
        if let Some(other) = others.iter().chain([&function]).find(|it| self.mentions(**it)) {
            return Err(self.channel.used(*other));
        }
        let Some((gives, is_late)) = self.called_back(call, others.len()) else {
            return Err(self.not_called_back(call, function, last.peeled()));
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
        match answerer {
            Some(id) => {
                self.answerer(call, id)?;
            }
            None if matches!(gives, Gives::Fields(_)) => return self.incomplete(call, FIELDS),
            None => self.has_several_results |= gives == Gives::Items,
        }
        self.found.push(Completion {
            call,
            mention,
            outcome: Outcome::HandedOn,
        });
        Ok(exits)
    }

    /// The function in a call that completes, and whose promise is that of the call.
    fn run_by(&self, call: Node<'s>) -> Option<Node<'s>> {
        let arguments = call.arguments().into_iter();
        let mut parts = arguments.chain(call.field("function")).map(Node::peeled);
        let part = parts.find(|it| self.channel.is_handler && self.mentions(*it))?;
        (self.project.handed_through(part) == Some(call)).then_some(part)
    }

    /// `withConnection((db) => db.find(id).then((user) => callback(null, user)))`
    fn through(&mut self, call: Node<'s>, function: Node<'s>) -> Judged<'s, Exits> {
        let others = call.arguments().into_iter().chain(call.field("function"));
        let mut others = others.map(Node::peeled);
        if let Some(other) = others.find(|it| *it != function && self.mentions(*it)) {
            return Err(self.channel.used(other));
        }
        self.is_late = true;
        self.body(function)?;
        Ok(STARTED | COMPLETED)
    }

    /// `promise.then((data) => callback(null, data)).catch(callback)`: one of the two
    /// completes.
    fn chain(&mut self, chain: &Chain<'s>) -> Judged<'s, Exits> {
        if self.mentions(chain.promise) {
            return self.head(chain);
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
            // It is returned: nothing that follows would run.
            None => Ok(if self.channel.is_handler {
                STARTED | COMPLETED
            } else {
                COMPLETED
            }),
        }
    }

    /// `co(function* () { …; callback(null, data); }).catch(callback)`
    fn head(&mut self, chain: &Chain<'s>) -> Judged<'s, Exits> {
        let Some(function) = self.run_by(chain.promise) else {
            return Err(self.channel.used(chain.promise));
        };
        // A link after it would run all the same.
        if chain.links.iter().any(|it| it.ok.is_some()) {
            return self.incomplete(function, AFTER_ANSWER);
        }
        let known = self.found.len();
        self.through(chain.promise, function)?;
        self.is_not_caught(chain.catches(), known)?;
        for link in &chain.links {
            match link.failed {
                Some(failed) if self.mentions(failed) => self.link(chain, link.call, failed, true)?,
                Some(_) => {}
                None => {
                    if let Some(other) = link.call.arguments().into_iter().find(|it| self.mentions(*it)) {
                        return Err(self.channel.used(other));
                    }
                }
            }
        }
        Ok(STARTED | COMPLETED)
    }

    /// `(err) => callback(err)`, which a handler that rejects needs no more.
    fn answers_with_error(&self, function: Node<'s>) -> bool {
        let call = self.project.handing_error_on(function);
        let callee = call.and_then(|it| it.field("function"));
        let way = callee.and_then(|it| self.channel.way(self.project, it.peeled()));
        way.is_some_and(|(way, _)| matches!(way, Way::Callback | Way::Fail))
    }

    /// None of the latest completions throws where a `catch` of the author's would get that.
    fn is_not_caught(&self, is_caught: bool, known: usize) -> Judged<'s, ()> {
        let throws = |it: &Completion<'s>| match it.outcome {
            Outcome::Failure(..) | Outcome::Failed(_) | Outcome::Either(..) => true,
            Outcome::Answered { is_late, may_fail, .. } => is_late || may_fail,
            // What it throws at once has come there before.
            Outcome::Success(_) | Outcome::HandedOn | Outcome::Offered(..) => false,
        };
        let mut latest = self.found[known..].iter();
        match latest.find(|it| throws(it)).filter(|_| is_caught) {
            Some(failure) => self.incomplete(failure.call, CAUGHT),
            None => Ok(()),
        }
    }

    /// A function of a chain that completes, or what completes by itself.
    fn link(&mut self, chain: &Chain<'s>, call: Node<'s>, function: Node<'s>, gets_error: bool) -> Judged<'s, ()> {
        if function.is_function() {
            let known = self.found.len();
            self.body(function)?;
            let is_caught = self.channel.is_handler && chain.catching(function).any(|it| !self.answers_with_error(it));
            return self.is_not_caught(is_caught, known);
        }
        if let Some(id) = self.answerer_named(function) {
            return self.link_by_name(chain, call, function, id);
        }
        let Some((way, mention)) = self.channel.way(self.project, function) else {
            return Err(self.channel.used(function));
        };
        let fits = match way {
            Way::Callback | Way::Fail => gets_error,
            Way::Succeed => !gets_error,
        };
        if !fits {
            return match way {
                Way::Callback if self.channel.is_handler => self.incomplete(function, TAKES_FOR_ERROR),
                _ => Err(self.channel.used(function)),
            };
        }
        self.found.push(Completion {
            call,
            mention,
            outcome: Outcome::HandedOn,
        });
        Ok(())
    }

    /// Why a call is not known to call back once.
    fn not_called_back(&self, call: Node<'s>, callee: Node<'s>, last: Node<'s>) -> Incomplete<'s> {
        let is_answer = |it: Node<'s>| {
            let callee = it.field("function").filter(|_| it.kind() == "call_expression");
            callee.is_some_and(|it| self.channel.way(self.project, it.peeled()).is_some())
        };
        let method = callee.field("property").map_or("", Node::text);
        let is_of_list = CALLS_AT_ONCE.contains(&method) && !matches!(method, "apply" | "call");
        let inner = self.project.called_function(callee).filter(|_| self.channel.is_handler);
        let inner = inner.filter(|it| self.project.handler(*it).is_none() && !self.pending.contains(it));
        let inner = inner.and_then(|it| Walk::over(self.project, it, &self.pending).err());
        let (place, why) = match self.channel.is_handler {
            true if is_answer(last) => (last, EAGER),
            true if self.project.is_global(callee, callee.text()) && !OF_NODE.contains(&callee.text()) => {
                (callee, UNDECLARED)
            }
            true if is_of_list && self.project.origin(callee).is_none() => (call, EACH),
            true => inner.map_or((call, UNKNOWN_TO_HANDLER), |it| (it.place, BY_OWN_FUNCTION)),
            false => (call, UNKNOWN),
        };
        Incomplete { place, why }
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
        completions
            .is_place(place)
            .then_some((completions.gives(), completions.is_late))
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
