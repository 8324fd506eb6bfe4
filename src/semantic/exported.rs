//! What modules give each other: `import`, `require` and re-exports, CommonJS and
//! ECMAScript modules in any mix. Knows the modules' records, not their code.

use crate::syntax::{Node, SourceId};

use super::{
    Module, Origin, Value,
    value::{Evaluation, Key, Lookup, the_same},
};

impl<'s> Evaluation<'_, 's> {
    pub(super) fn imported(&self, specifier: Node<'s>, name: Node<'s>, depth: usize) -> Option<Value<'s>> {
        let statement = specifier.ancestors().find(|it| it.kind() == "import_statement")?;
        let from = match specifier.kind() {
            "import_require_clause" => specifier.field("source"),
            _ => statement.field("source"),
        };
        match specifier.kind() {
            "import_specifier" => {
                let original = specifier.field("name").unwrap_or(name);
                self.of_module(self.module(from?)?, original.text(), depth)
            }
            "import_clause" => self.of_module(self.module(from?)?, "default", depth),
            // A namespace of a CommonJS module that is one function is used as that.
            _ => self.required(from?, depth),
        }
    }

    /// What `import { name } from` gives; `default` is all that a CommonJS module
    /// exports, unless it was compiled from an ECMAScript one.
    fn of_module(&self, module: Value<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        match module {
            Value::Module(id) if name == "default" && !self.record(id).names.is_module => {
                let module = self.record(id);
                match module.is_compiled && module.exports_of("default").next().is_some() {
                    true => self.exported(id, name, depth).found(),
                    false => self.exported_whole(id, depth),
                }
            }
            _ => self.member(module, name, depth),
        }
    }

    /// What `require` gives: the module, or the one value that it exports.
    pub(super) fn required(&self, specifier: Node<'s>, depth: usize) -> Option<Value<'s>> {
        match self.module(specifier)? {
            Value::Module(id) => self.exported_whole(id, depth),
            other => Some(other),
        }
    }

    /// All that a module exports: the value of `module.exports`, or the module
    /// where that is an object.
    pub(super) fn exported_whole(&self, id: SourceId, depth: usize) -> Option<Value<'s>> {
        let whole = self.once(Key::Exported(id, "*".to_owned()), || {
            let wholes: Vec<Node<'s>> = wholes(self.record(id)).collect();
            if wholes.iter().all(|it| it.peeled().kind() == "object") {
                return Some(Value::Module(id));
            }
            let values = wholes.into_iter().map(|it| self.expression(it, depth + 1));
            let value = the_same(values.collect::<Option<_>>()?)?;
            let is_object = matches!(&value, Value::Local(node) if node.kind() == "object");
            Some(if is_object { Value::Module(id) } else { value })
        });
        self.or_stated(id, "default", whole)
    }

    /// The module that a specifier leads to.
    fn module(&self, specifier: Node<'s>) -> Option<Value<'s>> {
        let name = specifier.string_value()?;
        match self.project.links.target(specifier.source.id, name) {
            Some(id) => Some(Value::Module(id)),
            None if is_local(name) => None,
            None => Some(Value::External(Origin {
                root: name.to_owned(),
                is_global: false,
                steps: Vec::new(),
            })),
        }
    }

    /// What a module exports under a name.
    pub(super) fn exported(&self, id: SourceId, name: &str, depth: usize) -> Lookup<'s> {
        self.exported_once(id, name, depth, &mut Vec::new())
    }

    fn exported_once(&self, id: SourceId, name: &str, depth: usize, seen: &mut Vec<SourceId>) -> Lookup<'s> {
        // `export *` in a circle adds nothing.
        if seen.contains(&id) {
            return Lookup::Absent;
        }
        seen.push(id);
        let module = self.record(id);
        if module.is_open {
            return Lookup::Unknown;
        }
        let own: Vec<_> = module.exports_of(name).filter(|it| !it.is_of_whole).collect();
        let certain = own.iter().any(|it| is_at_the_top(it.value));
        if name != "*" && !own.is_empty() {
            let value = self.once(Key::Exported(id, name.to_owned()), || {
                let values = own.iter().map(|export| match export.from.as_deref() {
                    Some("*") => self.required(export.value, depth),
                    Some(original) => self.of_module(self.module(export.value)?, original, depth),
                    None => self.export_value(export.value, depth),
                });
                the_same(values.collect::<Option<_>>()?)
            });
            if certain || wholes(module).next().is_none() && module.merged.is_empty() {
                return Lookup::of(value);
            }
            let Some(value) = value else {
                return Lookup::Unknown;
            };
            return match self.of_wholes(module, name, depth) {
                Lookup::Absent => Lookup::Found(value),
                Lookup::Found(other) if other == value => Lookup::Found(value),
                Lookup::Found(_) | Lookup::Unknown => Lookup::Unknown,
            };
        }
        match self.of_wholes(module, name, depth) {
            Lookup::Absent if name == "default" && !module.names.is_module => {
                Lookup::of(self.exported_whole(id, depth))
            }
            Lookup::Absent => self.of_stars(module, name, depth, seen),
            found => found,
        }
    }

    /// A property of what `module.exports` is set to, or of what is merged into it.
    fn of_wholes(&self, module: &Module<'s>, name: &str, depth: usize) -> Lookup<'s> {
        let mut found: Vec<Value<'s>> = Vec::new();
        for object in wholes(module).chain(module.merged.iter().copied()) {
            let value = self.expression(object, depth + 1);
            // What exports itself has no more to give.
            let lookup = match value {
                Some(Value::Module(id)) if id == module.source.id => Lookup::Absent,
                Some(value) => self.lookup(value, name, depth + 1),
                None => Lookup::Unknown,
            };
            match lookup {
                Lookup::Found(value) => found.push(value),
                Lookup::Absent => {}
                Lookup::Unknown => return Lookup::Unknown,
            }
        }
        match found.is_empty() {
            true => Lookup::Absent,
            false => Lookup::of(the_same(found)),
        }
    }

    /// `export * from` gives all names but `default`; one that two modules give is
    /// ambiguous, unless it is the same.
    fn of_stars(&self, module: &Module<'s>, name: &str, depth: usize, seen: &mut Vec<SourceId>) -> Lookup<'s> {
        let stars = module.exports_of("*").filter(|it| it.from.is_some());
        let (mut found, mut packages) = (Vec::new(), Vec::new());
        for star in stars.filter(|_| name != "default") {
            match self.module(star.value) {
                Some(Value::Module(id)) => match self.exported_once(id, name, depth + 1, seen) {
                    Lookup::Found(value) => found.push(value),
                    Lookup::Absent => {}
                    Lookup::Unknown => return Lookup::Unknown,
                },
                Some(Value::External(package)) => packages.push(package),
                _ => return Lookup::Unknown,
            }
        }
        match (found.is_empty(), packages.as_slice()) {
            (false, _) => Lookup::of(the_same(found)),
            (true, []) => Lookup::Absent,
            (true, [only]) => Lookup::Found(only.clone().member(name)),
            (true, _) => Lookup::Unknown,
        }
    }

    /// `module.exports = f; module.exports.name = …`: a property of the function.
    pub(super) fn exported_beside(&self, function: Node<'s>, name: &str, depth: usize) -> Option<Value<'s>> {
        let id = function.source.id;
        let is_whole = self.exported_whole(id, depth) == Some(Value::Local(function));
        let own = self.record(id).exports_of(name).filter(|_| is_whole);
        the_same(
            own.map(|it| self.export_value(it.value, depth))
                .collect::<Option<_>>()?,
        )
    }

    fn export_value(&self, value: Node<'s>, depth: usize) -> Option<Value<'s>> {
        match value.kind() {
            "function_declaration" | "generator_function_declaration" => Some(Value::Local(value)),
            _ => self.expression(value, depth + 1),
        }
    }

    fn record(&self, id: SourceId) -> &Module<'s> {
        self.project.module(id)
    }
}

/// What `module.exports` is set to.
fn wholes<'m, 's>(module: &'m Module<'s>) -> impl Iterator<Item = Node<'s>> + use<'m, 's> {
    module.exports_of("*").filter(|it| it.from.is_none()).map(|it| it.value)
}

fn is_local(specifier: &str) -> bool {
    specifier.starts_with('.') || specifier.starts_with('/') || specifier.starts_with('#')
}

/// It is exported when the module is loaded, not later or perhaps.
fn is_at_the_top(value: Node<'_>) -> bool {
    value.function_around().is_none()
}
