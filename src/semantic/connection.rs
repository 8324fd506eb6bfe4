//! Connections that outlive an invocation: where one is made, mentioned, closed
//! and opened again, followed through the files. Knows no rewrites.

use std::collections::HashSet;

use crate::syntax::{Node, Source, SourceId};

use super::{
    BindingId, Client, FunctionId, Origin, Project,
    client::{client_of, versioned_package},
};

/// A connection that is made once for an environment.
#[derive(Debug, Clone, Copy)]
pub struct Connection<'s> {
    /// Its kind.
    pub client: &'static Client,
    /// The call or `new` that makes it; `None` where the package is itself the
    /// connection.
    pub made: Option<Node<'s>>,
    /// It is made when it is first asked for, by whoever asks, and kept in a
    /// variable of the module.
    pub is_made_later: bool,
}

/// Which connection; valid within one pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConnectionId(usize);

/// A place in the code that has to do with a connection.
#[derive(Debug, Clone, Copy)]
pub struct Mention<'s> {
    /// The connection.
    pub connection: ConnectionId,
    /// The expression that is the connection, or comes from it.
    pub node: Node<'s>,
    /// It is the connection.
    pub is_whole: bool,
    /// What is done with it.
    pub act: Act<'s>,
}

/// What is done with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act<'s> {
    /// It may be used.
    Use,
    /// This call opens it.
    Open(Node<'s>),
    /// This call closes it; `is_seen` where its promise tells when it is closed.
    Close {
        /// The whole call.
        call: Node<'s>,
        /// Whether somebody could wait for it.
        is_seen: bool,
    },
}

/// All connections of a program.
#[derive(Debug, Default)]
pub(super) struct Connections<'s> {
    all: Vec<Connection<'s>>,
    mentions: Vec<Mention<'s>>,
}

/// How a file calls a connection.
#[derive(Debug, Clone, Copy)]
pub struct Name<'s> {
    /// `knex`, `db.knex`.
    pub text: &'s str,
    /// The binding that it begins with.
    pub root: BindingId,
}

impl<'s> Project<'s> {
    pub(super) fn collect_connections(&mut self) {
        let mut found = Connections::default();
        for id in self.files_with_connections() {
            let nodes = self.module(id).source.root().descendants();
            for node in nodes.into_iter().filter(|it| may_be_connection(*it)) {
                if let Some((connection, is_whole)) = self.connection_made(node) {
                    let connection = found.id_of(connection);
                    let act = match is_whole {
                        true => act(found.all[connection.0].client, node),
                        false => Act::Use,
                    };
                    found.mentions.push(Mention {
                        connection,
                        node,
                        is_whole,
                        act,
                    });
                }
            }
        }
        self.connections = found;
    }

    /// Whether code is a call that does nothing but open a connection.
    pub fn opens_connection(&self, code: Node<'s>) -> bool {
        let expression = match code.kind() {
            "expression_statement" => code.first_child().unwrap_or(code),
            _ => code,
        };
        let call = expression.peeled();
        let callee = call.field("function").filter(|_| call.arguments().is_empty());
        let parts = callee.and_then(|it| it.field("object").zip(it.field("property")));
        parts.is_some_and(|(object, method)| {
            let origin = self.origin(object);
            let client = origin.as_ref().and_then(client_of).filter(|(_, is_whole)| *is_whole);
            client.is_some_and(|(it, _)| method.text() == "connect" || it.opens.contains(&method.text()))
        })
    }

    /// The files that import a package which connects, directly or not.
    fn files_with_connections(&self) -> Vec<SourceId> {
        let knows = |id: &SourceId| {
            let specifiers = &self.module(*id).names.specifiers;
            specifiers.iter().any(|it| versioned_package(it).is_some())
        };
        let all = self.modules.iter().map(|it| it.source.id);
        self.importing(all.filter(knows).collect())
    }

    /// The connection of the environment that an expression is, or comes from.
    fn connection_made(&self, node: Node<'s>) -> Option<(Connection<'s>, bool)> {
        client_of(&self.origin(node)?)?;
        let (origin, making) = self.making(node)?;
        let (client, is_whole) = client_of(&origin)?;
        // `return knex('users')` in an async function is rows for who awaits it.
        let is_answer = |it: &Origin| client_of(it).is_some_and(|(_, is_whole)| !is_whole);
        if making.awaited.iter().any(is_answer) {
            return None;
        }
        let mut connection = Connection {
            client,
            made: None,
            is_made_later: false,
        };
        if !client.is_package() {
            let made = making.made.iter().rev().find(|it| client.is_made_by(&it.origin))?.node;
            connection.made = Some(made);
            connection.is_made_later = made.function_around().is_some();
            // What a function makes for itself is gone with the invocation.
            if connection.is_made_later && self.variable_made(made).is_none() {
                return None;
            }
        }
        Some((connection, is_whole))
    }

    /// The variable of the module that a function puts a connection into.
    fn variable_made(&self, made: Node<'s>) -> Option<BindingId> {
        let assignment = made.wrapped().parent().filter(|it| is_assignment(*it))?;
        let variable = assignment.field("left")?;
        let id = self.binding_of(variable)?;
        self.is_of_module(variable.source, id).then_some(id)
    }

    /// Whether a variable is declared by a statement of the file itself.
    fn is_of_module(&self, source: &'s Source, id: BindingId) -> bool {
        let binding = self.module(source.id).names.binding(id);
        binding.declared.iter().all(|at| {
            let name = source.node_at(*at..*at + binding.name.len());
            name.is_some_and(|it| {
                let mut around = it.ancestors();
                !around.any(|it| it.is_function() || it.kind() == "statement_block" || it.is_loop())
            })
        })
    }

    /// A connection.
    pub fn connection(&self, id: ConnectionId) -> &Connection<'s> {
        &self.connections.all[id.0]
    }

    /// All places that have to do with a connection.
    pub fn mentions_of(&self, id: ConnectionId) -> impl Iterator<Item = &Mention<'s>> {
        self.connections.mentions.iter().filter(move |it| it.connection == id)
    }

    /// All calls that close a connection of the environment.
    pub fn closings(&self) -> impl Iterator<Item = &Mention<'s>> {
        let mentions = self.connections.mentions.iter();
        mentions.filter(|it| matches!(it.act, Act::Close { .. }))
    }

    /// The connection that a call closes.
    pub fn closing(&self, call: Node<'s>) -> Option<&Mention<'s>> {
        self.closings()
            .find(|it| matches!(it.act, Act::Close { call: other, .. } if other == call))
    }

    /// The connection that a call opens.
    pub fn opening(&self, call: Node<'s>) -> Option<&Mention<'s>> {
        let mut mentions = self.connections.mentions.iter();
        mentions.find(|it| it.act == Act::Open(call))
    }

    /// The functions that do with a connection what `is_meant` says.
    pub fn functions_doing(&self, id: ConnectionId, is_meant: impl Fn(Act<'s>) -> bool) -> HashSet<FunctionId> {
        let mentions = self.mentions_of(id).filter(|it| is_meant(it.act));
        mentions.filter_map(|it| self.function_around(it.node)).collect()
    }

    /// What a file calls a connection, at any place of it.
    pub fn connection_name(&self, id: ConnectionId, file: SourceId) -> Option<Name<'s>> {
        let here = self
            .mentions_of(id)
            .filter(|it| it.is_whole && it.node.source.id == file);
        let names = here.filter_map(|it| self.constant_path(it.node));
        names.min_by_key(|it| it.text.len())
    }

    /// An expression that means the same wherever it stands in its file.
    fn constant_path(&self, node: Node<'s>) -> Option<Name<'s>> {
        let mut root = node;
        while root.kind() == "member_expression" && root.field("optional_chain").is_none() {
            root = root.field("object")?;
        }
        let id = self.binding_of(root)?;
        let names = self.names(root);
        let is_constant = names.binding(id).is_constant || names.references_of(id).all(|it| !it.is_write);
        // `{ knex: knex }` and `knex as db` name a key, too.
        let is_name = root.kind() != "shorthand_property_identifier";
        (is_constant && is_name && self.is_of_module(node.source, id)).then(|| Name {
            text: node.text(),
            root: id,
        })
    }

    /// Whether the code empties the variable of a connection, or makes a new one
    /// for other reasons than that there is none.
    pub fn is_renewed(&self, connection: &Connection<'s>) -> bool {
        let Some(made) = connection.made.filter(|_| connection.is_made_later) else {
            return false;
        };
        let Some(variable) = self.variable_made(made) else {
            return false;
        };
        let writes = self.references(made.source, variable).into_iter().filter_map(|it| {
            let assignment = it.parent().filter(|it| is_assignment(*it))?;
            (assignment.field("left") == Some(it)).then_some(assignment)
        });
        writes.into_iter().any(|it| {
            let is_emptied = it.field("right").is_some_and(Node::is_nothing);
            is_emptied || it.function_around().is_some() && !self.is_once(it, variable)
        })
    }

    /// Whether an assignment runs only where the variable is empty, or for reasons that
    /// have nothing to do with it.
    fn is_once(&self, assignment: Node<'s>, variable: BindingId) -> bool {
        if assignment.kind() == "augmented_assignment_expression" {
            return true;
        }
        let mut around = assignment;
        while let Some(parent) = around.parent().filter(|_| !around.is_function()) {
            let is_test_of = |it: Node<'s>| self.tests_alone(it, variable) || !self.names_variable(it, variable);
            let is_once = match parent.kind() {
                "if_statement" | "ternary_expression" => parent.field("condition").is_some_and(is_test_of),
                "binary_expression" => self.tests_alone(parent, variable),
                "statement_block" => {
                    let before = parent.children().into_iter().filter(|it| it.end() <= around.start());
                    let mut exits = before.filter(|it| it.kind() == "if_statement");
                    exits.any(|it| it.field("condition").is_some_and(|it| self.tests_alone(it, variable)))
                }
                _ => false,
            };
            if is_once {
                return true;
            }
            around = parent;
        }
        false
    }

    fn names_variable(&self, node: Node<'s>, variable: BindingId) -> bool {
        node.descendants()
            .into_iter()
            .any(|it| self.binding_of(it) == Some(variable))
    }

    /// A condition that asks for a variable, and not what its value is like.
    fn tests_alone(&self, condition: Node<'s>, variable: BindingId) -> bool {
        let mentions = condition.descendants().into_iter();
        let mut mentions = mentions.filter(|it| self.binding_of(*it) == Some(variable)).peekable();
        mentions.peek().is_some() && mentions.all(|it| it.parent_of_kind("member_expression").is_none())
    }
}

/// `x = …`, `x ||= …`, `x ??= …`.
fn is_assignment(node: Node<'_>) -> bool {
    matches!(node.kind(), "assignment_expression" | "augmented_assignment_expression")
}

impl<'s> Connections<'s> {
    fn id_of(&mut self, connection: Connection<'s>) -> ConnectionId {
        let same = |it: &Connection<'s>| std::ptr::eq(it.client, connection.client) && it.made == connection.made;
        let place = self.all.iter().position(same).unwrap_or_else(|| {
            self.all.push(connection);
            self.all.len() - 1
        });
        ConnectionId(place)
    }
}

/// Names, properties, and calls of which something is asked: `getKnex().destroy()`.
fn may_be_connection(node: Node<'_>) -> bool {
    let is_object = || {
        let parent = node.wrapped().parent_of_kind("member_expression");
        parent.is_some_and(|it| it.field("object") == Some(node.wrapped()))
    };
    match node.kind() {
        "member_expression" => true,
        "call_expression" | "new_expression" => is_object(),
        _ => node.is_identifier(),
    }
}

/// What is done with the connection that an expression is.
fn act<'s>(client: &'static Client, node: Node<'s>) -> Act<'s> {
    let close = |names: &[&str]| names.iter().find_map(|it| call_of(node, it));
    if let Some(call) = client.opens.iter().find_map(|it| call_of(node, it)) {
        return Act::Open(call);
    }
    if let Some(call) = close(client.closes) {
        return Act::Close { call, is_seen: true };
    }
    match close(client.closes_unseen) {
        Some(call) => Act::Close { call, is_seen: false },
        None => Act::Use,
    }
}

/// The call `node.path(…)`.
fn call_of<'s>(node: Node<'s>, path: &str) -> Option<Node<'s>> {
    let mut at = node;
    for name in path.split('.') {
        let object = at.wrapped();
        let member = object.parent_of_kind("member_expression")?;
        let is_it = member.field("object") == Some(object) && member.field("property")?.text() == name;
        at = is_it.then_some(member)?;
    }
    let call = at.parent_of_kind("call_expression")?;
    (call.field("function") == Some(at)).then_some(call)
}
