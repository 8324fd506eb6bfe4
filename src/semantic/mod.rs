//! What the text means; borrowed from the sources and immutable: once the text
//! changes, the borrow checker sees to it that none of this is still around.

mod access;
mod after_answer;
mod answered;
mod answerer;
mod answering;
mod answering_code;
mod answering_names;
mod answers;
mod argument;
mod array;
mod bridge;
mod called_back;
mod channel;
mod class;
mod client;
mod closure;
mod completing;
mod completion;
mod configuration;
mod connection;
mod context_taker;
mod convertible;
mod data;
mod declaration;
mod declared;
mod definition;
mod dependencies;
mod dispatch;
mod dropped;
mod each;
mod effect;
mod emitter;
mod error_first;
mod exported;
mod failure;
mod flag;
mod flow;
mod function;
mod generator;
mod group;
mod handed_through;
mod handler;
mod held;
mod ignore;
mod importer;
mod injected;
mod invocation;
mod left_alone;
mod link;
mod lookalike;
mod lookup;
mod making;
mod meanwhile;
mod member;
mod memo;
mod module;
mod names;
mod node_core;
mod origin;
mod outline;
mod packages;
mod paths;
mod pipes;
mod progress;
mod promise;
mod property;
mod reach;
mod read_ahead;
mod rejection;
mod resolver;
mod response;
mod returns;
mod runtime;
mod sdk;
mod settles;
mod settling;
mod shape;
mod shifted;
pub mod sketch;
mod started;
mod stated;
mod testing;
mod timer;
mod types;
mod typings;
mod uncaught;
mod unknown_work;
mod unseen_work;
mod unwaited;
mod usage;
mod value;
mod value_member;
mod waited;
mod wrapper;
mod wrapping;
mod yielded;

use std::{
    collections::{BTreeSet, HashMap},
    sync::OnceLock,
};

pub use answering::answering_parts;
pub use answers::Answers;
pub use bridge::{Bridge, Handed, Silence, Takes};
pub use class::superclass;
pub use client::{CLIENTS, Client, Reopen, versioned_package};
pub use completion::{Chain, Completion, Completions, Incomplete, Offer, Outcome};
pub use configuration::may_be_memory;
pub use connection::{Act, Connection, ConnectionId, Mention, Name};
pub use convertible::{HELD, in_try};
pub use declared::{Declared, DeclaredHandler, DeclaredRuntime};
pub use dropped::Lost;
pub use effect::{can_throw, is_observable, may_fail};
pub use emitter::{Emitter, EmitterKind, Link};
pub use error_first::{Code, ErrorFirst, Shape};
pub use flow::{Follow, Place, anything_follows};
pub use function::{Function, FunctionId};
pub use generator::{Coroutine, Coroutines, Form, Wait};
pub use handler::{Doubt, Found, Handler, HandlerKey, OpaqueHandler};
pub use held::Held;
pub use ignore::{Ignore, Scope, ignored, ignores, is_ignored};
pub use invocation::{Again, Opening};
pub use link::{Links, Published};
pub use lookalike::is_test;
pub use module::{Export, Module};
pub use names::{Binding, BindingId, Names, Reference, ScopeId, SyntaxError};
pub use node_core::{CALLBACK_WORDS, Gives, NodeApi};
pub use origin::{Origin, Step};
pub use outline::{HANDLER_NAMES, may_hold_handler, specifiers};
pub use pipes::{Pipes, Stage};
pub use property::Property;
pub use reach::Waypoint;
pub use resolver::{
    Linker, MAX_SETTING_BYTES, Manifest, Manifests, declared_kind, manifest, package_name, read_setting,
};
pub use response::{Body, is_way_out};
pub use returns::Returns;
pub use runtime::{Objection, Readiness, Remark, Runtime, Verdict};
pub use sdk::SDK_OPERATION_NOT;
pub use shape::{EVENT_KEYS, is_context as is_context_name, name_of as parameter_name};
pub use shifted::Shift;
pub use stated::{Home, Stated, StatedFunction, StatedGives};
pub use testing::TestCallback;
pub use timer::Timer;
pub use typings::Typings;
pub use unwaited::{Unwaited, link_on};
pub use usage::{Unseen, Usage, Usages};
pub use value::Value;

use self::handler::Handlers;
use crate::syntax::{Node, Source, SourceId, Sources};

/// The program: its modules, functions and handlers.
pub struct Project<'s> {
    modules: Vec<Module<'s>>,
    functions: Vec<Function<'s>>,
    handlers: Handlers,
    links: &'s Links,
    function_at: HashMap<(SourceId, usize), FunctionId>,
    /// By file: the functions, in the order of their first bytes.
    by_start: HashMap<SourceId, Vec<(usize, FunctionId)>>,
    /// The methods and exported functions of files that handlers load, by name.
    methods: HashMap<String, Vec<FunctionId>>,
    /// For each function a handler reaches: who reaches it first, and where.
    reached: HashMap<FunctionId, Option<(FunctionId, Node<'s>)>>,
    /// The files that handlers load.
    loaded: BTreeSet<SourceId>,
    /// By function: those that it runs, or may, each with its mention.
    edges: Vec<OnceLock<Vec<(FunctionId, Node<'s>)>>>,
    values: memo::Values<'s>,
    kinds: memo::AllKinds,
    connections: connection::Connections<'s>,
    held: Held,
    /// Functions of which the user states something, and which statement that is.
    stated: OnceLock<Vec<(Node<'s>, usize)>>,
    /// By function: how it completes, where it can return a promise instead.
    convertible: Vec<OnceLock<Result<Completions<'s>, Incomplete<'s>>>>,
    /// By the function that stands for a group: the same of all that change together.
    groups: Vec<OnceLock<group::Judged<'s>>>,
    answering: OnceLock<answering::Answering<'s>>,
}

impl<'s> Project<'s> {
    /// Reads what the sources mean. Sources whose names cannot be read have
    /// none; they were checked when they were loaded.
    pub fn analyze(sources: &'s Sources, links: &'s Links, held: &Held) -> Project<'s> {
        let mut project = Project::with_handlers(sources, links, held);
        project.collect_reached();
        project.collect_connections();
        project.collect_invocations(held);
        project
    }

    /// The same without what handlers reach, where nobody asks for it.
    pub fn with_handlers(sources: &'s Sources, links: &'s Links, held: &Held) -> Project<'s> {
        use rayon::prelude::*;
        let all: Vec<&'s Source> = sources.iter().collect();
        let modules: Vec<Module<'s>> = all
            .par_iter()
            .map(|source| Module::read(source, links.names(source).unwrap_or_default()))
            .collect();
        let mut project = Project {
            modules,
            functions: Vec::new(),
            handlers: Handlers::default(),
            links,
            function_at: HashMap::new(),
            by_start: HashMap::new(),
            methods: HashMap::new(),
            reached: HashMap::new(),
            loaded: BTreeSet::new(),
            edges: Vec::new(),
            values: memo::Values::default(),
            kinds: memo::AllKinds::default(),
            connections: connection::Connections::default(),
            held: held.clone(),
            stated: OnceLock::new(),
            convertible: Vec::new(),
            groups: Vec::new(),
            answering: OnceLock::new(),
        };
        project.collect_functions();
        project.convertible = project.functions.iter().map(|_| OnceLock::new()).collect();
        project.edges = project.functions.iter().map(|_| OnceLock::new()).collect();
        project.groups = project.functions.iter().map(|_| OnceLock::new()).collect();
        project.values = memo::Values::for_all(&project);
        project.kinds = memo::AllKinds::for_all(&project);
        project.collect_handlers(held);
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

    /// What is known of modules besides their code.
    pub fn links(&self) -> &'s Links {
        self.links
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
        &self.handlers.readable
    }

    /// The handler that a function is.
    pub fn handler(&self, id: FunctionId) -> Option<&Handler> {
        self.handlers().iter().find(|it| it.function == id)
    }

    /// The function that a node is.
    pub fn function(&self, node: Node<'s>) -> Option<FunctionId> {
        node.is_function()
            .then(|| self.function_at.get(&(node.source.id, node.start())).copied())
            .flatten()
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

    /// What an identifier names: its text, without the escapes that may stand in it.
    pub fn name_of<'a>(&'a self, identifier: Node<'a>) -> &'a str {
        match self.binding_of(identifier) {
            Some(id) => &self.names(identifier).binding(id).name,
            None => identifier.text(),
        }
    }

    /// Whether the node is this name and means the environment's global.
    pub fn is_global(&self, node: Node<'_>, name: &str) -> bool {
        node.is_identifier() && node.text() == name && self.names(node).is_free(node.start())
    }

    /// The `with` or direct `eval` in the functions around a node, where it can
    /// give another meaning to the names beside it.
    pub fn dynamic_names_around(&self, node: Node<'s>) -> Option<Node<'s>> {
        let outermost = node.ancestors().filter(|it| it.is_function()).last()?;
        outermost.descendants().into_iter().find(|it| match it.kind() {
            "with_statement" => true,
            "call_expression" => it.field("function").is_some_and(|it| self.is_global(it, "eval")),
            _ => false,
        })
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
        self.handlers()
            .iter()
            .filter(|it| self.reaches(it.function, id))
            .collect()
    }

    /// The identifiers of a node's file that refer to `binding`.
    pub fn references(&self, source: &'s Source, binding: BindingId) -> Vec<Node<'s>> {
        let names = &self.module(source.id).names;
        let mut found: Vec<Node<'s>> = names
            .references_of(binding)
            .filter_map(|it| source.identifier_at(it.range.start))
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
