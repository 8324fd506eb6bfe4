//! What an invocation does with a connection that is older than it: who uses it
//! first, who closes it, and whether it is used again after that. Knows functions
//! and mentions, no rewrites.

use std::collections::HashSet;

use crate::syntax::Node;

use super::{
    Act, ConnectionId, Found, FunctionId, Handler, Held, Name, Project, Reopen, Usage, Value,
    flow::{always_runs, leaves},
    wrapper::Seen,
};

/// The function that has to open a connection for a handler, and what it calls it.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'s> {
    /// The function.
    pub function: FunctionId,
    /// What its file calls the connection.
    pub name: Name<'s>,
}

/// How a connection is used after it was closed, in the same invocation.
#[derive(Debug, Clone, Copy)]
pub enum Again<'s> {
    /// By this, which follows.
    Later(Node<'s>),
    /// By the next turn or call of this.
    EachTurn(Node<'s>),
}

impl<'s> Project<'s> {
    /// Exported functions that use a connection of the environment and close it work
    /// only once for whoever calls them: they run per invocation. Where anything
    /// else is known of a file, that counts.
    pub(super) fn collect_invocations(&mut self, held: &Held) {
        if self.closings().next().is_none() {
            return;
        }
        let mut found: Vec<Handler> = Vec::new();
        for module in &self.modules {
            let source = module.source.id;
            let is_imported = self.links.importers(source).next().is_some();
            if is_imported || self.links.declared.is_silent(source) || self.is_of_platform(module) {
                continue;
            }
            for (name, value) in self.exported_values(module) {
                let Some(Seen::Function(seen)) = self.seen(value) else {
                    continue;
                };
                let function = self.function(seen.node).filter(|it| self.runs_per_invocation(*it));
                if function.is_none_or(|id| found.iter().any(|it| it.function == id)) {
                    continue;
                }
                let key = (source, name);
                let (is_held, is_wanted) = (held.contains(&key), held.is_wanted(&key));
                let handler = self.handler_of(key, Found::Connection, seen);
                found.extend(handler.map(|it| Handler {
                    is_held,
                    is_wanted,
                    ..it
                }));
            }
        }
        if !found.is_empty() {
            self.handlers.readable.extend(found);
            self.collect_reached();
        }
    }

    fn runs_per_invocation(&self, id: FunctionId) -> bool {
        if self.reached.contains_key(&id) {
            return false;
        }
        let runs = self.reached_from(id);
        let does = |connection: ConnectionId, is_meant: fn(Act<'s>) -> bool| {
            !self.functions_doing(connection, is_meant).is_disjoint(&runs)
        };
        let is_worn = self.closings().any(|it| {
            let is_of_environment = !self.connection(it.connection).is_made_later;
            is_of_environment && does(it.connection, is_closing) && does(it.connection, is_using)
        });
        // `if (require.main === module) main();`
        let is_script = || {
            let usages = self.usages(id).into_iter();
            usages
                .into_iter()
                .any(|it| matches!(it, Usage::Call(call) if call.function_around().is_none()))
        };
        is_worn && !is_script()
    }

    /// Whether a call leaves a connection of the environment closed for the next
    /// invocation, or is not waited for.
    pub fn closes_for_good(&self, call: Node<'s>) -> bool {
        let Some(mention) = self.closing(call) else {
            return false;
        };
        let connection = self.connection(mention.connection);
        if self.is_renewed(connection) {
            return false;
        }
        let is_unseen = matches!(mention.act, Act::Close { is_seen: false, .. });
        let is_dropped = !is_unseen && self.drops(call).map_or(true, |it| !it.is_empty());
        match connection.client.reopen {
            Reopen::Itself => is_dropped,
            _ => is_dropped || !self.handlers_without(mention.connection).is_empty(),
        }
    }

    /// Whether a call opens a connection of this package without asking whether it is
    /// open.
    pub fn opens_without_test(&self, call: Node<'s>, package: &str) -> bool {
        let opens = self.opening(call);
        let is_meant = opens.is_some_and(|it| self.connection(it.connection).client.package == package);
        let mut around = call.ancestors().take_while(|it| !it.is_function());
        is_meant && !around.any(|it| matches!(it.kind(), "if_statement" | "ternary_expression" | "binary_expression"))
    }

    /// The handlers that use a connection and never open it.
    pub fn handlers_without(&self, id: ConnectionId) -> Vec<&Handler> {
        let users = self.functions_doing(id, is_using);
        let openers = self.functions_doing(id, |it| matches!(it, Act::Open(_)));
        let lacks_it = |handler: &&Handler| {
            let runs = self.reached_from(handler.function);
            !runs.is_disjoint(&users) && runs.is_disjoint(&openers)
        };
        self.handlers().iter().filter(lacks_it).collect()
    }

    /// The function that uses a connection first for a handler and can name it: the
    /// handler itself, or the one through which it comes to the connection's file.
    ///
    /// # Errors
    /// The place where another function may be first, or where none can name it.
    pub fn opening_of(&self, handler: FunctionId, id: ConnectionId) -> Result<Opening<'s>, Node<'s>> {
        let start = self[handler].node;
        if let Some(name) = self.connection_name(id, start.source.id) {
            return Ok(Opening {
                function: handler,
                name,
            });
        }
        let users = self.functions_doing(id, is_using);
        let mut entries: Vec<(Opening<'s>, Node<'s>)> = Vec::new();
        let mut queue = vec![handler];
        let mut seen = HashSet::from([handler]);
        while let Some(from) = queue.pop() {
            for &(next, at) in self.edges(from) {
                if self.reached_from(next).is_disjoint(&users) {
                    continue;
                }
                match self.connection_name(id, self[next].node.source.id) {
                    Some(name) => entries.push((Opening { function: next, name }, at)),
                    None if seen.insert(next) => queue.push(next),
                    None => {}
                }
            }
        }
        entries.sort_by_key(|(_, at)| (at.source.id, at.start()));
        let (first, at) = *entries.first().ok_or(start)?;
        let other = entries.iter().find(|(it, _)| it.function != first.function);
        match other {
            None => Ok(first),
            // What always runs before the others opens it for them.
            Some((_, other)) if at.function_around() == other.function_around() => {
                let function = at.function_around().unwrap_or(at.source.root());
                always_runs(at, function).then_some(first).ok_or(*other)
            }
            Some((_, other)) => Err(*other),
        }
    }

    /// What uses a connection after the call that closes it, in the same
    /// invocation; a loop that closes it in each of its turns.
    pub fn used_after_closing(&self, id: ConnectionId, call: Node<'s>) -> Option<Again<'s>> {
        let users = self.functions_doing(id, is_using);
        let search = Search {
            project: self,
            id,
            users,
        };
        search.after(call, &mut HashSet::new())
    }
}

fn is_using(act: Act<'_>) -> bool {
    act == Act::Use
}

fn is_closing(act: Act<'_>) -> bool {
    matches!(act, Act::Close { .. })
}

/// Looks for uses of a connection.
struct Search<'p, 's> {
    project: &'p Project<'s>,
    id: ConnectionId,
    users: HashSet<FunctionId>,
}

impl<'s> Search<'_, 's> {
    /// What uses the connection after `node`, up to the end of the invocation.
    fn after(&self, node: Node<'s>, seen: &mut HashSet<FunctionId>) -> Option<Again<'s>> {
        let mut at = node;
        while let Some(parent) = at.parent().filter(|_| !at.is_function()) {
            if parent.is_loop() {
                return Some(Again::EachTurn(parent));
            }
            // `close().then(() => use())`
            let chain = parent
                .parent_of_kind("call_expression")
                .filter(|_| parent.kind() == "member_expression");
            if let Some(used) = chain.and_then(|it| it.arguments().into_iter().find(|it| self.uses(*it))) {
                return Some(Again::Later(used));
            }
            if parent.is_statement_list() {
                for next in parent.children().into_iter().filter(|it| it.start() >= at.end()) {
                    if !next.is_function() && self.uses(next) {
                        return Some(Again::Later(next));
                    }
                    if leaves(next) {
                        return self.after_function(parent, seen);
                    }
                }
                if leaves(at) {
                    return self.after_function(parent, seen);
                }
            }
            at = parent;
        }
        self.after_function(node, seen)
    }

    /// What uses it after the function around `node`.
    fn after_function(&self, node: Node<'s>, seen: &mut HashSet<FunctionId>) -> Option<Again<'s>> {
        let function = node.function_around()?;
        let id = self.project.function(function)?;
        if self.project.handler(id).is_some() || !seen.insert(id) {
            return None;
        }
        if let Some(each) = called_for_each(function) {
            return Some(Again::EachTurn(each));
        }
        if let Some(call) = self.project.waiting_call(function) {
            return self.after(call, seen);
        }
        let usages = self.project.usages(id).into_iter();
        let calls = usages.filter_map(|it| match it {
            Usage::Call(call) if self.project.is_reached(call) => Some(call),
            _ => None,
        });
        // A function that calls itself closes it for its other selves.
        calls.into_iter().find_map(|it| match function.contains(it) {
            true => Some(Again::EachTurn(it)),
            false => self.after(it, seen),
        })
    }

    fn uses(&self, node: Node<'s>) -> bool {
        let project = self.project;
        let is_here = project
            .mentions_of(self.id)
            .any(|it| is_using(it.act) && node.contains(it.node));
        is_here
            || node.descendants().into_iter().any(|it| {
                let is_name = matches!(it.kind(), "identifier" | "member_expression");
                match is_name.then(|| project.value(it)).flatten() {
                    Some(Value::Local(target)) => project
                        .function(target)
                        .is_some_and(|it| !project.reached_from(it).is_disjoint(&self.users)),
                    _ => false,
                }
            })
    }
}

/// `items.forEach(function)` and its like.
fn called_for_each(function: Node<'_>) -> Option<Node<'_>> {
    let list = function.wrapped().parent_of_kind("arguments")?;
    let call = list.parent_of_kind("call_expression")?;
    let property = call.field("function")?.field("property")?;
    let is_each = matches!(
        property.text(),
        "forEach" | "map" | "filter" | "reduce" | "some" | "every" | "flatMap" | "eachSeries" | "each"
    );
    is_each.then_some(call)
}
