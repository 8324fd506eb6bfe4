//! What is printed; one file a format. Knows outcomes, runs nothing.

mod diff;
mod summary;
mod text;

pub use diff::{coloured, relative, unified};
pub use summary::Summary;
pub use text::Text;
