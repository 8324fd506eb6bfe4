//! Handlers that the user names, by `--handler` and in `leakfix.toml`: which file
//! and which export each means.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::arguments::Scan;
use crate::{
    discover::Discovery,
    guard::Fixed,
    program::{NamedHandler, Unread},
    report::relative,
    semantic::{Found, Held, Project},
    syntax::SourceId,
};

/// What a handler's file may end in, the likeliest first.
pub(super) const ENDINGS: [&str; 8] = ["js", "mjs", "cjs", "ts", "tsx", "mts", "cts", "jsx"];

/// The handlers that the user has named, each with its file.
///
/// # Errors
/// A name that leads to no file of the program.
pub(super) fn named_handlers(scan: &Scan, cwd: &Path, discovery: &Discovery) -> anyhow::Result<Vec<NamedHandler>> {
    let of_options = scan.handlers.iter().map(|it| (it.as_str(), cwd, Found::Option));
    let of_config = scan.config.iter().flat_map(|config| {
        let settings = |line: usize| Found::Settings(config.path.clone(), line);
        let handlers = config.handlers.iter();
        handlers.map(move |it| (it.text.as_str(), config.folder(), settings(it.line)))
    });
    of_options
        .chain(of_config)
        .map(|(name, folder, found)| {
            named(name, folder, discovery, found.clone()).map_err(|words| anyhow!("{}: {words}", said_by(&found, cwd)))
        })
        .collect()
}

/// What is wrong with the named handlers whose files are in a part: those that are
/// not exported, with what is exported in their place.
pub(super) fn missing_exports(named: &[NamedHandler], part: &Fixed, cwd: &Path) -> Vec<String> {
    let is_here = |it: &NamedHandler| part.sources.iter().any(|source| source.path == it.file);
    if !named.iter().any(is_here) {
        return Vec::new();
    }
    let project = Project::analyze(&part.sources, &part.links, &Held::default());
    let missing = named.iter().filter(|it| is_here(it)).filter(|it| {
        let is_it = |source: SourceId| part.sources.get(source).path == it.file;
        let all = project.missing_handlers().iter();
        all.clone()
            .any(|other| is_it(other.source) && other.export == it.export)
    });
    missing.map(|it| describe_missing(it, &project, cwd)).collect()
}

fn describe_missing(handler: &NamedHandler, project: &Project<'_>, cwd: &Path) -> String {
    let (file, export) = (relative(&handler.file, cwd), &handler.export);
    let said_by = said_by(&handler.found, cwd);
    let module = project.modules().iter().find(|it| it.source.path == handler.file);
    let exports = module.map(|it| it.exports.as_slice()).unwrap_or_default();
    let mut exported: Vec<String> = exports.iter().map(|it| format!("`{}`", it.name)).collect();
    exported.retain(|it| it != "`*`");
    exported.sort();
    exported.dedup();
    match exported.as_slice() {
        [] => format!("{said_by}: {file} exports no function `{export}`, and nothing else by name"),
        some => format!(
            "{said_by}: {file} exports no function `{export}`; it exports {}",
            some.join(", ")
        ),
    }
}

/// Whether the files of named handlers can be read.
///
/// # Errors
/// The first that cannot.
pub(super) fn require_readable(named: &[NamedHandler], unread: &[Unread], cwd: &Path) -> anyhow::Result<()> {
    let is_unread = |it: &&NamedHandler| unread.iter().any(|other| other.path == it.file);
    if let Some(handler) = named.iter().find(is_unread) {
        let (file, said_by) = (relative(&handler.file, cwd), said_by(&handler.found, cwd));
        bail!("{said_by}: {file} cannot be read: `leakfix check {file}` says why");
    }
    Ok(())
}

fn said_by(found: &Found, cwd: &Path) -> String {
    match found {
        Found::Settings(path, line) => format!("{}:{line}", relative(path, cwd)),
        _ => "--handler".to_owned(),
    }
}

/// `src/x.main`: the file that this names from a folder, and the export.
fn named(name: &str, folder: &Path, discovery: &Discovery, found: Found) -> Result<NamedHandler, String> {
    let (place, base) = name.rsplit_once('/').unwrap_or(("", name));
    let splits: Vec<(&str, &str)> = base
        .match_indices('.')
        .map(|(at, _)| (&base[..at], &base[at + 1..]))
        .filter(|(module, export)| !module.is_empty() && !export.is_empty())
        .collect();
    let Some((first, _)) = splits.first() else {
        return Err(format!(
            "`{name}` is no handler: give its file without the ending, a dot and its export, such as `src/x.main`"
        ));
    };
    // `x.api.get` is `api.get` of x.js, unless there is an x.api.js.
    for (module, export) in splits.iter().rev() {
        let module = folder.join(place).join(module);
        if let Some(file) = file_of(&module, discovery) {
            return Ok(NamedHandler {
                file,
                export: (*export).to_owned(),
                found,
            });
        }
    }
    let module = folder.join(place).join(first);
    let shown = relative(&module, folder);
    if files_of(&module).any(|it| it.is_file()) {
        return Err(format!(
            "`{name}`: {shown} is not read: it is ignored, or too far from PATH to be of the same program"
        ));
    }
    Err(format!(
        "`{name}`: there is no file {shown}.js, nor one that ends in {}",
        ENDINGS[1..].join(", ")
    ))
}

/// The file of the program that a module's path without ending means.
pub(super) fn file_of(module: &Path, discovery: &Discovery) -> Option<PathBuf> {
    files_of(module)
        .filter_map(|it| it.canonicalize().ok())
        .find(|path| discovery.files.iter().any(|it| it.path == *path))
}

pub(super) fn files_of(module: &Path) -> impl Iterator<Item = PathBuf> {
    let endings = |path: &Path| {
        let path = path.as_os_str().to_owned();
        ENDINGS.iter().map(move |ending| {
            let mut file = path.clone();
            file.push(format!(".{ending}"));
            PathBuf::from(file)
        })
    };
    // With the ending is plain enough, too.
    std::iter::once(module.to_owned())
        .chain(endings(module))
        .chain(endings(&module.join("index")))
}
