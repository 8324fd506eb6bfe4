//! Reading nodes: a node that knows its source, and the only file that knows
//! that comments stand among the children.

use std::{fmt, hash, ops::Range, ptr};

use super::{
    Source,
    tree::{Marks, Record},
};

/// A node of the concrete syntax tree, with the source it stands in.
#[derive(Clone, Copy)]
pub struct Node<'s> {
    /// The file.
    pub source: &'s Source,
    /// Where it is in the tree.
    place: u32,
}

/// Kinds of nodes that are functions with a body.
const LOOPS: [&str; 4] = ["do_statement", "for_in_statement", "for_statement", "while_statement"];

impl<'s> Node<'s> {
    pub(super) fn new(source: &'s Source, place: u32) -> Node<'s> {
        Node { source, place }
    }

    fn record(self) -> &'s Record {
        self.source.tree.record(self.place)
    }

    /// The grammar's name of this kind of node, such as `call_expression`.
    pub fn kind(self) -> &'s str {
        self.source.language.vocabulary().kind(self.record().kind)
    }

    /// Which node of the file it is, counted in the order of the text.
    pub fn number(self) -> u32 {
        self.place
    }

    /// The grammar's number of its kind.
    pub(super) fn kind_number(self) -> u16 {
        self.record().kind
    }

    /// The grammar's number of the field that this node is for the one around it.
    pub(super) fn field_number(self) -> u16 {
        self.record().field
    }

    /// Bytes of the source.
    pub fn range(self) -> Range<usize> {
        self.record().range()
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.range().start
    }

    /// The byte after the last one.
    pub fn end(self) -> usize {
        self.range().end
    }

    /// The end of a statement without a semicolon that stands on a later line:
    /// there it guards the next statement, and belongs to that.
    pub fn end_of_code(self) -> usize {
        let text = self.text();
        let Some(before) = text.strip_suffix(';') else {
            return self.end();
        };
        let code = before.trim_end();
        match before[code.len()..].contains('\n') {
            true => self.start() + code.len(),
            false => self.end(),
        }
    }

    /// The code itself.
    pub fn text(self) -> &'s str {
        &self.source.text[self.range()]
    }

    /// The child that the grammar calls `name`.
    pub fn field(self, name: &str) -> Option<Node<'s>> {
        let vocabulary = self.source.language.vocabulary();
        self.all_children()
            .find(|it| vocabulary.is_field(it.field_number(), name))
    }

    /// Whether a comment stands right before this node, among the same children.
    pub fn follows_comment(self) -> bool {
        let siblings = self.parent().into_iter().flat_map(Node::all_children);
        siblings
            .take_while(|it| *it != self)
            .last()
            .is_some_and(Node::is_comment)
    }

    /// All children: named ones, comments and tokens.
    pub(super) fn all_children(self) -> impl Iterator<Item = Node<'s>> {
        self.source.tree.children(self.place).map(move |it| self.with(it))
    }

    /// Named children, without comments.
    pub fn children(self) -> Vec<Node<'s>> {
        self.code_children().collect()
    }

    fn code_children(self) -> impl Iterator<Item = Node<'s>> {
        self.all_children().filter(|it| it.is_named() && !it.is_comment())
    }

    /// The first named child that is no comment.
    pub fn first_child(self) -> Option<Node<'s>> {
        self.code_children().next()
    }

    /// Whether a token such as `async` or `else` is a child.
    pub fn has_token(self, token: &str) -> bool {
        self.token(token).is_some()
    }

    /// The token `token` among the children.
    pub fn token(self, token: &str) -> Option<Node<'s>> {
        self.all_children().find(|it| !it.is_named() && it.kind() == token)
    }

    /// The node around this one.
    pub fn parent(self) -> Option<Node<'s>> {
        self.source.tree.parent(self.place).map(|it| self.with(it))
    }

    /// The parent where it is of this kind.
    pub fn parent_of_kind(self, kind: &str) -> Option<Node<'s>> {
        self.parent().filter(|it| it.kind() == kind)
    }

    /// The nodes around this one, innermost first, without itself.
    pub fn ancestors(self) -> impl Iterator<Item = Node<'s>> {
        std::iter::successors(self.parent(), |it| it.parent())
    }

    /// This node and all below it, in the order of the text; comments too.
    pub fn descendants(self) -> Vec<Node<'s>> {
        self.below().map(|it| self.with(it)).collect()
    }

    /// This node and all below it that run when it runs: bodies of nested
    /// functions are left out, the functions themselves are not.
    pub fn descendants_of_same_function(self) -> Vec<Node<'s>> {
        let mut found = Vec::new();
        let Range { start: mut at, end } = self.below();
        while at < end {
            let node = self.with(at);
            found.push(node);
            at = match node != self && node.is_function() {
                true => node.below().end,
                false => at + 1,
            };
        }
        found
    }

    /// The places of this node and all below it.
    pub(super) fn below(self) -> Range<u32> {
        self.source.tree.below(self.place)
    }

    /// Whether `other` is this node or stands inside of it.
    pub fn contains(self, other: Node<'_>) -> bool {
        self.source.id == other.source.id && self.start() <= other.start() && other.end() <= self.end()
    }

    /// Not a token such as `async` or `(`.
    pub fn is_named(self) -> bool {
        self.record().marks.has(Marks::NAMED)
    }

    /// Nothing with a name is in it.
    pub fn is_leaf(self) -> bool {
        !self.all_children().any(Node::is_named)
    }

    /// Nothing with a name follows it among the same children, not even a comment.
    pub(super) fn is_last_named(self) -> bool {
        let siblings = self.parent().into_iter().flat_map(Node::all_children);
        let last = siblings.filter(|it| it.is_named()).last();
        last.is_none_or(|it| it.place <= self.place)
    }

    /// tree-sitter could not read some of it.
    pub fn has_error(self) -> bool {
        self.record().marks.has(Marks::UNREADABLE)
    }

    /// tree-sitter could not read it, or made it up.
    pub fn is_error(self) -> bool {
        self.record().marks.has(Marks::ERROR)
    }

    /// A function with a body, of any form.
    pub fn is_function(self) -> bool {
        self.record().marks.has(Marks::FUNCTION)
    }

    /// A loop statement.
    pub fn is_loop(self) -> bool {
        LOOPS.contains(&self.kind())
    }

    /// A comment, of any form.
    pub fn is_comment(self) -> bool {
        self.record().marks.has(Marks::COMMENT)
    }

    /// The name of a variable, class or type where it is read, written or declared.
    pub fn is_identifier(self) -> bool {
        matches!(
            self.kind(),
            "identifier"
                | "shorthand_property_identifier"
                | "shorthand_property_identifier_pattern"
                | "type_identifier"
                | "undefined"
        )
    }

    /// A node in which statements follow each other.
    pub fn is_statement_list(self) -> bool {
        matches!(
            self.kind(),
            "statement_block" | "program" | "switch_case" | "switch_default"
        )
    }

    /// The innermost function around this node.
    pub fn function_around(self) -> Option<Node<'s>> {
        self.ancestors().find(|it| it.is_function())
    }

    /// The expression without parentheses, casts and `!` around it.
    pub fn peeled(self) -> Node<'s> {
        let mut node = self;
        while matches!(
            node.kind(),
            "parenthesized_expression"
                | "as_expression"
                | "satisfies_expression"
                | "non_null_expression"
                | "type_assertion"
        ) {
            let children = node.children();
            let inner = match node.kind() {
                "type_assertion" => children.last(),
                _ => children.first(),
            };
            match inner {
                Some(inner) => node = *inner,
                None => break,
            }
        }
        node
    }

    /// The outermost parentheses or cast around this expression, or itself.
    pub fn wrapped(self) -> Node<'s> {
        let mut node = self;
        while let Some(parent) = node.parent().filter(|it| it.peeled() == self.peeled() && *it != node) {
            node = parent;
        }
        node
    }

    /// Parameters of a function, each with its default and type annotation.
    pub fn parameters(self) -> Vec<Node<'s>> {
        match (self.field("parameters"), self.field("parameter")) {
            (Some(list), _) => list.children(),
            (None, Some(single)) => vec![single],
            (None, None) => Vec::new(),
        }
    }

    /// Arguments of a call.
    pub fn arguments(self) -> Vec<Node<'s>> {
        self.field("arguments")
            .filter(|it| it.kind() == "arguments")
            .map_or_else(Vec::new, |it| it.children())
    }

    /// The elements of a list or of a pattern of one; a hole is `None`.
    pub fn elements(self) -> Vec<Option<Node<'s>>> {
        let mut elements = vec![None];
        for child in self.all_children().filter(|it| !it.is_comment()) {
            match elements.last_mut() {
                Some(last) if child.is_named() => *last = Some(child),
                _ if child.kind() == "," => elements.push(None),
                _ => {}
            }
        }
        elements
    }

    /// What a string literal holds, where it holds no escapes.
    pub fn string_value(self) -> Option<&'s str> {
        let text = self.text();
        let is_plain = self.kind() == "string" && !text.contains('\\') && text.len() >= 2;
        is_plain.then(|| &text[1..text.len() - 1])
    }

    /// `null`, `undefined` or `void 0`.
    pub fn is_nothing(self) -> bool {
        let node = self.peeled();
        matches!(node.kind(), "null" | "undefined") || node.kind() == "unary_expression" && node.has_token("void")
    }

    /// One-based line and column of the first byte; columns count characters.
    pub fn line_column(self) -> (usize, usize) {
        self.source.line_column(self.start())
    }

    fn with(self, place: u32) -> Node<'s> {
        Node { place, ..self }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.source, other.source) && self.place == other.place
    }
}

impl Eq for Node<'_> {}

impl hash::Hash for Node<'_> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.source.id.hash(state);
        self.place.hash(state);
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}:{:?}", self.kind(), self.source.path.display(), self.range())
    }
}
