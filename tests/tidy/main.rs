//! The rules of the source code that a program can check.

mod knowledge;
mod manners;
mod source;
mod transform;
