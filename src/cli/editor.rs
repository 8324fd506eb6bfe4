//! The user's editor: a text goes in, what became of it comes out. Knows no patch.

use std::{env, ffi::OsString, process::Command};

use crate::artifact::Draft;

/// Has the user edit a text.
///
/// # Errors
/// Why nothing came of it, in one sentence.
pub(super) fn edit(text: &str) -> Result<String, String> {
    let named = |name: &str| env::var_os(name).filter(|it| !it.is_empty());
    let editor = named("VISUAL").or_else(|| named("EDITOR"));
    let editor = editor.ok_or("no editor is named: set VISUAL or EDITOR")?;
    let draft = Draft::of(text).map_err(|error| format!("the patch cannot be written for the editor: {error}"))?;
    let shown = editor.to_string_lossy().into_owned();
    let ended = command(editor, &draft)
        .status()
        .map_err(|error| format!("`{shown}` cannot be run: {error}"))?;
    if !ended.success() {
        return Err(format!("`{shown}` has failed: {ended}"));
    }
    draft
        .text()
        .map_err(|error| format!("the edited patch cannot be read: {error}"))
}

/// By a shell, since editors are named with their options, as `code --wait`.
#[cfg(unix)]
fn command(mut editor: OsString, draft: &Draft) -> Command {
    let mut command = Command::new("sh");
    editor.push(" \"$@\"");
    command.arg("-c").arg(&editor).arg("editor").arg(draft.path());
    command
}

#[cfg(not(unix))]
fn command(editor: OsString, draft: &Draft) -> Command {
    let words = editor.to_string_lossy().into_owned();
    let mut words = words.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(draft.path());
    command
}
