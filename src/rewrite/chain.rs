//! The promise as an expression, with the callback's parts in `then` and `catch`,
//! which keep the callback's structure. Knows callbacks, not where they stand.

use crate::{
    semantic::{Code, ErrorFirst, Gives, Project, Shape, Value},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Settles, Template,
    awaited::anatomy,
    failing::parts_throw,
    moved::{error_part, first_statement, statement},
    outcome,
    parts::{self, Ending},
};

/// A promise as an expression, with the callback's parts in `then` and `catch`.
pub(super) struct Chain {
    /// Statements that have to stand before it.
    pub prelude: Template,
    pub expression: Template,
    /// Whether the promise may reject.
    pub can_reject: bool,
    /// Nothing has to stand before it.
    pub is_simple: bool,
}

/// The promise with the callback's parts in `then` and `catch`, which keep the
/// callback's structure: a `return` in there still ends the callback only.
///
/// # Errors
/// Refuses callbacks whose error cannot be told from their result there.
pub(super) fn chain<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
) -> Result<Chain, Refusal> {
    if let Some(settles) = call.settles() {
        return Ok(Chain {
            prelude: Template::new(""),
            expression: Template::new(call.promised()).fragment("request", call.request.clone()),
            can_reject: settles == Settles::OrRejects,
            is_simple: true,
        });
    }
    if !call.callback.peeled().is_function() {
        return match call.bare.is_some() {
            true => bare_chain(project, call),
            false => named_chain(project, rewrite, call),
        };
    }
    let anatomy = anatomy(project, call)?;
    if let Some(bare) = &call.bare {
        let body = anatomy.whole_body();
        let text = match body.is_empty() {
            true => call.promised(),
            false => format!("{}.then($callback)", call.promised()),
        };
        return Ok(Chain {
            prelude: Template::new(""),
            expression: Template::new(text)
                .fragment("request", call.request.clone())
                .fragment("callback", anatomy.function.range()),
            can_reject: bare.result.is_some() || parts_throw(project, call, &anatomy, &body),
            is_simple: true,
        });
    }
    let word = |code: &Code| {
        if parts::part_awaits(anatomy.function, code) {
            "async "
        } else {
            ""
        }
    };
    let throws = |code: &Code| parts_throw(project, call, &anatomy, code);
    let err = |code: &Code| {
        parameter(
            anatomy
                .err
                .filter(|_| outcome::needs_error(project, call, &anatomy, &code.range)),
        )
    };
    let data = |code: &Code| match call.promise.gives_several() {
        true => outcome::pattern(call, &outcome::used(project, &anatomy, &code.range)),
        false => parameter(anatomy.data.filter(|_| anatomy.mentions_data(project, &code.range))),
    };
    let (links, can_reject) = match &anatomy.shape {
        Shape::Ignored(body) if body.is_empty() => (Template::new(".catch(() => {})"), false),
        Shape::Ignored(body) => {
            let word = word(body);
            let ignoring = outcome::ignoring(project, call, &anatomy, &body.range)?;
            let text = format!("{ignoring}.then({word}($data) => {{\n  $body\n}})");
            let links = Template::new(text)
                .code("data", data(body))
                .code("body", statement(body));
            (links, throws(body))
        }
        Shape::Rethrown(rest) if rest.is_empty() => {
            parts::forget_passed_on(project, rewrite, &anatomy, rest);
            (Template::new(""), true)
        }
        Shape::Rethrown(rest) => {
            parts::forget_passed_on(project, rewrite, &anatomy, rest);
            outcome::without_error(project, rewrite, call, &anatomy, &rest.range)?;
            let word = word(rest);
            let text = format!(".then({word}($data) => {{\n  $rest\n}})");
            let links = Template::new(text)
                .code("data", data(rest))
                .code("rest", first_statement(rest));
            (links, true)
        }
        Shape::Left {
            on_error,
            rest: on_success,
        }
        | Shape::Split { on_error, on_success }
            if !share_declarations(project, &anatomy, on_error, on_success) =>
        {
            outcome::without_error(project, rewrite, call, &anatomy, &on_success.range)?;
            outcome::without_results(project, rewrite, call, &anatomy, &on_error.range)?;
            let ending = Ending {
                is_final: true,
                may_return: false,
            };
            let settle = |rewrite: &mut Rewrite<'s>, code: &Code| {
                let mut attempt = rewrite.clone();
                match parts::settle_returns(project, &mut attempt, anatomy.function, code, ending) {
                    Ok(settled) => {
                        *rewrite = attempt;
                        settled
                    }
                    Err(_) => code.clone(),
                }
            };
            let (error, success) = (settle(rewrite, on_error), settle(rewrite, on_success));
            let (on_ok, on_fail) = (word(on_success), word(on_error));
            let text = match (success.is_empty(), error.is_empty()) {
                (true, true) => ".catch(() => {})".to_owned(),
                (true, false) => format!(".catch({on_fail}($err) => {{\n  $error\n}})"),
                (false, true) => format!(".then({on_ok}($data) => {{\n  $success\n}}, () => {{}})"),
                (false, false) => {
                    format!(".then({on_ok}($data) => {{\n  $success\n}}, {on_fail}($err) => {{\n  $error\n}})")
                }
            };
            let links = Template::new(text)
                .code("data", data(on_success))
                .code("err", err(on_error))
                .code("success", first_statement(&success))
                .code("error", error_part(&anatomy, &error));
            (links, throws(on_error) || throws(on_success))
        }
        Shape::Tolerated { guard, rest }
            if parts::returns_in(anatomy.function, guard).is_empty()
                && !share_declarations(project, &anatomy, guard, rest) =>
        {
            outcome::without_results(project, rewrite, call, &anatomy, &guard.range)?;
            outcome::none_on_both_paths(project, call, &anatomy, &rest.range)?;
            let has_value = call.promise.empty != "undefined" && anatomy.mentions_data(project, &rest.range);
            let gives = match has_value {
                true => format!("return {};", call.promise.empty),
                false => String::new(),
            };
            let (on_fail, on_ok) = (word(guard), word(rest));
            let text = format!(
                ".catch({on_fail}($err) => {{\n  $guard\n  $gives\n}}).then({on_ok}($data) => {{\n  $rest\n}})"
            );
            let links = Template::new(text)
                .code("err", err(guard))
                .code("guard", error_part(&anatomy, guard))
                .code("gives", Template::new(gives))
                .code("data", data(rest))
                .code("rest", first_statement(rest));
            (links, throws(guard) || throws(rest))
        }
        _ => {
            let whole = anatomy.whole_body();
            outcome_pair(project, call, &anatomy, word(&whole), throws(&whole))?
        }
    };
    Ok(Chain {
        prelude: Template::new(""),
        expression: Template::new(format!("{}{}$links", call.promised(), call.link()))
            .fragment("request", call.request.clone())
            .code("links", links),
        can_reject,
        is_simple: true,
    })
}

/// Whether one part of the callback mentions what the other one declares.
fn share_declarations<'s>(project: &Project<'s>, anatomy: &ErrorFirst<'s>, one: &Code, other: &Code) -> bool {
    let names = project.names(anatomy.function);
    names.bindings().any(|(id, binding)| {
        let crosses = |from: &Code, to: &Code| {
            let is_declared = binding.declared.iter().any(|at| from.range.contains(at));
            is_declared && names.references_of(id).any(|it| to.range.contains(&it.range.start))
        };
        crosses(one, other) || crosses(other, one)
    })
}

/// The body as it was, with both outcomes: `.then(([err, data]) => { … })`.
fn outcome_pair<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    word: &str,
    can_reject: bool,
) -> Result<(Template, bool), Refusal> {
    let function = anatomy.function;
    let body = function
        .field("body")
        .ok_or_else(|| Refusal::at(function, Reason::ErrorUsed))?;
    let inside = anatomy.whole_body();
    outcome::none_on_both_paths(project, call, anatomy, &inside.range)?;
    let name = |declared: Option<Node<'s>>| {
        let used = declared.filter(|_| anatomy.mentions_data(project, &body.range()) || declared != anatomy.data);
        used.map(|it| Template::new("$name").binding("name", it.text(), it.range()))
    };
    let err = name(anatomy.err).unwrap_or_else(|| Template::new(""));
    let data = name(anatomy.data);
    let pair = if data.is_some() { "[$err, $data]" } else { "[$err]" };
    let (result, both) = match function.source.language.has_types() {
        true => (": [any, any]", format!("{pair}: [any, any]")),
        false => ("", pair.to_owned()),
    };
    let (ok, failed) = (
        project.fresh_name(function, "result", &[]),
        project.fresh_name(function, "error", &[]),
    );
    let text = format!(
        ".then(({ok}){result} => [{}, {ok}], ({failed}){result} => [{failed}, {}]).then({word}({both}) => {{\n  $body\n}})",
        call.promise.no_error, call.promise.empty
    );
    let links = Template::new(text)
        .code("err", err)
        .code("data", data.unwrap_or_else(|| Template::new("")))
        .code("body", statement(&inside));
    Ok((links, can_reject))
}

/// A parameter that keeps its name and its type annotation.
fn parameter(declared: Option<Node<'_>>) -> Template {
    let Some(name) = declared else {
        return Template::new("");
    };
    let annotation = name
        .parent()
        .filter(|it| it.kind() == "required_parameter")
        .and_then(|it| it.field("type"))
        .map_or("", Node::text);
    Template::new(format!("$name{annotation}")).binding("name", name.text(), name.range())
}

/// `sleep(ms).then(() => callback(…))`
fn bare_chain<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<Chain, Refusal> {
    let (callback, given) = bare_callback(project, call)?;
    let text = format!("{}.then(() => $callback($given))", call.promised());
    Ok(Chain {
        prelude: Template::new(""),
        expression: Template::new(text)
            .fragment("request", call.request.clone())
            .code("callback", callback)
            .fragment("given", given),
        can_reject: !project.is_global(root_of(call.callback.peeled()), "console"),
        is_simple: true,
    })
}

/// A callback by name that knows no error, and what it is called with.
pub(super) fn bare_callback<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
) -> Result<(Template, std::ops::Range<usize>), Refusal> {
    let callback = call.callback.peeled();
    let bare = call.bare.as_ref().expect("the caller asks for it");
    begins_with_a_name(callback)?;
    match project.value(callback) {
        Some(Value::Local(target)) => {
            let id = project
                .function(target)
                .ok_or_else(|| Refusal::at(callback, Reason::UnknownCallback))?;
            if project[id].uses_this() {
                return Err(Refusal::at(target, Reason::UsesThis));
            }
        }
        // A method of something unknown may need its object, or the timer.
        Some(Value::External(_)) if callback.is_identifier() || project.is_global(root_of(callback), "console") => {}
        _ => return Err(Refusal::at(callback, Reason::UnknownCallback)),
    }
    let root = root_of(callback);
    let path = root.end()..callback.end();
    let name = Template::new("$root$path")
        .binding("root", root.text(), root.range())
        .fragment("path", path);
    Ok((name, bare.given.clone()))
}

/// `{ done() {} }.done` cannot begin a statement, and is another function each time.
fn begins_with_a_name(callback: Node<'_>) -> Result<(), Refusal> {
    let root = root_of(callback);
    match root.is_identifier() || root.kind() == "this" {
        true => Ok(()),
        false => Err(Refusal::at(callback, Reason::UnknownCallback)),
    }
}

/// What a path of properties begins with.
pub(super) fn root_of(path: Node<'_>) -> Node<'_> {
    std::iter::successors(Some(path), |it| it.field("object"))
        .last()
        .unwrap_or(path)
}

/// A callback that is no function expression: called with either outcome.
fn named_chain<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
) -> Result<Chain, Refusal> {
    let callback = call.callback.peeled();
    begins_with_a_name(callback)?;
    if let Some(Value::Local(target)) = project.value(callback) {
        let id = project.function(target);
        if id.is_none() {
            return Err(Refusal::at(callback, Reason::UnknownCallback));
        }
        if id.is_some_and(|it| project[it].uses_this()) {
            return Err(Refusal::at(target, Reason::UsesThis));
        }
    } else if !project.is_completion(callback) {
        return Err(Refusal::at(callback, Reason::UnknownCallback));
    }
    if matches!(call.promise.gives, Gives::Fields(_)) {
        return Err(Refusal::at(callback, Reason::ResultOnError));
    }
    let fresh = |wanted: &str| {
        let taken = rewrite.introduced_names(call.statement);
        project.fresh_name(call.statement, wanted, &taken)
    };
    let (data, err) = (fresh("data"), fresh("err"));
    let is_made = callback.kind() == "call_expression";
    let callback_text = || Template::new("$callback").binding("callback", callback.text(), callback.range());
    let (prelude, function) = if is_made {
        let name = fresh("callback");
        rewrite.introduce(call.statement, &name);
        let prelude = Template::new("const $name = $made;")
            .name("name", name.clone())
            .code("made", callback_text());
        (prelude, Template::new(name))
    } else {
        (Template::new(""), callback_text())
    };
    let none = call.promise.no_error;
    let failed = match call.promise.empty {
        "undefined" => err.clone(),
        empty => format!("{err}, {empty}"),
    };
    let (received, given) = match call.promise.gives {
        Gives::Nothing => (String::new(), none.to_owned()),
        Gives::Items => (data.clone(), format!("{none}, ...{data}")),
        _ => (data.clone(), format!("{none}, {data}")),
    };
    let text = format!(
        "{}{}.then(({received}) => $callback({given}), ({err}) => $callback({failed}))",
        call.promised(),
        call.link(),
    );
    Ok(Chain {
        prelude,
        expression: Template::new(text)
            .fragment("request", call.request.clone())
            .code("callback", function),
        can_reject: true,
        is_simple: !is_made,
    })
}
