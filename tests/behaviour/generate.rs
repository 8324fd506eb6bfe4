//! Makes a program up from a seed. It keeps to programs whose answer does not depend on which of two things is
//! faster: one path leads to each answer. It does not know how a program is written down.

mod work;

use fastrand::Rng;

use crate::{
    program::{
        Answering, Export, Failure, Function, Helper, Outcome, Place, Program, Repeat, Step, Style, Task, Way, Work,
    },
    scope::Scope,
};

/// How many steps a program has at most, about.
const ROOM: usize = 13;
const FLAGS: usize = 2;

pub fn program(seed: u64) -> Program {
    let mut maker = Maker {
        rng: Rng::with_seed(seed),
        marks: 0,
        room: ROOM,
        helpers: Vec::new(),
        domain: seed,
    };
    maker.program()
}

struct Maker {
    rng: Rng,
    marks: u32,
    room: usize,
    helpers: Vec<Helper>,
    domain: u64,
}

impl Maker {
    fn program(&mut self) -> Program {
        const ANSWERINGS: [Answering; 12] = [
            Answering::Return,
            Answering::Return,
            Answering::Return,
            Answering::Return,
            Answering::Callback,
            Answering::Callback,
            Answering::Callback,
            Answering::Context,
            Answering::Context,
            Answering::Executor,
            Answering::Chain,
            Answering::Nothing,
        ];
        let answering = self.pick(&ANSWERINGS);
        let scope = Scope::of_handler(answering);
        let body = self.body(scope);
        let style = self.style();
        Program {
            style,
            handler: Function { answering, body },
            helpers: std::mem::take(&mut self.helpers),
        }
    }

    fn style(&mut self) -> Style {
        const DOMAINS: [(&str, &str); 5] = [
            ("order", "orders"),
            ("song", "songs"),
            ("parcel", "parcels"),
            ("seat", "seats"),
            ("meal", "meals"),
        ];
        let (thing, things) = DOMAINS[self.domain as usize % DOMAINS.len()];
        Style {
            is_module: self.chance(25),
            semicolons: self.chance(80),
            indent: self.pick(&["  ", "  ", "    ", "\t"]),
            arrows: self.chance(65),
            helper_arrows: self.chance(30),
            export: self.pick(&[Export::Assigned, Export::Assigned, Export::Declared, Export::Listed]),
            answers_at_once: self.chance(25),
            is_v3: self.chance(40),
            thing,
            things,
            callback: self.pick(&["callback", "cb", "done"]),
            error: self.pick(&["err", "err", "error", "e"]),
            data: self.pick(&["data", "result", "found"]),
        }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.rng.usize(0..among.len())]
    }

    fn mark(&mut self) -> u32 {
        self.marks += 1;
        self.room = self.room.saturating_sub(1);
        self.marks
    }

    // ---- functions

    fn body(&mut self, scope: Scope) -> Vec<Step> {
        let count = self.rng.usize(0..3);
        let mut steps = self.steps(scope, count);
        match scope.answering {
            Answering::Return => {
                if scope.is_handler || self.chance(60) {
                    steps.extend(self.some_work(scope));
                }
                self.maybe_early(scope, &mut steps);
                if self.chance(30) {
                    steps.push(self.log(scope));
                }
                steps.extend(self.returned(scope));
            }
            Answering::Chain => {
                let inner = scope.in_then();
                let mut after = self.steps(inner, 1);
                after.push(Step::Answer(self.result()));
                let mut on_error = Vec::new();
                let failure = self.pick(&[Failure::Ignored, Failure::Catch]);
                if failure == Failure::Catch {
                    on_error.push(self.log(scope));
                    on_error.push(Step::Answer(self.error_or_result()));
                }
                let task = self.promised(scope);
                steps.push(self.work_of(task, Way::Returned, failure, on_error, after));
            }
            Answering::Nothing => steps.extend(self.some_work(scope)),
            Answering::Executor | Answering::Callback | Answering::Context => steps.extend(self.way_to_answer(scope)),
        }
        steps
    }

    /// Leaves before the end where a flag says so.
    fn maybe_early(&mut self, scope: Scope, steps: &mut Vec<Step>) {
        if !scope.is_handler || !self.chance(30) {
            return;
        }
        let flag = self.rng.usize(0..FLAGS);
        let mut yes = self.steps(scope, 1);
        yes.push(Step::Answer(self.error_or_result_unless_caught()));
        steps.push(Step::Branch {
            flag,
            yes,
            no: Vec::new(),
        });
    }

    fn returned(&mut self, scope: Scope) -> Vec<Step> {
        match self.rng.u32(0..100) {
            0..8 => vec![Step::Throw(self.mark())],
            8..20 if !scope.is_handler => Vec::new(),
            _ => vec![Step::Answer(self.result())],
        }
    }

    /// Ends with exactly one answer, mostly.
    fn way_to_answer(&mut self, scope: Scope) -> Vec<Step> {
        let count = self.rng.usize(0..2);
        let mut steps = self.steps(scope, count);
        if scope.is_handler && self.chance(25) {
            let flag = self.rng.usize(0..FLAGS);
            let early = Step::Answer(self.error_or_result_unless_caught());
            steps.push(Step::Branch {
                flag,
                yes: vec![early, Step::Leave],
                no: Vec::new(),
            });
        }
        let goes_deeper = scope.depth < 3 && (scope.depth == 0 || self.chance(40)) && self.room > 2;
        if !goes_deeper {
            steps.push(Step::Answer(self.error_or_result_of(scope)));
            // Only the first one counts.
            if scope.answering != Answering::Executor && scope.is_handler && self.chance(8) {
                steps.push(self.log(scope));
                steps.push(Step::Answer(self.result()));
            }
            return steps;
        }
        steps.push(self.deeper(scope));
        steps
    }

    /// Work whose callback, or what follows from its promise, leads to the answer.
    fn deeper(&mut self, scope: Scope) -> Step {
        if self.chance(20) {
            let task = self.promised(scope);
            let inner = scope.in_then();
            let after = self.way_to_answer(inner);
            let failure = self.pick(&[Failure::Catch, Failure::Else]);
            let mut on_error = self.steps(inner.with_error(), 0);
            on_error.push(Step::Answer(self.error_or_result_of(inner.with_error())));
            return self.work_of(task, Way::Floating, failure, on_error, after);
        }
        let task = self.called_back(scope);
        let failure = match task {
            Task::Timer => Failure::Ignored,
            Task::Get => Failure::Else,
            _ => self.pick(&[
                Failure::Else,
                Failure::Leaves,
                Failure::Leaves,
                Failure::GoesOn,
                Failure::OnlyIfNone,
            ]),
        };
        let mut on_error = Vec::new();
        let inner = scope.in_callback(gives_data(task)).with_error();
        if task != Task::Timer {
            if self.chance(60) {
                on_error.push(self.log(inner));
            }
            if failure != Failure::GoesOn {
                on_error.push(Step::Answer(self.error_or_result_of(inner)));
            }
            if failure == Failure::Leaves {
                on_error.push(Step::Leave);
            }
        }
        let after = self.way_to_answer(scope.in_callback(gives_data(task)));
        let way = self.callback_way(task);
        self.work_of(task, way, failure, on_error, after)
    }

    // ---- steps

    fn steps(&mut self, scope: Scope, count: usize) -> Vec<Step> {
        (0..count).map(|_| self.step(scope)).collect()
    }

    fn step(&mut self, scope: Scope) -> Step {
        if self.room == 0 || scope.depth > 3 {
            return self.log(scope);
        }
        match self.rng.u32(0..100) {
            0..25 => self.log(scope),
            25..38 if scope.has_event => self.branch(scope),
            38..52 if scope.has_event && !scope.in_loop => self.repeat(scope),
            52..60 => self.guard(scope),
            60..65 => {
                let mut body = self.steps(scope.in_async(), 1);
                body.extend(self.some_work(scope.in_async()));
                Step::Detached(body)
            }
            _ => self.work(scope),
        }
    }

    fn log(&mut self, scope: Scope) -> Step {
        let tells_data = scope.has_data && self.chance(40);
        Step::Log {
            mark: self.mark(),
            tells_data,
        }
    }

    fn branch(&mut self, scope: Scope) -> Step {
        let flag = self.rng.usize(0..FLAGS);
        let yes = self.some_work(scope);
        let no = if self.chance(40) {
            self.steps(scope, 1)
        } else {
            Vec::new()
        };
        Step::Branch { flag, yes, no }
    }

    fn repeat(&mut self, scope: Scope) -> Step {
        let waits = scope.can_await;
        let how = match self.rng.u32(0..7) {
            0 | 1 => Repeat::ForOf,
            2 => Repeat::ForIndex,
            3 => Repeat::ForEach,
            4 => Repeat::ForEachAsync,
            5 => Repeat::MapAsync,
            _ if waits => Repeat::AllOfMap,
            _ => Repeat::ForEach,
        };
        let inner = match how {
            Repeat::ForOf | Repeat::ForIndex => scope,
            Repeat::ForEach => scope.in_plain(),
            _ => scope.in_async(),
        };
        let body = self.some_work(inner.in_loop());
        Step::Repeat { how, body }
    }

    fn guard(&mut self, scope: Scope) -> Step {
        let mut body = self.some_work(scope);
        if self.chance(30) {
            body.push(Step::Throw(self.mark()));
        }
        let caught = vec![self.log(scope)];
        Step::Guard { body, caught }
    }
}

/// Whether its callback gets something.
fn gives_data(task: Task) -> bool {
    !matches!(task, Task::Timer | Task::Get)
}
