//! One leak's change, and how changes combine. Knows nothing about leaks.

mod answer_type;
mod answerer;
mod answering;
mod awaited;
mod bridged;
mod call;
mod caller;
mod chain;
mod close;
mod completed;
mod compose;
mod converted;
mod each;
mod each_call;
mod each_together;
mod ending;
mod event;
mod failing;
mod finally;
mod floating;
mod form;
mod gather;
mod generator;
mod guarded;
mod import;
mod leaving;
mod made_in_handler;
mod module_scope;
mod moved;
mod observed;
mod outcome;
mod parameters;
mod parts;
mod pipeline;
mod preamble;
mod refusal;
mod render;
mod reopened;
mod signature;
mod statements;
mod template;
mod timer;
mod together;
mod turns;
mod turns_list;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    semantic::{BindingId, FunctionId, HandlerKey, Project},
    syntax::{Edit, Node, Source, SourceId},
};

pub use answering::{convert_handler, drop_third_parameter};
pub use awaited::await_callback;
pub use call::{
    Bare, CallbackCall, Promised, Settles, always_happens, drop_callback, handlers_are_async, keeps_callback,
    link_depth, reports_to_nobody, started_together, starts_nothing_before, statement_of,
};
pub use close::close;
pub use compose::{Composition, compose};
pub use converted::{callback_call, convert_completing};
pub use each_call::{EachCall, Gathered};
pub use each_together::{await_work_of, each_together};
pub use ending::Ending;
pub use event::{Closing, await_close};
pub use finally::{Rest, await_at_the_end};
pub use floating::wait_for_promise;
pub use generator::convert_generator;
pub use import::{Constant, declared_root, function_in_scope, imported_root};
pub use observed::observe_outcome;
pub use pipeline::await_pipeline;
pub use refusal::{Reason, Refusal};
pub use reopened::{Closed, reopen};
pub use template::Template;
pub use timer::Timed;
pub use together::{await_started_together, can_name_promise, resolve_around};
pub use turns::waiting_statement;
use turns_list::TurnsList;

/// What may become of the code's behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// What the code does may change; applied on request only.
    Unsafe,
    /// The code does what it did, without the leak.
    Safe,
}

/// A set of changes of which all are applied, or none. They are in the
/// coordinates of the parsed sources; a change inside a fragment that moves,
/// moves with it.
#[derive(Clone)]
pub struct Rewrite<'s> {
    source: &'s Source,
    changes: BTreeMap<SourceId, (&'s Source, Vec<Change>)>,
    inlined: BTreeSet<FunctionId>,
    made_async: Vec<(FunctionId, Node<'s>)>,
    /// Where each function waits that has become async.
    waits: BTreeMap<FunctionId, Node<'s>>,
    /// Names that appear in a scope: the first byte of the function around, and
    /// the name.
    introduced: BTreeSet<(SourceId, usize, String)>,
    /// Promises that it waits for.
    promises: Vec<Node<'s>>,
    /// Lists of promises that it puts around loops.
    lists: Vec<TurnsList<'s>>,
    /// Statements whose promises it waits for already, those among them that were started beside another one.
    waited: Vec<Node<'s>>,
    /// Names declared at module scope, and what they stand for.
    declared_names: BTreeMap<(SourceId, String), String>,
    /// Code that moves into a function that cannot wait, where nobody else may put an `await`.
    sealed: Vec<(SourceId, Range<usize>)>,
    /// First bytes of identifiers that are meant to go.
    forgotten: Vec<(SourceId, usize)>,
    /// Waiting lets time pass, so that what is waited for must not need the code
    /// that waits.
    pub takes_time: bool,
    applicability: Applicability,
    /// What is awaited may reject, so that the functions that become async may.
    pub may_reject: bool,
    /// Where it rejects today, nobody hears that, and the process ends.
    pub is_failure_lost: bool,
    /// Why the rewrite is not safe.
    pub caveat: Option<&'static str>,
    /// What makes it so, where that is one place: a file and bytes of its text.
    pub caveat_at: Option<(SourceId, Range<usize>)>,
    /// Functions that wait now and still complete by a callback, which is to go.
    pub completing: BTreeSet<HandlerKey>,
    /// Those that return a promise instead.
    pub converted: BTreeSet<HandlerKey>,
    /// Functions whose annotation says already what they return from now on.
    pub(super) typed: Vec<FunctionId>,
    /// Calls, besides that of the leak, whose callers wait from now on.
    pub callers: Vec<Node<'s>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    range: Range<usize>,
    new: New,
    /// A byte of the line whose indentation new lines get.
    anchor: usize,
}

impl Change {
    /// Lines after a statement.
    fn is_behind(&self) -> bool {
        self.range.is_empty() && self.anchor != self.range.start
    }

    /// Whether code that moves here has ended at this byte.
    fn ends_with_fragment(&self, offset: usize) -> bool {
        match &self.new {
            New::Code(template) => template.fragments().iter().any(|it| it.end == offset),
            New::Text(_) | New::Name(_) | New::Keyed(..) => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum New {
    Text(String),
    /// The name in place of the one that stands here.
    Name(String),
    /// The same in a shorthand property, whose key stays.
    Keyed(String, String),
    Code(Template),
}

impl<'s> Rewrite<'s> {
    /// A rewrite of this file and its callers that keeps what the code does.
    pub fn safe(source: &'s Source) -> Rewrite<'s> {
        Rewrite {
            source,
            changes: BTreeMap::new(),
            inlined: BTreeSet::new(),
            made_async: Vec::new(),
            waits: BTreeMap::new(),
            introduced: BTreeSet::new(),
            promises: Vec::new(),
            lists: Vec::new(),
            waited: Vec::new(),
            sealed: Vec::new(),
            declared_names: BTreeMap::new(),
            forgotten: Vec::new(),
            takes_time: false,
            applicability: Applicability::Safe,
            may_reject: false,
            is_failure_lost: false,
            caveat: None,
            caveat_at: None,
            completing: BTreeSet::new(),
            converted: BTreeSet::new(),
            typed: Vec::new(),
            callers: Vec::new(),
        }
    }

    /// The changes that follow are those of this file.
    pub(super) fn turn_to(&mut self, source: &'s Source) {
        self.source = source;
    }

    /// The same rewrite, to be applied on request only.
    pub fn unsafe_because(mut self, caveat: &'static str) -> Rewrite<'s> {
        self.applicability = Applicability::Unsafe;
        self.caveat = Some(caveat);
        self
    }

    /// Needs `--unsafe` where what follows waits for something, and changes what `later`,
    /// the work that would be awaited first, looks at: it may be waiting for just that. A
    /// connection that is opened waits for its server only.
    pub fn doubt_if_waited_for(&mut self, project: &Project<'s>, statement: Node<'s>, later: Node<'s>) {
        if !project.opens_connection(later) && project.meets_later(statement, later).is_some() {
            self.doubt("the work may wait for what follows, which now waits for the work");
        }
    }

    /// Code that waits at a statement must not leave a promise of the author's alone.
    pub fn doubt_if_under_way(&mut self, project: &Project<'s>, statement: Node<'s>) {
        if project.is_promise_under_way(statement) {
            self.doubt("a promise that is under way may reject while nobody looks at it");
        }
    }

    /// The rewrite turns out not to be certain to keep what the code does.
    pub fn doubt(&mut self, caveat: &'static str) {
        self.applicability = Applicability::Unsafe;
        self.caveat = self.caveat.or(Some(caveat));
    }

    /// The same, because of what stands at a place.
    pub fn doubt_at(&mut self, place: Node<'s>, caveat: &'static str) {
        if self.caveat.is_none() {
            self.caveat_at = Some((place.source.id, place.range()));
        }
        self.doubt(caveat);
    }

    /// Whether the rewrite keeps what the code does.
    pub fn applicability(&self) -> Applicability {
        self.applicability
    }

    /// New code in place of a node.
    pub fn replace(&mut self, node: Node<'s>, template: Template) {
        self.replace_range(node.range(), template);
    }

    /// New code in place of these bytes.
    pub fn replace_range(&mut self, range: Range<usize>, template: Template) {
        self.push(self.source, range, New::Code(template));
    }

    /// Text at an offset.
    pub fn insert(&mut self, offset: usize, text: &str) {
        self.insert_in(self.source, offset, text);
    }

    /// Text at an offset of any file.
    pub fn insert_in(&mut self, source: &'s Source, offset: usize, text: &str) {
        self.push(source, offset..offset, New::Text(text.to_owned()));
    }

    /// Lines after a statement, with the statement's indentation.
    pub fn insert_after(&mut self, statement: Node<'s>, text: &str) {
        let end = after_comment(statement.source, statements::end_with_empty(statement));
        let new = New::Text(format!("\n{text}"));
        self.push_anchored(statement.source, end..end, new, statement.start());
    }

    /// Lines in place of a statement.
    pub fn replace_lines(&mut self, statement: Node<'s>, text: &str) {
        let range = statement.start()..statement.end_of_code();
        self.push_anchored(statement.source, range, New::Text(text.to_owned()), statement.start());
    }

    /// Other words in place of these bytes.
    pub fn put(&mut self, range: Range<usize>, text: &str) {
        self.push(self.source, range, New::Text(text.to_owned()));
    }

    /// Nothing in place of these bytes; comments in them go above what the
    /// rewrite puts around.
    pub fn delete(&mut self, range: Range<usize>) {
        self.put(range, "");
    }

    /// States that other rewrites have to wait a pass with what they change in there.
    pub(super) fn seal(&mut self, range: Range<usize>) {
        self.sealed.push((self.source.id, range));
    }

    /// States that the identifiers in a node go on purpose.
    pub fn forget(&mut self, node: Node<'s>) {
        let identifiers = node.descendants().into_iter().filter(|it| it.is_identifier());
        self.forgotten.extend(identifiers.map(|it| (it.source.id, it.start())));
    }

    /// Comments in this range of the source go with the code that they are about.
    pub fn forget_comments(&mut self, range: &Range<usize>) {
        let comments = self.source.comments().into_iter();
        let inside = comments.filter(|it| range.start <= it.start && it.end <= range.end);
        self.forgotten.extend(inside.map(|it| (self.source.id, it.start)));
    }

    /// Another name for a binding, at each of its mentions.
    pub fn rename(&mut self, project: &Project<'s>, binding: BindingId, name: &str) {
        let names = &project.module(self.source.id).names;
        let old = names.binding(binding).name.clone();
        let declared = names.binding(binding).declared.iter().copied();
        let mentions = names.references_of(binding).map(|it| it.range.start).chain(declared);
        for offset in mentions {
            let identifier = self.source.identifier_at(offset);
            let range = identifier.map_or(offset..offset + old.len(), Node::range);
            let is_shorthand = identifier.is_some_and(|it| it.kind().starts_with("shorthand_property_identifier"));
            let new = match is_shorthand {
                true => New::Keyed(old.clone(), name.to_owned()),
                false => New::Name(name.to_owned()),
            };
            self.push(self.source, range, new);
        }
    }

    /// The body of `function` becomes part of the function around it.
    pub fn inline(&mut self, function: FunctionId) {
        self.inlined.insert(function);
    }

    /// `function` will wait for something at `place`; its callers follow.
    pub fn make_async(&mut self, function: FunctionId, place: Node<'s>) {
        self.made_async.push((function, place));
    }

    /// States that `name` appears in the function around `place`.
    pub fn introduce(&mut self, place: Node<'s>, name: &str) {
        let function = place.function_around().map_or(0, Node::start);
        self.introduced.insert((place.source.id, function, name.to_owned()));
    }

    /// Names this rewrite has introduced so far in the file of `place`.
    pub fn introduced_names(&self, place: Node<'s>) -> Vec<String> {
        let here = self.introduced.iter().filter(|(source, ..)| *source == place.source.id);
        here.map(|(_, _, name)| name.clone()).collect()
    }

    /// The files that the rewrite edits.
    pub fn sources(&self) -> impl Iterator<Item = &'s Source> {
        self.changes.values().map(|(source, _)| *source)
    }

    /// Those files, each with the first byte that changes.
    pub(super) fn first_changes(&self) -> impl Iterator<Item = (&'s Source, usize)> {
        let first = |changes: &[Change]| changes.first().map_or(0, |it| it.range.start);
        self.changes
            .values()
            .map(move |(source, changes)| (*source, first(changes)))
    }

    fn push(&mut self, source: &'s Source, range: Range<usize>, new: New) {
        let anchor = range.start;
        self.push_anchored(source, range, new, anchor);
    }

    fn push_anchored(&mut self, source: &'s Source, range: Range<usize>, new: New, anchor: usize) {
        let (_, changes) = self.changes.entry(source.id).or_insert_with(|| (source, Vec::new()));
        let change = Change { range, new, anchor };
        if !changes.contains(&change) {
            changes.push(change);
        }
        // Outermost first; the sort is stable, so insertions keep their order. Lines after a statement stand behind
        // what is put at the end of its code, which is the same place where no semicolon is between.
        changes.sort_by_key(|it| (it.range.start, Reverse(it.range.end), it.is_behind()));
    }

    /// A comment that the edits take away and put nowhere.
    pub fn lost_comment(&self) -> Option<Node<'s>> {
        let edits = self.edits();
        self.changes
            .values()
            .find_map(|(source, _)| lost_comment(source, &edits, &self.forgotten))
    }

    /// What is edited in a function of which tree-sitter could not read a part.
    pub fn unreadable(&self) -> Option<Node<'s>> {
        let files = self.changes.values().filter(|(source, _)| source.root().has_error());
        let mut edited = files.flat_map(|(source, changes)| {
            let nodes = changes.iter().filter_map(|it| source.node_at(it.range.clone()));
            nodes.collect::<Vec<_>>()
        });
        edited.find(|it| {
            let functions = std::iter::once(*it).chain(it.ancestors()).filter(|it| it.is_function());
            functions.last().is_some_and(|it| it.has_error())
        })
    }

    /// Disjoint and sorted.
    pub fn edits(&self) -> Vec<Edit> {
        self.changes
            .values()
            .flat_map(|(source, changes)| render::edits(source, changes, &self.forgotten))
            .collect()
    }
}

fn lost_comment<'s>(source: &'s Source, edits: &[Edit], forgotten: &[(SourceId, usize)]) -> Option<Node<'s>> {
    let own = || edits.iter().filter(|it| it.source == source.id);
    let is_in_edit = |it: &Node<'_>| own().any(|edit| edit.start <= it.start() && it.end() <= edit.end);
    if !own().any(|it| source.text[it.start..it.end].contains('/')) {
        return None;
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let new: Vec<String> = own().map(|it| words(&it.text)).collect();
    // By comment: how often it is still to be found. The same words are looked for once, however often they stand there.
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    let nodes = source.root().descendants().into_iter();
    let is_lost = |it: &Node<'_>| !forgotten.contains(&(source.id, it.start()));
    let mut comments = nodes.filter(|it| it.is_comment() && is_in_edit(it) && is_lost(it));
    comments.find(|it| {
        let comment = words(it.text());
        let count = || new.iter().map(|it| it.matches(&comment).count()).sum();
        let left = kept.entry(comment.clone()).or_insert_with(count);
        let is_lost = *left == 0;
        *left = left.saturating_sub(1);
        is_lost
    })
}

/// The end of a comment that stands behind `offset` on the same line, or `offset`.
fn after_comment(source: &Source, offset: usize) -> usize {
    let line = source.text[offset..].split(['\r', '\n']).next().unwrap_or_default();
    let comment = line.trim();
    let is_comment = comment.starts_with("//") || comment.starts_with("/*") && comment.ends_with("*/");
    match is_comment {
        true => offset + line.trim_end().len(),
        false => offset,
    }
}
