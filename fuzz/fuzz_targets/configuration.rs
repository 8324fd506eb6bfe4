//! Any bytes as what leakfix itself reads of its user: leakfix.toml, a journal, a baseline.

#![no_main]

use std::path::PathBuf;

use leakfix::{baseline::Baseline, config::Config, write};
use leakfix_fuzz::{MAX_BYTES, with_project};
use libfuzzer_sys::fuzz_target;

const OLD: &[u8] = b"exports.handler = () => 1;\n";

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else {
        return;
    };
    if text.len() > MAX_BYTES {
        return;
    }
    match first % 3 {
        0 => {
            let text = String::from_utf8_lossy(text);
            let _ = Config::parse(PathBuf::from("leakfix.toml"), &text);
        }
        1 => with_project(&[("baseline.json", text)], |project| {
            let _ = Baseline::read(&project.join("baseline.json"));
        }),
        _ => with_project(
            &[(".leakfix-journal", text), ("index.js", OLD), ("src/a.js", OLD)],
            |project| {
                let _ = write::settle(project);
                let mut names: Vec<_> = std::fs::read_dir(project)
                    .expect("a directory")
                    .flatten()
                    .map(|it| it.file_name())
                    .collect();
                names.sort();
                assert!(names.iter().any(|it| it == "index.js"), "{names:?}");
            },
        ),
    }
});
