//! Sources own text and tree; they are never edited, only replaced. Knows
//! bytes and syntax, no meaning.

use std::{
    cell::RefCell,
    ops::Range,
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Language, Node, Style, Trace, tree::Tree};

/// Which file; stable from pass to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub usize);

/// A file: its text and the concrete syntax tree of that text.
pub struct Source {
    /// Which file.
    pub id: SourceId,
    /// Which text; no two sources have the same.
    pub revision: u64,
    /// Where it is on the disk.
    pub path: PathBuf,
    /// Which grammar reads it.
    pub language: Language,
    /// The whole text, with its byte order mark, line ends and all.
    pub text: String,
    style: OnceLock<Style>,
    /// Where the text stood in the pass before.
    pub step: Trace,
    /// Where the text stood in the file on the disk.
    pub trace: Trace,
    /// Whether PATH allows this file to be edited.
    pub is_selected: bool,
    pub(super) tree: Tree,
}

/// Replaces `start..end` of a source, in bytes of its text. Plain data; equal
/// edits are one edit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Which file.
    pub source: SourceId,
    /// First byte replaced.
    pub start: usize,
    /// The byte after the last one replaced.
    pub end: usize,
    /// The new text.
    pub text: String,
    /// The parts of `text` that stood in the source before, sorted.
    pub pieces: Vec<Piece>,
    /// First bytes of identifiers and comments that are meant to go.
    pub forgets: Vec<usize>,
}

/// Text that moves: `at` in the new text of an edit, `from` in the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// First byte in the new text of the edit.
    pub at: usize,
    /// Bytes in the new text; differs from the length of `from` for a name.
    pub len: usize,
    /// First byte in the source.
    pub from: usize,
    /// Bytes in the source.
    pub from_len: usize,
}

impl Source {
    /// Reads a file's text. Never fails: what is no code becomes ERROR nodes.
    pub fn parse(id: SourceId, path: PathBuf, language: Language, text: String) -> Source {
        let trace = Trace::identity(text.len());
        Source::with_traces(id, path, language, text, trace.clone(), trace)
    }

    fn with_traces(id: SourceId, path: PathBuf, language: Language, text: String, step: Trace, trace: Trace) -> Source {
        let tree = PARSER.with_borrow_mut(|parser| {
            parser
                .set_language(&language.grammar())
                .expect("the grammars are of the library's version");
            let tree = parser.parse(&text, None);
            tree.expect("no time-out and no cancellation is set")
        });
        let tree = Tree::of(&tree, language, &text);
        Source {
            id,
            revision: next_revision(),
            path,
            language,
            text,
            style: OnceLock::new(),
            step,
            trace,
            is_selected: true,
            tree,
        }
    }

    /// How the file is laid out.
    pub fn style(&self) -> &Style {
        self.style.get_or_init(|| Style::of(self))
    }

    /// How deep the tree is.
    pub fn depth(&self) -> usize {
        self.tree.depth()
    }

    /// The whole tree.
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// The smallest node that covers these bytes.
    pub fn node_at(&self, range: Range<usize>) -> Option<Node<'_>> {
        self.tree.covering(&range).map(|it| Node::new(self, it))
    }

    /// The identifier that begins at a byte: with escapes it is longer than its name.
    pub fn identifier_at(&self, offset: usize) -> Option<Node<'_>> {
        self.node_at(offset..offset + 1)
            .filter(|it| it.is_identifier() && it.start() == offset)
    }

    /// The white space at the start of the line of `offset`.
    pub fn indent_at(&self, offset: usize) -> &str {
        let line = &self.text[self.line_start(offset)..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// The first byte of the line of `offset`.
    pub fn line_start(&self, offset: usize) -> usize {
        let start = self.text[..offset].rfind('\n').map_or(0, |it| it + 1);
        let mark = "\u{feff}";
        if start == 0 && self.text.starts_with(mark) && offset >= mark.len() {
            mark.len()
        } else {
            start
        }
    }

    /// Whether only white space stands before `offset` on its line.
    pub fn starts_line(&self, offset: usize) -> bool {
        self.text[self.line_start(offset)..offset]
            .trim_matches([' ', '\t'])
            .is_empty()
    }

    /// One-based line and column of a byte; columns count characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.text[..offset].matches('\n').count() + 1;
        let column = self.text[self.line_start(offset)..offset].chars().count() + 1;
        (line, column)
    }

    /// The comments that touch `range`, outermost text order.
    pub fn comments(&self) -> Vec<Range<usize>> {
        self.root()
            .descendants()
            .into_iter()
            .filter(|it| it.is_comment())
            .map(Node::range)
            .collect()
    }

    /// Whether a line that starts at `offset` continues a literal whose bytes
    /// count: a template, or a string with an escaped line end.
    pub fn is_in_literal(&self, offset: usize) -> bool {
        let Some(node) = self.node_at(offset..offset) else {
            return false;
        };
        let is_literal = |it: Node<'_>| {
            matches!(it.kind(), "template_string" | "string" | "regex") && it.start() < offset && offset < it.end()
        };
        // A substitution `${…}` holds code again; its line breaks are free.
        let around = std::iter::once(node).chain(node.ancestors());
        for it in around {
            if it.kind() == "template_substitution" && it.start() < offset && offset < it.end() {
                return false;
            }
            if is_literal(it) {
                return true;
            }
        }
        false
    }

    /// This file with sorted and disjoint edits applied.
    fn apply(&self, edits: &[&Edit]) -> Source {
        let mut text = String::with_capacity(self.text.len());
        let mut step = Trace::default();
        let mut at = 0;
        let keep = |text: &mut String, step: &mut Trace, range: Range<usize>| {
            let now = text.len()..text.len() + range.len();
            text.push_str(&self.text[range.clone()]);
            step.push(now, range);
        };
        for edit in edits {
            keep(&mut text, &mut step, at..edit.start);
            for piece in &edit.pieces {
                let now = text.len() + piece.at;
                step.push(now..now + piece.len, piece.from..piece.from + piece.from_len);
            }
            text.push_str(&edit.text);
            at = edit.end;
        }
        keep(&mut text, &mut step, at..self.text.len());
        let trace = step.then(&self.trace);
        let mut source = Source::with_traces(self.id, self.path.clone(), self.language, text, step, trace);
        source.is_selected = self.is_selected;
        source
    }
}

thread_local! {
    /// Used again for the next file, with the memory that it has.
    static PARSER: RefCell<tree_sitter::Parser> = RefCell::default();
}

fn next_revision() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// All files of a run, in the order of their ids.
#[derive(Clone, Default)]
pub struct Sources(Vec<Arc<Source>>);

impl Sources {
    /// Takes the sources; their ids are their places.
    pub fn new(sources: Vec<Source>) -> Sources {
        debug_assert!(sources.iter().enumerate().all(|(at, it)| it.id.0 == at));
        Sources(sources.into_iter().map(Arc::new).collect())
    }

    /// All files, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter().map(Arc::as_ref)
    }

    /// One file.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0]
    }

    /// New sources with the edits applied, which are disjoint; files without
    /// an edit are shared.
    pub fn apply(&self, edits: &[Edit]) -> Sources {
        let apply = |source: &Arc<Source>| {
            let mut own: Vec<&Edit> = edits.iter().filter(|it| it.source == source.id).collect();
            own.sort();
            match own.as_slice() {
                [] => Arc::clone(source),
                own => Arc::new(source.apply(own)),
            }
        };
        Sources(self.0.iter().map(apply).collect())
    }

    /// The same, with these texts in place of those of their files.
    pub fn with_texts(&self, texts: impl IntoIterator<Item = (SourceId, String)>) -> Sources {
        let mut all = self.0.clone();
        for (id, text) in texts {
            let old = &self.0[id.0];
            let mut source = Source::parse(id, old.path.clone(), old.language, text);
            source.is_selected = old.is_selected;
            all[id.0] = Arc::new(source);
        }
        Sources(all)
    }

    /// The files whose text is not the one of `before`.
    pub fn changed<'s>(&'s self, before: &'s Sources) -> impl Iterator<Item = (&'s Source, &'s Source)> {
        before.iter().zip(self.iter()).filter(|(old, new)| old.text != new.text)
    }
}
