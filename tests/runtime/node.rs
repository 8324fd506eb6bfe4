//! Finds Node.js and installs, once, the packages the proof needs. It knows nothing of examples.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Node.js major version from which the worker and dynalite run.
const OLDEST_NODE: u32 = 20;

/// The runtimes this machine can run; the reason if it can run none.
pub fn prepare() -> Result<Vec<String>, String> {
    if std::env::var_os("LEAKFIX_WITHOUT_NODE").is_some_and(|value| value == "1") {
        return Err("LEAKFIX_WITHOUT_NODE is set".to_owned());
    }
    if !cfg!(unix) {
        return Err("stopping a process takes SIGSTOP".to_owned());
    }
    let version = output(Command::new("node").arg("--version"))?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    if major.is_none_or(|major: u32| major < OLDEST_NODE) {
        return Err(format!("node is {}, not {OLDEST_NODE} or newer", version.trim()));
    }
    install()?;
    let runtimes = output(Command::new("node").arg(directory().join("runtimes.js")))?;
    Ok(runtimes.lines().map(str::to_owned).collect())
}

/// On a CI machine a proof that was not run must not look like one that holds.
pub fn is_required() -> bool {
    let is = |name, wanted| std::env::var_os(name).is_some_and(|value| value == wanted);
    is("CI", "true") && !is("LEAKFIX_WITHOUT_NODE", "1")
}

/// `tests/runtime`, with the worker and `node_modules`.
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/runtime")
}

/// `npm ci`, unless what is installed came from this very lock file. Other test processes wait meanwhile.
fn install() -> Result<(), String> {
    let lock =
        File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm-ci.lock")).map_err(|error| error.to_string())?;
    lock.lock().map_err(|error| error.to_string())?;

    let wanted = fs::read(directory().join("package-lock.json")).map_err(|error| error.to_string())?;
    let installed = directory().join("node_modules/.installed-from.json");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("installing the packages of tests/runtime (about 500 MB, once)");
    output(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(directory()),
    )?;
    fs::write(installed, wanted).map_err(|error| error.to_string())
}

fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{program} cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "{program} fails with {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
