//! Where functions go that a module exports: to each file that imports it, by
//! `import`, `export … from`, `require` and `import()`, and to where nobody sees
//! them. Knows modules, not what their users do.

use crate::syntax::{Node, Source, SourceId};

use super::{
    FunctionId, Project,
    access::{Access, Path},
    usage::{Tracker, Unseen, Usage},
};

impl<'s> Tracker<'_, 's> {
    /// `export default value`, `export = value` or one of `export { a, b as c }`.
    pub(super) fn exported(&mut self, export: Node<'s>, path: &Path<'s>) {
        if export.kind() == "export_specifier" {
            return match export.field("alias").or_else(|| export.field("name")) {
                Some(name) => self.module(export, &path.behind(Access::Member(exported_name(name)))),
                None => self.lost(export),
            };
        }
        match export.has_token("default") {
            true => self.module(export, &path.behind(Access::Member("default"))),
            false => self.module(export, path),
        }
    }

    /// A declaration without a name can only be the default export.
    pub(super) fn exported_declaration(&mut self, declaration: Node<'s>, path: &Path<'s>) {
        self.exported_as(declaration, "default", path);
    }

    /// `export` before a declaration of this name.
    pub(super) fn exported_as(&mut self, declaration: Node<'s>, name: &'s str, path: &Path<'s>) {
        let Some(export) = declaration.parent_of_kind("export_statement") else {
            return;
        };
        if export.parent().is_none_or(|it| it.kind() != "program") {
            // `namespace Store { export function save() {} }`.
            return self.lost(export);
        }
        let name = if export.has_token("default") { "default" } else { name };
        self.module(export, &path.behind(Access::Member(name)));
    }

    /// `exports` or `module.exports`.
    pub(super) fn is_exports(&self, node: Node<'s>) -> bool {
        let is_global = |it: Node<'s>, name: &str| self.project.is_global(it, name);
        let names = self.project.names(node);
        let is_whole = node.kind() == "member_expression"
            && node.field("object").is_some_and(|it| is_global(it, "module"))
            && node.field("property").is_some_and(|it| it.text() == "exports");
        is_whole || !names.is_module && is_global(node, "exports")
    }

    /// What `require` gives of this module leads to the function.
    pub(super) fn import(&mut self, at: Node<'s>, path: &Path<'s>) {
        let (project, file) = (self.project, at.source.id);
        if let Some(unseen) = project.unseen_importer(file) {
            self.usage(Usage::Unseen(at, unseen));
        }
        for importer in project.links.importers(file) {
            let source = project.module(importer).source;
            let specifiers = project.specifiers_of(source, file);
            if specifiers.is_empty() {
                // One reader sees an import where the other one sees something else.
                self.lost(source.root());
            }
            for specifier in specifiers {
                self.imported(specifier, file, path);
            }
        }
        if project.module(file).names.is_module {
            return;
        }
        for node in project.module(file).source.root().descendants() {
            let is_whole = match node.kind() {
                "member_expression" => self.is_exports(node),
                "identifier" => node.text() == "exports" && self.is_exports(node),
                "this" => is_this_of_module(project, node),
                _ => false,
            };
            if is_whole && !is_written(node) {
                self.expression(node, path);
            }
        }
    }

    /// The file is imported by the string `specifier`.
    fn imported(&mut self, specifier: Node<'s>, file: SourceId, path: &Path<'s>) {
        let Some(parent) = specifier.parent() else {
            return;
        };
        match parent.kind() {
            "import_statement" if parent.has_token("type") => {}
            "import_statement" => {
                let clauses = parent.children().into_iter();
                for clause in clauses.filter(|it| it.kind() == "import_clause") {
                    self.import_clause(clause, file, path);
                }
            }
            "import_require_clause" => match parent.first_child() {
                Some(name) => self.binding_of(name, path),
                None => self.lost(parent),
            },
            "export_statement" => self.reexported(parent, file, path),
            "arguments" => self.required(parent, file, path),
            _ => self.lost(parent),
        }
    }

    fn import_clause(&mut self, clause: Node<'s>, file: SourceId, path: &Path<'s>) {
        for part in clause.children() {
            match part.kind() {
                "identifier" => {
                    for path in self.default_of(file, path) {
                        self.binding_of(part, &path);
                    }
                }
                "namespace_import" => {
                    if let Some(name) = part.first_child() {
                        for path in self.namespace_of(file, path) {
                            self.binding_of(name, &path);
                        }
                    }
                }
                "named_imports" => {
                    let specifiers = part.children().into_iter();
                    for it in specifiers.filter(|it| it.kind() == "import_specifier" && !it.has_token("type")) {
                        self.import_specifier(it, file, path);
                    }
                }
                _ => {}
            }
        }
    }

    fn import_specifier(&mut self, specifier: Node<'s>, file: SourceId, path: &Path<'s>) {
        let Some(name) = specifier.field("name") else {
            return self.lost(specifier);
        };
        let local = specifier.field("alias").unwrap_or(name);
        for path in self.named(file, exported_name(name), path) {
            self.binding_of(local, &path);
        }
    }

    /// `export … from './x'`.
    fn reexported(&mut self, statement: Node<'s>, file: SourceId, path: &Path<'s>) {
        if statement.has_token("type") {
            return;
        }
        if statement.has_token("*") {
            if path.first() != Some(Access::Member("default")) {
                self.module(statement, path);
            }
            return;
        }
        for part in statement.children() {
            if let Some(name) = part.first_child().filter(|_| part.kind() == "namespace_export") {
                for path in self.namespace_of(file, path) {
                    self.module(part, &path.behind(Access::Member(exported_name(name))));
                }
            }
            let specifiers = part.children().into_iter();
            for it in specifiers.filter(|it| it.kind() == "export_specifier") {
                let Some(name) = it.field("name") else {
                    continue;
                };
                let alias = exported_name(it.field("alias").unwrap_or(name));
                for path in self.named(file, exported_name(name), path) {
                    self.module(it, &path.behind(Access::Member(alias)));
                }
            }
        }
    }

    /// `require('./x')`, `import('./x')`, and other calls that name the file.
    fn required(&mut self, arguments: Node<'s>, file: SourceId, path: &Path<'s>) {
        let Some(call) = arguments.parent() else {
            return self.lost(arguments);
        };
        let Some(callee) = call.field("function") else {
            return self.lost(call);
        };
        if callee.kind() == "import" {
            for path in self.namespace_of(file, path) {
                self.expression(call, &path.behind(Access::Await));
            }
            return;
        }
        if self.project.is_global(callee, "require") {
            return self.expression(call, path);
        }
        match self.project.test_double(callee) {
            Some(TestDouble::Replaced | TestDouble::Named) => {}
            Some(TestDouble::Actual) => self.expression(call, path),
            Some(TestDouble::ActualPromise) => self.expression(call, &path.behind(Access::Await)),
            None => self.lost(call),
        }
    }

    /// What `import { name }` gives.
    fn named(&self, file: SourceId, name: &str, path: &Path<'s>) -> Vec<Path<'s>> {
        match name {
            "default" => self.default_of(file, path),
            _ => path.after(Access::Member(name)).into_iter().collect(),
        }
    }

    /// What `import name` gives: of CommonJS all of the module, and where a compiler
    /// has made the file out of an ECMAScript module, its default.
    fn default_of(&self, file: SourceId, path: &Path<'s>) -> Vec<Path<'s>> {
        let whole = (!self.project.module(file).names.is_module).then(|| path.clone());
        path.after(Access::Member("default")).into_iter().chain(whole).collect()
    }

    /// What `import * as name` gives: of CommonJS all of the module as its default, too.
    fn namespace_of(&self, file: SourceId, path: &Path<'s>) -> Vec<Path<'s>> {
        match self.project.module(file).names.is_module {
            true => vec![path.clone()],
            false => vec![path.clone(), path.behind(Access::Member("default"))],
        }
    }
}

/// What a test's tool gives for the name of a file.
enum TestDouble {
    /// Nothing of the file, and from then on something else to all who import it.
    Replaced,
    /// Nothing of the file.
    Named,
    /// The module.
    Actual,
    /// A promise of it.
    ActualPromise,
}

impl<'s> Project<'s> {
    /// Who may import a file without being seen.
    fn unseen_importer(&self, file: SourceId) -> Option<Unseen> {
        if let Some(by) = self.links.unseen.get(&file) {
            return Some(Unseen::File(by.clone()));
        }
        let manifest = self.links.published.get(&file)?;
        let folder = manifest.path.parent()?;
        // A folder with handlers is deployed, whatever else its manifest may say.
        let is_deployed = self
            .handlers()
            .iter()
            .any(|it| self.module(it.key.0).source.path.starts_with(folder));
        (!is_deployed).then(|| Unseen::Package(manifest.shown.clone()))
    }

    /// Whether `await` may stand at the top of a file: one that is an ECMAScript
    /// module as it stands, and that nobody gets by `require`.
    pub fn can_wait_at_top(&self, source: &'s Source) -> bool {
        let is_as_it_stands = |it: &Source| self.links.is_module(it.id) == Some(true) && !it.language.has_types();
        let mut seen = vec![source.id];
        let mut at = 0;
        while let Some(id) = seen.get(at).copied() {
            let module = self.module(id).source;
            if !is_as_it_stands(module) || self.links.unseen.contains_key(&id) {
                return false;
            }
            for importer in self.links.importers(id) {
                let source = self.module(importer).source;
                let by_require = self.specifiers_of(source, id).into_iter().any(|it| {
                    let call = it.parent_of_kind("arguments").and_then(|it| it.parent());
                    call.is_some_and(|it| it.field("function").is_none_or(|it| it.kind() != "import"))
                });
                if by_require {
                    return false;
                }
                if !seen.contains(&importer) {
                    seen.push(importer);
                }
            }
            at += 1;
        }
        true
    }

    /// The strings in `source` that name the module `target`.
    fn specifiers_of(&self, source: &'s Source, target: SourceId) -> Vec<Node<'s>> {
        let nodes = source.root().descendants().into_iter();
        let strings = nodes.filter(|it| it.kind() == "string");
        strings
            .filter(|it| {
                let parent = it.parent().map(Node::kind).unwrap_or_default();
                let is_place = matches!(
                    parent,
                    "import_statement" | "import_require_clause" | "export_statement" | "arguments"
                );
                let name = it.string_value().filter(|_| is_place);
                name.is_some_and(|it| self.links.target(source.id, it) == Some(target))
            })
            .collect()
    }

    /// Where a test puts something of its own in the place of a function's file that other
    /// files call: what they call in that test is still made for a callback.
    pub(super) fn replaced_in_test(&self, id: FunctionId, usages: &[Usage<'s>]) -> Option<Node<'s>> {
        let home = self[id].node.source.id;
        let mut calls = usages.iter().filter_map(Usage::call);
        if calls.all(|it| it.source.id == home) {
            return None;
        }
        let importers = self.links.importers(home);
        let named = importers.flat_map(|it| self.specifiers_of(self.module(it).source, home));
        let mut calls = named.filter_map(|it| it.parent_of_kind("arguments")?.parent());
        calls.find(|it| {
            let double = it.field("function").and_then(|it| self.test_double(it));
            matches!(double, Some(TestDouble::Replaced))
        })
    }

    /// A function of a test's tool that is given the name of a file.
    fn test_double(&self, callee: Node<'s>) -> Option<TestDouble> {
        let callee = match callee.kind() {
            // `proxyquire.noCallThru()('./x', {})`.
            "call_expression" => callee.field("function")?.field("object")?,
            _ => callee,
        };
        let origin = self.origin(callee)?;
        let name = origin.to_string();
        match origin.root.as_str() {
            "proxyquire" => Some(TestDouble::Actual),
            "require" if name == "require.resolve" => Some(TestDouble::Named),
            "jest" | "vi" | "@jest/globals" | "vitest" => match name.rsplit('.').next()? {
                "mock" | "doMock" | "setMock" => Some(TestDouble::Replaced),
                "unmock" | "dontMock" | "doUnmock" | "deepUnmock" => Some(TestDouble::Named),
                "requireActual" | "requireMock" => Some(TestDouble::Actual),
                "importActual" | "importMock" => Some(TestDouble::ActualPromise),
                _ => None,
            },
            _ => None,
        }
    }
}

/// `this` at the top of a CommonJS file, or in a function that is called as a
/// property of what the file exports.
fn is_this_of_module<'s>(project: &Project<'s>, this: Node<'s>) -> bool {
    let mut around = this
        .ancestors()
        .filter(|it| it.is_function() && it.kind() != "arrow_function" || it.kind() == "class_body");
    match around.next() {
        None => true,
        Some(function) => {
            let value = function.wrapped();
            let is_export = |it: &super::Export<'s>| it.name != "*" && it.value.wrapped() == value;
            function.is_function() && project.module(this.source.id).exports.iter().any(is_export)
        }
    }
}

fn is_written(node: Node<'_>) -> bool {
    let parent = node.parent();
    parent.is_some_and(|it| it.kind() == "assignment_expression" && it.field("left") == Some(node))
}

/// A name of an export, which may be a string.
fn exported_name(name: Node<'_>) -> &str {
    name.string_value().unwrap_or(name.text())
}
