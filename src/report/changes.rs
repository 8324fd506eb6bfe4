//! The changes of a run, in the smallest parts that can be taken one without the
//! other. Knows outcomes, not how they are shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
};

use crate::{
    attribution::Attribution,
    finding::{Finding, LeakKey},
    guard::Fixed,
    syntax::{Source, SourceId},
    verify::verify_text,
};

use super::{
    diff::relative,
    hunk::{FileDiff, Hunk},
};

/// All that changed.
pub struct Changes<'p> {
    /// The files with new text, in the order of their paths.
    pub files: Vec<Changed<'p>>,
    /// What goes together, in the order of its first hunks.
    pub units: Vec<Unit<'p>>,
}

/// A file with new text.
pub struct Changed<'p> {
    /// The part of the program that it belongs to.
    pub part: &'p Fixed,
    /// As it was.
    pub old: &'p Source,
    /// As it is.
    pub new: &'p Source,
    /// The difference.
    pub diff: FileDiff<'p>,
    /// For each hunk, the number of its unit.
    pub units: Vec<usize>,
}

/// Hunks that cannot be taken one without the other.
pub struct Unit<'p> {
    /// The part of the program that it belongs to.
    pub part: &'p Fixed,
    /// The leak that stands for all that it is for.
    pub key: LeakKey,
    /// What it is for, in the order of the files.
    pub findings: Vec<&'p Finding>,
    /// Numbers of files, each with the number of a hunk.
    pub hunks: Vec<(usize, usize)>,
}

impl<'p> Changes<'p> {
    /// The changes of all parts of a program; paths are relative to `base`.
    pub fn of(parts: &'p [Fixed], base: &Path) -> Changes<'p> {
        let mut changes = Changes {
            files: Vec::new(),
            units: Vec::new(),
        };
        for part in parts {
            let files: Vec<_> = part
                .changed()
                .map(|(old, new)| Changed::of(part, old, new, base))
                .collect();
            changes.files.extend(files);
        }
        changes.files.sort_by(|one, other| one.old.path.cmp(&other.old.path));
        changes.number_units();
        changes
    }

    /// The patch of one unit.
    pub fn patch(&self, unit: usize) -> String {
        self.patch_of(|it| it == unit)
    }

    /// The files that a unit changes, by their numbers.
    pub fn files_of(&self, unit: usize) -> BTreeSet<usize> {
        self.units[unit].hunks.iter().map(|(file, _)| *file).collect()
    }

    /// One patch of the chosen units.
    pub fn patch_of(&self, is_chosen: impl Fn(usize) -> bool) -> String {
        let patches = self
            .files
            .iter()
            .map(|it| it.diff.patch(|hunk| is_chosen(it.units[hunk])));
        patches.collect()
    }

    fn number_units(&mut self) {
        let mut together: BTreeMap<*const Fixed, Attribution> = BTreeMap::new();
        let mut leaders: Vec<Vec<LeakKey>> = Vec::new();
        for file in &self.files {
            let of_part = together
                .entry(file.part)
                .or_insert_with(|| file.part.outcome.attribution.clone());
            let keys = file.unite(of_part);
            file.unite_by_names(&keys, of_part);
            leaders.push(keys);
        }
        let mut numbers: BTreeMap<(*const Fixed, LeakKey), usize> = BTreeMap::new();
        for (at, (file, keys)) in self.files.iter_mut().zip(leaders).enumerate() {
            let of_part = &together[&std::ptr::from_ref(file.part)];
            for (hunk, key) in keys.iter().enumerate() {
                let leader = (std::ptr::from_ref(file.part), of_part.leader(key).clone());
                let number = *numbers.entry(leader).or_insert(self.units.len());
                if number == self.units.len() {
                    self.units.push(Unit {
                        part: file.part,
                        key: of_part.leader(key).clone(),
                        findings: findings(file.part, of_part, key),
                        hunks: Vec::new(),
                    });
                }
                self.units[number].hunks.push((at, hunk));
                file.units.push(number);
            }
        }
    }
}

/// The rewritten leaks that belong together with this one.
fn findings<'p>(part: &'p Fixed, together: &Attribution, key: &LeakKey) -> Vec<&'p Finding> {
    let leader = together.leader(key);
    let fixed = part.outcome.findings.iter().filter(|it| it.is_fixed());
    fixed.filter(|it| together.leader(&it.key()) == leader).collect()
}

impl<'p> Changed<'p> {
    fn of(part: &'p Fixed, old: &'p Source, new: &'p Source, base: &Path) -> Changed<'p> {
        Changed {
            part,
            old,
            new,
            diff: FileDiff::of(relative(&old.path, base), &old.text, &new.text),
            units: Vec::new(),
        }
    }

    /// Unites what each hunk is due to, and gives one leak of each.
    fn unite(&self, together: &mut Attribution) -> Vec<LeakKey> {
        let starts = starts(&self.diff.new);
        let mut keys = Vec::new();
        for hunk in &self.diff.hunks {
            let due = due_to(together, self.old.id, hunk, &starts);
            together.unite(&due);
            keys.push(due.into_iter().next());
        }
        // A patch that fits at more than one place has to know where the others have put it; and what is due to
        // nothing that is known may be due to any of it.
        let is_unclear = keys.iter().any(Option::is_none);
        if is_unclear || self.diff.hunks.iter().any(|it| self.is_ambiguous(it)) {
            together.unite(&keys.iter().flatten().cloned().collect());
        }
        let all = keys.iter().flatten().next().cloned();
        let known = keys.into_iter().map(|key| key.or_else(|| all.clone()));
        let own = |key: Option<LeakKey>| key.unwrap_or_else(|| together.any_of(self.old.id));
        known.map(own).collect()
    }

    /// Unites what cannot be read alone with what it lacks: a name that a later pass has used,
    /// although it was brought in for another handler.
    fn unite_by_names(&self, keys: &[LeakKey], together: &mut Attribution) {
        loop {
            let leaders: Vec<LeakKey> = keys.iter().map(|it| together.leader(it).clone()).collect();
            let all: BTreeSet<&LeakKey> = leaders.iter().collect();
            let stands = |some: &[&LeakKey]| {
                let text = self.diff.text_with(|hunk| some.contains(&&leaders[hunk]));
                verify_text(self.old, &text, &self.part.links).is_ok()
            };
            let lacking = all.iter().find(|it| all.len() > 1 && !stands(&[**it]));
            let Some(lacking) = lacking else {
                return;
            };
            let mut others = all.iter().filter(|it| *it != lacking);
            match others.find(|it| stands(&[*lacking, **it])) {
                Some(other) => together.unite(&[*lacking, *other].into_iter().cloned().collect()),
                // More than one, or nobody knows what.
                None => together.unite(&all.into_iter().cloned().collect()),
            }
        }
    }

    /// Whether the lines of a hunk stand in the old text more than once, or in the new one
    /// at all, where another hunk has put them.
    fn is_ambiguous(&self, hunk: &Hunk) -> bool {
        let lines = &self.diff.old[hunk.old_lines()];
        let places = |text: &[&str]| text.windows(lines.len().max(1)).filter(|it| *it == lines).count();
        places(&self.diff.old) > 1 || places(&self.diff.new) > 0
    }
}

fn due_to(attribution: &Attribution, source: SourceId, hunk: &Hunk, starts: &[usize]) -> BTreeSet<LeakKey> {
    let bytes = |lines: &Range<usize>| starts[lines.start]..starts[lines.end];
    let changes = hunk.changes().map(|it| bytes(&it.new));
    let due: BTreeSet<LeakKey> = changes.flat_map(|it| attribution.due_to(source, &it)).collect();
    match due.is_empty() {
        // Where lines only went, their place may be a line break away.
        true => attribution.due_to(source, &bytes(&hunk.new_lines())),
        false => due,
    }
}

/// The first byte of each line, and the end.
fn starts(lines: &[&str]) -> Vec<usize> {
    let mut starts = vec![0];
    for line in lines {
        starts.push(starts[starts.len() - 1] + line.len());
    }
    starts
}
