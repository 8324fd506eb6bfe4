//! Netlify's functions: the files of a directory. Knows where the directory is,
//! and that of a file's exports `handler` or the default one is called.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use super::{Declaration, Deployment, Problem, draft::Draft, fence::Fence, scripts::parse};
use crate::{discover::read as read_text, semantic::declared_kind, syntax::Language};

pub(super) fn read(path: &Path, text: &str) -> Result<Option<Deployment>, Problem> {
    let before = |at: usize| text.as_bytes().get(..at).unwrap_or_default();
    let line = |at: usize| memchr::memchr_iter(b'\n', before(at)).count() + 1;
    let config = DeTable::parse(text).map_err(|error| Problem {
        path: path.to_owned(),
        line: error.span().map(|it| line(it.start)),
        reason: format!("no TOML: {}", error.message()),
    })?;
    let config = config.get_ref();
    let around = path.parent().unwrap_or(path);
    let base = setting(config, &["build", "base"]).map_or("", |(text, _)| text);
    let named = setting(config, &["functions", "directory"]).or_else(|| setting(config, &["build", "functions"]));
    let (directory, span) = named.unwrap_or(("netlify/functions", 0..0));
    let directory = around.join(base).join(directory);
    if directory.exists() && !Fence::around(around, None).holds(&directory) {
        return Ok(None);
    }
    let mut draft = Draft::new(path, &directory);
    for file in functions(&directory) {
        let export = exported(&file);
        if let (Ok(file), Some(export)) = (file.canonicalize(), export) {
            draft.declare(Declaration {
                file,
                export: export.to_owned(),
                runtime: None,
                names_folder: false,
                place: (path.to_owned(), line(span.start)),
            });
        }
    }
    Ok(draft.finish())
}

fn setting<'t>(table: &'t DeTable<'_>, keys: &[&str]) -> Option<(&'t str, Range<usize>)> {
    let (last, outer) = keys.split_last()?;
    let table = outer
        .iter()
        .try_fold(table, |table, key| match table.get(*key)?.get_ref() {
            DeValue::Table(inner) => Some(inner),
            _ => None,
        })?;
    let value = table.get(*last)?;
    match value.get_ref() {
        DeValue::String(text) => Some((text.trim_start_matches('/'), value.span())),
        _ => None,
    }
}

/// `hello.js`, `hello/index.js` and `hello/hello.js`.
fn functions(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut entries: Vec<PathBuf> = entries.map(|it| it.path()).collect();
    entries.sort();
    let files = entries.iter().filter_map(|entry| {
        if !entry.is_dir() {
            return Some(entry.clone());
        }
        let name = entry.file_name()?.to_str()?;
        let stems = [name, "index"];
        let extensions = ["js", "mjs", "cjs", "ts", "mts", "cts"];
        let mut files = stems
            .iter()
            .flat_map(|stem| extensions.iter().map(move |extension| format!("{stem}.{extension}")));
        files.find_map(|it| Some(entry.join(it)).filter(|it| it.is_file()))
    });
    files.filter(|it| Language::of_path(it).is_some()).collect()
}

/// The export that Netlify calls: a file without one only helps others.
fn exported(file: &Path) -> Option<&'static str> {
    let text = read_text(file, false).ok()?;
    let sketch = parse(file, &text, declared_kind(file)).ok()?;
    ["handler", "default"].into_iter().find(|it| sketch.offer(it).is_some())
}
