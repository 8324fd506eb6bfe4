//! Which grammar reads a file; decided by its name alone.

use std::{path::Path, sync::OnceLock};

use super::tree::Marks;

/// The grammar that a file is read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// `.js .mjs .cjs .jsx`, with JSX.
    JavaScript,
    /// `.ts .mts .cts`, without JSX.
    TypeScript,
    /// `.tsx`.
    Tsx,
}

impl Language {
    /// The language of a file, or `None` where there is no code to rewrite
    /// (other files, and declaration files such as `index.d.ts`).
    pub fn of_path(path: &Path) -> Option<Language> {
        let name = path.file_name()?.to_str()?;
        if [".d.ts", ".d.mts", ".d.cts"].iter().any(|it| name.ends_with(it)) {
            return None;
        }
        match path.extension()?.to_str()? {
            "js" | "mjs" | "cjs" | "jsx" => Some(Language::JavaScript),
            "ts" | "mts" | "cts" => Some(Language::TypeScript),
            "tsx" => Some(Language::Tsx),
            _ => None,
        }
    }

    /// TypeScript with or without JSX: the file may hold types.
    pub fn has_types(self) -> bool {
        self != Language::JavaScript
    }

    /// The tree-sitter grammar.
    pub fn grammar(self) -> tree_sitter::Language {
        match self {
            Language::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Language::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Language::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        }
    }

    /// The grammar's number of the nodes that are called so.
    pub(super) fn kind_number(self, name: &str) -> Option<u16> {
        let number = self.grammar().id_for_node_kind(name, true);
        (number != 0).then_some(number)
    }

    /// The grammar's number of a field.
    pub(super) fn field_number(self, name: &str) -> Option<u16> {
        self.grammar().field_id_for_name(name).map(u16::from)
    }

    /// The names in the grammar. Asked for every node, and the library looks each up
    /// among all of them.
    pub(super) fn vocabulary(self) -> &'static Vocabulary {
        static ALL: [OnceLock<Vocabulary>; 3] = [const { OnceLock::new() }; 3];
        ALL[self as usize].get_or_init(|| Vocabulary::of(&self.grammar()))
    }
}

/// Names of kinds and fields, by their numbers.
pub(super) struct Vocabulary {
    kinds: Vec<(String, Marks)>,
    fields: Vec<String>,
}

impl Vocabulary {
    fn of(grammar: &tree_sitter::Language) -> Vocabulary {
        let kinds = u16::try_from(grammar.node_kind_count()).unwrap_or(u16::MAX);
        let fields = u16::try_from(grammar.field_count()).unwrap_or(u16::MAX);
        let kind = |id: u16| {
            let name = grammar.node_kind_for_id(id).unwrap_or_default();
            (name.to_owned(), Marks::of_kind(name, grammar.node_kind_is_named(id)))
        };
        Vocabulary {
            kinds: (0..kinds).map(kind).collect(),
            // No field has the number 0.
            fields: (0..=fields)
                .map(|id| grammar.field_name_for_id(id).unwrap_or_default().to_owned())
                .collect(),
        }
    }

    /// The name of a kind.
    pub fn kind(&self, number: u16) -> &str {
        self.kinds.get(usize::from(number)).map_or(ERROR.0, |it| &it.0)
    }

    /// What is true of all nodes of a kind.
    pub fn marks(&self, number: u16) -> Marks {
        self.kinds.get(usize::from(number)).map_or(ERROR.1, |it| it.1)
    }

    /// Whether a field is called so.
    pub fn is_field(&self, number: u16, name: &str) -> bool {
        number != 0 && self.fields[usize::from(number)] == name
    }
}

/// What could not be read has a number outside of the grammar.
const ERROR: (&str, Marks) = ("ERROR", Marks::NAMED);
