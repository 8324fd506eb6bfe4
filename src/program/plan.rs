//! Which files get a tree, and which of them belong together. Knows who imports
//! whom and who may hold a handler, no code.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::Bound,
    path::Path,
};

use rayon::prelude::*;

use super::{
    Reading, Wanted,
    graph::{Graph, Hidden},
};
use crate::semantic::versioned_package;

/// What has to be parsed.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Places of files that belong together, sorted; the parts are sorted by their
    /// first file.
    pub parts: Vec<Vec<usize>>,
    /// Files that may be imported where that cannot be followed, and by whom.
    pub blocked: BTreeMap<usize, usize>,
}

/// Plans for the handlers in the files at `handlers`.
pub(super) fn plan(graph: &Graph<'_>, handlers: &BTreeSet<usize>, wanted: &Wanted<'_>) -> Plan {
    let places = || (0..graph.facts.len()).filter(|it| graph.facts[*it].unread.is_none());
    let words = places().filter(|it| graph.facts[*it].has_word);
    let reached = reached(graph, handlers);
    // What no handler reaches leaks nothing.
    let leaks: BTreeSet<usize> = words.filter(|it| wanted.everywhere || reached.contains(it)).collect();
    let homes: HashSet<_> = leaks.iter().map(|it| graph.package(*it)).collect();
    let near: Vec<usize> = (0..graph.facts.len())
        .filter(|it| homes.contains(&graph.package(*it)))
        .collect();
    near.par_iter().for_each(|it| {
        graph.imports(*it);
    });

    let leaking = importers(graph, &near, &leaks);
    // What they import gets their functions, objects and types.
    let mut worth = self::reached(graph, &leaking);
    let typed = worth.iter().copied().filter(|it| graph.is_typed(*it)).collect();
    // Who implements an interface imports it.
    worth.extend(direct_importers(graph, &near, &typed));
    match wanted.reading {
        Reading::EveryHandler => worth.extend(reached),
        Reading::WhereLeaksMayBe => {
            let here = handlers.intersection(&leaking).copied().collect();
            worth.extend(self::reached(graph, &here));
            // Their handlers are counted, and judged: by the wrappers that they are put
            // into, by functions that are handed their context.
            worth.extend(reached.iter().filter(|it| graph.package(**it).is_none()));
            worth.extend(handlers);
        }
    }
    worth.retain(|it| graph.facts[*it].unread.is_none());
    let blocked = blocked(graph, &near, &worth);
    let mut parts = parts(graph, &worth);
    parts.retain(|part| part.iter().any(|it| graph.facts[*it].candidate.selected));
    Plan { parts, blocked }
}

/// The files that may export a function which closes a connection of the module, or
/// of one that it imports: it runs per invocation.
pub(super) fn closers<'g>(graph: &'g Graph<'_>) -> impl Iterator<Item = usize> + 'g {
    let connects = |place: &usize| {
        let mentions = graph.facts[*place].mentions.as_ref();
        mentions.is_some_and(|it| it.specifiers.iter().any(|it| versioned_package(it).is_some()))
    };
    let places = (0..graph.facts.len()).filter(|it| graph.facts[*it].may_close_connection);
    let places = places.filter(|it| graph.package(*it).is_none());
    places.filter(move |it| reached(graph, &BTreeSet::from([*it])).iter().any(connects))
}

/// The files that these import, directly or not, and themselves.
fn reached(graph: &Graph<'_>, from: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut reached = from.clone();
    let mut front: Vec<usize> = from.iter().copied().collect();
    while !front.is_empty() {
        let found: Vec<usize> = front
            .par_iter()
            .flat_map_iter(|it| graph.imports(*it).edges.iter().map(|(_, to)| *to))
            .collect();
        front = found.into_iter().filter(|it| reached.insert(*it)).collect();
    }
    reached
}

/// The files among `near` that import one of these, directly or not, and these.
fn importers(graph: &Graph<'_>, near: &[usize], of: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut by_target: HashMap<usize, Vec<usize>> = HashMap::new();
    for from in near {
        for (_, to) in &graph.imports(*from).edges {
            by_target.entry(*to).or_default().push(*from);
        }
    }
    let mut found = of.clone();
    let mut queue: Vec<usize> = of.iter().copied().collect();
    while let Some(place) = queue.pop() {
        let importers = by_target.get(&place).into_iter().flatten();
        queue.extend(importers.filter(|it| found.insert(**it)));
    }
    found
}

/// The files among `near` that import one of these.
fn direct_importers(graph: &Graph<'_>, near: &[usize], of: &BTreeSet<usize>) -> Vec<usize> {
    let imports_one = |it: &usize| graph.imports(*it).edges.iter().any(|(_, to)| of.contains(to));
    near.iter().copied().filter(imports_one).collect()
}

/// Files worth parsing that may be imported unseen: by a file that cannot be
/// read, or by an expression.
fn blocked(graph: &Graph<'_>, near: &[usize], worth: &BTreeSet<usize>) -> BTreeMap<usize, usize> {
    let mut blocked = BTreeMap::new();
    let index = Index::of(graph, worth);
    for by in near {
        let imports = graph.imports(*by);
        if !worth.contains(by) {
            for (_, to) in imports.edges.iter().filter(|(_, to)| worth.contains(to)) {
                blocked.entry(*to).or_insert(*by);
            }
        }
        for hidden in &imports.hidden {
            for place in index.covered_by(hidden, graph) {
                blocked.entry(place).or_insert(*by);
            }
        }
    }
    blocked
}

/// Files by what paths can be looked up by: many importers hide many files, and each
/// look at all of them would cost their product.
struct Index<'g> {
    by_path: BTreeMap<&'g Path, usize>,
    /// By the name of the file without its ending, or of its folder for an index.
    by_name: HashMap<&'g str, Vec<usize>>,
}

impl<'g> Index<'g> {
    fn of(graph: &'g Graph<'_>, places: &BTreeSet<usize>) -> Index<'g> {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for place in places {
            for name in names(graph.path(*place)) {
                by_name.entry(name).or_default().push(*place);
            }
        }
        Index {
            by_path: places.iter().map(|it| (graph.path(*it), *it)).collect(),
            by_name,
        }
    }

    fn covered_by(&self, hidden: &Hidden, graph: &Graph<'_>) -> Vec<usize> {
        let below = |directory: &Path| -> Vec<usize> {
            let from = self
                .by_path
                .range::<Path, _>((Bound::Included(directory), Bound::Unbounded));
            let inside = from.take_while(|(path, _)| path.starts_with(directory));
            inside.map(|(_, place)| *place).collect()
        };
        let mut found = match hidden {
            Hidden::Below(directory) => return below(directory),
            Hidden::Prefix(prefix) => Path::new(prefix).parent().map(below).unwrap_or_default(),
            Hidden::End(end) => {
                let mut all: Vec<usize> = Vec::new();
                for name in names(end) {
                    all.extend(self.by_name.get(name).into_iter().flatten());
                }
                all
            }
        };
        found.retain(|it| hidden.covers(graph.path(*it)));
        found
    }
}

/// The names by which the end of a path is known: with and without its ending, and
/// that of the folder around an index.
fn names(path: &Path) -> Vec<&str> {
    let mut names: Vec<&str> = [path.file_name(), path.file_stem()]
        .into_iter()
        .flatten()
        .filter_map(|it| it.to_str())
        .collect();
    if names.last() == Some(&"index") {
        names.extend(path.parent().and_then(Path::file_name).and_then(|it| it.to_str()));
    }
    names.dedup();
    names
}

/// Files that import each other, directly or not, belong together.
fn parts(graph: &Graph<'_>, worth: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let mut leader: HashMap<usize, usize> = worth.iter().map(|it| (*it, *it)).collect();
    for from in worth {
        for (_, to) in &graph.imports(*from).edges {
            if worth.contains(to) {
                let (one, other) = (find(&mut leader, *from), find(&mut leader, *to));
                leader.insert(one.max(other), one.min(other));
            }
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in worth {
        parts.entry(find(&mut leader, *place)).or_default().push(*place);
    }
    parts.into_values().collect()
}

/// The first file of a part; shortens the way for the next who asks.
fn find(leader: &mut HashMap<usize, usize>, place: usize) -> usize {
    let mut first = place;
    while leader[&first] != first {
        first = leader[&first];
    }
    let mut at = place;
    while at != first {
        at = leader.insert(at, first).expect("every file has a leader");
    }
    first
}
