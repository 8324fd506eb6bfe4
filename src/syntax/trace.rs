//! Where text came from: offsets of a rewritten text in the text before it.
//! Knows offsets only.

use std::ops::Range;

/// Maps byte offsets of a text to byte offsets of an older one.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// Sorted and disjoint in `now`.
    segments: Vec<Segment>,
}

/// `now` holds what stood at `then`. Where the lengths differ it is one name
/// in place of another, and only the starts correspond.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Segment {
    now: Range<usize>,
    then: Range<usize>,
}

impl Trace {
    /// The trace of a text that is the old one.
    pub fn identity(len: usize) -> Trace {
        let mut trace = Trace::default();
        trace.push(0..len, 0..len);
        trace
    }

    /// Adds that `now` is what stood at `then`; in the order of `now`.
    pub(super) fn push(&mut self, now: Range<usize>, then: Range<usize>) {
        if !now.is_empty() {
            self.segments.push(Segment { now, then });
        }
    }

    /// The offset in the old text of what begins at `offset`, if it was there.
    pub fn exact(&self, offset: usize) -> Option<usize> {
        let segment = self.at(offset)?;
        let into = offset - segment.now.start;
        let is_copy = segment.now.len() == segment.then.len();
        (is_copy || into == 0).then_some(segment.then.start + into)
    }

    /// The offset in the old text of `offset`, or of the nearest text before
    /// it that was there.
    pub fn nearest(&self, offset: usize) -> usize {
        if let Some(exact) = self.exact(offset) {
            return exact;
        }
        let before = self.segments.partition_point(|it| it.now.start <= offset);
        match before.checked_sub(1).map(|index| &self.segments[index]) {
            Some(segment) => segment.then.end,
            None => self.segments.first().map_or(0, |it| it.then.start),
        }
    }

    /// Where the text of these old bytes stands now, as far as it does; for none, where
    /// they would stand.
    pub fn later(&self, then: &Range<usize>) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        for segment in &self.segments {
            let is_copy = segment.now.len() == segment.then.len();
            let (from, to) = (then.start.max(segment.then.start), then.end.min(segment.then.end));
            if from < to && is_copy {
                let now = |at: usize| segment.now.start + (at - segment.then.start);
                places.push(now(from)..now(to));
            } else if from < to {
                places.push(segment.now.clone());
            } else if then.is_empty() && from == to && is_copy {
                let now = segment.now.start + (from - segment.then.start);
                places.push(now..now);
                return places;
            }
        }
        places
    }

    /// This trace followed by an older one: from this text to the oldest.
    pub(super) fn then(&self, older: &Trace) -> Trace {
        let mut whole = Trace::default();
        for segment in &self.segments {
            if segment.now.len() != segment.then.len() {
                if let Some(start) = older.exact(segment.then.start) {
                    let end = older.exact(segment.then.end.saturating_sub(1));
                    let end = end.map_or(start + 1, |it| it + 1);
                    whole.push(segment.now.clone(), start..end.max(start + 1));
                }
                continue;
            }
            for other in older.within(&segment.then) {
                let from = other.now.start.max(segment.then.start);
                let to = other.now.end.min(segment.then.end);
                let now = |at: usize| segment.now.start + (at - segment.then.start);
                if other.now.len() == other.then.len() {
                    let then = |at: usize| other.then.start + (at - other.now.start);
                    whole.push(now(from)..now(to), then(from)..then(to));
                } else if from == other.now.start && to == other.now.end {
                    whole.push(now(from)..now(to), other.then.clone());
                }
            }
        }
        whole
    }

    fn at(&self, offset: usize) -> Option<&Segment> {
        let after = self.segments.partition_point(|it| it.now.start <= offset);
        let segment = &self.segments[after.checked_sub(1)?];
        (offset < segment.now.end).then_some(segment)
    }

    fn within(&self, range: &Range<usize>) -> &[Segment] {
        let from = self.segments.partition_point(|it| it.now.end <= range.start);
        let to = self.segments.partition_point(|it| it.now.start < range.end);
        &self.segments[from..to.max(from)]
    }
}

#[cfg(test)]
mod tests {
    use super::Trace;

    #[test]
    fn follows_moved_and_renamed_text_through_two_steps() {
        let mut first = Trace::default();
        first.push(0..4, 10..14);
        first.push(6..11, 0..3); // a longer name in place of a shorter one
        let mut second = Trace::default();
        second.push(0..2, 2..4);
        second.push(2..7, 6..11);
        let both = second.then(&first);
        assert_eq!(both.exact(1), Some(13));
        assert_eq!(both.exact(2), Some(0));
        assert_eq!(both.exact(3), None);
        assert_eq!(both.exact(9), None);
        assert_eq!(both.nearest(9), 3);
    }
}
