//! Which grammar reads a file; decided by its name alone.

use std::{collections::HashMap, num::NonZeroU16, path::Path, sync::OnceLock};

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

    /// The names in the grammar. Asked for every node, and the library looks each up
    /// among all of them.
    pub(super) fn vocabulary(self) -> &'static Vocabulary {
        static ALL: [OnceLock<Vocabulary>; 3] = [const { OnceLock::new() }; 3];
        ALL[self as usize].get_or_init(|| Vocabulary::of(&self.grammar()))
    }
}

/// Names of kinds and fields.
pub(super) struct Vocabulary {
    kinds: Vec<String>,
    fields: HashMap<String, NonZeroU16>,
}

impl Vocabulary {
    fn of(grammar: &tree_sitter::Language) -> Vocabulary {
        let kinds = u16::try_from(grammar.node_kind_count()).unwrap_or(u16::MAX);
        let fields = u16::try_from(grammar.field_count()).unwrap_or(u16::MAX);
        Vocabulary {
            kinds: (0..kinds)
                .map(|id| grammar.node_kind_for_id(id).unwrap_or_default().to_owned())
                .collect(),
            fields: (1..=fields)
                .filter_map(|id| Some((grammar.field_name_for_id(id)?.to_owned(), NonZeroU16::new(id)?)))
                .collect(),
        }
    }

    /// The name of a kind; ERROR nodes have a number of their own.
    pub fn kind(&self, id: u16) -> Option<&str> {
        self.kinds.get(usize::from(id)).map(String::as_str)
    }

    /// The number of a field.
    pub fn field(&self, name: &str) -> Option<NonZeroU16> {
        self.fields.get(name).copied()
    }
}
