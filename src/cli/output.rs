//! Where a run is reported, and in which formats: what `--format` and `--output` ask
//! for. Knows formats by their names, not what they look like.

use std::{path::PathBuf, str::FromStr};

use anyhow::bail;
use clap::ValueEnum;

/// How a run is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// A unified diff
    Diff,
    /// Findings for people
    Text,
    /// One document; `leakfix schema report` prints its JSON Schema
    Json,
    /// The same as lines of JSON
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// The body of a pull request
    Markdown,
    /// One page to read in a browser
    Html,
}

impl ReportFormat {
    /// Whether it tells of files that were not looked at.
    pub fn tells_unread(self) -> bool {
        !matches!(self, ReportFormat::Diff | ReportFormat::Gitlab)
    }
}

/// A format, and the file that it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Requested {
    pub format: ReportFormat,
    /// Stdout, where it is none.
    pub file: Option<PathBuf>,
}

impl FromStr for Requested {
    type Err = String;

    /// `sarif` or `sarif=leaks.sarif`.
    fn from_str(text: &str) -> Result<Requested, String> {
        let (name, file) = match text.split_once('=') {
            Some((name, "")) => return Err(format!("no file is named after `{name}=`")),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = ReportFormat::from_str(name, false).map_err(|_| {
            let names = ReportFormat::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value);
            let names: Vec<String> = names.map(|it| it.get_name().to_owned()).collect();
            format!("there is no format `{name}`; there are: {}", names.join(", "))
        })?;
        Ok(Requested { format, file })
    }
}

/// What is asked for: the `usual` format on stdout where nothing is, and each of several
/// at a place of its own.
///
/// # Errors
/// Where two reports would go to one place, or `--output` names a file for none.
pub(super) fn requested(
    formats: &[Requested],
    output: Option<&PathBuf>,
    usual: Option<ReportFormat>,
) -> anyhow::Result<Vec<Requested>> {
    let mut all = formats.to_vec();
    if all.is_empty() {
        all.extend(usual.map(|format| Requested { format, file: None }));
    }
    if let Some(output) = output {
        let Some(first) = all.iter_mut().find(|it| it.file.is_none()) else {
            bail!(
                "--output {}: no --format is left that has no file yet",
                output.display()
            );
        };
        first.file = Some(output.clone());
    }
    for (at, it) in all.iter().enumerate() {
        if all[..at].iter().any(|other| other.file == it.file) {
            match &it.file {
                Some(file) => bail!("two reports would go to {}: name another file for one", file.display()),
                None => bail!("two reports would go to stdout: name files, as in `--format sarif=leaks.sarif`"),
            }
        }
    }
    Ok(all)
}
