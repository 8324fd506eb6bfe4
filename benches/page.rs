//! How long the page of `--format html` takes to load with 2,000 changed files, beside the same page that has the
//! data and draws nothing of it: `cargo bench --bench page`. A ratio past its bar is a failure; where there is no
//! browser to load it in, that is said.

#![forbid(unsafe_code)]

#[path = "../tests/html/pages.rs"]
mod pages;

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode},
};

/// Files that change.
const FILES: usize = 2000;

/// The time of the page to that of its data, at most.
const BAR: f64 = 3.0;

fn main() -> ExitCode {
    match measure() {
        Ok(times) => report(&times),
        Err(reason) => {
            println!("skipped: {reason}");
            ExitCode::SUCCESS
        }
    }
}

/// Milliseconds that the page and its data take, the medians.
fn measure() -> Result<[f64; 2], String> {
    let chromium = pages::chromium()?;
    let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/html");
    if !driver.join("node_modules").is_dir() {
        return Err("run `cargo test --test html` once, which installs what drives the browser".to_owned());
    }
    let home = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (page, bare) = (home.path().join("page.html"), home.path().join("bare.html"));
    let project = home.path().join("project");
    pages::many(&project, FILES);
    pages::commit(&project);
    pages::page(&project, &["check"], &page);
    let text = fs::read_to_string(&page).map_err(|error| error.to_string())?;
    println!("{FILES} changed files, a page of {} KB", text.len() / 1000);
    fs::write(&bare, without_drawing(&text)).map_err(|error| error.to_string())?;
    let output = Command::new("node")
        .arg(driver.join("load.js"))
        .args([&page, &bare])
        .env("LEAKFIX_CHROMIUM", chromium)
        .output()
        .map_err(|error| format!("node cannot be started: {error}"))?;
    let words = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).map_err(|error| format!("load.js: {error}\n{words}"))
}

/// The same page with a script that reads the data, and no more.
fn without_drawing(page: &str) -> String {
    let (before, script) = page.rsplit_once("<script>").expect("the page has a script");
    let (_, after) = script.split_once("</script>").expect("it ends");
    format!("{before}<script>JSON.parse(document.getElementById('data').textContent)</script>{after}")
}

fn report([page, bare]: &[f64; 2]) -> ExitCode {
    let ratio = page / bare;
    let verdict = if ratio <= BAR { "ok" } else { "MISSED" };
    println!("page {page:.0} ms, data alone {bare:.0} ms: ratio {ratio:.2}, bar {BAR:.2}  {verdict}");
    match ratio <= BAR {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
