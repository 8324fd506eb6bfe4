//! What a runtime of Lambda makes of a handler: whether it takes it, and why not.
//! The only place that knows how the runtimes differ; it knows no dates.

use crate::syntax::Node;

use super::{
    Answers, DeclaredRuntime, Handler, Project, shape,
    wrapper::{function_length, returned},
};

/// A runtime of Node.js that handlers are to run on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Runtime {
    /// Handlers are called with `(event, context)` and answer by a promise or a value.
    #[default]
    NodeJs24,
    /// As before, and says that three parameters will not be taken any more.
    NodeJs22,
    /// Takes callbacks, and waits for the event loop.
    NodeJs20,
}

/// Why a handler does not run on a runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// It is not found: its folder is named, in place of the `index.js` in it.
    Folder,
    /// It is not even started: it has more than two parameters.
    Parameters {
        /// How many.
        count: usize,
        /// Its own function has fewer.
        is_of_wrapper: bool,
    },
    /// It answers by `context.succeed`, `fail` or `done`.
    ContextMethods,
    /// It answers by a callback that it is not given.
    NoCallback,
    /// It starts work and answers nothing: it is answered for at once.
    NotWaitedFor,
}

/// What is different on a runtime, or said there, where a handler runs all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// What it returns without being async was ignored before, and is the answer now.
    ValueCounts,
    /// `callbackWaitsForEmptyEventLoop` is not looked at.
    FlagWithoutEffect,
    /// Its three parameters are warned of.
    Warned,
}

/// Whether a handler runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Runs,
    /// It does not, and it is known why.
    Refused,
    /// That depends on code that cannot be seen.
    Unknown,
}

/// What a runtime makes of a handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readiness {
    /// Which one.
    pub runtime: Runtime,
    /// Why it does not run there, the first to be met first.
    pub objections: Vec<Objection>,
    /// What is different there.
    pub remarks: Vec<Remark>,
    /// What it depends on, and cannot be seen.
    unseen: Option<Depends>,
    /// Work that it starts is not waited for.
    drops_work: bool,
    /// It has a third parameter that it does not use.
    has_idle_parameter: bool,
}

/// What cannot be seen, and decides whether a handler runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depends {
    /// The wrapper that it is in.
    OnWrapper,
    /// Code of others that it hands its context to, and that may answer for it.
    OnTakerOfContext,
}

impl Runtime {
    /// All that a handler can be asked for, the newest first.
    pub const ALL: [Runtime; 3] = [Runtime::NodeJs24, Runtime::NodeJs22, Runtime::NodeJs20];

    /// As Lambda and deployment files call it.
    pub fn name(self) -> &'static str {
        match self {
            Runtime::NodeJs24 => "nodejs24.x",
            Runtime::NodeJs22 => "nodejs22.x",
            Runtime::NodeJs20 => "nodejs20.x",
        }
    }

    /// The runtime of this name.
    pub fn of_name(name: &str) -> Option<Runtime> {
        Runtime::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether a deployment file asks for an older one.
    pub fn is_newer_than(self, other: &DeclaredRuntime) -> bool {
        other.major().is_some_and(|it| it < self.major())
    }

    fn major(self) -> u32 {
        match self {
            Runtime::NodeJs24 => 24,
            Runtime::NodeJs22 => 22,
            Runtime::NodeJs20 => 20,
        }
    }

    /// Whether handlers are called with a callback, have methods to answer by, and are
    /// waited for when they answer nothing.
    fn takes_callbacks(self) -> bool {
        self != Runtime::NodeJs24
    }
}

impl<'s> Project<'s> {
    /// What a runtime makes of a handler.
    pub fn readiness(&self, handler: &Handler, runtime: Runtime) -> Readiness {
        let function = &self[handler.function];
        let too_many = handler.length.filter(|_| handler.is_refused_at_start());
        let mut readiness = Readiness {
            runtime,
            objections: Vec::new(),
            remarks: Vec::new(),
            unseen: None,
            drops_work: false,
            has_idle_parameter: is_plain_third(function.node) && !handler.answers_by(Answers::Callback),
        };
        if runtime.takes_callbacks() {
            let is_warned = runtime == Runtime::NodeJs22 && too_many.is_some() && !function.is_async;
            readiness.remarks.extend(is_warned.then_some(Remark::Warned));
            return readiness;
        }
        let own_length = function_length(function.node);
        readiness
            .objections
            .extend(handler.names_folder.then_some(Objection::Folder));
        readiness.objections.extend(too_many.map(|count| Objection::Parameters {
            count,
            is_of_wrapper: own_length <= 2,
        }));
        if handler.answers_by(Answers::Context) {
            readiness.objections.push(Objection::ContextMethods);
        }
        let is_plain = handler.around.is_empty();
        match handler.length {
            None => readiness.unseen = Some(Depends::OnWrapper),
            Some(..=2) if handler.answers_by(Answers::Callback) => match self.may_be_given_callback(handler) {
                false => readiness.objections.push(Objection::NoCallback),
                true => readiness.unseen = Some(Depends::OnWrapper),
            },
            Some(_) => {}
        }
        // An async wrapper answers in its place.
        let answers_nothing = is_plain && handler.answers == Answers::EventLoop && handler.length.is_some();
        readiness.drops_work = answers_nothing;
        if answers_nothing && self.may_be_answered_for(handler) {
            readiness.unseen = Some(Depends::OnTakerOfContext);
        }
        if answers_nothing && self.returns_value(function.node) {
            readiness.remarks.push(Remark::ValueCounts);
        }
        let is_told_otherwise = handler.answers == Answers::Promise && handler.also_answers_by.is_empty();
        if handler.is_at_once && !is_told_otherwise {
            readiness.remarks.push(Remark::FlagWithoutEffect);
        }
        readiness
    }

    /// Whether a wrapper may give a callback that Lambda does not give.
    fn may_be_given_callback(&self, handler: &Handler) -> bool {
        let function = &self[handler.function];
        if handler.around.is_empty() {
            // `co` hands on what it is given.
            return handler.length != Some(function_length(function.node)) && !function.is_generator;
        }
        let around = handler.around.iter().flat_map(|it| self[*it].node.descendants());
        let mut calls = around.filter(|it| it.kind() == "call_expression").map(Node::arguments);
        calls.any(|it| it.len() > 2 && it.iter().all(|it| it.kind() != "spread_element"))
    }

    /// Whether a function returns something that is certainly a value and no promise.
    fn returns_value(&self, function: Node<'s>) -> bool {
        returned(function).into_iter().any(|it| self.is_value(it))
    }

    pub(super) fn is_value(&self, expression: Node<'s>) -> bool {
        let expression = expression.peeled();
        let value = self.definition(expression).unwrap_or(expression);
        matches!(
            value.kind(),
            "array" | "false" | "number" | "object" | "string" | "template_string" | "true"
        )
    }
}

/// What is taken apart there is used.
fn is_plain_third(function: Node<'_>) -> bool {
    let third = shape::parameters(function).get(2).copied();
    third.is_some_and(|it| shape::name_of(it).is_identifier())
}

impl Handler {
    /// Whether nodejs24.x does not even start it: only the number of parameters counts.
    pub fn is_refused_at_start(&self) -> bool {
        !self.is_streaming && self.length.is_some_and(|it| it > 2)
    }

    /// Whether this is one of its ways to answer.
    pub fn answers_by(&self, way: Answers) -> bool {
        self.answers == way || self.also_answers_by.contains(&way)
    }
}

impl Readiness {
    /// Whether the handler runs.
    pub fn verdict(&self) -> Verdict {
        match () {
            () if !self.objections.is_empty() => Verdict::Refused,
            () if self.unseen.is_some() => Verdict::Unknown,
            () => Verdict::Runs,
        }
    }

    /// The same for a handler that starts work which nothing in it waits for.
    pub fn with_work(mut self) -> Readiness {
        if self.drops_work && !self.objections.contains(&Objection::NotWaitedFor) {
            self.objections.push(Objection::NotWaitedFor);
            // It will have to be async, and then this is nothing new.
            self.remarks.retain(|it| *it != Remark::ValueCounts);
        }
        self
    }

    /// What it depends on whether it runs, where that is unknown.
    pub fn depends(&self) -> &'static str {
        match self.unseen {
            Some(Depends::OnTakerOfContext) => "depends on code that is given its context, and may answer by that",
            _ => "depends on its wrapper, whose parameters cannot be seen",
        }
    }

    /// One word for programs.
    pub fn slug(&self) -> &'static str {
        match (self.objections.first(), self.verdict()) {
            (Some(Objection::Folder), _) => "not-found",
            (Some(Objection::Parameters { .. }), _) => "refused",
            (Some(Objection::ContextMethods), _) => "fails",
            (Some(Objection::NoCallback), _) => "never-answers",
            (Some(Objection::NotWaitedFor), _) => "not-waited-for",
            (None, Verdict::Unknown) => "unknown",
            (None, _) => "accepted",
        }
    }

    /// A few words for tables.
    pub fn describe(&self) -> String {
        let words = match (self.objections.first(), self.verdict()) {
            (Some(Objection::Folder), _) => "not found: its folder is named",
            (Some(Objection::Parameters { count: 3, .. }), _) => "refused: three parameters",
            (Some(Objection::Parameters { count, .. }), _) => return format!("refused: {count} parameters"),
            (Some(Objection::ContextMethods), _) => "fails: no context.succeed, fail, done",
            (Some(Objection::NoCallback), _) => "accepted, but no callback answers",
            (Some(Objection::NotWaitedFor), _) => "accepted, but nothing waits for its work",
            (None, Verdict::Unknown) => match self.unseen {
                Some(Depends::OnTakerOfContext) => "unknown: depends on what is given its context",
                _ => "unknown: depends on its wrapper",
            },
            (None, _) => "accepted",
        };
        words.to_owned()
    }

    /// What would make it run, in one sentence.
    pub fn help(&self) -> &'static str {
        match self.objections.as_slice() {
            [] if self.unseen == Some(Depends::OnTakerOfContext) => {
                "it runs where that answers by a promise, which the handler returns: see its documentation"
            }
            [] => "it runs where what is exported has at most two parameters: look at its `length`",
            [Objection::Folder] => "name the file where it is declared: `api/index.handler` for `api.handler`",
            [Objection::NotWaitedFor] => "make it async, and await the work",
            [
                Objection::Parameters {
                    is_of_wrapper: true, ..
                },
                ..,
            ] => "update the wrapper to a version that takes (event, context), or take it off",
            [Objection::Parameters { .. }] if self.has_idle_parameter => {
                "drop what follows the second parameter: it is not used"
            }
            _ => "take (event, context) in an async function, and answer by `return` and `throw`",
        }
    }
}

impl Objection {
    /// Why a handler does not run on this runtime, in one sentence.
    pub fn reason(self, runtime: Runtime) -> String {
        let runtime = runtime.name();
        match self {
            Objection::Folder => {
                format!("{runtime} does not find it: its folder is named where it is declared, and not the file")
            }
            Objection::Parameters {
                count,
                is_of_wrapper: false,
            } => format!("{runtime} refuses to start it: it has {count} parameters"),
            Objection::Parameters { count, .. } => {
                format!("{runtime} refuses to start it: its wrapper takes {count} parameters")
            }
            Objection::ContextMethods => {
                format!("it answers by `context.succeed`, `fail` or `done`, which {runtime} does not have")
            }
            Objection::NoCallback => format!("it answers by a callback, and {runtime} gives it none"),
            Objection::NotWaitedFor => {
                format!("it answers nothing, and {runtime} does not wait for the work that it starts")
            }
        }
    }
}

impl Remark {
    /// What is different on this runtime, in one sentence.
    pub fn words(self, runtime: Runtime) -> String {
        let runtime = runtime.name();
        match self {
            Remark::ValueCounts => format!(
                "the value that it returns is ignored up to nodejs22.x, where it answers `null`, and is its answer on \
                 {runtime}"
            ),
            Remark::FlagWithoutEffect => format!("`callbackWaitsForEmptyEventLoop` has no effect on {runtime}"),
            Remark::Warned => format!("{runtime} warns of its third parameter, which nodejs24.x refuses"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(name: &str) -> DeclaredRuntime {
        DeclaredRuntime {
            name: name.to_owned(),
            place: ("serverless.yml".into(), 1),
        }
    }

    #[test]
    fn runtimes_are_compared_by_their_versions() {
        let older = [
            "nodejs",
            "nodejs4.3",
            "nodejs8.10",
            "nodejs12.x",
            "nodejs20.x",
            "nodejs22.x",
        ];
        for name in older {
            assert!(Runtime::NodeJs24.is_newer_than(&declared(name)), "{name}");
        }
        for name in [
            "nodejs24.x",
            "nodejs26.x",
            "nodejs.x",
            "python3.12",
            "provided.al2023",
            "",
        ] {
            assert!(!Runtime::NodeJs24.is_newer_than(&declared(name)), "{name}");
        }
        assert!(Runtime::NodeJs22.is_newer_than(&declared("nodejs20.x")));
        assert!(!Runtime::NodeJs20.is_newer_than(&declared("nodejs22.x")));
    }
}
