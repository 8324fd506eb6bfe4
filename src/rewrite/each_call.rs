//! A call that starts work for each item, as transforms find it: where it stands, and
//! what there is to be awaited. Knows no library by name.

use crate::{
    semantic::{Project, Returns, Value, may_fail},
    syntax::Node,
};

use super::{CallbackCall, Promised, Reason, Refusal, Rewrite, Template, turns::is_started};

/// A call that starts work for each item.
#[derive(Clone)]
pub struct EachCall<'s> {
    /// The call.
    pub call: Node<'s>,
    /// The function that runs for each item.
    pub callback: Node<'s>,
    /// What the call gives.
    pub gives: Gathered<'s>,
}

/// What is there to be awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gathered<'s> {
    /// A list of promises, once this method is `map`.
    List(Option<Node<'s>>),
    /// Nothing: the callback has to hand its promise over.
    Nothing,
    /// One promise, which waits for all.
    Promise,
}

impl<'s> EachCall<'s> {
    /// Where it stands; in a variable, only what is a list of promises already can be
    /// awaited.
    pub(super) fn stands(&self) -> Result<Stands<'s>, Refusal> {
        let stands = Stands::of(self.call)?;
        match (stands, self.gives) {
            (Stands::Variable(..), Gathered::Nothing) => Err(Refusal::at(self.call, Reason::PerhapsNoArray)),
            (Stands::Variable(declaration, _), Gathered::List(Some(_))) => {
                Err(Refusal::at(declaration, Reason::NotAStatement))
            }
            _ => Ok(stands),
        }
    }

    /// As what other parts of a rewrite ask about.
    pub(super) fn as_call(&self, statement: Node<'s>) -> CallbackCall<'s> {
        CallbackCall {
            bare: None,
            statement,
            callback: self.callback,
            request: self.call.range(),
            promise: Promised::SDK3,
            link_depth: None,
            arguments: self.call.field("function").into_iter().collect(),
            is_awaited: false,
        }
    }

    /// Whether TypeScript would not let what an item gives into a list of promises.
    pub(super) fn is_mistyped(&self, project: &Project<'s>) -> bool {
        match project.value(self.callback) {
            Some(Value::Local(function)) => {
                let returns = project.function(function).map(|it| project.returns(it));
                self.call.source.language.has_types() && returns == Some(Returns::Sometimes)
            }
            _ => false,
        }
    }

    /// What an item answers for the handler came too late; awaited, it would come first.
    pub(super) fn answers_nothing(&self, project: &Project<'s>) -> Result<(), Refusal> {
        let function = match project.value(self.callback) {
            Some(Value::Local(function)) => function,
            _ => self.callback,
        };
        let mut nodes = function.descendants().into_iter();
        let answers = nodes.find(|it| project.is_completion(*it));
        answers.map_or(Ok(()), |it| Err(Refusal::at(it, Reason::AnswersTwice)))
    }

    pub(super) fn may_reject(&self, project: &Project<'s>) -> bool {
        if self.gives == Gathered::Promise {
            return project.promise_may_reject(self.call);
        }
        match project.value(self.callback) {
            Some(Value::Local(function)) => project.function(function).is_none_or(|it| project.may_reject(it)),
            _ => true,
        }
    }

    /// Whether a callback that is not async may throw for one item when work for
    /// others is under way.
    pub(super) fn turn_may_fail(&self, project: &Project<'s>) -> bool {
        match project.value(self.callback) {
            // The turns of a chain wait for each other.
            _ if self.gives == Gathered::Promise => false,
            Some(Value::Local(function)) => {
                let is_async = project.function(function).is_some_and(|it| project[it].is_async);
                !is_async && may_fail(project, function, |it| is_started(project, it))
            }
            _ => false,
        }
    }

    /// Whether the call may not happen: `xs?.forEach(…)`.
    pub(super) fn is_optional(&self) -> bool {
        let mut link = Some(self.call);
        while let Some(node) = link {
            if node.field("optional_chain").is_some() || node.has_token("?.") {
                return true;
            }
            link = node.field("function").or_else(|| node.field("object"));
        }
        false
    }

    /// The call as an expression for a list of promises.
    pub(super) fn list(&self, rewrite: &mut Rewrite<'s>) -> Template {
        if let Gathered::List(Some(method)) = self.gives {
            rewrite.put(method.range(), "map");
        }
        let text = if self.is_optional() { "$each ?? []" } else { "$each" };
        Template::new(text).fragment("each", self.call.range())
    }
}

/// Where a call stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stands<'s> {
    /// It is a statement, awaited for nothing or not.
    Statement(Node<'s>),
    /// The statement returns what it gives.
    Return(Node<'s>),
    /// It is the body of an arrow function.
    Body(Node<'s>),
    /// The statement declares a variable for what it gives.
    Variable(Node<'s>, Node<'s>),
    /// The statement is `condition && call`.
    Guarded(Node<'s>, Node<'s>),
}

impl<'s> Stands<'s> {
    fn of(call: Node<'s>) -> Result<Stands<'s>, Refusal> {
        let wrapped = call.wrapped();
        let refused = |at: Node<'s>| Refusal::at(at, Reason::NotAStatement);
        let parent = wrapped.parent().ok_or_else(|| refused(call))?;
        match parent.kind() {
            "expression_statement" => Ok(Stands::Statement(parent)),
            "await_expression" => match parent.wrapped().parent_of_kind("expression_statement") {
                Some(statement) => Ok(Stands::Statement(statement)),
                None => Err(refused(parent)),
            },
            "return_statement" => Ok(Stands::Return(parent)),
            "arrow_function" if parent.field("body") == Some(wrapped) => Ok(Stands::Body(wrapped)),
            "binary_expression" if parent.has_token("&&") && parent.field("right") == Some(wrapped) => {
                let statement = parent.wrapped().parent_of_kind("expression_statement");
                match statement.zip(parent.field("left")) {
                    Some((statement, condition)) => Ok(Stands::Guarded(statement, condition)),
                    None => Err(refused(parent)),
                }
            }
            "variable_declarator" => {
                let declaration = parent.parent().filter(|it| it.children().len() == 1);
                let name = parent.field("name").filter(|it| it.is_identifier());
                match declaration.zip(name) {
                    Some((declaration, name)) => Ok(Stands::Variable(declaration, name)),
                    None => Err(refused(parent)),
                }
            }
            _ => Err(refused(parent)),
        }
    }

    pub(super) fn node(self) -> Node<'s> {
        match self {
            Stands::Statement(it)
            | Stands::Return(it)
            | Stands::Body(it)
            | Stands::Variable(it, _)
            | Stands::Guarded(it, _) => it,
        }
    }
}
