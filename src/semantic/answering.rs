//! Which functions answer for a handler that hands them its callback or its context, or
//! that stand in it, and what the names in them mean. Knows bindings and calls, no paths.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::syntax::{Node, SourceId};

use super::{BindingId, Chain, FunctionId, Project, Returns, answering_names::Discovery, channel::Way, shape};

/// What a name means in a function that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It answers when it is called.
    Way(Way),
    /// Its methods answer.
    Context,
    /// A function that answers, or one that is bound to some of its arguments.
    Answerer(FunctionId),
    /// A table of functions that answer.
    Table,
}

/// The handlers that answer by a call, and the functions that answer for them.
#[derive(Debug, Default)]
pub(super) struct Answering<'s> {
    pub(super) meanings: HashMap<(SourceId, BindingId), Meaning>,
    /// Each function of a group, and one that stands for the group.
    pub(super) members: BTreeMap<FunctionId, FunctionId>,
    /// `const cb = callback`, `const { succeed } = context`
    pub(super) aliases: Vec<Node<'s>>,
    /// `respond.bind(null, callback)`
    pub(super) bindings: Vec<Node<'s>>,
    /// First bytes of the identifiers in those.
    pub(super) accounted: HashSet<(SourceId, usize)>,
}

impl<'s> Answering<'s> {
    pub(super) fn is_member(&self, id: FunctionId) -> bool {
        self.members.contains_key(&id)
    }

    /// The function that stands for the group of this one.
    pub(super) fn root(&self, id: FunctionId) -> Option<FunctionId> {
        self.members.get(&id).copied()
    }

    /// The functions that change together with this one, in the order of the text.
    pub(super) fn group(&self, id: FunctionId) -> Vec<FunctionId> {
        let root = self.members.get(&id);
        let all = self.members.iter().filter(|(_, it)| Some(*it) == root);
        all.map(|(id, _)| *id).collect()
    }

    /// Whether an identifier only gives what it means another name.
    pub(super) fn is_accounted(&self, identifier: Node<'s>) -> bool {
        self.accounted.contains(&(identifier.source.id, identifier.start()))
    }

    /// Whether a call only binds a function to what answers.
    pub(super) fn is_binding(&self, callee: Node<'s>) -> bool {
        self.bindings.contains(&callee)
    }

    pub(super) fn join(&mut self, one: FunctionId, other: FunctionId) {
        self.members.entry(one).or_insert(one);
        self.members.entry(other).or_insert(other);
        let (one, other) = (self.members[&one], self.members[&other]);
        for root in self.members.values_mut().filter(|it| **it == other) {
            *root = one;
        }
    }
}

impl<'s> Project<'s> {
    pub(super) fn answering(&self) -> &Answering<'s> {
        self.answering.get_or_init(|| Discovery::of(self))
    }

    /// What an identifier means where it is mentioned.
    pub(super) fn meaning(&self, identifier: Node<'s>) -> Option<Meaning> {
        let binding = self.binding_of(identifier)?;
        let is_declared = self.names(identifier).declared_at(identifier.start()).is_some();
        let meaning = self.answering().meanings.get(&(identifier.source.id, binding));
        meaning.copied().filter(|_| !is_declared)
    }

    /// What a parameter means, of a function that answers.
    pub(super) fn meaning_of_parameter(&self, parameter: Node<'s>) -> Option<Meaning> {
        let name = shape::name_of(parameter);
        let binding = self.binding_of(name)?;
        self.answering().meanings.get(&(name.source.id, binding)).copied()
    }

    /// Whether a function answers for a handler, and is none.
    pub fn is_answerer(&self, id: FunctionId) -> bool {
        self.handler(id).is_none() && self.answering().is_member(id)
    }

    /// The handlers and functions that are converted together with this one.
    pub fn answering_group(&self, id: FunctionId) -> Vec<FunctionId> {
        self.answering().group(id)
    }

    /// `const cb = callback` and the like in a function that answers; and whether nobody
    /// needs any of it once the function returns what it answers.
    pub fn answering_aliases(&self, id: FunctionId) -> Vec<(Node<'s>, bool)> {
        let aliases = self.answering().aliases.iter().copied();
        let own = aliases.filter(|it| self.answering_around(*it) == Some(id));
        own.map(|it| (it, self.is_superfluous_alias(it, &mut Vec::new())))
            .collect()
    }

    /// The pattern that takes the context of a handler apart among its parameters.
    pub fn context_pattern(&self, id: FunctionId) -> Option<Node<'s>> {
        self.handler(id)?;
        let parameter = shape::parameters(self[id].node).get(1).copied()?;
        Some(shape::name_of(parameter)).filter(|it| it.kind() == "object_pattern")
    }

    /// `respond.bind(null, callback)` in a function that answers: the call, and the
    /// function that is bound.
    pub fn answering_bindings(&self, id: FunctionId) -> Vec<(Node<'s>, FunctionId)> {
        let bindings = self.answering().bindings.iter().copied();
        let own = bindings.filter(|it| self.answering_around(*it) == Some(id));
        own.filter_map(|it| Some((it.parent()?, self.called_function(it.field("object")?)?)))
            .collect()
    }

    /// Which parameters nobody needs once a function of a group returns what it answers.
    pub fn superfluous_parameters(&self, id: FunctionId) -> Vec<usize> {
        let parameters = shape::parameters(self[id].node);
        let is_superfluous = |place: usize, parameter: Node<'s>| match self.meaning_of_parameter(parameter) {
            _ if self.handler(id).is_some() && place > 1 => true,
            Some(Meaning::Way(_)) => true,
            Some(Meaning::Context) => self.is_idle(shape::name_of(parameter), &mut Vec::new()),
            _ => false,
        };
        let places = parameters.iter().enumerate();
        places
            .filter(|(place, it)| is_superfluous(*place, **it))
            .map(|(it, _)| it)
            .collect()
    }

    /// Whether a context is asked for nothing but to answer, here and where it is handed on.
    pub(super) fn is_idle(&self, name: Node<'s>, seen: &mut Vec<Node<'s>>) -> bool {
        if seen.contains(&name) {
            return true;
        }
        seen.push(name);
        let Some(binding) = self.binding_of(name) else {
            return false;
        };
        let references = self.references(name.source, binding).into_iter();
        let mut references = references.filter(|it| !self.sets_flag_only(*it));
        references.all(|it| {
            let member = it.parent_of_kind("member_expression");
            let property = member.and_then(|it| it.field("property"));
            let declarator = it.wrapped().parent_of_kind("variable_declarator");
            if let Some(declarator) = declarator.filter(|_| self.answering().is_accounted(it)) {
                return self.is_superfluous_alias(declarator, seen);
            }
            if property.is_some_and(|it| Way::of_method(it.text()).is_some()) {
                return true;
            }
            let places = self.argument_places(it);
            !places.is_empty()
                && places.into_iter().all(|(function, place)| {
                    let is_member = self.answering().is_member(function);
                    let parameter = shape::parameters(self[function].node).get(place).copied();
                    let is_context = |it: Node<'s>| self.meaning_of_parameter(it) == Some(Meaning::Context);
                    parameter
                        .filter(|_| is_member)
                        .is_some_and(|it| match self.handler(function) {
                            Some(_) if place > 1 => true,
                            _ => is_context(it) && self.is_idle(shape::name_of(it), seen),
                        })
                })
        })
    }

    /// Whether nobody needs the names that a declaration gives to what answers.
    fn is_superfluous_alias(&self, declarator: Node<'s>, seen: &mut Vec<Node<'s>>) -> bool {
        let Some(name) = declarator.field("name") else {
            return false;
        };
        match name.kind() {
            "object_pattern" => name.children().into_iter().all(|it| way_of_part(it).is_some()),
            _ => match self.meaning_of_parameter(name) {
                Some(Meaning::Way(_)) => true,
                Some(Meaning::Context) => self.is_idle(name, seen),
                _ => false,
            },
        }
    }

    /// The functions of which one gets an argument, and its place there.
    pub(super) fn argument_places(&self, argument: Node<'s>) -> Vec<(FunctionId, usize)> {
        if let Some(only) = self.argument_place(argument) {
            return vec![only];
        }
        let argument = argument.wrapped();
        let call = argument.parent_of_kind("arguments").and_then(Node::parent);
        let callee = call.and_then(|it| it.field("function")).map(Node::peeled);
        let place = call.and_then(|it| it.arguments().iter().position(|it| *it == argument));
        let all = callee.and_then(|it| self.dispatched(it)).unwrap_or_default();
        all.into_iter().zip(place.into_iter().cycle()).collect()
    }

    /// The function that gets an argument, by a call or by `bind`, and its place there.
    fn argument_place(&self, argument: Node<'s>) -> Option<(FunctionId, usize)> {
        let argument = argument.wrapped();
        let call = argument
            .parent_of_kind("arguments")?
            .parent_of_kind("call_expression")?;
        let place = call.arguments().iter().position(|it| *it == argument)?;
        let callee = call.field("function")?;
        // What a promise calls, whoever made that.
        let is_chain = Chain::of(call).is_some();
        match bound_function(callee).filter(|_| !is_chain) {
            None if is_chain => None,
            Some(object) => Some((self.called_function(object)?, place.checked_sub(1)?)),
            None => Some((self.called_function(callee)?, place)),
        }
    }

    /// The function that a call runs and that answers, and the identifier by which.
    pub(super) fn answerer_of(&self, call: Node<'s>) -> Option<(FunctionId, bool)> {
        if Chain::of(call).is_some() {
            return None;
        }
        let callee = call.field("function").filter(|_| call.kind() == "call_expression")?;
        let callee = callee.peeled();
        if let Some(Meaning::Answerer(id)) = self.meaning(callee) {
            let own = local_name(self[id].node).and_then(|it| self.binding_of(it));
            return Some((id, own != self.binding_of(callee)));
        }
        if let Some(all) = self.dispatched(callee) {
            let answers = |it: &FunctionId| self.is_answerer(*it);
            return all.iter().all(answers).then(|| (all[0], false));
        }
        let id = self.called_function(callee)?;
        self.answering().is_member(id).then_some((id, false))
    }

    /// Whether a function calls something that goes on when it has returned.
    pub(super) fn starts_work(&self, function: Node<'s>) -> bool {
        let nodes = function.descendants().into_iter();
        let mut calls = nodes.filter(|it| it.kind() == "call_expression");
        calls.any(|it| self.gives_to_callback(it).is_some() || self.promise_of(it) == Returns::Promise)
    }

    /// Whether an identifier names a function that answers.
    pub fn is_answerer_name(&self, identifier: Node<'s>) -> bool {
        matches!(self.meaning(identifier), Some(Meaning::Answerer(_)))
    }

    /// Whether a call is that of a function that is bound to some of its arguments.
    pub fn is_bound_call(&self, call: Node<'s>) -> bool {
        self.answerer_of(call).is_some_and(|(_, is_bound)| is_bound)
    }

    /// The function of a group around a node.
    pub fn answering_around(&self, node: Node<'s>) -> Option<FunctionId> {
        self.functions_around(node).find(|it| self.answering().is_member(*it))
    }
}

/// The parts of a pattern of a context that answer.
pub fn answering_parts(pattern: Node<'_>) -> Vec<Node<'_>> {
    let parts = pattern.children().into_iter();
    parts.filter(|it| way_of_part(*it).is_some()).collect()
}

/// Whether each part of a pattern of a context either answers or is data.
pub(super) fn is_plain_pattern(pattern: Node<'_>) -> bool {
    pattern.children().into_iter().all(|it| {
        let key = match it.kind() {
            "pair_pattern" => it.field("key"),
            "object_assignment_pattern" => it.field("left"),
            "shorthand_property_identifier_pattern" => Some(it),
            _ => None,
        };
        way_of_part(it).is_some() || key.is_some_and(|it| Way::of_method(it.text()).is_none())
    })
}

/// `f` of `f.bind`.
pub(super) fn bound_function(callee: Node<'_>) -> Option<Node<'_>> {
    let object = callee
        .field("object")
        .filter(|_| callee.kind() == "member_expression")?;
    let is_bind = callee.field("property").is_some_and(|it| it.text() == "bind");
    is_bind.then_some(object)
}

/// What `succeed` of `const { succeed } = context` means, and its name.
pub(super) fn way_of_part(part: Node<'_>) -> Option<(Way, Node<'_>)> {
    let (key, name) = match part.kind() {
        "shorthand_property_identifier_pattern" => (part.text(), part),
        "pair_pattern" => (
            part.field("key")?.text(),
            part.field("value").filter(|it| it.is_identifier())?,
        ),
        _ => return None,
    };
    Some((Way::of_method(key)?, name))
}

/// The name of a function that a body declares, or keeps in a variable of its own.
pub(super) fn local_name(function: Node<'_>) -> Option<Node<'_>> {
    match function.kind() {
        "function_declaration" => function.field("name"),
        _ => {
            let declarator = function.wrapped().parent_of_kind("variable_declarator")?;
            declarator.field("name").filter(|it| it.is_identifier())
        }
    }
}
