//! A patch of one unit that somebody has edited, read back: which lines of which files it
//! replaces. Counts in headers are not believed, since nobody keeps them right by hand.

use super::{Changes, FileDiff};
use crate::choice::NewLines;

/// Reads an edited patch of a unit. Lines that begin with `#` are comments.
///
/// # Errors
/// Why it does not apply, in one sentence.
pub fn edited(text: &str, changes: &Changes<'_>, unit: usize) -> Result<Vec<NewLines>, String> {
    let mut reader = Reader {
        changes,
        unit,
        file: None,
        hunk: None,
        replaced: Vec::new(),
    };
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .enumerate()
        .filter(|(_, it)| !it.starts_with('#'))
        .collect();
    let mut at = 0;
    while let Some((number, line)) = lines.get(at) {
        let next = lines.get(at + 1).map_or("", |(_, it)| *it);
        if let Some(file) = reader.named(line).filter(|_| next.starts_with("+++ ")) {
            reader.close();
            reader.file = Some(file);
            at += 2;
            continue;
        }
        // The line before has no end.
        let line = match next.starts_with('\\') {
            true => line.trim_end_matches('\n'),
            false => line,
        };
        reader
            .line(line)
            .map_err(|words| format!("line {} of the patch: {words}", number + 1))?;
        at += 1;
    }
    reader.close();
    reader.finish()
}

struct Reader<'r> {
    changes: &'r Changes<'r>,
    unit: usize,
    file: Option<usize>,
    hunk: Option<Hunk>,
    replaced: Vec<NewLines>,
}

/// Where a hunk has got to.
struct Hunk {
    /// The line of the old text that comes next.
    at: usize,
    /// Lines that are replaced since the last one that stays.
    pending: Option<NewLines>,
}

impl Reader<'_> {
    /// The file that a header names; a line that is taken away may look like one.
    fn named(&self, line: &str) -> Option<usize> {
        let files = self.changes.files_of(self.unit);
        let is_it = |it: &usize| self.changes.files[*it].diff.old_header() == line;
        files.into_iter().find(is_it)
    }

    /// Ends the hunk.
    fn close(&mut self) {
        self.flush();
        self.hunk = None;
    }

    fn flush(&mut self) {
        let pending = self.hunk.as_mut().and_then(|it| it.pending.take());
        self.replaced.extend(pending);
    }

    fn line(&mut self, line: &str) -> Result<(), String> {
        let Some(file) = self.file else {
            return Err("no file is named above it: keep the lines with `---` and `+++`".to_owned());
        };
        if line.starts_with('@') {
            self.close();
            let at = old_start(line).ok_or("this is no header of a hunk: keep the lines with `@@`")?;
            self.hunk = Some(Hunk { at, pending: None });
            return Ok(());
        }
        let diff = &self.changes.files[file].diff;
        let hunk = self.hunk.as_mut().ok_or("no `@@` stands above it")?;
        match line.as_bytes() {
            [b'+', ..] => hunk.pending(file).text += &line[1..],
            [b'-', ..] => {
                hunk.expect(&line[1..], diff)?;
                hunk.pending(file).old.end += 1;
                hunk.at += 1;
            }
            // Editors take blanks from the ends of lines.
            [b' ' | b'\n' | b'\r', ..] => {
                hunk.expect(line.strip_prefix(' ').unwrap_or(line), diff)?;
                hunk.at += 1;
                self.flush();
            }
            [b'\\', ..] => {}
            _ => return Err("it begins with none of ` `, `-`, `+`, `@` and `#`".to_owned()),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<NewLines>, String> {
        let mut replaced = std::mem::take(&mut self.replaced);
        replaced.retain(|it| self.text_of(it) != it.text);
        if replaced.is_empty() {
            return Err("nothing is left of the patch".to_owned());
        }
        replaced.sort_by_key(|it| (it.file, it.old.start));
        if replaced
            .windows(2)
            .any(|it| it[0].file == it[1].file && it[1].old.start < it[0].old.end)
        {
            return Err("two hunks change the same line".to_owned());
        }
        match replaced.iter().find(|it| !self.changes.has_lines(self.unit, it)) {
            Some(it) => {
                let (path, line) = (&self.changes.files[it.file].diff.path, it.old.start + 1);
                Err(format!("line {line} of {path} is no part of this rewrite"))
            }
            None => Ok(replaced),
        }
    }

    fn text_of(&self, lines: &NewLines) -> String {
        self.changes.files[lines.file].diff.old[lines.old.clone()].concat()
    }
}

impl Hunk {
    fn pending(&mut self, file: usize) -> &mut NewLines {
        let at = self.at;
        self.pending.get_or_insert_with(|| NewLines {
            file,
            old: at..at,
            text: String::new(),
        })
    }

    /// Whether the next line of the old text is this one.
    fn expect(&self, line: &str, diff: &FileDiff<'_>) -> Result<(), String> {
        let is_blank = |it: &str| it.trim().is_empty();
        match diff.old.get(self.at) {
            Some(old) if *old == line || is_blank(old) && is_blank(line) => Ok(()),
            _ => Err(format!("line {} of {} is another one", self.at + 1, diff.path)),
        }
    }
}

impl Changes<'_> {
    /// Whether these lines are within a hunk of a unit.
    fn has_lines(&self, unit: usize, lines: &NewLines) -> bool {
        let mut hunks = self.units[unit].hunks.iter().filter(|(file, _)| *file == lines.file);
        hunks.any(|(file, hunk)| {
            let within = self.files[*file].diff.hunks[*hunk].old_lines();
            within.start <= lines.old.start && lines.old.end <= within.end
        })
    }
}

/// The zero-based line that `@@ -12,7 +12,9 @@` begins with.
fn old_start(header: &str) -> Option<usize> {
    let old = header.strip_prefix("@@ -")?.split(' ').next()?;
    let (start, count) = old.split_once(',').unwrap_or((old, "1"));
    let start: usize = start.parse().ok()?;
    match count {
        // Nothing is replaced: the line before is named.
        "0" => Some(start),
        _ => start.checked_sub(1),
    }
}
