//! Draws the expressions of a program. Knows oxc's tree; what is exported is seen to by `offers`, what names are
//! declared as by `bound`.

use oxc_ast::ast::{
    Argument, ArrayExpressionElement, ArrowFunctionBody, ArrowFunctionExpression, AssignmentExpression,
    AssignmentTarget, BinaryOperator, CallExpression, ChainElement, ComputedMemberExpression, Expression, Function,
    LogicalOperator, NewExpression, ObjectExpression, ObjectProperty, ObjectPropertyKind, Program, PropertyKey,
    PropertyKind, StaticMemberExpression, TaggedTemplateExpression, TemplateLiteral, UnaryOperator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::ScopeFlags;
use oxc_span::{GetSpan, Span};

use super::{
    Call, Item, Key, Meaning, Operator, Property, Sketch, Term, TermId, TermKind,
    text::{quoted, unescaped},
};
use crate::semantic::Names;

/// A sketch that is being drawn.
pub(super) struct Drawing<'n> {
    pub sketch: Sketch,
    pub names: Option<&'n Names>,
    text: &'n str,
    /// What the classes around extend, the innermost last.
    pub superclasses: Vec<Option<TermId>>,
    /// What the functions around return, the innermost last.
    returns: Vec<Vec<Option<TermId>>>,
    /// Blocks of TypeScript's namespaces around: what they export is no export of the file.
    pub namespaces: usize,
}

impl<'n> Drawing<'n> {
    pub fn new(text: &'n str, names: Option<&'n Names>) -> Drawing<'n> {
        let sketch = Sketch {
            line_ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect(),
            begin: text.len() - text.trim_start_matches(is_space).len(),
            ..Sketch::default()
        };
        Drawing {
            sketch,
            names,
            text,
            superclasses: Vec::new(),
            returns: Vec::new(),
            namespaces: 0,
        }
    }

    /// Draws a whole program.
    pub fn draw(&mut self, program: &Program<'_>) {
        self.visit_program(program);
        self.offer_assigned();
    }

    /// The sketch, in the order of the text.
    pub fn finish(self) -> Sketch {
        let mut sketch = self.sketch;
        let mut calls = std::mem::take(&mut sketch.calls);
        calls.sort_by_key(|it| {
            let Term { start, end, .. } = sketch.term(*it);
            (*start, std::cmp::Reverse(*end))
        });
        sketch.calls = calls;
        sketch
            .offers
            .sort_by_key(|it| (it.said.0, std::cmp::Reverse(it.said.1)));
        sketch
    }

    pub fn add(&mut self, span: Span, kind: TermKind) -> TermId {
        let id = TermId(self.sketch.terms.len());
        if matches!(kind, TermKind::Call(_)) {
            self.sketch.calls.push(id);
        }
        self.sketch.terms.push(Term {
            start: span.start as usize,
            end: span.end as usize,
            kind,
        });
        id
    }

    /// Draws an expression and all that is in it.
    pub fn term(&mut self, expression: &Expression<'_>) -> TermId {
        let it = peeled(expression);
        let kind = match it {
            Expression::StringLiteral(it) => TermKind::Text(quoted(self.written(it.span))),
            Expression::NumericLiteral(_) | Expression::BigIntLiteral(_) | Expression::BooleanLiteral(_) => {
                TermKind::Text(self.written(it.span()).to_owned())
            }
            Expression::NullLiteral(_) => TermKind::Null,
            Expression::Identifier(it) => self.name(&it.name, it.span),
            Expression::TemplateLiteral(it) => self.template(it),
            Expression::ArrayExpression(it) => TermKind::List(self.items(&it.elements)),
            Expression::ObjectExpression(it) => TermKind::Object(self.properties(it)),
            Expression::AwaitExpression(it) => TermKind::Await(self.term(&it.argument)),
            Expression::ChainExpression(it) => return self.chained(&it.expression),
            Expression::StaticMemberExpression(it) => self.member(it),
            Expression::ComputedMemberExpression(it) => self.element(it),
            Expression::PrivateFieldExpression(it) => TermKind::Member {
                object: self.term(&it.object),
                name: format!("#{}", it.field.name),
            },
            Expression::ImportMeta(_) | Expression::NewTarget(_) => TermKind::Meta,
            Expression::CallExpression(it) => return self.call(it),
            Expression::NewExpression(it) => self.construction(it),
            Expression::TaggedTemplateExpression(it) => self.tagged(it),
            Expression::BinaryExpression(it) => {
                let operator = match it.operator {
                    BinaryOperator::Addition => Operator::Plus,
                    _ => Operator::Other,
                };
                self.binary(operator, &it.left, &it.right)
            }
            Expression::LogicalExpression(it) => {
                let operator = match it.operator {
                    LogicalOperator::Or | LogicalOperator::Coalesce => Operator::Default,
                    LogicalOperator::And => Operator::Other,
                };
                self.binary(operator, &it.left, &it.right)
            }
            Expression::AssignmentExpression(it) if it.operator.is_assign() => self.assignment(it),
            Expression::ArrowFunctionExpression(it) => self.arrow(it),
            Expression::FunctionExpression(it) => return self.function(it, it.span),
            Expression::UnaryExpression(it) if it.operator == UnaryOperator::Void => {
                self.term(&it.argument);
                TermKind::Void
            }
            other => {
                walk::walk_expression(self, other);
                TermKind::Opaque
            }
        };
        self.add(it.span(), kind)
    }

    fn written(&self, span: Span) -> &'n str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// A name where it is mentioned or declared.
    pub fn name(&self, name: &str, span: Span) -> TermKind {
        if name == "undefined" {
            return TermKind::Null;
        }
        let at = span.start as usize;
        let meaning = self.names.map_or(Meaning::Unknown, |names| match names.binding_at(at) {
            Some(id) => Meaning::Bound(id),
            None if names.is_free(at) => Meaning::Free,
            None => Meaning::Unknown,
        });
        let name = name.to_owned();
        TermKind::Name { name, meaning }
    }

    fn template(&mut self, it: &TemplateLiteral<'_>) -> TermKind {
        let texts = it.quasis.iter().map(|it| unescaped(self.written(it.span))).collect();
        let values = it.expressions.iter().map(|it| self.term(it)).collect();
        TermKind::Template { texts, values }
    }

    fn items(&mut self, elements: &[ArrayExpressionElement<'_>]) -> Vec<Item> {
        let mut items = Vec::with_capacity(elements.len());
        for element in elements {
            let (value, is_spread) = match element {
                ArrayExpressionElement::SpreadElement(it) => (Some(&it.argument), true),
                other => (other.as_expression(), false),
            };
            items.extend(value.map(|value| Item {
                value: self.term(value),
                start: element.span().start as usize,
                is_spread,
            }));
        }
        items
    }

    fn properties(&mut self, object: &ObjectExpression<'_>) -> Vec<Property> {
        let properties = object.properties.iter();
        properties
            .map(|property| match property {
                ObjectPropertyKind::ObjectProperty(it) => self.property(it),
                ObjectPropertyKind::SpreadProperty(it) => Property {
                    start: it.span.start as usize,
                    key: Key::Spread,
                    value: self.term(&it.argument),
                    value_start: it.argument.span().start as usize,
                },
            })
            .collect()
    }

    fn property(&mut self, it: &ObjectProperty<'_>) -> Property {
        let key = match self.plain_key(&it.key, it.computed) {
            Some(name) => Key::Plain(name),
            None => match it.key.as_expression() {
                Some(key) => Key::Computed(self.term(key)),
                None => Key::Spread,
            },
        };
        let is_method = it.method || it.kind != PropertyKind::Init;
        let (value, value_start) = match &it.value {
            Expression::FunctionExpression(function) if is_method => (self.function(function, it.span), it.span.start),
            value => (self.term(value), value.span().start),
        };
        Property {
            start: it.span.start as usize,
            key,
            value,
            value_start: value_start as usize,
        }
    }

    /// The name that a key is, unless it is computed.
    pub fn plain_key(&self, key: &PropertyKey<'_>, is_computed: bool) -> Option<String> {
        match key {
            _ if is_computed => None,
            PropertyKey::StaticIdentifier(it) => Some(it.name.to_string()),
            PropertyKey::StringLiteral(it) => Some(quoted(self.written(it.span))),
            other => Some(self.written(other.span()).to_owned()),
        }
    }

    fn chained(&mut self, element: &ChainElement<'_>) -> TermId {
        let kind = match element {
            ChainElement::CallExpression(it) => return self.call(it),
            ChainElement::TSNonNullExpression(it) => return self.term(&it.expression),
            ChainElement::StaticMemberExpression(it) => self.member(it),
            ChainElement::ComputedMemberExpression(it) => self.element(it),
            ChainElement::PrivateFieldExpression(it) => TermKind::Member {
                object: self.term(&it.object),
                name: format!("#{}", it.field.name),
            },
        };
        self.add(element.span(), kind)
    }

    fn member(&mut self, it: &StaticMemberExpression<'_>) -> TermKind {
        TermKind::Member {
            object: self.term(&it.object),
            name: it.property.name.to_string(),
        }
    }

    fn element(&mut self, it: &ComputedMemberExpression<'_>) -> TermKind {
        TermKind::Element {
            object: self.term(&it.object),
            index: self.term(&it.expression),
        }
    }

    fn call(&mut self, it: &CallExpression<'_>) -> TermId {
        let callee = self.term(&it.callee);
        let arguments = self.arguments(&it.arguments);
        let is_super = matches!(it.callee, Expression::Super(_));
        let superclass = self.superclasses.last().copied().flatten();
        let call = Call {
            callee,
            arguments,
            constructor: superclass.filter(|_| is_super),
            is_new: false,
        };
        self.add(it.span, TermKind::Call(call))
    }

    fn construction(&mut self, it: &NewExpression<'_>) -> TermKind {
        let callee = self.term(&it.callee);
        TermKind::Call(Call {
            callee,
            arguments: self.arguments(&it.arguments),
            constructor: Some(callee),
            is_new: true,
        })
    }

    /// A call with nothing that could be known.
    fn tagged(&mut self, it: &TaggedTemplateExpression<'_>) -> TermKind {
        let callee = self.term(&it.tag);
        self.template(&it.quasi);
        TermKind::Call(Call {
            callee,
            arguments: Vec::new(),
            constructor: None,
            is_new: false,
        })
    }

    fn arguments(&mut self, arguments: &[Argument<'_>]) -> Vec<TermId> {
        let mut terms = Vec::with_capacity(arguments.len());
        for argument in arguments {
            match argument {
                Argument::SpreadElement(it) => {
                    self.term(&it.argument);
                    terms.push(self.add(it.span, TermKind::Opaque));
                }
                other => terms.extend(other.as_expression().map(|it| self.term(it))),
            }
        }
        terms
    }

    fn binary(&mut self, operator: Operator, left: &Expression<'_>, right: &Expression<'_>) -> TermKind {
        TermKind::Binary {
            operator,
            left: self.term(left),
            right: self.term(right),
        }
    }

    fn assignment(&mut self, it: &AssignmentExpression<'_>) -> TermKind {
        let kind = match &it.left {
            AssignmentTarget::AssignmentTargetIdentifier(name) => self.name(&name.name, name.span),
            AssignmentTarget::StaticMemberExpression(member) => self.member(member),
            AssignmentTarget::ComputedMemberExpression(member) => self.element(member),
            other => {
                self.visit_assignment_target(other);
                TermKind::Opaque
            }
        };
        TermKind::Assignment {
            left: self.add(it.left.span(), kind),
            right: self.term(&it.right),
        }
    }

    fn arrow(&mut self, it: &ArrowFunctionExpression<'_>) -> TermKind {
        let returned = self.returned(|inside| {
            inside.visit_formal_parameters(&it.params);
            match &it.body {
                ArrowFunctionBody::FunctionBody(body) => inside.visit_function_body(body),
                other => {
                    let value = other.as_expression().map(|it| inside.term(it));
                    inside.note_return(value);
                }
            }
        });
        TermKind::Function { returned }
    }

    /// A function, or the method that it is; only the type of one is opaque.
    pub fn function(&mut self, it: &Function<'_>, span: Span) -> TermId {
        let returned = self.returned(|inside| walk::walk_function(inside, it, ScopeFlags::Function));
        let kind = match it.body {
            Some(_) => TermKind::Function { returned },
            None => TermKind::Opaque,
        };
        self.add(span, kind)
    }

    /// The value of the only `return` of a function that is drawn.
    fn returned(&mut self, draw: impl FnOnce(&mut Self)) -> Option<TermId> {
        self.returns.push(Vec::new());
        draw(self);
        match self.returns.pop()?.as_slice() {
            [only] => *only,
            _ => None,
        }
    }

    pub fn note_return(&mut self, value: Option<TermId>) {
        if let Some(own) = self.returns.last_mut() {
            own.push(value);
        }
    }
}

/// The expression without parentheses, casts and `!` around it.
fn peeled<'e, 'a>(expression: &'e Expression<'a>) -> &'e Expression<'a> {
    let mut it = expression;
    loop {
        it = match it {
            Expression::ParenthesizedExpression(outer) => &outer.expression,
            Expression::TSAsExpression(outer) => &outer.expression,
            Expression::TSSatisfiesExpression(outer) => &outer.expression,
            Expression::TSNonNullExpression(outer) => &outer.expression,
            Expression::TSTypeAssertion(outer) => &outer.expression,
            _ => return it,
        };
    }
}

/// A byte order mark is no part of the text.
fn is_space(it: char) -> bool {
    it.is_whitespace() || it == '\u{feff}'
}
