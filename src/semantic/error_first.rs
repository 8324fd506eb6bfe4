//! The anatomy of `(err, data) => { if (err) …; … }`. Knows what the parts are,
//! not what becomes of them.

use std::ops::Range;

use crate::syntax::Node;

use super::{Completion, Outcome, Project, flow::leaves, is_observable};

/// A function of the form that Node.js callbacks have.
#[derive(Debug, Clone)]
pub struct ErrorFirst<'s> {
    /// The function.
    pub function: Node<'s>,
    /// The identifier of its first parameter.
    pub err: Option<Node<'s>>,
    /// The identifier of its second parameter.
    pub data: Option<Node<'s>>,
    /// The identifiers of all parameters after the first.
    pub results: Vec<Node<'s>>,
    /// What its body does with the error.
    pub shape: Shape,
    /// The comments above the test of the error.
    pub above_guard: Range<usize>,
}

/// Statements that can move, with the comments among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Bytes of the source.
    pub range: Range<usize>,
    /// An expression that needs a semicolon to be a statement.
    pub is_expression: bool,
    /// An empty line stands before it.
    pub is_spaced: bool,
}

/// What a callback does with its error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Never looks at it.
    Ignored(Code),
    /// `if (err) throw err; rest`
    Rethrown(Code),
    /// `if (err) { …; return; } rest`
    Left {
        /// What the error branch does, its `return` included.
        on_error: Code,
        /// What runs without an error.
        rest: Code,
    },
    /// `if (err) … else …`, and nothing after it.
    Split {
        /// What the error branch does.
        on_error: Code,
        /// What the other branch does.
        on_success: Code,
    },
    /// `if (err) …; rest`, where the rest runs in both cases.
    Tolerated {
        /// What happens on an error; where more is asked than whether there is
        /// one, the whole `if`.
        guard: Code,
        /// What runs in both cases.
        rest: Code,
    },
    /// The error is used in another way.
    Mixed(Code),
}

impl Code {
    fn of(range: Range<usize>) -> Code {
        Code {
            range,
            is_expression: false,
            is_spaced: false,
        }
    }

    /// Nothing at all, not even a comment.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }
}

impl<'s> ErrorFirst<'s> {
    /// Reads a function expression of plain parameters, an error and at most so many
    /// results.
    pub fn of(project: &Project<'s>, function: Node<'s>, results: usize) -> Option<ErrorFirst<'s>> {
        if !matches!(function.kind(), "arrow_function" | "function_expression") {
            return None;
        }
        let parameters = function.parameters();
        let names: Vec<Node<'s>> = parameters.iter().filter_map(|it| plain_name(*it)).collect();
        if names.len() != parameters.len() || names.len() > 1 + results {
            return None;
        }
        let mut anatomy = ErrorFirst {
            function,
            err: names.first().copied(),
            data: names.get(1).copied(),
            results: names.get(1..).unwrap_or_default().to_vec(),
            shape: Shape::Ignored(Code::of(0..0)),
            above_guard: 0..0,
        };
        anatomy.shape = anatomy.read_shape(project)?;
        Some(anatomy)
    }

    /// Reads a function expression that gets no error, and at most so many results.
    pub fn without_error(project: &Project<'s>, function: Node<'s>, results: usize) -> Option<ErrorFirst<'s>> {
        let mut anatomy = ErrorFirst::of(project, function, results)?;
        anatomy.results.splice(0..0, anatomy.err.take());
        anatomy.data = anatomy.results.first().copied();
        anatomy.shape = anatomy.read_shape(project)?;
        (anatomy.results.len() <= results).then_some(anatomy)
    }

    fn read_shape(&mut self, project: &Project<'s>) -> Option<Shape> {
        let body = self.function.field("body")?;
        if body.kind() != "statement_block" {
            return Some(self.expression_shape(project, body));
        }
        let whole = Code::of(inside(body));
        if !self.mentions_error(project, &whole.range) {
            return Some(Shape::Ignored(whole));
        }
        let statements = body.children();
        let guard = statements.first().filter(|it| it.kind() == "if_statement");
        let Some(guard) = guard.copied() else {
            return Some(match statements.as_slice() {
                [only] if self.is_handed_on(project, *only) => Shape::Rethrown(whole),
                _ => Shape::Mixed(whole),
            });
        };
        self.above_guard = trimmed(body, body.start() + 1..guard.start());
        let mut rest = Code::of(after(body, guard));
        let between = &body.source.text[guard.end_of_code()..rest.range.start.max(guard.end_of_code())];
        rest.is_spaced = between.matches('\n').count() > 1;
        let has_rest = statements.len() > 1;
        let shape = self.guard_shape(project, guard, rest, has_rest);
        Some(shape.unwrap_or(Shape::Mixed(whole)))
    }

    /// `if (…) … else …` as the first statement, and the rest after it.
    fn guard_shape(&self, project: &Project<'s>, guard: Node<'s>, rest: Code, has_rest: bool) -> Option<Shape> {
        let test = self.test(project, guard.field("condition")?.peeled())?;
        let then = guard.field("consequence")?;
        let otherwise = guard.field("alternative").and_then(Node::first_child);
        let branch = |it: Node<'s>| Code::of(content(it));
        let none = || Code::of(guard.end()..guard.end());
        match (test, otherwise) {
            (Test::Error, None)
                if self.is_rethrow(project, then) || leaves(then) && self.is_passed_on(project, then) =>
            {
                Some(Shape::Rethrown(rest))
            }
            (Test::Error, None) if !has_rest && self.is_passed_on(project, then) => Some(Shape::Rethrown(rest)),
            (Test::Error, None) if leaves(then) => Some(Shape::Left {
                on_error: branch(then),
                rest,
            }),
            (Test::Error, None) if !has_rest => Some(Shape::Split {
                on_error: branch(then),
                on_success: rest,
            }),
            (Test::Error, None) => self.untouched(project, rest, |rest| Shape::Tolerated {
                guard: branch(then),
                rest,
            }),
            (Test::Error, Some(other)) if !has_rest => {
                let shape = if self.is_rethrow(project, then) || self.is_passed_on(project, then) {
                    Shape::Rethrown(branch(other))
                } else {
                    Shape::Split {
                        on_error: branch(then),
                        on_success: branch(other),
                    }
                };
                Some(shape)
            }
            (Test::Success, None) if !has_rest => Some(Shape::Split {
                on_error: none(),
                on_success: branch(then),
            }),
            (Test::Success, None) if leaves(then) => Some(Shape::Split {
                on_error: rest,
                on_success: branch(then),
            }),
            (Test::Success, Some(other)) if !has_rest && self.is_passed_on(project, other) => {
                Some(Shape::Rethrown(branch(then)))
            }
            (Test::Success, Some(other)) if !has_rest => Some(Shape::Split {
                on_error: branch(other),
                on_success: branch(then),
            }),
            (Test::ErrorAndMore, None) => self.untouched(project, rest, |rest| Shape::Tolerated {
                guard: Code::of(guard.range()),
                rest,
            }),
            _ => None,
        }
    }

    /// Code that runs in both cases must not look at the error again.
    fn untouched(&self, project: &Project<'s>, rest: Code, shape: impl FnOnce(Code) -> Shape) -> Option<Shape> {
        (!self.mentions_error(project, &rest.range)).then(|| shape(rest))
    }

    /// `(err, data) => err ? a : b` and its like.
    fn expression_shape(&self, project: &Project<'s>, body: Node<'s>) -> Shape {
        let code = |it: Node<'s>| Code {
            range: it.range(),
            is_expression: true,
            is_spaced: false,
        };
        let peeled = body.peeled();
        if !self.mentions_error(project, &body.range()) {
            return Shape::Ignored(code(body));
        }
        let parts = match peeled.kind() {
            "ternary_expression" => (
                peeled.field("condition").and_then(|it| self.test(project, it.peeled())),
                peeled.field("consequence"),
                peeled.field("alternative"),
            ),
            "binary_expression" if peeled.has_token("&&") => (
                peeled.field("left").and_then(|it| self.test(project, it.peeled())),
                peeled.field("right"),
                None,
            ),
            _ => (None, None, None),
        };
        let nothing = || Code::of(body.end()..body.end());
        match parts {
            _ if self.is_handed_on(project, body) => Shape::Rethrown(code(body)),
            (Some(Test::Error), Some(then), Some(other)) if self.is_passed_on(project, then) => {
                Shape::Rethrown(code(other))
            }
            (Some(Test::Error), Some(then), other) => Shape::Split {
                on_error: code(then),
                on_success: other.map_or_else(nothing, code),
            },
            (Some(Test::Success), Some(then), other) => Shape::Split {
                on_error: other.map_or_else(nothing, code),
                on_success: code(then),
            },
            _ => Shape::Mixed(code(body)),
        }
    }

    fn is_rethrow(&self, project: &Project<'s>, branch: Node<'s>) -> bool {
        let only = match branch.kind() {
            "statement_block" => match branch.children().as_slice() {
                [only] => *only,
                _ => return false,
            },
            _ => branch,
        };
        let has_comments = branch.descendants().iter().any(|it| it.is_comment());
        only.kind() == "throw_statement"
            && !has_comments
            && only.first_child().is_some_and(|it| self.is_error(project, it.peeled()))
    }

    /// Whether a branch does nothing but complete the function around with the error,
    /// where that can return a promise instead: then it is to reject with it.
    fn is_passed_on(&self, project: &Project<'s>, branch: Node<'s>) -> bool {
        let statements = match branch.kind() {
            "statement_block" => branch.children(),
            _ => vec![branch],
        };
        let only = match statements.as_slice() {
            [only] => *only,
            [first, last] if last.kind() == "return_statement" && last.first_child().is_none() => *first,
            _ => return false,
        };
        let is_first = |it: &Completion<'s>| match it.outcome {
            Outcome::Failure(err, _) | Outcome::Failed(Some(err)) => self.is_error(project, err.peeled()),
            _ => false,
        };
        let has_comments = branch.descendants().iter().any(|it| it.is_comment());
        !has_comments && completion_in(project, only).is_some_and(|it| is_first(&it))
    }

    /// `callback(err, data)`: both outcomes go to the function's own callback.
    fn is_handed_on(&self, project: &Project<'s>, only: Node<'s>) -> bool {
        completion_in(project, only).is_some_and(|it| match it.outcome {
            Outcome::Either(err, _) => {
                self.is_error(project, err.peeled()) && !it.results().into_iter().any(|it| is_observable(project, it))
            }
            _ => false,
        })
    }

    /// What a condition asks about the error.
    fn test(&self, project: &Project<'s>, condition: Node<'s>) -> Option<Test> {
        if self.is_error(project, condition) {
            return Some(Test::Error);
        }
        match condition.kind() {
            "unary_expression" if condition.has_token("!") => {
                match self.test(project, condition.first_child()?.peeled())? {
                    Test::Error => Some(Test::Success),
                    Test::Success => Some(Test::Error),
                    Test::ErrorAndMore => None,
                }
            }
            "binary_expression" if condition.has_token("&&") => {
                let left = self.test(project, condition.field("left")?.peeled())?;
                matches!(left, Test::Error | Test::ErrorAndMore).then_some(Test::ErrorAndMore)
            }
            "binary_expression" => {
                let is_nothing = |it: Node<'s>| matches!(it.kind(), "null" | "undefined");
                let left = condition.field("left")?.peeled();
                let right = condition.field("right")?.peeled();
                if !(self.is_error(project, left) && is_nothing(right)) {
                    return None;
                }
                // `err !== undefined` is true for the `null` of a success.
                let is_exact = right.kind() == "null" || condition.has_token("!=") || condition.has_token("==");
                match () {
                    () if !is_exact => None,
                    () if condition.has_token("!=") || condition.has_token("!==") => Some(Test::Error),
                    () if condition.has_token("==") || condition.has_token("===") => Some(Test::Success),
                    () => None,
                }
            }
            _ => None,
        }
    }

    fn is_error(&self, project: &Project<'s>, node: Node<'s>) -> bool {
        let err = self.err.and_then(|it| project.binding_of(it));
        err.is_some() && node.kind() == "identifier" && project.binding_of(node) == err
    }

    /// The whole body, as it can move.
    pub fn whole_body(&self) -> Code {
        let body = self.function.field("body").unwrap_or(self.function);
        match body.kind() {
            "statement_block" => Code::of(inside(body)),
            _ => Code {
                range: body.range(),
                is_expression: true,
                is_spaced: false,
            },
        }
    }

    /// Whether the error is mentioned in `range`.
    pub fn mentions_error(&self, project: &Project<'s>, range: &Range<usize>) -> bool {
        self.err.is_some_and(|it| mentions(project, it, range))
    }

    /// Whether a result is mentioned in `range`.
    pub fn mentions_data(&self, project: &Project<'s>, range: &Range<usize>) -> bool {
        self.results.iter().any(|it| mentions(project, *it, range))
    }

    /// Whether one of the parameters is mentioned in `range`.
    pub fn mentions(&self, project: &Project<'s>, parameter: Node<'s>, range: &Range<usize>) -> bool {
        mentions(project, parameter, range)
    }
}

/// The completion that a statement or expression is, of a function that can return
/// a promise instead.
fn completion_in<'s>(project: &Project<'s>, only: Node<'s>) -> Option<Completion<'s>> {
    let call = match only.kind() {
        "expression_statement" | "return_statement" => only.first_child()?.peeled(),
        _ => only.peeled(),
    };
    let callee = call.field("function").filter(|_| call.kind() == "call_expression")?;
    let completions = project.completed_by(callee)?;
    completions.all.iter().find(|it| it.call == call).copied()
}

#[derive(Clone, Copy)]
enum Test {
    /// True exactly on an error.
    Error,
    /// True exactly without one.
    Success,
    /// True only on an error, but not on every one.
    ErrorAndMore,
}

/// Whether a declared name is mentioned within `range`.
pub(super) fn mentions<'s>(project: &Project<'s>, name: Node<'s>, range: &Range<usize>) -> bool {
    let Some(binding) = project.binding_of(name) else {
        return false;
    };
    project
        .names(name)
        .references_of(binding)
        .any(|it| range.contains(&it.range.start))
}

/// The identifier of a parameter without default, pattern or rest.
fn plain_name(parameter: Node<'_>) -> Option<Node<'_>> {
    if parameter.kind() == "identifier" {
        return Some(parameter);
    }
    let is_plain =
        matches!(parameter.kind(), "required_parameter" | "optional_parameter") && parameter.field("value").is_none();
    parameter
        .field("pattern")
        .filter(|it| is_plain && it.kind() == "identifier")
}

/// The inside of a block without the white space around it, comments included.
fn inside(block: Node<'_>) -> Range<usize> {
    trimmed(block, block.start() + 1..block.end() - 1)
}

/// A statement, or the inside of it where it is a block.
fn content(branch: Node<'_>) -> Range<usize> {
    match branch.kind() {
        "statement_block" => inside(branch),
        _ => branch.start()..branch.end_of_code(),
    }
}

/// The inside of a block from the end of `statement` on.
fn after(block: Node<'_>, statement: Node<'_>) -> Range<usize> {
    trimmed(block, statement.end_of_code()..block.end() - 1)
}

fn trimmed(node: Node<'_>, range: Range<usize>) -> Range<usize> {
    let text = &node.source.text[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}
