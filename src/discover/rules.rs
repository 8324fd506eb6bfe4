//! What ignore files leave out of a directory and of those below it; knows neither files nor what they are wanted for.
//!
//! The `ignore` crate reads and matches the rules. Its walk is not used: it asks the system about each directory several
//! times and compiles the rules of each anew, where services of one template repeat the same.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::semantic::read_setting;

/// Larger files with rules are not read: a directory whose rules are not known is left out.
const MAX_RULES_BYTES: u64 = 1024 * 1024;

/// The rules of ignore files, those with the same text once.
pub(super) struct Rules {
    /// Those of the user, for all that git has.
    of_user: Gitignore,
    /// By text; they match paths relative to the directory of the file.
    read: Mutex<HashMap<String, Arc<Gitignore>>>,
}

/// The rules that hold in a directory, its own and those around it.
pub(super) struct Level {
    directory: PathBuf,
    /// Of `.ignore`, `.gitignore` and what git keeps for itself: the first that says something of an entry counts.
    own: [Option<Arc<Gitignore>>; 3],
    around: Option<Arc<Level>>,
}

/// A directory with rules that nobody can read to the end.
pub(super) struct Endless {
    /// The file that has them.
    pub name: &'static str,
}

impl Rules {
    /// Those for a walk that begins at `root`.
    pub fn new(root: &Path) -> Rules {
        Rules {
            of_user: GitignoreBuilder::new(root).build_global().0,
            read: Mutex::default(),
        }
    }

    /// The rules in a directory, given the names of its entries and the rules around it.
    ///
    /// # Errors
    /// A file that may have no end: a link may lead to a device without one, or to a pipe.
    pub fn within<'n>(
        &self,
        directory: &Path,
        names: impl Iterator<Item = &'n OsStr>,
        around: Option<&Arc<Level>>,
    ) -> Result<Option<Arc<Level>>, Endless> {
        let (mut has_git_rules, mut has_rules, mut is_repository) = (false, false, false);
        for name in names.filter(|it| it.len() <= ".gitignore".len()) {
            has_git_rules |= name == ".gitignore";
            has_rules |= name == ".ignore";
            is_repository |= name == ".git";
        }
        let mut own = [None, None, None];
        if has_git_rules {
            own[1] = self.read(&directory.join(".gitignore"), ".gitignore")?;
        }
        if has_rules {
            own[0] = self.read(&directory.join(".ignore"), ".ignore")?;
        }
        if is_repository && let Some(file) = exclude_file(directory) {
            own[2] = self.read(&file, ".git/info/exclude")?;
        }
        if own.iter().all(Option::is_none) {
            return Ok(around.cloned());
        }
        Ok(Some(Arc::new(Level {
            directory: directory.to_owned(),
            own,
            around: around.cloned(),
        })))
    }

    /// Whether the rules of `level`, those around an entry, leave it out.
    pub fn leave_out(&self, level: Option<&Arc<Level>>, path: &Path, is_directory: bool) -> bool {
        let mut found = [const { Match::None }; 3];
        let levels = std::iter::successors(level, |it| it.around.as_ref());
        for level in levels {
            let Ok(inside) = path.strip_prefix(&level.directory) else {
                continue;
            };
            for (found, own) in found.iter_mut().zip(&level.own) {
                if let (Match::None, Some(own)) = (&*found, own) {
                    *found = own.matched(inside, is_directory);
                }
            }
        }
        let [ignore, git, exclude] = found;
        let all = ignore.or(git).or(exclude);
        all.or(self.of_user.matched(path, is_directory)).is_ignore()
    }

    fn read(&self, file: &Path, name: &'static str) -> Result<Option<Arc<Gitignore>>, Endless> {
        let Ok(metadata) = file.metadata() else {
            return Ok(None);
        };
        if metadata.is_dir() {
            return Ok(None);
        }
        if !metadata.is_file() || metadata.len() > MAX_RULES_BYTES {
            return Err(Endless { name });
        }
        let Ok(bytes) = fs::read(file) else {
            return Ok(None);
        };
        // What follows a line that is no text is not read.
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let lines = error.as_bytes()[..valid].iter().rposition(|it| *it == b'\n');
                let whole = error.as_bytes()[..lines.map_or(0, |it| it + 1)].to_vec();
                String::from_utf8(whole).unwrap_or_default()
            }
        };
        Ok(self.known(text))
    }

    /// The rules of a text; nothing where there are none.
    fn known(&self, text: String) -> Option<Arc<Gitignore>> {
        let known = |it: &Rules| it.read.lock().ok()?.get(&text).cloned();
        let rules = known(self).unwrap_or_else(|| {
            let rules = Arc::new(compiled(&text));
            if let Ok(mut read) = self.read.lock() {
                read.insert(text, Arc::clone(&rules));
            }
            rules
        });
        (!rules.is_empty()).then_some(rules)
    }
}

/// The rules of a text, for paths that are relative to the directory of its file.
fn compiled(text: &str) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for line in text.trim_start_matches('\u{feff}').lines() {
        // git passes over faulty patterns, too.
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The file with the rules that git keeps for itself: of a linked work tree they lie in the repository that it belongs to.
fn exclude_file(directory: &Path) -> Option<PathBuf> {
    let git = directory.join(".git");
    let metadata = git.metadata().ok()?;
    if !metadata.is_file() {
        return Some(git.join("info/exclude"));
    }
    let text = read_setting(&git).ok()?;
    let home = Path::new(text.lines().next()?.strip_prefix("gitdir: ")?);
    let text = read_setting(&home.join("commondir")).ok()?;
    let common = text.lines().next()?;
    let common = match common.starts_with('.') {
        true => home.join(common),
        false => PathBuf::from(common),
    };
    Some(common.join("info/exclude"))
}
