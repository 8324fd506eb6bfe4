//! What a handler starts in code of a package and does not look at: whether that is still
//! at work afterwards, nobody can see. Knows calls and where they lead, no rewrites.

use crate::syntax::Node;

use super::{
    Answers, Completions, FunctionId, Origin, Project, Property, Returns, Step, Value, flow::always_runs, shape,
    unknown_work::AT_ONCE,
};

/// Functions that give each other's results are not followed further than this.
const MAX_DEPTH: usize = 8;

/// Methods of lists, maps, dates, loggers and emitters, which start nothing.
const STARTS_NOTHING: [&str; 51] = [
    "add",
    "addListener",
    "append",
    "apply",
    "assign",
    "bind",
    "call",
    "child",
    "clear",
    "concat",
    "debug",
    "delete",
    "emit",
    "equal",
    "error",
    "every",
    "fatal",
    "fill",
    "filter",
    "find",
    "forEach",
    "get",
    "group",
    "has",
    "hasOwnProperty",
    "header",
    "info",
    "join",
    "log",
    "map",
    "match",
    "off",
    "on",
    "once",
    "pause",
    "pop",
    "push",
    "reduce",
    "removeListener",
    "replace",
    "reverse",
    "set",
    "setEncoding",
    "setHeader",
    "shift",
    "sort",
    "splice",
    "trace",
    "unref",
    "unshift",
    "warn",
];

impl<'s> Project<'s> {
    /// A call of a package whose result nobody looks at, in all that a handler runs, where
    /// Lambda waits today until nothing is at work any more: what is known to give no
    /// promise, such as a line for a log, does not count.
    pub fn unseen_work(&self, handler: FunctionId) -> Option<Node<'s>> {
        let known = self.handler(handler)?;
        let drains = known.answers_by(Answers::Callback) || known.answers_by(Answers::EventLoop);
        if known.is_at_once || !drains {
            return None;
        }
        let mut functions: Vec<FunctionId> = self.reached_from(handler).into_iter().collect();
        functions.sort();
        let calls = functions.into_iter().flat_map(|it| {
            let nodes = self[it].node.descendants_of_same_function().into_iter();
            nodes.filter(|it| matches!(it.kind(), "call_expression" | "new_expression"))
        });
        // What the handler answers in is awaited.
        let group = self.answering_group(handler).into_iter().chain([handler]);
        let converted = group.filter_map(|it| self.convertible(it).ok());
        let answers: Vec<Node<'s>> = converted.flat_map(answers).collect();
        let is_answer = |call: Node<'s>| answers.iter().any(|it| call.contains(*it) || call == *it);
        let unseen = calls.into_iter().find(|it| self.is_unseen(*it) && !is_answer(*it));
        unseen.or_else(|| self.used_on_some_paths(self[handler].node))
    }

    /// A promise that a variable of a function has, and that only some of the ways through
    /// the function look at.
    fn used_on_some_paths(&self, function: Node<'s>) -> Option<Node<'s>> {
        let nodes = function.descendants_of_same_function().into_iter();
        let declared = nodes.filter(|it| it.kind() == "variable_declarator");
        let made = declared.filter_map(|it| {
            let name = it.field("name").filter(|it| it.is_identifier())?;
            Some((name, it.field("value")?.peeled()))
        });
        let mut made = made.filter(|(_, value)| matches!(value.kind(), "call_expression" | "new_expression"));
        let is_left = |name: Node<'s>| {
            let block = name.ancestors().find(|it| it.is_statement_list() || it.is_function());
            let Some((id, block)) = self.binding_of(name).zip(block) else {
                return false;
            };
            let names = self.names(name);
            let references = self.references(name.source, id);
            let reads: Vec<Node<'s>> = references
                .into_iter()
                .filter(|it| names.reference_at(it.start()).is_some_and(|it| !it.is_write))
                .collect();
            !reads.is_empty() && !reads.iter().any(|it| always_runs(*it, block))
        };
        let found = made.find(|(name, value)| is_left(*name) && self.is_promise(*value))?;
        Some(found.1)
    }

    fn is_unseen(&self, call: Node<'s>) -> bool {
        if call.kind() == "new_expression" {
            return self.is_deaf_thread(call);
        }
        let is_statement = call.wrapped().parent_of_kind("expression_statement").is_some();
        // Who waits for the promise waits for what its executor starts, too.
        let is_waited_for = || {
            let mut around = self.functions_around(call);
            around.any(|it| self.is_promise_executor(self[it].node))
        };
        let settles = || call.arguments().into_iter().any(|it| self.is(it, Property::Settles));
        is_statement && self.may_be_at_work(call, 0) && self.unwaited(call).is_none() && !settles() && !is_waited_for()
    }

    /// A thread that nobody listens to: `new Worker(file)`.
    fn is_deaf_thread(&self, made: Node<'s>) -> bool {
        let origin = made.field("constructor").and_then(|it| self.origin(it));
        let is_thread = origin.is_some_and(|it| {
            let is_worker = matches!(it.steps.as_slice(), [Step::Member(name)] if name == "Worker");
            is_worker && it.node_module() == Some("worker_threads")
        });
        let wrapped = made.wrapped();
        let name = || wrapped.parent_of_kind("variable_declarator")?.field("name");
        is_thread
            && match name() {
                Some(name) => !self.uses_of(name).links.iter().any(|it| it.event().is_some()),
                None => wrapped.parent_of_kind("expression_statement").is_some(),
            }
    }

    /// Whether a call may start work that its result alone would tell of: one of a
    /// package, of an object that nobody can see, or of a function that gives such a
    /// result.
    fn may_be_at_work(&self, call: Node<'s>, depth: usize) -> bool {
        let Some(callee) = call.field("function").filter(|_| depth < MAX_DEPTH) else {
            return false;
        };
        let value = self
            .value(callee)
            .or_else(|| self.origin_given(callee).map(Value::External));
        let is_unknown = match value {
            Some(Value::External(origin)) => is_of_package(&origin),
            Some(Value::Local(function)) => {
                let returned = shape::returned_values(function).into_iter().map(Node::peeled);
                let mut calls = returned.filter(|it| it.kind() == "call_expression");
                calls.any(|it| self.may_be_at_work(it, depth + 1))
            }
            Some(_) => false,
            None => self.is_of_unseen_object(callee),
        };
        is_unknown && self.promise_of(call) != Returns::Never
    }

    /// `mailer.send` of a parameter or a field, of which nothing is known.
    fn is_of_unseen_object(&self, callee: Node<'s>) -> bool {
        let (Some(object), Some(method)) = (callee.field("object"), callee.field("property")) else {
            return false;
        };
        let links = std::iter::successors(Some(object.peeled()), |it| {
            let inner = it.field("object").or_else(|| it.field("function"));
            inner.map(Node::peeled)
        });
        let base = links.last().unwrap_or(object);
        let is_handed = || {
            let function = self.function_of_parameter(base).filter(|_| base.is_identifier());
            let id = function.and_then(|it| self.function(it));
            let is_callback = |it: Node<'s>| it.wrapped().parent_of_kind("arguments").is_some();
            function.is_some_and(|it| !is_callback(it)) && id.is_some_and(|it| self.handler(it).is_none())
        };
        let is_field = || base.kind() == "this" && object.kind() != "this";
        !STARTS_NOTHING.contains(&method.text()) && (is_field() || is_handed())
    }
}

/// All that answers for a handler.
fn answers<'s>(completions: &Completions<'s>) -> Vec<Node<'s>> {
    let bridges = completions.bridges.iter();
    let bridged = bridges.flat_map(|it| {
        let handed = it.handed.iter().map(|it| it.expression);
        let called = it.answers.iter().map(|it| it.call);
        called.chain(handed).chain(it.awaited.iter().copied())
    });
    completions.all.iter().map(|it| it.call).chain(bridged).collect()
}

/// The modules of Node.js that start nothing, or whose calls are leaks of their own.
const OF_NODE: [&str; 19] = [
    "assert",
    "buffer",
    "child_process",
    "crypto",
    "dns",
    "events",
    "fs",
    "http",
    "https",
    "os",
    "path",
    "perf_hooks",
    "process",
    "querystring",
    "stream",
    "timers",
    "url",
    "util",
    "zlib",
];

fn is_of_package(origin: &Origin) -> bool {
    let root = origin.root.strip_prefix("node:").unwrap_or(&origin.root);
    let module = root.split('/').next().unwrap_or(root);
    let is_sdk = root == "aws-sdk" || root.starts_with("aws-sdk/") || root.starts_with("@aws-sdk/");
    !origin.is_global && !is_sdk && !OF_NODE.contains(&module) && !AT_ONCE.contains(&module)
}
