//! Fitting rewrites together. Knows edits, not what they are for.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::syntax::{Edit, SourceId};

use super::Rewrite;

/// Which rewrites were taken, and their edits.
#[derive(Debug, Default)]
pub struct Composition {
    /// For each rewrite, in the order given: its own edits, where they are part of the edits.
    pub taken: Vec<Option<Vec<Edit>>>,
    /// Sorted and disjoint.
    pub edits: Vec<Edit>,
}

/// The edits of as many rewrites as fit together, outermost first.
///
/// A rewrite fits when each of its edits is disjoint from every accepted edit
/// or equal to one, and when it introduces no name into a function that an
/// accepted one introduces, too; at module scope both may if they mean the same. What does not fit is found again in the next
/// pass.
pub fn compose(rewrites: &[&Rewrite<'_>]) -> Composition {
    let mut edits: Vec<Vec<Edit>> = rewrites.iter().map(|it| it.edits()).collect();
    let mut order: Vec<usize> = (0..rewrites.len()).filter(|it| !edits[*it].is_empty()).collect();
    order.sort_by_key(|index| {
        let widest = edits[*index]
            .iter()
            .max_by_key(|edit| edit.end - edit.start)
            .expect("rewrites without an edit were left out");
        (widest.source, widest.start, Reverse(widest.end), *index)
    });
    let mut accepted = Accepted::default();
    let mut composition = Composition {
        taken: vec![None; rewrites.len()],
        edits: Vec::new(),
    };
    for index in order {
        let is_same = edits[index].iter().all(|it| accepted.edits.contains(it));
        if is_same || accepted.fits(&edits[index], rewrites[index]) {
            accepted.take(&edits[index], rewrites[index]);
            composition.taken[index] = Some(std::mem::take(&mut edits[index]));
        }
    }
    composition.edits = accepted.edits.into_iter().collect();
    composition
}

#[derive(Default)]
struct Accepted {
    edits: BTreeSet<Edit>,
    /// By file: start and end of each accepted edit.
    spans: BTreeMap<SourceId, BTreeSet<(usize, usize)>>,
    introduced: BTreeSet<(SourceId, usize, String)>,
    sealed: Vec<(SourceId, Range<usize>)>,
    declared_names: BTreeMap<(SourceId, String), String>,
}

impl Accepted {
    fn fits(&self, edits: &[Edit], rewrite: &Rewrite<'_>) -> bool {
        let is_apart = |edit: &Edit| {
            self.edits.contains(edit)
                || self.spans.get(&edit.source).is_none_or(|spans| {
                    // Touching is not disjoint.
                    spans.iter().all(|(start, end)| edit.end < *start || *end < edit.start)
                })
        };
        let means_the_same = |(name, meaning)| self.declared_names.get(name).is_none_or(|it| it == meaning);
        let is_open = |edit: &Edit| self.edits.contains(edit) || !is_sealed(&self.sealed, edit);
        edits.iter().all(|it| is_apart(it) && is_open(it))
            && !self
                .edits
                .iter()
                .any(|it| !edits.contains(it) && is_sealed(&rewrite.sealed, it))
            && rewrite.introduced.is_disjoint(&self.introduced)
            && rewrite.declared_names.iter().all(means_the_same)
    }

    fn take(&mut self, edits: &[Edit], rewrite: &Rewrite<'_>) {
        for edit in edits {
            self.spans
                .entry(edit.source)
                .or_default()
                .insert((edit.start, edit.end));
        }
        self.edits.extend(edits.iter().cloned());
        self.introduced.extend(rewrite.introduced.iter().cloned());
        self.sealed.extend(rewrite.sealed.iter().cloned());
        let names = rewrite.declared_names.iter();
        self.declared_names
            .extend(names.map(|(name, meaning)| (name.clone(), meaning.clone())));
    }
}

/// Whether an edit changes anything in one of these stretches.
fn is_sealed(sealed: &[(SourceId, Range<usize>)], edit: &Edit) -> bool {
    let mut own = sealed.iter().filter(|(source, _)| *source == edit.source);
    own.any(|(_, range)| range.start <= edit.end && edit.start <= range.end)
}
