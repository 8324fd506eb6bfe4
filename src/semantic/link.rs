//! Modules linked to modules. Knows the specifiers in code, and what they have
//! been found to lead to; looks for no file.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::PathBuf,
    sync::{Arc, RwLock},
};

use nodejs_semver::Version;
use oxc_ast::ast::{
    Argument, CallExpression, ExportAllDeclaration, ExportFromDeclaration, Expression, ImportDeclaration,
    ImportExpression, NewExpression, Program, TSExternalModuleReference, TSModuleReference,
};
use oxc_ast_visit::{Visit, walk};

use super::{
    Declared, Manifests, Names, Stated, SyntaxError, Typings, client::versioned_package,
    context_taker::offering_package, dependencies::Dependencies, packages::Majors,
};
use crate::syntax::{Source, SourceId};

/// Which module a specifier leads to, for the local ones.
#[derive(Debug, Default)]
pub struct Links {
    targets: HashMap<SourceId, BTreeMap<String, SourceId>>,
    /// By module, those that import it, in order.
    importers: HashMap<SourceId, BTreeSet<SourceId>>,
    is_module: HashMap<SourceId, bool>,
    dependencies: Dependencies,
    /// The type declarations of the packages that the program imports.
    pub typings: Arc<Typings>,
    /// What the user states of functions.
    pub stated: Arc<Stated>,
    /// Files of the program that export such functions, and the places of these.
    pub stated_files: Vec<(SourceId, usize)>,
    /// What is declared of handlers.
    pub declared: Declared,
    /// By module: a file that may import it, but could not be read or names what it
    /// imports only when it runs.
    pub unseen: HashMap<SourceId, String>,
    /// By module: the manifest of the package whose users import it.
    pub published: HashMap<SourceId, Published>,
    /// Names of texts that have been read, by revision.
    known: RwLock<HashMap<u64, Arc<Names>>>,
}

/// The manifest of a package that can be published.
#[derive(Debug, Clone)]
pub struct Published {
    /// Absolute path.
    pub path: PathBuf,
    /// The path as a reader knows it.
    pub shown: String,
}

/// The strings in `import`, `export … from`, `require(…)` and `import(…)`, and
/// those that look like a local file in other calls: `jest.mock('./store')`.
pub(super) fn specifiers(program: &Program<'_>) -> Vec<String> {
    let mut found = Specifiers(Vec::new());
    found.visit_program(program);
    found.0.sort();
    found.0.dedup();
    found.0
}

impl Links {
    /// Notes that `specifier` in `from` leads to `to`.
    pub fn add(&mut self, from: SourceId, specifier: String, to: SourceId) {
        self.importers.entry(to).or_default().insert(from);
        self.targets.entry(from).or_default().insert(specifier, to);
    }

    /// Notes that a file is an ECMAScript module, or is not, whatever it holds.
    pub fn declare_kind(&mut self, source: SourceId, is_module: bool) {
        self.is_module.insert(source, is_module);
    }

    /// The local module that a specifier in a file leads to.
    pub fn target(&self, from: SourceId, specifier: &str) -> Option<SourceId> {
        self.targets.get(&from)?.get(specifier).copied()
    }

    /// The specifiers in a file that lead to local modules, and these.
    pub fn targets(&self, from: SourceId) -> impl Iterator<Item = (&str, SourceId)> {
        let own = self.targets.get(&from).into_iter().flatten();
        own.map(|(specifier, to)| (specifier.as_str(), *to))
    }

    /// What is declared of the file's kind of module.
    pub fn is_module(&self, source: SourceId) -> Option<bool> {
        self.is_module.get(&source).copied()
    }

    /// These files, and all that they import in the end.
    pub fn loaded_by(&self, files: impl IntoIterator<Item = SourceId>) -> BTreeSet<SourceId> {
        let mut seen: BTreeSet<SourceId> = files.into_iter().collect();
        let mut queue: Vec<SourceId> = seen.iter().copied().collect();
        while let Some(from) = queue.pop() {
            let imported = self.targets(from).map(|(_, to)| to);
            queue.extend(imported.filter(|it| seen.insert(*it)));
        }
        seen
    }

    /// The names of a text, which is read once.
    ///
    /// # Errors
    /// See [`Names::read`].
    pub fn names(&self, source: &Source) -> Result<Arc<Names>, Vec<SyntaxError>> {
        let known = |it: &Links| it.known.read().ok()?.get(&source.revision).cloned();
        if let Some(names) = known(self) {
            return Ok(names);
        }
        let names = Names::read(&source.text, source.language, self.is_module(source.id))?;
        let names = Arc::new(names);
        self.know(source, Arc::clone(&names));
        Ok(names)
    }

    /// Notes the names of a text.
    pub fn know(&self, source: &Source, names: Arc<Names>) {
        if let Ok(mut known) = self.known.write() {
            known.insert(source.revision, names);
        }
    }

    /// Reads which versions of packages the sources ask for.
    pub fn read_dependencies<'a>(&mut self, sources: impl Iterator<Item = &'a Source>, manifests: &Manifests) {
        let mut dependencies = Dependencies::default();
        for source in sources {
            dependencies.read(source.id, &source.path, manifests);
            let names = self.names(source).unwrap_or_default();
            let packages = names
                .specifiers
                .iter()
                .filter_map(|it| versioned_package(it).or_else(|| offering_package(it)));
            dependencies.look_for_installed(source.id, &source.path, packages, manifests);
        }
        self.dependencies = dependencies;
    }

    /// Which major versions of a package the file's package.json allows.
    pub fn majors(&self, source: SourceId, package: &str) -> Option<Majors> {
        self.dependencies.majors(source, package)
    }

    /// The version of a package that a file gets, at least: the installed one, else the
    /// oldest that its package.json allows; `None` where neither says anything.
    pub fn version(&self, source: SourceId, package: &str) -> Option<Version> {
        self.dependencies.version(source, package)
    }

    /// The files that import `target`, in order.
    pub fn importers(&self, target: SourceId) -> impl Iterator<Item = SourceId> {
        self.importers.get(&target).into_iter().flatten().copied()
    }
}

struct Specifiers(Vec<String>);

impl Specifiers {
    fn mentioned(&mut self, arguments: &[Argument<'_>]) {
        for argument in arguments {
            if let Argument::StringLiteral(literal) = argument
                && (literal.value.starts_with("./") || literal.value.starts_with("../"))
            {
                self.0.push(literal.value.to_string());
            }
        }
    }
}

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
        let is_require = matches!(&it.callee, Expression::Identifier(callee) if callee.name == "require");
        match it.arguments.first() {
            Some(Argument::StringLiteral(literal)) if is_require => self.0.push(literal.value.to_string()),
            _ => self.mentioned(&it.arguments),
        }
        walk::walk_call_expression(self, it);
    }

    fn visit_new_expression(&mut self, it: &NewExpression<'a>) {
        self.mentioned(&it.arguments);
        walk::walk_new_expression(self, it);
    }

    fn visit_ts_module_reference(&mut self, it: &TSModuleReference<'a>) {
        if let TSModuleReference::ExternalModuleReference(reference) = it {
            let reference: &TSExternalModuleReference<'a> = reference;
            self.0.push(reference.expression.value.to_string());
        }
    }
}
