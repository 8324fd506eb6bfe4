//! Promises that nobody waits for. Knows where the value of an expression goes, not
//! what can be done about it.

use std::collections::HashSet;

use crate::syntax::Node;

use super::{
    FunctionId, Project, Property, Returns, Usage, Value,
    dropped::carrier_of,
    effect::{is_called, is_each_callback},
};

/// What becomes of a promise that nobody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwaited<'s> {
    /// Its value is not used: the statement, or the body of an arrow function.
    Dropped(Node<'s>),
    /// A variable has it, which nobody waits for: its name.
    Kept(Node<'s>),
    /// It is looked at as if it were what it comes to: what looks.
    LookedAt(Node<'s>),
}

impl<'s> Project<'s> {
    /// What becomes of a promise that is certainly under way, where nobody waits for
    /// it; `None` where somebody does, may do, or is told in another way.
    pub fn unwaited(&self, promise: Node<'s>) -> Option<Unwaited<'s>> {
        let is_made_here = matches!(promise.kind(), "call_expression" | "new_expression");
        if !is_made_here || link_on(promise).is_some() {
            return None;
        }
        let fate = self.fate(promise)?;
        // Most expressions end here; what they are is asked for last.
        let is_promise = match fate {
            Unwaited::LookedAt(_) => self.is_promise(promise),
            Unwaited::Dropped(_) => self.may_be_under_way(promise) || is_chain_of_then(promise),
            Unwaited::Kept(_) => self.may_be_under_way(promise),
        };
        let is_elsewhere =
            || self.tells_otherwise(promise) || self.is_sent_by_callback(promise) || self.is_waited_for_beside(promise);
        (is_promise && !is_elsewhere()).then_some(fate)
    }

    /// `promise.catch(() => {})`, of a variable that has other readers, who may wait.
    fn is_waited_for_beside(&self, promise: Node<'s>) -> bool {
        let name = base_of(promise);
        let Some(id) = self.binding_of(name).filter(|_| name.is_identifier()) else {
            return false;
        };
        let names = self.names(name);
        self.references(name.source, id).into_iter().any(|it| {
            let is_write = names.reference_at(it.start()).is_some_and(|it| it.is_write);
            let end = std::iter::successors(link_on(it), |it| link_on(*it)).last();
            let is_dropped = end.is_some_and(|it| matches!(self.fate(it), Some(Unwaited::Dropped(_))));
            !is_write && !is_dropped
        })
    }

    /// A promise under way for which the author says by `void` that nobody waits.
    pub fn is_detached_promise(&self, promise: Node<'s>) -> bool {
        promise.kind() == "call_expression" && self.is(promise, Property::Detached) && self.may_be_under_way(promise)
    }

    /// The promises that a statement drops.
    pub fn dropped_by(&self, statement: Node<'s>) -> Vec<Node<'s>> {
        if statement.kind() != "expression_statement" {
            return Vec::new();
        }
        let nodes = statement.descendants_of_same_function().into_iter();
        nodes
            .filter(|it| self.unwaited(*it) == Some(Unwaited::Dropped(statement)))
            .collect()
    }

    /// Where the value of an expression goes, if nobody waits there.
    fn fate(&self, expression: Node<'s>) -> Option<Unwaited<'s>> {
        let carrier = carrier_of(expression);
        let parent = carrier.parent()?;
        let is = |field: &str| parent.field(field) == Some(carrier);
        match parent.kind() {
            "expression_statement" => Some(Unwaited::Dropped(parent)),
            "sequence_expression" if parent.children().last() != Some(&carrier) => Some(Unwaited::Dropped(parent)),
            "arrow_function" if is("body") && is_dropping_callback(parent) && !self.is_async(parent) => {
                Some(Unwaited::Dropped(carrier))
            }
            "arrow_function" if is("body") && is_predicate(parent) && !self.is_async(parent) => {
                Some(Unwaited::LookedAt(parent))
            }
            "variable_declarator" if is("value") => self.kept(parent.field("name")?),
            "assignment_expression"
                if is("right") && parent.wrapped().parent_of_kind("expression_statement").is_some() =>
            {
                self.kept(parent.field("left")?)
            }
            "if_statement" | "while_statement" | "do_statement" | "switch_statement" | "ternary_expression"
            | "for_statement"
                if is("condition") || is("value") =>
            {
                Some(Unwaited::LookedAt(parent))
            }
            "binary_expression" if !parent.has_token("instanceof") => Some(Unwaited::LookedAt(parent)),
            "unary_expression" if ["!", "-", "+", "~"].iter().any(|it| parent.has_token(it)) => {
                Some(Unwaited::LookedAt(parent))
            }
            "template_substitution" => Some(Unwaited::LookedAt(parent)),
            "arguments" if self.only_looks(parent.parent()?) => Some(Unwaited::LookedAt(parent)),
            "pair" | "object" | "array" => {
                let list = literal_around(carrier)?.parent_of_kind("arguments")?;
                self.only_looks(list.parent()?).then_some(Unwaited::LookedAt(list))
            }
            "member_expression" | "subscript_expression" if is("object") && self.is_of_async(expression) => {
                Some(Unwaited::LookedAt(parent))
            }
            _ => None,
        }
    }

    /// A variable that nobody waits for.
    fn kept(&self, name: Node<'s>) -> Option<Unwaited<'s>> {
        if name.kind() == "object_pattern" {
            return Some(Unwaited::LookedAt(name));
        }
        let id = self.binding_of(name)?;
        let binding = self.names(name).binding(id);
        let function = name.function_around()?;
        if !binding.declared.iter().all(|at| function.range().contains(at)) {
            return None;
        }
        let names = self.names(name);
        let is_written = |it: &Node<'s>| names.reference_at(it.start()).is_some_and(|it| it.is_write);
        let reads: Vec<Node<'s>> = self.references(name.source, id).into_iter().collect();
        let (writes, reads): (Vec<_>, Vec<_>) = reads.into_iter().partition(is_written);
        if reads.is_empty() {
            return Some(Unwaited::Kept(name));
        }
        let looks =
            |it: &Node<'s>| link_on(*it).is_none() && matches!(self.fate_of_read(*it), Some(Unwaited::LookedAt(_)));
        let is_only_value = writes.is_empty() && binding.declared.len() == 1;
        let is_seen = |it: &Node<'s>| it.function_around() == Some(function);
        (is_only_value && reads.iter().all(|it| looks(it) && is_seen(it))).then_some(Unwaited::Kept(name))
    }

    /// The same for a mention of a variable, which is not kept once more.
    fn fate_of_read(&self, name: Node<'s>) -> Option<Unwaited<'s>> {
        let parent = carrier_of(name).parent()?;
        match parent.kind() {
            "variable_declarator" | "assignment_expression" => None,
            _ => self.fate(name),
        }
    }

    /// `console.log(promise)`, `JSON.stringify(promise)`.
    fn only_looks(&self, call: Node<'s>) -> bool {
        let callee = call.field("function");
        let is_stringify = callee.is_some_and(|it| {
            it.field("object").is_some_and(|it| self.is_global(it, "JSON"))
                && it.field("property").is_some_and(|it| it.text() == "stringify")
        });
        is_stringify || self.is_console_call(call)
    }

    /// A call of an async function of the project, whose promise has nothing of its
    /// own besides `then`, `catch` and `finally`.
    fn is_of_async(&self, expression: Node<'s>) -> bool {
        let callee = expression.peeled().field("function");
        let function = callee.and_then(|it| self.value(it));
        matches!(function, Some(Value::Local(it)) if self.is_async(it))
    }

    pub(super) fn is_async(&self, function: Node<'s>) -> bool {
        self.function(function).is_some_and(|it| self[it].is_async)
    }

    /// A promise that settles the one around it, or calls back for a function that
    /// reports by a callback, or for a handler that does: somebody is told.
    fn tells_otherwise(&self, promise: Node<'s>) -> bool {
        let is_answer = |it: Node<'s>| {
            let handlers = self.functions_around(promise).filter(|id| self.handler(*id).is_some());
            self.is_completion(it) && handlers.into_iter().any(|id| !self[id].is_async)
        };
        if promise.descendants().into_iter().any(is_answer) {
            return true;
        }
        promise
            .descendants()
            .into_iter()
            .filter(|it| it.is_identifier())
            .any(|it| {
                let Some(owner) = self.function_of_parameter(it).filter(|it| !promise.contains(*it)) else {
                    return false;
                };
                let is_callback = || {
                    let id = self.function(owner);
                    let is_plain = id.is_some_and(|id| !self[id].is_async && self.handler(id).is_none());
                    is_plain && (is_called(it) || is_link_argument(it))
                };
                self.is_promise_executor(owner) || is_callback()
            })
    }

    /// `operation(params, callback).promise()`, which is sent twice; `save(order, callback)`
    /// of a function that completes by it, which is told of that.
    fn is_sent_by_callback(&self, promise: Node<'s>) -> bool {
        let callback = promise.arguments().last().copied();
        if callback.is_some_and(|it| it.is_function() && self.completes_by(it).is_some()) {
            return true;
        }
        let request = promise.field("function").and_then(|it| it.field("object"));
        let request = request.and_then(|it| self.sdk_request(it));
        request.is_some_and(|it| match it.arguments().as_slice() {
            [] => false,
            [parameters] => self.may_be_callback(*parameters),
            [_, others @ ..] => !others.iter().all(|it| self.is_no_function(*it)),
        })
    }

    /// Whether the only argument of an operation may be its callback: a function, a
    /// parameter that is called, or that somebody hands a function for.
    fn may_be_callback(&self, argument: Node<'s>) -> bool {
        let node = argument.peeled();
        if node.kind() == "spread_element" || self.is_function_value(node) || self.is_completion(node) {
            return true;
        }
        let Some(id) = self.binding_of(node).filter(|_| node.is_identifier()) else {
            return false;
        };
        let mut references = self.references(node.source, id).into_iter();
        references.any(is_called) || self.handed_for(node).into_iter().any(|it| self.is_function_value(it))
    }

    /// Where the promise of a function, or of all functions that wait for it, goes to
    /// somebody who is known not to wait: a timer, a listener, a `forEach`, a link of
    /// a chain that nobody waits for.
    pub fn called_back_by_nobody_waiting(&self, id: FunctionId) -> Option<Node<'s>> {
        self.nobody_waits(id, &mut HashSet::new()).err()
    }

    fn nobody_waits(&self, id: FunctionId, seen: &mut HashSet<FunctionId>) -> Result<(), Node<'s>> {
        let node = self[id].node;
        if !seen.insert(id) || self.handler(id).is_some() {
            return Ok(());
        }
        if let Some(call) = self.waiting_call(node).filter(|_| self.is_awaited_callback(node)) {
            return match self.function_around(call) {
                Some(around) => self.nobody_waits(around, seen),
                None => Ok(()),
            };
        }
        let mut blocked = None;
        for usage in self.usages(id) {
            let outcome = match usage {
                Usage::Call(call) if self.is_reached(call) => match self.function_around(call) {
                    Some(around) => self.nobody_waits(around, seen),
                    None => Ok(()),
                },
                Usage::Value(at) if self.is_reached(at) => match self.is_handed_to_nobody_waiting(at) {
                    true => Err(at),
                    false => Ok(()),
                },
                Usage::Call(_) | Usage::Value(_) | Usage::Unseen(..) => continue,
            };
            match outcome {
                Ok(()) => return Ok(()),
                Err(at) => blocked = blocked.or(Some(at)),
            }
        }
        blocked.map_or(Ok(()), Err)
    }

    fn is_handed_to_nobody_waiting(&self, function: Node<'s>) -> bool {
        let wrapped = function.wrapped();
        let Some(call) = wrapped.parent_of_kind("arguments").and_then(|it| it.parent()) else {
            return false;
        };
        let Some(callee) = call.field("function") else {
            return false;
        };
        if self.timer(call).is_some() || self.is_global(callee, "queueMicrotask") {
            return true;
        }
        let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) else {
            return self.node_api(callee).is_some();
        };
        match property.text() {
            "forEach" => true,
            "then" | "catch" | "finally" => {
                !self.is_waited_for(call) && self.drops(call).is_ok_and(|it| !it.is_empty())
            }
            "map" => call.wrapped().parent_of_kind("expression_statement").is_some(),
            "on" | "once" | "addListener" | "prependListener" | "addEventListener" => true,
            "nextTick" => self.is_global(object, "process"),
            _ => {
                let is_client = self.is(object, Property::SdkClient) || self.is(object, Property::Sdk3Client);
                is_client || self.node_api(callee).is_some()
            }
        }
    }
}

/// The call of `then`, `catch` or `finally` on a promise.
pub fn link_on(promise: Node<'_>) -> Option<Node<'_>> {
    let wrapped = promise.wrapped();
    let member = wrapped.parent_of_kind("member_expression")?;
    let property = member
        .field("property")
        .filter(|_| member.field("object") == Some(wrapped))?;
    let call = member.parent_of_kind("call_expression")?;
    let is_link = matches!(property.text(), "then" | "catch" | "finally") && call.field("function") == Some(member);
    is_link.then_some(call)
}

/// `x.then(function)`, with more links or none: whatever `x` is, this is a promise.
fn is_chain_of_then(promise: Node<'_>) -> bool {
    let Some((object, property)) = promise
        .field("function")
        .and_then(|it| it.field("object").zip(it.field("property")))
    else {
        return false;
    };
    let has_function = promise.arguments().iter().any(|it| it.peeled().is_function());
    match property.text() {
        "then" if has_function => true,
        "then" | "catch" | "finally" => is_chain_of_then(object.peeled()),
        _ => false,
    }
}

/// The first argument of a `forEach`, or of a `map` whose result nobody uses.
fn is_dropping_callback(function: Node<'_>) -> bool {
    let wrapped = function.wrapped();
    let call = wrapped.parent_of_kind("arguments").and_then(Node::parent);
    is_each_callback(function)
        && call.is_some_and(|it| {
            it.arguments().first() == Some(&wrapped) && it.wrapped().parent_of_kind("expression_statement").is_some()
        })
}

/// What `filter` and its like ask of each item.
fn is_predicate(function: Node<'_>) -> bool {
    let wrapped = function.wrapped();
    let call = wrapped.parent_of_kind("arguments").and_then(Node::parent);
    let property = call
        .and_then(|it| it.field("function"))
        .and_then(|it| it.field("property"));
    let asks = ["filter", "some", "every", "find", "findIndex"];
    property.is_some_and(|it| asks.contains(&it.text()))
        && call.is_some_and(|it| it.arguments().first() == Some(&wrapped))
}

/// The outermost literal that a value is put into: `{ a: [value] }`.
fn literal_around(value: Node<'_>) -> Option<Node<'_>> {
    let is_part = |it: &Node<'_>| matches!(it.kind(), "pair" | "object" | "array" | "parenthesized_expression");
    value.ancestors().take_while(is_part).last()
}

/// `promise.then(name)`
fn is_link_argument(name: Node<'_>) -> bool {
    let call = name.parent_of_kind("arguments").and_then(Node::parent);
    let property = call
        .and_then(|it| it.field("function"))
        .and_then(|it| it.field("property"));
    property.is_some_and(|it| matches!(it.text(), "then" | "catch" | "finally"))
}

impl<'s> Project<'s> {
    /// Whether a promise that is looked at comes to nothing, so that a test of it
    /// would always fail: no `return` of the async function behind it has a value.
    pub fn comes_to_nothing(&self, promise: Node<'s>) -> bool {
        let callee = promise.peeled().field("function");
        let Some(Value::Local(function)) = callee.and_then(|it| self.value(it)) else {
            return false;
        };
        let Some(id) = self.function(function).filter(|it| self[*it].is_async) else {
            return false;
        };
        let body = self[id].body();
        let has_value = |it: Node<'s>| it.kind() == "return_statement" && it.first_child().is_some();
        body.kind() == "statement_block" && !body.descendants_of_same_function().into_iter().any(has_value)
    }

    /// Whether a call certainly gives no function: it completes the invocation, logs,
    /// or calls a function of the project that returns nothing or a promise.
    pub fn gives_no_function(&self, call: Node<'s>) -> bool {
        let Some(callee) = call.field("function") else {
            return false;
        };
        if self.is_console_call(call) || self.is_completion(callee) {
            return true;
        }
        let Some(Value::Local(function)) = self.value(callee) else {
            return false;
        };
        let Some(id) = self.function(function).filter(|it| !self[*it].is_generator) else {
            return false;
        };
        let body = self[id].body();
        let has_value = |it: Node<'s>| it.kind() == "return_statement" && it.first_child().is_some();
        let gives_nothing =
            body.kind() == "statement_block" && !body.descendants_of_same_function().into_iter().any(has_value);
        self[id].is_async || gives_nothing
    }

    /// A call of a package with a callback of two parameters or more, beside the promise
    /// that it gives.
    pub fn takes_callback_too(&self, promise: Node<'s>) -> bool {
        let call = base_of(promise);
        let callee = call.field("function").and_then(|it| self.value(it));
        let last = call.arguments().last().map(|it| it.peeled());
        matches!(callee, Some(Value::External(_)))
            && last.is_some_and(|it| it.is_function() && it.parameters().len() > 1)
    }

    /// Whether a promise certainly was made, or nothing: never one that only starts
    /// when it is awaited.
    pub fn may_be_under_way(&self, expression: Node<'s>) -> bool {
        self.is_promise(expression)
            || self.promise_of(expression) == Returns::Sometimes && !self.may_be_lazy(expression)
    }
}

/// The promise that a chain of links begins with.
pub(super) fn base_of(promise: Node<'_>) -> Node<'_> {
    let callee = promise.field("function").filter(|it| link_on_member(*it));
    match callee.and_then(|it| it.field("object")) {
        Some(object) => base_of(object.peeled()),
        None => promise.peeled(),
    }
}

pub(super) fn link_on_member(callee: Node<'_>) -> bool {
    let property = callee.field("property");
    property.is_some_and(|it| matches!(it.text(), "then" | "catch" | "finally"))
}
