//! Any bytes as a file of code: read, parsed twice, rewritten, and the result judged.

#![no_main]

use leakfix_fuzz::{MAX_BYTES, fix_and_judge, with_project};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = [
    "index.js",
    "index.mjs",
    "index.cjs",
    "index.ts",
    "index.jsx",
    "index.tsx",
];

// The first byte says how the file is called.
fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else {
        return;
    };
    if text.len() > MAX_BYTES {
        return;
    }
    let name = NAMES[usize::from(*first) % NAMES.len()];
    with_project(&[(name, text)], fix_and_judge);
});
