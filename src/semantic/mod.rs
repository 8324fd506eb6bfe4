//! What the text means; borrowed from the sources and immutable: once the text
//! changes, the borrow checker sees to it that none of this is still around.

mod class;
mod data;
mod declared;
mod effect;
mod error_first;
mod flow;
mod function;
mod handler;
mod link;
mod module;
mod names;
mod node_core;
mod origin;
mod property;
mod reach;
mod usage;
mod value;
mod waited;

use std::collections::{HashMap, HashSet};

pub use declared::{Declared, DeclaredHandler};
pub use effect::{can_throw, is_observable, may_fail};
pub use error_first::{Code, ErrorFirst, Shape};
pub use flow::{Follow, Place, anything_follows};
pub use function::{Function, FunctionId};
pub use handler::{Answers, Handler, HandlerKey};
pub use link::{Link, Links, declared_kind, resolve};
pub use module::{Export, Module};
pub use names::{Binding, BindingId, Names, Reference, ScopeId, SyntaxError};
pub use node_core::{Gives, NodeApi};
pub use origin::{Origin, Step};
pub use property::{Property, SDK_OPERATION_NOT};
pub use reach::Waypoint;
pub use usage::{Usage, Usages};
pub use value::Value;

use crate::syntax::{Node, Source, SourceId, Sources};

/// Handlers that stay as they are, because not all of them could be rewritten.
pub type Held = HashSet<HandlerKey>;

/// The program: its modules, functions and handlers.
pub struct Project<'s> {
    modules: Vec<Module<'s>>,
    functions: Vec<Function<'s>>,
    handlers: Vec<Handler>,
    links: &'s Links,
    function_at: HashMap<(SourceId, usize), FunctionId>,
    /// For each function a handler reaches: who reaches it first, and where.
    reached: HashMap<FunctionId, Option<(FunctionId, Node<'s>)>>,
}

impl<'s> Project<'s> {
    /// Reads what the sources mean. Sources whose names cannot be read have
    /// none; they were checked when they were loaded.
    pub fn analyze(sources: &'s Sources, links: &'s Links, held: &Held) -> Project<'s> {
        use rayon::prelude::*;
        let all: Vec<&'s Source> = sources.iter().collect();
        let modules: Vec<Module<'s>> = all
            .par_iter()
            .map(|source| Module::read(source, links.is_module(source.id)))
            .collect();
        let mut project = Project {
            modules,
            functions: Vec::new(),
            handlers: Vec::new(),
            links,
            function_at: HashMap::new(),
            reached: HashMap::new(),
        };
        project.collect_functions();
        project.collect_handlers(held);
        project.collect_reached();
        project
    }

    /// All modules, in the order of their sources.
    pub fn modules(&self) -> &[Module<'s>] {
        &self.modules
    }

    /// The module of a source.
    pub fn module(&self, id: SourceId) -> &Module<'s> {
        &self.modules[id.0]
    }

    /// The names of the file a node stands in.
    pub fn names(&self, node: Node<'_>) -> &Names {
        &self.module(node.source.id).names
    }

    /// All functions, in the order of the text.
    pub fn functions(&self) -> &[Function<'s>] {
        &self.functions
    }

    /// All handlers.
    pub fn handlers(&self) -> &[Handler] {
        &self.handlers
    }

    /// The handler that a function is.
    pub fn handler(&self, id: FunctionId) -> Option<&Handler> {
        self.handlers.iter().find(|it| it.function == id)
    }

    /// The function that a node is.
    pub fn function(&self, node: Node<'s>) -> Option<FunctionId> {
        node.is_function()
            .then(|| self.function_at.get(&(node.source.id, node.start())).copied())
            .flatten()
    }

    /// The innermost function around a node.
    pub fn function_around(&self, node: Node<'s>) -> Option<FunctionId> {
        self.function(node.function_around()?)
    }

    /// The functions around a node, innermost first.
    pub fn functions_around(&self, node: Node<'s>) -> impl Iterator<Item = FunctionId> {
        std::iter::successors(self.function_around(node), |id| self[*id].parent)
    }

    /// The binding that an identifier refers to or declares.
    pub fn binding_of(&self, identifier: Node<'_>) -> Option<BindingId> {
        identifier
            .is_identifier()
            .then(|| self.names(identifier).binding_at(identifier.start()))
            .flatten()
    }

    /// Whether the node is this name and means the environment's global.
    pub fn is_global(&self, node: Node<'_>, name: &str) -> bool {
        node.is_identifier() && node.text() == name && self.names(node).is_free(node.start())
    }

    /// Whether any handler runs the code at `node`.
    pub fn is_reached(&self, node: Node<'s>) -> bool {
        self.function_around(node)
            .is_some_and(|id| self.reached.contains_key(&id))
    }

    /// The handlers, by name, that run the code at `node`.
    pub fn handlers_reaching(&self, node: Node<'s>) -> Vec<&Handler> {
        let Some(id) = self.function_around(node) else {
            return Vec::new();
        };
        self.handlers
            .iter()
            .filter(|it| self.reaches(it.function, id))
            .collect()
    }

    /// The identifiers of a node's file that refer to `binding`.
    pub fn references(&self, source: &'s Source, binding: BindingId) -> Vec<Node<'s>> {
        let names = &self.module(source.id).names;
        let mut found: Vec<Node<'s>> = names
            .references_of(binding)
            .filter_map(|it| identifier_at(source, it.range.clone()))
            .collect();
        found.sort_by_key(|it| it.start());
        found
    }

    /// A name that nothing in or around `place` uses, close to `wanted`.
    pub fn fresh_name(&self, place: Node<'s>, wanted: &str, taken: &[String]) -> String {
        let names = self.names(place);
        let scope = names.scope_around(&place.range());
        let range = names.scope(scope).range.clone();
        let is_used = |name: &str| {
            let declared = names
                .bindings()
                .any(|(_, it)| it.name == name && it.declared.iter().any(|at| range.contains(at)));
            let meant = names
                .references()
                .iter()
                .any(|it| it.name == name && range.contains(&it.range.start));
            declared || meant || taken.iter().any(|it| it == name)
        };
        let numbered = (2..).map(|count| format!("{wanted}{count}"));
        std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(|it| !is_used(it))
            .expect("the numbers do not end")
    }
}

impl<'s> std::ops::Index<FunctionId> for Project<'s> {
    type Output = Function<'s>;

    fn index(&self, id: FunctionId) -> &Function<'s> {
        &self.functions[id.index()]
    }
}

/// The identifier node at these bytes.
fn identifier_at(source: &Source, range: std::ops::Range<usize>) -> Option<Node<'_>> {
    source.node_at(range).filter(|it| it.is_identifier())
}
