//! Reading JSON with its lines: it is an expression of JavaScript. Knows no tool.

use std::{path::Path, sync::Arc};

use super::{
    Problem,
    script::Script,
    scripts::Scripts,
    value::{Data, Value},
};
use crate::{
    semantic::Linker,
    syntax::{Language, Node, Source, SourceId, is_too_deep},
};

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
    let text = format!("({text})");
    if is_too_deep(&text, Language::JavaScript) {
        return Value::new(file, 1, Data::Unknown);
    }
    let source = Source::parse(SourceId(0), file.to_path_buf(), Language::JavaScript, text);
    let resolve = Linker::default();
    let scripts = Scripts::new(&resolve, file);
    scripts.fuel.set(usize::MAX);
    let script = Script {
        scripts: &scripts,
        module: None,
        source: &source,
        file: Arc::clone(file),
        hops: 0,
    };
    let statement = source.root().first_child();
    let expression = statement.and_then(Node::first_child);
    expression.map_or_else(|| Value::new(file, 1, Data::Unknown), |it| script.value(it))
}
