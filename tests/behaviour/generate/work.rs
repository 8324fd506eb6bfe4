//! What a made-up program starts, how it is waited for, and what that gives. It knows nothing of the code around it.

use super::*;

impl Maker {
    /// At least one thing that takes a while.
    pub(super) fn some_work(&mut self, scope: Scope) -> Vec<Step> {
        let mut steps = vec![self.work(scope)];
        if self.chance(40) {
            steps.push(self.step(scope));
        }
        if self.chance(30) {
            steps.insert(0, self.log(scope));
        }
        steps
    }

    /// Work that leads to no answer.
    pub(super) fn work(&mut self, scope: Scope) -> Step {
        match self.rng.u32(0..100) {
            0..25 if scope.can_await => {
                let task = self.promised(scope);
                let failure = self.pick(&[Failure::Ignored, Failure::Catch]);
                let on_error = match failure {
                    Failure::Catch => vec![self.log(scope)],
                    _ => Vec::new(),
                };
                self.work_of(task, Way::Awaited, failure, on_error, Vec::new())
            }
            0..45 => {
                let task = self.promised(scope);
                let failure = self.pick(&[Failure::Ignored, Failure::Catch, Failure::Catch, Failure::Else]);
                let after = if self.chance(60) {
                    self.nested(scope.in_then())
                } else {
                    Vec::new()
                };
                let on_error = match failure {
                    Failure::Ignored => Vec::new(),
                    _ => vec![self.log(scope.in_plain())],
                };
                self.work_of(task, Way::Floating, failure, on_error, after)
            }
            45..55 if !scope.in_helper => {
                let number = self.helper(Answering::Nothing);
                self.work_of(
                    Task::Helper(number),
                    Way::Started,
                    Failure::Ignored,
                    Vec::new(),
                    Vec::new(),
                )
            }
            _ => self.side_callback(scope),
        }
    }

    pub(super) fn side_callback(&mut self, scope: Scope) -> Step {
        let task = self.called_back(scope);
        let failure = match task {
            Task::Timer => Failure::Ignored,
            Task::Get => Failure::Else,
            _ => self.pick(&[
                Failure::Ignored,
                Failure::Else,
                Failure::Else,
                Failure::Leaves,
                Failure::Leaves,
                Failure::GoesOn,
                Failure::OnlyIfNone,
            ]),
        };
        let inner = scope.in_callback(gives_data(task));
        let mut on_error = Vec::new();
        if failure != Failure::Ignored && failure != Failure::OnlyIfNone {
            on_error.push(self.log(inner.with_error()));
        }
        if failure == Failure::Leaves {
            match self.chance(25) {
                true => on_error.push(Step::Rethrow),
                false => on_error.push(Step::Leave),
            }
        }
        let after = self.nested(inner);
        let way = self.callback_way(task);
        self.work_of(task, way, failure, on_error, after)
    }

    pub(super) fn nested(&mut self, scope: Scope) -> Vec<Step> {
        let mut steps = vec![self.log(scope)];
        if scope.depth < 3 && self.chance(45) {
            steps.push(self.step(scope));
        }
        if self.chance(20) {
            steps.push(self.log(scope));
        }
        steps
    }

    pub(super) fn work_of(
        &mut self,
        task: Task,
        way: Way,
        failure: Failure,
        on_error: Vec<Step>,
        after: Vec<Step>,
    ) -> Step {
        Step::Work(Work {
            mark: self.mark(),
            task,
            way,
            failure,
            on_error,
            after,
        })
    }

    // ---- tasks

    pub(super) fn called_back(&mut self, scope: Scope) -> Task {
        match self.rng.u32(0..100) {
            0..25 => Task::Put,
            25..40 => Task::Publish,
            40..50 => Task::Send,
            50..60 => Task::Get,
            60..70 if scope.has_event => Task::Read,
            70..80 => Task::Timer,
            80.. if !scope.in_helper => Task::Helper(self.helper(Answering::Callback)),
            _ => Task::Put,
        }
    }

    pub(super) fn promised(&mut self, scope: Scope) -> Task {
        match self.rng.u32(0..100) {
            0..35 => Task::Put,
            35..50 => Task::Publish,
            50..60 => Task::Get,
            60..70 if scope.has_event => Task::Read,
            70..77 => Task::Timer,
            77.. if !scope.in_helper => Task::Helper(self.helper(Answering::Return)),
            _ => Task::Send,
        }
    }

    pub(super) fn callback_way(&mut self, task: Task) -> Way {
        match task {
            Task::Get => Way::Callback,
            _ if self.chance(15) => Way::NamedCallback,
            _ => Way::Callback,
        }
    }

    /// One that there is, or a new one.
    pub(super) fn helper(&mut self, answering: Answering) -> usize {
        let known = self.helpers.iter().position(|it| it.function.answering == answering);
        if let Some(known) = known.filter(|_| self.chance(50)) {
            return known;
        }
        let body = self.body(Scope::of_helper(answering));
        const NAMES: [&str; 6] = ["store", "announce", "archive", "bill", "trace", "notify"];
        let number = self.helpers.len();
        let name = match NAMES.get(number) {
            Some(name) => (*name).to_owned(),
            None => format!("pass{number}"),
        };
        let place = self.pick(&[
            Place::Above,
            Place::Above,
            Place::Below,
            Place::OtherFile,
            Place::Object,
        ]);
        self.helpers.push(Helper {
            name,
            place,
            function: Function { answering, body },
        });
        number
    }

    // ---- outcomes

    pub(super) fn result(&mut self) -> Outcome {
        match self.rng.u32(0..10) {
            0 => Outcome::Nothing,
            1..4 => Outcome::Object(self.mark()),
            _ => Outcome::Result(self.mark()),
        }
    }

    pub(super) fn error_or_result_unless_caught(&mut self) -> Outcome {
        match self.rng.u32(0..10) {
            0..3 => Outcome::Error(self.mark()),
            3 => Outcome::Text(self.mark()),
            _ => self.result(),
        }
    }

    pub(super) fn error_or_result(&mut self) -> Outcome {
        match self.chance(50) {
            true => Outcome::Caught,
            false => self.error_or_result_unless_caught(),
        }
    }

    pub(super) fn error_or_result_of(&mut self, scope: Scope) -> Outcome {
        match scope.has_error {
            true => self.error_or_result(),
            false if self.chance(85) => self.result(),
            false => self.error_or_result_unless_caught(),
        }
    }
}
