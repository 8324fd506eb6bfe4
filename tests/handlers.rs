//! Every example under `tests/handlers/examples` has its table of handlers under
//! `tests/handlers/expected`, as `leakfix handlers` prints it. One named test per
//! example; `UPDATE_SNAPSHOTS=1` renews the tables.

#![forbid(unsafe_code)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use leakfix::{
    discover::{Selection, discover},
    program::{Program, Reading, Wanted},
    report::{HandlerTable, unified},
    semantic::{Held, Project},
};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let examples = entries("examples");
    let mut trials: Vec<Trial> = examples
        .iter()
        .cloned()
        .map(|path| Trial::test(stem(&path), move || check(&path)))
        .collect();
    trials.push(Trial::test("every table has an example", move || {
        let known: Vec<String> = examples.iter().map(|it| stem(it)).collect();
        match entries("expected")
            .iter()
            .map(|it| stem(it))
            .find(|it| !known.contains(it))
        {
            Some(orphan) => Err(format!("expected/{orphan}.txt has no example").into()),
            None => Ok(()),
        }
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn check(example: &Path) -> Result<(), Failed> {
    let home = tempfile::tempdir()?;
    // macOS keeps its temporary files behind a link.
    let home = home.path().canonicalize()?;
    // Nothing around it may speak for it.
    fs::create_dir(home.join(".git"))?;
    copy(example, &home.join(example.file_name().expect("an example has a name")))?;
    let golden = root().join("expected").join(format!("{}.txt", stem(example)));
    compare(&table(&home), &golden)
}

fn compare(table: &str, golden: &Path) -> Result<(), Failed> {
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(golden, table)?;
    }
    let wanted = fs::read_to_string(golden).unwrap_or_default();
    match table == wanted {
        true => Ok(()),
        false => Err(format!("not what is expected:\n{}", unified("table", &wanted, table)).into()),
    }
}

fn table(home: &Path) -> String {
    let selection = Selection {
        paths: vec![home.to_owned()],
        everything: false,
    };
    let wanted = Wanted {
        reading: Reading::EveryHandler,
        ..Wanted::default()
    };
    let discovery = discover(&selection, home);
    let program = Program::survey(&discovery, &wanted);
    assert!(program.unread.is_empty(), "{:?}", program.unread);
    let table = HandlerTable::joined(program.for_each_part(|part| {
        let project = Project::analyze(&part.sources, &part.links, &Held::default());
        HandlerTable::of(&project, &[], home)
    }));
    match table.is_empty() {
        true => "no handler\n".to_owned(),
        false => table.to_string(),
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_file() {
        return fs::copy(from, to).map(|_| ());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let read = fs::read_dir(root().join(folder)).expect("the folder is there");
    let mut paths: Vec<PathBuf> = read.filter_map(|it| Some(it.ok()?.path())).collect();
    paths.sort();
    paths
}

/// The name up to its first dot.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handlers")
}
