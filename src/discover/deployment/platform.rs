//! Platforms whose functions look like handlers of Lambda and are none: Azure
//! Functions, Firebase, Twilio. Knows the files that mark them, not their functions.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Deployment, draft::Draft};
use crate::semantic::read_setting;

/// Whether a file of this name marks such a platform.
pub(super) fn is_mark(name: &str) -> bool {
    matches!(
        name,
        "host.json" | "firebase.json" | ".twilioserverlessrc" | ".twiliodeployinfo"
    )
}

/// Says that the platform's functions are no handlers.
pub(super) fn read(path: &Path, name: &str) -> Vec<Deployment> {
    let around = path.parent().unwrap_or(path);
    let json = || -> Option<Value> { serde_json::from_str(&read_setting(path).ok()?).ok() };
    let folders = match name {
        "host.json" => {
            // Azure: `{ "version": "2.0", … }`; that of version 1 may be empty and has functions below.
            let is_azure = json().is_some_and(|it| it.get("version").is_some() || has_azure_function(around));
            if is_azure { vec![around.to_owned()] } else { Vec::new() }
        }
        "firebase.json" => json().map_or_else(Vec::new, |it| firebase_folders(around, &it)),
        _ => vec![around.to_owned()],
    };
    folders.iter().map(|it| Draft::new(path, it).finish_foreign()).collect()
}

fn has_azure_function(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|it| it.path().join("function.json").is_file())
}

/// `{ "functions": { "source": "functions" } }`, or a list of such.
fn firebase_folders(around: &Path, config: &Value) -> Vec<PathBuf> {
    let folder = |it: &Value| around.join(it.get("source").and_then(Value::as_str).unwrap_or("functions"));
    match config.get("functions") {
        Some(Value::Array(codebases)) => codebases.iter().map(folder).collect(),
        Some(functions) => vec![folder(functions)],
        None => Vec::new(),
    }
}
