//! Which requests, child processes and streams nobody waits for. Knows promises that
//! are settled by hand, not what could be done.

use std::collections::HashSet;

use crate::syntax::Node;

use super::{Emitter, EmitterKind, FunctionId, Link, Project, Usage, Value};

impl<'s> Project<'s> {
    /// Whether a call makes something that works on its own, and nobody waits until
    /// that is done.
    pub(super) fn is_left_alone(&self, maker: Node<'s>) -> bool {
        let Some(emitter) = self.emitter(maker) else {
            return false;
        };
        let hears = |event: &str| emitter.links.iter().any(|it| it.hears(event));
        let calls = |method: &str| emitter.links.iter().any(|it| it.method == method);
        let works = match emitter.kind {
            EmitterKind::Request | EmitterKind::Get => true,
            EmitterKind::Process | EmitterKind::Command | EmitterKind::Fork => !calls("unref"),
            EmitterKind::Lines => hears("line") || hears("close"),
            EmitterKind::Writable => calls("write") || calls("end"),
            EmitterKind::Readable | EmitterKind::Transform => hears("data") || hears("end"),
        };
        let is_seen = match emitter.handed_on {
            // What is returned is a request whose callers do not wait for it.
            Some(at) => emitter.kind.is_request() && is_returned(at) && !self.is_called_by_executor(maker),
            None => true,
        };
        works && is_seen && !self.settles_somebody(&emitter) && !self.reports_to_promises(&emitter)
    }

    /// Whether what is heard goes to the callback of a function around, of which all
    /// callers make a promise.
    fn reports_to_promises(&self, emitter: &Emitter<'s>) -> bool {
        let listeners = emitter.listeners(self).into_iter();
        let functions = listeners.map(|it| self.listening_function(it).unwrap_or(it));
        let mut mentions = functions.flat_map(Node::descendants).filter(|it| it.is_identifier());
        let Some(reporting) = mentions.find_map(|it| {
            let owner = self.function_called_back(it)?;
            self.function(owner)
                .filter(|_| owner.contains(emitter.maker) && !self.is_promise_executor(owner))
        }) else {
            return false;
        };
        let usages = self.usages(reporting);
        !usages.is_empty()
            && usages.iter().all(|it| match it {
                Usage::Call(call) => call.arguments().into_iter().any(|it| self.settles_promise(it)),
                Usage::Value(at) => self.is_promised_value(*at),
                Usage::Unseen(..) => false,
            })
    }

    /// `promisify(value)`
    fn is_promised_value(&self, value: Node<'s>) -> bool {
        let call = value.wrapped().parent_of_kind("arguments").and_then(Node::parent);
        call.and_then(|it| self.promisified(it)).is_some()
    }

    /// Whether a promise is made of what the function around returns.
    fn is_called_by_executor(&self, maker: Node<'s>) -> bool {
        let usages = self.function_around(maker).map(|it| self.usages(it));
        let calls = usages.iter().flatten().filter_map(Usage::call);
        calls
            .flat_map(Node::ancestors)
            .any(|it| it.is_function() && self.is_promise_executor(it))
    }

    /// Whether what the object does settles a promise.
    pub(super) fn settles_somebody(&self, emitter: &Emitter<'s>) -> bool {
        let listeners = emitter.listeners(self);
        self.settles_promise(emitter.maker) || self.links_settle(&emitter.links) || self.any_settles(&listeners)
    }

    /// Whether what is listened to settles a promise.
    pub(super) fn links_settle(&self, links: &[Link<'s>]) -> bool {
        let listeners: Vec<Node<'s>> = links.iter().filter_map(Link::listener).collect();
        links.iter().any(|it| self.settles_promise(it.call)) || self.any_settles(&listeners)
    }

    fn any_settles(&self, listeners: &[Node<'s>]) -> bool {
        let mut functions = listeners.iter().filter_map(|it| self.listening_function(*it));
        functions.any(|it| self.settles_in(it, &mut HashSet::new()))
    }

    /// Whether a function, or one that it mentions, settles a promise.
    fn settles_in(&self, function: Node<'s>, seen: &mut HashSet<FunctionId>) -> bool {
        let is_new = self.function(function).is_some_and(|it| seen.insert(it));
        is_new
            && (self.settles_promise(function)
                || self.settles_kept_promise(function)
                || function.descendants().into_iter().any(|it| {
                    let called = (it.kind() == "identifier").then(|| self.value(it)).flatten();
                    matches!(called, Some(Value::Local(it)) if it.is_function() && self.settles_in(it, seen))
                }))
    }

    /// Whether code calls what settles a promise that was made elsewhere:
    /// `deferred.resolve()`, `resolve()` of `Promise.withResolvers()`, a variable that
    /// an executor has filled.
    fn settles_kept_promise(&self, code: Node<'s>) -> bool {
        let calls = code.descendants().into_iter();
        let callees = calls.filter_map(|it| it.field("function"));
        let mut callees = callees.map(Node::peeled);
        callees.any(|callee| match callee.field("property") {
            Some(method) if matches!(method.text(), "resolve" | "reject") => {
                let object = callee.field("object").and_then(|it| self.origin(it));
                // `path.resolve`, `Promise.resolve`
                object.is_none_or(|it| !it.steps.is_empty())
            }
            Some(_) => false,
            None => self.is_kept_settler(callee),
        })
    }

    /// A variable that holds what settles a promise.
    fn is_kept_settler(&self, name: Node<'s>) -> bool {
        let Some(id) = self.binding_of(name) else {
            return false;
        };
        let declared = &self.names(name).binding(id).declared;
        let declared = declared.iter().filter_map(|at| name.source.identifier_at(*at));
        let mut declarators = declared.flat_map(Node::ancestors);
        let is_resolvers = declarators.any(|it| {
            let made = it.field("value").filter(|_| it.kind() == "variable_declarator");
            let callee = made.and_then(|it| it.peeled().field("function"));
            let property = callee.and_then(|it| it.field("property"));
            property.is_some_and(|it| it.text() == "withResolvers")
        });
        let writes = self.references(name.source, id).into_iter();
        let mut values = writes.filter_map(|it| it.parent_of_kind("assignment_expression")?.field("right"));
        is_resolvers
            || values.any(|it| {
                let owner = self.function_of_parameter(it);
                owner.is_some_and(|it| self.is_promise_executor(it))
            })
    }
}

/// `return object`, `return object.end()`
fn is_returned(at: Node<'_>) -> bool {
    at.kind() == "return_statement" || at.wrapped().parent_of_kind("return_statement").is_some()
}
