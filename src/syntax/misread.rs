//! Where the parser's tree is not what the language says, and what is made of that:
//! comments behind code, `await (x).y`, `await` as a name, and `async` before a line break. Knows kinds of nodes, no meaning.

use super::{
    Language,
    tree::{Marks, Tree, small},
};

impl Tree {
    /// The tree as the language has it.
    pub(super) fn mended(mut self, language: Language, text: &str) -> Tree {
        self.end_before_comments();
        if text.contains("await") {
            self.refuse_awaits_in_no_async_function(language);
            if language == Language::JavaScript {
                self.read_awaits(language, text);
            }
        }
        if text.contains("async") {
            self.refuse_parted_async(language, text);
        }
        self
    }

    /// The parser takes `async` for the function's own although a line ends behind it, where the
    /// language has it for a name (ECMA-262, "no LineTerminator here"): nothing there is told.
    fn refuse_parted_async(&mut self, language: Language, text: &str) {
        let word = language.grammar().id_for_node_kind("async", false);
        for place in 1..small(self.0.len()) {
            if self.record(place).kind != word {
                continue;
            }
            let function = self.record(place).parent;
            let (from, next) = (self.record(place).end, self.record(place).after);
            let next = self.children(function).find(|it| *it >= next && !self.is_comment(*it));
            let to = next.map_or(from, |it| self.record(it).start);
            if text[from as usize..to as usize].contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
                self.cannot_be_read(function);
            }
        }
    }

    /// The parser takes a comment for a part of the statement that it follows where no
    /// semicolon ends that: `const f = () => {} // comment`. A node ends where its code does.
    fn end_before_comments(&mut self) {
        for comment in 1..small(self.0.len()) {
            let around = self.record(comment).parent;
            let is_last = self.record(comment).after == self.record(around).after;
            if !self.is_comment(comment) || !is_last {
                continue;
            }
            let code = self.children(around).filter(|it| !self.is_comment(*it)).last();
            if let Some(code) = code {
                self.end_with(around, code);
            }
        }
    }

    fn is_comment(&self, place: u32) -> bool {
        self.record(place).marks.has(Marks::COMMENT)
    }

    /// Lets a node end with the last code in it, as those around that ended there; what
    /// stands behind it belongs to the first one that goes on.
    fn end_with(&mut self, place: u32, last: u32) {
        let (old, new) = (self.record(place).end, self.record(last).end);
        let (behind, after) = (self.record(last).after, self.record(place).after);
        let mut place = place;
        while place != 0 && self.record(place).end == old && !self.record(place).marks.has(Marks::ERROR) {
            let record = &mut self.0[place as usize];
            (record.end, record.after) = (new, behind);
            place = record.parent;
        }
        for comment in behind..after {
            self.0[comment as usize].parent = place;
        }
    }

    /// The parser takes any `await` for an operator, where the language has it for a name in
    /// functions that are not async (ECMA-262, "IdentifierReference").
    fn refuse_awaits_in_no_async_function(&mut self, language: Language) {
        let kinds = Kinds::of(language);
        for place in 1..small(self.0.len()) {
            let is_await = self.record(place).kind == kinds.await_expression;
            let function = is_await.then(|| self.function_around(place, &kinds)).flatten();
            if function.is_some_and(|it| !self.is_async(it, &kinds)) {
                self.cannot_be_read(place);
            }
        }
    }

    /// The name of a method that is computed belongs to what is around it.
    fn function_around(&self, place: u32, kinds: &Kinds) -> Option<u32> {
        let mut below = place;
        loop {
            let around = self.parent(below)?;
            let name = kinds.name(around, self);
            let is_method = name == "method_definition" && kinds.name(below, self) != "computed_property_name";
            if is_method || name.contains("function") {
                return Some(around);
            }
            below = around;
        }
    }

    fn is_async(&self, function: u32, kinds: &Kinds) -> bool {
        self.children(function).any(|it| kinds.name(it, self) == "async")
    }

    /// The parser takes `await (x).y` for a call of something named `await`.
    fn read_awaits(&mut self, language: Language, text: &str) {
        let kinds = Kinds::of(language);
        for name in 1..small(self.0.len()) {
            let record = self.record(name);
            let is_name = record.kind == kinds.identifier && &text[record.range()] == "await";
            let call = record.parent;
            let is_callee = call + 1 == name && kinds.name(call, self) == "call_expression";
            if is_name && is_callee && self.may_await(name, &kinds) {
                self.read_await(name, &kinds);
            }
        }
    }

    /// Whether `await` is no name there: in an async function, or outside of all in a module.
    fn may_await(&self, place: u32, kinds: &Kinds) -> bool {
        let mut all = self.children(0);
        match self.function_around(place, kinds) {
            Some(function) => self.is_async(function, kinds),
            None => all.any(|it| matches!(kinds.name(it, self), "import_statement" | "export_statement")),
        }
    }

    /// `call(name, arguments)` at the front of a chain becomes `await` of the chain, which
    /// begins with what was in parentheses: as many nodes, two places further.
    fn read_await(&mut self, name: u32, kinds: &Kinds) {
        let (call, list) = (name - 1, name + 1);
        let is_chained = |it: &u32| {
            let chains = [
                "call_expression",
                "member_expression",
                "subscript_expression",
                "update_expression",
            ];
            self.record(*it).start == self.record(name).start && chains.contains(&kinds.name(*it, self))
        };
        let next = |it: &u32| self.parent(*it).filter(|up| *up + 1 == *it).filter(&is_chained);
        let first = std::iter::successors(Some(call), next).last().unwrap_or(call);
        let in_list = self
            .children(list)
            .filter(|it| self.record(*it).marks.has(Marks::NAMED) && !self.is_comment(*it));
        if in_list.count() != 1 || kinds.name(list, self) != "arguments" {
            return self.cannot_be_read(call);
        }
        let (list_start, around) = (self.record(list).start, self.record(first).parent);
        for place in list + 1..self.record(first).after {
            let parent = self.record(place).parent;
            if (first..call).contains(&parent) {
                self.0[place as usize].parent = parent + 2;
            }
        }
        let mut wait = self.record(first).clone();
        (wait.kind, wait.parent) = (kinds.await_expression, around);
        let mut word = self.record(name).clone();
        (word.kind, word.field, word.marks, word.parent, word.after) =
            (kinds.word, 0, Marks::of_kind("await", false), first, first + 2);
        let chain: Vec<_> = (first..call).map(|it| self.record(it).clone()).collect();
        let mut inner = self.record(list).clone();
        (inner.kind, inner.field) = (kinds.parenthesized, self.record(call).field);
        inner.parent = call + 1;
        self.0[first as usize] = wait;
        self.0[first as usize + 1] = word;
        for (number, mut record) in (first + 2..).zip(chain) {
            (record.start, record.parent) = (list_start, number - 1);
            self.0[number as usize] = record;
        }
        if first == call {
            (inner.parent, inner.field) = (first, 0);
        } else {
            let top = &mut self.0[first as usize + 2];
            (top.parent, top.field) = (first, 0);
        }
        self.0[list as usize] = inner;
    }

    /// `await (a, b).c`: no rewrite may touch the function around.
    fn cannot_be_read(&mut self, place: u32) {
        self.0[place as usize].marks.add(Marks::ERROR);
        let around: Vec<u32> = std::iter::successors(Some(place), |it| self.parent(*it)).collect();
        for place in around {
            self.0[place as usize].marks.add(Marks::UNREADABLE);
        }
    }
}

/// Numbers of kinds in a grammar.
struct Kinds {
    language: Language,
    identifier: u16,
    await_expression: u16,
    parenthesized: u16,
    /// The token.
    word: u16,
}

impl Kinds {
    fn of(language: Language) -> Kinds {
        let grammar = language.grammar();
        Kinds {
            language,
            identifier: grammar.id_for_node_kind("identifier", true),
            await_expression: grammar.id_for_node_kind("await_expression", true),
            parenthesized: grammar.id_for_node_kind("parenthesized_expression", true),
            word: grammar.id_for_node_kind("await", false),
        }
    }

    fn name(&self, place: u32, tree: &Tree) -> &'static str {
        self.language.vocabulary().kind(tree.record(place).kind)
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::{Language, Source, SourceId};

    fn nodes(language: Language, text: &str) -> Vec<String> {
        let source = Source::parse(SourceId(0), "a".into(), language, text.to_owned());
        let nodes = source.root().descendants().into_iter();
        nodes
            .map(|it| {
                let around = it.parent().map(|it| (it.kind().to_owned(), it.range()));
                let fields = [
                    "function",
                    "object",
                    "arguments",
                    "property",
                    "value",
                    "left",
                    "body",
                    "index",
                ];
                let fields = fields.map(|name| it.field(name).map(|it| it.range()));
                format!("{} {:?} in {around:?} {fields:?}", it.kind(), it.range())
            })
            .collect()
    }

    /// The grammar of TypeScript knows better.
    #[test]
    fn awaited_parentheses_are_those_of_the_other_grammar() {
        for code in [
            "await (x).y;",
            "await (x)();",
            "await (async () => { await (f)().g; })();",
            "return (await (await f()).json()).b[await (c).d];",
            "await (a ? b : c)(d).e(await (g)());",
            "const a = await (b).c + await (d)(e)[f];",
            "await (x) + 1; await (x);",
            "if (await (x).y) { g(await (/* c */ h)()) }",
            "await\n(x)().catch(await (y).z)",
        ] {
            let text = format!("async function f() {{\n{code}\n}}\n");
            assert_eq!(
                nodes(Language::JavaScript, &text),
                nodes(Language::Tsx, &text),
                "{code}"
            );
            let text = format!("import a from 'a';\n{}\n", code.trim_start_matches("return "));
            assert_eq!(
                nodes(Language::JavaScript, &text),
                nodes(Language::Tsx, &text),
                "{code}"
            );
        }
    }

    #[test]
    fn a_name_stays_a_name_and_what_cannot_be_read_is_known() {
        let has = |text: &str, kind: &str| nodes(Language::JavaScript, text).iter().any(|it| it.starts_with(kind));
        assert!(!has("function f() { await (x).y; }", "await_expression"));
        assert!(!has("await (x).y;", "await_expression"));
        for code in ["await (0, x)();", "await /* c */ (h)();"] {
            let text = format!("async function f() {{ {code} }}");
            let source = Source::parse(SourceId(0), "a".into(), Language::JavaScript, text);
            assert!(source.root().has_error(), "{code}");
        }
    }

    #[test]
    fn await_is_a_name_in_a_function_that_is_not_async() {
        let cannot_be_read = |text: &str| {
            let source = Source::parse(SourceId(0), "a".into(), Language::JavaScript, text.to_owned());
            source.root().has_error()
        };
        for text in [
            "function f() { await + 1; }",
            "async () => { h(function () { await\n/a/g; }); };",
        ] {
            assert!(cannot_be_read(text), "{text}");
        }
        assert!(cannot_be_read("async () => { h(() => await x); };"));
        for text in [
            "async function f() { await [1].g(); }",
            "await [1].g();",
            "async () => ({ [await f()]() {} });",
            "async () => { class A { [await f()]() {} } };",
        ] {
            assert!(!cannot_be_read(text), "{text}");
        }
    }

    #[test]
    fn async_before_a_line_break_is_no_word_of_the_function() {
        let cannot_be_read = |text: &str| {
            let source = Source::parse(SourceId(0), "a".into(), Language::JavaScript, text.to_owned());
            source.root().has_error()
        };
        assert!(cannot_be_read("async /* two\n lines */ function f() {}"));
        assert!(cannot_be_read("async /* one */ /*\n*/ function f() {}"));
        for text in [
            "async /* c */ function f() {\n}",
            "const f = async (a,\n b) =>\n {};",
            "async\nf();",
            "async // why\nfunction f() {}",
            "class A { async /*\n*/ f() {} }",
        ] {
            assert!(!cannot_be_read(text), "{text}");
        }
        let read = nodes(Language::JavaScript, "async\nfunction f() {}");
        assert!(read.iter().any(|it| it.starts_with("identifier 0..5")), "{read:?}");
    }
}
