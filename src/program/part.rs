//! Files that belong together, parsed and linked: an independent program.

use std::{path::Path, sync::Arc};

use super::{
    Program, Unread, largest_first,
    published::published,
    survey::{Facts, syntax_error},
};
use crate::{
    discover::read,
    report::relative,
    semantic::{DeclaredHandler, Home, Links, Names, Stated, SyntaxError},
    syntax::{Language, Source, SourceId, Sources},
    timings::Stage,
};

/// Files that import each other and no others, ready to be analysed.
pub struct Part {
    /// The files.
    pub sources: Sources,
    /// Which of them import which.
    pub links: Links,
    /// Those that could not be read after all.
    pub unread: Vec<Unread>,
    /// Whether a leak can be in it.
    pub may_leak: bool,
}

/// A file on its way into a part.
struct Loaded {
    place: usize,
    source: Source,
    names: Names,
}

impl Program<'_> {
    /// Reads the files at `places`.
    pub(super) fn load(&self, places: &[usize]) -> Part {
        let bytes = |it: &usize| self.graph.facts[*it].bytes;
        let outcomes: Vec<Result<Loaded, Unread>> = largest_first(places, bytes, |it| self.load_file(*it));
        let mut unread = Vec::new();
        let mut loaded = Vec::new();
        let mut missing = Vec::new();
        for (outcome, place) in outcomes.into_iter().zip(places) {
            match outcome {
                Ok(file) => loaded.push(file),
                Err(file) => {
                    missing.push(*place);
                    unread.push(file);
                }
            }
        }
        let mut links = self.link(&loaded, &missing);
        let may_leak = loaded.iter().any(|it| self.graph.facts[it.place].has_word);
        let mut all = Vec::new();
        for (id, Loaded { mut source, names, .. }) in loaded.into_iter().enumerate() {
            source.id = SourceId(id);
            links.know(&source, Arc::new(names));
            self.declare(&mut links, &source);
            all.push(source);
        }
        if may_leak {
            links.typings = self.typings();
        }
        links.published = published(&self.graph, &all, &self.base);
        links.stated = Arc::clone(&self.wanted.stated);
        links.stated_files = stated_files(&links.stated, &all);
        links.read_dependencies(all.iter(), &self.graph.linker.manifests);
        Part {
            sources: Sources::new(all),
            links,
            unread,
            may_leak,
        }
    }

    fn load_file(&self, place: usize) -> Result<Loaded, Unread> {
        let Facts { candidate, is_code, .. } = &self.graph.facts[place];
        let path = &candidate.path;
        let text = match self.wanted.standin.filter(|it| it.path == *path) {
            Some(it) => it.text.clone(),
            // A file that vanished since is empty, and so is what is said of it.
            None => read(path, self.wanted.everything).unwrap_or_default(),
        };
        // Of what is code already, neither has to wait for the other.
        let (names, source) = match *is_code {
            true => rayon::join(|| self.names(path, &text), || Some(self.parse(place, text.clone()))),
            false => (self.names(path, &text), None),
        };
        match names {
            Ok(names) => Ok(Loaded {
                place,
                source: source.unwrap_or_else(|| self.parse(place, text)),
                names,
            }),
            Err(errors) => Err(syntax_error(path, &text, errors.first())),
        }
    }

    fn names(&self, path: &Path, text: &str) -> Result<Names, Vec<SyntaxError>> {
        let timings = self.wanted.timings;
        timings.count(Stage::Names, 1);
        timings.measure(Stage::Names, || Names::read(text, language(path), self.kind(path)))
    }

    /// The tree of a file, which has no place in its part yet.
    fn parse(&self, place: usize, text: String) -> Source {
        let timings = self.wanted.timings;
        timings.count(Stage::Parse, 1);
        let candidate = &self.graph.facts[place].candidate;
        let path = candidate.path.clone();
        let language = language(&path);
        let mut source = timings.measure(Stage::Parse, || Source::parse(SourceId(0), path, language, text));
        source.is_selected = candidate.selected;
        source
    }

    /// Notes which file imports which. What a file that cannot be read imports must
    /// not change.
    fn link(&self, loaded: &[Loaded], missing: &[usize]) -> Links {
        let id_of = |place: usize| loaded.binary_search_by_key(&place, |it| it.place).ok().map(SourceId);
        let mut links = Links::default();
        for (id, file) in loaded.iter().enumerate() {
            let from = SourceId(id);
            if let Some(is_module) = self.kind(self.graph.path(file.place)) {
                links.declare_kind(from, is_module);
            }
            for (specifier, to) in &self.graph.imports(file.place).edges {
                // What stands in a comment is mentioned, and imports nothing.
                let is_code = file.names.specifiers.binary_search(specifier).is_ok();
                if let Some(to) = id_of(*to).filter(|_| is_code) {
                    links.add(from, specifier.clone(), to);
                }
            }
            if let Some(by) = self.plan.blocked.get(&file.place) {
                links.unseen.insert(from, self.shown(*by));
            }
        }
        for by in missing {
            let targets = self.graph.imports(*by).edges.iter().filter_map(|(_, to)| id_of(*to));
            for target in targets {
                links.unseen.entry(target).or_insert_with(|| self.shown(*by));
            }
        }
        links
    }

    /// Hands on what deployment files and the user say of handlers.
    fn declare(&self, links: &mut Links, source: &Source) {
        if self.is_silent(&source.path) {
            links.declared.silence(source.id);
        }
        for said in self.declared.get(&source.path).into_iter().flatten() {
            links.declared.add(DeclaredHandler {
                source: source.id,
                export: said.export.clone(),
                runtime: said.runtime.clone(),
                names_folder: said.names_folder,
                found: said.found.clone(),
            });
        }
    }

    /// The path of a file as a reader knows it.
    fn shown(&self, place: usize) -> String {
        relative(self.graph.path(place), &self.base)
    }

    fn kind(&self, path: &Path) -> Option<bool> {
        self.graph.linker.manifests.declared_kind(path)
    }
}

/// The files that export what the user states something of.
fn stated_files(stated: &Stated, sources: &[Source]) -> Vec<(SourceId, usize)> {
    let functions = stated.functions.iter().enumerate();
    let found = functions.filter_map(|(place, it)| match &it.home {
        Home::File(path, _) => Some((sources.iter().find(|it| it.path == *path)?.id, place)),
        Home::Package(_) => None,
    });
    found.collect()
}

fn language(path: &Path) -> Language {
    Language::of_path(path).unwrap_or(Language::JavaScript)
}
