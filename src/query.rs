//! The query engine: compiles each transform's `leaks.scm`, matches it, and
//! asks the project what the query wants to know. Knows no transform by name.

use std::{collections::HashMap, sync::OnceLock};

use anyhow::{Context as _, bail};
use memchr::memmem;
use tree_sitter::{Query, QueryCursor, StreamingIterator as _};

use crate::{
    leak::{Captures, Leak, Transform, find},
    rewrite::waiting_statement,
    semantic::{Project, Property, ignored},
    syntax::{Language, Node, Source},
    timings::Timings,
};

/// Transforms ready to run.
pub struct Engine {
    compiled: Vec<Compiled>,
    /// Functions that no handler reaches count, too.
    pub everywhere: bool,
    /// Rewrites use promise functions of Node.js rather than wrappers.
    pub prefers_builtin: bool,
    /// The clock.
    pub timings: Timings,
}

struct Compiled {
    transform: &'static Transform,
    queries: HashMap<Language, OnceLock<&'static LanguageQuery>>,
}

struct LanguageQuery {
    query: Query,
    patterns: Vec<Pattern>,
}

struct Pattern {
    /// The capture, the property, and whether it must hold.
    properties: Vec<(u32, Property, bool)>,
    message: Option<String>,
    why: Option<String>,
    is_advisory: bool,
    is_detached: bool,
}

impl Engine {
    /// Queries are compiled when the first file of a language comes along.
    pub fn new(transforms: &[&'static Transform]) -> Engine {
        Engine {
            compiled: transforms.iter().map(|transform| Compiled::new(transform)).collect(),
            everywhere: false,
            prefers_builtin: false,
            timings: Timings::default(),
        }
    }

    /// Compiles all queries for all languages.
    ///
    /// # Errors
    /// A misspelt node kind, capture or property, with the name of the file.
    pub fn check(&self) -> anyhow::Result<()> {
        let all = self
            .compiled
            .iter()
            .flat_map(|it| it.queries.keys().map(move |language| (it, language)));
        for (compiled, language) in all {
            compiled.compile(*language)?;
        }
        Ok(())
    }

    /// The transforms, in order.
    pub fn transforms(&self) -> impl Iterator<Item = &'static Transform> {
        self.compiled.iter().map(|it| it.transform)
    }

    /// All leaks of the selected files that a handler reaches, in the order of
    /// the files and their text.
    pub fn locate<'s>(&self, project: &Project<'s>) -> Vec<Leak<'s>> {
        use rayon::prelude::*;
        let sources: Vec<&'s Source> = project.modules().iter().map(|it| it.source).collect();
        // Where no file has a word of it, a transform has nothing to find.
        let compiled = self.compiled.iter();
        let possible: Vec<&Compiled> = compiled.filter(|it| it.has_word_in(&sources)).collect();
        if possible.is_empty() {
            return Vec::new();
        }
        let found: Vec<Vec<Leak<'s>>> = sources
            .par_iter()
            .filter(|it| it.is_selected)
            .map(|source| self.locate_in(project, &possible, source))
            .collect();
        found.into_iter().flatten().collect()
    }

    fn locate_in<'s>(&self, project: &Project<'s>, possible: &[&Compiled], source: &'s Source) -> Vec<Leak<'s>> {
        let mut leaks: Vec<Leak<'s>> = Vec::new();
        for compiled in possible {
            compiled.locate(&mut leaks, project, source);
        }
        leaks
            .iter_mut()
            .for_each(|it| it.prefers_builtin = self.prefers_builtin);
        // A note may be about what a module does when it is loaded.
        let is_loaded = |it: &Leak<'s>| it.is_advisory && project.is_loaded_for_handler(it.place());
        leaks.retain(|it| self.everywhere || project.is_reached(it.place()) || is_loaded(it));
        leaks.sort_by_key(|it| it.place().start());
        add_neighbours(project, &mut leaks);
        leaks
    }
}

/// Each leak knows the others in the function that would wait for it.
fn add_neighbours<'s>(project: &Project<'s>, leaks: &mut [Leak<'s>]) {
    let waits = |it: &Leak<'s>| waiting_statement(project, it.place()).function_around();
    let functions: Vec<Option<Node<'s>>> = leaks.iter().map(waits).collect();
    for index in 0..leaks.len() {
        let others = leaks
            .iter()
            .enumerate()
            .filter(|(other, it)| *other != index && !it.is_advisory && !it.is_wanted())
            .filter(|(other, _)| functions[*other] == functions[index]);
        let (own, foreign): (Vec<_>, Vec<_>) =
            others.partition(|(_, it)| std::ptr::eq(it.transform, leaks[index].transform));
        let neighbours = own.into_iter().map(|(_, it)| it.captures.clone()).collect();
        let foreign = foreign.into_iter().map(|(_, it)| it.place()).collect();
        leaks[index].neighbours = neighbours;
        leaks[index].foreign = foreign;
    }
}

impl Compiled {
    fn has_word_in(&self, sources: &[&Source]) -> bool {
        let words = self.transform.words;
        let has = |source: &&Source, word: &str| memmem::find(source.text.as_bytes(), word.as_bytes()).is_some();
        words.iter().any(|word| sources.iter().any(|source| has(source, word)))
    }

    fn new(transform: &'static Transform) -> Compiled {
        let languages = [Language::JavaScript, Language::TypeScript, Language::Tsx];
        Compiled {
            transform,
            queries: languages.map(|it| (it, OnceLock::new())).into(),
        }
    }

    fn compile(&self, language: Language) -> anyhow::Result<LanguageQuery> {
        LanguageQuery::new(self.transform, language).with_context(|| {
            let folder = self.transform.name.replace('-', "_");
            format!("transforms/{folder}/leaks.scm cannot be used for {language:?}")
        })
    }

    /// The query for a language. Queries live as long as the process; leaks borrow
    /// their names.
    ///
    /// # Panics
    /// When `leaks.scm` is wrong, which [`Engine::check`] tells before.
    fn query(&self, language: Language) -> &'static LanguageQuery {
        self.queries[&language].get_or_init(|| match self.compile(language) {
            Ok(query) => Box::leak(Box::new(query)),
            Err(error) => panic!("{error:#}"),
        })
    }

    fn locate<'s>(&self, leaks: &mut Vec<Leak<'s>>, project: &Project<'s>, source: &'s Source) {
        let LanguageQuery { query, patterns } = self.query(source.language);
        let names = query.capture_names();
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(query, source.root().raw(), source.text.as_bytes());
        while let Some(found) = matches.next() {
            let pattern = &patterns[found.pattern_index];
            let holds = pattern.properties.iter().all(|(capture, property, expected)| {
                found
                    .nodes_for_capture_index(*capture)
                    .all(|raw| project.is(source.node(raw), *property) == *expected)
            });
            if !holds {
                continue;
            }
            let captures: Captures<'s> = found
                .captures()
                .iter()
                .map(|it| (names[it.index as usize], source.node(it.node)))
                .collect();
            let place = find(&captures, "leak");
            let is_known = leaks
                .iter()
                .any(|it| std::ptr::eq(it.transform, self.transform) && place.is_some_and(|place| it.place() == place));
            if is_known {
                continue;
            }
            leaks.push(Leak {
                transform: self.transform,
                source,
                message: pattern.message.as_deref(),
                why: pattern.why.as_deref().unwrap_or(self.transform.why),
                is_advisory: pattern.is_advisory,
                is_detached: pattern.is_detached,
                ignored: place.and_then(|it| ignored(it, self.transform.name)),
                prefers_builtin: false,
                captures,
                neighbours: Vec::new(),
                foreign: Vec::new(),
            });
        }
    }
}

impl LanguageQuery {
    fn new(transform: &'static Transform, language: Language) -> anyhow::Result<LanguageQuery> {
        let query = Query::new(&language.grammar(), transform.leaks)?;
        let leak = query
            .capture_index_for_name("leak")
            .context("no pattern captures @leak")?;
        for pattern in 0..query.pattern_count() {
            let quantifier = query.capture_quantifiers(pattern)[leak as usize];
            if quantifier != tree_sitter::CaptureQuantifier::One {
                bail!("pattern {} does not capture one @leak", pattern + 1);
            }
        }
        for pattern in 0..query.pattern_count() {
            if let Some(unknown) = query.general_predicates(pattern).first() {
                bail!("nobody knows the predicate `#{}`", unknown.operator);
            }
        }
        let patterns = (0..query.pattern_count())
            .map(|index| Pattern::new(&query, index))
            .collect::<anyhow::Result<_>>()?;
        Ok(LanguageQuery { query, patterns })
    }
}

impl Pattern {
    fn new(query: &Query, index: usize) -> anyhow::Result<Pattern> {
        let mut properties = Vec::new();
        for (property, holds) in query.property_predicates(index) {
            let capture = property
                .capture_id
                .context("`#is?` asks about a capture: write (#is? @capture property)")?;
            let key = property.key.parse().map_err(anyhow::Error::msg)?;
            properties.push((u32::try_from(capture)?, key, *holds));
        }
        let setting = |key: &str| {
            let settings = query.property_settings(index);
            settings.iter().find(|it| &*it.key == key)
        };
        let words = |key: &str| setting(key).and_then(|it| it.value.as_deref()).map(str::to_owned);
        Ok(Pattern {
            properties,
            message: words("message"),
            why: words("why"),
            is_advisory: setting("advisory").is_some(),
            is_detached: setting("detached").is_some(),
        })
    }
}
