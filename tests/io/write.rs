//! `write` writes a set of files as a whole or leaves all of them alone, and never leaves anything beside them.

use std::fs;

use leakfix::write::{Change, Failure, WriteError, write};

use crate::folder::Folder;

impl Folder {
    fn change(&self, name: &str) -> Change {
        let path = self.at(name);
        if !path.exists() {
            fs::write(&path, "before\r\n").expect("a file");
        }
        Change {
            path,
            before: "before\r\n".to_owned(),
            after: "after\r\n".to_owned(),
        }
    }
}

/// The set cannot be written: every file is as it was, and there is nothing new.
#[track_caller]
fn assert_refused(folder: &Folder, set: &[Change]) -> WriteError {
    let names = folder.names();
    let texts = || set.iter().map(|change| fs::read(&change.path).ok()).collect::<Vec<_>>();
    let before = texts();
    let error = write(set).expect_err("it is refused");
    assert_eq!(texts(), before);
    assert_eq!(folder.names(), names);
    assert!(error.to_string().ends_with("; nothing was written"), "{error}");
    error
}

#[test]
fn all_files_of_a_set() {
    let folder = Folder::new();
    let set = ["a.js", "b.js", "c.js"].map(|name| folder.change(name));
    write(&set).expect("written");
    assert!(
        set.iter()
            .all(|change| fs::read_to_string(&change.path).expect("readable") == "after\r\n")
    );
    assert_eq!(folder.names(), ["a.js", "b.js", "c.js"]);
    write(&[]).expect("nothing to do");
    let same = Change {
        path: folder.at("gone.js"),
        before: "a".to_owned(),
        after: "a".to_owned(),
    };
    write(&[same]).expect("nothing to do either");
}

#[test]
fn a_file_that_changed_meanwhile() {
    let folder = Folder::new();
    let set = ["a.js", "b.js"].map(|name| folder.change(name));
    folder.file("b.js", "before\n");
    let error = assert_refused(&folder, &set);
    assert!(matches!(error.what, Failure::Changed));
    assert_eq!(error.path, set[1].path);
    assert!(
        error.to_string().contains("b.js: changed since it was read: run again"),
        "{error}"
    );
}

#[test]
fn a_file_that_is_gone_or_no_file() {
    let folder = Folder::new();
    let set = ["a.js", "b.js"].map(|name| folder.change(name));
    fs::remove_file(&set[1].path).expect("it is there");
    assert!(matches!(assert_refused(&folder, &set).what, Failure::Gone));
    fs::create_dir(&set[1].path).expect("nothing is there");
    assert!(matches!(assert_refused(&folder, &set).what, Failure::NotAFile));
}

#[test]
fn a_file_named_twice() {
    let folder = Folder::new();
    let error = assert_refused(&folder, &[folder.change("a.js"), folder.change("./a.js")]);
    assert!(matches!(error.what, Failure::NamedTwice));
}

#[cfg(unix)]
mod unix {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn the_mode_is_kept() {
        let folder = Folder::new();
        for mode in [0o755, 0o600, 0o664, 0o2775] {
            let change = folder.change(&format!("{mode:o}.js"));
            fs::set_permissions(&change.path, Permissions::from_mode(mode)).expect("ours");
            write(std::slice::from_ref(&change)).expect("written");
            assert_eq!(fs::metadata(&change.path).expect("there").mode() & 0o7777, mode);
        }
    }

    /// Discovery has found out what a link leads to: one that is met here has been made since.
    #[test]
    fn a_file_that_has_become_a_link() {
        let folder = Folder::new();
        let outside = Folder::new();
        outside.file("victim.js", "before\r\n");
        let set = ["a.js", "b.js"].map(|name| folder.change(name));
        fs::remove_file(&set[1].path).expect("it is there");
        symlink(outside.at("victim.js"), &set[1].path).expect("a link");
        assert!(matches!(assert_refused(&folder, &set).what, Failure::NotAFile));
        assert_eq!(outside.text("victim.js"), "before\r\n");
        assert_eq!(outside.names(), ["victim.js"]);
    }

    /// The same one level up, and two: what is reached through a link is never read or written.
    #[test]
    fn a_directory_that_has_become_a_link() {
        for swapped in ["src", "src/api"] {
            let folder = Folder::new();
            let outside = Folder::new();
            outside.file("api/b.js", "before\r\n");
            outside.file("b.js", "before\r\n");
            folder.file("src/api/b.js", "before\r\n");
            let set = [folder.change("a.js"), folder.change("src/api/b.js")];
            fs::remove_dir_all(folder.at(swapped)).expect("it is there");
            symlink(&outside.path, folder.at(swapped)).expect("a link");
            let error = assert_refused(&folder, &set);
            assert!(matches!(error.what, Failure::Elsewhere), "{error}");
            assert_eq!(outside.text("api/b.js"), "before\r\n");
            assert_eq!(outside.names(), ["api", "b.js"]);
        }
    }

    /// Nothing is waited for.
    #[test]
    fn a_file_that_has_become_a_pipe() {
        let folder = Folder::new();
        let set = [folder.change("a.js")];
        fs::remove_file(&set[0].path).expect("it is there");
        let made = std::process::Command::new("mkfifo").arg(&set[0].path).status();
        assert!(made.expect("mkfifo is there").success());
        let error = write(&set).expect_err("a pipe is no file");
        assert!(matches!(error.what, Failure::NotAFile), "{error}");
        assert_eq!(folder.names(), ["a.js"]);
    }

    /// As two spellings of a name do where case does not count. Only root can mount; without that nothing is proven.
    #[test]
    fn one_file_under_two_paths() {
        let folder = Folder::new();
        folder.file("one/a.js", "before\r\n");
        folder.file("two/b.js", "");
        let (one, two) = (folder.at("one"), folder.at("two"));
        let mount = |arguments: &[&std::path::Path]| {
            let output = std::process::Command::new("mount")
                .arg("--bind")
                .args(arguments)
                .output();
            output.is_ok_and(|it| it.status.success())
        };
        if mount(&[&one, &two]) {
            let set = ["one/a.js", "two/a.js"].map(|name| folder.change(name));
            let error = write(&set).expect_err("it is one file");
            let unmounted = std::process::Command::new("umount").arg(&two).status();
            assert!(unmounted.expect("umount is there").success());
            assert!(matches!(error.what, Failure::NamedTwice), "{error}");
            assert_eq!(folder.text("one/a.js"), "before\r\n");
        }
    }

    /// The system refuses in the midst of a text, as it does when the disk is full.
    #[test]
    fn a_text_that_does_not_fit() {
        let folder = Folder::new();
        let set = [Change {
            after: "x".repeat(1 << 20),
            ..folder.change("a.js")
        }];
        // Past the limit, a signal comes unless it is ignored, and only a shell can do that for its children.
        let this = std::env::current_exe().expect("the test");
        let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" --exact write::unix::writes_what_it_is_told";
        let output = std::process::Command::new("sh")
            .args(["-c", script])
            .arg(this)
            .env("LEAKFIX_TEST_WRITE", &set[0].path)
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            said.contains("cannot prepare the new text beside it: File too large"),
            "{said}"
        );
        assert_eq!(folder.text("a.js"), "before\r\n");
        assert_eq!(folder.names(), ["a.js"]);
    }

    /// What [`a_text_that_does_not_fit`] runs; without its variable nothing happens.
    #[test]
    fn writes_what_it_is_told() {
        if let Some(path) = std::env::var_os("LEAKFIX_TEST_WRITE") {
            let change = Change {
                path: path.into(),
                before: "before\r\n".to_owned(),
                after: "x".repeat(1 << 20),
            };
            panic!("{}", write(&[change]).expect_err("it does not fit"));
        }
    }

    #[test]
    fn a_file_with_two_names() {
        let folder = Folder::new();
        let set = ["a.js", "b.js"].map(|name| folder.change(name));
        fs::hard_link(&set[1].path, folder.at("other.js")).expect("a link");
        assert!(matches!(
            assert_refused(&folder, &set).what,
            Failure::HardLinked { names: 2 }
        ));
    }

    #[test]
    fn a_read_only_file() {
        let folder = Folder::new();
        let set = ["a.js", "b.js"].map(|name| folder.change(name));
        fs::set_permissions(&set[1].path, Permissions::from_mode(0o444)).expect("ours");
        assert!(matches!(assert_refused(&folder, &set).what, Failure::ReadOnly));
    }

    /// Root may write everywhere; then this proves nothing.
    #[test]
    fn a_read_only_directory() {
        let folder = Folder::new();
        folder.file("in/a.js", "before\r\n");
        let set = [folder.change("b.js"), folder.change("in/a.js")];
        fs::set_permissions(folder.at("in"), Permissions::from_mode(0o555)).expect("ours");
        if fs::write(folder.at("in/probe"), "").is_err() {
            let error = assert_refused(&folder, &set);
            assert!(matches!(error.what, Failure::Io { .. }), "{error}");
        }
        fs::set_permissions(folder.at("in"), Permissions::from_mode(0o755)).expect("ours");
    }

    /// Nobody makes files in there, not even root.
    #[test]
    fn a_directory_that_takes_no_files() {
        let path = fs::canonicalize("/proc/self").map(|it| it.join("comm"));
        let Some((path, before)) = path
            .ok()
            .and_then(|it| Some((it.clone(), fs::read_to_string(it).ok()?)))
        else {
            return;
        };
        let change = Change {
            path,
            before,
            after: "after".to_owned(),
        };
        let error = write(&[change]).expect_err("no journal can be kept there");
        assert!(error.to_string().contains("cannot keep a journal"), "{error}");
    }

    #[test]
    fn the_owner_is_kept_where_that_is_allowed() {
        let folder = Folder::new();
        let change = folder.change("a.js");
        if std::os::unix::fs::chown(&change.path, Some(1234), Some(1234)).is_ok() {
            write(std::slice::from_ref(&change)).expect("written");
            let metadata = fs::metadata(&change.path).expect("there");
            assert_eq!((metadata.uid(), metadata.gid()), (1234, 1234));
        }
    }
}
