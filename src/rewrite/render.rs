//! From changes to edits: templates are filled, fragments move with the changes
//! inside them, lines get the indentation of their new place. Knows text and
//! comments, no meaning.

use std::ops::Range;

use crate::syntax::{Edit, Piece, Source, SourceId};

use super::{
    Change, New,
    template::{Hole, Part, Template},
};

/// The edits of one file, disjoint and sorted.
pub(super) fn edits(source: &Source, changes: &[Change], forgotten: &[(SourceId, usize)]) -> Vec<Edit> {
    let renderer = Renderer {
        source,
        changes,
        comments: source.comments(),
    };
    let outermost = renderer.outermost(0..source.text.len(), &[]);
    let mut edits: Vec<Edit> = outermost
        .into_iter()
        .map(|index| {
            let range = changes[index].range.clone();
            let mut out = Out::default();
            let indent = source.indent_at(changes[index].anchor).to_owned();
            renderer.change(&mut out, index, &indent, &mut vec![index]);
            Edit {
                source: source.id,
                start: range.start,
                end: range.end,
                forgets: forgotten
                    .iter()
                    .filter(|(id, at)| *id == source.id && range.contains(at))
                    .map(|(_, at)| *at)
                    .collect(),
                text: out.text,
                pieces: out.pieces,
            }
        })
        .collect();
    edits.dedup_by(|next, edit| joins(edit, next));
    edits
}

/// Appends an insertion to one at the same place, so that they keep their order.
fn joins(edit: &mut Edit, next: &Edit) -> bool {
    let is_same_place = edit.start == edit.end && (next.start, next.end) == (edit.start, edit.end);
    if is_same_place {
        edit.text.push_str(&next.text);
    }
    is_same_place
}

struct Renderer<'r> {
    source: &'r Source,
    changes: &'r [Change],
    comments: Vec<Range<usize>>,
}

/// New text, and which of it was there before.
#[derive(Default)]
struct Out {
    text: String,
    pieces: Vec<Piece>,
}

impl Out {
    fn new_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn old_text(&mut self, source: &Source, range: Range<usize>) {
        let piece = Piece {
            at: self.text.len(),
            len: range.len(),
            from: range.start,
            from_len: range.len(),
        };
        if !range.is_empty() {
            self.pieces.push(piece);
        }
        self.text.push_str(&source.text[range]);
    }

    fn renamed(&mut self, name: &str, from: Range<usize>) {
        self.pieces.push(Piece {
            at: self.text.len(),
            len: name.len(),
            from: from.start,
            from_len: from.len(),
        });
        self.text.push_str(name);
    }
}

impl Renderer<'_> {
    /// `path` holds the changes that are being rendered, so that a fragment may
    /// have the bytes of the change it stands in.
    fn change(&self, out: &mut Out, index: usize, indent: &str, path: &mut Vec<usize>) {
        let change = &self.changes[index];
        match &change.new {
            New::Text(text) => out.new_text(&self.indented(text, indent)),
            New::Name(name) => out.renamed(name, change.range.clone()),
            New::Keyed(key, name) => {
                out.new_text(&format!("{key}: "));
                out.renamed(name, change.range.clone());
            }
            New::Code(template) => {
                self.homeless_comments(out, &change.range, template, indent);
                self.template(out, template, indent, path);
                if self.ends_in_comment(out, &change.range)
                    && let Some(gap) = self.gap_behind(change.range.end)
                {
                    out.new_text(self.source.style().newline);
                    out.new_text(indent.strip_suffix(gap).unwrap_or(indent));
                }
            }
        }
    }

    /// Whether the new text ends in a `//` comment that has moved: what stands behind it
    /// on the line would become a part of it.
    fn ends_in_comment(&self, out: &Out, range: &Range<usize>) -> bool {
        let inside = self
            .comments
            .iter()
            .filter(|it| range.start <= it.start && it.end <= range.end);
        let mut texts = inside.map(|it| self.source.text[it.clone()].trim_end());
        texts.any(|it| it.starts_with("//") && out.text.ends_with(it))
    }

    /// The blanks between an offset and what stands behind it on the line.
    fn gap_behind(&self, offset: usize) -> Option<&str> {
        let line = self.source.text[offset..]
            .split(['\r', '\n'])
            .next()
            .unwrap_or_default();
        let rest = line.trim_start();
        (!rest.is_empty()).then(|| &line[..line.len() - rest.len()])
    }

    /// Inserted text of several lines: they get the indentation of the place.
    fn indented(&self, text: &str, indent: &str) -> String {
        text.replace('\n', &format!("{}{indent}", self.source.style().newline))
    }

    fn template(&self, out: &mut Out, template: &Template, indent: &str, path: &mut Vec<usize>) {
        let style = self.source.style();
        for (number, line) in template.lines().iter().enumerate() {
            let inner = format!("{indent}{}", style.step_at(indent).repeat(line.depth));
            if number > 0 {
                if line.is_spaced() {
                    out.new_text(style.newline);
                }
                out.new_text(style.newline);
                out.new_text(&inner);
            }
            for (place, part) in line.parts.iter().enumerate() {
                match part {
                    Part::Text(text) => {
                        let is_last = place + 1 == line.parts.len();
                        let drops = is_last && !style.semicolons;
                        out.new_text(if drops { text.trim_end_matches(';') } else { text });
                    }
                    Part::Hole(Hole::Name(name, Some(from))) => out.renamed(name, from.clone()),
                    Part::Hole(Hole::Name(name, None)) => out.new_text(name),
                    Part::Hole(Hole::Code(inner_template)) => self.template(out, inner_template, &inner, path),
                    Part::Hole(Hole::Fragment(range) | Hole::Spaced(range)) => {
                        let begins_line = place == 0 && out.text.trim_end_matches([' ', '\t']).ends_with('\n');
                        // An item of a list goes on what is before it in any case.
                        let is_item = out.text.trim_end().ends_with(['[', '(', ',']);
                        if begins_line && !is_item && self.would_continue(range) {
                            out.new_text(";");
                        }
                        self.fragment(out, range, &inner, path);
                    }
                }
            }
        }
    }

    /// Whether, in a file without semicolons, this fragment at the start of a
    /// line would be read as the rest of the line before.
    fn would_continue(&self, range: &Range<usize>) -> bool {
        !self.source.style().semicolons
            && self.source.text[range.clone()].starts_with(['(', '[', '`', '+', '-', '/'])
            && !self.source.text[range.clone()].starts_with("//")
            && !self.source.text[range.clone()].starts_with("/*")
    }

    /// The text of `range` with its changes, at the indentation of its new place.
    fn fragment(&self, out: &mut Out, range: &Range<usize>, indent: &str, path: &mut Vec<usize>) {
        let old = self.source.indent_at(self.first_code(range));
        let mut at = range.start;
        for index in self.outermost(range.clone(), path) {
            let change = &self.changes[index];
            self.reindent(out, at..change.range.start, old, indent);
            let line = self.source.indent_at(change.anchor);
            let inner = match line.strip_prefix(old) {
                Some(deeper) => format!("{indent}{deeper}"),
                None => indent.to_owned(),
            };
            path.push(index);
            self.change(out, index, &inner, path);
            path.pop();
            at = change.range.end;
        }
        self.reindent(out, at..range.end, old, indent);
    }

    /// Where the code of a fragment begins: comments before it may stand anywhere.
    fn first_code(&self, range: &Range<usize>) -> usize {
        let mut at = range.start;
        while let Some(comment) = self.comments.iter().find(|it| it.start == at) {
            let rest = &self.source.text[comment.end..range.end.max(comment.end)];
            if rest.trim_start().is_empty() {
                return range.start;
            }
            at = comment.end + rest.len() - rest.trim_start().len();
        }
        at
    }

    /// Whether a line continues a comment that stands further out than the code.
    fn is_in_stray_comment(&self, offset: usize, indent: &str) -> bool {
        let around = self.comments.iter().find(|it| it.start < offset && offset < it.end);
        around.is_some_and(|it| !self.source.indent_at(it.start).starts_with(indent))
    }

    /// Copies text; lines that start in code get the new indentation, lines
    /// inside of template literals keep their bytes.
    fn reindent(&self, out: &mut Out, range: Range<usize>, old: &str, new: &str) {
        let mut start = range.start;
        while start < range.end {
            let end = self.source.text[start..range.end]
                .find('\n')
                .map_or(range.end, |it| start + it + 1);
            let line = &self.source.text[start..end];
            let begins_line = start > 0 && self.source.text.as_bytes()[start - 1] == b'\n';
            let whole = self.source.text[start..].split('\n').next().unwrap_or_default();
            let moves = begins_line && line.starts_with(old) && !whole.trim().is_empty();
            if moves && !self.source.is_in_literal(start) && !self.is_in_stray_comment(start, old) {
                out.new_text(new);
                out.old_text(self.source, start + old.len()..end);
            } else {
                out.old_text(self.source, start..end);
            }
            start = end;
        }
    }

    /// Comments of scaffolding that goes away stay above what replaces it.
    fn homeless_comments(&self, out: &mut Out, range: &Range<usize>, template: &Template, indent: &str) {
        let fragments = template.fragments();
        let moves = |comment: &Range<usize>| {
            fragments
                .iter()
                .any(|it| it.start <= comment.start && comment.end <= it.end && !self.is_deleted(it, comment))
        };
        let inside = self
            .comments
            .iter()
            .filter(|it| range.start <= it.start && it.end <= range.end);
        for comment in inside.filter(|it| !moves(it)) {
            let old = self.source.indent_at(comment.start);
            self.reindent(out, comment.clone(), old, indent);
            out.new_text(self.source.style().newline);
            out.new_text(indent);
        }
    }

    /// Whether a change inside of `fragment` drops the comment, and not a template there,
    /// which puts it above itself.
    fn is_deleted(&self, fragment: &Range<usize>, comment: &Range<usize>) -> bool {
        let covers = |it: &Range<usize>, inner: &Range<usize>| it.start <= inner.start && inner.end <= it.end;
        let inside = || {
            let changes = self.changes.iter();
            changes.filter(|it| covers(fragment, &it.range) && it.range != *fragment)
        };
        let is_put =
            |dropped: &Range<usize>| inside().any(|it| matches!(it.new, New::Code(_)) && covers(&it.range, dropped));
        inside().any(|it| matches!(it.new, New::Text(_)) && covers(&it.range, comment) && !is_put(&it.range))
    }

    /// The changes within `range` that lie in no other such change.
    fn outermost(&self, range: Range<usize>, path: &[usize]) -> Vec<usize> {
        let mut end = range.start;
        let mut found: Vec<usize> = Vec::new();
        for (index, change) in self.changes.iter().enumerate() {
            let within = range.start <= change.range.start && change.range.end <= range.end;
            // Lines after a statement are no part of what it is made of.
            let ends = |it: &usize| self.changes[*it].range.end == change.range.start;
            if change.is_behind() && path.last().is_some_and(ends) {
                continue;
            }
            // What is put at the end of a fragment moves with it.
            let moves = |it: &usize| ends(it) && self.changes[*it].ends_with_fragment(change.range.start);
            if change.range.is_empty() && !change.is_behind() && found.last().is_some_and(moves) {
                continue;
            }
            if within && end <= change.range.start && !path.contains(&index) {
                found.push(index);
                end = change.range.end;
            }
        }
        found
    }
}
