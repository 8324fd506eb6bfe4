//! The TypeScript compiler accepts what leakfix has written: a rewritten example has no error of types that it did not
//! have before, and the table of functions of Node.js says with how many arguments their promise functions have a type.
#![forbid(unsafe_code)]

#[path = "npm/mod.rs"]
mod npm;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let examples = examples();
    let names = || examples.iter().map(|it| it.name.as_str()).chain([TABLE]);
    let is_wanted = !arguments.list && names().any(|it| npm::is_wanted(it, &arguments));
    let wanted = examples.iter().filter(|it| npm::is_wanted(&it.name, &arguments));
    let machine = if is_wanted { prepare() } else { Ok(()) };
    if let Err(reason) = &machine {
        eprintln!("no types can be checked: {reason}");
    }
    let errors = match is_wanted && machine.is_ok() {
        true => new_errors(&wanted.collect::<Vec<_>>()),
        false => Ok(Value::Null),
    };
    let errors = Arc::new(errors);
    let mut trials: Vec<Trial> = names()
        .filter(|it| *it != TABLE)
        .map(|name| {
            let (name, errors) = (name.to_owned(), Arc::clone(&errors));
            trial(name.clone(), &machine, move || has_no_new_error(&name, &errors))
        })
        .collect();
    trials.push(trial(TABLE.to_owned(), &machine, table_knows_the_types));
    libtest_mimic::run(&arguments, trials).exit_code()
}

const TABLE: &str = "the table of functions knows the types of their promise functions";

/// A program in TypeScript that leakfix rewrites.
struct Example {
    /// `transform/example`.
    name: String,
    /// A file, or a folder of them.
    path: PathBuf,
}

/// Without Node.js a test is shown as ignored; where Node.js has to be there, as failed.
fn trial(
    name: String,
    machine: &Result<(), String>,
    run: impl FnOnce() -> Result<(), Failed> + Send + 'static,
) -> Trial {
    match machine.clone() {
        Ok(()) => Trial::test(name, run),
        Err(lacking) if npm::is_required() => Trial::test(name, move || Err(lacking.into())),
        Err(lacking) => {
            let kind = lacking.lines().next().unwrap_or_default().to_owned();
            Trial::test(name, run).with_kind(kind).with_ignored_flag(true)
        }
    }
}

/// The compiler, and packages that bring their types along.
fn prepare() -> Result<(), String> {
    npm::find_node()?;
    npm::install(&root().join("tests/types"), "25 MB")?;
    npm::install(&root().join("tests/runtime"), "500 MB")
}

/// All examples with TypeScript in them whose snapshot has a diff.
fn examples() -> Vec<Example> {
    let mut found = Vec::new();
    for transform in entries(&root().join("transforms")) {
        for path in entries(&transform.join("examples")) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let folder = transform.file_name().unwrap_or_default().to_string_lossy();
            let example = Example {
                name: format!("{folder}/{stem}"),
                path,
            };
            let diff = fs::read_to_string(example.snapshot()).unwrap_or_default();
            if has_types(&example.path) && diff.contains("\n+++ b/") {
                found.push(example);
            }
        }
    }
    found
}

impl Example {
    fn snapshot(&self) -> PathBuf {
        root().join("snapshots").join(format!("{}.diff", self.name))
    }
}

fn has_types(path: &Path) -> bool {
    match path.is_dir() {
        true => entries(path).iter().any(|it| has_types(it)),
        false => path
            .extension()
            .is_some_and(|it| it == "ts" || it == "tsx" || it == "mts" || it == "cts"),
    }
}

/// By example, what the compiler has against the result that it did not have against the example.
fn new_errors(examples: &[&Example]) -> Result<Value, String> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut list = Vec::new();
    for example in examples {
        let (before, after) = (
            home.path().join(&example.name).join("before"),
            home.path().join(&example.name).join("after"),
        );
        for place in [&before, &after] {
            copy(&example.path, place).map_err(|error| error.to_string())?;
        }
        let mut apply = Command::new("git");
        apply
            .args(["apply", "--unsafe-paths"])
            .arg(example.snapshot())
            .current_dir(&after);
        // Not into a repository that the temporary directory may lie in.
        npm::output(apply.env("GIT_CEILING_DIRECTORIES", home.path()))?;
        list.push(json!({ "name": example.name, "before": before, "after": after }));
    }
    run("check.js", &json!(list).to_string())
}

fn has_no_new_error(name: &str, errors: &Result<Value, String>) -> Result<(), Failed> {
    let errors = errors.as_ref().map_err(|error| Failed::from(error.clone()))?;
    let fresh = errors[name]["fresh"].as_array().ok_or("it was not checked")?;
    let lines: Vec<&str> = fresh.iter().filter_map(Value::as_str).collect();
    match lines.is_empty() {
        true => Ok(()),
        false => Err(lines.join("\n").into()),
    }
}

/// `typed:` in the table has the numbers of arguments that callback and promise function share, where that is not all.
fn table_knows_the_types() -> Result<(), Failed> {
    let table = fs::read_to_string(root().join("src/semantic/node_core.txt"))?;
    let lines: Vec<&str> = table
        .lines()
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .collect();
    let names: Vec<&str> = lines.iter().filter_map(|it| it.split_whitespace().next()).collect();
    let known = run("promisified.js", &names.join("\n"))?;
    let mut wrong = Vec::new();
    for (name, line) in names.iter().zip(lines) {
        let counts = |kind: &str| -> Vec<u64> {
            let counts = known[*name][kind].as_array().into_iter().flatten();
            counts.filter_map(Value::as_u64).collect()
        };
        let (callback, promise) = (counts("callback"), counts("promise"));
        let shared: Vec<String> = callback
            .iter()
            .filter(|it| promise.contains(it))
            .map(u64::to_string)
            .collect();
        let wanted = match shared.as_slice() {
            all if all.len() == callback.len() => None,
            [] => Some("typed:none".to_owned()),
            some => Some(format!("typed:{}", some.join(","))),
        };
        let said = line.split_whitespace().find(|it| it.starts_with("typed:"));
        if callback.is_empty() || said != wanted.as_deref() {
            wrong.push(format!(
                "{name}: {said:?}, and the types say {wanted:?} of {callback:?}"
            ));
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n").into()),
    }
}

/// What a script of this proof makes of its input.
fn run(script: &str, input: &str) -> Result<Value, String> {
    let mut node = Command::new("node")
        .arg(root().join("tests/types").join(script))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut stdin = node.stdin.take().expect("it is piped");
    stdin.write_all(input.as_bytes()).map_err(|error| error.to_string())?;
    drop(stdin);
    let output = node.wait_with_output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{script}: {}", output.status));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("{script}: {error}"))
}

/// A file into a directory, or all that is in a directory.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    if from.is_file() {
        fs::copy(from, to.join(from.file_name().expect("it has a name")))?;
        return Ok(());
    }
    for path in entries(from) {
        let name = path.file_name().expect("it has a name");
        match path.is_dir() {
            true => copy(&path, &to.join(name))?,
            false => copy(&path, to)?,
        }
    }
    Ok(())
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(|it| Some(it.ok()?.path()))
        .collect();
    found.sort();
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
