//! `leakfix-soak`: files of any trees, each as it is and changed at random many times, run
//! through leakfix; says where a promise of the README does not hold.
//!
//! ```text
//! cargo run --release --example leakfix-soak -- [--mutations N] [--seed N] [--unsafe] [--all] [--keep DIR] PATH…
//! ```

#![forbid(unsafe_code)]

mod judge;
mod mutate;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Instant,
};

use fastrand::Rng;
use leakfix::{
    discover::{Selection, discover},
    query::Engine,
    rewrite::Applicability,
    transforms,
};
use rayon::prelude::*;

use judge::{Judged, is_valid, judge, source};
use mutate::mutate;

/// What is asked for.
struct Request {
    paths: Vec<PathBuf>,
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
    let selection = Selection {
        paths: request.paths.clone(),
        everything: request.everywhere,
    };
    let cwd = std::env::current_dir().unwrap_or_default();
    let files: Vec<PathBuf> = discover(&selection, &cwd)
        .files
        .into_iter()
        .filter(|it| it.selected)
        .map(|it| it.path)
        .collect();
    let (start, tally) = (Instant::now(), Tally::default());
    files
        .par_iter()
        .with_max_len(1)
        .for_each(|path| soak(path, &request, &engine, &tally));
    let wrong = tally.wrong.into_inner().unwrap_or_default();
    println!(
        "{} files, {} inputs: {} rewritten, {} left, {} wrong, {:.0} s",
        files.len(),
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

/// The file as it is, then each of its mutations; those build on each other for a while.
fn soak(path: &Path, request: &Request, engine: &Engine, tally: &Tally) {
    let Ok(text) = fs::read_to_string(path) else {
        return;
    };
    if !is_valid(path, &text) {
        return;
    }
    try_out(path, &text, "0", request, engine, tally);
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
    let Judged { fixed, left, wrong } = judge(home.path(), engine, request.allowed);
    tally.inputs.fetch_add(1, Relaxed);
    tally.fixed.fetch_add(fixed, Relaxed);
    tally.left.fetch_add(left, Relaxed);
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
