//! Waiting for the `close` of what works on its own. The code that builds, wires
//! and starts it stays as it is; a line after it waits. Knows where a wait may
//! stand, not what closes.

use crate::{
    semantic::{Follow, FunctionId, Project, anything_follows, is_way_out},
    syntax::Node,
};

use super::{
    Ending, Reason, Refusal, Rewrite,
    module_scope::ModuleScope,
    together::{self, end_of_statement},
    turns::{self, turns_around},
};

/// Something that works on its own and closes when it is done.
#[derive(Clone)]
pub struct Closing<'s> {
    /// The expression that has it as its value.
    pub expression: Node<'s>,
    /// The variable that holds it.
    pub name: Option<Node<'s>>,
    /// What to call it where it has none.
    pub noun: &'static str,
    /// The first and the last statement that have to do with it; or the expression
    /// where that is what a function returns.
    pub statements: (Node<'s>, Node<'s>),
    /// The calls that make it and that are made on it.
    pub calls: Vec<Node<'s>>,
    /// An error of it goes to nobody, so that the wait has to reject.
    pub can_reject: bool,
    /// A response whose body somebody has to read.
    pub is_unread: bool,
    /// The author awaits it, which does not wait.
    pub is_awaited: bool,
    /// What listens to its end and starts more, so that it has to run after the wait.
    pub ending: Option<Ending<'s>>,
}

impl<'s> Closing<'s> {
    fn list(&self) -> Option<Node<'s>> {
        self.statements.0.parent().filter(|it| it.is_statement_list())
    }

    /// A line can stand before it.
    fn is_listed(&self) -> bool {
        self.list().is_some() && !self.is_awaited
    }

    /// The expression can become the body of the function that a promise is made of: it waits for nothing itself.
    fn can_move_into_executor(&self) -> bool {
        let parts = self.expression.descendants_of_same_function();
        self.can_reject
            || !parts
                .iter()
                .any(|it| matches!(it.kind(), "await_expression" | "yield_expression"))
    }

    /// The statements of the list that have to do with it.
    fn nodes(&self) -> Vec<Node<'s>> {
        let (first, last) = self.statements;
        let Some(list) = self.list() else {
            return vec![first];
        };
        let nodes = list.children().into_iter();
        nodes
            .filter(|it| first.start() <= it.start() && it.end() <= last.end())
            .collect()
    }
}

/// Waits until something has closed, together with what is started beside it.
/// Gives a caveat where the result is not certain to do the same.
///
/// # Errors
/// A refusal where no place of the wait keeps what the code does.
pub fn await_close<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    closing: &Closing<'s>,
    beside: &[Closing<'s>],
) -> Result<Option<&'static str>, Refusal> {
    together::can_name_promise(project, closing.statements.0)?;
    let (first, last) = closing.statements;
    let around = project
        .function_around(first)
        .ok_or_else(|| Refusal::at(first, Reason::TopLevel))?;
    if let Some(ending) = &closing.ending {
        return continue_after(project, rewrite, closing, ending);
    }
    if let Some(turns) = turns_around(project, first) {
        let own = (&*closing.nodes(), &*closing.calls);
        let (list, caveat) = turns::list_of(project, rewrite, turns, own, closing.can_reject)?;
        let waiter = project
            .function_around(turns)
            .ok_or_else(|| Refusal::at(turns, Reason::TopLevel))?;
        rewrite.make_async(waiter, turns);
        put_wait(project, rewrite, closing, &Wait::Push(list));
        return Ok(caveat);
    }
    if first.kind() != "expression_statement" && closing.list().is_none() {
        return Err(Refusal::at(first, Reason::RequestUsed));
    }
    if closing.name.is_none() && !closing.is_listed() && !closing.can_move_into_executor() {
        return Err(Refusal::at(closing.expression, Reason::NotAStatement));
    }
    let all = started_beside(closing, beside);
    let can_reject = all.iter().any(|it| it.can_reject);
    let place = project.place(last, last);
    let around_try = place.in_try.filter(|it| can_reject || it.field("finalizer").is_some());
    if let Some(outer) = around_try.or(place.in_finally.filter(|_| can_reject)) {
        return Err(Refusal::at(outer, Reason::InsideTry));
    }
    others_are_waited_for(project, around, can_reject)?;
    rewrite.make_async(around, first);
    rewrite.may_reject |= can_reject;
    let end = all.last().map_or(last, |it| it.statements.1);
    let nodes: Vec<Node<'s>> = all.iter().flat_map(Closing::nodes).collect();
    let runs = nodes
        .iter()
        .any(|it| matches!(project.place(end, *it).follow, Follow::Runs(_)));
    let after = match runs {
        true => together::before_exit(project, &nodes.iter().map(|it| (*it, *it)).collect::<Vec<_>>(), &[]),
        false => Some(end),
    };
    let is_single = all.len() == 1;
    match after {
        Some(after) if is_single && after == end => put_wait(project, rewrite, closing, &Wait::InPlace),
        Some(after) => wait_later(project, rewrite, &all, after)?,
        None if is_single => {
            put_wait(project, rewrite, closing, &Wait::InPlace);
            return Ok(Some("what follows now runs when this is done"));
        }
        None => return Err(Refusal::at(first, Reason::OrderChanges)),
    }
    let is_cut_off = can_reject && anything_follows(project, end);
    Ok(is_cut_off.then_some("what follows no longer runs when this fails"))
}

/// Waits where it stands, and then goes on with what listens to the end.
fn continue_after<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    closing: &Closing<'s>,
    ending: &Ending<'s>,
) -> Result<Option<&'static str>, Refusal> {
    let (first, last) = closing.statements;
    let place = project.place(last, last);
    let runs = |it: Node<'s>| matches!(project.place(last, it).follow, Follow::Runs(_));
    let in_turns = turns_around(project, first).is_some() || closing.list().is_none();
    if in_turns || closing.is_awaited || closing.nodes().into_iter().any(runs) {
        return Err(Refusal::at(first, Reason::StartsMore));
    }
    if let Some(outer) = place.in_try.or(place.in_finally) {
        return Err(Refusal::at(outer, Reason::InsideTry));
    }
    let around = project
        .function_around(first)
        .ok_or_else(|| Refusal::at(first, Reason::TopLevel))?;
    others_are_waited_for(project, around, true)?;
    rewrite.make_async(around, first);
    rewrite.may_reject = true;
    let name = ending.declare(project, rewrite, first);
    let lines = wait_lines(project, rewrite, closing, &Wait::InPlace);
    ending.put_after(rewrite, last, &name, &lines);
    let is_cut_off = anything_follows(project, last);
    Ok(is_cut_off.then_some("what follows no longer runs when this fails"))
}

impl<'s> Rewrite<'s> {
    /// Lets a function that gets a response read the body, as its last statement;
    /// whether that could be done.
    pub fn read_to_the_end(&mut self, project: &Project<'s>, function: Node<'s>) -> bool {
        let body = function.field("body").filter(|it| it.kind() == "statement_block");
        let parameters = function.parameters();
        let name = parameters.first().map(|it| it.field("pattern").unwrap_or(*it));
        let (Some(body), Some(name)) = (body, name.filter(|it| it.is_identifier())) else {
            return false;
        };
        let statements = body.children();
        let Some(last) = statements.last().filter(|it| it.source.starts_line(it.start())) else {
            return false;
        };
        let is_used_once = function.wrapped().parent_of_kind("arguments").is_some();
        let is_left = body.descendants_of_same_function().into_iter().any(is_way_out);
        let is_hidden = project.binding_of(name).is_none();
        if !is_used_once || is_left || is_hidden {
            return false;
        }
        let end = end_of_statement(*last);
        self.insert_after(*last, &format!("{}.resume(){end}", name.text()));
        true
    }
}

/// `Promise.all` would not wait for the other items where one rejects.
pub(super) fn others_are_waited_for<'s>(
    project: &Project<'s>,
    around: FunctionId,
    can_reject: bool,
) -> Result<(), Refusal> {
    let function = project[around].node;
    let is_item = project.combinator_of_callback(function).is_some() && !project.is_settled_callback(function);
    match is_item && can_reject {
        true => Err(Refusal::at(function, Reason::OthersLeftBehind)),
        false => Ok(()),
    }
}

/// Those of `others` that are started in the same list without waiting between, in
/// the order of the text, with this one among them.
fn started_beside<'s>(this: &Closing<'s>, others: &[Closing<'s>]) -> Vec<Closing<'s>> {
    let Some(list) = this.list().filter(|_| !this.is_awaited) else {
        return vec![this.clone()];
    };
    let mut all = vec![this.clone()];
    let is_like = |it: &&Closing<'s>| it.list() == Some(list) && !it.is_awaited && it.ending.is_none();
    all.extend(others.iter().filter(is_like).cloned());
    all.sort_by_key(|it| it.statements.1.start());
    let is_parted = |one: &Closing<'s>, other: &Closing<'s>| {
        let (from, to) = (one.statements.1.end(), other.statements.0.start());
        let between = list.children().into_iter();
        between
            .filter(|it| from <= it.start() && it.end() <= to)
            .flat_map(Node::descendants_of_same_function)
            .any(is_way_out)
    };
    let mut group: Vec<Closing<'s>> = Vec::new();
    for it in all {
        if group.last().is_some_and(|last| is_parted(last, &it)) {
            if group.iter().any(|it| it.expression == this.expression) {
                break;
            }
            group.clear();
        }
        group.push(it);
    }
    group
}

/// What becomes of the promise.
enum Wait {
    /// It is awaited where the work is started.
    InPlace,
    /// It goes into a list.
    Push(String),
}

/// Starts the work where it stands and waits after a later statement.
fn wait_later<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    all: &[Closing<'s>],
    after: Node<'s>,
) -> Result<(), Refusal> {
    let mut promises = Vec::new();
    for it in all {
        let name = named(project, rewrite, it);
        if let Some(line) = read_body(project, it, &name) {
            rewrite.insert_after(it.statements.1, &line);
        }
        promises.push(promise(project, rewrite, it, &name));
    }
    let text = match promises.as_slice() {
        [only] => format!("await {only}{}", end_of_statement(after)),
        many => {
            let can_reject = all.iter().any(|it| it.can_reject);
            let step = "  ";
            let items: String = many.iter().map(|it| format!("{step}{it},\n")).collect();
            together::waiting(project, rewrite, after, &format!("[\n{items}]"), can_reject)?
        }
    };
    rewrite.insert_after(after, &indented(after, &text));
    Ok(())
}

/// Two spaces are a step of the file's indentation.
fn indented(place: Node<'_>, text: &str) -> String {
    let style = place.source.style();
    let step = style.step_at(place.source.indent_at(place.start()));
    text.replace("\n  ", &format!("\n{step}"))
}

fn put_wait<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, closing: &Closing<'s>, wait: &Wait) {
    let lines = wait_lines(project, rewrite, closing, wait);
    if !lines.is_empty() {
        rewrite.insert_after(closing.statements.1, &lines.join("\n"));
    }
}

/// The lines that wait, where that cannot be done by what is put around the
/// expression.
fn wait_lines<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, closing: &Closing<'s>, wait: &Wait) -> Vec<String> {
    let is_one_line = !closing.expression.text().contains('\n') && closing.can_move_into_executor();
    // `once(request, 'close')` can have the whole expression in it.
    let is_inline =
        closing.name.is_none() && (closing.can_reject || is_one_line && !closing.is_unread || !closing.is_listed());
    if is_inline {
        put_around(project, rewrite, closing, wait);
        return Vec::new();
    }
    let name = named(project, rewrite, closing);
    let promise = promise(project, rewrite, closing, &name);
    let end = end_of_statement(closing.statements.1);
    let read = read_body(project, closing, &name);
    let wait = match wait {
        Wait::InPlace => format!("await {promise}{end}"),
        Wait::Push(list) => format!("{list}.push({promise}){end}"),
    };
    read.into_iter().chain([wait]).collect()
}

/// The wait around the expression itself.
fn put_around<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, closing: &Closing<'s>, wait: &Wait) {
    let (expression, quote) = (closing.expression, closing.expression.source.style().quote);
    let read = match closing.is_unread {
        true => reading(project, closing),
        false => String::new(),
    };
    let (before, after) = match closing.can_reject {
        true => (
            format!("{}(", once(project, rewrite, closing)),
            format!("{read}, {quote}close{quote})"),
        ),
        false => {
            let resolve = together::resolve_around(project, expression, &expression.range());
            (
                format!("new Promise{}(({resolve}) => ", type_argument(closing)),
                format!("{read}.on({quote}close{quote}, {resolve}))"),
            )
        }
    };
    let (before, after) = match wait {
        Wait::InPlace if closing.is_awaited => (before, after),
        Wait::InPlace => (format!("await {before}"), after),
        Wait::Push(list) => (format!("{list}.push({before}"), format!("{after})")),
    };
    rewrite.insert(expression.start(), &before);
    rewrite.insert(expression.end(), &after);
}

/// The variable that holds it, which is declared where there is none.
fn named<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, closing: &Closing<'s>) -> String {
    if let Some(name) = closing.name {
        return name.text().to_owned();
    }
    let first = closing.statements.0;
    let parent = first.parent().unwrap_or(first);
    let name = project.fresh_name(parent, closing.noun, &rewrite.introduced_names(parent));
    rewrite.introduce(first, &name);
    let word = ModuleScope::of(project, first.source).word();
    rewrite.insert(first.start(), &format!("{word} {name} = "));
    name
}

/// A line that lets the body of a response be read that nobody reads on every path.
fn read_body<'s>(project: &Project<'s>, closing: &Closing<'s>, name: &str) -> Option<String> {
    let end = end_of_statement(closing.statements.1);
    let text = || format!("{name}{}{end}", reading(project, closing));
    closing.is_unread.then(text)
}

/// A listener that lets the body of a response be read.
fn reading<'s>(project: &Project<'s>, closing: &Closing<'s>) -> String {
    let first = closing.statements.0;
    let quote = first.source.style().quote;
    let parent = first.parent().unwrap_or(first);
    let names = ["response", "res"].map(|it| (it, project.fresh_name(parent, it, &[])));
    let free = names.iter().find(|(wanted, name)| wanted == name);
    let (_, name) = free.unwrap_or(&names[0]);
    format!(".on({quote}response{quote}, ({name}) => {name}.resume())")
}

/// A promise that settles when it has closed.
fn promise<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, closing: &Closing<'s>, name: &str) -> String {
    let quote = closing.expression.source.style().quote;
    if closing.can_reject {
        return format!("{}({name}, {quote}close{quote})", once(project, rewrite, closing));
    }
    let resolve = if name == "resolve" { "done" } else { "resolve" };
    let kind = type_argument(closing);
    format!("new Promise{kind}(({resolve}) => {name}.on({quote}close{quote}, {resolve}))")
}

fn once<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, closing: &Closing<'s>) -> String {
    rewrite.import(project, closing.expression, "events", "once")
}

fn type_argument(closing: &Closing<'_>) -> &'static str {
    let has_types = closing.expression.source.language.has_types();
    if has_types { "<void>" } else { "" }
}
