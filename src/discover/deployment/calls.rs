//! What calls into Node.js's path and URL modules make of known arguments. Knows
//! those modules only.

use std::path::{Component, Path, PathBuf};

use super::value::{Data, Value};

/// The outcome of a call, where all of it is known.
pub(super) fn known_call(name: &str, arguments: &[Value], home: &Path, file: &Path) -> Option<Data> {
    let name = name.replace("path.posix.", "path.");
    let texts = || -> Option<Vec<&str>> { arguments.iter().map(Value::text).collect() };
    let text = |it: &Path| Some(Data::Text(it.to_string_lossy().into_owned()));
    let directory = file.parent().unwrap_or(file);
    match &*name {
        "path.join" | "path.normalize" => text(&joined(&texts()?)),
        "path.resolve" => text(&normalised(
            &texts()?.iter().fold(home.to_owned(), |at, it| at.join(it)),
        )),
        "path.dirname" => text(Path::new(texts()?.first()?).parent()?),
        "path.basename" => text(Path::new(Path::new(texts()?.first()?).file_name()?)),
        "process.cwd" => text(home),
        "url.fileURLToPath" | "fileURLToPath" | "Object.freeze" => Some(arguments.first()?.data.clone()),
        "URL" | "url.URL" => match texts()?.as_slice() {
            // Its base is a file, `import.meta.url`.
            [path, base] => text(&normalised(&Path::new(base).parent()?.join(path))),
            _ => None,
        },
        "require.resolve" => match texts()?.as_slice() {
            [path] if path.starts_with('.') => text(&normalised(&directory.join(path))),
            _ => None,
        },
        _ => None,
    }
}

/// As `path.join` does it: an absolute part is no new beginning.
fn joined(parts: &[&str]) -> PathBuf {
    normalised(Path::new(&parts.join("/")))
}

/// Without `.` and with `..` taken back.
pub(super) fn normalised(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match plain.components().next_back() {
                Some(Component::Normal(_)) => {
                    plain.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => plain.push(".."),
            },
            other => plain.push(other),
        }
    }
    plain
}
