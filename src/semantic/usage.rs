//! Who mentions a function, in every file: its calls, and the places where it goes
//! where calls cannot be seen. Follows values through variables, properties,
//! arguments, results and modules; what is not understood is a place where it is
//! lost. Knows bindings and syntax, not what may be done about a usage.

use std::collections::{HashSet, VecDeque};

use crate::syntax::{Node, SourceId};

use super::{
    BindingId, FunctionId, Project,
    access::{Access, Path},
    class::key_of,
};

/// One mention of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage<'s> {
    /// It is called here; the node is the whole call.
    Call(Node<'s>),
    /// It is handed on, stored or compared here.
    Value(Node<'s>),
    /// From here it goes where no file of the program shows it.
    Unseen(Node<'s>, Unseen),
}

impl<'s> Usage<'s> {
    /// The call, where it is one.
    pub fn call(&self) -> Option<Node<'s>> {
        match self {
            Usage::Call(call) => Some(*call),
            Usage::Value(_) | Usage::Unseen(..) => None,
        }
    }
}

/// Who may call a function without being seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unseen {
    /// Users of the package with this manifest.
    Package(String),
    /// This file, which could not be read or names the modules it imports only
    /// when it runs.
    File(String),
    /// The class of a package that the function's class extends.
    Superclass,
}

/// All mentions of a function.
pub type Usages<'s> = Vec<Usage<'s>>;

/// More values than these are not followed from one function.
const MAX_VALUES: usize = 5_000;

impl<'s> Project<'s> {
    /// Every mention of a function, in the order in which they are found.
    pub fn usages(&self, id: FunctionId) -> Usages<'s> {
        let function = self[id].node;
        self.track(function, |it| it.function_value(function, &Path::default()))
    }

    /// Every mention of a class: where it is made an instance of, that `new` is a value.
    pub(super) fn usages_of_class(&self, class: Node<'s>) -> Usages<'s> {
        self.track(class, |it| match class.kind() {
            "class_declaration" | "abstract_class_declaration" => it.declared(class, &Path::default()),
            _ => it.expression(class, &Path::default()),
        })
    }

    fn track(&self, from: Node<'s>, begin: impl FnOnce(&mut Tracker<'_, 's>)) -> Usages<'s> {
        let mut tracker = Tracker {
            project: self,
            usages: Vec::new(),
            queue: VecDeque::new(),
            seen: HashSet::new(),
            modules: HashSet::new(),
        };
        begin(&mut tracker);
        tracker.run(from);
        tracker.usages
    }

    /// Whether what a function's file exports is there when another file is loaded that
    /// imports it: it must not wait for that one itself.
    pub fn is_loaded_before(&self, id: FunctionId, file: SourceId) -> bool {
        self.is_file_loaded_before(self[id].node.source.id, file)
    }

    /// The same of a whole file.
    pub fn is_file_loaded_before(&self, target: SourceId, file: SourceId) -> bool {
        target == file || !self.importing(vec![file]).contains(&target)
    }

    /// These files and those that import one of them, directly or not.
    pub(super) fn importing(&self, files: Vec<SourceId>) -> Vec<SourceId> {
        let mut seen: HashSet<SourceId> = files.iter().copied().collect();
        let mut queue = files;
        let mut found = Vec::new();
        while let Some(id) = queue.pop() {
            found.push(id);
            let importers = self.links.importers(id);
            queue.extend(importers.filter(|it| seen.insert(*it)));
        }
        found.sort();
        found
    }

    /// Whether every mention of a function is a call whose value is not used.
    pub fn is_result_dropped(&self, id: FunctionId) -> bool {
        let usages = self.usages(id);
        !usages.is_empty()
            && self.handler(id).is_none()
            && usages.iter().all(|usage| match usage {
                Usage::Call(call) => self.is(*call, super::Property::Discarded),
                Usage::Unseen(..) | Usage::Value(_) => false,
            })
    }
}

/// Follows the values that lead to one function.
pub(super) struct Tracker<'p, 's> {
    pub(super) project: &'p Project<'s>,
    pub(super) usages: Usages<'s>,
    queue: VecDeque<(Holder<'s>, Path<'s>)>,
    seen: HashSet<(Holder<'s>, Path<'s>)>,
    modules: HashSet<(SourceId, Path<'s>)>,
}

/// What has a value that leads to the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Holder<'s> {
    /// An expression.
    Expression(Node<'s>),
    /// A variable.
    Binding(SourceId, BindingId),
    /// What `require` gives of the file around this export.
    Module(Node<'s>),
}

impl<'s> Tracker<'_, 's> {
    fn run(&mut self, function: Node<'s>) {
        while let Some((holder, path)) = self.queue.pop_front() {
            if path.is_too_long() || self.seen.len() > MAX_VALUES {
                return self.lost(match holder {
                    Holder::Expression(node) | Holder::Module(node) => node,
                    Holder::Binding(..) => function,
                });
            }
            match holder {
                Holder::Expression(node) => self.consume(node, &path),
                Holder::Binding(file, id) => self.read(file, id, &path),
                Holder::Module(at) => self.import(at, &path),
            }
        }
    }

    fn push(&mut self, holder: Holder<'s>, path: Path<'s>) {
        if self.seen.insert((holder, path.clone())) {
            self.queue.push_back((holder, path));
        }
    }

    /// The value of an expression leads to the function.
    pub(super) fn expression(&mut self, node: Node<'s>, path: &Path<'s>) {
        self.push(Holder::Expression(node.wrapped()), path.clone());
    }

    /// What a module exports leads to the function; `at` is where.
    pub(super) fn module(&mut self, at: Node<'s>, path: &Path<'s>) {
        if self.modules.insert((at.source.id, path.clone())) {
            self.queue.push_back((Holder::Module(at), path.clone()));
        }
    }

    /// The value is handed on to code that is not followed.
    pub(super) fn lost(&mut self, at: Node<'s>) {
        self.usage(Usage::Value(at));
    }

    pub(super) fn usage(&mut self, usage: Usage<'s>) {
        if !self.usages.contains(&usage) {
            self.usages.push(usage);
        }
    }

    /// A function of any form, as a value.
    pub(super) fn function_value(&mut self, function: Node<'s>, path: &Path<'s>) {
        match function.kind() {
            "method_definition" => self.member_value(function, path),
            "function_declaration" | "generator_function_declaration" => self.declared(function, path),
            _ => {
                if let Some(name) = function.field("name") {
                    self.binding_of(name, path);
                }
                self.expression(function, path);
            }
        }
    }

    /// A declaration of a function or class.
    pub(super) fn declared(&mut self, declaration: Node<'s>, path: &Path<'s>) {
        match declaration.field("name") {
            Some(name) => self.binding_of(name, path),
            None => self.exported_declaration(declaration, path),
        }
    }

    pub(super) fn binding_of(&mut self, name: Node<'s>, path: &Path<'s>) {
        // The name of a class is that of a type, too.
        match self.project.names(name).binding_at(name.start()) {
            Some(id) => self.push(Holder::Binding(name.source.id, id), path.clone()),
            None => self.lost(name),
        }
    }

    /// Each mention of a variable has its value.
    fn read(&mut self, file: SourceId, id: BindingId, path: &Path<'s>) {
        let project = self.project;
        let module = project.module(file);
        for reference in module.names.references_of(id) {
            if reference.is_type || reference.is_write {
                continue;
            }
            match module
                .source
                .node_at(reference.range.clone())
                .filter(|it| it.is_identifier())
            {
                Some(node) => self.expression(node, path),
                // One reader sees a mention where the other one sees something else.
                None => self.lost(module.source.root()),
            }
        }
        let binding = module.names.binding(id);
        for offset in &binding.declared {
            let name = module.source.node_at(*offset..*offset + binding.name.len());
            let declaration = name.and_then(|it| it.ancestors().find(|it| it.kind().ends_with("_declaration")));
            if let (Some(name), Some(declaration)) = (name, declaration)
                && declaration.field("name").is_none_or(|it| it == name)
            {
                self.exported_as(declaration, name.text(), path);
            }
        }
    }

    /// What becomes of the value of an expression.
    fn consume(&mut self, node: Node<'s>, path: &Path<'s>) {
        let Some(parent) = node.parent() else {
            return self.lost(node);
        };
        let is = |name: &str| parent.field(name) == Some(node);
        match parent.kind() {
            "expression_statement" | "template_substitution" | "for_in_statement" => {}
            "if_statement" | "while_statement" | "do_statement" | "for_statement" | "switch_statement" => {}
            "call_expression" if is("function") => self.called(parent, path),
            "new_expression" if is("constructor") => self.constructed(parent, path),
            "member_expression" | "subscript_expression" if is("object") => self.member(parent, path),
            "subscript_expression" => {}
            "await_expression" => {
                let awaited = path.after(Access::Await);
                self.expression(parent, awaited.as_ref().unwrap_or(path));
            }
            "variable_declarator" => match parent.field("name") {
                Some(name) => self.pattern(name, path),
                None => self.lost(node),
            },
            "assignment_expression" | "augmented_assignment_expression" if is("right") => {
                if let Some(left) = parent.field("left") {
                    self.assigned(left, path);
                }
                self.expression(parent, path);
            }
            "assignment_expression" | "augmented_assignment_expression" => {}
            "assignment_pattern" | "object_assignment_pattern" if is("right") => match parent.field("left") {
                Some(left) => self.pattern(left, path),
                None => self.lost(node),
            },
            "required_parameter" | "optional_parameter" if is("value") => match parent.field("pattern") {
                Some(name) => self.pattern(name, path),
                None => self.lost(node),
            },
            "ternary_expression" if is("condition") => {}
            "ternary_expression" => self.expression(parent, path),
            "sequence_expression" if parent.children().last() == Some(&node) => self.expression(parent, path),
            "sequence_expression" => {}
            "binary_expression" if ["||", "&&", "??"].iter().any(|it| parent.has_token(it)) => {
                self.expression(parent, path);
            }
            "binary_expression" | "unary_expression" if !path.is_empty() || parent.has_token("typeof") => {}
            "return_statement" => self.returned(parent, path),
            "arrow_function" if is("body") => self.returned(node, path),
            "arguments" => self.argument(parent, node, path),
            "export_statement" | "export_specifier" => self.exported(parent, path),
            _ => self.in_object_or_class(node, parent, path),
        }
    }

    fn called(&mut self, call: Node<'s>, path: &Path<'s>) {
        if path.is_empty() {
            self.usage(Usage::Call(call));
        } else if let Some(rest) = path.after(Access::Call) {
            self.expression(call, &rest);
        }
    }

    fn constructed(&mut self, created: Node<'s>, path: &Path<'s>) {
        match path.after(Access::New) {
            Some(rest) => self.expression(created, &rest),
            None if path.is_empty() => self.lost(created),
            None => {}
        }
    }

    /// `value.name` and `value['name']`.
    fn member(&mut self, member: Node<'s>, path: &Path<'s>) {
        let name = match member.field("index") {
            Some(index) => self.project.name_of_index(index),
            None => member.field("property").map(Node::text),
        };
        let Some(name) = name else {
            // `object[name]` may be the function.
            return self.lost(member);
        };
        let is_written = member
            .wrapped()
            .parent()
            .is_some_and(|it| it.kind() == "assignment_expression" && it.field("left") == Some(member.wrapped()));
        if is_written {
            return;
        }
        match path.first() {
            Some(Access::Member(wanted)) if wanted == name => {
                let rest = path.after(Access::Member(wanted)).unwrap_or_default();
                self.expression(member, &rest);
            }
            Some(Access::Member(_)) if name == "constructor" => {
                self.expression(member, &path.behind(Access::New));
            }
            Some(Access::Member(_)) => {}
            Some(Access::New) if name == "prototype" => {
                self.expression(member, &path.after(Access::New).unwrap_or_default());
            }
            Some(Access::New) => {}
            Some(Access::Await) => self.chained(member, name, path),
            // Test doubles: `save.mockReturnValue(…)`.
            Some(Access::Call) | None if name.starts_with("mock") || matches!(name, "length" | "name") => {}
            Some(Access::Call) | None => self.lost(member),
        }
    }

    /// `import('./x').then((x) => …)`.
    fn chained(&mut self, member: Node<'s>, name: &str, path: &Path<'s>) {
        let call = member.wrapped().parent_of_kind("call_expression");
        let callback = call.and_then(|it| it.arguments().first().copied()).map(Node::peeled);
        let parameter = callback
            .filter(|it| it.is_function())
            .and_then(|it| it.parameters().first().copied());
        match (name, parameter, path.after(Access::Await)) {
            ("then", Some(parameter), Some(rest)) => self.pattern(parameter, &rest),
            _ => self.lost(member),
        }
    }

    /// A value is given to what a pattern declares or names.
    pub(super) fn pattern(&mut self, pattern: Node<'s>, path: &Path<'s>) {
        match pattern.kind() {
            "identifier" | "shorthand_property_identifier_pattern" => self.binding_of(pattern, path),
            "object_pattern" => self.object_pattern(pattern, path),
            "assignment_pattern" => match pattern.field("left") {
                Some(left) => self.pattern(left, path),
                None => self.lost(pattern),
            },
            "required_parameter" | "optional_parameter" => {
                self.parameter_property(pattern, path);
                match pattern.field("pattern") {
                    Some(name) => self.pattern(name, path),
                    None => self.lost(pattern),
                }
            }
            "member_expression" | "subscript_expression" => self.assigned(pattern, path),
            _ => self.lost(pattern),
        }
    }

    fn object_pattern(&mut self, pattern: Node<'s>, path: &Path<'s>) {
        let mut is_taken = false;
        for part in pattern.children() {
            let (name, target) = match part.kind() {
                "shorthand_property_identifier_pattern" => (Some(part.text()), Some(part)),
                "object_assignment_pattern" => (part.field("left").map(Node::text), part.field("left")),
                "pair_pattern" => (key_of(part), part.field("value")),
                "rest_pattern" if matches!(path.first(), Some(Access::Member(_))) && !is_taken => {
                    if let Some(inner) = part.first_child() {
                        self.pattern(inner, path);
                    }
                    continue;
                }
                _ => continue,
            };
            let Some(name) = name else {
                // `{ [name]: x }` may be the function.
                self.lost(part);
                continue;
            };
            if let (Some(rest), Some(target)) = (path.after(Access::Member(name)), target) {
                is_taken = true;
                self.pattern(target, &rest);
            }
        }
    }
}
