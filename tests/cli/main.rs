//! The program as a user meets it: the binary on small projects, and what it prints, writes and exits with.
//! `git` and `patch` have to be installed, and the tests make links and pipes.

#![cfg(unix)]

mod annotations;
mod answering_packages;
mod bad_input;
mod baseline;
mod check;
mod code;
mod config;
mod converted;
mod diff;
mod exit;
mod fix;
mod formats;
mod handlers;
mod help;
mod ignore;
mod interactive;
mod markdown;
mod options;
mod pages;
mod project;
mod readiness;
mod referee;
mod runtimes;
mod sarif;
mod scale;
mod schema;
mod since;
mod split;
mod stdin;
mod suppress;
mod terminal;
