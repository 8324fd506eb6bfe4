//! What a program has to do, worked out from its tree: the bag of effects, and the answer. It knows no JavaScript.

use std::collections::{BTreeSet, VecDeque};

use serde_json::{Value, json};

use crate::program::{Answering, Failure, Function, Outcome, Program, Repeat, Step, Task, Way, Work, caught_in};

/// What one event brings.
pub struct Event {
    pub key: String,
    pub flags: Vec<bool>,
    pub fails: BTreeSet<&'static str>,
}

impl Event {
    pub fn items(&self) -> Vec<String> {
        ["a", "b"].iter().map(|it| format!("{}-{it}", self.key)).collect()
    }

    pub fn json(&self) -> Value {
        let file = match self.fails.contains("file") {
            true => "/nowhere/to/be/found",
            false => "/etc/hostname",
        };
        json!({ "id": self.key, "items": self.items(), "flags": self.flags, "file": file })
    }
}

/// What an event has to lead to.
#[derive(Debug, Default)]
pub struct Expected {
    pub effects: Vec<String>,
    /// As the runtime posts it; an error that others word has no message.
    pub answer: Value,
    /// Errors that nobody catches, in work that nobody waits for: what else comes to pass then, depends.
    pub crashes: Vec<Value>,
    /// The answer where everything is waited for: a `catch` gets those errors, and may answer for them.
    pub answer_of_catch: Value,
    /// Effects of work that nobody waits for: whether they come before the answer is the clock's business.
    pub adrift: BTreeSet<String>,
    /// The log lines of each `catch`.
    caught: BTreeSet<u32>,
}

impl Expected {
    /// Whether a log line comes from a `catch`.
    pub fn is_of_catch(&self, effect: &str) -> bool {
        let mark = effect.split(' ').nth(1).and_then(|it| it.parse().ok());
        effect.starts_with("step ") && mark.is_some_and(|it| self.caught.contains(&it))
    }
}

#[derive(Debug, Clone)]
struct Thrown(Value);

enum End {
    Done,
    Left,
    Answered(Outcome),
    Thrown(Thrown),
}

/// Who gets the outcome of a function.
#[derive(Clone)]
enum To<'p> {
    Handler,
    /// A callback of the caller.
    Callback(&'p Work, Box<Frame<'p>>),
    Nobody,
}

#[derive(Clone)]
struct Frame<'p> {
    answering: Answering,
    key: String,
    data: bool,
    error: Option<Thrown>,
    to: To<'p>,
}

/// The result of a function or of an operation.
type Settled = Result<bool, Thrown>;

pub fn expected(program: &Program, event: &Event) -> Expected {
    let answer_of_catch = work_out(program, event, true).answer;
    Expected {
        answer_of_catch,
        ..work_out(program, event, false)
    }
}

fn work_out(program: &Program, event: &Event, waits_for_all: bool) -> Expected {
    let mut machine = Machine {
        program,
        event,
        waits_for_all,
        adrift: 0,
        queue: VecDeque::new(),
        answer: None,
        out: Expected::default(),
    };
    let frame = Frame {
        answering: program.handler.answering,
        key: event.key.clone(),
        data: false,
        error: None,
        to: To::Handler,
    };
    machine.start(&frame);
    machine.adrift += 1;
    while let Some((steps, frame, caught)) = machine.queue.pop_front() {
        machine.run_detached(steps, frame, caught);
    }
    let bodies = program.helpers.iter().map(|it| &it.function).chain([&program.handler]);
    bodies.for_each(|it| caught_in(&it.body, &mut machine.out.caught));
    machine.out.answer = machine.answer.unwrap_or(json!({ "response": null }));
    machine.out
}

/// Steps that nobody waits for, what they are run in, and a `catch` behind them.
type Detached<'p> = (&'p [Step], Frame<'p>, Option<&'p [Step]>);

struct Machine<'p> {
    program: &'p Program,
    event: &'p Event,
    /// Promises are awaited wherever they are.
    waits_for_all: bool,
    /// How much of what is being worked out nobody waits for.
    adrift: usize,
    /// What runs once the code before it is through.
    queue: VecDeque<Detached<'p>>,
    answer: Option<Value>,
    out: Expected,
}

impl<'p> Machine<'p> {
    /// The handler. A result it gives where it tells it.
    fn start(&mut self, frame: &Frame<'p>) {
        if let Err(thrown) = self.run_function(&self.program.handler, frame) {
            self.give(json!({ "error": thrown.0 }));
        }
    }

    /// What a function settles with; nothing where that comes by a callback.
    fn run_function(&mut self, function: &'p Function, frame: &Frame<'p>) -> Settled {
        match self.run(&function.body, frame) {
            End::Done | End::Left => Ok(false),
            End::Answered(outcome) => self.settled(outcome, frame),
            End::Thrown(thrown) => Err(thrown),
        }
    }

    fn effect(&mut self, effect: String) {
        if self.adrift > 0 {
            self.out.adrift.insert(effect.clone());
        }
        self.out.effects.push(effect);
    }

    fn give(&mut self, answer: Value) {
        self.answer.get_or_insert(answer);
    }

    fn run(&mut self, steps: &'p [Step], frame: &Frame<'p>) -> End {
        for step in steps {
            match self.step(step, frame) {
                End::Done => {}
                end => return end,
            }
        }
        End::Done
    }

    /// Nobody waits for these steps.
    fn run_detached(&mut self, steps: &'p [Step], frame: Frame<'p>, caught: Option<&'p [Step]>) {
        let End::Thrown(thrown) = self.run(steps, &frame) else {
            return;
        };
        match caught {
            Some(steps) => {
                let error = Some(thrown);
                self.run_detached(steps, Frame { error, ..frame }, None);
            }
            None => self.out.crashes.push(thrown.0),
        }
    }

    fn step(&mut self, step: &'p Step, frame: &Frame<'p>) -> End {
        match step {
            Step::Log { mark, tells_data } => {
                let data = if *tells_data {
                    format!(" {}", frame.data)
                } else {
                    String::new()
                };
                self.effect(format!("step {mark} {}{data}", frame.key));
                End::Done
            }
            Step::Work(work) => {
                let is_adrift = match work.way {
                    Way::Started | Way::Floating => true,
                    Way::Callback | Way::NamedCallback => frame.answering.is_by_return(),
                    Way::Awaited | Way::Returned => false,
                };
                self.adrift += usize::from(is_adrift);
                let end = self.work(work, frame);
                self.adrift -= usize::from(is_adrift);
                end
            }
            Step::Branch { flag, yes, no } => {
                let taken = if self.event.flags[*flag] { yes } else { no };
                self.run(taken, frame)
            }
            Step::Repeat { how, body } => self.repeat(*how, body, frame),
            Step::Guard { body, caught } => match self.run(body, frame) {
                End::Thrown(thrown) => {
                    let error = Some(thrown);
                    self.run(caught, &Frame { error, ..frame.clone() })
                }
                end => end,
            },
            Step::Detached(body) if self.waits_for_all => match self.run(body, frame) {
                End::Thrown(thrown) => End::Thrown(thrown),
                _ => End::Done,
            },
            Step::Detached(body) => {
                self.queue.push_back((body, frame.clone(), None));
                End::Done
            }
            Step::Throw(mark) => End::Thrown(Thrown(error_of(*mark))),
            Step::Rethrow => End::Thrown(frame.error.clone().expect("an error is at hand where it is thrown on")),
            Step::Answer(outcome) => self.tell(*outcome, frame),
            Step::Leave => End::Left,
        }
    }

    fn repeat(&mut self, how: Repeat, body: &'p [Step], frame: &Frame<'p>) -> End {
        let mut first = None;
        for key in self.event.items() {
            let inner = Frame { key, ..frame.clone() };
            match how {
                Repeat::ForEachAsync | Repeat::MapAsync if !self.waits_for_all => {
                    self.queue.push_back((body, inner, None))
                }
                // The others are run all the same; a plain loop ends with its first error.
                _ => match self.run(body, &inner) {
                    End::Thrown(thrown)
                        if matches!(how, Repeat::AllOfMap | Repeat::ForEachAsync | Repeat::MapAsync) =>
                    {
                        first = first.or(Some(thrown))
                    }
                    End::Thrown(thrown) => return End::Thrown(thrown),
                    _ => {}
                },
            }
        }
        first.map_or(End::Done, End::Thrown)
    }

    /// Where the answer goes.
    fn tell(&mut self, outcome: Outcome, frame: &Frame<'p>) -> End {
        let told_by_return = frame.answering.is_by_return();
        match &frame.to {
            To::Handler => {
                let answer = match self.settled(outcome, frame) {
                    Ok(_) => json!({ "response": response(outcome) }),
                    Err(thrown) if told_by_return => return End::Thrown(thrown),
                    Err(thrown) => json!({ "error": thrown.0 }),
                };
                self.give(answer);
            }
            To::Callback(work, caller) => {
                let settled = self.settled(outcome, frame);
                self.call_back(work, caller, settled);
            }
            To::Nobody => {}
        }
        match told_by_return {
            true => End::Answered(outcome),
            false => End::Done,
        }
    }

    fn settled(&self, outcome: Outcome, frame: &Frame<'p>) -> Settled {
        match outcome {
            Outcome::Result(_) | Outcome::Object(_) => Ok(true),
            Outcome::Nothing => Ok(false),
            Outcome::Error(mark) => Err(Thrown(error_of(mark))),
            Outcome::Text(mark) => Err(Thrown(
                json!({ "errorType": "string", "errorMessage": format!("failed {mark}") }),
            )),
            Outcome::Caught => Err(frame.error.clone().expect("an error is at hand where it is told")),
        }
    }

    fn work(&mut self, work: &'p Work, frame: &Frame<'p>) -> End {
        let Task::Helper(number) = work.task else {
            let settled = self.operation(work, frame);
            return self.continue_with(work, frame, settled);
        };
        let function = &self.program.helpers[number].function;
        let by_callback = function.answering == Answering::Callback;
        let inner = Frame {
            answering: function.answering,
            key: frame.key.clone(),
            data: false,
            error: None,
            to: match by_callback {
                true => To::Callback(work, Box::new(frame.clone())),
                false => To::Nobody,
            },
        };
        let queued = self.queue.len();
        match self.run_function(function, &inner) {
            // Where all is awaited, what fails in it is its outcome, whatever it had told before.
            Err(thrown) if by_callback && self.waits_for_all => {
                self.queue.truncate(queued);
                self.call_back(work, frame, Err(thrown));
                End::Done
            }
            // What such a function throws at once, its caller gets.
            Err(thrown) if by_callback || work.way == Way::Started => End::Thrown(thrown),
            settled if !by_callback && work.way != Way::Started => self.continue_with(work, frame, settled),
            _ => End::Done,
        }
    }

    fn operation(&mut self, work: &Work, frame: &Frame<'p>) -> Settled {
        let (operation, error) = match work.task {
            Task::Put => ("DynamoDB.PutItem", "ValidationException"),
            Task::Publish => ("SNS.Publish", "ValidationException"),
            Task::Send => ("SQS.SendMessage", "ValidationException"),
            Task::Get => ("GET", ""),
            Task::Read => ("file", "Error"),
            Task::Timer | Task::Helper(_) => return Ok(false),
        };
        if operation != "file" {
            self.effect(format!("{operation} w{} {}", work.mark, frame.key));
        }
        match self.event.fails.contains(operation) {
            true => Err(Thrown(json!({ "errorType": error }))),
            false => Ok(true),
        }
    }

    fn continue_with(&mut self, work: &'p Work, frame: &Frame<'p>, settled: Settled) -> End {
        match work.way {
            Way::Callback | Way::NamedCallback => {
                self.call_back(work, frame, settled);
                End::Done
            }
            Way::Started => End::Done,
            Way::Floating if self.waits_for_all => self.follow(work, frame, settled),
            Way::Floating => {
                self.float(work, frame, settled);
                End::Done
            }
            Way::Awaited | Way::Returned => self.follow(work, frame, settled),
        }
    }

    /// The function around waits for it.
    fn follow(&mut self, work: &'p Work, frame: &Frame<'p>, settled: Settled) -> End {
        let end = match settled {
            Ok(data) => self.run(&work.after, &Frame { data, ..frame.clone() }),
            Err(thrown) if work.failure == Failure::Else => {
                let error = Some(thrown);
                return self.run(&work.on_error, &Frame { error, ..frame.clone() });
            }
            Err(thrown) => End::Thrown(thrown),
        };
        match end {
            End::Thrown(thrown) if work.failure == Failure::Catch => {
                let error = Some(thrown);
                self.run(&work.on_error, &Frame { error, ..frame.clone() })
            }
            end => end,
        }
    }

    fn float(&mut self, work: &'p Work, frame: &Frame<'p>, settled: Settled) {
        let caught = (work.failure == Failure::Catch).then_some(&*work.on_error);
        let frame = frame.clone();
        match settled {
            Ok(data) => self.queue.push_back((&work.after, Frame { data, ..frame }, caught)),
            Err(thrown) if work.failure == Failure::Ignored => self.out.crashes.push(thrown.0),
            Err(thrown) => {
                let error = Some(thrown);
                self.queue.push_back((&work.on_error, Frame { error, ..frame }, None));
            }
        }
    }

    fn call_back(&mut self, work: &'p Work, frame: &Frame<'p>, settled: Settled) {
        let (data, error) = match settled {
            Ok(data) => (data, None),
            Err(thrown) => (false, Some(thrown)),
        };
        let frame = Frame {
            data,
            error,
            ..frame.clone()
        };
        let failed = frame.error.is_some();
        let goes_on = matches!(work.failure, Failure::Ignored | Failure::GoesOn);
        match (failed, goes_on) {
            (false, _) => self.queue.push_back((&work.after, frame, None)),
            (true, true) => {
                // The error branch first; what it throws, the rest does not see.
                match self.run(&work.on_error, &frame) {
                    End::Thrown(thrown) => self.out.crashes.push(thrown.0),
                    End::Done => self.queue.push_back((&work.after, frame, None)),
                    End::Left | End::Answered(_) => {}
                }
            }
            (true, false) => self.queue.push_back((&work.on_error, frame, None)),
        }
    }
}

fn error_of(mark: u32) -> Value {
    json!({ "errorType": "Error", "errorMessage": format!("failed {mark}") })
}

fn response(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Result(mark) => json!(format!("done {mark}")),
        Outcome::Object(mark) => json!({ "statusCode": 200, "body": format!("done {mark}") }),
        _ => Value::Null,
    }
}
