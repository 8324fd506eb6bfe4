//! Markdown as a page of a terminal: headings, paragraphs, lists, code and tables.
//! Knows no more of Markdown than READMEs of transforms use; what is else in one is
//! printed as its text.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use textwrap::{WordSeparator, WordSplitter, core::display_width, wrap};

use crate::report::coloured;

const BOLD: &str = "\u{1b}[1m";
const NOT_BOLD: &str = "\u{1b}[22m";
const ITALIC: &str = "\u{1b}[3m";
const NOT_ITALIC: &str = "\u{1b}[23m";
const CYAN: &str = "\u{1b}[36m";
const UNDERLINED: &str = "\u{1b}[4m";
const PLAIN: &str = "\u{1b}[0m";
const NO_COLOUR: &str = "\u{1b}[39m";

/// How far code is indented.
const CODE_INDENT: &str = "    ";

/// A Markdown text for a terminal with so many columns.
pub(super) fn page(markdown: &str, width: usize) -> String {
    let mut page = Page {
        width,
        ..Page::default()
    };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        page.event(event);
    }
    page.out
}

#[derive(Default)]
struct Page {
    width: usize,
    out: String,
    /// The text of the block that is being read, with its styles.
    text: String,
    /// The code that is being read, and its language.
    code: Option<(String, String)>,
    /// Of each list around: the number of the next item, where it has numbers.
    lists: Vec<Option<u64>>,
    /// What the next paragraph begins with.
    marker: String,
    rows: Vec<Vec<String>>,
    /// Nothing stands between this block and the one before.
    is_tight: bool,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => *code += &text,
                None => self.text += &text,
            },
            Event::Code(code) => self.text += &format!("{CYAN}{}{NO_COLOUR}", unbroken(&code)),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Html(text) | Event::InlineHtml(text) => self.text += &text,
            Event::Rule => self.block(&["-".repeat(self.width.min(40))]),
            // Footnotes, tasks and mathematics are not asked for.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                let style = if level == pulldown_cmark::HeadingLevel::H1 {
                    UNDERLINED
                } else {
                    ""
                };
                self.text = format!("{BOLD}{style}");
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(first) => {
                self.paragraph();
                self.lists.push(first);
            }
            Tag::Item => {
                self.marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
            }
            Tag::Strong => self.text += BOLD,
            Tag::Emphasis => self.text += ITALIC,
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.text += PLAIN;
                self.paragraph();
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.paragraph(),
            TagEnd::Item => {
                self.paragraph();
                self.is_tight = true;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.is_tight = !self.lists.is_empty();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::Strong => self.text += NOT_BOLD,
            TagEnd::Emphasis => self.text += NOT_ITALIC,
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                self.rows.last_mut().into_iter().for_each(|it| it.push(cell.clone()));
            }
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    /// How far the text of the lists around is indented.
    fn indent(&self) -> String {
        "  ".repeat(self.lists.len())
    }

    /// What has been read since the last block.
    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let indent = self.indent();
        let marker = std::mem::take(&mut self.marker);
        let first = format!(
            "{}{marker}",
            &indent[..indent.len().saturating_sub(marker.len().min(2))]
        );
        let lines = wrapped(&text, self.width, &first, &indent);
        self.block(&lines);
    }

    fn code_block(&mut self) {
        let (language, code) = self.code.take().unwrap_or_default();
        let code = match language.as_str() {
            "diff" => coloured(&code),
            _ => code,
        };
        let indent = self.indent();
        // Code is never wrapped: it could not be copied then.
        let lines: Vec<String> = code
            .lines()
            .map(|it| match it.is_empty() {
                true => String::new(),
                false => format!("{indent}{CODE_INDENT}{it}"),
            })
            .collect();
        self.block(&lines);
    }

    /// Columns side by side where they fit; else each row as an item of a list.
    fn table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let widest = |column: usize| {
            rows.iter()
                .filter_map(|it| it.get(column))
                .map(|it| display_width(it))
                .max()
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widths: Vec<usize> = (0..columns.saturating_sub(1)).filter_map(widest).collect();
        let before: usize = widths.iter().map(|it| it + 2).sum();
        let mut lines = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let mut first = String::new();
            let (last, others) = row
                .split_last()
                .map_or(("", &[] as &[String]), |(it, all)| (it.as_str(), all));
            for (cell, width) in others.iter().zip(&widths) {
                first += cell;
                first += &" ".repeat(width.saturating_sub(display_width(cell)) + 2);
            }
            let (style, end) = if place == 0 { (BOLD, NOT_BOLD) } else { ("", "") };
            if before + 20 <= self.width {
                let last = format!("{style}{last}{end}");
                lines.extend(wrapped(
                    &last,
                    self.width,
                    &format!("{style}{first}{end}"),
                    &" ".repeat(before),
                ));
            } else {
                let marker = if place == 0 { "" } else { "- " };
                let row = format!("{style}{}{end}", row.join(": "));
                lines.extend(wrapped(&row, self.width, marker, "  "));
            }
        }
        self.block(&lines);
    }

    /// Lines, and an empty one before them unless they follow closely.
    fn block(&mut self, lines: &[String]) {
        if !self.out.is_empty() && !std::mem::take(&mut self.is_tight) {
            self.out.push('\n');
        }
        self.is_tight = false;
        for line in lines {
            self.out += line.trim_end().replace(UNBROKEN, " ").as_str();
            self.out.push('\n');
        }
    }
}

/// Stands for a space at which no line ends.
const UNBROKEN: char = '\u{a0}';

/// Short code stays on one line.
fn unbroken(code: &str) -> String {
    match code.len() <= 30 {
        true => code.replace(' ', &UNBROKEN.to_string()),
        false => code.to_owned(),
    }
}

fn wrapped(text: &str, width: usize, first: &str, others: &str) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(others)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    wrap(text.trim(), options)
        .into_iter()
        .map(|it| it.into_owned())
        .collect()
}
