//! What an earlier report says was there: findings by their fingerprints, and handlers
//! that were refused. Knows the report's JSON, and none of what it is compared with.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::report::document::VERSION;

/// What is known already.
#[derive(Debug, Default)]
pub struct Baseline {
    fingerprints: HashSet<String>,
    /// The file and the export of each handler that was refused.
    refused: HashSet<(String, String)>,
}

#[derive(Deserialize)]
struct Report {
    version: u32,
    findings: Vec<Finding>,
    handlers: Vec<Handler>,
    limits: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Finding {
    fingerprint: String,
}

#[derive(Deserialize)]
struct Handler {
    export: String,
    exported_in: String,
    now: String,
}

impl Baseline {
    /// Reads a report made with `--format json`.
    ///
    /// # Errors
    /// Why it is none, in one sentence.
    pub fn read(path: &PathBuf) -> Result<Baseline, String> {
        let wrong = |words: String| format!("--baseline {}: {words}", Path::new(path).display());
        let bytes = fs::read(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
        let report: Report = serde_json::from_slice(&bytes).map_err(|error| {
            let how = "make one with `leakfix check --format json=FILE`";
            wrong(format!("is no report of leakfix: {error}: {how}"))
        })?;
        if report.version != VERSION {
            let words = format!("is of version {} of the format, not {VERSION}", report.version);
            return Err(wrong(format!("{words}: make it again")));
        }
        if report.limits.is_some() {
            let words = "does not tell all that was there, being made with --since or --baseline itself";
            return Err(wrong(format!("{words}: make it again without")));
        }
        let refused = report.handlers.into_iter().filter(|it| it.now == "refused");
        Ok(Baseline {
            fingerprints: report.findings.into_iter().map(|it| it.fingerprint).collect(),
            refused: refused.map(|it| (it.exported_in, it.export)).collect(),
        })
    }

    /// Whether this was found then.
    pub fn has(&self, fingerprint: &str) -> bool {
        self.fingerprints.contains(fingerprint)
    }

    /// Whether the handler that a file exports was refused then.
    pub fn refuses(&self, file: String, export: &str) -> bool {
        self.refused.contains(&(file, export.to_owned()))
    }
}
