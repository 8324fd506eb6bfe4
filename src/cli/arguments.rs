//! The command line: commands, options and their help; knows nothing of what they do.

use std::path::PathBuf;

use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};

use clap_complete::Shell;

use super::output::Requested;
use crate::{config::Config, report::SplitBy, semantic::Runtime};

/// Finds code that outlives an AWS Lambda invocation in Node.js handlers, and
/// rewrites it.
#[derive(Debug, Parser)]
#[command(name = "leakfix", version, about, max_term_width = 100)]
#[command(after_help = "\
Exit codes:
  0  no leak is left, and no handler that the target runtime refuses
  1  a leak or such a handler is left; for `diff` also: an edit was printed
  2  wrong arguments, a path that does not exist, a file that could not be
     written, or a defect of leakfix (all else was still done)")]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the rewrites as a unified diff; write nothing
    #[command(after_help = "The diff is for `git apply` and `patch -p1`; the summary goes to stderr.")]
    Diff {
        #[command(flatten)]
        scan: Scan,
        /// Write patches that apply alone, in any order, and an index.json to the directory of --output
        #[arg(
            long,
            value_enum,
            value_name = "KEY",
            requires = "output",
            conflicts_with = "stdin_path"
        )]
        split_by: Option<SplitBy>,
    },
    /// Rewrite files in place
    #[command(after_help = "\
Files are replaced as a whole, and only those with a rewrite. A file that git
knows as changed or untracked is refused unless --allow-dirty is given.")]
    Fix {
        #[command(flatten)]
        scan: Scan,
        /// Rewrite files that git knows as changed or untracked, too
        #[arg(long)]
        allow_dirty: bool,
        /// Ask for each rewrite, as `git add -p` does
        #[arg(short, long, conflicts_with = "stdin_path")]
        interactive: bool,
    },
    /// Report leaks, what blocks a fix, and handlers that the target runtime refuses; write nothing
    #[command(after_help = "\
A handler is refused where it has more than two parameters, answers by callback or
by context.succeed, fail or done, or answers nothing and starts work that nothing
waits for: nodejs24.x knows none of that, older runtimes know it all. Places of
deployment files that name an older runtime than the target are told and left.")]
    Check(Scan),
    /// List the functions that Lambda calls, how each answers and what it leaks
    #[command(after_help = "\
A function is a handler where a deployment file declares it; where none speaks of
a file, an exported function called `handler` or `lambdaHandler`, one with the
parameters (event, context) or (event, context, callback), or one with a type of
aws-lambda. Others are named by file and export: `handlers = [\"src/x.main\"]` in
leakfix.toml, or --handler src/x.main.")]
    Handlers(List),
    /// Say what a transform finds, why it leaks and what it becomes
    Explain {
        /// The transform; all of them where none is given
        transform: Option<String>,
    },
    /// List the transforms
    Transforms,
    /// Write a commented leakfix.toml for the project in the current directory
    #[command(after_help = "What is found there is said in it; a file that there is already is left.")]
    Init,
    /// Print a JSON Schema
    Schema {
        /// Of what
        #[arg(value_enum)]
        schema: Schema,
    },
    /// Print completions for a shell
    #[command(after_help = "\
bash: leakfix completions bash > ~/.local/share/bash-completion/completions/leakfix
zsh:  leakfix completions zsh > \"${fpath[1]}/_leakfix\"
fish: leakfix completions fish > ~/.config/fish/completions/leakfix.fish")]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page: `leakfix man | man -l -`
    Man {
        /// Of this command
        command: Option<String>,
    },
}

/// What has a JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Schema {
    /// leakfix.toml
    Config,
    /// What `--format json` reports
    Report,
    /// A line of what `--format jsonl` reports
    ReportLine,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// Files and directories whose handlers are listed [default: `paths` of leakfix.toml, or .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// This export is a handler, too: `src/x.main` (may be given more than once)
    #[arg(long = "handler", value_name = "FILE.EXPORT")]
    pub handlers: Vec<String>,
    /// How they are listed
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    pub format: Format,
    /// Walk everything: ignored files, node_modules, minified and large files
    #[arg(long)]
    pub no_ignore: bool,
    /// Threads to use [default: one per core]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    #[command(flatten)]
    pub source: ConfigSource,
}

#[derive(Debug, Default, Args)]
pub(super) struct Scan {
    /// Files and directories that may be edited [default: `paths` of leakfix.toml, or .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Use only this transform (may be given more than once)
    #[arg(long, value_name = "TRANSFORM", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Leave this transform out (may be given more than once)
    #[arg(long, value_name = "TRANSFORM", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// This export is a handler, too: `src/x.main` (may be given more than once)
    #[arg(long = "handler", value_name = "FILE.EXPORT")]
    pub handlers: Vec<String>,
    #[arg(long = "target", value_name = "RUNTIME", value_parser = runtimes())]
    #[arg(help = format!("The runtime that handlers are to run on [default: {}]", Runtime::default().name()))]
    pub asked_target: Option<Runtime>,
    /// The same, as it is settled.
    #[arg(skip)]
    pub target: Runtime,
    /// Rewrite also where what the code does may change
    #[arg(long)]
    pub r#unsafe: bool,
    /// Use `fs/promises` and its like rather than `util.promisify`
    #[arg(long)]
    pub prefer_builtin: bool,
    /// Look at functions that no handler reaches, too
    #[arg(long)]
    pub all: bool,
    /// Walk everything: ignored files, node_modules, minified and large files
    #[arg(long)]
    pub no_ignore: bool,
    /// Threads to use [default: one per core]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Report in this format, to a file or to stdout: diff, text, json, jsonl, sarif, github, gitlab, markdown,
    /// html (may be given more than once)
    #[arg(long = "format", value_name = "FORMAT[=FILE]")]
    pub formats: Vec<Requested>,
    /// Write the report to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Links in markdown lead there: a path is appended to this address
    #[arg(long, value_name = "URL", value_parser = link_base)]
    pub link_base: Option<String>,
    /// Only handlers whose code has changed since HEAD's branch left this commit, or has in the working tree
    #[arg(long, value_name = "REF", conflicts_with = "stdin_path")]
    pub since: Option<String>,
    /// Only what this report does not know, made with `--format json`
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Print findings, diff and errors, no summary; twice: errors alone
    #[arg(short, long, action = clap::ArgAction::Count, conflicts_with = "verbose")]
    pub quiet: u8,
    /// Name each file that changed or was skipped, and what became of each handler
    #[arg(short, long)]
    pub verbose: bool,
    /// Count by transform, and by reason what is left
    #[arg(long)]
    pub stats: bool,
    /// Say on stderr how long each stage takes
    #[arg(long)]
    pub timings: bool,
    /// Read the code of this file from stdin; `fix` prints the new code
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub stdin_path: Option<PathBuf>,
    /// Exit with 0 where it would be 1
    #[arg(long)]
    pub exit_zero: bool,
    #[command(flatten)]
    pub source: ConfigSource,
    /// What that file says.
    #[arg(skip)]
    pub config: Option<Config>,
    /// Files are to be written: no option, but what the command is for
    #[arg(skip)]
    pub writes: bool,
}

/// Which `leakfix.toml` counts.
#[derive(Debug, Default, Args)]
pub(super) struct ConfigSource {
    /// Read this file rather than the nearest leakfix.toml
    #[arg(long = "config", value_name = "FILE", conflicts_with = "no_config")]
    pub file: Option<PathBuf>,
    /// Read no leakfix.toml
    #[arg(long)]
    pub no_config: bool,
}

/// With a `/` at its end.
fn link_base(text: &str) -> Result<String, String> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let breaks = |it: char| it.is_whitespace() || it.is_control() || "()<>[]\\`\"?#|*".contains(it);
    if !is_address || text.contains(breaks) {
        return Err("it has to be the address of a folder, as in https://github.com/owner/name/blob/main/".to_owned());
    }
    Ok(format!("{}/", text.trim_end_matches('/')))
}

fn runtimes() -> impl TypedValueParser<Value = Runtime> {
    let names = PossibleValuesParser::new(Runtime::ALL.map(Runtime::name));
    names.map(|it| Runtime::of_name(&it).expect("no other name is possible"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table
    Text,
    /// One document
    Json,
}
