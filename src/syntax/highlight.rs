//! Which parts of a text are keywords, strings, comments and the like. Knows kinds of
//! nodes, no colours.

use std::ops::Range;

use super::{Node, Source};

/// What a part of a text is to who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// `const`, `await`, `this`
    Keyword,
    /// Strings, templates without their `${…}`, regular expressions.
    Text,
    /// A comment.
    Comment,
    /// Numbers, and `true`, `null` and their like.
    Constant,
    /// The name of a function where it is called or defined.
    Function,
    /// The name of a property.
    Property,
    /// The name of a type.
    Type,
}

impl Source {
    /// The parts of the text that are something, in order and disjoint.
    pub fn classes(&self) -> Vec<(Range<usize>, Class)> {
        let nodes = self.root().descendants().into_iter();
        let leaves = nodes.filter(|it| it.below().len() == 1 && !it.range().is_empty());
        leaves.filter_map(|it| Some((it.range(), class(it)?))).collect()
    }
}

fn class(leaf: Node<'_>) -> Option<Class> {
    let around = leaf.parent().map_or("", Node::kind);
    Some(match leaf.kind() {
        "comment" | "html_comment" | "hash_bang_line" => Class::Comment,
        "string_fragment"
        | "escape_sequence"
        | "regex_pattern"
        | "regex_flags"
        | "unescaped_double_string_fragment" => Class::Text,
        "\"" | "'" | "`" => Class::Text,
        "/" if around == "regex" => Class::Text,
        "number" | "true" | "false" | "null" | "undefined" => Class::Constant,
        "this" | "super" | "import" => Class::Keyword,
        "type_identifier" => Class::Type,
        "property_identifier" | "private_property_identifier" => match is_function_name(leaf) {
            true => Class::Function,
            false => Class::Property,
        },
        "shorthand_property_identifier" | "shorthand_property_identifier_pattern" => Class::Property,
        "identifier" if is_function_name(leaf) => Class::Function,
        _ if leaf.is_named() => return None,
        _ if around == "predefined_type" => Class::Type,
        word if word.starts_with(|it: char| it.is_ascii_alphabetic()) => Class::Keyword,
        _ => return None,
    })
}

/// `f` in `f()`, `a.f()`, `function f() {}`, `const f = () => {}` and `a.f = () => {}`.
fn is_function_name(name: Node<'_>) -> bool {
    let Some(around) = name.parent() else {
        return false;
    };
    let is = |field: &str| around.field(field) == Some(name);
    let holds_function = |field: &str| around.field(field).is_some_and(Node::is_function);
    match around.kind() {
        "call_expression" => is("function"),
        "new_expression" => is("constructor"),
        "variable_declarator" => is("name") && holds_function("value"),
        "pair" => is("key") && holds_function("value"),
        "member_expression" => is("property") && around.parent().is_some_and(|it| is_called_or_set(it, around)),
        _ => around.is_function() && is("name"),
    }
}

fn is_called_or_set(around: Node<'_>, member: Node<'_>) -> bool {
    match around.kind() {
        "call_expression" => around.field("function") == Some(member),
        "assignment_expression" => {
            around.field("left") == Some(member) && around.field("right").is_some_and(Node::is_function)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Language, SourceId};

    fn classes(language: Language, code: &str) -> Vec<(String, Class)> {
        let source = Source::parse(SourceId(0), "code".into(), language, code.to_owned());
        let classes = source.classes().into_iter();
        classes.map(|(range, class)| (code[range].to_owned(), class)).collect()
    }

    #[test]
    fn what_a_reader_sees() {
        use Class::{Comment, Constant, Function, Keyword, Property, Text, Type};
        let code = "const f = async (a: string) => b.c(`x${a.d}`, /e/g, 1); // g";
        let wanted = [
            ("const", Keyword),
            ("f", Function),
            ("async", Keyword),
            ("string", Type),
            ("c", Function),
            ("`", Text),
            ("x", Text),
            ("d", Property),
            ("`", Text),
            ("/", Text),
            ("e", Text),
            ("/", Text),
            ("g", Text),
            ("1", Constant),
            ("// g", Comment),
        ];
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(text, class)| ((*text).to_owned(), *class))
            .collect();
        assert_eq!(classes(Language::TypeScript, code), wanted);
    }

    #[test]
    fn handlers_are_functions() {
        let found = classes(
            Language::JavaScript,
            "exports.handler = function () { return new Date(); };",
        );
        assert!(found.contains(&("handler".to_owned(), Class::Function)), "{found:?}");
        assert!(found.contains(&("Date".to_owned(), Class::Function)), "{found:?}");
    }
}
