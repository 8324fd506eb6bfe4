//! Text and trees; knows nothing about meaning.

mod language;

pub use language::Language;
