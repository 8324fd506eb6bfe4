//! The query engine: compiles each transform's `leaks.scm`, matches it, and
//! asks the project what the query wants to know. Knows no transform by name.
//!
//! All transforms are matched at once, and a shape that many patterns have is compiled
//! and matched once: that is most of what a query costs.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use anyhow::{Context as _, bail};
use memchr::memmem;
use tree_sitter::{Query, QueryCursor, StreamingIterator as _};

use crate::{
    leak::{Captures, Leak, Transform},
    pattern::{Asked, Pattern},
    rewrite::waiting_statement,
    semantic::{Project, Property, Runtime, ignored},
    syntax::{Language, Node, Source},
    timings::Timings,
};

/// Transforms ready to run.
pub struct Engine {
    compiled: Arc<Compiled>,
    /// Transforms that rewrite and report nothing: what they find still keeps a handler
    /// from becoming async.
    pub off: Vec<&'static str>,
    /// Functions that no handler reaches count, too.
    pub everywhere: bool,
    /// Rewrites use promise functions of Node.js rather than wrappers.
    pub prefers_builtin: bool,
    /// The runtime that handlers are to run on.
    pub target: Runtime,
    /// The clock.
    pub timings: Timings,
}

/// The queries of all transforms, as one for each language.
struct Compiled {
    transforms: Vec<&'static Transform>,
    shapes: OnceLock<Shapes>,
    queries: HashMap<Language, OnceLock<Query>>,
}

/// What tree-sitter matches for all transforms, each shape once.
#[derive(Default)]
struct Shapes {
    texts: Vec<String>,
    /// By shape: what is asked about its matches.
    rules: Vec<Vec<Rule>>,
}

/// A pattern of a transform.
struct Rule {
    /// The places of the transform, and of the pattern in its query.
    order: (usize, usize),
    pattern: Pattern,
}

/// A leak, and the places of the transform and the pattern that found it.
type Found<'s> = ((usize, usize), Leak<'s>);

const LANGUAGES: [Language; 3] = [Language::JavaScript, Language::TypeScript, Language::Tsx];

impl Engine {
    /// Queries are compiled when the first file of a language comes along.
    pub fn new(transforms: &[&'static Transform]) -> Engine {
        let compiled = Compiled {
            transforms: transforms.to_vec(),
            shapes: OnceLock::new(),
            queries: LANGUAGES.map(|it| (it, OnceLock::new())).into(),
        };
        Engine {
            compiled: Arc::new(compiled),
            off: Vec::new(),
            everywhere: false,
            prefers_builtin: false,
            target: Runtime::default(),
            timings: Timings::default(),
        }
    }

    /// Begins to compile queries, beside what is done until the first file is there.
    pub fn prepare(&self) {
        for language in [Language::TypeScript, Language::JavaScript] {
            let compiled = Arc::clone(&self.compiled);
            // Nobody waits: who needs the query before it is there compiles it, or waits
            // for this one.
            std::thread::spawn(move || compiled.query(language).pattern_count());
        }
    }

    /// Compiles all queries for all languages.
    ///
    /// # Errors
    /// A misspelt node kind, capture or property, with the name of the file.
    pub fn check(&self) -> anyhow::Result<()> {
        for transform in self.transforms() {
            for language in LANGUAGES {
                check(transform, language).with_context(|| {
                    let folder = transform.name.replace('-', "_");
                    format!("transforms/{folder}/leaks.scm cannot be used for {language:?}")
                })?;
            }
        }
        for language in LANGUAGES {
            let shapes = self.compiled.shapes().texts.len();
            if self.compiled.query(language).pattern_count() != shapes {
                bail!("the shapes of all transforms cannot be used together for {language:?}");
            }
        }
        Ok(())
    }

    /// The transforms, in order.
    pub fn transforms(&self) -> impl Iterator<Item = &'static Transform> {
        self.compiled.transforms.iter().copied()
    }

    /// All leaks of the selected files that a handler reaches, in the order of
    /// the files and their text.
    pub fn locate<'s>(&self, project: &Project<'s>) -> Vec<Leak<'s>> {
        use rayon::prelude::*;
        let sources: Vec<&'s Source> = project.modules().iter().map(|it| it.source).collect();
        // Where no file has a word of it, a transform has nothing to find.
        let possible: Vec<bool> = self.transforms().map(|it| has_word_in(it, &sources)).collect();
        if !possible.contains(&true) {
            return Vec::new();
        }
        let found: Vec<Vec<Leak<'s>>> = sources
            .par_iter()
            .filter(|it| it.is_selected)
            .map(|source| self.locate_in(project, &possible, source))
            .collect();
        found.into_iter().flatten().collect()
    }

    fn locate_in<'s>(&self, project: &Project<'s>, possible: &[bool], source: &'s Source) -> Vec<Leak<'s>> {
        let query = self.compiled.query(source.language);
        let numbers: Vec<usize> = query.capture_names().iter().map(|it| number_of(it)).collect();
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(query, source.root().raw(), source.text.as_bytes());
        let mut found: Vec<Found<'s>> = Vec::new();
        let mut known: HashMap<(usize, Node<'s>), usize> = HashMap::new();
        while let Some(it) = matches.next() {
            let nodes = it.captures().iter();
            let nodes: Vec<(usize, Node<'s>)> = nodes
                .map(|it| (numbers[it.index as usize], source.node(it.node)))
                .collect();
            let mut matched = Match {
                project,
                nodes: &nodes,
                answers: Vec::new(),
            };
            let rules = self.compiled.shapes().rules[it.pattern_index].iter();
            for rule in rules.filter(|it| possible[it.order.0]) {
                let Some(leak) = self.leak(&mut matched, rule) else {
                    continue;
                };
                // The first pattern that finds a place has it.
                match known.get(&(rule.order.0, leak.place())) {
                    Some(at) if found[*at].0 <= rule.order => {}
                    Some(at) => found[*at] = (rule.order, leak),
                    None => {
                        known.insert((rule.order.0, leak.place()), found.len());
                        found.push((rule.order, leak));
                    }
                }
            }
        }
        found.sort_by_key(|((transform, _), it)| (it.place().start(), *transform));
        let mut leaks: Vec<Leak<'s>> = found.into_iter().map(|(_, it)| it).collect();
        add_neighbours(project, &mut leaks);
        leaks
    }

    /// What a rule makes of a match, where that is a leak which matters.
    fn leak<'s>(&self, matched: &mut Match<'_, 's>, rule: &Rule) -> Option<Leak<'s>> {
        let project = matched.project;
        let pattern = &rule.pattern;
        let transform = self.compiled.transforms[rule.order.0];
        let is_advisory = pattern.setting("advisory").is_some();
        let names = &pattern.captures;
        let place = matched.nodes.iter().find(|(number, _)| names[*number] == "leak")?.1;
        // A note may be about what a module does when it is loaded.
        let matters =
            self.everywhere || project.is_reached(place) || is_advisory && project.is_loaded_for_handler(place);
        if !matters || !matched.fulfils(pattern) {
            return None;
        }
        let captures: Captures<'s> = matched
            .nodes
            .iter()
            .map(|(number, node)| (names[*number], *node))
            .collect();
        Some(Leak {
            transform,
            source: place.source,
            message: pattern.setting("message").flatten(),
            why: pattern.setting("why").flatten().unwrap_or(transform.why),
            is_advisory,
            is_detached: pattern.setting("detached").is_some(),
            ignored: ignored(place, transform.name),
            prefers_builtin: self.prefers_builtin,
            captures,
            neighbours: Vec::new(),
            foreign: Vec::new(),
        })
    }
}

impl Compiled {
    /// The shapes of all transforms.
    ///
    /// # Panics
    /// When a `leaks.scm` is wrong, which [`Engine::check`] tells before.
    fn shapes(&self) -> &Shapes {
        self.shapes.get_or_init(|| {
            let mut shapes = Shapes::default();
            for (transform, it) in self.transforms.iter().enumerate() {
                let patterns = Pattern::read_all(it.leaks);
                let patterns = patterns.unwrap_or_else(|error| panic!("leaks.scm of {}: {error:#}", it.name));
                for (place, pattern) in patterns.into_iter().enumerate() {
                    shapes.add(Rule {
                        order: (transform, place),
                        pattern,
                    });
                }
            }
            shapes
        })
    }

    /// The query for a language.
    ///
    /// # Panics
    /// When a `leaks.scm` is wrong, which [`Engine::check`] tells before.
    fn query(&self, language: Language) -> &Query {
        self.queries[&language].get_or_init(|| {
            let text = self.shapes().texts.join("\n");
            let query = Query::new(&language.grammar(), &text);
            query.unwrap_or_else(|error| panic!("the queries cannot be used for {language:?}: {error}"))
        })
    }
}

impl Shapes {
    fn add(&mut self, rule: Rule) {
        match self.texts.iter().position(|it| *it == rule.pattern.shape) {
            Some(at) => self.rules[at].push(rule),
            None => {
                self.texts.push(rule.pattern.shape.clone());
                self.rules.push(vec![rule]);
            }
        }
    }
}

/// The nodes of a match, by the number of their captures, and what is known of them.
struct Match<'m, 's> {
    project: &'m Project<'s>,
    nodes: &'m [(usize, Node<'s>)],
    answers: Vec<(Node<'s>, Property, bool)>,
}

impl<'s> Match<'_, 's> {
    /// Whether the match is what a pattern asks for.
    fn fulfils(&mut self, pattern: &Pattern) -> bool {
        pattern.conditions.iter().all(|condition| {
            let nodes = self.nodes;
            let mut nodes = nodes.iter().filter(|(number, _)| *number == condition.capture);
            nodes.all(|(_, node)| self.answer(&condition.asked, *node) == condition.holds)
        })
    }

    fn answer(&mut self, asked: &Asked, node: Node<'s>) -> bool {
        let Asked::Property(property) = asked else {
            return asked.by_text(node).unwrap_or_default();
        };
        let known = self.answers.iter().find(|(it, of, _)| *it == node && of == property);
        if let Some((_, _, answer)) = known {
            return *answer;
        }
        let answer = self.project.is(node, *property);
        self.answers.push((node, *property, answer));
        answer
    }
}

/// The number of a capture: 3 of `c3`.
fn number_of(name: &str) -> usize {
    let digits = name.strip_prefix('c').and_then(|it| it.parse().ok());
    digits.expect("shapes number their captures")
}

fn has_word_in(transform: &Transform, sources: &[&Source]) -> bool {
    let has = |source: &&Source, word: &str| memmem::find(source.text.as_bytes(), word.as_bytes()).is_some();
    let mut words = transform.words.iter();
    words.any(|word| sources.iter().any(|source| has(source, word)))
}

/// Whether a transform's query can be used for a language.
fn check(transform: &Transform, language: Language) -> anyhow::Result<()> {
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
    let patterns = Pattern::read_all(transform.leaks)?;
    if patterns.len() != query.pattern_count() {
        bail!(
            "it has {} patterns, and {} are read",
            query.pattern_count(),
            patterns.len()
        );
    }
    Ok(())
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
