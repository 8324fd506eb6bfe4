//! A small project in a temporary directory, and commands run in it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use tempfile::TempDir;

/// Removed when dropped.
pub struct Project {
    _directory: TempDir,
    /// Without symbolic links.
    pub path: PathBuf,
}

/// What a command has left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A file as it lies on the disk: its bytes and when they were written.
pub type Look = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

impl Project {
    /// A directory that is no repository.
    pub fn new(files: &[(&str, &str)]) -> Project {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().canonicalize().expect("it was just made");
        let project = Project {
            _directory: directory,
            path,
        };
        for (name, text) in files {
            project.file(name, text);
        }
        project
    }

    /// A repository with the files committed.
    pub fn repository(files: &[(&str, &str)]) -> Project {
        let project = Project::new(files);
        project.git(&["init", "--quiet"]);
        project.commit();
        project
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file, and the directories it lies in.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("it lies in the project")).expect("directories");
        fs::write(&path, content).expect("a file");
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).expect("a readable file")
    }

    pub fn link(&self, name: &str, target: &str) {
        std::os::unix::fs::symlink(target, self.at(name)).expect("a symbolic link");
    }

    /// Runs leakfix at the top.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in("", arguments)
    }

    /// Runs leakfix in a directory of the project.
    pub fn run_in(&self, directory: &str, arguments: &[&str]) -> Ran {
        finish(leakfix(&self.at(directory)).args(arguments))
    }

    /// Runs leakfix at the top, with `code` on its standard input.
    pub fn feed(&self, code: impl AsRef<[u8]>, arguments: &[&str]) -> Ran {
        self.feed_with(code, arguments, &[])
    }

    /// The same with these variables of the environment.
    pub fn feed_with(&self, code: impl AsRef<[u8]>, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut child = leakfix(&self.path)
            .args(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary is built");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A program that refuses its arguments reads nothing.
        let _ = stdin.write_all(code.as_ref());
        drop(stdin);
        ran(child.wait_with_output().expect("it ends"))
    }

    /// Runs git, which must succeed.
    pub fn git(&self, arguments: &[&str]) -> String {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        self.tool("git", &[&identity, arguments].concat())
    }

    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "all"]);
    }

    /// Runs a tool, which must succeed.
    pub fn tool(&self, program: &str, arguments: &[&str]) -> String {
        let ran = finish(clean(Command::new(program), &self.path).args(arguments));
        assert_eq!(ran.code, 0, "{program} {arguments:?}: {ran:?}");
        ran.out
    }

    /// All files with their bytes and times, but what git keeps for itself.
    pub fn look(&self) -> Look {
        let mut look = Look::new();
        look_into(&self.path, &mut look);
        look
    }

    /// All files with their bytes.
    pub fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let relative = |path: &Path| path.strip_prefix(&self.path).expect("inside").to_owned();
        let look = self.look();
        look.into_iter()
            .map(|(path, (bytes, _))| (relative(&path), bytes))
            .collect()
    }
}

impl Ran {
    /// Whether a line of stdout starts so.
    pub fn has_line(&self, start: &str) -> bool {
        self.out.lines().any(|line| line.starts_with(start))
    }

    /// The names of the changed files, as in the headers of a diff.
    pub fn headers(&self) -> Vec<&str> {
        let is_header = |line: &&str| line.starts_with("--- ") || line.starts_with("+++ ");
        self.out.lines().filter(is_header).collect()
    }
}

/// The binary, with nothing configured.
pub fn leakfix(directory: &Path) -> Command {
    let mut command = clean(Command::new(env!("CARGO_BIN_EXE_leakfix")), directory);
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "CI",
        "COLUMNS",
        "VISUAL",
        "EDITOR",
    ] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm");
    command
}

/// Waits for a command.
pub fn finish(command: &mut Command) -> Ran {
    ran(command.stdin(Stdio::null()).output().expect("the program is installed"))
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
    Ran {
        code: output.status.code().expect("no signal has ended it"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// As somebody runs it who has configured nothing, even when the tests run from a hook of git.
fn clean(mut command: Command, directory: &Path) -> Command {
    let of_git = std::env::vars_os().map(|(name, _)| name);
    for name in of_git.filter(|it| it.as_encoded_bytes().starts_with(b"GIT_")) {
        command.env_remove(name);
    }
    command
        .current_dir(directory)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}

fn look_into(directory: &Path, look: &mut Look) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let entry = entry.expect("an entry");
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() && entry.file_name() != OsStr::new(".git") {
            look_into(&entry.path(), look);
        } else if kind.is_file() {
            let bytes = fs::read(entry.path()).expect("readable");
            let time = fs::metadata(entry.path()).and_then(|it| it.modified());
            look.insert(entry.path(), (bytes, time.expect("a time")));
        }
    }
}
