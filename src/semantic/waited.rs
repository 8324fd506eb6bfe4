//! Whether somebody waits for a promise, followed through chains, variables,
//! arrays and combinators.

use crate::syntax::Node;

use super::{Project, Returns};

impl<'s> Project<'s> {
    /// Whether the promise that an expression makes is awaited, or handed to
    /// somebody who waits for it.
    pub fn is_waited_for(&self, promise: Node<'s>) -> bool {
        let wrapped = promise.wrapped();
        let Some(parent) = wrapped.parent() else {
            return false;
        };
        match parent.kind() {
            "await_expression" => true,
            "return_statement" => self.is_result_waited_for(promise),
            "arrow_function" => parent.field("body") == Some(wrapped) && self.is_result_waited_for(promise),
            "member_expression" => parent
                .parent_of_kind("call_expression")
                .is_some_and(|it| it.field("function") == Some(parent) && self.is_waited_for(it)),
            "array" => self.is_collection_waited_for(parent),
            "arguments" => self.is_pushed(parent),
            "variable_declarator" => parent.field("name").is_some_and(|it| self.is_variable_waited_for(it)),
            _ => false,
        }
    }

    /// A function whose promise somebody waits for: a handler, the callback of
    /// `then` on a chain that is waited for, or of `map` inside of a
    /// combinator that is.
    pub fn is_awaited_callback(&self, function: Node<'s>) -> bool {
        let list = function.wrapped().parent_of_kind("arguments");
        let Some(call) = list.and_then(|it| it.parent_of_kind("call_expression")) else {
            return false;
        };
        let Some(property) = call.field("function").and_then(|it| it.field("property")) else {
            return false;
        };
        match property.text() {
            "then" | "catch" | "finally" => self.is_waited_for(call),
            "map" => call
                .wrapped()
                .parent_of_kind("arguments")
                .and_then(|it| it.parent())
                .is_some_and(|all| self.is_combinator(all) && self.is_waited_for(all)),
            _ => false,
        }
    }

    /// The callback of a `map` inside of an awaited combinator whose results
    /// nobody looks at.
    pub fn is_awaited_for_nothing(&self, function: Node<'s>) -> bool {
        let call = function
            .wrapped()
            .parent_of_kind("arguments")
            .and_then(|it| it.parent());
        let all = call
            .and_then(|it| it.wrapped().parent_of_kind("arguments"))
            .and_then(|it| it.parent());
        let awaited = all.and_then(|it| it.wrapped().parent_of_kind("await_expression"));
        self.is_awaited_callback(function)
            && awaited.is_some_and(|it| it.wrapped().parent_of_kind("expression_statement").is_some())
    }

    /// The callback of a `map` inside of `Promise.all(…)` or `allSettled`; `None`
    /// where it is something else.
    pub fn combinator_of_callback(&self, function: Node<'s>) -> Option<Node<'s>> {
        let call = function.wrapped().parent_of_kind("arguments")?.parent()?;
        let all = call.wrapped().parent_of_kind("arguments")?.parent()?;
        self.is_combinator(all).then_some(all)
    }

    /// The callback of a `map` whose promises are all waited for, whatever becomes
    /// of one of them.
    pub fn is_settled_callback(&self, function: Node<'s>) -> bool {
        self.combinator_of_callback(function)
            .and_then(|it| it.field("function"))
            .and_then(|it| it.field("property"))
            .is_some_and(|it| it.text() == "allSettled")
    }

    /// Whether a promise is waited for whatever becomes of others: an element of
    /// `Promise.allSettled([…])`, or of a list that is only filled before that.
    pub fn is_settled(&self, promise: Node<'s>) -> bool {
        let Some(parent) = promise.wrapped().parent() else {
            return false;
        };
        match parent.kind() {
            "array" => self.all_settled(parent).is_some(),
            "arguments" => {
                let callee = parent.parent().and_then(|it| it.field("function"));
                let is_push = callee
                    .and_then(|it| it.field("property"))
                    .is_some_and(|it| it.text() == "push");
                let list = callee.and_then(|it| it.field("object")).filter(|_| is_push);
                list.is_some_and(|it| self.is_list_settled(it, promise))
            }
            _ => false,
        }
    }

    /// The awaited `Promise.allSettled(collection)`.
    fn all_settled(&self, collection: Node<'s>) -> Option<Node<'s>> {
        let all = collection.wrapped().parent_of_kind("arguments")?.parent()?;
        let property = all.field("function")?.field("property")?;
        let is_it = property.text() == "allSettled" && self.is_combinator(all) && self.is_waited_for(all);
        is_it.then_some(all)
    }

    /// Whether a list comes to `Promise.allSettled` once a promise is pushed to it.
    fn is_list_settled(&self, list: Node<'s>, promise: Node<'s>) -> bool {
        let (Some(binding), Some(function)) = (self.binding_of(list), promise.function_around()) else {
            return false;
        };
        let references = self.references(list.source, binding).into_iter();
        let mut settled = references.filter_map(|it| self.all_settled(it));
        let Some(settled) = settled.find(|it| it.start() > promise.end() && it.function_around() == Some(function))
        else {
            return false;
        };
        let turns = promise.ancestors().take_while(|it| !it.contains(settled));
        let from = turns.last().unwrap_or(promise).start();
        let between = function.descendants_of_same_function().into_iter();
        let mut between = between.filter(|it| from <= it.start() && it.end() <= settled.start());
        !between.any(|it| matches!(it.kind(), "await_expression" | "return_statement" | "throw_statement"))
    }

    /// Whether a promise was started before a statement and is waited for after it.
    /// Waiting in between leaves it alone: should it reject meanwhile, the process
    /// ends.
    pub fn is_promise_under_way(&self, statement: Node<'s>) -> bool {
        let Some(function) = statement.function_around() else {
            return false;
        };
        let nodes = function.descendants_of_same_function().into_iter();
        let later = nodes.filter(|it| it.start() >= statement.end());
        later.into_iter().any(|it| match it.kind() {
            "await_expression" => it
                .first_child()
                .is_some_and(|operand| self.is_started_before(operand, statement)),
            "call_expression" if self.is_any_combinator(it) => {
                let parts = it.arguments().into_iter();
                let mut parts = parts.flat_map(|it| if it.kind() == "array" { it.children() } else { vec![it] });
                parts.any(|it| self.is_started_before(it, statement))
            }
            "return_statement" => it.first_child().is_some_and(|value| {
                let promise = self.promise_of(value);
                matches!(promise, Returns::Promise | Returns::Sometimes) && self.is_started_before(value, statement)
            }),
            _ => false,
        })
    }

    /// A variable that has its value before a statement.
    fn is_started_before(&self, expression: Node<'s>, statement: Node<'s>) -> bool {
        let name = expression.peeled();
        let Some(id) = self.binding_of(name) else {
            return false;
        };
        let declared = &self.names(name).binding(id).declared;
        declared.iter().all(|at| *at < statement.start())
    }

    fn is_any_combinator(&self, call: Node<'s>) -> bool {
        let object = call.field("function").and_then(|it| it.field("object"));
        object.is_some_and(|it| self.is_global(it, "Promise"))
    }

    /// `Promise.all(…)` or `Promise.allSettled(…)`.
    pub fn is_combinator(&self, call: Node<'s>) -> bool {
        let callee = call.field("function");
        let object = callee.and_then(|it| it.field("object"));
        let property = callee.and_then(|it| it.field("property"));
        object.is_some_and(|it| self.is_global(it, "Promise"))
            && property.is_some_and(|it| matches!(it.text(), "all" | "allSettled"))
    }

    fn is_result_waited_for(&self, promise: Node<'s>) -> bool {
        let around = promise.function_around();
        let Some(id) = around.and_then(|it| self.function(it)) else {
            return false;
        };
        self.handler(id).is_some() || self.is_awaited_callback(self[id].node)
    }

    /// An array, or the variable that holds one, in an awaited combinator.
    fn is_collection_waited_for(&self, collection: Node<'s>) -> bool {
        let list = collection.wrapped().parent_of_kind("arguments");
        let call = list.and_then(|it| it.parent());
        call.is_some_and(|it| self.is_combinator(it) && self.is_waited_for(it))
    }

    /// `pending.push(promise)` where `pending` is waited for.
    fn is_pushed(&self, arguments: Node<'s>) -> bool {
        let callee = arguments.parent().and_then(|it| it.field("function"));
        let object = callee.and_then(|it| it.field("object"));
        let property = callee.and_then(|it| it.field("property"));
        property.is_some_and(|it| it.text() == "push") && object.is_some_and(|it| self.is_variable_waited_for(it))
    }

    fn is_variable_waited_for(&self, name: Node<'s>) -> bool {
        let Some(binding) = self.binding_of(name) else {
            return false;
        };
        self.references(name.source, binding).into_iter().any(|it| {
            let parent = it.wrapped().parent();
            let is_awaited = parent.is_some_and(|it| it.kind() == "await_expression");
            let in_array = parent.filter(|it| it.kind() == "array");
            is_awaited
                || self.is_collection_waited_for(it)
                || in_array.is_some_and(|it| self.is_collection_waited_for(it))
        })
    }
}
