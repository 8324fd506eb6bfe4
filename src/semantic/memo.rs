//! What was found out once and stays true as long as the project: it never changes.

use std::sync::OnceLock;

use super::{
    Project, Value,
    returns::{Item, Kinds},
    value::Key,
};

type Slot<T> = OnceLock<T>;

/// The values of bindings, and of what functions return.
#[derive(Default)]
pub(super) struct Values<'s> {
    /// By source and binding.
    bindings: Vec<Vec<Slot<Option<Value<'s>>>>>,
    /// By function.
    returned: Vec<Slot<Option<Value<'s>>>>,
}

impl<'s> Values<'s> {
    /// Room for all bindings and functions.
    pub(super) fn for_all(project: &Project<'s>) -> Values<'s> {
        let slots = |count: usize| std::iter::repeat_with(OnceLock::new).take(count).collect();
        Values {
            bindings: project
                .modules()
                .iter()
                .map(|it| slots(it.names.bindings().count()))
                .collect(),
            returned: slots(project.functions().len()),
        }
    }

    pub(super) fn get(&self, project: &Project<'s>, key: &Key) -> Option<Option<Value<'s>>> {
        self.slot(project, key)?.get().cloned()
    }

    /// Keeps an answer. Who asks at the same time finds the same one.
    pub(super) fn keep(&self, project: &Project<'s>, key: &Key, value: &Option<Value<'s>>) {
        if let Some(slot) = self.slot(project, key) {
            slot.get_or_init(|| value.clone());
        }
    }

    fn slot(&self, project: &Project<'s>, key: &Key) -> Option<&Slot<Option<Value<'s>>>> {
        match key {
            Key::Binding(source, id) => self.bindings.get(source.0)?.get(id.index()),
            Key::Returned(source, start) => {
                let id = project.function_at.get(&(*source, *start))?;
                self.returned.get(id.index())
            }
            Key::Free(..) | Key::Member(..) | Key::Exported(..) => None,
        }
    }
}

/// What functions return and variables hold.
#[derive(Default)]
pub(super) struct AllKinds {
    /// By source and binding.
    bindings: Vec<Vec<Slot<Kinds>>>,
    /// By function.
    functions: Vec<Slot<Kinds>>,
}

impl AllKinds {
    /// Room for all bindings and functions.
    pub(super) fn for_all(project: &Project<'_>) -> AllKinds {
        let slots = |count: usize| std::iter::repeat_with(OnceLock::new).take(count).collect();
        AllKinds {
            bindings: project
                .modules()
                .iter()
                .map(|it| slots(it.names.bindings().count()))
                .collect(),
            functions: slots(project.functions().len()),
        }
    }

    pub(super) fn get(&self, item: &Item<'_>) -> Option<Kinds> {
        self.slot(item)?.get().copied()
    }

    pub(super) fn keep(&self, item: &Item<'_>, kinds: Kinds) {
        if let Some(slot) = self.slot(item) {
            slot.get_or_init(|| kinds);
        }
    }

    fn slot(&self, item: &Item<'_>) -> Option<&Slot<Kinds>> {
        match item {
            Item::Function(id) => self.functions.get(id.index()),
            Item::Binding(source, id) => self.bindings.get(source.0)?.get(id.index()),
            Item::Expression(_) => None,
        }
    }
}
