//! What the user gets to see, one file a format.

pub mod diff;
