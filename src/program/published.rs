//! Which modules users of a package import who are not here. Knows manifests, no
//! code.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::Value;

use super::graph::Graph;
use crate::{
    report::relative,
    semantic::{Manifest, Published},
    syntax::{Source, SourceId},
};

/// By module: the manifest of the package that may be published with it; paths are
/// shown from `base`.
pub(super) fn published(graph: &Graph<'_>, sources: &[Source], base: &Path) -> HashMap<SourceId, Published> {
    let mut packages: BTreeMap<PathBuf, (Arc<Manifest>, Vec<&Source>)> = BTreeMap::new();
    for source in sources {
        if let Some(around) = graph.linker.manifests.around(&source.path) {
            let package = packages.entry(around.directory.clone());
            package.or_insert_with(|| (around, Vec::new())).1.push(source);
        }
    }
    let mut found = HashMap::new();
    for (directory, (manifest, modules)) in packages {
        let path = directory.join("package.json");
        let published = Published {
            shown: relative(&path, base),
            path,
        };
        let entries = entries(graph, &manifest, &modules);
        found.extend(entries.into_iter().map(|it| (it, published.clone())));
    }
    found
}

/// The modules that users of a package can import. A package can be published that
/// has a name and a version and is not private.
fn entries(graph: &Graph<'_>, manifest: &Manifest, modules: &[&Source]) -> Vec<SourceId> {
    let by = manifest.directory.join("package.json");
    let manifest = &manifest.whole;
    let text = |key: &str| manifest.get(key).and_then(Value::as_str);
    let is_private = manifest.get("private").and_then(Value::as_bool) == Some(true);
    if is_private || text("name").is_none() || text("version").is_none() {
        return Vec::new();
    }
    let mut paths = Vec::new();
    for key in ["main", "module", "exports", "bin", "browser"] {
        collect_paths(manifest.get(key), &mut paths);
    }
    let says_entries = !paths.is_empty();
    if !says_entries {
        paths.push("./index.js".to_owned());
    }
    let targets: Vec<PathBuf> = paths.iter().filter_map(|it| graph.linker.target(&by, it)).collect();
    let is_entry = |it: &&&Source| targets.contains(&it.path);
    let found: Vec<SourceId> = modules.iter().filter(is_entry).map(|it| it.id).collect();
    match found.is_empty() && says_entries && has_signs_of_a_library(manifest) {
        // What is published is made of these files by a compiler.
        true => modules.iter().map(|it| it.id).collect(),
        false => found,
    }
}

fn has_signs_of_a_library(manifest: &Value) -> bool {
    ["files", "publishConfig", "types", "typings", "exports", "bin"]
        .iter()
        .any(|it| manifest.get(it).is_some())
}

fn collect_paths(value: Option<&Value>, found: &mut Vec<String>) {
    match value {
        Some(Value::String(path)) => found.push(match path.starts_with('.') {
            true => path.clone(),
            false => format!("./{path}"),
        }),
        Some(Value::Object(map)) => map.values().for_each(|it| collect_paths(Some(it), found)),
        Some(Value::Array(list)) => list.iter().for_each(|it| collect_paths(Some(it), found)),
        _ => {}
    }
}
