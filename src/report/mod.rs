//! What is printed; one file a format. Knows outcomes, runs nothing.

mod changes;
mod coloured;
mod details;
mod diff;
pub mod document;
mod edited;
mod excerpt;
mod github;
mod gitlab;
mod handlers;
mod hunk;
mod json;
mod markdown;
mod readiness;
mod sarif;
mod split;
mod stats;
mod summary;
mod text;

pub use changes::{Changed, Changes, Unit};
pub use coloured::coloured;
pub use details::details;
pub use diff::{harmless, relative, unified};
pub use edited::edited;
pub use github::github;
pub use gitlab::gitlab;
pub use handlers::HandlerTable;
pub use hunk::{CONTEXT, FileDiff, Hunk, Line, Replaced};
pub use json::{json, json_lines, schema, schema_of_line};
pub use markdown::{LONGEST, Manner, markdown};
pub use readiness::{Tally, readiness};
pub use sarif::sarif;
pub use split::{Index, SplitBy, schema_of_index, split};
pub use stats::Stats;
pub use summary::{NO_HANDLER, Summary};
pub use text::{Text, printable};
