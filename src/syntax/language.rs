//! Which grammar reads a file; decided by its name alone.

use std::path::Path;

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
}
