//! Tables of functions, of which a name picks one that is only known later:
//! `actions[event.action](event, callback)`. Knows literals and mentions, no paths.

use crate::syntax::Node;

use super::{FunctionId, Project, class::key_of};

impl<'s> Project<'s> {
    /// The functions of which `table[name]` is one, or a variable that has it: all of a
    /// literal that nobody changes or hands on.
    pub(super) fn dispatched(&self, callee: Node<'s>) -> Option<Vec<FunctionId>> {
        let pick = match callee.is_identifier() {
            true => self.only_value(callee)?.peeled(),
            false => callee,
        };
        let is_pick = pick.kind() == "subscript_expression" && pick.field("optional_chain").is_none();
        let index = pick.field("index").filter(|_| is_pick)?;
        let table = pick.field("object").filter(|it| it.is_identifier())?;
        match self.name_of_index(index) {
            Some(_) => None,
            None => self.functions_of_table(table),
        }
    }

    /// All functions that a call runs one of, where it runs this one.
    pub(super) fn alternatives(&self, call: Node<'s>, one: FunctionId) -> Vec<FunctionId> {
        let callee = call.field("function").map(Node::peeled);
        let all = callee.and_then(|it| self.dispatched(it));
        all.filter(|it| it.contains(&one)).unwrap_or_else(|| vec![one])
    }

    /// Whether a call runs a function that is picked out of a table.
    pub fn is_picked(&self, call: Node<'s>) -> bool {
        let callee = call.field("function").map(Node::peeled);
        callee.is_some_and(|it| self.dispatched(it).is_some())
    }

    /// The name of the table that a function is written in.
    pub(super) fn table_around(&self, function: Node<'s>) -> Option<Node<'s>> {
        let entry = match function.kind() {
            "method_definition" => function,
            _ => function.wrapped().parent_of_kind("pair")?,
        };
        let declarator = entry.parent()?.wrapped().parent_of_kind("variable_declarator")?;
        let name = declarator.field("name").filter(|it| it.is_identifier())?;
        let binding = self.binding_of(name)?;
        let mut mentions = self.references(name.source, binding).into_iter();
        let first = mentions.find(|it| picked_by(*it).is_some_and(is_called))?;
        let all = self.functions_of_table(first)?;
        all.contains(&self.function(function)?).then_some(name)
    }

    /// Whether one of the functions of a table is called here.
    pub(super) fn picks(&self, table: Node<'s>) -> bool {
        let pick = picked_by(table);
        pick.is_some_and(|it| is_called(it) && self.dispatched(it).is_some())
    }

    /// The calls by which a function of a table is picked here and called; none, where it is
    /// no table, and no calls, where that is only asked whether it has something.
    pub(super) fn calls_of_pick(&self, at: Node<'s>, function: FunctionId) -> Option<Vec<Node<'s>>> {
        let table = at.field("object").unwrap_or(at);
        let functions = self.functions_of_table(Some(table).filter(|it| it.is_identifier())?)?;
        functions.contains(&function).then_some(())?;
        let mut names = self.mentions_of_pick(at).unwrap_or_default();
        names.push(at);
        names.retain(|it| is_called(*it));
        let calls = names.into_iter().filter_map(|it| it.wrapped().parent());
        Some(calls.collect())
    }

    /// `const action = actions[name]`: where that is mentioned.
    fn mentions_of_pick(&self, pick: Node<'s>) -> Option<Vec<Node<'s>>> {
        let declarator = pick.wrapped().parent_of_kind("variable_declarator")?;
        let name = declarator.field("name").filter(|it| it.is_identifier())?;
        Some(self.references(name.source, self.binding_of(name)?))
    }

    fn functions_of_table(&self, name: Node<'s>) -> Option<Vec<FunctionId>> {
        let literal = self.only_value(name)?.peeled();
        if literal.kind() != "object" {
            return None;
        }
        let entries = literal.children().into_iter();
        let functions: Vec<FunctionId> = entries.map(|it| self.function_of_entry(it)).collect::<Option<_>>()?;
        let mut mentions = self.references(name.source, self.binding_of(name)?).into_iter();
        let is_fixed = mentions.all(|it| self.leaves_table(it));
        (is_fixed && !functions.is_empty()).then_some(functions)
    }

    fn function_of_entry(&self, entry: Node<'s>) -> Option<FunctionId> {
        let id = match entry.kind() {
            "method_definition" => self.function(entry),
            "pair" => {
                let value = entry.field("value")?.peeled();
                match value.is_function() {
                    true => self.function(value),
                    false => self.called_function(value),
                }
            }
            "shorthand_property_identifier" => self.called_function(entry),
            _ => None,
        }?;
        let is_named = entry.kind() == "shorthand_property_identifier" || key_of(entry).is_some();
        (is_named && !self[id].is_generator && !self[id].is_accessor()).then_some(id)
    }

    /// Whether a mention of a table neither changes it nor hands on what is in it.
    fn leaves_table(&self, mention: Node<'s>) -> bool {
        let Some(parent) = mention.wrapped().parent() else {
            return false;
        };
        let is = |name: &str| parent.field(name) == Some(mention.wrapped());
        match parent.kind() {
            "subscript_expression" if is("object") => {
                let names = || self.mentions_of_pick(parent);
                let is_left = |it: &Node<'s>| is_called(*it) || is_asked(*it);
                is_called(parent) || is_asked(parent) || names().is_some_and(|it| it.iter().all(is_left))
            }
            // `hasOwnProperty` among them.
            "member_expression" if is("object") => is_called(parent),
            "binary_expression" => parent.has_token("in") && is("right"),
            "arguments" => parent.parent().is_some_and(|it| self.asks_object(it)),
            _ => false,
        }
    }

    /// `Object.keys(table)`, `Object.prototype.hasOwnProperty.call(table, name)`
    fn asks_object(&self, call: Node<'s>) -> bool {
        let callee = call.field("function").filter(|_| call.kind() == "call_expression");
        let Some((object, method)) = callee.and_then(|it| Some((it.field("object")?, it.field("property")?))) else {
            return false;
        };
        match method.text() {
            "keys" | "hasOwn" => self.is_global(object, "Object"),
            "call" => object.field("property").is_some_and(|it| it.text() == "hasOwnProperty"),
            _ => false,
        }
    }
}

/// `table[name]` of a table.
fn picked_by(table: Node<'_>) -> Option<Node<'_>> {
    table.parent_of_kind("subscript_expression")
}

fn is_called(expression: Node<'_>) -> bool {
    let call = expression.wrapped().parent_of_kind("call_expression");
    call.is_some_and(|it| it.field("function") == Some(expression.wrapped()))
}

/// `if (table[name])`, `!table[name]`, `typeof table[name]`
fn is_asked(expression: Node<'_>) -> bool {
    let parent = expression.wrapped().parent();
    parent.is_some_and(|it| match it.kind() {
        "unary_expression" => !it.has_token("delete"),
        "if_statement" => true,
        "binary_expression" => ["===", "!==", "==", "!="].iter().any(|token| it.has_token(token)),
        _ => false,
    })
}
