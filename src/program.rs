//! Loading the program: reads the files, follows their imports, and parses those
//! that can hold or reach a leak. Knows files and specifiers, no handlers.

use std::{
    collections::{BTreeSet, VecDeque},
    path::{Path, PathBuf},
};

use memchr::memmem;
use rayon::prelude::*;

use crate::{
    discover::{
        Candidate, Discovery, Skip,
        deployment::{Declaration, Deployment, deployments},
        read,
    },
    semantic::{
        DeclaredHandler, Link, Links, Names, SyntaxError, declared_kind, package_version, resolve, versioned_package,
    },
    syntax::{Language, Source, SourceId, Sources},
};

/// A program ready to be analysed.
pub struct Program {
    /// The files that can hold or reach a leak.
    pub sources: Sources,
    /// Which of them import which.
    pub links: Links,
    /// Selected files that were not looked at.
    pub unread: Vec<Unread>,
    /// How many selected files were read.
    pub files: usize,
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

/// What is wanted of a program.
#[derive(Default)]
pub struct Wanted<'a> {
    /// Files with none of these words hold no leak.
    pub words: &'a [&'a str],
    /// Read large and minified files, too.
    pub everything: bool,
    /// Code that stands in for a file.
    pub standin: Option<&'a Standin>,
    /// Handlers that the user has named.
    pub named: &'a [Declaration],
}

struct Loaded<'c> {
    candidate: &'c Candidate,
    language: Language,
    is_module: Option<bool>,
    specifiers: Vec<String>,
    /// Kept where it holds one of the words, or came through stdin.
    text: Option<String>,
}

/// Reads and links the files of a discovery. Only files with one of `words`, and
/// those that import one, are parsed in full.
pub fn load(discovery: &Discovery, wanted: &Wanted<'_>) -> Program {
    let outcomes: Vec<Result<Loaded<'_>, Unread>> = discovery
        .files
        .par_iter()
        .map(|candidate| load_file(candidate, wanted))
        .collect();
    let is_selected = |path: &Path| discovery.files.iter().any(|it| it.selected && it.path == path);
    let mut loaded = Vec::new();
    let mut unread = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(file) => loaded.push(file),
            Err(file) if is_selected(&file.path) => unread.push(file),
            Err(_) => {}
        }
    }
    let files = loaded.iter().filter(|it| it.candidate.selected).count();
    let (sources, mut links) = link(loaded, wanted.everything);
    let deployments = deployments(&discovery.deployment_files, &[]);
    declare(&mut links, &sources, &deployments, wanted.named);
    Program {
        sources,
        links,
        unread,
        files,
    }
}

fn load_file<'c>(candidate: &'c Candidate, wanted: &Wanted<'_>) -> Result<Loaded<'c>, Unread> {
    let path = &candidate.path;
    if path.to_str().is_none() {
        return Err(Unread {
            path: path.clone(),
            place: None,
            kind: "skipped",
            // A diff has to name its files.
            reason: "its name is not UTF-8: rename it first".to_owned(),
        });
    }
    let standin = wanted.standin.filter(|it| it.path == *path);
    let text = match standin {
        Some(it) => it.text.clone(),
        None => read(path, wanted.everything).map_err(|skip| unread(path, &skip))?,
    };
    let language = Language::of_path(path).unwrap_or(Language::JavaScript);
    let is_module = declared_kind(path);
    let names = Names::read(&text, language, is_module).map_err(|errors| syntax_error(path, &text, errors.first()))?;
    let has_word = wanted
        .words
        .iter()
        .any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some());
    Ok(Loaded {
        candidate,
        language,
        is_module,
        specifiers: names.specifiers,
        // What came through stdin cannot be read a second time.
        text: (has_word || standin.is_some()).then_some(text),
    })
}

fn unread(path: &Path, skip: &Skip) -> Unread {
    Unread {
        path: path.to_owned(),
        place: match skip {
            Skip::NotUtf8 { line } => Some((*line, 1)),
            _ => None,
        },
        kind: "skipped",
        reason: skip.to_string(),
    }
}

fn syntax_error(path: &Path, text: &str, error: Option<&SyntaxError>) -> Unread {
    let offset = error.map_or(0, |it| floor_char(text, it.offset));
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |it| it + 1);
    let words = error.map_or("this is not JavaScript", |it| it.message.as_str());
    Unread {
        path: path.to_owned(),
        place: Some((
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )),
        kind: "syntax-error",
        reason: one_line(words),
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn floor_char(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Parses the files worth it, and notes which import which.
fn link(loaded: Vec<Loaded<'_>>, everything: bool) -> (Sources, Links) {
    let all: Vec<Link<'_>> = loaded
        .iter()
        .map(|it| Link {
            path: &it.candidate.path,
            specifiers: &it.specifiers,
        })
        .collect();
    let targets = resolve(&all);
    let worth = worth_parsing(&loaded, &targets);
    let mut ids = vec![None; loaded.len()];
    for (id, place) in worth.iter().enumerate() {
        ids[*place] = Some(SourceId(id));
    }
    let mut links = Links::default();
    for (place, resolved) in targets.iter().enumerate() {
        let Some(from) = ids[place] else { continue };
        if let Some(is_module) = loaded[place].is_module {
            links.declare_kind(from, is_module);
        }
        for package in loaded[place].specifiers.iter().filter_map(|it| versioned_package(it)) {
            if let Some(version) = package_version(&loaded[place].candidate.path, package) {
                links.set_version(from, package, version);
            }
        }
        for (specifier, target) in resolved {
            if let Some(to) = ids[*target] {
                links.add(from, specifier.clone(), to);
            }
        }
    }
    let sources: Vec<Source> = worth
        .par_iter()
        .map(|place| {
            let file = &loaded[*place];
            let id = ids[*place].expect("every file worth parsing has one");
            let path = &file.candidate.path;
            let text = file.text.clone();
            // A file that vanished since is empty, and so is what is said of it.
            let text = text.unwrap_or_else(|| read(path, everything).unwrap_or_default());
            let mut source = Source::parse(id, path.clone(), file.language, text);
            source.is_selected = file.candidate.selected;
            source
        })
        .collect();
    (Sources::new(sources), links)
}

/// The places of the files with a word, and of those that import one, directly
/// or not.
fn worth_parsing(loaded: &[Loaded<'_>], targets: &[Vec<(String, usize)>]) -> Vec<usize> {
    let mut importers = vec![Vec::new(); loaded.len()];
    for (from, resolved) in targets.iter().enumerate() {
        for (_, to) in resolved {
            importers[*to].push(from);
        }
    }
    let words = (0..loaded.len()).filter(|it| loaded[*it].text.is_some());
    let mut worth: BTreeSet<usize> = words.collect();
    let mut queue: VecDeque<usize> = worth.iter().copied().collect();
    while let Some(place) = queue.pop_front() {
        for from in &importers[place] {
            if worth.insert(*from) {
                queue.push_back(*from);
            }
        }
    }
    worth.into_iter().collect()
}

/// Hands on what deployment files and the user say of handlers.
fn declare(links: &mut Links, sources: &Sources, deployments: &[Deployment], named: &[Declaration]) {
    for source in sources.iter() {
        let is_silent = |it: &Deployment| !it.is_partial && source.path.starts_with(&it.folder);
        if deployments.iter().any(is_silent) {
            links.declared.silence(source.id);
        }
        let declared = deployments.iter().flat_map(|it| &it.handlers).chain(named);
        for handler in declared.filter(|it| it.file == source.path) {
            let (path, line) = &handler.place;
            links.declared.add(DeclaredHandler {
                source: source.id,
                export: handler.export.clone(),
                runtime: handler.runtime.clone(),
                by: format!("{}:{line}", path.display()),
            });
        }
    }
}
