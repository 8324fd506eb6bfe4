//! The straight code that an inline callback becomes: `const data = await p;`,
//! `try { … } catch (err) { … }`. Knows one callback; which form is wanted where
//! the function goes on is decided in `awaited`.

use crate::{
    semantic::{Code, ErrorFirst, Gives, Project, Shape, can_throw},
    syntax::Node,
};

use super::{
    CallbackCall, Reason, Refusal, Rewrite, Template,
    failing::{may_throw, parts_throw},
    moved::{error_part, first_statement, statement},
    outcome::{self, Received},
    parts::{self, Ending},
};

/// The straight code that an inline callback becomes.
pub(super) struct Form<'f, 's> {
    pub project: &'f Project<'s>,
    pub rewrite: &'f mut Rewrite<'s>,
    pub call: &'f CallbackCall<'s>,
    pub anatomy: &'f ErrorFirst<'s>,
    /// Nothing of the function follows the call.
    pub may_return: bool,
    /// A `try` of the author, whose `catch` must see nothing new.
    pub in_try: Option<Node<'s>>,
    /// The callback's own declarations have found their names.
    pub has_locals: bool,
}

impl<'s> Form<'_, 's> {
    /// The code in place of the call's statement.
    ///
    /// # Errors
    /// Refuses with [`Reason::OrderChanges`] where only the callback's own structure
    /// keeps what the code does.
    pub fn template(mut self) -> Result<Template, Refusal> {
        self.check_try()?;
        self.check_empty_variables()?;
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
        let throws = may_throw(self.project, self.call)?;
        if throws || outer.field("finalizer").is_some() {
            return Err(Refusal::at(outer, Reason::InsideTry));
        }
        Ok(())
    }

    /// In a loop, `var x;` in the callback is a new variable each time; as a part of
    /// the loop it would keep its value.
    fn check_empty_variables(&self) -> Result<(), Refusal> {
        let statement = self.call.statement;
        let is_in_loop = statement
            .ancestors()
            .take_while(|it| !it.is_function())
            .any(Node::is_loop);
        let has_empty = self.anatomy.function.field("body").is_some_and(|body| {
            let nodes = body.descendants_of_same_function().into_iter();
            let mut variables = nodes
                .filter(|it| it.kind() == "variable_declaration")
                .flat_map(Node::children);
            variables.any(|it| it.field("value").is_none())
        });
        match is_in_loop && has_empty {
            true => Err(Refusal::at(statement, Reason::OrderChanges)),
            false => Ok(()),
        }
    }

    /// `const data = await p.catch(() => null); body`
    fn ignored(&mut self, body: &Code) -> Result<Template, Refusal> {
        let settled = self.returns(body, true)?;
        // Nobody waits for what a callback returns.
        if let Some(result) = self.call.bare.as_ref().and_then(|it| it.result) {
            self.rewrite.insert(result.start(), "await ");
        }
        let promise = self.promise();
        let ignoring = outcome::ignoring(self.project, self.call, self.anatomy, &body.range)?;
        if !self.uses_data(body) {
            self.declare_locals(body);
            return Ok(
                Template::new(format!("await $promise{}{ignoring};\n$body", self.call.link()))
                    .code("promise", promise)
                    .code("body", statement(&settled)),
            );
        }
        let (word, data) = self.declare_data(body);
        Ok(Template::new(format!(
            "{word} $data = await $promise{}{ignoring};\n$body",
            self.call.link()
        ))
        .code("data", data)
        .code("promise", promise)
        .code("body", statement(&settled)))
    }

    /// `const data = await p; rest`
    fn rethrown(&mut self, rest: &Code) -> Result<Template, Refusal> {
        parts::forget_passed_on(self.project, self.rewrite, self.anatomy, rest);
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
        let fits = !self.declares_hoisted(on_success) && !self.hides_request(on_success);
        if fits && !self.throws(on_success) {
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
        Ok(
            Template::new("$prelude\ntry {\n  $awaited\n  $success\n} $catch {\n  $error\n}")
                .code("prelude", prelude)
                .code("awaited", awaited.code("promise", promise))
                .code(
                    "success",
                    if self.uses_data(on_success) {
                        statement(&success)
                    } else {
                        first_statement(&success)
                    },
                )
                .code("catch", self.catch(on_error))
                .code(
                    "error",
                    if error.is_empty() {
                        Template::new("// an error was ignored before, too")
                    } else {
                        error_part(self.anatomy, &error)
                    },
                ),
        )
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
        Ok(
            Template::new("$prelude\n$declare\ntry {\n  $assign\n} $catch {\n  $error\n  $leave\n}\n$success")
                .code("prelude", prelude)
                .code("declare", declare)
                .code("assign", assign.code("promise", promise))
                .code("catch", self.catch(on_error))
                .code("error", error_part(self.anatomy, &error))
                .code("leave", Template::new(leave))
                .code("success", statement(&success)),
        )
    }

    /// `let data = null; try { data = await p; } catch (err) { guard } rest`
    fn tolerated(&mut self, guard: &Code, rest: &Code) -> Result<Template, Refusal> {
        self.null_data(guard)?;
        outcome::none_on_both_paths(self.project, self.call, self.anatomy, &rest.range)?;
        let settled_guard = self.returns(guard, rest.is_empty())?;
        let settled = self.returns(rest, true)?;
        let (prelude, promise) = self.promise_in_try();
        let has_data = self.uses_data(rest);
        let (declare, assign) = self.outer_data(rest, has_data, Some(self.call.promise.empty));
        Ok(
            Template::new("$prelude\n$declare\ntry {\n  $assign\n} $catch {\n  $guard\n}\n$rest")
                .code("prelude", prelude)
                .code("declare", declare)
                .code("assign", assign.code("promise", promise))
                .code("catch", self.catch(guard))
                .code("guard", error_part(self.anatomy, &settled_guard))
                .code("rest", statement(&settled)),
        )
    }

    /// Both outcomes in variables, and the body as it was.
    fn mixed(&mut self, body: &Code) -> Result<Template, Refusal> {
        outcome::none_on_both_paths(self.project, self.call, self.anatomy, &body.range)?;
        let settled = self.returns(body, true)?;
        let (prelude, promise) = self.promise_in_try();
        let declared = self.anatomy.err.expect("only a named error is looked at");
        let err = self.declare_outer(declared, body);
        let err_range = declared.range();
        let caught = self.project.fresh_name(
            self.call.statement,
            "error",
            &self.rewrite.introduced_names(self.call.statement),
        );
        let has_data = self.uses_data(body);
        let (declare, assign) = self.outer_data(body, has_data, Some(self.call.promise.empty));
        let kind = if self.has_types() { ": any" } else { "" };
        let none = initially(self.call.promise.no_error);
        let text = format!(
            "$prelude\nlet $err{kind}{none};\n$declare\ntry {{\n  $assign\n}} catch ($caught) {{\n  $err = $caught;\n}}\n$body"
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
        if !has_data {
            self.declare_locals(moved);
            return (Template::new(""), Template::new("await $promise;"));
        }
        let received = self.receive(moved);
        let value = initial.map_or_else(String::new, initially);
        let declared = received.iter().map(|it| {
            let kind = self.type_of(it.declared, initial.is_some());
            Template::new(format!("let $data{kind}{value};")).binding("data", it.name.clone(), it.declared.range())
        });
        let declare = outcome::joined(declared, "\n").unwrap_or_else(|| Template::new(""));
        let text = match self.call.promise.gives {
            // A statement that begins with a brace is a block.
            Gives::Fields(_) => "($data = await $promise);",
            _ => "$data = await $promise;",
        };
        (
            declare,
            Template::new(text).code("data", outcome::pattern(self.call, &received)),
        )
    }

    /// The results that a part uses, each with its name where the call stands.
    fn receive(&mut self, moved: &Code) -> Vec<Received<'s>> {
        let mut received = outcome::used(self.project, self.anatomy, &moved.range);
        for it in &mut received {
            it.name = self.declare_outer(it.declared, moved);
        }
        received
    }

    /// The type annotation for a variable in place of a parameter.
    fn type_of(&self, declared: Node<'s>, may_be_empty: bool) -> String {
        if !self.has_types() {
            return String::new();
        }
        let parameter = declared.parent();
        let annotation = parameter.and_then(|it| it.field("type"));
        let is_optional = parameter.is_some_and(|it| it.kind() == "optional_parameter");
        match annotation.and_then(Node::first_child) {
            Some(kind) if is_optional && self.call.promise.may_be_empty && !may_be_empty => {
                format!(": {} | undefined", kind.text())
            }
            Some(kind) if may_be_empty => format!(": {} | {}", kind.text(), self.call.promise.empty),
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

    /// `const` or `let`, and what receives the results where the call stands.
    fn declare_data(&mut self, moved: &Code) -> (&'static str, Template) {
        let received = self.receive(moved);
        (self.word_for(&received), outcome::pattern(self.call, &received))
    }

    /// The same inside of the `try` block, where only the request could clash.
    fn declare_data_in_block(&mut self, moved: &Code) -> (&'static str, Template) {
        let received = outcome::used(self.project, self.anatomy, &moved.range);
        let names = self.project.names(self.call.statement);
        let request = &self.call.request;
        let callback = self.call.callback.range();
        let clashes = names.references().iter().any(|it| {
            let at = it.range.start;
            received.iter().any(|result| result.name == it.name) && request.contains(&at) && !callback.contains(&at)
        });
        match clashes {
            true => self.declare_data(moved),
            false => (self.word_for(&received), outcome::pattern(self.call, &received)),
        }
    }

    fn word_for(&self, received: &[Received<'s>]) -> &'static str {
        let is_written = received.iter().any(|it| {
            let binding = self.project.binding_of(it.declared);
            binding.is_some_and(|id| self.project.names(it.declared).references_of(id).any(|it| it.is_write))
        });
        if is_written { "let" } else { "const" }
    }

    /// `var` and functions of the block would become visible outside of it.
    fn declares_hoisted(&self, code: &Code) -> bool {
        parts::nodes_in(self.anatomy.function, code)
            .iter()
            .any(|it| it.kind() == "variable_declaration" || it.kind().ends_with("function_declaration"))
    }

    /// Whether the request mentions a name that the part declares beside it.
    fn hides_request(&self, code: &Code) -> bool {
        let names = self.project.names(self.call.statement);
        let declared: Vec<&str> = names
            .bindings()
            .map(|(_, it)| it)
            .filter(|it| it.declared.iter().any(|at| code.range.contains(at)))
            .map(|it| it.name.as_str())
            .collect();
        let callback = self.call.callback.range();
        names.references().iter().any(|it| {
            let at = it.range.start;
            self.call.request.contains(&at) && !callback.contains(&at) && declared.contains(&it.name.as_str())
        })
    }

    fn catch(&self, on_error: &Code) -> Template {
        match self.anatomy.err {
            Some(err) if outcome::needs_error(self.project, self.call, self.anatomy, &on_error.range) => {
                let kind = if self.may_type_caught() { ": any" } else { "" };
                Template::new(format!("catch ($err{kind})")).binding("err", err.text(), err.range())
            }
            _ => Template::new("catch"),
        }
    }

    /// What is caught has no type before TypeScript 4.0, and may be `unknown` since 4.4.
    fn may_type_caught(&self) -> bool {
        let majors = self.project.links().majors(self.call.statement.source.id, "typescript");
        self.has_types() && majors.is_none_or(|(_, newest)| newest.is_none_or(|it| it >= 4))
    }

    fn has_types(&self) -> bool {
        self.call.statement.source.language.has_types()
    }

    fn promise(&self) -> Template {
        Template::new(self.call.promised()).fragment("request", self.call.request.clone())
    }

    /// What may throw at the call stays outside of the `try`.
    fn promise_in_try(&mut self) -> (Template, Template) {
        let throws = self.call.arguments.iter().any(|it| can_throw(self.project, *it, &[]));
        if !throws && !self.call.promise.throws_at_call {
            return (Template::new(""), self.promise());
        }
        let statement = self.call.statement;
        let name = self.project.fresh_name(
            statement,
            self.call.promise.noun,
            &self.rewrite.introduced_names(statement),
        );
        self.rewrite.introduce(statement, &name);
        let prelude = Template::new("const $name = $request;")
            .name("name", name.clone())
            .fragment("request", self.call.request.clone());
        (prelude, Template::new(format!("{name}{}", self.call.promise.suffix)))
    }

    fn returns(&mut self, code: &Code, is_final: bool) -> Result<Code, Refusal> {
        let ending = Ending {
            is_final,
            may_return: self.may_return,
        };
        parts::settle_returns(self.project, self.rewrite, self.anatomy.function, code, ending)
    }

    fn null_error(&mut self, code: &Code) -> Result<(), Refusal> {
        outcome::without_error(self.project, self.rewrite, self.call, self.anatomy, &code.range)
    }

    fn null_data(&mut self, code: &Code) -> Result<(), Refusal> {
        outcome::without_results(self.project, self.rewrite, self.call, self.anatomy, &code.range)
    }

    fn uses_data(&self, code: &Code) -> bool {
        self.anatomy.mentions_data(self.project, &code.range)
    }

    fn throws(&self, code: &Code) -> bool {
        parts_throw(self.project, self.call, self.anatomy, code)
    }
}

/// ` = null`; what is not said is `undefined`.
fn initially(value: &str) -> String {
    match value {
        "undefined" => String::new(),
        value => format!(" = {value}"),
    }
}
