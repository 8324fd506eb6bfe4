//! A temporary directory with files, and commands run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use leakfix::report::relative;
use tempfile::TempDir;

/// Removed when dropped.
pub struct Folder {
    _directory: TempDir,
    /// Without symbolic links.
    pub path: PathBuf,
}

impl Folder {
    pub fn new() -> Folder {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().canonicalize().expect("it was just made");
        Folder {
            _directory: directory,
            path,
        }
    }

    /// With an empty git repository in it.
    pub fn repository() -> Folder {
        let folder = Folder::new();
        folder.git(&["init", "--quiet"]);
        folder
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file, and the directories it lies in.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("directories");
        fs::write(&path, content).expect("a file");
        path
    }

    /// A path as it is from here.
    pub fn shown(&self, path: &Path) -> String {
        relative(path, &self.path)
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).expect("a readable file")
    }

    /// The names in it.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.path).expect("a directory");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<_> = entries
            .map(|entry| name(entry).to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs git, which must succeed.
    pub fn git(&self, arguments: &[&str]) -> String {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let output = run(Command::new("git").args(identity).args(arguments), &self.path);
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub fn commit_all(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "all"]);
    }
}

/// Runs it as somebody who has configured nothing, even when the tests run from a hook of git.
pub fn run(command: &mut Command, directory: &Path) -> Output {
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
    ] {
        command.env_remove(name);
    }
    command
        .current_dir(directory)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("the program is installed")
}
