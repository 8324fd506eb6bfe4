//! How leakfix does beside other programs, measured side by side in one run: `cargo bench --bench ratios`. A ratio
//! past its bar is a failure; a peer or a tree that is missing is said and skipped.
//!
//! `LEAKFIX_TREE` is an installed tree to walk whole; without it one is installed by npm below `target/`.
//! `LEAKFIX_CORPUS` has directories of services, separated by `:`; without it the examples of the transforms serve.

#![forbid(unsafe_code)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use leakfix::{
    discover::{Selection, discover},
    syntax::Language,
};
use oxc_allocator::Allocator;
use oxc_parser::Parser;
use oxc_span::SourceType;
use rayon::prelude::*;

/// The one of leakfix, so that parsing is compared with parsing.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What is installed where no tree is given.
const PACKAGES: [&str; 10] = [
    "aws-sdk@2",
    "typescript",
    "webpack",
    "eslint",
    "@babel/core",
    "knex",
    "express",
    "serverless@3",
    "mongoose",
    "axios",
];

/// One rule with a rewrite, for every language of the files that leakfix reads: the least that ast-grep can be asked
/// for.
const RULE: &str = "\
id: promise-js
language: JavaScript
rule: { pattern: $CALL.promise() }
fix: $CALL.toPromise()
---
id: promise-ts
language: TypeScript
rule: { pattern: $CALL.promise() }
fix: $CALL.toPromise()
---
id: promise-tsx
language: Tsx
rule: { pattern: $CALL.promise() }
fix: $CALL.toPromise()
";

/// Runs of each side; they take turns, and the median counts.
const ROUNDS: usize = 7;

/// The word that makes this program the one that only parses.
const PEER: &str = "read-and-parse";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    if let Some(at) = arguments.iter().position(|it| it == PEER) {
        read_and_parse(Path::new(&arguments[at + 1]));
        return ExitCode::SUCCESS;
    }
    let home = tempfile::tempdir().expect("a temporary directory");
    let mut table = Table::default();
    match tree() {
        Ok(tree) => whole_tree(&mut table, home.path(), &tree),
        Err(reason) => println!("skipped: the installed tree: {reason}"),
    }
    let corpus = corpus();
    services(&mut table, home.path(), &corpus);
    copies(&mut table, home.path(), &corpus);
    table.print();
    match table.rows.iter().all(Row::holds) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// `check --no-ignore` of a tree in which next to nothing is a handler's.
fn whole_tree(table: &mut Table, home: &Path, tree: &Path) {
    let list = home.join("list");
    let files = files(tree, true);
    let names: Vec<&str> = files.iter().filter_map(|it| it.to_str()).collect();
    fs::write(&list, names.join("\n")).expect("a writable directory");
    let bytes: u64 = files
        .iter()
        .filter_map(|it| fs::metadata(it).ok())
        .map(|it| it.len())
        .sum();
    println!("{}: {} files, {} MB", tree.display(), files.len(), bytes / 1_000_000);

    let ours = leakfix(&["check", "--no-ignore", "--exit-zero"], &[tree]);
    let mut parse = Command::new(env::current_exe().expect("it runs"));
    parse.arg(PEER).arg(&list);
    table.compare("installed tree, to read and parse by oxc", &ours, &parse, 2.0);
    if let Some(theirs) = ast_grep(home, &[tree]) {
        table.compare("installed tree, to one rule of ast-grep", &ours, &theirs, 1.0 / 8.0);
    }
    match peak_megabytes(&ours) {
        Some(peak) => table.rows.push(Row {
            what: "installed tree, memory to 400 MB".to_owned(),
            ours: format!("{peak:.0} MB"),
            theirs: "400 MB".to_owned(),
            ratio: peak / 400.0,
            bar: 1.0,
        }),
        None => println!("skipped: memory: there is no /usr/bin/time that knows -f"),
    }
}

/// Many small services, linked as whole programs.
fn services(table: &mut Table, home: &Path, corpus: &[PathBuf]) {
    let paths: Vec<&Path> = corpus.iter().map(PathBuf::as_path).collect();
    let count: usize = paths.iter().map(|it| files(it, false).len()).sum();
    println!("{paths:?}: {count} files");
    let ours = leakfix(&["check", "--exit-zero"], &paths);
    if let Some(theirs) = ast_grep(home, &paths) {
        table.compare("services, to one rule of ast-grep", &ours, &theirs, 1.0);
    }
}

/// Eight times the code, at most 8.8 times the time.
fn copies(table: &mut Table, home: &Path, corpus: &[PathBuf]) {
    let copy = |name: &str, times: usize| {
        let root = home.join(name);
        for number in 0..times {
            for (at, path) in corpus.iter().enumerate() {
                copy_sources(path, &root.join(format!("copy{number}/{at}")));
            }
        }
        root
    };
    let (one, eight) = (copy("one", 1), copy("eight", 8));
    let ours = leakfix(&["check", "--exit-zero"], &[&eight]);
    let theirs = leakfix(&["check", "--exit-zero"], &[&one]);
    table.compare("eight copies, to one", &ours, &theirs, 8.8);
}

#[derive(Default)]
struct Table {
    rows: Vec<Row>,
}

struct Row {
    what: String,
    ours: String,
    theirs: String,
    ratio: f64,
    bar: f64,
}

impl Row {
    fn holds(&self) -> bool {
        self.ratio <= self.bar
    }
}

impl Table {
    fn compare(&mut self, what: &str, ours: &Command, theirs: &Command, bar: f64) {
        // Once for the caches.
        time(ours);
        time(theirs);
        let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            our_times.push(time(ours));
            their_times.push(time(theirs));
        }
        let (ours, theirs) = (median(our_times), median(their_times));
        self.rows.push(Row {
            what: what.to_owned(),
            ours: format!("{:.0} ms", ours.as_secs_f64() * 1e3),
            theirs: format!("{:.0} ms", theirs.as_secs_f64() * 1e3),
            ratio: ours.as_secs_f64() / theirs.as_secs_f64(),
            bar,
        });
    }

    fn print(&self) {
        println!("{:<42}{:>10}{:>10}{:>8}{:>8}", "", "leakfix", "peer", "ratio", "bar");
        for row in &self.rows {
            let verdict = if row.holds() { "ok" } else { "MISSED" };
            let Row {
                what,
                ours,
                theirs,
                ratio,
                bar,
            } = row;
            println!("{what:<42}{ours:>10}{theirs:>10}{ratio:>8.3}{bar:>8.3}  {verdict}");
        }
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn time(command: &Command) -> Duration {
    let mut command = again(command);
    let start = Instant::now();
    let status = command.status().expect("the program is there");
    let taken = start.elapsed();
    // 1: ast-grep has found something.
    assert!(matches!(status.code(), Some(0 | 1)), "{command:?}: {status}");
    taken
}

fn again(command: &Command) -> Command {
    let mut copy = Command::new(command.get_program());
    copy.args(command.get_args());
    copy.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    copy
}

fn leakfix(arguments: &[&str], paths: &[&Path]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leakfix"));
    command.args(arguments).args(paths);
    command
}

fn ast_grep(home: &Path, paths: &[&Path]) -> Option<Command> {
    let found = Command::new("ast-grep").arg("--version").stdout(Stdio::null()).status();
    if found.is_err() {
        println!("skipped: ast-grep: it is not on PATH (npm install --global @ast-grep/cli)");
        return None;
    }
    let rule = home.join("rule.yml");
    fs::write(&rule, RULE).expect("a writable directory");
    let mut command = Command::new("ast-grep");
    command.args(["scan", "--json=stream", "--rule"]).arg(rule).args(paths);
    Some(command)
}

fn peak_megabytes(command: &Command) -> Option<f64> {
    let mut timed = Command::new("/usr/bin/time");
    timed
        .args(["-f", "%M"])
        .arg(command.get_program())
        .args(command.get_args());
    let output = timed.stdout(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stderr).ok()?;
    let kilobytes: f64 = text.trim().lines().last()?.parse().ok()?;
    Some(kilobytes / 1e3)
}

/// What leakfix is compared with: files are read and parsed, and nothing is made of it.
fn read_and_parse(list: &Path) {
    let list = fs::read_to_string(list).expect("the list was just written");
    let paths: Vec<&Path> = list.lines().map(Path::new).collect();
    let statements: usize = paths
        .par_iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let mode = match Language::of_path(path) {
                Some(Language::TypeScript) => SourceType::ts(),
                Some(Language::Tsx) => SourceType::tsx(),
                _ => SourceType::jsx().with_unambiguous(true),
            };
            let allocator = Allocator::default();
            Parser::new(&allocator, &text, mode).parse().program.body.len()
        })
        .sum();
    println!("{statements} statements");
}

fn files(tree: &Path, everything: bool) -> Vec<PathBuf> {
    let selection = Selection {
        paths: vec![tree.to_owned()],
        everything,
    };
    let found = discover(&selection, tree).files;
    found.into_iter().filter(|it| it.selected).map(|it| it.path).collect()
}

fn corpus() -> Vec<PathBuf> {
    match env::var_os("LEAKFIX_CORPUS") {
        Some(paths) => env::split_paths(&paths).collect(),
        None => vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms")],
    }
}

/// The tree that is given, or one that npm installs once.
fn tree() -> Result<PathBuf, String> {
    if let Some(tree) = env::var_os("LEAKFIX_TREE") {
        return Ok(tree.into());
    }
    let tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-tree");
    if tree.join("installed").is_file() {
        return Ok(tree);
    }
    fs::create_dir_all(&tree).map_err(|error| error.to_string())?;
    let manifest = "{ \"name\": \"bench-tree\", \"private\": true }\n";
    fs::write(tree.join("package.json"), manifest).map_err(|error| error.to_string())?;
    // A program of its own, whatever it lies in.
    let init = Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(&tree)
        .status();
    init.map_err(|error| format!("git: {error}"))?;
    println!("installing {} with npm", PACKAGES.join(", "));
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
    match npm.args(PACKAGES).current_dir(&tree).status() {
        Ok(status) if status.success() => {}
        Ok(status) => return Err(format!("npm: {status}")),
        Err(error) => return Err(format!("npm: {error}; set LEAKFIX_TREE")),
    }
    fs::write(tree.join("installed"), "").map_err(|error| error.to_string())?;
    Ok(tree)
}

/// The files that leakfix reads, and the manifests.
fn copy_sources(from: &Path, to: &Path) {
    for path in files(from, false) {
        let Ok(name) = path.strip_prefix(from.canonicalize().expect("it is there")) else {
            continue;
        };
        let target = to.join(name);
        fs::create_dir_all(target.parent().expect("it has a name")).expect("a writable directory");
        fs::copy(&path, target).expect("a writable directory");
    }
}
