//! A connection that is older than the invocation and closed in it: opened again at
//! the top of each handler that uses it, and its closing awaited. Both halves or
//! none: a closing that nobody waits for leaves the connection half closed, and then
//! it is not opened again. Knows connections, no packages by name.

use std::fmt;

use crate::{
    semantic::{
        Act, Again, BindingId, Connection, ConnectionId, Follow, Lost, Name, Opening, Project, Reopen, may_be_memory,
    },
    syntax::Node,
};

use super::{Reason, Refusal, Rewrite, made_in_handler::make_in_handler};

/// Why a connection that an invocation closes stays closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// It is kept in a variable that is only assigned to where that is empty.
    MadeLater,
    /// This kind cannot be opened again.
    NeverReopens {
        /// The package that makes it.
        package: &'static str,
        /// The right ways.
        instead: &'static str,
    },
    /// It is made by a constructor of versions that cannot open it again.
    OldConstructor(&'static str),
    /// The version of the package is too old.
    OldVersion {
        /// The package.
        package: &'static str,
        /// The version, and the first one that can.
        versions: (String, String),
        /// The right ways.
        instead: &'static str,
    },
    /// Nobody says which version of the package this is.
    UnknownVersion(&'static str),
    /// The database is in the memory of the connection.
    InMemory,
    /// Nothing tells when it is closed.
    Unseen {
        /// The method.
        method: String,
        /// The right ways.
        instead: &'static str,
    },
    /// It is used after it was closed, in the same invocation.
    UsedAfterwards,
    /// It is closed once for each item or turn.
    ClosedEachTurn,
    /// Which function uses it first cannot be told.
    FirstUnknown,
    /// Another variable has the name of the connection in the handler.
    NameHidden(String),
    /// It is being opened when the first invocation begins.
    OpeningUnderWay,
    /// What it was opened with is not known where it has to be opened again.
    OpenedWith,
    /// The author says by `void` that nobody shall wait.
    Detached,
    /// The promise of its closing is kept here.
    Kept,
}

/// Opens the connection that a call closes again, and waits for all that close it.
///
/// # Errors
/// Refuses what cannot be opened again, and what is used after it was closed.
pub fn reopen<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, call: Node<'s>) -> Result<(), Refusal> {
    let closing = project.closing(call).expect("the query asks for it");
    let connection = project.connection(closing.connection);
    let refuse = |at: Node<'s>, why: Closed| Err(Refusal::at(at, Reason::Closed(why)));
    if connection.is_made_later {
        return refuse(connection.made.unwrap_or(call), Closed::MadeLater);
    }
    if let Err(why) = can_reopen(project, connection, call) {
        let is_for_ever = matches!(why, Closed::NeverReopens { .. });
        if is_for_ever && make_in_handler(project, rewrite, closing.connection) {
            return Ok(());
        }
        return refuse(connection.made.unwrap_or(call), why);
    }
    if connection.made.is_some_and(|it| may_be_memory(project, it)) {
        return refuse(connection.made.unwrap_or(call), Closed::InMemory);
    }
    wait_for_closings(project, rewrite, closing.connection)?;
    let Reopen::By {
        lines, while_opening, ..
    } = connection.client.reopen
    else {
        return Ok(());
    };
    if let Some(at) = opening_under_way(project, closing.connection).filter(|_| !while_opening) {
        return refuse(at, Closed::OpeningUnderWay);
    }
    for handler in project.handlers_without(closing.connection) {
        let id = handler.function;
        let opening = project.opening_of(id, closing.connection);
        let opening = opening.map_err(|at| Refusal::at(at, Reason::Closed(Closed::FirstUnknown)))?;
        open(project, rewrite, closing.connection, &opening, lines)?;
    }
    Ok(())
}

/// Whether the version of the package can open a connection again.
fn can_reopen<'s>(project: &Project<'s>, connection: &Connection<'s>, call: Node<'s>) -> Result<(), Closed> {
    let (package, instead) = (connection.client.package, connection.client.instead);
    let (since, by_default) = match connection.client.reopen {
        Reopen::By { since, by_default, .. } => (since, by_default),
        Reopen::Itself => return Ok(()),
        Reopen::Never => return Err(Closed::NeverReopens { package, instead }),
        Reopen::OldConstructor => return Err(Closed::OldConstructor(package)),
    };
    let Some(since) = since else {
        return Ok(());
    };
    let file = connection.made.unwrap_or(call).source.id;
    match project.links().version(file, package) {
        Some(version) if (version.major(), version.minor(), version.patch()) < since => Err(Closed::OldVersion {
            package,
            versions: (version.to_string(), format!("{}.{}.{}", since.0, since.1, since.2)),
            instead,
        }),
        None if !by_default => Err(Closed::UnknownVersion(package)),
        _ => Ok(()),
    }
}

/// A call that opens the connection when the module is loaded, and nobody waits for
/// it there.
fn opening_under_way<'s>(project: &Project<'s>, id: ConnectionId) -> Option<Node<'s>> {
    let mut opens = project.mentions_of(id).filter_map(|it| match it.act {
        Act::Open(call) => Some(call),
        _ => None,
    });
    opens.find(|it| {
        let is_awaited = it.wrapped().parent_of_kind("await_expression").is_some();
        let is_done_at_load = is_awaited && it.function_around().is_none();
        !(is_done_at_load || project.is_reached(*it))
    })
}

/// Awaits all that close the connection, where nobody does.
fn wait_for_closings<'s>(project: &Project<'s>, rewrite: &mut Rewrite<'s>, id: ConnectionId) -> Result<(), Refusal> {
    let reached = project.mentions_of(id).filter(|it| project.is_reached(it.node));
    for mention in reached {
        let Act::Close { call, is_seen } = mention.act else {
            continue;
        };
        let client = project.connection(id).client;
        if !is_seen {
            let callee = call.field("function").and_then(|it| it.field("property"));
            let why = Closed::Unseen {
                method: callee.map_or_else(String::new, |it| it.text().to_owned()),
                instead: client.instead,
            };
            return Err(Refusal::at(call, Reason::Closed(why)));
        }
        if let Some(again) = project.used_after_closing(id, call) {
            let (at, why) = match again {
                Again::Later(at) => (at, Closed::UsedAfterwards),
                Again::EachTurn(at) => (at, Closed::ClosedEachTurn),
            };
            return Err(Refusal::at(at, Reason::Closed(why)));
        }
        let drops = project.drops(call).map_err(|lost| lost_promise(project, lost))?;
        for drop in drops {
            wait_for(project, rewrite, drop, drop == call.wrapped())?;
        }
    }
    Ok(())
}

fn lost_promise<'s>(project: &Project<'s>, lost: Lost<'s>) -> Refusal {
    match lost {
        Lost::Detached(at) => Refusal::at(at, Reason::Closed(Closed::Detached)),
        Lost::Kept(at) => Refusal::at(at, Reason::Closed(Closed::Kept)),
        Lost::Escapes(function, at) => Refusal::at(at, Reason::Escapes(project[function].display_name())),
    }
}

/// `await` before an expression that is a statement.
fn wait_for<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    drop: Node<'s>,
    is_closing: bool,
) -> Result<(), Refusal> {
    let around = project.function_around(drop);
    let around = around.ok_or_else(|| Refusal::at(drop, Reason::TopLevel))?;
    let statement = std::iter::once(drop)
        .chain(drop.ancestors())
        .find(|it| it.parent().is_some_and(Node::is_statement_list))
        .unwrap_or(drop);
    rewrite.insert_in(drop.source, drop.start(), "await ");
    rewrite.make_async(around, drop);
    rewrite.doubt_if_under_way(project, statement);
    // Of the closing itself nobody sees when it is over; of what it hangs on, they may.
    let place = project.place(statement, statement);
    if !is_closing && (place.in_try.is_some() || matches!(place.follow, Follow::Runs(_))) {
        rewrite.doubt("what follows now runs after it, or no longer where it fails");
    }
    Ok(())
}

/// Puts what opens the connection at the top of a function.
fn open<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    id: ConnectionId,
    opening: &Opening<'s>,
    lines: &str,
) -> Result<(), Refusal> {
    let function = &project[opening.function];
    means_the_same(project, function.node, opening.name)?;
    let mut lines = lines.replace("$it", opening.name.text);
    if lines.contains("$arguments") {
        let arguments = opened_with(project, id, function.node);
        let arguments = arguments.ok_or_else(|| Refusal::at(function.node, Reason::Closed(Closed::OpenedWith)))?;
        lines = lines.replace("$arguments", arguments);
    }
    let source = function.node.source;
    lines = lines.replace('\'', &source.style().quote.to_string());
    if source.language.has_types() {
        lines = typed(&lines);
    }
    if lines.contains("await ") {
        rewrite.make_async(opening.function, function.body());
    }
    rewrite.begin(function.node, &lines);
    Ok(())
}

/// TypeScript deletes only what is optional.
fn typed(lines: &str) -> String {
    let line = |line: &str| match line
        .trim_start()
        .strip_prefix("delete ")
        .and_then(|it| it.rsplit_once('.'))
    {
        Some((object, property)) => {
            let indent = &line[..line.len() - line.trim_start().len()];
            format!("{indent}delete ({object} as any).{property}")
        }
        None => line.to_owned(),
    };
    lines.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// No parameter and no variable of the function may hide the connection's name.
fn means_the_same<'s>(project: &Project<'s>, function: Node<'s>, name: Name<'s>) -> Result<(), Refusal> {
    let names = project.names(function);
    let root = &names.binding(name.root).name;
    match is_visible(project, function, root, Some(name.root)) {
        true => Ok(()),
        false => Err(Refusal::at(function, Reason::Closed(Closed::NameHidden(root.clone())))),
    }
}

/// Whether `name` means this binding, or this global, at the top of a function.
pub(super) fn is_visible<'s>(
    project: &Project<'s>,
    function: Node<'s>,
    name: &str,
    binding: Option<BindingId>,
) -> bool {
    let Some(body) = function.field("body") else {
        return false;
    };
    let names = project.names(function);
    let inside = body.first_child().unwrap_or(body);
    names.resolve(names.scope_around(&inside.range()), name) == binding
}

/// What the connection was opened with, where that means the same in a function.
fn opened_with<'s>(project: &Project<'s>, id: ConnectionId, function: Node<'s>) -> Option<&'s str> {
    let opened = project.connection(id).made.or_else(|| {
        let mut opens = project.mentions_of(id).filter(|it| it.node.function_around().is_none());
        opens.find_map(|it| match it.act {
            Act::Open(call) => Some(call),
            _ => None,
        })
    })?;
    let arguments = opened.field("arguments")?;
    let is_same_file = opened.source.id == function.source.id;
    let is_plain = arguments.descendants().into_iter().all(|it| match it.kind() {
        "identifier" | "shorthand_property_identifier" => {
            let binding = project.binding_of(it);
            let is_constant = binding.is_none_or(|id| {
                let names = project.names(it);
                is_same_file && names.references_of(id).all(|it| !it.is_write)
            });
            is_constant && is_visible(project, function, it.text(), binding)
        }
        kind => !(it.is_function() || it.is_comment() || matches!(kind, "call_expression" | "await_expression")),
    });
    let list = arguments.text();
    let is_usable = is_plain && !list.contains('\n') && !arguments.children().is_empty();
    is_usable.then(|| &list[1..list.len() - 1])
}

impl Closed {
    /// A short name to count by.
    pub fn slug(&self) -> &'static str {
        match self {
            Closed::MadeLater => "made-later",
            Closed::NeverReopens { .. } => "never-reopens",
            Closed::OldConstructor(_) => "old-constructor",
            Closed::OldVersion { .. } => "old-version",
            Closed::UnknownVersion(_) => "unknown-version",
            Closed::InMemory => "in-memory",
            Closed::Unseen { .. } => "closing-unseen",
            Closed::UsedAfterwards => "used-after-closing",
            Closed::ClosedEachTurn => "closed-each-turn",
            Closed::FirstUnknown => "first-use-unknown",
            Closed::NameHidden(_) => "name-hidden",
            Closed::OpeningUnderWay => "opening-under-way",
            Closed::OpenedWith => "opened-with",
            Closed::Detached => "detached",
            Closed::Kept => "promise-kept",
        }
    }

    /// What would let leakfix fix it, or what to do instead.
    pub fn help(&self) -> &'static str {
        match self {
            Closed::MadeLater => "await the closing and set the variable to `undefined` after it, or do not close it",
            Closed::NeverReopens { instead, .. }
            | Closed::OldVersion { instead, .. }
            | Closed::Unseen { instead, .. } => instead,
            Closed::OldConstructor(_) => "update the package and create the connection by calling it",
            Closed::UnknownVersion(_) => "name the package in package.json",
            Closed::InMemory => "do not close it: its tables live as long as it does",
            Closed::UsedAfterwards | Closed::ClosedEachTurn => "close it once, at the end of the handler",
            Closed::FirstUnknown => "let the handler call one function that opens the connection first",
            Closed::NameHidden(_) => "give the variable another name",
            Closed::OpeningUnderWay => "open it in the handler only, where it is not open",
            Closed::OpenedWith => "keep what it is opened with in a constant beside it",
            Closed::Detached => "remove the `void` and await the closing",
            Closed::Kept => "await the closing where it begins",
        }
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Closed::MadeLater => f.write_str("the connection is made here at times, but not whenever it was closed"),
            Closed::NeverReopens { package, .. } => write!(f, "a connection of {package} cannot be opened again"),
            Closed::OldConstructor(package) => write!(
                f,
                "`initialize` is the constructor of {package} up to 0.8, whose connections cannot be opened again"
            ),
            Closed::OldVersion { package, versions, .. } => write!(
                f,
                "{package} {} cannot open a connection again, which takes {} or newer",
                versions.0, versions.1
            ),
            Closed::UnknownVersion(package) => {
                write!(
                    f,
                    "which version of {package} this is cannot be seen, and older ones cannot open a connection again"
                )
            }
            Closed::InMemory => f.write_str("the database is in memory: it is lost when the connection is closed"),
            Closed::Unseen { method, .. } => {
                write!(f, "`{method}` gives no promise, so nobody can wait until it is closed")
            }
            Closed::UsedAfterwards => {
                f.write_str("the connection is used again here, after it was closed in the same invocation")
            }
            Closed::ClosedEachTurn => {
                f.write_str("this runs more than once in an invocation, and closes the connection each time")
            }
            Closed::FirstUnknown => f.write_str("which function uses the connection first cannot be told"),
            Closed::NameHidden(name) => write!(f, "another `{name}` hides the connection here"),
            Closed::OpeningUnderWay => {
                f.write_str("the connection may still be opening here when the first invocation would open it, too")
            }
            Closed::OpenedWith => f.write_str("what the connection is opened with cannot be said here"),
            Closed::Detached => {
                f.write_str("`void`: nobody shall wait until it is closed, and until then it is not opened again")
            }
            Closed::Kept => f.write_str("the promise of the closing goes where it cannot be followed"),
        }
    }
}
