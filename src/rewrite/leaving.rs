//! A call that completes a function, as the statement that leaves it: `return x`,
//! `throw err`. Knows one call and where it stands, not what calls the function.

use crate::{
    semantic::{Completions, Outcome, Project, can_throw, is_observable},
    syntax::Node,
};

use super::{Refusal, Rewrite, Template, awaited::put_statement, completed::awaited};

/// Where a call stands that completes a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving<'s> {
    /// It is a statement, or what one returns.
    Statement(Node<'s>),
    /// It is the body of an arrow function.
    Body(Node<'s>),
    /// It is a branch of an expression that is one of these: `a ? callback(b) : c`.
    Branch(Node<'s>),
}

impl<'s> Leaving<'s> {
    /// The place of a call.
    pub(super) fn of(call: Node<'s>) -> Option<Leaving<'s>> {
        let wrapped = call.wrapped();
        let parent = wrapped.parent()?;
        match parent.kind() {
            "expression_statement" | "return_statement" => Some(Leaving::Statement(parent)),
            "arrow_function" => Some(Leaving::Body(wrapped)),
            "ternary_expression" | "binary_expression" => match Leaving::of(parent)? {
                Leaving::Statement(it) | Leaving::Body(it) | Leaving::Branch(it) => Some(Leaving::Branch(it)),
            },
            _ => None,
        }
    }

    /// Whether the function is over after it anyway.
    pub(super) fn is_end(self, body: Node<'s>) -> bool {
        matches!(self, Leaving::Statement(it) if is_end(it, body))
    }

    /// Takes the call away.
    pub(super) fn drop(self, rewrite: &mut Rewrite<'s>) {
        if let Leaving::Statement(statement) = self {
            drop_lines(rewrite, statement);
        }
    }

    /// Puts a statement in place of the call.
    pub(super) fn put(self, rewrite: &mut Rewrite<'s>, template: Template) -> Result<(), Refusal> {
        let is_many = template.lines().len() > 1;
        match self {
            Leaving::Statement(statement) => {
                put_statement(rewrite, statement, template, is_many)?;
                drop_dead(rewrite, statement);
                Ok(())
            }
            Leaving::Body(body) | Leaving::Branch(body) => put_statement(rewrite, body, template, true),
        }
    }
}

/// What stands in place of a completion, with all that its statement does besides.
///
/// # Errors
/// Refuses where braces would part a comment from its statement.
pub(super) fn leave<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
    call: Node<'s>,
    leaving: Leaving<'s>,
) -> Result<(), Refusal> {
    let mut writer = Writer { project, completions };
    match leaving {
        Leaving::Branch(whole) => {
            let is_statement = !matches!(whole.parent().map(Node::kind), Some("arrow_function"));
            let expression = if is_statement {
                whole.first_child().unwrap_or(whole)
            } else {
                whole
            };
            // The first one in it writes for all.
            let first = completions.all.iter().find(|it| whole.contains(it.call));
            if first.is_some_and(|it| it.call != call) {
                return Ok(());
            }
            let template = writer.expression(rewrite, expression.peeled());
            put_statement(rewrite, whole, template, true)
        }
        Leaving::Body(body) => match writer.value(call) {
            Some(value) => {
                let text = if value.kind() == "object" { "($value)" } else { "$value" };
                rewrite.replace(body, Template::new(text).fragment("value", value.range()));
                Ok(())
            }
            None if matches!(writer.outcome(call), Some(Outcome::Success(None))) => {
                rewrite.replace(body, Template::new("{}"));
                Ok(())
            }
            None => {
                let template = writer.completion(rewrite, call);
                leaving.put(rewrite, template)
            }
        },
        Leaving::Statement(statement) => {
            let trailing = trailing(project, completions, statement);
            match trailing.last() {
                Some(last) => {
                    writer.after(rewrite, call, statement, *last);
                    drop_dead(rewrite, *last);
                    Ok(())
                }
                None => {
                    let template = writer.completion(rewrite, call);
                    leaving.put(rewrite, template)
                }
            }
        }
    }
}

struct Writer<'w, 's> {
    project: &'w Project<'s>,
    completions: &'w Completions<'s>,
}

impl<'s> Writer<'_, 's> {
    fn outcome(&self, call: Node<'s>) -> Option<Outcome<'s>> {
        let mut all = self.completions.all.iter();
        all.find(|it| it.call == call).map(|it| it.outcome)
    }

    /// The value that a completion comes to, where that is all.
    fn value(&self, call: Node<'s>) -> Option<Node<'s>> {
        match self.outcome(call)? {
            Outcome::Success(value) => value,
            Outcome::Answered { .. } => Some(awaited(call).unwrap_or(call)),
            _ => None,
        }
    }

    /// `a ? callback(b) : c`, `a && callback(b)`, as statements.
    fn expression(&mut self, rewrite: &mut Rewrite<'s>, node: Node<'s>) -> Template {
        if self.outcome(node).is_some() {
            return self.completion(rewrite, node);
        }
        let side = |name: &str| node.field(name).unwrap_or(node);
        let holds = |it: Node<'s>| {
            self.completions
                .all
                .iter()
                .any(|found| it.contains(found.call) || found.call == it)
        };
        match node.kind() {
            "ternary_expression" if holds(node) => {
                let (condition, then, otherwise) = (side("condition"), side("consequence"), side("alternative"));
                let leaves = self.outcome(then.peeled()).is_some();
                let text = match leaves {
                    true => "if ($condition) {\n  $then\n}\n$otherwise",
                    false => "if ($condition) {\n  $then\n} else {\n  $otherwise\n}",
                };
                let then = self.expression(rewrite, then.peeled());
                let otherwise = self.expression(rewrite, otherwise.peeled());
                Template::new(text)
                    .fragment("condition", condition.peeled().range())
                    .code("then", then)
                    .code("otherwise", otherwise)
            }
            "binary_expression" if holds(node) => {
                let text = match node.has_token("&&") {
                    true => "if ($condition) {\n  $then\n}",
                    false => "if (!($condition)) {\n  $then\n}",
                };
                let then = self.expression(rewrite, side("right").peeled());
                Template::new(text)
                    .fragment("condition", side("left").peeled().range())
                    .code("then", then)
            }
            _ => Template::new("$expression;").fragment("expression", node.range()),
        }
    }

    /// `return x;`, `throw err;`
    fn completion(&self, rewrite: &mut Rewrite<'s>, call: Node<'s>) -> Template {
        let Some(outcome) = self.outcome(call) else {
            return Template::new("return;");
        };
        let thrown = if in_try(call) {
            "return Promise.reject($value);"
        } else {
            "throw $value;"
        };
        match outcome {
            Outcome::Success(None) | Outcome::HandedOn => Template::new("return;"),
            Outcome::Success(Some(value)) => Template::new("return $value;").fragment("value", value.range()),
            Outcome::Answered { is_late, .. } => {
                let text = match is_late && awaited(call).is_none() {
                    true => "return await $value;",
                    false => "return $value;",
                };
                Template::new(text).fragment("value", awaited(call).unwrap_or(call).range())
            }
            Outcome::Failure(err, _) => Template::new(thrown).fragment("value", err.range()),
            Outcome::Failed(given) => {
                let value = reason(self.project, call, given);
                Template::new(thrown).code("value", value)
            }
            Outcome::Either(err, result) => self.either(rewrite, call, err, result, thrown),
        }
    }

    /// `callback(err, result)` with what may be an error.
    fn either(
        &self,
        rewrite: &mut Rewrite<'s>,
        call: Node<'s>,
        err: Node<'s>,
        result: Option<Node<'s>>,
        thrown: &str,
    ) -> Template {
        let thrown = thrown.replace("$value", "$err");
        let mut named = |wanted: &str, value: Node<'s>| {
            let name = self.project.fresh_name(call, wanted, &rewrite.introduced_names(call));
            rewrite.introduce(call, &name);
            let declared = Template::new(format!("const {name} = $value;")).fragment("value", value.range());
            (Template::new(name), declared)
        };
        let is_name = |it: Node<'s>| {
            let nodes = it.descendants();
            nodes
                .iter()
                .all(|it| matches!(it.kind(), "identifier" | "property_identifier" | "member_expression"))
        };
        let (err, first) = match is_name(err) {
            true => (Template::new("$it").fragment("it", err.range()), Template::new("")),
            false => named("error", err),
        };
        let (result, second) = match result {
            None => (None, Template::new("")),
            // It is made whether there is an error or not.
            Some(it) if is_observable(self.project, it) || can_throw(self.project, it, &[]) => {
                let (name, declared) = named("result", it);
                (Some(name), declared)
            }
            Some(it) => (Some(Template::new("$it").fragment("it", it.range())), Template::new("")),
        };
        let is_end = || {
            let body = call.function_around().and_then(|it| it.field("body"));
            let leaving = Leaving::of(call);
            body.zip(leaving).is_some_and(|(body, it)| it.is_end(body))
        };
        let last = match &result {
            Some(_) => "return $result;",
            None if is_end() => "",
            None => "return;",
        };
        let text = format!("$first\n$second\nif ($err != null) {{\n  {thrown}\n}}\n{last}");
        Template::new(text)
            .code("first", first)
            .code("second", second)
            .code("err", err)
            .code("result", result.unwrap_or_else(|| Template::new("")))
    }

    /// What is answered first and given only when the statements after it have run.
    fn after(&self, rewrite: &mut Rewrite<'s>, call: Node<'s>, statement: Node<'s>, last: Node<'s>) {
        let name = |rewrite: &mut Rewrite<'s>, wanted: &str| {
            let name = self.project.fresh_name(call, wanted, &rewrite.introduced_names(call));
            rewrite.introduce(call, &name);
            name
        };
        let (kept, end) = match (self.outcome(call), self.value(call)) {
            (Some(Outcome::Success(_) | Outcome::Answered { .. }), Some(value)) => {
                let name = name(rewrite, "answer");
                let kept = Template::new(format!("const {name} = $value;")).fragment("value", value.range());
                (kept, format!("return {name};"))
            }
            (Some(Outcome::Failure(err, _)), _) => {
                let name = name(rewrite, "error");
                let kept = Template::new(format!("const {name} = $value;")).fragment("value", err.range());
                (kept, format!("throw {name};"))
            }
            (Some(Outcome::Failed(given)), _) => {
                let name = name(rewrite, "error");
                let kept =
                    Template::new(format!("const {name} = $value;")).code("value", reason(self.project, call, given));
                (kept, format!("throw {name};"))
            }
            (Some(Outcome::Either(err, result)), _) => {
                let (error, answer) = (name(rewrite, "error"), name(rewrite, "answer"));
                let mut kept = Template::new(format!("const {error} = $err;\n$second")).fragment("err", err.range());
                kept = kept.code(
                    "second",
                    match result {
                        Some(it) => Template::new(format!("const {answer} = $it;")).fragment("it", it.range()),
                        None => Template::new(""),
                    },
                );
                let end = match result {
                    Some(_) => format!("if ({error} != null) throw {error};\nreturn {answer};"),
                    None => format!("if ({error} != null) throw {error};"),
                };
                (kept, end)
            }
            _ => return drop_lines(rewrite, statement),
        };
        rewrite.replace_range(statement.start()..statement.end_of_code(), kept);
        let end = match in_try(call) {
            true => end.replace("throw ", "return Promise.reject(").replace(';', ");"),
            false => end,
        };
        rewrite.insert_after(last, &end);
    }
}

/// `context.fail()` fails with `'handled'` where it is given nothing.
pub(super) fn reason<'s>(project: &Project<'s>, call: Node<'s>, given: Option<Node<'s>>) -> Template {
    let quote = call.source.style().quote;
    let none = format!("{quote}handled{quote}");
    match given {
        None => Template::new(none),
        Some(it) if it.is_nothing() => Template::new(none),
        Some(it) if project.is_certain(it) => Template::new("$reason").fragment("reason", it.range()),
        Some(it) => {
            let is_simple = matches!(
                it.kind(),
                "identifier" | "member_expression" | "call_expression" | "parenthesized_expression"
            );
            let text = if is_simple { "$reason ?? " } else { "($reason) ?? " };
            Template::new(format!("{text}{none}")).fragment("reason", it.range())
        }
    }
}

/// Whether a `try` of the function around would see what is thrown instead.
fn in_try(call: Node<'_>) -> bool {
    let mut around = call.ancestors().take_while(|it| !it.is_function());
    around.any(|it| it.kind() == "try_statement" && it.field("body").is_some_and(|body| body.contains(call)))
}

/// The statements after a completion that do something.
fn trailing<'s>(project: &Project<'s>, completions: &Completions<'s>, statement: Node<'s>) -> Vec<Node<'s>> {
    if statement.kind() == "return_statement" {
        return Vec::new();
    }
    let mut after = following(statement);
    after.retain(|it| {
        let completes = completions.all.iter().any(|found| it.contains(found.call));
        !is_end_of_case(*it) && it.kind() != "function_declaration" && !completes && is_observable(project, *it)
    });
    after
}

/// Statements after this one in its list, up to one that leaves it.
fn following(statement: Node<'_>) -> Vec<Node<'_>> {
    let list = statement.parent().filter(|it| it.is_statement_list());
    let after = list.map(Node::children).unwrap_or_default().into_iter();
    after.filter(|it| it.start() >= statement.end()).collect()
}

/// Takes away what is never reached after a statement that leaves: the author's way out.
pub(super) fn drop_dead<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    if let Some(after) = next_statement(statement).filter(|it| is_over(*it)) {
        rewrite.forget(after);
        drop_lines(rewrite, after);
    }
}

/// `return …;`, or the `break;` of a `case`.
fn is_over(statement: Node<'_>) -> bool {
    statement.kind() == "return_statement" || is_end_of_case(statement)
}

/// The last statement of a body, or of a branch that is the last one.
pub(super) fn is_end<'s>(statement: Node<'s>, body: Node<'s>) -> bool {
    let mut at = statement;
    while let Some(list) = at.parent() {
        let is_last = |it: Node<'s>| list.children().last() == Some(&it);
        let after = next_statement(at).filter(|it| at == statement && is_bare_return(*it));
        let is_end = match list.kind() {
            // A branch is not left empty.
            "statement_block" if list != body && at == statement && list.children().first() == Some(&at) => false,
            "statement_block" => is_last(at) || after.is_some_and(is_last),
            "if_statement" | "else_clause" => at != statement,
            _ => false,
        };
        if !is_end {
            return false;
        }
        if list == body {
            return true;
        }
        at = list;
    }
    false
}

/// The statement after this one in its list.
pub(super) fn next_statement(statement: Node<'_>) -> Option<Node<'_>> {
    following(statement).into_iter().next()
}

/// The `break;` of a `case`.
pub(super) fn is_end_of_case(statement: Node<'_>) -> bool {
    let is_in_case = statement
        .parent()
        .is_some_and(|it| matches!(it.kind(), "switch_case" | "switch_default"));
    is_in_case && statement.kind() == "break_statement" && statement.first_child().is_none()
}

pub(super) fn is_bare_return(statement: Node<'_>) -> bool {
    statement.kind() == "return_statement" && statement.first_child().is_none()
}

/// Takes away a statement, with its line where it is alone on that.
pub(super) fn drop_lines<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    let source = statement.source;
    let (start, end) = (statement.start(), statement.end_of_code());
    let line_end = source.text[end..]
        .find('\n')
        .map_or(source.text.len(), |it| end + it + 1);
    let is_alone = source.starts_line(start) && source.text[end..line_end].trim().is_empty();
    match is_alone {
        true => {
            // An empty line before it would stand at the end of the block.
            let before = source.text[..source.line_start(start)]
                .trim_end_matches([' ', '\t', '\r', '\n'])
                .len();
            let newline = source.text[before..].find('\n').map_or(before, |it| before + it + 1);
            let is_last = source.text[line_end..].trim_start().starts_with('}');
            let from = if is_last { newline } else { source.line_start(start) };
            rewrite.delete(from..line_end);
        }
        false => {
            let rest = &source.text[end..line_end];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            match rest[blank..].starts_with('}') && source.starts_line(start) {
                true => rewrite.put(source.text[..start].trim_end().len()..end + blank, " "),
                false => rewrite.delete(start..end + blank),
            }
        }
    }
}
