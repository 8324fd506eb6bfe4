//! Whether whoever waits for a promise may wait for ever: endless work, an executor that
//! cannot resolve, work that needs what comes after it.

use crate::syntax::Node;

use super::{
    CLIENTS, Project, Step, Usage, Value,
    unwaited::{base_of, link_on_member},
};

impl<'s> Project<'s> {
    /// Whether a promise never settles: an endless loop that nothing leaves, or an
    /// executor that cannot settle it.
    pub fn never_settles(&self, promise: Node<'s>) -> bool {
        let promise = promise.peeled();
        if promise.kind() == "new_expression" {
            let executor = promise.arguments().first().map(|it| it.peeled());
            return executor.is_some_and(|it| it.is_function() && !self.can_resolve(it));
        }
        let Some(callee) = promise.field("function") else {
            return false;
        };
        if let Some(inner) = callee.field("object").filter(|_| link_on_member(callee)) {
            return self.never_settles(inner);
        }
        match self.value(callee) {
            Some(Value::Local(function)) if self.is_async(function) => is_endless(function),
            _ => false,
        }
    }

    /// A call of the function that it stands in.
    pub fn is_recursive(&self, promise: Node<'s>) -> bool {
        let callee = base_of(promise).field("function").and_then(|it| self.value(it));
        matches!(callee, Some(Value::Local(it)) if it.is_function() && promise.function_around() == Some(it))
    }

    /// Whether work may wait for something that comes after a statement: it is given,
    /// directly or by what its variables hold, a stream, an emitter or the like that is
    /// used there.
    pub fn may_wait_for_later(&self, work: Node<'s>, statement: Node<'s>) -> bool {
        self.needs_later(work, statement, MAX_CALLS)
    }

    fn needs_later(&self, work: Node<'s>, statement: Node<'s>, calls: usize) -> bool {
        let Some(function) = statement.function_around() else {
            return false;
        };
        let mut parts = vec![work];
        let mut at = 0;
        while at < parts.len() && at < MAX_PARTS {
            for name in parts[at].descendants().into_iter().filter(|it| it.is_identifier()) {
                if self.is_fed_by_caller(name, function, calls) {
                    return true;
                }
                let Some(made) = self.made_in(name, function) else {
                    continue;
                };
                if is_live(self, name) && self.is_read_after(name, statement) {
                    return true;
                }
                if !parts.iter().any(|it| it.contains(made)) {
                    parts.push(made);
                }
            }
            at += 1;
        }
        false
    }

    /// A parameter for which a caller hands in what it uses later.
    fn is_fed_by_caller(&self, name: Node<'s>, function: Node<'s>, calls: usize) -> bool {
        if calls == 0 || self.function_of_parameter(name) != Some(function) {
            return false;
        }
        let Some(id) = self.function(function).filter(|it| self.handler(*it).is_none()) else {
            return false;
        };
        let binding = self.binding_of(name);
        let is_it = |it: &Node<'s>| it.descendants().into_iter().any(|it| self.binding_of(it) == binding);
        let Some(place) = self[id].parameters().iter().position(is_it) else {
            return false;
        };
        let usages = self.usages(id);
        let mut arguments = usages
            .iter()
            .filter_map(Usage::call)
            .filter_map(|call| Some((call, *call.arguments().get(place)?)));
        arguments.any(|(call, argument)| self.needs_later(argument, call, calls - 1))
    }

    /// What a variable of a function is declared with; the function itself where that is
    /// what it names.
    fn made_in(&self, name: Node<'s>, function: Node<'s>) -> Option<Node<'s>> {
        let id = self.binding_of(name)?;
        let declared = &self.names(name).binding(id).declared;
        let is_own = declared.iter().all(|at| function.range().contains(at));
        let target = match self.value(name) {
            Some(Value::Local(it)) if it.is_function() && function.contains(it) => Some(it),
            _ => declared.first().and_then(|at| name.source.identifier_at(*at)),
        };
        let declarator = target.and_then(|it| it.parent_of_kind("variable_declarator"));
        let value = declarator.and_then(|it| it.field("value"));
        value.or(target).filter(|_| is_own)
    }

    fn is_read_after(&self, name: Node<'s>, statement: Node<'s>) -> bool {
        let mentions = self.binding_of(name).map(|id| self.references(name.source, id));
        mentions.into_iter().flatten().any(|it| it.start() > statement.end())
    }

    /// Whether an executor mentions what resolves its promise.
    fn can_resolve(&self, executor: Node<'s>) -> bool {
        let resolve = executor.parameters().into_iter().next();
        let resolve = resolve.and_then(|it| self.binding_of(it.field("pattern").unwrap_or(it)));
        let Some((resolve, body)) = resolve.zip(executor.field("body")) else {
            return false;
        };
        body.descendants()
            .into_iter()
            .any(|it| self.binding_of(it) == Some(resolve))
    }
}

/// `for (;;) { … }` without a `break`, `return` or `throw` in it.
fn is_endless(function: Node<'_>) -> bool {
    let Some(body) = function.field("body") else {
        return false;
    };
    body.children().into_iter().any(|it| {
        let condition = it.field("condition").map(Node::peeled);
        let is_forever = match it.kind() {
            "while_statement" | "do_statement" => condition.is_some_and(|it| it.kind() == "true"),
            "for_statement" => condition.is_none_or(|it| it.kind() == "empty_statement" || it.kind() == "true"),
            _ => false,
        };
        let leaves = |it: &Node<'_>| matches!(it.kind(), "break_statement" | "return_statement" | "throw_statement");
        is_forever && !it.descendants_of_same_function().iter().any(leaves)
    })
}

/// More variables than these are not followed.
const MAX_PARTS: usize = 20;

/// More callers than these are not followed, one above the other.
const MAX_CALLS: usize = 4;

/// Packages that give data, and no streams.
const DATA: [&str; 12] = [
    "uuid",
    "path",
    "querystring",
    "url",
    "crypto",
    "util",
    "jsonwebtoken",
    "bcrypt",
    "bcryptjs",
    "dotenv",
    "moment",
    "dayjs",
];

/// A variable that has something which others act on: what a package has made, besides
/// clients and plain data, or an instance of a class of the project.
fn is_live<'s>(project: &Project<'s>, name: Node<'s>) -> bool {
    match project.value(name) {
        Some(Value::Instance(_)) => true,
        Some(Value::External(origin)) => {
            let root = origin.root.strip_prefix("node:").unwrap_or(&origin.root);
            let is_controller = origin.is_global && root == "AbortController";
            let is_client = root == "aws-sdk"
                || root.starts_with("@aws-sdk/")
                || CLIENTS.iter().any(|it| it.package == root)
                || matches!(root, "axios" | "pg" | "mysql" | "mysql2" | "mysql2/promise");
            let is_made = matches!(origin.steps.last(), Some(Step::New | Step::Call));
            is_made && (is_controller || !origin.is_global && !is_client && !DATA.contains(&root))
        }
        _ => false,
    }
}
