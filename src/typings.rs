//! Which type declarations the packages bring that a program imports. Reads
//! manifests and `.d.ts` files in `node_modules`; knows nothing of what is in them
//! but the specifiers that lead to more.

use std::{
    collections::{HashMap, VecDeque},
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::semantic::{Manifests, Typings, manifest, package_name, read_setting};

/// Some packages declare thousands of types; only the first files count.
const MAX_FILES: usize = 64;
const MAX_BYTES: usize = 2 << 20;

/// Reads what is declared of the packages that these files import: each file with
/// the specifiers in it. Where nothing is installed, nothing is read.
pub fn read<'a>(files: impl Iterator<Item = (&'a Path, &'a [Box<str>])>, manifests: &Manifests) -> Typings {
    let mut reader = Reader::default();
    for (path, specifiers) in files {
        let folders = manifests.installed_around(path);
        if folders.is_empty() {
            continue;
        }
        for specifier in specifiers.iter().filter(|it| names_a_package(it)) {
            if let Some(entry) = folders.iter().find_map(|it| reader.entry(it, specifier)) {
                let file = reader.package(entry);
                reader.typings.enter(specifier.to_string(), file);
            }
        }
    }
    reader.typings
}

#[derive(Default)]
struct Reader {
    typings: Typings,
    entries: HashMap<(PathBuf, String), Option<PathBuf>>,
    places: HashMap<PathBuf, usize>,
}

impl Reader {
    /// The file that declares what a specifier gives.
    fn entry(&mut self, modules: &Path, specifier: &str) -> Option<PathBuf> {
        let key = (modules.to_owned(), specifier.to_owned());
        let found = self.entries.entry(key);
        found.or_insert_with(|| entry(modules, specifier)).clone()
    }

    /// Reads a file and what it leads to inside of its package.
    fn package(&mut self, entry: PathBuf) -> usize {
        let (mut files, mut bytes) = (0, 0);
        let mut queue = VecDeque::from([entry.clone()]);
        let mut links: Vec<(usize, String, PathBuf)> = Vec::new();
        while let Some(path) = queue.pop_front() {
            if self.places.contains_key(&path) || files == MAX_FILES || bytes > MAX_BYTES {
                continue;
            }
            let text = read_setting(&path).unwrap_or_default();
            (files, bytes) = (files + 1, bytes + text.len());
            let leads: Vec<(String, PathBuf)> = relative_specifiers(&text)
                .filter_map(|it| Some((it.to_owned(), declared_at(&path.with_file_name("").join(it))?)))
                .collect();
            let place = self.typings.add(path.clone(), text);
            self.places.insert(path, place);
            queue.extend(leads.iter().map(|(_, to)| to.clone()));
            links.extend(leads.into_iter().map(|(specifier, to)| (place, specifier, to)));
        }
        for (from, specifier, to) in links {
            if let Some(to) = self.places.get(&to) {
                self.typings.link(from, specifier, *to);
            }
        }
        self.places[&entry]
    }
}

fn entry(modules: &Path, specifier: &str) -> Option<PathBuf> {
    let name = package_name(specifier)?;
    let within = specifier[name.len()..].trim_start_matches('/');
    let own = declared_by(&modules.join(name), within);
    own.or_else(|| {
        let mangled = name.trim_start_matches('@').replace('/', "__");
        declared_by(&modules.join("@types").join(mangled), within)
    })
}

/// The declarations of a package, or of a path in it.
fn declared_by(folder: &Path, within: &str) -> Option<PathBuf> {
    let manifest = manifest(folder)?;
    let key = if within.is_empty() {
        ".".to_owned()
    } else {
        format!("./{within}")
    };
    let exports = manifest.get("exports");
    let exported = exports.map(|it| it.get(&key).unwrap_or(it)).and_then(types_of);
    let fields = ["types", "typings", "main"].iter().filter(|_| within.is_empty());
    let named = fields.filter_map(|it| manifest.get(it)?.as_str());
    let paths = exported.into_iter().chain(named).chain([within]);
    paths.map(|it| folder.join(it)).find_map(|it| declared_at(&it))
}

/// The first path in the conditions of an entry of `exports` that ends like a
/// declaration.
fn types_of(entry: &Value) -> Option<&str> {
    match entry {
        Value::String(path) => is_declaration(path).then_some(path),
        Value::Array(items) => items.iter().find_map(types_of),
        Value::Object(items) => items.values().find_map(types_of),
        _ => None,
    }
}

fn is_declaration(path: &str) -> bool {
    [".d.ts", ".d.mts", ".d.cts"].iter().any(|it| path.ends_with(it))
}

/// The declaration file beside a file, or in a folder.
fn declared_at(path: &Path) -> Option<PathBuf> {
    let text = path.to_str()?;
    if is_declaration(text) {
        return path.is_file().then(|| path.to_owned());
    }
    let text = text.trim_end_matches('/');
    let stems = [
        (".js", ".d.ts"),
        (".mjs", ".d.mts"),
        (".cjs", ".d.cts"),
        (".ts", ".d.ts"),
        ("", ".d.ts"),
        ("", "/index.d.ts"),
    ];
    let candidates = stems
        .iter()
        .filter_map(|(from, to)| Some(format!("{}{to}", text.strip_suffix(from)?)));
    candidates.map(PathBuf::from).find(|it| it.is_file())
}

fn names_a_package(specifier: &str) -> bool {
    !specifier.starts_with(['.', '/', '#']) && !specifier.contains(':')
}

/// The strings in a text that begin like a relative path.
fn relative_specifiers(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split(['\'', '"']);
    quoted
        .filter(|it| (it.starts_with("./") || it.starts_with("../") || *it == "." || *it == "..") && !it.contains('\n'))
}
