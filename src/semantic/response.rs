//! What becomes of the response to a request: whether somebody reads its body to
//! the end. Knows the code that gets the response, not what it is for.

use crate::syntax::Node;

use super::{Emitter, EmitterKind, Link, Project, Value, convertible::arguments_in};

/// What becomes of the body of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body<'s> {
    /// Node.js throws it away, as nobody has asked for the response.
    Dropped,
    /// The function that gets the response reads it.
    Read,
    /// Nobody reads it, or not on every path; this function gets the response.
    Unread(Node<'s>),
    /// Here it goes out of sight.
    Lost(Node<'s>),
    /// This waits for its end, which does not come while nobody reads it.
    NeverEnds(Node<'s>),
}

impl<'s> Emitter<'s> {
    /// The functions that hear of anything, as they are written.
    pub fn listeners(&self, project: &Project<'s>) -> Vec<Node<'s>> {
        let response = self.response_callback(project).into_iter();
        let heard = self.links.iter().filter_map(Link::listener);
        // `request.end(data, callback)`, `request.setTimeout(ms, callback)`
        let others = self.links.iter().filter(|it| it.event().is_none());
        let called = others.flat_map(|it| it.call.arguments());
        let called = called.filter(|it| project.listening_function(*it).is_some());
        response.chain(heard).chain(called).collect()
    }

    /// What listens to an event after which nothing comes but another of these.
    pub fn listeners_to_end(&self, project: &Project<'s>) -> Vec<Node<'s>> {
        let callback = self.response_callback(project).into_iter();
        let heard = self.links.iter().filter(|it| it.hears("response"));
        let getters = callback.chain(heard.filter_map(Link::listener));
        let functions = getters.filter_map(|it| project.listening_function(it));
        let responses = functions.filter_map(|it| it.parameters().into_iter().next());
        let links = responses.flat_map(|it| project.uses_of(it.field("pattern").unwrap_or(it)).links);
        let links: Vec<Link<'s>> = links.chain(self.links.iter().copied()).collect();
        let ends = ["close", "end", "exit", "finish"];
        let heard = links.iter().filter(|it| ends.iter().any(|end| it.hears(end)));
        heard.filter_map(Link::listener).collect()
    }

    /// What `request` and `get` are called with besides URL and options.
    fn response_callback(&self, project: &Project<'s>) -> Option<Node<'s>> {
        let arguments = self.maker.arguments();
        let (last, before) = arguments.split_last().filter(|_| self.kind.is_request())?;
        let is_object = matches!(project.value(*last), Some(Value::Local(it)) if !it.is_function());
        let is_callback = project.listening_function(*last).is_some()
            || !before.is_empty() && !project.is_no_function(*last) && !is_object;
        is_callback.then_some(*last)
    }
}

impl<'s> Project<'s> {
    /// What becomes of the body of the response to a request.
    pub fn body_of_response(&self, request: &Emitter<'s>) -> Body<'s> {
        let heard = request.links.iter().filter(|it| it.hears("response"));
        let mut getters: Vec<Node<'s>> = heard.filter_map(Link::listener).collect();
        getters.extend(request.response_callback(self));
        let mut body = Body::Dropped;
        for getter in getters {
            let Some(function) = self.listening_function(getter) else {
                return Body::Lost(getter);
            };
            body = match (body, self.body_in(function)) {
                (Body::Lost(at), _) | (_, Body::Lost(at)) => Body::Lost(at),
                (Body::Read, _) | (_, Body::Read) => Body::Read,
                (Body::NeverEnds(at), _) | (_, Body::NeverEnds(at)) => Body::NeverEnds(at),
                (_, other) => other,
            };
        }
        body
    }

    /// Whether no code hears of anything that comes after the headers of the response but
    /// of an error: nobody asks for its body, or for its end.
    pub(super) fn is_over_at_headers(&self, request: &Emitter<'s>) -> bool {
        let callback = request.response_callback(self);
        let Some(function) = callback.and_then(|it| self.listening_function(it)) else {
            return false;
        };
        let errors = request.links.iter().filter(|it| it.hears("error"));
        let errors: Vec<Node<'s>> = errors.filter_map(Link::listener).collect();
        let mut heard = request.listeners(self).into_iter();
        let is_left = match function.parameters().first() {
            None => arguments_in(function).is_none(),
            Some(parameter) => {
                let name = parameter.field("pattern").unwrap_or(*parameter);
                let uses = self.uses_of(name);
                name.is_identifier() && uses.links.is_empty() && uses.handed_on.is_none()
            }
        };
        let is_known = |it: Node<'s>| Some(it) == callback || errors.contains(&it);
        is_left && request.handed_on.is_none() && heard.all(is_known)
    }

    /// The same for one function that gets the response.
    fn body_in(&self, function: Node<'s>) -> Body<'s> {
        let parameters = function.parameters();
        let Some(parameter) = parameters.first() else {
            // `arguments[0]` may go anywhere.
            let nodes = function.descendants_of_same_function().into_iter();
            let mut arguments = nodes.filter(|it| it.is_identifier() && it.text() == "arguments");
            return arguments.next().map_or(Body::Unread(function), Body::Lost);
        };
        let name = parameter.field("pattern").unwrap_or(*parameter);
        if matches!(name.kind(), "object_pattern") {
            return Body::Unread(function);
        }
        if !name.is_identifier() {
            return Body::Lost(name);
        }
        let uses = self.uses_of(name);
        if let Some(at) = uses.handed_on {
            return Body::Lost(at);
        }
        // Reading by hand stops where the code does.
        if let Some(by_hand) = uses.links.iter().find(|it| it.hears("readable")) {
            return Body::Lost(by_hand.call);
        }
        let reads: Vec<Node<'s>> = uses.links.iter().filter(|it| it.consumes()).map(|it| it.call).collect();
        let is_read_before = |out: Node<'s>| {
            let mut before = reads.iter().filter(|it| it.end() <= out.start());
            before.any(|it| list_around(*it) == list_around(out))
        };
        if reads.iter().any(|it| always_runs(*it, function, &is_read_before)) {
            return Body::Read;
        }
        // Its end comes where it is read, and comes nowhere else.
        let ends = uses.links.iter().filter(|it| it.hears("end")).map(|it| it.call);
        let is_beside = |end: Node<'s>| reads.iter().any(|it| list_around(*it) == list_around(end));
        match ends.into_iter().find(|it| !is_beside(*it)) {
            Some(end) => Body::NeverEnds(end),
            None => Body::Unread(function),
        }
    }

    /// Where an object may stop before its end because nobody reads what it gives,
    /// or writes no end to it.
    pub fn where_it_stops(&self, emitter: &Emitter<'s>) -> Option<Node<'s>> {
        let around = emitter.maker.function_around()?;
        let always = |is_meant: &dyn Fn(&Link<'s>) -> bool| {
            let mut links = emitter.links.iter().filter(|it| is_meant(it));
            links.any(|it| always_follows(it.call, emitter.maker, around, &|_| false))
        };
        let is_ended = || always(&|it| it.method == "end" && it.part.is_none());
        let is_read = |part: Option<&str>| always(&|it| it.consumes() && it.part == part);
        let arguments = emitter.maker.arguments();
        let goes = match emitter.kind {
            EmitterKind::Get | EmitterKind::Command => true,
            EmitterKind::Fork => false,
            EmitterKind::Request => is_ended(),
            EmitterKind::Process => {
                is_read(Some("stdout")) && is_read(Some("stderr")) || arguments.iter().any(|it| leaves_output(*it))
            }
            EmitterKind::Lines => !emitter.links.iter().any(|it| it.hears("error")) && reads_a_file(self, &arguments),
            EmitterKind::Readable => is_read(None) && closes_itself(&arguments),
            EmitterKind::Writable => is_ended() && closes_itself(&arguments),
            EmitterKind::Transform => is_ended() && is_read(None),
        };
        (!goes).then_some(emitter.maker)
    }
}

impl<'s> Project<'s> {
    /// Whether a request settles the promise around it as soon as a first part of
    /// the body has come.
    pub(super) fn settles_by_first_part(&self, maker: Node<'s>) -> bool {
        let Some(request) = self.settling_request(maker) else {
            return false;
        };
        let callback = request
            .response_callback(self)
            .and_then(|it| self.listening_function(it));
        let response = callback.and_then(|it| it.parameters().into_iter().next());
        let Some(name) = response.map(|it| it.field("pattern").unwrap_or(it)) else {
            return false;
        };
        let uses = self.uses_of(name);
        let mut data = uses.links.iter().filter(|it| it.hears("data"));
        data.any(|it| it.listener().is_some_and(|it| self.resolves(it)))
    }

    /// Whether a request settles the promise around it, but not when it fails: then it
    /// ends the process.
    pub(super) fn settles_without_error(&self, maker: Node<'s>) -> bool {
        let request = self.settling_request(maker);
        request.is_some_and(|it| it.handed_on.is_none() && !it.links.iter().any(|it| it.hears("error")))
    }

    /// The request that a call makes, where it settles a promise.
    fn settling_request(&self, maker: Node<'s>) -> Option<Emitter<'s>> {
        let request = self.emitter(maker).filter(|it| it.kind.is_request())?;
        self.settles_somebody(&request).then_some(request)
    }

    /// Whether code mentions the first parameter of a promise executor around it.
    fn resolves(&self, code: Node<'s>) -> bool {
        let executors = code.ancestors().filter(|it| self.is_promise_executor(*it));
        let firsts = executors.filter_map(|it| it.parameters().into_iter().next());
        let firsts: Vec<_> = firsts
            .filter_map(|it| self.binding_of(it.field("pattern").unwrap_or(it)))
            .collect();
        let mut nodes = code.descendants().into_iter();
        nodes.any(|it| self.binding_of(it).is_some_and(|id| firsts.contains(&id)))
    }
}

/// `{ stdio: 'inherit' }`, `{ stdio: ['pipe', 'ignore', 'ignore'] }`: there is nothing to be read.
fn leaves_output(argument: Node<'_>) -> bool {
    let pairs = argument.children().into_iter().filter(|_| argument.kind() == "object");
    let mut stdio = pairs.filter(|it| it.field("key").is_some_and(|key| key.text() == "stdio"));
    let is_left = |it: &Node<'_>| matches!(it.string_value(), Some("inherit" | "ignore"));
    stdio.any(|it| {
        let Some(value) = it.field("value") else { return false };
        match value.kind() {
            "array" => value.children().len() > 2 && value.children().iter().skip(1).all(is_left),
            _ => is_left(&value),
        }
    })
}

/// `fs.createWriteStream(path, options)`: no option says that it stays open.
fn closes_itself(arguments: &[Node<'_>]) -> bool {
    let stays = ["autoClose", "emitClose", "autoDestroy", "fd", "fs"];
    arguments.iter().skip(1).all(|it| match it.kind() {
        "string" => true,
        "object" => it.children().iter().all(|it| {
            let key = it.field("key").filter(|_| it.kind() == "pair");
            key.is_some_and(|it| it.kind() == "property_identifier" && !stays.contains(&it.text()))
        }),
        _ => false,
    })
}

/// `createInterface({ input: fs.createReadStream(path) })`, or the same in a variable
/// that is used for nothing else.
fn reads_a_file<'s>(project: &Project<'s>, arguments: &[Node<'s>]) -> bool {
    let [options] = arguments else { return false };
    let pairs = options.children().into_iter().filter(|_| options.kind() == "object");
    let mut inputs = pairs.filter(|it| it.field("key").is_some_and(|key| key.text() == "input"));
    inputs.any(|it| {
        let Some(value) = it.field("value").map(Node::peeled) else {
            return false;
        };
        let is_file = |it: Node<'s>| {
            let emitter = project.emitter(it);
            emitter.is_some_and(|it| it.kind == EmitterKind::Readable && it.links.is_empty())
        };
        if !value.is_identifier() {
            return is_file(value);
        }
        let uses = project.uses_besides(value, &[value]);
        uses.links.is_empty() && uses.handed_on.is_none() && project.only_value(value).is_some_and(is_file)
    })
}

/// Whether a call runs whenever `function` does, unless it is left where it may be.
fn always_runs<'s>(call: Node<'s>, function: Node<'s>, may_leave: &dyn Fn(Node<'s>) -> bool) -> bool {
    let body = function.field("body").unwrap_or(function);
    always_follows(call, body, function, may_leave)
}

/// Whether a call of `function` runs whenever what stands at `from` has run: no
/// branch is around it that is not around that, and no way out between them but
/// where it may be left.
fn always_follows<'s>(
    call: Node<'s>,
    from: Node<'s>,
    function: Node<'s>,
    may_leave: &dyn Fn(Node<'s>) -> bool,
) -> bool {
    if call.function_around() != Some(function) && !function.field("body").is_some_and(|it| it == call) {
        return false;
    }
    let mut around = call.ancestors().take_while(|it| *it != function && !it.contains(from));
    if around.any(is_branch) {
        return false;
    }
    let start = if from.contains(call) { from.start() } else { from.end() };
    let nodes = function.descendants_of_same_function().into_iter();
    let mut between = nodes.filter(|it| start <= it.start() && it.end() <= call.start());
    !between.any(|it| is_way_out(it) && !may_leave(it))
}

fn is_branch(node: Node<'_>) -> bool {
    node.is_loop()
        || matches!(
            node.kind(),
            "if_statement" | "switch_statement" | "try_statement" | "ternary_expression" | "labeled_statement"
        )
        || node.kind() == "binary_expression" && ["&&", "||", "??"].iter().any(|it| node.has_token(it))
}

/// What may keep the statements after it from running, or makes them wait.
pub fn is_way_out(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "await_expression"
            | "yield_expression"
            | "return_statement"
            | "throw_statement"
            | "break_statement"
            | "continue_statement"
    ) || node.kind() == "for_in_statement" && node.has_token("await")
}

/// The statements among which a node stands.
fn list_around(node: Node<'_>) -> Option<Node<'_>> {
    node.ancestors().find(|it| it.is_statement_list())
}
