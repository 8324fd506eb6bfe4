//! What a file exports, CommonJS and ESM alike. Knows oxc's declarations, and otherwise what has been drawn.

use oxc_ast::ast::{
    BindingPattern, Declaration, ExportAllDeclaration, ExportDeclaration, ExportDefaultDeclaration,
    ExportDefaultDeclarationKind, ExportFromDeclaration, ExportNamedDeclaration, StringLiteral, TSExportAssignment,
    TSNamespaceDeclaration, TSNamespaceDeclarationBody,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::{GetSpan as _, Span};

use super::{Call, Given, Key, Meaning, Offer, Property, TermId, TermKind, draw::Drawing};

impl Drawing<'_> {
    /// `export const …`, `export function …`: a signature is no value, and a type is none.
    pub(super) fn offer_declaration(&mut self, it: &ExportDeclaration<'_>) {
        let said = it.span;
        match &it.declaration {
            Declaration::VariableDeclaration(variables) => {
                walk::walk_variable_declaration(self, variables);
                let patterns = variables.declarations.iter().filter(|_| !variables.declare);
                patterns.for_each(|it| self.offer_pattern(&it.id, said));
            }
            Declaration::FunctionDeclaration(function) => {
                let value = self.function(function, function.span);
                if let Some(name) = function.id.as_ref().filter(|_| function.body.is_some()) {
                    self.offer(&name.name, function.span, value, said);
                }
            }
            Declaration::ClassDeclaration(class) => {
                self.visit_class(class);
                let name = class.id.as_ref().filter(|_| !class.declare);
                self.offer_opaque(name.map(|it| it.name.as_str()), class.span, said);
            }
            Declaration::TSEnumDeclaration(enumeration) => {
                self.visit_ts_enum_declaration(enumeration);
                let name = (!enumeration.declare).then_some(&*enumeration.id.name);
                self.offer_opaque(name, enumeration.span, said);
            }
            Declaration::TSNamespaceDeclaration(namespace) => {
                self.visit_ts_namespace_declaration(namespace);
                let name = (!namespace.declare).then(|| full_name(namespace));
                self.offer_opaque(name.as_deref(), namespace.span, said);
            }
            other => self.visit_declaration(other),
        }
    }

    pub(super) fn offer_default(&mut self, it: &ExportDefaultDeclaration<'_>) {
        let span = it.declaration.span();
        let value = match &it.declaration {
            ExportDefaultDeclarationKind::TSInterfaceDeclaration(_) => return,
            ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                let value = self.function(function, function.span);
                function.body.is_some().then_some(value)
            }
            ExportDefaultDeclarationKind::ClassDeclaration(class) => {
                self.visit_class(class);
                Some(self.add(class.span, TermKind::Opaque))
            }
            other => other.as_expression().map(|it| self.term(it)),
        };
        if let Some(value) = value {
            self.offer("default", span, value, it.span);
        }
    }

    /// `export { name as alias }`
    pub(super) fn offer_names(&mut self, it: &ExportNamedDeclaration<'_>) {
        for specifier in &it.specifiers {
            let span = specifier.local.span();
            let name = self.name(&specifier.local.name(), span);
            let value = self.add(span, name);
            self.offer(&specifier.exported.name(), span, value, it.span);
        }
    }

    /// `export { name as alias } from './other'`
    pub(super) fn offer_others(&mut self, it: &ExportFromDeclaration<'_>) {
        for specifier in &it.specifiers {
            let (name, member) = (specifier.exported.name(), specifier.local.name());
            self.offer_from(&name, &it.source, &member, it.span);
        }
    }

    /// `export * from './other'`, `export * as name from './other'`
    pub(super) fn offer_all(&mut self, it: &ExportAllDeclaration<'_>) {
        let name = it.exported.as_ref().map(|it| it.name());
        self.offer_from(name.as_deref().unwrap_or("*"), &it.source, "*", it.span);
    }

    /// TypeScript: `export = value`.
    pub(super) fn offer_whole_statement(&mut self, it: &TSExportAssignment<'_>) {
        let value = self.term(&it.expression);
        if self.namespaces == 0 {
            self.offer_whole(value, it.expression.span().start as usize, bytes(it.span));
        }
    }

    /// What assignments to `exports` and calls of `Object.defineProperty` add.
    pub(super) fn offer_assigned(&mut self) {
        for at in 0..self.sketch.terms.len() {
            let id = TermId(at);
            match &self.sketch.term(id).kind {
                TermKind::Assignment { left, right } => self.offer_assignment(id, *left, *right),
                TermKind::Call(call) => {
                    if let Some((name, value)) = self.defined_by(call) {
                        self.push(&name, self.start(value), Given::Term(value), self.said(id));
                    }
                }
                _ => {}
            }
        }
    }

    /// `exports.x = …`, `module.exports.x = …` and `module.exports = …`.
    fn offer_assignment(&mut self, id: TermId, left: TermId, right: TermId) {
        let value = self.assigned(right);
        let (start, said) = (self.start(value), self.said(id));
        if self.is_module_exports(left) {
            if !self.is_exports_object(value) {
                self.offer_whole(value, start, said);
            }
            return;
        }
        let is_nothing = matches!(self.kind(value), TermKind::Null | TermKind::Void);
        match self.member_of_exports(left) {
            // `exports.a = exports.b = void 0` only announces them.
            Some(name) if name != "__esModule" && !is_nothing => self.push(&name, start, Given::Term(value), said),
            _ => {}
        }
    }

    /// `Object.defineProperty(exports, 'x', …)`
    fn defined_by(&self, call: &Call) -> Option<(String, TermId)> {
        let TermKind::Member { object, name } = self.kind(call.callee) else {
            return None;
        };
        let [target, key, description, ..] = call.arguments.as_slice() else {
            return None;
        };
        let is_meant = !call.is_new
            && name == "defineProperty"
            && self.is_free(*object, "Object")
            && self.is_exports_object(*target);
        let key = self.text(*key).filter(|it| is_meant && *it != "__esModule")?;
        Some((key.to_owned(), self.described(*description)?))
    }

    /// The value in the description of a property: `{ value }` or `{ get() { return value } }`.
    fn described(&self, description: TermId) -> Option<TermId> {
        let TermKind::Object(properties) = self.kind(description) else {
            return None;
        };
        properties.iter().find_map(|it| match &it.key {
            Key::Plain(key) if key == "value" => Some(it.value),
            Key::Plain(key) if key == "get" => match self.kind(it.value) {
                TermKind::Function { returned } => *returned,
                _ => None,
            },
            _ => None,
        })
    }

    fn offer_whole(&mut self, value: TermId, start: usize, said: (usize, usize)) {
        self.push("*", start, Given::Term(value), said);
        let TermKind::Object(properties) = self.kind(value) else {
            return;
        };
        let plain = |it: &Property| match &it.key {
            Key::Plain(name) => Some((name.clone(), it.value_start, it.value)),
            _ => None,
        };
        let plain: Vec<(String, usize, TermId)> = properties.iter().filter_map(plain).collect();
        for (name, start, value) in plain {
            self.push(&name, start, Given::Term(value), said);
        }
    }

    fn offer_pattern(&mut self, pattern: &BindingPattern<'_>, said: Span) {
        for name in pattern.get_binding_identifiers() {
            let kind = self.name(&name.name, name.span);
            let value = self.add(name.span, kind);
            self.offer(&name.name, name.span, value, said);
        }
    }

    fn offer_opaque(&mut self, name: Option<&str>, span: Span, said: Span) {
        if let Some(name) = name {
            let value = self.add(span, TermKind::Opaque);
            self.offer(name, span, value, said);
        }
    }

    fn offer_from(&mut self, name: &str, source: &StringLiteral<'_>, member: &str, said: Span) {
        let from = Given::From {
            specifier: source.value.to_string(),
            member: member.to_owned(),
        };
        if self.namespaces == 0 {
            self.push(name, source.span.start as usize, from, bytes(said));
        }
    }

    fn offer(&mut self, name: &str, span: Span, value: TermId, said: Span) {
        if self.namespaces == 0 {
            self.push(name, span.start as usize, Given::Term(value), bytes(said));
        }
    }

    fn push(&mut self, name: &str, start: usize, given: Given, said: (usize, usize)) {
        self.sketch.offers.push(Offer {
            name: name.to_owned(),
            start,
            given,
            said,
        });
    }

    /// The value at the end of `a = b = value`.
    fn assigned(&self, value: TermId) -> TermId {
        match self.kind(value) {
            TermKind::Assignment { right, .. } => self.assigned(*right),
            _ => value,
        }
    }

    /// Whether a variable with this value holds what the module exports: `var exports = module.exports = {…}`.
    pub(super) fn holds_exports(&self, value: TermId) -> bool {
        let is_exports = |id: TermId| self.is_module_exports(id) || self.is_free(id, "exports");
        match self.kind(value) {
            TermKind::Assignment { left, right } => is_exports(*left) || self.holds_exports(*right),
            _ => is_exports(value),
        }
    }

    /// `module.exports`, `exports`, or a variable that holds it.
    fn is_exports_object(&self, id: TermId) -> bool {
        let is_alias = || match self.kind(id) {
            TermKind::Name {
                meaning: Meaning::Bound(id),
                ..
            } => self.sketch.aliases.contains(id),
            _ => false,
        };
        self.is_module_exports(id) || self.is_free(id, "exports") || is_alias()
    }

    /// The plain name in `exports.name` or `exports['name']`.
    fn member_of_exports(&self, id: TermId) -> Option<String> {
        let (object, name) = match self.kind(id) {
            TermKind::Member { object, name } => (*object, Some(name.as_str())),
            TermKind::Element { object, index } => (*object, self.text(*index)),
            _ => return None,
        };
        name.filter(|_| self.is_exports_object(object)).map(str::to_owned)
    }

    fn is_module_exports(&self, id: TermId) -> bool {
        match self.kind(id) {
            TermKind::Member { object, name } => name == "exports" && self.is_free(*object, "module"),
            _ => false,
        }
    }

    fn is_free(&self, id: TermId, global: &str) -> bool {
        matches!(self.kind(id), TermKind::Name { name, meaning: Meaning::Free } if name == global)
    }

    fn text(&self, id: TermId) -> Option<&str> {
        match self.kind(id) {
            TermKind::Text(text) => Some(text),
            _ => None,
        }
    }

    fn kind(&self, id: TermId) -> &TermKind {
        &self.sketch.term(id).kind
    }

    fn start(&self, id: TermId) -> usize {
        self.sketch.term(id).start
    }

    fn said(&self, id: TermId) -> (usize, usize) {
        let term = self.sketch.term(id);
        (term.start, term.end)
    }
}

fn bytes(span: Span) -> (usize, usize) {
    (span.start as usize, span.end as usize)
}

/// `a.b` of `namespace a.b`
fn full_name(namespace: &TSNamespaceDeclaration<'_>) -> String {
    match &namespace.body {
        TSNamespaceDeclarationBody::TSNamespaceDeclaration(inner) => {
            format!("{}.{}", namespace.id.name, full_name(inner))
        }
        TSNamespaceDeclarationBody::TSModuleBlock(_) => namespace.id.name.to_string(),
    }
}
