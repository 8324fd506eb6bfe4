//! What must hold of any input, tried on one project in a directory of its own: runs
//! leakfix on it as a library. Knows no mutation.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use leakfix::{
    discover::{Selection, discover},
    guard::{Fixed, changed, fix_guarded},
    program::{Program, Wanted},
    query::Engine,
    rewrite::Applicability,
    semantic::Names,
    syntax::Source,
};

/// A look at a text that has to give the same after a rewrite.
type Look = fn(&str) -> bool;

/// What became of a project.
#[derive(Debug, Default)]
pub struct Judged {
    /// How many leaks are rewritten, and how many handlers.
    pub fixed: usize,
    /// How many stay.
    pub left: usize,
    /// What must never be, in one sentence each.
    pub wrong: Vec<String>,
    /// For both runs.
    pub took: Duration,
    /// The files that are changed.
    pub news: Vec<New>,
}

/// A file that leakfix has changed.
#[derive(Debug)]
pub struct New {
    /// In the directory.
    pub path: PathBuf,
    /// As it was.
    pub old: String,
    /// As it is.
    pub new: String,
}

/// Runs leakfix twice on the files of a directory, and looks at what it makes of them.
pub fn judge(home: &Path, engine: &Engine, allowed: Applicability) -> Judged {
    let start = Instant::now();
    let mut judged = Judged::default();
    let parts = run(home, engine, allowed);
    for part in &parts {
        judged
            .wrong
            .extend(part.outcome.defects.iter().map(|it| format!("a defect: {it}")));
        judged.fixed += part.outcome.findings.iter().filter(|it| it.is_fixed()).count();
        judged.left += part.outcome.findings.iter().filter(|it| it.is_left()).count();
    }
    for (old, new) in changed(&parts) {
        judged.wrong.extend(lost(old, new));
        judged.news.push(New {
            path: old.path.clone(),
            old: old.text.clone(),
            new: new.text.clone(),
        });
    }
    for New { path, new, .. } in &judged.news {
        // The copy may be a link to the original.
        let written = fs::remove_file(path).and_then(|()| fs::write(path, new));
        written.expect("a writable copy");
    }
    if !judged.news.is_empty() {
        for (_, new) in changed(&run(home, engine, allowed)) {
            let name = new.path.file_name().unwrap_or_default().to_string_lossy();
            judged.wrong.push(format!("{name}: a second run changes it again"));
        }
    }
    judged.took = start.elapsed();
    judged
}

/// Runs leakfix once, and writes nothing.
pub fn run(home: &Path, engine: &Engine, allowed: Applicability) -> Vec<Fixed> {
    let selection = Selection {
        paths: vec![home.to_owned()],
        everything: engine.everywhere,
    };
    let discovery = discover(&selection, home);
    let words: Vec<&str> = engine.transforms().flat_map(|it| it.words).copied().collect();
    let wanted = Wanted {
        words: &words,
        everywhere: engine.everywhere,
        ..Wanted::default()
    };
    Program::survey(&discovery, &wanted).for_each_part(|part| fix_guarded(part, engine, allowed))
}

/// What a rewrite has lost of a file.
fn lost(old: &Source, new: &Source) -> Vec<String> {
    let name = old.path.file_name().unwrap_or_default().to_string_lossy();
    let mut wrong = Vec::new();
    let comments = |it: &Source| {
        let mut bag: BTreeMap<String, usize> = BTreeMap::new();
        for range in it.comments() {
            let words: Vec<&str> = it.text[range].split_whitespace().collect();
            *bag.entry(words.join(" ")).or_default() += 1;
        }
        bag
    };
    let after = comments(new);
    // What tells a linter of one line goes with a parameter that has the line.
    let goes = |words: &str| words.contains("eslint-disable-line") || words.contains("jshint ignore:line");
    for (words, count) in comments(old).into_iter().filter(|(it, _)| !goes(it)) {
        if after.get(&words).is_none_or(|it| *it < count) {
            wrong.push(format!("{name}: a comment is lost: {words}"));
        }
    }
    if Names::read(&old.text, old.language, None).is_err() {
        wrong.push(format!("{name}: it has errors, and is changed"));
    }
    if let Err(errors) = Names::read(&new.text, new.language, None) {
        let message = errors.first().map_or("", |it| &*it.message);
        wrong.push(format!("{name}: the new text does not parse: {message}"));
    }
    let looks: [(&str, Look); 6] = [
        ("the byte order mark", |it| it.starts_with('\u{feff}')),
        ("no byte order mark", |it| !it.starts_with('\u{feff}')),
        ("the final newline", |it| it.ends_with('\n')),
        ("no final newline", |it| !it.ends_with('\n')),
        ("line ends of two characters", |it| {
            it.matches('\n').count() == it.matches("\r\n").count()
        }),
        ("line ends of one character", |it| !it.contains('\r')),
    ];
    // A file of mixed line ends promises nothing.
    for (what, holds) in looks {
        if holds(&old.text) && !holds(&new.text) && old.text.contains('\n') {
            wrong.push(format!("{name}: {what} is lost"));
        }
    }
    wrong
}
