//! Whether a function takes an event as a handler does, by its parameters and what
//! it may return. Knows one function of oxc, and no bindings.

use memchr::memmem;
use oxc_ast::ast::{
    ArrowFunctionBody, ArrowFunctionExpression, BindingPattern, Class, Expression, FormalParameters, Function,
    FunctionBody, ReturnStatement,
};
use oxc_ast_visit::Visit;
use oxc_semantic::ScopeFlags;
use oxc_span::Span;

use crate::semantic::shape::{EVENT_KEYS, is_context, is_event, is_plain_event};

/// A function, as far as it can be told from a handler.
pub(super) struct Taker<'f, 'a> {
    parameters: &'f FormalParameters<'a>,
    /// What it returns is a promise by its keywords, or may be one to `co.wrap`.
    is_waited_for: bool,
    body: Body<'f, 'a>,
    span: Span,
}

/// What a function does.
#[derive(Clone, Copy)]
enum Body<'f, 'a> {
    Statements(&'f FunctionBody<'a>),
    Value(&'f Expression<'a>),
    /// It is only declared.
    Missing,
}

impl<'f, 'a> Taker<'f, 'a> {
    pub fn of_function(function: &'f Function<'a>) -> Taker<'f, 'a> {
        Taker {
            parameters: &function.params,
            is_waited_for: function.r#async || function.generator,
            body: function.body.as_deref().map_or(Body::Missing, Body::Statements),
            span: function.span,
        }
    }

    pub fn of_arrow(function: &'f ArrowFunctionExpression<'a>) -> Taker<'f, 'a> {
        Taker {
            parameters: &function.params,
            is_waited_for: function.r#async,
            body: match &function.body {
                ArrowFunctionBody::FunctionBody(it) => Body::Statements(it),
                other => other.as_expression().map_or(Body::Missing, Body::Value),
            },
            span: function.span,
        }
    }

    /// The names of the parameters; patterns have none.
    pub fn names(&self) -> Vec<Option<&'f str>> {
        let parameters = self.parameters.items.iter();
        parameters.map(|it| plain_name(&it.pattern)).collect()
    }

    /// Whether the parameters are those of a handler: a superset of what has the shape
    /// of one in the tree. `text` is that of the file.
    pub fn takes_event(&self, text: &str) -> bool {
        let names = self.names();
        let may_be_context = |at: usize| names.get(at).copied().flatten().is_none_or(is_context);
        match names.as_slice() {
            [] => false,
            [Some(name)] if self.parameters.rest.is_none() => {
                is_plain_event(name) && self.may_be_called_by_lambda(text)
            }
            [Some(name), ..] if !is_event(name) => false,
            [None, ..]
                if !self
                    .parameters
                    .items
                    .first()
                    .is_some_and(|it| is_event_pattern(&it.pattern)) =>
            {
                false
            }
            // `(event, stream, context)` answers by a stream.
            [_, others @ ..] => others.len() < 3 && (may_be_context(1) || others.len() == 2 && may_be_context(2)),
        }
    }

    /// What Lambda calls with an event alone returns a promise, or reads what only
    /// events of AWS have.
    fn may_be_called_by_lambda(&self, text: &str) -> bool {
        let own = text.get(self.span.start as usize..self.span.end as usize);
        let own = own.unwrap_or(text).as_bytes();
        self.is_waited_for
            || self.may_return_promise()
            || EVENT_KEYS.iter().any(|it| memmem::find(own, it.as_bytes()).is_some())
    }

    fn may_return_promise(&self) -> bool {
        let event = self.names().first().copied().flatten().unwrap_or_default();
        match self.body {
            Body::Missing => false,
            Body::Value(value) => may_be_promise(value, event),
            Body::Statements(body) => {
                let mut returned = Returned {
                    event,
                    is_promise: false,
                };
                returned.visit_function_body(body);
                returned.is_promise
            }
        }
    }
}

/// Whether a function returns what may be a promise.
struct Returned<'f> {
    event: &'f str,
    is_promise: bool,
}

impl<'a> Visit<'a> for Returned<'_> {
    fn visit_return_statement(&mut self, it: &ReturnStatement<'a>) {
        let value = it.argument.as_ref();
        self.is_promise |= value.is_some_and(|it| may_be_promise(it, self.event));
    }

    fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {}

    fn visit_class(&mut self, _: &Class<'a>) {}

    fn visit_expression(&mut self, _: &Expression<'a>) {}
}

/// Objects of the language none of whose methods gives a promise.
const PLAIN: [&str; 6] = ["Array", "JSON", "Math", "Number", "Object", "String"];

fn may_be_promise(value: &Expression<'_>, event: &str) -> bool {
    match value.without_parentheses() {
        Expression::ArrayExpression(_)
        | Expression::ArrowFunctionExpression(_)
        | Expression::BinaryExpression(_)
        | Expression::ClassExpression(_)
        | Expression::FunctionExpression(_)
        | Expression::ObjectExpression(_)
        | Expression::TemplateLiteral(_)
        | Expression::UnaryExpression(_)
        | Expression::UpdateExpression(_) => false,
        Expression::CallExpression(call) => !PLAIN.iter().any(|it| is_part_of(&call.callee, it)),
        Expression::ConditionalExpression(it) => {
            may_be_promise(&it.consequent, event) || may_be_promise(&it.alternate, event)
        }
        // What an event holds was sent as text.
        other => !other.is_literal() && !is_part_of(other, event),
    }
}

/// `event.detail.name` of `event`
fn is_part_of(value: &Expression<'_>, name: &str) -> bool {
    let Expression::StaticMemberExpression(member) = value else {
        return false;
    };
    match &member.object {
        Expression::Identifier(root) => root.name == name,
        other => is_part_of(other, name),
    }
}

/// The name of a parameter, with or without a default; patterns have none.
fn plain_name<'p>(pattern: &'p BindingPattern<'_>) -> Option<&'p str> {
    match pattern {
        BindingPattern::BindingIdentifier(it) => Some(&it.name),
        BindingPattern::AssignmentPattern(it) => plain_name(&it.left),
        _ => None,
    }
}

/// `{ Records }`
fn is_event_pattern(pattern: &BindingPattern<'_>) -> bool {
    match pattern {
        BindingPattern::ObjectPattern(object) => object.properties.iter().any(|it| {
            let name = it.key.static_name();
            name.is_some_and(|it| EVENT_KEYS.contains(&&*it))
        }),
        BindingPattern::AssignmentPattern(assignment) => is_event_pattern(&assignment.left),
        _ => false,
    }
}
