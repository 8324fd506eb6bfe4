//! `leakfix handlers`: the table of what Lambda calls.

use std::io::Write as _;

use super::{
    SUCCESS,
    analysis::analyse_reading,
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
        ..Scan::default()
    };
    let analysis = analyse_reading(&scan, Reading::EveryHandler)?;
    let program = &analysis.program;
    let project = Project::analyze(&program.sources, &program.links, &Held::default());
    let table = HandlerTable::of(&project, &analysis.outcome.findings, &analysis.cwd);
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
