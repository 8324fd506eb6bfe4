//! A call that completes a function, as the statement that leaves it: `return x`,
//! `throw err`. Knows one call and where it stands, not what calls the function.

use crate::{
    semantic::{Completions, Outcome, Project, can_throw, in_try, is_observable},
    syntax::Node,
};

use super::{
    Refusal, Rewrite, Template,
    awaited::put_statement,
    completed::awaited,
    statements::{as_statement, drop_dead, drop_dead_after_branches, drop_lines, following, is_end, is_end_of_case},
};

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
    if let Some(dead) = answered_before(completions, call) {
        rewrite.forget(dead);
        drop_dead(rewrite, dead);
        drop_lines(rewrite, dead);
        return Ok(());
    }
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
        Leaving::Body(body) => match writer.body(call) {
            Some(value) => {
                rewrite.replace(body, value);
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
                }
                None => {
                    let template = writer.completion(rewrite, call);
                    leaving.put(rewrite, template)?;
                }
            }
            let completes = |it: Node<'s>| {
                completions
                    .all
                    .iter()
                    .any(|one| one.call.wrapped().parent() == Some(it))
            };
            drop_dead_after_branches(rewrite, statement, &completes);
            Ok(())
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
    fn value(&self, call: Node<'s>) -> Option<Template> {
        let value = match self.outcome(call)? {
            Outcome::Success(_) if self.completions.has_several_results => return Some(self.list(call)),
            Outcome::Success(value) => value?,
            Outcome::Answered { .. } => awaited(call).unwrap_or(call),
            Outcome::Offered(offer, _) => {
                let promise = Template::new(format!("$call.{}", offer.property));
                return Some(promise.fragment("call", call.range()));
            }
            _ => return None,
        };
        Some(Template::new("$it").fragment("it", value.range()))
    }

    /// The same as the body of an arrow function.
    fn body(&self, call: Node<'s>) -> Option<Template> {
        let value = self.value(call)?;
        match self.outcome(call) {
            Some(Outcome::Success(Some(it))) if it.kind() == "object" && !self.completions.has_several_results => {
                Some(Template::new("($value)").code("value", value))
            }
            _ => Some(value),
        }
    }

    /// The results of a callback that gets several: `[hash, salt]`.
    fn list(&self, call: Node<'s>) -> Template {
        let results: Vec<Node<'s>> = call.arguments().into_iter().skip(1).collect();
        match results.as_slice() {
            [] => Template::new("[]"),
            // `callback(null, ...await other())`
            [list] if list.kind() == "spread_element" => {
                let list = list.first_child().unwrap_or(*list);
                Template::new("$it").fragment("it", list.range())
            }
            [first, .., last] => Template::new("[$items]").fragment("items", first.start()..last.end()),
            [only] => Template::new("[$it]").fragment("it", only.range()),
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
            _ => Template::new(as_statement("expression", node)).fragment("expression", node.range()),
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
            Outcome::HandedOn => Template::new("return;"),
            Outcome::Success(_) | Outcome::Offered(..) => match self.value(call) {
                Some(value) => Template::new("return $value;").code("value", value),
                None => Template::new("return;"),
            },
            Outcome::Answered { is_late, .. } => {
                let text = match is_late && can_await(self.project, self.completions, call) && awaited(call).is_none() {
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
        let (err, first) = match is_repeatable(self.project, err) {
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
        let is_end = || matches!(Leaving::of(call), Some(Leaving::Statement(it)) if ends_function(it));
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
        let throw = |error: &str| match in_try(call) {
            true => format!("return Promise.reject({error});"),
            false => format!("throw {error};"),
        };
        let (kept, end) = match (self.outcome(call), self.value(call)) {
            (Some(Outcome::Success(_) | Outcome::Answered { .. } | Outcome::Offered(..)), Some(value)) => {
                let name = name(rewrite, "answer");
                let kept = Template::new(format!("const {name} = $value;")).code("value", value);
                (kept, format!("return {name};"))
            }
            (Some(Outcome::Failure(err, _)), _) => {
                let name = name(rewrite, "error");
                let kept = Template::new(format!("const {name} = $value;")).fragment("value", err.range());
                (kept, throw(&name))
            }
            (Some(Outcome::Failed(given)), _) => {
                let name = name(rewrite, "error");
                let kept =
                    Template::new(format!("const {name} = $value;")).code("value", reason(self.project, call, given));
                (kept, throw(&name))
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
                    Some(_) => format!("if ({error} != null) {}\nreturn {answer};", throw(&error)),
                    None => format!("if ({error} != null) {}", throw(&error)),
                };
                (kept, end)
            }
            // What follows must not answer once more.
            _ => {
                drop_lines(rewrite, statement);
                if !ends_function(last) {
                    put_after(rewrite, last, "return;");
                }
                return;
            }
        };
        rewrite.replace_range(statement.start()..statement.end_of_code(), kept);
        put_after(rewrite, last, &end);
    }
}

/// A statement after another one: on its line, where a bracket closes that.
fn put_after<'s>(rewrite: &mut Rewrite<'s>, last: Node<'s>, text: &str) {
    let (source, end) = (last.source, last.end_of_code());
    let rest = source.text[end..].trim_start_matches([' ', '\t']);
    let is_closed = source.text[..end].ends_with([';', '}']);
    match rest.starts_with('}') && is_closed && !text.contains('\n') {
        true => rewrite.insert(end, &format!(" {text}")),
        false => rewrite.insert_after(last, text),
    }
}

/// Whether the function around is async, or becomes that: a link of a chain hands a promise on as it is.
pub(super) fn can_await<'s>(project: &Project<'s>, completions: &Completions<'s>, call: Node<'s>) -> bool {
    let around = call.function_around().and_then(|it| project.function(it));
    around.is_some_and(|it| it == completions.function || project[it].is_async)
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

/// The statement around a completion that comes too late, because one before it in its list has answered already.
fn answered_before<'s>(completions: &Completions<'s>, call: Node<'s>) -> Option<Node<'s>> {
    let completes = |it: Node<'s>| {
        let expression = it.first_child().filter(|_| it.kind() == "expression_statement");
        let mut all = completions.all.iter();
        expression.is_some_and(|it| all.any(|found| found.call.wrapped() == it))
    };
    let around = call.ancestors().take_while(|it| !it.is_function());
    let mut statements = around.filter(|it| it.parent().is_some_and(Node::is_statement_list));
    statements.find(|statement| {
        let list = statement.parent().map(Node::children).unwrap_or_default();
        let mut before = list.into_iter().take_while(|it| it.end() <= statement.start());
        before.any(completes)
    })
}

/// Whether nothing of a function runs after a statement.
fn ends_function(statement: Node<'_>) -> bool {
    let body = statement.function_around().and_then(|it| it.field("body"));
    body.is_some_and(|it| is_end(statement, it))
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

/// Whether an error can be written twice: a name of the program, or a property of one.
pub(super) fn is_repeatable<'s>(project: &Project<'s>, err: Node<'s>) -> bool {
    match err.kind() {
        "member_expression" => err.field("object").is_some_and(|it| is_repeatable(project, it)),
        _ => project.binding_of(err).is_some(),
    }
}
