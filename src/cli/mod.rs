//! Commands and exit codes: the only place that knows all the others.

mod analysis;
mod arguments;
mod command;
mod editor;
mod explain;
mod handlers;
mod ignores;
mod init;
mod interactive;
mod interrupted;
mod limits;
mod named;
mod output;
mod page;
mod progress;
mod reporting;
mod schema;
mod settings;
mod shell;
mod splitting;
mod stated;

use std::{
    ffi::OsString,
    io::{self, Write},
};

use anyhow::bail;
use clap::Parser as _;

use self::{
    analysis::analyse,
    arguments::{Cli, Color, Command},
    limits::Purpose,
};
use crate::{leak::Transform, report::printable, transforms};

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
            complain(&format!("{error:#}"));
            FAILURE
        }
    }
}

fn execute(command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Diff {
            scan,
            split_by: Some(by),
        } => splitting::split_by_key(scan.settled()?, by),
        Command::Diff { scan, split_by: None } => analyse(&scan.settled()?, Purpose::Rewrite)?.diff(),
        Command::Fix {
            mut scan,
            allow_dirty,
            interactive,
        } => {
            scan.writes = scan.stdin_path.is_none();
            let scan = scan.settled()?;
            match interactive {
                true => interactive::fix(&scan, allow_dirty),
                false => analyse(&scan, Purpose::Rewrite)?.fix(allow_dirty),
            }
        }
        Command::Check(scan) => analyse(&scan.settled()?, Purpose::Report)?.check(),
        Command::Handlers(list) => handlers::list(list),
        Command::Explain { transform } => explain::explain(transform.as_deref()),
        Command::Transforms => list_transforms(),
        Command::Init => init::init(),
        Command::Schema { schema } => schema::print(schema),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man { command } => shell::man(command.as_deref()),
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

/// Says on one line what went wrong. Names of files are somebody else's words: neither a terminal nor what reads the log
/// of a build must obey them.
fn complain(words: &str) {
    let line: String = words.chars().map(printable).collect();
    say(&format!("leakfix: {line}\n"));
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
