//! From files that a build would make to the sources they are made from: where
//! nothing is built or installed, imports of the project's own packages lead
//! nowhere else. Knows manifests and tsconfig.json, no code.

use std::path::{Component, Path, PathBuf};

use super::graph::Graph;

impl Graph<'_> {
    /// The source behind an entry of one of the project's own packages; `rest` is
    /// what follows its name in a specifier.
    pub(super) fn source_of_entry(&self, directory: &Path, rest: &str) -> Option<usize> {
        let manifest = crate::semantic::manifest(directory)?;
        let within = rest.trim_start_matches('/');
        let mut outputs = Vec::new();
        let exports = manifest.get("exports");
        let entry = exports.map(|it| it.get(format!(".{rest}")).unwrap_or(it));
        outputs.extend(entry.map(strings).unwrap_or_default());
        if within.is_empty() {
            let fields = ["main", "module", "types", "typings"].iter();
            outputs.extend(fields.filter_map(|it| manifest.get(it)?.as_str()));
            outputs.extend(["index", "src/index"]);
        }
        let asked = (!within.is_empty()).then_some(within);
        outputs.into_iter().chain(asked).find_map(|it| {
            let path = plain(&directory.join(it));
            self.source_at(&path).or_else(|| self.source_of(&path))
        })
    }

    /// The source that a build makes this file from, by the `outDir` of the
    /// tsconfig.json around it, or the customary names.
    pub(super) fn source_of(&self, output: &Path) -> Option<usize> {
        let output = plain(output);
        let manifest = self.linker.manifests.around(&output)?;
        let folder = manifest.directory.as_path();
        let within = output.strip_prefix(folder).ok()?;
        let out_dir = self.linker.out_dir(folder).map(|it| plain(&folder.join(it)));
        let rest = match out_dir.and_then(|it| Some(output.strip_prefix(it).ok()?.to_owned())) {
            Some(rest) => rest,
            None => {
                let mut parts = within.components();
                let first = parts.next()?.as_os_str().to_str()?;
                let is_output = matches!(first, "dist" | "build" | "lib" | "out" | "cjs" | "esm");
                is_output.then(|| parts.as_path().to_owned())?
            }
        };
        // `rootDir` is the folder of the sources or the package.
        [folder.join("src").join(&rest), folder.join(&rest)]
            .iter()
            .find_map(|it| self.source_at(it))
    }

    /// A file of the project of this name, whatever its extension.
    fn source_at(&self, path: &Path) -> Option<usize> {
        if let Some(place) = self.place(path) {
            return Some(place);
        }
        let name = path.file_name()?.to_str()?;
        let endings = [".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs", ".jsx"];
        let stem = endings.iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name);
        let named = ["ts", "tsx", "mts", "cts", "js", "mjs", "cjs", "jsx"].map(|it| format!("{stem}.{it}"));
        let indexes = ["index.ts", "index.js"].map(|it| format!("{stem}/{it}"));
        let mut all = named.iter().chain(&indexes);
        all.find_map(|it| self.place(&path.with_file_name(it)))
    }
}

/// All strings in the conditions of an entry of `exports`.
fn strings(value: &serde_json::Value) -> Vec<&str> {
    match value {
        serde_json::Value::String(text) => vec![text],
        serde_json::Value::Array(items) => items.iter().flat_map(strings).collect(),
        serde_json::Value::Object(items) => items.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(found.pop()),
            _ => found.push(part),
        }
    }
    found
}
