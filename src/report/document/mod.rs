//! A run as plain data: what machine-readable reports are made of, and what
//! `--format json` prints as it is. Knows no format.

mod gather;
mod problem;
mod standing;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use gather::Gathered;
pub use problem::{Level, Problem, REFUSED_HANDLER};
pub use standing::Standing;

/// The version of the document: it grows when a reader has to be changed.
pub const VERSION: u32 = 1;

/// What a run has found, what became of it, and all that changes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "Report of leakfix")]
pub struct Document {
    /// The version of this format.
    pub version: u32,
    /// What has made the report.
    pub tool: Tool,
    /// The runtime that handlers are to run on, such as `nodejs24.x`.
    pub target: &'static str,
    /// The run in numbers.
    pub totals: Totals,
    /// The functions that Lambda calls, by place.
    pub handlers: Vec<HandlerEntry>,
    /// What was found, by place.
    pub findings: Vec<FindingEntry>,
    /// The files that change, by path.
    pub files: Vec<FileEntry>,
    /// What changes together: none of it can be taken without the rest.
    pub units: Vec<UnitEntry>,
    /// Places of deployment files that name an older runtime than the target.
    pub older_runtimes: Vec<OlderRuntime>,
    /// Files that were not looked at.
    pub unread: Vec<UnreadEntry>,
    /// Where leakfix was wrong and noticed: what it concerns was left as it is.
    pub defects: Vec<String>,
    /// What could not be done: a path that does not exist, a file that must not be written.
    pub failures: Vec<String>,
    /// What leakfix exits with: 0 nothing is left, 1 something is, 2 something could not be done.
    pub exit_code: u8,
    /// What was left out, where not all that was found is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

/// What was left out of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Limits {
    /// Handlers whose code is as it was where the branch left this commit were left out.
    pub since: Option<String>,
    /// How many findings were left out because an earlier report knows them.
    pub known: Option<usize>,
}

/// What has made a report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tool {
    /// `leakfix`
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// A run in numbers.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Totals {
    /// Selected files that were read.
    pub files: usize,
    /// Files that change.
    pub files_changed: usize,
    /// Handlers.
    pub handlers: usize,
    /// Handlers that run on the target runtime as they are.
    pub handlers_running: usize,
    /// Handlers that run there with the changes.
    pub handlers_running_after: usize,
    /// Leaks that are rewritten.
    pub fixed: usize,
    /// Leaks that need `--unsafe`.
    pub needs_unsafe: usize,
    /// Leaks that stay, by reason.
    pub refused: BTreeMap<&'static str, usize>,
    /// Handlers that are made async, or lose a parameter.
    pub handlers_converted: usize,
    /// Handlers that stay as they are, by reason; `needs-unsafe` is one.
    pub handlers_kept: BTreeMap<&'static str, usize>,
    /// Leaks that their authors have decided to leave.
    pub ignored: usize,
    /// Things that are worth a look, but do not leak.
    pub notes: usize,
}

/// A place in a file on the disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Place {
    /// The file, from the top of the repository, with `/`.
    pub path: String,
    /// One-based.
    pub line: usize,
    /// One-based, in characters (Unicode scalar values).
    pub column: usize,
}

/// A stretch of a file on the disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Stretch {
    /// Where it begins.
    #[serde(flatten)]
    pub start: Place,
    /// The line of its end, one-based.
    pub end_line: usize,
    /// The column after its last character, one-based.
    pub end_column: usize,
}

/// A function that Lambda calls.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HandlerEntry {
    /// Where its function begins.
    #[serde(flatten)]
    pub place: Place,
    /// The name of the export; `*` for `module.exports` itself.
    pub export: String,
    /// The file that exports it.
    pub exported_in: String,
    /// Whether the target runtime takes it as it is.
    pub now: VerdictEntry,
    /// Whether it does with the changes.
    pub after: VerdictEntry,
    /// Why it does not, as it is.
    pub objections: Vec<String>,
    /// Why it does not, with the changes.
    pub objections_after: Vec<String>,
    /// What would be different there.
    pub remarks: Vec<String>,
    /// What to do where it does not run with the changes either.
    pub help: Option<String>,
}

/// Whether a handler runs on a runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictEntry {
    /// It does.
    Runs,
    /// It does not.
    Refused,
    /// That depends on code that cannot be seen.
    Unknown,
}

/// A leak, or a handler that newer runtimes refuse.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingEntry {
    /// Where it is.
    #[serde(flatten)]
    pub place: Stretch,
    /// Names it from run to run: it stays where lines are added above.
    pub fingerprint: String,
    /// The transform that has found it.
    pub transform: &'static str,
    /// What it is.
    pub subject: SubjectEntry,
    /// What is wrong, in one line.
    pub message: &'static str,
    /// Why, in one sentence.
    pub why: &'static str,
    /// What to do, in one sentence.
    pub help: &'static str,
    /// When it hurts.
    pub urgency: UrgencyEntry,
    /// What became of it.
    pub status: StatusEntry,
    /// The number in `units` of the change that fixes it.
    pub unit: Option<usize>,
    /// Numbers in `handlers` of those that run it.
    pub handlers: Vec<usize>,
    /// From the handler to the leak, the handler first.
    pub way: Vec<StepEntry>,
}

/// What a finding is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectEntry {
    /// Work that outlives the answer.
    Leak,
    /// A handler that newer runtimes refuse.
    Handler,
}

/// When a finding hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UrgencyEntry {
    /// It leaks now.
    LeaksNow,
    /// Once its handler is async.
    KeptAlive,
    /// No handler is known to reach it.
    Unreached,
    /// On nodejs24.x and later.
    Refused,
}

/// What became of a finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum StatusEntry {
    /// It is rewritten, or would be by `leakfix fix`.
    Fixed {
        /// Why that is not certain to be safe; only with `--unsafe`.
        caveat: Option<&'static str>,
    },
    /// It would be rewritten with `--unsafe`.
    NeedsUnsafe {
        /// What may change.
        caveat: &'static str,
        /// What makes it so, where that is one place.
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<Stretch>,
    },
    /// It stays.
    Refused {
        /// A short name to count by.
        slug: &'static str,
        /// Why.
        reason: String,
        /// Where the reason stands.
        place: Option<Stretch>,
        /// What would unblock it.
        help: &'static str,
    },
    /// It stays because the author says so.
    Ignored {
        /// Why, in the author's words.
        reason: Option<String>,
    },
    /// Nothing leaks; it is told all the same.
    Note,
}

impl StatusEntry {
    /// What keeps it from being rewritten without a question.
    pub fn place(&self) -> Option<&Stretch> {
        match self {
            StatusEntry::Refused { place, .. } | StatusEntry::NeedsUnsafe { place, .. } => place.as_ref(),
            StatusEntry::Fixed { .. } | StatusEntry::Ignored { .. } | StatusEntry::Note => None,
        }
    }
}

/// A function on the way from a handler to a leak.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StepEntry {
    /// How a reader would call it.
    pub name: String,
    /// Where it is called; for the handler, where it begins.
    #[serde(flatten)]
    pub place: Place,
}

/// A file that changes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FileEntry {
    /// From the top of the repository, with `/`.
    pub path: String,
    /// Whether it holds the new text already.
    pub is_written: bool,
    /// What changes.
    pub hunks: Vec<HunkEntry>,
}

/// Changed lines, with those around them.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HunkEntry {
    /// The number in `units` of what it belongs to.
    pub unit: usize,
    /// First line of the old text, one-based.
    pub old_start: usize,
    /// Lines of the old text.
    pub old_lines: usize,
    /// First line of the new text, one-based.
    pub new_start: usize,
    /// Lines of the new text.
    pub new_lines: usize,
    /// What it is in: the last line above that starts with a name.
    pub heading: String,
    /// What changes, without the lines around.
    pub replacements: Vec<Replacement>,
}

/// Lines that are replaced.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Replacement {
    /// First line of the old text, one-based.
    pub start_line: usize,
    /// The line after the last one; the same as the first where lines are only added.
    pub end_line: usize,
    /// The column after the last character, where the last line that is replaced is that of
    /// the file and has no end: there is no line after it then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_column: Option<usize>,
    /// The new lines, with their ends.
    pub text: String,
}

/// What changes together.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitEntry {
    /// Numbers in `findings` of what it fixes.
    pub findings: Vec<usize>,
    /// Paths of the files that it changes.
    pub files: Vec<String>,
    /// A unified diff that applies alone.
    pub patch: String,
}

/// A place that names an older runtime than the target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct OlderRuntime {
    /// A deployment file.
    pub path: String,
    /// One-based.
    pub line: usize,
    /// Such as `nodejs18.x`.
    pub runtime: String,
}

/// A file that was not looked at.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnreadEntry {
    /// From the top of the repository, with `/`.
    pub path: String,
    /// One-based, where there is one.
    pub line: Option<usize>,
    /// One-based, where there is one.
    pub column: Option<usize>,
    /// `skipped` or `syntax error`.
    pub kind: &'static str,
    /// Why, in one sentence.
    pub reason: String,
}
