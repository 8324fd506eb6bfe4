//! What there is to work on: which files, and their text; knows nothing about what the text means.

pub mod deployment;
mod files;
pub mod platform;
mod rules;
mod text;
mod walk;

pub use files::{Candidate, Discovery, Selection, Skipped, discover};
pub use text::{MAX_BYTES, Skip, check, read, read_bytes};
