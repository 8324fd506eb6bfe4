//! Statements at the top of a function, below its directives and above all that it
//! does. Knows the layout of functions, not what the statements say.

use crate::syntax::Node;

use super::{New, Rewrite, Template, after_comment};

impl<'s> Rewrite<'s> {
    /// Statements before all others of a function, one a line, with semicolons and
    /// two spaces a step. An arrow function without a block gets one.
    pub fn begin(&mut self, function: Node<'s>, lines: &str) {
        let Some(body) = function.field("body") else {
            return;
        };
        if body.kind() != "statement_block" {
            let text = format!("{{\n  {}\n  return $value;\n}}", lines.replace('\n', "\n  "));
            // `=> ({ … })` needs its parentheses no longer.
            let inner = body.peeled();
            let is_bare = body.text().len() == inner.text().len() + 2 && inner.kind() == "object";
            let value = if is_bare { inner } else { body };
            let template = Template::new(text).fragment("value", value.range());
            let new = New::Code(template);
            self.push_anchored(body.source, body.range(), new, function.start());
            // A block begins behind the arrow.
            let between = function.token("=>").map_or(body.start(), |it| it.end())..body.start();
            if between.len() > 1 && body.source.text[between.clone()].trim().is_empty() {
                self.push(body.source, between, New::Text(" ".to_owned()));
            }
            return;
        }
        let statements = body.children();
        let directives = statements.iter().take_while(|it| is_directive(**it)).count();
        let first = statements.get(directives).copied();
        let Some(first) = first else {
            return;
        };
        if !body.source.starts_line(first.start()) {
            let line: Vec<&str> = lines.lines().map(str::trim).collect();
            return self.insert_in(body.source, first.start(), &format!("{} ", line.join(" ")));
        }
        let lines = in_style(lines, first);
        match statements[..directives].last() {
            Some(directive) => {
                let at = with_comments(directive.end(), first);
                self.push_anchored(body.source, at..at, New::Text(format!("{lines}\n")), first.start());
            }
            None => {
                let at = after_comment(body.source, body.start() + 1);
                self.push_anchored(body.source, at..at, New::Text(format!("\n{lines}")), first.start());
            }
        }
    }
}

/// Where the comments begin that stand after something on lines of their own above a
/// statement.
pub(super) fn with_comments(after: usize, statement: Node<'_>) -> usize {
    let source = statement.source;
    let between = after..statement.start();
    let comments = source.comments().into_iter().map(|it| it.start);
    let mut own = comments.filter(|it| between.contains(it) && source.starts_line(*it));
    own.next().unwrap_or(statement.start())
}

/// Lines in the style of the file around the statement that they precede.
fn in_style(lines: &str, next: Node<'_>) -> String {
    let style = next.source.style();
    let step = style.step_at(next.source.indent_at(next.start())).to_owned();
    let line = |line: &str| {
        let code = line.trim_start();
        let depth = (line.len() - code.len()) / 2;
        let code = if style.semicolons {
            code
        } else {
            code.trim_end_matches(';')
        };
        format!("{}{code}", step.repeat(depth))
    };
    let mut text = lines.lines().map(line).collect::<Vec<_>>().join("\n");
    // Without a semicolon the next statement would go on in this one.
    if !style.semicolons && next.text().starts_with(['(', '[', '`', '+', '-', '/']) && !text.ends_with('}') {
        text.push(';');
    }
    text
}

/// `'use strict';`
fn is_directive(statement: Node<'_>) -> bool {
    let value = statement.first_child();
    statement.kind() == "expression_statement" && value.is_some_and(|it| it.kind() == "string")
}
