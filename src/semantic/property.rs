//! The words of `(#is? @node word)`: what a query may ask of a captured node.
//! A word answers a question that a second transform could ask, too.

use std::str::FromStr;

use crate::syntax::Node;

use super::{FunctionId, Handler, NodeApi, Project, SDK_OPERATION_NOT, Value, each::is_statement};

/// A question about the meaning of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// A handler that answers by its callback or its context.
    AnswersByCall,
    /// A handler with more parameters than it uses, and than nodejs24.x takes.
    TooManyParameters,
    /// A client of aws-sdk v2, such as `new AWS.S3()`.
    SdkClient,
    /// A client of AWS SDK v3 that has `send` and operations.
    Sdk3Client,
    /// A request of aws-sdk v2 that is not sent yet, such as `s3.getObject(p)`.
    SdkRequest,
    /// The name of an operation, not of another method of a client.
    SdkOperation,
    /// A function of Node.js that takes an error-first callback.
    CallbackApi,
    /// The last argument of a call, and a function.
    LastCallback,
    /// The value of the expression is not used.
    Discarded,
    /// A callback that settles the promise around it, so that somebody waits.
    Settles,
    /// The author says by `void` that nobody shall wait.
    Detached,
    /// A promise that nobody waits for.
    UnwaitedPromise,
    /// The same, and the author says so by `void`.
    DetachedPromise,
    /// A call that gives no function, where a function is wanted.
    CalledEagerly,
    /// A call whose promise is asked for: `call.promise()`.
    Promised,
    /// A call without any argument that may be a function.
    WithoutCallback,
    /// A call that closes a knex for the invocations to come.
    ClosesKnex,
    /// The same for any other connection.
    ClosesConnection,
    /// A call that opens a knex which may be open.
    OpensKnexTwice,
    /// An assignment to a flag that Lambda does not look at.
    FlagWithoutEffect,
    /// A listener that keeps rejections from failing an invocation.
    HidesRejections,
    /// An `await` that follows the answer.
    AfterAnswer,
    /// A callback that gives promises.
    GivesPromise,
    /// A call for each item, of which nobody gets to see what it gives.
    DropsItems,
    /// A value that is a statement, and not even awaited.
    Dropped,
    /// A chain of promises that `reduce` makes and nobody awaits.
    DropsChain,
    /// A value that is dropped, or kept where nobody looks.
    Uncollected,
    /// A function of lodash that runs another one for each item.
    CollectionFunction,
    /// What may well be an array, whose items are tested.
    TestsItems,
    /// A call in turns that do not wait for each other.
    PerTurn,
    /// The first argument of a call, whatever comments stand before it.
    FirstArgument,
    /// The second one.
    SecondArgument,
    /// A call that starts a timer of Node.js.
    Timer,
    /// A timer that is cleared in a `finally`, or that the process does not wait for.
    LookedAfter,
    /// A call that makes an object of Node.js which works on its own, for whose end
    /// nobody waits.
    EmitterLeftAlone,
    /// The last `pipe` of a chain to a stream of Node.js, for which nobody waits.
    PipeLeftAlone,
    /// A request that settles a promise when the first part of its body comes.
    SettlesByFirstPart,
    /// A request that settles a promise, but not when it fails.
    SettlesWithoutError,
    /// A function of the project that completes later by its callback, and can
    /// return a promise instead.
    CallbackConvertible,
    /// The same of one that cannot.
    CallbackKept,
}

impl FromStr for Property {
    type Err = String;

    fn from_str(word: &str) -> Result<Property, String> {
        match word {
            "sdk.client" => Ok(Property::SdkClient),
            "sdk3.client" => Ok(Property::Sdk3Client),
            "sdk.request" => Ok(Property::SdkRequest),
            "sdk.operation" => Ok(Property::SdkOperation),
            "callback.api" => Ok(Property::CallbackApi),
            "last-callback" => Ok(Property::LastCallback),
            "discarded" => Ok(Property::Discarded),
            "settles" => Ok(Property::Settles),
            "detached" => Ok(Property::Detached),
            "unwaited-promise" => Ok(Property::UnwaitedPromise),
            "detached-promise" => Ok(Property::DetachedPromise),
            "called-eagerly" => Ok(Property::CalledEagerly),
            "promised" => Ok(Property::Promised),
            "without-callback" => Ok(Property::WithoutCallback),
            "closes.knex" => Ok(Property::ClosesKnex),
            "closes.connection" => Ok(Property::ClosesConnection),
            "emitter.left-alone" => Ok(Property::EmitterLeftAlone),
            "settles.by-first-part" => Ok(Property::SettlesByFirstPart),
            "settles.without-error" => Ok(Property::SettlesWithoutError),
            "pipe.left-alone" => Ok(Property::PipeLeftAlone),
            "opens.knex-twice" => Ok(Property::OpensKnexTwice),
            "flag-without-effect" => Ok(Property::FlagWithoutEffect),
            "hides-rejections" => Ok(Property::HidesRejections),
            "after-answer" => Ok(Property::AfterAnswer),
            "gives-promise" => Ok(Property::GivesPromise),
            "drops-items" => Ok(Property::DropsItems),
            "dropped" => Ok(Property::Dropped),
            "drops-chain" => Ok(Property::DropsChain),
            "uncollected" => Ok(Property::Uncollected),
            "collection.function" => Ok(Property::CollectionFunction),
            "tests-items" => Ok(Property::TestsItems),
            "first-argument" => Ok(Property::FirstArgument),
            "second-argument" => Ok(Property::SecondArgument),
            "per-turn" => Ok(Property::PerTurn),
            "timer" => Ok(Property::Timer),
            "timer.looked-after" => Ok(Property::LookedAfter),
            "callback.convertible" => Ok(Property::CallbackConvertible),
            "handler.answers-by-call" => Ok(Property::AnswersByCall),
            "handler.too-many-parameters" => Ok(Property::TooManyParameters),
            "callback.kept" => Ok(Property::CallbackKept),
            _ => Err(format!("no property is called `{word}`")),
        }
    }
}

impl<'s> Project<'s> {
    /// Whether a node has a property.
    pub fn is(&self, node: Node<'s>, property: Property) -> bool {
        match property {
            Property::SdkClient => {
                self.origin_given(node).is_some_and(|it| it.is_sdk_client()) && !self.has_own_methods(node)
            }
            Property::Sdk3Client => {
                self.origin_given(node).is_some_and(|it| it.is_sdk3_client()) && !self.has_own_methods(node)
            }
            Property::SdkRequest => self.sdk_request(node).is_some(),
            Property::SdkOperation => !SDK_OPERATION_NOT.contains(&node.text()),
            // What is stated counts where nothing better is known.
            Property::CallbackApi => self
                .node_api(node)
                .is_some_and(|it| !it.is_stated() || self.completing_function(node).is_none()),
            Property::LastCallback => self.is_last_callback(node),
            Property::Discarded => is_discarded(node),
            Property::Settles => self.settles_promise(node) || self.completes_for_promises(node),
            Property::Detached => is_detached(node),
            Property::UnwaitedPromise => self.unwaited(node).is_some(),
            Property::DetachedPromise => self.is_detached_promise(node),
            Property::CalledEagerly => self.gives_no_function(node),
            Property::Promised => is_promised(node),
            Property::ClosesKnex => self.is_knex_closed(node) && self.closes_for_good(node),
            Property::ClosesConnection => !self.is_knex_closed(node) && self.closes_for_good(node),
            Property::OpensKnexTwice => self.opens_without_test(node, "knex"),
            Property::FlagWithoutEffect => self.is_flag_without_effect(node),
            Property::HidesRejections => self.hides_rejections(node),
            Property::AfterAnswer => self.answer_before(node).is_some(),
            Property::GivesPromise => self.gives_promise(node),
            Property::DropsItems => self.drops_items(node),
            Property::Dropped => is_statement(node),
            Property::DropsChain => self.drops_chain(node),
            Property::Uncollected => self.is_uncollected(node),
            Property::CollectionFunction => self.collection_function(node).is_some(),
            Property::TestsItems => self.tests_items(node),
            Property::FirstArgument => place_of_argument(node) == Some(0),
            Property::SecondArgument => place_of_argument(node) == Some(1),
            Property::PerTurn => self.is_per_turn(node),
            Property::Timer => self.timer(node).is_some(),
            Property::LookedAfter => self.is_looked_after(node),
            Property::EmitterLeftAlone => self.is_left_alone(node),
            Property::SettlesByFirstPart => self.settles_by_first_part(node),
            Property::SettlesWithoutError => self.settles_without_error(node),
            Property::PipeLeftAlone => self.is_pipe_left_alone(node),
            Property::CallbackConvertible => self
                .completing_function(node)
                .is_some_and(|id| self.convertible(id).is_ok()),
            Property::CallbackKept => self
                .completing_function(node)
                .is_some_and(|id| self.convertible(id).is_err()),
            Property::AnswersByCall => self.handler_at(node).is_some_and(Handler::answers_by_call),
            Property::TooManyParameters => match self.handler_at(node) {
                Some(it) => self.has_idle_callback(it),
                None => self.function(node).is_some_and(|it| self.idle_callbacks(it).is_some()),
            },
            Property::WithoutCallback => node.arguments().into_iter().all(|it| self.is_no_function(it)),
        }
    }

    fn handler_at(&self, function: Node<'s>) -> Option<&Handler> {
        self.handler(self.function(function)?)
    }

    fn is_knex_closed(&self, call: Node<'s>) -> bool {
        let mention = self.closing(call);
        mention.is_some_and(|it| self.connection(it.connection).client.package == "knex")
    }

    /// Whether an argument is certainly data.
    pub fn is_no_function(&self, argument: Node<'s>) -> bool {
        let argument = argument.peeled();
        if argument.is_identifier() {
            let value = self.only_value(argument);
            return value.is_some_and(|it| !it.is_identifier() && self.is_no_function(it));
        }
        matches!(
            argument.kind(),
            "object" | "array" | "string" | "template_string" | "number" | "null" | "undefined" | "true" | "false"
        )
    }

    /// The expression that a `const` is declared with, or a variable that
    /// nothing assigns to again.
    pub fn only_value(&self, identifier: Node<'s>) -> Option<Node<'s>> {
        let id = self.binding_of(identifier)?;
        let names = self.names(identifier);
        let binding = names.binding(id);
        let [offset] = binding.declared.as_slice() else {
            return None;
        };
        if names.references_of(id).any(|it| it.is_write) {
            return None;
        }
        let name = identifier.source.identifier_at(*offset)?;
        let declarator = name.parent_of_kind("variable_declarator")?;
        declarator.field("name").filter(|it| *it == name)?;
        declarator.field("value")
    }

    /// The name that `object[index]` asks for: a text, or a variable that is always one.
    pub(super) fn name_of_index(&self, index: Node<'s>) -> Option<&'s str> {
        let value = match index.is_identifier() {
            true => self.only_value(index)?,
            false => index,
        };
        value.string_value()
    }

    fn is_last_callback(&self, node: Node<'s>) -> bool {
        let Some(arguments) = node.parent_of_kind("arguments") else {
            return false;
        };
        let is_last = arguments.children().last() == Some(&node);
        is_last
            && (self.is_callback(node)
                || self.is_second_of_operation(node, arguments)
                || self.is_needed_by_node(node, arguments))
    }

    /// Whether the project gives the object in a variable methods of its own.
    pub(super) fn has_own_methods(&self, node: Node<'s>) -> bool {
        let Some(binding) = self.binding_of(node) else {
            return false;
        };
        self.references(node.source, binding).into_iter().any(|it| {
            let member = it
                .parent_of_kind("member_expression")
                .or_else(|| it.parent_of_kind("subscript_expression"));
            member.is_some_and(|member| {
                member
                    .parent_of_kind("assignment_expression")
                    .is_some_and(|it| it.field("left") == Some(member))
            })
        })
    }

    /// Operations of v2 clients take parameters and a callback, nothing else.
    fn is_second_of_operation(&self, node: Node<'s>, arguments: Node<'s>) -> bool {
        let callee = arguments.parent().and_then(|it| it.field("function"));
        let client = callee.and_then(|it| it.field("object"));
        // An upload has options.
        let is_upload = callee
            .and_then(|it| it.field("property"))
            .is_some_and(|it| it.text() == "upload");
        arguments.children().len() == 2
            && !is_upload
            && !self.is_no_function(node)
            && client.is_some_and(|it| self.is(it, Property::SdkClient))
    }

    /// Some functions of Node.js cannot be called without a callback.
    fn is_needed_by_node(&self, node: Node<'s>, arguments: Node<'s>) -> bool {
        let callee = arguments.parent().and_then(|it| it.field("function"));
        let api = callee.and_then(|it| self.node_api(it));
        api.is_some_and(NodeApi::needs_callback) && !self.is_no_function(node)
    }

    /// Whether an argument is a function: a literal one, one of the project, a
    /// parameter that the function around calls, or what a call makes.
    pub fn is_callback(&self, node: Node<'s>) -> bool {
        let node = node.peeled();
        if node.is_function() {
            return true;
        }
        match node.kind() {
            "identifier" | "member_expression" => match self.value(node) {
                Some(Value::Local(target)) => target.is_function(),
                Some(_) => false,
                None => self.function_called_back(node).is_some() || self.is_completion(node),
            },
            "call_expression" => {
                let callee = node.field("function");
                let is_bind = callee
                    .and_then(|it| it.field("property"))
                    .is_some_and(|it| it.text() == "bind");
                is_bind || self.makes_function(node)
            }
            _ => false,
        }
    }

    /// `makeHandler(x)` where the function returns a function.
    fn makes_function(&self, call: Node<'s>) -> bool {
        matches!(self.value(call), Some(Value::Local(target)) if target.is_function())
    }

    /// The function around that has this identifier as a parameter and calls
    /// it: a function that reports by a callback. Handlers do not count.
    pub fn function_called_back(&self, node: Node<'s>) -> Option<Node<'s>> {
        let binding = self.binding_of(node)?;
        let owner = self.function(self.function_of_parameter(node)?)?;
        let is_called = self.references(node.source, binding).into_iter().any(|it| {
            it.parent_of_kind("call_expression")
                .is_some_and(|call| call.field("function") == Some(it))
        });
        let node = self[owner].node;
        let is_own = self.handler(owner).is_none() && !self.is_promise_executor(node);
        (is_called && is_own).then_some(node)
    }

    /// The function around that has this identifier as a parameter.
    pub fn function_of_parameter(&self, node: Node<'s>) -> Option<Node<'s>> {
        let binding = self.binding_of(node)?;
        let owner = self.functions_around(node).find(|id| {
            self[*id].parameters().into_iter().any(|it| {
                let name = it.field("pattern").or_else(|| it.field("left")).unwrap_or(it);
                self.binding_of(name) == Some(binding)
            })
        })?;
        Some(self[owner].node)
    }

    /// Whether an expression is what completes an invocation, the third parameter of
    /// a handler, or `context.succeed`, `fail` or `done`; or what completes a function
    /// of the project that can return a promise instead.
    pub fn is_completion(&self, node: Node<'s>) -> bool {
        self.is_context_method(node) || self.is_handler_parameter(node, 2) || self.completed_by(node).is_some()
    }

    /// The function of the project that a callee is, where that calls its callback
    /// once, and later.
    pub fn completing_function(&self, callee: Node<'s>) -> Option<FunctionId> {
        let id = self
            .called_function(callee)
            .filter(|it| !self.answering().is_member(*it))?;
        self.completions(id).is_ok_and(|it| it.is_late).then_some(id)
    }

    /// Whether an identifier means the parameter of a handler at this place.
    pub fn is_handler_parameter(&self, node: Node<'s>, place: usize) -> bool {
        self.handler_given(node, place).is_some()
    }

    /// `context.succeed`, `context.fail` or `context.done` by reference.
    fn is_context_method(&self, node: Node<'s>) -> bool {
        let (Some(object), Some(property)) = (node.field("object"), node.field("property")) else {
            return false;
        };
        matches!(property.text(), "succeed" | "fail" | "done") && self.is_handler_parameter(object, 1)
    }
}

fn is_detached(call: Node<'_>) -> bool {
    call.wrapped()
        .parent_of_kind("unary_expression")
        .is_some_and(|it| it.has_token("void"))
}

fn place_of_argument(argument: Node<'_>) -> Option<usize> {
    let list = argument.parent_of_kind("arguments")?;
    list.children().iter().position(|it| *it == argument)
}

fn is_promised(call: Node<'_>) -> bool {
    call.wrapped()
        .parent_of_kind("member_expression")
        .and_then(|it| it.field("property"))
        .is_some_and(|it| it.text() == "promise")
}

fn is_discarded(node: Node<'_>) -> bool {
    let wrapped = node.wrapped();
    let Some(parent) = wrapped.parent() else {
        return false;
    };
    match parent.kind() {
        "expression_statement" => true,
        "await_expression" => is_discarded(parent),
        _ => false,
    }
}
