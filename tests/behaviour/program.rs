//! A small Lambda handler as a tree of what it does, with every effect numbered. It does not know how that is written.

use std::collections::BTreeSet;

/// A handler, the functions it calls, and how all of it is laid out.
#[derive(Debug, Clone)]
pub struct Program {
    pub style: Style,
    pub handler: Function,
    pub helpers: Vec<Helper>,
}

#[derive(Debug, Clone)]
pub struct Function {
    pub answering: Answering,
    pub body: Vec<Step>,
}

/// How a function tells its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answering {
    /// It is async, and returns or throws.
    Return,
    /// It returns a promise and what follows from that.
    Chain,
    /// It returns a promise that is settled by hand.
    Executor,
    /// It calls its last parameter.
    Callback,
    /// It calls a method of the context.
    Context,
    /// Not at all: Lambda waits for the event loop.
    Nothing,
}

impl Answering {
    pub fn is_by_return(self) -> bool {
        matches!(self, Answering::Return | Answering::Chain)
    }
}

#[derive(Debug, Clone)]
pub struct Helper {
    pub name: String,
    pub place: Place,
    pub function: Function,
}

/// Where a helper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Above,
    Below,
    OtherFile,
    Object,
}

/// The number of an effect, as it appears in log lines and requests.
pub type Mark = u32;

#[derive(Debug, Clone)]
pub enum Step {
    /// A line, and whether the result of the work before is there.
    Log {
        mark: Mark,
        tells_data: bool,
    },
    Work(Work),
    /// Depends on a flag of the event.
    Branch {
        flag: usize,
        yes: Vec<Step>,
        no: Vec<Step>,
    },
    /// For each of the two items of the event.
    Repeat {
        how: Repeat,
        body: Vec<Step>,
    },
    /// `try` and `catch`.
    Guard {
        body: Vec<Step>,
        caught: Vec<Step>,
    },
    /// An async function that is called on the spot, and not awaited.
    Detached(Vec<Step>),
    Throw(Mark),
    /// The error that is at hand.
    Rethrow,
    Answer(Outcome),
    /// A plain `return`.
    Leave,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    ForOf,
    ForIndex,
    ForEach,
    ForEachAsync,
    MapAsync,
    /// The only one that waits.
    AllOfMap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Result(Mark),
    Object(Mark),
    Nothing,
    Error(Mark),
    Text(Mark),
    /// The error that is at hand.
    Caught,
}

/// Something that takes a while.
#[derive(Debug, Clone)]
pub struct Work {
    pub mark: Mark,
    pub task: Task,
    pub way: Way,
    pub failure: Failure,
    /// What is done with an error.
    pub on_error: Vec<Step>,
    /// What is done afterwards.
    pub after: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Task {
    Put,
    Publish,
    Send,
    Get,
    Read,
    Timer,
    Helper(usize),
}

/// How work is called and waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Callback,
    /// The same with a function that has a name.
    NamedCallback,
    Awaited,
    Floating,
    /// A helper that tells nothing.
    Started,
    /// The promise is what the function answers with.
    Returned,
}

/// How an error is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Not at all.
    Ignored,
    /// `if (err) { … } else { … }`, or the second function of `then`.
    Else,
    /// `if (err) { …; return; } …`
    Leaves,
    /// `if (err) { … } …`
    GoesOn,
    /// `if (!err) { … }`
    OnlyIfNone,
    /// `catch` behind all of it.
    Catch,
}

/// How code is written.
#[derive(Debug, Clone)]
pub struct Style {
    pub is_module: bool,
    pub semicolons: bool,
    pub indent: &'static str,
    pub arrows: bool,
    /// `const f = …` instead of `function f`.
    pub helper_arrows: bool,
    pub export: Export,
    /// Lambda does not wait for the event loop.
    pub answers_at_once: bool,
    /// The third version of the SDK where there is a choice.
    pub is_v3: bool,
    /// What it is about: one thing, and many of it.
    pub thing: &'static str,
    pub things: &'static str,
    pub callback: &'static str,
    pub error: &'static str,
    pub data: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    Assigned,
    Declared,
    Listed,
}

/// The numbers of the log lines in each `catch`.
pub fn caught_in(steps: &[Step], found: &mut BTreeSet<u32>) {
    for step in steps {
        match step {
            Step::Guard { body, caught } => {
                found.extend(caught.iter().filter_map(log));
                caught_in(body, found);
            }
            Step::Work(work) => {
                found.extend(work.on_error.iter().filter_map(log));
                caught_in(&work.on_error, found);
                caught_in(&work.after, found);
            }
            Step::Branch { yes, no, .. } => {
                caught_in(yes, found);
                caught_in(no, found);
            }
            Step::Repeat { body, .. } | Step::Detached(body) => caught_in(body, found),
            _ => {}
        }
    }
}

fn log(step: &Step) -> Option<u32> {
    match step {
        Step::Log { mark, .. } => Some(*mark),
        _ => None,
    }
}
