//! Modules linked to modules, through oxc_resolver. Reads file names and
//! manifests of the project; knows no code but the specifiers in it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use oxc_ast::ast::{
    Argument, CallExpression, ExportAllDeclaration, ExportFromDeclaration, Expression, ImportDeclaration,
    ImportExpression, NewExpression, Program, TSExternalModuleReference, TSModuleReference,
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
    /// By module: a file that may import it, but could not be read or names what it
    /// imports only when it runs.
    pub unseen: HashMap<SourceId, String>,
    /// By module: the manifest of the package whose users import it.
    pub published: HashMap<SourceId, Manifest>,
    /// What is declared of handlers.
    pub declared: Declared,
}

/// The manifest of a package that can be published.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Absolute path.
    pub path: PathBuf,
    /// The path as a reader knows it.
    pub shown: String,
}

/// A file and the specifiers in it.
pub struct Link<'a> {
    /// Absolute path.
    pub path: &'a Path,
    /// See [`Names::specifiers`](super::Names).
    pub specifiers: &'a [String],
}

/// What a file says of the modules that it imports.
#[derive(Debug, Default)]
pub struct Specifiers {
    /// The strings in `import`, `export … from`, `require(…)` and `import(…)`, and
    /// those that look like a local file in other calls: `jest.mock('./store')`.
    pub named: Vec<String>,
    /// What `require(…)` and `import(…)` begin with whose modules are only known at
    /// run time: `./models/`, or nothing.
    pub computed: Vec<String>,
}

/// The specifiers of a file.
pub(super) fn specifiers(program: &Program<'_>) -> Specifiers {
    let mut found = Specifiers::default();
    found.visit_program(program);
    for list in [&mut found.named, &mut found.computed] {
        list.sort();
        list.dedup();
    }
    found
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
            let resolved = file.specifiers.iter().filter_map(|specifier| {
                let found = resolver.resolve_file(file.path, specifier).ok()?;
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

    /// The files that each file imports.
    pub fn imports(&self) -> HashMap<SourceId, Vec<SourceId>> {
        let mut imports: HashMap<SourceId, Vec<SourceId>> = HashMap::new();
        for ((from, _), to) in &self.targets {
            imports.entry(*from).or_default().push(*to);
        }
        imports
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

impl Specifiers {
    /// The argument of `require` or `import()`.
    fn imported(&mut self, argument: &Expression<'_>) {
        match argument {
            Expression::StringLiteral(literal) => self.named.push(literal.value.to_string()),
            computed => self.computed.push(beginning(computed)),
        }
    }

    fn mentioned(&mut self, arguments: &[Argument<'_>]) {
        for argument in arguments {
            if let Argument::StringLiteral(literal) = argument
                && (literal.value.starts_with("./") || literal.value.starts_with("../"))
            {
                self.named.push(literal.value.to_string());
            }
        }
    }
}

/// What a computed specifier certainly begins with.
fn beginning(specifier: &Expression<'_>) -> String {
    match specifier {
        Expression::StringLiteral(literal) => literal.value.to_string(),
        Expression::TemplateLiteral(template) => match (template.quasis.first(), template.expressions.first()) {
            (Some(first), Some(Expression::Identifier(name)))
                if first.value.raw.is_empty() && name.name == "__dirname" =>
            {
                below(template.quasis.iter().map(|it| it.value.raw.as_str()))
            }
            (Some(first), _) => first.value.raw.to_string(),
            (None, _) => String::new(),
        },
        Expression::BinaryExpression(sum) => beginning(&sum.left),
        Expression::Identifier(name) if name.name == "__dirname" => "./".to_owned(),
        Expression::ParenthesizedExpression(inner) => beginning(&inner.expression),
        // `path.join(__dirname, 'models', file)`.
        Expression::CallExpression(call) => match call.arguments.first() {
            Some(Argument::Identifier(name)) if name.name == "__dirname" => {
                below(call.arguments.iter().filter_map(|it| match it {
                    Argument::StringLiteral(literal) => Some(literal.value.as_str()),
                    _ => None,
                }))
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// A path below the file's own folder, unless one of its parts leads up.
fn below<'a>(mut parts: impl Iterator<Item = &'a str>) -> String {
    match parts.any(|it| it.contains("..")) {
        true => String::new(),
        false => "./".to_owned(),
    }
}

impl<'a> Visit<'a> for Specifiers {
    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        self.named.push(it.source.value.to_string());
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'a>) {
        self.named.push(it.source.value.to_string());
    }

    fn visit_export_all_declaration(&mut self, it: &ExportAllDeclaration<'a>) {
        self.named.push(it.source.value.to_string());
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        self.imported(&it.source);
        walk::walk_import_expression(self, it);
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        let is_require = matches!(&it.callee, Expression::Identifier(callee) if callee.name == "require");
        match it.arguments.first().and_then(Argument::as_expression) {
            Some(argument) if is_require => self.imported(argument),
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
            self.named.push(reference.expression.value.to_string());
        }
    }
}
