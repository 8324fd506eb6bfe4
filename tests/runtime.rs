//! Runs every example that has events under the real runtime client of AWS, stopped at the moment the answer is posted:
//! before the rewrite something is still running, after it nothing is, with the same answers and the same effects.
//! What an events file says is in `tests/runtime/README.md`; how the stopping works is in `tests/runtime/*.js`.
#![forbid(unsafe_code)]

#[path = "runtime/compare.rs"]
mod compare;
#[path = "runtime/example.rs"]
mod example;
#[path = "runtime/matrix.rs"]
mod matrix;
#[path = "runtime/node.rs"]
mod node;
#[path = "npm/mod.rs"]
mod npm;
#[path = "runtime/oracle.rs"]
mod oracle;
#[path = "runtime/scenario.rs"]
mod scenario;
#[path = "runtime/selftest.rs"]
mod selftest;

use example::{Example, Workspace};
use libtest_mimic::{Arguments, Failed, Trial};
use oracle::Oracles;
use scenario::{Before, RUNTIMES, Scenario};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;

/// How often an original may hide its leak.
const TRIES: usize = 5;

/// A test waits far more than it computes.
const THREADS: usize = 16;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(THREADS);

    let tests = all_tests();
    // Nothing is installed for `--list`, nor for a filter that is meant for other tests.
    let wanted = !arguments.list && tests.iter().any(|test| npm::is_wanted(&test.name, &arguments));
    let machine = if wanted {
        node::prepare()
    } else {
        Ok(RUNTIMES.map(str::to_owned).to_vec())
    };
    if let Err(reason) = &machine {
        eprintln!("no example can be run: {reason}");
    }

    let oracles = Arc::new(Oracles::default());
    let trials = tests.into_iter().map(|test| test.trial(&machine, &oracles)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

type Run = Box<dyn FnOnce(&Oracles) -> Result<(), Failed> + Send>;

/// One test before it is known whether this machine can run it.
struct Test {
    name: String,
    runtimes: Vec<String>,
    run: Run,
}

impl Test {
    /// Where the machine lacks something the test is shown as ignored; where Node.js has to be there, as failed.
    fn trial(self, machine: &Result<Vec<String>, String>, oracles: &Arc<Oracles>) -> Trial {
        let lacking = match machine {
            Err(reason) => Some(reason.clone()),
            Ok(there) => self
                .runtimes
                .iter()
                .find(|runtime| !there.contains(runtime))
                .map(|runtime| format!("no {runtime} here")),
        };
        let Some(lacking) = lacking else {
            let oracles = Arc::clone(oracles);
            return Trial::test(self.name, move || (self.run)(&oracles));
        };
        let trial = Trial::test(self.name, {
            let lacking = lacking.clone();
            move || Err(lacking.into())
        });
        if npm::is_required() {
            trial
        } else {
            trial.with_kind(first_line(&lacking)).with_ignored_flag(true)
        }
    }
}

fn all_tests() -> Vec<Test> {
    let mut tests = selftest::all();
    tests.extend(matrix::all());
    tests.extend(example::all().into_iter().map(|example| Test {
        name: example.name.clone(),
        runtimes: example.runtimes(),
        run: Box::new(move |oracles| prove(&example, oracles)),
    }));
    tests
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The product's claim, executed on one example.
fn prove(example: &Example, oracles: &Oracles) -> Result<(), Failed> {
    let scenario = example.scenario.as_ref().map_err(String::clone)?;
    let workspace = Workspace::with_copy_of(&example.source, scenario)?;
    let (before, mut complaints) = original(&workspace, scenario, oracles)?;
    fix(&workspace.code(), example.options())?;

    let runtimes = match scenario.is_refused {
        true => &[][..],
        false => &scenario.runtimes,
    };
    if scenario.is_refused && !workspace.is_copy_of(&example.source, scenario)? {
        complaints.push("it is said to be refused, but is rewritten".to_owned());
    }
    for runtime in runtimes {
        let after = oracles.run(&scenario.job(&workspace.code(), runtime))?;
        complaints.extend(compare::after(scenario, &before, &after));
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(complaints.join("\n\n").into())
    }
}

/// What the original does, and what speaks against what its events file says of it.
///
/// A leak is a race, which the work that was left behind wins now and then: an original that is said to leak is wrong
/// only where it has not leaked once in [`TRIES`]. That it is clean, and all of the rewritten side, has to hold at once.
fn original(
    workspace: &Workspace,
    scenario: &Scenario,
    oracles: &Oracles,
) -> Result<(oracle::Report, Vec<String>), Failed> {
    let job = scenario.job(&workspace.code(), &scenario.before_on);
    let mut tries = 1;
    loop {
        let before = oracles.run(&job)?;
        let complaints = compare::before(scenario, &before);
        if complaints.is_empty() || scenario.before == Before::Clean || tries == TRIES {
            return Ok((before, complaints));
        }
        tries += 1;
    }
}

fn fix(code: &Path, options: &[&str]) -> Result<(), Failed> {
    let run = Command::new(env!("CARGO_BIN_EXE_leakfix"))
        .arg("fix")
        .args(options)
        .arg(code)
        .output()?;
    match run.status.code() {
        // 1: a leak is left, which an example may well have on purpose.
        Some(0 | 1) => Ok(()),
        _ => Err(format!("leakfix fix: {}\n{}", run.status, String::from_utf8_lossy(&run.stderr)).into()),
    }
}
