//! What git knows of files, asked for without running anything that a repository configures; knows nothing about code.
//!
//! `git status` is not asked: on a file whose time stamp differs it runs the repository's `filter.*.clean` commands,
//! and no option prevents that. So git lists what index and commit hold, and the comparison is made here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Why the last commit does not have a file as it is: edits on top could not be told from it, nor undone alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclean {
    /// It differs from the last commit, staged or not.
    Changed,
    /// Git does not have it at all; ignored files count.
    Untracked,
}

/// The nearest directory upward with a `.git`: a directory, or the file that submodules and linked worktrees have.
pub fn root(directory: &Path) -> Option<&Path> {
    directory.ancestors().find(|around| around.join(".git").exists())
}

/// Those of the files that the last commit does not have as they are; files in no repository are not among them.
///
/// A file that differs in line ends alone is clean, as it is for git under `autocrlf`. A file that goes through a
/// filter of its repository is taken for changed. The error is a sentence: git is missing, or refuses to answer, or a
/// file cannot be read.
pub fn unclean(paths: &[PathBuf]) -> Result<HashMap<PathBuf, Unclean>, String> {
    let mut unclean = HashMap::new();
    for (root, files) in by_root(paths)? {
        let repository = Repository::open(root)?;
        for batch in batches(&files) {
            repository.judge(batch, &mut unclean)?;
        }
    }
    Ok(unclean)
}

/// Those of the files that are not what they were where the branch of HEAD left `reference` (`git merge-base`): what
/// `reference` has got since does not count, what the working tree holds does.
///
/// Of the repository around `directory`; files elsewhere, and those that go through a filter, are taken for changed. The
/// error is a sentence: there is no repository, git does not know the commit, or a file cannot be read.
pub fn changed_since<'p>(
    reference: &str,
    directory: &Path,
    paths: &'p [PathBuf],
) -> Result<HashSet<&'p PathBuf>, String> {
    let directory = directory
        .canonicalize()
        .map_err(|error| unreadable(directory, &error))?;
    let Some(root) = root(&directory) else {
        return Err(format!(
            "--since {reference}: {} is in no git repository",
            directory.display()
        ));
    };
    let repository = Repository {
        root: root.to_owned(),
        has_commit: true,
        question: Question::ChangedSince(reference.to_owned()),
    };
    let commit = repository.fork_point(reference)?;
    let mut same = HashSet::new();
    let files = by_root(paths)?.remove(root).unwrap_or_default();
    for batch in batches(&files) {
        repository.find_same(&commit, batch, &mut same)?;
    }
    Ok(paths.iter().filter(|it| !same.contains(it)).collect())
}

/// A file in a repository.
struct Tracked<'p> {
    given: &'p PathBuf,
    /// Without symbolic links.
    path: PathBuf,
    /// From the root.
    relative: PathBuf,
}

struct Repository {
    root: PathBuf,
    has_commit: bool,
    question: Question,
}

/// What git is asked for, as far as who reads its complaints should know.
enum Question {
    Committed,
    /// Since this reference.
    ChangedSince(String),
}

type ObjectId = Vec<u8>;

/// Where a line of a list has the object.
type Column = for<'l> fn(&[&'l [u8]]) -> Option<&'l [u8]>;

fn by_root(paths: &[PathBuf]) -> Result<BTreeMap<PathBuf, Vec<Tracked<'_>>>, String> {
    let mut roots: BTreeMap<PathBuf, Vec<Tracked>> = BTreeMap::new();
    for given in paths {
        let path = given.canonicalize().map_err(|error| unreadable(given, &error))?;
        let Some(root) = path.parent().and_then(root) else {
            continue;
        };
        let (root, relative) = (
            root.to_owned(),
            path.strip_prefix(root).expect("the root is an ancestor").to_owned(),
        );
        roots.entry(root).or_default().push(Tracked { given, path, relative });
    }
    Ok(roots)
}

/// Few calls, each with a command line that every system takes.
fn batches<'f, 'p>(files: &'f [Tracked<'p>]) -> Vec<&'f [Tracked<'p>]> {
    const MAX_BYTES: usize = 24_000;
    let mut bytes = 0;
    let fits = |_: &Tracked, next: &Tracked| {
        let more = next.relative.as_os_str().len() + 3;
        let fits = bytes + more <= MAX_BYTES;
        bytes = if fits { bytes + more } else { more };
        fits
    };
    files.chunk_by(fits).collect()
}

impl Repository {
    fn open(root: PathBuf) -> Result<Repository, String> {
        let mut repository = Repository {
            root,
            has_commit: false,
            question: Question::Committed,
        };
        let head = repository.run(&["rev-parse", "--quiet", "--verify", "HEAD^{tree}"], &[], b"")?;
        repository.has_commit = head.status.success();
        Ok(repository)
    }

    fn judge(&self, files: &[Tracked], unclean: &mut HashMap<PathBuf, Unclean>) -> Result<(), String> {
        let index = self.list(&["ls-files", "--stage", "-z", "--full-name", "--"], files, staged)?;
        let commit = match self.has_commit {
            true => self.list(&["ls-tree", "-r", "-z", "--full-tree", "HEAD", "--"], files, committed)?,
            false => HashMap::new(),
        };
        let mut unstaged = Vec::new();
        for file in files {
            let name = git_name(&file.relative);
            match (index.get(&name), commit.get(&name)) {
                (None, None) => drop(unclean.insert(file.given.clone(), Unclean::Untracked)),
                (Some(staged), Some(id)) if staged == id => unstaged.push((file, id)),
                _ => drop(unclean.insert(file.given.clone(), Unclean::Changed)),
            }
        }
        let ids: Vec<&ObjectId> = unstaged.iter().map(|(_, id)| *id).collect();
        for ((file, _), text) in unstaged.iter().zip(self.texts(&ids)?) {
            let now = fs::read(&file.path).map_err(|error| unreadable(file.given, &error))?;
            if !is_same_text(&now, &text) {
                unclean.insert(file.given.clone(), Unclean::Changed);
            }
        }
        Ok(())
    }

    /// The commit that both HEAD and the reference come from.
    fn fork_point(&self, reference: &str) -> Result<String, String> {
        let commit = format!("{reference}^{{commit}}");
        let asked = ["rev-parse", "--quiet", "--verify", "--end-of-options", &commit];
        let commit = self.run(&asked, &[], b"")?;
        if !commit.status.success() {
            return Err(self.cannot_tell("there is no such commit here: fetch it first"));
        }
        let base = self.run(&["merge-base", line(&commit).as_str(), "HEAD"], &[], b"")?;
        match base.status.success() {
            true => Ok(line(&base)),
            false => Err(self.cannot_tell("it has no commit in common with HEAD: fetch more of the history")),
        }
    }

    /// Adds those of the files that a commit has as they are.
    fn find_same<'p>(
        &self,
        commit: &str,
        files: &[Tracked<'p>],
        same: &mut HashSet<&'p PathBuf>,
    ) -> Result<(), String> {
        let then = self.list(&["ls-tree", "-r", "-z", "--full-tree", commit, "--"], files, committed)?;
        let known: Vec<_> = files
            .iter()
            .filter_map(|it| Some((it, then.get(&git_name(&it.relative))?)))
            .collect();
        let ids: Vec<&ObjectId> = known.iter().map(|(_, id)| *id).collect();
        for ((file, _), text) in known.iter().zip(self.texts(&ids)?) {
            let now = fs::read(&file.path).map_err(|error| unreadable(file.given, &error))?;
            if is_same_text(&now, &text) {
                same.insert(file.given);
            }
        }
        Ok(())
    }

    /// The object of every listed file, by the name git gives it.
    fn list(&self, arguments: &[&str], files: &[Tracked], id: Column) -> Result<HashMap<Vec<u8>, ObjectId>, String> {
        let names: Vec<&OsStr> = files.iter().map(|file| file.relative.as_os_str()).collect();
        let output = self.succeed(arguments, &names, b"")?;
        let entry = |line: &[u8]| {
            let tab = line.iter().position(|&byte| byte == b'\t')?;
            let columns: Vec<&[u8]> = line[..tab].split(|&byte| byte == b' ').collect();
            Some((line[tab + 1..].to_vec(), id(&columns)?.to_vec()))
        };
        Ok(output.split(|&byte| byte == 0).filter_map(entry).collect())
    }

    /// What the objects hold, in their order.
    fn texts(&self, ids: &[&ObjectId]) -> Result<Vec<Vec<u8>>, String> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let asked: Vec<u8> = ids.iter().flat_map(|id| id.iter().chain(b"\n")).copied().collect();
        let output = self.succeed(&["cat-file", "--batch"], &[], &asked)?;
        let mut rest = output.as_slice();
        let mut texts = Vec::with_capacity(ids.len());
        while let Some((text, after)) = next_object(rest) {
            texts.push(text.to_vec());
            rest = after;
        }
        match texts.len() == ids.len() {
            true => Ok(texts),
            false => Err(self.cannot_tell("an object of the last commit is not here")),
        }
    }

    fn succeed(&self, arguments: &[&str], names: &[&OsStr], input: &[u8]) -> Result<Vec<u8>, String> {
        let output = self.run(arguments, names, input)?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(self.cannot_tell(&complaint(&output))),
        }
    }

    /// Exit codes over 1 are complaints; what 1 means depends on the command.
    fn run(&self, arguments: &[&str], names: &[&OsStr], input: &[u8]) -> Result<Output, String> {
        let mut command = Command::new("git");
        command
            .args(HARMLESS)
            .arg("-C")
            .arg(&self.root)
            .args(arguments)
            .args(names);
        for name in FROM_A_HOOK {
            command.env_remove(name);
        }
        // Not the repository around, should the `.git` here be broken.
        if let Some(around) = self.root.parent() {
            command.env("GIT_CEILING_DIRECTORIES", around);
        }
        command
            .env("GIT_TERMINAL_PROMPT", "0")
            // A partial clone would fetch what it lacks, through commands that it configures.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("LC_ALL", "C");
        let output = feed(&mut command, input).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => self.cannot_tell("git is not installed"),
            _ => self.cannot_tell(&error.to_string()),
        })?;
        match output.status.code() {
            Some(0 | 1) => Ok(output),
            _ => Err(self.cannot_tell(&complaint(&output))),
        }
    }

    fn cannot_tell(&self, reason: &str) -> String {
        let root = self.root.display();
        match &self.question {
            Question::Committed => {
                format!(
                    "cannot tell whether the files in {root} are committed: {reason}: see to it, or pass --allow-dirty"
                )
            }
            Question::ChangedSince(reference) => {
                format!("--since {reference}: cannot tell what has changed in {root}: {reason}")
            }
        }
    }
}

/// Options that keep git from running what a repository configures, beyond what the commands used here would.
const HARMLESS: [&str; 7] = [
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
];

/// Set while git runs a hook; they point to the repository of the hook, which need not be the one asked about.
const FROM_A_HOOK: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
];

/// From `mode object stage`; in a conflict it is none.
fn staged<'l>(columns: &[&'l [u8]]) -> Option<&'l [u8]> {
    match columns {
        [_, id, b"0"] => Some(id),
        [_, _, _] => Some(b"conflict"),
        _ => None,
    }
}

/// From `mode type object`.
fn committed<'l>(columns: &[&'l [u8]]) -> Option<&'l [u8]> {
    columns.get(2).copied()
}

/// Splits `object type size LF content LF` from what follows; nothing for an object that is missing.
fn next_object(output: &[u8]) -> Option<(&[u8], &[u8])> {
    let header = output.iter().position(|&byte| byte == b'\n')?;
    let size = output[..header].rsplit(|&byte| byte == b' ').next()?;
    let size: usize = str::from_utf8(size).ok()?.parse().ok()?;
    let content = &output[header + 1..];
    Some((content.get(..size)?, content.get(size + 1..)?))
}

fn is_same_text(one: &[u8], other: &[u8]) -> bool {
    one == other || without_crlf(one).eq(without_crlf(other))
}

fn without_crlf(text: &[u8]) -> impl Iterator<Item = u8> {
    let is_kept = |(at, byte): &(usize, u8)| *byte != b'\r' || text.get(at + 1) != Some(&b'\n');
    text.iter().copied().enumerate().filter(is_kept).map(|(_, byte)| byte)
}

fn feed(command: &mut Command, input: &[u8]) -> io::Result<Output> {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn()?;
    let mut stdin = child.stdin.take().expect("it is piped");
    std::thread::scope(|scope| {
        // While its output is read, or each would wait for the other once the pipes are full. A git that stops
        // reading says why itself.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output()
    })
}

/// What git answered, on one line.
fn line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// What git said, on one line.
fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.strip_prefix("fatal: ").unwrap_or(&said);
    let words: Vec<&str> = said.split_whitespace().collect();
    if words.is_empty() {
        format!("git ended with {}", output.status)
    } else {
        words.join(" ")
    }
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be read: {error}: see to it and run again", path.display())
}

/// The bytes git has for a name.
#[cfg(unix)]
fn git_name(relative: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(relative.as_os_str()).to_vec()
}

#[cfg(not(unix))]
fn git_name(relative: &Path) -> Vec<u8> {
    relative.to_string_lossy().replace('\\', "/").into_bytes()
}
