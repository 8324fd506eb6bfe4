//! Modules linked to modules, through oxc_resolver. Reads file names and
//! manifests of the project; knows no code but the specifiers in it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use nodejs_semver::{Range, Version};
use oxc_ast::ast::{
    Argument, CallExpression, ExportAllDeclaration, ExportFromDeclaration, Expression, ImportDeclaration,
    ImportExpression, Program, TSExternalModuleReference, TSModuleReference,
};
use oxc_ast_visit::{Visit, walk};
use oxc_resolver::{ResolveOptions, Resolver, TsconfigDiscovery};

use super::Declared;
use crate::syntax::SourceId;

/// Which module a specifier leads to, for the local ones.
#[derive(Debug, Default)]
pub struct Links {
    targets: HashMap<(SourceId, String), SourceId>,
    is_module: HashMap<SourceId, bool>,
    versions: HashMap<(SourceId, String), Version>,
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

/// The version of a package that a file gets: the installed one, else the oldest that
/// the manifest allows; `None` where neither says anything.
pub fn package_version(path: &Path, package: &str) -> Option<Version> {
    let manifest = |path: PathBuf| -> Option<serde_json::Value> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    };
    let folders = || path.ancestors().skip(1);
    let installed = folders().find_map(|it| manifest(it.join("node_modules").join(package).join("package.json")));
    if let Some(installed) = installed {
        return Version::parse(installed.get("version")?.as_str()?).ok();
    }
    let wanted = folders()
        .filter_map(|it| manifest(it.join("package.json")))
        .find_map(|it| {
            let lists = [
                "dependencies",
                "devDependencies",
                "peerDependencies",
                "optionalDependencies",
            ];
            let range = lists.iter().find_map(|list| it.get(list)?.get(package)?.as_str());
            range.map(str::to_owned)
        })?;
    let oldest = Range::parse(wanted).ok()?.min_version()?;
    // `*` says nothing.
    (oldest > Version::from((0, 0, 0))).then_some(oldest)
}

/// The local files, as places in `files`, that each file's specifiers lead to.
pub fn resolve(files: &[Link<'_>]) -> Vec<Vec<(String, usize)>> {
    use rayon::prelude::*;
    let places: HashMap<PathBuf, usize> = files
        .iter()
        .enumerate()
        .map(|(at, it)| (it.path.to_owned(), at))
        .collect();
    let resolver = Resolver::new(options());
    files
        .par_iter()
        .map(|file| {
            let directory = file.path.parent().unwrap_or(file.path);
            let resolved = file.specifiers.iter().filter_map(|specifier| {
                let found = resolver.resolve(directory, specifier).ok()?;
                let place = places.get(&found.full_path())?;
                Some((specifier.clone(), *place))
            });
            resolved.collect()
        })
        .collect()
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

    /// Notes which version of a package a file gets.
    pub fn set_version(&mut self, source: SourceId, package: &str, version: Version) {
        self.versions.insert((source, package.to_owned()), version);
    }

    /// The version of a package that a file gets, at least; `None` where nobody says.
    pub fn version(&self, source: SourceId, package: &str) -> Option<&Version> {
        self.versions.get(&(source, package.to_owned()))
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
