//! What is printed; one file a format. Knows outcomes, runs nothing.

mod diff;
mod handlers;
mod readiness;
mod summary;
mod text;

pub use diff::{coloured, relative, unified};
pub use handlers::HandlerTable;
pub use readiness::{Tally, readiness};
pub use summary::{NO_HANDLER, Summary};
pub use text::{Text, printable};
