//! What a file declares outside of all functions, and where more can be declared.
//! Knows imports and constants, not what they are for.

use crate::{
    semantic::{BindingId, Origin, Project, Step, Value},
    syntax::{Node, Source},
};

use super::{Constant, together::end_of_statement};

/// What a file declares outside of all functions.
pub(super) struct ModuleScope<'p, 's> {
    pub project: &'p Project<'s>,
    pub source: &'s Source,
    /// The statements of the file.
    statements: Vec<Node<'s>>,
}

impl<'p, 's> ModuleScope<'p, 's> {
    pub fn of(project: &'p Project<'s>, source: &'s Source) -> Self {
        ModuleScope {
            project,
            source,
            statements: source.root().children(),
        }
    }

    /// A name that means `package.member` at `place`.
    pub fn imported(&self, place: Node<'s>, package: &str, member: &str) -> Option<String> {
        let mut whole = None;
        for (name, origin) in self.imports_at(place) {
            if origin.node_module() != Some(package) {
                continue;
            }
            match origin.steps.as_slice() {
                [Step::Member(it)] if it == member => return Some(name.text().to_owned()),
                [] if whole.is_none() => whole = Some(format!("{}.{member}", name.text())),
                _ => {}
            }
        }
        whole
    }

    /// What comes out of packages into names that mean the same at `place`.
    fn imports_at(&self, place: Node<'s>) -> Vec<(Node<'s>, Origin)> {
        let declared = self.declared_names().into_iter();
        declared
            .filter(|name| self.is_visible(*name, place) && !is_type_only(*name))
            .filter_map(|name| Some((name, self.project.origin(name)?)))
            .filter(|(_, origin)| !origin.is_global)
            .collect()
    }

    /// The identifiers that the statements of the file declare, besides functions
    /// and classes.
    pub fn declared_names(&self) -> Vec<Node<'s>> {
        let names = self.project.names(self.source.root());
        let root = names.scope_around(&self.source.root().range());
        let mut offsets: Vec<(usize, usize)> = names
            .declared_in(root)
            .map(|id| names.binding(id))
            .filter(|it| it.declared.len() == 1)
            .map(|it| (it.declared[0], it.name.len()))
            .collect();
        offsets.sort_unstable();
        let nodes = offsets.into_iter();
        nodes
            .filter_map(|(at, len)| self.source.node_at(at..at + len))
            .filter(|it| it.is_identifier() && self.is_declared_at_top(*it))
            .collect()
    }

    /// A `var` in an `if` is declared at module scope, but may have no value.
    fn is_declared_at_top(&self, name: Node<'s>) -> bool {
        let statement = name.ancestors().find(|it| {
            matches!(
                it.kind(),
                "lexical_declaration" | "variable_declaration" | "import_statement"
            )
        });
        let around = statement.and_then(Node::parent);
        around.is_some_and(|it| matches!(it.kind(), "program" | "export_statement")) && name.function_around().is_none()
    }

    /// What is imported or required where a name is declared.
    pub fn specifier_of(&self, name: Node<'s>) -> Option<&'s str> {
        let mut around = name.ancestors();
        let declaration = around.find(|it| {
            matches!(
                it.kind(),
                "variable_declarator" | "import_statement" | "import_require_clause"
            )
        })?;
        let specifier = match declaration.kind() {
            "variable_declarator" => required(self.project, declaration.field("value")?),
            _ => declaration.field("source"),
        };
        specifier?.string_value()
    }

    fn is_visible(&self, name: Node<'s>, place: Node<'s>) -> bool {
        let names = self.project.names(self.source.root());
        let meant = names.resolve(names.scope_around(&place.range()), name.text());
        meant.is_some() && meant == self.project.binding_of(name)
    }

    /// A function that `is_it` knows, declared here or imported, which nothing assigns
    /// to.
    pub fn function_with(&self, place: Node<'s>, is_it: impl Fn(Node<'s>) -> bool) -> Option<String> {
        let declared = self.statements.iter().map(|it| match it.kind() {
            "export_statement" => it.field("declaration").unwrap_or(*it),
            _ => *it,
        });
        let declared = declared.filter(|it| it.is_function()).filter_map(|it| it.field("name"));
        let mut names = declared.chain(self.declared_names());
        let found = names.find(|name| {
            let is_written = |id| self.project.names(*name).references_of(id).any(|it| it.is_write);
            let is_written = self.project.binding_of(*name).is_none_or(is_written);
            let is_meant = match self.project.value(*name) {
                Some(Value::Local(target)) => is_it(target),
                _ => false,
            };
            is_meant && !is_written && self.is_visible(*name, place) && !is_type_only(*name)
        });
        found.map(|it| it.text().to_owned())
    }

    /// A `const`, or what nothing assigns to, whose value is the wanted one.
    pub fn constant_with(&self, place: Node<'s>, is_value: &impl Fn(Node<'s>) -> bool) -> Option<String> {
        let found = self.declared_names().into_iter().find(|name| {
            let declarator = name.parent_of_kind("variable_declarator");
            let value = declarator
                .filter(|it| it.field("name") == Some(*name))
                .and_then(|it| it.field("value"));
            let is_written = self
                .project
                .binding_of(*name)
                .is_none_or(|id| self.project.names(*name).references_of(id).any(|it| it.is_write));
            value.is_some_and(is_value) && !is_written && self.is_visible(*name, place)
        });
        found.map(|it| it.text().to_owned())
    }

    /// The first of `names` that nothing in the file uses, or one with a number.
    pub fn free_name(&self, names: &[String]) -> String {
        let fresh = |name: &str| self.project.fresh_name(self.source.root(), name, &[]);
        let free = names.iter().find(|it| fresh(it) == **it);
        let last = names.last().expect("there is a name to begin with");
        free.cloned().unwrap_or_else(|| fresh(last))
    }

    /// The last name in `const { a, b } = require('package')` or `import { a, b } from`.
    pub fn list_of(&self, package: &str) -> Option<Node<'s>> {
        let is_package = |it: Node<'s>| {
            let name = it.string_value();
            name.is_some_and(|it| it.strip_prefix("node:").unwrap_or(it) == package)
        };
        let lists = self.statements.iter().filter_map(|statement| match statement.kind() {
            "import_statement" if !statement.has_token("type") => {
                statement.field("source").filter(|it| is_package(*it))?;
                let clause = statement
                    .children()
                    .into_iter()
                    .find(|it| it.kind() == "import_clause")?;
                clause.children().into_iter().find(|it| it.kind() == "named_imports")
            }
            "lexical_declaration" | "variable_declaration" => {
                let declarator = statement.first_child()?;
                let required = required(self.project, declarator.field("value")?)?;
                let pattern = declarator.field("name").filter(|it| it.kind() == "object_pattern")?;
                is_package(required).then_some(pattern)
            }
            _ => None,
        });
        let lasts = lists.filter_map(|it| it.children().last().copied());
        lasts.into_iter().find(|it| it.kind() != "rest_pattern")
    }

    /// The package by the name that the file's other imports would give it.
    pub fn specifier(&self, package: &str) -> String {
        let specifiers = &self.project.names(self.source.root()).specifiers;
        match specifiers.iter().any(|it| it.starts_with("node:")) {
            true => format!("node:{package}"),
            false => package.to_owned(),
        }
    }

    /// `var` where the file declares nothing in another way.
    pub fn word(&self) -> &'static str {
        let is = |kind: &str| self.statements.iter().any(|it| it.kind() == kind);
        match is("variable_declaration") && !is("lexical_declaration") {
            true => "var",
            false => "const",
        }
    }

    /// The last statement of the first imports of the file, or of its directives.
    pub fn last_import(&self) -> Option<Node<'s>> {
        match self.statements.iter().position(|it| self.is_import(*it)) {
            Some(first) => Some(self.statements[self.end_of_imports(first)]),
            None => {
                let statements = self.statements.iter().filter(|it| it.kind() != "hash_bang_line");
                statements.take_while(|it| is_directive(**it)).last().copied()
            }
        }
    }

    /// The last of the imports that follow the statement at `place`, or itself.
    fn end_of_imports(&self, place: usize) -> usize {
        let after = self.statements[place + 1..].iter();
        place + after.take_while(|it| self.is_import(**it)).count()
    }

    fn is_import(&self, statement: Node<'s>) -> bool {
        match statement.kind() {
            "import_statement" | "import_alias" => true,
            "lexical_declaration" | "variable_declaration" => {
                let declarators = statement.children();
                let mut values = declarators.iter().map(|it| it.field("value"));
                values.all(|it| it.is_some_and(|it| required(self.project, it).is_some()))
            }
            _ => false,
        }
    }

    /// The statement that a constant goes after: the last one that it needs, or the
    /// constants of its kind after that; and whether it continues such a list.
    pub fn place_of(&self, constant: &Constant<'_>) -> (Option<Node<'s>>, bool) {
        let names = self.project.names(self.source.root());
        let root = names.scope_around(&self.source.root().range());
        let called = constant.value.split(['.', '(']).next().unwrap_or_default();
        let mentions: Vec<BindingId> = constant
            .mentions
            .iter()
            .copied()
            .chain(names.resolve(root, called))
            .collect();
        let needed = |statement: Node<'s>| {
            let mut declared = mentions.iter().flat_map(|it| &names.binding(*it).declared);
            // Imports are there before anything runs.
            statement.kind() != "import_statement" && declared.any(|at| statement.range().contains(at))
        };
        let needed = self.statements.iter().rposition(|it| needed(*it));
        let imports = self
            .last_import()
            .and_then(|last| self.statements.iter().position(|it| *it == last));
        let Some(mut at) = needed.max(imports).map(|it| self.end_of_imports(it)) else {
            return (None, false);
        };
        let is_like = |statement: Node<'s>| {
            let value = statement.first_child().and_then(|it| it.field("value"));
            let called = value.and_then(|it| it.field("function"));
            let called = called.map_or("", Node::text);
            statement.kind().ends_with("_declaration")
                && !called.is_empty()
                && constant
                    .value
                    .strip_prefix(called)
                    .is_some_and(|it| it.starts_with('('))
        };
        let before = at;
        while self.statements.get(at + 1).is_some_and(|it| is_like(*it)) {
            at += 1;
        }
        (Some(self.statements[at]), at > before || is_like(self.statements[at]))
    }
}

/// The specifier in `require('x')`, `require('x').y`, `require('x')(…)`.
fn required<'s>(project: &Project<'s>, value: Node<'s>) -> Option<Node<'s>> {
    let node = value.peeled();
    match node.kind() {
        "call_expression" => {
            let callee = node.field("function")?;
            match project.is_global(callee, "require") {
                true => node.arguments().first().copied(),
                false => required(project, callee),
            }
        }
        "member_expression" => required(project, node.field("object")?),
        _ => None,
    }
}

fn is_type_only(name: Node<'_>) -> bool {
    let mut around = name.ancestors().take_while(|it| it.kind() != "program");
    around.any(|it| matches!(it.kind(), "import_statement" | "import_specifier") && it.has_token("type"))
}

pub(super) fn is_directive(statement: Node<'_>) -> bool {
    statement.kind() == "expression_statement" && statement.first_child().is_some_and(|it| it.kind() == "string")
}

/// What ends a line of code that stands before `offset`: without semicolons the next
/// line must not go on with it.
pub(super) fn end_before(source: &Source, offset: usize) -> &'static str {
    let comments = source.comments();
    let mut rest = offset;
    loop {
        rest = source.text.len() - source.text[rest..].trim_start().len();
        match comments.iter().find(|it| it.start == rest) {
            Some(comment) => rest = comment.end,
            None => break,
        }
    }
    match source.text[rest..].starts_with(['(', '[', '`', '+', '-', '/']) {
        true => ";",
        false => end_of_statement(source.root()),
    }
}

/// Where code can stand before everything else: after what speaks of the whole
/// file, before a comment on the first statement.
pub(super) fn top_of(source: &Source) -> usize {
    let statements = source.root().children().into_iter();
    let Some(first) = statements.into_iter().find(|it| it.kind() != "hash_bang_line") else {
        return source.text.len();
    };
    let is_of_file = |text: &str| {
        let text = text.to_ascii_lowercase();
        ["copyright", "license", "spdx", "eslint", "jshint", "@ts-", "@flow"]
            .iter()
            .any(|it| text.contains(it))
    };
    let mut at = first.start();
    for comment in source.comments().into_iter().rev().filter(|it| it.end <= first.start()) {
        let is_next = source.text[comment.end..at].matches('\n').count() <= 1;
        if !is_next || is_of_file(&source.text[comment.clone()]) {
            break;
        }
        at = comment.start;
    }
    at
}
