//! Reading nodes: a node that knows its source, and the only file that knows
//! that comments stand among the children.

use std::{fmt, hash, ops::Range};

use super::Source;

/// A node of the concrete syntax tree, with the source it stands in.
#[derive(Clone, Copy)]
pub struct Node<'s> {
    /// The file.
    pub source: &'s Source,
    raw: tree_sitter::Node<'s>,
}

/// Kinds of nodes that are functions with a body.
const FUNCTIONS: [&str; 6] = [
    "arrow_function",
    "function_declaration",
    "function_expression",
    "generator_function",
    "generator_function_declaration",
    "method_definition",
];

const LOOPS: [&str; 4] = ["do_statement", "for_in_statement", "for_statement", "while_statement"];

impl<'s> Node<'s> {
    pub(super) fn new(source: &'s Source, raw: tree_sitter::Node<'s>) -> Node<'s> {
        Node { source, raw }
    }

    /// The tree-sitter node, for the query engine.
    pub fn raw(self) -> tree_sitter::Node<'s> {
        self.raw
    }

    /// The grammar's name of this kind of node, such as `call_expression`.
    pub fn kind(self) -> &'s str {
        let vocabulary = self.source.language.vocabulary();
        vocabulary.kind(self.raw.kind_id()).unwrap_or_else(|| self.raw.kind())
    }

    /// Bytes of the source.
    pub fn range(self) -> Range<usize> {
        self.raw.byte_range()
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.raw.start_byte()
    }

    /// The byte after the last one.
    pub fn end(self) -> usize {
        self.raw.end_byte()
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
        let id = self.source.language.vocabulary().field(name)?;
        self.raw.child_by_field_id(id.get()).map(|raw| self.with(raw))
    }

    /// Whether a comment stands right before this node, among the same children.
    pub fn follows_comment(self) -> bool {
        self.raw.prev_sibling().is_some_and(is_comment)
    }

    /// Named children, without comments.
    pub fn children(self) -> Vec<Node<'s>> {
        let mut cursor = self.raw.walk();
        self.raw
            .named_children(&mut cursor)
            .filter(|raw| !is_comment(*raw))
            .map(|raw| self.with(raw))
            .collect()
    }

    /// The first named child that is no comment.
    pub fn first_child(self) -> Option<Node<'s>> {
        self.children().into_iter().next()
    }

    /// Whether a token such as `async` or `else` is a child.
    pub fn has_token(self, token: &str) -> bool {
        self.token(token).is_some()
    }

    /// The token `token` among the children.
    pub fn token(self, token: &str) -> Option<Node<'s>> {
        let mut cursor = self.raw.walk();
        self.raw
            .children(&mut cursor)
            .find(|it| !it.is_named() && it.kind() == token)
            .map(|raw| self.with(raw))
    }

    /// The node around this one.
    pub fn parent(self) -> Option<Node<'s>> {
        self.raw.parent().map(|raw| self.with(raw))
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
        self.walk(|_| true)
    }

    /// This node and all below it that run when it runs: bodies of nested
    /// functions are left out, the functions themselves are not.
    pub fn descendants_of_same_function(self) -> Vec<Node<'s>> {
        let top = self;
        self.walk(move |it| it == top || !it.is_function())
    }

    fn walk(self, enters: impl Fn(Node<'s>) -> bool) -> Vec<Node<'s>> {
        let mut found = Vec::new();
        let mut cursor = self.raw.walk();
        loop {
            let node = self.with(cursor.node());
            found.push(node);
            if enters(node) && cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() || cursor.node() == self.raw {
                    return found;
                }
            }
        }
    }

    /// Whether `other` is this node or stands inside of it.
    pub fn contains(self, other: Node<'_>) -> bool {
        self.source.id == other.source.id && self.start() <= other.start() && other.end() <= self.end()
    }

    /// A function with a body, of any form.
    pub fn is_function(self) -> bool {
        self.raw.is_named() && FUNCTIONS.contains(&self.kind())
    }

    /// A loop statement.
    pub fn is_loop(self) -> bool {
        LOOPS.contains(&self.kind())
    }

    /// A comment, of any form.
    pub fn is_comment(self) -> bool {
        is_comment(self.raw)
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
        let mut cursor = self.raw.walk();
        for raw in self.raw.children(&mut cursor).filter(|it| !is_comment(*it)) {
            match elements.last_mut() {
                Some(last) if raw.is_named() => *last = Some(self.with(raw)),
                _ if raw.kind() == "," => elements.push(None),
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

    fn with(self, raw: tree_sitter::Node<'s>) -> Node<'s> {
        Node {
            source: self.source,
            raw,
        }
    }
}

fn is_comment(raw: tree_sitter::Node<'_>) -> bool {
    matches!(raw.kind(), "comment" | "html_comment")
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.source.id == other.source.id && self.raw == other.raw
    }
}

impl Eq for Node<'_> {}

impl hash::Hash for Node<'_> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.source.id.hash(state);
        self.raw.hash(state);
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}:{:?}", self.kind(), self.source.path.display(), self.range())
    }
}
