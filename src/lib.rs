//! leakfix finds code that outlives a Lambda invocation and rewrites it.

pub mod discover;
pub mod git;
pub mod report;
pub mod semantic;
pub mod syntax;
pub mod write;
