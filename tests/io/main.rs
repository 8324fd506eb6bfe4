//! The edges towards the world, against the real tools: `git` and `patch` have to be installed.

mod diff;
mod discover;
mod folder;
mod git;
mod rules;
mod write;
