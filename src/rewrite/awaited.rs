//! From a call with an error-first callback to `await`: the heart of the
//! program. Knows callbacks and control flow, not which calls leak.

use std::ops::Range;

use crate::{
    semantic::{Code, ErrorFirst, Follow, FunctionId, Place, Project, Shape, Value, anything_follows, can_throw},
    syntax::Node,
};

use super::{
    Reason, Refusal, Rewrite, Template,
    parts::{self, Ending},
    together,
};

/// A call that reports by a callback, and the promise that can replace it.
#[derive(Clone)]
pub struct CallbackCall<'s> {
    /// The statement that is nothing but the call; or the call as what its
    /// function returns.
    pub statement: Node<'s>,
    /// The argument that is called back.
    pub callback: Node<'s>,
    /// What stays of the call. The callback is taken out by other changes of
    /// the rewrite.
    pub request: Range<usize>,
    /// What makes a promise of that: `.promise()`, or nothing.
    pub promise: &'static str,
    /// What the callback gets as its result on an error.
    pub empty: &'static str,
    /// What is evaluated at the call and might throw there.
    pub arguments: Vec<Node<'s>>,
    /// Whether the author awaits the call, which does not wait.
    pub is_awaited: bool,
}

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

/// Replaces a call by its awaited promise, with the callback's parts around it.
/// A caveat is given where the result is not certain to do the same.
///
/// # Errors
/// A refusal where no form keeps what the code does.
pub fn await_callback<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let around = project
        .function_around(call.statement)
        .ok_or_else(|| Refusal::at(call.statement, Reason::TopLevel))?;
    if let Some(turns) = together::turns_around(project, call.statement) {
        let waits = together::collect(project, rewrite, call, turns)?;
        let waiter = project
            .function_around(waits)
            .ok_or_else(|| Refusal::at(waits, Reason::TopLevel))?;
        rewrite.make_async(waiter, waits);
        return Ok(None);
    }
    if call.statement.kind() != "expression_statement" {
        return in_place_of_body(project, rewrite, call);
    }
    let place = project.place(call.statement);
    first_answer_stays(project, call, place)?;
    rewrite.make_async(around, call.statement);
    if let (Follow::Runs(_), false) = (place.follow, call.is_awaited)
        && place.in_try.is_none()
    {
        let mut attempt = rewrite.clone();
        if together::start_and_await(project, &mut attempt, std::slice::from_ref(call))?.is_some() {
            *rewrite = attempt;
            return Ok(None);
        }
    }
    in_place(project, rewrite, call, around, place)?;
    match place.follow {
        Follow::Runs(_) if !call.is_awaited => Ok(Some("what follows the call now runs after its callback")),
        _ if may_reject(project, call)? && anything_follows(project, call.statement) => {
            Ok(Some("what follows the call no longer runs when its callback fails"))
        }
        _ => Ok(None),
    }
}

/// Whether waiting for the call and its callback may throw.
fn may_reject<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<bool, Refusal> {
    if !call.callback.peeled().is_function() {
        return Ok(true);
    }
    let anatomy = anatomy(project, call)?;
    let throws = |code: &Code| parts_throw(project, call, &anatomy, code);
    Ok(match &anatomy.shape {
        Shape::Rethrown(_) => true,
        Shape::Ignored(body) | Shape::Mixed(body) => throws(body),
        Shape::Left { on_error: one, rest: other }
        | Shape::Split { on_error: one, on_success: other }
        | Shape::Tolerated { guard: one, rest: other } => throws(one) || throws(other),
    })
}

/// The call is what its function returns: where that is awaited or dropped, the
/// promise can be it.
fn in_place_of_body<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let refused = || Refusal::at(call.statement, Reason::RequestUsed);
    let function = call.statement.function_around().ok_or_else(refused)?;
    let is_dropped = project
        .function(function)
        .filter(|it| project.is_result_dropped(*it));
    match is_dropped {
        Some(id) => rewrite.make_async(id, call.statement),
        None if project.is_awaited_for_nothing(function) => {}
        None => return Err(refused()),
    }
    let chain = chain(project, rewrite, call)?;
    if !chain.is_simple {
        return Err(refused());
    }
    rewrite.replace(call.statement, chain.expression);
    Ok(None)
}

/// What is answered after the call was the answer; a callback that answers, too,
/// must not come first because it is awaited.
pub(super) fn first_answer_stays<'s>(project: &Project<'s>, call: &CallbackCall<'s>, place: Place<'s>) -> Result<(), Refusal> {
    if place.follow == Follow::Nothing {
        return Ok(());
    }
    let answers = call.callback.descendants().into_iter().find(|it| project.is_completion(*it));
    answers.map_or(Ok(()), |it| Err(Refusal::at(it, Reason::AnswersTwice)))
}

/// The call becomes an `await` where it stands.
fn in_place<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    call: &CallbackCall<'s>,
    around: FunctionId,
    place: Place<'s>,
) -> Result<(), Refusal> {
    let may_return = place.follow == Follow::Nothing;
    if !call.callback.peeled().is_function() {
        let is_own = project.is_handler_parameter(call.callback.peeled(), 2) && project.handler(around).is_some();
        let template = if is_own && may_return {
            Template::new(format!("return await $request{};", call.promise)).fragment("request", call.request.clone())
        } else {
            if let Some(outer) = place.in_try {
                return Err(Refusal::at(outer, Reason::InsideTry));
            }
            awaited_chain(project, rewrite, call)?
        };
        put_statement(rewrite, call.statement, template, true);
        return Ok(());
    }
    let anatomy = anatomy(project, call)?;
    let mut attempt = rewrite.clone();
    let form = Form {
        project,
        rewrite: &mut attempt,
        call,
        anatomy: &anatomy,
        may_return,
        in_try: place.in_try,
        has_locals: false,
    };
    match form.template() {
        Ok(template) => {
            parts::merge_into(project, &mut attempt, around, anatomy.function);
            put_statement(&mut attempt, call.statement, template, true);
            *rewrite = attempt;
            Ok(())
        }
        // A `return` that ends the callback only: the callback's structure stays.
        Err(refusal) if refusal.reason == Reason::OrderChanges && place.in_try.is_none() => {
            let template = awaited_chain(project, rewrite, call)?;
            put_statement(rewrite, call.statement, template, true);
            Ok(())
        }
        Err(refusal) => Err(refusal),
    }
}

fn awaited_chain<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: &CallbackCall<'s>) -> Result<Template, Refusal> {
    let chain = chain(project, rewrite, call)?;
    Ok(Template::new("$prelude\nawait $chain;")
        .code("prelude", chain.prelude)
        .code("chain", chain.expression))
}

/// Puts code in place of a statement, in braces where that is the unbraced
/// branch of an `if`.
pub(super) fn put_statement<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>, template: Template, may_be_many: bool) {
    let parent = statement.parent();
    let is_listed = parent.is_none_or(|it| it.is_statement_list() || it.kind() == "arrow_function");
    if is_listed || !may_be_many {
        rewrite.replace(statement, template);
        return;
    }
    let before = statement.source.text[..statement.start()].trim_end().len();
    let braced = Template::new("$open\n  $inner\n}").name("open", " {").code("inner", template);
    rewrite.replace_range(before..statement.end(), braced);
}

/// The parts of an inline callback.
///
/// # Errors
/// Refuses patterns, defaults, `this` and generators.
fn anatomy<'s>(project: &Project<'s>, call: &CallbackCall<'s>) -> Result<ErrorFirst<'s>, Refusal> {
    let function = call.callback.peeled();
    let id = project.function(function);
    let is_strange = id.is_none_or(|it| project[it].is_generator);
    let anatomy = ErrorFirst::of(project, function).filter(|_| !is_strange);
    let Some(anatomy) = anatomy else {
        return Err(Refusal::at(function, Reason::Parameters));
    };
    if id.is_some_and(|it| project[it].uses_this()) {
        return Err(Refusal::at(function, Reason::UsesThis));
    }
    let uses_own_name = function
        .field("name")
        .and_then(|it| project.binding_of(it))
        .is_some_and(|it| !project.references(function.source, it).is_empty());
    if uses_own_name {
        return Err(Refusal::at(function, Reason::UnknownCallback));
    }
    Ok(anatomy)
}

/// The straight code that an inline callback becomes.
struct Form<'f, 's> {
    project: &'f Project<'s>,
    rewrite: &'f mut Rewrite<'s>,
    call: &'f CallbackCall<'s>,
    anatomy: &'f ErrorFirst<'s>,
    /// Nothing of the function follows the call.
    may_return: bool,
    /// A `try` of the author, whose `catch` must see nothing new.
    in_try: Option<Node<'s>>,
    /// The callback's own declarations have found their names.
    has_locals: bool,
}

impl<'s> Form<'_, 's> {
    fn template(mut self) -> Result<Template, Refusal> {
        self.check_try()?;
        match self.anatomy.shape.clone() {
            Shape::Ignored(body) => self.ignored(&body),
            Shape::Rethrown(rest) => self.rethrown(&rest),
            Shape::Left { on_error, rest } => self.branches(&on_error, &rest, true),
            Shape::Split { on_error, on_success } => self.branches(&on_error, &on_success, false),
            Shape::Tolerated { guard, rest } => self.tolerated(&guard, &rest),
            Shape::Mixed(body) => self.mixed(&body),
        }
    }

    /// What the callback throws must not reach a `catch` that did not see it.
    fn check_try(&self) -> Result<(), Refusal> {
        let Some(outer) = self.in_try else {
            return Ok(());
        };
        let throws = may_reject(self.project, self.call)?;
        if throws || outer.field("finalizer").is_some() {
            return Err(Refusal::at(outer, Reason::InsideTry));
        }
        Ok(())
    }

    /// `const data = await p.catch(() => null); body`
    fn ignored(&mut self, body: &Code) -> Result<Template, Refusal> {
        let settled = self.returns(body, true)?;
        let promise = self.promise();
        if !self.uses_data(body) {
            self.declare_locals(body);
            return Ok(Template::new("await $promise.catch(() => {});\n$body")
                .code("promise", promise)
                .code("body", statement(&settled)));
        }
        let (word, data) = self.declare_data(body);
        Ok(Template::new(format!("{word} $data = await $promise.catch(() => {});\n$body", self.call.empty))
            .code("data", data)
            .code("promise", promise)
            .code("body", statement(&settled)))
    }

    /// `const data = await p; rest`
    fn rethrown(&mut self, rest: &Code) -> Result<Template, Refusal> {
        let settled = self.returns(rest, true)?;
        self.null_error(rest)?;
        let promise = self.promise();
        if !self.uses_data(rest) {
            self.declare_locals(rest);
            return Ok(Template::new("await $promise;\n$rest")
                .code("promise", promise)
                .code("rest", statement(&settled)));
        }
        let (word, data) = self.declare_data(rest);
        Ok(Template::new(format!("{word} $data = await $promise;\n$rest"))
            .code("data", data)
            .code("promise", promise)
            .code("rest", statement(&settled)))
    }

    /// An error branch and a success branch.
    fn branches(&mut self, on_error: &Code, on_success: &Code, leaves: bool) -> Result<Template, Refusal> {
        self.null_error(on_success)?;
        self.null_data(on_error)?;
        if !self.throws(on_success) && !self.declares_hoisted(on_success) {
            let mut attempt = self.rewrite.clone();
            std::mem::swap(self.rewrite, &mut attempt);
            match self.one_try(on_error, on_success) {
                Ok(template) => return Ok(template),
                Err(_) => *self.rewrite = attempt,
            }
        }
        self.success_after_try(on_error, on_success, leaves)
    }

    /// `try { const data = await p; B } catch (err) { A }`, where B cannot throw.
    fn one_try(&mut self, on_error: &Code, on_success: &Code) -> Result<Template, Refusal> {
        let error = self.returns(on_error, true)?;
        let success = self.returns(on_success, true)?;
        let (prelude, promise) = self.promise_in_try();
        let awaited = if self.uses_data(on_success) {
            let (word, data) = self.declare_data_in_block(on_success);
            Template::new(format!("{word} $data = await $promise;")).code("data", data)
        } else {
            Template::new("await $promise;")
        };
        Ok(Template::new("$prelude\ntry {\n  $awaited\n  $success\n} $catch {\n  $error\n}")
            .code("prelude", prelude)
            .code("awaited", awaited.code("promise", promise))
            .code("success", if self.uses_data(on_success) { statement(&success) } else { first_statement(&success) })
            .code("catch", self.catch(on_error))
            .code("error", if error.is_empty() { Template::new("// an error was ignored before, too") } else { error_part(self.anatomy, &error) }))
    }

    /// `let data; try { data = await p; } catch (err) { A; return; } B`
    fn success_after_try(&mut self, on_error: &Code, on_success: &Code, leaves: bool) -> Result<Template, Refusal> {
        let falls_through = !leaves && !on_success.is_empty();
        if falls_through && !self.may_return {
            return Err(Refusal::at(self.call.statement, Reason::OrderChanges));
        }
        let error = self.returns(on_error, on_success.is_empty())?;
        let success = self.returns(on_success, true)?;
        let (prelude, promise) = self.promise_in_try();
        let has_data = self.uses_data(on_success);
        let leave = if falls_through { "return;" } else { "" };
        let (declare, assign) = self.outer_data(on_success, has_data, None);
        Ok(Template::new("$prelude\n$declare\ntry {\n  $assign\n} $catch {\n  $error\n  $leave\n}\n$success")
            .code("prelude", prelude)
            .code("declare", declare)
            .code("assign", assign.code("promise", promise))
            .code("catch", self.catch(on_error))
            .code("error", error_part(self.anatomy, &error))
            .code("leave", Template::new(leave))
            .code("success", statement(&success)))
    }

    /// `let data = null; try { data = await p; } catch (err) { guard } rest`
    fn tolerated(&mut self, guard: &Code, rest: &Code) -> Result<Template, Refusal> {
        self.null_data(guard)?;
        let settled_guard = self.returns(guard, rest.is_empty())?;
        let settled = self.returns(rest, true)?;
        let (prelude, promise) = self.promise_in_try();
        let has_data = self.uses_data(rest);
        let (declare, assign) = self.outer_data(rest, has_data, Some(self.call.empty));
        Ok(Template::new("$prelude\n$declare\ntry {\n  $assign\n} $catch {\n  $guard\n}\n$rest")
            .code("prelude", prelude)
            .code("declare", declare)
            .code("assign", assign.code("promise", promise))
            .code("catch", self.catch(guard))
            .code("guard", error_part(self.anatomy, &settled_guard))
            .code("rest", statement(&settled)))
    }

    /// Both outcomes in variables, and the body as it was.
    fn mixed(&mut self, body: &Code) -> Result<Template, Refusal> {
        let settled = self.returns(body, true)?;
        let (prelude, promise) = self.promise_in_try();
        let declared = self.anatomy.err.expect("only a named error is looked at");
        let err = self.declare_outer(declared, body);
        let err_range = declared.range();
        let caught = self
            .project
            .fresh_name(self.call.statement, "error", &self.rewrite.introduced_names());
        let has_data = self.uses_data(body);
        let (declare, assign) = self.outer_data(body, has_data, Some(self.call.empty));
        let kind = if self.has_types() { ": any" } else { "" };
        let text = format!(
            "$prelude\nlet $err{kind} = null;\n$declare\ntry {{\n  $assign\n}} catch ($caught) {{\n  $err = $caught;\n}}\n$body"
        );
        Ok(Template::new(text)
            .code("prelude", prelude)
            .binding("err", err, err_range)
            .code("declare", declare)
            .code("assign", assign.code("promise", promise))
            .name("caught", caught)
            .code("body", statement(&settled)))
    }

    /// `let data;` and `data = await p;`, or nothing and `await p;`.
    fn outer_data(&mut self, moved: &Code, has_data: bool, initial: Option<&str>) -> (Template, Template) {
        let Some(declared) = self.anatomy.data.filter(|_| has_data) else {
            self.declare_locals(moved);
            return (Template::new(""), Template::new("await $promise;"));
        };
        let name = self.declare_outer(declared, moved);
        let kind = self.type_of(declared, initial.is_some());
        let value = initial.map_or_else(String::new, |it| format!(" = {it}"));
        let declare = Template::new(format!("let $data{kind}{value};")).binding("data", name.clone(), declared.range());
        let assign = Template::new("$data = await $promise;").binding("data", name, declared.range());
        (declare, assign)
    }

    /// The type annotation for a variable in place of a parameter.
    fn type_of(&self, declared: Node<'s>, may_be_empty: bool) -> String {
        if !self.has_types() {
            return String::new();
        }
        let annotation = declared.parent().and_then(|it| it.field("type"));
        match annotation.and_then(Node::first_child) {
            Some(kind) if may_be_empty => format!(": {} | {}", kind.text(), self.call.empty),
            Some(kind) => format!(": {}", kind.text()),
            None if may_be_empty => ": any".to_owned(),
            None => String::new(),
        }
    }

    fn declare_outer(&mut self, declared: Node<'s>, moved: &Code) -> String {
        self.declare_locals(moved);
        parts::declare(
            self.project,
            self.rewrite,
            self.call.statement,
            self.anatomy.function,
            declared,
        )
    }

    fn declare_locals(&mut self, moved: &Code) {
        if !std::mem::replace(&mut self.has_locals, true) {
            parts::declare_locals(self.project, self.rewrite, self.call.statement, self.anatomy, moved);
        }
    }

    /// `const` or `let`, and the result's name where the call stands.
    fn declare_data(&mut self, moved: &Code) -> (&'static str, Template) {
        let declared = self.anatomy.data.expect("it is used");
        let name = self.declare_outer(declared, moved);
        let data = Template::new("$data").binding("data", name, declared.range());
        (self.word_for(declared), data)
    }

    /// The same inside of the `try` block, where only the request could clash.
    fn declare_data_in_block(&mut self, moved: &Code) -> (&'static str, Template) {
        let declared = self.anatomy.data.expect("it is used");
        let names = self.project.names(declared);
        let request = &self.call.request;
        let callback = self.call.callback.range();
        let clashes = names.references().iter().any(|it| {
            let at = it.range.start;
            it.name == declared.text() && request.contains(&at) && !callback.contains(&at)
        });
        if clashes {
            return self.declare_data(moved);
        }
        let data = Template::new("$data").binding("data", declared.text(), declared.range());
        (self.word_for(declared), data)
    }

    fn word_for(&self, declared: Node<'s>) -> &'static str {
        let binding = self.project.binding_of(declared);
        let is_written = binding.is_some_and(|id| self.project.names(declared).references_of(id).any(|it| it.is_write));
        if is_written { "let" } else { "const" }
    }

    /// `var` and functions of the block would become visible outside of it.
    fn declares_hoisted(&self, code: &Code) -> bool {
        parts::nodes_in(self.anatomy.function, code)
            .iter()
            .any(|it| it.kind() == "variable_declaration")
    }

    fn catch(&self, on_error: &Code) -> Template {
        match self.anatomy.err {
            Some(err) if self.anatomy.mentions_error(self.project, &on_error.range) => {
                let kind = if self.has_types() { ": any" } else { "" };
                Template::new(format!("catch ($err{kind})")).binding("err", err.text(), err.range())
            }
            _ => Template::new("catch"),
        }
    }

    fn has_types(&self) -> bool {
        self.call.statement.source.language.has_types()
    }

    fn promise(&self) -> Template {
        Template::new(format!("$request{}", self.call.promise)).fragment("request", self.call.request.clone())
    }

    /// What may throw at the call stays outside of the `try`.
    fn promise_in_try(&mut self) -> (Template, Template) {
        let throws = self.call.arguments.iter().any(|it| can_throw(self.project, *it, &[]));
        if !throws {
            return (Template::new(""), self.promise());
        }
        let statement = self.call.statement;
        let name = self
            .project
            .fresh_name(statement, "request", &self.rewrite.introduced_names());
        self.rewrite.introduce(statement, &name);
        let prelude = Template::new("const $name = $request;")
            .name("name", name.clone())
            .fragment("request", self.call.request.clone());
        (prelude, Template::new(format!("{name}{}", self.call.promise)))
    }

    fn returns(&mut self, code: &Code, is_final: bool) -> Result<Code, Refusal> {
        let ending = Ending {
            is_final,
            may_return: self.may_return,
        };
        parts::settle_returns(self.project, self.rewrite, self.anatomy.function, code, ending)
    }

    fn null_error(&mut self, code: &Code) -> Result<(), Refusal> {
        parts::replace_mentions(self.project, self.rewrite, self.anatomy.err, &code.range, "null")
    }

    fn null_data(&mut self, code: &Code) -> Result<(), Refusal> {
        parts::replace_mentions(self.project, self.rewrite, self.anatomy.data, &code.range, self.call.empty)
    }

    fn uses_data(&self, code: &Code) -> bool {
        self.anatomy.mentions_data(self.project, &code.range)
    }

    fn throws(&self, code: &Code) -> bool {
        parts_throw(self.project, self.call, self.anatomy, code)
    }
}

/// Whether a part of the callback may throw. Its parameters are objects where
/// they are looked at, and so is what the call's arguments took a property of.
fn parts_throw<'s>(project: &Project<'s>, call: &CallbackCall<'s>, anatomy: &ErrorFirst<'s>, code: &Code) -> bool {
    let parameters = [anatomy.err, anatomy.data].into_iter().flatten();
    let mut known: Vec<&str> = parameters.map(Node::text).collect();
    for argument in &call.arguments {
        let nodes = argument.descendants_of_same_function();
        let members = nodes.into_iter().filter(|it| it.kind() == "member_expression" && !it.has_token("?."));
        let objects = members.filter_map(|it| it.field("object"));
        known.extend(objects.filter(|it| is_never_assigned(project, *it)).map(Node::text));
    }
    parts::part_can_throw(project, anatomy.function, code, &known)
}

fn is_never_assigned<'s>(project: &Project<'s>, name: Node<'s>) -> bool {
    project
        .binding_of(name)
        .is_some_and(|id| !project.names(name).references_of(id).any(|it| it.is_write))
}

/// A part as statements.
fn statement(code: &Code) -> Template {
    let text = if code.is_expression { "$code;" } else { "$code" };
    let template = Template::new(text);
    match code.is_spaced {
        true => template.spaced("code", code.range.clone()),
        false => template.fragment("code", code.range.clone()),
    }
}

/// The error part, with the comments that stood above the test of the error.
fn error_part(anatomy: &ErrorFirst<'_>, code: &Code) -> Template {
    Template::new("$above\n$code")
        .fragment("above", anatomy.above_guard.clone())
        .code("code", statement(code))
}

/// A part that follows nothing: the first one in its block.
fn first_statement(code: &Code) -> Template {
    let code = Code {
        is_spaced: false,
        ..code.clone()
    };
    statement(&code)
}

/// The promise with the callback's parts in `then` and `catch`, which keep the
/// callback's structure: a `return` in there still ends the callback only.
///
/// # Errors
/// Refuses callbacks whose error cannot be told from their result there.
pub(super) fn chain<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: &CallbackCall<'s>) -> Result<Chain, Refusal> {
    if !call.callback.peeled().is_function() {
        return named_chain(project, rewrite, call);
    }
    let anatomy = anatomy(project, call)?;
    let word = |code: &Code| if parts::part_awaits(anatomy.function, code) { "async " } else { "" };
    let throws = |code: &Code| parts_throw(project, call, &anatomy, code);
    let err = |code: &Code| parameter(anatomy.err.filter(|_| anatomy.mentions_error(project, &code.range)));
    let data = |code: &Code| parameter(anatomy.data.filter(|_| anatomy.mentions_data(project, &code.range)));
    let (links, can_reject) = match &anatomy.shape {
        Shape::Ignored(body) if body.is_empty() => (Template::new(".catch(() => {})"), false),
        Shape::Ignored(body) => {
            let empty = if anatomy.mentions_data(project, &body.range) { call.empty } else { "{}" };
            let word = word(body);
            let text = format!(".catch(() => {empty}).then({word}($data) => {{\n  $body\n}})");
            let links = Template::new(text).code("data", data(body)).code("body", statement(body));
            (links, throws(body))
        }
        Shape::Rethrown(rest) if rest.is_empty() => (Template::new(""), true),
        Shape::Rethrown(rest) => {
            parts::replace_mentions(project, rewrite, anatomy.err, &rest.range, "null")?;
            let word = word(rest);
            let text = format!(".then({word}($data) => {{\n  $rest\n}})");
            let links = Template::new(text).code("data", data(rest)).code("rest", first_statement(rest));
            (links, true)
        }
        Shape::Left { on_error, rest: on_success } | Shape::Split { on_error, on_success } => {
            parts::replace_mentions(project, rewrite, anatomy.err, &on_success.range, "null")?;
            parts::replace_mentions(project, rewrite, anatomy.data, &on_error.range, call.empty)?;
            let ending = Ending { is_final: true, may_return: false };
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
        Shape::Tolerated { guard, rest } if parts::returns_in(anatomy.function, guard).is_empty() => {
            parts::replace_mentions(project, rewrite, anatomy.data, &guard.range, call.empty)?;
            let gives = if anatomy.mentions_data(project, &rest.range) {
                format!("return {};", call.empty)
            } else {
                String::new()
            };
            let (on_fail, on_ok) = (word(guard), word(rest));
            let text = format!(".catch({on_fail}($err) => {{\n  $guard\n  $gives\n}}).then({on_ok}($data) => {{\n  $rest\n}})");
            let links = Template::new(text)
                .code("err", err(guard))
                .code("guard", error_part(&anatomy, guard))
                .code("gives", Template::new(gives))
                .code("data", data(rest))
                .code("rest", first_statement(rest));
            (links, throws(guard) || throws(rest))
        }
        Shape::Mixed(_) | Shape::Tolerated { .. } => outcome_pair(project, call, &anatomy, word(&anatomy.whole_body()))?,
    };
    Ok(Chain {
        prelude: Template::new(""),
        expression: Template::new(format!("$request{}$links", call.promise))
            .fragment("request", call.request.clone())
            .code("links", links),
        can_reject,
        is_simple: true,
    })
}

/// The body as it was, with both outcomes: `.then(([err, data]) => { … })`.
fn outcome_pair<'s>(
    project: &Project<'s>,
    call: &CallbackCall<'s>,
    anatomy: &ErrorFirst<'s>,
    word: &str,
) -> Result<(Template, bool), Refusal> {
    let function = anatomy.function;
    let body = function
        .field("body")
        .ok_or_else(|| Refusal::at(function, Reason::ErrorUsed))?;
    let inside = anatomy.whole_body();
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
        ".then(({ok}){result} => [null, {ok}], ({failed}){result} => [{failed}, {}]).then({word}({both}) => {{\n  $body\n}})",
        call.empty
    );
    let links = Template::new(text)
        .code("err", err)
        .code("data", data.unwrap_or_else(|| Template::new("")))
        .code("body", statement(&inside));
    Ok((links, true))
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

/// A callback that is no function expression: called with either outcome.
fn named_chain<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: &CallbackCall<'s>) -> Result<Chain, Refusal> {
    let callback = call.callback.peeled();
    if let Some(Value::Local(target)) = project.value(callback) {
        let id = project.function(target);
        if id.is_some_and(|it| project[it].uses_this()) && target.kind() != "method_definition" {
            return Err(Refusal::at(target, Reason::UsesThis));
        }
    } else if !project.is_completion(callback) {
        return Err(Refusal::at(callback, Reason::UnknownCallback));
    }
    let mut fresh = |wanted: &str| {
        let taken = rewrite.introduced_names();
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
    let text = format!(
        "$request{}.then(({data}) => $callback(null, {data}), ({err}) => $callback({err}, {}))",
        call.promise, call.empty
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
