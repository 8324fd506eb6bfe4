//! What code of others does with the context that a handler hands it. Knows names of
//! packages and arguments, no paths.

use crate::syntax::Node;

use nodejs_semver::Version;

use super::{Answers, Handler, Offer, Origin, Project, Returns, Step, Value, wrapper::returned};

/// Functions that answer for the handler by `context.succeed` or `fail`, in each version
/// of their packages.
static ANSWERERS: [Answerer; 2] = [
    Answerer {
        package: "alexa-sdk",
        name: "handler",
        most: 2,
        offer: None,
        stays: "hands its context to `alexa-sdk`, which answers by it and gives no promise: `invoke` of a skill of \
                `ask-sdk-core` does",
    },
    Answerer {
        package: "aws-serverless-express",
        name: "proxy",
        most: 3,
        offer: Some(Offer {
            since: (3, 3, 3),
            argument: "PROMISE",
            property: "promise",
            caveat: "only `aws-serverless-express` 3.3.3 or newer gives a promise, and no package.json says that it is asked \
                     for",
        }),
        stays: "hands its context to `aws-serverless-express`, which answers by it: only 3.3.3 and newer can give a promise \
                instead, and package.json allows an older one",
    },
];

struct Answerer {
    package: &'static str,
    name: &'static str,
    /// How many arguments it does that for at most: a callback after the context would be
    /// asked instead.
    most: usize,
    /// What it offers instead, where that is a promise.
    offer: Option<Offer>,
    /// Why a handler stays that hands its context to it.
    stays: &'static str,
}

/// Whether code of others that is given a context answers by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taker {
    /// It does.
    Answers(&'static str),
    /// It does, and gives a promise instead where it is asked to; certainly, or if its
    /// version is new enough.
    Offers(&'static Offer, bool),
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
            Some(Value::External(origin)) => Some(self.taken_by(&origin, call)),
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

    /// Whether Lambda gets a promise from a handler, and did before the first pass: what runs
    /// a generator gives one, too.
    pub(super) fn was_promised(&self, handler: &Handler) -> bool {
        let is_promised = handler.answers == Answers::Promise || self[handler.function].is_generator;
        is_promised && !self.held.was_by_call(&handler.key)
    }

    fn taken_by(&self, origin: &Origin, call: Node<'s>) -> Taker {
        if origin.is_global || origin.node_module().is_some_and(is_onlooker) {
            return Taker::Looks;
        }
        let is_it = |it: &&Answerer| {
            let is_named = matches!(origin.steps.as_slice(), [Step::Member(name)] if name == it.name);
            origin.root == it.package && is_named
        };
        let arguments = call.arguments();
        let Some(answerer) = ANSWERERS.iter().find(is_it) else {
            return Taker::MayAnswer;
        };
        let offer = answerer.offer.as_ref();
        match (offer, self.links().version(call.source.id, answerer.package)) {
            (Some(offer), _) if offer.is_taken(&arguments, answerer.most) => Taker::Looks,
            _ if arguments.len() > answerer.most => Taker::MayAnswer,
            (Some(offer), Some(version)) if version >= Version::from(offer.since) => Taker::Offers(offer, true),
            (Some(offer), None) => Taker::Offers(offer, false),
            _ => Taker::Answers(answerer.stays),
        }
    }
}

impl Offer {
    /// Whether a call asks for the promise, by the argument after the others.
    fn is_taken(&self, arguments: &[Node<'_>], place: usize) -> bool {
        let mode = arguments.get(place).and_then(|it| it.string_value());
        mode == Some(self.argument)
    }
}

/// The package of a specifier whose version decides what it offers.
pub(super) fn offering_package(specifier: &str) -> Option<&'static str> {
    let mut offering = ANSWERERS.iter().filter(|it| it.offer.is_some());
    offering.find(|it| it.package == specifier).map(|it| it.package)
}

/// Modules of Node.js that one hands a context to, to print it or to check it.
fn is_onlooker(module: &str) -> bool {
    matches!(module, "assert" | "console" | "util")
}
