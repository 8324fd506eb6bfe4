//! The program killed while it writes: each file is its old or its new self, and the next run leaves nothing behind.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::project::{Project, leakfix};
use crate::service::service;

/// `LEAKFIX_KILLS` asks for more.
const KILLS: usize = 24;

type Texts = BTreeMap<PathBuf, Vec<u8>>;

struct Sides {
    before: Texts,
    after: Texts,
    /// How long a whole run takes.
    takes: Duration,
}

#[test]
fn every_file_is_old_or_new() {
    let kills = std::env::var("LEAKFIX_KILLS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(KILLS);
    let project = service(6);
    let sides = sides(&project);
    let mut states = BTreeMap::<&str, usize>::new();
    for number in 0..kills {
        project.git(&["reset", "--quiet", "--hard"]);
        let killed = match number % 4 {
            // At any point of the whole run, most of which only reads.
            0 => kill(&project, |_| true, sides.takes),
            _ => kill(&project, has_journal, Duration::from_millis(2)),
        };
        let state = judge(&project, &sides, killed);
        *states.entry(state).or_default() += 1;
    }
    println!("{kills} kills: {states:?}");
    // Otherwise this has proven nothing.
    let interrupted = states.get("interrupted").copied().unwrap_or(0);
    assert!(interrupted * 10 >= kills, "{states:?}");
}

fn sides(project: &Project) -> Sides {
    let before = project.bytes();
    let start = Instant::now();
    assert_eq!(project.run(&["fix"]).code, 0);
    let takes = start.elapsed();
    let after = project.bytes();
    assert!(before.iter().all(|(path, text)| after[path] != *text));
    Sides { before, after, takes }
}

/// Starts a run and kills it at a random time after something has come to be.
fn kill(project: &Project, has_come: impl Fn(&Path) -> bool, within: Duration) -> bool {
    let mut command = leakfix(&project.path);
    let command = command
        .arg("fix")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().expect("the binary is built");
    while !has_come(&project.path) && !has_ended(&mut child) {}
    let until = Instant::now() + within.mul_f64(random());
    while Instant::now() < until {}
    let is_running = !has_ended(&mut child);
    let _ = child.kill();
    child.wait().expect("it was started");
    is_running
}

fn has_ended(child: &mut Child) -> bool {
    child.try_wait().is_ok_and(|it| it.is_some())
}

fn has_journal(path: &Path) -> bool {
    ["together", "alone"]
        .iter()
        .any(|it| path.join(it).join(".leakfix-journal").exists())
}

/// From 0 to 1.
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish() >> 40;
    bits as f64 / f64::from(1 << 24)
}

/// Each file is old or new; after the next run all are new, and nothing else is there.
fn judge(project: &Project, sides: &Sides, killed: bool) -> &'static str {
    let left = project.bytes();
    for (path, before) in &sides.before {
        let now = left.get(path).unwrap_or_else(|| panic!("{} is gone", path.display()));
        assert!(
            now == before || *now == sides.after[path],
            "{} is a mixture",
            path.display()
        );
    }
    let has_traces = left.len() > sides.before.len();
    let next = project.run(&["fix"]);
    assert_eq!(next.code, 0, "{}", next.err);
    assert_eq!(next.err.contains("an interrupted run"), has_traces, "{}", next.err);
    let now = project.bytes();
    assert_eq!(now.keys().collect::<Vec<_>>(), sides.after.keys().collect::<Vec<_>>());
    assert!(now == sides.after, "not all files are new:\n{}", next.err);
    match (killed, has_traces) {
        (_, true) => "interrupted",
        (true, false) => "killed elsewhere",
        (false, false) => "too late",
    }
}

/// What the tests rely upon: a file can be watched from outside.
#[test]
fn nothing_stays_when_nothing_happens() {
    let project = service(3);
    let names: Vec<PathBuf> = project.bytes().into_keys().collect();
    assert_eq!(project.run(&["fix"]).code, 0);
    assert_eq!(project.bytes().into_keys().collect::<Vec<_>>(), names);
    assert!(fs::read_dir(&project.path).expect("a directory").count() >= 2);
}
