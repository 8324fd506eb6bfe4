//! Any bytes as files that declare handlers: YAML, JSON, HCL, TOML, Architect's, and scripts.

#![no_main]

use leakfix_fuzz::{MAX_BYTES, fix_and_judge, with_project};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 12] = [
    "serverless.yml",
    "serverless.json",
    "serverless.ts",
    "template.yaml",
    "template.json",
    "main.tf",
    "netlify.toml",
    "app.arc",
    "sst.config.ts",
    "lib/stack.ts",
    "package.json",
    "tsconfig.json",
];

const HANDLER: &[u8] = b"exports.handler = async () => 1;\n";

// The first byte says how the file is called; after a byte of zero a second one of the same kind follows.
fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else {
        return;
    };
    if text.len() > MAX_BYTES {
        return;
    }
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let mut parts = text.splitn(2, |it| *it == 0);
    let (one, other) = (parts.next().unwrap_or_default(), parts.next());
    let mut files = vec![(name, one), ("index.js", HANDLER), ("src/index.js", HANDLER)];
    let second = match name {
        "main.tf" => "variables.tf",
        _ => "included.yml",
    };
    files.extend(other.map(|it| (second, it)));
    with_project(&files, fix_and_judge);
});
