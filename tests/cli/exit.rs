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

/// A full disk under the log of stderr: the files are written, and the exit code says what it always says.
#[cfg(target_os = "linux")]
#[test]
fn a_broken_stderr_does_not_change_the_exit_code() {
    use crate::{code::FIXED, project::leakfix};

    let run = |arguments: &[&str]| {
        let project = Project::new(&[("index.js", LEAK), ("old.js", REFUSED)]);
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a device of Linux");
        let status = leakfix(&project.path)
            .args(arguments)
            .stdout(std::process::Stdio::null())
            .stderr(full)
            .status();
        (
            status.expect("the binary is built").code(),
            project.text("index.js") == FIXED,
        )
    };
    assert_eq!(run(&["diff"]), (Some(1), false));
    assert_eq!(run(&["check"]), (Some(1), false));
    assert_eq!(run(&["fix"]), (Some(1), true));
    assert_eq!(run(&["fix", "index.js"]), (Some(0), true));
    assert_eq!(run(&["fix", "index.js", "gone.js"]), (Some(2), true));
    assert_eq!(run(&["fix", "--only", "nonsense"]), (Some(2), false));
}

/// Output that cannot be written is an error: a shell would put an empty file in place of the code.
#[cfg(target_os = "linux")]
#[test]
fn a_broken_stdout_is_an_error() {
    for arguments in [&["diff"] as &[&str], &["check"], &["transforms"], &["explain"]] {
        let project = Project::new(&[("index.js", LEAK)]);
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("a device of Linux");
        let ended = crate::project::leakfix(&project.path)
            .args(arguments)
            .stdout(full)
            .output()
            .expect("the binary is built");
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
        assert!(
            String::from_utf8_lossy(&ended.stderr).starts_with("leakfix: "),
            "{arguments:?}"
        );
    }
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
