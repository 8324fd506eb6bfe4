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

    #[test]
    fn a_link_stays_a_link() {
        let folder = Folder::new();
        folder.file("lib/a.js", "before\r\n");
        symlink("lib/a.js", folder.at("a.js")).expect("a link");
        write(&[folder.change("a.js")]).expect("written");
        assert_eq!(
            fs::read_link(folder.at("a.js")).expect("a link").to_str(),
            Some("lib/a.js")
        );
        assert_eq!(folder.text("lib/a.js"), "after\r\n");
        assert_eq!(folder.names(), ["a.js", "lib"]);
        assert_eq!(fs::read_dir(folder.at("lib")).expect("a directory").count(), 1);
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

    #[test]
    fn a_directory_that_takes_no_files() {
        let folder = Folder::new();
        let set = [
            folder.change("a.js"),
            Change {
                path: "/proc/self/comm".into(),
                ..folder.change("b.js")
            },
        ];
        // Nobody makes files in there, not even root.
        if set[1].path.exists() {
            let error = assert_refused(&folder, &set);
            assert!(
                matches!(
                    error.what,
                    Failure::Io {
                        doing: "prepare the new text beside it",
                        ..
                    }
                ),
                "{error}"
            );
        }
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
