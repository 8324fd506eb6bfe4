//! Which functions answer for a handler that hands them its callback or its context, or
//! that stand in it, and what the names in them mean. Knows bindings and calls, no paths.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::syntax::{Node, SourceId};

use super::{
    BindingId, FunctionId, Handler, Project, Returns,
    channel::{Way, is_completion_name},
    paths::Walk,
    shape,
};

/// What a name means in a function that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It answers when it is called.
    Way(Way),
    /// Its methods answer.
    Context,
    /// A function that answers, or one that is bound to some of its arguments.
    Answerer(FunctionId),
}

/// The handlers that answer by a call, and the functions that answer for them.
#[derive(Debug, Default)]
pub(super) struct Answering<'s> {
    meanings: HashMap<(SourceId, BindingId), Meaning>,
    /// Each function of a group, and one that stands for the group.
    members: BTreeMap<FunctionId, FunctionId>,
    /// `const cb = callback`, `const { succeed } = context`
    aliases: Vec<Node<'s>>,
    /// `respond.bind(null, callback)`
    bindings: Vec<Node<'s>>,
    /// First bytes of the identifiers in those.
    accounted: HashSet<(SourceId, usize)>,
}

impl<'s> Answering<'s> {
    pub(super) fn is_member(&self, id: FunctionId) -> bool {
        self.members.contains_key(&id)
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

    fn join(&mut self, one: FunctionId, other: FunctionId) {
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
        let mut references = references.filter(|it| self.answering_flag(*it).is_none());
        references.all(|it| {
            let member = it.parent_of_kind("member_expression");
            let property = member.and_then(|it| it.field("property"));
            let declarator = it.wrapped().parent_of_kind("variable_declarator");
            if let Some(declarator) = declarator.filter(|_| self.answering().is_accounted(it)) {
                return self.is_superfluous_alias(declarator, seen);
            }
            match self.argument_place(it) {
                _ if property.is_some_and(|it| is_completion_name(it.text())) => true,
                Some((function, place)) if self.answering().is_member(function) => {
                    let parameter = shape::parameters(self[function].node).get(place).copied();
                    let is_context = |it: Node<'s>| self.meaning_of_parameter(it) == Some(Meaning::Context);
                    parameter.is_some_and(|it| match self.handler(function) {
                        Some(_) if place > 1 => true,
                        _ => is_context(it) && self.is_idle(shape::name_of(it), seen),
                    })
                }
                _ => false,
            }
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

    /// `context.callbackWaitsForEmptyEventLoop = …`
    fn answering_flag(&self, context: Node<'s>) -> Option<Node<'s>> {
        let member = context.parent_of_kind("member_expression")?;
        let is_flag = member.field("property")?.text() == "callbackWaitsForEmptyEventLoop";
        let assignment = member.parent_of_kind("assignment_expression").filter(|_| is_flag)?;
        (assignment.field("left") == Some(member)).then_some(assignment)
    }

    /// The function that gets an argument, by a call or by `bind`, and its place there.
    pub(super) fn argument_place(&self, argument: Node<'s>) -> Option<(FunctionId, usize)> {
        let argument = argument.wrapped();
        let call = argument
            .parent_of_kind("arguments")?
            .parent_of_kind("call_expression")?;
        let place = call.arguments().iter().position(|it| *it == argument)?;
        let callee = call.field("function")?;
        match bound_function(callee) {
            Some(object) => Some((self.called_function(object)?, place.checked_sub(1)?)),
            None => Some((self.called_function(callee)?, place)),
        }
    }

    /// The function that a call runs and that answers, and the identifier by which.
    pub(super) fn answerer_of(&self, call: Node<'s>) -> Option<(FunctionId, bool)> {
        let callee = call.field("function").filter(|_| call.kind() == "call_expression")?;
        let callee = callee.peeled();
        if let Some(Meaning::Answerer(id)) = self.meaning(callee) {
            let own = local_name(self[id].node).and_then(|it| self.binding_of(it));
            return Some((id, own != self.binding_of(callee)));
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
    pub(super) fn answering_around(&self, node: Node<'s>) -> Option<FunctionId> {
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
fn bound_function(callee: Node<'_>) -> Option<Node<'_>> {
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

struct Discovery<'p, 's> {
    project: &'p Project<'s>,
    answering: Answering<'s>,
    /// Names whose mentions are to be looked at, with the function that they belong to.
    queue: VecDeque<(Node<'s>, FunctionId)>,
}

impl<'p, 's> Discovery<'p, 's> {
    fn of(project: &'p Project<'s>) -> Answering<'s> {
        let mut discovery = Discovery {
            project,
            answering: Answering::default(),
            queue: VecDeque::new(),
        };
        let handlers = project.handlers().iter();
        for handler in handlers.filter(|it| it.answers_by_call() && !it.is_streaming) {
            discovery.handler(handler);
        }
        while let Some((name, member)) = discovery.queue.pop_front() {
            let binding = project.binding_of(name).expect("it was named by it");
            for mention in project.references(name.source, binding) {
                discovery.mention(mention, member);
            }
        }
        discovery.answering
    }

    fn handler(&mut self, handler: &Handler) {
        let id = handler.function;
        self.answering.join(id, id);
        let parameters = shape::parameters(self.project[id].node);
        let meanings = [(1, Meaning::Context), (2, Meaning::Way(Way::Callback))];
        for (place, meaning) in meanings {
            let name = parameters.get(place).map(|it| shape::name_of(*it));
            match name {
                Some(name) if name.is_identifier() => self.means(name, meaning, id),
                Some(pattern) if place == 1 => self.taken_apart(pattern, id),
                _ => {}
            }
        }
    }

    /// States what a name means; what already means something else stays that.
    fn means(&mut self, name: Node<'s>, meaning: Meaning, member: FunctionId) {
        let Some(binding) = self.project.binding_of(name) else {
            return;
        };
        let is_written = self.project.names(name).references_of(binding).any(|it| it.is_write);
        let key = (name.source.id, binding);
        if !is_written && !self.answering.meanings.contains_key(&key) {
            self.answering.meanings.insert(key, meaning);
            self.queue.push_back((name, member));
        }
    }

    /// `{ succeed, fail: f }`
    fn taken_apart(&mut self, pattern: Node<'s>, member: FunctionId) {
        for part in pattern.children() {
            if let Some((way, name)) = way_of_part(part) {
                self.means(name, Meaning::Way(way), member);
            }
        }
    }

    fn mention(&mut self, mention: Node<'s>, owner: FunctionId) {
        let binding = self.project.binding_of(mention);
        let key = binding.map(|it| (mention.source.id, it));
        let Some(meaning) = key.and_then(|it| self.answering.meanings.get(&it).copied()) else {
            return;
        };
        if meaning == Meaning::Context && !self.project.completes_at(mention, 0) {
            return;
        }
        let member = self.named_around(mention, owner);
        let (value, meaning) = self.whole(mention, meaning);
        let Some(parent) = value.wrapped().parent() else {
            return;
        };
        match parent.kind() {
            "variable_declarator" => self.declared(parent, mention, meaning, member),
            "arguments" => self.argument(value.wrapped(), mention, meaning, member),
            _ => {}
        }
    }

    /// The named function of the owner in which a mention stands: it answers, too.
    fn named_around(&mut self, mention: Node<'s>, owner: FunctionId) -> FunctionId {
        let project = self.project;
        let inner = project.functions_around(mention).take_while(|it| *it != owner);
        let named = inner.filter_map(|it| Some((it, local_name(project[it].node)?))).next();
        let Some((id, name)) = named else {
            return owner;
        };
        self.answering.join(owner, id);
        self.means(name, Meaning::Answerer(id), owner);
        id
    }

    /// `context.done` of `context`, `callback.bind(null)` of `callback`.
    fn whole(&self, mention: Node<'s>, meaning: Meaning) -> (Node<'s>, Meaning) {
        let member = mention.wrapped().parent_of_kind("member_expression");
        let member = member.filter(|it| it.field("object") == Some(mention.wrapped()));
        let method = member.and_then(|it| Some((it, Way::of_method(it.field("property")?.text())?)));
        let (value, meaning) = match method {
            Some((member, way)) if meaning == Meaning::Context => (member, Meaning::Way(way)),
            _ => (mention, meaning),
        };
        self.bound(value, meaning).unwrap_or((value, meaning))
    }

    /// The call of `bind`, and what its result means.
    fn bound(&self, value: Node<'s>, meaning: Meaning) -> Option<(Node<'s>, Meaning)> {
        let callee = value.wrapped().parent_of_kind("member_expression")?;
        bound_function(callee).filter(|it| *it == value.wrapped())?;
        let call = callee.parent_of_kind("call_expression")?;
        call.field("function").filter(|it| *it == callee)?;
        let given = call.arguments();
        let meaning = match (meaning, given.get(1..).unwrap_or_default()) {
            (Meaning::Way(_), []) => meaning,
            (Meaning::Way(Way::Callback), [none]) if none.peeled().is_nothing() => Meaning::Way(Way::Succeed),
            (Meaning::Answerer(_), _) => meaning,
            _ => return None,
        };
        Some((call, meaning))
    }

    /// `const cb = callback`, `const { succeed } = context`
    fn declared(&mut self, declarator: Node<'s>, mention: Node<'s>, meaning: Meaning, member: FunctionId) {
        let Some(name) = declarator.field("name") else {
            return;
        };
        let is_alias = match name.kind() {
            "identifier" => {
                self.means(name, meaning, member);
                meaning != Meaning::Context || self.project.completes_at(mention, 0)
            }
            "object_pattern" if meaning == Meaning::Context => {
                self.taken_apart(name, member);
                is_plain_pattern(name)
            }
            _ => false,
        };
        let is_meant = self.meaning_of_declared(name);
        if is_alias && is_meant {
            self.answering.accounted.insert((mention.source.id, mention.start()));
            if !matches!(meaning, Meaning::Answerer(_)) && !self.answering.aliases.contains(&declarator) {
                self.answering.aliases.push(declarator);
            }
        }
    }

    fn meaning_of_declared(&self, name: Node<'s>) -> bool {
        let is_meant = |it: Node<'s>| {
            let binding = self.project.binding_of(it);
            binding.is_some_and(|id| self.answering.meanings.contains_key(&(it.source.id, id)))
        };
        match name.kind() {
            "object_pattern" => name
                .children()
                .into_iter()
                .filter_map(way_of_part)
                .all(|(_, it)| is_meant(it)),
            _ => is_meant(name),
        }
    }

    /// `respond(callback, 200)`, `respond.bind(null, callback)`
    fn argument(&mut self, argument: Node<'s>, mention: Node<'s>, meaning: Meaning, member: FunctionId) {
        let project = self.project;
        let Some((function, place)) = project.argument_place(argument) else {
            return;
        };
        let parameters = shape::parameters(project[function].node);
        let Some(parameter) = parameters.get(place).copied() else {
            return;
        };
        let name = shape::name_of(parameter);
        let is_plain = name.is_identifier() && parameter.field("value").is_none() && parameter.field("right").is_none();
        let is_handler = project.handler(function).is_some();
        let is_foreign = is_handler && !self.answering.is_member(function);
        // A function that returns a promise instead is told by its last parameter.
        let is_late = || Walk::over(project, function, &[]).is_ok_and(|it| it.is_late);
        let is_last = meaning == Meaning::Way(Way::Callback) && place + 1 == parameters.len();
        let is_promised = is_last && !is_handler && is_late();
        if !is_plain || is_foreign || is_promised || matches!(meaning, Meaning::Answerer(_)) {
            return;
        }
        self.answering.join(member, function);
        self.means(name, meaning, function);
        let call = argument.parent_of_kind("arguments").and_then(Node::parent);
        let callee = call.and_then(|it| it.field("function"));
        if let Some((call, callee)) = call.zip(callee).filter(|(_, it)| bound_function(*it).is_some()) {
            self.bound_to(call, callee, mention, function, member);
        }
    }

    /// `const finish = respond.bind(null, callback)`
    fn bound_to(
        &mut self,
        call: Node<'s>,
        callee: Node<'s>,
        mention: Node<'s>,
        function: FunctionId,
        member: FunctionId,
    ) {
        let declarator = call.wrapped().parent_of_kind("variable_declarator");
        let name = declarator
            .and_then(|it| it.field("name"))
            .filter(|it| it.is_identifier());
        if let Some(name) = name {
            self.means(name, Meaning::Answerer(function), member);
            self.answering.accounted.insert((mention.source.id, mention.start()));
            if !self.answering.bindings.contains(&callee) {
                self.answering.bindings.push(callee);
            }
        }
    }
}

/// The name of a function that a body declares, or keeps in a variable of its own.
fn local_name(function: Node<'_>) -> Option<Node<'_>> {
    match function.kind() {
        "function_declaration" => function.field("name"),
        _ => {
            let declarator = function.wrapped().parent_of_kind("variable_declarator")?;
            declarator.field("name").filter(|it| it.is_identifier())
        }
    }
}
