//! The files of the repository, and what is wrong with them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
pub struct File {
    /// From the root, with forward slashes.
    pub name: String,
    pub text: String,
}

impl File {
    pub fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }

    /// The lines that are code of the program, with their numbers: no comments, and no tests at the end of the file.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|it| it.trim() != "#[cfg(test)]");
        let numbered = lines.enumerate().map(|(number, line)| (number + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// What breaks a rule, with its place.
#[derive(Default)]
pub struct Wrong(String);

impl Wrong {
    pub fn add(&mut self, place: String, what: &str) {
        writeln!(self.0, "  {place}: {}", what.trim()).expect("a string takes all text");
    }

    #[track_caller]
    pub fn report(&self, advice: &str) {
        assert!(self.0.is_empty(), "{advice}\n{}", self.0);
    }
}

/// None of the words in the code of these files.
#[track_caller]
pub fn forbid(is_meant: impl Fn(&File) -> bool, words: &[&str], advice: &str) {
    let mut wrong = Wrong::default();
    for file in sources().iter().filter(|it| is_meant(it)) {
        for (line, text) in file.code() {
            if words.iter().any(|word| has_word(text, word)) {
                wrong.add(file.at(line), text);
            }
        }
    }
    wrong.report(advice);
}

/// `print!` is not in `eprint!`.
fn has_word(text: &str, word: &str) -> bool {
    let continues = |before: &str| before.ends_with(|it: char| it.is_alphanumeric() || it == '_');
    let starts_a_word = word.starts_with(char::is_alphabetic);
    text.match_indices(word)
        .any(|(at, _)| !(starts_a_word && continues(&text[..at])))
}

/// The program: `src` and `transforms`.
pub fn sources() -> Vec<File> {
    ["src", "transforms"]
        .iter()
        .flat_map(|it| rust_files(&root().join(it)))
        .collect()
}

pub fn tests() -> Vec<File> {
    rust_files(&root().join("tests"))
}

fn rust_files(directory: &Path) -> Vec<File> {
    let mut files = Vec::new();
    for path in entries(directory) {
        // Examples are code of others.
        if path.is_dir() && !["examples", "node_modules"].contains(&&*name_of(&path)) {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(File {
                name: shown(&path),
                text: fs::read_to_string(&path).expect("it can be read"),
            });
        }
    }
    files
}

pub fn entries(directory: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(directory).into_iter().flatten();
    let mut found: Vec<PathBuf> = read.filter_map(|it| Some(it.ok()?.path())).collect();
    found.sort();
    found
}

pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// From the root, with forward slashes.
pub fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
