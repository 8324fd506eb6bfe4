//! What type declarations of packages say that calls give. Knows shapes of `.d.ts`
//! files and follows their names; which files there are it is told.

use std::{collections::HashMap, path::PathBuf, sync::OnceLock};

use crate::syntax::{Language, Node, Source, SourceId};

use super::{
    Origin, Step,
    declaration::{heritage, is_type, member_name, named, result, takes},
    returns::Kinds,
};

/// The type declarations of packages. Each file is parsed when it is asked for.
#[derive(Default)]
pub struct Typings {
    files: Vec<File>,
    /// By specifier; `None` where files of the program mean different ones.
    entries: HashMap<String, Option<usize>>,
}

struct File {
    path: PathBuf,
    text: String,
    tree: OnceLock<Source>,
    /// Where the specifiers in it lead to.
    targets: HashMap<String, usize>,
}

/// Declarations nest and refer to each other; deeper ones are not followed.
pub(super) const MAX_DEPTH: usize = 24;

/// A node of one of the files.
pub(super) type Place<'t> = (Node<'t>, usize);

impl std::fmt::Debug for Typings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.files.iter().map(|it| &it.path)).finish()
    }
}

/// What a name or an expression is, as far as types say.
#[derive(Clone)]
pub(super) enum Thing<'t> {
    /// All that a file exports.
    Module(usize),
    /// All declarations of one name.
    Declared(Vec<Place<'t>>),
    /// An instance of classes, interfaces or written-out types.
    Instance(Vec<Place<'t>>),
    /// Functions: their signatures.
    Signatures(Vec<Place<'t>>),
    /// A promise of a type.
    Promise(Option<Place<'t>>),
    /// Numbers, texts, nothing.
    Plain,
}

impl Typings {
    /// Adds a file, and gives its place.
    pub fn add(&mut self, path: PathBuf, text: String) -> usize {
        self.files.push(File {
            path,
            text,
            tree: OnceLock::new(),
            targets: HashMap::new(),
        });
        self.files.len() - 1
    }

    /// Notes that a specifier in a file leads to another.
    pub fn link(&mut self, from: usize, specifier: String, to: usize) {
        self.files[from].targets.insert(specifier, to);
    }

    /// Notes the file that declares what a package exports.
    pub fn enter(&mut self, specifier: String, file: usize) {
        let unless_other = |it: &mut Option<usize>| {
            if *it != Some(file) {
                *it = None;
            }
        };
        self.entries
            .entry(specifier)
            .and_modify(unless_other)
            .or_insert(Some(file));
    }

    /// What the call at the end of an origin gives, where its arguments are that
    /// many.
    pub(super) fn given(&self, origin: &Origin, arguments: usize) -> Kinds {
        let entry = self.entries.get(&origin.root).copied().flatten();
        let (Some(entry), false) = (entry, origin.is_global) else {
            return Kinds::UNKNOWN;
        };
        let [before @ .., Step::Call] = origin.steps.as_slice() else {
            return Kinds::UNKNOWN;
        };
        let mut thing = Thing::Module(entry);
        for step in before {
            match self.step(&thing, step) {
                Some(next) => thing = next,
                None => return Kinds::UNKNOWN,
            }
        }
        let signatures = self.signatures(&thing, 0);
        let fitting: Vec<&Place<'_>> = signatures.iter().filter(|it| takes(it.0, arguments)).collect();
        let meant = if fitting.is_empty() {
            signatures.iter().collect()
        } else {
            fitting
        };
        if meant.is_empty() {
            return Kinds::UNKNOWN;
        }
        let kinds = |place: &Place<'_>| match result(place.0) {
            Some(result) => self.kinds((result, place.1), 0),
            None => Kinds::UNKNOWN,
        };
        meant.into_iter().fold(Kinds::default(), |all, it| all | kinds(it))
    }

    fn step<'t>(&'t self, thing: &Thing<'t>, step: &Step) -> Option<Thing<'t>> {
        match step {
            Step::Member(name) => self.member(thing, name, 0),
            Step::Call => {
                let signatures = self.signatures(thing, 0);
                // Overloads that give the same have it written in the same words.
                let first = signatures.first()?;
                let given = result(first.0)?;
                let is_same = |it: &Place<'t>| result(it.0).is_some_and(|other| other.text() == given.text());
                signatures
                    .iter()
                    .all(is_same)
                    .then(|| self.annotated((given, first.1), 0))?
            }
            Step::New => match thing {
                Thing::Declared(places) => {
                    let classes: Vec<Place<'t>> = places.iter().copied().filter(|it| is_type(it.0)).collect();
                    let is_class = classes.iter().any(|it| it.0.kind().ends_with("class_declaration"));
                    is_class.then_some(Thing::Instance(classes))
                }
                // `import X from` a module that is `export =` or has a default.
                Thing::Module(_) => self.step(&self.member(thing, "default", 0)?, step),
                _ => None,
            },
            Step::Await => match thing {
                Thing::Promise(inner) => self.annotated((*inner)?, 0),
                _ => None,
            },
        }
    }

    pub(super) fn member<'t>(&'t self, thing: &Thing<'t>, name: &str, depth: usize) -> Option<Thing<'t>> {
        if depth > MAX_DEPTH {
            return None;
        }
        match thing {
            Thing::Module(file) => self.exported(*file, name, depth + 1),
            Thing::Declared(places) => {
                let mut found = Vec::new();
                for (node, file) in places {
                    match node.kind() {
                        "internal_module" | "module" => {
                            let body = node.field("body")?;
                            found.extend(named(body, name).into_iter().map(|it| (it, *file)));
                        }
                        "class_declaration" | "abstract_class_declaration" => {
                            let body = node.field("body")?;
                            let own = body.children().into_iter();
                            let own = own.filter(|it| it.has_token("static") && member_name(*it) == Some(name));
                            return self.of_members(own.map(|it| (it, *file)).collect(), depth);
                        }
                        "variable_declarator" => {
                            let annotation = node.field("type")?.first_child()?;
                            return self.member(&self.annotated((annotation, *file), depth + 1)?, name, depth + 1);
                        }
                        _ => {}
                    }
                }
                (!found.is_empty()).then_some(Thing::Declared(found))
            }
            Thing::Instance(places) => {
                let mut found = Vec::new();
                for (node, file) in places {
                    self.members_of((*node, *file), name, &mut found, depth + 1)?;
                }
                self.of_members(found, depth)
            }
            _ => None,
        }
    }

    /// Methods, or the type of a property.
    fn of_members<'t>(&'t self, members: Vec<Place<'t>>, depth: usize) -> Option<Thing<'t>> {
        let (first, file) = *members.first()?;
        if matches!(
            first.kind(),
            "method_signature" | "abstract_method_signature" | "method_definition"
        ) {
            let is_getter = first.has_token("get");
            if is_getter {
                return self.annotated((first.field("return_type")?.first_child()?, file), depth + 1);
            }
            return Some(Thing::Signatures(members));
        }
        let [_] = members.as_slice() else { return None };
        self.annotated((first.field("type")?.first_child()?, file), depth + 1)
    }

    /// The members of a type, and of those it extends where it has none itself;
    /// `None` where one of those is not known.
    fn members_of<'t>(&'t self, owner: Place<'t>, name: &str, found: &mut Vec<Place<'t>>, depth: usize) -> Option<()> {
        let (node, file) = owner;
        if depth > MAX_DEPTH {
            return None;
        }
        let body = node.field("body").unwrap_or(node);
        let is_own = |it: &Node<'t>| !it.has_token("static") && member_name(*it) == Some(name);
        let own: Vec<Node<'t>> = body.children().into_iter().filter(is_own).collect();
        found.extend(own.iter().map(|it| (*it, file)));
        if own.is_empty() {
            for above in heritage(node) {
                match self.annotated((above, file), depth + 1)? {
                    Thing::Instance(places) => {
                        for place in places {
                            self.members_of(place, name, found, depth + 1)?;
                        }
                    }
                    _ => return None,
                }
            }
        }
        Some(())
    }

    fn signatures<'t>(&'t self, thing: &Thing<'t>, depth: usize) -> Vec<Place<'t>> {
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        match thing {
            Thing::Signatures(places) => places.clone(),
            Thing::Module(_) => match self.member(thing, "default", depth + 1) {
                Some(whole) => self.signatures(&whole, depth + 1),
                None => Vec::new(),
            },
            Thing::Declared(places) => {
                let functions = places.iter().filter(|it| it.0.kind().starts_with("function_"));
                let mut found: Vec<Place<'t>> = functions.copied().collect();
                for (node, file) in places.iter().filter(|it| it.0.kind() == "variable_declarator") {
                    let annotation = node.field("type").and_then(Node::first_child);
                    let typed = annotation.and_then(|it| self.annotated((it, *file), depth + 1));
                    found.extend(typed.map(|it| self.signatures(&it, depth + 1)).unwrap_or_default());
                }
                found
            }
            Thing::Instance(places) => {
                let bodies = places
                    .iter()
                    .map(|(node, file)| (node.field("body").unwrap_or(*node), *file));
                let calls = |(body, file): Place<'t>| {
                    let calls = body.children().into_iter().filter(|it| it.kind() == "call_signature");
                    calls.map(move |it| (it, file)).collect::<Vec<_>>()
                };
                bodies.flat_map(calls).collect()
            }
            Thing::Promise(_) | Thing::Plain => Vec::new(),
        }
    }

    /// What a type that is written somewhere means.
    pub(super) fn annotated<'t>(&'t self, place: Place<'t>, depth: usize) -> Option<Thing<'t>> {
        let (node, file) = place;
        if depth > MAX_DEPTH {
            return None;
        }
        match node.kind() {
            "parenthesized_type" | "readonly_type" | "type_annotation" => {
                self.annotated((node.first_child()?, file), depth + 1)
            }
            "predefined_type" if matches!(node.text(), "any" | "unknown" | "object" | "never") => None,
            "predefined_type"
            | "literal_type"
            | "array_type"
            | "tuple_type"
            | "template_literal_type"
            | "type_predicate"
            | "asserts" => Some(Thing::Plain),
            "object_type" => Some(Thing::Instance(vec![place])),
            "function_type" => Some(Thing::Signatures(vec![place])),
            "generic_type" => {
                let name = node.field("name")?;
                if name.text() == "Promise" {
                    let inner = node.field("type_arguments").and_then(Node::first_child);
                    return Some(Thing::Promise(inner.map(|it| (it, file))));
                }
                self.named((name, file), depth)
            }
            "type_identifier" | "identifier" | "nested_type_identifier" | "member_expression" => {
                self.named(place, depth)
            }
            "type_query" => self.named((node.first_child()?, file), depth),
            _ => None,
        }
    }

    /// What a result of this type is.
    fn kinds(&self, place: Place<'_>, depth: usize) -> Kinds {
        let (node, file) = place;
        if depth > MAX_DEPTH {
            return Kinds::UNKNOWN;
        }
        if node.kind() == "union_type" {
            let parts = node.children().into_iter();
            return parts.fold(Kinds::default(), |all, it| all | self.kinds((it, file), depth + 1));
        }
        match self.annotated(place, depth + 1) {
            Some(Thing::Promise(_)) => Kinds::PROMISE,
            Some(Thing::Plain | Thing::Signatures(_)) => Kinds::OTHER,
            Some(Thing::Instance(places)) => {
                let mut then = Vec::new();
                let all = places
                    .iter()
                    .try_for_each(|it| self.members_of(*it, "then", &mut then, depth + 1));
                match all {
                    Some(()) if then.is_empty() => Kinds::OTHER,
                    _ => Kinds::UNKNOWN,
                }
            }
            Some(Thing::Module(_) | Thing::Declared(_)) | None => Kinds::UNKNOWN,
        }
    }

    /// Where a specifier in a file leads to.
    pub(super) fn target(&self, file: usize, specifier: &str) -> Option<usize> {
        self.files[file].targets.get(specifier).copied()
    }

    pub(super) fn root(&self, file: usize) -> Node<'_> {
        let file = &self.files[file];
        // No source of the program: nothing asks for it by its number.
        let number = SourceId(usize::MAX);
        let parse = || Source::parse(number, file.path.clone(), Language::TypeScript, file.text.clone());
        file.tree.get_or_init(parse).root()
    }
}
