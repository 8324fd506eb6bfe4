//! Functions that run for each item of something: whether they give promises, and
//! whether anybody gets to see those. Knows calls and values, no leaks.

use crate::syntax::Node;

use super::{
    Origin, Project, Returns, Step, Value,
    effect::{is_each_callback, is_everyday_call},
    packages::{Gives, given},
    shape,
};

/// Packages whose functions run another one for each item of what they are given.
const COLLECTIONS: [&str; 3] = ["lodash", "lodash-es", "underscore"];

impl<'s> Project<'s> {
    /// Whether a callback gives promises, some of which are under way when it returns.
    pub fn gives_promise(&self, callback: Node<'s>) -> bool {
        match self.value(callback) {
            Some(Value::Local(target)) => self.function(target).is_some_and(|it| {
                let function = &self[it];
                match (function.is_generator, function.is_async) {
                    (true, _) => false,
                    (_, true) => self.waits(target),
                    _ => match self.returns(it) {
                        Returns::Promise => true,
                        Returns::Sometimes => {
                            let values = shape::returned_values(target).into_iter();
                            values.into_iter().all(|it| self.is_under_way_or_value(it))
                        }
                        Returns::Lazy | Returns::Never | Returns::Unknown => false,
                    },
                }
            }),
            Some(Value::External(mut origin)) => {
                origin.steps.push(Step::Call);
                let majors = self.links().majors(callback.source.id, &origin.root);
                given(&origin, majors) == Some(Gives::Promise)
            }
            _ => false,
        }
    }

    /// Whether no promise among what an expression may be waits to be started.
    fn is_under_way_or_value(&self, value: Node<'s>) -> bool {
        let value = value.peeled();
        let sides = match value.kind() {
            "ternary_expression" => ["consequence", "alternative"],
            // Of the left side, only what is false is given.
            "binary_expression" if value.has_token("&&") => ["right", "right"],
            "binary_expression" if value.has_token("||") || value.has_token("??") => ["left", "right"],
            _ => return matches!(self.promise_of(value), Returns::Promise | Returns::Never),
        };
        let mut sides = sides.into_iter().filter_map(|it| value.field(it));
        sides.all(|it| self.is_under_way_or_value(it))
    }

    /// Whether an async function does not come to its end at once.
    fn waits(&self, function: Node<'s>) -> bool {
        let Some(body) = function.field("body") else {
            return false;
        };
        let mut nodes = body.descendants_of_same_function().into_iter();
        let awaits = nodes.any(|it| match it.kind() {
            "await_expression" => true,
            "for_in_statement" => it.has_token("await"),
            _ => false,
        });
        awaits
            || shape::returned_values(function)
                .into_iter()
                .any(|it| self.may_be_promise(it))
    }

    fn may_be_promise(&self, value: Node<'s>) -> bool {
        let value = value.peeled();
        let is_call = matches!(value.kind(), "call_expression" | "new_expression");
        match self.promise_of(value) {
            Returns::Never => false,
            Returns::Unknown => is_call && !is_everyday_call(value) && !self.is_console_call(value),
            Returns::Promise | Returns::Lazy | Returns::Sometimes => true,
        }
    }

    /// `xs.reduce((before, x) => before.then(…), Promise.resolve())`, which nobody awaits.
    pub fn drops_chain(&self, call: Node<'s>) -> bool {
        let arguments = call.arguments();
        let [callback, first] = arguments.as_slice() else {
            return false;
        };
        let function = callback.peeled();
        let parameter = function
            .parameters()
            .first()
            .map(|it| it.field("pattern").unwrap_or(*it));
        let Some(before) = parameter
            .and_then(|it| self.binding_of(it))
            .filter(|_| self.is_promise(*first))
        else {
            return false;
        };
        let is_chain = |value: &Node<'s>| {
            let links = std::iter::successors(Some(value.peeled()), |it| {
                let callee = it.field("function").filter(|_| it.kind() == "call_expression")?;
                let property = callee.field("property")?;
                let is_link = matches!(property.text(), "then" | "catch" | "finally");
                callee.field("object").filter(|_| is_link).map(Node::peeled)
            });
            let mut links = links.skip(1);
            links.any(|it| self.binding_of(it) == Some(before))
        };
        let values = shape::returned_values(function);
        let is_plain = function.is_function() && !function.has_token("async");
        let is_dropped = is_statement(call) || self.is_kept_for_nothing(call);
        is_plain && is_dropped && !values.is_empty() && values.iter().all(is_chain)
    }

    /// Whether nobody gets to see what `xs.forEach(…)`, `xs.map(…)` or
    /// `xs.reduce(…)` gives.
    pub fn drops_items(&self, call: Node<'s>) -> bool {
        let callee = call.field("function");
        let Some((object, method)) = callee.and_then(|it| it.field("object").zip(it.field("property"))) else {
            return false;
        };
        let is_foreign = self.is_of_package(object);
        match method.text() {
            // It gives nothing; what a package calls so may give a promise.
            "forEach" => !is_foreign || is_statement(call),
            "reduce" | "reduceRight" => is_statement(call) || self.is_kept_for_nothing(call),
            _ => !is_foreign && self.is_uncollected(call),
        }
    }

    /// What comes out of a package, a stream for instance, may call back later.
    pub fn is_of_package(&self, object: Node<'s>) -> bool {
        match self.value(object) {
            // What was awaited is there: a list of results.
            Some(Value::External(origin)) => !origin.is_global && !origin.steps.contains(&Step::Await),
            _ => false,
        }
    }

    /// A list of promises that is dropped, awaited as if it were a promise, kept in a
    /// variable that nobody looks into, or answered.
    pub fn is_uncollected(&self, list: Node<'s>) -> bool {
        let wrapped = list.wrapped();
        let Some(parent) = wrapped.parent() else {
            return false;
        };
        match parent.kind() {
            "expression_statement" => true,
            "await_expression" => self.is_uncollected(parent),
            "return_statement" => self
                .function_around(parent)
                .is_some_and(|it| self.handler(it).is_some()),
            "arrow_function" => {
                let is_body = parent.field("body") == Some(wrapped);
                is_body && self.function(parent).is_some_and(|it| self.handler(it).is_some())
            }
            _ => self.is_kept_for_nothing(list),
        }
    }

    /// `const list = …`, of which nothing but `list.length` is looked at.
    pub fn is_kept_for_nothing(&self, value: Node<'s>) -> bool {
        let declarator = value.wrapped().parent_of_kind("variable_declarator");
        let name = declarator
            .and_then(|it| it.field("name"))
            .filter(|it| it.is_identifier());
        let Some((name, id)) = name.and_then(|it| Some((it, self.binding_of(it)?))) else {
            return false;
        };
        let is_local = declarator.is_some_and(|it| it.function_around().is_some());
        let is_length = |it: &Node<'s>| {
            let member = it.parent_of_kind("member_expression");
            member
                .and_then(|it| it.field("property"))
                .is_some_and(|it| it.text() == "length")
        };
        is_local && self.references(name.source, id).iter().all(is_length)
    }

    /// The name by which lodash knows a function that runs another one for each item of
    /// its first argument.
    pub fn collection_function(&self, callee: Node<'s>) -> Option<String> {
        let origin = self.origin(callee)?;
        let name = collection_member(&origin)?;
        let is_each = matches!(
            name.as_str(),
            "each" | "eachRight" | "flatMap" | "forEach" | "forEachRight" | "forIn" | "forOwn" | "map" | "times"
        );
        is_each.then_some(name)
    }

    /// `xs.filter(…)` and its like, of what may well be an array.
    pub fn tests_items(&self, object: Node<'s>) -> bool {
        let may_be = matches!(object.peeled().kind(), "identifier" | "member_expression");
        self.is_array(object) || may_be && !self.is_of_package(object) && self.promise_of(object) != Returns::Promise
    }

    /// Whether a call stands in a loop, or a function for each item, whose turns do not
    /// wait.
    pub fn is_per_turn(&self, call: Node<'s>) -> bool {
        for around in call.ancestors() {
            if around.is_loop() {
                let awaits = around.descendants_of_same_function().into_iter().any(|it| {
                    it.kind() == "await_expression" || it.kind() == "for_in_statement" && it.has_token("await")
                });
                return !awaits;
            }
            if around.is_function() {
                let is_plain = self.function(around).is_some_and(|it| !self[it].is_async);
                return is_plain && is_each_callback(around);
            }
        }
        false
    }
}

/// A statement that does not even await it.
pub(super) fn is_statement(call: Node<'_>) -> bool {
    call.wrapped().parent_of_kind("expression_statement").is_some()
}

/// `_.forEach`, `require('lodash/forEach')`, `require('lodash.foreach')`.
fn collection_member(origin: &Origin) -> Option<String> {
    let (package, rest) = match origin.root.split_once(['/', '.']) {
        Some((package, rest)) => (package, Some(rest)),
        None => (origin.root.as_str(), None),
    };
    if origin.is_global || !COLLECTIONS.contains(&package) {
        return None;
    }
    match (rest, origin.steps.as_slice()) {
        (None, [Step::Member(name)]) => Some(name.clone()),
        (Some("foreach"), []) => Some("forEach".to_owned()),
        (Some(name), []) => Some(name.trim_end_matches(".js").to_owned()),
        _ => None,
    }
}
