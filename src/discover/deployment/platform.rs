//! Platforms whose functions look like handlers of Lambda and are none: Azure
//! Functions, Firebase, Twilio. Knows the files that mark them, not their functions.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Deployment, draft::Draft};

/// Whether a file of this name marks such a platform.
pub(super) fn is_mark(name: &str) -> bool {
    matches!(
        name,
        "host.json" | "firebase.json" | ".twilioserverlessrc" | ".twiliodeployinfo"
    )
}

/// Says that the platform's functions are no handlers.
pub(super) fn read(path: &Path, name: &str) -> Option<Deployment> {
    let around = path.parent()?;
    let json = || -> Option<Value> { serde_json::from_slice(&fs::read(path).ok()?).ok() };
    let folder = match name {
        // Azure: `{ "version": "2.0", … }`; version 1 may be empty and has functions below.
        "host.json" => {
            let is_azure = json()?.get("version").is_some() || has_azure_function(around);
            is_azure.then(|| around.to_owned())?
        }
        "firebase.json" => firebase_folder(around, &json()?)?,
        _ => around.to_owned(),
    };
    Some(Draft::new(path, &folder).finish_foreign())
}

fn has_azure_function(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|it| it.path().join("function.json").is_file())
}

/// `{ "functions": { "source": "functions" } }`; of several the one around all of them.
fn firebase_folder(around: &Path, config: &Value) -> Option<PathBuf> {
    let functions = config.get("functions")?;
    let source = |it: &Value| it.get("source").and_then(Value::as_str).map(str::to_owned);
    let source = match functions {
        Value::Array(codebases) => codebases.first().and_then(source),
        other => source(other),
    };
    Some(around.join(source.unwrap_or_else(|| "functions".to_owned())))
}
