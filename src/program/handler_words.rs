//! Whether the bytes of a file may hold a handler: a superset of what its code
//! exports, for far less than parsing it costs. Knows no other file.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, Match, MatchKind};

use crate::semantic::{EVENT_KEYS, HANDLER_NAMES, is_context_name};

/// A first parameter ends with one of these, in each case that people write: a
/// search that minds no case takes twice as long.
const EVENT_WORDS: [&str; 6] = ["event", "Event", "EVENT", "evt", "Evt", "EVT"];

/// Who mentions one of these means handlers.
const TYPES: [&str; 2] = ["aws-lambda", "AWSLambda"];

/// How far what stands around a name is looked for; past that, it may be anything.
const NEAR: usize = 2_000;

/// The words of handlers, ready to be looked for.
pub(super) struct HandlerWords(AhoCorasick);

impl HandlerWords {
    pub fn new() -> HandlerWords {
        let words = [&EVENT_WORDS as &[&str], &TYPES, &HANDLER_NAMES, &EVENT_KEYS].concat();
        // Leftmost-first, because only then the search goes by blocks of bytes.
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostFirst)
            .build(words);
        HandlerWords(automaton.expect("a few words make a small automaton"))
    }

    /// Whether an export may be a handler by its name, its parameters or its type.
    pub fn are_in(&self, bytes: &[u8]) -> bool {
        memchr::memmem::find(bytes, b"export").is_some() && self.0.find_iter(bytes).any(|it| is_sign(bytes, &it))
    }
}

/// Whether a word stands where one of a handler does.
fn is_sign(bytes: &[u8], word: &Match) -> bool {
    let is_letter = |at: usize| bytes.get(at).is_some_and(is_name_byte);
    let which = word.pattern().as_usize();
    if which < EVENT_WORDS.len() {
        return !is_letter(word.end()) && may_be_parameter(bytes, word.end());
    }
    if which < EVENT_WORDS.len() + TYPES.len() {
        let end = bytes.get(word.end());
        return end.is_none_or(|it| matches!(it, b'\'' | b'"' | b'`' | b'/') || !is_name_byte(it) && *it != b'-');
    }
    let is_whole = !word.start().checked_sub(1).is_some_and(is_letter) && !is_letter(word.end());
    let (before, rest) = (&bytes[..word.start()], &bytes[word.end()..]);
    let is_key = which >= EVENT_WORDS.len() + TYPES.len() + HANDLER_NAMES.len();
    let stands = if is_key { may_be_in_parameter } else { may_be_exported };
    is_whole && may_be_named(rest) && stands(before)
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
/// `({ context, Records }`.
fn may_be_in_parameter(before: &[u8]) -> bool {
    let before = unquoted(before);
    if !matches!(last(before), Some(b'{' | b',')) && !ends_blank(before) {
        return false;
    }
    match around(before) {
        Around::Unsure => true,
        Around::Open(b'{', outside) => ends_blank(outside) || last(outside).is_none_or(|it| *it == b'('),
        Around::Open(..) | Around::Nothing => false,
    }
}

/// Without the quote at the end.
fn unquoted(code: &[u8]) -> &[u8] {
    match code {
        [rest @ .., b'\'' | b'"' | b'`'] => rest,
        _ => code,
    }
}

/// Whether what stands `before` a name may export it: `exports.`, `export const `,
/// `module.exports = { `, `export { run as `.
fn may_be_exported(before: &[u8]) -> bool {
    let code = unquoted(before);
    let is_quoted = code.len() < before.len();
    if ends_blank(code) {
        return true;
    }
    let code = code.trim_ascii_end();
    match code {
        [rest @ .., b'.'] => ends_with_word(rest.trim_ascii_end(), "exports") || ends_blank(rest),
        [rest @ .., b'['] => is_quoted && ends_with_word(rest.trim_ascii_end(), "exports"),
        [.., b'{' | b',' | b'(' | b':'] => may_be_in_exports(code),
        _ => !is_quoted && may_be_declared(code),
    }
}

/// Whether a name may be declared by the keywords `before` it, and exported.
fn may_be_declared(before: &[u8]) -> bool {
    let is_generator = before.last() == Some(&b'*');
    let before = before.strip_suffix(b"*").unwrap_or(before).trim_ascii_end();
    let ends_with = |words: &[&'static str]| words.iter().find(|it| ends_with_word(before, it)).copied();
    if let Some(keyword) = ends_with(&["const", "let", "var", "function", "class"]) {
        return is_exported(&before[..before.len() - keyword.len()]);
    }
    // A method; `run as handler`.
    match ends_with(&["async", "get", "set", "as"]) {
        Some(it) => may_be_in_exports(&before[..before.len() - it.len()]),
        None => is_generator && matches!(before.last(), Some(b'{' | b',')) && may_be_in_exports(before),
    }
}

/// Whether a declaration is exported that begins after this code.
fn is_exported(before: &[u8]) -> bool {
    if ends_blank(before) {
        return true;
    }
    let before = before.trim_ascii_end();
    let modifier = ["async", "default", "abstract", "declare"]
        .iter()
        .find(|it| ends_with_word(before, it));
    match modifier {
        Some(it) => is_exported(&before[..before.len() - it.len()]),
        None => ends_with_word(before, "export"),
    }
}

/// Whether a name in braces or after a comma may be one of an export.
fn may_be_in_exports(before: &[u8]) -> bool {
    match around(before) {
        Around::Unsure | Around::Nothing => true,
        Around::Open(b'{', outside) if ends_blank(outside) => true,
        Around::Open(b'{', outside) => match outside.trim_ascii_end() {
            // `Object.assign(exports, {`
            [.., b','] => match around(outside) {
                Around::Open(b'(', call) => begins_with_exports(&outside[call.len()..]),
                around => matches!(around, Around::Unsure),
            },
            [.., b'(' | b'[' | b':' | b'?' | b'|' | b'&'] => false,
            // `module.exports = {`, `export {`, `export const {`
            _ => ends_with_export(outside),
        },
        // `Object.defineProperty(exports, 'handler', …)`
        Around::Open(b'(', outside) => begins_with_exports(&before[outside.len()..]),
        Around::Open(..) => false,
    }
}

fn begins_with_exports(arguments: &[u8]) -> bool {
    let inside = arguments.trim_ascii_start().strip_prefix(b"(").unwrap_or(arguments);
    let inside = inside.trim_ascii_start();
    ["exports", "module", "/"]
        .iter()
        .any(|it| inside.starts_with(it.as_bytes()))
}

/// Whether code ends with `export`, `exports`, `export default` or the like.
fn ends_with_export(code: &[u8]) -> bool {
    let near = &code[code.len().saturating_sub(60)..];
    memchr::memmem::find(near, b"export").is_some()
}

/// The last byte of code that is no space.
fn last(code: &[u8]) -> Option<&u8> {
    code.trim_ascii_end().last()
}

/// Whether code ends with a comment, or with a space that is not ASCII.
fn ends_blank(code: &[u8]) -> bool {
    let end = code.trim_ascii_end();
    let is_new_line = code[end.len()..].iter().any(|it| matches!(it, b'\n' | b'\r'));
    end.ends_with(b"*/") || end.last().is_some_and(|it| !it.is_ascii()) || is_new_line && is_in_line_comment(end)
}

fn ends_with_word(code: &[u8], word: &str) -> bool {
    let before = code.strip_suffix(word.as_bytes());
    before.is_some_and(|it| it.last().is_none_or(|it| !is_name_byte(it)))
}

/// What a place in code stands in.
enum Around<'b> {
    /// This bracket, and what stands before it.
    Open(u8, &'b [u8]),
    /// It begins a statement or continues one.
    Nothing,
    /// A comment or something else is near that this cannot read.
    Unsure,
}

/// The bracket that is open at the end of code, and what stands before it.
fn around(before: &[u8]) -> Around<'_> {
    let mut depth = 0_usize;
    let near = before.len().saturating_sub(NEAR);
    let mut at = before.len();
    while at > near {
        at -= 1;
        let is_bracket = matches!(before[at], b'(' | b')' | b'[' | b']' | b'{' | b'}');
        if is_bracket && is_in_line_comment(&before[..at]) {
            return Around::Unsure;
        }
        match before[at] {
            b')' | b']' | b'}' => depth += 1,
            open @ (b'(' | b'[' | b'{') if depth == 0 => return Around::Open(open, &before[..at]),
            b'(' | b'[' | b'{' => depth -= 1,
            b';' if depth == 0 => return Around::Nothing,
            quote @ (b'\'' | b'"') => match opening(&before[..at], quote) {
                Some(start) => at = start,
                None => return Around::Unsure,
            },
            // Comments, regular expressions and templates have brackets of their own.
            b'/' | b'`' | b'\\' => return Around::Unsure,
            _ => {}
        }
    }
    if near == 0 { Around::Nothing } else { Around::Unsure }
}

/// Where the string begins that a quote ends, on the same line.
fn opening(before: &[u8], quote: u8) -> Option<usize> {
    let start = memchr::memrchr2(quote, b'\n', before)?;
    (before[start] == quote && !before[start..].contains(&b'\\')).then_some(start)
}

/// Whether code ends within a comment, as far as its last line tells.
fn is_in_line_comment(before: &[u8]) -> bool {
    // Not the whole line, which may be a file that a program has written.
    let near = &before[before.len().saturating_sub(200)..];
    let line = near.rsplit(|it| *it == b'\n').next().unwrap_or_default();
    memchr::memmem::find(line, b"//").is_some()
}

/// Whether a name that ends at `end` may be the first parameter of a handler:
/// `(event, context…`, `(event) {`, `event =>`. Comments and defaults may follow it.
fn may_be_parameter(bytes: &[u8], end: usize) -> bool {
    let start = bytes[..end]
        .iter()
        .rposition(|it| !is_name_byte(it))
        .map_or(0, |at| at + 1);
    let before = &bytes[..start];
    let rest = bytes[end..].trim_ascii_start();
    let is_first = ends_blank(before) || last(before).is_none_or(|it| *it == b'(');
    match rest {
        [b'=', b'>', ..] => true,
        [b')', rest @ ..] => is_first && matches!(rest.trim_ascii_start(), [b'{' | b':' | b'/', ..] | [b'=', b'>', ..]),
        [b',', rest @ ..] => is_first && may_be_context(rest),
        [b'=' | b':' | b'?' | b'/', ..] => is_first,
        [other, ..] => !other.is_ascii(),
        [] => false,
    }
}

/// Whether the parameters after the first may be `context, …` or `stream, context`.
fn may_be_context(rest: &[u8]) -> bool {
    let (second, rest) = plain_parameter(rest);
    match (second, rest) {
        (Some(name), _) if is_context_name(name) => true,
        (Some(_), [b',', rest @ ..]) => plain_parameter(rest).0.is_none_or(is_context_name),
        // A type or a default.
        (Some(_), [b':' | b'=' | b'?' | b'/', ..]) => true,
        (Some(_), _) => false,
        (None, _) => true,
    }
}

/// The name that begins `bytes`, and what follows it; `None`: something else does.
fn plain_parameter(bytes: &[u8]) -> (Option<&str>, &[u8]) {
    let bytes = bytes.trim_ascii_start();
    let length = bytes.iter().position(|it| !is_name_byte(it)).unwrap_or(bytes.len());
    let name = str::from_utf8(&bytes[..length]).ok().filter(|it| !it.is_empty());
    let rest = bytes[length..].trim_ascii_start();
    let is_odd = rest.first().is_some_and(|it| !it.is_ascii());
    (name.filter(|_| !is_odd), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_hold_handler(code: &str) -> bool {
        HandlerWords::new().are_in(code.as_bytes())
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
    fn a_second_parameter_is_looked_at() {
        for code in [
            "exports.f = (event, context) => 1",
            "exports.f = (event, _) => 1",
            "exports.f = (event, { functionName }) => 1",
            "exports.f = (event, ...rest) => 1",
            "exports.f = (event, /* why */ it) => 1",
            "exports.f = (event, stream, ctx) => 1",
            "exports.f = (event,) => 1",
            "export const f = (event, it: Context) => 1",
            "export const f = (event, context?: Context) => 1",
        ] {
            assert!(may_hold_handler(code), "{code}");
        }
        assert!(!may_hold_handler("exports.on = (event, listener) => 1"));
        assert!(!may_hold_handler("exports.on = (event, listener, options) => 1"));
    }

    #[test]
    fn handlers_are_looked_for_by_their_names() {
        for code in [
            "exports.handler = f",
            "exports['handler'] = f",
            "exports\n  .lambda_handler = f",
            "exports./* why */handler = f",
            "export { f as lambdaHandler }",
            "export { a, b as c, handler }",
            "export const handler = f",
            "export const a = 1, handler = f",
            "export const { run: handler } = f",
            "export const { handler } = f",
            "export const // why\n  handler = f",
            "export async function handler() {}",
            "export default function* handler() {}",
            "exports.main = f",
            "module.exports = { a: '(', b: [1, 2], c() { return 1; }, handler }",
            "module.exports = { handler: f }",
            "module.exports = { /* why */ handler: f }",
            "module.exports = {\n  // why (\n  a,\n  handler: f,\n}",
            "module.exports = {\n  // why )\n  a,\n  handler: f,\n}",
            "module.exports = { async handler() {} }",
            "module.exports = { a, get handler() { return f; } }",
            "module.exports = { a, *handler() {} }",
            "module.exports = { 'handler': f }",
            "Object.assign(module.exports, { handler })",
            "Object.defineProperty(exports, 'handler', {})",
            "Object.defineProperty(\n  module.exports, \"handler\", {})",
            "exports = module.exports = { handler }",
            "export = { handler }",
            "import { Handler } from 'aws-lambda'; export const f = 1",
            "exports.go = async ({ Records }) => 1",
            "exports.go = async ({ a = f(), Records = [] }) => 1",
            "exports.go = async (/* why */ { a: { b }, Records }) => 1",
        ] {
            assert!(may_hold_handler(code), "{code}");
        }
        for code in [
            "exports.domain = f",
            "exports.handlers = f",
            "exports.on = (type, handler) => handler.call(type)",
            "exports.a = 1; const handler = f;",
            "exports.a = 1; node.handler = f;",
            "exports.a = 1; /** The main one.\n * handler is not */",
            "exports.a = ['block', 'handler', 'finalizer']",
            "exports.a = f({ handler: 1 })",
            "exports.a = require('./handler')",
            "exports.a = f(event, handler, 1)",
            "exports.a = () => ({ b: { Records: 1 } })",
        ] {
            assert!(!may_hold_handler(code), "{code}");
        }
    }
}
