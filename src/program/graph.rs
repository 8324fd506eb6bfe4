//! Which file imports which, found out when somebody asks: a specifier costs a
//! look at the disk. Knows mentions and paths, no code.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;

use super::{
    mention::{Computed, mentions},
    survey::{Facts, is_installed},
};
use crate::{
    discover::read_bytes,
    semantic::{Linker, Manifest, package_name, specifiers},
    syntax::Language,
    timings::{Stage, Timings},
};

/// The files of a program and the imports between them.
pub(super) struct Graph<'w> {
    pub facts: Vec<Facts>,
    timings: &'w Timings,
    pub linker: Linker,
    places: HashMap<PathBuf, usize>,
    /// The project's own packages, by name.
    packages: HashMap<String, Arc<Manifest>>,
    imports: Vec<OnceLock<Imports>>,
}

/// What a file imports.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Each specifier that leads to a file of the program, and that file.
    pub edges: Vec<(String, usize)>,
    /// What it may import besides.
    pub hidden: Vec<Hidden>,
}

/// Files that may be imported where that cannot be followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    /// Those whose path begins so.
    Prefix(String),
    /// Those in a directory.
    Below(PathBuf),
    /// Those whose path ends so: `lib/store` of `@/lib/store` and
    /// `/opt/nodejs/lib/store`, which lead nowhere else.
    End(PathBuf),
}

impl Hidden {
    pub fn covers(&self, path: &Path) -> bool {
        match self {
            Hidden::Prefix(prefix) => path.to_str().is_some_and(|it| it.starts_with(prefix)),
            Hidden::Below(directory) => path.starts_with(directory),
            Hidden::End(end) => {
                let plain = path.with_extension("");
                let is_index = plain.file_name().is_some_and(|it| it == "index");
                path.ends_with(end)
                    || plain.ends_with(end)
                    || is_index && plain.parent().is_some_and(|it| it.ends_with(end))
            }
        }
    }
}

impl<'w> Graph<'w> {
    pub fn new(facts: Vec<Facts>, linker: Linker, timings: &'w Timings) -> Graph<'w> {
        let paths = facts.iter().map(|it| it.candidate.path.clone());
        Graph {
            places: paths.enumerate().map(|(place, path)| (path, place)).collect(),
            imports: facts.iter().map(|_| OnceLock::new()).collect(),
            packages: own_packages(&facts, &linker),
            facts,
            linker,
            timings,
        }
    }

    pub fn path(&self, place: usize) -> &Path {
        &self.facts[place].candidate.path
    }

    /// Whether a file is in TypeScript.
    pub fn is_typed(&self, place: usize) -> bool {
        Language::of_path(self.path(place)).is_some_and(Language::has_types)
    }

    /// The place of a file.
    pub fn place(&self, path: &Path) -> Option<usize> {
        self.places.get(path).copied()
    }

    /// The installed package that a file belongs to; `None`: to the project.
    /// Imports from one to another are not followed: what is installed is a leaf.
    pub fn package(&self, place: usize) -> Option<&Path> {
        let path = self.path(place);
        let is_inside = |it: &&Path| it.file_name().is_some_and(|name| name == "node_modules");
        let folder = path.ancestors().skip(1).find(is_inside)?;
        let inside = path.strip_prefix(folder).ok()?.to_str()?;
        let names = if inside.starts_with('@') { 2 } else { 1 };
        let depth = path.components().count() - folder.components().count() - names;
        path.ancestors().nth(depth)
    }

    /// What a file imports.
    pub fn imports(&self, place: usize) -> &Imports {
        self.imports[place].get_or_init(|| self.timings.measure(Stage::Resolve, || self.follow(place)))
    }

    fn follow(&self, place: usize) -> Imports {
        let path = self.path(place);
        let read;
        let found = match &self.facts[place].mentions {
            Some(found) => found,
            None => {
                read = read_bytes(path).map(|it| mentions(&it)).unwrap_or_default();
                &read
            }
        };
        let parsed = if found.is_unsure { self.parse(place) } else { Vec::new() };
        let mut imports = Imports::default();
        let plain = found.specifiers.iter().map(|it| it.to_string());
        for specifier in plain.chain(parsed) {
            self.follow_specifier(place, specifier, &mut imports);
        }
        imports.edges.sort();
        imports.edges.dedup();
        imports.hidden = imports
            .hidden
            .into_iter()
            .chain(found.computed.iter().filter_map(|it| self.hidden(path, it)))
            .collect();
        self.timings.count(Stage::Resolve, found.specifiers.len());
        imports
    }

    /// The specifiers of a file that only a parser can read.
    fn parse(&self, place: usize) -> Vec<String> {
        let path = self.path(place);
        let text = read_bytes(path).ok().and_then(|it| String::from_utf8(it).ok());
        let language = Language::of_path(path).unwrap_or(Language::JavaScript);
        let kind = self.linker.manifests.declared_kind(path);
        let found = text.and_then(|it| specifiers(&it, language, kind).ok());
        found.unwrap_or_default()
    }

    fn follow_specifier(&self, place: usize, specifier: String, imports: &mut Imports) {
        let path = self.path(place);
        let home = self.package(place);
        if home.is_some() {
            let target = self.linker.target_of_installed(path, &specifier);
            let target = target.and_then(|it| self.place(&it));
            if let Some(target) = target.filter(|it| self.package(*it) == home) {
                imports.edges.push((specifier, target));
            }
            return;
        }
        let found = self.linker.target(path, &specifier);
        if let Some(target) = found.as_deref().and_then(|it| self.place(it)) {
            if self.package(target).is_none() {
                imports.edges.push((specifier, target));
            }
            return;
        }
        // What is built from a file of the project means that file.
        if let Some(source) = found.as_deref().and_then(|it| self.source_of(it)) {
            imports.edges.push((specifier, source));
            return;
        }
        // A package of the project that is not installed, or that leads to what is built from it.
        let Some((package, rest)) = self.own_package(&specifier) else {
            let missing = path.parent().filter(|_| specifier.starts_with('.'));
            let source = missing.and_then(|it| self.source_of(&it.join(&specifier)));
            imports.hidden.extend(match found {
                Some(_) => None,
                None => end(&specifier).map(Hidden::End),
            });
            imports.edges.extend(source.map(|it| (specifier, it)));
            return;
        };
        let manifest = package.directory.join("package.json");
        let entry = self.linker.target(&manifest, &format!(".{rest}"));
        let entry = entry.and_then(|it| self.place(&it));
        match entry.or_else(|| self.source_of_entry(&package.directory, rest)) {
            Some(target) => imports.edges.push((specifier, target)),
            None => imports.hidden.push(Hidden::Below(package.directory.clone())),
        }
    }

    /// The project's own package that a specifier names, and what follows its name.
    fn own_package<'s>(&self, specifier: &'s str) -> Option<(&Manifest, &'s str)> {
        let name = package_name(specifier)?;
        let rest = &specifier[name.len()..];
        self.packages.get(name).map(|it| (&**it, rest))
    }

    /// What an expression in a file may name.
    fn hidden(&self, path: &Path, computed: &Computed) -> Option<Hidden> {
        let directory = path.parent()?;
        let prefix = &*computed.prefix;
        if prefix.starts_with('.') {
            // The last part is the beginning of a name.
            let (folders, name) = prefix.rsplit_once('/').unwrap_or((prefix, ""));
            let mut base = directory.to_owned();
            for part in folders.split('/') {
                match part {
                    "." | "" => {}
                    ".." => drop(base.pop()),
                    other => base.push(other),
                }
            }
            return Some(Hidden::Prefix(format!("{}/{name}", base.to_str()?)));
        }
        // `lodash/${name}` is somebody else's; `@/${name}` and `#${name}` are not.
        if !prefix.is_empty() && !prefix.starts_with(['#', '~', '/']) && !prefix.starts_with("@/") {
            let (package, _) = self.own_package(prefix)?;
            return Some(Hidden::Below(package.directory.clone()));
        }
        if computed.is_near {
            return Some(Hidden::Below(directory.to_owned()));
        }
        let manifest = self.linker.manifests.around(path);
        Some(Hidden::Below(match manifest {
            Some(it) => it.directory.clone(),
            None => directory.to_owned(),
        }))
    }
}

fn own_packages(facts: &[Facts], linker: &Linker) -> HashMap<String, Arc<Manifest>> {
    let own = facts.par_iter().map(|it| &it.candidate.path);
    let manifests = own
        .filter(|it| !is_installed(it))
        .filter_map(|it| linker.manifests.around(it));
    let named = manifests.filter_map(|it| Some((it.name.clone()?, it)));
    // The last of a name is found, whichever thread is the first.
    named.collect::<Vec<_>>().into_iter().collect()
}

/// What the path of a file ends with that an alias or a layer leads to.
fn end(specifier: &str) -> Option<PathBuf> {
    let rest = match specifier.strip_prefix("/opt/") {
        Some(layer) => layer.strip_prefix("nodejs/").unwrap_or(layer),
        None => {
            let (alias, rest) = specifier.split_once('/')?;
            (!alias.starts_with('.')).then_some(rest)?
        }
    };
    let rest = rest.trim_start_matches('/');
    // `.js` may mean `.ts`: the ending says nothing.
    let endings = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"];
    let rest = endings.iter().find_map(|it| rest.strip_suffix(it)).unwrap_or(rest);
    (!rest.is_empty()).then(|| PathBuf::from(rest))
}
