//! One walk through a directory tree; knows nothing about what the user selected.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::deployment::is_deployment_name;
use super::files::Skipped;
use super::text::{Skip, check_size};
use crate::syntax::Language;

/// What walks came by.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files in a language that is read, in the order in which they were come by.
    pub files: Vec<PathBuf>,
    /// Files that may say which functions are deployed.
    pub deployment_files: Vec<PathBuf>,
    /// What was left out although its name promised code.
    pub skipped: BTreeSet<Skipped>,
    /// Those of the sought directories that were walked.
    pub reached: HashSet<PathBuf>,
}

/// Adds what is in `root`, a path without symbolic links, and which of the `sought` directories, which are sorted.
///
/// Symbolic links to directories are not followed, so there are no loops. `everything` turns all filters off.
pub(super) fn walk(root: &Path, sought: &[PathBuf], everything: bool, found: &mut Found) {
    let walk = Walk {
        root,
        sought,
        everything,
    };
    let (sender, receiver) = mpsc::channel();
    let (left_out, without) = mpsc::channel();
    if let Some(skipped) = endless_rules(root).filter(|_| !everything) {
        found.skipped.insert(skipped);
        return;
    }
    WalkBuilder::new(root)
        .standard_filters(!everything)
        // Hidden entries are ours to filter: some of them are reported.
        .hidden(false)
        // What lies above the project says nothing about it.
        .parents(false)
        .require_git(false)
        .current_dir(root)
        .filter_entry(move |entry| {
            let is_directory = entry.file_type().is_some_and(|it| it.is_dir());
            let endless = (is_directory && !everything)
                .then(|| endless_rules(entry.path()))
                .flatten();
            let is_walked = endless.is_none();
            if let Some(skipped) = endless {
                let _ = left_out.send(skipped);
            }
            is_walked
        })
        .build_parallel()
        .run(|| {
            let sender = sender.clone();
            Box::new(move |entry| {
                let seen = entry.map_or_else(|error| unreadable(&error), |entry| walk.see(&entry));
                let next = if let Seen::SkippedDirectory(_) | Seen::Hidden = seen {
                    WalkState::Skip
                } else {
                    WalkState::Continue
                };
                // Most is nothing to us.
                if !matches!(seen, Seen::Hidden | Seen::Other) {
                    sender.send(seen).expect("the receiver outlives the walk");
                }
                next
            })
        });
    drop(sender);
    found.skipped.extend(without.try_iter());
    for seen in receiver {
        match seen {
            Seen::File(path) => {
                if is_deployment_name(&path) && !is_in_built_code(&path, root) {
                    found.deployment_files.push(path.clone());
                }
                found.files.push(path);
            }
            Seen::Deployment(path) => {
                if !is_in_built_code(&path, root) {
                    found.deployment_files.push(path);
                }
            }
            Seen::Skipped(it) | Seen::SkippedDirectory(it) => found.skipped.extend([it]),
            Seen::Sought(path) => found.reached.extend([path]),
            Seen::Hidden | Seen::Other => {}
        }
    }
}

/// Directories that hold what a program built or installed.
const NOT_SOURCE: [&str; 14] = [
    "node_modules",
    "bower_components",
    "vendor",
    "build",
    "dist",
    "out",
    "coverage",
    "cdk.out",
    ".aws-sam",
    ".esbuild",
    ".next",
    ".serverless",
    ".sst",
    ".webpack",
];

/// What packages bring along, and what a deployment tool wrote, deploys nothing of the project.
fn is_in_built_code(path: &Path, root: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let mut directories = inside.iter().filter_map(|part| part.to_str());
    directories.any(|part| NOT_SOURCE.contains(&part))
}

#[derive(Clone, Copy)]
struct Walk<'w> {
    root: &'w Path,
    sought: &'w [PathBuf],
    everything: bool,
}

/// What an entry is to us.
enum Seen {
    File(PathBuf),
    /// No code, but it may deploy some.
    Deployment(PathBuf),
    Skipped(Skipped),
    /// Not to be entered.
    SkippedDirectory(Skipped),
    /// Not to be entered.
    Hidden,
    /// One of the directories that were sought.
    Sought(PathBuf),
    Other,
}

impl Walk<'_> {
    fn see(&self, entry: &DirEntry) -> Seen {
        let path = entry.path();
        let kind = entry.file_type();
        let is_directory = kind.is_some_and(|kind| kind.is_dir());
        // The root was asked for, whatever its name.
        if entry.depth() > 0
            && let Some(left_out) = self.leave_out(entry, is_directory)
        {
            return left_out;
        }
        if is_directory {
            let is_sought = self
                .sought
                .binary_search_by(|sought| sought.as_path().cmp(path))
                .is_ok();
            return if is_sought {
                Seen::Sought(path.to_owned())
            } else {
                Seen::Other
            };
        }
        if Language::of_path(path).is_none() {
            // Only of a link it has to be asked what it leads to.
            let is_file = kind.is_some_and(|kind| kind.is_file() || (kind.is_symlink() && self.is_inside(path)));
            let is_deployment = is_file && is_deployment_name(path);
            return match is_deployment {
                true => Seen::Deployment(path.to_owned()),
                false => Seen::Other,
            };
        }
        match kind {
            Some(kind) if kind.is_symlink() => self.linked_file(path).map_or(Seen::Other, Seen::File),
            Some(kind) if kind.is_file() => self.file(entry),
            _ => Seen::Other,
        }
    }

    /// Whether a link leads to a file of the project.
    fn is_inside(&self, link: &Path) -> bool {
        let path = link.canonicalize();
        path.is_ok_and(|it| it.is_file() && it.starts_with(self.root))
    }

    /// By its name alone.
    fn leave_out(&self, entry: &DirEntry, is_directory: bool) -> Option<Seen> {
        let name = entry.file_name().to_string_lossy();
        let skipped = |reason| Skipped {
            path: entry.path().to_owned(),
            reason,
        };
        if self.everything {
            return (name == ".git").then_some(Seen::Hidden);
        }
        if is_directory && NOT_SOURCE.contains(&&*name) {
            return Some(Seen::SkippedDirectory(skipped(Skip::Directory(name.into_owned()))));
        }
        if !is_directory && name.ends_with(".min.js") {
            return Some(Seen::Skipped(skipped(Skip::Minified)));
        }
        let is_hidden = name.starts_with('.') && (is_directory || !is_deployment_name(entry.path()));
        is_hidden.then_some(Seen::Hidden)
    }

    fn file(&self, entry: &DirEntry) -> Seen {
        let path = entry.path().to_owned();
        // A file without metadata is found unreadable when it is read.
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        match check_size(bytes) {
            Err(reason) if !self.everything => Seen::Skipped(Skipped { path, reason }),
            _ => Seen::File(path),
        }
    }

    /// The file that a symbolic link leads to, if it is one of the project: what lies outside is not ours, and what
    /// was installed, built or hidden stays left out.
    fn linked_file(&self, link: &Path) -> Option<PathBuf> {
        let path = link.canonicalize().ok()?;
        Language::of_path(&path)?;
        let inside = path.strip_prefix(self.root).ok()?;
        let is_left_out = |name: &str| name.starts_with('.') || NOT_SOURCE.contains(&name);
        let left_out = inside.iter().any(|part| part.to_str().is_some_and(is_left_out));
        (path.is_file() && (self.everything || !left_out)).then_some(path)
    }
}

/// Files with the rules of what is ignored, which are read line by line, and how large they may be.
const RULES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];
const MAX_RULES_BYTES: u64 = 1024 * 1024;

/// A directory whose rules nobody can read to the end: a link may lead to a device without one, or to a pipe. Without
/// its rules nobody knows what is to be left out of it.
fn endless_rules(directory: &Path) -> Option<Skipped> {
    let is_endless = |name: &&str| {
        let metadata = directory.join(name).metadata();
        metadata.is_ok_and(|it| !it.is_dir() && (!it.is_file() || it.len() > MAX_RULES_BYTES))
    };
    let name = RULES.into_iter().find(is_endless)?;
    Some(Skipped {
        path: directory.to_owned(),
        reason: Skip::Unreadable(format!("its `{name}` is no regular file of 1 MiB at most")),
    })
}

/// The entry the walk failed at. Faulty patterns in ignore files are no failure: git passes over them too.
fn unreadable(error: &ignore::Error) -> Seen {
    match error {
        ignore::Error::WithPath { path, err } if err.is_io() => Seen::Skipped(Skipped {
            path: path.clone(),
            reason: Skip::Unreadable(err.to_string()),
        }),
        ignore::Error::WithDepth { err, .. } => unreadable(err),
        _ => Seen::Other,
    }
}
