//! Where a value comes from that a function or a class is handed by everybody who calls
//! or makes it: `save(db, item)`, `new Store(db)`. Knows calls and origins, not what is
//! done with such a value.

use crate::syntax::Node;

use super::{BindingId, FunctionId, Origin, Project, Step, Usage, shape};

/// Longer ways from a value to where it is made are not followed.
const MAX_DEPTH: usize = 8;

impl<'s> Project<'s> {
    /// The origin of an expression, which may be a parameter: then it is the one that all
    /// arguments have that are handed over for it. Clients of one SDK count as the same.
    pub(super) fn origin_given(&self, expression: Node<'s>) -> Option<Origin> {
        self.given(expression, 0)
    }

    fn given(&self, expression: Node<'s>, depth: usize) -> Option<Origin> {
        let node = expression.peeled();
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some(origin) = self.origin(node) {
            return Some(origin);
        }
        let part = |field: &str| self.given(node.field(field)?, depth + 1);
        match node.kind() {
            "identifier" => self.given_to_variable(node, depth + 1),
            "new_expression" => part("constructor").map(|it| then(it, Step::New)),
            "call_expression" => part("function").map(|it| then(it, Step::Call)),
            "member_expression" => {
                let name = node.field("property").filter(|it| it.kind() == "property_identifier")?;
                match node.field("object")?.kind() {
                    "this" => self.given_to_field(node, name.text(), depth + 1),
                    _ => part("object").map(|it| then(it, Step::Member(name.text().into()))),
                }
            }
            _ => None,
        }
    }

    fn given_to_variable(&self, name: Node<'s>, depth: usize) -> Option<Origin> {
        if let Some(value) = self.only_value(name) {
            return self.given(value, depth);
        }
        let id = self.binding_of(name)?;
        let function = self.function(self.function_of_parameter(name)?)?;
        let place = self.place_of_parameter(function, id)?;
        let is_written = self.names(name).references_of(id).any(|it| it.is_write);
        if is_written || self.handler(function).is_some() || self.has_own_methods(name) {
            return None;
        }
        let lists = self.argument_lists(function)?;
        let has_spread = |list: &Vec<Node<'s>>| list.iter().any(|it| it.kind() == "spread_element");
        if lists.iter().any(has_spread) {
            return None;
        }
        let arguments: Option<Vec<Node<'s>>> = lists.iter().map(|it| it.get(place).copied()).collect();
        self.common(arguments?, depth)
    }

    /// What all calls that can be seen hand over for a parameter.
    pub(super) fn handed_for(&self, name: Node<'s>) -> Vec<Node<'s>> {
        let function = self.function_of_parameter(name).and_then(|it| self.function(it));
        let place = function.and_then(|it| self.place_of_parameter(it, self.binding_of(name)?));
        let (Some(function), Some(place)) = (function, place) else {
            return Vec::new();
        };
        let calls = self.usages(function).into_iter().filter_map(|it| it.call());
        calls.filter_map(|it| it.arguments().get(place).copied()).collect()
    }

    /// Where a plain parameter without a default stands.
    fn place_of_parameter(&self, id: FunctionId, binding: BindingId) -> Option<usize> {
        let parameters = shape::parameters(self[id].node);
        parameters
            .iter()
            .position(|it| self.plain_parameter(*it) == Some(binding))
    }

    /// What each call hands to a function, or each `new` to a constructor; `None` where
    /// one of them cannot be seen.
    fn argument_lists(&self, id: FunctionId) -> Option<Vec<Vec<Node<'s>>>> {
        let made = self[id]
            .is_constructor()
            .then(|| self[id].node.parent_of_kind("class_body"));
        let usages = match made {
            Some(body) => self.usages_of_class(body?.parent()?),
            None => self.usages(id),
        };
        let list = |usage: &Usage<'s>| match usage {
            Usage::Call(call) => Some(call.arguments()),
            Usage::Value(node) if made.is_some() && node.kind() == "new_expression" => Some(node.arguments()),
            Usage::Value(_) | Usage::Unseen(..) => None,
        };
        usages.iter().map(list).collect()
    }

    /// `this.db`, wherever it is assigned.
    fn given_to_field(&self, member: Node<'s>, name: &str, depth: usize) -> Option<Origin> {
        let class = self.class_of_this(member.field("object")?)?;
        self.common(self.field_values(class, name), depth)
    }

    /// The origin that all of them have.
    fn common(&self, values: Vec<Node<'s>>, depth: usize) -> Option<Origin> {
        let mut origins = values.into_iter().map(|it| self.given(it, depth));
        let first = origins.next()??;
        let is_same = |it: Option<Origin>| {
            it.is_some_and(|it| {
                it == first
                    || it.is_sdk_client() && first.is_sdk_client()
                    || it.is_sdk3_client() && first.is_sdk3_client()
            })
        };
        origins.all(is_same).then_some(first)
    }
}

fn then(mut origin: Origin, step: Step) -> Origin {
    origin.steps.push(step);
    origin
}
