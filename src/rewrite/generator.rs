//! Generators become async functions, each `yield` an `await`; `co` goes where
//! nothing is left for it to run. Knows how that is written, not what is yielded.

use crate::{
    semantic::{Coroutine, Form, FunctionId, Project, Wait},
    syntax::Node,
};

use super::{Refusal, Rewrite, Template, call::stays, statements::drop_lines};

/// A handler that is a generator becomes async, with the generators that it waits for.
/// It answers as it did; how it does that is another matter.
///
/// # Errors
/// A refusal at the `yield` that cannot become an `await`.
pub fn convert_generator<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: FunctionId) -> Result<(), Refusal> {
    let coroutines = project.coroutines(id).map_err(|incomplete| {
        let handler = project.handler(id).expect("the query asks for one");
        stays(handler, &incomplete)
    })?;
    for coroutine in &coroutines.all {
        let function = project[coroutine.function].node;
        rewrite.turn_to(function.source);
        coroutine.waits.iter().for_each(|it| wait(project, rewrite, it));
        match coroutine.runner {
            Some(runner) => unwrap(project, rewrite, coroutine, runner),
            None => head(rewrite, function),
        }
        let is_answering = project
            .handler(coroutine.function)
            .is_some_and(|it| it.answers_by_call());
        let key = project.function_key(coroutine.function).filter(|_| is_answering);
        rewrite.completing.extend(key);
    }
    drop_runners(project, rewrite, &coroutines.all);
    Ok(())
}

fn wait<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, wait: &Wait<'s>) {
    let Wait {
        node, operand, form, ..
    } = *wait;
    let co = || project.co_at(node).unwrap_or_default();
    for generator in &wait.run {
        rewrite.insert(generator.start(), &format!("{}(", co()));
        rewrite.insert(generator.end(), ")");
    }
    let star = node.token("*").map_or(node.start() + "yield".len(), Node::end);
    rewrite.put(node.start()..star, "await");
    let (before, after) = match form {
        Form::Await | Form::Perhaps if is_operand(operand) => (String::new(), ""),
        Form::Await | Form::Perhaps => ("(".to_owned(), ")"),
        Form::All => ("Promise.all(".to_owned(), ")"),
        Form::Run => (format!("{}(", co()), ")"),
        Form::Taken(pattern) => {
            in_brackets(rewrite, pattern, ("[", "]"));
            in_brackets(rewrite, operand.peeled(), ("Promise.all([", "])"));
            return;
        }
    };
    if form == Form::Perhaps {
        rewrite.doubt("what is yielded may be a list or an object, and `co` waits for all that is in it");
    }
    if !before.is_empty() {
        rewrite.insert(operand.start(), &before);
        rewrite.insert(operand.end(), after);
    }
}

/// Whether `await` needs no parentheses around it.
fn is_operand(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "call_expression"
            | "member_expression"
            | "subscript_expression"
            | "identifier"
            | "new_expression"
            | "parenthesized_expression"
            | "string"
            | "template_string"
            | "number"
            | "null"
            | "undefined"
            | "true"
            | "false"
            | "object"
            | "this"
            | "yield_expression"
    )
}

/// `{ a, b: x }` becomes `[a, x]`.
fn in_brackets<'s>(rewrite: &mut Rewrite<'s>, object: Node<'s>, (open, close): (&str, &str)) {
    // `{ a }` has blanks in it, and `[a]` has none.
    let inner = &object.source.text[object.start() + 1..object.end() - 1];
    let is_line = !inner.contains('\n') && !inner.trim().is_empty();
    let blank = |trimmed: &str| if is_line { inner.len() - trimmed.len() } else { 0 };
    let (before, after) = (blank(inner.trim_start()), blank(inner.trim_end()));
    rewrite.put(object.start()..object.start() + 1 + before, open);
    rewrite.put(object.end() - 1 - after..object.end(), close);
    for part in object.children() {
        if let (Some(key), Some(value)) = (part.field("key"), part.field("value")) {
            rewrite.delete(key.start()..value.start());
        }
    }
}

/// `function* name(…)` becomes `async function name(…)`, `*name(…)` becomes
/// `async name(…)`.
fn head<'s>(rewrite: &mut Rewrite<'s>, function: Node<'s>) {
    let Some(star) = function.token("*") else {
        return;
    };
    let text = &function.source.text;
    let after = &text[star.end()..];
    let blank = after.len() - after.trim_start().len();
    let name = function.field("name");
    if function.kind() == "method_definition" {
        rewrite.put(star.start()..star.end() + blank, "async ");
        return;
    }
    rewrite.insert(function.start(), "async ");
    let word = function.token("function").map_or(function.start(), |it| it.end());
    if !text[word..star.start()].trim().is_empty() {
        // A comment, which may end with its line.
        return rewrite.delete(star.start()..star.end() + blank);
    }
    match name {
        Some(_) => rewrite.put(word..star.end() + blank, " "),
        None => rewrite.delete(word..star.end()),
    }
}

/// `co.wrap(function* (a) { … })` becomes `async (a) => { … }`.
fn unwrap<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, coroutine: &Coroutine<'s>, runner: Node<'s>) {
    let function = &project[coroutine.function];
    let node = function.node;
    let parameters = node.field("parameters").filter(|_| node.field("name").is_none());
    let comments = node.source.comments();
    let head_end = function.body().start();
    let has_comment = comments
        .iter()
        .any(|it| node.start() <= it.start && it.start < head_end);
    match parameters.filter(|_| !function.uses_this() && !has_comment) {
        Some(parameters) => {
            rewrite.put(node.start()..parameters.start(), "async ");
            rewrite.put(parameters.end()..head_end, " => ");
        }
        None => head(rewrite, node),
    }
    if let Some(callee) = runner.field("function") {
        rewrite.forget(callee);
    }
    // An arrow function that is called, or whose property is read.
    let wrapped = runner.wrapped();
    let is_part = wrapped == runner
        && runner.parent().is_some_and(|it| {
            [it.field("function"), it.field("object")].contains(&Some(runner)) || it.kind() == "binary_expression"
        });
    let text = if is_part { "($function)" } else { "$function" };
    rewrite.replace(runner, Template::new(text).fragment("function", node.range()));
}

/// Takes away the imports that only ran these generators.
fn drop_runners<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, coroutines: &[Coroutine<'s>]) {
    let mut done = Vec::new();
    for runner in coroutines.iter().filter_map(|it| it.runner) {
        let Some(mut root) = runner.field("function") else {
            continue;
        };
        while let Some(object) = root.field("object") {
            root = object;
        }
        let Some(binding) = project.binding_of(root) else {
            continue;
        };
        let key = (root.source.id, binding);
        if done.contains(&key) {
            continue;
        }
        done.push(key);
        let in_runner = |it: Node<'s>| {
            let mut callees = coroutines
                .iter()
                .filter_map(|it| it.runner)
                .filter_map(|it| it.field("function"));
            callees.any(|callee| callee.source.id == it.source.id && (callee == it || callee.contains(it)))
        };
        let runs = |it: &Wait<'s>| (it.form == Form::Run || !it.run.is_empty()) && it.node.source.id == root.source.id;
        let is_needed = coroutines.iter().flat_map(|it| &it.waits).any(runs);
        let references = project.references(root.source, binding);
        if !is_needed && references.into_iter().all(in_runner) {
            rewrite.turn_to(root.source);
            drop_import(project, rewrite, root);
        }
    }
}

/// `const co = require('co');`, `import co from 'co';`
fn drop_import<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, name: Node<'s>) {
    let binding = project.binding_of(name).map(|it| project.names(name).binding(it));
    let declared = binding.and_then(|it| it.declared.first().copied());
    let Some(declared) = declared.and_then(|it| name.source.identifier_at(it)) else {
        return;
    };
    let statement = declared.ancestors().find(|it| {
        matches!(
            it.kind(),
            "import_statement" | "lexical_declaration" | "variable_declaration"
        )
    });
    let Some(statement) = statement.filter(|it| it.parent().is_some_and(|it| it.kind() == "program")) else {
        return;
    };
    let way = declared.ancestors().take_while(|it| *it != statement);
    let mut lists = way.filter(|it| it.kind() != "variable_declarator" && it.kind() != "pair_pattern");
    let is_specifier = |it: Node<'_>| it.kind() == "import_specifier";
    let is_only = statement_is_of_one(statement) && lists.all(|it| is_specifier(it) || it.children().len() == 1);
    if is_only {
        rewrite.forget(statement);
        drop_first(rewrite, statement);
        return;
    }
    // `const co = require('co'), AWS = require('aws-sdk');`
    let Some(declarator) = declared
        .parent_of_kind("variable_declarator")
        .filter(|it| it.field("name") == Some(declared))
    else {
        return;
    };
    let all = statement.children();
    let place = all.iter().position(|it| *it == declarator).unwrap_or_default();
    rewrite.forget(declarator);
    match (all.get(place + 1), place.checked_sub(1).and_then(|it| all.get(it))) {
        (Some(next), _) => rewrite.delete(declarator.start()..next.start()),
        (None, Some(before)) => rewrite.delete(before.end()..declarator.end()),
        (None, None) => {}
    }
}

/// An import, or a declaration of one variable or pattern.
fn statement_is_of_one(statement: Node<'_>) -> bool {
    statement.kind() == "import_statement" || statement.children().len() == 1
}

/// Takes away a statement of module scope; with the empty line after it, where nothing
/// stands before it, or an empty line, too.
fn drop_first<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    let text = &statement.source.text;
    let (start, end) = (statement.start(), statement.end_of_code());
    let before = text[..start].trim_end_matches([' ', '\t']);
    let after = &text[end..];
    let lines = after.len() - after.trim_start_matches(['\r', '\n']).len();
    let newlines = after[..lines].matches('\n').count();
    let is_apart = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\r\n\r\n");
    match is_apart && newlines > 1 {
        true => rewrite.delete(before.len()..end + lines),
        false => drop_lines(rewrite, statement),
    }
}
