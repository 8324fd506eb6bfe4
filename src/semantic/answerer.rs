//! Calls of functions that answer for the function around: what they must be given, and
//! what they come to. Knows single calls; which functions those are is found in
//! `answering`.

use crate::syntax::Node;

use super::{
    Chain, Completion, FunctionId, Outcome, Returns,
    answering::Meaning,
    channel::PROMISE_AS_ANSWER,
    completing::CAUGHT,
    completion::Judged,
    context_taker::Taker,
    convertible::in_try,
    paths::{ALL, COMPLETED, Exits, STARTED, Walk},
    shape,
};

const OTHER_ARGUMENT: &str = "does not hand on here what the function answers by";
const IN_CIRCLE: &str = "is answered for by functions that call each other";
const UNEVEN: &str = "is answered for by functions of a table that need different arguments";
const UNSEEN_BY_PROMISE: &str = "returns a promise, which does not wait for the package that is given its context here";
const ERROR_IN_TRY: &str = "may be answered for with an error here, which this `try` would catch";

impl<'s> Walk<'_, 's> {
    /// A call of a function that answers.
    pub(super) fn answered(&mut self, call: Node<'s>, by: FunctionId, is_bound: bool) -> Judged<'s, Exits> {
        let all = self.project.alternatives(call, by);
        let mentions: Vec<Node<'s>> = all
            .iter()
            .map(|it| self.handed_on(call, *it, is_bound))
            .collect::<Result<_, _>>()?;
        let mention = mentions[0];
        if self.pending.last() == Some(&by) && all.len() == 1 {
            let (is_late, may_fail) = (false, true);
            let outcome = Outcome::Answered { by, is_late, may_fail };
            self.found.push(Completion { call, mention, outcome });
            return Ok(ALL);
        }
        let (outcome, is_plain) = self.answerer(call, by)?;
        self.found.push(Completion { call, mention, outcome });
        self.is_late |= matches!(outcome, Outcome::Answered { is_late: true, .. });
        Ok(if is_plain { COMPLETED } else { ALL })
    }

    /// A call of a package that answers by the context that is its last argument, and can
    /// give a promise instead.
    pub(super) fn offered(&mut self, call: Node<'s>) -> Judged<'s, Option<Exits>> {
        let taker = self.project.context_taker(call).filter(|_| self.channel.is_handler);
        let Some(Taker::Offers(offer, is_certain)) = taker else {
            return Ok(None);
        };
        let Some(mention) = self.context_at_end(call) else {
            return Err(self.channel.used(call));
        };
        let around = self.pending.last().copied().into_iter();
        let group = around.flat_map(|it| self.project.answering_group(it).into_iter().chain([it]));
        let mut handlers = group.filter_map(|it| self.project.handler(it));
        if handlers.any(|it| self.project.was_promised(it)) {
            return self.incomplete(call, UNSEEN_BY_PROMISE);
        }
        if in_try(call) {
            return self.incomplete(call, ERROR_IN_TRY);
        }
        let outcome = Outcome::Offered(offer, is_certain);
        self.found.push(Completion { call, mention, outcome });
        self.is_late = true;
        Ok(Some(STARTED | COMPLETED))
    }

    /// The context, where it is the last argument of a call and nothing else in that is one.
    fn context_at_end(&self, call: Node<'s>) -> Option<Node<'s>> {
        let callee = call.field("function")?;
        let mut others = call.arguments();
        let mention = others.pop().map(Node::peeled)?;
        others.push(callee);
        let is_link = |it: &Node<'s>| it.has_token("?.") || it.field("optional_chain").is_some();
        let is_optional = [call, callee].iter().any(is_link);
        let is_other = |it: &Node<'s>| it.kind() == "spread_element" || self.mentions(*it);
        let is_context = self.project.meaning(mention) == Some(Meaning::Context);
        (is_context && !is_optional && !others.iter().any(is_other)).then_some(mention)
    }

    /// The calls in statements of functions that answer, where each of these returns what
    /// it answers, there and then, and on every path; none, where one does not.
    pub(super) fn answers_returned_in(&self, statements: &[Node<'s>]) -> Option<Vec<Completion<'s>>> {
        let mut found = Vec::new();
        for node in statements.iter().flat_map(|it| it.descendants()) {
            let function = node.is_function().then(|| self.project.function(node)).flatten();
            if function.is_some_and(|it| self.project.answering().is_member(it)) {
                return None;
            }
            if node.is_identifier() && self.project.is_answerer_name(node) && !is_callee(node) {
                return None;
            }
            let Some((by, is_bound)) = self.project.answerer_of(node) else {
                continue;
            };
            let all = self.project.alternatives(node, by);
            let mut mentions = all.iter().map(|it| self.handed_on(node, *it, is_bound));
            let mention = mentions.next()?.ok()?;
            if mentions.any(|it| it.is_err()) {
                return None;
            }
            let (outcome, is_plain) = self.answerer(node, by).ok()?;
            let call = node;
            found.push(Completion { call, mention, outcome });
            is_plain.then_some(())?;
        }
        Some(found)
    }

    /// The identifier by which a call lets a function answer: its name, or an argument;
    /// all arguments are as the function needs them.
    fn handed_on(&self, call: Node<'s>, by: FunctionId, is_bound: bool) -> Judged<'s, Node<'s>> {
        let arguments = call.arguments();
        if call.has_token("?.") || arguments.iter().any(|it| it.kind() == "spread_element") {
            return Err(self.channel.used(call));
        }
        let mut parameters = shape::parameters(self.project[by].node);
        parameters.retain(|_| !is_bound);
        let callee = call.field("function").unwrap_or(call).peeled();
        let name = callee
            .field("object")
            .filter(|_| callee.kind() == "subscript_expression");
        let mut mention = self.mentions(callee).then_some(name.unwrap_or(callee));
        for (place, argument) in arguments.iter().enumerate() {
            let parameter = parameters.get(place).copied();
            let meant = parameter.and_then(|it| self.project.meaning_of_parameter(it));
            match self.given(*argument) {
                Some((meaning, node)) if meant == Some(meaning) => mention = mention.or(Some(node)),
                _ if self.mentions(*argument) => return Err(self.channel.used(*argument)),
                _ if parameter.is_some_and(|it| self.is_needed(it)) => {
                    return self.incomplete(*argument, OTHER_ARGUMENT);
                }
                // Returned by the function, it would be waited for.
                _ if matches!(
                    self.project.promise_of(*argument),
                    Returns::Promise | Returns::Sometimes
                ) =>
                {
                    return self.incomplete(*argument, PROMISE_AS_ANSWER);
                }
                _ => {}
            }
        }
        let is_complete = !parameters.iter().skip(arguments.len()).any(|it| self.is_needed(*it));
        match mention.filter(|_| is_complete) {
            Some(mention) => Ok(mention),
            None => self.incomplete(call, OTHER_ARGUMENT),
        }
    }

    /// What a function comes to that answers where it is called, or called back; and
    /// whether it has answered then, with no error and on every path.
    pub(super) fn answerer(&self, call: Node<'s>, by: FunctionId) -> Judged<'s, (Outcome<'s>, bool)> {
        let (mut is_late, mut may_fail, mut is_open) = (false, false, false);
        let needless = self.project.superfluous_parameters(by);
        for it in self.project.alternatives(call, by) {
            if self.pending.contains(&it) {
                return self.incomplete(call, IN_CIRCLE);
            }
            if self.project.superfluous_parameters(it) != needless {
                return self.incomplete(call, UNEVEN);
            }
            let inner = Walk::over_handler(self.project, it, &self.pending)?;
            is_late |= inner.is_late || self.project.handler(it).is_some();
            may_fail |= inner.may_fail();
            is_open |= inner.is_open;
        }
        match (is_late || may_fail) && in_try(call) {
            true => self.incomplete(call, ERROR_IN_TRY),
            false => Ok((
                Outcome::Answered { by, is_late, may_fail },
                !is_late && !may_fail && !is_open,
            )),
        }
    }

    /// The function that an identifier names and that answers.
    pub(super) fn answerer_named(&self, node: Node<'s>) -> Option<FunctionId> {
        let of_handler = Some(node).filter(|_| self.channel.is_handler)?;
        match self.project.meaning(of_handler)? {
            Meaning::Answerer(id) => Some(id),
            _ => None,
        }
    }

    /// `promise.then(respond)`
    pub(super) fn link_by_name(
        &mut self,
        chain: &Chain<'s>,
        call: Node<'s>,
        mention: Node<'s>,
        by: FunctionId,
    ) -> Judged<'s, ()> {
        let (outcome, _) = self.answerer(call, by)?;
        let may_throw = !matches!(
            outcome,
            Outcome::Answered {
                is_late: false,
                may_fail: false,
                ..
            }
        );
        if may_throw && chain.is_caught(mention) {
            return self.incomplete(mention, CAUGHT);
        }
        self.found.push(Completion { call, mention, outcome });
        Ok(())
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

    /// Whether a function answers by what it gets for a parameter.
    fn is_needed(&self, parameter: Node<'s>) -> bool {
        let name = shape::name_of(parameter);
        let (meaning, binding) = (
            self.project.meaning_of_parameter(parameter),
            self.project.binding_of(name),
        );
        let references = binding.map(|it| self.project.references(name.source, it));
        let mut references = references.unwrap_or_default().into_iter();
        meaning.is_some() && references.any(|it| meaning != Some(Meaning::Context) || self.project.completes_at(it, 0))
    }
}

/// `respond` of `respond(callback, 200)`
fn is_callee(name: Node<'_>) -> bool {
    let call = name.wrapped().parent_of_kind("call_expression");
    call.is_some_and(|it| it.field("function") == Some(name.wrapped()))
}
