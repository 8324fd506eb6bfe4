//! What a function does while something that takes time is under way, and shares
//! with it. Knows variables and what is done to them, no leaks.

use crate::syntax::{Node, SourceId};

use super::{BindingId, Project, Property, flow::siblings_after, is_observable};

type Name = (SourceId, BindingId);

impl<'s> Project<'s> {
    /// What the function around a statement does once it waits for something else
    /// after it, and that depends on `later`, the code that runs when time has
    /// passed: it looks at what that changes, or changes what that looks at. Such
    /// code must go on while time passes: it may be waiting for just that.
    pub fn meets_later(&self, statement: Node<'s>, later: Node<'s>) -> Option<Node<'s>> {
        let rest = self.rest_that_waits(statement);
        let first = *rest.first()?;
        if self.awaits_from_outside(later) {
            return Some(first);
        }
        let mentioned = self.mentioned_from_outside(later);
        let handed = self.names_handed_over_in(later).into_iter();
        let changed = self.changed_in(later).into_iter().chain(handed);
        let changed: Vec<Name> = changed.map(|(name, _)| name).collect();
        for code in rest {
            let is_before = |it: &Node<'s>| !statement.contains(*it);
            // What is declared in a loop around is new in each turn.
            let is_around = code.contains(statement);
            if let Some(at) = self.declares(code, &mentioned).filter(|_| !is_around) {
                return Some(at);
            }
            let changes = self.changed_in(code).into_iter();
            let mut changes = changes.filter(|(_, at)| is_before(at));
            if let Some((_, at)) = changes.find(|(name, _)| mentioned.contains(name)) {
                return Some(at);
            }
            let mut nodes = self.with_called_functions(code).into_iter().flat_map(Node::descendants);
            let looks = |it: &Node<'s>| {
                let name = it.is_identifier().then(|| self.binding_of(*it)).flatten();
                let is_changed = name.is_some_and(|id| changed.contains(&(it.source.id, id)));
                is_changed && is_before(it) && !is_only_returned(*it)
            };
            if let Some(at) = nodes.find(looks) {
                return Some(at);
            }
        }
        None
    }

    /// Whether all that can be seen of a function from a statement on, until it next waits,
    /// are lines for a log.
    pub fn only_logs_until_wait(&self, statement: Node<'s>) -> bool {
        let mut at = statement;
        while let Some(parent) = at.parent().filter(|_| !at.is_function()) {
            if parent.is_loop() || matches!(parent.kind(), "try_statement" | "switch_statement") {
                return false;
            }
            let after = match parent.is_statement_list() {
                true => siblings_after(parent, at),
                false => Vec::new(),
            };
            for next in after {
                if waits(next) {
                    return true;
                }
                if !self.only_logs(next) {
                    return false;
                }
            }
            at = parent;
        }
        true
    }

    fn only_logs(&self, statement: Node<'s>) -> bool {
        let is_quiet = |it: Node<'s>| !is_observable(self, it);
        match statement.kind() {
            "statement_block" => statement.children().into_iter().all(|it| self.only_logs(it)),
            "if_statement" => {
                let otherwise = statement.field("alternative").and_then(Node::first_child);
                let mut branches = statement.field("consequence").into_iter().chain(otherwise);
                statement.field("condition").is_some_and(is_quiet) && branches.all(|it| self.only_logs(it))
            }
            "expression_statement" => {
                let expression = statement.first_child().map(Node::peeled);
                expression.is_some_and(|it| match self.is_console_call(it) {
                    true => it.arguments().into_iter().all(is_quiet),
                    false => is_quiet(it),
                })
            }
            _ => is_quiet(statement),
        }
    }

    /// Whether code waits for a promise that somebody else made, who may only settle it
    /// when the function goes on.
    fn awaits_from_outside(&self, code: Node<'s>) -> bool {
        let functions = self.with_called_functions(code);
        let mut nodes = functions.iter().flat_map(|it| it.descendants());
        nodes.any(|it| {
            let operand = it.first_child().filter(|_| it.kind() == "await_expression");
            operand.is_some_and(|it| it.peeled().is_identifier() && self.outer(it.peeled(), &functions).is_some())
        })
    }

    /// What is declared after a statement, in the same list, and mentioned by `later`.
    pub fn declares_later(&self, statement: Node<'s>, later: Node<'s>) -> Option<Node<'s>> {
        let mentioned = self.mentioned_from_outside(later);
        let list = statement.parent().filter(|it| it.is_statement_list())?;
        let after = siblings_after(list, statement).into_iter();
        after
            .filter(|it| it.kind() == "lexical_declaration" || it.kind() == "class_declaration")
            .find(|it| self.declares(*it, &mentioned).is_some())
    }

    /// The name among these that code declares.
    fn declares(&self, code: Node<'s>, names: &[Name]) -> Option<Node<'s>> {
        code.descendants()
            .into_iter()
            .filter(|it| it.is_identifier())
            .find(|it| {
                let id = self.names(*it).declared_at(it.start());
                id.is_some_and(|id| names.contains(&(it.source.id, id)))
            })
    }

    /// The statements after this one in its function, from the first one that waits
    /// or may go round; a loop around it whose turns wait.
    fn rest_that_waits(&self, statement: Node<'s>) -> Vec<Node<'s>> {
        let mut rest = Vec::new();
        let mut at = statement;
        while let Some(parent) = at.parent().filter(|_| !at.is_function()) {
            if parent.is_statement_list() {
                rest.extend(siblings_after(parent, at));
            }
            if parent.is_loop() && waits(parent) {
                rest.insert(0, parent);
            }
            at = parent;
        }
        let first = rest.iter().position(|it| waits(*it)).unwrap_or(rest.len());
        rest.split_off(first)
    }

    /// The variables that code mentions and does not declare itself.
    fn mentioned_from_outside(&self, code: Node<'s>) -> Vec<Name> {
        let functions = self.with_called_functions(code);
        let names = functions.iter().flat_map(|it| it.descendants());
        names
            .filter(|it| it.is_identifier())
            .filter_map(|it| self.outer(it, &functions))
            .collect()
    }

    /// A variable that is declared outside of all this code.
    fn outer(&self, name: Node<'s>, code: &[Node<'s>]) -> Option<Name> {
        let id = self.binding_of(name)?;
        let declared = &self.names(name).binding(id).declared;
        let is_own =
            |it: &&Node<'s>| it.source.id == name.source.id && declared.iter().all(|at| it.range().contains(at));
        code.iter().find(is_own).is_none().then_some((name.source.id, id))
    }

    /// The variables from outside that code changes, or what is in them: by an
    /// assignment, or by a method.
    pub(super) fn changed_in(&self, code: Node<'s>) -> Vec<(Name, Node<'s>)> {
        let functions = self.with_called_functions(code);
        let nodes = functions.iter().flat_map(|it| it.descendants());
        let targets = nodes.flat_map(|it| match it.kind() {
            "assignment_expression" | "augmented_assignment_expression" => it.field("left").into_iter().collect(),
            "update_expression" => it.first_child().into_iter().collect(),
            "unary_expression" if it.has_token("delete") => it.first_child().into_iter().collect(),
            "call_expression" => self.object_changed_by(it).into_iter().collect(),
            _ => Vec::new(),
        });
        self.outer_roots(targets.collect(), &functions)
    }

    /// The variables from outside that code hands to functions, which may change what
    /// is in them.
    fn names_handed_over_in(&self, code: Node<'s>) -> Vec<(Name, Node<'s>)> {
        let functions = self.with_called_functions(code);
        let nodes = functions.iter().flat_map(|it| it.descendants());
        let calls = nodes.filter(|it| matches!(it.kind(), "call_expression" | "new_expression"));
        let arguments = calls
            .filter(|it| !self.keeps_what_it_gets(*it))
            .flat_map(Node::arguments);
        let arguments = arguments.filter(|it| it.peeled().is_identifier() && !self.is_given_by_lambda(*it));
        let is_plain = |it: &Node<'s>| {
            let value = self.only_value(it.peeled());
            value.is_some_and(|it| PLAIN.contains(&it.peeled().kind()))
        };
        let arguments = arguments.filter(|it| !is_plain(it));
        self.outer_roots(arguments.collect(), &functions)
    }

    /// What these paths begin with, where it is a variable from outside of the code
    /// and no import.
    fn outer_roots(&self, paths: Vec<Node<'s>>, code: &[Node<'s>]) -> Vec<(Name, Node<'s>)> {
        let is_import = |it: Node<'s>| {
            let id = self.binding_of(it);
            id.is_some_and(|id| self.names(it).binding(id).is_import)
                || self.origin(it).is_some_and(|it| !it.is_global && it.steps.is_empty())
        };
        let roots = paths.into_iter().map(|it| root(it.peeled()));
        roots
            .filter(|it| it.is_identifier() && !is_import(*it))
            .filter_map(|it| Some((self.outer(it, code)?, it)))
            .collect()
    }

    /// The object of a method that may change it.
    fn object_changed_by(&self, call: Node<'s>) -> Option<Node<'s>> {
        let callee = call.field("function")?;
        let method = callee.field("property")?.text();
        let is_reading = READING.contains(&method) || self.keeps_what_it_gets(call);
        callee
            .field("object")
            .filter(|it| !is_reading && !self.is_given_by_lambda(*it))
    }

    /// The event and the context: what is called on them, and with them, leaves them.
    fn is_given_by_lambda(&self, path: Node<'s>) -> bool {
        let root = root(path.peeled());
        self.is_handler_parameter(root, 0) || self.is_handler_parameter(root, 1)
    }

    /// Logging, timers and clients of AWS: nothing of the project waits for what they do.
    fn keeps_what_it_gets(&self, call: Node<'s>) -> bool {
        let object = call.field("function").and_then(|it| it.field("object"));
        self.is_console_call(call)
            || self.timer(call).is_some()
            || self.clears_timer(call)
            || object.is_some_and(|it| self.is(it, Property::SdkClient) || self.is(it, Property::Sdk3Client))
    }
}

/// Values that nobody can change.
const PLAIN: [&str; 6] = ["string", "template_string", "number", "true", "false", "null"];

/// Methods that leave their object as it is.
const READING: [&str; 24] = [
    "concat",
    "endsWith",
    "entries",
    "every",
    "filter",
    "find",
    "forEach",
    "getTime",
    "includes",
    "indexOf",
    "join",
    "keys",
    "map",
    "replace",
    "slice",
    "some",
    "split",
    "startsWith",
    "substring",
    "toISOString",
    "toLowerCase",
    "toString",
    "trim",
    "values",
];

fn waits(code: Node<'_>) -> bool {
    let nodes = code.descendants_of_same_function().into_iter();
    nodes.into_iter().any(|it| match it.kind() {
        "await_expression" | "yield_expression" => true,
        "for_in_statement" => it.has_token("await"),
        // A promise may be what is returned.
        "return_statement" => it.first_child().is_some_and(|value| {
            let parts = value.descendants_of_same_function();
            parts
                .iter()
                .any(|it| matches!(it.kind(), "call_expression" | "new_expression"))
        }),
        _ => false,
    })
}

fn root(path: Node<'_>) -> Node<'_> {
    let mut at = path;
    while let Some(object) = at.field("object") {
        at = object.peeled();
    }
    at
}

/// What an answer is made of: the answer after the wait is the right one.
fn is_only_returned(name: Node<'_>) -> bool {
    let mut around = name.ancestors().take_while(|it| !it.is_function());
    let is_plain = |it: Node<'_>| {
        let parts = it.descendants_of_same_function();
        !parts
            .iter()
            .any(|it| matches!(it.kind(), "call_expression" | "new_expression" | "await_expression"))
    };
    around
        .find(|it| it.kind().ends_with("_statement"))
        .is_some_and(|it| it.kind() == "return_statement" && is_plain(it))
}
