//! Whether a promise may reject, as far as anybody would say who reads the code.
//! What fails inside of a `try` with a `catch` does not; a promise that nobody waits
//! for yet counts as if somebody did.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use memchr::memmem;

use crate::syntax::Node;

use super::{
    FunctionId, Project, Property, Returns, Step, Value,
    effect::{fails_itself, is_each_callback, is_everyday_call},
};

impl<'s> Project<'s> {
    /// Whether the promise that a call of a function gives may reject; of a plain
    /// function, also whether the call may throw.
    pub fn may_reject(&self, id: FunctionId) -> bool {
        Rejections::of(self).function(id)
    }

    /// Whether a promise may reject, or what makes it may throw.
    pub fn promise_may_reject(&self, promise: Node<'s>) -> bool {
        Rejections::of(self).given(promise, false)
    }
}

struct Rejections<'p, 's> {
    project: &'p Project<'s>,
    /// What is being looked at: a function that calls itself adds nothing.
    pending: RefCell<Vec<FunctionId>>,
    /// Whether the answer at hand leaves out a function that is being looked at.
    is_partial: Cell<bool>,
    /// What has been looked at, as far as nothing was left out.
    known: RefCell<HashMap<FunctionId, bool>>,
}

/// More functions in each other are not looked into.
const MAX_FUNCTIONS: usize = 20;

impl<'p, 's> Rejections<'p, 's> {
    fn of(project: &'p Project<'s>) -> Rejections<'p, 's> {
        Rejections {
            project,
            pending: RefCell::default(),
            is_partial: Cell::default(),
            known: RefCell::default(),
        }
    }

    fn function(&self, id: FunctionId) -> bool {
        if let Some(known) = self.known.borrow().get(&id) {
            return *known;
        }
        if self.pending.borrow().contains(&id) {
            self.is_partial.set(true);
            return false;
        }
        if self.pending.borrow().len() > MAX_FUNCTIONS {
            return true;
        }
        let was_partial = self.is_partial.replace(false);
        self.pending.borrow_mut().push(id);
        let function = &self.project[id];
        let defaults = function.parameters().into_iter().any(|it| self.fails(it, false));
        let body = function.body();
        let rejects = match body.kind() {
            "statement_block" => self.fails(body, false),
            _ => self.given(body, false),
        };
        self.pending.borrow_mut().pop();
        let rejects = defaults || rejects || function.is_generator;
        // Of the outermost function nothing but itself was left out.
        let is_whole = !self.is_partial.get() || self.pending.borrow().is_empty();
        if rejects || is_whole {
            self.known.borrow_mut().insert(id, rejects);
        }
        self.is_partial.set(was_partial || !is_whole);
        rejects
    }

    /// Whether code fails; `caught` is what stands in a `try` with a `catch`.
    fn fails(&self, node: Node<'s>, caught: bool) -> bool {
        if node.is_function() {
            // All others are called by what is handed them, if at all.
            let is_run = is_each_callback(node) && !caught;
            return is_run && self.project.function(node).is_none_or(|it| self.function(it));
        }
        match node.kind() {
            "try_statement" => {
                let handler = node.field("handler");
                let is_caught = caught || handler.is_some();
                node.field("body").is_some_and(|it| self.fails(it, is_caught))
                    || handler.is_some_and(|it| self.any(it, caught))
                    || node.field("finalizer").is_some_and(|it| self.any(it, caught))
            }
            // A promise that is returned leaves the `try` before it rejects.
            "return_statement" => node.first_child().is_some_and(|it| self.given(it, caught)),
            "await_expression" => self.awaited(node, caught),
            "call_expression" => self.call(node, caught),
            "new_expression" if self.is_promise_class(node) => !caught && self.promise(node),
            "for_in_statement" if node.has_token("await") && !caught => true,
            _ => !caught && fails_itself(self.project, node) || self.any(node, caught),
        }
    }

    fn any(&self, node: Node<'s>, caught: bool) -> bool {
        node.children().into_iter().any(|it| self.fails(it, caught))
    }

    /// A value that is handed on as it is.
    fn given(&self, value: Node<'s>, caught: bool) -> bool {
        let value = value.peeled();
        let parts = match value.kind() {
            "ternary_expression" => ["consequence", "alternative"],
            "binary_expression" => ["left", "right"],
            _ => return self.given_whole(value, caught),
        };
        let mut given = parts.into_iter().filter_map(|it| value.field(it));
        let condition = value.field("condition").is_some_and(|it| self.fails(it, caught));
        condition || given.any(|it| self.given(it, caught)) || !caught && fails_itself(self.project, value)
    }

    fn given_whole(&self, value: Node<'s>, caught: bool) -> bool {
        let is_made = matches!(value.kind(), "call_expression" | "new_expression");
        match self.project.promise_of(value) {
            Returns::Never => self.fails(value, caught),
            Returns::Promise if is_made => self.promise(value) || self.parts(value, caught),
            Returns::Unknown if is_made => !self.is_everyday(value) || self.any(value, caught),
            // Where nothing is known of a variable, it is taken for a value.
            Returns::Unknown => self.fails(value, caught),
            Returns::Promise | Returns::Lazy | Returns::Sometimes => true,
        }
    }

    fn awaited(&self, node: Node<'s>, caught: bool) -> bool {
        let Some(operand) = node.first_child().map(Node::peeled) else {
            return !caught;
        };
        match operand.kind() {
            "call_expression" | "new_expression" => self.fails(operand, caught),
            _ => !caught || self.fails(operand, caught),
        }
    }

    fn call(&self, call: Node<'s>, caught: bool) -> bool {
        let fails = match self.project.is_promise(call) {
            true => self.promise(call),
            false => !self.is_everyday(call),
        };
        !caught && fails || self.parts(call, caught)
    }

    /// Calls that do not fail, as `fails_itself` says; and operations of the SDK, which do not throw when they are called.
    fn is_everyday(&self, call: Node<'s>) -> bool {
        let callee = call.field("function");
        let is_settling = callee.is_some_and(|it| self.project.is_of_executor(it));
        let object = callee.and_then(|it| it.field("object"));
        let is_operation = object
            .is_some_and(|it| self.project.is(it, Property::SdkClient) || self.project.is(it, Property::Sdk3Client));
        is_settling || is_operation || is_everyday_call(call) || !fails_itself(self.project, call)
    }

    /// The arguments of a call, and of the calls that it is chained to.
    fn parts(&self, call: Node<'s>, caught: bool) -> bool {
        let is_run = |it: &Node<'s>| !it.is_function() || is_each_callback(*it);
        let arguments = call.arguments().into_iter().filter(is_run);
        if arguments.into_iter().any(|it| self.fails(it, caught)) {
            return true;
        }
        let object = call.field("function").and_then(|it| it.field("object"));
        object.is_some_and(|it| {
            let it = it.peeled();
            match it.kind() == "call_expression" && self.project.is_promise(it) {
                true => self.parts(it, caught),
                false => self.fails(it, caught),
            }
        })
    }

    /// Whether a call that certainly gives a promise gives one that may reject.
    fn promise(&self, call: Node<'s>) -> bool {
        let arguments = call.arguments();
        if call.kind() == "new_expression" {
            return !self.is_promise_class(call) || arguments.first().is_none_or(|it| self.executor(it.peeled()));
        }
        let Some(callee) = call.field("function").map(Node::peeled) else {
            return true;
        };
        let member = callee.field("object").zip(callee.field("property"));
        if let Some((object, property)) = member {
            let object = object.peeled();
            let before = || object.kind() != "call_expression" || self.promise(object);
            match (property.text(), arguments.as_slice()) {
                ("catch", [on_error]) | ("then", [_, on_error]) if self.callback(*on_error) => return true,
                ("catch", [_]) => return false,
                ("then", [on_success, _]) => return self.callback(*on_success),
                ("then" | "finally", [callback]) => return before() || self.callback(*callback),
                ("allSettled", _) if self.project.is_global(object, "Promise") => return false,
                _ => {}
            }
        }
        match self.project.value(callee) {
            Some(Value::Local(function)) => self.project.function(function).is_none_or(|it| self.function(it)),
            _ => true,
        }
    }

    /// What a promise calls once it is settled.
    fn callback(&self, argument: Node<'s>) -> bool {
        match self.project.value(argument) {
            Some(Value::Local(function)) => self.project.function(function).is_none_or(|it| self.function(it)),
            Some(Value::External(origin)) => {
                let is_console = origin.is_global && origin.root == "console";
                !(is_console && matches!(origin.steps.as_slice(), [Step::Member(_)]))
            }
            _ => !argument.is_nothing(),
        }
    }

    /// `(resolve) => …` without anything that rejects.
    fn executor(&self, function: Node<'s>) -> bool {
        let id = self.project.function(function);
        function.parameters().len() > 1 || id.is_none_or(|it| self.function(it))
    }

    fn is_promise_class(&self, created: Node<'s>) -> bool {
        let class = created.field("constructor");
        class.is_some_and(|it| self.project.is_global(it, "Promise"))
    }
}

impl<'s> Project<'s> {
    /// Whether any file of the program listens to `unhandledRejection`, so that a
    /// promise may reject without an end of the process.
    pub fn listens_to_rejections(&self) -> bool {
        let word = b"unhandledRejection";
        let sources = self.modules.iter().map(|it| it.source);
        let mut sources = sources.filter(|it| memmem::find(it.text.as_bytes(), word).is_some());
        sources.any(|it| {
            let mut nodes = it.root().descendants().into_iter();
            nodes.any(|it| it.kind() == "call_expression" && self.hides_rejections(it))
        })
    }

    /// A parameter of the executor of a promise around.
    fn is_of_executor(&self, callee: Node<'s>) -> bool {
        let owner = callee
            .is_identifier()
            .then(|| self.function_of_parameter(callee))
            .flatten();
        owner.is_some_and(|it| self.is_promise_executor(it))
    }
}
