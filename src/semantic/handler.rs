//! Which functions Lambda calls: those that are declared, and, in files that no
//! deployment file speaks of, exported functions that look so.

use std::{ops::Range, path::PathBuf};

use crate::syntax::{Node, SourceId};

use super::{
    Answers, DeclaredHandler, DeclaredRuntime, Export, FunctionId, Held, Module, Project, Value,
    shape::is_handler_name,
    wrapper::{Seen, Unwrapped},
};

/// Names a handler from pass to pass: its file and its export.
pub type HandlerKey = (SourceId, String);

/// A function that Lambda calls.
#[derive(Debug, Clone)]
pub struct Handler {
    /// The function whose body is the handler's.
    pub function: FunctionId,
    /// The file that exports it and its name among the exports.
    pub key: HandlerKey,
    /// How it was found.
    pub found: Found,
    /// When Lambda answers.
    pub answers: Answers,
    /// Further ways in which it answers; the first answer wins.
    pub also_answers_by: Vec<Answers>,
    /// `callbackWaitsForEmptyEventLoop = false`: its callback answers at once.
    pub is_at_once: bool,
    /// It is called with `(event, stream, context)`.
    pub is_streaming: bool,
    /// `Function.length` of what is exported; `None` where a package makes it.
    pub length: Option<usize>,
    /// Where it is declared.
    pub runtime: Option<DeclaredRuntime>,
    /// It is declared by the folder that its file is the index of.
    pub names_folder: bool,
    /// What own wrappers run besides, in the same invocation.
    pub around: Vec<FunctionId>,
    /// A wrapper is around it, which may do more with what it returns than to hand it on.
    pub is_wrapped: bool,
    /// Where it goes to a wrapper that may not take a promise of it, and why.
    pub doubt: Option<Doubt>,
    /// It stays as it is in this run.
    pub is_held: bool,
    /// That is so because the author wants it.
    pub is_wanted: bool,
}

/// What is doubtful of a wrapper.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// The file.
    pub source: SourceId,
    /// The bytes of it that say so.
    pub range: Range<usize>,
    /// Words that follow the name of the handler.
    pub why: &'static str,
}

/// How a handler was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The user names it on the command line.
    Option,
    /// The user names it in a line of `leakfix.toml`.
    Settings(PathBuf, usize),
    /// A line of a deployment file declares it.
    Declared(PathBuf, usize),
    /// By a type of `aws-lambda`.
    Type,
    /// By its name.
    Name,
    /// By its parameters.
    Parameters,
    /// By a connection of its module, which it closes.
    Connection,
}

/// A handler that code outside of the project makes: it is never rewritten.
#[derive(Debug, Clone)]
pub struct OpaqueHandler {
    /// The file that exports it and its name among the exports.
    pub key: HandlerKey,
    /// How it was found.
    pub found: Found,
    /// First byte of the value in the file that exports it.
    pub offset: usize,
    /// Where it is declared.
    pub runtime: Option<DeclaredRuntime>,
}

/// All that Lambda is known to call.
#[derive(Debug, Default)]
pub(super) struct Handlers {
    pub readable: Vec<Handler>,
    pub opaque: Vec<OpaqueHandler>,
    pub missing: Vec<DeclaredHandler>,
}

impl<'s> Project<'s> {
    /// Handlers whose code cannot be seen.
    pub fn opaque_handlers(&self) -> &[OpaqueHandler] {
        &self.handlers.opaque
    }

    /// Handlers that are declared but not exported.
    pub fn missing_handlers(&self) -> &[DeclaredHandler] {
        &self.handlers.missing
    }

    pub(super) fn collect_handlers(&mut self, held: &Held) {
        let mut handlers = Handlers::default();
        for module in &self.modules {
            self.collect_declared(module, &mut handlers);
            let is_silent = self.links.declared.is_silent(module.source.id);
            if !is_silent && !self.is_of_platform(module) {
                self.collect_by_shape(module, &mut handlers);
            }
        }
        // A function is one handler, however often it is exported: the surest
        // evidence counts, and the file it stands in before others.
        let mut order: Vec<usize> = (0..handlers.readable.len()).collect();
        order.sort_by_key(|at| {
            let it = &handlers.readable[*at];
            let is_elsewhere = self[it.function].node.source.id != it.key.0;
            (rank(&it.found), is_elsewhere, *at)
        });
        let mut seen = std::collections::HashSet::new();
        let mut kept: Vec<usize> = order
            .into_iter()
            .filter(|at| seen.insert(handlers.readable[*at].function))
            .collect();
        kept.sort_unstable();
        handlers.readable = kept.into_iter().map(|at| handlers.readable[at].clone()).collect();
        for handler in &mut handlers.readable {
            handler.is_held = held.contains(&handler.key);
            handler.is_wanted = held.is_wanted(&handler.key);
        }
        self.handlers = handlers;
    }

    fn collect_declared(&self, module: &Module<'s>, handlers: &mut Handlers) {
        let source = module.source.id;
        for declared in self.links.declared.of(source) {
            let key = (source, declared.export.clone());
            let is_known = handlers.readable.iter().any(|it| it.key == key);
            if is_known || handlers.opaque.iter().any(|it| it.key == key) {
                continue;
            }
            let value = self.looked_up(source, &declared.export);
            if let Some(Seen::Function(seen)) = value.and_then(|it| self.seen(it)) {
                let handler = self.handler_of(key, declared.found.clone(), seen);
                handlers.readable.extend(handler.map(|it| Handler {
                    runtime: declared.runtime.clone(),
                    names_folder: declared.names_folder,
                    ..it
                }));
            } else if let Some(place) = self.unreadable_at(module, &declared.export) {
                handlers.opaque.push(OpaqueHandler {
                    key,
                    found: declared.found.clone(),
                    offset: offset_in(module, place),
                    runtime: declared.runtime.clone(),
                });
            } else {
                handlers.missing.push(declared.clone());
            }
        }
    }

    /// The export that may hold a function where one is looked up, although it cannot
    /// be read.
    fn unreadable_at(&self, module: &Module<'s>, path: &str) -> Option<Node<'s>> {
        let mut parts = path.split('.');
        let name = parts.next()?;
        let is_unknown = |it: &&Export<'s>| match it.name.as_str() {
            "*" if it.from.is_some() => self.target_of(it).is_none(),
            "*" => self.definition(it.value).is_none_or(|it| !is_plain_value(it)),
            other => other == name,
        };
        let mut value = self.exposed(module.source.id, name);
        let unknown = || module.exports.iter().rev().find(is_unknown).map(|it| it.value);
        let place = value.or_else(unknown)?;
        for part in parts {
            let Some(object) = value.filter(|it| it.kind() == "object") else {
                break;
            };
            let is_complete = object.children().iter().all(|it| it.kind() != "spread_element");
            value = self.property_of(object, part);
            if value.is_none() && is_complete {
                return None;
            }
        }
        value.is_none_or(|it| !is_plain_value(it)).then_some(place)
    }

    fn target_of(&self, export: &Export<'s>) -> Option<SourceId> {
        self.links.target(export.value.source.id, export.value.string_value()?)
    }

    fn collect_by_shape(&self, module: &Module<'s>, handlers: &mut Handlers) {
        let source = module.source.id;
        for (name, value) in self.exported_values(module) {
            let key = (source, name.clone());
            let is_declared = self.links.declared.of(source).any(|it| it.export == name);
            match self.seen(value) {
                _ if is_declared => {}
                Some(Seen::Function(seen)) => {
                    let found = self.shape(&name, value, &seen);
                    let handler = found.and_then(|it| self.handler_of(key, it, seen));
                    handlers.readable.extend(handler);
                }
                seen => {
                    let is_unreadable = seen.is_some() || self.is_from_elsewhere(value);
                    if is_handler_name(&name) && is_unreadable {
                        handlers.opaque.push(OpaqueHandler {
                            key,
                            found: Found::Name,
                            offset: offset_in(module, value),
                            runtime: None,
                        });
                    }
                }
            }
        }
    }

    /// Each name that a module exports, with its value: what another module exports
    /// under the name, where it is handed on from there.
    pub(super) fn exported_values(&self, module: &Module<'s>) -> Vec<(String, Node<'s>)> {
        let mut values = Vec::new();
        for export in &module.exports {
            match &export.from {
                Some(original) if original != "*" => {
                    let target = self.target_of(export);
                    let value = target.and_then(|it| self.exposed(it, original));
                    values.push((export.name.clone(), value.unwrap_or(export.value)));
                }
                // Its functions are exported by their own files.
                Some(_) => {}
                None => {
                    values.push((export.name.clone(), export.value));
                    let is_followed = matches!(export.value.peeled().kind(), "identifier" | "new_expression");
                    if export.name == "*" && is_followed {
                        values.extend(self.properties_of(export.value));
                    }
                }
            }
        }
        values
    }

    /// What the object has that a variable holds: `const api = { … }; api.get = …`; the
    /// methods of an instance.
    fn properties_of(&self, holder: Node<'s>) -> Vec<(String, Node<'s>)> {
        if let Some(Value::Instance(class)) = self.value(holder) {
            let members = class.field("body").map(Node::children).unwrap_or_default();
            let methods = members.into_iter().filter(|it| it.kind() == "method_definition");
            let named = methods.filter(|it| !it.has_token("static"));
            return named
                .filter_map(|it| Some((super::class::key_of(it)?.to_owned(), it)))
                .collect();
        }
        let Some(object) = self.definition(holder).filter(|it| it.kind() == "object") else {
            return Vec::new();
        };
        let properties = object.children().into_iter().filter_map(|it| match it.kind() {
            "shorthand_property_identifier" => Some((it.text(), it)),
            "pair" => Some((super::class::key_of(it)?, it.field("value")?)),
            "method_definition" => Some((super::class::key_of(it)?, it)),
            _ => None,
        });
        let all = properties.chain(self.written_later(object));
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The handler of another text of this program, as it is now, also where it has
    /// lost the parameters that it was found by.
    pub fn same_handler(&self, key: &HandlerKey, found: &Found) -> Option<Handler> {
        if let Some(known) = self.handlers().iter().find(|it| it.key == *key) {
            return Some(known.clone());
        }
        let (source, export) = key;
        let values = self.exported_values(self.module(*source)).into_iter();
        let exported = values.filter(|(name, _)| name == export).map(|(_, value)| value).next();
        match self.seen(exported.or_else(|| self.looked_up(*source, export))?)? {
            Seen::Function(seen) => self.handler_of(key.clone(), found.clone(), seen),
            Seen::Opaque => None,
        }
    }

    /// Whether a value came out of a package.
    fn is_from_elsewhere(&self, value: Node<'s>) -> bool {
        value.kind() == "string" || matches!(self.value(value), Some(Value::External(origin)) if !origin.is_global)
    }

    pub(super) fn handler_of(&self, key: HandlerKey, found: Found, seen: Unwrapped<'s>) -> Option<Handler> {
        let function = self.function(seen.node)?;
        let mut ways = self.ways_to_answer(function, &seen).into_iter();
        let answers = ways.next()?;
        let around = seen.around.iter().filter_map(|it| self.function(*it)).collect();
        Some(Handler {
            function,
            key,
            found,
            answers,
            also_answers_by: ways.collect(),
            is_at_once: seen.is_at_once || self.answers_at_once(function),
            is_streaming: seen.is_streaming,
            length: seen.length,
            runtime: None,
            names_folder: false,
            around,
            is_wrapped: seen.is_wrapped,
            doubt: seen.doubt.map(|it| Doubt {
                source: it.place.source.id,
                range: it.place.range(),
                why: it.why,
            }),
            is_held: false,
            is_wanted: false,
        })
    }
}

/// A value that is written down, and is no function.
fn is_plain_value(definition: Node<'_>) -> bool {
    matches!(
        definition.kind(),
        "array" | "class" | "class_declaration" | "false" | "null" | "number" | "object" | "string" | "true"
    ) || definition.kind().ends_with("_string")
}

/// Which evidence counts more.
fn rank(found: &Found) -> usize {
    match found {
        Found::Option | Found::Settings(..) | Found::Declared(..) => 0,
        Found::Type | Found::Name => 1,
        Found::Parameters => 2,
        Found::Connection => 3,
    }
}

/// Where a value stands, in the file that exports it.
fn offset_in(module: &Module<'_>, value: Node<'_>) -> usize {
    if value.source.id == module.source.id {
        value.start()
    } else {
        0
    }
}
