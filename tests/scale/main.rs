//! Which files a program is made of: who imports what may change is never missed, and nothing is read for nothing.

#![forbid(unsafe_code)]

mod importers;
mod parts;
mod project;
