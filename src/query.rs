//! The query engine: reads each transform's `leaks.scm`, matches it, and
//! asks the project what the query wants to know. Knows no transform by name.
//!
//! All transforms are matched at once, and a shape that many patterns have is matched
//! once.

use std::{collections::HashMap, sync::OnceLock};

use anyhow::{Context as _, bail};
use memchr::memmem;
use tree_sitter::Query;

use crate::{
    leak::{Captures, Leak, Subject, Transform},
    pattern::{Asked, Pattern},
    rewrite::waiting_statement,
    semantic::{Project, Property, Runtime, ignored},
    syntax::{Found, Language, Node, Shape, Shapes, Source},
    timings::Timings,
};

/// Transforms ready to run.
pub struct Engine {
    transforms: Vec<&'static Transform>,
    rules: OnceLock<Rules>,
    shapes: [OnceLock<Shapes>; LANGUAGES.len()],
    /// Transforms that rewrite and report nothing: what they find still keeps a handler
    /// from becoming async.
    pub off: Vec<&'static str>,
    /// Transforms whose rewrites are made also where what the code does may change.
    pub unsafe_too: Vec<&'static str>,
    /// Functions that no handler reaches count, too.
    pub everywhere: bool,
    /// Words of functions of which the user states something: any transform may find a
    /// leak where one is.
    pub words: Vec<String>,
    /// Rewrites use promise functions of Node.js rather than wrappers.
    pub prefers_builtin: bool,
    /// The runtime that handlers are to run on.
    pub target: Runtime,
    /// The clock.
    pub timings: Timings,
}

/// What is looked for for all transforms, each shape once.
#[derive(Default)]
struct Rules {
    shapes: Vec<Shape>,
    /// By shape: what is asked about its matches.
    of_shapes: Vec<Vec<Rule>>,
}

/// A pattern of a transform.
struct Rule {
    /// The places of the transform, and of the pattern in its query.
    order: (usize, usize),
    pattern: Pattern,
}

/// A leak, and the places of the transform and the pattern that found it.
type Located<'s> = ((usize, usize), Leak<'s>);

const LANGUAGES: [Language; 3] = [Language::JavaScript, Language::TypeScript, Language::Tsx];

impl Engine {
    /// Queries are read when the first file comes along.
    pub fn new(transforms: &[&'static Transform]) -> Engine {
        Engine {
            transforms: transforms.to_vec(),
            rules: OnceLock::new(),
            shapes: [const { OnceLock::new() }; LANGUAGES.len()],
            off: Vec::new(),
            unsafe_too: Vec::new(),
            everywhere: false,
            words: Vec::new(),
            prefers_builtin: false,
            target: Runtime::default(),
            timings: Timings::default(),
        }
    }

    /// Compiles all queries for all languages, as tree-sitter does, which tells best what is wrong with one.
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
        Ok(())
    }

    /// The transforms, in order.
    pub fn transforms(&self) -> impl Iterator<Item = &'static Transform> {
        self.transforms.iter().copied()
    }

    /// All leaks of the selected files that a handler reaches, in the order of
    /// the files and their text.
    pub fn locate<'s>(&self, project: &Project<'s>) -> Vec<Leak<'s>> {
        use rayon::prelude::*;
        let sources: Vec<&'s Source> = project.modules().iter().map(|it| it.source).collect();
        // Where no file has a word of it, a transform has nothing to find.
        let possible: Vec<bool> = self.transforms().map(|it| self.has_word_in(it, &sources)).collect();
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

    fn has_word_in(&self, transform: &Transform, sources: &[&Source]) -> bool {
        if transform.subject == Subject::Handler {
            return true;
        }
        let has = |word: &str| {
            let mut sources = sources.iter();
            sources.any(|source| memmem::find(source.text.as_bytes(), word.as_bytes()).is_some())
        };
        transform.words.iter().any(|it| has(it)) || self.words.iter().any(|it| has(it))
    }

    /// What patterns match, before anything is asked about it: the places of the transform and the pattern, and what is
    /// captured.
    pub fn matches<'s>(&self, source: &'s Source) -> Vec<((usize, usize), Captures<'s>)> {
        let found = self.shapes(source.language).find(source, |_| true);
        let with_rules = found.iter().flat_map(|found| {
            let rules = self.rules().of_shapes[found.shape].iter();
            rules.map(|rule| (rule.order, rule.pattern.named(&found.captures)))
        });
        with_rules.collect()
    }

    fn locate_in<'s>(&self, project: &Project<'s>, possible: &[bool], source: &'s Source) -> Vec<Leak<'s>> {
        let rules = self.rules();
        let is_possible = |shape: usize| rules.of_shapes[shape].iter().any(|it| possible[it.order.0]);
        let mut found: Vec<Located<'s>> = Vec::new();
        let mut known: HashMap<(usize, u32), usize> = HashMap::new();
        for Found { shape, captures } in self.shapes(source.language).find(source, is_possible) {
            let mut matched = Match {
                project,
                nodes: &captures,
                answers: Vec::new(),
            };
            let rules = rules.of_shapes[shape].iter();
            for rule in rules.filter(|it| possible[it.order.0]) {
                let Some(leak) = self.leak(&mut matched, rule) else {
                    continue;
                };
                // The first pattern that finds a place has it.
                match known.get(&(rule.order.0, leak.place().number())) {
                    Some(at) if found[*at].0 <= rule.order => {}
                    Some(at) => found[*at] = (rule.order, leak),
                    None => {
                        known.insert((rule.order.0, leak.place().number()), found.len());
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
        let transform = self.transforms[rule.order.0];
        let is_advisory = pattern.setting("advisory").is_some();
        let names = &pattern.captures;
        let place = matched.nodes.iter().find(|(number, _)| names[*number] == "leak")?.1;
        // A note may be about what a module does when it is loaded.
        let matters =
            self.everywhere || project.is_reached(place) || is_advisory && project.is_loaded_for_handler(place);
        if !matters || !matched.fulfils(pattern) {
            return None;
        }
        Some(Leak {
            transform,
            source: place.source,
            message: pattern.setting("message").flatten(),
            why: pattern.setting("why").flatten().unwrap_or(transform.why),
            is_advisory,
            is_detached: pattern.setting("detached").is_some(),
            ignored: ignored(place, |name| transform.is_meant_by(name)),
            prefers_builtin: self.prefers_builtin,
            captures: pattern.named(matched.nodes),
            neighbours: Vec::new(),
            foreign: Vec::new(),
        })
    }

    /// The patterns of all transforms.
    ///
    /// # Panics
    /// When a `leaks.scm` is wrong, which [`Engine::check`] tells before.
    fn rules(&self) -> &Rules {
        self.rules.get_or_init(|| {
            let mut rules = Rules::default();
            for (transform, it) in self.transforms.iter().enumerate() {
                let patterns = Pattern::read_all(it.leaks);
                let patterns = patterns.unwrap_or_else(|error| panic!("leaks.scm of {}: {error:#}", it.name));
                for (place, pattern) in patterns.into_iter().enumerate() {
                    rules.add(Rule {
                        order: (transform, place),
                        pattern,
                    });
                }
            }
            rules
        })
    }

    /// Their shapes for a language.
    ///
    /// # Panics
    /// When a `leaks.scm` is wrong, which [`Engine::check`] tells before.
    fn shapes(&self, language: Language) -> &Shapes {
        self.shapes[language as usize].get_or_init(|| {
            let shapes = Shapes::of(&self.rules().shapes, language);
            shapes.unwrap_or_else(|error| panic!("the queries cannot be used for {language:?}: {error}"))
        })
    }
}

impl Rules {
    fn add(&mut self, rule: Rule) {
        match self.shapes.iter().position(|it| *it == rule.pattern.shape) {
            Some(at) => self.of_shapes[at].push(rule),
            None => {
                self.shapes.push(rule.pattern.shape.clone());
                self.of_shapes.push(vec![rule]);
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
