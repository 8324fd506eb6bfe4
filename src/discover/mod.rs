//! What there is to work on: which files, and their text; knows nothing about what the text means.

pub mod files;
pub mod text;
mod walk;
