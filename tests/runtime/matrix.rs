//! The rows of what a conversion of handlers has to keep, each converted by hand: rightly, about which nothing may be said,
//! and wrongly, about which it has to be said what is wrong. It shows that a row can fail; it knows no transform.

use crate::compare;
use crate::example::{self, Example, Workspace};
use crate::oracle::{Oracles, Report};
use crate::scenario::{RUNTIMES, Scenario};
use crate::{Test, node};
use libtest_mimic::Failed;
use std::fs;
use std::path::{Path, PathBuf};

/// The originals are examples of the transform.
const ROWS: &str = "async_handler/row_";

/// Less would be no table any more.
const FEWEST_ROWS: usize = 40;

pub fn all() -> Vec<Test> {
    let rows: Vec<Example> = example::all()
        .into_iter()
        .filter(|it| it.name.starts_with(ROWS))
        .collect();
    let names: Vec<String> = rows.iter().map(|row| stem(row).to_owned()).collect();
    let tests = rows.into_iter().map(|row| Test {
        name: format!("matrix/{}", stem(&row)),
        runtimes: row.runtimes(),
        run: Box::new(move |oracles| check(&row, oracles)),
    });
    let mut tests: Vec<Test> = tests.collect();
    tests.push(Test {
        name: "matrix/every row has its conversions".to_owned(),
        runtimes: Vec::new(),
        run: Box::new(move |_| is_complete(&names)),
    });
    tests
}

fn stem(row: &Example) -> &str {
    row.name.rsplit('/').next().unwrap_or_default()
}

fn folder(row: &str) -> PathBuf {
    node::directory().join("matrix").join(row)
}

fn is_complete(rows: &[String]) -> Result<(), Failed> {
    if rows.len() < FEWEST_ROWS {
        return Err(format!("there are only {} rows", rows.len()).into());
    }
    let incomplete = rows.iter().filter(|row| {
        let variants = Variant::all(row);
        variants.iter().filter(|it| it.is_right()).count() != 1 || variants.len() < 2
    });
    let orphans = example::entries(&folder(""))
        .into_iter()
        .map(|path| name_of(&path).to_owned())
        .filter(|name| !rows.contains(name));
    let wrong: Vec<String> = incomplete
        .map(|row| format!("{row} needs one `right` and a `wrong_…`"))
        .chain(orphans.map(|name| format!("{name} has no example")))
        .collect();
    wrong.is_empty().then_some(()).ok_or_else(|| wrong.join("\n").into())
}

/// A conversion made by hand.
struct Variant {
    /// A file, or a folder of them.
    path: PathBuf,
}

impl Variant {
    fn all(row: &str) -> Vec<Self> {
        let mut paths = example::entries(&folder(row));
        paths.sort();
        paths.into_iter().map(|path| Self { path }).collect()
    }

    fn is_right(&self) -> bool {
        self.path.file_stem().is_some_and(|stem| stem == "right")
    }

    /// A wrong one begins with a comment that is a part of what has to be said about it, the runtime included.
    fn wanted(&self, scenario: &Scenario) -> Result<String, String> {
        let file = if self.path.is_dir() {
            let module = scenario.handler.split('.').next().unwrap_or_default();
            self.path.join(module).with_extension("js")
        } else {
            self.path.clone()
        };
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let first = text.lines().next().unwrap_or_default();
        Ok(first.strip_prefix("// ").unwrap_or_default().to_owned())
    }
}

fn check(row: &Example, oracles: &Oracles) -> Result<(), Failed> {
    let scenario = row.scenario.as_ref().map_err(String::clone)?;
    let workspace = Workspace::with_copy_of(&row.source, scenario)?;
    let (before, mut complaints) = crate::original(&workspace, scenario, oracles)?;

    for variant in Variant::all(stem(row)) {
        workspace.replace_with(&variant.path, scenario)?;
        let run = |runtime: &str| -> Result<Vec<String>, String> {
            let after: Report = oracles.run(&scenario.job(&workspace.code(), runtime))?;
            Ok(compare::after(scenario, &before, &after))
        };
        let name = name_of(&variant.path);
        if variant.is_right() {
            for runtime in &scenario.runtimes {
                complaints.extend(run(runtime)?.iter().map(|it| format!("{name}: {it}")));
            }
        } else {
            complaints.extend(missed(name, &variant.wanted(scenario)?, run)?);
        }
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(complaints.join("\n\n").into())
    }
}

/// What is wrong with a wrong conversion has to be noticed where it is said to be.
fn missed(
    name: &str,
    wanted: &str,
    run: impl Fn(&str) -> Result<Vec<String>, String>,
) -> Result<Option<String>, String> {
    let Some(runtime) = RUNTIMES.into_iter().find(|runtime| wanted.contains(runtime)) else {
        let said = RUNTIMES.map(&run).into_iter().collect::<Result<Vec<_>, _>>()?.concat();
        return Ok(Some(format!(
            "{name}: its first line has to be a comment with a part of what is said:\n{}",
            said.join("\n\n")
        )));
    };
    let said = run(runtime)?;
    let is_noticed = said.iter().any(|complaint| complaint.contains(wanted));
    Ok((!is_noticed).then(|| {
        format!(
            "{name}: should complain of {wanted:?}, but says\n\n{}",
            said.join("\n\n")
        )
    }))
}

fn name_of(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
