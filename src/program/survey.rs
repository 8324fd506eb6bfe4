//! A look at every file: whether it has a word of a transform, may hold a handler,
//! and what it mentions. Keeps small facts, drops the text; knows no other file.

use std::path::Path;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use rayon::prelude::*;

use super::{
    Unread, Wanted,
    mention::{Mentions, mentions},
};
use crate::{
    discover::{Candidate, Discovery, Skip, Skipped, check, deployment::SCRIPT_WORDS, read_bytes},
    semantic::{CLIENTS, Client, EVENT_KEYS, HANDLER_NAMES, Manifests, SyntaxError, may_hold_handler, specifiers},
    syntax::Language,
    timings::Stage,
};

/// What a look at a file has told.
#[derive(Debug)]
pub(super) struct Facts {
    /// Absolute path, and whether it may be edited.
    pub candidate: Candidate,
    /// It holds a word of a transform.
    pub has_word: bool,
    /// An export may be a handler by its shape.
    pub may_hold_handler: bool,
    /// It may close a connection in a function that it exports.
    pub may_close_connection: bool,
    /// It may deploy something.
    pub is_script: bool,
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
    let files = discovery.files.par_iter();
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
    of_handlers: AhoCorasick,
    of_closings: AhoCorasick,
    of_scripts: AhoCorasick,
}

/// A first parameter ends with one of these, in each case that people write: a
/// search that minds no case takes twice as long.
const EVENT_WORDS: [&str; 6] = ["event", "Event", "EVENT", "evt", "Evt", "EVT"];

/// Who mentions one of these means handlers.
const TYPES: [&str; 2] = ["aws-lambda", "AWSLambda"];

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
                    Err(skip) => facts.unread = Some(unread(&path, &skip)),
                },
            }
            facts
        })
    }

    fn read(&self, facts: &mut Facts, bytes: &[u8]) {
        let timings = self.wanted.timings;
        timings.count(Stage::Survey, bytes.len());
        let path = facts.candidate.path.clone();
        if !is_installed(&path) {
            facts.mentions = Some(mentions(bytes));
        }
        let text = match check(bytes, self.wanted.everything) {
            Ok(text) => text,
            Err(skip) => return facts.unread = Some(unread(&path, &skip)),
        };
        facts.has_word = self.words.of_transforms.is_match(bytes);
        facts.may_close_connection = facts.has_word && self.words.may_close_connection(bytes);
        facts.is_script = self.words.of_scripts.is_match(bytes);
        let language = Language::of_path(&path).unwrap_or(Language::JavaScript);
        let kind = self.manifests.declared_kind(&path);
        if let Some(mentions) = facts.mentions.as_mut().filter(|it| it.is_unsure) {
            mentions.know(specifiers(text, language, kind).unwrap_or_default());
        }
        let has_name = self.words.may_hold_handler(bytes);
        // Who has a word is told when the file is broken; what is installed is not his.
        if !has_name && (!facts.has_word || is_installed(&path)) {
            return;
        }
        timings.count(Stage::Outline, 1);
        match timings.measure(Stage::Outline, || may_hold_handler(text, language, kind)) {
            Ok(found) => facts.may_hold_handler = has_name && found,
            Err(error) => facts.unread = Some(syntax_error(&path, text, Some(&error))),
        }
    }
}

impl Facts {
    fn of(candidate: Candidate) -> Facts {
        Facts {
            candidate,
            has_word: false,
            may_hold_handler: false,
            may_close_connection: false,
            is_script: false,
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
            of_handlers: automaton(&[&EVENT_WORDS as &[&str], &TYPES, &HANDLER_NAMES, &EVENT_KEYS].concat()),
            of_closings: automaton(&closings),
            of_scripts: automaton(SCRIPT_WORDS),
        }
    }

    fn may_close_connection(&self, bytes: &[u8]) -> bool {
        memchr::memmem::find(bytes, b"export").is_some() && self.of_closings.is_match(bytes)
    }

    fn may_hold_handler(&self, bytes: &[u8]) -> bool {
        let is_letter = |at: usize| bytes.get(at).is_some_and(is_name_byte);
        let may_be = |it: aho_corasick::Match| {
            let word = it.pattern().as_usize();
            if word < EVENT_WORDS.len() {
                return !is_letter(it.end()) && may_be_parameter(bytes, it.end());
            }
            if word < EVENT_WORDS.len() + TYPES.len() {
                return true;
            }
            let starts = !it.start().checked_sub(1).is_some_and(is_letter);
            let is_key = word >= EVENT_WORDS.len() + TYPES.len() + HANDLER_NAMES.len();
            starts
                && !is_letter(it.end())
                && may_be_named(&bytes[it.end()..])
                && (!is_key || may_be_in_parameter(&bytes[..it.start()]))
        };
        memchr::memmem::find(bytes, b"export").is_some() && self.of_handlers.find_iter(bytes).any(may_be)
    }
}

fn is_name_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

/// Whether a name before `rest` may be one that is exported or taken out of an
/// event, and not just one that is used: `handler = `, `handler }`, `Records: …`.
fn may_be_named(rest: &[u8]) -> bool {
    !matches!(
        rest.trim_ascii_start(),
        [b')' | b'.' | b'[' | b']' | b'&' | b'|' | b'!', ..]
    )
}

/// Whether what stands `before` a name may begin a parameter that is a pattern:
/// `({ context, Records }`. Comments may stand in it.
fn may_be_in_parameter(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(400)..];
    let Some(brace) = memchr::memrchr(b'{', near) else {
        return false;
    };
    let (around, names) = (near[..brace].trim_ascii_end(), &near[brace + 1..]);
    // What nests ends before it.
    let is_plain = !names.iter().any(|it| matches!(it, b';' | b'(' | b')' | b'.'));
    let has_comment = memchr::memmem::find(names, b"//").is_some() || memchr::memmem::find(names, b"/*").is_some();
    let may_open = |it: &u8| matches!(it, b'(' | b'/' | b'{' | b',' | b':' | b'}') || !it.is_ascii();
    has_comment || is_plain && around.last().is_none_or(may_open)
}

/// Whether a name that ends at `end` may be the first parameter of a function:
/// `(event, …)`, `(event) {`, `event =>`. Comments and defaults may follow it.
fn may_be_parameter(bytes: &[u8], end: usize) -> bool {
    let start = bytes[..end]
        .iter()
        .rposition(|it| !is_name_byte(it))
        .map_or(0, |at| at + 1);
    let before = bytes[..start].trim_ascii_end();
    let rest = bytes[end..].trim_ascii_start();
    // Not the whole line, which may be a file that a program has written.
    let near = &before[before.len().saturating_sub(200)..];
    let line = near.rsplit(|it| *it == b'\n').next().unwrap_or_default();
    let is_after_comment = memchr::memmem::find(line, b"//").is_some();
    let is_first = is_after_comment
        || before
            .last()
            .is_none_or(|it| matches!(it, b'(' | b'/') || !it.is_ascii());
    match rest {
        [b'=', b'>', ..] => true,
        [b')', rest @ ..] => is_first && matches!(rest.trim_ascii_start(), [b'{' | b':' | b'/', ..] | [b'=', b'>', ..]),
        [b',' | b'=' | b':' | b'?' | b'/', ..] => is_first,
        [other, ..] => !other.is_ascii(),
        [] => false,
    }
}

/// Whether the walk has left out a single file, not a directory.
fn is_file(reason: &Skip) -> bool {
    matches!(reason, Skip::TooLarge { .. } | Skip::Minified | Skip::NotUtf8 { .. })
}

/// Nobody looks into it, but what it mentions must not change under it.
fn left_out_facts(skipped: &Skipped) -> Facts {
    let mut facts = Facts::of(Candidate {
        path: skipped.path.clone(),
        selected: false,
    });
    facts.mentions = read_bytes(&skipped.path).ok().map(|bytes| mentions(&bytes));
    facts.unread = Some(unread(&skipped.path, &skipped.reason));
    facts
}

fn unread(path: &Path, skip: &Skip) -> Unread {
    let place = match skip {
        Skip::NotUtf8 { line } => Some((*line, 1)),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn may_hold_handler(code: &str) -> bool {
        Words::new(&[]).may_hold_handler(code.as_bytes())
    }

    #[test]
    fn events_are_looked_for_among_parameters() {
        for code in [
            "exports.f = (event) => 1",
            "exports.f = event => 1",
            "exports.f = async (_event, context) => 1",
            "exports.f = function (\n  s3Event /* why */,\n  context) {}",
            "exports.f = function ( evt ) /* why */ {}",
            "exports.f = async (\n  // what has happened\n  event,\n) => 1",
            "export default (/* why */ EVENT) => 1",
            "export const f = (event: S3Event): void => {}",
            "export const f = (event = {}) => 1",
            "export class A { f(event) {} }",
        ] {
            assert!(may_hold_handler(code), "{code}");
        }
        for code in [
            "exports.f = () => emit(event)",
            "exports.f = () => on('event', f)",
            "exports.f = (bus, event) => 1",
            "exports.events = (events) => 1",
            "module.events = (event) => 1",
        ] {
            assert!(!may_hold_handler(code), "{code}");
        }
    }

    #[test]
    fn handlers_are_looked_for_by_their_names() {
        assert!(may_hold_handler("exports.handler = f"));
        assert!(may_hold_handler("exports.lambda_handler = f"));
        assert!(may_hold_handler("export { f as lambdaHandler }"));
        assert!(may_hold_handler("exports.main = f"));
        assert!(may_hold_handler(
            "import { Handler } from 'aws-lambda'; export const f = 1"
        ));
        assert!(may_hold_handler("exports.go = async ({ Records }) => 1"));
        assert!(!may_hold_handler("exports.domain = f"));
        assert!(!may_hold_handler("exports.handlers = f"));
        assert!(!may_hold_handler("exports.on = (type, handler) => handler.call(type)"));
    }
}
