//! Which functions that complete by a callback can return a promise instead: those
//! whose callers are all seen. Knows functions and their usages, no rewrites.

use crate::syntax::Node;

use super::{
    Answers, Completion, Completions, FunctionId, Handler, HandlerKey, Incomplete, Outcome, Project, Property, Usage,
    Value,
};

pub(super) const CALLERS: &str = "goes where its calls cannot be seen";
const ARGUMENTS: &str = "is not called here with a callback as its last argument";
const MANY: &str = "may not be the function that is called here";
const AT_LOAD: &str = "is called here while the module is loaded";
const NOT_ASYNC: &str = "is called by a handler that is not async";
pub(super) const PARAMETERS: &str = "looks at its `arguments`";
pub(super) const TYPED: &str = "has its parameters said here, too";
const NAME: &str = "has no name of its own in the file";
/// What is said of a function that was put back.
pub const HELD: &str =
    "cannot return a promise instead: not everything it waits for, or not every caller, could be converted";
const HANDLER: &str = "is called by Lambda";
const IN_TRY: &str = "calls its callback with an error where a `try` of its own would catch that";
const STREAMS: &str = "answers by a stream";
pub(super) const DRAINS: &str = "has Lambda wait here for whatever is still running";
const TAKEN_APART: &str = "takes what answers for it out of its parameters in a way that is not followed";
pub(super) const CALLED: &str = "is called here by other code of the project";
const HELD_HANDLER: &str =
    "cannot become async as a whole: not everything that it starts, or that answers for it, could be awaited";
const WANTED_HANDLER: &str = "stays as it is, because a comment at it says so";
const READS_AHEAD: &str = "reads here what a callback before it writes, which has not run yet";
const THROWS_NOTHING: &str = "throws nothing here, which Lambda takes for a success, unless a promise rejects with it";
const AT_WORK: &str = "hands a callback here to code that may still be at work when it has answered";
const REPLACED: &str = "is replaced here in a test, by what may return no promise";
const IN_FINALLY: &str = "calls its callback here before a `finally` of its own runs";

impl<'s> Project<'s> {
    /// How a function completes, where it can return a promise instead of taking a
    /// callback, and each of its callers can be made to wait for that.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn convertible(&self, id: FunctionId) -> Result<&Completions<'s>, Incomplete<'s>> {
        let slot = &self.convertible[id.index()];
        slot.get_or_init(|| self.judge(id)).as_ref().map_err(|it| *it)
    }

    /// The function of the project that a call of `callee` runs.
    pub fn called_function(&self, callee: Node<'s>) -> Option<FunctionId> {
        match self.value(callee)? {
            Value::Local(target) => self.function(target),
            _ => None,
        }
    }

    /// The function that completes by calling this identifier, or `context.done`, where
    /// that can be converted.
    pub fn completed_by(&self, callback: Node<'s>) -> Option<&Completions<'s>> {
        let mention = match callback.kind() {
            "member_expression" => callback.field("object")?,
            _ => callback,
        };
        let id = match self.meaning(mention) {
            Some(_) => self.answering_around(mention)?,
            None => self.function(self.function_of_parameter(mention)?)?,
        };
        let completions = self.convertible(id).ok()?;
        let mut all = completions.all.iter();
        all.any(|it| it.mention == mention).then_some(completions)
    }

    /// Whether an expression completes a function around it that can be converted: by
    /// its callback, or in a callback of its own.
    pub fn is_completing(&self, expression: Node<'s>) -> bool {
        let around = self.functions_around(expression);
        around.filter_map(|it| self.convertible(it).ok()).any(|it| {
            let bridged = it.bridges.iter().flat_map(|it| &it.answers);
            let mut calls = it.all.iter().chain(bridged).map(|it| it.call);
            calls.any(|call| expression == call || expression.contains(call))
        })
    }

    /// Whether nobody looks at what a function returns: its calls are statements, or
    /// what such a function returns that completes by them.
    pub fn returns_to_nobody(&self, id: FunctionId) -> bool {
        self.is_unused(id, &mut Vec::new())
    }

    fn is_unused(&self, id: FunctionId, seen: &mut Vec<FunctionId>) -> bool {
        if seen.contains(&id) {
            return true;
        }
        seen.push(id);
        let usages = self.usages(id);
        usages.iter().filter_map(Usage::call).all(|call| {
            let wrapped = call.wrapped();
            let parent = wrapped.parent();
            let is_returned = parent.is_some_and(|it| matches!(it.kind(), "return_statement" | "arrow_function"));
            let around = self
                .function_around(call)
                .filter(|_| is_returned && self.is_completing(call));
            // What a callback returns is nobody's business.
            self.is(call, Property::Discarded)
                || around.is_some_and(|it| self.convertible(it).is_err() || self.is_unused(it, seen))
        })
    }

    /// Whether a callback completes a function around it that handlers only call by
    /// `util.promisify`: who called it waits.
    pub(super) fn completes_for_promises(&self, callback: Node<'s>) -> bool {
        let around = self.functions_around(callback);
        let mut around = around.filter(|it| self.callback_parameter(*it).is_some());
        around.any(|id| {
            let completes = |it: &Completions<'s>| {
                let mut all = it.all.iter();
                all.any(|it| callback.contains(it.call) || callback.peeled() == it.mention)
            };
            self.completions(id).is_ok_and(|it| completes(&it)) && self.is_promisified(id, &mut Vec::new())
        })
    }

    /// Whether handlers call a function by `util.promisify` only, or where the callback
    /// that it gets settles a promise or completes a function of which that is true.
    fn is_promisified(&self, id: FunctionId, seen: &mut Vec<FunctionId>) -> bool {
        if self.handler(id).is_some() {
            return false;
        }
        if seen.contains(&id) {
            return true;
        }
        seen.push(id);
        let usages = self.usages(id);
        let mut is_used = false;
        for usage in &usages {
            let is_waited_for = match usage {
                Usage::Call(call) if self.is_reached(*call) => {
                    let settles = call.arguments().last().is_some_and(|it| self.settles_promise(*it));
                    let completed = self.completed_around(*call);
                    settles || completed.is_some_and(|it| self.is_promisified(it, seen))
                }
                Usage::Value(at) => {
                    // `promisify(object.get.bind(object))`
                    let is_bind = at.field("property").is_some_and(|it| it.text() == "bind");
                    let bound = at.parent_of_kind("call_expression").filter(|_| is_bind);
                    let list = bound.unwrap_or(*at).wrapped().parent_of_kind("arguments");
                    // Nor does one take it out of `exports` or a list.
                    if list.is_none() && !self.is_reached(*at) {
                        continue;
                    }
                    let call = list.and_then(Node::parent);
                    call.is_some_and(|it| self.promisified(it).is_some())
                }
                // Whoever that is, no handler runs it.
                Usage::Call(_) | Usage::Unseen(..) => continue,
            };
            if !is_waited_for {
                return false;
            }
            is_used = true;
        }
        is_used
    }

    /// The function around a call that its callback completes.
    fn completed_around(&self, call: Node<'s>) -> Option<FunctionId> {
        let callback = call.arguments().last().copied()?;
        let mut around = self.functions_around(call);
        around.find(|it| {
            let completions = self.completions(*it);
            completions.is_ok_and(|it| it.all.iter().any(|it| callback.contains(it.mention)))
        })
    }

    /// The function of the project that completes, later, by this function expression.
    pub fn completes_by(&self, callback: Node<'s>) -> Option<FunctionId> {
        let argument = callback.wrapped();
        let call = argument
            .parent_of_kind("arguments")?
            .parent_of_kind("call_expression")?;
        let id = self.completing_function(call.field("function")?)?;
        let place = call.arguments().iter().position(|it| *it == argument)?;
        self.completions(id).ok()?.is_place(place).then_some(id)
    }

    /// Names a function from pass to pass: a handler by its export, another one by its
    /// file and its name, if no other one of the file has that.
    pub fn function_key(&self, id: FunctionId) -> Option<HandlerKey> {
        if let Some(handler) = self.handler(id) {
            return Some(handler.key.clone());
        }
        // It changes with its handlers.
        if self.is_answerer(id) {
            let mut handlers = self.answering_group(id).into_iter().filter_map(|it| self.handler(it));
            return handlers.next().map(|it| it.key.clone());
        }
        let name = self[id].name_node()?.text();
        let source = self[id].node.source.id;
        let mut others = self
            .functions()
            .iter()
            .filter(|it| it.id != id && it.node.source.id == source);
        let is_unique = !others.any(|it| it.name_node().is_some_and(|it| it.text() == name));
        is_unique.then(|| (source, format!("function {name}")))
    }

    /// Whether Lambda waits for the promise of a handler, or would once it is async.
    pub fn can_wait(&self, handler: &Handler) -> bool {
        handler.answers == Answers::Promise || self.convertible(handler.function).is_ok()
    }

    /// Whether flattening what answers for a handler has been tried in vain.
    pub(super) fn is_bridged(&self, id: FunctionId) -> bool {
        let handler = self.handler(id);
        handler.is_some_and(|it| self.held.is_bridged(&it.key) || self.held.is_whole(&it.key))
    }

    /// Whether functions in a handler that answer for it are left in what becomes a promise.
    pub(super) fn is_bridged_as_whole(&self, id: FunctionId) -> bool {
        self.handler(id).is_some_and(|it| self.held.is_whole(&it.key))
    }

    /// The handlers that cannot be converted, and that functions in them answer for: those
    /// may do so in a promise.
    pub(crate) fn may_be_bridged_as_whole(&self) -> Vec<HandlerKey> {
        let handlers = self.handlers().iter().filter(|it| it.answers_by_call());
        let stuck = handlers.filter(|it| {
            let function = self[it.function].node;
            let group = self.answering_group(it.function).into_iter();
            let mut others = group.filter(|member| *member != it.function);
            others.any(|member| function.contains(self[member].node)) && self.convertible(it.function).is_err()
        });
        stuck.map(|it| it.key.clone()).collect()
    }

    fn judge(&self, id: FunctionId) -> Result<Completions<'s>, Incomplete<'s>> {
        let function = self[id].node;
        let blocked = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        if let Some(root) = self.answering().root(id) {
            return self.judged_in_group(id, root);
        }
        if let Some(handler) = self.handler(id) {
            return self.judge_handler(id, handler);
        }
        // Most functions take no callback at all.
        let completions = self.completions(id)?;
        match self.function_key(id) {
            None => return blocked(function, NAME),
            Some(key) if self.held.contains(&key) => return blocked(function, HELD),
            Some(_) => {}
        }
        if let Some(place) = arguments_in(function).filter(|_| completions.shift.is_none()) {
            return blocked(place, PARAMETERS);
        }
        if let Some(place) = self.said_elsewhere(function) {
            return blocked(place, TYPED);
        }
        for completion in &completions.all {
            self.check_completion(completion)?;
        }
        let usages = self.usages(id);
        if let Some(place) = self.replaced_in_test(id, &usages) {
            return blocked(place, REPLACED);
        }
        for call in usages.iter().filter_map(Usage::call) {
            self.check_caller(&completions, call)?;
        }
        let mut others = usages.iter().filter_map(|usage| match usage {
            Usage::Value(at) | Usage::Unseen(at, _) => Some(*at),
            Usage::Call(_) => None,
        });
        match others.next().or(usages.is_empty().then_some(function)) {
            Some(other) => blocked(other, CALLERS),
            None => Ok(completions),
        }
    }

    /// How a handler answers that could be async.
    pub(super) fn judge_handler(&self, id: FunctionId, handler: &Handler) -> Result<Completions<'s>, Incomplete<'s>> {
        let function = self[id].node;
        let blocked = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        if handler.answers == Answers::Promise && handler.also_answers_by.is_empty() {
            return blocked(function, HANDLER);
        }
        if handler.is_streaming {
            return blocked(function, STREAMS);
        }
        if handler.is_held {
            return blocked(function, why_held(handler));
        }
        if let Some(doubt) = self.doubt_of(handler) {
            return Err(doubt);
        }
        if let Some(place) = arguments_in(function) {
            return blocked(place, PARAMETERS);
        }
        if let Some(flag) = self.flag_that_waits(id) {
            return blocked(flag, DRAINS);
        }
        if let Some(place) = throws_nothing(function).filter(|_| !self[id].is_async) {
            return blocked(place, THROWS_NOTHING);
        }
        if !self[id].is_async
            && let Some(place) = self.read_ahead(id)
        {
            return blocked(place, READS_AHEAD);
        }
        let completions = self.completions(id)?;
        if completions.is_silent() && handler.answers_by_call() {
            return blocked(function, TAKEN_APART);
        }
        let is_drained = handler.answers.waits_for_event_loop() && !handler.is_at_once;
        let work = is_drained.then(|| self.unknown_work(id, self.channel_of_handler(id)));
        if let Some(work) = work.flatten() {
            return blocked(work, AT_WORK);
        }
        match self.answering().is_member(id) {
            true => Ok(completions),
            false => match self.call_of_handler(id, handler, &completions) {
                Some(call) => blocked(call, CALLED),
                None => Ok(completions),
            },
        }
    }

    /// What else says which parameters a function has: a type, a signature, a class
    /// that its class extends or is extended by.
    pub(super) fn said_elsewhere(&self, function: Node<'s>) -> Option<Node<'s>> {
        let member = match function.kind() {
            "method_definition" | "function_declaration" => function,
            _ => function.wrapped().parent()?,
        };
        let holder = match member.parent() {
            Some(object) if object.kind() == "object" => object.wrapped().parent(),
            _ => Some(member),
        };
        if let Some(kind) = holder.and_then(|it| it.field("type")) {
            return Some(kind);
        }
        if let Some(cast) = holder.filter(|it| matches!(it.kind(), "as_expression" | "satisfies_expression")) {
            return Some(cast);
        }
        if let Some(class) = self.class_around_member(member) {
            let heritage = class.children().into_iter().find(|it| it.kind() == "class_heritage");
            let derived = self.modules().iter().flat_map(|it| it.derived_classes());
            let mut derived = derived.filter(|it| self.superclass(*it) == Some(class));
            return heritage.or_else(|| derived.next()).or_else(|| self.overload(function));
        }
        self.overload(function)
    }

    /// A signature before a function with the same name.
    pub fn overload(&self, function: Node<'s>) -> Option<Node<'s>> {
        let name = function.field("name").map(Node::text)?;
        let list = function.parent()?;
        let list = if list.kind() == "export_statement" {
            list.parent()?
        } else {
            list
        };
        list.children().into_iter().find(|it| {
            let declaration = it.field("declaration").unwrap_or(*it);
            let is_signature = matches!(declaration.kind(), "function_signature" | "method_signature");
            is_signature && declaration.field("name").is_some_and(|it| it.text() == name)
        })
    }

    fn check_completion(&self, completion: &Completion<'s>) -> Result<(), Incomplete<'s>> {
        let Completion { call, outcome, .. } = *completion;
        let why = match outcome {
            Outcome::Failure(..) if in_try(call) => IN_TRY,
            _ if has_finalizer_around(call) => IN_FINALLY,
            _ => return Ok(()),
        };
        Err(Incomplete { place: call, why })
    }

    fn check_caller(&self, completions: &Completions<'s>, call: Node<'s>) -> Result<(), Incomplete<'s>> {
        let blocked = |place: Node<'s>, why: &'static str| Err(Incomplete { place, why });
        let arguments = call.arguments();
        let is_spread = arguments.iter().any(|it| it.kind() == "spread_element");
        let callback = arguments.last().copied();
        let is_own = |it: Node<'s>| self.function_of_parameter(it.peeled()).is_some();
        let has_callback = callback.is_some_and(|it| self.is_callback(it) || is_own(it));
        let is_place = arguments
            .len()
            .checked_sub(1)
            .is_some_and(|it| completions.is_place(it));
        if is_spread || !is_place || !has_callback {
            return blocked(call, ARGUMENTS);
        }
        let callee = call.field("function").and_then(|it| self.called_function(it));
        if callee != Some(completions.function) {
            return blocked(call, MANY);
        }
        if self.function_around(call).is_none() {
            return blocked(call, AT_LOAD);
        }
        let mut handlers = self.functions_around(call).filter_map(|it| self.handler(it));
        match handlers.any(|it| !self.can_wait(it)) {
            true => blocked(call, NOT_ASYNC),
            false => Ok(()),
        }
    }
}

/// Why a handler that is held stays.
pub(super) fn why_held(handler: &Handler) -> &'static str {
    match handler.is_wanted {
        true => WANTED_HANDLER,
        false => HELD_HANDLER,
    }
}

/// `throw null`
fn throws_nothing(function: Node<'_>) -> Option<Node<'_>> {
    let nodes = function.descendants_of_same_function().into_iter();
    let mut thrown = nodes.filter(|it| it.kind() == "throw_statement");
    thrown.find(|it| it.first_child().is_some_and(Node::is_nothing))
}

/// Whether a `finally` would run before the caller goes on, as it did after.
fn has_finalizer_around(call: Node<'_>) -> bool {
    let mut around = call.ancestors().take_while(|it| !it.is_function());
    around.any(|it| it.kind() == "try_statement" && it.field("finalizer").is_some())
}

/// Whether a `try` of the function around would see what is thrown instead.
pub fn in_try(call: Node<'_>) -> bool {
    let mut around = call.ancestors().take_while(|it| !it.is_function());
    around.any(|it| it.kind() == "try_statement" && it.field("body").is_some_and(|body| body.contains(call)))
}

/// `arguments` of the function itself.
pub(super) fn arguments_in(function: Node<'_>) -> Option<Node<'_>> {
    let nodes = function.descendants().into_iter();
    let mut nodes = nodes.filter(|it| it.kind() == "identifier");
    nodes.find(|it| it.text() == "arguments")
}
