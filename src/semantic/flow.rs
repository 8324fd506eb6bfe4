//! Where a statement stands in its function: what runs after it, and what is
//! around it. Knows control flow, no leaks.

use crate::syntax::{Node, SourceId};

use super::{BindingId, Project, Value, is_observable};

/// What a function does after a statement, up to its next `await`, `return` or
/// `throw`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow<'s> {
    /// The statement is the last act: nothing of the function runs after it.
    Nothing,
    /// Nothing that anybody could see.
    Quiet,
    /// This, which can be seen or starts something.
    Runs(Node<'s>),
}

/// Where a statement stands, up to the function around it.
#[derive(Debug, Clone, Copy)]
pub struct Place<'s> {
    /// What runs after it; inside of a loop, after it in the same turn.
    pub follow: Follow<'s>,
    /// The innermost loop around it.
    pub in_loop: Option<Node<'s>>,
    /// The innermost `try` whose `catch` or `finally` would see what it throws
    /// or waits for.
    pub in_try: Option<Node<'s>>,
    /// The innermost `finally` around it.
    pub in_finally: Option<Node<'s>>,
}

impl<'s> Project<'s> {
    /// The place of a statement in its function. What shares a variable with
    /// `later`, the code that runs when the work is done, can be seen by it.
    pub fn place(&self, statement: Node<'s>, later: Node<'s>) -> Place<'s> {
        Place {
            follow: Scanner::new(self, later).follow(statement),
            in_loop: within_function(statement).find(|it| it.is_loop()),
            in_try: try_around(statement),
            in_finally: within_function(statement).find(|it| it.kind() == "finally_clause"),
        }
    }
}

/// Whether anything that can be seen runs after `statement` in its function,
/// besides what is returned or thrown.
pub fn anything_follows<'s>(project: &Project<'s>, statement: Node<'s>) -> bool {
    let mut at = statement;
    while let Some(parent) = at.parent().filter(|_| !at.is_function()) {
        if parent.is_statement_list() {
            for it in siblings_after(parent, at) {
                let leaves = matches!(it.kind(), "return_statement" | "throw_statement" | "break_statement");
                let is_awaited = it
                    .descendants_of_same_function()
                    .iter()
                    .any(|it| it.kind() == "await_expression");
                if (!leaves || is_awaited) && !it.is_function() && is_observable(project, it) {
                    return true;
                }
                match it.kind() {
                    "return_statement" | "throw_statement" => return false,
                    "break_statement" => break,
                    _ => {}
                }
            }
        }
        at = parent;
    }
    false
}

/// Statements that run after `at` in the same list; a `case` falls into the
/// next one.
pub(super) fn siblings_after<'s>(list: Node<'s>, at: Node<'s>) -> Vec<Node<'s>> {
    let mut after: Vec<Node<'s>> = list
        .children()
        .into_iter()
        .filter(|it| it.start() >= at.end())
        .collect();
    let is_case = matches!(list.kind(), "switch_case" | "switch_default");
    if let Some(body) = list.parent().filter(|_| is_case) {
        let next_cases = body.children().into_iter().filter(|it| it.start() >= list.end());
        for case in next_cases {
            let value = case.field("value");
            after.extend(case.children().into_iter().filter(|it| Some(*it) != value));
        }
    }
    after
}

enum Scan<'s> {
    /// Declares or does nothing.
    Nothing,
    /// Leaves the `switch` around it.
    Break,
    /// Computes what nobody can see.
    Quiet,
    /// Waits, returns or throws before anything can be seen.
    Exit,
    Observable(Node<'s>),
}

impl<'s> Project<'s> {
    /// A node and the functions that run when it runs, or may.
    pub fn with_called_functions(&self, node: Node<'s>) -> Vec<Node<'s>> {
        let mut nodes = vec![node];
        let mut at = 0;
        while at < nodes.len() && nodes.len() < MAX_FUNCTIONS {
            for it in nodes[at].descendants() {
                let is_mention = matches!(it.kind(), "identifier" | "member_expression");
                if let Some(Value::Local(target)) = is_mention.then(|| self.value(it)).flatten()
                    && target.is_function()
                    && !nodes.iter().any(|known| known.contains(target))
                {
                    nodes.push(target);
                }
            }
            at += 1;
        }
        nodes
    }

    /// Whether a statement declares or sets a variable that `later` mentions.
    pub fn shares_variable(&self, statement: Node<'s>, later: Node<'s>) -> bool {
        Scanner::new(self, later).is_shared(statement)
    }

    /// What follows a call in its function and shares state with `later`, the
    /// function that is called: a variable, or a property of anything.
    pub fn shared_after(&self, statement: Node<'s>, later: Node<'s>) -> Option<Node<'s>> {
        let scanner = Scanner::new(self, later);
        let mut at = statement;
        while let Some(parent) = at.parent().filter(|_| !at.is_function()) {
            if parent.is_statement_list() {
                let mut after = siblings_after(parent, at).into_iter();
                if let Some(found) = after.find(|it| scanner.is_shared(*it) || sets_property(*it)) {
                    return Some(found);
                }
            }
            at = parent;
        }
        None
    }

    /// Whether a function sets a variable or a property that is not its own.
    pub fn changes_outer_state(&self, function: Node<'s>) -> bool {
        function.descendants().into_iter().any(|it| {
            let target = match it.kind() {
                "assignment_expression" | "augmented_assignment_expression" => it.field("left"),
                "update_expression" => it.first_child(),
                _ => None,
            };
            let root = target.map(|it| {
                std::iter::successors(Some(it), |it| it.field("object"))
                    .last()
                    .unwrap_or(it)
            });
            root.is_some_and(|root| match self.binding_of(root) {
                Some(id) => {
                    let declared = &self.names(root).binding(id).declared;
                    declared.iter().any(|at| !function.range().contains(at))
                }
                None => root.kind() == "this" || root.is_identifier(),
            })
        })
    }
}

/// More functions than these are not followed from one statement.
const MAX_FUNCTIONS: usize = 40;

/// `object.name = …`, `object.name += 1`, `delete object.name`.
fn sets_property(statement: Node<'_>) -> bool {
    statement.descendants_of_same_function().into_iter().any(|it| {
        let target = match it.kind() {
            "assignment_expression" | "augmented_assignment_expression" => it.field("left"),
            "update_expression" => it.first_child(),
            "unary_expression" if it.has_token("delete") => it.first_child(),
            _ => None,
        };
        target.is_some_and(|it| matches!(it.kind(), "member_expression" | "subscript_expression"))
    })
}

/// Reads what follows a statement, as the code that runs later would see it.
struct Scanner<'p, 's> {
    project: &'p Project<'s>,
    /// Bindings that the later code mentions, by file.
    mentioned: Vec<(SourceId, BindingId)>,
}

impl<'p, 's> Scanner<'p, 's> {
    fn new(project: &'p Project<'s>, later: Node<'s>) -> Scanner<'p, 's> {
        let mut mentioned = Vec::new();
        for code in project.with_called_functions(later) {
            for it in code.descendants().into_iter().filter(|it| it.is_identifier()) {
                let Some(id) = project.binding_of(it) else { continue };
                let declared = &project.names(it).binding(id).declared;
                // What it declares itself is new each time it runs.
                if declared.iter().any(|at| !code.range().contains(at)) {
                    mentioned.push((it.source.id, id));
                }
            }
        }
        Scanner { project, mentioned }
    }

    /// Whether a statement declares or sets a variable that the later code
    /// mentions.
    fn is_shared(&self, statement: Node<'s>) -> bool {
        self.is_shared_besides(statement, None)
    }

    /// The same without what stands in `besides`.
    fn is_shared_besides(&self, statement: Node<'s>, besides: Option<Node<'s>>) -> bool {
        let nodes = self.project.with_called_functions(statement).into_iter();
        let nodes = nodes.flat_map(Node::descendants);
        let mut identifiers = nodes.filter(|it| it.is_identifier() && !besides.is_some_and(|node| node.contains(*it)));
        identifiers.any(|it| {
            let names = self.project.names(it);
            let sets =
                names.declared_at(it.start()).is_some() || names.reference_at(it.start()).is_some_and(|it| it.is_write);
            let binding = self.project.binding_of(it);
            sets && binding.is_some_and(|id| self.mentioned.contains(&(it.source.id, id)))
        })
    }

    /// What the function around `statement` does after it.
    fn follow(&self, statement: Node<'s>) -> Follow<'s> {
        let mut is_last = true;
        let mut at = statement;
        while let Some(parent) = at.parent().filter(|_| !at.is_function()) {
            if parent.is_loop() {
                is_last = false;
                if let Some(node) = self.next_turn(parent, statement) {
                    return Follow::Runs(node);
                }
            }
            // A `return` in a `finally` replaces what the function was about to do.
            is_last &= parent.kind() != "finally_clause";
            if parent.is_statement_list() {
                for next in siblings_after(parent, at) {
                    match self.scan(next) {
                        Scan::Nothing => {}
                        Scan::Break => break,
                        Scan::Quiet => is_last = false,
                        Scan::Exit => return Follow::Quiet,
                        Scan::Observable(node) => return Follow::Runs(node),
                    }
                }
            }
            at = parent;
        }
        if is_last { Follow::Nothing } else { Follow::Quiet }
    }

    /// What the next turn of a loop does that can be seen, before it waits.
    fn next_turn(&self, turns: Node<'s>, statement: Node<'s>) -> Option<Node<'s>> {
        if self.is_shared_besides(turns, Some(statement)) {
            return Some(turns);
        }
        let body = turns.field("body")?;
        let before = body.children().into_iter().filter(|it| it.end() <= statement.start());
        match self.scan_list(before.collect()) {
            Scan::Observable(node) => Some(node),
            _ => None,
        }
    }

    fn scan(&self, statement: Node<'s>) -> Scan<'s> {
        match statement.kind() {
            "function_declaration"
            | "generator_function_declaration"
            | "empty_statement"
            | "interface_declaration"
            | "type_alias_declaration" => Scan::Nothing,
            "break_statement" => Scan::Break,
            "return_statement" | "throw_statement" if self.is_shared(statement) => Scan::Observable(statement),
            "return_statement" | "throw_statement" => Scan::Exit,
            "if_statement" => self.scan_if(statement),
            "statement_block" => self.scan_list(statement.children()),
            _ => self.scan_simple(statement),
        }
    }

    /// A statement that waits first, and starts nothing before it waits, is an exit.
    fn scan_simple(&self, statement: Node<'s>) -> Scan<'s> {
        if self.is_shared(statement) {
            return Scan::Observable(statement);
        }
        if !is_observable(self.project, statement) {
            return Scan::Quiet;
        }
        let awaits = statement
            .descendants_of_same_function()
            .into_iter()
            .any(|it| it.kind() == "await_expression");
        let is_simple = matches!(
            statement.kind(),
            "expression_statement" | "lexical_declaration" | "variable_declaration"
        );
        if awaits && is_simple {
            Scan::Exit
        } else {
            Scan::Observable(statement)
        }
    }

    fn scan_if(&self, statement: Node<'s>) -> Scan<'s> {
        let condition = statement.field("condition");
        if condition.is_some_and(|it| is_observable(self.project, it)) {
            return Scan::Observable(statement);
        }
        let branches = [
            statement.field("consequence"),
            statement.field("alternative").and_then(Node::first_child),
        ];
        for branch in branches.into_iter().flatten() {
            if let Scan::Observable(node) = self.scan(branch) {
                return Scan::Observable(node);
            }
        }
        Scan::Quiet
    }

    fn scan_list(&self, statements: Vec<Node<'s>>) -> Scan<'s> {
        for statement in statements {
            match self.scan(statement) {
                Scan::Nothing | Scan::Quiet => {}
                leaves => return leaves,
            }
        }
        Scan::Quiet
    }
}

/// The nodes around a statement up to its function, innermost first.
fn within_function(statement: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    statement.ancestors().take_while(|it| !it.is_function())
}

/// The innermost `try` statement whose body the statement stands in, or whose
/// `finally` would run after it.
fn try_around(statement: Node<'_>) -> Option<Node<'_>> {
    within_function(statement).find(|it| {
        it.kind() == "try_statement" && {
            let in_body = it.field("body").is_some_and(|body| body.contains(statement));
            let in_finalizer = it.field("finalizer").is_some_and(|body| body.contains(statement));
            in_body || !in_finalizer && it.field("finalizer").is_some()
        }
    })
}

/// Whether every way through the last of these statements leaves the function.
pub(super) fn leaves(statement: Node<'_>) -> bool {
    match statement.kind() {
        "return_statement" | "throw_statement" => true,
        "statement_block" => statement.children().last().is_some_and(|it| leaves(*it)),
        "if_statement" => {
            let alternative = statement.field("alternative").and_then(Node::first_child);
            statement.field("consequence").is_some_and(leaves) && alternative.is_some_and(leaves)
        }
        _ => false,
    }
}

/// Whether code runs whenever a block or function around it does and comes to its end.
pub(super) fn always_runs<'s>(node: Node<'s>, within: Node<'s>) -> bool {
    let mut inner = node;
    for around in node.ancestors().take_while(|it| *it != within) {
        let is = |field: &str| around.field(field) == Some(inner);
        let is_sure = match around.kind() {
            "if_statement" | "ternary_expression" | "while_statement" => is("condition"),
            "switch_statement" => is("value"),
            "for_statement" => is("initializer"),
            "for_in_statement" => is("right"),
            "binary_expression" => is("left") || !["&&", "||", "??"].iter().any(|it| around.has_token(it)),
            "switch_case" | "switch_default" | "catch_clause" => false,
            "do_statement" => true,
            _ => !around.is_function(),
        };
        if !is_sure {
            return false;
        }
        inner = around;
    }
    true
}
