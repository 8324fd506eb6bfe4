//! A promise whose outcome a callback looks at on the way: `then` and `catch`
//! that hand the outcome on. Knows callbacks, not which calls leak.

use crate::{
    semantic::{Code, ErrorFirst, Project, Shape},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Template,
    call::{link_before, link_depth},
    parts,
    parts::Ending,
};

/// Appends to the promise `promise` what the callback does with its outcome;
/// the promise still gives its result, or rejects with its error.
///
/// # Errors
/// Refuses callbacks that return early, or whose parts cannot be told apart.
pub fn observe_outcome<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    promise: Node<'s>,
    anatomy: &ErrorFirst<'s>,
    empty: &str,
) -> Result<(), Refusal> {
    let (on_error, on_success) = match &anatomy.shape {
        Shape::Split { on_error, on_success } => (Some(on_error), Some(on_success)),
        Shape::Left { on_error, rest } => (Some(on_error), Some(rest)),
        Shape::Rethrown(rest) => (None, Some(rest)),
        Shape::Ignored(_) | Shape::Tolerated { .. } | Shape::Mixed(_) => {
            return Err(Refusal::at(anatomy.function, Reason::ErrorUsed));
        }
    };
    let names = Outcome { project, anatomy };
    if let Some(code) = on_success {
        parts::replace_mentions(project, rewrite, anatomy.err, &code.range, "null")?;
    }
    if let Some(code) = on_error {
        parts::replace_mentions(project, rewrite, anatomy.data, &code.range, empty)?;
    }
    let success = names.part(rewrite, on_success)?;
    let error = names.part(rewrite, on_error)?;
    let text = match (&success, &error) {
        (Some(_), Some(_)) => {
            ".then(($data) => {\n  $success\n  return $data;\n}, ($err) => {\n  $error\n  throw $err;\n})"
        }
        (Some(_), None) => ".then(($data) => {\n  $success\n  return $data;\n})",
        (None, Some(_)) => ".catch(($err) => {\n  $error\n  throw $err;\n})",
        (None, None) => return Ok(()),
    };
    let links = Template::new(text)
        .code("data", names.name(anatomy.data, "data", promise))
        .code("err", names.name(anatomy.err, "err", promise))
        .code("success", success.unwrap_or_else(|| Template::new("")))
        .code("error", error.unwrap_or_else(|| Template::new("")));
    let template = Template::new(format!("$promise{}$links", link_before(link_depth(promise))))
        .fragment("promise", promise.range())
        .code("links", links);
    rewrite.replace(promise, template);
    Ok(())
}

struct Outcome<'o, 's> {
    project: &'o Project<'s>,
    anatomy: &'o ErrorFirst<'s>,
}

impl<'s> Outcome<'_, 's> {
    /// The statements of a part, where it has any.
    fn part(&self, rewrite: &mut Rewrite<'s>, code: Option<&Code>) -> Result<Option<Template>, Refusal> {
        let Some(code) = code.filter(|it| !it.is_empty()) else {
            return Ok(None);
        };
        let ending = Ending {
            is_final: true,
            may_return: false,
        };
        let settled =
            parts::settle_returns(self.project, rewrite, self.anatomy.function, code, ending).map_err(|refusal| {
                Refusal {
                    reason: Reason::ReturnsValue,
                    ..refusal
                }
            })?;
        let text = if settled.is_expression { "$code;" } else { "$code" };
        Ok(Some(Template::new(text).fragment("code", settled.range)))
    }

    /// The callback's own name for an outcome, or a new one.
    fn name(&self, declared: Option<Node<'s>>, wanted: &str, place: Node<'s>) -> Template {
        match declared {
            Some(name) => Template::new("$name").binding("name", name.text(), name.range()),
            None => Template::new(self.project.fresh_name(place, wanted, &[])),
        }
    }
}
