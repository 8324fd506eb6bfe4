//! How a file is laid out, so that new code looks like its neighbours.

use super::{Node, Source};

/// The layout habits of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// One step of indentation.
    pub indent: String,
    /// One step of indentation by spaces, for lines of a file that mixes them
    /// with tabs.
    spaces: String,
    /// The line end.
    pub newline: &'static str,
    /// Whether statements end with semicolons.
    pub semicolons: bool,
    /// The quote of string literals.
    pub quote: char,
}

impl Style {
    /// One step of indentation for code that stands at `indent`.
    pub fn step_at(&self, indent: &str) -> &str {
        match (indent.chars().last(), self.indent.starts_with('\t')) {
            (Some(' '), true) => &self.spaces,
            (Some('\t'), false) => "\t",
            _ => &self.indent,
        }
    }

    /// Reads the habits off a parsed text.
    pub fn of(source: &Source) -> Style {
        let text = &source.text;
        let mut counts = Counts::default();
        source
            .root()
            .descendants()
            .iter()
            .for_each(|it| counts.count(text, *it));
        Style {
            indent: counts.most_taken(|_| true).unwrap_or_else(|| "  ".to_owned()),
            spaces: counts
                .most_taken(|it| it.starts_with(' '))
                .unwrap_or_else(|| "  ".to_owned()),
            newline: newline(text),
            semicolons: counts.with_semicolon >= counts.without_semicolon,
            quote: if counts.double_quotes > counts.single_quotes {
                '"'
            } else {
                '\''
            },
        }
    }
}

/// The line end that most lines have.
fn newline(text: &str) -> &'static str {
    let windows = text.matches("\r\n").count();
    let all = text.matches('\n').count();
    if windows * 2 > all { "\r\n" } else { "\n" }
}

#[derive(Default)]
struct Counts {
    /// How often each step is taken, in the order of the text.
    steps: Vec<(String, usize)>,
    with_semicolon: usize,
    without_semicolon: usize,
    single_quotes: usize,
    double_quotes: usize,
}

impl Counts {
    /// The step of a kind that is taken most often; of equals, the first one.
    fn most_taken(&self, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
        let steps = self.steps.iter().rev().filter(|(step, _)| is_wanted(step));
        steps.max_by_key(|(_, count)| *count).map(|(step, _)| step.clone())
    }

    fn count(&mut self, text: &str, node: Node<'_>) {
        match node.kind() {
            "expression_statement" | "lexical_declaration" | "variable_declaration" | "return_statement" => {
                if text[..node.end()].ends_with(';') {
                    self.with_semicolon += 1;
                } else {
                    self.without_semicolon += 1;
                }
                if let Some(step) = step_of(text, node) {
                    match self.steps.iter_mut().find(|(it, _)| *it == step) {
                        Some((_, count)) => *count += 1,
                        None => self.steps.push((step, 1)),
                    }
                }
            }
            "string" if text[node.start()..].starts_with('"') => self.double_quotes += 1,
            "string" => self.single_quotes += 1,
            _ => {}
        }
    }
}

/// What a statement is indented more than the block it stands in.
fn step_of(text: &str, statement: Node<'_>) -> Option<String> {
    let block = statement.parent().filter(|it| it.kind() == "statement_block")?;
    let indent = |offset: usize| {
        let start = text[..offset].rfind('\n').map_or(0, |it| it + 1);
        let line = &text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    };
    let (inner, outer) = (indent(statement.start()), indent(block.start()));
    let is_own_line = text[block.start()..statement.start()].contains('\n');
    let step = inner.strip_prefix(outer).filter(|_| is_own_line)?;
    (!step.is_empty()).then(|| step.to_owned())
}
