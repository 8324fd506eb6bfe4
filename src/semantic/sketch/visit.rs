//! Where expressions, declarations and exports stand in a program, so that each is drawn once. Knows oxc's visitor,
//! and not what is drawn of them.

use oxc_ast::ast::{
    Class, ExportAllDeclaration, ExportDeclaration, ExportDefaultDeclaration, ExportFromDeclaration,
    ExportNamedDeclaration, Expression, Function, ImportDeclaration, ReturnStatement, TSExportAssignment,
    TSImportEqualsDeclaration, TSInterfaceDeclaration, TSModuleBlock, TSModuleReference, TSTypeAliasDeclaration,
    TSTypeAnnotation, TSTypeParameterDeclaration, TSTypeParameterInstantiation, VariableDeclarator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::ScopeFlags;

use super::draw::Drawing;

impl<'a> Visit<'a> for Drawing<'_> {
    fn visit_expression(&mut self, it: &Expression<'a>) {
        self.term(it);
    }

    fn visit_function(&mut self, it: &Function<'a>, _: ScopeFlags) {
        self.function(it, it.span);
    }

    fn visit_class(&mut self, it: &Class<'a>) {
        self.visit_decorators(&it.decorators);
        let superclass = it.heritage.as_ref().map(|it| self.term(&it.expression));
        self.superclasses.push(superclass);
        self.visit_class_body(&it.body);
        self.superclasses.pop();
    }

    fn visit_return_statement(&mut self, it: &ReturnStatement<'a>) {
        let value = it.argument.as_ref().map(|it| self.term(it));
        self.note_return(value);
    }

    fn visit_variable_declarator(&mut self, it: &VariableDeclarator<'a>) {
        self.visit_binding_pattern(&it.id);
        if let Some(value) = &it.init {
            let value = self.term(value);
            self.declare(&it.id, value);
        }
    }

    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        self.import(it);
    }

    fn visit_ts_import_equals_declaration(&mut self, it: &TSImportEqualsDeclaration<'a>) {
        if let TSModuleReference::ExternalModuleReference(from) = &it.module_reference {
            self.declare_import(&it.id, &from.expression.value, "*".to_owned());
        }
    }

    fn visit_export_declaration(&mut self, it: &ExportDeclaration<'a>) {
        self.offer_declaration(it);
    }

    fn visit_export_default_declaration(&mut self, it: &ExportDefaultDeclaration<'a>) {
        self.offer_default(it);
    }

    fn visit_export_named_declaration(&mut self, it: &ExportNamedDeclaration<'a>) {
        self.offer_names(it);
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'a>) {
        self.offer_others(it);
    }

    fn visit_export_all_declaration(&mut self, it: &ExportAllDeclaration<'a>) {
        self.offer_all(it);
    }

    fn visit_ts_export_assignment(&mut self, it: &TSExportAssignment<'a>) {
        self.offer_whole_statement(it);
    }

    fn visit_ts_module_block(&mut self, it: &TSModuleBlock<'a>) {
        self.namespaces += 1;
        walk::walk_ts_module_block(self, it);
        self.namespaces -= 1;
    }

    // Types hold no expressions.
    fn visit_ts_type_annotation(&mut self, _: &TSTypeAnnotation<'a>) {}
    fn visit_ts_type_parameter_declaration(&mut self, _: &TSTypeParameterDeclaration<'a>) {}
    fn visit_ts_type_parameter_instantiation(&mut self, _: &TSTypeParameterInstantiation<'a>) {}
    fn visit_ts_type_alias_declaration(&mut self, _: &TSTypeAliasDeclaration<'a>) {}
    fn visit_ts_interface_declaration(&mut self, _: &TSInterfaceDeclaration<'a>) {}
}
