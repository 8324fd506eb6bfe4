//! Writing that is interrupted: whatever happens, a file is its old or its new self, and the next run tidies up.
//! `git` has to be installed.

#![cfg(unix)]

mod killed;
// The tests of the command line use more of it.
#[expect(dead_code)]
#[path = "../cli/project.rs"]
mod project;
mod service;
mod settle;
