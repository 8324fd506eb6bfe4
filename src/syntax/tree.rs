//! A syntax tree as a list: every node once, in the order of the text, each before what is in it. Knows what a
//! node is and where, no text.
//!
//! The tree of the parser is read once and dropped. There a node does not know what is around it, and is
//! computed anew each time somebody looks at it; what leakfix does most is to look at nodes and around them.

use std::ops::Range;

use super::Language;

/// All nodes of a text, the root first.
#[derive(Debug)]
pub(super) struct Tree(pub(super) Vec<Record>);

/// A node.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub start: u32,
    pub end: u32,
    /// The place of the node around it; its own for the root.
    pub parent: u32,
    /// The place after the last node in it.
    pub after: u32,
    /// The number of its kind in the grammar.
    pub kind: u16,
    /// The number of the field that it is for the node around it, or 0.
    pub field: u16,
    pub marks: Marks,
}

/// What is true of a node besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    /// It has a name in the grammar; others are tokens such as `async`.
    pub const NAMED: Marks = Marks(1);
    pub const COMMENT: Marks = Marks(2);
    /// The parser could not read what is in it, or had to make up some of it.
    pub const UNREADABLE: Marks = Marks(4);
    /// It is itself what could not be read or was made up.
    pub const ERROR: Marks = Marks(8);
    /// It is a function with a body, of any form.
    pub const FUNCTION: Marks = Marks(16);

    pub fn has(self, mark: Marks) -> bool {
        self.0 & mark.0 != 0
    }

    pub fn add(&mut self, mark: Marks) {
        self.0 |= mark.0;
    }

    fn of(node: tree_sitter::Node<'_>, is_whole: bool, language: Language) -> Marks {
        let mut marks = language.vocabulary().marks(node.kind_id());
        if !is_whole {
            let add = |marks: Marks, mark: Marks, holds: bool| Marks(marks.0 | if holds { mark.0 } else { 0 });
            marks = add(marks, Marks::UNREADABLE, node.has_error());
            marks = add(marks, Marks::ERROR, node.is_error() || node.is_missing());
        }
        marks
    }

    /// Those that all nodes of a kind have.
    pub fn of_kind(name: &str, is_named: bool) -> Marks {
        let mut marks = Marks(0);
        if is_named {
            marks.add(Marks::NAMED);
        }
        match name {
            "comment" | "html_comment" => marks.add(Marks::COMMENT),
            "arrow_function"
            | "function_declaration"
            | "function_expression"
            | "generator_function"
            | "generator_function_declaration"
            | "method_definition"
                if is_named =>
            {
                marks.add(Marks::FUNCTION);
            }
            _ => {}
        }
        marks
    }
}

impl Tree {
    /// Reads the tree of the parser.
    pub fn of(tree: &tree_sitter::Tree, language: Language, text: &str) -> Tree {
        let root = tree.root_node();
        let is_whole = !root.has_error();
        let mut records: Vec<Record> = Vec::with_capacity(root.descendant_count());
        let mut cursor = tree.walk();
        let mut around = 0;
        loop {
            let (node, place) = (cursor.node(), records.len());
            records.push(Record {
                start: small(node.start_byte()),
                end: small(node.end_byte()),
                parent: small(around),
                after: small(place + 1),
                kind: node.kind_id(),
                field: cursor.field_id().map_or(0, u16::from),
                marks: Marks::of(node, is_whole, language),
            });
            if cursor.goto_first_child() {
                around = place;
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return Tree(records).mended(language, text);
                }
                records[around].after = small(records.len());
                around = records[around].parent as usize;
            }
        }
    }

    /// How many nodes are around the innermost one, and itself.
    pub fn depth(&self) -> usize {
        let mut depths: Vec<usize> = Vec::with_capacity(self.0.len());
        for record in &self.0 {
            // The root is around itself.
            depths.push(depths.get(record.parent as usize).map_or(1, |it| it + 1));
        }
        depths.into_iter().max().unwrap_or(0)
    }

    /// What stands at a place.
    pub fn record(&self, place: u32) -> &Record {
        &self.0[place as usize]
    }

    /// The node around one.
    pub fn parent(&self, place: u32) -> Option<u32> {
        (place != 0).then(|| self.record(place).parent)
    }

    /// A node and all below it.
    pub fn below(&self, place: u32) -> Range<u32> {
        place..self.record(place).after
    }

    /// The nodes right below one.
    pub fn children(&self, place: u32) -> impl Iterator<Item = u32> + use<'_> {
        let Range { start, end } = self.below(place);
        let next = move |it: u32| (it < end).then_some(it);
        std::iter::successors(next(start + 1), move |it| next(self.record(*it).after))
    }

    /// The smallest node that covers these bytes; the first of those that are next to an empty range.
    pub fn covering(&self, range: &Range<usize>) -> Option<u32> {
        if range.start > range.end {
            return None;
        }
        let covers = |it: &u32| {
            let Range { start, end } = self.record(*it).range();
            let begins = if start == end {
                end >= range.start
            } else {
                end > range.start
            };
            end >= range.end && begins
        };
        let mut place = 0;
        loop {
            // Behind the first that reaches so far, all begin too late.
            match self.children(place).find(covers) {
                Some(inner) if self.record(inner).range().start <= range.start => place = inner,
                _ => return Some(place),
            }
        }
    }
}

impl Record {
    /// Bytes of the text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The parser counts in numbers of this size.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).expect("the parser reads no larger text")
}
