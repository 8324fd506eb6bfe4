//! How a value leads to a function: itself, by a property, by what `new`, a call
//! or `await` makes of it. Knows no nodes.

/// One step from a value to the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Access<'s> {
    /// `value.name`.
    Member(&'s str),
    /// `new value()`.
    New,
    /// `value()`.
    Call,
    /// `await value`.
    Await,
}

/// All the steps; none for the function itself. `module.exports = { Store }` leads
/// to the method `save` by `.Store`, `new` and `.save`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Path<'s>(Vec<Access<'s>>);

/// Values further away are not followed.
const MAX_STEPS: usize = 7;

impl<'s> Path<'s> {
    /// The value is the function.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_too_long(&self) -> bool {
        self.0.len() > MAX_STEPS
    }

    /// The step to take next.
    pub(super) fn first(&self) -> Option<Access<'s>> {
        self.0.first().copied()
    }

    /// What is left once `step` is taken; `None` where that leads elsewhere.
    pub(super) fn after(&self, step: Access<'_>) -> Option<Path<'s>> {
        let (first, rest) = self.0.split_first()?;
        (*first == step).then(|| Path(rest.to_vec()))
    }

    /// The way from a value from which `step` leads to this one.
    pub(super) fn behind(&self, step: Access<'s>) -> Path<'s> {
        let mut steps = vec![step];
        steps.extend_from_slice(&self.0);
        Path(steps)
    }
}
