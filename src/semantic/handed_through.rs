//! Calls that run a function which stands in them, and give the promise of it:
//! `withDb((db) => db.find(id))`, `(async () => { … })()`, `co(function* () { … })`. Knows
//! the path of that promise, not what it gives.

use crate::syntax::Node;

use super::{BindingId, Chain, FunctionId, Project, Value, convertible::in_try, shape, value::MAX_DEPTH};

impl<'s> Project<'s> {
    /// The call that a function stands in and whose promise settles as the promise of that
    /// function does: its own, or that of a function which is given it.
    pub fn handed_through(&self, function: Node<'s>) -> Option<Node<'s>> {
        if let Some(call) = called_at_once(function).or_else(|| self.run_by_package(function)) {
            return Some(call);
        }
        let argument = function.wrapped();
        let call = argument
            .parent_of_kind("arguments")?
            .parent_of_kind("call_expression")?;
        let is_plain = function.is_function() && !function.has_token("*") && !call.has_token("?.");
        self.returns_promise_of(call, argument, 0)
            .then_some(call)
            .filter(|_| is_plain)
    }

    /// `co(function* () { … })`, and `vo(…)`, which runs its generator when `then` or `catch`
    /// is called, and else never does; so did `co` before 4.0.
    fn run_by_package(&self, function: Node<'s>) -> Option<Node<'s>> {
        let call = function
            .wrapped()
            .parent_of_kind("arguments")?
            .parent_of_kind("call_expression")?;
        let is_generator = function.has_token("*") && !function.has_token("async");
        let origin = self.origin(call.field("function")?).filter(|_| is_generator)?;
        let is_alone = call.arguments().len() == 1 && !call.has_token("?.");
        let is_package = !origin.is_global && origin.steps.is_empty() && is_alone;
        let runs = match origin.root.as_str() {
            "co" => Chain::from(call).is_some() || self.is_at_least(call, "co", 4),
            "vo" => Chain::from(call).is_some(),
            _ => false,
        };
        (is_package && runs).then_some(call)
    }

    fn is_at_least(&self, node: Node<'s>, package: &str, major: u64) -> bool {
        let majors = self.links().majors(node.source.id, package);
        majors.is_some_and(|(least, _)| least >= major)
    }

    fn returns_promise_of(&self, call: Node<'s>, argument: Node<'s>, depth: usize) -> bool {
        let arguments = call.arguments();
        let is_spread = arguments.iter().any(|it| it.kind() == "spread_element");
        let called = call.field("function").and_then(|it| self.value(it.peeled()));
        let (Some(Value::Local(called)), false) = (called, is_spread || depth > MAX_DEPTH) else {
            return false;
        };
        let place = arguments.iter().position(|it| *it == argument);
        let parameter = |it: usize| shape::parameters(called).get(it).copied();
        let binding = place.and_then(parameter).and_then(|it| self.plain_parameter(it));
        match (self.function(called), binding) {
            (Some(id), Some(binding)) => self.gives_promise_of(id, binding, depth),
            _ => false,
        }
    }

    /// The variable of a parameter that is nothing but a name.
    pub(super) fn plain_parameter(&self, parameter: Node<'s>) -> Option<BindingId> {
        let name = shape::name_of(parameter);
        let has_default = parameter.field("value").is_some() || parameter.field("right").is_some();
        self.binding_of(name).filter(|_| name.is_identifier() && !has_default)
    }

    /// Whether a function does nothing with its parameter but to return the promise of
    /// it, on each path.
    fn gives_promise_of(&self, id: FunctionId, parameter: BindingId, depth: usize) -> bool {
        let function = &self[id];
        let mentions = self.references(function.node.source, parameter);
        let [mention] = mentions[..] else {
            return false;
        };
        let returned = self.promise_around(mention, depth);
        let is_returned = returned.is_some_and(|it| {
            let statement = it.wrapped().parent_of_kind("return_statement");
            let is_last = statement.is_some_and(|it| function.body().children().last() == Some(&it));
            let is_body = function.body().peeled() == it;
            is_body || is_last && !in_try(it) && returns_once(function.node)
        });
        is_returned && !function.is_generator
    }

    /// The promise that settles as a function does which is mentioned here.
    fn promise_around(&self, mention: Node<'s>, depth: usize) -> Option<Node<'s>> {
        if let Some(chain) = Chain::around(mention) {
            let place = chain.links.iter().position(|it| it.ok == Some(mention))?;
            let is_alone = chain.links[place].failed.is_none();
            let mut after = chain.links[place + 1..].iter();
            let is_kept = after.all(|it| it.ok.is_none() && it.failed.is_none());
            return (is_alone && is_kept).then_some(chain.call);
        }
        let parent = mention.wrapped().parent()?;
        if parent.kind() == "call_expression" && parent.field("function") == Some(mention) {
            return Some(parent);
        }
        let call = mention
            .wrapped()
            .parent_of_kind("arguments")?
            .parent_of_kind("call_expression")?;
        self.returns_promise_of(call, mention.wrapped(), depth + 1)
            .then_some(call)
    }
}

/// `(async () => { … })()`
fn called_at_once(function: Node<'_>) -> Option<Node<'_>> {
    let callee = function.wrapped();
    let call = callee.parent_of_kind("call_expression")?;
    let is_callee = call.field("function") == Some(callee) && !call.has_token("?.");
    let is_plain = function.is_function() && function.has_token("async") && !function.has_token("*");
    (is_callee && is_plain).then_some(call)
}

/// Whether nothing but the end of a function returns or throws.
fn returns_once(function: Node<'_>) -> bool {
    let nodes = function.descendants_of_same_function().into_iter();
    let ways = nodes.filter(|it| matches!(it.kind(), "return_statement" | "throw_statement"));
    ways.count() == 1
}
