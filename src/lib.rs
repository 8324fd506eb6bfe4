//! leakfix finds code that outlives a Lambda invocation and rewrites it.
//!
//! ```text
//! discover → survey → plan → ┬ parse → analyze → locate → propose → close → compose → apply → verify ─┐
//!                            │            ▲                                                          │ until nothing is proposed
//!                  each part │            └──────────────────────────────────────────────────────────┘
//! ```
//!
//! The modules in reading order:

pub mod syntax;

pub mod semantic;

pub mod rewrite;

pub mod leak;

mod pattern;

pub mod query;

pub mod verify;

pub mod finding;

pub mod readiness;

mod originally;

pub mod attribution;

mod blocked;

mod pass;

pub mod fix;

pub mod timings;

pub mod discover;

pub mod typings;

pub mod program;

pub mod config;

pub mod report;

pub mod git;

pub mod write;

pub mod guard;

pub mod choice;

pub mod fingerprint;

pub mod baseline;

pub mod artifact;

pub mod save;

pub mod cli;

// Transforms live at the top of the repository, one folder each, because they
// are what people come here to read and add. They are ordinary modules.
#[path = "../transforms/mod.rs"]
pub mod transforms;
