//! Which grammar a file needs, told by its name alone; knows nothing about grammars or contents.

use std::path::Path;

/// The grammar a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// JavaScript, JSX included.
    JavaScript,
    /// TypeScript without JSX, where `<T>x` is a cast.
    TypeScript,
    /// TypeScript with JSX.
    Tsx,
}

impl Language {
    /// The language of the file of this name, if leakfix reads it.
    ///
    /// `None` for declaration files (`.d.ts`, `.d.mts`, `.d.cts`) too: they hold no code to rewrite.
    pub fn of_path(path: &Path) -> Option<Language> {
        if is_declaration(path) {
            return None;
        }
        match path.extension()?.to_str()? {
            "js" | "mjs" | "cjs" | "jsx" => Some(Language::JavaScript),
            "ts" | "mts" | "cts" => Some(Language::TypeScript),
            "tsx" => Some(Language::Tsx),
            _ => None,
        }
    }
}

fn is_declaration(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    [".d.ts", ".d.mts", ".d.cts"]
        .iter()
        .any(|ending| name.ends_with(ending.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Option<Language> {
        Language::of_path(Path::new(name))
    }

    #[test]
    fn the_ending_decides() {
        for name in ["a.js", "b/a.mjs", "a.cjs", "a.jsx", "a.test.js"] {
            assert_eq!(of(name), Some(Language::JavaScript), "{name}");
        }
        for name in ["a.ts", "a.mts", "a.cts", "d.ts"] {
            assert_eq!(of(name), Some(Language::TypeScript), "{name}");
        }
        assert_eq!(of("a.tsx"), Some(Language::Tsx));
    }

    #[test]
    fn declarations_and_other_files_are_not_read() {
        for name in [
            "a.d.ts", "a.d.mts", "a.d.cts", "a.json", "js", ".js", "a.js.map", "a.",
        ] {
            assert_eq!(of(name), None, "{name}");
        }
    }
}
