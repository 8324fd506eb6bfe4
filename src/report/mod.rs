//! What is printed; one file a format. Knows outcomes, runs nothing.

mod changes;
mod coloured;
mod details;
mod diff;
pub mod document;
mod excerpt;
mod handlers;
mod hunk;
mod json;
mod readiness;
mod stats;
mod summary;
mod text;

pub use changes::{Changed, Changes, Unit};
pub use coloured::coloured;
pub use details::details;
pub use diff::{relative, unified};
pub use handlers::HandlerTable;
pub use hunk::{CONTEXT, FileDiff, Hunk, Line, Replaced};
pub use json::{json, json_lines, schema, schema_of_line};
pub use readiness::{Tally, readiness};
pub use stats::Stats;
pub use summary::{NO_HANDLER, Summary};
pub use text::Text;
