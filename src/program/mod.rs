//! The program: which files there are, which of them matter, and which of those
//! belong together. Knows files and imports; what is in a part is known by those
//! who analyse it.
//!
//! Every file is read once and searched for words; what handlers reach, and who
//! imports what may change, is read again, part by part, and gets a tree.

mod built;
mod graph;
mod handler_words;
mod mention;
mod parameter_lists;
mod part;
mod plan;
mod published;
mod survey;

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock},
};

use rayon::prelude::*;

use self::{
    graph::Graph,
    plan::{Plan, closers, plan},
    survey::survey,
};
use crate::{
    discover::{
        Discovery,
        deployment::{DeploymentScript, Deployments, Problem, deployments, read_files},
        platform::Platforms,
    },
    semantic::{DeclaredRuntime, Found, Linker, Stated, Typings, is_test},
    timings::Timings,
    typings,
};

pub use part::Part;

/// A program of which it is known what has to be read.
pub struct Program<'w> {
    /// Selected files that were not looked at, as far as nothing was analysed.
    pub unread: Vec<Unread>,
    /// How many selected files were looked at.
    pub files: usize,
    /// What paths are shown relative to.
    base: PathBuf,
    graph: Graph<'w>,
    plan: Plan,
    deployments: Deployments,
    declared: HashMap<PathBuf, Vec<Said>>,
    /// What manifests say of the platform that code is deployed to.
    platforms: Mutex<Platforms>,
    typings: OnceLock<Arc<Typings>>,
    wanted: &'w Wanted<'w>,
}

/// A handler as it is declared for a file.
struct Said {
    export: String,
    runtime: Option<DeclaredRuntime>,
    names_folder: bool,
    found: Found,
}

/// A file that was not looked at.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Absolute path.
    pub path: PathBuf,
    /// One-based line and column, where there is one.
    pub place: Option<(usize, usize)>,
    /// `skipped` or `syntax error`.
    pub kind: &'static str,
    /// Why, in one sentence.
    pub reason: String,
}

/// Code that stands in for a file on the disk.
pub struct Standin {
    /// Absolute path of the file it stands for.
    pub path: PathBuf,
    /// The code.
    pub text: String,
}

/// What is read besides what may leak.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reading {
    /// Of handlers that reach no leak only the files of the project: they are judged.
    #[default]
    WhereLeaksMayBe,
    /// All that any handler reaches.
    EveryHandler,
}

/// A handler that the user has named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedHandler {
    /// The file that exports it, absolute, without symbolic links.
    pub file: PathBuf,
    /// What is exported, as Lambda looks it up: `handler`, `api.v1.get`.
    pub export: String,
    /// Where it is named.
    pub found: Found,
}

/// What is wanted of a program.
#[derive(Default)]
pub struct Wanted<'a> {
    /// A file with none of these words, which imports none that has one, holds no
    /// leak.
    pub words: &'a [&'a str],
    /// What is read besides.
    pub reading: Reading,
    /// Functions that no handler reaches count, too.
    pub everywhere: bool,
    /// Read large and minified files, too.
    pub everything: bool,
    /// Code that stands in for a file.
    pub standin: Option<&'a Standin>,
    /// Handlers that the user has named.
    pub named: &'a [NamedHandler],
    /// What the user states of functions.
    pub stated: Arc<Stated>,
    /// The clock.
    pub timings: &'a Timings,
}

impl<'w> Program<'w> {
    /// Looks at the files of a discovery, and follows imports from handlers and to
    /// what may change.
    pub fn survey(discovery: &Discovery, wanted: &'w Wanted<'w>) -> Program<'w> {
        let linker = Linker::within(&discovery.base);
        let (facts, read) = rayon::join(
            || survey(discovery, wanted, &linker.manifests),
            || read_files(&discovery.deployment_files, &linker, wanted.timings),
        );
        let scripts = facts.iter().filter(|it| it.tools.any());
        let scripts = scripts.map(|it| DeploymentScript {
            path: it.candidate.path.clone(),
            tools: it.tools,
        });
        let scripts: Vec<DeploymentScript> = scripts.collect();
        let selected = facts.iter().filter(|it| it.candidate.selected);
        let deployments = deployments(read, &scripts, &linker, wanted.timings);
        let mut unread: Vec<Unread> = selected.clone().filter_map(|it| it.unread.clone()).collect();
        let problems = deployments.problems.iter().map(Unread::deployment);
        unread.extend(problems.filter(|it| discovery.concerns_given(&it.path)));
        let mut program = Program {
            unread,
            base: discovery.base.clone(),
            files: selected.filter(|it| it.unread.is_none()).count(),
            declared: declared(&deployments, wanted.named),
            deployments,
            platforms: Mutex::default(),
            typings: OnceLock::new(),
            graph: Graph::new(facts, linker, wanted.timings),
            plan: Plan::default(),
            wanted,
        };
        let handlers = program.handlers();
        program.plan = plan(&program.graph, &handlers, wanted);
        program
    }

    /// How many parts there are.
    pub fn part_count(&self) -> usize {
        self.plan.parts.len()
    }

    /// Reads each part of the program and makes something of it; gives that in the
    /// order of the files. No more than a few parts are held at a time.
    pub fn for_each_part<T: Send>(&self, make: impl Fn(Part) -> T + Sync) -> Vec<T> {
        let bytes = |places: &Vec<usize>| places.iter().map(|it| self.graph.facts[*it].bytes).sum();
        largest_first(&self.plan.parts, bytes, |places| {
            self.wanted.timings.count_part();
            make(self.load(places))
        })
    }

    /// The type declarations of the packages that files import which may leak; read
    /// when the first of these is.
    fn typings(&self) -> Arc<Typings> {
        let read = || {
            let leaks = |part: &&Vec<usize>| part.iter().any(|it| self.graph.facts[*it].has_word);
            let places = self.plan.parts.iter().filter(leaks).flatten();
            let own = places.filter(|it| self.graph.package(**it).is_none());
            let files = own.filter_map(|it| {
                let mentions = self.graph.facts[*it].mentions.as_ref()?;
                Some((self.graph.path(*it), mentions.specifiers.as_slice()))
            });
            Arc::new(typings::read(files, &self.graph.linker.manifests))
        };
        Arc::clone(self.typings.get_or_init(read))
    }

    /// The files that may hold a handler.
    fn handlers(&self) -> BTreeSet<usize> {
        let files = self.graph.facts.iter().enumerate();
        let by_shape = files.filter(|(_, it)| it.may_hold_handler).map(|(place, _)| place);
        let undeclared = by_shape.chain(closers(&self.graph)).filter(|place| {
            let path = self.graph.path(*place);
            !is_test(&path.to_string_lossy()) && !self.is_silent(path)
        });
        let declared = self.declared.keys().filter_map(|it| self.graph.place(it));
        undeclared
            .chain(declared.filter(|it| self.graph.facts[*it].unread.is_none()))
            .collect()
    }

    /// Whether nothing in a file is a handler by its shape.
    fn is_silent(&self, path: &Path) -> bool {
        let is_other = |it: &Mutex<Platforms>| it.lock().is_ok_and(|mut it| it.is_other(path));
        self.deployments.is_silent(path) || is_other(&self.platforms)
    }
}

/// Makes something of each item, on all threads, and gives it in the order of the items. What is begun as the last one
/// and is large would keep one thread busy when the others have nothing to do.
fn largest_first<I: Sync, T: Send>(items: &[I], bytes: impl Fn(&I) -> usize, make: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let mut order: Vec<(usize, &I)> = items.iter().enumerate().collect();
    order.sort_by_cached_key(|(_, it)| Reverse(bytes(it)));
    let order = order.into_par_iter().with_max_len(1);
    let mut made: Vec<(usize, T)> = order.map(|(place, it)| (place, make(it))).collect();
    made.sort_unstable_by_key(|(place, _)| *place);
    made.into_iter().map(|(_, it)| it).collect()
}

/// What deployment files and the user say of handlers, by file.
fn declared(deployments: &Deployments, named: &[NamedHandler]) -> HashMap<PathBuf, Vec<Said>> {
    let mut files: HashMap<PathBuf, Vec<Said>> = HashMap::new();
    for it in deployments.all.iter().flat_map(|it| &it.handlers) {
        let (path, line) = it.place.clone();
        files.entry(it.file.clone()).or_default().push(Said {
            export: it.export.clone(),
            runtime: it.runtime.clone(),
            names_folder: it.names_folder,
            found: Found::Declared(path, line),
        });
    }
    for it in named {
        files.entry(it.file.clone()).or_default().push(Said {
            export: it.export.clone(),
            runtime: None,
            names_folder: false,
            found: it.found.clone(),
        });
    }
    files
}

impl Unread {
    fn deployment(problem: &Problem) -> Unread {
        let reason = problem.reason.split_whitespace().collect::<Vec<_>>().join(" ");
        Unread::skipped(&problem.path, problem.line.map(|line| (line, 1)), &reason)
    }

    fn skipped(path: &Path, place: Option<(usize, usize)>, reason: &str) -> Unread {
        Unread {
            path: path.to_owned(),
            place,
            kind: "skipped",
            reason: reason.to_owned(),
        }
    }
}
