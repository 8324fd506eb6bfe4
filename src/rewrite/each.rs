//! Work that one call starts for each item: its promises are awaited where the call
//! stands, before the next way out, or after the loop around it. Knows statements
//! and loops, not which calls leak.

use crate::{
    semantic::{BindingId, Follow, Place, Project, may_fail},
    syntax::Node,
};

use super::{
    EachCall, Gathered, Reason, Refusal, Rewrite, Template,
    awaited::{block_of_a_line, put_statement},
    each_call::Stands,
    gather::gather,
    reports_to_nobody,
    together::{before_exit_of, end_of_statement, waiting},
    turns::{TURN_FAILS, check_turns, evaluated_once, is_started, list_for, listed, turns_around},
    waiting_statement,
};

const CATCHES: &str = "the `catch` around the call now gets what fails in an item";
pub(super) const MISTYPED: &str = "some items give no promise, as the type of the list says";
const RUNS_AFTER: &str = "what follows the call now runs after its work";

/// Awaits the work that a call starts for each item. A caveat is given where the
/// result is not certain to do the same.
///
/// # Errors
/// A refusal where no form keeps what the code does.
pub fn await_work<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    each: &EachCall<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let waiter = Waiter::of(project, each)?;
    let statement = waiter.stands.node();
    reports_to_nobody(project, &each.as_call(statement))?;
    each.answers_nothing(project)?;
    rewrite.doubt_if_under_way(project, waiting_statement(project, statement));
    rewrite.doubt_if_waited_for(project, waiting_statement(project, statement), each.callback);
    let turns = turns_around(project, statement);
    let caveat = match turns {
        Some(turns) => waiter.after_turns(rewrite, turns)?,
        None => waiter.in_function(rewrite)?,
    };
    let has_list = turns.is_some() || each.gives == Gathered::Nothing;
    let caveat = caveat.or((has_list && each.is_mistyped(project)).then_some(MISTYPED));
    rewrite.may_reject |= waiter.can_reject;
    Ok(caveat.or_else(|| each.turn_may_fail(project).then_some(TURN_FAILS)))
}

pub(super) struct Waiter<'w, 's> {
    pub project: &'w Project<'s>,
    pub each: &'w EachCall<'s>,
    pub stands: Stands<'s>,
    pub can_reject: bool,
}

impl<'w, 's> Waiter<'w, 's> {
    pub fn of(project: &'w Project<'s>, each: &'w EachCall<'s>) -> Result<Waiter<'w, 's>, Refusal> {
        Ok(Waiter {
            project,
            each,
            stands: each.stands()?,
            can_reject: each.may_reject(project),
        })
    }

    /// In turns that do not wait for each other: all is awaited after them.
    fn after_turns(&self, rewrite: &mut Rewrite<'s>, turns: Node<'s>) -> Result<Option<&'static str>, Refusal> {
        let (project, each) = (self.project, self.each);
        check_turns(project, turns, each.callback)?;
        let function = project
            .function_around(turns)
            .ok_or_else(|| Refusal::at(turns, Reason::TopLevel))?;
        let once = evaluated_once(turns);
        let fails = may_fail(project, turns, |it| {
            let is_before = once.is_some_and(|once| once.contains(it));
            is_before || is_started(project, it) || each.callback.contains(it)
        });
        let (list, caveat) = list_for(project, rewrite, turns, self.can_reject, fails)?;
        self.hand_over(rewrite, &list, "")?;
        rewrite.make_async(function, turns);
        Ok(caveat)
    }

    /// `list.push(…)` of the promises, after a line that declares the list.
    pub fn hand_over(&self, rewrite: &mut Rewrite<'s>, list: &str, declared: &str) -> Result<(), Refusal> {
        let statement = self.stands.node();
        match (self.each.gives, self.stands) {
            (_, Stands::Variable(..) | Stands::Return(_)) => Err(Refusal::at(statement, Reason::NotAStatement)),
            (Gathered::Nothing, _) => {
                if !declared.is_empty() {
                    rewrite.insert(statement.start(), &format!("{declared}\n"));
                }
                gather(self.project, rewrite, self.each, list)
            }
            (_, Stands::Guarded(..)) => {
                if !declared.is_empty() {
                    rewrite.insert(statement.start(), &format!("{declared}\n"));
                }
                let pushed = self.pushed(rewrite, "$list.push($promises)", list);
                rewrite.replace(self.each.call.wrapped(), pushed);
                Ok(())
            }
            (gives, stands) => {
                let has_types = statement.source.language.has_types();
                let is_the_list = !declared.is_empty() && gives != Gathered::Promise && !has_types;
                let end = if matches!(stands, Stands::Statement(_)) {
                    ";"
                } else {
                    ""
                };
                let template = match is_the_list {
                    true => Template::new("const $list = $promises;")
                        .name("list", list)
                        .code("promises", self.promises(rewrite)),
                    false => self.pushed(rewrite, &format!("{declared}\n$list.push($promises){end}"), list),
                };
                drop_guard(rewrite, statement);
                put_statement(rewrite, statement, template, false)
            }
        }
    }

    fn pushed(&self, rewrite: &mut Rewrite<'s>, text: &str, list: &str) -> Template {
        Template::new(text)
            .name("list", list)
            .code("promises", self.spread(rewrite))
    }

    /// The promises as elements of a list.
    pub fn spread(&self, rewrite: &mut Rewrite<'s>) -> Template {
        let text = match (self.each.gives, self.each.is_optional()) {
            (Gathered::Promise, _) => "$promises",
            (_, true) => "...($promises)",
            (_, false) => "...$promises",
        };
        Template::new(text).code("promises", self.promises(rewrite))
    }

    fn in_function(&self, rewrite: &mut Rewrite<'s>) -> Result<Option<&'static str>, Refusal> {
        let (project, each) = (self.project, self.each);
        let statement = self.stands.node();
        let function = project
            .function_around(each.call)
            .ok_or_else(|| Refusal::at(statement, Reason::TopLevel))?;
        let place = project.place(statement, each.callback);
        let call = each.as_call(statement);
        let caveat = self.seen_by_try(place)?;
        rewrite.make_async(function, statement);
        if !matches!(place.follow, Follow::Runs(_)) {
            self.here(rewrite)?;
            return Ok(caveat);
        }
        let after = before_exit_of(project, std::slice::from_ref(&call), &self.kept());
        match after.filter(|_| matches!(self.stands, Stands::Statement(_) | Stands::Variable(..))) {
            Some(after) => {
                self.later(rewrite, after)?;
                Ok(caveat)
            }
            None => {
                self.here(rewrite)?;
                Ok(Some(RUNS_AFTER))
            }
        }
    }

    /// A `catch` around, or one in the chain around, sees what it has never seen, unless
    /// it hands that on; work of a `finally` would come later.
    pub fn seen_by_try(&self, place: Place<'s>) -> Result<Option<&'static str>, Refusal> {
        let statement = self.stands.node();
        let is_chained = self.project.function_around(self.each.call).is_some_and(|it| {
            let function = self.project[it].node;
            self.can_reject && is_caught_by_chain(function)
        });
        let mut caveat = is_chained.then_some(CATCHES);
        if let Some(around) = place.in_finally.filter(|_| self.can_reject) {
            return Err(Refusal::at(around, Reason::InsideTry));
        }
        for around in statement.ancestors().take_while(|it| !it.is_function()) {
            if around.kind() != "try_statement" {
                continue;
            }
            let is_in_body = around.field("body").is_some_and(|it| it.contains(statement));
            let has_finalizer = around.field("finalizer").is_some_and(|it| !it.contains(statement));
            if has_finalizer {
                return Err(Refusal::at(around, Reason::InsideTry));
            }
            let swallows = around.field("handler").is_some_and(|it| !always_throws(it));
            if is_in_body && swallows && self.can_reject {
                caveat = Some(CATCHES);
            }
        }
        Ok(caveat)
    }

    /// The promise or promises as an expression.
    fn promises(&self, rewrite: &mut Rewrite<'s>) -> Template {
        match self.each.gives {
            Gathered::List(_) => self.each.list(rewrite),
            Gathered::Promise | Gathered::Nothing => Template::new("$each").fragment("each", self.each.call.range()),
        }
    }

    /// What awaits a list, or one promise, by name.
    fn waits_for(&self, rewrite: &mut Rewrite<'s>, name: &str) -> Result<String, Refusal> {
        let statement = self.stands.node();
        match self.each.gives {
            Gathered::Promise => Ok(format!("await {name}{}", end_of_statement(statement))),
            _ => waiting(self.project, rewrite, statement, name, self.can_reject),
        }
    }

    /// Awaits the work where it is started.
    fn here(&self, rewrite: &mut Rewrite<'s>) -> Result<(), Refusal> {
        let (project, each) = (self.project, self.each);
        if let Some(block) = self.block_of_a_line() {
            let lines = self.lines(rewrite)?;
            rewrite.replace(block, Template::new("{\n  $lines\n}").code("lines", lines));
            return Ok(());
        }
        match (each.gives, self.stands) {
            (Gathered::Promise, _) => {
                rewrite.insert(each.call.wrapped().start(), "await ");
                Ok(())
            }
            (_, Stands::Guarded(statement, condition)) => {
                let lines = self.lines(rewrite)?;
                let template = Template::new("if ($condition) {\n  $lines\n}")
                    .fragment("condition", condition.range())
                    .code("lines", lines);
                drop_guard(rewrite, statement);
                put_statement(rewrite, statement, template, false)
            }
            (_, Stands::Variable(declaration, name)) => {
                let waits = self.waits_for(rewrite, &self.kept_list(name))?;
                rewrite.insert_after(declaration, &waits);
                Ok(())
            }
            (Gathered::Nothing, Stands::Statement(statement)) => {
                if !statement.parent().is_some_and(Node::is_statement_list) {
                    return Err(Refusal::at(statement, Reason::NotAStatement));
                }
                let list = listed(project, rewrite, statement, self.can_reject)?;
                gather(project, rewrite, each, &list)
            }
            (Gathered::List(_), Stands::Statement(statement)) => {
                let lines = self.lines(rewrite)?;
                drop_guard(rewrite, statement);
                put_statement(rewrite, statement, lines, self.can_reject)
            }
            (_, Stands::Return(statement)) => {
                let lines = self.lines(rewrite)?;
                let template = Template::new("$lines\nreturn;").code("lines", lines);
                put_statement(rewrite, statement, template, true)
            }
            (_, Stands::Body(body)) => {
                let lines = self.lines(rewrite)?;
                rewrite.replace(body, Template::new("{\n  $lines\n}").code("lines", lines));
                Ok(())
            }
        }
    }

    /// The block of the statement alone, where that becomes several.
    fn block_of_a_line(&self) -> Option<Node<'s>> {
        let Stands::Statement(statement) = self.stands else {
            return None;
        };
        let is_one =
            self.each.gives == Gathered::Promise || !self.can_reject && matches!(self.each.gives, Gathered::List(_));
        block_of_a_line(statement).filter(|_| !is_one)
    }

    /// The statements that start the work and wait for it.
    fn lines(&self, rewrite: &mut Rewrite<'s>) -> Result<Template, Refusal> {
        if self.each.gives == Gathered::Nothing {
            let name = self.fresh_list(rewrite);
            gather(self.project, rewrite, self.each, &name)?;
            let waits = self.waits_for(rewrite, &name)?;
            let text = format!("const $list{} = [];\n$each;\n{waits}", self.type_of_list());
            return Ok(Template::new(text)
                .name("list", name)
                .code("each", self.promises(rewrite)));
        }
        let waits = self.waits_for(rewrite, "$promises")?;
        Ok(Template::new(waits).code("promises", self.promises(rewrite)))
    }

    /// Starts the work where it stands and awaits it after another statement.
    fn later(&self, rewrite: &mut Rewrite<'s>, after: Node<'s>) -> Result<(), Refusal> {
        let Stands::Statement(statement) = self.stands else {
            if let Stands::Variable(_, name) = self.stands {
                let waits = self.waits_for(rewrite, &self.kept_list(name))?;
                rewrite.insert_after(after, &waits);
            }
            return Ok(());
        };
        let name = self.fresh_list(rewrite);
        if self.each.gives == Gathered::Nothing {
            let end = end_of_statement(statement);
            let declared = format!("const {name}{} = []{end}\n", self.type_of_list());
            rewrite.insert(statement.start(), &declared);
            gather(self.project, rewrite, self.each, &name)?;
        } else {
            let template = Template::new("const $name = $promises;")
                .name("name", name.clone())
                .code("promises", self.promises(rewrite));
            drop_guard(rewrite, statement);
            rewrite.replace_range(statement.start()..statement.end_of_code(), template);
        }
        let waits = self.waits_for(rewrite, &name)?;
        rewrite.insert_after(after, &waits);
        Ok(())
    }

    /// The variable that holds the list.
    pub fn kept(&self) -> Vec<BindingId> {
        match self.stands {
            Stands::Variable(_, name) if !self.each.is_optional() => {
                self.project.binding_of(name).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    pub fn kept_list(&self, name: Node<'s>) -> String {
        match self.each.is_optional() && self.each.gives != Gathered::Promise {
            true => format!("{} ?? []", name.text()),
            false => name.text().to_owned(),
        }
    }

    pub fn fresh_list(&self, rewrite: &mut Rewrite<'s>) -> String {
        let statement = self.stands.node();
        let around = statement.parent().unwrap_or(statement);
        let name = self
            .project
            .fresh_name(around, "pending", &rewrite.introduced_names(statement));
        rewrite.introduce(statement, &name);
        name
    }

    pub fn type_of_list(&self) -> &'static str {
        match self.each.call.source.language.has_types() {
            true => ": Promise<unknown>[]",
            false => "",
        }
    }
}

/// In a file without semicolons, the one that keeps a bracket from going on the line
/// before is not needed any more.
pub(super) fn drop_guard<'s>(rewrite: &mut Rewrite<'s>, statement: Node<'s>) {
    let source = statement.source;
    let before = source.text[..statement.start()].strip_suffix(';').map(str::len);
    if let Some(guard) = before.filter(|it| !source.style().semicolons && source.starts_line(*it)) {
        rewrite.delete(guard..statement.start());
    }
}

/// `promise.then(function).catch(…)`, with any links in between.
fn is_caught_by_chain(function: Node<'_>) -> bool {
    let list = function.wrapped().parent_of_kind("arguments");
    let mut call = list.and_then(|it| it.parent_of_kind("call_expression"));
    while let Some(link) = call {
        let next = link.wrapped().parent_of_kind("member_expression");
        let property = next.and_then(|it| it.field("property")).map_or("", Node::text);
        call = next.and_then(|it| it.parent_of_kind("call_expression"));
        let handles = call.is_some_and(|it| property == "catch" || property == "then" && it.arguments().len() > 1);
        if handles {
            return true;
        }
    }
    false
}

/// Whether a `catch` ends in a `throw` on every way.
fn always_throws(handler: Node<'_>) -> bool {
    let Some(body) = handler.field("body") else {
        return false;
    };
    let leaves = body.descendants_of_same_function().into_iter();
    let mut leaves =
        leaves.filter(|it| matches!(it.kind(), "return_statement" | "break_statement" | "continue_statement"));
    leaves.next().is_none() && body.children().last().is_some_and(|it| it.kind() == "throw_statement")
}
