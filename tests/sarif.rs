//! What is said in SARIF is what the schema of SARIF allows; that comes with a package of npm.

#[path = "npm/mod.rs"]
mod npm;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

const NAMES: [&str; 3] = ["golden/report.sarif", "golden/fixed.sarif", "all examples"];

fn main() {
    let arguments = Arguments::from_args();
    let is_wanted = !arguments.list && NAMES.iter().any(|it| npm::is_wanted(it, &arguments));
    let lacking = if is_wanted { prepare().err() } else { None };
    let trials = NAMES.iter().map(|name| match &lacking {
        Some(lacking) if npm::is_required() => {
            let lacking = lacking.clone();
            Trial::test(*name, move || Err(lacking.into()))
        }
        Some(lacking) => {
            eprintln!("{name} is not run: {lacking}");
            Trial::test(*name, || Ok(())).with_ignored_flag(true)
        }
        None => Trial::test(*name, move || prove(name)),
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn prepare() -> Result<(), String> {
    npm::find_node()?;
    npm::install(&folder(), "1 MB")
}

fn prove(name: &str) -> Result<(), Failed> {
    let text = match name {
        "all examples" => examples(),
        golden => fs::read_to_string(folder().join(golden))?,
    };
    let schema = folder().join("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema)?)?;
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|it| it.to_string())?;
    let log: Value = serde_json::from_str(&text)?;
    let wrong = validator.iter_errors(&log);
    let wrong: Vec<String> = wrong.take(20).map(|it| format!("{}: {it}", it.instance_path)).collect();
    if !wrong.is_empty() {
        return Err(wrong.join("\n").into());
    }
    // A validator that takes anything would prove nothing.
    let mut broken = log;
    broken["runs"][0]["results"][0]["level"] = "dreadful".into();
    match validator.is_valid(&broken) {
        true => Err("the schema takes a level that there is not".into()),
        false => Ok(()),
    }
}

/// One log of all examples of all transforms.
fn examples() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_leakfix"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "--unsafe", "--all", "--format", "sarif", "transforms"])
        .output()
        .expect("the binary is built");
    String::from_utf8(output.stdout).expect("JSON is UTF-8")
}
