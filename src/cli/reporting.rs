//! What each command makes of an analysis: reports, files, and the exit code.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

use super::{
    FAILURE,
    analysis::Analysis,
    output::{ReportFormat, Requested, requested},
    say,
};
use crate::{
    guard::{changed, findings},
    report::{Changes, coloured, document::Gathered, html, json, json_lines, readiness},
    save::save,
    syntax::Sources,
    timings::Stage,
    write,
};

impl Analysis<'_> {
    pub fn diff(&self) -> anyhow::Result<u8> {
        self.report(Some(ReportFormat::Diff), &[])?;
        let is_edited = !changed(&self.parts).is_empty();
        Ok(self.finish(&self.summary(), is_edited))
    }

    pub fn check(&self) -> anyhow::Result<u8> {
        self.report(Some(ReportFormat::Text), &[])?;
        let has_fixable = findings(&self.parts).iter().any(|(_, it)| it.is_fixed());
        let mut summary = self.summary();
        summary.is_dry = true;
        let is_refused = summary.tally.is_any_refused();
        Ok(self.finish(&summary, has_fixable || is_refused))
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
            say(&format!("leakfix: {words}\n"));
        }
        self.report(None, &saved.written)?;
        let summary = self.summary().of_written(&self.parts, &saved.written);
        let code = self.finish(&summary, false);
        Ok(if saved.refused.is_empty() { code } else { FAILURE })
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
        self.report(None, &[])?;
        let mut summary = self.summary();
        summary.tally = summary.tally.of_made();
        Ok(self.finish(&summary, false))
    }

    fn reports(&self, usual: Option<ReportFormat>) -> anyhow::Result<Vec<Requested>> {
        requested(&self.scan.formats, self.scan.output.as_ref(), usual)
    }

    /// Makes each report that is asked for. Files that were not looked at are told on
    /// stderr where no report on stdout tells of them.
    fn report(&self, usual: Option<ReportFormat>, written: &[PathBuf]) -> anyhow::Result<()> {
        let reports = self.reports(usual)?;
        self.engine.timings.measure(Stage::Report, || {
            let base = &self.discovery.base;
            let changes = Changes::of(&self.parts, base);
            reports.iter().try_for_each(|it| self.make(it, &changes, written))
        })?;
        let stdout = reports.iter().find(|it| it.file.is_none());
        if stdout.is_none_or(|it| it.format == ReportFormat::Diff) {
            self.tell_unread();
        }
        Ok(())
    }

    fn make(&self, report: &Requested, changes: &Changes<'_>, written: &[PathBuf]) -> anyhow::Result<()> {
        let text = match report.format {
            ReportFormat::Diff => changes.patch_of(|_| true),
            ReportFormat::Text => self.findings_for_people(),
            format => self.rendered(format, changes, written),
        };
        match &report.file {
            Some(file) => save_report(file, &plain(report.format, text)),
            None => print(report.format, &text),
        }
    }

    /// A report that is made of the whole run as data.
    fn rendered(&self, format: ReportFormat, changes: &Changes<'_>, written: &[PathBuf]) -> String {
        let gathered = Gathered {
            parts: &self.parts,
            changes,
            base: &self.discovery.base,
            target: self.scan.target,
            files: self.files,
            unread: &self.unread,
            written,
        };
        match format {
            ReportFormat::Html => html(&gathered),
            ReportFormat::Jsonl => json_lines(&gathered.document()),
            ReportFormat::Json | ReportFormat::Diff | ReportFormat::Text => json(&gathered.document()),
        }
    }

    /// With colours.
    fn findings_for_people(&self) -> String {
        let mut text = String::new();
        for file in &self.unread {
            text += &self.text(&Sources::default()).unread(file);
        }
        let findings = findings(&self.parts);
        self.engine.timings.count(Stage::Report, findings.len());
        for (part, finding) in findings {
            text += &self.text(&part.sources).finding(finding);
        }
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

fn print(format: ReportFormat, text: &str) -> anyhow::Result<()> {
    if format == ReportFormat::Text {
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())?;
        return Ok(out.flush()?);
    }
    // Not through anstream: it would take escape characters out of the code.
    let mut out = io::stdout().lock();
    let is_plain = anstream::AutoStream::choice(&out) == anstream::ColorChoice::Never;
    match format == ReportFormat::Diff && !is_plain {
        true => out.write_all(coloured(text).as_bytes())?,
        false => out.write_all(text.as_bytes())?,
    }
    Ok(out.flush()?)
}
