//! A repository that was made to harm whoever runs leakfix in it: it ends soon, in little memory, with a sentence, and
//! has read and written nothing outside. What is large or deep is generated here.

#![cfg(unix)]

#[path = "../cli/code.rs"]
#[expect(dead_code)]
mod code;
mod deep;
mod endless;
mod names;
mod outside;
// The tests of the command line use more of it.
#[path = "../cli/project.rs"]
#[expect(dead_code)]
mod project;
mod trap;

use std::time::{Duration, Instant};

use code::{FIXED, LEAK};
use project::{Project, Ran};

/// A run that takes longer hangs: the tests are not optimised, and other programs run beside them.
const SOON: Duration = Duration::from_secs(60);

/// Fixes `index.js`, whatever lies beside it; gives what was said.
#[track_caller]
fn fix_all_the_same(project: &Project) -> Ran {
    project.file("index.js", LEAK);
    let start = Instant::now();
    let ran = project.run(&["fix"]);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(project.text("index.js"), FIXED);
    ran
}
