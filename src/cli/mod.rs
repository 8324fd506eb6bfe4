//! Commands and exit codes: the only place that knows all the others.

mod analysis;
mod arguments;
mod handlers;
mod named;
mod output;
mod progress;
mod reporting;

use std::{
    ffi::OsString,
    io::{self, Write},
};

use anyhow::bail;
use clap::Parser as _;

use self::{
    analysis::analyse,
    arguments::{Cli, Color, Command},
};
use crate::{leak::Transform, transforms};

/// Nothing is left to say.
pub const SUCCESS: u8 = 0;
/// A leak is left, or `diff` has printed an edit.
pub const LEFT: u8 = 1;
/// Something could not be done: arguments, files, or a defect of leakfix.
pub const FAILURE: u8 = 2;

/// Runs the program; gives its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { FAILURE } else { SUCCESS };
        }
    };
    choose_colour(cli.color);
    match execute(cli.command) {
        Ok(code) => code,
        // Whoever reads has seen enough.
        Err(error) if is_broken_pipe(&error) => SUCCESS,
        Err(error) => {
            say(&format!("leakfix: {error:#}\n"));
            FAILURE
        }
    }
}

fn execute(command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Diff(scan) => analyse(&scan)?.diff(),
        Command::Fix { scan, allow_dirty } => analyse(&scan)?.fix(allow_dirty),
        Command::Check(scan) => analyse(&scan)?.check(),
        Command::Handlers(list) => handlers::list(list),
        Command::Explain { transform } => explain(transform.as_deref()),
        Command::Transforms => list_transforms(),
    }
}

fn known(name: &str) -> anyhow::Result<&'static Transform> {
    let Some(transform) = transforms::ALL.iter().find(|it| it.name == name) else {
        let names: Vec<&str> = transforms::ALL.iter().map(|it| it.name).collect();
        bail!("there is no transform `{name}`; there are: {}", names.join(", "));
    };
    Ok(transform)
}

/// Prints to stderr. Where nobody can be told, the exit code still says it.
fn say(words: &str) {
    let _ = anstream::stderr().write_all(words.as_bytes());
}

fn explain(name: Option<&str>) -> anyhow::Result<u8> {
    let mut out = anstream::stdout().lock();
    match name {
        Some(name) => out.write_all(known(name)?.docs.as_bytes())?,
        None => {
            for transform in transforms::ALL {
                out.write_all(transform.docs.as_bytes())?;
                out.write_all(b"\n")?;
            }
        }
    }
    out.flush()?;
    Ok(SUCCESS)
}

fn list_transforms() -> anyhow::Result<u8> {
    let mut out = anstream::stdout().lock();
    for transform in transforms::ALL {
        writeln!(out, "{:20} {}", transform.name, transform.message)?;
    }
    out.flush()?;
    Ok(SUCCESS)
}

fn choose_colour(color: Color) {
    match color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
