//! The program as a user meets it: the binary on small projects, and what it prints, writes and exits with.
//! `git` and `patch` have to be installed, and the tests make links and pipes.

#![cfg(unix)]

mod bad_input;
mod check;
mod code;
mod converted;
mod diff;
mod exit;
mod fix;
mod formats;
mod handlers;
mod help;
mod ignore;
mod options;
mod project;
mod readiness;
mod referee;
mod runtimes;
mod scale;
mod stdin;
mod terminal;
