//! What a file exports, and where its functions that take an event go: whether
//! the two may meet. Knows one program of oxc, and no bindings.

use std::collections::{HashMap, HashSet};

use oxc_ast::ast::{
    ArrowFunctionExpression, AssignmentExpression, AssignmentTarget, CallExpression, Declaration, ExportDeclaration,
    ExportDefaultDeclaration, ExportFromDeclaration, ExportNamedDeclaration, Expression, Function, IdentifierReference,
    MethodDefinition, ModuleExportName, ObjectProperty, ObjectPropertyKind, Program, PropertyDefinition, PropertyKey,
    StaticMemberExpression, StringLiteral, TSExportAssignment, VariableDeclarator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::ScopeFlags;

use super::{is_handler_name, taker::Taker};

/// Whether an export may be a handler.
pub(super) fn exports_handler(program: &Program<'_>) -> bool {
    let mut seen = Seen {
        text: program.source_text,
        ..Seen::default()
    };
    seen.visit_program(program);
    seen.exports_handler_name || seen.has_types || seen.exports_taker || seen.exports_name_of_taker()
}

/// What a file exports, and where functions that take an event go.
#[derive(Default)]
struct Seen<'a> {
    /// The text of the file.
    text: &'a str,
    /// By its name.
    exports_handler_name: bool,
    /// The types of aws-lambda are there: they say what is a handler, whatever it is called.
    has_types: bool,
    /// A function that takes an event stands in what is exported.
    exports_taker: bool,
    /// Names that such functions have.
    takers: HashSet<&'a str>,
    /// Names in what is exported.
    exported: Vec<&'a str>,
    /// Names that are given something, each with a name in it.
    mentioned: Vec<(&'a str, &'a str)>,
    /// What the code at hand becomes part of, innermost last.
    owners: Vec<Owner<'a>>,
}

/// What an expression becomes part of.
#[derive(Clone, Copy)]
enum Owner<'a> {
    /// The value of a variable or a property.
    Name(&'a str),
    /// An export.
    Export,
    /// What a function does, which is nobody's value.
    Body,
}

impl<'a> Seen<'a> {
    /// A name that is exported is one of a function that takes an event, or of
    /// something that is made of one.
    fn exports_name_of_taker(&self) -> bool {
        // Large files mention a lot, and few of them have both.
        if self.takers.is_empty() || self.exported.is_empty() {
            return false;
        }
        let mut mentioned: HashMap<&str, Vec<&str>> = HashMap::new();
        for (by, name) in &self.mentioned {
            mentioned.entry(by).or_default().push(name);
        }
        let mut seen: HashSet<&str> = HashSet::new();
        let mut queue = self.exported.clone();
        while let Some(name) = queue.pop() {
            if self.takers.contains(name) {
                return true;
            }
            if seen.insert(name) {
                queue.extend(mentioned.get(name).into_iter().flatten());
            }
        }
        false
    }

    fn export(&mut self, name: &'a str) {
        self.exports_handler_name |= is_handler_name(name);
        self.exported.push(name);
    }

    /// `module.exports = { handler }`
    fn export_whole(&mut self, value: &Expression<'a>) {
        let Expression::ObjectExpression(object) = value else {
            return;
        };
        for property in &object.properties {
            if let ObjectPropertyKind::ObjectProperty(property) = property
                && let Some(name) = plain_key(&property.key)
            {
                self.export(name);
            }
        }
    }

    /// Runs `inside` for what becomes part of these.
    fn owned(&mut self, owners: impl IntoIterator<Item = Owner<'a>>, inside: impl FnOnce(&mut Self)) {
        let depth = self.owners.len();
        self.owners.extend(owners);
        inside(self);
        self.owners.truncate(depth);
    }

    /// What the code at hand becomes part of.
    fn owners(&self) -> impl Iterator<Item = Owner<'a>> {
        let owners = self.owners.iter().rev().copied();
        owners.take_while(|it| !matches!(it, Owner::Body))
    }

    fn mention(&mut self, name: &'a str) {
        for owner in self.owners.iter().rev() {
            match owner {
                Owner::Name(by) => self.mentioned.push((by, name)),
                Owner::Export => self.exported.push(name),
                Owner::Body => break,
            }
        }
    }

    /// Runs `inside` for what is in a function.
    fn function(&mut self, function: Taker<'_, 'a>, name: Option<&'a str>, inside: impl FnOnce(&mut Self)) {
        let names = function.names();
        if function.takes_event(self.text) {
            self.takers.extend(name);
            let owners: Vec<Owner<'a>> = self.owners().collect();
            for owner in owners {
                match owner {
                    Owner::Name(name) => drop(self.takers.insert(name)),
                    Owner::Export => self.exports_taker = true,
                    Owner::Body => {}
                }
            }
        }
        // A module inside of a bundle has its own, and exports nothing of the file.
        let is_bundled = names.iter().flatten().any(|it| matches!(*it, "exports" | "module"));
        if !is_bundled {
            self.owned([Owner::Body], inside);
        }
    }

    /// What an assignment gives its value to.
    fn assigned(&mut self, it: &AssignmentExpression<'a>) -> Vec<Owner<'a>> {
        match &it.left {
            AssignmentTarget::AssignmentTargetIdentifier(left) => vec![Owner::Name(left.name.as_str())],
            AssignmentTarget::StaticMemberExpression(left) => {
                let name = left.property.name.as_str();
                if is_module_exports(&left.object) {
                    self.export(name);
                    return vec![Owner::Export];
                }
                if is_named(&left.object, "module") && name == "exports" {
                    self.export_whole(&it.right);
                    return vec![Owner::Export];
                }
                vec![Owner::Name(name)]
            }
            AssignmentTarget::ComputedMemberExpression(left) if is_module_exports(&left.object) => {
                if let Expression::StringLiteral(name) = &left.expression {
                    self.export(name.value.as_str());
                }
                vec![Owner::Export]
            }
            _ => Vec::new(),
        }
    }
}

impl<'a> Visit<'a> for Seen<'a> {
    fn visit_function(&mut self, it: &Function<'a>, flags: ScopeFlags) {
        let name = it.id.as_ref().map(|it| it.name.as_str());
        let function = Taker::of_function(it);
        self.function(function, name, |inside| walk::walk_function(inside, it, flags));
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        let function = Taker::of_arrow(it);
        self.function(function, None, |inside| {
            walk::walk_arrow_function_expression(inside, it);
        });
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        let names = it.id.get_binding_identifiers();
        let owners = names.into_iter().map(|it| Owner::Name(it.name.as_str()));
        let owners: Vec<Owner<'a>> = owners.collect();
        self.owned(owners, |inside| walk::walk_variable_declarator(inside, it));
    }

    fn visit_object_property(&mut self, it: &ObjectProperty<'a>) {
        self.owned(owner_of(&it.key), |inside| walk::walk_object_property(inside, it));
    }

    fn visit_method_definition(&mut self, it: &MethodDefinition<'a>) {
        // `module.exports = new Api();`
        self.exports_handler_name |= plain_key(&it.key).is_some_and(is_handler_name);
        self.owned(owner_of(&it.key), |inside| walk::walk_method_definition(inside, it));
    }

    fn visit_property_definition(&mut self, it: &PropertyDefinition<'a>) {
        self.owned(owner_of(&it.key), |inside| walk::walk_property_definition(inside, it));
    }

    fn visit_assignment_expression(&mut self, it: &AssignmentExpression<'a>) {
        let owners = self.assigned(it);
        self.owned(owners, |inside| walk::walk_assignment_expression(inside, it));
    }

    /// `Object.assign(module.exports, …)`, `Object.defineProperty(exports, 'handler', …)`
    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        let mut arguments = it.arguments.iter().filter_map(|it| it.as_expression());
        let exports = arguments.next().is_some_and(is_module_exports);
        if exports {
            for argument in arguments {
                match argument {
                    Expression::StringLiteral(name) => self.export(name.value.as_str()),
                    other => self.export_whole(other),
                }
            }
        }
        let owner = exports.then_some(Owner::Export);
        self.owned(owner, |inside| walk::walk_call_expression(inside, it));
    }

    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        // The namespace of those types.
        self.has_types |= it.name == "AWSLambda";
        self.mention(it.name.as_str());
    }

    fn visit_static_member_expression(&mut self, it: &StaticMemberExpression<'a>) {
        self.mention(it.property.name.as_str());
        walk::walk_static_member_expression(self, it);
    }

    fn visit_export_declaration(&mut self, it: &ExportDeclaration<'a>) {
        match &it.declaration {
            Declaration::VariableDeclaration(declaration) => {
                for declarator in &declaration.declarations {
                    for identifier in declarator.id.get_binding_identifiers() {
                        self.export(identifier.name.as_str());
                    }
                }
            }
            Declaration::FunctionDeclaration(function) => {
                let name = function.id.as_ref().map(|it| it.name.as_str());
                name.into_iter().for_each(|it| self.export(it));
            }
            _ => {}
        }
        walk::walk_export_declaration(self, it);
    }

    /// What is exported may have a type of this package.
    fn visit_string_literal(&mut self, it: &StringLiteral<'a>) {
        let is_package = |it: &str| it == "aws-lambda" || it.starts_with("aws-lambda/");
        self.has_types |= is_package(it.value.strip_prefix("@types/").unwrap_or(&it.value));
    }

    fn visit_export_named_declaration(&mut self, it: &ExportNamedDeclaration<'a>) {
        for specifier in &it.specifiers {
            if let ModuleExportName::IdentifierReference(local) = &specifier.local {
                self.export(local.name.as_str());
            }
            self.exports_handler_name |= is_handler_name(&specifier.exported.name());
        }
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'a>) {
        let mut names = it.specifiers.iter().map(|it| it.exported.name());
        self.exports_handler_name |= names.any(|it| is_handler_name(&it));
    }

    fn visit_export_default_declaration(&mut self, it: &ExportDefaultDeclaration<'a>) {
        self.owned([Owner::Export], |inside| {
            walk::walk_export_default_declaration(inside, it);
        });
    }

    fn visit_ts_export_assignment(&mut self, it: &TSExportAssignment<'a>) {
        self.export_whole(&it.expression);
        self.owned([Owner::Export], |inside| walk::walk_ts_export_assignment(inside, it));
    }
}

fn owner_of<'a>(key: &PropertyKey<'a>) -> Option<Owner<'a>> {
    plain_key(key).map(Owner::Name)
}

fn plain_key<'a>(key: &PropertyKey<'a>) -> Option<&'a str> {
    match key {
        PropertyKey::StaticIdentifier(name) => Some(name.name.as_str()),
        PropertyKey::StringLiteral(name) => Some(name.value.as_str()),
        _ => None,
    }
}

/// `exports` or `module.exports`
fn is_module_exports(expression: &Expression<'_>) -> bool {
    match expression {
        Expression::StaticMemberExpression(it) => is_named(&it.object, "module") && it.property.name == "exports",
        other => is_named(other, "exports"),
    }
}

fn is_named(expression: &Expression<'_>, name: &str) -> bool {
    matches!(expression, Expression::Identifier(it) if it.name == name)
}
