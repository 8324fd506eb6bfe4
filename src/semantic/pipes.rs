//! Chains of `source.pipe(filter).pipe(target)` and what is listened to along them.
//! Knows streams of Node.js, not what a pipeline becomes.

use crate::syntax::Node;

use super::{
    EmitterKind, Link, Origin, Project, Step,
    emitter::{Uses, is_listening},
};

/// A chain of pipes.
#[derive(Debug, Clone)]
pub struct Pipes<'s> {
    /// The streams, from the source to the target.
    pub stages: Vec<Stage<'s>>,
    /// The whole expression.
    pub chain: Node<'s>,
}

/// One stream of a chain of pipes.
#[derive(Debug, Clone)]
pub struct Stage<'s> {
    /// The stream, as it is written.
    pub stream: Node<'s>,
    /// What is listened to in the chain itself.
    pub chained: Vec<Link<'s>>,
    /// What is done with the variable that the stream is.
    pub links: Vec<Link<'s>>,
    /// Where that goes out of sight.
    pub handed_on: Option<Node<'s>>,
    kind: Option<EmitterKind>,
}

impl<'s> Stage<'s> {
    /// All that is listened to.
    pub fn all_links(&self) -> impl Iterator<Item = &Link<'s>> {
        self.chained.iter().chain(&self.links)
    }

    /// Whether data only goes in: nobody has to read it.
    pub fn is_sink(&self) -> bool {
        self.kind == Some(EmitterKind::Writable)
    }
}

impl<'s> Project<'s> {
    /// The chain that ends with this `pipe`, where all its streams are known.
    pub fn pipes(&self, last: Node<'s>) -> Option<Pipes<'s>> {
        let mut stages = Vec::new();
        let mut chain = last;
        let mut after = self.links_after(&mut chain);
        let mut call = last;
        loop {
            let [target] = call.arguments().try_into().ok()?;
            stages.push(self.stage(target, after));
            let object = call.field("function")?.field("object")?;
            let (inner, links) = links_before(object);
            if let Some(before) = pipe_of(inner) {
                after = links;
                call = before;
                continue;
            }
            stages.push(self.stage(inner, links));
            break;
        }
        stages.reverse();
        let (source, targets) = stages.split_first()?;
        let is_source = self.is_source(source.stream, source.kind);
        let are_targets = targets
            .iter()
            .all(|it| matches!(it.kind, Some(EmitterKind::Writable | EmitterKind::Transform)));
        (is_source && are_targets).then_some(Pipes { stages, chain })
    }

    /// The listeners that are chained behind an expression, which grows by them.
    fn links_after(&self, chain: &mut Node<'s>) -> Vec<Link<'s>> {
        let mut links = Vec::new();
        while let Some(link) = link_on(*chain) {
            links.push(link);
            *chain = link.call;
        }
        links
    }

    fn stage(&self, stream: Node<'s>, chained: Vec<Link<'s>>) -> Stage<'s> {
        let origin = self.origin(stream);
        let name = stream.peeled();
        let uses = match name.is_identifier() {
            true => self.uses_of_piped(name),
            false => Uses::default(),
        };
        Stage {
            stream,
            chained,
            links: uses.links,
            handed_on: uses.handed_on,
            kind: origin.and_then(|it| stream_kind(&it)),
        }
    }

    /// What is done with a stream besides piping.
    fn uses_of_piped(&self, name: Node<'s>) -> Uses<'s> {
        let Some(id) = self.binding_of(name) else {
            return Uses::default();
        };
        let mentions = self.references(name.source, id).into_iter();
        let piped: Vec<Node<'s>> = mentions.filter(|it| is_piped(*it)).collect();
        self.uses_besides(name, &piped)
    }

    /// A stream that can be read: of a file, of S3, or a transform.
    fn is_source(&self, stream: Node<'s>, kind: Option<EmitterKind>) -> bool {
        if matches!(kind, Some(EmitterKind::Readable | EmitterKind::Transform)) {
            return true;
        }
        self.origin(stream).is_some_and(|it| is_body_of_object(&it))
    }

    /// Whether this is the last `pipe` of a chain whose end nobody waits for.
    pub(super) fn is_pipe_left_alone(&self, call: Node<'s>) -> bool {
        let mut chain = call;
        let links = self.links_after(&mut chain);
        let goes_on = chain.wrapped().parent_of_kind("member_expression").is_some();
        if goes_on || self.links_settle(&links) {
            return false;
        }
        let Some(pipes) = self.pipes(call) else {
            return false;
        };
        let is_kept = pipes.chain.wrapped().parent().is_none_or(|it| {
            !matches!(it.kind(), "expression_statement" | "await_expression") && it.kind() != "arrow_function"
        });
        let target = pipes.stages.last();
        let is_handed_on = target.is_some_and(|it| it.handed_on.is_some());
        let settles = |it: &Stage<'s>| self.links_settle(&it.chained) || self.links_settle(&it.links);
        !(is_kept || is_handed_on || pipes.stages.iter().any(settles) || self.settles_promise(pipes.chain))
    }
}

/// `fs.createWriteStream(…)`, `new stream.PassThrough()`, with listeners or without.
fn stream_kind(origin: &Origin) -> Option<EmitterKind> {
    let mut steps = origin.steps.as_slice();
    while let [before @ .., Step::Member(method), Step::Call] = steps
        && is_listening(method)
    {
        steps = before;
    }
    match steps {
        [before @ .., Step::Call] => EmitterKind::of(&Origin {
            steps: before.to_vec(),
            ..origin.clone()
        }),
        [Step::Member(class), Step::New] if origin.node_module() == Some("stream") && class == "PassThrough" => {
            Some(EmitterKind::Transform)
        }
        _ => None,
    }
}

/// `s3.getObject(params).createReadStream()`, `(await client.send(command)).Body`
fn is_body_of_object(origin: &Origin) -> bool {
    match origin.steps.as_slice() {
        [before @ .., Step::Member(name), Step::Call] if name == "createReadStream" => Origin {
            steps: before.to_vec(),
            ..origin.clone()
        }
        .is_sdk_request(),
        [.., Step::Await, Step::Member(name)] => origin.root == "@aws-sdk/client-s3" && name == "Body",
        _ => false,
    }
}

/// `stream` in `stream.pipe(target)` and in `source.pipe(stream)`, with listeners or without.
fn is_piped(mention: Node<'_>) -> bool {
    let mut chain = mention;
    while let Some(link) = link_on(chain) {
        chain = link.call;
    }
    let list = chain.wrapped().parent_of_kind("arguments");
    let outer = list.and_then(Node::parent);
    let member = chain.wrapped().parent_of_kind("member_expression");
    let inner = member.and_then(|it| it.parent_of_kind("call_expression"));
    outer.or(inner).is_some_and(|it| pipe_of(it).is_some())
}

/// The call itself where it is `stream.pipe(…)`.
fn pipe_of(call: Node<'_>) -> Option<Node<'_>> {
    let callee = call.peeled().field("function")?;
    let is_pipe = callee.field("property")?.text() == "pipe" && callee.field("optional_chain").is_none();
    is_pipe.then_some(call.peeled())
}

/// `object.on(…)`, where `object` is what is given.
fn link_on(object: Node<'_>) -> Option<Link<'_>> {
    let member = object.wrapped().parent_of_kind("member_expression")?;
    let method = member.field("property")?.text();
    let call = member.parent_of_kind("call_expression")?;
    let is_called = call.field("function") == Some(member) && is_listening(method);
    is_called.then_some(Link {
        call,
        method,
        part: None,
    })
}

/// What stands before the listeners that are chained to it, and these.
fn links_before(chain: Node<'_>) -> (Node<'_>, Vec<Link<'_>>) {
    let mut links = Vec::new();
    let mut at = chain.peeled();
    while at.kind() == "call_expression"
        && let Some(callee) = at.field("function")
        && let (Some(object), Some(property)) = (callee.field("object"), callee.field("property"))
        && is_listening(property.text())
    {
        let method = property.text();
        links.push(Link {
            call: at,
            method,
            part: None,
        });
        at = object.peeled();
    }
    links.reverse();
    (at, links)
}
