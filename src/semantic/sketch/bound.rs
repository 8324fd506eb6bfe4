//! What names are declared as: variables with their values, parts of these, and imports. Knows oxc's patterns, and
//! no expressions.

use oxc_ast::ast::{BindingIdentifier, BindingPattern, ImportDeclaration, ImportDeclarationSpecifier};
use oxc_span::GetSpan as _;

use super::{Declared, TermId, draw::Drawing};
use crate::semantic::BindingId;

impl Drawing<'_> {
    /// `const name = value`, `const { key: name } = value`
    pub(super) fn declare(&mut self, pattern: &BindingPattern<'_>, value: TermId) {
        match pattern {
            BindingPattern::BindingIdentifier(name) => {
                if self.holds_exports(value) {
                    let unwritten = self.binding_of(name).filter(|id| !self.is_written(*id));
                    self.sketch.aliases.extend(unwritten);
                }
                self.declare_as(name, Declared::Value(value));
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    let BindingPattern::BindingIdentifier(name) = &property.value else {
                        continue;
                    };
                    if let Some(key) = self.plain_key(&property.key, property.computed) {
                        self.declare_as(name, Declared::Member { of: value, key });
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn import(&mut self, it: &ImportDeclaration<'_>) {
        for specifier in it.specifiers.iter().flatten() {
            let (local, member) = match specifier {
                ImportDeclarationSpecifier::ImportSpecifier(it) => (&it.local, it.imported.name().to_string()),
                ImportDeclarationSpecifier::ImportDefaultSpecifier(it) => (&it.local, "default".to_owned()),
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(it) => (&it.local, "*".to_owned()),
            };
            self.declare_import(local, &it.source.value, member);
        }
    }

    pub(super) fn declare_import(&mut self, local: &BindingIdentifier<'_>, from: &str, member: String) {
        let declared = Declared::Import {
            specifier: from.to_owned(),
            member,
            start: local.span.start as usize,
        };
        self.declare_as(local, declared);
    }

    /// A name that is declared twice, or assigned to, is nothing for certain.
    fn declare_as(&mut self, name: &BindingIdentifier<'_>, declared: Declared) {
        let Some((names, id)) = self.names.zip(self.binding_of(name)) else {
            return;
        };
        if names.binding(id).declared.len() == 1 && !self.is_written(id) {
            self.sketch.declared.insert(id, declared);
        }
    }

    fn binding_of(&self, name: &BindingIdentifier<'_>) -> Option<BindingId> {
        self.names?.declared_at(name.span().start as usize)
    }

    fn is_written(&self, id: BindingId) -> bool {
        self.names
            .is_some_and(|it| it.references_of(id).any(|reference| reference.is_write))
    }
}
