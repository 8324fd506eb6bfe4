//! Any two texts as a diff, any text as an edited patch, and any choice of nodes as a rewrite made of templates.

#![no_main]

use std::path::{Path, PathBuf};

use arbitrary::{Arbitrary, Unstructured};
use leakfix::{
    guard::Fixed,
    report::{Changes, FileDiff, edited},
    rewrite::{Rewrite, Template},
    syntax::{Language, Node, Source, SourceId, Sources},
};
use leakfix_fuzz::{fixed, with_project};
use libfuzzer_sys::fuzz_target;

const LEAK: &[u8] = b"exports.handler = async () => {\n  fetch('https://example.com/');\n};\n";

thread_local! {
    /// A project with one rewrite.
    static FIXED: Vec<Fixed> = with_project(&[("index.js", LEAK)], fixed);
}

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    Diff {
        before: &'a str,
        after: &'a str,
        chosen: u32,
    },
    Patch {
        text: &'a str,
    },
    Rewrite {
        names: u8,
        text: &'a str,
        steps: Vec<Step>,
    },
}

#[derive(Arbitrary, Debug)]
struct Step {
    node: u16,
    moved: u16,
    what: What,
}

#[derive(Arbitrary, Debug)]
enum What {
    Replace,
    Wrap,
    Lines,
    Insert,
    InsertAfter,
    Delete,
    Put,
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(input) = Input::arbitrary(&mut Unstructured::new(bytes)) else {
        return;
    };
    match input {
        Input::Diff { before, after, chosen } => diff(before, after, chosen),
        Input::Patch { text } => {
            FIXED.with(|parts| {
                let changes = Changes::of(parts, Path::new("/"));
                let _ = edited(text, &changes, 0);
            });
        }
        Input::Rewrite { names, text, steps } => rewrite(names, text, &steps),
    }
});

fn diff(before: &str, after: &str, chosen: u32) {
    let diff = FileDiff::of("a.js".to_owned(), before, after);
    assert_eq!(diff.text_with(|_| true), after);
    assert_eq!(diff.text_with(|_| false), before);
    let is_chosen = |hunk: usize| chosen.checked_shr(hunk as u32).unwrap_or(0) & 1 == 1;
    let wanted = diff.text_with(is_chosen);
    assert_eq!(patched(before, &diff.patch(is_chosen)), wanted);
}

/// What a strict reader of unified diffs makes of a text.
fn patched(before: &str, patch: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let (mut text, mut at) = (String::new(), 0);
    let mut lines = patch.split_inclusive('\n').skip(2).peekable();
    while let Some(line) = lines.next() {
        let header = line.strip_prefix("@@ -").expect("a hunk begins");
        let first = header.split([',', ' ']).next().and_then(|it| it.parse::<usize>().ok());
        let count = header.split(' ').next().and_then(|it| it.split_once(','));
        let is_empty = count.is_some_and(|(_, it)| it == "0");
        let start = first.expect("a number") - usize::from(!is_empty);
        text.extend(old[at..start].iter().copied());
        at = start;
        while let Some(line) = lines.next_if(|it| !it.starts_with("@@")) {
            let ends = lines.next_if(|it| it.starts_with('\\')).is_some();
            let content = match ends {
                true => line[1..].strip_suffix('\n').expect("the patch's own line end"),
                false => &line[1..],
            };
            match line.as_bytes()[0] {
                b'+' => text.push_str(content),
                sign => {
                    assert_eq!(old[at], content);
                    at += 1;
                    if sign == b' ' {
                        text.push_str(content);
                    }
                }
            }
        }
    }
    text.extend(old[at..].iter().copied());
    text
}

fn rewrite(names: u8, text: &str, steps: &[Step]) {
    if text.len() > 4096 || steps.len() > 8 {
        return;
    }
    let path = ["a.js", "a.mjs", "a.ts", "a.tsx"][usize::from(names) % 4];
    let language = Language::of_path(Path::new(path)).expect("a file of code");
    let source = Source::parse(SourceId(0), PathBuf::from(path), language, text.to_owned());
    // Nothing is ever rewritten in a file with errors.
    if source.root().has_error() {
        return;
    }
    let nodes: Vec<Node<'_>> = source.root().descendants();
    let mut rewrite = Rewrite::safe(&source);
    for step in steps {
        let node = nodes[usize::from(step.node) % nodes.len()];
        let inner = node.descendants();
        let moved = inner[usize::from(step.moved) % inner.len()];
        match step.what {
            What::Replace => rewrite.replace(node, Template::new("await $it").fragment("it", moved.range())),
            What::Wrap => {
                let code = Template::new("{\n  $it;\n}").fragment("it", moved.range());
                rewrite.replace(
                    node,
                    Template::new("try $code finally {\n  $name();\n}")
                        .code("code", code)
                        .name("name", "done"),
                );
            }
            What::Lines => rewrite.replace_lines(node, "let a;\nlet b;"),
            What::Insert => rewrite.insert(node.start(), "async "),
            What::InsertAfter => rewrite.insert_after(node, "await it;"),
            What::Delete => rewrite.delete(node.range()),
            What::Put => rewrite.put(node.range(), "it"),
        }
    }
    let edits = rewrite.edits();
    let mut at = 0;
    let mut wanted = String::new();
    for edit in &edits {
        assert!(at <= edit.start && edit.start <= edit.end, "{edits:?}");
        wanted.push_str(&text[at..edit.start]);
        wanted.push_str(&edit.text);
        at = edit.end;
        for piece in &edit.pieces {
            assert!(
                piece.at + piece.len <= edit.text.len() && piece.from + piece.from_len <= text.len(),
                "{edit:?}"
            );
        }
    }
    wanted.push_str(&text[at..]);
    let new = Sources::new(vec![Source::parse(
        SourceId(0),
        PathBuf::from(path),
        language,
        text.to_owned(),
    )])
    .apply(&edits);
    assert_eq!(new.get(SourceId(0)).text, wanted);
}
