//! How long each stage takes, for `--timings`. Knows clocks, no code; where it is
//! off it costs a look at one flag.

use std::{
    cell::Cell,
    fmt,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

/// What a run does, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Directories are walked.
    Walk,
    /// All files are read and searched for words.
    Survey,
    /// Deployment files are read.
    Deployment,
    /// Files that may hold a handler are parsed by oxc.
    Outline,
    /// Imports are followed.
    Resolve,
    /// Files are read again, by oxc with all their names.
    Names,
    /// Files get a tree.
    Parse,
    /// Modules, functions, handlers, and what those reach.
    Analyze,
    /// Queries run.
    Locate,
    /// Rewrites are made and closed.
    Propose,
    /// Edits are made and checked.
    Apply,
    /// What was found is told.
    Report,
}

/// All stages with their names and what is counted in them.
const STAGES: [(Stage, &str, &str); 12] = [
    (Stage::Walk, "walk", "files"),
    (Stage::Survey, "survey", "bytes read"),
    (Stage::Deployment, "deployment", "files"),
    (Stage::Outline, "outline", "files parsed by oxc"),
    (Stage::Resolve, "resolve", "specifiers"),
    (Stage::Names, "names", "texts bound by oxc"),
    (Stage::Parse, "parse", "texts parsed by tree-sitter"),
    (Stage::Analyze, "analyze", "analyses"),
    (Stage::Locate, "locate", "leaks"),
    (Stage::Propose, "propose", "proposals"),
    (Stage::Apply, "apply", "passes with edits"),
    (Stage::Report, "report", "findings"),
];

/// Time and counts of one run.
#[derive(Debug, Default)]
pub struct Timings {
    start: Option<Instant>,
    nanoseconds: [AtomicU64; STAGES.len()],
    counts: [AtomicU64; STAGES.len()],
    parts: AtomicU64,
}

thread_local! {
    /// What the stages inside of the current one have taken on this thread.
    static INNER: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

static OFF: Timings = Timings {
    start: None,
    nanoseconds: [const { AtomicU64::new(0) }; STAGES.len()],
    counts: [const { AtomicU64::new(0) }; STAGES.len()],
    parts: AtomicU64::new(0),
};

impl Default for &Timings {
    fn default() -> Self {
        &OFF
    }
}

impl Timings {
    /// A clock that runs.
    pub fn started() -> Timings {
        Timings {
            start: Some(Instant::now()),
            ..Timings::default()
        }
    }

    /// Whether anything is measured.
    pub fn is_on(&self) -> bool {
        self.start.is_some()
    }

    /// Runs a part of a stage. What other stages take within it, also those that
    /// the thread does for others while it waits, counts for them alone.
    pub fn measure<T>(&self, stage: Stage, run: impl FnOnce() -> T) -> T {
        if !self.is_on() {
            return run();
        }
        let outer = INNER.replace(Duration::ZERO);
        let start = Instant::now();
        let result = run();
        let taken = start.elapsed();
        let own = taken.saturating_sub(INNER.get());
        INNER.set(outer + taken);
        self.nanoseconds[stage as usize].fetch_add(u64::try_from(own.as_nanos()).unwrap_or(u64::MAX), Relaxed);
        result
    }

    /// Counts what a stage is about.
    pub fn count(&self, stage: Stage, number: usize) {
        if self.is_on() {
            self.counts[stage as usize].fetch_add(number as u64, Relaxed);
        }
    }

    /// Counts a part of the program.
    pub fn count_part(&self) {
        if self.is_on() {
            self.parts.fetch_add(1, Relaxed);
        }
    }
}

impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(start) = self.start else {
            return Ok(());
        };
        writeln!(f, "{:<10}{:>12}", "stage", "thread time")?;
        let mut sum = 0;
        for (stage, name, noun) in STAGES {
            let nanoseconds = self.nanoseconds[stage as usize].load(Relaxed);
            sum += nanoseconds;
            let count = self.counts[stage as usize].load(Relaxed);
            writeln!(f, "{name:<10}{:>9.1} ms  {count} {noun}", milliseconds(nanoseconds))?;
        }
        writeln!(f, "{:<10}{:>9.1} ms", "all", milliseconds(sum))?;
        let wall = start.elapsed().as_secs_f64() * 1e3;
        let threads = rayon::current_num_threads();
        let parts = self.parts.load(Relaxed);
        writeln!(
            f,
            "{:<10}{wall:>9.1} ms  {threads} threads, {parts} parts of the program",
            "wall clock"
        )
    }
}

fn milliseconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_says_nothing() {
        let timings = Timings::default();
        assert_eq!(timings.measure(Stage::Walk, || 7), 7);
        timings.count(Stage::Walk, 3);
        assert_eq!(timings.to_string(), "");
    }

    #[test]
    fn what_a_stage_takes_inside_of_another_counts_once() {
        let timings = Timings::started();
        let pause = Duration::from_millis(20);
        timings.measure(Stage::Analyze, || {
            timings.measure(Stage::Names, || std::thread::sleep(pause))
        });
        let of = |stage: Stage| Duration::from_nanos(timings.nanoseconds[stage as usize].load(Relaxed));
        assert!(of(Stage::Names) >= pause);
        assert!(of(Stage::Analyze) < pause);
    }
}
