//! `leakfix init`: a commented `leakfix.toml`, with what is found in the project. Knows
//! the keys of that file and what is worth saying of each.

use std::{collections::BTreeMap, fmt::Write as _, io::ErrorKind, path::Path};

use anyhow::{Context as _, anyhow, bail};

use super::{
    SUCCESS,
    analysis::analyse_with,
    arguments::{ConfigSource, Scan},
    say,
};
use crate::{
    config::{Config, NAME},
    finding::Status,
    guard::Fixed,
    program::Reading,
    report::relative,
    semantic::{Found, Handler, Held, Project, Runtime},
    transforms, write,
};

pub(super) fn init() -> anyhow::Result<u8> {
    let cwd = std::env::current_dir().context("the current directory cannot be read")?;
    let cwd = cwd.canonicalize().unwrap_or(cwd);
    let there = Config::find(&cwd).map_err(|words| anyhow!("there is a {NAME} already: {words}"))?;
    if let Some(config) = there {
        bail!("there is {} already: change that one", relative(&config.path, &cwd));
    }
    let scan = Scan {
        source: ConfigSource {
            file: None,
            no_config: true,
        },
        ..Scan::default()
    }
    .settled()?;
    let (analysis, parts) = analyse_with(&scan, Reading::EveryHandler, Seen::of)?;
    let mut seen = Seen::default();
    parts.into_iter().for_each(|it| seen.add(it));
    let path = cwd.join(NAME);
    write::fresh(&path, &text(seen)).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow!("there is a {NAME} already: change that one"),
        _ => anyhow!("{NAME} cannot be written: {error}"),
    })?;
    analysis.tell_unread();
    say(&format!(
        "{NAME} is written: read it, and take the `#` off what you want\n"
    ));
    Ok(analysis.failure().unwrap_or(SUCCESS))
}

/// What is worth saying of a project.
#[derive(Debug, Default)]
struct Seen {
    /// By folder: how many handlers are in it.
    folders: BTreeMap<String, usize>,
    /// Handlers that only their shape tells, as they are named.
    by_shape: Vec<String>,
    /// By name: how many handlers are declared for a runtime.
    runtimes: BTreeMap<String, usize>,
    /// By transform: how many leaks only an unsafe rewrite fixes.
    only_unsafe: BTreeMap<&'static str, usize>,
}

impl Seen {
    fn of(part: &Fixed, base: &Path) -> Seen {
        let project = Project::analyze(&part.sources, &part.links, &Held::default());
        let mut seen = Seen::default();
        let is_selected = |it: &&Handler| project.module(it.key.0).source.is_selected;
        for handler in project.handlers().iter().filter(is_selected) {
            let path = relative(&project.module(handler.key.0).source.path, base);
            let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
            *seen.folders.entry(folder.to_owned()).or_default() += 1;
            if let Some(runtime) = &handler.runtime {
                *seen.runtimes.entry(runtime.name.clone()).or_default() += 1;
            }
            let is_by_shape = matches!(handler.found, Found::Type | Found::Name | Found::Parameters);
            // What `module.exports` is has no name that a deployment file could use.
            if is_by_shape && handler.key.1 != "*" {
                let (stem, _) = path.rsplit_once('.').unwrap_or((&path, ""));
                seen.by_shape.push(format!("{stem}.{}", handler.key.1));
            }
        }
        for finding in &part.outcome.findings {
            if let Status::Unsafe { .. } = finding.status {
                *seen.only_unsafe.entry(finding.transform).or_default() += 1;
            }
        }
        seen
    }

    fn add(&mut self, other: Seen) {
        let sum = |all: &mut BTreeMap<String, usize>, more: BTreeMap<String, usize>| {
            more.into_iter()
                .for_each(|(key, count)| *all.entry(key).or_default() += count);
        };
        sum(&mut self.folders, other.folders);
        sum(&mut self.runtimes, other.runtimes);
        self.by_shape.extend(other.by_shape);
        for (name, count) in other.only_unsafe {
            *self.only_unsafe.entry(name).or_default() += count;
        }
    }
}

fn text(mut seen: Seen) -> String {
    seen.by_shape.sort();
    seen.by_shape.dedup();
    let names: Vec<&str> = transforms::ALL.iter().map(|it| it.name).collect();
    let folders: Vec<&str> = seen.folders.keys().map(String::as_str).collect();
    let last = &names[names.len() - 1..];
    let unsafe_ones: Vec<&str> = seen.only_unsafe.keys().copied().collect();
    let mut file = File::default();
    file.say("What leakfix is told once for all runs. What the command line says counts before it.");
    file.say("`leakfix schema config` prints a JSON Schema of this file.");

    file.section("Files and folders that may be edited where no PATH is given, as globs from here.");
    file.say(&match seen.folders.is_empty() {
        true => "No handler was found.".to_owned(),
        false => format!("Handlers are in: {}.", counted(&seen.folders)),
    });
    file.list("paths", if folders.is_empty() { &["src"] } else { &folders });

    file.section("Files and folders that are never edited, unless a PATH names them.");
    file.list("exclude", &["**/legacy", "src/*.generated.js"]);

    file.section("Handlers that are not found by themselves, by file and export from here.");
    let by_shape: Vec<&str> = seen.by_shape.iter().map(String::as_str).collect();
    if by_shape.is_empty() {
        file.list("handlers", &["src/jobs.nightly"]);
    } else {
        file.say("No deployment file speaks of these, which are taken for handlers by their name, parameters or");
        file.say("type; what is named here counts as declared.");
        file.list("handlers", &by_shape);
    }

    file.section("The runtime that handlers are to run on: nodejs24.x, nodejs22.x or nodejs20.x.");
    if !seen.runtimes.is_empty() {
        file.say(&format!("Handlers are declared for: {}.", counted(&seen.runtimes)));
    }
    let _ = writeln!(file.text, "target = {}", quoted(Runtime::default().name()));

    file.section("Transforms that are not used. There are:");
    for line in names.chunks(5) {
        file.say(&format!("  {}", line.join(", ")));
    }
    file.list("disable", last);

    file.section("Transforms whose unsafe rewrites are made, too: what the code does may change.");
    if !seen.only_unsafe.is_empty() {
        let counts: BTreeMap<String, usize> = seen
            .only_unsafe
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count))
            .collect();
        file.say(&format!("Leaks that nothing else fixes: {}.", counted(&counts)));
    }
    file.list("unsafe", if unsafe_ones.is_empty() { last } else { &unsafe_ones });

    file.section(
        "Functions that always return a promise, where leakfix cannot tell: of a file from here, or a package.",
    );
    file.list("promise-functions", &["./lib/db#query", "some-package#Client.send"]);

    file.section("Functions that call their last argument exactly once, later, with an error, or with nothing and one");
    file.say("result.");
    file.list("error-first-functions", &["./lib/store#save", "some-package#deliver"]);

    file.section("How new code looks where there is a choice.");
    file.text += "[style]\n";
    file.say("Use `fs/promises` and its like rather than `util.promisify`.");
    file.text += "# prefer-builtin = true\n";
    file.text
}

#[derive(Default)]
struct File {
    text: String,
}

impl File {
    fn say(&mut self, words: &str) {
        let _ = writeln!(self.text, "# {words}");
    }

    fn section(&mut self, words: &str) {
        self.text.push('\n');
        self.say(words);
    }

    /// A key that is commented out.
    fn list(&mut self, key: &str, values: &[&str]) {
        let values: Vec<String> = values.iter().map(|it| quoted(it)).collect();
        let line = format!("{key} = [{}]", values.join(", "));
        if line.len() <= 100 {
            return self.say(&line);
        }
        self.say(&format!("{key} = ["));
        values.iter().for_each(|it| self.say(&format!("  {it},")));
        self.say("]");
    }
}

/// `nodejs18.x (2), nodejs20.x (1)`
fn counted(counts: &BTreeMap<String, usize>) -> String {
    let parts = counts.iter().map(|(name, count)| format!("{name} ({count})"));
    // A comment is one line, whatever folders are called.
    parts.collect::<Vec<_>>().join(", ").replace(['\n', '\r'], " ")
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
