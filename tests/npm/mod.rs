//! Finds Node.js and installs, once, the packages that a proof names in a lock file. It knows no proof.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::Arguments;

/// Node.js major version from which all proofs run.
const OLDEST_NODE: u32 = 20;

/// Whether this machine has a Node.js that can run a proof.
///
/// # Errors
/// Why it cannot.
pub fn find_node() -> Result<(), String> {
    if std::env::var_os("LEAKFIX_WITHOUT_NODE").is_some_and(|value| value == "1") {
        return Err("LEAKFIX_WITHOUT_NODE is set".to_owned());
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
    Ok(())
}

/// On a CI machine a proof that was not run must not look like one that holds.
pub fn is_required() -> bool {
    let is = |name, wanted| std::env::var_os(name).is_some_and(|value| value == wanted);
    is("CI", "true") && !is("LEAKFIX_WITHOUT_NODE", "1")
}

/// Whether the arguments of a test run ask for a test. Nothing is installed where none of a proof is asked for.
pub fn is_wanted(name: &str, arguments: &Arguments) -> bool {
    let matches = |pattern: &String| {
        if arguments.exact {
            name == pattern
        } else {
            name.contains(pattern.as_str())
        }
    };
    arguments.filter.as_ref().is_none_or(matches) && !arguments.skip.iter().any(matches)
}

/// `npm ci` in a directory below `tests`, unless what is installed came from this very lock file. Other test processes
/// wait meanwhile.
///
/// # Errors
/// npm's words.
pub fn install(directory: &Path, size: &str) -> Result<(), String> {
    let name = directory.file_name().unwrap_or_default().to_string_lossy();
    // Cargo tells tests of such a directory, but not examples.
    let directory_of_locks = option_env!("CARGO_TARGET_TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let lock = directory_of_locks.join(format!("npm-ci-{name}.lock"));
    let lock = File::create(lock).map_err(|error| error.to_string())?;
    lock.lock().map_err(|error| error.to_string())?;

    let wanted = fs::read(directory.join("package-lock.json")).map_err(|error| error.to_string())?;
    let installed = directory.join("node_modules/.installed-from.json");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("installing the packages of tests/{name} (about {size}, once)");
    output(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(directory),
    )?;
    fs::write(installed, wanted).map_err(|error| error.to_string())
}

/// Standard output of a command that succeeds.
///
/// # Errors
/// What the command says of its failure.
pub fn output(command: &mut Command) -> Result<String, String> {
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
