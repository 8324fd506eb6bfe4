//! A callback that comes one place earlier where the argument before it is left out:
//! `if (arguments.length < 3) { callback = options; }`. Knows that test, and no paths.

use crate::syntax::Node;

use super::{BindingId, FunctionId, Project, shape};

/// How a function takes its callback from the place before it.
#[derive(Debug, Clone, Copy)]
pub struct Shift<'s> {
    /// The test of how many arguments there are.
    pub test: Node<'s>,
    /// The number that they are compared with.
    pub number: Node<'s>,
    /// `callback = options;`
    pub statement: Node<'s>,
    /// The callback in it.
    pub mention: Node<'s>,
    /// What the test chooses does nothing else.
    pub is_all: bool,
    /// What runs where nothing is left out, and where something is.
    full: Option<Node<'s>>,
    short: Node<'s>,
}

impl<'s> Shift<'s> {
    /// The branch of the test that a call does not run which gives so many arguments to
    /// a function with this many parameters.
    pub fn branch_not_run(&self, arguments: usize, parameters: usize) -> Option<Node<'s>> {
        if arguments < parameters {
            self.full
        } else {
            Some(self.short)
        }
    }

    /// The number that arguments are compared with once there is no callback.
    pub fn number_without_callback(&self) -> Option<usize> {
        self.number.text().parse::<usize>().ok()?.checked_sub(1)
    }
}

impl<'s> Project<'s> {
    /// How a function takes its callback, its last parameter, from the place before that
    /// where it is given one argument less. What else it does with that place must not
    /// tell a callback from nothing.
    pub(super) fn shift_of(&self, id: FunctionId, callback: BindingId) -> Option<Shift<'s>> {
        let function = self[id].node;
        let is_plain = function.kind() != "arrow_function" && !function.source.language.has_types();
        let mut writes = self
            .names(function)
            .references_of(callback)
            .filter(|it| it.is_write)
            .filter(|_| is_plain);
        let (mention, None) = (
            function.source.identifier_at(writes.next()?.range.start)?,
            writes.next(),
        ) else {
            return None;
        };
        let parameters = shape::parameters(function);
        let optional = self.binding_of(shape::name_of(*parameters.get(parameters.len().checked_sub(2)?)?))?;
        let assignment = mention.parent_of_kind("assignment_expression")?;
        let given = assignment.field("right")?.peeled();
        if assignment.field("left") != Some(mention) || self.binding_of(given) != Some(optional) {
            return None;
        }
        let statement = assignment.parent_of_kind("expression_statement")?;
        let branch = statement.parent_of_kind("statement_block")?;
        let test = match branch.parent()? {
            clause if clause.kind() == "else_clause" => clause.parent_of_kind("if_statement")?,
            test => Some(test).filter(|it| it.kind() == "if_statement")?,
        };
        let is_first = branch.children().first() == Some(&statement);
        if !is_first || test.parent() != function.field("body") {
            return None;
        }
        let number = self.number_of_arguments(function, test)?;
        let holds = |count: usize| compares(test.field("condition")?.peeled(), number, count);
        let is_chosen = test.field("consequence") == Some(branch);
        let (full, short) = (holds(parameters.len())?, holds(parameters.len() - 1)?);
        if short != is_chosen || full == is_chosen {
            return None;
        }
        let other = match is_chosen {
            true => test.field("alternative"),
            false => test.field("consequence"),
        };
        let shift = Shift {
            full: other,
            short: branch,
            test,
            number,
            statement,
            mention,
            is_all: test.field("alternative").is_none() && self.does_no_more(branch, optional),
        };
        let is_told_apart = self.is_told_apart(optional, given, &shift);
        let is_early = |at: usize| at < test.start() && at > function.field("body").map_or(0, Node::start);
        let mut references = self.names(function).references_of(callback);
        let is_used_early = references.any(|it| is_early(it.range.start));
        (shift.number_without_callback().is_some() && !is_told_apart && !is_used_early).then_some(shift)
    }

    /// The number with which a test compares `arguments.length`, which is all that the
    /// function does with its `arguments`.
    fn number_of_arguments(&self, function: Node<'s>, test: Node<'s>) -> Option<Node<'s>> {
        let nodes = function.descendants().into_iter();
        let mut mentions = nodes.filter(|it| it.kind() == "identifier" && it.text() == "arguments");
        let (mention, None) = (mentions.next()?, mentions.next()) else {
            return None;
        };
        let length = mention.parent_of_kind("member_expression")?;
        let condition = test.field("condition")?.peeled();
        let sides = [condition.field("left")?.peeled(), condition.field("right")?.peeled()];
        let is_length = length.field("property").is_some_and(|it| it.text() == "length");
        let is_own = self.binding_of(mention).is_none();
        match sides {
            [number, it] | [it, number] if it == length && number.kind() == "number" => {
                (is_length && is_own).then_some(number)
            }
            _ => None,
        }
    }

    /// Whether a branch only shifts, and says that the other argument is nothing.
    fn does_no_more(&self, branch: Node<'s>, optional: BindingId) -> bool {
        match branch.children().as_slice() {
            [_] => true,
            [_, second] => self
                .assigned_to(*second, optional)
                .is_some_and(|it| it.text() == "undefined"),
            _ => false,
        }
    }

    /// What a statement assigns to a variable.
    fn assigned_to(&self, statement: Node<'s>, variable: BindingId) -> Option<Node<'s>> {
        let assignment = statement
            .first_child()
            .filter(|it| it.kind() == "assignment_expression")?;
        let left = assignment.field("left")?;
        (self.binding_of(left) == Some(variable)).then_some(assignment.field("right")?)
    }

    /// Whether something looks at the argument before the callback where that may be the
    /// callback itself.
    fn is_told_apart(&self, optional: BindingId, given: Node<'s>, shift: &Shift<'s>) -> bool {
        let source = given.source;
        let second = shift.statement.parent().and_then(|it| it.children().get(1).copied());
        let is_cleared = second.is_some_and(|it| self.assigned_to(it, optional).is_some());
        let is_fine = |at: Node<'s>| {
            let is_full = shift.full.is_some_and(|it| it.contains(at));
            let is_later = is_cleared && at.start() > shift.statement.end();
            let mut around = at.ancestors().take_while(|it| !it.contains(shift.test));
            let is_hoisted = around.any(|it| it.kind() == "function_declaration");
            at == given || is_full || is_later && !is_hoisted
        };
        let mut references = self.references(source, optional).into_iter();
        references.any(|it| !is_fine(it))
    }
}

/// Whether a comparison of `arguments.length` with a number holds for so many arguments.
fn compares(condition: Node<'_>, number: Node<'_>, count: usize) -> Option<bool> {
    let value = number.text().parse::<usize>().ok()?;
    let is_right = condition.field("right")?.peeled() == number;
    let (left, right) = if is_right { (count, value) } else { (value, count) };
    Some(match condition.field("operator")?.text() {
        "==" | "===" => left == right,
        "!=" | "!==" => left != right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        _ => return None,
    })
}
