//! What a shell and `man` are told of the command line: completions, and manual pages.

use std::io::{self, Write as _};

use anyhow::bail;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::{SUCCESS, arguments::Cli};

const NAME: &str = "leakfix";

pub(super) fn completions(shell: Shell) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), NAME, &mut script);
    print(&script)
}

/// The page of the program, or of one of its commands.
pub(super) fn man(command: Option<&str>) -> anyhow::Result<u8> {
    let mut whole = Cli::command();
    whole.build();
    let page = match command {
        None => clap_mangen::Man::new(whole),
        Some(name) => {
            let Some(found) = whole.find_subcommand(name) else {
                let names: Vec<&str> = whole.get_subcommands().map(clap::Command::get_name).collect();
                bail!("there is no command `{name}`; there are: {}", names.join(", "));
            };
            let version = concat!("leakfix ", env!("CARGO_PKG_VERSION"));
            clap_mangen::Man::new(found.clone())
                .title(format!("{NAME}-{name}"))
                .source(version)
        }
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    print(&text)
}

fn print(text: &[u8]) -> anyhow::Result<u8> {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.flush()?;
    Ok(SUCCESS)
}
