//! Whether an expression is certainly an array, if its `forEach` can be called at
//! all. Knows where arrays come from, not what is done with them.

use crate::syntax::Node;

use super::{BindingId, Project, Property, Step, Usage, Value, class::key_of};

/// Longer ways from a variable to where its value is made are not followed.
const MAX_DEPTH: usize = 12;

/// How many steps a call counts for: it may have many callers, and each of those.
const CALL: usize = 1;

/// Methods of arrays that give arrays.
const GIVE_ARRAYS: [&str; 13] = [
    "concat",
    "fill",
    "filter",
    "flat",
    "flatMap",
    "map",
    "reverse",
    "slice",
    "sort",
    "splice",
    "toReversed",
    "toSorted",
    "toSpliced",
];

/// Lists among what operations of the AWS SDK give, in 2 and 3 alike.
const SDK_LISTS: [&str; 24] = [
    "Buckets",
    "CommonPrefixes",
    "Contents",
    "DBInstances",
    "DeleteMarkers",
    "Deleted",
    "Errors",
    "FaceMatches",
    "Functions",
    "Items",
    "Labels",
    "Messages",
    "Parameters",
    "QueueUrls",
    "Records",
    "Reservations",
    "Subscriptions",
    "TableNames",
    "TagSet",
    "Topics",
    "Users",
    "Versions",
    "jobSummaryList",
    "logGroups",
];

/// What is asked of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An array.
    Array,
    /// What came out of JSON: of that, only arrays have `forEach`.
    Json,
}

impl<'s> Project<'s> {
    /// Whether an expression is an array, if it has `forEach`.
    pub fn is_array(&self, expression: Node<'s>) -> bool {
        self.proves(expression, Kind::Array, 0)
    }

    fn proves(&self, expression: Node<'s>, kind: Kind, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let deeper = depth + 1;
        let node = expression.peeled();
        let is_kind = match kind {
            Kind::Array => self.is_made_as_array(node, deeper) || says_array(expression),
            Kind::Json => self.is_json(node, deeper),
        };
        let any_side = |fields: [&str; 2]| {
            fields
                .into_iter()
                .all(|it| node.field(it).is_some_and(|it| self.proves(it, kind, deeper)))
        };
        is_kind
            || match node.kind() {
                "identifier" => self.is_variable_of(node, kind, deeper),
                "ternary_expression" => any_side(["consequence", "alternative"]),
                "binary_expression" if node.has_token("||") || node.has_token("??") => any_side(["left", "right"]),
                "call_expression" => self.returns_kind(node, kind, deeper),
                "await_expression" => {
                    let call = node.first_child().map(Node::peeled);
                    call.is_some_and(|it| self.returns_kind(it, kind, deeper))
                }
                _ => false,
            }
            || kind == Kind::Array && self.proves(node, Kind::Json, depth)
    }

    /// Literals, and calls that give arrays and nothing else.
    fn is_made_as_array(&self, node: Node<'s>, depth: usize) -> bool {
        match node.kind() {
            "array" => true,
            "new_expression" => node.field("constructor").is_some_and(|it| self.is_global(it, "Array")),
            "call_expression" => self.gives_array(node, depth),
            "await_expression" => node.first_child().is_some_and(|it| self.is_combinator(it.peeled())),
            "member_expression" => self.is_sdk_list(node) || self.is_array_field(node),
            _ => false,
        }
    }

    /// `this.items`, which the class declares as `items: string[]`.
    fn is_array_field(&self, member: Node<'s>) -> bool {
        let this = member.field("object").filter(|it| it.kind() == "this");
        let body = this.and_then(|it| self.class_of_this(it)?.field("body"));
        let (Some(body), Some(name)) = (body, member.field("property")) else {
            return false;
        };
        let mut fields = body
            .children()
            .into_iter()
            .filter(|it| key_of(*it) == Some(name.text()));
        let is_array = |it: Node<'s>| it.field("type").and_then(Node::first_child).is_some_and(is_array_type);
        fields.next().is_some_and(is_array) && fields.next().is_none()
    }

    fn gives_array(&self, call: Node<'s>, depth: usize) -> bool {
        let Some(callee) = call.field("function") else {
            return false;
        };
        if let Some(origin) = self.origin(callee).filter(|it| it.is_global) {
            let name = match origin.steps.as_slice() {
                [] => "",
                [Step::Member(name)] => name.as_str(),
                _ => "?",
            };
            if let ("Object", "keys" | "values" | "entries") | ("Array", "" | "from" | "of") =
                (origin.root.as_str(), name)
            {
                return true;
            }
        }
        let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) else {
            return false;
        };
        match property.text() {
            // Of JSON, only texts have it.
            "split" => {
                self.is_data(object) || self.is_text_of_process(object) || self.proves(object, Kind::Json, depth)
            }
            name => GIVE_ARRAYS.contains(&name) && self.proves(object, Kind::Array, depth),
        }
    }

    /// `process.env.NAME`, which is a text or nothing.
    fn is_text_of_process(&self, node: Node<'s>) -> bool {
        let origin = self.origin(node);
        origin.is_some_and(|it| it.is_global && it.root == "process" && it.steps.len() == 2)
    }

    /// `event.Records`, `JSON.parse(text).items`.
    fn is_json(&self, node: Node<'s>, depth: usize) -> bool {
        match node.kind() {
            "array" | "object" => node.children().is_empty(),
            "member_expression" => {
                let name = node.field("property").map_or("", Node::text);
                self.is_given_arrays(name, depth)
                    && node
                        .field("object")
                        .is_some_and(|it| self.proves(it, Kind::Json, depth))
            }
            "subscript_expression" => node
                .field("object")
                .is_some_and(|it| self.proves(it, Kind::Json, depth)),
            "call_expression" => {
                let origin = node.field("function").and_then(|it| self.origin(it));
                let is_parse = origin.is_some_and(|it| {
                    it.is_global
                        && it.root == "JSON"
                        && matches!(it.steps.as_slice(), [Step::Member(name)] if name == "parse")
                });
                is_parse && node.arguments().len() == 1
            }
            _ => false,
        }
    }

    /// Whether nothing but arrays is given to properties of a name, besides fields of
    /// classes.
    fn is_given_arrays(&self, name: &str, depth: usize) -> bool {
        let writes = self.modules().iter().flat_map(|it| it.property_writes(name));
        writes.into_iter().all(|write| {
            let object = write.field("left").and_then(|it| it.field("object"));
            let is_field = object.is_some_and(|it| it.kind() == "this");
            is_field
                || write
                    .field("right")
                    .is_some_and(|it| self.proves(it, Kind::Array, depth))
        })
    }

    /// A function of the project that returns nothing else.
    fn returns_kind(&self, call: Node<'s>, kind: Kind, depth: usize) -> bool {
        let function = match call.field("function").and_then(|it| self.value(it)) {
            Some(Value::Local(function)) if function.is_function() => function,
            _ => return false,
        };
        let is_awaited = call.wrapped().parent_of_kind("await_expression").is_some();
        let Some(body) = function.field("body").filter(|_| !function.has_token("*")) else {
            return false;
        };
        if function.has_token("async") != is_awaited {
            return false;
        }
        if body.kind() != "statement_block" {
            return self.proves(body, kind, depth);
        }
        let values: Vec<Node<'s>> = body
            .descendants_of_same_function()
            .into_iter()
            .filter(|it| it.kind() == "return_statement")
            .filter_map(Node::first_child)
            .collect();
        !values.is_empty() && values.into_iter().all(|it| self.proves(it, kind, depth))
    }

    /// All that a variable is ever given is of this kind.
    fn is_variable_of(&self, name: Node<'s>, kind: Kind, depth: usize) -> bool {
        let Some(id) = self.binding_of(name) else {
            return false;
        };
        let names = self.names(name);
        let declared = &names.binding(id).declared;
        let mut references = self.references(name.source, id).into_iter();
        let is_declared = |at: &usize| {
            let declared = name.source.identifier_at(*at);
            declared.is_some_and(|it| self.is_declared_as(it, id, kind, depth))
        };
        !declared.is_empty()
            && declared.iter().all(is_declared)
            && references.all(|it| {
                let is_write = names.reference_at(it.start()).is_some_and(|it| it.is_write);
                let assigned = it
                    .parent_of_kind("assignment_expression")
                    .filter(|assignment| assignment.field("left") == Some(it))
                    .and_then(|it| it.field("right"));
                !is_write || assigned.is_some_and(|it| self.proves(it, kind, depth))
            })
    }

    fn is_declared_as(&self, name: Node<'s>, id: BindingId, kind: Kind, depth: usize) -> bool {
        let (pattern, defaults) = whole_pattern(name);
        let Some(parent) = pattern.parent() else {
            return false;
        };
        let fits = |it: Node<'s>| self.proves(it, kind, depth);
        if !defaults.into_iter().all(fits) {
            return false;
        }
        let is_whole = pattern.field("pattern").or(pattern.field("left")).unwrap_or(pattern) == name;
        if kind == Kind::Array && (is_whole && says_type(pattern, parent) || is_rest(name)) {
            return true;
        }
        // A part of JSON is JSON; of an array nothing is known but itself.
        let is_enough = is_whole || kind == Kind::Json;
        match parent.kind() {
            "variable_declarator" => match parent.field("value") {
                Some(value) if is_enough => fits(value),
                Some(value) => is_sdk_key(name) && self.is_sdk_result(value),
                // `let list;`, which is given its value later.
                None => self
                    .names(name)
                    .references_of(id)
                    .any(|it| it.is_write && it.range.start > name.start()),
            },
            "for_in_statement" => {
                let is_of = parent.field("operator").is_some_and(|it| it.text() == "of");
                kind == Kind::Json && is_of && parent.field("right").is_some_and(|it| self.proves(it, kind, depth))
            }
            "formal_parameters" | "arrow_function" => is_enough && self.is_parameter_of(pattern, parent, kind, depth),
            _ => false,
        }
    }

    /// The event of a handler, the item of a list, or what all calls hand over.
    fn is_parameter_of(&self, pattern: Node<'s>, parent: Node<'s>, kind: Kind, depth: usize) -> bool {
        let function = match parent.kind() {
            "arrow_function" => Some(parent),
            _ => parent.parent(),
        };
        let Some(function) = function.filter(|it| it.is_function()) else {
            return false;
        };
        let place = function.parameters().iter().position(|it| *it == pattern);
        let (Some(id), Some(place)) = (self.function(function), place) else {
            return false;
        };
        if let Some(handler) = self.handler(id) {
            // What is around a handler may hand it another event than Lambda's.
            let is_bare = handler.around.is_empty() && handler.length.is_some();
            return kind == Kind::Json && place == 0 && is_bare;
        }
        if let Some((list, method)) = each_callback(function) {
            let is_item = match method {
                "forEach" | "map" | "filter" | "flatMap" | "some" | "every" | "find" => place == 0,
                "reduce" => place == 1,
                _ => false,
            };
            return kind == Kind::Json && is_item && self.proves(list, Kind::Json, depth);
        }
        let usages = self.usages(id);
        let hands_over = |usage: &Usage<'s>| {
            let arguments = usage.call().map(Node::arguments).unwrap_or_default();
            let argument = arguments.get(place).copied();
            argument.is_some_and(|it| {
                let has_spread = arguments.iter().any(|it| it.kind() == "spread_element");
                !has_spread && self.proves(it, kind, depth + CALL)
            })
        };
        !usages.is_empty() && usages.iter().all(hands_over)
    }

    /// `data.Items`, where `data` is what an operation of the SDK came to.
    fn is_sdk_list(&self, member: Node<'s>) -> bool {
        let property = member.field("property").filter(|it| SDK_LISTS.contains(&it.text()));
        let is_plain = property.is_some_and(|it| self.is_given_arrays(it.text(), 0));
        let object = member.field("object").map(Node::peeled).filter(|_| is_plain);
        object.is_some_and(|it| match it.kind() {
            "await_expression" => self.is_sdk_result(it),
            "identifier" => self.promise_of_variable(it).is_some_and(|it| self.is_sdk_promise(it)),
            _ => false,
        })
    }

    fn is_sdk_result(&self, value: Node<'s>) -> bool {
        let value = value.peeled();
        let promise = value.first_child().filter(|_| value.kind() == "await_expression");
        promise.is_some_and(|it| self.is_sdk_promise(it))
    }

    /// `client.operation(params).promise()`, `client.send(command)` and the like.
    fn is_sdk_promise(&self, promise: Node<'s>) -> bool {
        let Some(callee) = promise.peeled().field("function") else {
            return false;
        };
        let (Some(object), Some(property)) = (callee.field("object"), callee.field("property")) else {
            return false;
        };
        self.is(object, Property::Sdk3Client) || property.text() == "promise" && self.sdk_request(object).is_some()
    }
}

/// The list and the method where a function is the callback for its items.
fn each_callback<'s>(function: Node<'s>) -> Option<(Node<'s>, &'s str)> {
    let list = function.wrapped().parent_of_kind("arguments")?;
    let call = list.parent_of_kind("call_expression")?;
    let callee = call.field("function")?;
    let is_first = call.arguments().first() == Some(&function.wrapped());
    let property = callee.field("property").filter(|_| is_first)?;
    Some((callee.field("object")?, property.text()))
}

/// The outermost pattern that a declared name is a part of, and the defaults on the
/// way to it.
fn whole_pattern(name: Node<'_>) -> (Node<'_>, Vec<Node<'_>>) {
    let mut defaults = Vec::new();
    let mut pattern = name;
    while let Some(parent) = pattern.parent() {
        match parent.kind() {
            "assignment_pattern" | "object_assignment_pattern" => defaults.extend(parent.field("right")),
            "required_parameter" | "optional_parameter" => defaults.extend(parent.field("value")),
            "object_pattern" | "array_pattern" | "pair_pattern" | "rest_pattern" => {}
            _ => break,
        }
        pattern = parent;
    }
    (pattern, defaults)
}

/// `...names` as a parameter or at the end of a list that is taken apart.
fn is_rest(name: Node<'_>) -> bool {
    let around = name.parent_of_kind("rest_pattern").and_then(Node::parent);
    around.is_some_and(|it| matches!(it.kind(), "array_pattern" | "formal_parameters" | "required_parameter"))
}

/// `{ Items }` and `{ Items: items }` of an object that is taken apart.
fn is_sdk_key(name: Node<'_>) -> bool {
    let Some(parent) = name.parent() else {
        return false;
    };
    let (key, pattern) = match parent.kind() {
        "pair_pattern" => (parent.field("key"), parent.parent()),
        "object_assignment_pattern" => (Some(name), parent.parent()),
        _ => (Some(name), Some(parent)),
    };
    let is_outermost = pattern.is_some_and(|it| it.parent_of_kind("variable_declarator").is_some());
    is_outermost && key.is_some_and(|it| SDK_LISTS.contains(&it.text()))
}

/// `items: string[]` as a variable or a parameter.
fn says_type(pattern: Node<'_>, parent: Node<'_>) -> bool {
    let annotated = match parent.kind() {
        "variable_declarator" => parent,
        _ => pattern,
    };
    let annotation = annotated.field("type").and_then(Node::first_child);
    annotation.is_some_and(is_array_type)
}

/// `(data as Item[])`
fn says_array(expression: Node<'_>) -> bool {
    let mut node = expression;
    loop {
        let children = node.children();
        match node.kind() {
            "as_expression" | "satisfies_expression" if children.last().is_some_and(|it| is_array_type(*it)) => {
                return true;
            }
            "parenthesized_expression" | "non_null_expression" | "as_expression" | "satisfies_expression" => {
                match children.first() {
                    Some(inner) => node = *inner,
                    None => return false,
                }
            }
            _ => return false,
        }
    }
}

fn is_array_type(node: Node<'_>) -> bool {
    match node.kind() {
        "array_type" | "tuple_type" => true,
        "readonly_type" | "parenthesized_type" => node.first_child().is_some_and(is_array_type),
        "generic_type" => {
            let name = node.field("name").map_or("", Node::text);
            matches!(name, "Array" | "ReadonlyArray")
        }
        _ => false,
    }
}
