//! Who may import a module without being seen: files that could not be read,
//! specifiers that are computed or lead nowhere, users of a package. Reads
//! manifests; knows no code but the specifiers in it.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    discover::read_lossy,
    report::relative,
    semantic::{Link, Links, Manifest, resolve},
    syntax::{Source, SourceId, Sources},
};

/// A file some of whose imports are not known to lead anywhere.
pub struct Importer {
    /// Absolute path.
    pub path: PathBuf,
    /// Specifiers that lead to no file of the program; of an unread file all that
    /// look like a local file.
    pub unresolved: Vec<String>,
    /// What specifiers begin with that are computed.
    pub computed: Vec<String>,
    /// Whether the file could not be read.
    pub is_unread: bool,
}

impl Importer {
    /// A file that could not be read, by the strings in it.
    pub fn unread(path: &Path) -> Importer {
        Importer {
            path: path.to_owned(),
            unresolved: local_strings(&read_lossy(path)),
            computed: Vec::new(),
            is_unread: true,
        }
    }
}

/// Notes for each module who may import it unseen; paths are shown from `base`.
pub fn note_unseen(links: &mut Links, sources: &Sources, importers: &[Importer], base: &Path) {
    let packages = Packages::of(sources);
    let mut by_name: HashMap<&str, Vec<&Source>> = HashMap::new();
    for source in sources.iter() {
        by_name.entry(last_name(&source.path)).or_default().push(source);
    }
    for importer in importers {
        let by = relative(&importer.path, base);
        for id in possible_targets(importer, sources, &by_name, &packages) {
            links.unseen.entry(id).or_insert_with(|| by.clone());
        }
    }
    for (manifest, package) in &packages.0 {
        for id in package.published(manifest, sources) {
            let shown = relative(manifest, base);
            links.published.insert(
                id,
                Manifest {
                    path: manifest.clone(),
                    shown,
                },
            );
        }
    }
}

/// The modules that a file may import by what cannot be followed.
fn possible_targets(
    importer: &Importer,
    sources: &Sources,
    by_name: &HashMap<&str, Vec<&Source>>,
    packages: &Packages,
) -> Vec<SourceId> {
    let folder = importer.path.parent().unwrap_or(&importer.path);
    let is_other = |it: &&Source| it.path != importer.path;
    let mut found = Vec::new();
    if importer.is_unread {
        found.extend(resolved(&importer.path, &importer.unresolved, sources));
    }
    for specifier in importer.unresolved.iter().filter(|_| !importer.is_unread) {
        let named = by_name
            .get(last_name(Path::new(specifier)))
            .into_iter()
            .flatten()
            .copied();
        let targets = named.filter(is_other).filter(|it| ends_with(&it.path, specifier));
        found.extend(targets.map(|it| it.id));
        found.extend(packages.modules_of(specifier));
    }
    for beginning in &importer.computed {
        let place = match beginning.as_str() {
            "" => packages.folder_around(&importer.path),
            it if it.starts_with('.') => Some(lexical(folder, it)),
            _ => None,
        };
        let Some(place) = place else { continue };
        let place = place.display().to_string();
        let is_below = |it: &&Source| it.path.display().to_string().starts_with(&place);
        found.extend(sources.iter().filter(is_other).filter(is_below).map(|it| it.id));
    }
    found
}

/// What a specifier would end with: the name of the file, or of its folder.
fn last_name(path: &Path) -> &str {
    match stem(path) {
        Some("index") => path.parent().and_then(stem).unwrap_or("index"),
        Some(name) => name,
        None => "",
    }
}

fn stem(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    Some(name.split_once('.').map_or(name, |(stem, _)| stem))
}

/// Where specifiers in a file lead, among the sources.
fn resolved(from: &Path, specifiers: &[String], sources: &Sources) -> Vec<SourceId> {
    let importer = Link { path: from, specifiers };
    let others = sources.iter().map(|it| Link {
        path: &it.path,
        specifiers: &[],
    });
    let links: Vec<Link<'_>> = std::iter::once(importer).chain(others).collect();
    let targets = resolve(&links).into_iter().next().unwrap_or_default();
    let ids: Vec<SourceId> = sources.iter().map(|it| it.id).collect();
    targets
        .into_iter()
        .filter_map(|(_, place)| ids.get(place.checked_sub(1)?).copied())
        .collect()
}

/// Whether a path through an alias or a layer may mean this file:
/// `@/lib/store`, `/opt/nodejs/lib/store`.
fn ends_with(path: &Path, specifier: &str) -> bool {
    let rest = match specifier.strip_prefix("/opt/") {
        Some(layer) => layer.strip_prefix("nodejs/").unwrap_or(layer),
        None => match specifier.split_once('/') {
            Some((alias, rest)) if !alias.starts_with('.') => rest,
            _ => return false,
        },
    };
    let wanted = Path::new(rest.trim_start_matches('/'));
    if wanted.as_os_str().is_empty() {
        return false;
    }
    let plain = path.with_extension("");
    let is_index = plain.file_name().is_some_and(|it| it == "index");
    path.ends_with(wanted)
        || plain.ends_with(wanted)
        || is_index && plain.parent().is_some_and(|it| it.ends_with(wanted))
}

/// A path with `.` and `..` taken; a beginning of a name stays one.
fn lexical(folder: &Path, beginning: &str) -> PathBuf {
    let mut place = folder.to_owned();
    for part in beginning.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                place.pop();
            }
            name => place.push(name),
        }
    }
    place
}

/// Strings that look like the specifier of a local file.
fn local_strings(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for quote in ['"', '\'', '`'] {
        let parts = text.split(quote).filter(|it| it.len() < 200);
        let local = parts.filter(|it| it.starts_with("./") || it.starts_with("../") || *it == "." || *it == "..");
        found.extend(local.map(str::to_owned));
    }
    found.sort();
    found.dedup();
    found
}

/// The packages of the program, by manifest.
struct Packages(BTreeMap<PathBuf, Package>);

struct Package {
    manifest: Value,
    modules: Vec<SourceId>,
}

impl Packages {
    fn of(sources: &Sources) -> Packages {
        let mut packages: BTreeMap<PathBuf, Package> = BTreeMap::new();
        let mut manifests: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
        for source in sources.iter() {
            let Some(folder) = source.path.parent() else {
                continue;
            };
            let known = manifests.entry(folder.to_owned());
            let Some(path) = known.or_insert_with(|| manifest_around(folder)).clone() else {
                continue;
            };
            let package = packages.entry(path).or_insert_with_key(|path| Package {
                manifest: serde_json::from_str(&read_lossy(path)).unwrap_or_default(),
                modules: Vec::new(),
            });
            package.modules.push(source.id);
        }
        Packages(packages)
    }

    /// The modules of the package that a specifier names.
    fn modules_of(&self, specifier: &str) -> Vec<SourceId> {
        let names = |package: &&Package| {
            let name = package.manifest.get("name").and_then(Value::as_str);
            let rest = name
                .filter(|it| !it.is_empty())
                .and_then(|it| specifier.strip_prefix(it));
            rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        let named = self.0.values().filter(names);
        named.flat_map(|it| it.modules.clone()).collect()
    }

    fn folder_around(&self, path: &Path) -> Option<PathBuf> {
        let manifest = path.parent().and_then(manifest_around);
        manifest.or_else(|| Some(path.to_owned()))?.parent().map(Path::to_owned)
    }
}

fn manifest_around(folder: &Path) -> Option<PathBuf> {
    let mut manifests = folder.ancestors().map(|it| it.join("package.json"));
    manifests.find(|it| it.is_file())
}

impl Package {
    /// The modules that users of the package can import. A package can be published
    /// that has a name and a version and is not private.
    fn published(&self, path: &Path, sources: &Sources) -> Vec<SourceId> {
        let text = |key: &str| self.manifest.get(key).and_then(Value::as_str);
        let is_private = self.manifest.get("private").and_then(Value::as_bool) == Some(true);
        if is_private || text("name").is_none() || text("version").is_none() {
            return Vec::new();
        }
        let mut entries = Vec::new();
        for key in ["main", "module", "exports", "bin", "browser"] {
            collect_paths(self.manifest.get(key), &mut entries);
        }
        let says_entries = !entries.is_empty();
        if !says_entries {
            entries.push("./index.js".to_owned());
        }
        let found = resolved(path, &entries, sources);
        match found.is_empty() && says_entries && has_signs_of_a_library(&self.manifest) {
            // What is published is made of these files by a compiler.
            true => self.modules.clone(),
            false => found,
        }
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
