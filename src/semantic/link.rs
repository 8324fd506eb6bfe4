//! Modules linked to modules, through oxc_resolver. Reads file names and
//! manifests of the project; knows no code but the specifiers in it.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Component, Path, PathBuf},
    sync::OnceLock,
};

use oxc_ast::ast::{
    Argument, CallExpression, ExportAllDeclaration, ExportFromDeclaration, Expression, ImportDeclaration,
    ImportExpression, Program, TSExternalModuleReference, TSModuleReference,
};
use oxc_ast_visit::{Visit, walk};
use oxc_resolver::{ResolveError, ResolveOptions, Resolver, TsconfigDiscovery};

use super::{Declared, Typings, dependencies::Dependencies, packages::Majors};
use crate::syntax::SourceId;

/// Which module a specifier leads to, for the local ones.
#[derive(Debug, Default)]
pub struct Links {
    targets: HashMap<(SourceId, String), SourceId>,
    is_module: HashMap<SourceId, bool>,
    dependencies: Dependencies,
    /// The type declarations of the packages that the sources import.
    pub typings: Typings,
    /// What is declared of handlers.
    pub declared: Declared,
}

/// A file and the specifiers in it.
pub struct Link<'a> {
    /// Absolute path.
    pub path: &'a Path,
    /// See [`Names::specifiers`](super::Names).
    pub specifiers: &'a [String],
}

/// The strings in `import`, `export … from`, `require(…)` and `import(…)`.
pub(super) fn specifiers(program: &Program<'_>) -> Vec<String> {
    let mut found = Specifiers(Vec::new());
    found.visit_program(program);
    found.0.sort();
    found.0.dedup();
    found.0
}

/// Whether the file's name or its package.json makes it an ECMAScript module
/// or CommonJS; `None` where its syntax decides.
pub fn declared_kind(path: &Path) -> Option<bool> {
    match path.extension()?.to_str()? {
        "mjs" | "mts" => return Some(true),
        "cjs" | "cts" => return Some(false),
        "js" | "jsx" => {}
        _ => return None,
    }
    let manifest = path
        .ancestors()
        .skip(1)
        .map(|it| it.join("package.json"))
        .find(|it| it.is_file())?;
    let text = std::fs::read_to_string(manifest).ok()?;
    let manifest: serde_json::Value = serde_json::from_str(&text).ok()?;
    (manifest.get("type")?.as_str()? == "module").then_some(true)
}

/// The local files, as places in `files`, that each file's specifiers lead to.
/// What is in `node_modules` is followed from files in there only.
pub fn resolve(files: &[Link<'_>]) -> Vec<Vec<(String, usize)>> {
    use rayon::prelude::*;
    let places: HashMap<&Path, usize> = files.iter().enumerate().map(|(at, it)| (it.path, at)).collect();
    let linker = Linker {
        resolver: Resolver::new(options()),
        places,
        packages: OnceLock::new(),
    };
    files
        .par_iter()
        .map(|file| {
            let found = |specifier: &String| Some((specifier.clone(), linker.place(file.path, specifier)?));
            file.specifiers.iter().filter_map(found).collect()
        })
        .collect()
}

struct Linker<'a> {
    resolver: Resolver,
    places: HashMap<&'a Path, usize>,
    /// The folders of the project's packages, by name: where nothing is installed,
    /// no link in `node_modules` leads there.
    packages: OnceLock<HashMap<String, PathBuf>>,
}

impl Linker<'_> {
    /// The file that a specifier leads to.
    fn place(&self, file: &Path, specifier: &str) -> Option<usize> {
        if specifier.starts_with("node:") {
            return None;
        }
        let directory = file.parent().unwrap_or(file);
        let mut resolved = self.resolver.resolve_file(file, specifier);
        // A tsconfig.json that cannot be read says nothing.
        if !matches!(
            resolved,
            Ok(_) | Err(ResolveError::NotFound(_) | ResolveError::Builtin { .. })
        ) {
            resolved = self.resolver.resolve(directory, specifier);
        }
        let path = match resolved {
            Ok(found) => found.full_path(),
            Err(ResolveError::Builtin { .. }) => return None,
            Err(_) if specifier.starts_with('.') => directory.join(specifier),
            Err(_) => return self.in_package(specifier),
        };
        if is_installed(&path) && !is_installed(file) {
            return None;
        }
        self.places
            .get(path.as_path())
            .copied()
            .or_else(|| self.source_of(&path))
    }

    /// The file of a package of the project that is not installed.
    fn in_package(&self, specifier: &str) -> Option<usize> {
        let name = package_name(specifier)?;
        let folder = self
            .packages
            .get_or_init(|| packages(self.places.keys().copied()))
            .get(name)?;
        let within = specifier[name.len()..].trim_start_matches('/');
        let manifest = manifest(folder)?;
        let asked = if within.is_empty() {
            folder.clone()
        } else {
            folder.join(within)
        };
        // With `exports` a package can be asked for by its own name.
        let by_name = manifest.get("exports").map(|_| specifier.to_owned());
        let by_path = format!("./{within}");
        for request in by_name.into_iter().chain([by_path]) {
            if let Ok(found) = self.resolver.resolve(folder, &request)
                && let Some(place) = self.places.get(found.path())
            {
                return Some(*place);
            }
        }
        let mut outputs = Vec::new();
        let key = if within.is_empty() {
            ".".to_owned()
        } else {
            format!("./{within}")
        };
        let exports = manifest.get("exports");
        let entry = exports.map(|it| it.get(&key).unwrap_or(it));
        outputs.extend(entry.map(strings).unwrap_or_default());
        if within.is_empty() {
            let fields = ["main", "module", "types", "typings"].iter();
            outputs.extend(fields.filter_map(|it| manifest.get(it)?.as_str()));
            outputs.extend(["index", "src/index"]);
        }
        let paths = outputs.into_iter().map(|it| folder.join(it)).chain([asked]);
        paths.into_iter().find_map(|it| {
            let path = plain(&it);
            self.source_at(&path).or_else(|| self.source_of(&path))
        })
    }

    /// The source that a build makes this file from, by the `outDir` of the
    /// tsconfig.json around it, or the customary names.
    fn source_of(&self, output: &Path) -> Option<usize> {
        let output = plain(output);
        let folder = output
            .ancestors()
            .skip(1)
            .find(|it| it.join("package.json").is_file())?;
        let within = output.strip_prefix(folder).ok()?;
        let configured = self.resolver.resolve_tsconfig(folder.join("tsconfig.json")).ok();
        let out_dir = configured.and_then(|it| it.compiler_options.out_dir.clone());
        let out_dir = out_dir.map(|it| folder.join(it));
        let rest = match out_dir.and_then(|it| Some(output.strip_prefix(plain(&it)).ok()?.to_owned())) {
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
        if let Some(place) = self.places.get(path) {
            return Some(*place);
        }
        let name = path.file_name()?.to_str()?;
        let endings = [".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs", ".jsx"];
        let stem = endings.iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name);
        let named = ["ts", "tsx", "mts", "cts", "js", "mjs", "cjs", "jsx"].map(|it| format!("{stem}.{it}"));
        let indexes = ["index.ts", "index.js"].map(|it| format!("{stem}/{it}"));
        named
            .iter()
            .chain(&indexes)
            .find_map(|it| self.places.get(path.with_file_name(it).as_path()).copied())
    }
}

/// The folders of the packages that these files belong to, by name. A name that
/// two folders have means neither.
fn packages<'a>(files: impl Iterator<Item = &'a Path>) -> HashMap<String, PathBuf> {
    let folders: BTreeSet<&Path> = files
        .filter(|it| !is_installed(it))
        .flat_map(|it| it.ancestors().skip(1))
        .collect();
    let mut found: HashMap<String, Option<PathBuf>> = HashMap::new();
    for folder in folders {
        let name = manifest(folder).and_then(|it| Some(it.get("name")?.as_str()?.to_owned()));
        if let Some(name) = name {
            let unless_taken = |it: &mut Option<PathBuf>| *it = None;
            found
                .entry(name)
                .and_modify(unless_taken)
                .or_insert_with(|| Some(folder.to_owned()));
        }
    }
    found
        .into_iter()
        .filter_map(|(name, folder)| Some((name, folder?)))
        .collect()
}

pub(super) fn manifest(folder: &Path) -> Option<serde_json::Value> {
    let text = std::fs::read_to_string(folder.join("package.json")).ok()?;
    serde_json::from_str(&text).ok()
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

/// `@scope/name` or `name` in a specifier that names a package.
pub(super) fn package_name(specifier: &str) -> Option<&str> {
    let slashes = if specifier.starts_with('@') { 1 } else { 0 };
    let end = specifier
        .match_indices('/')
        .nth(slashes)
        .map_or(specifier.len(), |(at, _)| at);
    let starts = |it: char| it.is_ascii_alphanumeric() || it == '@' || it == '_';
    specifier.starts_with(starts).then(|| &specifier[..end])
}

fn is_installed(path: &Path) -> bool {
    path.components().any(|it| it.as_os_str() == "node_modules")
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut found = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                found.pop();
            }
            _ => found.push(part),
        }
    }
    found
}

fn options() -> ResolveOptions {
    let list = |items: &[&str]| items.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let alias = |from: &str, to: &[&str]| (from.to_owned(), list(to));
    ResolveOptions {
        extensions: list(&[".js", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".json"]),
        extension_alias: vec![
            alias(".js", &[".js", ".ts", ".tsx"]),
            alias(".mjs", &[".mjs", ".mts"]),
            alias(".cjs", &[".cjs", ".cts"]),
            alias(".jsx", &[".jsx", ".tsx"]),
        ],
        condition_names: list(&["node", "import", "require", "default"]),
        main_fields: list(&["main", "module"]),
        tsconfig: Some(TsconfigDiscovery::Auto),
        symlinks: true,
        builtin_modules: true,
        ..ResolveOptions::default()
    }
}

impl Links {
    /// Notes that `specifier` in `from` leads to `to`.
    pub fn add(&mut self, from: SourceId, specifier: String, to: SourceId) {
        self.targets.insert((from, specifier), to);
    }

    /// Notes that a file is an ECMAScript module, or is not, whatever it holds.
    pub fn declare_kind(&mut self, source: SourceId, is_module: bool) {
        self.is_module.insert(source, is_module);
    }

    /// The local module that a specifier in a file leads to.
    pub fn target(&self, from: SourceId, specifier: &str) -> Option<SourceId> {
        self.targets.get(&(from, specifier.to_owned())).copied()
    }

    /// What is declared of the file's kind of module.
    pub fn is_module(&self, source: SourceId) -> Option<bool> {
        self.is_module.get(&source).copied()
    }

    /// Reads which versions of packages the sources ask for.
    pub fn read_dependencies<'a>(&mut self, sources: impl Iterator<Item = (SourceId, &'a Path)>) {
        self.dependencies = Dependencies::read(sources);
    }

    /// Which major versions of a package the file's package.json allows.
    pub fn majors(&self, source: SourceId, package: &str) -> Option<Majors> {
        self.dependencies.majors(source, package)
    }

    /// The files that import `target`.
    pub fn importers(&self, target: SourceId) -> Vec<SourceId> {
        let mut found: Vec<SourceId> = self
            .targets
            .iter()
            .filter(|(_, to)| **to == target)
            .map(|((from, _), _)| *from)
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

struct Specifiers(Vec<String>);

impl<'a> Visit<'a> for Specifiers {
    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        self.0.push(it.source.value.to_string());
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'a>) {
        self.0.push(it.source.value.to_string());
    }

    fn visit_export_all_declaration(&mut self, it: &ExportAllDeclaration<'a>) {
        self.0.push(it.source.value.to_string());
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        if let Expression::StringLiteral(literal) = &it.source {
            self.0.push(literal.value.to_string());
        }
        walk::walk_import_expression(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if let Expression::Identifier(callee) = &it.callee
            && callee.name == "require"
            && let Some(Argument::StringLiteral(literal)) = it.arguments.first()
        {
            self.0.push(literal.value.to_string());
        }
        walk::walk_call_expression(self, it);
    }

    fn visit_ts_module_reference(&mut self, it: &TSModuleReference<'a>) {
        if let TSModuleReference::ExternalModuleReference(reference) = it {
            let reference: &TSExternalModuleReference<'a> = reference;
            self.0.push(reference.expression.value.to_string());
        }
    }
}
