//! Which expressions are promises. Knows the forms of the language; what packages
//! give is data, and what functions return is solved by `returns`.

use crate::syntax::Node;

use super::{
    Origin, StatedGives, Step, Value,
    class::{is_class, key_of},
    packages::{Gives, given},
    returns::{Item, Kinds, Solver},
};

impl<'s> Solver<'_, 's> {
    /// What an expression can be.
    pub(super) fn expression(&mut self, node: Node<'s>) -> Kinds {
        let node = node.peeled();
        match node.kind() {
            "identifier" | "shorthand_property_identifier" => self.identifier(node),
            "call_expression" => self.call(node),
            "new_expression" => self.created(node),
            "ternary_expression" => self.fields(node, &["consequence", "alternative"]),
            "binary_expression" => self.binary(node),
            "assignment_expression" => self.fields(node, &["right"]),
            "augmented_assignment_expression" if is_logical(node) => self.fields(node, &["left", "right"]),
            "sequence_expression" => match node.children().last() {
                Some(last) => self.expression(*last),
                None => Kinds::UNKNOWN,
            },
            "member_expression" | "subscript_expression" | "this" => match self.project.value(node) {
                Some(value) => self.of_value(&value),
                None => Kinds::UNKNOWN,
            },
            "object" => match node.children().into_iter().any(|it| key_of(it) == Some("then")) {
                true => Kinds::UNKNOWN,
                false => Kinds::OTHER,
            },
            "yield_expression" | "super" => Kinds::UNKNOWN,
            // What is awaited is no promise any more; all others are literals and
            // computations.
            _ => Kinds::OTHER,
        }
    }

    fn fields(&mut self, node: Node<'s>, fields: &[&str]) -> Kinds {
        let parts = fields.iter().filter_map(|it| node.field(it));
        parts.fold(Kinds::default(), |kinds, it| kinds | self.expression(it))
    }

    fn binary(&mut self, node: Node<'s>) -> Kinds {
        let (Some(left), Some(right)) = (node.field("left"), node.field("right")) else {
            return Kinds::UNKNOWN;
        };
        if node.has_token("&&") {
            // A promise is never falsy.
            return match self.expression(left) {
                Kinds::PROMISE => self.expression(right),
                _ => self.expression(right) | Kinds::OTHER,
            };
        }
        if !node.has_token("||") && !node.has_token("??") {
            return Kinds::OTHER;
        }
        match self.expression(left) {
            Kinds::PROMISE => Kinds::PROMISE,
            other => other | self.expression(right),
        }
    }

    fn identifier(&mut self, node: Node<'s>) -> Kinds {
        match self.project.binding_of(node) {
            Some(id) => self.read(Item::Binding(node.source.id, id)),
            None if matches!(node.text(), "NaN" | "Infinity" | "undefined") => Kinds::OTHER,
            None => Kinds::UNKNOWN,
        }
    }

    /// What is known of a value that is no result of a call.
    pub(super) fn of_value(&self, value: &Value<'s>) -> Kinds {
        match value {
            Value::Local(_) | Value::Module(_) => Kinds::OTHER,
            Value::Instance(class) => self.instance(*class, 0),
            Value::External(origin) => self.external(origin),
        }
    }

    fn external(&self, origin: &Origin) -> Kinds {
        let is_environment = origin.is_global && origin.root == "process" && origin.steps.len() > 1;
        let is_client = origin.is_sdk_client() || origin.is_sdk3_client();
        // The results of calls are asked for with the call.
        match is_environment || is_client {
            true => Kinds::OTHER,
            false => Kinds::UNKNOWN,
        }
    }

    /// An instance of a class of the project: a promise only where it has `then`.
    fn instance(&self, class: Node<'s>, depth: usize) -> Kinds {
        let project = self.project;
        if depth > 20 || !project.field_values(class, "then").is_empty() {
            return Kinds::UNKNOWN;
        }
        let heritage = class.children().into_iter().find(|it| it.kind() == "class_heritage");
        let Some(heritage) = heritage.filter(|_| is_class(class)) else {
            return Kinds::OTHER;
        };
        if heritage.children().iter().all(|it| it.kind() == "implements_clause") {
            return Kinds::OTHER;
        }
        if let Some(above) = project.superclass(class) {
            return self.instance(above, depth + 1);
        }
        let named = match heritage.first_child() {
            Some(it) if it.kind() == "extends_clause" => it.field("value"),
            other => other,
        };
        let is_plain = named
            .and_then(|it| project.origin(it))
            .is_some_and(|origin| match origin.root.as_str() {
                "events" | "node:events" | "stream" | "node:stream" => true,
                "Error" | "Map" | "Set" | "Array" | "Object" | "TypeError" | "RangeError" => origin.is_global,
                _ => false,
            });
        if is_plain { Kinds::OTHER } else { Kinds::UNKNOWN }
    }

    fn created(&mut self, node: Node<'s>) -> Kinds {
        let Some(class) = node.field("constructor") else {
            return Kinds::UNKNOWN;
        };
        match self.project.value(class) {
            Some(Value::Local(class)) => self.instance(class, 0),
            Some(Value::External(origin)) => {
                let mut made = origin;
                made.steps.push(Step::New);
                match given(&made, None) {
                    Some(gives) => self.gives(gives, node),
                    None => self.external(&made),
                }
            }
            _ => Kinds::UNKNOWN,
        }
    }

    fn call(&mut self, node: Node<'s>) -> Kinds {
        let Some(callee) = node.field("function").map(Node::peeled) else {
            return Kinds::UNKNOWN;
        };
        let kinds = self.plain_call(node, callee);
        // `a?.b()` is undefined where `a` is.
        match is_optional(node) {
            true => kinds | Kinds::OTHER,
            false => kinds,
        }
    }

    fn plain_call(&mut self, node: Node<'s>, callee: Node<'s>) -> Kinds {
        if callee.kind() == "import" {
            return Kinds::PROMISE;
        }
        if self.project.is_global(callee, "require") {
            return match self.project.value(node) {
                Some(value) => self.of_value(&value),
                None => Kinds::UNKNOWN,
            };
        }
        if let (Some(object), Some(property)) = (callee.field("object"), callee.field("property"))
            && let Some(kinds) = self.method(object, property.text())
        {
            return kinds;
        }
        if let Some(stated) = self.project.stated(callee)
            && matches!(self.project.value(callee), Some(Value::External(_)))
        {
            return match stated.gives {
                StatedGives::Promise => Kinds::PROMISE,
                StatedGives::Callback(_) => Kinds::UNKNOWN,
            };
        }
        match self.project.value(callee) {
            Some(Value::Local(function)) => match self.project.function(function) {
                Some(id) => {
                    let is_exact = callee.field("object").is_some_and(|it| it.kind() == "super");
                    let overriding = match is_exact {
                        true => Vec::new(),
                        false => self.project.overriding(function),
                    };
                    let all = overriding.into_iter().chain([id]);
                    all.fold(Kinds::default(), |kinds, it| kinds | self.read(Item::Function(it)))
                }
                None => Kinds::UNKNOWN,
            },
            // It reports by its callback.
            Some(Value::External(_)) if self.project.node_api(callee).is_some() => Kinds::OTHER,
            Some(Value::External(origin)) => self.package_call(origin, node),
            Some(Value::Module(_) | Value::Instance(_)) => Kinds::UNKNOWN,
            None => match self.project.origin_given(callee) {
                Some(origin) => self.package_call(origin, node),
                None => Kinds::UNKNOWN,
            },
        }
    }

    /// Methods that mean the same on whatever they are called.
    fn method(&mut self, object: Node<'s>, name: &str) -> Option<Kinds> {
        match name {
            "then" | "catch" | "finally" => match self.expression(object) {
                kinds if kinds.is_none() => Some(kinds),
                // A chain on a lazy one starts it.
                kinds if kinds.only(Kinds::PROMISE | Kinds::LAZY) => Some(Kinds::PROMISE),
                _ => None,
            },
            "promise" => {
                let is_request = self.project.sdk_request(object).is_some()
                    || self.project.origin(object).is_some_and(|it| it.is_sdk_request());
                is_request.then_some(Kinds::PROMISE)
            }
            "bind" => matches!(self.project.value(object), Some(Value::Local(_))).then_some(Kinds::OTHER),
            "call" | "apply" => match self.project.value(object)? {
                Value::Local(function) => {
                    let id = self.project.function(function)?;
                    Some(self.read(Item::Function(id)))
                }
                _ => None,
            },
            _ => matches!(
                object.peeled().kind(),
                "string" | "template_string" | "regex" | "array" | "number"
            )
            .then_some(Kinds::OTHER),
        }
    }

    fn is_function(&self, argument: Node<'s>) -> bool {
        matches!(self.project.value(argument), Some(Value::Local(it)) if it.is_function())
    }

    fn is_object(&self, argument: Node<'s>) -> bool {
        match self.project.value(argument) {
            Some(Value::Local(it)) => it.kind() == "object",
            Some(Value::Instance(_)) => true,
            Some(Value::External(origin)) => origin.root != "Function" && origin.steps.last() == Some(&Step::New),
            Some(Value::Module(_)) | None => false,
        }
    }

    fn package_call(&mut self, mut origin: Origin, call: Node<'s>) -> Kinds {
        origin.steps.push(Step::Call);
        let links = self.project.links;
        let majors = links.majors(call.source.id, &origin.root);
        match given(&origin, majors) {
            Some(gives) => self.gives(gives, call),
            None if origin.is_sdk_request() => Kinds::OTHER,
            None => match call.arguments() {
                arguments if arguments.iter().any(|it| it.kind() == "spread_element") => Kinds::UNKNOWN,
                arguments => links.typings.given(&origin, arguments.len()),
            },
        }
    }

    fn gives(&mut self, gives: Gives, call: Node<'s>) -> Kinds {
        match gives {
            Gives::Promise => Kinds::PROMISE,
            Gives::Lazy => Kinds::LAZY,
            Gives::Other => Kinds::OTHER,
            Gives::Unknown => Kinds::UNKNOWN,
            Gives::UnlessStream => match call.arguments().into_iter().all(is_plain_option) {
                true => Kinds::PROMISE,
                false => Kinds::UNKNOWN,
            },
            Gives::UnlessCallback => match call.arguments().last() {
                None => Kinds::PROMISE,
                Some(last) if last.kind() == "spread_element" => Kinds::UNKNOWN,
                Some(last) if self.project.is_no_function(*last) || self.is_object(*last) => Kinds::PROMISE,
                Some(last) if self.is_function(*last) => Kinds::OTHER,
                Some(_) => Kinds::UNKNOWN,
            },
        }
    }
}

/// A text, or an object that is written out and has no `isStream`.
fn is_plain_option(argument: Node<'_>) -> bool {
    let argument = argument.peeled();
    match argument.kind() {
        "string" | "template_string" => true,
        "object" => argument
            .children()
            .into_iter()
            .all(|it| it.kind() != "spread_element" && it.text() != "isStream" && key_of(it) != Some("isStream")),
        _ => false,
    }
}

fn is_logical(assignment: Node<'_>) -> bool {
    let operator = assignment.field("operator").map(Node::text);
    operator.is_some_and(|it| matches!(it, "||=" | "??=" | "&&="))
}

/// `?.` anywhere in the chain that ends with this call.
fn is_optional(call: Node<'_>) -> bool {
    let mut node = call;
    loop {
        if node.field("optional_chain").is_some() || node.children().iter().any(|it| it.kind() == "optional_chain") {
            return true;
        }
        match node.field("function").or_else(|| node.field("object")) {
            // Parentheses and `!` end a chain.
            Some(inner) => node = inner,
            None => return false,
        }
    }
}
