//! From an outcome to files: which files belong together, in which order they
//! are swapped, and which git forbids. The swapping is done by `write`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use crate::{
    discover::Discovery,
    git::{self, Unclean},
    guard::Fixed,
    semantic::Links,
    syntax::SourceId,
    write::{self, Change, write},
};

pub use crate::write::Settled;

/// What was written, and what was not.
#[derive(Debug, Default)]
pub struct Saved {
    /// Files with new text.
    pub written: Vec<PathBuf>,
    /// One sentence for each file that stayed.
    pub refused: Vec<String>,
}

/// Writes the changed files of all parts of a program.
pub fn save(parts: &[Fixed], allow_dirty: bool) -> Saved {
    let mut saved = Saved::default();
    let unclean = if allow_dirty {
        HashMap::new()
    } else {
        unclean(parts, &mut saved)
    };
    for part in parts {
        save_part(part, &unclean, &mut saved);
    }
    saved
}

/// The journals that interrupted runs have left in the directories of files that may be edited, or around them.
pub fn interrupted(discovery: &Discovery) -> Vec<PathBuf> {
    let selected = discovery.files.iter().filter(|it| it.selected);
    let directories = write::interrupted(selected.filter_map(|it| it.path.parent()), &discovery.base);
    directories.iter().map(|it| it.join(write::JOURNAL)).collect()
}

/// Settles the run that a journal is of.
///
/// # Errors
/// In a sentence, why that cannot be done.
pub fn settle(journal: &Path) -> Result<Settled, String> {
    let directory = journal.parent().unwrap_or(journal);
    // One that came with the repository could have anything passed off as a rewrite.
    if !journal.is_symlink() && git::root(directory).is_some() {
        let unclean = git::unclean(&[journal.to_owned()])?;
        if unclean.get(journal) != Some(&Unclean::Untracked) {
            return Err("git tracks it, so no run of leakfix has left it: remove it".to_owned());
        }
    }
    write::settle(directory)
}

fn save_part(part: &Fixed, unclean: &HashMap<PathBuf, Option<Unclean>>, saved: &mut Saved) {
    let changed: BTreeSet<SourceId> = part.changed().map(|(old, _)| old.id).collect();
    for set in sets(&changed, &part.outcome.groups) {
        let paths: Vec<&PathBuf> = set.iter().map(|id| &part.sources.get(*id).path).collect();
        let dirty: Vec<&&PathBuf> = paths.iter().filter(|it| unclean.contains_key(**it)).collect();
        if !dirty.is_empty() {
            saved
                .refused
                .extend(dirty.iter().map(|it| forbidden(it, unclean[**it])));
            continue;
        }
        let changes: Vec<Change> = callers_first(&set, &part.links)
            .into_iter()
            .map(|id| Change {
                path: part.sources.get(id).path.clone(),
                before: part.sources.get(id).text.clone(),
                after: part.outcome.after.get(id).text.clone(),
            })
            .collect();
        match write(&changes) {
            Ok(()) => saved.written.extend(changes.into_iter().map(|it| it.path)),
            Err(error) => saved.refused.push(error.to_string()),
        }
    }
}

/// What git says against editing these files; where it cannot be asked, all of
/// them are refused.
fn unclean(parts: &[Fixed], saved: &mut Saved) -> HashMap<PathBuf, Option<Unclean>> {
    let changed = parts.iter().flat_map(Fixed::changed);
    let paths: Vec<PathBuf> = changed.map(|(old, _)| old.path.clone()).collect();
    match git::unclean(&paths) {
        Ok(unclean) => unclean.into_iter().map(|(path, it)| (path, Some(it))).collect(),
        Err(words) => {
            saved.refused.push(words);
            paths.into_iter().map(|it| (it, None)).collect()
        }
    }
}

fn forbidden(path: &Path, why: Option<Unclean>) -> String {
    let words = match why {
        Some(Unclean::Changed) => "git knows it as changed: commit or stash it first, or pass --allow-dirty",
        Some(Unclean::Untracked) => "git does not track it: add and commit it first, or pass --allow-dirty",
        None => "git could not be asked about it: pass --allow-dirty to edit it all the same",
    };
    format!("{} is left as it is; {words}", path.display())
}

/// The changed files, those of one rewrite together.
fn sets(changed: &BTreeSet<SourceId>, groups: &[Vec<SourceId>]) -> Vec<Vec<SourceId>> {
    let mut leader: BTreeMap<SourceId, SourceId> = changed.iter().map(|it| (*it, *it)).collect();
    for group in groups {
        let leaders: BTreeSet<SourceId> = group.iter().filter_map(|it| leader.get(it).copied()).collect();
        let Some(first) = leaders.first().copied() else {
            continue;
        };
        for it in leader.values_mut().filter(|it| leaders.contains(it)) {
            *it = first;
        }
    }
    let mut sets: BTreeMap<SourceId, Vec<SourceId>> = BTreeMap::new();
    for (id, first) in leader {
        sets.entry(first).or_default().push(id);
    }
    sets.into_values().collect()
}

/// A caller that awaits what is no promise yet is right; one that does not
/// await what has become one is a leak. So importers come first.
fn callers_first(set: &[SourceId], links: &Links) -> Vec<SourceId> {
    fn visit(id: SourceId, set: &[SourceId], links: &Links, seen: &mut BTreeSet<SourceId>, order: &mut Vec<SourceId>) {
        if !set.contains(&id) || !seen.insert(id) {
            return;
        }
        for importer in links.importers(id) {
            visit(importer, set, links, seen, order);
        }
        order.push(id);
    }
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    for id in set {
        visit(*id, set, links, &mut seen, &mut order);
    }
    order
}
