//! Problems as a code quality report, which GitLab shows in merge requests. Knows the
//! document alone.

use serde::Serialize;

use super::document::{Document, Level, Problem};

/// One list, indented, with a line end; what authors ignore is not in it, as GitLab
/// knows no such thing.
pub fn gitlab(document: &Document) -> String {
    let problems = document.problems();
    let issues: Vec<Issue<'_>> = problems.iter().filter(|it| !it.is_ignored()).map(Issue::of).collect();
    serde_json::to_string_pretty(&issues).expect("keys are strings") + "\n"
}

/// The part of Code Climate's format that GitLab reads.
#[derive(Serialize)]
struct Issue<'p> {
    description: String,
    check_name: &'static str,
    fingerprint: &'p str,
    severity: &'static str,
    location: Location<'p>,
}

#[derive(Serialize)]
struct Location<'p> {
    path: &'p str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl<'p> Issue<'p> {
    fn of(problem: &'p Problem<'_>) -> Issue<'p> {
        let outcome = Some(problem.outcome.as_str()).filter(|it| !it.is_empty());
        let words: Vec<&str> = std::iter::once(&*problem.message).chain(outcome).collect();
        Issue {
            description: words.join("; "),
            check_name: problem.rule,
            fingerprint: &problem.fingerprint,
            severity: match problem.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Note => "info",
            },
            location: Location {
                path: &problem.place.start.path,
                lines: Lines {
                    begin: problem.place.start.line,
                    end: problem.place.end_line,
                },
            },
        }
    }
}
