//! What is told about a leak, in the coordinates of the file on the disk; plain
//! data that outlives the pass that found it.

use std::{collections::HashMap, ops::Range, path::PathBuf};

use crate::{
    leak::{Leak, Subject},
    rewrite::Refusal,
    semantic::{Answers, HELD, HandlerKey, Project},
    syntax::{Node, Source, SourceId, Sources},
};

/// Names a leak from pass to pass: transform, file and byte on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LeakKey {
    /// The transform's name.
    pub transform: &'static str,
    /// The file.
    pub source: SourceId,
    /// A byte of the file on the disk.
    pub offset: usize,
}

impl LeakKey {
    /// The key of a leak.
    pub fn of(leak: &Leak<'_>) -> LeakKey {
        LeakKey {
            transform: leak.transform.name,
            source: leak.source.id,
            offset: leak.source.trace.nearest(leak.place().start()),
        }
    }
}

/// A leak as it is reported.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The transform's name.
    pub transform: &'static str,
    /// Names it from run to run, once [`fingerprint`](crate::fingerprint) has told all findings of a run apart.
    pub fingerprint: String,
    /// What that finds.
    pub subject: Subject,
    /// The file.
    pub source: SourceId,
    /// Where it is on the disk.
    pub path: PathBuf,
    /// First byte of the leak in the file on the disk.
    pub offset: usize,
    /// The byte after it.
    pub end: usize,
    /// What is wrong, in one line.
    pub message: &'static str,
    /// Why, in one sentence.
    pub why: &'static str,
    /// What to do, in one sentence.
    pub help: &'static str,
    /// Whether it leaks today.
    pub urgency: Urgency,
    /// What became of it.
    pub status: Status,
    /// The handlers that run it.
    pub handlers: Vec<HandlerKey>,
    /// From the handler to the leak, the handler first.
    pub way: Vec<Step>,
}

/// When a leak hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Lambda answers while it is still running.
    LeaksNow,
    /// Lambda waits for the event loop today; it leaks once the handler is async.
    KeptAlive,
    /// No handler is known to reach it.
    Unreached,
    /// It is no leak: a handler that nodejs24.x refuses.
    Refused,
}

/// Why something leaks that does not leak today.
const KEPT_ALIVE: &str = "Lambda answers for this handler when the event loop is empty, so it is waited for today; an \
                          async handler is answered for at once, and nodejs24.x knows no others";

/// What became of a leak.
#[derive(Debug, Clone)]
pub enum Status {
    /// It is rewritten.
    Fixed {
        /// Why that is not certain to be safe.
        caveat: Option<&'static str>,
    },
    /// It would be rewritten with `--unsafe`.
    Unsafe {
        /// What may change.
        caveat: &'static str,
        /// What makes it so, where that is one place: a file and bytes of it on the disk.
        place: Option<(SourceId, Range<usize>)>,
    },
    /// It stays.
    Refused {
        /// A short name to count by.
        slug: &'static str,
        /// Why.
        reason: String,
        /// Where that is: a file and bytes of it on the disk.
        place: Option<(SourceId, Range<usize>)>,
        /// What would unblock it.
        help: &'static str,
    },
    /// It stays because the author says so.
    Ignored {
        /// Why, in the author's words.
        reason: Option<String>,
        /// It keeps a handler from becoming async, which would cut it off.
        blocks: bool,
    },
    /// Nothing leaks; it is told all the same.
    Advisory,
}

/// A function on the way from a handler to a leak.
#[derive(Debug, Clone)]
pub struct Step {
    /// How a reader would call it.
    pub name: String,
    /// The file and the byte, on the disk, where it is called; for the handler,
    /// where it begins.
    pub place: (SourceId, usize),
}

impl Status {
    /// The status of a leak that stays.
    pub fn refused(refusal: &Refusal, sources: &Sources) -> Status {
        Status::Refused {
            slug: refusal.reason.slug(),
            reason: refusal.reason.to_string(),
            place: refusal
                .place
                .as_ref()
                .map(|(id, range)| (*id, on_disk(sources.get(*id), range))),
            help: refusal.reason.help(),
        }
    }
}

impl Status {
    /// Whether it is told only that a function completes by a callback, has to be
    /// awaited first, or was put back as a whole.
    pub fn is_of_held(&self) -> bool {
        let Status::Refused { slug, .. } = self else {
            return false;
        };
        matches!(*slug, "callback-helper" | "not-yet-awaited" | "handler-held")
    }

    /// The same of what was put back itself: nothing at its place says why.
    pub fn is_put_back(&self) -> bool {
        let Status::Refused { slug, reason, .. } = self else {
            return false;
        };
        self.is_of_held() && (*slug != "callback-helper" || reason.ends_with(HELD))
    }

    /// What keeps it from being rewritten without a question: a file and bytes of it on the disk.
    pub fn place(&self) -> Option<&(SourceId, Range<usize>)> {
        match self {
            Status::Refused { place, .. } | Status::Unsafe { place, .. } => place.as_ref(),
            Status::Fixed { .. } | Status::Ignored { .. } | Status::Advisory => None,
        }
    }

    /// Says where the reason stands of what stays: a file and bytes of it on the disk.
    pub fn stands_at(&mut self, at: (SourceId, Range<usize>)) {
        if let Status::Refused { place, .. } = self {
            *place = Some(at);
        }
    }
}

impl Finding {
    /// Names the leak.
    pub fn key(&self) -> LeakKey {
        LeakKey {
            transform: self.transform,
            source: self.source,
            offset: self.offset,
        }
    }

    /// What is known of a leak in this pass.
    pub fn of<'s>(
        leak: &Leak<'s>,
        project: &Project<'s>,
        originally: &HashMap<HandlerKey, Answers>,
        status: Status,
    ) -> Finding {
        let subject = leak.transform.subject;
        let place = on_disk(leak.source, &leak.place().range());
        let urgency = match subject {
            Subject::Leak => urgency(leak.place(), project, originally),
            Subject::Handler => Urgency::Refused,
        };
        Finding {
            transform: leak.transform.name,
            fingerprint: String::new(),
            subject,
            source: leak.source.id,
            path: leak.source.path.clone(),
            offset: place.start,
            end: place.end,
            message: match (leak.message, urgency) {
                (None, Urgency::KeptAlive) => leak.transform.latent,
                _ => leak.message(),
            },
            why: match urgency {
                Urgency::KeptAlive if leak.message.is_none() => KEPT_ALIVE,
                _ => leak.why,
            },
            help: leak.transform.help,
            urgency,
            status,
            handlers: project
                .handlers_reaching(leak.place())
                .into_iter()
                .map(|it| it.key.clone())
                .collect(),
            way: way(leak.place(), project),
        }
    }

    /// The bytes of the leak in the file on the disk.
    pub fn range(&self) -> Range<usize> {
        self.offset..self.end
    }

    /// Whether it counts as a leak that is left.
    pub fn is_left(&self) -> bool {
        matches!(self.status, Status::Unsafe { .. } | Status::Refused { .. })
    }

    /// Whether it is rewritten.
    pub fn is_fixed(&self) -> bool {
        matches!(self.status, Status::Fixed { .. })
    }
}

/// Where this text stood, as far as it was there.
pub(crate) fn on_disk(source: &Source, range: &Range<usize>) -> Range<usize> {
    let start = source.trace.nearest(range.start);
    let last = range.clone().rev().find_map(|it| source.trace.exact(it));
    start..last.map_or(start, |it| (it + 1).max(start))
}

/// It leaks now where any handler that runs it answers before the work is done.
fn urgency<'s>(leak: Node<'s>, project: &Project<'s>, originally: &HashMap<HandlerKey, Answers>) -> Urgency {
    let handlers = project.handlers_reaching(leak);
    if handlers.is_empty() {
        return match project.is_loaded_for_handler(leak) {
            true => Urgency::LeaksNow,
            false => Urgency::Unreached,
        };
    }
    let waits = handlers.iter().all(|it| {
        let answers = originally.get(&it.key).copied().unwrap_or(it.answers);
        answers.waits_for_event_loop() && !it.is_at_once
    });
    if waits { Urgency::KeptAlive } else { Urgency::LeaksNow }
}

fn way<'s>(leak: Node<'s>, project: &Project<'s>) -> Vec<Step> {
    project
        .way_to(leak)
        .into_iter()
        .map(|waypoint| {
            let function = &project[waypoint.function];
            let place = waypoint.from.unwrap_or(function.node);
            Step {
                name: function.display_name(),
                place: (place.source.id, place.source.trace.nearest(place.start())),
            }
        })
        .collect()
}
