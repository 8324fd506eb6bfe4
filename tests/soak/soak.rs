//! `leakfix-soak`: files of any trees, each as it is and changed at random many times, and
//! each tree as a whole, run through leakfix; says where a promise of the README does not hold.
//!
//! ```text
//! cargo run --release --example leakfix-soak -- [--projects] [--mutations N] [--seed N] [--unsafe] [--all] [--keep DIR] PATH…
//! ```
//!
//! With `--projects` each PATH is one project; without, each file below is one. git and Node.js look at what becomes of
//! code that is not mutated, where they are installed.

#![forbid(unsafe_code)]

mod judge;
mod mutate;
mod tools;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use fastrand::Rng;
use leakfix::{
    discover::{Selection, discover},
    query::Engine,
    rewrite::Applicability,
    transforms,
};
use rayon::prelude::*;

use judge::{Judged, judge};
use mutate::{is_valid, mutate, source};
use tools::judge_with_tools;

/// No file that people write takes as long, however much else the machine has to do.
const SLOW: Duration = Duration::from_secs(60);

/// What is asked for.
struct Request {
    paths: Vec<PathBuf>,
    /// Each path is one project.
    projects: bool,
    mutations: u64,
    seed: u64,
    allowed: Applicability,
    everywhere: bool,
    /// Where inputs are kept that something is wrong with.
    keep: Option<PathBuf>,
}

#[derive(Default)]
struct Tally {
    inputs: AtomicUsize,
    fixed: AtomicUsize,
    left: AtomicUsize,
    wrong: Mutex<Vec<String>>,
}

impl Tally {
    fn add(&self, judged: &Judged) {
        self.inputs.fetch_add(1, Relaxed);
        self.fixed.fetch_add(judged.fixed, Relaxed);
        self.left.fetch_add(judged.left, Relaxed);
    }
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let request = match request(std::env::args().skip(1)) {
        Ok(request) => request,
        Err(words) => {
            eprintln!("leakfix-soak: {words}");
            return ExitCode::from(2);
        }
    };
    let mut engine = Engine::new(transforms::ALL);
    engine.everywhere = request.everywhere;
    let (start, tally) = (Instant::now(), Tally::default());
    let files = match request.projects {
        true => {
            let soak = |path: &PathBuf| soak_project(path, &request, &engine, &tally);
            request.paths.iter().map(soak).sum()
        }
        false => soak_files(&request, &engine, &tally),
    };
    let wrong = tally.wrong.into_inner().unwrap_or_default();
    println!(
        "{} files, {} inputs: {} rewritten, {} left, {} wrong, {:.0} s",
        files,
        tally.inputs.into_inner(),
        tally.fixed.into_inner(),
        tally.left.into_inner(),
        wrong.len(),
        start.elapsed().as_secs_f64()
    );
    ExitCode::from(u8::from(!wrong.is_empty()))
}

fn request(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut request = Request {
        paths: Vec::new(),
        projects: false,
        mutations: 0,
        seed: 1,
        allowed: Applicability::Safe,
        everywhere: false,
        keep: None,
    };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        let number = |it: String| it.parse().map_err(|_| format!("`{it}` is no number"));
        match &*argument {
            "--mutations" => request.mutations = number(value()?)?,
            "--seed" => request.seed = number(value()?)?,
            "--keep" => request.keep = Some(PathBuf::from(value()?)),
            "--projects" => request.projects = true,
            "--unsafe" => request.allowed = Applicability::Unsafe,
            "--all" => request.everywhere = true,
            path => request.paths.push(PathBuf::from(path)),
        }
    }
    match request.paths.is_empty() {
        true => Err("name files or directories".to_owned()),
        false => Ok(request),
    }
}

/// Each file below the paths by itself; how many these are.
fn soak_files(request: &Request, engine: &Engine, tally: &Tally) -> usize {
    let selection = Selection {
        paths: request.paths.clone(),
        everything: request.everywhere,
    };
    let files = files(&selection);
    let each = files.par_iter().with_max_len(1);
    each.for_each(|path| soak(path, request, engine, tally));
    files.len()
}

fn files(selection: &Selection) -> Vec<PathBuf> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let found = discover(selection, &cwd).files.into_iter();
    found.filter(|it| it.selected).map(|it| it.path).collect()
}

/// A copy of a tree as one project; how many files of code it has.
fn soak_project(path: &Path, request: &Request, engine: &Engine, tally: &Tally) -> usize {
    // Beside it, so that files can be links.
    let beside = path.canonicalize().ok().and_then(|it| Some(it.parent()?.to_owned()));
    let home = beside.and_then(|it| tempfile::tempdir_in(it).ok());
    let home = home.expect("a writable directory around the project");
    let copy = home.path().join("project");
    linked(path, &copy).expect("a readable project");
    let selection = Selection {
        paths: vec![copy.clone()],
        everything: request.everywhere,
    };
    let count = files(&selection).len();
    let mut judged = judge(&copy, engine, request.allowed);
    judged.wrong.extend(judge_with_tools(&copy, &judged.news));
    println!(
        "{}: {count} files, {} changed, {:.0} s",
        path.display(),
        judged.news.len(),
        judged.took.as_secs_f64()
    );
    tally.add(&judged);
    for words in &judged.wrong {
        println!("{}: {words}", path.display());
    }
    tally.wrong.lock().expect("nobody panics with it").extend(judged.wrong);
    count
}

/// A copy of a tree made of hard links, without what git keeps and without links.
fn linked(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (kind, name) = (entry.file_type()?, entry.file_name());
        if kind.is_dir() && name != ".git" {
            linked(&entry.path(), &to.join(name))?;
        } else if kind.is_file() {
            fs::hard_link(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

/// The file as it is, then each of its mutations; those build on each other for a while.
fn soak(path: &Path, request: &Request, engine: &Engine, tally: &Tally) {
    let Ok(text) = fs::read_to_string(path) else {
        return;
    };
    // A file with errors is left as it is: that is tried as well.
    try_out(path, &text, "0", request, engine, tally);
    if !is_valid(path, &text) {
        return;
    }
    let mut rng = Rng::with_seed(request.seed ^ hash(path));
    let mut current = text.clone();
    for number in 1..=request.mutations {
        if number % 5 == 1 {
            current.clone_from(&text);
        }
        let Some(next) = source(path, current.clone()).and_then(|it| mutate(&it, &mut rng)) else {
            continue;
        };
        if is_valid(path, &next) {
            current = next;
            try_out(path, &current, &number.to_string(), request, engine, tally);
        }
    }
}

fn try_out(path: &Path, text: &str, number: &str, request: &Request, engine: &Engine, tally: &Tally) {
    let home = tempfile::tempdir().expect("a temporary directory");
    let name = path.file_name().expect("a file has a name");
    fs::write(home.path().join(name), text).expect("a writable directory");
    let judged = judge(home.path(), engine, request.allowed);
    tally.add(&judged);
    let Judged {
        mut wrong, took, news, ..
    } = judged;
    if took > SLOW {
        wrong.push(format!("it takes {took:?}"));
    }
    if number == "0" {
        wrong.extend(judge_with_tools(home.path(), &news));
    }
    if wrong.is_empty() {
        return;
    }
    for words in &wrong {
        println!("{}#{number}: {words}", path.display());
    }
    if let Some(keep) = &request.keep {
        let folder = keep.join(format!("{:016x}-{number}", hash(path)));
        let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), text));
        kept.expect("a writable directory");
    }
    tally.wrong.lock().expect("nobody panics with it").extend(wrong);
}

/// The same number for the same path in each run.
fn hash(path: &Path) -> u64 {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
