//! The pipeline as straight code: from arguments to a program and what became of
//! it, and what each command makes of that.

use std::{
    io::{self, Read as _, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

use super::{FAILURE, LEFT, SUCCESS, arguments::Scan, known, say};
use crate::{
    discover::{Candidate, Discovery, Selection, discover},
    fix::Outcome,
    guard::{Guarded, fix_guarded},
    leak::Transform,
    program::{Program, Standin, Wanted, load},
    query::Engine,
    report::{Summary, Text, coloured, relative, unified},
    rewrite::Applicability,
    save::save,
    transforms,
};

/// A program and what became of it in memory.
pub(super) struct Analysis<'a> {
    scan: &'a Scan,
    cwd: PathBuf,
    discovery: Discovery,
    program: Program,
    outcome: Outcome,
}

pub(super) fn analyse(scan: &Scan) -> anyhow::Result<Analysis<'_>> {
    if let Some(jobs) = scan.jobs {
        // The pool may be there already when `run` is called twice.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build_global();
    }
    let mut engine = Engine::new(&chosen(&scan.only, &scan.skip)?)?;
    engine.everywhere = scan.all;
    engine.prefers_builtin = scan.prefer_builtin;
    let cwd = std::env::current_dir().context("the current directory cannot be read")?;
    let cwd = cwd.canonicalize().unwrap_or(cwd);
    let standin = standin(scan, &cwd)?;
    let discovery = discovered(scan, &cwd, standin.as_ref());
    let mut words: Vec<&str> = engine.transforms().flat_map(|it| it.words).copied().collect();
    words.sort_unstable();
    words.dedup();
    let wanted = Wanted {
        words: &words,
        everything: scan.no_ignore,
        standin: standin.as_ref(),
        named: &[],
    };
    let mut program = load(&discovery, &wanted);
    let allowed = if scan.r#unsafe {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let Guarded { outcome, sources } = fix_guarded(&program.sources, &program.links, &engine, allowed);
    program.sources = sources;
    Ok(Analysis {
        scan,
        cwd,
        discovery,
        program,
        outcome,
    })
}

impl Analysis<'_> {
    pub fn diff(&self) -> anyhow::Result<u8> {
        // Not through anstream: it would take escape characters out of the code.
        let mut out = io::stdout().lock();
        let is_plain = anstream::AutoStream::choice(&out) == anstream::ColorChoice::Never;
        for (old, new) in self.outcome.after.changed(&self.program.sources) {
            let path = relative(&old.path, &self.discovery.base);
            let diff = unified(&path, &old.text, &new.text);
            let diff = if is_plain { diff } else { coloured(&diff) };
            out.write_all(diff.as_bytes())?;
        }
        out.flush()?;
        self.tell_unread();
        Ok(self.finish(&self.summary(), self.has_edits()))
    }

    pub fn fix(&self, allow_dirty: bool) -> anyhow::Result<u8> {
        if self.scan.stdin_path.is_some() {
            return self.print_code();
        }
        self.tell_unread();
        let saved = save(&self.program, &self.outcome, allow_dirty);
        for words in &saved.refused {
            say(&format!("leakfix: {words}\n"));
        }
        let summary = self.summary().of_written(&self.outcome, &saved.written);
        let code = self.finish(&summary, false);
        Ok(if saved.refused.is_empty() { code } else { FAILURE })
    }

    /// The new code of the file that came through stdin.
    fn print_code(&self) -> anyhow::Result<u8> {
        let mut changed = self.outcome.after.changed(&self.program.sources);
        let mut out = io::stdout().lock();
        match changed.next() {
            Some((_, new)) => out.write_all(new.text.as_bytes())?,
            // Nothing in it could be fixed, or it could not be read: it stays.
            None => {
                let text = standin(self.scan, &self.cwd)?.map_or_else(String::new, |it| it.text);
                out.write_all(text.as_bytes())?;
            }
        }
        out.flush()?;
        self.tell_unread();
        Ok(self.finish(&self.summary(), false))
    }

    pub fn check(&self) -> anyhow::Result<u8> {
        let text = self.text();
        let mut out = anstream::stdout().lock();
        for file in &self.program.unread {
            out.write_all(text.unread(file).as_bytes())?;
        }
        for finding in &self.outcome.findings {
            out.write_all(text.finding(finding).as_bytes())?;
        }
        out.flush()?;
        let has_fixable = self.outcome.findings.iter().any(|it| it.is_fixed());
        let mut summary = self.summary();
        summary.is_dry = true;
        Ok(self.finish(&summary, has_fixable))
    }

    fn text(&self) -> Text<'_> {
        Text {
            sources: &self.program.sources,
            base: &self.cwd,
            is_dry: true,
        }
    }

    /// Files that were not looked at, where stdout is for something else.
    fn tell_unread(&self) {
        for file in &self.program.unread {
            say(&self.text().unread(file));
        }
    }

    fn has_edits(&self) -> bool {
        self.outcome.after.changed(&self.program.sources).next().is_some()
    }

    fn summary(&self) -> Summary {
        Summary::of(&self.program, &self.outcome, &self.discovery)
    }

    /// Prints the summary and what went wrong; gives the exit code.
    fn finish(&self, summary: &Summary, is_left: bool) -> u8 {
        for (path, reason) in &self.discovery.missing {
            say(&format!("leakfix: {}: {reason}\n", path.display()));
        }
        for defect in &self.outcome.defects {
            say(&format!(
                "leakfix: a defect of leakfix, please report it: {defect}; what it concerns was left as it is\n"
            ));
        }
        say(&summary.to_string());
        let is_left = is_left || self.outcome.findings.iter().any(|it| it.is_left());
        if !self.discovery.missing.is_empty() || !self.outcome.defects.is_empty() {
            FAILURE
        } else if is_left && !self.scan.exit_zero {
            LEFT
        } else {
            SUCCESS
        }
    }
}

/// The transforms that the user wants.
fn chosen(only: &[String], skip: &[String]) -> anyhow::Result<Vec<&'static Transform>> {
    for name in only.iter().chain(skip) {
        known(name)?;
    }
    let is_wanted = |it: &&&'static Transform| {
        let named = |names: &[String]| names.iter().any(|name| name == it.name);
        (only.is_empty() || named(only)) && !named(skip)
    };
    Ok(transforms::ALL.iter().filter(is_wanted).copied().collect())
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
