//! How deep code can be nested at most, told from its bytes. Knows tokens, no grammar; where a token can be read in two
//! ways it does not guess.
//!
//! Within a pair of brackets each operator and each word may be one level more (`!!!x`, `if (a) if (b) …`, `a.b.c`), until
//! a statement or an item ends. So the bound is far above what real nesting is, and never below.

use crate::syntax::Language;

/// The most levels that a parser may have to go down for a text; nothing where its bytes do not tell.
pub(super) fn bound(text: &str, language: Language) -> Option<usize> {
    // Line ends that are none in comments of other languages.
    let has_odd_lines = ["\u{2028}", "\u{2029}"].iter().any(|it| text.contains(it));
    if has_odd_lines {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut scan = Scan {
        text: text.as_bytes(),
        at: 0,
        has_markup: language != Language::TypeScript,
        before: Before::Operator,
        levels: vec![Level::default()],
        deepest: 0,
    };
    if text.starts_with("#!") {
        scan.skip_line();
    }
    while scan.at < scan.text.len() {
        scan.token()?;
        scan.deepest = scan.deepest.max(scan.level().depth());
    }
    Some(scan.deepest)
}

struct Scan<'t> {
    text: &'t [u8],
    at: usize,
    /// `<a>` may be an element.
    has_markup: bool,
    before: Before,
    levels: Vec<Level>,
    deepest: usize,
}

/// What the last token was, as far as it says what `/` and `<` are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// An expression follows.
    Operator,
    /// So it does after `;`.
    Semicolon,
    /// An operator follows.
    Operand,
    /// A name follows.
    Dot,
    /// `if`, `for` or the like: its head follows.
    Head,
    /// The end of `(…)`; of `if (…)` where it is a head.
    Parenthesis { is_head: bool },
    /// The end of a block or of an object.
    Brace,
    /// `++` or `--`: no element follows, nor a type.
    Step,
    /// Either may follow.
    Unclear,
}

/// What is between two brackets.
#[derive(Clone, Copy, Default)]
struct Level {
    bracket: u8,
    /// The levels around it.
    around: usize,
    /// Tokens since a statement or an item has begun.
    links: usize,
    /// Those of them that a `,` does not end: `if`, `else`, labels.
    floor: usize,
    /// `<`, which may be the bracket of types.
    angles: usize,
    /// `?` without its `:`.
    questions: usize,
    /// `:` since the last `,`, which may be of labels.
    colons: usize,
    /// There was a `,` since the statement began.
    is_list: bool,
    /// It is the head of an `if` or a loop.
    is_head: bool,
    /// Links and floor before the last `;`, where `else` or `while` may go on.
    ended: (usize, usize),
}

impl Level {
    fn depth(&self) -> usize {
        self.around + 1 + self.links + self.angles
    }

    fn end_statement(&mut self) {
        *self = Level {
            ended: (self.links + self.angles, self.floor),
            bracket: self.bracket,
            around: self.around,
            is_head: self.is_head,
            ..Level::default()
        };
    }

    fn end_item(&mut self) {
        // An item of an object has one colon; more may be labels.
        self.floor += self.colons.saturating_sub(usize::from(self.is_list));
        self.links = self.floor;
        self.colons = 0;
        self.is_list = true;
    }

    fn go_on(&mut self) {
        self.links = self.links.max(self.ended.0);
        self.floor = self.floor.max(self.ended.1);
    }
}

/// What a word says of the code around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// A statement follows that is nested in one.
    Nesting,
    /// An expression follows.
    Prefix,
    /// It is a name elsewhere, or says nothing of what follows.
    Unclear,
    Name,
}

/// Whether a byte may stand in a word.
const IS_OF_WORD: [bool; 256] = {
    let mut is = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is[byte as usize] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'_' | b'$' | b'#' | b'@');
        byte += 1;
    }
    is
};

impl Word {
    fn of(word: &[u8]) -> Word {
        // All that mean something are short and of small letters.
        if word.len() > b"instanceof".len() || !word[0].is_ascii_lowercase() {
            return Word::Name;
        }
        match word {
            b"if" | b"else" | b"for" | b"while" | b"do" | b"with" => Word::Nesting,
            b"return" | b"typeof" | b"case" | b"in" | b"instanceof" | b"void" | b"delete" | b"throw" | b"new"
            | b"extends" | b"default" | b"export" => Word::Prefix,
            b"of" | b"yield" | b"await" | b"async" | b"let" | b"as" | b"is" | b"satisfies" | b"keyof" | b"infer"
            | b"unique" | b"readonly" | b"static" | b"get" | b"set" | b"accessor" | b"declare" | b"abstract"
            | b"public" | b"private" | b"protected" | b"asserts" => Word::Unclear,
            _ => Word::Name,
        }
    }
}

/// Whether a word begins a statement wherever it follows an operand: it is no name, and goes on with nothing.
fn is_beginning(word: &[u8]) -> bool {
    matches!(word, b"const" | b"var" | b"return" | b"throw" | b"export")
}

impl Scan<'_> {
    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().expect("the text itself is never closed")
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &[u8] {
        &self.text[self.at..]
    }

    fn skip_line(&mut self) {
        let line = memchr::memchr2(b'\n', b'\r', self.rest());
        self.at = line.map_or(self.text.len(), |it| self.at + it);
    }

    fn skip_blank(&mut self) {
        let is_blank = |it: &u8| matches!(it, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
        let end = self.rest().iter().position(|it| !is_blank(it));
        self.at = end.map_or(self.text.len(), |it| self.at + it);
    }

    fn token(&mut self) -> Option<()> {
        match self.byte(0) {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => self.skip_blank(),
            b'/' => self.slash()?,
            quote @ (b'"' | b'\'') => self.string(quote)?,
            b'`' => {
                self.at += 1;
                self.level().links += 1;
                self.template()?;
            }
            bracket @ (b'(' | b'[' | b'{') => self.open(bracket),
            bracket @ (b')' | b']' | b'}') => self.close(bracket)?,
            b';' => {
                self.level().end_statement();
                self.pass(1, Before::Semicolon);
            }
            b',' => {
                self.level().end_item();
                self.pass(1, Before::Operator);
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' | b'#' | b'@' => self.word(),
            // Names and white space beyond ASCII, and escapes.
            0x80.. | b'\\' => return None,
            other => self.operator(other)?,
        }
        Some(())
    }

    /// A token that may be one level more.
    fn link(&mut self, bytes: usize, before: Before) {
        self.level().links += 1;
        self.pass(bytes, before);
    }

    fn pass(&mut self, bytes: usize, before: Before) {
        self.at += bytes;
        self.before = before;
    }

    fn slash(&mut self) -> Option<()> {
        match (self.byte(1), self.before) {
            (b'/', _) => self.skip_line(),
            (b'*', _) => {
                let end = memchr::memmem::find(&self.rest()[2..], b"*/")?;
                self.at += end + 4;
            }
            (_, Before::Operand | Before::Parenthesis { is_head: false }) => self.link(1, Before::Operator),
            (_, Before::Operator | Before::Semicolon | Before::Parenthesis { is_head: true }) => self.regex()?,
            (_, Before::Dot | Before::Head | Before::Brace | Before::Step | Before::Unclear) => return None,
        }
        Some(())
    }

    fn regex(&mut self) -> Option<()> {
        let mut is_class = false;
        self.at += 1;
        loop {
            match *self.text.get(self.at)? {
                b'\n' | b'\r' => return None,
                b'\\' if matches!(self.byte(1), b'\n' | b'\r') => return None,
                b'\\' => self.at += 1,
                b'[' => is_class = true,
                b']' => is_class = false,
                b'/' if !is_class => break,
                _ => {}
            }
            self.at += 1;
        }
        self.link(1, Before::Operand);
        Some(())
    }

    fn string(&mut self, quote: u8) -> Option<()> {
        self.at += 1;
        loop {
            match *self.text.get(self.at)? {
                b'\\' if self.byte(1) == b'\r' && self.byte(2) == b'\n' => self.at += 2,
                b'\\' => self.at += 1,
                b'\n' | b'\r' => return None,
                it if it == quote => break,
                _ => {}
            }
            self.at += 1;
        }
        self.link(1, Before::Operand);
        Some(())
    }

    /// The text of a template, up to its end or to a `${`.
    fn template(&mut self) -> Option<()> {
        loop {
            match *self.text.get(self.at)? {
                b'\\' => self.at += 1,
                b'`' => break,
                b'$' if self.byte(1) == b'{' => {
                    self.at += 1;
                    self.open(b'$');
                    return Some(());
                }
                _ => {}
            }
            self.at += 1;
        }
        self.pass(1, Before::Operand);
        Some(())
    }

    fn open(&mut self, bracket: u8) {
        let level = self.level();
        level.links += 1;
        let around = level.depth();
        self.levels.push(Level {
            bracket,
            around,
            is_head: self.before == Before::Head,
            ..Level::default()
        });
        self.pass(1, Before::Operator);
    }

    fn close(&mut self, bracket: u8) -> Option<()> {
        let level = *self.level();
        match (level.bracket, bracket) {
            (b'(', b')') => self.before = Before::Parenthesis { is_head: level.is_head },
            (b'[', b']') => self.before = Before::Operand,
            (b'{', b'}') => self.before = Before::Brace,
            (b'$', b'}') => {}
            _ => return None,
        }
        self.levels.pop();
        self.at += 1;
        match level.bracket {
            b'$' => self.template(),
            _ => Some(()),
        }
    }

    fn word(&mut self) {
        let text = self.text;
        let rest = &text[self.at..];
        let length = rest.iter().position(|it| !IS_OF_WORD[usize::from(*it)]);
        let length = length.unwrap_or(rest.len());
        let word = &rest[..length];
        let kind = Word::of(word);
        let before = self.before;
        if before == Before::Dot {
            return self.link(length, Before::Operand);
        }
        let is_ended = matches!(
            before,
            Before::Operand | Before::Brace | Before::Parenthesis { is_head: false }
        );
        if is_ended && is_beginning(word) {
            self.level().end_statement();
        }
        if kind == Word::Nesting {
            if before == Before::Semicolon {
                self.level().go_on();
            }
            self.level().floor += 1;
        }
        let after = match kind {
            Word::Nesting if word == b"else" || word == b"do" => Before::Operator,
            // What is opened next is its head.
            Word::Nesting => Before::Head,
            Word::Prefix => Before::Operator,
            Word::Unclear if word == b"await" && before == Before::Head => Before::Head,
            Word::Unclear => Before::Unclear,
            Word::Name => Before::Operand,
        };
        self.link(length, after);
    }

    fn operator(&mut self, byte: u8) -> Option<()> {
        match (byte, self.byte(1), self.byte(2)) {
            (b'<', b'!', b'-') | (b'-', b'-', b'>') => return None,
            (b'+', b'+', _) | (b'-', b'-', _) => self.link(2, Before::Step),
            (b'=', b'>', _) => self.link(2, Before::Operator),
            (b'<', ..) => {
                let is_operator = matches!(
                    self.before,
                    Before::Operand | Before::Parenthesis { is_head: false } | Before::Step
                );
                if self.has_markup && !is_operator {
                    return None;
                }
                // `<<` is one operator, or opens the types of a function's type: `f<<T>(it: T) => T>`.
                let angles = if self.byte(1) == b'<' { 2 } else { 1 };
                self.level().angles += angles;
                self.pass(angles, Before::Operator);
            }
            (b'>', ..) => self.link(1, Before::Unclear),
            (b'.', b'.', b'.') => self.link(3, Before::Operator),
            (b'.', ..) | (b'?', b'.', _) => self.link(if byte == b'?' { 2 } else { 1 }, Before::Dot),
            (b'?', b'?', _) => self.link(2, Before::Operator),
            (b'?', ..) => {
                self.level().questions += 1;
                self.link(1, Before::Operator);
            }
            (b':', ..) => {
                let level = self.level();
                match level.questions {
                    0 => level.colons += 1,
                    _ => level.questions -= 1,
                }
                self.link(1, Before::Operator);
            }
            _ => self.link(1, Before::Operator),
        }
        Some(())
    }
}
