//! Calls that start work for each item, one after the other without waiting in
//! between: all of their work is awaited together. Knows lists of statements; one
//! call alone is for `each`.

use crate::{
    semantic::{BindingId, Follow, Project, may_fail},
    syntax::Node,
};

use super::{
    CallbackCall, EachCall, Gathered, Reason, Refusal, Rewrite, Template,
    call::are_parted,
    each::{MISTYPED, Waiter, await_work, drop_guard},
    each_call::Stands,
    reports_to_nobody,
    together::{before_exit_of, comments_between, end_of_statement, waiting},
    turns::{TURN_FAILS, check_ways_out, turns_around},
};

/// Why what stands before a call may be left behind.
const START_FAILS: &str = "where a later call fails to start, an earlier one is left behind, as today";

/// A call and those of `others` that are started without waiting for each other, in
/// the order of the text.
pub fn each_together<'s>(
    project: &Project<'s>,
    each: &EachCall<'s>,
    others: impl Iterator<Item = EachCall<'s>>,
) -> Vec<EachCall<'s>> {
    let Some(top) = each.top(project) else {
        return vec![each.clone()];
    };
    let all = others.chain([each.clone()]);
    let mut all: Vec<(Node<'s>, EachCall<'s>)> = all.filter_map(|it| Some((it.top(project)?, it))).collect();
    all.retain(|(it, _)| it.parent() == top.parent());
    all.sort_by_key(|(_, it)| it.call.start());
    let mut group: Vec<(Node<'s>, EachCall<'s>)> = Vec::new();
    for (at, call) in all {
        if group.last().is_some_and(|(last, _)| are_parted(*last, at)) {
            if group.iter().any(|(it, _)| *it == top) {
                break;
            }
            group.clear();
        }
        group.push((at, call));
    }
    // Calls in the turns of one loop share its list anyway.
    match group.iter().all(|(it, _)| *it == top) {
        true => vec![each.clone()],
        false => group.into_iter().map(|(_, it)| it).collect(),
    }
}

/// Awaits the work of one call, or of several that are started together.
///
/// # Errors
/// The first refusal of any of them.
pub fn await_work_of<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    calls: &[EachCall<'s>],
) -> Result<Option<&'static str>, Refusal> {
    if let [only] = calls {
        return await_work(project, rewrite, only);
    }
    let waiters = calls.iter().map(|it| Waiter::of(project, it));
    let waiters: Vec<Waiter<'_, 's>> = waiters.collect::<Result<_, _>>()?;
    let together = Together {
        project,
        tops: waiters.iter().map(|it| it.top()).collect(),
        can_reject: waiters.iter().any(|it| it.can_reject),
        waiters,
    };
    together.awaited(rewrite)
}

impl<'s> EachCall<'s> {
    /// The statement of the list in which the call can be awaited with others.
    fn top(&self, project: &Project<'s>) -> Option<Node<'s>> {
        let stands = self.stands().ok()?;
        let turns = turns_around(project, stands.node());
        match stands {
            Stands::Statement(it) | Stands::Variable(it, _) | Stands::Guarded(it, _) => Some(turns.unwrap_or(it)),
            Stands::Body(_) => turns,
            Stands::Return(_) => None,
        }
    }

    /// What is evaluated before the first item.
    fn receives(&self) -> Option<Node<'s>> {
        match self.call.field("function")?.field("object") {
            Some(object) => Some(object),
            None => self.call.arguments().first().copied(),
        }
    }
}

impl<'s> Waiter<'_, 's> {
    fn top(&self) -> Node<'s> {
        let node = self.stands.node();
        turns_around(self.project, node).unwrap_or(node)
    }
}

struct Together<'w, 's> {
    project: &'w Project<'s>,
    /// The statement of each call, or the loop around it.
    tops: Vec<Node<'s>>,
    can_reject: bool,
    waiters: Vec<Waiter<'w, 's>>,
}

impl<'s> Together<'_, 's> {
    fn awaited(&self, rewrite: &mut Rewrite<'s>) -> Result<Option<&'static str>, Refusal> {
        let project = self.project;
        let (first, last) = (self.tops[0], self.tops[self.tops.len() - 1]);
        let function = project
            .function_around(first)
            .ok_or_else(|| Refusal::at(first, Reason::TopLevel))?;
        let mut is_quiet = true;
        let mut caveat = None;
        for (waiter, top) in self.waiters.iter().zip(&self.tops) {
            let call = waiter.each.as_call(*top);
            let place = project.place(last, waiter.each.callback);
            reports_to_nobody(project, &call)?;
            waiter.each.answers_nothing(project)?;
            is_quiet &= !matches!(place.follow, Follow::Runs(_));
            rewrite.doubt_if_waited_for(project, last, waiter.each.callback);
            caveat = caveat.or(waiter.seen_by_try(project.place(*top, waiter.each.callback))?);
        }
        rewrite.doubt_if_under_way(project, last);
        rewrite.make_async(function, first);
        rewrite.may_reject |= self.can_reject;
        let is_mistyped = self.waiters.iter().any(|it| it.each.is_mistyped(project));
        caveat = caveat.or(is_mistyped.then_some(MISTYPED));
        match is_quiet && self.is_one_list() {
            true => self.in_one_list(rewrite)?,
            false => self.by_name(rewrite, is_quiet)?,
        }
        Ok(caveat.or_else(|| self.failing()))
    }

    /// What may leave earlier work behind.
    fn failing(&self) -> Option<&'static str> {
        let project = self.project;
        let mut received = self.waiters[1..].iter().filter_map(|it| it.each.receives());
        if self.waiters.iter().any(|it| it.each.turn_may_fail(project)) {
            Some(TURN_FAILS)
        } else if received.any(|it| may_fail(project, it, |_| false))
            || self.between().into_iter().any(|it| may_fail(project, it, |_| false))
        {
            Some(START_FAILS)
        } else {
            None
        }
    }

    /// Other statements between the calls; of loops, all but the work.
    fn between(&self) -> Vec<Node<'s>> {
        let (first, last) = (self.tops[0], self.tops[self.tops.len() - 1]);
        let list = first.parent().map(Node::children).unwrap_or_default();
        let is_between = |it: &Node<'s>| first.start() <= it.start() && it.end() <= last.end();
        list.into_iter()
            .filter(|it| is_between(it) && !self.tops.contains(it))
            .collect()
    }

    /// Whether `[…, …]` can stand in place of all.
    fn is_one_list(&self) -> bool {
        let is_plain = |(it, top): (&Waiter<'_, 's>, &Node<'s>)| {
            matches!(it.stands, Stands::Statement(statement) if statement == *top) && it.each.gives != Gathered::Nothing
        };
        self.between().is_empty() && self.waiters.iter().zip(&self.tops).all(is_plain)
    }

    /// `await Promise.all([...xs.map(f), ...ys.map(g)]);`
    fn in_one_list(&self, rewrite: &mut Rewrite<'s>) -> Result<(), Refusal> {
        let (first, last) = (self.tops[0], self.tops[self.tops.len() - 1]);
        let mut items: Option<Template> = None;
        let mut before = first.start();
        for (waiter, top) in self.waiters.iter().zip(&self.tops) {
            let item = Template::new("$above\n$item,")
                .fragment("above", comments_between(*top, before))
                .code("item", waiter.spread(rewrite));
            items = Some(match items {
                Some(items) => Template::new("$one\n$other").code("one", items).code("other", item),
                None => item,
            });
            before = top.end();
        }
        let waits = waiting(self.project, rewrite, last, "[\n  $items\n]", self.can_reject)?;
        let template = Template::new(waits).code("items", items.expect("there is a call"));
        drop_guard(rewrite, first);
        rewrite.replace_range(first.start()..last.end_of_code(), template);
        Ok(())
    }

    /// Each adds its promises to one list, which is awaited after the last one.
    fn by_name(&self, rewrite: &mut Rewrite<'s>, is_quiet: bool) -> Result<(), Refusal> {
        let (first, last) = (self.tops[0], self.tops[self.tops.len() - 1]);
        let after = match is_quiet {
            true => last,
            false => {
                let pairs = self.waiters.iter().zip(&self.tops);
                let calls: Vec<CallbackCall<'s>> = pairs.map(|(it, top)| it.each.as_call(*top)).collect();
                let kept: Vec<BindingId> = self.waiters.iter().flat_map(Waiter::kept).collect();
                before_exit_of(self.project, &calls, &kept).ok_or_else(|| Refusal::at(first, Reason::OrderChanges))?
            }
        };
        let kept = |it: &Waiter<'_, 's>| match it.stands {
            Stands::Variable(_, name) => Some(match (it.each.gives, it.each.is_optional()) {
                (Gathered::Promise, _) => name.text().to_owned(),
                (_, true) => format!("...({})", it.kept_list(name)),
                (_, false) => format!("...{}", name.text()),
            }),
            _ => None,
        };
        let mut parts: Vec<String> = self.waiters.iter().filter_map(kept).collect();
        if parts.len() < self.waiters.len() {
            let waiter = &self.waiters[0];
            let list = waiter.fresh_list(rewrite);
            let goes_on = first.text().starts_with(['(', '[', '`', '+', '-', '/']);
            let end = if goes_on { ";" } else { end_of_statement(first) };
            let declared = format!("const {list}{} = []{end}", waiter.type_of_list());
            let is_first_alone = matches!(waiter.stands, Stands::Statement(it) if it == first);
            if !is_first_alone {
                rewrite.insert(first.start(), &format!("{declared}\n"));
            }
            for (place, (waiter, top)) in self.waiters.iter().zip(&self.tops).enumerate() {
                if !matches!(waiter.stands, Stands::Variable(..)) {
                    check_ways_out(*top)?;
                    let is_declared_here = place == 0 && is_first_alone;
                    waiter.hand_over(rewrite, &list, if is_declared_here { &declared } else { "" })?;
                }
            }
            parts.insert(0, format!("...{list}"));
        }
        let all = match parts.as_slice() {
            [only] => only.trim_start_matches('.').to_owned(),
            many => format!("[{}]", many.join(", ")),
        };
        let waits = waiting(self.project, rewrite, last, &all, self.can_reject)?;
        rewrite.insert_after(after, &waits);
        Ok(())
    }
}
