//! Some of the rewrites of a run: what is taken is taken in whole units, the rest stays
//! as if it had never been proposed. Knows units, not who chooses among them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    finding::{LeakKey, Status},
    guard::Fixed,
    report::Changes,
    semantic::Runtime,
    syntax::SourceId,
    verify::verify_text,
};

/// Units that are taken, some of them with other texts than they were proposed with.
pub struct Choice<'c> {
    changes: &'c Changes<'c>,
    taken: BTreeMap<usize, Vec<NewLines>>,
}

/// Lines of a file that are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLines {
    /// The number of the file among those that change.
    pub file: usize,
    /// Zero-based lines of the old text.
    pub old: Range<usize>,
    /// What stands there then, with line ends.
    pub text: String,
}

/// What a choice makes of a program; it no longer looks at it, so that the program may change.
pub struct Chosen {
    texts: Vec<NewText>,
    /// Leaks that are rewritten together, each set with the number of its part.
    together: Vec<(usize, BTreeSet<LeakKey>)>,
    /// Leaks that are not rewritten, each with the number of its part.
    left: BTreeSet<(usize, LeakKey)>,
}

/// What a choice makes of a file.
struct NewText {
    part: usize,
    source: SourceId,
    text: String,
    /// Where it is new, and what that is due to.
    marks: Vec<(Range<usize>, LeakKey)>,
}

impl<'c> Choice<'c> {
    /// Nothing is taken.
    pub fn none(changes: &'c Changes<'c>) -> Choice<'c> {
        Choice {
            changes,
            taken: BTreeMap::new(),
        }
    }

    /// These units are taken as they are.
    pub fn of(changes: &'c Changes<'c>, units: impl IntoIterator<Item = usize>) -> Choice<'c> {
        let mut choice = Choice::none(changes);
        units.into_iter().for_each(|it| choice.take(it));
        choice
    }

    /// Takes a unit as it is.
    pub fn take(&mut self, unit: usize) {
        self.taken.insert(unit, proposed(self.changes, unit));
    }

    /// Takes a unit with these lines in place of its own.
    pub fn take_edited(&mut self, unit: usize, lines: Vec<NewLines>) {
        self.taken.insert(unit, lines);
    }

    /// Leaves a unit.
    pub fn leave(&mut self, unit: usize) {
        self.taken.remove(&unit);
    }

    /// Whether a unit is taken.
    pub fn has(&self, unit: usize) -> bool {
        self.taken.contains_key(&unit)
    }

    /// A file with what is taken of its changes.
    pub fn text(&self, file: usize) -> String {
        self.text_and_marks(file).0
    }

    /// Asks the referee whether the files of a unit can be read with what is taken.
    ///
    /// # Errors
    /// What is wrong with the first that cannot, in one sentence.
    pub fn verify(&self, unit: usize) -> Result<(), String> {
        for file in self.changes.files_of(unit) {
            let changed = &self.changes.files[file];
            let text = self.text(file);
            verify_text(changed.old, &text, &changed.part.links)
                .map_err(|words| format!("{}: {words}", changed.diff.path))?;
        }
        Ok(())
    }

    /// What this makes of the parts that the changes are of.
    pub fn decide(&self, parts: &[Fixed]) -> Chosen {
        let number = |part: &Fixed| parts.iter().position(|it| std::ptr::eq(it, part));
        let number = |part: &Fixed| number(part).expect("the changes are of these parts");
        let texts = self.changes.files.iter().enumerate().map(|(at, file)| {
            let (text, marks) = self.text_and_marks(at);
            NewText {
                part: number(file.part),
                source: file.old.id,
                text,
                marks,
            }
        });
        let (mut together, mut left) = (Vec::new(), BTreeSet::new());
        for (at, unit) in self.changes.units.iter().enumerate() {
            let part = number(unit.part);
            let keys = unit.findings.iter().map(|it| it.key());
            if !self.has(at) {
                left.extend(keys.clone().map(|key| (part, key)));
            }
            together.push((part, keys.chain([unit.key.clone()]).collect()));
        }
        Chosen {
            texts: texts.collect(),
            together,
            left,
        }
    }

    fn text_and_marks(&self, file: usize) -> (String, Vec<(Range<usize>, LeakKey)>) {
        let old = &self.changes.files[file].diff.old;
        let taken = self
            .taken
            .iter()
            .flat_map(|(unit, lines)| lines.iter().map(move |it| (*unit, it)));
        let mut taken: Vec<_> = taken.filter(|(_, it)| it.file == file).collect();
        taken.sort_by_key(|(_, it)| it.old.start);
        let (mut text, mut marks, mut at) = (String::new(), Vec::new(), 0);
        for (unit, lines) in taken {
            text.extend(old[at..lines.old.start].iter().copied());
            let start = text.len();
            text += &lines.text;
            marks.push((start..text.len(), self.changes.units[unit].key.clone()));
            at = lines.old.end;
        }
        text.extend(old[at..].iter().copied());
        (text, marks)
    }
}

impl Chosen {
    /// Makes of a program what was chosen; leaks whose rewrites are not taken get this status.
    pub fn apply(self, parts: &mut [Fixed], left_as: &Status, target: Runtime) {
        for (part, keys) in &self.together {
            parts[*part].outcome.attribution.unite(keys);
        }
        let mut by_part: BTreeMap<usize, Vec<NewText>> = BTreeMap::new();
        for it in self.texts {
            by_part.entry(it.part).or_default().push(it);
        }
        for (number, texts) in by_part {
            let part = &mut parts[number];
            let outcome = &mut part.outcome;
            for it in &texts {
                outcome.attribution.replace(it.source, it.marks.clone());
            }
            let texts = texts.into_iter().map(|it| (it.source, it.text));
            outcome.after = outcome.after.with_texts(texts);
            for finding in outcome.findings.iter_mut().filter(|it| it.is_fixed()) {
                if self.left.contains(&(number, finding.key())) {
                    finding.status = left_as.clone();
                }
            }
            let roll = std::mem::take(&mut outcome.roll);
            outcome.roll = roll.of_other_rewrites(outcome, &part.sources, &part.links, target);
        }
    }
}

/// The lines that a unit replaces.
fn proposed(changes: &Changes<'_>, unit: usize) -> Vec<NewLines> {
    let hunks = changes.units[unit].hunks.iter();
    let lines = hunks.flat_map(|(file, hunk)| {
        let diff = &changes.files[*file].diff;
        diff.hunks[*hunk].changes().map(|it| NewLines {
            file: *file,
            old: it.old,
            text: diff.new[it.new].concat(),
        })
    });
    lines.collect()
}
