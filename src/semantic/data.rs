//! Whether an expression is certainly a constant, or certainly a text or bytes.
//! Knows what everyday functions give, not what is done with it.

use crate::syntax::Node;

use super::{Gives, NodeApi, Project, Step, flow::leaves};

impl<'s> Project<'s> {
    /// Whether an expression has the same value whenever it is evaluated, or a number
    /// that Node.js gave for its own functions.
    pub fn is_constant(&self, expression: Node<'s>) -> bool {
        let node = expression.peeled();
        match node.kind() {
            "number" | "string" | "true" | "false" | "null" | "undefined" | "regex" => true,
            "identifier" => self.only_value(node).is_some_and(|it| self.is_constant(it)),
            "object" | "array" | "pair" => node
                .children()
                .into_iter()
                .all(|it| it.kind() == "property_identifier" || self.is_constant(it)),
            "unary_expression" | "binary_expression" => node.children().into_iter().all(|it| self.is_constant(it)),
            "await_expression" => {
                let api = node.first_child().and_then(|it| self.promised_node_api(it.peeled()));
                api.is_some_and(NodeApi::gives_number)
            }
            // `fs.constants.F_OK`
            "member_expression" => self.origin(node).is_some_and(|it| {
                let is_constants = |step: &Step| matches!(step, Step::Member(name) if name == "constants");
                it.node_module().is_some() && it.steps.first().is_some_and(is_constants)
            }),
            _ => false,
        }
    }

    /// Whether an expression is certainly a text or bytes, if it can be evaluated.
    pub fn is_data(&self, expression: Node<'s>) -> bool {
        let node = expression.peeled();
        match node.kind() {
            "string" | "template_string" => true,
            "identifier" => self.is_data_variable(node),
            "binary_expression" if node.has_token("+") => self.has_text_side(node),
            "binary_expression" if node.has_token("||") || node.has_token("??") => {
                let left = node
                    .field("left")
                    .is_some_and(|it| self.is_data(it) || self.is_variable_of_process(it));
                left && node.field("right").is_some_and(|it| self.is_data(it))
            }
            "ternary_expression" => ["consequence", "alternative"]
                .into_iter()
                .all(|it| node.field(it).is_some_and(|it| self.is_data(it))),
            "array" => node.children().into_iter().all(|it| self.is_data(it)),
            "call_expression" => self.gives_data(node),
            "new_expression" => node.field("constructor").is_some_and(|it| {
                // `new Buffer.from(…)` is written, too, and works.
                let is_made = it.field("object").is_some_and(|it| self.is_global(it, "Buffer"));
                is_made
                    || ["Buffer", "Uint8Array", "URL"]
                        .iter()
                        .any(|name| self.is_global(it, name))
            }),
            "await_expression" => node.first_child().is_some_and(|it| self.is_data_promise(it)),
            "member_expression" => self.is_body_of_object(node),
            _ => false,
        }
    }

    /// `data.Body` of what S3's `getObject` gives: bytes, and be there none.
    fn is_body_of_object(&self, member: Node<'s>) -> bool {
        let is_body = member.field("property").is_some_and(|it| it.text() == "Body");
        let is_plain = self.module(member.source.id).property_writes("Body").is_empty();
        let object = member
            .field("object")
            .filter(|it| is_body && is_plain && it.is_identifier());
        let promise = object.and_then(|it| self.promise_of_variable(it));
        let callee = promise.and_then(|it| it.peeled().field("function"));
        let is_promise = callee
            .and_then(|it| it.field("property"))
            .is_some_and(|it| it.text() == "promise");
        let request = callee.and_then(|it| self.sdk_request(it.field("object")?));
        let operation = request.and_then(|it| it.field("function")?.field("property"));
        is_promise && operation.is_some_and(|it| it.text() == "getObject")
    }

    /// The promise whose value a variable has wherever it is mentioned.
    pub(super) fn promise_of_variable(&self, name: Node<'s>) -> Option<Node<'s>> {
        let value = self.only_value(name).or_else(|| self.once_assigned(name));
        match value.map(Node::peeled) {
            Some(value) if value.kind() == "await_expression" => value.first_child(),
            Some(_) => None,
            None => self.promise_of_then(name),
        }
    }

    /// `'a' + b`: one side makes a text of both.
    fn has_text_side(&self, sum: Node<'s>) -> bool {
        let is_text = |it: Node<'s>| {
            let it = it.peeled();
            matches!(it.kind(), "string" | "template_string")
                || it.kind() == "binary_expression" && it.has_token("+") && self.has_text_side(it)
                || it.is_identifier()
                    && matches!(it.text(), "__dirname" | "__filename")
                    && self.binding_of(it).is_none()
        };
        sum.children().into_iter().any(is_text)
    }

    /// `process.env.NAME`, which is a text or nothing.
    fn is_variable_of_process(&self, node: Node<'s>) -> bool {
        self.origin(node).is_some_and(|it| {
            let is_env = |step: &Step| matches!(step, Step::Member(name) if name == "env");
            it.is_global && it.root == "process" && it.steps.len() == 2 && it.steps.first().is_some_and(is_env)
        })
    }

    fn is_data_variable(&self, name: Node<'s>) -> bool {
        if self.binding_of(name).is_none() {
            return matches!(name.text(), "__dirname" | "__filename");
        }
        match self.only_value(name) {
            Some(value) => self.is_data(value),
            None => {
                let assigned = self.once_assigned(name).is_some_and(|it| self.is_data(it));
                assigned || self.promise_of_then(name).is_some_and(|it| self.is_data_promise(it))
            }
        }
    }

    /// What is assigned in `let x; try { x = await …; } catch { …; return; }` before
    /// this mention of `x`.
    fn once_assigned(&self, name: Node<'s>) -> Option<Node<'s>> {
        let id = self.binding_of(name)?;
        let [declared] = self.names(name).binding(id).declared.as_slice() else {
            return None;
        };
        let is_variable = name
            .source
            .node_at(*declared..*declared + name.text().len())
            .is_some_and(|it| it.parent_of_kind("variable_declarator").is_some());
        let writes: Vec<Node<'s>> = self
            .references(name.source, id)
            .into_iter()
            .filter(|it| self.names(*it).reference_at(it.start()).is_some_and(|it| it.is_write))
            .collect();
        let [write] = writes.as_slice() else { return None };
        let assignment = write.parent_of_kind("assignment_expression")?;
        let block = assignment.parent_of_kind("expression_statement").and_then(Node::parent);
        let around = block.and_then(|it| it.parent_of_kind("try_statement"));
        let catch = around
            .and_then(|it| it.field("handler"))
            .and_then(|it| it.field("body"));
        let is_always = is_variable
            && catch.is_some_and(leaves)
            && around.is_some_and(|it| it.end() <= name.start() && it.function_around() == name.function_around());
        assignment.field("right").filter(|_| is_always)
    }

    /// `promise` in `promise.then((x) => …)`, for `x`.
    fn promise_of_then(&self, name: Node<'s>) -> Option<Node<'s>> {
        let function = self.function_of_parameter(name)?;
        let is_written = self
            .binding_of(name)
            .is_none_or(|id| self.names(name).references_of(id).any(|it| it.is_write));
        let is_first = function.parameters().first().is_some_and(|it| {
            let parameter = it.field("pattern").unwrap_or(*it);
            parameter.is_identifier() && self.binding_of(parameter) == self.binding_of(name)
        });
        let call = function.wrapped().parent_of_kind("arguments").and_then(Node::parent);
        let then = call.filter(|it| it.arguments().first() == Some(&function.wrapped()));
        let callee = then.and_then(|it| it.field("function"));
        let is_then = callee
            .and_then(|it| it.field("property"))
            .is_some_and(|it| it.text() == "then");
        let promise = callee.and_then(|it| it.field("object"));
        promise.filter(|_| !is_written && is_first && is_then)
    }

    /// A promise of a function of Node.js that gives a text or bytes.
    fn is_data_promise(&self, call: Node<'s>) -> bool {
        self.promised_node_api(call.peeled())
            .is_some_and(|it| it.gives == Gives::Data)
    }

    /// Calls of functions that give a text or bytes, and nothing else.
    fn gives_data(&self, call: Node<'s>) -> bool {
        let Some(callee) = call.field("function") else {
            return false;
        };
        if let Some(origin) = self.origin(callee) {
            let name = match origin.steps.last() {
                Some(Step::Member(name)) => name.as_str(),
                _ => "",
            };
            let is_given = match (origin.node_module(), origin.root.as_str()) {
                (None, "Buffer") => matches!(name, "from" | "alloc" | "allocUnsafe" | "concat"),
                (None, "String") => origin.steps.is_empty(),
                (None, "JSON") => {
                    name == "stringify" && call.arguments().first().is_some_and(|it| self.is_literal(*it))
                }
                (None, "process") => name == "cwd",
                (Some("path"), _) => matches!(
                    name,
                    "join" | "resolve" | "basename" | "dirname" | "normalize" | "extname"
                ),
                (Some("os"), _) => matches!(name, "tmpdir" | "homedir" | "hostname"),
                (Some("util"), _) => name == "format",
                (Some("crypto"), _) => matches!(name, "randomBytes" | "randomUUID" | "pbkdf2Sync" | "scryptSync"),
                (Some("fs"), _) => matches!(name, "readFileSync" | "mkdtempSync" | "realpathSync"),
                (Some("zlib"), _) => name.ends_with("Sync"),
                _ => false,
            };
            if is_given {
                return true;
            }
        }
        let method = callee.field("property").map_or("", Node::text);
        matches!(
            method,
            "toString" | "toISOString" | "join" | "trim" | "toLowerCase" | "toUpperCase" | "padStart" | "padEnd"
        )
    }

    /// What `JSON.stringify` makes a text of: literals, and the event.
    fn is_literal(&self, node: Node<'s>) -> bool {
        let node = node.peeled();
        matches!(
            node.kind(),
            "object" | "array" | "string" | "template_string" | "number"
        ) || self.is_handler_parameter(node, 0)
            || node.is_identifier()
                && self
                    .only_value(node)
                    .is_some_and(|it| !it.is_identifier() && self.is_literal(it))
    }
}
