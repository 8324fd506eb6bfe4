//! What code of others does with the context that a handler hands it. Knows names of
//! packages and arguments, no paths.

use crate::syntax::Node;

use super::{Handler, Origin, Project, Returns, Step, Value, wrapper::returned};

/// Functions that answer for the handler by `context.succeed` or `fail`, in each version
/// of their packages, and how many arguments they do it for at most: a callback after the
/// context would be asked instead.
const ANSWERERS: [(&str, &str, usize); 2] = [("alexa-sdk", "handler", 2), ("aws-serverless-express", "proxy", 3)];

/// Whether code of others that is given a context answers by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taker {
    /// It does.
    Answers,
    /// Nothing is known of it.
    MayAnswer,
    /// It does not.
    Looks,
}

impl<'s> Project<'s> {
    /// What a call that stands for code of others does with a context among its
    /// arguments; none, where it runs code of the project.
    pub(super) fn context_taker(&self, call: Node<'s>) -> Option<Taker> {
        let callee = call.field("function").or_else(|| call.field("constructor"))?;
        match self.value(callee) {
            Some(Value::External(origin)) => Some(taken_by(&origin, call.arguments().len())),
            Some(_) => None,
            None if self.dispatched(callee.peeled()).is_some() => None,
            None => Some(Taker::MayAnswer),
        }
    }

    /// Where a handler hands its context to code of which nothing is known, and gives no
    /// answer of its own.
    pub(super) fn may_be_answered_for(&self, handler: &Handler) -> bool {
        let function = self[handler.function].node;
        let is_answer = |it: Node<'s>| self.is_value(it) || self.promise_of(it) == Returns::Promise;
        let answers = returned(function).into_iter().any(is_answer);
        !answers
            && self
                .context_handed_out(self.channel_of_handler(handler.function))
                .is_some()
    }
}

fn taken_by(origin: &Origin, arguments: usize) -> Taker {
    let answers = |(package, name, most): &(&str, &str, usize)| {
        let is_it = matches!(origin.steps.as_slice(), [Step::Member(it)] if it == name);
        origin.root == *package && is_it && arguments <= *most
    };
    match () {
        () if origin.is_global || origin.node_module().is_some_and(is_onlooker) => Taker::Looks,
        () if ANSWERERS.iter().any(answers) => Taker::Answers,
        () => Taker::MayAnswer,
    }
}

/// Modules of Node.js that one hands a context to, to print it or to check it.
fn is_onlooker(module: &str) -> bool {
    matches!(module, "assert" | "console" | "util")
}
