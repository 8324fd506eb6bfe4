//! `leakfix-behaviour`: small Lambda handlers made up from seeds, whose effects and answers are known by construction, run
//! under the runtime client of AWS before and after `leakfix fix`; says where a rewrite does not do what it has to.
//!
//! ```text
//! cargo run --release --example leakfix-behaviour -- [--programs N] [--seed N] [--jobs N] [--keep DIR] [--show]
//! ```

#![forbid(unsafe_code)]

mod generate;
mod judge;
mod model;
#[path = "../runtime/node.rs"]
mod node;
#[path = "../npm/mod.rs"]
#[allow(dead_code, reason = "what tests are asked for is nothing to an example")]
mod npm;
#[path = "../runtime/oracle.rs"]
mod oracle;
mod print;
mod program;
mod scope;
mod tally;
mod trial;

use std::{
    fs,
    path::PathBuf,
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use leakfix::{query::Engine, transforms};
use oracle::Oracles;
use tally::Tally;
use trial::{Trial, try_out};

struct Request {
    programs: u64,
    seed: u64,
    /// How many are under way at once: each waits far more than it computes.
    jobs: usize,
    /// Where programs are kept that something is wrong with.
    keep: Option<PathBuf>,
    /// Programs are printed, not run.
    shows: bool,
}

fn main() -> ExitCode {
    let request = match request(std::env::args().skip(1)) {
        Ok(request) => request,
        Err(words) => {
            eprintln!("leakfix-behaviour: {words}");
            return ExitCode::from(2);
        }
    };
    let seeds = request.seed..request.seed + request.programs;
    if request.shows {
        seeds.for_each(show);
        return ExitCode::SUCCESS;
    }
    if let Err(reason) = node::prepare() {
        eprintln!("leakfix-behaviour: no program can be run: {reason}");
        return ExitCode::from(2);
    }
    let start = Instant::now();
    let (engine, oracles) = (Engine::new(transforms::ALL), Oracles::default());
    let (next, tally) = (AtomicU64::new(seeds.start), Mutex::new(Tally::default()));
    std::thread::scope(|scope| {
        for _ in 0..request.jobs {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Relaxed);
                    if !seeds.contains(&seed) {
                        return;
                    }
                    let trial = try_out(seed, &engine, &oracles);
                    tell(seed, &trial, &request);
                    tally.lock().expect("nobody panics with it").add(trial);
                }
            });
        }
    });
    let tally = tally.into_inner().expect("nobody panics with it");
    print!("{tally}");
    println!("{:.0} s", start.elapsed().as_secs_f64());
    ExitCode::from(u8::from(!tally.is_right()))
}

fn request(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut request = Request {
        programs: 100,
        seed: 1,
        jobs: 12,
        keep: None,
        shows: false,
    };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        let number = |it: String| it.parse::<u64>().map_err(|_| format!("`{it}` is no number"));
        match &*argument {
            "--programs" => request.programs = number(value()?)?,
            "--seed" => request.seed = number(value()?)?,
            "--jobs" => request.jobs = number(value()?)?.try_into().map_err(|_| "too many jobs")?,
            "--keep" => request.keep = Some(PathBuf::from(value()?)),
            "--show" => request.shows = true,
            other => return Err(format!("there is no argument `{other}`")),
        }
    }
    Ok(request)
}

fn show(seed: u64) {
    for (name, text) in print::files(&generate::program(seed)) {
        println!("// {seed}: {name}\n{text}");
    }
}

/// What is wrong, at once: a long run may be stopped.
fn tell(seed: u64, trial: &Result<Trial, String>, request: &Request) {
    let trial = match trial {
        Ok(trial) => trial,
        Err(words) => return println!("#{seed}: {words}"),
    };
    for words in &trial.wrong {
        println!("#{seed}: wrong: {words}");
    }
    for words in &trial.untrue {
        println!("#{seed}: the original: {words}");
    }
    let is_wrong = !trial.wrong.is_empty() || !trial.untrue.is_empty();
    let Some(keep) = request.keep.as_ref().filter(|_| is_wrong) else {
        return;
    };
    let folder = keep.join(seed.to_string());
    keep_in(&folder, trial).expect("a writable directory");
}

fn keep_in(folder: &std::path::Path, trial: &Trial) -> std::io::Result<()> {
    for (part, files) in [("before", &trial.files), ("after", &trial.rewritten)] {
        fs::create_dir_all(folder.join(part))?;
        for (name, text) in files {
            fs::write(folder.join(part).join(name), text)?;
        }
    }
    let words: Vec<&String> = trial.wrong.iter().chain(&trial.untrue).chain(&trial.reasons).collect();
    let words: String = words.iter().map(|it| format!("{it}\n")).collect();
    fs::write(folder.join("difference.txt"), words)
}
