//! What each command makes of an analysis: reports, files, and the exit code.

use std::{
    cell::LazyCell,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::{
    FAILURE,
    analysis::Analysis,
    command::{arguments, quoted},
    complain,
    output::{ReportFormat, Requested, requested},
};
use crate::{
    guard::{changed, findings},
    report::{
        Changes, Manner, Summary, coloured,
        document::{Document, Gathered},
        github, gitlab, html, json, json_lines, markdown, readiness, relative, sarif,
    },
    save::save,
    syntax::Sources,
    timings::Stage,
    write,
};

/// How a run ends, which its reports tell.
#[derive(Default)]
pub(super) struct Ending {
    /// Whether files are rewritten by this command.
    pub has_written: bool,
    pub written: Vec<PathBuf>,
    /// Why others were not.
    pub refused: Vec<String>,
    pub code: u8,
}

impl Analysis<'_> {
    pub fn diff(&self) -> anyhow::Result<u8> {
        let is_edited = !changed(&self.parts).is_empty();
        self.dry(ReportFormat::Diff, &self.summary(), is_edited)
    }

    pub fn check(&self) -> anyhow::Result<u8> {
        let has_fixable = findings(&self.parts).iter().any(|(_, it)| it.is_fixed());
        let mut summary = self.summary();
        summary.is_dry = true;
        let is_refused = summary.tally.is_any_refused();
        self.dry(ReportFormat::Text, &summary, has_fixable || is_refused)
    }

    fn dry(&self, usual: ReportFormat, summary: &Summary, is_left: bool) -> anyhow::Result<u8> {
        let ending = Ending {
            code: self.exit_code(summary, is_left),
            ..Ending::default()
        };
        self.report(Some(usual), &ending)?;
        Ok(self.finish(summary, is_left))
    }

    pub fn fix(&self, allow_dirty: bool) -> anyhow::Result<u8> {
        // What cannot be reported is said before anything is written.
        let reports = self.reports(None)?;
        if self.scan.stdin_path.is_some() {
            if reports.iter().any(|it| it.file.is_none()) {
                bail!("the new code goes to stdout: name a file, as in `--format json=report.json`");
            }
            return self.print_code();
        }
        let saved = self
            .engine
            .timings
            .measure(Stage::Report, || save(&self.parts, allow_dirty));
        for words in &saved.refused {
            complain(words);
        }
        let summary = self.summary().of_written(&self.parts, &saved.written);
        let code = match saved.refused.is_empty() {
            true => self.exit_code(&summary, false),
            false => FAILURE,
        };
        let ending = Ending {
            has_written: true,
            written: saved.written,
            refused: saved.refused,
            code,
        };
        self.report(None, &ending)?;
        self.finish(&summary, false);
        Ok(code)
    }

    /// The new code of the file that came through stdin.
    fn print_code(&self) -> anyhow::Result<u8> {
        let mut out = io::stdout().lock();
        match changed(&self.parts).first() {
            Some((_, new)) => out.write_all(new.text.as_bytes())?,
            // Nothing in it could be fixed, or it could not be read: it stays.
            None => out.write_all(self.standin_text()?.as_bytes())?,
        }
        out.flush()?;
        let mut summary = self.summary();
        summary.tally = summary.tally.of_made();
        let ending = Ending {
            code: self.exit_code(&summary, false),
            ..Ending::default()
        };
        self.report(None, &ending)?;
        Ok(self.finish(&summary, false))
    }

    pub(super) fn reports(&self, usual: Option<ReportFormat>) -> anyhow::Result<Vec<Requested>> {
        requested(&self.scan.formats, self.scan.output.as_ref(), usual)
    }

    /// Makes each report that is asked for. Files that were not looked at are told on
    /// stderr where no report on stdout tells of them.
    pub(super) fn report(&self, usual: Option<ReportFormat>, ending: &Ending) -> anyhow::Result<()> {
        let reports = self.reports(usual)?;
        self.engine.timings.measure(Stage::Report, || {
            // What people read tells findings: not every report asks what has changed.
            let changes = LazyCell::new(|| Changes::of(&self.parts, &self.discovery.base));
            let is_wanted = |it: &&Requested| it.file.is_some() || self.scan.quiet < 2;
            let mut wanted = reports.iter().filter(is_wanted);
            wanted.try_for_each(|it| self.make(it, &changes, ending))
        })?;
        let stdout = reports.iter().find(|it| it.file.is_none());
        if self.scan.quiet == 0 && stdout.is_none_or(|it| !it.format.tells_unread()) {
            self.tell_unread();
        }
        Ok(())
    }

    fn make<'p>(
        &'p self,
        report: &Requested,
        changes: &LazyCell<Changes<'p>, impl FnOnce() -> Changes<'p>>,
        ending: &Ending,
    ) -> anyhow::Result<()> {
        let text = match report.format {
            ReportFormat::Diff => changes.patch_of(|_| true),
            ReportFormat::Text => self.findings_for_people(),
            format => self.rendered(format, changes, ending),
        };
        match &report.file {
            Some(file) => save_report(file, &plain(report.format, text)),
            None => print(report.format, text),
        }
    }

    /// A report that is made of the whole run as data.
    fn rendered(&self, format: ReportFormat, changes: &Changes<'_>, ending: &Ending) -> String {
        let gathered = self.gathered(changes, ending);
        let document = || gathered.document();
        match format {
            ReportFormat::Html => html(&gathered),
            ReportFormat::Jsonl => json_lines(&document()),
            ReportFormat::Sarif => sarif(&document(), &self.engine.transforms().collect::<Vec<_>>()),
            ReportFormat::Github => github(&document()),
            ReportFormat::Gitlab => gitlab(&document()),
            ReportFormat::Markdown => markdown(&document(), &self.manner(ending)),
            ReportFormat::Json | ReportFormat::Diff | ReportFormat::Text => json(&document()),
        }
    }

    pub(super) fn document(&self, changes: &Changes<'_>, ending: &Ending) -> Document {
        self.gathered(changes, ending).document()
    }

    fn gathered<'g>(&'g self, changes: &'g Changes<'g>, ending: &'g Ending) -> Gathered<'g> {
        Gathered {
            parts: &self.parts,
            changes,
            base: &self.discovery.base,
            target: self.scan.target,
            files: self.files,
            unread: &self.unread,
            written: &ending.written,
            failures: self.failures(ending),
            exit_code: ending.code,
            limits: self.limited.limits.as_ref(),
        }
    }

    fn manner(&self, ending: &Ending) -> Manner {
        let top = &self.discovery.base;
        Manner {
            is_dry: !ending.has_written,
            arguments: arguments(self.scan, &self.cwd),
            directory: quoted(&relative(&self.cwd, top)),
            link_base: self.scan.link_base.clone(),
        }
    }

    /// What could not be done, without the way to the repository, which is another one
    /// on each machine.
    fn failures(&self, ending: &Ending) -> Vec<String> {
        let missing = self.discovery.missing.iter();
        let missing = missing.map(|(path, reason)| format!("{}: {reason}", path.display()));
        let top = format!("{}/", self.discovery.base.display());
        let all = missing.chain(ending.refused.iter().cloned());
        all.map(|it| it.replace(&top, "")).collect()
    }

    /// With colours.
    fn findings_for_people(&self) -> String {
        let mut text = String::new();
        for file in &self.unread {
            text += &self.text(&Sources::default()).unread(file);
        }
        let findings = findings(&self.parts);
        self.engine.timings.count(Stage::Report, findings.len());
        let shown = findings.par_iter();
        text += &shown
            .map(|(part, it)| self.text(&part.sources).finding(it))
            .collect::<String>();
        text + &readiness(&self.parts, self.scan.target, self.fix_command(), &self.cwd)
    }
}

/// Only what is made for people has colours.
fn plain(format: ReportFormat, text: String) -> String {
    match format {
        ReportFormat::Text => anstream::adapter::strip_str(&text).to_string(),
        _ => text,
    }
}

fn save_report(file: &Path, text: &str) -> anyhow::Result<()> {
    write::report(file, text).with_context(|| format!("{}: the report cannot be written", file.display()))
}

fn print(format: ReportFormat, text: String) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let is_plain = anstream::AutoStream::choice(&out) == anstream::ColorChoice::Never;
    if format == ReportFormat::Text && !is_plain {
        // Old consoles of Windows do not know escape sequences.
        drop(out);
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())?;
        return Ok(out.flush()?);
    }
    let text = plain(format, text);
    // Not through anstream: it would take escape characters out of the code.
    match format == ReportFormat::Diff && !is_plain {
        true => out.write_all(coloured(&text).as_bytes())?,
        false => out.write_all(text.as_bytes())?,
    }
    Ok(out.flush()?)
}
