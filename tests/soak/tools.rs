//! What other programs make of a rewrite: git of its diff, Node.js of its text. Knows
//! nothing of how it came about.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use leakfix::report::FileDiff;

use crate::judge::New;

/// What is wrong with the changed files of a directory, in one sentence each.
pub fn judge_with_tools(home: &Path, news: &[New]) -> Vec<String> {
    let mut wrong = Vec::new();
    if !news.is_empty() {
        wrong.extend(applied(home, news).err());
        wrong.extend(news.iter().filter_map(checked));
    }
    wrong
}

/// Whether `git apply` makes the new texts of the old ones.
fn applied(home: &Path, news: &[New]) -> Result<(), String> {
    let copy = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut patch = String::new();
    for New { path, old, new } in news {
        let name = path.strip_prefix(home).unwrap_or(path);
        let target = copy.path().join(name);
        let written = fs::create_dir_all(target.parent().unwrap_or(home)).and_then(|()| fs::write(&target, old));
        written.map_err(|error| error.to_string())?;
        patch += &FileDiff::of(name.to_string_lossy().into_owned(), old, new).patch(|_| true);
    }
    let git = Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(copy.path())
        .status();
    git.map_err(|error| format!("git: {error}"))?;
    let mut git = Command::new("git")
        .args(["apply", "--whitespace=nowarn", "-"])
        .current_dir(copy.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git: {error}"))?;
    let mut input = git.stdin.take().ok_or("git reads nothing")?;
    input
        .write_all(patch.as_bytes())
        .map_err(|error| format!("git: {error}"))?;
    drop(input);
    let ended = git.wait_with_output().map_err(|error| format!("git: {error}"))?;
    if !ended.status.success() {
        return Err(format!("git apply: {}", String::from_utf8_lossy(&ended.stderr).trim()));
    }
    for New { path, new, .. } in news {
        let name = path.strip_prefix(home).unwrap_or(path);
        if fs::read_to_string(copy.path().join(name)).ok().as_ref() != Some(new) {
            return Err(format!("{}: git apply makes something else of it", name.display()));
        }
    }
    Ok(())
}

/// What `node --check` says against a new text whose old one it takes.
fn checked(file: &New) -> Option<String> {
    let extension = file.path.extension()?.to_str()?;
    if !matches!(extension, "js" | "mjs" | "cjs") || !takes(&file.old, extension).ok()? {
        return None;
    }
    match takes(&file.new, extension) {
        Ok(true) => None,
        Ok(false) => Some(format!("{}: node --check does not take it", file.path.display())),
        Err(error) => Some(format!("node: {error}")),
    }
}

fn takes(text: &str, extension: &str) -> std::io::Result<bool> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("checked").with_extension(extension);
    fs::write(&path, text)?;
    let mut node = Command::new("node");
    node.arg("--check")
        .arg(path)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Ok(node.status()?.success())
}
