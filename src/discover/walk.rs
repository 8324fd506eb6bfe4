//! One walk through a directory tree; knows nothing about what the user selected.

use std::collections::{BTreeSet, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rayon::Scope;

use super::deployment::is_deployment_name;
use super::files::Skipped;
use super::rules::{Level, Rules};
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

impl Found {
    /// Notes what is in a directory; gives the directories.
    fn take(&mut self, seen: Vec<Seen>, root: &Path) -> Vec<PathBuf> {
        let mut directories = Vec::new();
        for it in seen {
            match it {
                Seen::File(path) => {
                    if is_deployment_name(&path) && !is_in_built_code(&path, root) {
                        self.deployment_files.push(path.clone());
                    }
                    self.files.push(path);
                }
                Seen::Deployment(path) if is_in_built_code(&path, root) => {}
                Seen::Deployment(path) => self.deployment_files.push(path),
                Seen::Skipped(path, reason) => self.skip(path, reason),
                Seen::Directory(path) => directories.push(path),
                Seen::Other => {}
            }
        }
        directories
    }

    fn skip(&mut self, path: PathBuf, reason: Skip) {
        self.skipped.insert(Skipped { path, reason });
    }

    fn extend(&mut self, other: Found) {
        self.files.extend(other.files);
        self.deployment_files.extend(other.deployment_files);
        self.skipped.extend(other.skipped);
        self.reached.extend(other.reached);
    }
}

/// Adds what is in `root`, a path without symbolic links, and which of the `sought` directories, which are sorted.
///
/// Symbolic links to directories are not followed, so there are no loops. `everything` turns all filters off.
pub(super) fn walk(root: &Path, sought: &[PathBuf], everything: bool, found: &mut Found) {
    let walk = Walk {
        root,
        sought,
        everything,
        // What lies above the project says nothing about it.
        rules: (!everything).then(|| Rules::new(root)),
        found: Mutex::new(found),
    };
    rayon::scope(|scope| walk.enter(scope, root.to_owned(), None));
    // What matches them is large; nobody has to wait until it is taken apart.
    let rules = walk.rules;
    rayon::spawn(move || drop(rules));
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

struct Walk<'w> {
    root: &'w Path,
    sought: &'w [PathBuf],
    everything: bool,
    rules: Option<Rules>,
    found: Mutex<&'w mut Found>,
}

/// What an entry is to us.
enum Seen {
    File(PathBuf),
    /// No code, but it may deploy some.
    Deployment(PathBuf),
    Skipped(PathBuf, Skip),
    /// Not looked into yet.
    Directory(PathBuf),
    Other,
}

/// Why nothing in a directory is looked at.
enum Closed {
    Unreadable(io::Error),
    /// The file with its rules that may have no end.
    Endless(&'static str),
}

impl Walk<'_> {
    /// Looks at what is in a directory, and starts on the directories in it; `around` are the rules around it.
    fn enter<'s>(&'s self, scope: &Scope<'s>, directory: PathBuf, around: Option<Arc<Level>>) {
        let mut own = Found::default();
        match self.look_into(&directory, around.as_ref()) {
            Ok((within, seen)) => {
                for directory in own.take(seen, self.root) {
                    let within = within.clone();
                    scope.spawn(move |scope| self.enter(scope, directory, within));
                }
                self.reach(directory, &mut own);
            }
            // Without its rules nobody knows what is to be left out of it.
            Err(Closed::Endless(name)) => {
                let reason = format!("its `{name}` is no regular file of 1 MiB at most");
                own.skip(directory, Skip::Unreadable(reason));
            }
            Err(Closed::Unreadable(error)) => {
                own.skip(directory.clone(), Skip::Unreadable(error.to_string()));
                self.reach(directory, &mut own);
            }
        }
        self.found.lock().expect("nobody panics while holding it").extend(own);
    }

    fn reach(&self, directory: PathBuf, own: &mut Found) {
        if self.sought.binary_search(&directory).is_ok() {
            own.reached.insert(directory);
        }
    }

    /// What is in a directory, and the rules that hold there.
    fn look_into(
        &self,
        directory: &Path,
        around: Option<&Arc<Level>>,
    ) -> Result<(Option<Arc<Level>>, Vec<Seen>), Closed> {
        let entries = fs::read_dir(directory).map_err(Closed::Unreadable)?.flatten();
        let entries: Vec<(OsString, DirEntry)> = entries.map(|it| (it.file_name(), it)).collect();
        let within = match &self.rules {
            Some(rules) => {
                let names = entries.iter().map(|(name, _)| name.as_os_str());
                let within = rules.within(directory, names, around);
                within.map_err(|it| Closed::Endless(it.name))?
            }
            None => None,
        };
        let seen = entries.iter().map(|(name, it)| self.see(it, name, within.as_ref()));
        let seen = seen.collect();
        Ok((within, seen))
    }

    fn see(&self, entry: &DirEntry, name: &OsStr, rules: Option<&Arc<Level>>) -> Seen {
        let Ok(kind) = entry.file_type() else {
            return Seen::Other;
        };
        let is_code = Language::of_path(Path::new(name)).is_some();
        // Most is nothing to us, whatever the rules say of it.
        if !kind.is_dir() && !is_code && !is_deployment_name(Path::new(name)) {
            return Seen::Other;
        }
        let path = entry.path();
        if let Some(all) = &self.rules
            && all.leave_out(rules, &path, kind.is_dir())
        {
            return Seen::Other;
        }
        if let Some(left_out) = self.leave_out(&path, &name.to_string_lossy(), kind.is_dir()) {
            return left_out;
        }
        match () {
            () if kind.is_dir() => Seen::Directory(path),
            // Only of a link it has to be asked what it leads to.
            () if !is_code && (kind.is_file() || kind.is_symlink() && self.is_inside(&path)) => Seen::Deployment(path),
            () if !is_code => Seen::Other,
            () if kind.is_symlink() => self.linked_file(&path).map_or(Seen::Other, Seen::File),
            () if kind.is_file() => self.file(entry, path),
            () => Seen::Other,
        }
    }

    /// Whether a link leads to a file of the project.
    fn is_inside(&self, link: &Path) -> bool {
        let path = link.canonicalize();
        path.is_ok_and(|it| it.is_file() && it.starts_with(self.root))
    }

    /// By its name alone.
    fn leave_out(&self, path: &Path, name: &str, is_directory: bool) -> Option<Seen> {
        let skipped = |reason| Seen::Skipped(path.to_owned(), reason);
        if self.everything {
            return (name == ".git").then_some(Seen::Other);
        }
        if is_directory && NOT_SOURCE.contains(&name) {
            return Some(skipped(Skip::Directory(name.to_owned())));
        }
        if !is_directory && name.ends_with(".min.js") {
            return Some(skipped(Skip::Minified));
        }
        let is_hidden = name.starts_with('.') && (is_directory || !is_deployment_name(path));
        is_hidden.then_some(Seen::Other)
    }

    fn file(&self, entry: &DirEntry, path: PathBuf) -> Seen {
        // A file without metadata is found unreadable when it is read.
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        match check_size(bytes) {
            Err(reason) if !self.everything => Seen::Skipped(path, reason),
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
