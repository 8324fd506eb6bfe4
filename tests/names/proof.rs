//! Reads files with leakfix and with a peer, and counts what is equal.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use leakfix::semantic::{Held, Links, Names, Project, declared_kind};
use leakfix::syntax::{Language, Source, SourceId, Sources};
use libtest_mimic::Failed;

use crate::exceptions;
use crate::files;
use crate::join;
use crate::meaning::Meaning;
use crate::peers::{self, Question};

/// Files of a large tree are read so many at a time.
const AT_ONCE: usize = 200;

/// What a comparison has found.
#[derive(Default)]
pub struct Proof {
    /// Files whose names were compared.
    files: usize,
    /// Files that leakfix does not read either: not UTF-8, or no valid code for both.
    unread: usize,
    declared: usize,
    mentioned: usize,
    /// Identifiers of the trees that were joined with the names.
    joined: usize,
    /// By file.
    differences: BTreeMap<PathBuf, Vec<String>>,
    /// What concerns all of the files.
    failure: Option<String>,
}

/// Compares the hand-written examples, all at once: starting a peer takes longer than reading them.
pub fn of_example(path: &Path) -> Result<(), Failed> {
    static PROOF: OnceLock<Proof> = OnceLock::new();
    let proof = PROOF.get_or_init(|| of_files(&files::hand_written()));
    match &proof.failure {
        Some(words) => Err(words.into()),
        None => Ok(proof.of_file(path)?),
    }
}

/// Compares files as they are on the disk.
pub fn of_files(paths: &[PathBuf]) -> Proof {
    let mut proof = Proof::default();
    for paths in paths.chunks(AT_ONCE) {
        proof.add(paths.iter().map(|it| (it.clone(), declared_kind(it))).collect());
    }
    proof
}

/// Compares a tree of somebody else's, and says how much that was.
pub fn of_tree(tree: &Path) -> Result<(), Failed> {
    let paths = files::code_below(tree);
    if paths.is_empty() {
        return Err("no JavaScript and no TypeScript is there".into());
    }
    let proof = of_files(&paths);
    println!("{}: {proof}", tree.display());
    proof.result(&paths)
}

impl Proof {
    /// Whether all these files are equal, but for the known exceptions.
    pub fn result(&self, paths: &[PathBuf]) -> Result<(), Failed> {
        let wrong: Vec<String> = paths.iter().filter_map(|it| self.of_file(it).err()).collect();
        match &self.failure {
            Some(words) => Err(words.into()),
            None if wrong.is_empty() => Ok(()),
            None => Err(format!("{self}\n{}", wrong.join("\n")).into()),
        }
    }

    fn of_file(&self, path: &Path) -> Result<(), String> {
        let differences = self.differences.get(path);
        match (differences, exceptions::reason(path)) {
            (Some(words), None) => Err(words.join("\n")),
            (None, Some(reason)) => Err(format!(
                "{} is equal: it needs no exception any more ({reason})",
                files::shown(path)
            )),
            _ => Ok(()),
        }
    }

    /// Compares files, each with what it is declared as: an ECMAScript module or not.
    pub fn add(&mut self, files: Vec<(PathBuf, Option<bool>)>) {
        let mut sources = Vec::new();
        let mut links = Links::default();
        for (path, is_module) in files {
            let Some(text) = std::fs::read(&path).ok().and_then(|it| String::from_utf8(it).ok()) else {
                self.unread += 1;
                continue;
            };
            let id = SourceId(sources.len());
            if let Some(is_module) = is_module {
                links.declare_kind(id, is_module);
            }
            let language = Language::of_path(&path).expect("only such files are listed");
            sources.push(Source::parse(id, path, language, text));
        }
        let sources = Sources::new(sources);
        let questions: Vec<Question> = sources
            .iter()
            .map(|it| Question {
                path: it.path.clone(),
                is_module: links.is_module(it.id),
            })
            .collect();
        let answers = match peers::ask(&questions) {
            Ok(answers) => answers,
            Err(words) => {
                self.failure = Some(words);
                return;
            }
        };
        let project = Project::analyze(&sources, &links, &Held::default());
        for (source, answer) in sources.iter().zip(answers) {
            match (
                Names::read(&source.text, source.language, links.is_module(source.id)),
                answer,
            ) {
                (Ok(_), Ok(theirs)) => self.compare(&project, source, &theirs),
                (Err(_), Err(_)) => self.unread += 1,
                (Ok(_), Err(words)) => self.differ(source, 0, &format!("only leakfix reads it: {words}")),
                (Err(errors), Ok(_)) => {
                    let error = errors.first().expect("a failure has a reason");
                    self.differ(
                        source,
                        error.offset,
                        &format!("leakfix does not read it: {}", error.message),
                    );
                }
            }
        }
    }

    fn compare<'s>(&mut self, project: &Project<'s>, source: &'s Source, theirs: &Meaning) {
        let names = &project.module(source.id).names;
        let ours = Meaning::of(names);
        self.files += 1;
        self.declared += ours.declared.len();
        self.mentioned += ours.mentioned.len();
        if ours.is_module != theirs.is_module {
            self.differ(
                source,
                0,
                &format!("module: {}, not {}", ours.is_module, theirs.is_module),
            );
        }
        for difference in ours.differences(theirs) {
            self.differ(source, difference.offset, &difference.to_string());
        }
        let join = join::of(project, source);
        self.joined += join.joined;
        for (offset, words) in join.gaps {
            self.differ(source, offset, &words);
        }
    }

    fn differ(&mut self, source: &Source, offset: usize, words: &str) {
        let (line, column) = source.line_column(offset.min(source.text.len()));
        let rest = &source.text[offset.min(source.text.len())..];
        let name: String = rest
            .chars()
            .take_while(|it| it.is_alphanumeric() || "_$\\".contains(*it))
            .collect();
        let path = files::shown(&source.path);
        let words = format!("{path}:{line}:{column} `{name}` {words}");
        self.differences.entry(source.path.clone()).or_default().push(words);
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Proof {
            files,
            unread,
            declared,
            mentioned,
            joined,
            differences,
            failure: _,
        } = self;
        let count = differences.values().flatten().count();
        write!(
            f,
            "{files} files, {unread} unread, {declared} declarations, {mentioned} references, {joined} identifiers joined, {count} differences"
        )
    }
}
