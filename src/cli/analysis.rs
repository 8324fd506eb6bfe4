//! The pipeline as straight code: from arguments to a program and what became of it.
//! Knows no command.

use std::{
    error::Error as _,
    io::{self, IsTerminal as _, Read as _},
    mem::{self, ManuallyDrop},
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context as _, bail};

use super::{
    FAILURE, LEFT, SUCCESS,
    arguments::Scan,
    complain,
    interrupted::{settle_interrupted, tell_interrupted},
    limits::{Limited, Loads, Purpose, limit},
    named::{missing_exports, named_handlers, require_readable},
    progress::Progress,
    say,
    settings::{left_out, select, selected_paths, unsafe_too},
    stated::{stated_functions, wrong_statements},
};
use crate::{
    discover::{Candidate, Discovery, Selection, discover},
    fingerprint::fingerprint,
    fix::Outcome,
    guard::{Fixed, fix_guarded},
    leak::Subject,
    program::{Program, Reading, Standin, Unread, Wanted},
    query::Engine,
    report::{Stats, Summary, Tally, Text, details},
    rewrite::Applicability,
    semantic::StatedFunction,
    syntax::Sources,
    timings::{Stage, Timings},
    transforms,
};

/// What the deepest code that is read takes, several times over. It is no memory until it is used.
const STACK_BYTES: usize = 128 << 20;

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
    /// An interrupted run could not be settled.
    is_unsettled: bool,
    /// What was left out of them.
    pub(super) limited: Limited,
    started: Instant,
}

/// A program without what the options leave out. It is not dropped: the end of the run frees it sooner.
pub(super) fn analyse(scan: &Scan, purpose: Purpose) -> anyhow::Result<ManuallyDrop<Analysis<'_>>> {
    let look = |part: &Fixed, _: &Path| scan.since.as_ref().map(|_| Loads::of(part));
    let (mut analysis, loads) = analyse_with(scan, Reading::default(), look)?;
    analysis.limited = limit(scan, &mut analysis.parts, &loads, &analysis.discovery.base, purpose)?;
    Ok(ManuallyDrop::new(analysis))
}

/// The same, with a say in which files are read in full; `look` sees each part, and
/// the current directory, before what has nothing to report is dropped.
pub(super) fn analyse_with<T: Send>(
    scan: &Scan,
    reading: Reading,
    look: impl Fn(&Fixed, &Path) -> T + Sync,
) -> anyhow::Result<(Analysis<'_>, Vec<T>)> {
    start_threads(scan.jobs)?;
    let started = Instant::now();
    let mut engine = Engine::new(transforms::ALL);
    engine.off = left_out(scan)?;
    engine.unsafe_too = unsafe_too(scan);
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
        .measure(Stage::Walk, || discovered(scan, &cwd, standin.as_ref()))?;
    engine.timings.count(Stage::Walk, discovery.files.len());
    let is_unsettled = match scan.writes {
        true => settle_interrupted(&discovery, &cwd)?,
        false => {
            tell_interrupted(&discovery, &cwd);
            false
        }
    };
    let named = named_handlers(scan, &cwd, &discovery)?;
    let stated = Arc::new(stated_functions(scan, &cwd, &discovery)?);
    let stated_words = stated.functions.iter().flat_map(StatedFunction::words);
    engine.words = stated_words.map(str::to_owned).collect();
    let mut words: Vec<&str> = engine.transforms().flat_map(|it| it.words).copied().collect();
    words.extend(engine.words.iter().map(String::as_str));
    words.sort_unstable();
    words.dedup();
    let wanted = Wanted {
        words: &words,
        reading,
        everywhere: scan.all,
        everything: scan.no_ignore,
        standin: standin.as_ref(),
        named: &named,
        stated: Arc::clone(&stated),
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
        let mut wrong = missing_exports(&named, &fixed, &cwd);
        wrong.extend(wrong_statements(scan, &fixed, &cwd));
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
    fingerprint(&mut parts, &discovery.base);
    let analysis = Analysis {
        scan,
        cwd,
        discovery,
        engine,
        files,
        unread,
        parts,
        is_unsettled,
        limited: Limited::default(),
        started,
    };
    Ok((analysis, seen))
}

/// One for each core, where nobody says how many.
fn start_threads(jobs: Option<usize>) -> anyhow::Result<()> {
    let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES);
    let started = threads.num_threads(jobs.map_or(0, |it| it.max(1))).build_global();
    match started {
        // They may be there already, when `run` is called twice; only the system's refusal has a source.
        Err(error) if error.source().is_some() => {
            bail!("cannot start its threads: {error}: pass -j1, or allow more memory")
        }
        _ => Ok(()),
    }
}

/// How many selected files were read, and which were not.
fn read_and_unread(mut program: Program<'_>, discovery: &Discovery, parts: &[Fixed]) -> (usize, Vec<Unread>) {
    let is_selected = |path: &Path| {
        let found = discovery.files.binary_search_by(|it| it.path.as_path().cmp(path));
        found.is_ok_and(|it| discovery.files[it].selected)
    };
    let late = parts.iter().flat_map(|it| &it.unread);
    let late: Vec<Unread> = late.filter(|it| is_selected(&it.path)).cloned().collect();
    let files = program.files - late.len();
    let mut unread = mem::take(&mut program.unread);
    // The end of the run frees it sooner than going through all of it does.
    mem::forget(program);
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
        summary.limits.clone_from(&self.limited.words);
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

    /// Prints what could not be done; gives the exit code where that is something.
    pub(super) fn failure(&self) -> Option<u8> {
        for (path, reason) in &self.discovery.missing {
            complain(&format!("{}: {reason}", path.display()));
        }
        let defects: Vec<&String> = self.outcomes().flat_map(|it| &it.defects).collect();
        for defect in &defects {
            complain(&format!(
                "a defect of leakfix, please report it: {defect}; what it concerns was left as it is"
            ));
        }
        self.has_failed().then_some(FAILURE)
    }

    fn has_failed(&self) -> bool {
        self.is_unsettled || !self.discovery.missing.is_empty() || self.outcomes().any(|it| !it.defects.is_empty())
    }

    /// The summary; with `--verbose` and `--stats` what it sums up. How long it took is
    /// for who looks on: elsewhere equal runs print equal words.
    fn tell_numbers(&self, summary: &Summary) {
        let scan = self.scan;
        let written = summary.written.as_deref();
        if scan.verbose {
            say(&details(&self.parts, &self.discovery, &self.cwd, written));
        }
        if scan.stats {
            say(&Stats::of(&self.parts, written).to_string());
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
        self.failure();
        if self.scan.quiet == 0 {
            self.tell_ignores();
            self.tell_numbers(summary);
        }
        say(&self.engine.timings.to_string());
        self.exit_code(summary, is_left)
    }

    /// What the run exits with; `is_left` says that something is, whatever was found.
    pub(super) fn exit_code(&self, summary: &Summary, is_left: bool) -> u8 {
        let is_left = is_left || summary.tally.is_any_left();
        let is_left = is_left
            || self.outcomes().flat_map(|it| &it.findings).any(|it| {
                // Whether a handler runs is counted by runtime.
                it.is_left() && it.subject == Subject::Leak
            });
        if self.has_failed() {
            FAILURE
        } else if is_left && !self.scan.exit_zero {
            LEFT
        } else {
            SUCCESS
        }
    }
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
fn discovered(scan: &Scan, cwd: &Path, standin: Option<&Standin>) -> anyhow::Result<Discovery> {
    let around = standin.and_then(|it| it.path.parent()).filter(|it| it.is_dir());
    let selection = Selection {
        paths: match around {
            Some(directory) => vec![directory.to_owned()],
            None => selected_paths(scan),
        },
        everything: scan.no_ignore,
    };
    let mut discovery = discover(&selection, cwd);
    let Some(standin) = standin else {
        select(&mut discovery, scan, cwd)?;
        return Ok(discovery);
    };
    discovery.files.iter_mut().for_each(|it| it.selected = false);
    discovery.files.retain(|it| it.path != standin.path);
    discovery.files.push(Candidate {
        path: standin.path.clone(),
        selected: true,
    });
    discovery.files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(discovery)
}
