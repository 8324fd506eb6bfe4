//! leakfix finds code that outlives a Lambda invocation and rewrites it.

pub mod semantic;
pub mod syntax;
