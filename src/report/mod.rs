//! What is printed; one file a format. Knows outcomes, runs nothing.

mod changes;
mod diff;
pub mod document;
mod handlers;
mod html;
mod hunk;
mod json;
mod readiness;
mod summary;
mod text;

pub use changes::{Changed, Changes, Unit};
pub use diff::{coloured, relative, unified};
pub use handlers::HandlerTable;
pub use html::html;
pub use hunk::{CONTEXT, FileDiff, Hunk, Line, Replaced};
pub use json::{json, json_lines, schema, schema_of_line};
pub use readiness::{Tally, readiness};
pub use summary::{NO_HANDLER, Summary};
pub use text::Text;
