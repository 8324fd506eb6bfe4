//! Which declarations a name in a `.d.ts` file means, across the files of its
//! package. Knows names and exports, not what a type gives.

use crate::syntax::Node;

use super::{
    Typings,
    declaration::{exported_names, is_type, named, unwrapped},
    typings::{MAX_DEPTH, Place, Thing},
};

impl Typings {
    /// What a written name means as a type.
    pub(super) fn named<'t>(&'t self, place: Place<'t>, depth: usize) -> Option<Thing<'t>> {
        let (name, file) = place;
        let declared = self.resolve(name, file, depth + 1)?;
        // `typeof value` and `extends Value` mean the same declarations.
        let Thing::Declared(places) = declared else {
            return Some(declared);
        };
        let types: Vec<Place<'t>> = places.iter().copied().filter(|it| is_type(it.0)).collect();
        if let Some((alias, file)) = types.iter().find(|it| it.0.kind() == "type_alias_declaration") {
            return self.annotated((alias.field("value")?, *file), depth + 1);
        }
        match types.is_empty() {
            true => Some(Thing::Declared(places)),
            false => Some(Thing::Instance(types)),
        }
    }

    /// The declarations of a name as it is written at a place: of the innermost
    /// namespace, or of the file.
    fn resolve<'t>(&'t self, name: Node<'t>, file: usize, depth: usize) -> Option<Thing<'t>> {
        if depth > MAX_DEPTH {
            return None;
        }
        if matches!(
            name.kind(),
            "nested_type_identifier" | "member_expression" | "nested_identifier"
        ) {
            let [owner, last] = name.children().try_into().ok()?;
            return self.member(&self.resolve(owner, file, depth + 1)?, last.text(), depth + 1);
        }
        // A parameter of a type hides what has its name.
        let is_parameter = |it: Node<'t>| {
            let parameters = it.field("type_parameters").map_or_else(Vec::new, Node::children);
            parameters
                .iter()
                .any(|it| it.field("name").is_some_and(|it| it.text() == name.text()))
        };
        if name.ancestors().any(is_parameter) {
            return None;
        }
        let lists = name
            .ancestors()
            .filter(|it| matches!(it.kind(), "statement_block" | "program"));
        for list in lists {
            let found = named(list, name.text());
            if !found.is_empty() {
                return Some(Thing::Declared(found.into_iter().map(|it| (it, file)).collect()));
            }
        }
        self.imported(file, name.text(), depth + 1)
    }

    fn imported<'t>(&'t self, file: usize, name: &str, depth: usize) -> Option<Thing<'t>> {
        for statement in self.root(file).children() {
            if statement.kind() != "import_statement" {
                continue;
            }
            let from = statement.descendants().into_iter().find(|it| it.kind() == "string")?;
            for node in statement.descendants() {
                let is_meant = |it: Option<Node<'t>>| it.is_some_and(|it| it.text() == name);
                let original = match node.kind() {
                    "import_specifier" if is_meant(node.field("alias").or(node.field("name"))) => {
                        node.field("name")?.text()
                    }
                    "namespace_import" | "import_require_clause" if is_meant(node.first_child()) => "*",
                    "import_clause" if is_meant(node.first_child().filter(|it| it.kind() == "identifier")) => "default",
                    _ => continue,
                };
                let module = Thing::Module(self.target(file, from.string_value()?)?);
                return match original {
                    "*" => Some(module),
                    _ => self.member(&module, original, depth + 1),
                };
            }
        }
        None
    }

    /// What a file exports under a name.
    pub(super) fn exported<'t>(&'t self, file: usize, name: &str, depth: usize) -> Option<Thing<'t>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let root = self.root(file);
        let exports = root.children().into_iter().filter(|it| it.kind() == "export_statement");
        let mut stars = Vec::new();
        let mut whole = None;
        for export in exports {
            let source = export.field("source").and_then(Node::string_value);
            let target = source.and_then(|it| self.target(file, it));
            for specifier in export
                .children()
                .into_iter()
                .filter(|it| it.kind() == "export_clause")
                .flat_map(Node::children)
            {
                let original = specifier.field("name")?;
                if specifier.field("alias").unwrap_or(original).text() != name {
                    continue;
                }
                return match source {
                    Some(_) => self.exported(target?, original.text(), depth + 1),
                    None => self.resolve(original, file, depth + 1),
                };
            }
            if export.has_token("=") {
                whole = export.first_child();
            } else if export.has_token("default") && name == "default" {
                return match export.field("declaration") {
                    Some(it) => Some(Thing::Declared(vec![(unwrapped(it), file)])),
                    None => self.resolve(export.field("value")?, file, depth + 1),
                };
            } else if export.has_token("*") {
                stars.extend(target);
            }
        }
        if let Some(whole) = whole {
            let whole = self.resolve(whole, file, depth + 1)?;
            return match name {
                "default" => Some(whole),
                _ => self.member(&whole, name, depth + 1),
            };
        }
        let own = exported_names(root, name);
        if !own.is_empty() {
            return Some(Thing::Declared(own.into_iter().map(|it| (it, file)).collect()));
        }
        stars.into_iter().find_map(|it| self.exported(it, name, depth + 1))
    }
}
