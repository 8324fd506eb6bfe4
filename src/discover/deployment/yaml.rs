//! Reading YAML with its tags, anchors, merge keys and lines. Knows no tool.

use std::{borrow::Cow, collections::HashMap, path::Path, sync::Arc};

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{
    Problem,
    value::{Data, Entry, Value, extent, spread},
};

/// What aliases may add in all: a file that asks for more is made to fill the memory.
const MOST_COPIES: usize = 200_000;

/// Nobody nests deeper; freeing a tree takes a stack frame a level.
const DEEPEST: usize = 200;

/// How often a file is read anew with one more line indented, and how much is read for that in all.
const MOST_ATTEMPTS: usize = 100;
const MOST_BYTES: usize = 20 * 1024 * 1024;

/// The first document of a file.
pub(super) fn read(file: &Arc<Path>, text: &str) -> Result<Value, Problem> {
    let mut text = Cow::Borrowed(text.trim_start_matches('\u{feff}'));
    for _ in 0..attempts(text.len()) {
        match attempt(file, &text)? {
            Attempt::Read(value) => return Ok(value),
            Attempt::Outdented(line) => text = Cow::Owned(indented(&text, line)),
        }
    }
    Err(problem(file, 1, "no YAML: too many lines are indented too little"))
}

/// A large file is read less often.
fn attempts(bytes: usize) -> usize {
    (MOST_BYTES / bytes.max(1)).clamp(1, MOST_ATTEMPTS)
}

enum Attempt {
    Read(Value),
    /// A line within brackets stands further left than what is around them.
    Outdented(usize),
}

/// What is wrong with a line within brackets, in the parser's words. YAML wants it indented; the parsers of Python and
/// JavaScript, which deploy, do not mind.
const OUTDENTED: [&str; 2] = ["invalid indentation", "invalid indentation in flow construct"];

fn attempt(file: &Arc<Path>, text: &str) -> Result<Attempt, Problem> {
    let mut builder = Builder {
        file: Arc::clone(file),
        open: Vec::new(),
        anchors: HashMap::new(),
        copies: 0,
        whole: None,
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) if OUTDENTED.contains(&error.info()) => return Ok(Attempt::Outdented(error.marker().line())),
            Err(error) => {
                let reason = format!("no YAML: {}", error.info());
                return Err(problem(file, error.marker().line(), &reason));
            }
        };
        if matches!(event, Event::DocumentEnd) && builder.whole.is_some() {
            break;
        }
        let line = span.start.line();
        builder.see(event, line).map_err(|reason| problem(file, line, reason))?;
    }
    let value = builder.whole.unwrap_or_else(|| Value::new(file, 1, Data::Null));
    Ok(Attempt::Read(value))
}

/// The text with a line, one-based, further to the right.
fn indented(text: &str, line: usize) -> String {
    let start = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let (before, after) = text.split_at(start);
    format!("{before}{}{after}", " ".repeat(80))
}

fn problem(file: &Arc<Path>, line: usize, reason: &str) -> Problem {
    Problem {
        path: file.to_path_buf(),
        line: Some(line),
        reason: reason.to_owned(),
    }
}

struct Builder {
    file: Arc<Path>,
    /// Lists and maps that are not at their end, outer ones first.
    open: Vec<Open>,
    anchors: HashMap<usize, Value>,
    copies: usize,
    whole: Option<Value>,
}

struct Open {
    anchor: usize,
    value: Value,
    /// The key that waits for its value.
    key: Option<(String, usize)>,
}

impl Builder {
    fn see(&mut self, event: Event<'_>, line: usize) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let data = match is_null {
                    true => Data::Null,
                    false => Data::Text(text.into_owned()),
                };
                let value = self.value(line, tag, data);
                self.add(anchor, value)
            }
            Event::SequenceStart(anchor, tag) => self.enter(anchor, line, tag, Data::List(Vec::new())),
            Event::MappingStart(anchor, tag) => self.enter(anchor, line, tag, Data::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open { anchor, value, .. }) => self.add(anchor, value),
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).cloned();
                let mut value = value.unwrap_or_else(|| self.value(line, None, Data::Unknown));
                self.copy(&value)?;
                value.line = line;
                self.add(0, value)
            }
            _ => Ok(()),
        }
    }

    fn value(&self, line: usize, tag: Option<Cow<'_, Tag>>, data: Data) -> Value {
        let mut value = Value::new(&self.file, line, data);
        // `!!str` says what is so anyway.
        value.tag = tag.filter(|it| it.handle == "!").map(|it| it.suffix.clone());
        value
    }

    fn enter(&mut self, anchor: usize, line: usize, tag: Option<Cow<'_, Tag>>, data: Data) -> Result<(), &'static str> {
        if self.open.len() >= DEEPEST {
            return Err("it is nested too deep");
        }
        let value = self.value(line, tag, data);
        self.open.push(Open {
            anchor,
            value,
            key: None,
        });
        Ok(())
    }

    /// Checks that another copy of this is bearable.
    fn copy(&mut self, value: &Value) -> Result<(), &'static str> {
        let (size, depth) = extent(value);
        self.copies += size;
        if self.copies > MOST_COPIES || self.open.len() + depth > DEEPEST {
            return Err("its aliases stand for more than can be read");
        }
        Ok(())
    }

    fn add(&mut self, anchor: usize, value: Value) -> Result<(), &'static str> {
        if anchor > 0 {
            self.copy(&value)?;
            self.anchors.insert(anchor, value.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.whole.get_or_insert(value);
            return Ok(());
        };
        match &mut open.value.data {
            Data::List(items) => items.push(value),
            Data::Map(entries) => match open.key.take() {
                None => open.key = Some((key_text(&value), value.line)),
                Some((key, _)) if key == "<<" => {
                    // What is merged in does not hide what is written out.
                    let mut merged = Vec::new();
                    spread(&mut merged, &value);
                    entries.splice(0..0, merged);
                }
                Some((key, line)) => entries.push(Entry {
                    key,
                    file: Arc::clone(&self.file),
                    line,
                    value,
                }),
            },
            _ => {}
        }
        Ok(())
    }
}

/// Keys that are lists or maps are nobody's setting.
fn key_text(key: &Value) -> String {
    match &key.data {
        Data::Text(text) => text.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_are_read_less_often() {
        assert_eq!(
            [0, 20_000, 1 << 20, 5 << 20, 50 << 20].map(attempts),
            [100, 100, 20, 4, 1]
        );
    }
}
