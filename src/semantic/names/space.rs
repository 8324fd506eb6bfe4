//! Values, types and namespaces: one name can mean one of each. Knows oxc's words for them, and no scopes.

use oxc_ast::AstKind;
use oxc_semantic::{AstNodes, NodeId};
use oxc_syntax::{reference::ReferenceFlags, symbol::SymbolFlags};

/// What kind of thing a mention means: of several declarations of one name, each may be of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Value,
    /// In `typeof x`, as a type.
    ValueAsType,
    Type,
    /// Before the dot of a type.
    Namespace,
}

/// The kinds of things that a binding is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spaces(u8);

impl Space {
    pub(super) fn of(flags: ReferenceFlags, nodes: &AstNodes<'_>, node: NodeId) -> Space {
        if flags.is_value() {
            return Space::Value;
        }
        let mut around = nodes.ancestor_kinds(node).peekable();
        let is_qualified = around.next_if(|it| matches!(it, AstKind::TSQualifiedName(_))).is_some();
        let mut around = around.skip_while(|it| matches!(it, AstKind::TSQualifiedName(_)));
        match around.next() {
            Some(AstKind::TSTypeQuery(_)) => Space::ValueAsType,
            _ if is_qualified => Space::Namespace,
            _ => Space::Type,
        }
    }
}

impl Spaces {
    pub(super) fn of(flags: SymbolFlags) -> Spaces {
        let all = [
            (Space::Value, flags.can_be_referenced_by_value()),
            (Space::ValueAsType, flags.can_be_referenced_by_value_as_type()),
            (Space::Type, flags.can_be_referenced_by_type()),
            (Space::Namespace, flags.can_be_referenced_as_namespace()),
        ];
        let bits = all
            .into_iter()
            .filter(|(_, is)| *is)
            .map(|(space, _)| Spaces::bit(space));
        Spaces(bits.sum())
    }

    pub(super) fn contain(self, space: Space) -> bool {
        self.0 & Spaces::bit(space) != 0
    }

    fn bit(space: Space) -> u8 {
        1 << space as u8
    }
}
