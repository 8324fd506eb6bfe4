//! Parameters that go, with the commas and lines that go with them. Knows lists of
//! parameters, not why one goes.

use std::ops::Range;

use crate::{
    semantic::{FunctionId, Project},
    syntax::Node,
};

use super::{Rewrite, statements::drop_lines};

/// The lines of parameters that have lines of their own, with what tells linters of them, and the comma before them if
/// none stands behind the last one.
pub(super) fn parameter_lines<'s>(stay: &[Node<'s>], gone: &[Node<'s>]) -> Option<(Range<usize>, Option<usize>)> {
    let (kept, first, last) = (stay.last()?, gone.first()?, gone.last()?);
    let source = first.source;
    let lines = source.line_start(first.start())..end_of_parameter_line(*last)?;
    let is_plain = |it: &Node<'s>| source.starts_line(it.start()) && end_of_parameter_line(*it).is_some();
    let comments = source.comments().into_iter().filter(|it| lines.contains(&it.start));
    let comments: Vec<&str> = comments.map(|it| &source.text[it]).collect();
    let is_all = gone.iter().all(is_plain) && comments.iter().all(|it| is_for_linter(it));
    let behind = source.text[kept.end()..].trim_start();
    let comma = behind.starts_with(',').then(|| source.text.len() - behind.len());
    let has_comma = source.text[last.end()..].trim_start().starts_with(',');
    (is_all && !comments.is_empty() && comma.is_some()).then_some((lines, comma.filter(|_| !has_comma)))
}

/// Where the line of a parameter ends behind which nothing stands but a comma and a comment.
fn end_of_parameter_line(parameter: Node<'_>) -> Option<usize> {
    let source = parameter.source;
    let end = source.text[parameter.end()..]
        .find('\n')
        .map(|it| parameter.end() + it + 1)?;
    let rest = source.text[parameter.end()..end].trim_start();
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    let is_comment = rest.starts_with("//") || rest.starts_with("/*") && rest.trim_end().ends_with("*/");
    (rest.is_empty() || is_comment).then_some(end)
}

/// `// eslint-disable-line no-unused-vars`, about nothing but its own line.
fn is_for_linter(comment: &str) -> bool {
    let words = comment.trim_start_matches(['/', '*', ' ']);
    words.starts_with("eslint-disable-line") || words.starts_with("jshint ignore:line")
}

/// Takes a parameter away.
pub(super) fn drop_parameter<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    id: FunctionId,
    parameter: Node<'s>,
) {
    let function = project[id].node;
    let parameters = function.parameters();
    let before = parameters.iter().rposition(|it| it.end() <= parameter.start());
    let source = parameter.source;
    rewrite.forget(parameter);
    if parameter.parent() == Some(function) {
        // `callback => …`
        return rewrite.put(parameter.range(), "()");
    }
    let list_end = function.field("parameters").map_or(parameter.end(), |it| it.end() - 1);
    let comments = source.comments();
    let has_last_comma = parameters
        .last()
        .is_some_and(|it| after_comma(&source.text[it.end()..list_end]).is_some());
    match before {
        Some(at) => {
            let range = parameters[at].end()..parameter.end();
            let is_code = |at: usize| !comments.iter().any(|it| it.contains(&at));
            let mut commas = source.text[range.clone()]
                .match_indices(',')
                .map(|(it, _)| range.start + it);
            match comments.iter().any(|it| range.contains(&it.start)) {
                true if has_last_comma => {
                    let comma = after_comma(&source.text[parameter.end()..list_end]).unwrap_or_default();
                    rewrite.delete(parameter.start()..parameter.end() + comma);
                }
                true => {
                    let comma = commas.find(|it| is_code(*it)).unwrap_or(range.start);
                    let rest = &source.text[comma + 1..parameter.start()];
                    let blank = match rest.trim_start_matches([' ', '\t']).starts_with('/') {
                        true => 0,
                        false => rest.len() - rest.trim_start().len(),
                    };
                    rewrite.delete(comma..comma + 1 + blank);
                    drop_lines(rewrite, parameter);
                }
                false => rewrite.delete(range),
            }
        }
        None => {
            let after = &source.text[parameter.end()..list_end];
            let comma = after.find(',').map_or(0, |it| it + 1);
            let blank = if after[comma..].trim().is_empty() {
                list_end
            } else {
                parameter.end() + comma
            };
            rewrite.delete(parameter.start()..blank);
        }
    }
}

/// How long a comma is that stands here, with the blanks before a comment behind it.
fn after_comma(text: &str) -> Option<usize> {
    let rest = text.trim_start().strip_prefix(',')?;
    let rest = rest.trim_start_matches([' ', '\t']);
    Some(text.len() - rest.len())
}
