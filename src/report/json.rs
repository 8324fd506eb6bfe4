//! The document of a run as JSON: whole, or a line for each thing it holds. Knows the
//! document alone.

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::document::{
    Document, FileEntry, FindingEntry, HandlerEntry, OlderRuntime, Tool, Totals, UnitEntry, UnreadEntry,
};

/// One document, indented, with a line end.
pub fn json(document: &Document) -> String {
    serde_json::to_string_pretty(document).expect("keys are strings") + "\n"
}

/// The JSON Schema of what [`json`] gives.
pub fn schema() -> Schema {
    schema_for!(Document)
}

/// The JSON Schema of each line that [`json_lines`] gives.
pub fn schema_of_line() -> Schema {
    schema_for!(Entry<'_>)
}

/// The same as lines of JSON: the run first, then handlers, findings, files, units and
/// the rest, in the order of their numbers.
pub fn json_lines(document: &Document) -> String {
    let run = Entry::Run {
        version: document.version,
        tool: &document.tool,
        target: document.target,
        totals: &document.totals,
        exit_code: document.exit_code,
    };
    let entries = std::iter::once(run)
        .chain(document.handlers.iter().map(Entry::Handler))
        .chain(document.findings.iter().map(Entry::Finding))
        .chain(document.files.iter().map(Entry::File))
        .chain(document.units.iter().map(Entry::Unit))
        .chain(document.older_runtimes.iter().map(Entry::OlderRuntime))
        .chain(document.unread.iter().map(Entry::Unread))
        .chain(document.defects.iter().map(|message| Entry::Defect { message }))
        .chain(document.failures.iter().map(|message| Entry::Failure { message }));
    let lines = entries.map(|it| serde_json::to_string(&it).expect("keys are strings") + "\n");
    lines.collect()
}

/// A line of a report.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Line of a report of leakfix")]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Entry<'d> {
    /// The run as a whole; the first line.
    Run {
        /// The version of this format.
        version: u32,
        /// What has made the report.
        tool: &'d Tool,
        /// The runtime that handlers are to run on.
        target: &'static str,
        /// The run in numbers.
        totals: &'d Totals,
        /// What leakfix exits with.
        exit_code: u8,
    },
    /// A function that Lambda calls; the first one has the number 0.
    Handler(&'d HandlerEntry),
    /// A leak, or a handler that newer runtimes refuse; the first one has the number 0.
    Finding(&'d FindingEntry),
    /// A file that changes.
    File(&'d FileEntry),
    /// What changes together; the first one has the number 0.
    Unit(&'d UnitEntry),
    /// A place that names an older runtime.
    OlderRuntime(&'d OlderRuntime),
    /// A file that was not looked at.
    Unread(&'d UnreadEntry),
    /// Where leakfix was wrong and noticed.
    Defect {
        /// What went wrong.
        message: &'d str,
    },
    /// What could not be done.
    Failure {
        /// What, and why.
        message: &'d str,
    },
}
