//! What a handler starts in code of a package and does not look at: whether that is still
//! at work afterwards, nobody can see. Knows calls and where they lead, no rewrites.

use crate::syntax::Node;

use super::{Answers, Completions, FunctionId, Origin, Project, Property, Returns, Value, unknown_work::AT_ONCE};

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
            nodes.filter(|it| it.kind() == "call_expression")
        });
        // What the handler answers in is awaited.
        let group = self.answering_group(handler).into_iter().chain([handler]);
        let converted = group.filter_map(|it| self.convertible(it).ok());
        let answers: Vec<Node<'s>> = converted.flat_map(answers).collect();
        let is_answer = |call: Node<'s>| answers.iter().any(|it| call.contains(*it) || call == *it);
        calls.into_iter().find(|it| self.is_unseen(*it) && !is_answer(*it))
    }

    fn is_unseen(&self, call: Node<'s>) -> bool {
        let statement = call.wrapped().parent_of_kind("expression_statement");
        let callee = call.field("function").filter(|_| statement.is_some());
        let Some(Value::External(origin)) = callee.and_then(|it| self.value(it)) else {
            return false;
        };
        // Who waits for the promise waits for what its executor starts, too.
        let is_waited_for = self
            .functions_around(call)
            .any(|it| self.is_promise_executor(self[it].node));
        let settles = call.arguments().into_iter().any(|it| self.is(it, Property::Settles));
        is_of_package(&origin)
            && !is_waited_for
            && !settles
            && self.promise_of(call) != Returns::Never
            && self.unwaited(call).is_none()
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
