//! Reading JSON with its lines: it is an expression of JavaScript. Knows no tool.

use std::{path::Path, sync::Arc};

use super::{
    Problem,
    script::Script,
    scripts::Scripts,
    value::{Data, Value},
};
use crate::semantic::{Linker, sketch::Sketch};

/// Reads JSON with its lines.
pub(super) fn json(file: &Arc<Path>, text: &str) -> Result<Value, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        return Err(Problem {
            path: file.to_path_buf(),
            line: Some(error.line()),
            reason: format!("no JSON: {error}"),
        });
    }
    Ok(json_with_comments(file, text))
}

/// Reads what `tsconfig.json` may hold: JSON with comments and commas at the end. It is an expression of JavaScript.
pub(super) fn json_with_comments(file: &Arc<Path>, text: &str) -> Value {
    // A comment may end the text.
    let Some((sketch, whole)) = Sketch::of_expression(&format!("({text}\n)")) else {
        return Value::new(file, 1, Data::Unknown);
    };
    let resolve = Linker::default();
    let scripts = Scripts::new(&resolve, file);
    scripts.fuel.set(usize::MAX);
    Script::new(&scripts, file, &sketch, 0).value(whole)
}
