//! Which files are read and which of them may be edited; knows nothing about what is in them.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::text::Skip;
use super::walk::{Found, walk};
use crate::git;
use crate::syntax::Language;

/// What the user asked for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Files and directories that may be edited; none means the current directory.
    pub paths: Vec<PathBuf>,
    /// Read what is ignored, hidden, generated, minified or large too (`--no-ignore`).
    pub everything: bool,
}

/// What there is.
#[derive(Debug)]
pub struct Discovery {
    /// The directory that paths are shown relative to: the git root of the given paths, else the current directory.
    pub base: PathBuf,
    /// All JavaScript and TypeScript files of the projects around the given paths, sorted by path.
    pub files: Vec<Candidate>,
    /// Files that may say which functions are deployed, by their names, sorted by path.
    pub deployment_files: Vec<PathBuf>,
    /// What was left out although its name promised code, sorted by path.
    pub skipped: Vec<Skipped>,
    /// The given paths that can be used; absolute, without symbolic links.
    pub given: Vec<PathBuf>,
    /// The given paths that cannot be used, as they were given, each with the reason.
    pub missing: Vec<(PathBuf, String)>,
}

/// A file of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Absolute, without symbolic links.
    pub path: PathBuf,
    /// Whether a given path is this file or a directory around it: only then it may be edited.
    pub selected: bool,
}

/// A file or a whole directory that was left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Absolute.
    pub path: PathBuf,
    /// Why.
    pub reason: Skip,
}

/// Finds the files of the projects around the selected paths; relative paths start at `cwd`.
///
/// The program is the project, not the path: it is the git work tree around a path, else the topmost directory upward
/// with a package.json, else the path alone.
pub fn discover(selection: &Selection, cwd: &Path) -> Discovery {
    let cwd = cwd.canonicalize().unwrap_or_else(|_| cwd.to_owned());
    let (targets, missing) = targets(&selection.paths, &cwd);
    let mut found = Found::default();
    let roots = roots(&targets);
    for root in &roots {
        // Inside of a directory that was walked already a root is reached, unless it was ignored or skipped there:
        // who names a directory wants what is in it.
        if !found.reached.contains(root) {
            walk(root, &roots, selection.everything, &mut found);
        }
    }
    for target in targets.iter().filter(|target| !target.is_directory) {
        found.files.push(target.path.clone());
    }
    sort(&mut found.files);
    sort(&mut found.deployment_files);
    let is_taken = |path: &PathBuf| found.files.binary_search(path).is_ok() || found.reached.contains(path);
    found.skipped.retain(|skipped| !is_taken(&skipped.path));

    let selected: HashSet<&Path> = targets.iter().map(|target| target.path.as_path()).collect();
    let is_selected = |path: &Path| path.ancestors().any(|around| selected.contains(around));
    Discovery {
        base: base(&targets, &cwd),
        files: found
            .files
            .into_par_iter()
            .map(|path| Candidate {
                selected: is_selected(&path),
                path,
            })
            .collect(),
        deployment_files: found.deployment_files,
        skipped: found.skipped.into_iter().collect(),
        given: targets.into_iter().map(|target| target.path).collect(),
        missing,
    }
}

impl Discovery {
    /// Whether a file may say something of the given paths: it lies below one, or in a directory around one.
    pub fn concerns_given(&self, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(file);
        let is_concerned = |it: &PathBuf| file.starts_with(it) || it.starts_with(folder);
        self.given.iter().any(is_concerned)
    }
}

/// Sorts paths, each once.
fn sort(paths: &mut Vec<PathBuf>) {
    // As paths compare, by component, which takes them long to find out.
    paths.par_sort_by_cached_key(|it| {
        let mut key = it.as_os_str().as_encoded_bytes().to_owned();
        let separator = std::path::MAIN_SEPARATOR as u8;
        key.iter_mut().filter(|it| **it == separator).for_each(|it| *it = 0);
        key
    });
    paths.dedup();
}

/// A given path that exists.
struct Target {
    /// Absolute, without symbolic links.
    path: PathBuf,
    is_directory: bool,
    /// The git work tree around it.
    git: Option<PathBuf>,
    /// The program it belongs to: a directory around it, or itself.
    project: PathBuf,
}

type Missing = Vec<(PathBuf, String)>;

fn targets(paths: &[PathBuf], cwd: &Path) -> (Vec<Target>, Missing) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let (mut targets, mut missing) = (Vec::new(), Vec::new());
    for path in paths {
        match target(&cwd.join(path)) {
            Ok(target) => targets.push(target),
            Err(reason) => missing.push((path.clone(), reason)),
        }
    }
    (targets, missing)
}

fn target(path: &Path) -> Result<Target, String> {
    let path = path.canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory: check the path".to_owned(),
        _ => format!("cannot be read: {error}"),
    })?;
    let is_directory = path.is_dir();
    if !is_directory && !path.is_file() {
        return Err("neither a file nor a directory: give the path of one".to_owned());
    }
    if !is_directory && Language::of_path(&path).is_none() {
        return Err(
            "not a JavaScript or TypeScript source: give a directory, or a file that ends in .js, .mjs, .cjs, \
             .jsx, .ts, .mts, .cts or .tsx and not in .d.ts"
                .to_owned(),
        );
    }
    let around = if is_directory {
        Some(path.as_path())
    } else {
        path.parent()
    };
    let git = around.and_then(git::root).map(Path::to_owned);
    let project = around
        .and_then(project_around)
        .map_or_else(|| path.clone(), Path::to_owned);
    Ok(Target {
        path,
        is_directory,
        git,
        project,
    })
}

/// The git work tree around a directory, else the topmost directory upward with a package.json.
pub(super) fn project_around(directory: &Path) -> Option<&Path> {
    git::root(directory).or_else(|| package_root(directory))
}

/// The topmost directory upward with a package.json. One in the home directory or in `/` is mostly there by accident
/// and would make a program of everything the user has.
fn package_root(directory: &Path) -> Option<&Path> {
    let home = std::env::home_dir();
    directory
        .ancestors()
        .filter(|around| around.parent().is_some() && home.as_deref() != Some(*around))
        .filter(|around| around.join("package.json").is_file())
        .last()
}

/// The one git root of all targets; outside of a repository the current directory, or where a target is not below it,
/// the directory around all of them: nobody applies a patch to `../`.
fn base(targets: &[Target], cwd: &Path) -> PathBuf {
    let root = targets.first().and_then(|it| it.git.as_ref());
    if let Some(root) = root.filter(|root| targets.iter().all(|it| it.git.as_ref() == Some(*root))) {
        return root.clone();
    }
    let is_around = |directory: &Path| targets.iter().all(|it| it.path.starts_with(directory));
    let first = targets.first().map_or(cwd, |it| &it.path);
    let around = first.ancestors().find(|it| it.is_dir() && is_around(it));
    match around {
        Some(directory) if !is_around(cwd) => directory.to_owned(),
        _ => cwd.to_owned(),
    }
}

/// The directories that have to be walked or reached, outer ones first.
fn roots(targets: &[Target]) -> Vec<PathBuf> {
    let projects = targets.iter().map(|target| &target.project);
    let directories = targets.iter().map(|target| &target.path);
    let all: BTreeSet<&PathBuf> = projects.chain(directories).filter(|path| path.is_dir()).collect();
    // Paths sort by component: a directory comes right before what is in it.
    all.into_iter().cloned().collect()
}
