//! What keeps handlers from the target runtime, for people: a headline each, what to
//! do, and how many there are. Knows what was found, finds nothing.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    fmt::Write as _,
    path::{Path, PathBuf},
};

use super::{
    relative,
    text::{BOLD, RESET, printable},
};
use crate::{
    guard::Fixed,
    readiness::{Entry, Older},
    semantic::{Runtime, Verdict},
};

/// All handlers of a program that there is something to say of, then the places that
/// name an older runtime; paths are shown relative to `base`. `fix` is the command
/// that makes the rewrites.
pub fn readiness(parts: &[Fixed], target: Runtime, fix: &str, base: &Path) -> String {
    let mut entries: Vec<&Entry> = entries(parts).filter(|it| !it.is_known).collect();
    entries.sort_by_key(|it| &it.place);
    let mut out: String = entries.iter().map(|it| entry(it, fix, base)).collect();
    for ((path, line, name), verdicts) in places(parts) {
        let on = target.name();
        let handlers = match verdicts.as_slice() {
            [Verdict::Runs] => format!("its handler runs on {on}"),
            [Verdict::Refused] => format!("its handler does not run on {on}"),
            [Verdict::Unknown] => format!("whether its handler runs on {on} is unknown"),
            _ => format!("{} handlers there run on {on}", Count::of(verdicts.into_iter()).share()),
        };
        let name: String = name.chars().map(printable).collect();
        let _ = writeln!(
            out,
            "{BOLD}{}:{line}: names {name}{RESET}; {handlers}",
            shown(path, base)
        );
    }
    out
}

/// The file and the line that name an older runtime, and which.
type Place<'p> = (&'p PathBuf, usize, &'p str);

/// What becomes of the handlers of each place.
fn places(parts: &[Fixed]) -> BTreeMap<Place<'_>, Vec<Verdict>> {
    let mut places: BTreeMap<Place<'_>, Vec<Verdict>> = BTreeMap::new();
    for roll in parts.iter().map(|it| &it.outcome.roll) {
        for Older { key, runtime } in &roll.older {
            let place = (&runtime.place.0, runtime.place.1, runtime.name.as_str());
            places.entry(place).or_default().push(roll.verdict(key));
        }
    }
    places
}

/// Nothing, where it runs as it always did; one line, where there is nothing more to say.
fn entry(entry: &Entry, fix: &str, base: &Path) -> String {
    let (now, runtime) = (&entry.now, entry.now.runtime);
    let on = runtime.name();
    let headline = match entry.verdict() {
        Verdict::Refused => {
            let reasons: Vec<String> = now.objections.iter().map(|it| it.reason(runtime)).collect();
            reasons.join("; ")
        }
        Verdict::Unknown => {
            format!("whether it runs on {on} {}", now.depends())
        }
        Verdict::Runs if now.remarks.is_empty() => return String::new(),
        Verdict::Runs => format!("it runs on {on}, but not quite as before"),
    };
    let (path, line, column) = &entry.place;
    let (path, name) = (shown(path, base), name(entry, base));
    let mut out = format!("{BOLD}{path}:{line}:{column}: handler {name}: {headline}{RESET}");
    if entry.is_made_to_run() {
        let _ = write!(out, "; {fix} makes it run there");
    }
    out.push('\n');
    let needs_help = entry.verdict() != Verdict::Runs && !entry.is_told && !entry.is_made_to_run();
    let help = needs_help.then(|| ("help", now.help().to_owned()));
    let remarks = now.remarks.iter().map(|it| ("note", it.words(runtime)));
    for (label, words) in help.into_iter().chain(remarks) {
        let _ = writeln!(out, "  = {label}: {words}");
    }
    out
}

/// `save`, or `save` of the file that exports it.
fn name(entry: &Entry, base: &Path) -> String {
    let export = match entry.key.1.as_str() {
        "*" => "module.exports",
        name => name,
    };
    let export: String = export.chars().map(printable).collect();
    match entry.exported_in == entry.place.0 {
        true => format!("`{export}`"),
        false => format!("`{export}` of {}", shown(&entry.exported_in, base)),
    }
}

fn shown(path: &Path, base: &Path) -> String {
    relative(path, base).chars().map(printable).collect()
}

fn entries(parts: &[Fixed]) -> impl Iterator<Item = &Entry> {
    parts.iter().flat_map(|it| &it.outcome.roll.handlers)
}

/// How many handlers run on the target runtime.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    target: Runtime,
    /// As they were.
    now: Count,
    /// With the rewrites, or with those that are on the disk.
    after: Count,
    /// Of those that were refused, how many an earlier report knows.
    known_now: usize,
    /// Of those that are refused after all.
    known_after: usize,
    /// The command that makes the rewrites; none where they are made.
    fix: Option<&'static str>,
}

#[derive(Debug, Default, Clone)]
struct Count {
    runs: usize,
    refused: usize,
    unknown: usize,
}

impl Tally {
    /// Counts the handlers of a program, where `fix` would make the rewrites.
    pub fn of(parts: &[Fixed], target: Runtime, fix: &'static str) -> Tally {
        let known = || entries(parts).filter(|it| it.is_known);
        Tally {
            target,
            now: Count::of(entries(parts).map(Entry::verdict)),
            after: Count::of(entries(parts).map(|it| it.after.verdict())),
            known_now: Count::of(known().map(Entry::verdict)).refused,
            known_after: Count::of(known().map(|it| it.after.verdict())).refused,
            fix: Some(fix),
        }
    }

    /// The same where rewrites were made, as far as they have reached the disk.
    pub fn of_written(self, parts: &[Fixed], written: &HashSet<&PathBuf>) -> Tally {
        let verdicts = parts.iter().flat_map(|part| {
            let is_whole = part.changed().all(|(old, _)| written.contains(&old.path));
            part.outcome.roll.handlers.iter().map(move |it| {
                let is_made = is_whole || written.contains(&it.place.0);
                let verdict = if is_made { it.after.verdict() } else { it.verdict() };
                (it.is_known, verdict)
            })
        });
        let verdicts: Vec<(bool, Verdict)> = verdicts.collect();
        let known = verdicts.iter().filter(|(is_known, _)| *is_known);
        Tally {
            known_after: Count::of(known.map(|(_, it)| *it)).refused,
            after: Count::of(verdicts.into_iter().map(|(_, it)| it)),
            ..self.of_made()
        }
    }

    /// The same where all rewrites are made.
    pub fn of_made(self) -> Tally {
        Tally { fix: None, ..self }
    }

    /// Whether the runtime refuses a handler as it is, which nobody knew.
    pub fn is_any_refused(&self) -> bool {
        self.now.refused > self.known_now
    }

    /// Whether it still refuses one with the rewrites, which nobody knew.
    pub fn is_any_left(&self) -> bool {
        self.after.refused > self.known_after
    }
}

impl Count {
    fn of(verdicts: impl Iterator<Item = Verdict>) -> Count {
        let mut count = Count::default();
        for verdict in verdicts {
            match verdict {
                Verdict::Runs => count.runs += 1,
                Verdict::Refused => count.refused += 1,
                Verdict::Unknown => count.unknown += 1,
            }
        }
        count
    }

    fn all(&self) -> usize {
        self.runs + self.refused + self.unknown
    }

    /// `3 of 4`, `all 4`
    fn share(&self) -> String {
        match self.all() {
            all if all == self.runs => format!("all {all}"),
            all => format!("{} of {all}", self.runs),
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.target.name();
        let shown = if self.fix.is_some() { &self.now } else { &self.after };
        match (shown.runs, shown.all()) {
            (_, 0) => return Ok(()),
            (1, 1) => write!(f, "the handler runs on {target}")?,
            _ => write!(f, "{} handlers run on {target}", shown.share())?,
        }
        match self.fix {
            Some(fix) if self.now.refused > 0 => write!(f, ", {} after {fix}", self.after.runs)?,
            None if self.now.runs != self.after.runs => write!(f, ", {} before", self.now.runs)?,
            _ => {}
        }
        if shown.unknown > 0 {
            write!(f, ", {} unknown", shown.unknown)?;
        }
        writeln!(f)
    }
}
