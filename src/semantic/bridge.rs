//! Which statements of a handler can be one awaited promise: those at the end of its
//! path by whose callbacks it answers. Knows where they stand and how they answer; that
//! each path does, `settling.rs` knows.

use std::ops::Range;

use crate::syntax::Node;

use super::{
    Chain, Completion, FunctionId, Incomplete, Outcome, Project, anything_follows,
    channel::{Channel, Way},
    completing::TAKES_FOR_ERROR,
    completion::Judged,
    emitter::is_listening,
    settling::Settling,
};

const THROWS_LATER: &str = "what a callback throws ends the process, and nodejs24.x does not say what that was";
const FOLLOWED: &str = "goes on after this, which cannot be awaited";
const IN_CHAIN: &str = "answers in a promise chain by code that cannot be awaited";
const WAITS: &str = "waits for something in the code that would have to become a promise";
const LEAVES: &str = "leaves the code that would have to become a promise";
const SHARED: &str = "shares a variable with the code that would have to become a promise";
const PLACE: &str = "answers where that is no statement";

/// Statements that settle one promise, on each path.
#[derive(Debug, Clone)]
pub struct Bridge<'s> {
    /// They follow each other, and nothing follows them; or the body of an arrow
    /// function.
    pub statements: Vec<Node<'s>>,
    /// Calls that answer.
    pub answers: Vec<Completion<'s>>,
    /// What answers and is handed on as it is: `request(url, callback)`.
    pub handed: Vec<Handed<'s>>,
    /// Paths that come to no answer: Lambda answers `null` for them.
    pub silences: Vec<Silence<'s>>,
    /// What callbacks throw, which ends the process, and the invocation with that error.
    pub thrown: Vec<Node<'s>>,
    /// Calls that call back what answers.
    pub awaited: Vec<Node<'s>>,
    /// Why something may be at work when it answers.
    pub caveat: Option<&'static str>,
}

/// What answers and goes elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Handed<'s> {
    /// `callback`, `context.done`, `callback.bind(null, null)`.
    pub expression: Node<'s>,
    /// The identifier in it.
    pub mention: Node<'s>,
    /// How it takes what it is called with.
    pub takes: Takes,
}

/// How something that is handed on takes its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// An error, or a result.
    Outcome,
    /// Nothing but an error.
    Error,
    /// `context.fail`: an error, whatever it is.
    Reason,
    /// `context.succeed`
    Result,
    /// It keeps its name.
    Bound,
}

/// Where a path ends without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence<'s> {
    /// After this statement.
    After(Node<'s>),
    /// In this empty block.
    Empty(Node<'s>),
    /// After this body of an arrow function.
    Body(Node<'s>),
    /// At this `return`.
    Return(Node<'s>),
}

impl<'s> Bridge<'s> {
    /// Judges statements that end a list, or the body of an arrow function; `answered` are
    /// the calls in them of functions that return what they answer.
    pub(super) fn over(
        project: &Project<'s>,
        channel: Channel<'s>,
        statements: &[Node<'s>],
        answered: Vec<Completion<'s>>,
    ) -> Judged<'s, Bridge<'s>> {
        let is_break = |it: &Node<'s>| it.kind() == "break_statement";
        let mut statements: Vec<Node<'s>> = statements.iter().take_while(|it| !is_break(it)).copied().collect();
        // They go with their lines.
        let flags = project.idle_flags_of(channel);
        let is_flag = |it: &Node<'s>| flags.iter().any(|flag| flag.wrapped().parent() == Some(*it));
        let end = statements.last().copied();
        while statements.last().is_some_and(is_flag) {
            statements.pop();
        }
        let (Some(first), Some(last), Some(end)) = (statements.first(), statements.last(), end) else {
            let place = channel.function;
            return Err(Incomplete { place, why: FOLLOWED });
        };
        let range = first.start()..last.end();
        stands_alone(project, channel, *first, end)?;
        is_closed(project, *first, &range)?;
        let mut bridge = Bridge {
            statements,
            answers: answered,
            handed: Vec::new(),
            silences: Vec::new(),
            thrown: Vec::new(),
            awaited: Vec::new(),
            caveat: None,
        };
        if let Some(used) = bridge.answers.iter().find(|it| !is_statement(it.call)) {
            let place = used.call;
            return Err(Incomplete { place, why: PLACE });
        }
        let mentions = channel.mentions(project).into_iter();
        for mention in mentions.filter(|it| range.contains(&it.start())) {
            if !bridge.answers.iter().any(|it| hands_on(it, mention)) {
                bridge.read(project, channel, mention)?;
            }
        }
        let settled = Settling::of(project, channel, &range).statements(&bridge.statements)?;
        bridge.silences = settled.silences;
        bridge.thrown = settled.thrown;
        bridge.awaited = settled.awaited;
        bridge.caveat = settled.caveat.or_else(|| bridge.throws_later().then_some(THROWS_LATER));
        Ok(bridge)
    }

    /// Whether a callback in it throws what cannot be an answer instead: nobody catches that.
    fn throws_later(&self) -> bool {
        let nodes = self.statements.iter().flat_map(|it| it.descendants());
        // A promise rejects with it.
        let mut functions =
            nodes.filter(|it| it.is_function() && !it.has_token("async") && Chain::around(*it).is_none());
        let is_left = |it: &Node<'s>| it.kind() == "throw_statement" && !self.thrown.contains(it);
        functions.any(|it| it.descendants().iter().any(is_left))
    }

    /// Whether a call answers in it, or what answers is handed on in it.
    pub fn contains(&self, node: Node<'s>) -> bool {
        self.statements.iter().any(|it| it.contains(node) || *it == node)
    }

    /// Everything in it that answers.
    pub(super) fn mentions(&self) -> impl Iterator<Item = Node<'s>> {
        let answers = self.answers.iter().map(|it| it.mention);
        answers.chain(self.handed.iter().map(|it| it.mention))
    }

    fn read(&mut self, project: &Project<'s>, channel: Channel<'s>, mention: Node<'s>) -> Judged<'s, ()> {
        let expression = match mention.parent_of_kind("member_expression") {
            Some(member) if Some(mention) != channel_name(project, channel, mention) => member,
            _ => mention,
        };
        let Some((way, _)) = channel.way(project, expression) else {
            return Err(channel.used(mention));
        };
        let wrapped = expression.wrapped();
        let parent = wrapped.parent();
        if let Some(call) = parent.filter(|it| it.kind() == "call_expression" && it.field("function") == Some(wrapped))
        {
            if !is_statement(call) {
                return Err(Incomplete {
                    place: call,
                    why: PLACE,
                });
            }
            let outcome = channel.outcome(project, call, way)?;
            self.answers.push(Completion { call, mention, outcome });
            return Ok(());
        }
        if parent.is_some_and(|it| it.kind() == "arguments" || it.kind() == "pair") {
            let takes = match way {
                Way::Callback if project.hears_errors(wrapped) => Takes::Error,
                Way::Callback => Takes::Outcome,
                Way::Fail => Takes::Reason,
                Way::Succeed => Takes::Result,
            };
            let links = Chain::around(expression).map(|it| it.links).unwrap_or_default();
            if takes == Takes::Outcome && links.iter().any(|it| it.ok == Some(expression)) {
                let why = TAKES_FOR_ERROR;
                return Err(Incomplete { place: expression, why });
            }
            self.handed.push(Handed {
                expression: wrapped,
                mention,
                takes,
            });
            return Ok(());
        }
        match bound(expression).filter(|_| way == Way::Callback && expression == mention) {
            Some(expression) => {
                self.handed.push(Handed {
                    expression,
                    mention,
                    takes: Takes::Bound,
                });
                Ok(())
            }
            None => Err(channel.used(mention)),
        }
    }
}

/// Whether a call of a function that answers is made by this name, or is given this.
fn hands_on<'s>(answer: &Completion<'s>, mention: Node<'s>) -> bool {
    let is_answered = matches!(answer.outcome, Outcome::Answered { .. });
    let parts = answer.call.arguments().into_iter().chain(answer.call.field("function"));
    is_answered
        && parts
            .map(Node::peeled)
            .any(|it| it == mention || it.field("object") == Some(mention))
}

/// The identifier itself, where it is the callback.
fn channel_name<'s>(project: &Project<'s>, channel: Channel<'s>, mention: Node<'s>) -> Option<Node<'s>> {
    let is_callback = channel.callback.is_some() && project.binding_of(mention) == channel.callback;
    is_callback.then_some(mention)
}

/// `callback.bind(null, null)`, as an argument.
pub(super) fn bound(callback: Node<'_>) -> Option<Node<'_>> {
    let member = callback.parent_of_kind("member_expression")?;
    let call = member.parent_of_kind("call_expression")?;
    let is_bind = call.field("function") == Some(member) && member.field("property")?.text() == "bind";
    let is_argument = call.wrapped().parent()?.kind() == "arguments";
    (is_bind && is_argument).then_some(call)
}

/// Whether a call answers as a statement, or as what one returns.
fn is_statement(call: Node<'_>) -> bool {
    let wrapped = call.wrapped();
    let Some(parent) = wrapped.parent() else {
        return false;
    };
    match parent.kind() {
        "expression_statement" | "return_statement" => true,
        "arrow_function" => parent.field("body") == Some(wrapped),
        "ternary_expression" => parent.field("condition") != Some(wrapped) && is_statement(parent),
        "binary_expression" => parent.field("right") == Some(wrapped) && is_statement(parent),
        _ => false,
    }
}

/// Nothing of the path follows the statements, and no loop or `try` is around them.
fn stands_alone<'s>(project: &Project<'s>, channel: Channel<'s>, first: Node<'s>, last: Node<'s>) -> Judged<'s, ()> {
    let incomplete = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
    let Some(function) = first.function_around() else {
        return incomplete(first, FOLLOWED);
    };
    if function != channel.function && (Chain::around(function).is_some() || function.has_token("async")) {
        return incomplete(first, IN_CHAIN);
    }
    let around = first.ancestors().take_while(|it| *it != function);
    for it in around {
        let is_in_the_way = it.is_loop() || it.kind() == "try_statement" || it.kind() == "labeled_statement";
        if is_in_the_way {
            return incomplete(first, FOLLOWED);
        }
    }
    let is_listed = last.parent().is_some_and(|it| it.kind() != "arrow_function");
    match is_listed && anything_follows(project, last) {
        true => incomplete(last, FOLLOWED),
        false => Ok(()),
    }
}

/// Nothing in the statements leaves them or waits, and what they declare is theirs.
fn is_closed<'s>(project: &Project<'s>, first: Node<'s>, range: &Range<usize>) -> Judged<'s, ()> {
    let Some(list) = first.parent() else { return Ok(()) };
    let is_inside = |it: &Node<'s>| range.start <= it.start() && it.end() <= range.end;
    for node in list.descendants_of_same_function().into_iter().filter(is_inside) {
        let why = match node.kind() {
            "await_expression" | "yield_expression" => WAITS,
            "for_in_statement" if node.has_token("await") => WAITS,
            "break_statement" | "continue_statement" if !is_target_inside(node, range) => LEAVES,
            _ => continue,
        };
        return Err(Incomplete { place: node, why });
    }
    let names = project.names(first);
    let is_in = |at: usize| range.contains(&at);
    for (id, binding) in names.bindings() {
        if !binding.declared.iter().any(|at| is_in(*at)) {
            continue;
        }
        let is_own = binding.declared.iter().all(|at| is_in(*at));
        let mut references = names.references_of(id);
        if !is_own || references.any(|it| !is_in(it.range.start)) {
            return Err(Incomplete {
                place: first,
                why: SHARED,
            });
        }
    }
    Ok(())
}

/// Whether a `break` or `continue` goes no further than the statements.
fn is_target_inside(leaving: Node<'_>, range: &Range<usize>) -> bool {
    let is_break = leaving.kind() == "break_statement";
    let takes = |it: &Node<'_>| it.is_loop() || is_break && it.kind() == "switch_statement";
    let target = leaving.ancestors().take_while(|it| !it.is_function()).find(takes);
    leaving.first_child().is_none() && target.is_some_and(|it| range.contains(&it.start()))
}

impl<'s> Project<'s> {
    /// `request.on('error', callback)`: what it gets is an error.
    pub(super) fn hears_errors(&self, callback: Node<'s>) -> bool {
        let call = callback.wrapped().parent_of_kind("arguments").and_then(Node::parent);
        let Some((call, callee)) = call.and_then(|it| Some((it, it.field("function")?))) else {
            return false;
        };
        let method = callee.field("property").map_or("", Node::text);
        let is_error = call.arguments().first().and_then(|it| it.string_value()) == Some("error");
        let object = callee.field("object").filter(|_| is_error && is_listening(method));
        object.is_some_and(|it| self.emitter_behind(it).is_some())
    }

    /// The function that a handler's bridge stands in, once what is around it has been
    /// awaited: the handler.
    pub fn is_of_function(&self, bridge: &Bridge<'s>, id: FunctionId) -> bool {
        let first = bridge.statements.first();
        first.and_then(|it| it.function_around()) == Some(self[id].node)
    }
}

impl Outcome<'_> {
    /// Whether what is answered may be a result.
    pub(super) fn may_succeed(&self) -> bool {
        !matches!(self, Outcome::Failure(..) | Outcome::Failed(_))
    }
}
