//! The run as plain lists and diffs, for who reads the page where scripts do not run:
//! servers of build results forbid them, and so do some browsers. Knows no layout.

use std::fmt::Write as _;

use super::escaped;
use crate::report::{
    Changes,
    document::{Document, FindingEntry, StatusEntry},
};

/// What was found, and what changes.
pub(super) fn text(changes: &Changes<'_>, document: &Document) -> String {
    let mut text = String::from("<h2>Findings</h2>\n<ul>\n");
    for finding in &document.findings {
        let place = &finding.place.start;
        let _ = writeln!(
            text,
            "<li><b>{}:{}</b> {}: {}. {}</li>",
            escaped(&place.path),
            place.line,
            finding.transform,
            escaped(finding.message),
            escaped(&outcome(finding))
        );
    }
    text += "</ul>\n<h2>Changes</h2>\n";
    for file in &changes.files {
        let patch = file.diff.patch(|_| true);
        let _ = writeln!(
            text,
            "<h3>{}</h3>\n<pre tabindex=\"0\">{}</pre>",
            escaped(&file.diff.path),
            escaped(&patch)
        );
    }
    text
}

fn outcome(finding: &FindingEntry) -> String {
    match &finding.status {
        StatusEntry::Fixed { caveat: None } => "Rewritten.".to_owned(),
        StatusEntry::Fixed { caveat: Some(caveat) } => format!("Rewritten, but {caveat}."),
        StatusEntry::NeedsUnsafe { caveat, .. } => format!("Needs --unsafe: {caveat}."),
        StatusEntry::Refused { reason, .. } => format!("Stays: {reason}."),
        StatusEntry::Ignored { reason: None } => "Ignored.".to_owned(),
        StatusEntry::Ignored { reason: Some(reason) } => format!("Ignored: {reason}."),
        StatusEntry::Note => "Only a note.".to_owned(),
    }
}
