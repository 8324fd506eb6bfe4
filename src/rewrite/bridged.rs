//! Statements of a handler that answer by callbacks become one awaited promise, which
//! they settle. Knows how they answer, not why they cannot be awaited otherwise.

use crate::{
    semantic::{Bridge, Completion, Completions, Handed, Outcome, Project, Silence, Takes, can_throw, is_observable},
    syntax::{Language, Node},
};

use super::{
    Reason, Refusal, Rewrite, Template,
    answerer::take_arguments,
    awaited::put_statement,
    leaving::{is_repeatable, reason},
    preamble::with_comments,
    statements::{as_statement, drop_dead},
};

/// Puts `return await new Promise((resolve, reject) => { … })` around the statements.
///
/// # Errors
/// Refuses where they do not stand in the handler itself yet.
pub(super) fn bridge<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    completions: &Completions<'s>,
    bridge: &Bridge<'s>,
) -> Result<(), Refusal> {
    let (Some(first), Some(last)) = (bridge.statements.first(), bridge.statements.last()) else {
        return Ok(());
    };
    if !project.is_of_function(bridge, completions.function) {
        let name = project[completions.function].display_name();
        return Err(Refusal::at(*first, Reason::NotYetAwaited(name)));
    }
    if let Some(caveat) = bridge.caveat {
        rewrite.doubt(caveat);
    }
    let mut writer = Writer::of(project, rewrite, completions, bridge);
    for answer in &bridge.answers {
        writer.answer(rewrite, answer);
    }
    for handed in &bridge.handed {
        writer.handed(rewrite, handed);
    }
    for statement in &bridge.thrown {
        writer.thrown(rewrite, *statement)?;
    }
    let at_the_end = [Silence::After(*last), Silence::Body(*last)];
    for silence in bridge.silences.iter().filter(|it| !at_the_end.contains(it)) {
        writer.silence(rewrite, *silence)?;
    }
    let adapter = writer.adapter(completions);
    let parameters = if writer.rejects {
        format!("({}, {})", writer.resolve, writer.reject)
    } else {
        format!("({})", writer.resolve)
    };
    rewrite.seal(first.start()..last.end());
    let is_body = first.parent().is_some_and(|it| it.kind() == "arrow_function");
    let end = match bridge.silences.iter().any(|it| at_the_end.contains(it)) {
        true => format!("\n  {};", writer.nothing()),
        false => String::new(),
    };
    let kind = if writer.is_typed() { "<any>" } else { "" };
    let promise = format!(
        "new Promise{kind}({parameters} => {{\n  $adapter\n  $body{}{end}\n}})",
        if is_body { ";" } else { "" }
    );
    if is_body {
        let template = Template::new(promise)
            .code("adapter", adapter)
            .fragment("body", first.peeled().range());
        rewrite.replace(*first, template);
        return Ok(());
    }
    let list = first.parent().filter(|it| it.is_statement_list());
    // What is said of a function or a name goes with it.
    let is_declared = first.kind().ends_with("_declaration");
    let outer = match list.filter(|_| is_declared) {
        Some(list) => with_comments(end_before(list, *first), *first),
        None => first.start(),
    };
    let mut start = outer;
    if first == last
        && first.kind() == "return_statement"
        && let Some(value) = first.first_child()
        && !bridge.silences.contains(&Silence::Return(*first))
    {
        start = value.start();
    }
    let template = Template::new(format!("return await {promise};"))
        .code("adapter", adapter)
        .fragment("body", start..last.end_of_code());
    if list.is_some() {
        rewrite.replace_range(outer..last.end_of_code(), template);
    } else {
        put_statement(rewrite, *first, template, true)?;
    }
    drop_dead(rewrite, *last);
    Ok(())
}

/// Where what stands before a statement of a list ends.
fn end_before(list: Node<'_>, statement: Node<'_>) -> usize {
    let before = list.children().into_iter().take_while(|it| *it != statement);
    before.last().map_or(list.start(), Node::end)
}

struct Writer<'w, 's> {
    project: &'w Project<'s>,
    resolve: String,
    reject: String,
    /// The name that the callback keeps, where several places need to tell an error
    /// from a result.
    kept: Option<(Node<'s>, String)>,
    /// What does the same for `context.done`, where what it gets may be looked at only once.
    done: Option<String>,
    rejects: bool,
    place: Node<'s>,
}

impl<'w, 's> Writer<'w, 's> {
    fn of(
        project: &'w Project<'s>,
        rewrite: &mut Rewrite<'s>,
        completions: &Completions<'s>,
        bridge: &Bridge<'s>,
    ) -> Writer<'w, 's> {
        let place = bridge.statements[0];
        // No bridge stands in another one, so each has these names for itself.
        let mut fresh = |wanted: &str| {
            let name = project.fresh_name(place, wanted, &[]);
            rewrite.introduce(place, &name);
            name
        };
        let (resolve, reject) = (fresh("resolve"), fresh("reject"));
        let of_callback = |mention: Node<'s>| {
            let parameter = completions.parameter?;
            let parameter = parameter.field("pattern").unwrap_or(parameter);
            let is_it = parameter.is_identifier() && project.binding_of(parameter) == project.binding_of(mention);
            is_it.then_some(parameter)
        };
        let asks = bridge
            .answers
            .iter()
            .filter(|it| matches!(it.outcome, Outcome::Either(..)));
        let goes = bridge
            .handed
            .iter()
            .filter(|it| matches!(it.takes, Takes::Outcome | Takes::Bound));
        let asking: Vec<Node<'s>> = asks
            .clone()
            .map(|it| it.mention)
            .chain(goes.clone().map(|it| it.mention))
            .collect();
        let must = asks.clone().any(|it| !is_plain(project, it)) || goes.clone().any(|it| it.takes == Takes::Bound);
        let parameter = asking.iter().find_map(|it| of_callback(*it));
        let kept = parameter.filter(|_| must || asking.len() > 1);
        Writer {
            project,
            resolve,
            reject,
            kept: kept.map(|it| (it, it.text().to_owned())),
            done: None,
            rejects: false,
            place,
        }
    }

    fn is_typed(&self) -> bool {
        matches!(self.place.source.language, Language::TypeScript | Language::Tsx)
    }

    fn is_kept(&self, mention: Node<'s>) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|(it, _)| self.project.binding_of(*it) == self.project.binding_of(mention))
    }

    /// `const callback = (err, result) => (err != null ? reject(err) : resolve(result));`
    fn adapter(&mut self, completions: &Completions<'s>) -> Template {
        let done = match &self.done {
            Some(name) => format!("const {name} = {};", self.told()),
            None => String::new(),
        };
        let parameter = completions.parameter;
        let Some((parameter, (_, name))) = parameter.zip(self.kept.clone()) else {
            return Template::new(done);
        };
        self.rejects = true;
        let declared = parameter.field("pattern").unwrap_or(parameter).range();
        Template::new(format!("const $name = {};\n{done}", self.told())).binding("name", name, declared)
    }

    /// `(err, result) => (err != null ? reject(err) : resolve(result))`
    fn told(&self) -> String {
        let (resolve, reject) = (&self.resolve, &self.reject);
        let types = if self.is_typed() {
            ["?: any", "?: any"]
        } else {
            ["", ""]
        };
        let [err_type, result_type] = types;
        format!("(err{err_type}, result{result_type}) => (err != null ? {reject}(err) : {resolve}(result))")
    }

    /// `resolve()`, which TypeScript wants an argument for.
    fn nothing(&self) -> String {
        let value = if self.is_typed() { "undefined" } else { "" };
        format!("{}({value})", self.resolve)
    }

    fn answer(&mut self, rewrite: &mut Rewrite<'s>, answer: &Completion<'s>) {
        let Completion { call, mention, outcome } = *answer;
        if let Outcome::Answered { by, .. } = outcome {
            // It returns what it answered with.
            take_arguments(self.project, rewrite, call, by);
            let template = Template::new(format!("{}($answer)", self.resolve)).fragment("answer", call.range());
            return rewrite.replace(call, template);
        }
        if self.is_kept(mention) {
            return;
        }
        rewrite.forget(mention);
        if !is_plain(self.project, answer) {
            return self.told_by_name(rewrite, call);
        }
        let used: Vec<Node<'s>> = match outcome {
            Outcome::Success(value) | Outcome::Failed(value) => value.into_iter().collect(),
            Outcome::Failure(err, _) => vec![err],
            Outcome::Either(err, result) => [Some(err), result].into_iter().flatten().collect(),
            // Nothing is bridged that somebody else is handed.
            Outcome::HandedOn | Outcome::Answered { .. } | Outcome::Offered(..) => Vec::new(),
        };
        let unused = call.arguments().into_iter().filter(|it| !used.contains(it));
        unused.for_each(|it| rewrite.forget(it));
        let (resolve, reject) = (self.resolve.clone(), self.reject.clone());
        let template = match outcome {
            Outcome::Success(Some(value)) => {
                Template::new(format!("{resolve}($value)")).fragment("value", value.range())
            }
            Outcome::Success(None) | Outcome::HandedOn | Outcome::Answered { .. } | Outcome::Offered(..) => {
                Template::new(self.nothing())
            }
            Outcome::Failure(err, _) => {
                self.rejects = true;
                Template::new(format!("{reject}($value)")).fragment("value", err.range())
            }
            Outcome::Failed(value) => {
                self.rejects = true;
                let value = reason(self.project, call, value);
                Template::new(format!("{reject}($value)")).code("value", value)
            }
            Outcome::Either(err, result) => {
                self.rejects = true;
                return self.either(rewrite, call, err, result);
            }
        };
        rewrite.replace(call, template);
    }

    /// `context.done(check(event), data)` becomes `done(check(event), data)`.
    fn told_by_name(&mut self, rewrite: &mut Rewrite<'s>, call: Node<'s>) {
        self.rejects = true;
        let name = self.done.get_or_insert_with(|| {
            let name = self
                .project
                .fresh_name(self.place, "done", &rewrite.introduced_names(self.place));
            rewrite.introduce(self.place, &name);
            name
        });
        if let Some(callee) = call.field("function") {
            rewrite.put(callee.range(), name);
        }
    }

    /// `if (err != null) reject(err); else resolve(data);`
    fn either(&self, rewrite: &mut Rewrite<'s>, call: Node<'s>, err: Node<'s>, result: Option<Node<'s>>) {
        let (resolve, reject) = (&self.resolve, &self.reject);
        let done = match result {
            Some(_) => format!("{resolve}($result)"),
            None => self.nothing(),
        };
        let wrapped = call.wrapped();
        let parent = wrapped.parent();
        let statement =
            parent.filter(|it| it.kind() == "expression_statement" && it.parent().is_some_and(Node::is_statement_list));
        let (text, range) = match statement {
            Some(statement) => (
                format!("if ($err != null) {{\n  {reject}($err);\n}} else {{\n  {done};\n}}"),
                statement.start()..statement.end_of_code(),
            ),
            None => {
                let text = format!("$err != null ? {reject}($err) : {done}");
                let is_returned =
                    parent.is_some_and(|it| it.kind() == "return_statement" || it.kind() == "expression_statement");
                let text = if is_returned { text } else { format!("({text})") };
                (text, wrapped.range())
            }
        };
        let mut template = Template::new(text).name("err", err.text());
        if let Some(result) = result {
            template = template.fragment("result", result.range());
        }
        rewrite.forget(err);
        rewrite.replace_range(range, template);
    }

    fn handed(&mut self, rewrite: &mut Rewrite<'s>, handed: &Handed<'s>) {
        if self.is_kept(handed.mention) {
            return;
        }
        rewrite.forget(handed.mention);
        let (resolve, reject) = (self.resolve.clone(), self.reject.clone());
        let text = match handed.takes {
            Takes::Result => resolve,
            Takes::Error => reject.clone(),
            Takes::Reason => {
                let quote = self.place.source.style().quote;
                format!("(reason) => {reject}(reason ?? {quote}handled{quote})")
            }
            Takes::Outcome if is_caught(handed.expression) => {
                format!("(err) => (err != null ? {reject}(err) : {})", self.nothing())
            }
            Takes::Outcome | Takes::Bound => self.told(),
        };
        self.rejects |= handed.takes != Takes::Result;
        rewrite.put(handed.expression.range(), &text);
    }

    /// `throw err;` in a callback, which nobody catches.
    fn thrown(&mut self, rewrite: &mut Rewrite<'s>, statement: Node<'s>) -> Result<(), Refusal> {
        let Some(error) = statement.first_child() else {
            return Ok(());
        };
        self.rejects = true;
        let template = Template::new(format!("return {}($value);", self.reject)).fragment("value", error.range());
        put_statement(rewrite, statement, template, false)
    }

    /// A path without an answer is answered with nothing.
    fn silence(&self, rewrite: &mut Rewrite<'s>, silence: Silence<'s>) -> Result<(), Refusal> {
        let resolve = self.nothing();
        match silence {
            Silence::After(statement) => rewrite.insert_after(statement, &format!("{resolve};")),
            Silence::Empty(block) => rewrite.put(block.start() + 1..block.end() - 1, &format!(" {resolve}; ")),
            Silence::Body(body) => {
                let template =
                    Template::new(format!("{{\n  $body;\n  {resolve};\n}}")).fragment("body", body.peeled().range());
                rewrite.replace(body, template);
            }
            Silence::Return(statement) => {
                let template = match statement.first_child() {
                    None => Template::new(format!("return {resolve};")),
                    Some(value) => {
                        let text = format!("{}\nreturn {resolve};", as_statement("value", value));
                        Template::new(text).fragment("value", value.range())
                    }
                };
                put_statement(rewrite, statement, template, statement.first_child().is_some())?;
            }
        }
        Ok(())
    }
}

/// `promise.catch(callback)`: there is no result.
fn is_caught(callback: Node<'_>) -> bool {
    let call = callback.parent_of_kind("arguments").and_then(Node::parent);
    let method = call
        .and_then(|it| it.field("function"))
        .and_then(|it| it.field("property"));
    method.is_some_and(|it| it.text() == "catch")
}

/// Whether an answer can ask for its error before it looks at its result.
fn is_plain<'s>(project: &Project<'s>, answer: &Completion<'s>) -> bool {
    let Outcome::Either(err, result) = answer.outcome else {
        return true;
    };
    let is_quiet = |it: Node<'s>| !is_observable(project, it) && !can_throw(project, it, &[]);
    is_repeatable(project, err) && result.is_none_or(is_quiet)
}
