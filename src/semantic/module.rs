//! Imports, exports and functions of one module, CommonJS and ESM alike. Knows
//! one file; what a specifier leads to is known by `link`.

use crate::syntax::{Node, Source};

use super::Names;

/// One file as a module.
pub struct Module<'s> {
    /// Text and tree.
    pub source: &'s Source,
    /// Scopes, bindings and references.
    pub names: Names,
    /// What other files can get from it.
    pub exports: Vec<Export<'s>>,
    functions: Vec<Node<'s>>,
}

/// One exported value.
#[derive(Debug, Clone)]
pub struct Export<'s> {
    /// `handler`, `default`; `*` for what `module.exports` is set to, and for
    /// `export * from`.
    pub name: String,
    /// The expression, declaration or identifier; for a re-export the string
    /// that names the other module.
    pub value: Node<'s>,
    /// The name in the other module, for `export { x as y } from './other'`.
    pub from: Option<String>,
}

impl<'s> Module<'s> {
    /// Reads a file that was checked before; one that has become unreadable
    /// has no names.
    pub fn read(source: &'s Source, is_module: Option<bool>) -> Module<'s> {
        let names = Names::read(&source.text, source.language, is_module).unwrap_or_default();
        let nodes = source.root().descendants();
        let functions = nodes
            .iter()
            .copied()
            .filter(|it| it.is_function() && it.field("body").is_some())
            .collect();
        let mut module = Module {
            source,
            names,
            exports: Vec::new(),
            functions,
        };
        for node in nodes {
            match node.kind() {
                "export_statement" => module.export_statement(node),
                "assignment_expression" => module.export_assignment(node),
                _ => {}
            }
        }
        module
    }

    /// All functions with a body, in the order of the text.
    pub fn functions(&self) -> impl Iterator<Item = Node<'s>> {
        self.functions.iter().copied()
    }

    /// The last value exported under `name`.
    pub fn export(&self, name: &str) -> Option<&Export<'s>> {
        self.exports.iter().rev().find(|it| it.name == name)
    }

    /// `exports.x = …`, `module.exports.x = …` and `module.exports = …`.
    fn export_assignment(&mut self, assignment: Node<'s>) {
        let (Some(left), Some(value)) = (assignment.field("left"), assignment.field("right")) else {
            return;
        };
        if self.is_module_exports(left) {
            self.export_whole(value);
        } else if let Some(object) = left.field("object")
            && (self.is_module_exports(object) || self.is_free(object, "exports"))
        {
            let property = left.field("property").map(Node::text);
            // `exports['x'] = …`
            let index = left.field("index").and_then(Node::string_value);
            if let Some(name) = property.or(index) {
                self.push(name, value);
            }
        }
    }

    fn export_whole(&mut self, value: Node<'s>) {
        self.push("*", value);
        let object = value.peeled();
        if object.kind() != "object" {
            return;
        }
        for property in object.children() {
            match property.kind() {
                "pair" => {
                    if let (Some(key), Some(value)) = (property.field("key"), property.field("value")) {
                        self.push(key.string_value().unwrap_or(key.text()), value);
                    }
                }
                "method_definition" => {
                    if let Some(name) = property.field("name") {
                        self.push(name.text(), property);
                    }
                }
                "shorthand_property_identifier" => self.push(property.text(), property),
                _ => {}
            }
        }
    }

    fn export_statement(&mut self, statement: Node<'s>) {
        let is_default = statement.has_token("default");
        if let Some(from) = statement.field("source") {
            self.export_from(statement, from);
        } else if let Some(declaration) = statement.field("declaration") {
            self.export_declaration(declaration, is_default);
        } else if let Some(value) = statement.field("value") {
            self.push("default", value);
        } else if statement.has_token("=") {
            // TypeScript: `export = value`.
            if let Some(value) = statement.first_child() {
                self.export_whole(value);
            }
        } else {
            for (name, alias) in specifiers(statement) {
                self.push(alias.text(), name);
            }
        }
    }

    fn export_from(&mut self, statement: Node<'s>, from: Node<'s>) {
        let mut push = |name: &str, original: &str| {
            self.exports.push(Export {
                name: name.to_owned(),
                value: from,
                from: Some(original.to_owned()),
            });
        };
        if statement.has_token("*") {
            push("*", "*");
        }
        for (name, alias) in specifiers(statement) {
            push(alias.text(), name.text());
        }
    }

    fn export_declaration(&mut self, declaration: Node<'s>, is_default: bool) {
        if is_default {
            self.push("default", declaration);
            return;
        }
        if let Some(name) = declaration.field("name") {
            self.push(name.text(), declaration);
        }
        for declarator in declaration.children() {
            if declarator.kind() == "variable_declarator"
                && let Some(name) = declarator.field("name").filter(|it| it.is_identifier())
            {
                self.push(name.text(), name);
            }
        }
    }

    fn push(&mut self, name: &str, value: Node<'s>) {
        self.exports.push(Export {
            name: name.to_owned(),
            value,
            from: None,
        });
    }

    fn is_module_exports(&self, node: Node<'_>) -> bool {
        node.kind() == "member_expression"
            && node.field("object").is_some_and(|it| self.is_free(it, "module"))
            && node.field("property").is_some_and(|it| it.text() == "exports")
    }

    fn is_free(&self, node: Node<'_>, name: &str) -> bool {
        node.kind() == "identifier" && node.text() == name && self.names.is_free(node.start())
    }
}

/// Name and alias of each `a as b` of an export statement.
fn specifiers(statement: Node<'_>) -> Vec<(Node<'_>, Node<'_>)> {
    statement
        .children()
        .into_iter()
        .filter(|it| it.kind() == "export_clause")
        .flat_map(Node::children)
        .filter_map(|it| {
            let name = it.field("name")?;
            Some((name, it.field("alias").unwrap_or(name)))
        })
        .collect()
}
