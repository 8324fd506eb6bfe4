//! Globs that name files and folders below a folder. Knows paths, reads none.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::Setting;

/// Globs from a folder, in their order.
#[derive(Debug)]
pub struct Globs {
    folder: PathBuf,
    all: Vec<(usize, String, GlobMatcher)>,
}

impl Globs {
    /// Reads globs.
    ///
    /// # Errors
    /// The line of one that is none, and why.
    pub fn read(folder: &Path, settings: &[Setting]) -> Result<Globs, (usize, String)> {
        let all = settings.iter().map(|it| {
            let text = it.text.trim_start_matches("./").trim_end_matches('/');
            let wrong = |why: &str| (it.line, format!("`{}` is no glob: {why}", it.text));
            if text.split('/').any(|part| part == "..") || Path::new(text).is_absolute() {
                return Err(wrong("it has to lead to what is below the folder of this file"));
            }
            let glob = GlobBuilder::new(if matches!(text, "" | ".") { "**" } else { text })
                .literal_separator(true)
                .build()
                .map_err(|error| wrong(&error.kind().to_string()))?;
            Ok((it.line, it.text.clone(), glob.compile_matcher()))
        });
        Ok(Globs {
            folder: folder.to_owned(),
            all: all.collect::<Result<_, _>>()?,
        })
    }

    /// Whether a file or folder, or one around it, is meant.
    pub fn has(&self, path: &Path) -> bool {
        self.all.iter().any(|(.., glob)| self.is_meant(glob, path))
    }

    /// The first that means none of these files: its line and its text.
    pub fn idle<'p>(&self, files: impl Iterator<Item = &'p Path> + Clone) -> Option<(usize, &str)> {
        let is_idle = |glob: &GlobMatcher| !files.clone().any(|it| self.is_meant(glob, it));
        let mut idle = self.all.iter().filter(|(.., glob)| is_idle(glob));
        idle.next().map(|(line, text, _)| (*line, text.as_str()))
    }

    fn is_meant(&self, glob: &GlobMatcher, path: &Path) -> bool {
        let Ok(within) = path.strip_prefix(&self.folder) else {
            return false;
        };
        within.ancestors().any(|it| glob.is_match(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(glob: &str, path: &str) -> bool {
        let settings = [Setting {
            text: glob.to_owned(),
            line: 1,
        }];
        let globs = Globs::read(Path::new("/p"), &settings).expect("a glob");
        globs.has(Path::new(path))
    }

    #[test]
    fn a_glob_means_what_is_in_a_folder_too() {
        for glob in ["src", "./src/", "s*", "**/x.js", "src/*.js", ".", "src/**"] {
            assert!(has(glob, "/p/src/x.js"), "{glob}");
        }
        for glob in ["x.js", "*.js", "src/y", "rc", "src/*/x.js"] {
            assert!(!has(glob, "/p/src/x.js"), "{glob}");
        }
        assert!(!has("src", "/q/src/x.js"));
    }
}
