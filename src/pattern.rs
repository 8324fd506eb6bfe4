//! The patterns of a `leaks.scm`: of each, the shape that is looked for, and what is
//! asked about a match. Knows the syntax of queries, no tree and no transform.
//!
//! They are queries of tree-sitter, of which no more is read than what patterns need.

use anyhow::{Context as _, anyhow, bail};
use regex::Regex;

use crate::{
    semantic::Property,
    syntax::{Node, Shape},
};

/// A pattern of a query.
pub(crate) struct Pattern {
    /// What is looked for; the captures are numbered in their order.
    pub shape: Shape,
    /// The names of the captures.
    pub captures: Vec<&'static str>,
    /// What is asked about a match; words before meaning.
    pub conditions: Vec<Condition>,
    settings: Vec<(&'static str, Option<&'static str>)>,
}

/// A question about what a capture has.
pub(crate) struct Condition {
    /// The number of the capture.
    pub capture: usize,
    /// The question.
    pub asked: Asked,
    /// The answer that is wanted.
    pub holds: bool,
}

/// What is asked about a node.
pub(crate) enum Asked {
    /// Its text is one of these.
    OneOf(Vec<&'static str>),
    /// Its text has a match.
    Matches(Regex),
    /// What it means.
    Property(Property),
}

impl Asked {
    /// The answer of a node's text; `None` where that does not tell.
    pub fn by_text(&self, node: Node<'_>) -> Option<bool> {
        match self {
            Asked::OneOf(words) => Some(words.contains(&node.text())),
            Asked::Matches(expression) => Some(expression.is_match(node.text())),
            Asked::Property(_) => None,
        }
    }
}

impl Pattern {
    /// Reads all patterns of a query.
    ///
    /// # Errors
    /// What is wrong with the query, as far as it is not tree-sitter's business.
    pub fn read_all(query: &'static str) -> anyhow::Result<Vec<Pattern>> {
        let mut forms = Reader { rest: query }.forms(None)?.into_iter().peekable();
        let mut patterns = Vec::new();
        while let Some(form) = forms.next() {
            let mut parts = vec![form];
            while let Some(name) = forms.next_if(|it| matches!(it, Form::Word(word) if word.starts_with('@'))) {
                parts.push(name);
            }
            let number = patterns.len() + 1;
            patterns.push(Pattern::read(&parts).with_context(|| format!("pattern {number}"))?);
        }
        Ok(patterns)
    }

    fn read(parts: &[Form]) -> anyhow::Result<Pattern> {
        let mut pattern = Pattern {
            shape: Shape::default(),
            captures: Vec::new(),
            conditions: Vec::new(),
            settings: Vec::new(),
        };
        // Around a node and what is asked about it may be a bracket.
        let parts = match parts {
            [Form::List('(', inner)] if matches!(inner.first(), Some(Form::List(..))) => inner,
            plain => plain,
        };
        let mut predicates = Vec::new();
        let shapes = pattern.shapes(parts, &mut predicates)?;
        let [shape] = <[Shape; 1]>::try_from(shapes).map_err(|_| anyhow!("it is not one node"))?;
        pattern.shape = shape;
        for (name, arguments) in predicates {
            pattern.ask(name, arguments)?;
        }
        // The text of a node is at hand, its meaning is not.
        pattern
            .conditions
            .sort_by_key(|it| matches!(it.asked, Asked::Property(_)));
        Ok(pattern)
    }

    /// What `(#set! key "value")` says; `Some(None)` for a key without a value.
    pub fn setting(&self, key: &str) -> Option<Option<&'static str>> {
        self.settings.iter().find(|(it, _)| *it == key).map(|(_, value)| *value)
    }

    /// Captures by their names.
    pub fn named<'s>(&self, captures: &[(usize, Node<'s>)]) -> Vec<(&'static str, Node<'s>)> {
        let named = captures.iter().map(|(number, node)| (self.captures[*number], *node));
        named.collect()
    }

    /// The nodes that forms describe; predicates are put aside.
    fn shapes<'f>(
        &mut self,
        forms: &'f [Form],
        predicates: &mut Vec<(&'static str, &'f [Form])>,
    ) -> anyhow::Result<Vec<Shape>> {
        let mut shapes: Vec<Shape> = Vec::new();
        let mut field = None;
        for form in forms {
            match (form, shapes.last_mut()) {
                (Form::List('(', parts), last) => match parts.as_slice() {
                    [Form::Word(name), arguments @ ..] if name.starts_with('#') => predicates.push((name, arguments)),
                    [Form::Word(kind), inner @ ..] if last.is_none_or(|it| !it.is_last) => shapes.push(Shape {
                        kind: (*kind != "_").then_some(*kind),
                        field: field.take(),
                        children: self.shapes(inner, predicates)?,
                        ..Shape::default()
                    }),
                    _ => bail!("a group of nodes, and a node behind `.`, are not looked for: ask with `#is?`"),
                },
                (Form::Word("."), Some(last)) => last.is_last = true,
                (Form::Word(word), last) => match (word.strip_prefix('@'), word.strip_suffix(':'), last) {
                    (Some(name), _, Some(last)) if last.capture.is_none() => last.capture = Some(self.capture(name)),
                    (None, Some(name), _) => field = Some(name),
                    _ => bail!("`{word}` is not looked for: ask with `#is?`"),
                },
                (Form::List(..) | Form::Text(_), _) => {
                    bail!("alternatives and tokens are not looked for: ask with `#is?`")
                }
            }
        }
        Ok(shapes)
    }

    /// The number of a capture.
    fn capture(&mut self, name: &'static str) -> usize {
        let known = self.captures.iter().position(|it| *it == name);
        known.unwrap_or_else(|| {
            self.captures.push(name);
            self.captures.len() - 1
        })
    }

    fn ask(&mut self, name: &'static str, arguments: &[Form]) -> anyhow::Result<()> {
        if name == "#set!" {
            return self.set(arguments);
        }
        let [Form::Word(capture), arguments @ ..] = arguments else {
            bail!("`{name}` asks about a capture: write ({name} @capture …)");
        };
        let known = capture
            .strip_prefix('@')
            .and_then(|name| self.captures.iter().position(|it| *it == name));
        let capture = known.with_context(|| format!("`{name}` asks about {capture}, which captures nothing"))?;
        let plain = name.trim_end_matches('?').trim_start_matches('#');
        let asked = match (plain, arguments) {
            ("is" | "is-not", [Form::Word(word)]) => Asked::Property(word.parse().map_err(anyhow::Error::msg)?),
            ("eq" | "not-eq", [Form::Text(text)]) => Asked::OneOf(vec![plain_text(text)]),
            ("match" | "not-match", [Form::Text(text)]) => Asked::Matches(Regex::new(plain_text(text))?),
            ("any-of" | "not-any-of", texts) => Asked::OneOf(
                texts
                    .iter()
                    .map(|it| match it {
                        Form::Text(text) => Ok(plain_text(text)),
                        _ => bail!("`{name}` takes texts"),
                    })
                    .collect::<anyhow::Result<_>>()?,
            ),
            _ => bail!("nobody knows the predicate `{name}` with these arguments"),
        };
        self.conditions.push(Condition {
            capture,
            asked,
            holds: !plain.split('-').any(|it| it == "not"),
        });
        Ok(())
    }

    fn set(&mut self, arguments: &[Form]) -> anyhow::Result<()> {
        self.settings.push(match arguments {
            [Form::Word(key)] => (key, None),
            [Form::Word(key), Form::Text(value)] => (key, Some(plain_text(value))),
            _ => bail!("`#set!` takes a key, and perhaps a text"),
        });
        Ok(())
    }
}

/// A part of a query.
enum Form {
    /// What stands in `(…)` or `[…]`.
    List(char, Vec<Form>),
    /// A name of a node, a field or a capture; a quantifier, an anchor.
    Word(&'static str),
    /// What stands between quotes, as it is written.
    Text(&'static str),
}

struct Reader {
    rest: &'static str,
}

impl Reader {
    /// The forms up to the bracket that closes them, or to the end.
    fn forms(&mut self, open: Option<char>) -> anyhow::Result<Vec<Form>> {
        let mut forms = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            let Some(first) = self.rest.chars().next() else {
                return match open {
                    Some(open) => bail!("a `{open}` is not closed"),
                    None => Ok(forms),
                };
            };
            match first {
                ';' => self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest),
                '(' | '[' => {
                    self.rest = &self.rest[1..];
                    forms.push(Form::List(first, self.forms(Some(first))?));
                }
                ')' | ']' => {
                    if open.map(closing) != Some(first) {
                        bail!("a `{first}` closes nothing");
                    }
                    self.rest = &self.rest[1..];
                    return Ok(forms);
                }
                '"' => forms.push(Form::Text(self.text()?)),
                // Quantifiers follow without a space.
                '*' | '+' | '?' => forms.push(Form::Word(self.take(1))),
                _ => {
                    let is_end = |it: char| it.is_whitespace() || matches!(it, '(' | ')' | '[' | ']' | '"' | ';');
                    let length = self.rest.find(is_end).unwrap_or(self.rest.len());
                    forms.push(Form::Word(self.take(length)));
                }
            }
        }
    }

    fn text(&mut self) -> anyhow::Result<&'static str> {
        let mut escaped = false;
        let end = self.rest[1..].find(|it: char| {
            let ends = it == '"' && !escaped;
            escaped = it == '\\' && !escaped;
            ends
        });
        let end = end.context("a text is not closed")?;
        let text = &self.rest[1..=end];
        self.rest = &self.rest[end + 2..];
        Ok(text)
    }

    fn take(&mut self, length: usize) -> &'static str {
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        word
    }
}

fn closing(open: char) -> char {
    if open == '(' { ')' } else { ']' }
}

/// A text without its escapes. Few have any; those live as long as the process.
fn plain_text(text: &'static str) -> &'static str {
    match text.contains('\\') {
        true => Box::leak(text.replace("\\\"", "\"").replace("\\\\", "\\").into_boxed_str()),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(query: &'static str) -> Pattern {
        let mut patterns = Pattern::read_all(query).expect("the example is a query");
        assert_eq!(patterns.len(), 1, "{query}");
        patterns.remove(0)
    }

    #[test]
    fn patterns_that_ask_other_questions_have_one_shape() {
        let one = read("((call function: (_) @f (x (y) @mark .)) @leak (#is? @f promised) (#eq? @f \"a\"))");
        let other = read("; why\n(\n(call function: (_) @callee (x (y) @y .)) @leak)");
        assert_eq!(one.shape, other.shape);
        assert_eq!(one.captures, ["f", "mark", "leak"]);
        assert!(
            !matches!(one.conditions[0].asked, Asked::Property(_)),
            "texts are asked first"
        );
    }

    #[test]
    fn a_shape_has_nodes_fields_and_captures() {
        let call = read("(call function: (_) @f (x (y) @mark .)) @leak").shape;
        assert_eq!((call.kind, call.capture, call.is_last), (Some("call"), Some(2), false));
        let [function, x] = call.children.as_slice() else {
            panic!("two nodes are in it: {call:?}");
        };
        let of = |it: &Shape| (it.kind, it.field, it.capture, it.is_last);
        assert_eq!(of(function), (None, Some("function"), Some(0), false));
        assert_eq!(of(x), (Some("x"), None, None, false));
        assert_eq!(of(&x.children[0]), (Some("y"), None, Some(1), true));
    }

    #[test]
    fn settings_and_names_after_a_pattern_are_read() {
        let pattern = read("(identifier) @leak");
        assert_eq!(
            (pattern.shape.kind, pattern.shape.capture),
            (Some("identifier"), Some(0))
        );
        let pattern = read("((identifier) @leak (#set! advisory) (#set! message \"a \\\"b\\\"\"))");
        assert_eq!(pattern.setting("advisory"), Some(None));
        assert_eq!(pattern.setting("message"), Some(Some("a \"b\"")));
        assert_eq!(pattern.setting("why"), None);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |query: &'static str| format!("{:#}", Pattern::read_all(query).err().expect("it is wrong"));
        assert_eq!(
            wrong("((a) @leak (#is? @leak no-such-word))"),
            "pattern 1: no property is called `no-such-word`"
        );
        assert_eq!(
            wrong("((a) @leak (#is? @lake promised))"),
            "pattern 1: `#is?` asks about @lake, which captures nothing"
        );
        assert_eq!(
            wrong("((a) @leak (#near? @leak \"b\"))"),
            "pattern 1: nobody knows the predicate `#near?` with these arguments"
        );
        assert_eq!(wrong("((a) @leak"), "a `(` is not closed");
        for other in [
            "((a) (b) @leak)",
            "(a (b)? @c) @leak",
            "(a !b) @leak",
            "(a [(b) (c)]) @leak",
            "(a . (b) (c)) @leak",
            "(a (b) . (c)) @leak",
            "(a \"b\") @leak",
        ] {
            assert!(wrong(other).starts_with("pattern 1: "), "{other}");
        }
    }
}
