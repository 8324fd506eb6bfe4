//! What functions return: a promise always, sometimes or never. Solved over all
//! functions that one depends on, from nothing upwards, until nothing changes.

use std::{
    collections::{HashMap, VecDeque},
    ops::BitOr,
};

use crate::syntax::{Node, SourceId};

use super::{BindingId, FunctionId, Project, class::key_of};

/// What a function returns, or what an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// Always a promise whose work is under way.
    Promise,
    /// Always something that starts its work once it is awaited, such as a query
    /// of knex.
    Lazy,
    /// A promise, or something else, or one that is lazy.
    Sometimes,
    /// Never a promise; also what never returns.
    Never,
    /// It cannot be told.
    Unknown,
}

/// All that a value can be: a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const PROMISE: Kinds = Kinds(1);
    pub(super) const LAZY: Kinds = Kinds(2);
    pub(super) const OTHER: Kinds = Kinds(4);
    pub(super) const UNKNOWN: Kinds = Kinds(8);

    /// Nothing is known yet.
    pub(super) fn is_none(self) -> bool {
        self == Kinds::default()
    }

    pub(super) fn only(self, allowed: Kinds) -> bool {
        self.0 & !allowed.0 == 0
    }

    fn outcome(self) -> Returns {
        match self {
            Kinds::PROMISE => Returns::Promise,
            Kinds::LAZY => Returns::Lazy,
            _ if self.only(Kinds::OTHER) => Returns::Never,
            _ if self.only(Kinds::PROMISE | Kinds::LAZY | Kinds::OTHER) => Returns::Sometimes,
            _ => Returns::Unknown,
        }
    }
}

impl BitOr for Kinds {
    type Output = Kinds;

    fn bitor(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

impl<'s> Project<'s> {
    /// What a call of a function gives.
    pub fn returns(&self, id: FunctionId) -> Returns {
        Solver::of(self).solve(Item::Function(id)).outcome()
    }

    /// Whether an expression is a promise.
    pub fn promise_of(&self, expression: Node<'s>) -> Returns {
        Solver::of(self).solve(Item::Expression(expression)).outcome()
    }

    /// Whether an expression may be something that starts its work once it is
    /// awaited, or nothing is known of it.
    pub fn may_be_lazy(&self, expression: Node<'s>) -> bool {
        let kinds = Solver::of(self).solve(Item::Expression(expression));
        !kinds.only(Kinds::PROMISE | Kinds::OTHER)
    }

    /// Whether an expression is certainly a promise whose work is under way.
    pub fn is_promise(&self, expression: Node<'s>) -> bool {
        self.promise_of(expression) == Returns::Promise
    }
}

/// What depends on others, and what others depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Item<'s> {
    Function(FunctionId),
    Binding(SourceId, BindingId),
    Expression(Node<'s>),
}

/// One question, with all that its answer depends on.
pub(super) struct Solver<'p, 's> {
    pub(super) project: &'p Project<'s>,
    places: HashMap<Item<'s>, usize>,
    states: Vec<State<'s>>,
    queue: VecDeque<usize>,
    /// Which item is being worked out.
    current: usize,
}

struct State<'s> {
    item: Item<'s>,
    kinds: Kinds,
    dependents: Vec<usize>,
    is_queued: bool,
}

impl<'p, 's> Solver<'p, 's> {
    fn of(project: &'p Project<'s>) -> Solver<'p, 's> {
        Solver {
            project,
            places: HashMap::new(),
            states: Vec::new(),
            queue: VecDeque::new(),
            current: 0,
        }
    }

    /// From nothing upwards: kinds are only ever added, so this ends. What was met
    /// on the way depends on nothing else, so its answer is final, too.
    fn solve(mut self, root: Item<'s>) -> Kinds {
        if let Some(known) = self.project.kinds.get(&root) {
            return known;
        }
        let root = self.place(root);
        while let Some(place) = self.queue.pop_front() {
            self.current = place;
            self.states[place].is_queued = false;
            let kinds = self.states[place].kinds | self.kinds(self.states[place].item);
            if kinds == self.states[place].kinds {
                continue;
            }
            self.states[place].kinds = kinds;
            for dependent in self.states[place].dependents.clone() {
                self.enqueue(dependent);
            }
        }
        for state in &self.states {
            self.project.kinds.keep(&state.item, state.kinds);
        }
        self.states[root].kinds
    }

    /// What is known so far of something that the current item depends on.
    pub(super) fn read(&mut self, item: Item<'s>) -> Kinds {
        if let Some(known) = self.project.kinds.get(&item) {
            return known;
        }
        let place = self.place(item);
        let state = &mut self.states[place];
        if state.dependents.last() != Some(&self.current) {
            state.dependents.push(self.current);
        }
        state.kinds
    }

    fn place(&mut self, item: Item<'s>) -> usize {
        if let Some(place) = self.places.get(&item) {
            return *place;
        }
        let place = self.states.len();
        self.places.insert(item, place);
        self.states.push(State {
            item,
            kinds: Kinds::default(),
            dependents: Vec::new(),
            is_queued: false,
        });
        self.enqueue(place);
        place
    }

    fn enqueue(&mut self, place: usize) {
        if !std::mem::replace(&mut self.states[place].is_queued, true) {
            self.queue.push_back(place);
        }
    }

    fn kinds(&mut self, item: Item<'s>) -> Kinds {
        match item {
            Item::Function(id) if self.project.is_stated_promise(id) => Kinds::PROMISE,
            Item::Function(id) => self.function(id),
            Item::Binding(source, id) => self.binding(source, id),
            Item::Expression(node) => self.expression(node),
        }
    }

    /// All ways out of a function.
    fn function(&mut self, id: FunctionId) -> Kinds {
        let function = &self.project[id];
        if function.is_generator || function.is_constructor() {
            return Kinds::OTHER;
        }
        if function.is_async {
            return Kinds::PROMISE;
        }
        let body = function.body();
        if body.kind() != "statement_block" {
            return self.expression(body);
        }
        let mut kinds = match ends(body) {
            true => Kinds::OTHER,
            false => Kinds::default(),
        };
        for node in body.descendants_of_same_function() {
            if node.kind() == "return_statement" {
                kinds = kinds
                    | match node.first_child() {
                        Some(value) => self.expression(value),
                        None => Kinds::OTHER,
                    };
            }
        }
        kinds
    }

    /// All that a variable is ever given.
    fn binding(&mut self, source: SourceId, id: BindingId) -> Kinds {
        let project = self.project;
        let module = project.module(source);
        let binding = module.names.binding(id);
        let mut kinds = Kinds::default();
        for offset in &binding.declared {
            let name = module.source.node_at(*offset..*offset + binding.name.len());
            kinds = kinds | name.map_or(Kinds::UNKNOWN, |it| self.declared(it));
        }
        for name in project.references(module.source, id) {
            let is_write = module.names.reference_at(name.start()).is_some_and(|it| it.is_write);
            if is_write {
                kinds = kinds | self.written(name);
            }
        }
        kinds
    }

    fn declared(&mut self, name: Node<'s>) -> Kinds {
        let Some(parent) = name.parent() else {
            return Kinds::UNKNOWN;
        };
        match parent.kind() {
            "variable_declarator" if parent.field("name") == Some(name) => match parent.field("value") {
                Some(value) => self.expression(value),
                None => Kinds::OTHER,
            },
            kind if kind.ends_with("declaration") && parent.field("name") == Some(name) => Kinds::OTHER,
            "function_expression" | "generator_function" | "class" if parent.field("name") == Some(name) => {
                Kinds::OTHER
            }
            "function_signature" => Kinds::default(),
            _ => match self.project.value(name) {
                Some(value) => self.of_value(&value),
                None => Kinds::UNKNOWN,
            },
        }
    }

    fn written(&mut self, name: Node<'s>) -> Kinds {
        let Some(parent) = name.parent() else {
            return Kinds::UNKNOWN;
        };
        let value = parent.field("right").filter(|_| parent.field("left") == Some(name));
        match (parent.kind(), value) {
            ("assignment_expression", Some(value)) => self.expression(value),
            // `x ||= value`; all others compute.
            ("augmented_assignment_expression", Some(value)) => self.expression(value) | Kinds::OTHER,
            ("update_expression", _) => Kinds::OTHER,
            _ => Kinds::UNKNOWN,
        }
    }
}

impl<'s> Project<'s> {
    /// The methods of derived classes that replace a method.
    pub(super) fn overriding(&self, method: Node<'s>) -> Vec<FunctionId> {
        let class = method.parent_of_kind("class_body").and_then(Node::parent);
        let (Some(class), Some(name)) = (class, key_of(method)) else {
            return Vec::new();
        };
        let derived = self.modules.iter().flat_map(|it| it.derived_classes());
        derived
            .filter(|it| self.extends(*it, class))
            .flat_map(|it| self.field_values(it, name))
            .filter_map(|it| self.function(it.peeled()))
            .collect()
    }

    fn extends(&self, derived: Node<'s>, class: Node<'s>) -> bool {
        let above = std::iter::successors(self.superclass(derived), |it| self.superclass(*it));
        above.take(20).any(|it| it == class)
    }
}

/// Whether a statement can come to its end, so that what follows runs. In doubt
/// it can.
fn ends(statement: Node<'_>) -> bool {
    match statement.kind() {
        "return_statement" | "throw_statement" => false,
        "statement_block" => statement.children().into_iter().all(ends),
        "if_statement" => match (statement.field("consequence"), statement.field("alternative")) {
            (Some(one), Some(other)) => ends(one) || other.first_child().is_none_or(ends),
            _ => true,
        },
        "try_statement" => {
            let part = |name: &str| statement.field(name);
            let after_failure = part("handler").map(|it| it.field("body").is_none_or(ends));
            let after_all = part("finalizer").and_then(|it| it.field("body")).is_none_or(ends);
            let body = part("body").is_none_or(ends);
            (body || after_failure.unwrap_or(false)) && after_all
        }
        "switch_statement" => statement.field("body").is_none_or(switch_ends),
        "while_statement" => {
            let condition = statement.field("condition").map(Node::peeled);
            condition.is_none_or(|it| it.kind() != "true") || has_break(statement)
        }
        "for_statement" => {
            let is_endless = statement
                .field("condition")
                .is_none_or(|it| it.kind() == "empty_statement");
            !is_endless || has_break(statement)
        }
        _ => true,
    }
}

fn switch_ends(body: Node<'_>) -> bool {
    let cases = body.children();
    let has_default = cases.iter().any(|it| it.kind() == "switch_default");
    let falls_out = |case: &Node<'_>| {
        let value = case.field("value");
        case.children().into_iter().filter(|it| Some(*it) != value).all(ends)
    };
    !has_default || has_break(body) || cases.last().is_none_or(falls_out)
}

fn has_break(node: Node<'_>) -> bool {
    let nodes = node.descendants_of_same_function();
    nodes.iter().any(|it| it.kind() == "break_statement")
}
