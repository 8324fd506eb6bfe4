//! The referee: what a pass must not break. Reads the new text afresh, by
//! oxc, and compares names, comments and parameters with the old one. Knows no
//! transform, and trusts none.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::{
    semantic::{Binding, Links, Names, SyntaxError},
    syntax::{Edit, Node, Source},
};

/// Names that a rewrite may use without declaring them.
const GLOBALS: [&str; 7] = [
    "Promise",
    "clearInterval",
    "clearTimeout",
    "process",
    "setImmediate",
    "setTimeout",
    "undefined",
];

/// Compares a file with what a pass made of it.
///
/// # Errors
/// What the pass has broken, in one sentence.
pub fn verify(before: &Source, after: &Source, edits: &[Edit], links: &Links) -> Result<(), String> {
    let old = read(before, links)?;
    let new = read(after, links)?;
    let comparison = Comparison {
        before,
        after,
        old: &old,
        new: &new,
        edits,
    };
    comparison.shape()?;
    comparison.surviving_references()?;
    comparison.gone_references()?;
    comparison.comments()?;
    comparison.parameters()
}

/// Looks at a text that was put together of some of the changes of a file, or by hand: it
/// has to be valid, and to mention nothing that neither it nor the old text declares.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub fn verify_text(before: &Source, text: &str, links: &Links) -> Result<(), String> {
    let old = read(before, links)?;
    let new = Names::read(text, before.language, links.is_module(before.id));
    let new = new.map_err(|errors| invalid(&errors, text))?;
    same_kind(&old, &new)?;
    let free = |names: &Names| -> BTreeSet<String> {
        let free = names.references().iter().filter(|it| it.binding.is_none());
        free.map(|it| it.name.clone()).collect()
    };
    let known = free(&old);
    let is_known = |it: &String| known.contains(it) || GLOBALS.contains(&it.as_str()) || it == "require";
    match free(&new).into_iter().find(|it| !is_known(it)) {
        Some(name) => Err(format!("the new code mentions `{name}`, which nothing declares")),
        None => Ok(()),
    }
}

/// A module stays what it was, and nothing is awaited outside of an async function.
fn same_kind(old: &Names, new: &Names) -> Result<(), String> {
    if old.is_module != new.is_module {
        return Err("the file has become another kind of module".to_owned());
    }
    // `await (x)` in a plain function of a sloppy file is a call of `await`.
    let awaits = |names: &Names| names.references().iter().filter(|it| it.name == "await").count();
    if awaits(new) > awaits(old) {
        return Err("`await` stands outside of an async function".to_owned());
    }
    Ok(())
}

fn invalid(errors: &[SyntaxError], text: &str) -> String {
    match errors.first() {
        Some(error) => {
            let above = &text.as_bytes()[..error.offset.min(text.len())];
            let line = above.iter().filter(|it| **it == b'\n').count() + 1;
            format!("the new text is not valid in line {line}: {}", error.message)
        }
        None => "the new text cannot be parsed".to_owned(),
    }
}

fn read(source: &Source, links: &Links) -> Result<Arc<Names>, String> {
    links.names(source).map_err(|errors| invalid(&errors, &source.text))
}

struct Comparison<'v> {
    before: &'v Source,
    after: &'v Source,
    old: &'v Names,
    new: &'v Names,
    edits: &'v [Edit],
}

impl Comparison<'_> {
    /// tree-sitter must not see more errors, and a module stays what it was.
    fn shape(&self) -> Result<(), String> {
        if errors(self.after.root()) > errors(self.before.root()) {
            return Err("the new text has a syntax error".to_owned());
        }
        same_kind(self.old, self.new)
    }

    /// The old text mentions a name, and declares it nowhere: `Buffer`, as a type or a value.
    fn is_always_global(&self, name: &str) -> bool {
        let mut mentions = self.old.references().iter().filter(|it| it.name == name).peekable();
        mentions.peek().is_some() && mentions.all(|it| it.binding.is_none())
    }

    /// What a name meant, it means still.
    fn surviving_references(&self) -> Result<(), String> {
        for reference in self.new.references() {
            let offset = reference.range.start;
            let target = reference.binding.map(|it| self.new.binding(it));
            let name = &reference.name;
            let Some(then) = self.after.step.exact(offset) else {
                let is_global = GLOBALS.contains(&name.as_str()) || name == "require" && !self.old.is_module;
                if target.is_none() && !is_global && !self.is_always_global(name) {
                    return Err(format!("the new code mentions `{name}`, which nothing declares"));
                }
                continue;
            };
            let was_free = self.old.is_free(then);
            let origin = self.old.binding_at(then).map(|it| self.old.binding(it));
            match (origin, target) {
                (Some(origin), Some(target)) if self.is_same(origin, target) => {}
                (None, None) if was_free => {}
                (None, _) if !was_free => {}
                _ => return Err(format!("`{name}` means something else than before")),
            }
        }
        Ok(())
    }

    /// Whether a new binding is declared by what declared the old one.
    fn is_same(&self, old: &Binding, new: &Binding) -> bool {
        new.declared
            .iter()
            .filter_map(|offset| self.after.step.exact(*offset))
            .any(|then| old.declared.contains(&then))
    }

    /// What is no longer mentioned was declared by what has gone, too.
    fn gone_references(&self) -> Result<(), String> {
        let mut kept: HashMap<usize, ()> = HashMap::new();
        for reference in self.new.references() {
            if let Some(then) = self.after.step.exact(reference.range.start) {
                kept.insert(then, ());
            }
        }
        for (_, binding) in self.new.bindings() {
            for offset in &binding.declared {
                if let Some(then) = self.after.step.exact(*offset) {
                    kept.insert(then, ());
                }
            }
        }
        for reference in self.old.references() {
            let offset = reference.range.start;
            // A type annotation goes with the parameter that had it.
            let is_harmless = reference.is_type || reference.name == "undefined";
            if kept.contains_key(&offset) || is_harmless || self.is_forgotten(offset) {
                continue;
            }
            let edit = self.edits.iter().find(|it| it.start <= offset && offset < it.end);
            let is_local = |binding: &Binding| {
                edit.is_some_and(|it| binding.declared.iter().all(|at| it.start <= *at && *at < it.end))
            };
            let binding = reference.binding.map(|it| self.old.binding(it));
            if !binding.is_some_and(is_local) {
                let (line, _) = self.before.line_column(offset);
                return Err(format!("`{}` of line {line} is lost", reference.name));
            }
        }
        Ok(())
    }

    fn is_forgotten(&self, offset: usize) -> bool {
        self.edits.iter().any(|it| it.forgets.contains(&offset))
    }

    /// The bag of comments after contains the bag before, but for those that go with what they are about.
    fn comments(&self) -> Result<(), String> {
        let mut counts: HashMap<String, isize> = HashMap::new();
        for comment in self.after.comments() {
            *counts.entry(words(&self.after.text[comment])).or_default() += 1;
        }
        let kept = self.before.comments().into_iter();
        for comment in kept.filter(|it| !self.is_forgotten(it.start)) {
            let text = words(&self.before.text[comment.clone()]);
            let count = counts.entry(text).or_default();
            *count -= 1;
            if *count < 0 {
                let (line, _) = self.before.line_column(comment.start);
                return Err(format!("the comment of line {line} is lost"));
            }
        }
        Ok(())
    }

    /// No function that was there before takes other parameters.
    fn parameters(&self) -> Result<(), String> {
        // A parameter may go on purpose, as a whole.
        let is_kept = |it: &Node<'_>| {
            let names: Vec<_> = it.descendants().into_iter().filter(|it| it.is_identifier()).collect();
            names.is_empty() || names.iter().any(|it| !self.is_forgotten(it.start()))
        };
        let before: HashMap<usize, usize> = functions(self.before.root())
            .map(|it| (body_start(it), it.parameters().iter().filter(|it| is_kept(it)).count()))
            .collect();
        for function in functions(self.after.root()) {
            let then = self.after.step.exact(body_start(function));
            let count = then.and_then(|it| before.get(&it));
            let takes = |it: Node<'_>| it.parameters().len();
            // A body that became a function of its own sees the parameters around it.
            let is_within = function.kind() == "arrow_function" && takes(function) == 0;
            let around = function.function_around().filter(|_| is_within);
            if count.is_some_and(|it| *it != takes(function) && around.map(takes) != Some(*it)) {
                let (line, _) = function.line_column();
                return Err(format!("the function in line {line} has other parameters than before"));
            }
        }
        Ok(())
    }
}

fn functions<'s>(root: Node<'s>) -> impl Iterator<Item = Node<'s>> {
    root.descendants()
        .into_iter()
        .filter(|it| it.is_function() && it.field("body").is_some())
}

fn body_start(function: Node<'_>) -> usize {
    function.field("body").map_or(function.start(), Node::start)
}

fn errors(root: Node<'_>) -> usize {
    root.descendants().into_iter().filter(|it| it.is_error()).count()
}

/// A comment without its layout.
fn words(comment: &str) -> String {
    comment.split_whitespace().collect::<Vec<_>>().join(" ")
}
