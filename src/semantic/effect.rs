//! What running a piece of code may do: throw, or be seen from outside. Says
//! "yes" wherever it cannot prove "no".

use crate::syntax::Node;

use super::{BindingId, Project, Step, Value};

/// Whether running this code may throw an exception. `known` are variables whose
/// value is certainly an object, such as the `data` of a success branch.
pub fn can_throw<'s>(project: &Project<'s>, node: Node<'s>, known: &[BindingId]) -> bool {
    let check = |it: Node<'s>| can_throw(project, it, known);
    let any = |nodes: Vec<Node<'s>>| nodes.into_iter().any(check);
    if node.is_function() {
        return false;
    }
    match node.kind() {
        "number"
        | "string"
        | "true"
        | "false"
        | "null"
        | "undefined"
        | "this"
        | "regex"
        | "empty_statement"
        | "break_statement"
        | "continue_statement"
        | "string_fragment"
        | "escape_sequence"
        | "property_identifier"
        | "computed_property_name"
        | "type_annotation"
        | "template_literal_type" => node.kind() == "computed_property_name" && any(node.children()),
        "identifier" | "shorthand_property_identifier" => !is_initialized(project, node),
        "statement_block"
        | "expression_statement"
        | "parenthesized_expression"
        | "template_string"
        | "template_substitution"
        | "object"
        | "pair"
        | "if_statement"
        | "else_clause"
        | "return_statement"
        | "lexical_declaration"
        | "variable_declaration"
        | "ternary_expression"
        | "arguments"
        | "as_expression"
        | "non_null_expression"
        | "satisfies_expression" => any(node.children()),
        "array" => any(node.children()),
        "spread_element" => node.parent().is_none_or(|it| it.kind() != "object") || any(node.children()),
        "variable_declarator" => {
            let is_name = node.field("name").is_some_and(|it| it.is_identifier());
            !is_name || node.field("value").is_some_and(check)
        }
        "binary_expression" => node.has_token("in") || node.has_token("instanceof") || any(node.children()),
        "unary_expression" => !node.has_token("typeof") && any(node.children()),
        "assignment_expression" | "augmented_assignment_expression" => {
            !assigns_variable(project, node) || node.field("right").is_some_and(check)
        }
        "update_expression" => node.first_child().is_none_or(|it| !is_variable(project, it)),
        "member_expression" => member_can_throw(project, node, known),
        "call_expression" => {
            let args = node.arguments();
            let is_text = is_stringify(project, node) && args.first().is_some_and(|it| is_json(project, *it, known));
            !(is_text || is_harmless_call(project, node)) || any(args)
        }
        "new_expression" => !is_harmless_new(project, node) || any(node.arguments()),
        "type_identifier" | "predefined_type" => false,
        _ => true,
    }
}

/// Whether anybody could see that this code ran, or when. Reads and local
/// computations cannot be seen; calls of unknown functions can.
pub fn is_observable<'s>(project: &Project<'s>, node: Node<'s>) -> bool {
    is_observable_below(project, node, MAX_CALLS)
}

/// More functions than these are not followed, one calling the other.
const MAX_CALLS: usize = 4;

fn is_observable_below<'s>(project: &Project<'s>, node: Node<'s>, calls: usize) -> bool {
    node.descendants_of_same_function()
        .into_iter()
        .any(|it| match it.kind() {
            "call_expression" => !is_pure_call(project, it) && !calls_quiet_function(project, it, calls),
            "new_expression" => !is_harmless_new(project, it),
            "await_expression"
            | "yield_expression"
            | "throw_statement"
            | "augmented_assignment_expression"
            | "update_expression"
            | "tagged_template" => true,
            "assignment_expression" => !assigns_local(project, it) && !project.is_flag(it),
            "unary_expression" => it.has_token("delete"),
            _ => false,
        })
}

/// A plain function of the project that only computes.
fn calls_quiet_function<'s>(project: &Project<'s>, call: Node<'s>, calls: usize) -> bool {
    let function = match call.field("function").and_then(|it| project.value(it)) {
        Some(Value::Local(function)) if calls > 0 => function,
        _ => return false,
    };
    let id = project.function(function);
    let is_plain = id.is_some_and(|id| !project[id].is_async && !project[id].is_generator);
    is_plain && project.overriding(function).is_empty() && !is_observable_below(project, function, calls - 1)
}

/// A call that can be seen by nobody: `JSON.stringify(x)`, `Date.now()`.
fn is_pure_call<'s>(project: &Project<'s>, call: Node<'s>) -> bool {
    let Some(callee) = call.field("function") else {
        return false;
    };
    let Some(origin) = project.origin(callee).filter(|it| it.is_global) else {
        return false;
    };
    match (origin.root.as_str(), origin.steps.as_slice()) {
        (
            "String" | "Number" | "Boolean" | "parseInt" | "parseFloat" | "isNaN" | "encodeURIComponent"
            | "decodeURIComponent" | "encodeURI" | "Symbol" | "BigInt",
            [],
        ) => true,
        ("JSON", [Step::Member(_)]) | ("Math", [Step::Member(_)]) => true,
        ("Date", [Step::Member(_)] | [Step::New, Step::Member(_)]) => true,
        ("Object", [Step::Member(name)]) => {
            matches!(name.as_str(), "keys" | "values" | "entries" | "fromEntries" | "freeze")
        }
        ("Array", [Step::Member(name)]) => matches!(name.as_str(), "isArray" | "of"),
        ("Buffer", [Step::Member(name)]) => {
            matches!(name.as_str(), "from" | "alloc" | "concat" | "byteLength")
        }
        _ => false,
    }
}

/// A call that cannot throw when its arguments do not: `console.log(…)`,
/// `clearTimeout(…)` and `JSON.stringify(…)` of plain values.
fn is_harmless_call<'s>(project: &Project<'s>, call: Node<'s>) -> bool {
    if project.clears_timer(call) {
        return true;
    }
    let Some(origin) = call.field("function").and_then(|it| project.origin(it)) else {
        return false;
    };
    if !origin.is_global {
        return false;
    }
    match (origin.root.as_str(), origin.steps.as_slice()) {
        ("console", [Step::Member(_)]) => true,
        ("Date", [Step::Member(name)]) => name == "now",
        ("Date", [Step::New, Step::Member(name)]) => name == "getTime",
        ("String" | "Boolean", []) => true,
        ("Array", [Step::Member(name)]) => name == "isArray",
        _ => false,
    }
}

impl<'s> Project<'s> {
    /// `console.log(…)` and its siblings, which give `undefined`.
    pub fn is_console_call(&self, call: Node<'s>) -> bool {
        let origin = call.field("function").and_then(|it| self.origin(it));
        origin
            .is_some_and(|it| it.is_global && it.root == "console" && matches!(it.steps.as_slice(), [Step::Member(_)]))
    }
}

/// `JSON.stringify(…)`
fn is_stringify<'s>(project: &Project<'s>, call: Node<'s>) -> bool {
    let origin = call.field("function").and_then(|it| project.origin(it));
    origin.is_some_and(|it| {
        it.is_global && it.root == "JSON" && matches!(it.steps.as_slice(), [Step::Member(name)] if name == "stringify")
    })
}

/// What `JSON.stringify` takes without a complaint: the event, a result or error
/// of the SDK, literals of such.
fn is_json<'s>(project: &Project<'s>, node: Node<'s>, known: &[BindingId]) -> bool {
    let node = node.peeled();
    match node.kind() {
        "identifier" | "shorthand_property_identifier" => {
            is_known(project, node, known) || project.is_handler_parameter(node, 0)
        }
        "member_expression" => node.field("object").is_some_and(|it| is_json(project, it, known)),
        "object" | "array" | "pair" => {
            let parts = node.children().into_iter();
            let mut parts = parts.filter(|it| !matches!(it.kind(), "property_identifier"));
            parts.all(|it| is_json(project, it, known))
        }
        "string" | "number" | "true" | "false" | "null" | "undefined" | "template_string" => true,
        _ => false,
    }
}

/// Whether a loop or function may end early by an exception of its own. Looking
/// at a property of a variable, and everyday methods of arrays and strings, are
/// trusted; `is_exempt` are nodes that do not count.
pub fn may_fail<'s>(project: &Project<'s>, node: Node<'s>, is_exempt: impl Fn(Node<'s>) -> bool) -> bool {
    let mut nodes = node.descendants_of_same_function();
    // The body of `forEach(function)` runs as a part of the statement; what fails in an
    // async one rejects its promise.
    let bodies: Vec<Node<'s>> = nodes
        .iter()
        .filter(|it| it.is_function() && **it != node)
        .copied()
        .filter(|it| is_each_callback(*it) && !it.has_token("async"))
        .collect();
    nodes.extend(bodies.into_iter().flat_map(Node::descendants_of_same_function));
    nodes
        .into_iter()
        .filter(|it| !is_exempt(*it))
        .any(|it| fails_itself(project, it))
}

/// Whether a node fails by itself, whatever comes of its parts.
pub(super) fn fails_itself<'s>(project: &Project<'s>, node: Node<'s>) -> bool {
    match node.kind() {
        "call_expression" => {
            let is_pure = is_pure_call(project, node) && !is_parse(project, node);
            let is_trusted = is_everyday_call(node) || project.timer(node).is_some() || project.is_promise(node);
            !(is_pure || is_harmless_call(project, node) || is_trusted)
        }
        "new_expression" => !(is_harmless_new(project, node) || is_collection(project, node)),
        "throw_statement" | "await_expression" | "yield_expression" => true,
        "binary_expression" => node.has_token("in") || node.has_token("instanceof"),
        "member_expression" => node.field("object").map(Node::peeled).is_some_and(|object| {
            object.kind() == "member_expression" && member_can_throw(project, node, &[]) && !is_called(node)
        }),
        _ => false,
    }
}

pub(super) fn is_each_callback(function: Node<'_>) -> bool {
    let call = function
        .wrapped()
        .parent_of_kind("arguments")
        .and_then(|it| it.parent());
    let property = call
        .and_then(|it| it.field("function"))
        .and_then(|it| it.field("property"));
    property.is_some_and(|it| matches!(it.text(), "forEach" | "map"))
}

pub(super) fn is_called(member: Node<'_>) -> bool {
    member
        .parent_of_kind("call_expression")
        .is_some_and(|it| it.field("function") == Some(member))
}

/// Calls that cannot be seen and fail on bad input.
fn is_parse<'s>(project: &Project<'s>, call: Node<'s>) -> bool {
    let origin = call.field("function").and_then(|it| project.origin(it));
    origin.is_some_and(|it| match (it.root.as_str(), it.steps.as_slice()) {
        ("JSON", [Step::Member(name)]) => name == "parse",
        ("decodeURIComponent" | "BigInt", []) => true,
        _ => false,
    })
}

pub(super) fn is_everyday_call(call: Node<'_>) -> bool {
    let property = call.field("function").and_then(|it| it.field("property"));
    property.is_some_and(|it| {
        matches!(
            it.text(),
            "forEach"
                | "map"
                | "filter"
                | "push"
                | "pop"
                | "shift"
                | "unshift"
                | "slice"
                | "splice"
                | "concat"
                | "join"
                | "includes"
                | "indexOf"
                | "toString"
                | "trim"
                | "split"
                | "toLowerCase"
                | "toUpperCase"
                | "startsWith"
                | "endsWith"
                | "replace"
                | "keys"
                | "values"
                | "entries"
                | "sort"
                | "reverse"
                | "substring"
                | "substr"
        )
    })
}

/// `new Set(names)`, which is trusted to be given what it can go through.
fn is_collection<'s>(project: &Project<'s>, created: Node<'s>) -> bool {
    let class = created.field("constructor");
    class.is_some_and(|it| project.is_global(it, "Map") || project.is_global(it, "Set"))
}

fn is_harmless_new<'s>(project: &Project<'s>, node: Node<'s>) -> bool {
    let class = node.field("constructor");
    let is_empty = node.arguments().is_empty();
    if is_empty && class.is_some_and(|it| project.is_global(it, "Map") || project.is_global(it, "Set")) {
        return true;
    }
    if class
        .and_then(|it| project.origin(it))
        .is_some_and(|it| it.is_command())
    {
        return true;
    }
    class.is_some_and(|it| {
        ["Date", "Error", "TypeError", "RangeError", "Object"]
            .iter()
            .any(|name| project.is_global(it, name))
    })
}

fn member_can_throw<'s>(project: &Project<'s>, member: Node<'s>, known: &[BindingId]) -> bool {
    let Some(object) = member.field("object").map(Node::peeled) else {
        return true;
    };
    if member.has_token("?.") || member.field("optional_chain").is_some() {
        return can_throw(project, object, known);
    }
    let is_arguments = object.text() == "arguments" && project.binding_of(object).is_none();
    if object.kind() == "this" || is_arguments {
        return false;
    }
    if object.kind() == "member_expression" {
        let is_environment = project.origin(object).is_some_and(|it| {
            it.is_global && it.root == "process" && matches!(it.steps.as_slice(), [Step::Member(name)] if name == "env")
        });
        return !is_environment;
    }
    if !object.is_identifier() {
        return true;
    }
    !(is_known(project, object, known) || is_object(project, object))
}

fn is_known<'s>(project: &Project<'s>, name: Node<'s>, known: &[BindingId]) -> bool {
    project.binding_of(name).is_some_and(|it| known.contains(&it))
}

/// Whether a variable certainly holds an object: an import, a literal, an
/// instance, or the event and context that Lambda gives to its handler.
fn is_object<'s>(project: &Project<'s>, identifier: Node<'s>) -> bool {
    if let Some(value) = project.value(identifier) {
        return match value {
            super::Value::External(origin) => {
                origin.is_global || origin.steps.is_empty() || origin.steps.last() == Some(&Step::New)
            }
            _ => true,
        };
    }
    project.is_handler_parameter(identifier, 0)
        || project.is_handler_parameter(identifier, 1)
        || is_required_data(project, identifier)
}

/// `require('./config.json')`, `require('./config')`: a file of one's own, which has been
/// loaded.
fn is_required_data<'s>(project: &Project<'s>, identifier: Node<'s>) -> bool {
    let call = project.only_value(identifier).map(Node::peeled);
    let call = call.filter(|it| it.field("function").is_some_and(|it| project.is_global(it, "require")));
    let file = call.and_then(|it| it.arguments().first().copied());
    file.and_then(Node::string_value)
        .is_some_and(|it| it.ends_with(".json") || it.starts_with("./") || it.starts_with("../"))
}

/// Whether reading the variable cannot fail: it is a global that every
/// environment has, or it was declared before in a way that has run.
fn is_initialized<'s>(project: &Project<'s>, identifier: Node<'s>) -> bool {
    let Some(binding) = project.binding_of(identifier) else {
        return matches!(
            identifier.text(),
            "undefined"
                | "console"
                | "process"
                | "JSON"
                | "Math"
                | "Object"
                | "Error"
                | "Date"
                | "exports"
                | "module"
                | "Promise"
                | "String"
                | "Number"
                | "Boolean"
                | "Buffer"
                | "__dirname"
                | "__filename"
        );
    };
    let binding = project.names(identifier).binding(binding);
    binding.is_function_scoped || binding.is_import || binding.declared.iter().all(|it| *it < identifier.start())
}

/// `x = …` where `x` is a variable that can be assigned to.
fn assigns_variable<'s>(project: &Project<'s>, assignment: Node<'s>) -> bool {
    assignment.field("left").is_some_and(|left| is_variable(project, left))
}

/// The same where the variable belongs to the function around: others cannot see
/// it.
fn assigns_local<'s>(project: &Project<'s>, assignment: Node<'s>) -> bool {
    let Some(left) = assignment.field("left").filter(|it| is_variable(project, *it)) else {
        return false;
    };
    let around = assignment.function_around();
    project.binding_of(left).is_some_and(|id| {
        let declared = &project.names(left).binding(id).declared;
        around.is_some_and(|it| declared.iter().all(|at| it.range().contains(at)))
    })
}

fn is_variable<'s>(project: &Project<'s>, node: Node<'s>) -> bool {
    project
        .binding_of(node)
        .is_some_and(|id| !project.names(node).binding(id).is_constant)
}
