//! `leakfix diff --split-by`: patches in a directory, and an index of them. Knows where
//! they go, not what is in which.

use anyhow::{Context as _, anyhow};

use super::{
    analysis::{Analysis, analyse},
    arguments::Scan,
    limits::Purpose,
    reporting::Ending,
};
use crate::{
    artifact::{INDEX, may_replace, replace},
    guard::changed,
    report::{Changes, SplitBy, split},
    timings::Stage,
};

/// Writes the patches; `--output` is their directory, and no report's file.
pub(super) fn split_by_key(mut scan: Scan, by: SplitBy) -> anyhow::Result<u8> {
    let directory = scan.output.take().context("--split-by needs --output DIR")?;
    // What cannot be written is said before there is anything to lose.
    may_replace(&directory).map_err(|words| anyhow!(words))?;
    let analysis = analyse(&scan, Purpose::Rewrite)?;
    let is_edited = !changed(&analysis.parts).is_empty();
    let summary = analysis.summary();
    let ending = Ending {
        code: analysis.exit_code(&summary, is_edited),
        ..Ending::default()
    };
    analysis.report(None, &ending)?;
    let files = analysis
        .engine
        .timings
        .measure(Stage::Report, || patches(&analysis, by, &ending));
    replace(&directory, &files).map_err(|words| anyhow!(words))?;
    Ok(analysis.finish(&summary, is_edited))
}

/// The names and the texts of all files, the index last.
fn patches(analysis: &Analysis<'_>, by: SplitBy, ending: &Ending) -> Vec<(String, String)> {
    let changes = Changes::of(&analysis.parts, &analysis.discovery.base);
    let document = analysis.document(&changes, ending);
    let (index, patches) = split(&changes, &document, by);
    let names = index.patches.iter().map(|it| it.file.clone());
    let mut files: Vec<(String, String)> = names.zip(patches).collect();
    let text = serde_json::to_string_pretty(&index).expect("keys are strings") + "\n";
    files.push((INDEX.to_owned(), text));
    files
}
