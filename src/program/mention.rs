//! Which modules a file may mention, found in its bytes: a superset of what its
//! code imports, for far less than parsing it costs. Knows no file but this one.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// What the bytes of a file may import.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// Strings after `from`, `import`, `import(` and `require(`, and those that look
    /// like the path of a module, sorted.
    pub specifiers: Vec<Box<str>>,
    /// Arguments of `require` and `import` that are no string.
    pub computed: Vec<Computed>,
    /// Something is written in a way that only a parser can read.
    pub is_unsure: bool,
}

/// A module that is named by an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Computed {
    /// The text that it begins with: `./jobs/` of `` `./jobs/${name}` ``.
    pub prefix: Box<str>,
    /// It starts from the file's own directory and does not lead out of it.
    pub is_near: bool,
}

/// Reads the mentions of a file.
pub(super) fn mentions(bytes: &[u8]) -> Mentions {
    let mut found = Mentions::default();
    for word in WORDS.find_iter(bytes) {
        let is_whole = word.start().checked_sub(1).is_none_or(|at| !is_name(bytes[at]));
        if !is_whole || bytes.get(word.end()).is_some_and(|it| is_name(*it)) {
            continue;
        }
        let mut cursor = Cursor { bytes, at: word.end() };
        cursor.skip_blank();
        let is_call = cursor.take(b'(') || cursor.take_all(b"?.(");
        // `import x from 'y'` is found by its `from`; `require.resolve` is no import.
        let wants_call = WORD_LIST[word.pattern()] == "require";
        if is_call {
            cursor.skip_blank();
        }
        match cursor.peek() {
            Some(b'\'' | b'"') if is_call || !wants_call => found.string(cursor, is_call),
            // `Array.from(…)` takes anything.
            Some(_) if is_call && WORD_LIST[word.pattern()] != "from" => found.compute(cursor),
            _ => {}
        }
        // A space that is not ASCII may stand before a string.
        let is_odd = cursor.peek().is_some_and(|it| !it.is_ascii());
        found.is_unsure |= is_odd && (is_call || !wants_call);
    }
    for quote in QUOTED_PATHS.find_iter(bytes) {
        let mut cursor = Cursor {
            bytes,
            at: quote.start(),
        };
        found.path(&mut cursor);
    }
    found.specifiers.sort_unstable();
    found.specifiers.dedup();
    found
}

/// `jest.mock('./store')` names a module without importing it.
static QUOTED_PATHS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(["'./", "\"./", "'../", "\"../"]).expect("four words make a small automaton"));

const WORD_LIST: [&str; 3] = ["require", "import", "from"];

static WORDS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(WORD_LIST).expect("three words make a small automaton"));

impl Mentions {
    /// Those of a file that nobody has looked into.
    pub fn anything() -> Mentions {
        Mentions {
            computed: vec![Computed {
                prefix: "".into(),
                is_near: false,
            }],
            ..Mentions::default()
        }
    }

    /// Adds what a parser has read.
    pub fn know(&mut self, specifiers: Vec<String>) {
        self.specifiers
            .extend(specifiers.into_iter().map(String::into_boxed_str));
        self.is_unsure = false;
    }

    fn string(&mut self, mut cursor: Cursor<'_>, is_call: bool) {
        let Some(content) = cursor.string() else {
            return;
        };
        match str::from_utf8(content) {
            Ok(content) if !content.contains('\\') => {
                cursor.skip_blank();
                let goes_on = cursor.peek().is_some_and(|it| !matches!(it, b')' | b','));
                match is_call && goes_on {
                    // `require('./jobs/' + name)`
                    true => self.computed.push(Computed {
                        prefix: content.into(),
                        is_near: false,
                    }),
                    false => self.specifiers.push(content.into()),
                }
            }
            _ => self.is_unsure = true,
        }
    }

    /// A string that looks like the path of a module.
    fn path(&mut self, cursor: &mut Cursor<'_>) {
        let content = cursor.string().and_then(|it| str::from_utf8(it).ok());
        let plain = content.filter(|it| it.len() < 200 && !it.contains(['\\', ' ', '$', '*']));
        self.specifiers.extend(plain.map(Box::from));
    }

    fn compute(&mut self, mut cursor: Cursor<'_>) {
        let rest = &cursor.bytes[cursor.at..];
        let line = rest.split(|it| matches!(it, b'\n' | b'\r')).next().unwrap_or_default();
        let argument = String::from_utf8_lossy(&line[..line.len().min(200)]);
        let prefix = match cursor.take(b'`') {
            true => argument[1..].split(['$', '`']).next().unwrap_or_default(),
            false => "",
        };
        let is_near = argument.contains("__dirname") && !argument.contains("..");
        self.computed.push(Computed {
            prefix: prefix.into(),
            is_near,
        });
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

#[derive(Clone, Copy)]
struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn take_all(&mut self, token: &[u8]) -> bool {
        let is_there = self.bytes[self.at..].starts_with(token);
        self.at += if is_there { token.len() } else { 0 };
        is_there
    }

    /// Steps over white space and comments.
    fn skip_blank(&mut self) {
        loop {
            let rest = &self.bytes[self.at..];
            let end = |token: &[u8]| memchr::memmem::find(rest, token).map_or(rest.len(), |at| at + token.len());
            self.at += match rest {
                [b' ' | b'\t' | b'\r' | b'\n' | b'\x0b' | b'\x0c', ..] => 1,
                [b'/', b'/', ..] => end(b"\n"),
                [b'/', b'*', ..] => end(b"*/"),
                _ => return,
            };
        }
    }

    /// What stands between quotes on one line.
    fn string(&mut self) -> Option<&'b [u8]> {
        let quote = self.peek()?;
        let start = self.at + 1;
        let mut at = start;
        loop {
            match self.bytes.get(at)? {
                b'\\' => at += 2,
                b'\n' | b'\r' => return None,
                it if *it == quote => break,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(&self.bytes[start..at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn specifiers(code: &str) -> Vec<String> {
        let found = mentions(code.as_bytes());
        assert!(!found.is_unsure && found.computed.is_empty(), "{code}: {found:?}");
        found.specifiers.iter().map(|it| it.to_string()).collect()
    }

    #[test]
    fn every_way_to_import_is_seen() {
        for code in [
            "const a = require('./a');",
            "require ( /* why */ \"./a\" )",
            "require( // why\n  './a',\n)",
            "require?.('./a')",
            "import a from './a';",
            "import'./a'",
            "import{a}from'./a'",
            "import * as a from\n  \"./a\";",
            "export * from './a';",
            "export { a } from './a' with { type: 'json' };",
            "const a = await import('./a');",
            "import(/* webpackChunkName: 'x' */ './a', { with: {} })",
            "import a = require('./a');",
            "type A = import('./a').A;",
            "jest.mock('./a', () => ({}))",
        ] {
            assert_eq!(specifiers(code), ["./a"], "{code}");
        }
    }

    #[test]
    fn other_words_import_nothing() {
        for code in [
            "myrequire('a')",
            "requires('a')",
            "require.resolve('a')",
            "const from = 'a';",
            "important('a')",
            "const text = './a b'",
            "// from the 'start\n",
            "import.meta.url",
        ] {
            assert_eq!(specifiers(code), [""; 0], "{code}");
        }
    }

    #[test]
    fn what_is_named_by_an_expression_is_told_with_its_beginning() {
        let computed = |code: &str| {
            let found = mentions(code.as_bytes());
            assert!(found.specifiers.iter().all(|it| code.contains(&**it)), "{code}");
            let all = found.computed.iter().map(|it| (it.prefix.to_string(), it.is_near));
            all.collect::<Vec<_>>()
        };
        assert_eq!(computed("import(`./jobs/${name}.js`)"), [("./jobs/".to_owned(), false)]);
        assert_eq!(computed("require('./jobs/' + name)"), [("./jobs/".to_owned(), false)]);
        assert_eq!(computed("require(`./jobs`)"), [("./jobs".to_owned(), false)]);
        assert_eq!(computed("require(name)"), [(String::new(), false)]);
        assert_eq!(computed("require(path.join(__dirname, file))"), [(String::new(), true)]);
        assert_eq!(computed("require(__dirname + '/../a')"), [(String::new(), false)]);
    }

    #[test]
    fn what_only_a_parser_can_read_is_left_to_it() {
        assert!(mentions(br"require('./\u0061')").is_unsure);
        assert!(mentions("require(\u{a0}'./a')".as_bytes()).is_unsure);
        assert!(mentions("import\u{feff}'./a'".as_bytes()).is_unsure);
        assert!(mentions(b"require('./\xff')").is_unsure);
    }
}
