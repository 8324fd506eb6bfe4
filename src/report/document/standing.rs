//! Where what was found stands on the disk by now: findings have the lines of the text
//! that was read, and `fix` has replaced it since. Knows the document alone.

use std::collections::HashMap;

use super::{Document, FileEntry, FindingEntry, Place, StatusEntry, Stretch};

/// Asks the changed files of a document.
pub struct Standing<'d> {
    document: &'d Document,
    files: HashMap<&'d str, &'d FileEntry>,
}

impl<'d> Standing<'d> {
    /// Of this run.
    pub fn of(document: &'d Document) -> Standing<'d> {
        let files = document.files.iter().map(|it| (it.path.as_str(), it)).collect();
        Standing { document, files }
    }

    /// Whether the disk holds the rewrite of a finding: all of it, in each file.
    pub fn is_made(&self, finding: &FindingEntry) -> bool {
        let is_fixed = matches!(finding.status, StatusEntry::Fixed { .. });
        is_fixed
            && match finding.unit {
                Some(unit) => self.document.units[unit].files.iter().all(|it| self.is_written(it)),
                None => self.is_written(&finding.place.start.path),
            }
    }

    /// Whether a file holds its new text.
    pub fn is_written(&self, path: &str) -> bool {
        self.files.get(path).is_some_and(|it| it.is_written)
    }

    /// Where a stretch stands now. Where its first line was replaced, that is the line
    /// in its place, from its start to its start.
    pub fn stretch(&self, stretch: &Stretch) -> Stretch {
        let path = &stretch.start.path;
        let Some(file) = self.files.get(path.as_str()).filter(|it| it.is_written) else {
            return stretch.clone();
        };
        let (line, is_same) = moved(file, stretch.start.line);
        let (end_line, ends_same) = moved(file, stretch.end_line);
        match is_same && ends_same {
            true => Stretch {
                start: Place {
                    line,
                    ..stretch.start.clone()
                },
                end_line,
                end_column: stretch.end_column,
            },
            false => Stretch {
                start: Place {
                    path: path.clone(),
                    line,
                    column: 1,
                },
                end_line: line,
                end_column: 1,
            },
        }
    }

    /// The same of a place.
    pub fn place(&self, place: &Place) -> Stretch {
        self.stretch(&Stretch {
            start: place.clone(),
            end_line: place.line,
            end_column: place.column,
        })
    }
}

/// The number of a line in the new text, and whether it is the same line.
fn moved(file: &FileEntry, line: usize) -> (usize, bool) {
    let mut now = line;
    for it in file.hunks.iter().flat_map(|it| &it.replacements) {
        let (old, new) = (it.end_line - it.start_line, it.text.lines().count());
        if it.end_line <= line {
            now = now + new - old;
        } else if it.start_line <= line {
            let inside = (line - it.start_line).min(new.saturating_sub(1));
            return (now - (line - it.start_line) + inside, false);
        } else {
            break;
        }
    }
    (now, true)
}
