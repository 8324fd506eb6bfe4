//! Objects of Node.js that work on their own and say by `close` that they are
//! done: requests, child processes, streams. Knows what makes them and what the
//! code does with them, not whether that is right.

use crate::syntax::Node;

use super::{Origin, Project, Step, Value};

/// What kind of work it is, and so what it takes to come to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmitterKind {
    /// `http.request`: is sent once it is ended.
    Request,
    /// `http.get`: has been ended.
    Get,
    /// `child_process.spawn`.
    Process,
    /// `child_process.exec` and `execFile` without a callback: they read what the child
    /// prints.
    Command,
    /// `child_process.fork`: stays as long as it may be sent messages.
    Fork,
    /// `readline.createInterface`.
    Lines,
    /// `fs.createReadStream`: goes on while somebody reads.
    Readable,
    /// `fs.createWriteStream`: ends when it is ended.
    Writable,
    /// `zlib.createGzip`: both of them.
    Transform,
}

impl EmitterKind {
    /// What a function of Node.js makes.
    pub(super) fn of(origin: &Origin) -> Option<EmitterKind> {
        let [Step::Member(name)] = origin.steps.as_slice() else {
            return None;
        };
        match (origin.node_module()?, name.as_str()) {
            ("http" | "https", "request") => Some(EmitterKind::Request),
            ("http" | "https", "get") => Some(EmitterKind::Get),
            ("child_process", "spawn") => Some(EmitterKind::Process),
            ("child_process", "exec" | "execFile") => Some(EmitterKind::Command),
            ("child_process", "fork") => Some(EmitterKind::Fork),
            ("readline", "createInterface") => Some(EmitterKind::Lines),
            ("fs", "createReadStream") => Some(EmitterKind::Readable),
            ("fs", "createWriteStream") => Some(EmitterKind::Writable),
            (
                "zlib",
                "createGzip"
                | "createGunzip"
                | "createDeflate"
                | "createInflate"
                | "createDeflateRaw"
                | "createInflateRaw"
                | "createUnzip"
                | "createBrotliCompress"
                | "createBrotliDecompress",
            ) => Some(EmitterKind::Transform),
            _ => None,
        }
    }

    /// A request to a server.
    pub fn is_request(self) -> bool {
        matches!(self, EmitterKind::Request | EmitterKind::Get)
    }

    /// What to call one that has no name.
    pub fn noun(self) -> &'static str {
        match self {
            EmitterKind::Request | EmitterKind::Get => "request",
            EmitterKind::Process | EmitterKind::Command | EmitterKind::Fork => "child",
            EmitterKind::Lines => "lines",
            EmitterKind::Readable | EmitterKind::Writable | EmitterKind::Transform => "stream",
        }
    }
}

/// Such an object, and what the code does with it.
#[derive(Debug, Clone)]
pub struct Emitter<'s> {
    /// What it is.
    pub kind: EmitterKind,
    /// The call that makes it.
    pub maker: Node<'s>,
    /// That call with those chained to it that give it back.
    pub chain: Node<'s>,
    /// The variable that it is kept in, where that is declared.
    pub name: Option<Node<'s>>,
    /// The methods that are called on it, in the order of the text.
    pub links: Vec<Link<'s>>,
    /// Where it goes out of sight.
    pub handed_on: Option<Node<'s>>,
}

/// A method call on an object: `object.on('end', listener)`.
#[derive(Debug, Clone, Copy)]
pub struct Link<'s> {
    /// The call.
    pub call: Node<'s>,
    /// The method.
    pub method: &'s str,
    /// The part of it that the method belongs to: `stdout` in `child.stdout.on`.
    pub part: Option<&'s str>,
}

impl<'s> Link<'s> {
    /// The event that is listened to.
    pub fn event(&self) -> Option<&'s str> {
        let arguments = self.call.arguments();
        let event = arguments.first().filter(|_| is_listening(self.method))?;
        event.string_value()
    }

    /// The function that hears of it.
    pub fn listener(&self) -> Option<Node<'s>> {
        self.event()?;
        self.call.arguments().get(1).copied()
    }

    /// Whether it listens to this event of the object itself.
    pub fn hears(&self, event: &str) -> bool {
        self.part.is_none() && self.event() == Some(event)
    }

    /// Whether it makes the object, or this part of it, give its data.
    pub fn consumes(&self) -> bool {
        self.event() == Some("data") || matches!(self.method, "resume" | "pipe")
    }
}

pub(super) fn is_listening(method: &str) -> bool {
    matches!(
        method,
        "on" | "once" | "addListener" | "prependListener" | "prependOnceListener"
    )
}

/// The names of the functions that make what closes.
fn is_maker(name: &str) -> bool {
    matches!(name, "request" | "get" | "spawn" | "fork" | "exec" | "execFile") || name.starts_with("create")
}

/// Methods that give the object they are called on.
fn gives_itself(method: &str) -> bool {
    is_listening(method)
        || matches!(
            method,
            "end" | "setTimeout" | "setEncoding" | "setDefaultEncoding" | "resume" | "destroy" | "setHeader"
        )
}

/// Methods that start nothing besides the object's own work.
fn is_plain(method: &str) -> bool {
    gives_itself(method)
        || matches!(
            method,
            "write"
                | "abort"
                | "cork"
                | "uncork"
                | "flush"
                | "flushHeaders"
                | "getHeader"
                | "hasHeader"
                | "removeHeader"
                | "setNoDelay"
                | "setSocketKeepAlive"
                | "close"
                | "kill"
                | "send"
                | "disconnect"
        )
}

impl<'s> Project<'s> {
    /// The object that a call makes, where it is one of those that close.
    pub fn emitter(&self, maker: Node<'s>) -> Option<Emitter<'s>> {
        let callee = maker.field("function")?;
        // Most calls are told by their name.
        if callee.field("property").is_some_and(|it| !is_maker(it.text())) {
            return None;
        }
        let kind = EmitterKind::of(&self.origin(callee)?)?;
        let is_own = callee.field("object").is_some_and(|it| self.has_own_methods(it));
        // What a callback gets is told there, and not by the object.
        let may_call_back = match maker.arguments().as_slice() {
            [_, .., last] if kind == EmitterKind::Command => !self.is_no_function(*last),
            _ => false,
        };
        if is_own || may_call_back {
            return None;
        }
        let mut emitter = Emitter {
            kind,
            maker,
            chain: maker,
            name: None,
            links: Vec::new(),
            handed_on: None,
        };
        let end = self.follow_chain(maker, &mut emitter.links);
        emitter.chain = end.value;
        emitter.handed_on = end.handed_on;
        if emitter.handed_on.is_none() {
            self.follow_variable(&mut emitter);
        }
        emitter.links.sort_by_key(|it| it.call.end());
        Some(emitter)
    }

    /// What happens to the value at the end of a chain.
    fn follow_variable(&self, emitter: &mut Emitter<'s>) {
        let wrapped = emitter.chain.wrapped();
        let Some(parent) = wrapped.parent() else { return };
        match parent.kind() {
            "expression_statement" | "await_expression" => {}
            "arrow_function" if parent.field("body") == Some(wrapped) => {}
            "assignment_expression" => match parent.field("left").filter(|it| self.is_filled_once(*it, parent)) {
                Some(name) => {
                    emitter.name = Some(name);
                    let uses = self.uses_besides(name, &[name]);
                    emitter.links.extend(uses.links);
                    emitter.handed_on = uses.handed_on;
                }
                None => emitter.handed_on = Some(parent),
            },
            "variable_declarator" => match parent.field("name").filter(|it| self.is_kept(*it)) {
                Some(name) => {
                    emitter.name = Some(name);
                    let uses = self.uses_of(name);
                    emitter.links.extend(uses.links);
                    emitter.handed_on = uses.handed_on;
                }
                None => emitter.handed_on = Some(parent),
            },
            _ if is_link_end(emitter.chain, parent) || is_dropped(emitter.chain) => {}
            _ => emitter.handed_on = Some(parent),
        }
    }

    /// `let x; x = object;`: a variable of the same function that has no other value.
    fn is_filled_once(&self, name: Node<'s>, assignment: Node<'s>) -> bool {
        let Some(id) = self.binding_of(name) else {
            return false;
        };
        let names = self.names(name);
        let [declared] = names.binding(id).declared.as_slice() else {
            return false;
        };
        let declared = name.source.identifier_at(*declared);
        let declarator = declared.and_then(|it| it.parent_of_kind("variable_declarator"));
        declarator.is_some_and(|it| it.field("value").is_none() && it.function_around() == name.function_around())
            && names.references_of(id).filter(|it| it.is_write).count() == 1
            && assignment.parent_of_kind("expression_statement").is_some()
    }

    /// A variable that has one value from its declaration on.
    fn is_kept(&self, name: Node<'s>) -> bool {
        let Some(id) = self.binding_of(name) else {
            return false;
        };
        let names = self.names(name);
        names.binding(id).declared.len() == 1 && !names.references_of(id).any(|it| it.is_write)
    }

    /// What the code does with the object in a variable or parameter.
    pub fn uses_of(&self, name: Node<'s>) -> Uses<'s> {
        self.uses_besides(name, &[])
    }

    /// The same without what these expressions do with it.
    pub(super) fn uses_besides(&self, name: Node<'s>, besides: &[Node<'s>]) -> Uses<'s> {
        let mut uses = Uses::default();
        let Some(id) = self.binding_of(name) else {
            return uses;
        };
        let mentions = self.references(name.source, id).into_iter();
        for mention in mentions.filter(|it| !besides.contains(it)) {
            let end = self.follow_chain(mention, &mut uses.links);
            let is_lost = end.value == mention && end.handed_on.is_none() && !end.is_read && !self.is_shown(mention);
            let lost = mention.wrapped().parent().filter(|_| is_lost);
            uses.handed_on = uses.handed_on.or(end.handed_on).or(lost);
            let is_used = end.value != mention && end.handed_on.is_none() && !is_dropped(end.value);
            if is_used && !is_link_end(end.value, end.value.wrapped().parent().unwrap_or(end.value)) {
                uses.handed_on = uses.handed_on.or(Some(end.value));
            }
        }
        uses
    }

    /// `console.log(object)`, `const { statusCode } = object`
    fn is_shown(&self, mention: Node<'s>) -> bool {
        let declarator = mention.wrapped().parent_of_kind("variable_declarator");
        let pattern = declarator.and_then(|it| it.field("name"));
        if pattern.is_some_and(|it| it.kind() == "object_pattern" && !has_method(it)) {
            return true;
        }
        let list = mention.wrapped().parent_of_kind("arguments");
        list.and_then(|it| it.parent())
            .is_some_and(|it| self.is_console_call(it))
    }

    /// Walks `object.on(…).on(…)` up from the object.
    fn follow_chain(&self, object: Node<'s>, links: &mut Vec<Link<'s>>) -> ChainEnd<'s> {
        let mut end = ChainEnd {
            value: object,
            handed_on: None,
            is_read: false,
        };
        let mut part = None;
        let mut at = object;
        loop {
            let Some(member) = member_of(at) else { return end };
            let Some(property) = member.field("property") else {
                return end;
            };
            let is_optional = member.field("optional_chain").is_some();
            let call = member
                .parent_of_kind("call_expression")
                .filter(|it| it.field("function") == Some(member));
            match call {
                Some(call)
                    if !is_optional && (is_plain(property.text()) || part.is_some() && self.is_piped_out(call)) =>
                {
                    let method = property.text();
                    links.push(Link { call, method, part });
                    if part.is_none() && !gives_itself(method) {
                        end.value = object;
                        end.is_read = true;
                        return end;
                    }
                    at = call;
                    if part.is_none() {
                        end.value = call;
                    }
                    // Of a part, the chain gives the part.
                    end.is_read |= part.is_some();
                }
                Some(_) => {
                    end.handed_on = Some(member);
                    return end;
                }
                None if part.is_none() && matches!(property.text(), "stdout" | "stderr" | "stdin") => {
                    part = Some(property.text());
                    at = member;
                    end.is_read = true;
                }
                // A property is read, or set.
                None => {
                    let is_set = member.parent().is_some_and(|it| {
                        it.kind().ends_with("assignment_expression") && it.field("left") == Some(member)
                    });
                    end.handed_on = Some(member).filter(|_| is_set);
                    end.is_read = true;
                    return end;
                }
            }
        }
    }

    /// `stream.pipe(process.stdout)`
    fn is_piped_out(&self, call: Node<'s>) -> bool {
        let property = call.field("function").and_then(|it| it.field("property"));
        let arguments = call.arguments();
        let target = arguments.first().and_then(|it| self.origin(*it));
        let is_standard = |name: &str| matches!(name, "stdout" | "stderr");
        property.is_some_and(|it| it.text() == "pipe")
            && target.is_some_and(|it| {
                it.is_global
                    && it.root == "process"
                    && matches!(it.steps.as_slice(), [Step::Member(name)] if is_standard(name))
            })
    }

    /// The function that a listener is, where the project has it.
    pub fn listening_function(&self, listener: Node<'s>) -> Option<Node<'s>> {
        let listener = listener.peeled();
        if listener.is_function() {
            return Some(listener);
        }
        match self.value(listener) {
            Some(Value::Local(function)) if function.is_function() => Some(function),
            _ => None,
        }
    }
}

/// What the code does with an object.
#[derive(Default)]
pub struct Uses<'s> {
    /// The methods that are called on it.
    pub links: Vec<Link<'s>>,
    /// Where it goes out of sight.
    pub handed_on: Option<Node<'s>>,
}

/// Where a chain of calls ends.
struct ChainEnd<'s> {
    /// The last expression that has the object as its value.
    value: Node<'s>,
    handed_on: Option<Node<'s>>,
    /// Something of it is read that is not the object.
    is_read: bool,
}

/// `object.name`
fn member_of(object: Node<'_>) -> Option<Node<'_>> {
    let member = object.wrapped().parent_of_kind("member_expression")?;
    (member.field("object").map(Node::peeled) == Some(object.peeled())).then_some(member)
}

/// The object is that of a call which gives something else: `object.write(x)`.
fn is_link_end(value: Node<'_>, parent: Node<'_>) -> bool {
    parent.kind() == "member_expression" && parent.field("object").map(Node::peeled) == Some(value.peeled())
}

/// Whether a pattern takes a method, or everything, of an object.
fn has_method(pattern: Node<'_>) -> bool {
    pattern.children().into_iter().any(|it| {
        let key = it.field("key").or_else(|| it.field("left")).unwrap_or(it);
        let name = key.string_value().unwrap_or(key.text());
        matches!(it.kind(), "rest_pattern") || is_plain(name) || matches!(name, "pipe" | "read" | "socket")
    })
}

/// The value of an expression is not used.
fn is_dropped(value: Node<'_>) -> bool {
    let parent = value.wrapped().parent();
    parent.is_some_and(|it| match it.kind() {
        "expression_statement" => true,
        "arrow_function" => it.field("body") == Some(value.wrapped()),
        "binary_expression" => ["&&", "||", "??"].iter().any(|token| it.has_token(token)) && is_dropped(it),
        "ternary_expression" | "sequence_expression" => is_dropped(it),
        _ => false,
    })
}
