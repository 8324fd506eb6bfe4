//! What is told of comments that ignore leaks: those that ignore nothing, and those that
//! do not say why. Knows which names there are, reads no comment.

use super::{analysis::Analysis, complain, known};
use crate::{
    fix::Outcome,
    report::relative,
    semantic::{Ignore, Scope},
    syntax::SourceId,
};

impl Analysis<'_> {
    /// Says where a comment ignores nothing that there is, or does not say why.
    pub(super) fn tell_ignores(&self) {
        for part in &self.parts {
            for (id, ignore) in &part.outcome.ignores {
                let source = part.sources.get(*id);
                let (line, column) = source.line_column(ignore.offset);
                let place = format!("{}:{line}:{column}", relative(&source.path, &self.cwd));
                for words in wrong_with(*id, ignore, &part.outcome) {
                    complain(&format!("{place}: {words}"));
                }
            }
        }
    }
}

/// What a reader should know of a comment.
fn wrong_with(source: SourceId, ignore: &Ignore, outcome: &Outcome) -> Vec<String> {
    let word = match ignore.scope {
        Scope::Line(_) => "leakfix-ignore",
        Scope::File | Scope::Misplaced => "leakfix-ignore-file",
    };
    if ignore.names.is_empty() {
        return vec![format!(
            "`{word}` names nothing, so nothing is ignored: `{word} name: reason`"
        )];
    }
    if ignore.scope == Scope::Misplaced {
        return vec![format!(
            "`{word}` stands below code, so nothing is ignored: move it to the head of the file"
        )];
    }
    let mut wrong = Vec::new();
    for name in &ignore.names {
        match known(name) {
            Err(error) => wrong.push(error.to_string()),
            Ok(_) if !outcome.suppressed.contains(&(source, ignore.offset, name.clone())) => {
                wrong.push(format!("`{word} {name}` ignores nothing: no such leak is found here"));
            }
            Ok(_) => {}
        }
    }
    if ignore.reason.is_none() {
        wrong.push(format!("`{word}` without a reason: say why after a colon"));
    }
    wrong
}
