//! Text and trees; knows nothing about what the text means.

mod highlight;
mod language;
mod misread;
mod nesting;
mod node;
mod shape;
mod source;
mod style;
mod trace;
mod tree;

pub use highlight::Class;
pub use language::Language;
pub use nesting::{DEEPEST, is_too_deep};
pub use node::Node;
pub use shape::{Found, Shape, Shapes};
pub use source::{Edit, Piece, Source, SourceId, Sources};
pub use style::Style;
pub use trace::Trace;
