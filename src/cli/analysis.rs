//! The pipeline as straight code: from arguments to a program and what became of it.
//! Knows no command.

use std::{
    collections::HashSet,
    io::{self, IsTerminal as _, Read as _},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context as _, bail};

use super::{
    FAILURE, LEFT, SUCCESS,
    arguments::Scan,
    known,
    named::{missing_exports, named_handlers, require_readable},
    progress::Progress,
    say,
};
use crate::{
    discover::{Candidate, Discovery, Selection, discover},
    fix::Outcome,
    guard::{Fixed, fix_guarded},
    leak::Subject,
    program::{Program, Reading, Standin, Unread, Wanted},
    query::Engine,
    report::{Stats, Summary, Tally, Text, details, relative},
    rewrite::Applicability,
    semantic::Ignore,
    syntax::Sources,
    timings::{Stage, Timings},
    transforms,
};

/// A program and what became of it in memory.
pub(super) struct Analysis<'a> {
    pub(super) scan: &'a Scan,
    pub(super) cwd: PathBuf,
    pub(super) discovery: Discovery,
    pub(super) engine: Engine,
    /// How many selected files were read.
    pub(super) files: usize,
    /// Selected files that were not, in the order of their paths.
    pub(super) unread: Vec<Unread>,
    /// Files that have to do with each other, in the order of their first ones.
    pub(super) parts: Vec<Fixed>,
    started: Instant,
}

pub(super) fn analyse(scan: &Scan) -> anyhow::Result<Analysis<'_>> {
    Ok(analyse_with(scan, Reading::default(), |_, _| ())?.0)
}

/// The same, with a say in which files are read in full; `look` sees each part, and
/// the current directory, before what has nothing to report is dropped.
pub(super) fn analyse_with<T: Send>(
    scan: &Scan,
    reading: Reading,
    look: impl Fn(&Fixed, &Path) -> T + Sync,
) -> anyhow::Result<(Analysis<'_>, Vec<T>)> {
    if let Some(jobs) = scan.jobs {
        // The pool may be there already when `run` is called twice.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build_global();
    }
    let started = Instant::now();
    let mut engine = Engine::new(transforms::ALL);
    engine.off = left_out(&scan.only, &scan.skip)?;
    engine.everywhere = scan.all;
    engine.prefers_builtin = scan.prefer_builtin;
    engine.target = scan.target;
    if scan.timings {
        engine.timings = Timings::started();
    }
    let cwd = std::env::current_dir().context("the current directory cannot be read")?;
    let cwd = cwd.canonicalize().unwrap_or(cwd);
    let standin = standin(scan, &cwd)?;
    let discovery = engine
        .timings
        .measure(Stage::Walk, || discovered(scan, &cwd, standin.as_ref()));
    engine.timings.count(Stage::Walk, discovery.files.len());
    let named = named_handlers(scan, &cwd, &discovery)?;
    let mut words: Vec<&str> = engine.transforms().flat_map(|it| it.words).copied().collect();
    words.sort_unstable();
    words.dedup();
    let wanted = Wanted {
        words: &words,
        reading,
        everywhere: scan.all,
        everything: scan.no_ignore,
        standin: standin.as_ref(),
        named: &named,
        timings: &engine.timings,
    };
    let progress = Progress::start(scan.quiet == 0);
    let program = Program::survey(&discovery, &wanted);
    let allowed = if scan.r#unsafe {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    progress.announce(program.part_count());
    let made = program.for_each_part(|part| {
        let fixed = fix_guarded(part, &engine, allowed);
        let wrong = missing_exports(&named, &fixed, &cwd);
        let seen = look(&fixed, &cwd);
        progress.advance();
        (fixed.without_idle_sources(), wrong, seen)
    });
    drop(progress);
    let (mut parts, mut wrong, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for (part, words, it) in made {
        parts.push(part);
        wrong.extend(words);
        seen.push(it);
    }
    if let Some(words) = wrong.into_iter().next() {
        bail!("{words}");
    }
    let (files, unread) = read_and_unread(program, &discovery, &parts);
    require_readable(&named, &unread, &cwd)?;
    let analysis = Analysis {
        scan,
        cwd,
        discovery,
        engine,
        files,
        unread,
        parts,
        started,
    };
    Ok((analysis, seen))
}

/// How many selected files were read, and which were not.
fn read_and_unread(program: Program<'_>, discovery: &Discovery, parts: &[Fixed]) -> (usize, Vec<Unread>) {
    let selected: HashSet<&Path> = discovery
        .files
        .iter()
        .filter(|it| it.selected)
        .map(|it| it.path.as_path())
        .collect();
    let late = parts.iter().flat_map(|it| &it.unread);
    let late: Vec<Unread> = late.filter(|it| selected.contains(&*it.path)).cloned().collect();
    let files = program.files - late.len();
    let mut unread = program.unread;
    unread.extend(late);
    unread.sort_by(|one, other| one.path.cmp(&other.path));
    // A configuration in JavaScript is a file of the program, too: one line is enough.
    unread.dedup_by(|one, other| one.path == other.path);
    (files, unread)
}

impl Analysis<'_> {
    pub(super) fn text<'t>(&'t self, sources: &'t Sources) -> Text<'t> {
        Text {
            sources,
            base: &self.cwd,
            is_dry: true,
            width: super::progress::width(),
        }
    }

    /// What came through stdin.
    pub(super) fn standin_text(&self) -> anyhow::Result<String> {
        Ok(standin(self.scan, &self.cwd)?.map_or_else(String::new, |it| it.text))
    }

    /// Files that were not looked at, where stdout is for something else.
    pub(super) fn tell_unread(&self) {
        for file in &self.unread {
            say(&self.text(&Sources::default()).unread(file));
        }
    }

    pub(super) fn summary(&self) -> Summary {
        let mut summary = Summary::of(self.files, self.unread.len(), &self.parts, &self.discovery);
        summary.tally = Tally::of(&self.parts, self.scan.target, self.fix_command());
        summary
    }

    /// What makes the rewrites of this run.
    pub(super) fn fix_command(&self) -> &'static str {
        if self.scan.r#unsafe {
            "`leakfix fix --unsafe`"
        } else {
            "`leakfix fix`"
        }
    }

    /// Says where a comment ignores nothing that there is, or does not say why.
    fn tell_ignores(&self) {
        for part in &self.parts {
            for (id, ignore) in &part.outcome.ignores {
                let source = part.sources.get(*id);
                let (line, column) = source.line_column(ignore.offset);
                let place = format!("{}:{line}:{column}", relative(&source.path, &self.cwd));
                for words in wrong_with(ignore) {
                    say(&format!("leakfix: {place}: {words}\n"));
                }
            }
        }
    }

    /// Prints what could not be done; gives the exit code where that is something.
    pub(super) fn failure(&self) -> Option<u8> {
        for (path, reason) in &self.discovery.missing {
            say(&format!("leakfix: {}: {reason}\n", path.display()));
        }
        let defects: Vec<&String> = self.outcomes().flat_map(|it| &it.defects).collect();
        for defect in &defects {
            say(&format!(
                "leakfix: a defect of leakfix, please report it: {defect}; what it concerns was left as it is\n"
            ));
        }
        let has_failed = !self.discovery.missing.is_empty() || !defects.is_empty();
        has_failed.then_some(FAILURE)
    }

    /// The summary; with `--verbose` and `--stats` what it sums up. How long it took is
    /// for who looks on: elsewhere equal runs print equal words.
    fn tell_numbers(&self, summary: &Summary) {
        let scan = self.scan;
        if scan.verbose {
            say(&details(&self.parts, &self.discovery, &self.cwd));
        }
        if scan.stats {
            say(&Stats::of(&self.parts).to_string());
        }
        say(&summary.to_string());
        if scan.verbose || scan.stats || io::stderr().is_terminal() {
            say(&format!("took {:.2} s\n", self.started.elapsed().as_secs_f64()));
        }
    }

    fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.parts.iter().map(|it| &it.outcome)
    }

    /// Prints the summary and what went wrong; gives the exit code.
    pub(super) fn finish(&self, summary: &Summary, is_left: bool) -> u8 {
        let failure = self.failure();
        if self.scan.quiet == 0 {
            self.tell_ignores();
            self.tell_numbers(summary);
        }
        say(&self.engine.timings.to_string());
        let is_left = is_left || summary.tally.is_any_left();
        let is_left = is_left
            || self.outcomes().flat_map(|it| &it.findings).any(|it| {
                // Whether a handler runs is counted by runtime.
                it.is_left() && it.subject == Subject::Leak
            });
        if let Some(code) = failure {
            code
        } else if is_left && !self.scan.exit_zero {
            LEFT
        } else {
            SUCCESS
        }
    }
}

/// What a reader should know of a comment that ignores leaks.
fn wrong_with(ignore: &Ignore) -> Vec<String> {
    let mut wrong = Vec::new();
    if ignore.names.is_empty() {
        wrong.push("`leakfix-ignore` names nothing, so nothing is ignored: `leakfix-ignore name: reason`".to_owned());
        return wrong;
    }
    wrong.extend(
        ignore
            .names
            .iter()
            .filter_map(|name| known(name).err())
            .map(|it| it.to_string()),
    );
    if ignore.reason.is_none() {
        wrong.push("`leakfix-ignore` without a reason: say why after a colon".to_owned());
    }
    wrong
}

/// The transforms that the user does without.
fn left_out(only: &[String], skip: &[String]) -> anyhow::Result<Vec<&'static str>> {
    for name in only.iter().chain(skip) {
        known(name)?;
    }
    let is_left_out = |it: &&'static str| {
        let named = |names: &[String]| names.iter().any(|name| name == it);
        !only.is_empty() && !named(only) || named(skip)
    };
    Ok(transforms::ALL.iter().map(|it| it.name).filter(is_left_out).collect())
}

/// The code that comes through stdin, read once.
fn standin(scan: &Scan, cwd: &Path) -> anyhow::Result<Option<Standin>> {
    static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let Some(path) = &scan.stdin_path else {
        return Ok(None);
    };
    if TEXT.get().is_none() {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).context("stdin cannot be read")?;
        let text = String::from_utf8(bytes).context("the code on stdin is not UTF-8: convert it first")?;
        let _ = TEXT.set(text);
    }
    let text = TEXT.get().cloned().unwrap_or_default();
    let path = cwd.join(path);
    if crate::syntax::Language::of_path(&path).is_none() {
        bail!(
            "--stdin-path {}: its name says neither JavaScript nor TypeScript",
            path.display()
        );
    }
    Ok(Some(Standin {
        path: path.canonicalize().unwrap_or(path),
        text,
    }))
}

/// The files of the program. What comes through stdin is the one that may be
/// edited, whether it is on the disk or not.
fn discovered(scan: &Scan, cwd: &Path, standin: Option<&Standin>) -> Discovery {
    let around = standin.and_then(|it| it.path.parent()).filter(|it| it.is_dir());
    let selection = Selection {
        paths: match around {
            Some(directory) => vec![directory.to_owned()],
            None => scan.paths.clone(),
        },
        everything: scan.no_ignore,
    };
    let mut discovery = discover(&selection, cwd);
    if let Some(standin) = standin {
        discovery.files.iter_mut().for_each(|it| it.selected = false);
        discovery.files.retain(|it| it.path != standin.path);
        discovery.files.push(Candidate {
            path: standin.path.clone(),
            selected: true,
        });
        discovery.files.sort_by(|one, other| one.path.cmp(&other.path));
    }
    discovery
}
