//! What a file exports, and where its functions that take an event go: whether
//! the two may meet. Knows one program of oxc, and no bindings.

use std::collections::{HashMap, HashSet};

use oxc_ast::ast::{
    ArrowFunctionExpression, AssignmentExpression, AssignmentTarget, BindingPattern, CallExpression, Declaration,
    ExportDeclaration, ExportDefaultDeclaration, ExportFromDeclaration, ExportNamedDeclaration, Expression,
    FormalParameters, Function, IdentifierReference, ImportDeclaration, MethodDefinition, ModuleExportName,
    ObjectProperty, ObjectPropertyKind, Program, PropertyDefinition, PropertyKey, StaticMemberExpression,
    TSExportAssignment, VariableDeclarator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::ScopeFlags;

use super::is_handler_name;
use crate::semantic::shape::{EVENT_KEYS, is_context, is_event};

/// Whether an export may be a handler.
pub(super) fn exports_handler(program: &Program<'_>) -> bool {
    let mut seen = Seen::default();
    seen.visit_program(program);
    seen.exports_handler_name || seen.exports_taker || seen.exports_name_of_taker()
}

/// What a file exports, and where functions that take an event go.
#[derive(Default)]
struct Seen<'a> {
    /// By its name, or as far as types say.
    exports_handler_name: bool,
    /// A function that takes an event stands in what is exported.
    exports_taker: bool,
    /// Names that such functions have.
    takers: HashSet<&'a str>,
    /// Names in what is exported.
    exported: Vec<&'a str>,
    /// Names in what names are given, by those.
    mentioned: HashMap<&'a str, Vec<&'a str>>,
    /// What the code at hand becomes part of, innermost last.
    owners: Vec<Owner<'a>>,
    /// Functions around that have an `exports` or `module` of their own.
    shadows: usize,
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
        let mut seen: HashSet<&str> = HashSet::new();
        let mut queue = self.exported.clone();
        while let Some(name) = queue.pop() {
            if self.takers.contains(name) {
                return true;
            }
            if seen.insert(name) {
                queue.extend(self.mentioned.get(name).into_iter().flatten());
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
        let owners: Vec<Owner<'a>> = self.owners().collect();
        for owner in owners {
            match owner {
                Owner::Name(by) => self.mentioned.entry(by).or_default().push(name),
                Owner::Export => self.exported.push(name),
                Owner::Body => {}
            }
        }
    }

    /// Runs `inside` for what is in a function.
    fn function(&mut self, parameters: &FormalParameters<'a>, name: Option<&'a str>, inside: impl FnOnce(&mut Self)) {
        let names: Vec<Option<&str>> = parameters.items.iter().map(|it| plain_name(&it.pattern)).collect();
        let may_be_context = |at: usize| names.get(at).copied().flatten().is_none_or(is_context);
        let takes_event = match names.first() {
            Some(Some(name)) => is_event(name),
            Some(None) => parameters.items.first().is_some_and(|it| is_event_pattern(&it.pattern)),
            None => false,
        };
        // `(event, stream, context)` answers by a stream.
        let is_taker = takes_event && (may_be_context(1) || names.len() == 3 && may_be_context(2));
        if is_taker {
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
        let own = names.iter().flatten().filter(|it| matches!(**it, "exports" | "module"));
        let shadows = own.count();
        self.shadows += shadows;
        self.owned([Owner::Body], inside);
        self.shadows -= shadows;
    }

    /// What an assignment gives its value to.
    fn assigned(&mut self, it: &AssignmentExpression<'a>) -> Vec<Owner<'a>> {
        match &it.left {
            AssignmentTarget::AssignmentTargetIdentifier(left) => vec![Owner::Name(left.name.as_str())],
            AssignmentTarget::StaticMemberExpression(left) => {
                let name = left.property.name.as_str();
                if self.shadows == 0 && is_module_exports(&left.object) {
                    self.export(name);
                    return vec![Owner::Export];
                }
                if self.shadows == 0 && is_named(&left.object, "module") && name == "exports" {
                    self.export_whole(&it.right);
                    return vec![Owner::Export];
                }
                vec![Owner::Name(name)]
            }
            AssignmentTarget::ComputedMemberExpression(left)
                if self.shadows == 0 && is_module_exports(&left.object) =>
            {
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
        self.function(&it.params, name, |inside| walk::walk_function(inside, it, flags));
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        self.function(&it.params, None, |inside| {
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
        let exports = self.shadows == 0 && arguments.next().is_some_and(is_module_exports);
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

    /// What is exported may have one of these types.
    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        self.exports_handler_name |= it.source.value == "aws-lambda";
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

/// The name of a parameter, with or without a default; patterns have none.
fn plain_name<'p>(pattern: &'p BindingPattern<'_>) -> Option<&'p str> {
    match pattern {
        BindingPattern::BindingIdentifier(it) => Some(&it.name),
        BindingPattern::AssignmentPattern(it) => plain_name(&it.left),
        _ => None,
    }
}

/// `{ Records }`
fn is_event_pattern(pattern: &BindingPattern<'_>) -> bool {
    match pattern {
        BindingPattern::ObjectPattern(object) => object.properties.iter().any(|it| {
            let name = it.key.static_name();
            name.is_some_and(|it| EVENT_KEYS.contains(&&*it))
        }),
        BindingPattern::AssignmentPattern(assignment) => is_event_pattern(&assignment.left),
        _ => false,
    }
}
