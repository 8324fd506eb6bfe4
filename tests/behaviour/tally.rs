//! Counts what became of programs, by shape. It does not judge.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{
    program::{Program, Repeat, Step, Task, Way, Work},
    trial::{Fate, Trial},
};

const FATES: [Fate; 5] = [Fate::Fixed, Fate::Partly, Fate::Refused, Fate::Unseen, Fate::Clean];

#[derive(Default)]
pub struct Tally {
    programs: usize,
    wrong: usize,
    untrue: usize,
    not_run: usize,
    by_shape: BTreeMap<String, BTreeMap<Fate, usize>>,
}

impl Tally {
    pub fn add(&mut self, trial: Result<Trial, String>) {
        self.programs += 1;
        let Ok(trial) = trial else {
            self.not_run += 1;
            return;
        };
        self.wrong += usize::from(!trial.wrong.is_empty());
        self.untrue += usize::from(!trial.untrue.is_empty());
        for shape in shapes(&trial.program) {
            *self.by_shape.entry(shape).or_default().entry(trial.fate).or_default() += 1;
        }
    }

    pub fn is_right(&self) -> bool {
        self.wrong == 0 && self.untrue == 0 && self.not_run == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<28}{:>7}{:>8}{:>9}{:>8}{:>7}{:>7}",
            "", "fixed", "partly", "refused", "unseen", "clean", "share"
        )?;
        for (shape, fates) in &self.by_shape {
            let [fixed, partly, refused, unseen, clean] = FATES.map(|it| fates.get(&it).copied().unwrap_or_default());
            let leaking = fixed + partly + refused + unseen;
            let share = 100 * fixed / leaking.max(1);
            writeln!(
                f,
                "{shape:<28}{fixed:>7}{partly:>8}{refused:>9}{unseen:>8}{clean:>7}{share:>6}%"
            )?;
        }
        let Tally {
            programs,
            wrong,
            untrue,
            not_run,
            ..
        } = self;
        write!(f, "{programs} programs: wrong = {wrong}")?;
        if *untrue > 0 {
            write!(f, ", {untrue} that do not do what they were made for")?;
        }
        if *not_run > 0 {
            write!(f, ", {not_run} that could not be run")?;
        }
        write!(f, ", ")
    }
}

/// The rows in which a program counts: how it answers with how deep it is, and each kind of work.
fn shapes(program: &Program) -> BTreeSet<String> {
    let answering = format!("{:?}", program.handler.answering).to_lowercase();
    let mut found = Found::default();
    found.steps(&program.handler.body, 0);
    for helper in &program.helpers {
        found.steps(&helper.function.body, 0);
    }
    let mut shapes: BTreeSet<String> = found.kinds.iter().map(|it| format!("work: {it}")).collect();
    shapes.insert("all".to_owned());
    shapes.insert(format!("answers by {answering}"));
    shapes.insert(format!("answers by {answering}, depth {}", found.depth.min(3)));
    shapes
}

#[derive(Default)]
struct Found {
    kinds: BTreeSet<&'static str>,
    depth: usize,
}

impl Found {
    fn steps(&mut self, steps: &[Step], depth: usize) {
        self.depth = self.depth.max(depth);
        for step in steps {
            match step {
                Step::Work(work) => self.work(work, depth),
                Step::Branch { yes, no, .. } => {
                    self.kinds.insert("in a branch");
                    self.steps(yes, depth);
                    self.steps(no, depth);
                }
                Step::Repeat { how, body } => {
                    self.kinds.insert(match how {
                        Repeat::ForOf | Repeat::ForIndex => "in a loop",
                        Repeat::ForEach => "in forEach",
                        _ => "in an async callback",
                    });
                    self.steps(body, depth);
                }
                Step::Guard { body, caught } => {
                    self.kinds.insert("in a try");
                    self.steps(body, depth);
                    self.steps(caught, depth);
                }
                Step::Detached(body) => {
                    self.kinds.insert("in an async function");
                    self.steps(body, depth);
                }
                _ => {}
            }
        }
    }

    fn work(&mut self, work: &Work, depth: usize) {
        let by_callback = matches!(work.way, Way::Callback | Way::NamedCallback);
        self.kinds.insert(match (work.task, by_callback) {
            (Task::Put | Task::Publish | Task::Send, true) => "sdk, callback",
            (Task::Put | Task::Publish | Task::Send, false) => "sdk, promise",
            (Task::Get, true) => "http, event emitter",
            (Task::Get, false) => "http, promise",
            (Task::Read, true) => "file, callback",
            (Task::Read, false) => "file, promise",
            (Task::Timer, true) => "timer",
            (Task::Timer, false) => "timer, promise",
            (Task::Helper(_), true) => "helper, callback",
            (Task::Helper(_), false) => "helper, promise or none",
        });
        self.steps(&work.on_error, depth + 1);
        self.steps(&work.after, depth + 1);
    }
}
