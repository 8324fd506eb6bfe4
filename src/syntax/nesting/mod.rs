//! Whether code is nested so deep that parsers which call themselves for each level would overflow the stack. Knows how
//! to find that out, nothing of what is nested.

mod scan;

use std::path::PathBuf;

use self::scan::bound;
use super::{Language, Source, SourceId};

/// Nobody writes deeper code, and what reads it takes a few kilobytes of stack for each level.
pub const DEEPEST: usize = 1_000;

/// The stack is large enough for so many levels, should each byte be one: what is broken in so short a text is for the
/// parser to tell.
const HARMLESS: usize = 8 * 1024;

/// Whether a parser may have to go down more levels than [`DEEPEST`]. Where the bytes do not tell, the parser does that
/// does not call itself; of a text that it cannot read either, the worst is assumed.
pub fn is_too_deep(text: &str, language: Language) -> bool {
    // A level is a byte at least.
    if text.len() <= DEEPEST || bound(text, language).is_some_and(|it| it <= DEEPEST) {
        return false;
    }
    let source = Source::parse(SourceId(0), PathBuf::new(), language, text.to_owned());
    let is_told = !source.root().has_error() || text.len() <= HARMLESS;
    !is_told || source.depth() > DEEPEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(text: &str, expected: Option<usize>) {
        assert_eq!(bound(text, Language::JavaScript), expected, "{text}");
    }

    fn at_least(text: &str, levels: usize) {
        let found = bound(text, Language::TypeScript);
        assert!(found.is_none_or(|it| it >= levels), "{found:?} for {text:.60}");
    }

    #[test]
    fn brackets_and_what_stands_between_them_count() {
        is("", Some(0));
        is("a;", Some(2));
        is("a; b; c;", Some(2));
        // A bracket is a token, and a level.
        is("[[[1]]]", Some(8));
        is("[1, 2, 3, 4, 5, 6, 7, 8, 9]", Some(4));
        is("a.b.c", Some(6));
        is("a << 1", Some(5));
        is("a++ < b", Some(5));
    }

    #[test]
    fn what_is_no_code_does_not_count() {
        is("'[[[[['; `[[[[[`; /[[(((]/; // [[[[[\n/* [[[[[ */", Some(2));
        is("x = 1 / 2; y = '\\'[['; z = a[0] / 2; if (x) /[(]/.test(y);", Some(15));
        is("#!/usr/bin/env node '\na;", Some(2));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_guessed() {
        for text in [
            "x = {} / 1",
            "a > /x/",
            "f(<a>'</a>)",
            "x\u{2028}",
            "<!-- [",
            "x = `[",
            "'[\n'",
            "(]",
            "ä = 1",
        ] {
            is(text, None);
        }
    }

    /// Whatever ends a statement or an item does not hide what is nested around it.
    #[test]
    fn every_kind_of_nesting_counts() {
        let kinds = [
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("`${", "}`"),
            ("x => ", ""),
            ("- ", ""),
            ("typeof ", ""),
            ("new ", ""),
            ("a = ", ""),
            ("a ? b : ", ""),
            ("a, (", ")"),
            ("a; {", "}"),
            ("if (a) ", ""),
            ("if (a) b; else ", ""),
            ("if (a) {} else ", ""),
            ("for (;;) ", ""),
            ("while (a) ", ""),
            ("do ", "; while (a)"),
            ("a: ", ""),
            ("class { a = ", "}"),
            ("function () { const b = 1; return ", "}"),
            ("f(a, b, ", ")"),
            ("Map<a, ", ">"),
            ("f<<T>(a: T) => ", ">"),
            ("'(' + (", ")"),
            ("/[)]/ + (", ")"),
        ];
        for (open, close) in kinds {
            let levels = 300;
            // One statement in the midst of each must not make the rest forgotten.
            at_least(&format!("{}x{}", open.repeat(levels), close.repeat(levels)), levels);
            for inner in ["y, ", "y; ", "{ const z = 1; y }; "] {
                let text = format!("{}{inner}{}", "if (a) ".repeat(levels), open.repeat(levels));
                at_least(&text, levels);
            }
        }
    }

    /// A `,` ends an item, but not the statements that it is nested in.
    #[test]
    fn labels_count_behind_a_list_too() {
        let (labels, brackets) = ("a: ".repeat(300), "(".repeat(300));
        at_least(&format!("x, b\n{labels}c, {brackets}"), 600);
    }

    #[test]
    fn real_code_of_some_length_is_flat() {
        let function = "exports.f = async (event) => {\n  const x = event.a < 1 ? [1, 2] : { a: `x${event.b}` };\n  \
                        for (const it of x) { if (/[a-z]/.test(it)) return it / 2; else console.log(it); }\n};\n";
        let found = bound(&function.repeat(1000), Language::JavaScript);
        assert!(found.is_some_and(|it| it < 50), "{found:?}");
        assert!(!is_too_deep(&function.repeat(1000), Language::JavaScript));
    }

    #[test]
    fn what_is_nested_too_deep_is_told() {
        let deep = |levels: usize| format!("x = {}{};", "[".repeat(levels), "]".repeat(levels));
        assert!(!is_too_deep(&deep(400), Language::JavaScript));
        assert!(is_too_deep(&deep(1_100), Language::JavaScript));
        // Unclear to the bytes, plain to the parser.
        assert!(!is_too_deep(
            &format!("x = {{}} / 1;\n{}", "f(1);\n".repeat(500)),
            Language::JavaScript
        ));
        assert!(is_too_deep(
            &format!("x = {{}} / 1;\n{}", "[".repeat(9_000)),
            Language::JavaScript
        ));
    }

    /// On all examples, and on what `LEAKFIX_TREES` names: what the parser has nested, the bytes have told.
    #[test]
    fn the_bound_is_never_below_what_the_parser_finds() {
        let mut folders = vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/transforms"))];
        let more = std::env::var_os("LEAKFIX_TREES").unwrap_or_default();
        folders.extend(std::env::split_paths(&more).filter(|it| it.is_dir()));
        let (mut read, mut unclear) = (0, 0);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("a directory").flatten() {
                let (path, kind) = (entry.path(), entry.file_type().expect("a kind"));
                if kind.is_dir() {
                    folders.push(path);
                } else if let Some(language) = Language::of_path(&path).filter(|_| kind.is_file()) {
                    let text = std::fs::read_to_string(&path).unwrap_or_default();
                    let source = Source::parse(SourceId(0), path, language, text);
                    let found = bound(&source.text, language);
                    (read, unclear) = (read + 1, unclear + usize::from(found.is_none()));
                    let is_enough = found.is_none_or(|it| it >= brackets(&source));
                    assert!(source.root().has_error() || is_enough, "{}", source.path.display());
                }
            }
        }
        println!("{unclear} of {read} files are unclear");
        assert!(
            read > 500 && unclear * 5 < read,
            "{unclear} of {read} files are unclear"
        );
    }

    /// How many brackets are around the innermost node.
    fn brackets(source: &Source) -> usize {
        let is_bracket = |node: &crate::syntax::Node<'_>| {
            matches!(
                node.kind(),
                "arguments" | "array" | "object" | "statement_block" | "parenthesized_expression" | "class_body"
            ) || matches!(
                node.kind(),
                "formal_parameters" | "template_substitution" | "switch_body" | "object_type"
            )
        };
        let nodes = source.root().descendants();
        let around = nodes.into_iter().filter(is_bracket);
        let depths = around.map(|it| 1 + it.ancestors().filter(is_bracket).count());
        depths.max().unwrap_or(0)
    }
}
