//! The tree that leakfix reads is the parser's, and its shapes are where tree-sitter's queries find them: on texts with
//! all that trees may have, on all examples, and on the trees that `LEAKFIX_TREES` names.

#![forbid(unsafe_code)]

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use leakfix::{
    discover::{Selection, discover},
    query::Engine,
    syntax::{Language, Node, Source, SourceId},
    transforms,
};
use regex::Regex;
use tree_sitter::{Parser, Query, QueryCursor, StreamingIterator as _, Tree};

/// Comments where nobody expects them, names that are keywords, code that cannot be read, and what only one of the
/// languages has.
const HOSTILE: [(&str, &str); 4] = [
    (
        "a.js",
        "#!/usr/bin/env node\n/* a */ f(/* b */ a, (x) => x /* c */, /* d */);\nclass A { static #b = 1; async *c() {} @d() e }\n\
         for await (const x of y) label: for (;;) break label\nexport { a as default } from 'b'\n<a b={...c}>{/* d */}</a>;\
         \nnew f; new f(); `a${b /* c */}`; const g = () => {} // d\nh() /* i */\n a?.[b]?.(c); if (a) ; else b\n",
    ),
    (
        "b.js",
        "f(a, , b); const x = ; function ( { return }\ng(a\nh(b) }\n<!-- html\n",
    ),
    (
        "c.ts",
        "abstract class A<T> extends B<T> implements C { constructor(private readonly a?: string, @d() b = 1) { super() } abstract get x(): string }\n\
         namespace A.B { export declare function f(this: A): asserts x is string; }\nenum E { a = 1, 'b' }\nlet x = <any>y as const;\n\
         import a = require('b'); export = a; type F = { [k in K]?: T[k] }; f<string>(x!, y satisfies Z)\nfunction f(a: string): void\n",
    ),
    (
        "d.tsx",
        "const a = <T,>(x: T) => <b.c d='e' {...f}>{g} h &amp; <></></b.c>; f(a, b => ) \n",
    ),
];

#[test]
fn trees_are_those_of_the_parser() {
    for_each_text(|source, tree| {
        let mut cursor = tree.walk();
        let mut nodes = source.root().descendants().into_iter();
        loop {
            let node = nodes
                .next()
                .unwrap_or_else(|| panic!("{}: nodes are missing", source.path.display()));
            is_same(node, cursor.node());
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    assert_eq!(nodes.next(), None);
                    return;
                }
            }
        }
    });
}

#[track_caller]
/// Where a node of the parser ends without a comment that stands behind its code.
fn end_of_code(raw: tree_sitter::Node<'_>) -> usize {
    let is_code = |it: &tree_sitter::Node<'_>| !matches!(it.kind(), "comment" | "html_comment");
    let mut cursor = raw.walk();
    let children: Vec<_> = raw.children(&mut cursor).collect();
    let last = children.iter().rfind(|it| is_code(it));
    match last.filter(|_| raw.parent().is_some() && !raw.is_error() && !raw.is_missing()) {
        Some(last) if children.last() != Some(last) || last.end_byte() == raw.end_byte() => end_of_code(*last),
        _ => raw.end_byte(),
    }
}

fn is_same(node: Node<'_>, raw: tree_sitter::Node<'_>) {
    let place = |it: Node<'_>| (it.kind().to_owned(), it.range());
    let raw_place = |it: tree_sitter::Node<'_>| (it.kind().to_owned(), it.start_byte()..end_of_code(it));
    assert_eq!(place(node), raw_place(raw), "{node:?}");
    assert_eq!(node.is_named(), raw.is_named(), "{node:?}");
    assert_eq!(node.has_error(), raw.has_error(), "{node:?}");
    assert_eq!(node.is_error(), raw.is_error() || raw.is_missing(), "{node:?}");
    let mut cursor = raw.walk();
    let inside = |it: &tree_sitter::Node<'_>| it.start_byte() < end_of_code(raw) || it.start_byte() == raw.end_byte();
    let is_leaf = !raw.named_children(&mut cursor).any(|it| inside(&it));
    assert_eq!(node.is_leaf(), is_leaf, "{node:?}");
    let around = raw
        .parent()
        .filter(|it| node.is_comment() && end_of_code(*it) <= raw.start_byte());
    if around.is_none() {
        assert_eq!(node.parent().map(place), raw.parent().map(raw_place), "{node:?}");
    }
    let is_comment = |it: tree_sitter::Node<'_>| matches!(it.kind(), "comment" | "html_comment");
    let ends_in_comment = |it: tree_sitter::Node<'_>| is_comment(it) || end_of_code(it) < it.end_byte();
    let follows = raw.prev_sibling().is_some_and(ends_in_comment);
    assert_eq!(node.follows_comment(), follows, "{node:?}");
    let mut cursor = raw.walk();
    let children: Vec<_> = raw.named_children(&mut cursor).collect();
    let children = children
        .into_iter()
        .filter(|it| !matches!(it.kind(), "comment" | "html_comment"));
    let own: Vec<_> = node.children().into_iter().map(place).collect();
    assert_eq!(own, children.map(raw_place).collect::<Vec<_>>(), "{node:?}");
    let grammar = node.source.language.grammar();
    for field in (1..=grammar.field_count()).filter_map(|it| grammar.field_name_for_id(u16::try_from(it).ok()?)) {
        let raw_field = raw.child_by_field_name(field).map(raw_place);
        assert_eq!(node.field(field).map(place), raw_field, "{field} of {node:?}");
    }
}

#[test]
fn nodes_at_bytes_are_those_of_the_parser() {
    for_each_text(|source, tree| {
        let root = tree.root_node();
        let place = |it: Node<'_>| (it.kind().to_owned(), it.range());
        let raw_place = |it: tree_sitter::Node<'_>| (it.kind().to_owned(), it.start_byte()..end_of_code(it));
        let nodes = source.root().descendants();
        let ranges = nodes.iter().map(|it| it.range());
        let between = nodes.windows(2).map(|it| it[0].start()..it[1].end());
        let points = (0..source.text.len()).map(|it| it..it + 1);
        // At an empty one, the parser also sees what it made up and does not show.
        let all = ranges.chain(between).chain(points).filter(|it| !it.is_empty());
        for range in all {
            let reaches = |it: &tree_sitter::Node<'_>| it.is_missing() || end_of_code(*it) >= range.end;
            let mut raw = root.descendant_for_byte_range(range.start, range.end);
            while let Some(it) = raw.filter(|it| !reaches(it)) {
                raw = it.parent();
            }
            let raw = raw.map(raw_place);
            assert_eq!(source.node_at(range.clone()).map(place), raw, "{range:?}");
        }
    });
}

#[test]
fn shapes_are_where_queries_find_them() {
    let engine = Engine::new(transforms::ALL);
    // What is asked about a match is asked later.
    let asked = Regex::new(r#"\(#(?:"(?:\\.|[^"\\])*"|[^"()])*\)"#).expect("it is a regular expression");
    let query = |language: Language, leaks: &str| Query::new(&language.grammar(), &asked.replace_all(leaks, ""));
    let languages = [Language::JavaScript, Language::TypeScript, Language::Tsx];
    let queries = languages.map(|language| {
        let queries = transforms::ALL.iter().map(|it| query(language, it.leaks));
        queries
            .collect::<Result<Vec<Query>, _>>()
            .expect("what is left is a query")
    });
    let mut all = 0;
    for_each_text(|source, tree| {
        // There, what comes last is another node for the parser.
        let mut all_nodes = source.root().descendants().into_iter();
        let is_trimmed = |it: Node<'_>| {
            let raw = tree.root_node().descendant_for_byte_range(it.start(), it.end());
            raw.is_some_and(|it| end_of_code(it) < it.end_byte())
        };
        if source.path.is_absolute() && all_nodes.any(is_trimmed) {
            return;
        }
        let found = engine.matches(source);
        for (transform, query) in queries[source.language as usize].iter().enumerate() {
            let patterns = query.pattern_count();
            let mut expected = vec![Vec::new(); patterns];
            let mut cursor = QueryCursor::new();
            let mut matches = cursor.matches(query, tree.root_node(), source.text.as_bytes());
            while let Some(it) = matches.next() {
                let name = |index: u32| query.capture_names()[index as usize];
                let captures = it.captures().iter();
                let mut captures: Vec<_> = captures
                    .map(|it| (name(it.index), it.node.start_byte()..end_of_code(it.node)))
                    .collect();
                captures.sort_by_key(|it| it.0);
                expected[it.pattern_index].push(captures);
            }
            for (pattern, expected) in expected.into_iter().enumerate() {
                let own = found.iter().filter(|(order, _)| *order == (transform, pattern));
                let own = own.map(|(_, captures)| {
                    let mut captures: Vec<_> = captures.iter().map(|(name, node)| (*name, node.range())).collect();
                    captures.sort_by_key(|it| it.0);
                    captures
                });
                let own: Vec<_> = own.collect();
                all += own.len();
                let name = transforms::ALL[transform].name;
                assert_eq!(own, expected, "{}: pattern {pattern} of {name}", source.path.display());
            }
        }
    });
    assert!(all > 1000, "{all} matches");
}

/// Hands on each text with the tree that the parser makes of it.
fn for_each_text(mut look: impl FnMut(&Source, &Tree)) {
    let hostile = HOSTILE.map(|(name, text)| (PathBuf::from(name), text.to_owned()));
    let given = env::var_os("LEAKFIX_TREES");
    let given = given.iter().flat_map(env::split_paths);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms");
    let files = given.chain([own]).flat_map(|it| files(&it));
    let texts = files.filter_map(|it| fs::read_to_string(&it).ok().map(|text| (it, text)));
    // What is made of `await (x).y` is compared with the other grammar, in `syntax::misread`.
    let is_misread = |text: &str| Regex::new(r"await\s*(/\*.*\*/\s*)?\(").is_ok_and(|it| it.is_match(text));
    for (path, text) in hostile.into_iter().chain(texts).filter(|(_, text)| !is_misread(text)) {
        let language = Language::of_path(&path).expect("only code is discovered");
        let mut parser = Parser::new();
        parser
            .set_language(&language.grammar())
            .expect("the grammars are of the library's version");
        let tree = parser.parse(&text, None).expect("there is no time-out");
        look(&Source::parse(SourceId(0), path, language, text), &tree);
    }
}

fn files(tree: &Path) -> Vec<PathBuf> {
    let selection = Selection {
        paths: vec![tree.to_owned()],
        everything: false,
    };
    let found = discover(&selection, tree).files;
    found.into_iter().filter(|it| it.selected).map(|it| it.path).collect()
}
