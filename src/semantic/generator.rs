//! Generators that `co` runs, as the async functions that do the same: what each of
//! their `yield`s waits for. Knows `co` and `bluebird`, no rewrites.

use std::collections::HashSet;

use crate::syntax::Node;

use super::{
    FunctionId, Incomplete, Project, Step,
    completion::Judged,
    convertible::why_held,
    yielded::{Yielded, Yields},
};

const NOT_RUN: &str = "is a generator, which only the function that runs it can make a promise of";
const NOTHING: &str = "yields nothing here, which `co` refuses";
const DELEGATES: &str = "hands its turns here to something that is no generator of the project";
const OBJECT: &str = "waits here for the properties of an object, which are not taken apart in the same order";
const NO_NAME: &str = "waits here for a generator, which `co` would have to run, and `co` has no name here";
const COMMENT: &str = "has a comment between itself and what runs it";
const MEMBER: &str = "is a generator of a kind that is not followed";

/// Generators that become async functions together.
#[derive(Debug)]
pub struct Coroutines<'s> {
    /// The first one is the one that was asked for.
    pub all: Vec<Coroutine<'s>>,
}

/// A generator, and how it would wait as an async function.
#[derive(Debug)]
pub struct Coroutine<'s> {
    /// The generator.
    pub function: FunctionId,
    /// `co.wrap(…)` around it.
    pub runner: Option<Node<'s>>,
    /// In the order of the text.
    pub waits: Vec<Wait<'s>>,
}

/// A `yield`.
#[derive(Debug)]
pub struct Wait<'s> {
    /// The whole of it.
    pub node: Node<'s>,
    /// What is yielded.
    pub operand: Node<'s>,
    /// What it becomes.
    pub form: Form<'s>,
    /// Generators among what is yielded that `co` has to run.
    pub run: Vec<Node<'s>>,
}

/// What a `yield` becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form<'s> {
    /// `await x`
    Await,
    /// `await x`, where `x` may be more than a promise, as far as can be told.
    Perhaps,
    /// `await Promise.all(x)`
    All,
    /// `const [a, b] = await Promise.all([x, y])`: the pattern.
    Taken(Node<'s>),
    /// `await co(x)`
    Run,
}

impl<'s> Project<'s> {
    /// What runs a generator that is its only argument: `co.wrap(function* …)`.
    pub(super) fn runner_of(&self, generator: Node<'s>) -> Option<Node<'s>> {
        let call = generator.wrapped().parent_of_kind("arguments")?.parent()?;
        let callee = call.field("function").filter(|_| call.kind() == "call_expression")?;
        let [only] = call.arguments()[..] else {
            return None;
        };
        let origin = self.origin(callee)?;
        let is_runner = match (origin.root.as_str(), origin.steps.as_slice()) {
            ("co", [Step::Member(name)]) => name == "wrap",
            ("bluebird", [Step::Member(name)]) => name == "coroutine",
            _ => false,
        };
        (is_runner && only.peeled() == generator && generator.has_token("*")).then_some(call)
    }

    /// The generators that become async with this one.
    ///
    /// # Errors
    /// The `yield` that cannot become an `await`.
    pub fn coroutines(&self, id: FunctionId) -> Judged<'s, Coroutines<'s>> {
        let function = self[id].node;
        if let Some(handler) = self.handler(id) {
            let held = handler.is_held.then_some(Incomplete {
                place: function,
                why: why_held(handler),
            });
            if let Some(doubt) = held.or_else(|| self.doubt_of(handler)) {
                return Err(doubt);
            }
        }
        let mut kept = HashSet::new();
        loop {
            let mut gathering = Gathering {
                project: self,
                kept: &kept,
                queue: vec![id],
                seen: HashSet::from([id]),
                joined: Vec::new(),
                all: Vec::new(),
            };
            match gathering.run() {
                Ok(()) => return Ok(Coroutines { all: gathering.all }),
                // Without the generators that brought in what cannot change.
                Err(incomplete) => {
                    let is_own = gathering.all.is_empty();
                    if is_own || gathering.joined.is_empty() {
                        return Err(incomplete);
                    }
                    let joined = std::mem::take(&mut gathering.joined);
                    kept.extend(joined);
                }
            }
        }
    }
}

struct Gathering<'g, 's> {
    project: &'g Project<'s>,
    /// Generators that stay.
    kept: &'g HashSet<FunctionId>,
    queue: Vec<FunctionId>,
    seen: HashSet<FunctionId>,
    /// Generators that are waited for, and become async, too.
    joined: Vec<FunctionId>,
    all: Vec<Coroutine<'s>>,
}

impl<'s> Gathering<'_, 's> {
    fn run(&mut self) -> Judged<'s, ()> {
        while !self.queue.is_empty() {
            let id = self.queue.remove(0);
            let coroutine = self.coroutine(id)?;
            self.all.push(coroutine);
        }
        Ok(())
    }

    fn coroutine(&mut self, id: FunctionId) -> Judged<'s, Coroutine<'s>> {
        let function = self.project[id].node;
        let incomplete = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        let runner = self.project.runner_of(function);
        let is_helper = self.joined.contains(&id);
        if runner.is_none() && !is_helper {
            return incomplete(function, NOT_RUN);
        }
        if let Some(runner) = runner.filter(|it| has_comment_around(*it, function)) {
            return incomplete(runner, COMMENT);
        }
        let is_plain = matches!(
            function.kind(),
            "generator_function" | "generator_function_declaration" | "method_definition"
        );
        if !is_plain || function.has_token("async") || function.field("return_type").is_some() {
            return incomplete(function, MEMBER);
        }
        let mut waits = Vec::new();
        for node in function.descendants_of_same_function() {
            if node.kind() == "yield_expression" {
                waits.push(self.wait(node)?);
            }
        }
        Ok(Coroutine {
            function: id,
            runner,
            waits,
        })
    }

    fn wait(&mut self, node: Node<'s>) -> Judged<'s, Wait<'s>> {
        let incomplete = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        let Some(operand) = node.first_child() else {
            return incomplete(node, NOTHING);
        };
        let yields = Yields::of(self.project);
        let delegates = node.has_token("*");
        let form = match yields.operand(operand) {
            Yielded::Generator(generator) => match self.joins(generator) {
                true => Form::Await,
                false => Form::Run,
            },
            _ if delegates => return incomplete(node, DELEGATES),
            Yielded::Refused(place, why) => return incomplete(place, why),
            Yielded::Started => Form::Run,
            Yielded::Promise | Yielded::Plain => Form::Await,
            Yielded::Unknown => Form::Perhaps,
            Yielded::List => Form::All,
            Yielded::Object => match taken_apart(node, operand) {
                Some(pattern) => Form::Taken(pattern),
                None => return incomplete(operand, OBJECT),
            },
        };
        let run = match form {
            Form::All | Form::Taken(_) => self.begun(operand.peeled()),
            _ => Vec::new(),
        };
        if (form == Form::Run || !run.is_empty()) && self.project.co_at(node).is_none() {
            return incomplete(operand, NO_NAME);
        }
        Ok(Wait {
            node,
            operand,
            form,
            run,
        })
    }

    /// Generators among the parts of a list or an object that stay generators.
    fn begun(&mut self, operand: Node<'s>) -> Vec<Node<'s>> {
        let parts = match operand.kind() {
            "array" => operand.children(),
            "object" => operand
                .children()
                .into_iter()
                .filter_map(|it| it.field("value"))
                .collect(),
            _ => Vec::new(),
        };
        let generators = parts.into_iter().filter(|part| {
            let part = Yields::of(self.project).operand(*part);
            matches!(part, Yielded::Generator(generator) if !self.joins(generator))
        });
        generators.collect()
    }

    /// Whether a generator becomes async, too: everybody who calls it waits for it.
    fn joins(&mut self, generator: FunctionId) -> bool {
        if self.joined.contains(&generator) {
            return true;
        }
        let project = self.project;
        let is_kept = self.kept.contains(&generator) || project.handler(generator).is_some();
        let usages = project.usages(generator);
        if is_kept || usages.is_empty() || project[generator].is_accessor() {
            return false;
        }
        let mut callers = Vec::new();
        for usage in &usages {
            let Some(call) = usage.call() else {
                return false;
            };
            let caller = project.function_around(call).filter(|_| is_yielded(call));
            match caller {
                Some(caller) if project[caller].is_generator => callers.push(caller),
                _ => return false,
            }
        }
        if callers
            .iter()
            .any(|it| project.handler(*it).is_some_and(|it| it.is_held))
        {
            return false;
        }
        self.joined.push(generator);
        // A caller that nothing runs is a helper, which has to be waited for itself.
        let is_run = |it: &FunctionId| project.runner_of(project[*it].node).is_some();
        if !callers.iter().all(|it| is_run(it) || self.joins(*it)) {
            self.joined.retain(|it| *it != generator);
            return false;
        }
        for caller in callers.into_iter().chain([generator]) {
            if self.seen.insert(caller) {
                self.queue.push(caller);
            }
        }
        true
    }
}

impl<'s> Project<'s> {
    /// The name of `co` at a place.
    pub fn co_at(&self, place: Node<'s>) -> Option<String> {
        let names = self.names(place);
        let scope = names.scope_around(&place.range());
        let is_co = |it: &Node<'s>| {
            let origin = self.origin(*it);
            origin.is_some_and(|it| !it.is_global && it.root == "co" && it.steps.is_empty())
        };
        let mut bindings = names.bindings().filter_map(|(id, binding)| {
            let name = place.source.identifier_at(*binding.declared.first()?)?;
            let resolved = names.resolve(scope, &binding.name) == Some(id);
            (resolved && is_co(&name)).then(|| binding.name.clone())
        });
        bindings.next()
    }
}

/// Whether a comment stands between `co.wrap(` and the generator, or behind that.
fn has_comment_around(runner: Node<'_>, generator: Node<'_>) -> bool {
    let comments = runner.source.comments();
    let is_inside = |at: usize, range: std::ops::Range<usize>| range.contains(&at);
    comments.iter().any(|it| {
        is_inside(it.start, runner.start()..generator.start()) || is_inside(it.start, generator.end()..runner.end())
    })
}

/// Whether a call is what a `yield` waits for, by itself or in a list or an object.
fn is_yielded(call: Node<'_>) -> bool {
    let wrapped = call.wrapped();
    let Some(parent) = wrapped.parent() else {
        return false;
    };
    match parent.kind() {
        "yield_expression" => true,
        "array" => parent.wrapped().parent_of_kind("yield_expression").is_some(),
        "pair" => parent
            .parent()
            .is_some_and(|it| it.wrapped().parent_of_kind("yield_expression").is_some()),
        _ => false,
    }
}

/// `const { a, b: c } = yield { a: x, b: y }`: the pattern, where it has the same names
/// in the same order.
fn taken_apart<'s>(node: Node<'s>, operand: Node<'s>) -> Option<Node<'s>> {
    let declarator = node.wrapped().parent_of_kind("variable_declarator")?;
    let pattern = declarator.field("name").filter(|it| it.kind() == "object_pattern")?;
    let name = |it: Node<'s>| match it.kind() {
        "shorthand_property_identifier_pattern" => Some(it.text()),
        "pair_pattern" if it.field("value").is_some_and(Node::is_identifier) => it.field("key").map(Node::text),
        _ => None,
    };
    let key = |it: Node<'s>| match it.kind() {
        "pair" => it
            .field("key")
            .filter(|it| it.kind() == "property_identifier")
            .map(Node::text),
        _ => None,
    };
    let wanted: Option<Vec<&str>> = pattern.children().into_iter().map(name).collect();
    let given: Option<Vec<&str>> = operand.peeled().children().into_iter().map(key).collect();
    (wanted? == given?).then_some(pattern)
}
