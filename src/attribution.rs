//! Which leaks each part of a new text is due to, and which rewrites cannot be taken
//! one without the other. Knows edits and where text moved, not what it means.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    finding::{Finding, LeakKey},
    originally::Originally,
    pass::Taken,
    semantic::HandlerKey,
    syntax::{Edit, SourceId, Sources},
};

/// What each change of a run is due to, in the coordinates of the newest texts.
#[derive(Debug, Clone, Default)]
pub struct Attribution {
    marks: BTreeMap<SourceId, Vec<Mark>>,
    /// By leak, the one that stands for all that belong together.
    leaders: BTreeMap<LeakKey, LeakKey>,
    /// Leaks with a rewrite that was made of the text of another one.
    later: BTreeSet<LeakKey>,
}

/// New text, or an empty range where text only went.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    range: Range<usize>,
    due: BTreeSet<LeakKey>,
}

impl Mark {
    fn touches(&self, range: &Range<usize>) -> bool {
        self.range.start <= range.end && range.start <= self.range.end
    }
}

impl Attribution {
    /// The leaks that what stands in these bytes of the newest text is due to; those
    /// that only end where it begins count, because text may have gone there.
    pub fn due_to(&self, source: SourceId, range: &Range<usize>) -> BTreeSet<LeakKey> {
        let marks = self.marks.get(&source).into_iter().flatten();
        let marks = marks.filter(|it| it.touches(range));
        marks.flat_map(|it| it.due.iter().cloned()).collect()
    }

    /// A leak that something in a changed file is due to.
    ///
    /// # Panics
    /// When nothing has changed there.
    pub fn any_of(&self, source: SourceId) -> LeakKey {
        let mut due = self.marks.get(&source).into_iter().flatten().flat_map(|it| &it.due);
        due.next().expect("a changed file has a mark").clone()
    }

    /// Forgets what was known of a file whose newest text is another one: what stands in
    /// these bytes of it is due to these leaks.
    pub fn replace(&mut self, source: SourceId, marks: impl IntoIterator<Item = (Range<usize>, LeakKey)>) {
        let marks = marks.into_iter().map(|(range, key)| Mark {
            range,
            due: BTreeSet::from([key]),
        });
        self.marks.insert(source, marks.collect());
    }

    /// The leak that stands for all whose rewrites belong together.
    pub fn leader<'a>(&'a self, key: &'a LeakKey) -> &'a LeakKey {
        self.leaders.get(key).unwrap_or(key)
    }

    /// Takes note of one pass: the rewrites that led from `before` to `after`. `is_first`
    /// says that no other was before it.
    pub(crate) fn extend(&mut self, taken: &[Taken], before: &Sources, after: &Sources, is_first: bool) {
        let mut owners: BTreeMap<&Edit, BTreeSet<LeakKey>> = BTreeMap::new();
        for it in taken {
            let keys: BTreeSet<LeakKey> = it.findings.iter().map(|(key, _)| key.clone()).collect();
            if !is_first {
                self.later.extend(keys.iter().cloned());
            }
            self.unite(&keys);
            for edit in &it.edits {
                owners.entry(edit).or_default().extend(keys.iter().cloned());
            }
        }
        for keys in owners.values() {
            self.unite(keys);
        }
        for (old, new) in after.changed(before) {
            let own = owners.iter().filter(|(it, _)| it.source == old.id);
            let own: Vec<_> = own.map(|(edit, keys)| (*edit, keys)).collect();
            let known = self.marks.remove(&old.id).unwrap_or_default();
            let mut marks = self.of_edits(&own, &known);
            for mark in &known {
                let moved = new.step.later(&mark.range).into_iter();
                marks.extend(moved.map(|range| Mark {
                    range,
                    due: mark.due.clone(),
                }));
            }
            marks.sort_by_key(|it| (it.range.start, it.range.end));
            self.marks.insert(old.id, marks);
        }
    }

    /// The marks of a file's edits, sorted and disjoint. What they touch of earlier
    /// ones belongs to them.
    fn of_edits(&mut self, edits: &[(&Edit, &BTreeSet<LeakKey>)], known: &[Mark]) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut grown: isize = 0;
        for (edit, keys) in edits {
            let replaced = edit.start..edit.end;
            let mut due = (*keys).clone();
            due.extend(
                known
                    .iter()
                    .filter(|it| it.touches(&replaced))
                    .flat_map(|it| it.due.clone()),
            );
            self.unite(&due);
            let start = edit.start.strict_add_signed(grown);
            let new = new_parts(edit).into_iter();
            marks.extend(new.map(|it| Mark {
                range: start + it.start..start + it.end,
                due: due.clone(),
            }));
            grown += edit.text.len().cast_signed() - (edit.end - edit.start).cast_signed();
        }
        marks
    }

    /// A handler that did not return a promise, or did not start, is rewritten whole or not at all; and
    /// what was made of the text of another pass may need what that one did.
    pub(crate) fn relate(&mut self, fixed: &BTreeMap<LeakKey, Finding>, originally: &Originally) {
        let mut by_handler: BTreeMap<Option<&HandlerKey>, BTreeSet<LeakKey>> = BTreeMap::new();
        for (key, finding) in fixed {
            let handlers = finding.handlers.iter().map(Some);
            let unreached = finding.handlers.is_empty().then_some(None);
            for handler in handlers.chain(unreached) {
                by_handler.entry(handler).or_default().insert(key.clone());
            }
        }
        for (handler, keys) in by_handler {
            let is_whole = handler.is_some_and(|it| originally.is_whole(it));
            if is_whole || keys.iter().any(|it| self.later.contains(it)) {
                self.unite(&keys);
            }
        }
    }

    /// The files that each set of leaks which belong together has changed.
    pub(crate) fn files_together(&self) -> Vec<Vec<SourceId>> {
        let mut files: BTreeMap<&LeakKey, BTreeSet<SourceId>> = BTreeMap::new();
        for (source, marks) in &self.marks {
            for key in marks.iter().flat_map(|it| &it.due) {
                files.entry(self.leader(key)).or_default().insert(*source);
            }
        }
        files.into_values().map(|it| it.into_iter().collect()).collect()
    }

    /// They cannot be taken one without the other.
    pub fn unite(&mut self, keys: &BTreeSet<LeakKey>) {
        let leaders: BTreeSet<LeakKey> = keys.iter().map(|it| self.leader(it).clone()).collect();
        let Some(first) = leaders.first().cloned() else {
            return;
        };
        for key in keys {
            self.leaders.insert(key.clone(), first.clone());
        }
        for leader in self.leaders.values_mut().filter(|it| leaders.contains(*it)) {
            *leader = first.clone();
        }
    }
}

/// What of the text of an edit was not in the source; where it is nothing, the place
/// where text went, or the whole of what was put in another order.
fn new_parts(edit: &Edit) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    for piece in &edit.pieces {
        parts.push(at..piece.at);
        if piece.len != piece.from_len {
            parts.push(piece.at..piece.at + piece.len);
        }
        at = piece.at + piece.len;
    }
    parts.push(at..edit.text.len());
    parts.retain(|it| !it.is_empty());
    if parts.is_empty() {
        let is_moved = edit.pieces.len() > 1;
        parts.push(if is_moved { 0..edit.text.len() } else { 0..0 });
    }
    parts
}
