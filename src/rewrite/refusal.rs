//! Why a leak is reported and left as it is: each reason has a name, a place and a sentence.

use std::{fmt, ops::Range};

use crate::{
    semantic::{Answers, Handler},
    syntax::{Node, SourceId},
};

use super::{Closed, Timed};

/// A leak stays: why, and where the reason stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// A file and bytes of the text as parsed in this pass.
    pub place: Option<(SourceId, Range<usize>)>,
}

/// What blocks a rewrite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The handler is not async: converting a part of it creates leaks.
    HandlerNotAsync {
        /// Its export.
        handler: String,
        /// How it answers.
        answers: Answers,
        /// What keeps it from becoming async.
        why: &'static str,
    },
    /// What the handler returns is not looked at up to nodejs22.x, and would be.
    AnswerUnseen(String),
    /// Another leak of the handler cannot be fixed, so it stays as a whole.
    HandlerHeld(String),
    /// The author wants the handler to answer as it does.
    HandlerWanted(String),
    /// The author wants to be left what would have to change.
    Wanted,
    /// The code runs when the module is loaded.
    TopLevel,
    /// The function is of a kind that cannot wait.
    CannotBeAsync {
        /// Its name.
        function: String,
        /// Which kind it is.
        kind: &'static str,
    },
    /// The function goes where its calls cannot be seen.
    Escapes(String),
    /// Users of a package can call the function.
    Exported {
        /// Its name.
        function: String,
        /// The manifest of the package.
        package: String,
    },
    /// A file that could not be read, or says only at run time what it imports, may
    /// call the function.
    ImportedUnseen {
        /// Its name.
        function: String,
        /// The file.
        file: String,
    },
    /// A class of a package may call the method.
    CalledBySuperclass(String),
    /// What the function returns is said in another place, too.
    TypedElsewhere(String),
    /// The result of a call is used in a place that cannot wait.
    ResultUsed(String),
    /// The function around reports by a callback of its own.
    CallbackHelper {
        /// Its name.
        function: String,
        /// What keeps it from returning a promise.
        why: &'static str,
    },
    /// What a function waits for has to be awaited before its callback can go.
    NotYetAwaited(String),
    /// The request object is used, besides being sent.
    RequestUsed,
    /// The call is only a part of a larger expression.
    NotAStatement,
    /// A callback returns a value that nobody receives today.
    ReturnsValue,
    /// The callback uses its error in a way that has no equivalent here.
    ErrorUsed,
    /// The result is read although it is empty on an error.
    EmptyResultUsed,
    /// Several results are used on an error, when the promise gives none.
    ResultOnError,
    /// What the callback gets depends on options that are not known.
    UnknownResults,
    /// The function calls back without an error first.
    NotErrorFirst(String),
    /// The callback's `this` or `arguments` is used.
    UsesThis,
    /// Parameters that are patterns, defaults or more than two.
    Parameters,
    /// The callback's exceptions, or the waiting, would be seen by a `try`.
    InsideTry,
    /// A parameter is declared once more in the callback.
    DeclaredAgain,
    /// The call is part of an optional chain.
    OptionalCall,
    /// A comment stands in code that goes.
    CommentLost,
    /// A variable hides the global `Promise`.
    HiddenPromise,
    /// When one item fails, the others are not waited for.
    OthersLeftBehind,
    /// Code that follows a loop runs before the loop's work is done.
    FollowsLoop,
    /// The callback is called many times.
    CalledOften(String),
    /// What is passed as a callback cannot be followed.
    UnknownCallback,
    /// Leaving the loop early would leave work behind.
    LeavesLoop,
    /// The callback answers for a handler that has answered by then.
    AnswersTwice,
    /// The handler has answered before it starts this.
    AnsweredBefore,
    /// Code that follows runs before the callback today.
    OrderChanges,
    /// Nothing ever settles the promise.
    NeverSettles,
    /// The function around is called back by what does not wait for it.
    CalledBackUnwaited,
    /// The edit would be outside of the paths given.
    OutsideOfPath(String),
    /// tree-sitter and oxc do not agree on this function.
    UnreadableSyntax,
    /// `with` or `eval` decides at run time what names mean.
    DynamicNames,
    /// It may not come to an end, so that nothing may wait for that.
    NeverEnds(&'static str),
    /// When it is over, it starts work that nobody waits for.
    StartsMore,
    /// A connection that is closed cannot be opened again.
    Closed(Closed),
    /// A method takes a promise for an answer.
    PromiseAsAnswer(String),
    /// What a package gives may call back later.
    CallsLater(String),
    /// A turn starts something before it waits for the one before it.
    StartsEarly,
    /// Another leak starts something side by side with the call.
    StartedBefore,
    /// What is kept in a variable may be no list of promises.
    PerhapsNoArray,
    /// The parameters of a function have no types in another place.
    TypedByPlace,
    /// The handler answers with a list of promises.
    AnswersPromises,
    /// Nobody can be made to wait for a timer.
    Timed(Timed),
    /// leakfix was about to break the file, and noticed.
    Defect(String),
}

impl Refusal {
    /// A refusal whose reason stands at `node`.
    pub fn at(node: Node<'_>, reason: Reason) -> Refusal {
        Refusal {
            reason,
            place: Some((node.source.id, node.range())),
        }
    }
}

impl Reason {
    /// A short name to count by.
    pub fn slug(&self) -> &'static str {
        match self {
            Reason::HandlerNotAsync { .. } => "handler-not-async",
            Reason::AnswerUnseen(_) => "answer-unseen",
            Reason::HandlerHeld(_) => "handler-held",
            Reason::HandlerWanted(_) => "handler-ignored",
            Reason::Wanted => "ignored",
            Reason::TopLevel => "top-level",
            Reason::CannotBeAsync { .. } => "cannot-be-async",
            Reason::Escapes(_) => "callers-unknown",
            Reason::Exported { .. } => "exported",
            Reason::ImportedUnseen { .. } => "imported-unseen",
            Reason::CalledBySuperclass(_) => "called-by-superclass",
            Reason::TypedElsewhere(_) => "typed-elsewhere",
            Reason::ResultUsed(_) => "result-used",
            Reason::CallbackHelper { .. } => "callback-helper",
            Reason::NotYetAwaited(_) => "not-yet-awaited",
            Reason::RequestUsed => "request-used",
            Reason::NotAStatement => "not-a-statement",
            Reason::ReturnsValue => "returns-value",
            Reason::ErrorUsed => "error-used",
            Reason::EmptyResultUsed => "empty-result-used",
            Reason::ResultOnError => "result-on-error",
            Reason::UnknownResults => "unknown-results",
            Reason::NotErrorFirst(_) => "not-error-first",
            Reason::UsesThis => "uses-this",
            Reason::Parameters => "parameters",
            Reason::InsideTry => "inside-try",
            Reason::DeclaredAgain => "declared-again",
            Reason::OptionalCall => "optional-call",
            Reason::CommentLost => "comment-lost",
            Reason::HiddenPromise => "hidden-promise",
            Reason::OthersLeftBehind => "others-left-behind",
            Reason::FollowsLoop => "follows-loop",
            Reason::CalledOften(_) => "called-often",
            Reason::UnknownCallback => "unknown-callback",
            Reason::LeavesLoop => "leaves-loop",
            Reason::AnswersTwice => "answers-twice",
            Reason::AnsweredBefore => "answered-before",
            Reason::OrderChanges => "order-changes",
            Reason::NeverSettles => "never-settles",
            Reason::CalledBackUnwaited => "called-back-unwaited",
            Reason::OutsideOfPath(_) => "outside-of-path",
            Reason::UnreadableSyntax => "unreadable-syntax",
            Reason::DynamicNames => "dynamic-names",
            Reason::NeverEnds(_) => "may-not-end",
            Reason::StartsMore => "starts-more",
            Reason::Closed(why) => why.slug(),
            Reason::PromiseAsAnswer(_) => "promise-as-answer",
            Reason::CallsLater(_) => "calls-later",
            Reason::StartsEarly => "starts-early",
            Reason::AnswersPromises => "answers-promises",
            Reason::StartedBefore => "started-before",
            Reason::PerhapsNoArray => "perhaps-no-array",
            Reason::TypedByPlace => "typed-by-place",
            Reason::Timed(why) => why.slug(),
            Reason::Defect(_) => "defect",
        }
    }

    /// What would let leakfix fix it.
    pub fn help(&self) -> &'static str {
        match self {
            Reason::HandlerNotAsync { .. } => {
                "make the handler async, with everything it starts awaited; half of it would create new leaks"
            }
            Reason::AnswerUnseen(_) => {
                "decide whether the value is meant to be the answer: make the handler async, or return nothing"
            }
            Reason::HandlerHeld(_) => "fix the other leaks of this handler first",
            Reason::HandlerWanted(_) | Reason::Wanted => "take the `leakfix-ignore` away to have it converted",
            Reason::TopLevel => "move the call into the handler, or await it where the module allows that",
            Reason::CannotBeAsync { .. } => "move the call into a function that can be async",
            Reason::Escapes(_) => "call the function directly, so that its callers can be made to wait",
            Reason::Exported { .. } => {
                "say `\"private\": true` in the manifest if nobody else uses the package, or make it async in its next version"
            }
            Reason::ImportedUnseen { .. } => {
                "import it by a plain string in a file that leakfix can read, or make it async by hand"
            }
            Reason::CalledBySuperclass(_) => {
                "make the method async where its class allows that, and await what calls it"
            }
            Reason::TypedElsewhere(_) => "let the type say that it returns a promise",
            Reason::ResultUsed(_) => "await the call before its result is used",
            Reason::CallbackHelper { .. } => "let the function return a promise instead of taking a callback",
            Reason::NotYetAwaited(_) => "await what the function starts, and return its result",
            Reason::RequestUsed => "send the request with `.promise()` and await that",
            Reason::NotAStatement => "make the call a statement of its own",
            Reason::ReturnsValue => "decide whether the returned value is meant to be the function's result",
            Reason::ErrorUsed => "begin the callback with `if (err) { … return; }`",
            Reason::EmptyResultUsed => "use the result only where there is no error",
            Reason::ResultOnError => "use the results only where there is no error",
            Reason::UnknownResults => "write the options where the call is",
            Reason::NotErrorFirst(_) => "await a promise of it; there is nothing that could fail",
            Reason::UsesThis => "use the callback's parameters instead",
            Reason::Parameters => "write the callback as `(err, data) => { … }`",
            Reason::InsideTry => "move the call out of the `try`, or handle its errors inside the callback",
            Reason::DeclaredAgain => "give the variable another name",
            Reason::OptionalCall => "test for the client first, and call it in an `if`",
            Reason::CommentLost => "put the comment on a line of its own, or take it away",
            Reason::HiddenPromise => "give the variable another name",
            Reason::OthersLeftBehind => "use `Promise.allSettled`, and throw the first rejection after it",
            Reason::FollowsLoop => "await the work of the loop where it ends, if the order does not matter",
            Reason::CalledOften(_) => "collect the pages in a loop that awaits each one",
            Reason::UnknownCallback => "pass a function that is declared in this file",
            Reason::LeavesLoop => "collect the work and await it before the loop is left",
            Reason::AnswersTwice => "decide which of the two is the handler's answer",
            Reason::AnsweredBefore => "answer last, or leave out what nobody waits for",
            Reason::OrderChanges => {
                "await the call where it stands, if the order does not matter; `--unsafe` does that"
            }
            Reason::NeverSettles => "settle the promise on each way, or let the work come to an end",
            Reason::CalledBackUnwaited => "wait for what calls it back first",
            Reason::OutsideOfPath(_) => "run leakfix on the whole project",
            Reason::UnreadableSyntax => "rewrite it by hand",
            Reason::DynamicNames => "do without `with` and `eval` in this function",
            Reason::NeverEnds(_) => "see to it that it ends on every path, and await a promise that settles then",
            Reason::StartsMore => "collect what the events bring, and start the work once that is awaited",
            Reason::Closed(why) => why.help(),
            Reason::PromiseAsAnswer(_) => {
                "await the answers first, `const keep = await Promise.all(…)`, and test those"
            }
            Reason::CallsLater(_) => "await what the method gives, if that is a promise, or take the items out first",
            Reason::StartsEarly => "begin the callback with `await` of what the turn before it gave",
            Reason::StartedBefore => "start both, and await them together",
            Reason::PerhapsNoArray => "await `Promise.all` of it, if it is an array",
            Reason::TypedByPlace => "say the types of the parameters",
            Reason::AnswersPromises => "return what `Promise.all` of the list comes to, if that is meant",
            Reason::Timed(why) => why.help(),
            Reason::Defect(_) => "please report this with the code of the function",
        }
    }
}

impl Reason {
    /// Why a handler that is held stays.
    pub(super) fn of_held(handler: &Handler) -> Reason {
        let name = handler.key.1.clone();
        match handler.is_wanted {
            true => Reason::HandlerWanted(name),
            false => Reason::HandlerHeld(name),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::HandlerNotAsync { handler, answers, why } => {
                write!(
                    f,
                    "handler `{handler}` is not async: it {}, and {why}",
                    answers.describe()
                )
            }
            Reason::AnswerUnseen(handler) => write!(
                f,
                "what {handler} returns here is not looked at up to nodejs22.x, and would be the answer after that"
            ),
            Reason::HandlerHeld(handler) => {
                write!(
                    f,
                    "handler `{handler}` still has a leak that cannot be fixed, so it stays whole"
                )
            }
            Reason::HandlerWanted(handler) => write!(
                f,
                "handler `{handler}` would have to become async, and a comment says to leave it as it is"
            ),
            Reason::Wanted => f.write_str("a call would have to change that a comment says to leave as it is"),
            Reason::TopLevel => f.write_str("this runs while the module is loaded, where nothing waits"),
            Reason::CannotBeAsync { function, kind } => write!(f, "{function} cannot become async: it is {kind}"),
            Reason::Escapes(function) => {
                write!(
                    f,
                    "{function} cannot become async: it is handed on here, and its callers cannot be seen"
                )
            }
            Reason::Exported { function, package } => {
                write!(
                    f,
                    "{function} cannot become async: users of the package in {package} may call it"
                )
            }
            Reason::ImportedUnseen { function, file } => {
                write!(
                    f,
                    "{function} cannot become async: {file} may call it, and which modules it imports cannot be read"
                )
            }
            Reason::CalledBySuperclass(function) => {
                write!(
                    f,
                    "{function} cannot become async: its class extends this one, which may call it and is not part of the project"
                )
            }
            Reason::TypedElsewhere(function) => {
                write!(
                    f,
                    "{function} cannot become async: this says what it returns, and cannot be changed along"
                )
            }
            Reason::ResultUsed(function) => {
                write!(f, "nobody waits for {function} here, and nobody can be made to")
            }
            Reason::CallbackHelper { function, why } => {
                write!(f, "{function} reports by a callback of its own, and {why}")
            }
            Reason::NotYetAwaited(function) => {
                write!(f, "{function} completes by its callback when this is done")
            }
            Reason::RequestUsed => f.write_str("the request object that the call returns is used"),
            Reason::NotAStatement => f.write_str("the call is part of a larger expression"),
            Reason::ReturnsValue => f.write_str("the callback returns a value here that nobody receives today"),
            Reason::ErrorUsed => f.write_str("the callback uses its error in a way that cannot move"),
            Reason::EmptyResultUsed => f.write_str("the result is used here although it is empty on an error"),
            Reason::ResultOnError => f.write_str("this result is used on an error, when the promise gives none"),
            Reason::UnknownResults => f.write_str("what the callback gets depends on options that are not known here"),
            Reason::NotErrorFirst(function) => write!(f, "`{function}` does not call back with an error first"),
            Reason::UsesThis => f.write_str("the callback uses `this` or `arguments`"),
            Reason::Parameters => f.write_str("the callback's parameters are not a plain `(err, data)`"),
            Reason::InsideTry => f.write_str("this `try` would see what happens in the callback"),
            Reason::DeclaredAgain => f.write_str("the callback declares a name of its parameters again"),
            Reason::CommentLost => f.write_str("this comment stands in code that goes, and would be lost"),
            Reason::OptionalCall => f.write_str("`?.`: the call may not happen, and then there is nothing to wait for"),
            Reason::HiddenPromise => f.write_str("a variable hides the global `Promise`"),
            Reason::OthersLeftBehind => f.write_str("when one item fails, `Promise.all` does not wait for the others"),
            Reason::FollowsLoop => f.write_str("this runs before the work of the loop is done, and would run after it"),
            Reason::CalledOften(method) => write!(f, "`{method}` calls its callback once per page"),
            Reason::UnknownCallback => f.write_str("what is passed as the callback cannot be followed"),
            Reason::LeavesLoop => f.write_str("the loop may be left before all of its work is done"),
            Reason::AnswersTwice => {
                f.write_str("this answers for the handler, which has answered by then; awaited, it would come first")
            }
            Reason::AnsweredBefore => f.write_str("the answer is given here, and nothing that follows is waited for"),
            Reason::OrderChanges => f.write_str("this runs before the callback today, and would run after it"),
            Reason::NeverSettles => f.write_str("nothing ever settles this promise, so waiting for it would never end"),
            Reason::CalledBackUnwaited => {
                f.write_str("the function around is called back from here, where nobody waits for it")
            }
            Reason::OutsideOfPath(file) => write!(
                f,
                "the fix would have to edit {file}, which is outside of the paths given"
            ),
            Reason::UnreadableSyntax => {
                f.write_str("this function is written in syntax that leakfix cannot read in full")
            }
            Reason::DynamicNames => f.write_str("`with` or `eval` decides at run time what the names around it mean"),
            Reason::NeverEnds(why) => write!(f, "this might be waited for without end: {why}"),
            Reason::StartsMore => f.write_str("this starts more work when the event comes, which nobody waits for"),
            Reason::Closed(why) => why.fmt(f),
            Reason::PromiseAsAnswer(it) => write!(
                f,
                "`{it}` takes the promise itself for the answer, whatever comes of it"
            ),
            Reason::CallsLater(method) => write!(f, "`{method}` of what a package gives may call back later"),
            Reason::StartsEarly => f.write_str(
                "a turn starts this before it waits for the turn before it, so the last one does not wait for all",
            ),
            Reason::AnswersPromises => {
                f.write_str("the handler answers with a list of promises, which comes out as empty objects")
            }
            Reason::StartedBefore => f.write_str(
                "this is started side by side with the call, and can neither be awaited before it nor with it",
            ),
            Reason::PerhapsNoArray => f.write_str("whether this comes from an array cannot be told"),
            Reason::TypedByPlace => {
                f.write_str("the parameters of this function get their types from the place it stands in")
            }
            Reason::Timed(why) => why.fmt(f),
            Reason::Defect(what) => write!(f, "leakfix is wrong here: {what}"),
        }
    }
}
