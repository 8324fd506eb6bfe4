//! The page of `--format html`, read in a real browser: what it shows, how it is moved about in, and that it loads
//! nothing and runs nothing of what it shows. The pictures are in `target/tmp/html`, to be looked at.
#![forbid(unsafe_code)]

#[path = "npm/mod.rs"]
mod npm;
#[path = "html/pages.rs"]
mod pages;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::Arc,
};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

/// The checks of `tests/html/drive.js`.
const CHECKS: [&str; 14] = [
    "shows findings at their places",
    "shows the lines of the diff",
    "shows both views, light and dark",
    "filters by outcome, transform, file and handler",
    "moves by keys",
    "follows addresses",
    "draws what is near alone",
    "takes all code for text",
    "runs no other script and asks for nothing",
    "says what was written",
    "can be read without scripts",
    "prints all that is shown",
    "can be used with a screen reader",
    "fits narrow windows",
];

const SAME: &str = "is the same whatever the number of threads";

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let is_wanted = !arguments.list && CHECKS.iter().any(|it| npm::is_wanted(it, &arguments));
    let machine = if is_wanted { prepare() } else { Ok(PathBuf::new()) };
    let verdicts = match &machine {
        Ok(chromium) if is_wanted => drive(chromium),
        Ok(_) => Ok(BTreeMap::new()),
        Err(reason) => {
            eprintln!("the page cannot be read: {reason}");
            Ok(BTreeMap::new())
        }
    };
    let verdicts = Arc::new(verdicts);
    let checks = CHECKS.iter().map(|name| {
        let verdicts = Arc::clone(&verdicts);
        trial(name, machine.as_ref().err(), move || verdict(name, &verdicts))
    });
    let trials = checks.chain([Trial::test(SAME, is_the_same)]).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Without a browser a check is shown as ignored; where there has to be one, as failed.
fn trial(name: &str, lacking: Option<&String>, run: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    match lacking.cloned() {
        None => Trial::test(name, run),
        Some(lacking) if npm::is_required() => Trial::test(name, move || Err(lacking.into())),
        Some(lacking) => {
            let kind = lacking.lines().next().unwrap_or_default().to_owned();
            Trial::test(name, run).with_kind(kind).with_ignored_flag(true)
        }
    }
}

/// The browser, and what drives it.
fn prepare() -> Result<PathBuf, String> {
    npm::find_node()?;
    let chromium = pages::chromium()?;
    npm::install(&root().join("tests/html"), "60 MB")?;
    Ok(chromium)
}

/// By check, what is wrong.
fn drive(chromium: &Path) -> Result<BTreeMap<String, Value>, String> {
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let at = |name: &str| home.path().join(name);
    sample(&at("sample"));
    pages::page(&at("sample"), &["check"], &at("sample.html"));
    pages::page(&at("sample"), &["fix"], &at("written.html"));
    nasty(&at("nasty"));
    pages::page(&at("nasty"), &["check"], &at("nasty.html"));
    pages::many(&at("many"), 1200);
    pages::commit(&at("many"));
    pages::page(&at("many"), &["check"], &at("many.html"));
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("html");
    fs::create_dir_all(&shots).map_err(|error| error.to_string())?;
    let mut node = Command::new("node");
    node.arg(root().join("tests/html/drive.js"))
        .args(["sample", "nasty", "many", "written"].map(|it| at(&format!("{it}.html"))))
        .arg(shots)
        .env("LEAKFIX_CHROMIUM", chromium);
    let verdicts = npm::output(&mut node)?;
    serde_json::from_str(&verdicts).map_err(|error| format!("{error}: {verdicts}"))
}

fn verdict(name: &str, verdicts: &Result<BTreeMap<String, Value>, String>) -> Result<(), Failed> {
    match verdicts.as_ref().map(|it| it.get(name)) {
        Ok(Some(Value::Null)) => Ok(()),
        Ok(Some(wrong)) => Err(wrong.as_str().unwrap_or_default().into()),
        Ok(None) => Err("drive.js knows no such check".into()),
        Err(reason) => Err(reason.into()),
    }
}

fn is_the_same() -> Result<(), Failed> {
    let home = tempfile::tempdir()?;
    let at = |name: &str| home.path().join(name);
    sample(&at("sample"));
    pages::page(&at("sample"), &["check", "-j", "1"], &at("one.html"));
    pages::page(&at("sample"), &["check", "-j", "4"], &at("four.html"));
    let (one, four) = (
        fs::read_to_string(at("one.html"))?,
        fs::read_to_string(at("four.html"))?,
    );
    match one == four && !one.contains(&*home.path().to_string_lossy()) {
        true => Ok(()),
        false => Err("the pages differ, or name a directory of this machine".into()),
    }
}

/// The project that all formats are tried on.
fn sample(home: &Path) {
    copy(&root().join("tests/formats/project"), home);
    pages::commit(home);
}

/// Names and code that would like to be more than text.
fn nasty(home: &Path) {
    let code = "\
const { S3 } = require('aws-sdk');
const s3 = new S3();
exports.handler = async (event) => {
  const role = 'user\u{202e}\u{2066}// nimda'; // \u{2028} `</noscript><script>hacked=1</script>`
  // </script><img src=x onerror=hacked=1> <!-- {{data}} -->
  s3.putObject({ Bucket: '<b>&amp;\u{2029}', Key: event.__proto__ }, (err) => { if (err) console.error(err); });
  return role;
};
";
    pages::write(home, "src/plain.js", code);
    pages::write(home, "src/<img src=x onerror=hacked=1>.js", code);
    pages::write(home, "src/</script><script>hacked=1</script>#%2f 'ü\".js", code);
    pages::commit(home);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable directory");
    for entry in fs::read_dir(from).expect("a folder of the repository") {
        let path = entry.expect("a readable entry").path();
        let target = to.join(path.file_name().expect("it has a name"));
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).expect("a writable directory")),
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
