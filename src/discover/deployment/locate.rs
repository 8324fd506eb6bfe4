//! From the string that names a handler to the source file and the export. Knows
//! how Lambda reads such a string and what compilers do to paths, and no tool.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{calls::normalised, fence::Fence, json::json_with_comments, scripts::parse, value::Value};
use crate::{
    discover::read as read_text,
    semantic::{declared_kind, read_setting},
    syntax::Language,
};

/// Where the name of the file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// As Lambda does it: the export may be nested, `index.api.get`.
    FirstDot,
    /// As bundlers do it that give the file another name: `users.api.get` is `get` of `users.api.ts`.
    LastDot,
}

/// What bundlers read. Where a `.js` stands beside a `.ts` of the same name, it was made of it.
const EXTENSIONS: [&str; 8] = ["ts", "tsx", "mts", "cts", "js", "mjs", "cjs", "jsx"];

/// Directories that hold what was built; their sources lie somewhere else.
const BUILT: [&str; 8] = [
    "dist",
    "build",
    "out",
    ".build",
    ".webpack",
    ".esbuild",
    ".dist",
    ".serverless",
];

/// The source file and the export that a handler string means. The file is below `directory`, or was compiled to there
/// from somewhere below `folder`.
pub(super) fn locate(directory: &Path, handler: &str, split: Split, folder: &Path) -> Option<(PathBuf, String)> {
    let (module, export) = parts(handler.trim(), split)?;
    let mut file = source(&normalised(&directory.join(module)), export, folder);
    // `/src/users.get` begins at the root of the code all the same, unless it is a path of this machine.
    if let Some(inside) = module.strip_prefix('/') {
        file = file.or_else(|| source(&normalised(&directory.join(inside)), export, folder));
    }
    Some((file?, export.to_owned()))
}

/// Whether a handler string leads to a file only because a folder has an index.
pub(super) fn names_folder(handler: &str, file: &Path) -> bool {
    let module = parts(handler.trim(), Split::FirstDot).map(|(module, _)| Path::new(module));
    let folder = file.parent().and_then(Path::file_name);
    file.ends_with("index.js") && module.is_some_and(|it| !it.ends_with("index") && it.file_name() == folder)
}

/// The source of a module, given by its path without an extension.
fn source(path: &Path, export: &str, folder: &Path) -> Option<PathBuf> {
    let found = existing(path).filter(|it| !is_built(it, folder));
    let compiled = || {
        let candidates = sources_of(path, folder);
        let fence = Fence::around(folder, None);
        let files = candidates.iter().filter_map(|it| existing(it));
        let mut files = files.filter(|it| fence.holds(it));
        // A file of that name may lie there for another reason.
        files.find(|it| !is_built(it, folder) && has_export(it, export))
    };
    found.or_else(compiled)?.canonicalize().ok()
}

/// A file given with its extension, or with the one that it is compiled to.
pub(super) fn source_file(file: &Path) -> Option<PathBuf> {
    let is_source = file.is_file() && Language::of_path(file).is_some();
    let found = if is_source {
        Some(file.to_owned())
    } else {
        existing(&file.with_extension(""))
    };
    found?.canonicalize().ok()
}

/// Whether there is a file of this module.
pub(super) fn has_module(directory: &Path, module: &str) -> bool {
    existing(&directory.join(module)).is_some()
}

/// Whether a file exports a name, or may do so through all of another module.
fn has_export(file: &Path, export: &str) -> bool {
    let name = export.split('.').next().unwrap_or(export);
    let text = read_text(file, false).ok();
    let sketch = text.and_then(|it| parse(file, &it, declared_kind(file)).ok());
    sketch.is_some_and(|it| it.offer(name).or_else(|| it.offer("*")).is_some())
}

/// `src/users.get` is the export `get` of `src/users`.
fn parts(handler: &str, split: Split) -> Option<(&str, &str)> {
    let base = handler.rfind('/').map_or(0, |it| it + 1);
    let name = &handler[base..];
    let dot = match split {
        Split::FirstDot => name.find('.'),
        Split::LastDot => name.rfind('.'),
    }?;
    let export = &name[dot + 1..];
    (dot > 0 && !export.is_empty()).then_some((&handler[..base + dot], export))
}

/// The module as a file, or as a directory with an index file.
fn existing(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let with = |extension: &str| path.with_file_name(format!("{name}.{extension}"));
    let files = EXTENSIONS.iter().map(|it| with(it));
    let indices = EXTENSIONS.iter().map(|it| path.join(format!("index.{it}")));
    files.chain(indices).find(|it| it.is_file())
}

fn is_built(file: &Path, folder: &Path) -> bool {
    let inside = file.strip_prefix(folder).unwrap_or(Path::new(""));
    let mut directories = inside.parent().into_iter().flat_map(Path::iter);
    directories.any(|part| part.to_str().is_some_and(|it| BUILT.contains(&it)))
}

/// Where the source of a compiled module can be, best guess first.
fn sources_of(path: &Path, folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for around in path.ancestors().skip(1) {
        found.extend(by_tsconfig(around, path));
        if around == folder {
            break;
        }
    }
    found.extend(by_custom(path, folder));
    found
}

/// By `outDir` and `rootDir` of the tsconfig.json in a directory.
fn by_tsconfig(directory: &Path, path: &Path) -> Vec<PathBuf> {
    let file = directory.join("tsconfig.json");
    let Ok(text) = read_setting(&file) else {
        return Vec::new();
    };
    let config = json_with_comments(&Arc::from(file.as_path()), &text);
    let option = |name: &str| config.at(&["compilerOptions", name]).and_then(Value::text);
    let inside = option("outDir").and_then(|out| path.strip_prefix(normalised(&directory.join(out))).ok());
    let Some(inside) = inside else {
        return Vec::new();
    };
    if let Some(root) = option("rootDir") {
        return vec![normalised(&directory.join(root).join(inside))];
    }
    // Without rootDir it is the innermost directory around all sources.
    let included = config.get("include").map(Value::list).unwrap_or_default();
    let tops = included.iter().filter_map(|it| {
        let top = Path::new(it.text()?).iter().next()?.to_str()?;
        (!top.contains('*')).then(|| directory.join(top).join(inside))
    });
    let mut found = vec![directory.join(inside)];
    found.extend(tops);
    found.push(directory.join("src").join(inside));
    found
}

/// By the names that directories of built code mostly have: `dist/users` is made of `src/users` or `users`.
fn by_custom(path: &Path, folder: &Path) -> Vec<PathBuf> {
    let Ok(inside) = path.strip_prefix(folder) else {
        return Vec::new();
    };
    let parts: Vec<&str> = inside.iter().filter_map(|it| it.to_str()).collect();
    let Some(at) = parts.iter().position(|it| BUILT.contains(it)) else {
        return Vec::new();
    };
    let before: PathBuf = folder.join(parts[..at].iter().collect::<PathBuf>());
    let after = |skipped: usize| {
        parts
            .get(at + skipped..)
            .unwrap_or_default()
            .iter()
            .collect::<PathBuf>()
    };
    // `.webpack/service/src/users`, and `.webpack/users/users` where functions are packed one by one.
    let rests = if parts[at].starts_with('.') {
        vec![after(1), after(2)]
    } else {
        vec![after(1)]
    };
    let rests = rests.into_iter().filter(|it| it.iter().next().is_some());
    rests
        .flat_map(|it| [before.join("src").join(&it), before.join(it)])
        .collect()
}

/// Whether a handler is the one of a function in another language, where the runtime is not said.
pub(super) fn is_of_another_language(directory: &Path, handler: &str) -> bool {
    if handler.contains("::") || handler == "bootstrap" || !handler.contains('.') {
        return true;
    }
    let Some((module, _)) = parts(handler, Split::FirstDot) else {
        return false;
    };
    let path = directory.join(module);
    let others = ["py", "rb", "go", "java", "cs", "rs"];
    others.iter().any(|it| path.with_extension(it).is_file())
}
