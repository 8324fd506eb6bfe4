//! What a handler looks like: the names of exports, the parameters, the types of
//! `aws-lambda`. Knows one function, not who declares it.

use crate::syntax::Node;

use super::{Found, FunctionId, Project, Returns, lookalike::Origins, wrapper::Unwrapped};

/// Keys that only events of AWS services have.
pub const EVENT_KEYS: [&str; 9] = [
    "Records",
    "detail",
    "isBase64Encoded",
    "multiValueHeaders",
    "pathParameters",
    "queryStringParameters",
    "rawPath",
    "requestContext",
    "stageVariables",
];

/// What the annotation of a parameter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Annotation {
    /// A type of `aws-lambda`.
    Lambda,
    /// A type of the DOM or of another platform.
    Foreign,
    /// None, or one that says nothing.
    Silent,
}

impl<'s> Project<'s> {
    /// Whether an exported function has the shape of a handler, and by what.
    pub(super) fn shape(&self, export: &str, value: Node<'s>, seen: &Unwrapped<'s>) -> Option<Found> {
        let parameters = parameters(seen.node);
        if parameters.len() > 3 || is_of_others(seen.node) {
            return None;
        }
        let annotation = match self.annotation_of_value(value) {
            Annotation::Silent => parameters.first().map_or(Annotation::Silent, |it| self.annotation(*it)),
            said => said,
        };
        match annotation {
            Annotation::Lambda => return Some(Found::Type),
            Annotation::Foreign => return None,
            Annotation::Silent => {}
        }
        let has_context = parameters
            .get(1)
            .is_none_or(|it| seen.is_streaming || is_rest(*it) || is_context(name_of(*it).text()));
        // `handler(event, error)` that the program calls is somebody's helper.
        if is_handler_name(export) && !has_context && self.is_called(seen.node, export) {
            return None;
        }
        if is_handler_name(export) || export == "main" && has_event(seen.node) {
            return Some(Found::Name);
        }
        let has_shape = has_event(seen.node) && has_context;
        let is_certain = parameters.len() > 1 || self.is_lone_event(seen.node);
        // What the program calls itself is a helper.
        (has_shape && is_certain && !self.is_called(seen.node, export)).then_some(Found::Parameters)
    }

    /// Whether a handler's variable has a type of `aws-lambda`.
    pub fn is_typed_handler(&self, id: FunctionId, holder: Node<'s>) -> bool {
        let annotation = holder.field("type").map(|it| self.said_by(it));
        self.handler(id).is_some() && annotation == Some(Annotation::Lambda)
    }

    /// Whether the only parameter can be the event of an invocation: its name is
    /// that and nothing more, and nothing is done with it as with one of a page.
    fn is_lone_event(&self, function: Node<'s>) -> bool {
        let Some(event) = parameters(function).first().map(|it| name_of(*it)) else {
            return false;
        };
        let is_plain = is_plain_event(event.text()) || event.kind() == "object_pattern";
        // Many a helper takes an event; what Lambda calls returns a promise, or reads
        // what only events of AWS have.
        let is_waited_for = function.has_token("async")
            || self
                .function(function)
                .is_some_and(|it| self.returns(it) == Returns::Promise);
        let is_of_aws = || is_taken_apart(event) || self.members_of(event).any(|it| EVENT_KEYS.contains(&it));
        is_plain && (is_waited_for || is_of_aws()) && !self.is_event_of_a_page(function, event)
    }

    /// The names of the properties that are read from a variable.
    pub(super) fn members_of(&self, variable: Node<'s>) -> impl Iterator<Item = &'s str> {
        let binding = self.binding_of(variable);
        let references = binding
            .map(|it| self.references(variable.source, it))
            .unwrap_or_default();
        let members = references
            .into_iter()
            .filter_map(|it| it.parent_of_kind("member_expression"));
        members.filter_map(|it| it.field("property")).map(Node::text)
    }

    /// The type in `export const handler: Handler = …` or `… satisfies Handler`.
    fn annotation_of_value(&self, value: Node<'s>) -> Annotation {
        let declarator = value.parent_of_kind("variable_declarator");
        let stated = declarator.and_then(|it| it.field("type"));
        let defined = self
            .definition(value)
            .map(Node::wrapped)
            .filter(|it| matches!(it.kind(), "as_expression" | "satisfies_expression"));
        let cast = defined.and_then(|it| it.children().last().copied());
        let declared = self.definition(value).and_then(|it| {
            let declarator = it.wrapped().parent_of_kind("variable_declarator")?;
            declarator.field("type")
        });
        let said = [stated, cast, declared]
            .into_iter()
            .flatten()
            .map(|it| self.said_by(it));
        said.into_iter()
            .find(|it| *it != Annotation::Silent)
            .unwrap_or(Annotation::Silent)
    }

    fn annotation(&self, parameter: Node<'s>) -> Annotation {
        parameter
            .field("type")
            .map_or(Annotation::Silent, |it| self.said_by(it))
    }

    fn said_by(&self, annotation: Node<'s>) -> Annotation {
        let types: Vec<Origins> = annotation
            .descendants()
            .into_iter()
            .filter(|it| it.kind() == "type_identifier" || it.is_identifier())
            .map(|it| self.origin_of_type(it))
            .collect();
        if types.contains(&Origins::Lambda) {
            Annotation::Lambda
        } else if types.contains(&Origins::Foreign) {
            Annotation::Foreign
        } else {
            Annotation::Silent
        }
    }
}

/// Names that handlers have by convention.
pub(super) fn is_handler_name(export: &str) -> bool {
    matches!(export, "handler" | "lambdaHandler" | "lambda_handler")
}

/// All that a function returns by `return`, or the body of an arrow function.
pub(super) fn returned_values(function: Node<'_>) -> Vec<Node<'_>> {
    match function.field("body") {
        Some(body) if body.kind() == "statement_block" => {
            let nodes = body.descendants_of_same_function().into_iter();
            let returns = nodes.filter(|it| it.kind() == "return_statement");
            returns.filter_map(Node::first_child).collect()
        }
        body => body.into_iter().collect(),
    }
}

/// Parameters without TypeScript's `this`.
pub(super) fn parameters(function: Node<'_>) -> Vec<Node<'_>> {
    let mut parameters = function.parameters();
    parameters.retain(|it| name_of(*it).kind() != "this");
    parameters
}

/// The identifier or pattern of a parameter, without default and annotation.
pub fn name_of(parameter: Node<'_>) -> Node<'_> {
    let inner = parameter.field("pattern").unwrap_or(parameter);
    inner.field("left").unwrap_or(inner)
}

/// `...rest`
pub(super) fn is_rest(parameter: Node<'_>) -> bool {
    parameter.kind() == "rest_pattern" || parameter.field("pattern").is_some_and(|it| it.kind() == "rest_pattern")
}

/// Whether the first parameter is called as an event is, or is taken apart as
/// only one of AWS can be.
pub(super) fn has_event(function: Node<'_>) -> bool {
    let Some(first) = parameters(function).first().map(|it| name_of(*it)) else {
        return false;
    };
    if first.kind() != "object_pattern" {
        return is_event(first.text());
    }
    is_taken_apart(first)
}

/// `{ Records }` and the like.
fn is_taken_apart(pattern: Node<'_>) -> bool {
    let key = |it: Node<'_>| {
        let name = it.field("key").or_else(|| it.field("left")).unwrap_or(it);
        EVENT_KEYS.contains(&name.text())
    };
    pattern.kind() == "object_pattern" && pattern.children().into_iter().any(key)
}

/// Whether the parameters are those of a request handler of Express, of Next.js,
/// of a function of Azure, Google or Twilio, of a command of yargs.
pub(super) fn is_of_others(function: Node<'_>) -> bool {
    let parameters = parameters(function);
    let names: Vec<&str> = parameters.iter().map(|it| name_of(*it).text()).collect();
    let [first, others @ ..] = names.as_slice() else {
        return false;
    };
    let is_other_first = is_context(first) && !first.trim_matches('_').is_empty() || matches!(*first, "req" | "argv");
    let is_other_second = others.first().is_some_and(|it| {
        matches!(
            *it,
            "callback" | "cb" | "h" | "next" | "reply" | "req" | "res" | "response"
        )
    });
    is_other_first || is_other_second
}

/// Whether a first parameter of this name is taken for an event.
pub(super) fn is_event(name: &str) -> bool {
    let plain = name.trim_start_matches('_').to_ascii_lowercase();
    plain == "evt" || plain.ends_with("event")
}

/// Whether an only parameter of this name is taken for an event: it is called that
/// and nothing more.
pub(super) fn is_plain_event(name: &str) -> bool {
    matches!(name.trim_start_matches('_'), "event" | "evt")
}

/// Whether a second parameter of this name is taken for a context.
pub fn is_context(name: &str) -> bool {
    let plain = name.trim_start_matches('_').to_ascii_lowercase();
    matches!(
        plain.as_str(),
        "" | "context" | "ctx" | "lambdacontext" | "responsestream"
    )
}
