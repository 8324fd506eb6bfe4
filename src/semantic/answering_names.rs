//! How the names by which a handler answers go on: under other names, to functions in the
//! handler, and to functions that are given them. Knows bindings and calls, no paths.

use std::collections::VecDeque;

use crate::syntax::Node;

use super::{
    FunctionId, Handler, Project,
    answering::{Answering, Meaning, bound_function, is_plain_pattern, local_name, way_of_part},
    channel::Way,
    paths::Walk,
    shape,
};

/// Follows the names of all handlers.
pub(super) struct Discovery<'p, 's> {
    project: &'p Project<'s>,
    answering: Answering<'s>,
    /// Names whose mentions are to be looked at, with the function that they belong to.
    queue: VecDeque<(Node<'s>, FunctionId)>,
}

impl<'p, 's> Discovery<'p, 's> {
    pub(super) fn of(project: &'p Project<'s>) -> Answering<'s> {
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

    /// The named function of the owner in which a mention stands: it answers, too; but
    /// what is put into one promise keeps its functions.
    fn named_around(&mut self, mention: Node<'s>, owner: FunctionId) -> FunctionId {
        let project = self.project;
        if project.is_bridged_as_whole(owner) {
            return owner;
        }
        let inner = project.functions_around(mention).take_while(|it| *it != owner);
        let named = |it: FunctionId| {
            let function = project[it].node;
            let table = || Some((it, project.table_around(function)?, Meaning::Table));
            local_name(function)
                .map(|name| (it, name, Meaning::Answerer(it)))
                .or_else(table)
        };
        let Some((id, name, meaning)) = inner.filter_map(named).next() else {
            return owner;
        };
        self.answering.join(owner, id);
        self.means(name, meaning, owner);
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
        let places = self.project.argument_places(argument);
        let is_picked = places.len() > 1;
        for (function, place) in places {
            self.given(argument, mention, meaning, member, (function, place, is_picked));
        }
    }

    /// The same for one function that may be called, which is picked out of a table.
    fn given(
        &mut self,
        argument: Node<'s>,
        mention: Node<'s>,
        meaning: Meaning,
        member: FunctionId,
        (function, place, is_picked): (FunctionId, usize, bool),
    ) {
        let project = self.project;
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
        let is_promised = is_last && !is_handler && !is_picked && is_late();
        if !is_plain || is_foreign || is_promised || matches!(meaning, Meaning::Answerer(_) | Meaning::Table) {
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
