//! `leakfix handlers`: the table of what Lambda calls.

use std::io::Write as _;

use super::{
    SUCCESS,
    analysis::analyse_with,
    arguments::{Format, List, Scan},
    say,
};
use crate::{
    program::Reading,
    report::{HandlerTable, NO_HANDLER},
    semantic::{Held, Project},
};

pub(super) fn list(list: List) -> anyhow::Result<u8> {
    let scan = Scan {
        paths: list.paths,
        handlers: list.handlers,
        no_ignore: list.no_ignore,
        jobs: list.jobs,
        exit_zero: true,
        source: list.source,
        ..Scan::default()
    }
    .settled()?;
    let (analysis, tables) = analyse_with(&scan, Reading::EveryHandler, |part, base| {
        let project = Project::analyze(&part.sources, &part.links, &Held::default());
        HandlerTable::of(&project, &part.outcome.findings, base)
    })?;
    let table = HandlerTable::joined(tables);
    let mut out = anstream::stdout().lock();
    match list.format {
        Format::Text => write!(out, "{table}")?,
        Format::Json => writeln!(out, "{}", table.json())?,
    }
    out.flush()?;
    analysis.tell_unread();
    if table.is_empty() {
        say(&format!("{NO_HANDLER}\n"));
    }
    // What was not found or went wrong counts; leaks are the business of `check`.
    Ok(analysis.failure().unwrap_or(SUCCESS))
}
