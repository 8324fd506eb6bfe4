//! A look at every file: whether it has a word of a transform, may hold a handler,
//! and what it mentions. Keeps small facts, drops the text; knows no other file.

use std::path::Path;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use rayon::prelude::*;

use super::{
    Unread, Wanted,
    handler_words::HandlerWords,
    mention::{Mentions, mentions},
    parameter_lists::takes_three,
    plan::EVEN,
};
use crate::{
    discover::{Candidate, Discovery, Skip, Skipped, check, deployment::ScriptTools, read_bytes},
    semantic::{CLIENTS, Client, Manifests, SyntaxError, may_hold_handler, specifiers},
    syntax::Language,
    timings::Stage,
};

/// What a look at a file has told.
#[derive(Debug)]
pub(super) struct Facts {
    /// Absolute path, and whether it may be edited.
    pub candidate: Candidate,
    /// How long it is.
    pub bytes: usize,
    /// It has been read as code, and is some.
    pub is_code: bool,
    /// It holds a word of a transform.
    pub has_word: bool,
    /// An export may be a handler by its shape.
    pub may_hold_handler: bool,
    /// It may close a connection in a function that it exports.
    pub may_close_connection: bool,
    /// What it may deploy something with.
    pub tools: ScriptTools,
    /// What it mentions; not looked for in installed packages, where hardly any
    /// file is ever asked.
    pub mentions: Option<Mentions>,
    /// Why it cannot be part of the program.
    pub unread: Option<Unread>,
}

/// Looks at all files of a discovery, in their order; those that the walk left
/// out for what they are come last.
pub(super) fn survey(discovery: &Discovery, wanted: &Wanted<'_>, manifests: &Manifests) -> Vec<Facts> {
    let words = Words::new(wanted.words);
    let survey = Survey {
        wanted,
        words: &words,
        manifests,
    };
    let files = discovery.files.par_iter().with_max_len(EVEN);
    let left_out = discovery.skipped.par_iter().filter(|it| is_file(&it.reason));
    let files = files.map(|it| survey.look(it.clone()));
    files.chain(left_out.map(left_out_facts)).collect()
}

/// Whether a specifier can lead from outside into the file's directory only
/// through a package that was installed.
pub(super) fn is_installed(path: &Path) -> bool {
    path.components().any(|it| it.as_os_str() == "node_modules")
}

struct Survey<'w> {
    wanted: &'w Wanted<'w>,
    words: &'w Words,
    manifests: &'w Manifests,
}

/// The words that decide whether a file matters.
struct Words {
    of_transforms: AhoCorasick,
    of_handlers: HandlerWords,
    of_closings: AhoCorasick,
}

impl Survey<'_> {
    fn look(&self, candidate: Candidate) -> Facts {
        let timings = self.wanted.timings;
        timings.measure(Stage::Survey, || {
            let path = candidate.path.clone();
            let mut facts = Facts::of(candidate);
            if path.to_str().is_none() {
                // A diff has to name its files.
                facts.unread = Some(Unread::skipped(&path, None, "its name is not UTF-8: rename it first"));
                return facts;
            }
            match self.wanted.standin.filter(|it| it.path == path) {
                Some(it) => self.read(&mut facts, it.text.as_bytes()),
                None => match read_bytes(&path) {
                    Ok(bytes) => self.read(&mut facts, &bytes),
                    Err(skip) => {
                        facts.mentions = not_looked_at(&skip);
                        facts.unread = Some(unread(&path, &skip));
                    }
                },
            }
            facts
        })
    }

    fn read(&self, facts: &mut Facts, bytes: &[u8]) {
        let timings = self.wanted.timings;
        timings.count(Stage::Survey, bytes.len());
        facts.bytes = bytes.len();
        let path = facts.candidate.path.clone();
        if !is_installed(&path) {
            facts.mentions = Some(mentions(bytes));
        }
        let text = match check(bytes, self.wanted.everything) {
            Ok(text) => text,
            Err(skip) => return facts.unread = Some(unread(&path, &skip)),
        };
        facts.has_word = self.words.of_transforms.is_match(bytes) || !is_installed(&path) && takes_three(bytes);
        facts.may_close_connection = facts.has_word && self.words.may_close_connection(bytes);
        facts.tools = ScriptTools::of(bytes);
        let language = Language::of_path(&path).unwrap_or(Language::JavaScript);
        let kind = self.manifests.declared_kind(&path);
        if let Some(mentions) = facts.mentions.as_mut().filter(|it| it.is_unsure) {
            mentions.know(specifiers(text, language, kind).unwrap_or_default());
        }
        let has_name = self.words.of_handlers.are_in(bytes);
        // Who has a word is told when the file is broken; what is installed is not his.
        if !has_name && (!facts.has_word || is_installed(&path)) {
            return;
        }
        timings.count(Stage::Outline, 1);
        match timings.measure(Stage::Outline, || may_hold_handler(text, language, kind)) {
            Ok(found) => {
                facts.is_code = true;
                facts.may_hold_handler = has_name && found;
            }
            Err(error) => facts.unread = Some(syntax_error(&path, text, Some(&error))),
        }
    }
}

impl Facts {
    fn of(candidate: Candidate) -> Facts {
        Facts {
            candidate,
            bytes: 0,
            is_code: false,
            has_word: false,
            may_hold_handler: false,
            may_close_connection: false,
            tools: ScriptTools::default(),
            mentions: None,
            unread: None,
        }
    }
}

impl Words {
    fn new(of_transforms: &[&str]) -> Words {
        // Leftmost-first, because only then the search goes by blocks of bytes.
        let automaton = |words: &[&str]| {
            AhoCorasickBuilder::new()
                .match_kind(MatchKind::LeftmostFirst)
                .build(words)
                .expect("a few words make a small automaton")
        };
        let closings: Vec<&str> = CLIENTS.iter().flat_map(Client::closings).collect();
        Words {
            of_transforms: automaton(of_transforms),
            of_handlers: HandlerWords::new(),
            of_closings: automaton(&closings),
        }
    }

    fn may_close_connection(&self, bytes: &[u8]) -> bool {
        memchr::memmem::find(bytes, b"export").is_some() && self.of_closings.is_match(bytes)
    }
}

/// Whether the walk has left out a single file, not a directory.
fn is_file(reason: &Skip) -> bool {
    matches!(
        reason,
        Skip::TooLarge { .. } | Skip::Minified | Skip::NotUtf8 { .. } | Skip::Nul { .. }
    )
}

/// Nobody looks into it, but what it mentions must not change under it.
fn left_out_facts(skipped: &Skipped) -> Facts {
    let mut facts = Facts::of(Candidate {
        path: skipped.path.clone(),
        selected: false,
    });
    facts.mentions = match read_bytes(&skipped.path) {
        Ok(bytes) => Some(mentions(&bytes)),
        Err(skip) => not_looked_at(&skip),
    };
    facts.unread = Some(unread(&skipped.path, &skipped.reason));
    facts
}

/// A file that is too large even to be searched may mention anything.
fn not_looked_at(skip: &Skip) -> Option<Mentions> {
    matches!(skip, Skip::TooLarge { .. }).then(Mentions::anything)
}

fn unread(path: &Path, skip: &Skip) -> Unread {
    let place = match skip {
        Skip::NotUtf8 { line } | Skip::Nul { line } => Some((*line, 1)),
        _ => None,
    };
    Unread::skipped(path, place, &skip.to_string())
}

/// A file that is not what its name says.
pub(super) fn syntax_error(path: &Path, text: &str, error: Option<&SyntaxError>) -> Unread {
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
        reason: words.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn floor_char(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
