//! A connection that only one handler uses and that cannot be opened again, made in
//! the handler instead and closed in a `finally`. Knows connections and statements,
//! no packages by name.

use crate::{
    semantic::{Act, ConnectionId, Project},
    syntax::Node,
};

use super::{Rewrite, Template, reopened::is_visible};

/// What that costs, and the other way.
const CAVEAT: &str = "it cannot be opened again; made in the handler and closed in a `finally`, it costs a connection \
                      for each invocation; the other right way is not to close it";

const AROUND_ALL: &str = "\
$keyword $declared;
try {
  $before
  $after
} finally {
  await $close;
}";

/// The statements and calls that take part.
struct Parts<'s> {
    /// `const pool = new Pool(…);` of the module.
    declaration: Node<'s>,
    /// Those of the handler, without its directives.
    statements: Vec<Node<'s>>,
    /// The statement that closes the connection.
    closing: Node<'s>,
    call: Node<'s>,
}

/// Makes a connection in the one handler that uses it; `false`, and nothing changed,
/// where that is not exact.
pub(super) fn make_in_handler<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: ConnectionId) -> bool {
    let Some(parts) = parts(project, id) else {
        return false;
    };
    let last = *parts.statements.last().expect("the closing is one of them");
    let around = parts.closing.parent().expect("it stands in a block");
    let declared = parts.declaration.first_child().expect("it is a declarator").range();
    let keyword = parts.declaration.text().split_whitespace().next().unwrap_or("const");
    match around.parent_of_kind("finally_clause").and_then(Node::parent) {
        Some(tries) => {
            let template = Template::new("$keyword $declared;\n$tries")
                .name("keyword", keyword)
                .fragment("declared", declared)
                .fragment("tries", tries.range());
            rewrite.replace(tries, template);
            if !is_awaited(parts.call) {
                rewrite.insert(parts.call.start(), "await ");
            }
        }
        None => {
            let first = parts.statements[0];
            let text = &first.source.text;
            let before = first.start()..first.start() + text[first.start()..parts.closing.start()].trim_end().len();
            let gap =
                text[parts.closing.end()..last.end()].len() - text[parts.closing.end()..last.end()].trim_start().len();
            let template = Template::new(AROUND_ALL)
                .name("keyword", keyword)
                .fragment("declared", declared)
                .fragment("before", before)
                .fragment("after", parts.closing.end() + gap..last.end())
                .fragment("close", parts.call.range());
            rewrite.replace_range(first.start()..last.end(), template);
        }
    }
    take_away(rewrite, parts.declaration);
    rewrite.doubt(CAVEAT);
    true
}

fn is_awaited(call: Node<'_>) -> bool {
    call.wrapped().parent_of_kind("await_expression").is_some()
}

/// The lines of a statement go, with an empty line that would be one too many.
fn take_away<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    let text = &statement.source.text;
    let start = statement.source.line_start(statement.start());
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |it| from + it + 1);
    let mut end = line_end(statement.end());
    let is_empty = |line: &str| line.trim().is_empty();
    let next = line_end(end);
    let before = text[..start].lines().next_back().unwrap_or_default();
    if is_empty(before) && is_empty(&text[end..next]) {
        end = next;
    }
    rewrite.delete(start..end);
}

fn parts<'s>(project: &Project<'s>, id: ConnectionId) -> Option<Parts<'s>> {
    let made = project.connection(id).made?;
    let declarator = made.wrapped().parent_of_kind("variable_declarator")?;
    let declaration = declarator.parent()?;
    let is_alone = declaration.parent()?.kind() == "program" && declaration.children().len() == 1;
    let is_bare =
        made.source.starts_line(declaration.start()) && ends_line(declaration) && !declaration.follows_comment();
    let name = declarator
        .field("name")
        .filter(|it| is_alone && is_bare && it.is_identifier())?;
    let binding = project.binding_of(name)?;

    let references = project.references(made.source, binding);
    let function = references.first()?.ancestors().filter(|it| it.is_function()).last()?;
    let handler = project.function(function)?;
    let body = function.field("body").filter(|it| it.kind() == "statement_block")?;
    project.handler(handler)?;
    let is_inside = references.iter().all(|it| body.contains(*it)) && project[handler].is_async;
    let elsewhere = project.mentions_of(id).any(|it| it.node.source.id != made.source.id);
    if !is_inside || elsewhere || !can_be_made_in(project, made, function) {
        return None;
    }

    let mut closings = project.mentions_of(id).filter_map(|it| match it.act {
        Act::Close { call, is_seen: true } => Some(call),
        _ => None,
    });
    let (call, None) = (closings.next()?, closings.next()) else {
        return None;
    };
    let expression = call.wrapped().parent_of_kind("await_expression").unwrap_or(call);
    let closing = expression.wrapped().parent_of_kind("expression_statement")?;
    let statements = body.children().into_iter().skip_while(|it| is_directive(*it));
    let statements: Vec<Node<'s>> = statements.collect();
    let parts = Parts {
        declaration,
        statements,
        closing,
        call,
    };
    let mentions = |node: Node<'s>| references.iter().any(|it| node.contains(*it));
    parts.always_closes(mentions).then_some(parts)
}

impl<'s> Parts<'s> {
    /// Whether each way through the handler that fails nowhere comes to the closing,
    /// and none uses the connection outside of what a `finally` would cover.
    fn always_closes(&self, mentions: impl Fn(Node<'s>) -> bool) -> bool {
        let Some(block) = self.closing.parent() else {
            return false;
        };
        let tries = block.parent_of_kind("finally_clause").and_then(Node::parent);
        if let Some(tries) = tries {
            let others = self.statements.iter().filter(|it| **it != tries);
            return self.statements.contains(&tries) && !others.into_iter().any(|it| mentions(*it));
        }
        let Some(place) = self.statements.iter().position(|it| *it == self.closing) else {
            return false;
        };
        let leaves = |it: &Node<'s>| {
            let mut nodes = it.descendants_of_same_function().into_iter();
            nodes.any(|it| it.kind() == "return_statement")
        };
        let (before, after) = (&self.statements[..place], &self.statements[place + 1..]);
        !before.is_empty() && !before.iter().any(leaves) && !after.iter().any(|it| mentions(*it))
    }
}

/// Whether what the connection is made with is there, and the same, in a function.
fn can_be_made_in<'s>(project: &Project<'s>, made: Node<'s>, function: Node<'s>) -> bool {
    made.descendants().into_iter().all(|it| match it.kind() {
        "await_expression" | "assignment_expression" | "update_expression" => false,
        "identifier" | "shorthand_property_identifier" => {
            let binding = project.binding_of(it);
            let is_constant = binding.is_none_or(|id| project.names(it).references_of(id).all(|it| !it.is_write));
            is_constant && is_visible(project, function, it.text(), binding)
        }
        _ => !it.is_function(),
    })
}

fn ends_line(statement: Node<'_>) -> bool {
    let rest = statement.source.text[statement.end()..].split('\n').next();
    rest.is_none_or(|it| it.trim().is_empty())
}

fn is_directive(statement: Node<'_>) -> bool {
    let value = statement.first_child();
    statement.kind() == "expression_statement" && value.is_some_and(|it| it.kind() == "string")
}
