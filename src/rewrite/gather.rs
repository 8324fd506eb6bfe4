//! A callback that runs for each item hands its promise over to a list. Knows
//! functions and their parameters, not where the list is awaited.

use crate::{
    semantic::{Project, Value},
    syntax::Node,
};

use super::{EachCall, Reason, Refusal, Rewrite, together::end_of_statement};

/// `xs.forEach(async (x) => { … })` becomes
/// `xs.forEach((x) => list.push((async () => { … })()))`.
///
/// # Errors
/// Refuses callbacks that cannot be called by another function.
pub(super) fn gather<'s>(
    project: &Project<'s>,
    rewrite: &mut Rewrite<'s>,
    each: &EachCall<'s>,
    list: &str,
) -> Result<(), Refusal> {
    let callback = Callback {
        project,
        node: each.callback,
        list,
    };
    let function = each.callback.peeled();
    if !function.is_function() {
        return callback.named(rewrite);
    }
    let body = function.field("body").expect("functions of an expression have one");
    match (callback.is_plain(), function.has_token("async")) {
        (true, true) => {
            callback.wrap_body(rewrite, body);
            Ok(())
        }
        (true, false) if body.kind() != "statement_block" => {
            rewrite.insert(body.start(), &format!("{list}.push("));
            rewrite.insert(body.end(), ")");
            Ok(())
        }
        _ => callback.wrap_whole(rewrite),
    }
}

struct Callback<'c, 's> {
    project: &'c Project<'s>,
    node: Node<'s>,
    list: &'c str,
}

impl<'s> Callback<'_, 's> {
    /// Whether its parameters are names, so that receiving them cannot fail.
    fn is_plain(&self) -> bool {
        let function = self.node.peeled();
        let is_named = |it: &Node<'s>| {
            it.is_identifier() || it.field("value").is_none() && it.field("pattern").is_some_and(Node::is_identifier)
        };
        let says_promise = function.field("return_type").is_some();
        let calls_itself = function
            .field("name")
            .and_then(|it| self.project.binding_of(it))
            .is_some_and(|it| !self.project.references(function.source, it).is_empty());
        function.parameters().iter().all(is_named) && !says_promise && !calls_itself
    }

    /// Its body becomes an async function of its own.
    fn wrap_body(&self, rewrite: &mut Rewrite<'s>, body: Node<'s>) {
        let function = self.node.peeled();
        let word = function.token("async").expect("it is async");
        let text = &function.source.text;
        let after = text[word.end()..].trim_start();
        rewrite.delete(word.start()..text.len() - after.len());
        let list = self.list;
        match function.kind() {
            "arrow_function" => {
                rewrite.insert(body.start(), &format!("{list}.push((async () => "));
                rewrite.insert(body.end(), ")())");
            }
            _ => {
                let end = end_of_statement(function);
                rewrite.insert(body.start(), &format!("{{ {list}.push((async () => "));
                rewrite.insert(body.end(), &format!(")()){end} }}"));
            }
        }
    }

    /// It is called by a function around it.
    fn wrap_whole(&self, rewrite: &mut Rewrite<'s>) -> Result<(), Refusal> {
        let function = self.node.peeled();
        let has_types = function.source.language.has_types();
        let is_untyped = |it: &Node<'s>| it.field("type").is_none();
        if has_types && function.parameters().iter().any(is_untyped) {
            return Err(Refusal::at(function, Reason::TypedByPlace));
        }
        let arguments = self.arguments(rewrite, function)?;
        let list = self.list;
        rewrite.insert(self.node.start(), &format!("({arguments}) => {list}.push(("));
        rewrite.insert(self.node.end(), &format!(")({arguments}))"));
        Ok(())
    }

    /// `save` becomes `(item) => list.push(save(item))`.
    fn named(&self, rewrite: &mut Rewrite<'s>) -> Result<(), Refusal> {
        let is_name = matches!(self.node.peeled().kind(), "identifier" | "member_expression");
        let target = match self.project.value(self.node) {
            Some(Value::Local(target)) if target.is_function() && is_name => target,
            _ => return Err(Refusal::at(self.node, Reason::UnknownCallback)),
        };
        let arguments = self.arguments(rewrite, target)?;
        let list = self.list;
        rewrite.insert(self.node.start(), &format!("({arguments}) => {list}.push("));
        rewrite.insert(self.node.end(), &format!("({arguments}))"));
        Ok(())
    }

    /// What is handed on to a function: as much as it takes, by the names it has for that.
    fn arguments(&self, rewrite: &mut Rewrite<'s>, function: Node<'s>) -> Result<String, Refusal> {
        let id = self.project.function(function);
        if id.is_none_or(|it| self.project[it].uses_this()) {
            return Err(Refusal::at(function, Reason::UsesThis));
        }
        let parameters = function.parameters();
        let is_rest = |it: &Node<'s>| it.field("pattern").unwrap_or(*it).kind() == "rest_pattern";
        let mut taken = rewrite.introduced_names(self.node);
        if parameters.iter().any(is_rest) {
            if function.source.language.has_types() {
                return Err(Refusal::at(function, Reason::TypedByPlace));
            }
            return Ok(format!("...{}", self.project.fresh_name(self.node, "items", &taken)));
        }
        let spare = ["item", "key", "all"];
        let mut names = Vec::new();
        for (parameter, spare) in parameters.into_iter().zip(spare) {
            let named = parameter
                .field("pattern")
                .or(parameter.field("left"))
                .unwrap_or(parameter);
            let is_inside = self.node.contains(function);
            let wanted = if named.is_identifier() && !is_inside {
                named.text()
            } else {
                spare
            };
            let name = self.project.fresh_name(self.node, wanted, &taken);
            taken.push(name.clone());
            names.push(name);
        }
        Ok(names.join(", "))
    }
}
