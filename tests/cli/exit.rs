//! Exit codes: 0 nothing is left, 1 a leak is left or an edit was printed, 2 something could not be done.

use crate::code::{BROKEN, CLEAN, LEAK, NEVER_SENT, REFUSED, UNREACHED, UNSAFE};
use crate::project::Project;

/// The exit codes of `diff`, `fix` and `check` for a project with this file.
#[track_caller]
fn codes(code: &str, more: &[&str]) -> [i32; 3] {
    ["diff", "fix", "check"].map(|command| {
        let project = Project::new(&[("index.js", code)]);
        project.run(&[&[command], more].concat()).code
    })
}

/// `diff` has printed an edit, `fix` has left nothing, `check` has found a leak.
#[test]
fn a_leak_that_can_be_fixed() {
    assert_eq!(codes(LEAK, &[]), [1, 0, 1]);
}

/// A leak is left, whatever is done.
#[test]
fn a_leak_that_is_refused() {
    assert_eq!(codes(REFUSED, &[]), [1, 1, 1]);
}

/// Without `--unsafe` it is left, with it it is rewritten.
#[test]
fn a_leak_that_needs_unsafe() {
    assert_eq!(codes(UNSAFE, &[]), [1, 1, 1]);
    assert_eq!(codes(UNSAFE, &["--unsafe"]), [1, 0, 1]);
}

/// Nothing is left to say.
#[test]
fn no_leak() {
    assert_eq!(codes(CLEAN, &[]), [0, 0, 0]);
}

/// No handler reaches it: it is none unless `--all` is given.
#[test]
fn a_leak_that_no_handler_reaches() {
    assert_eq!(codes(UNREACHED, &[]), [0, 0, 0]);
    assert_eq!(codes(UNREACHED, &["--all"]), [1, 0, 1]);
}

/// Notes never count.
#[test]
fn a_note() {
    assert_eq!(codes(NEVER_SENT, &[]), [0, 0, 0]);
}

/// Skipped files are printed and do not count.
#[test]
fn a_file_that_cannot_be_read() {
    assert_eq!(codes(BROKEN, &[]), [0, 0, 0]);
}

/// Programs that apply rewrites to many repositories commit only on 0.
#[test]
fn exit_zero() {
    for code in [LEAK, REFUSED, UNSAFE, CLEAN] {
        assert_eq!(codes(code, &["--exit-zero"]), [0, 0, 0]);
    }
}

/// `--exit-zero` is about leaks; an error stays one.
#[test]
fn exit_zero_hides_no_error() {
    assert_eq!(codes(LEAK, &["--exit-zero", "gone.js"]), [2, 2, 2]);
    assert_eq!(codes(LEAK, &["--exit-zero", "--only", "nonsense"]), [2, 2, 2]);
}

/// What cannot be understood is not guessed.
#[test]
fn wrong_arguments() {
    let project = Project::new(&[("index.js", LEAK)]);
    for arguments in [
        &[] as &[&str],
        &["nonsense"],
        &["diff", "--nonsense"],
        &["diff", "-j", "many"],
        &["diff", "--color", "mauve"],
        &["check", "--allow-dirty"],
        &["explain", "await-sdk-call", "twice"],
    ] {
        let ran = project.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
    assert_eq!(project.text("index.js"), LEAK);
}
