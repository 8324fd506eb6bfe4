//! What a run finds that was interrupted before it, state by state: each is built by hand.

use std::fs;
use std::os::unix::fs::symlink;

use crate::project::{Project, Ran};
use crate::service::{CALLER, STORE, service};

/// The service, its files when all is done, and the journal of a run that was about to do it.
struct Interrupted {
    project: Project,
    after: Vec<(&'static str, String)>,
    journal: String,
}

const ID: &str = "0123456789abcdef";
const FILES: [(&str, &str); 3] = [("caller0.js", CALLER), ("caller1.js", CALLER), ("store.js", STORE)];

impl Interrupted {
    fn new() -> Interrupted {
        let project = service(2);
        assert_eq!(project.run(&["fix"]).code, 0);
        let after = FILES.map(|(name, _)| (name, project.text(&format!("together/{name}"))));
        project.git(&["reset", "--quiet", "--hard"]);
        let texts = |(name, before): (&str, &str), after: &str| {
            serde_json::json!({ "path": name, "texts": { "before": before, "after": after } }).to_string()
        };
        let files: Vec<String> = FILES
            .iter()
            .zip(&after)
            .map(|(it, (_, after))| texts(*it, after))
            .collect();
        Interrupted {
            project,
            after: after.into(),
            journal: format!(r#"{{"leakfix-journal":1,"id":"{ID}","files":[{}]}}"#, files.join(",")),
        }
    }

    fn with_journal(text: impl AsRef<[u8]>) -> Interrupted {
        let it = Interrupted::new();
        it.project.file("together/.leakfix-journal", text);
        it
    }

    /// As many files as that are new, and what lies beside them then.
    fn with_swapped(files: usize) -> Interrupted {
        let it = Interrupted::new();
        it.project.file("together/.leakfix-journal", &it.journal);
        for (number, (name, after)) in it.after.iter().enumerate() {
            match number < files {
                true => it.project.file(&format!("together/{name}"), after),
                false => it.beside(number, "new", after),
            }
            it.beside(number, "old", "whatever was written of it");
        }
        it
    }

    fn beside(&self, number: usize, kind: &str, text: &str) {
        self.project
            .file(&format!("together/.leakfix-{ID}-{number}.{kind}"), text);
    }

    /// All files are new, and nothing lies beside them.
    #[track_caller]
    fn is_done(&self) {
        for (name, after) in &self.after {
            assert_eq!(self.project.text(&format!("together/{name}")), *after, "{name}");
        }
        self.is_tidy();
    }

    #[track_caller]
    fn is_tidy(&self) {
        let names: Vec<_> = self
            .project
            .bytes()
            .into_keys()
            .filter(|it| it.starts_with("together"))
            .collect();
        assert_eq!(names.len(), FILES.len(), "{names:?}");
    }

    /// Nothing was read or written because of the journal, and it is where it was.
    #[track_caller]
    fn is_left_alone(&self, ran: &Ran, words: &str) {
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(words), "{}", ran.err);
        assert!(self.project.at("together/.leakfix-journal").symlink_metadata().is_ok());
        for (name, before) in FILES {
            assert_eq!(self.project.text(&format!("together/{name}")), before, "{name}");
        }
    }
}

/// The set is finished, though git knows its first files as changed now; the rest of the run is as ever.
#[test]
fn a_set_that_is_half_new_is_finished() {
    for files in 1..FILES.len() {
        let it = Interrupted::with_swapped(files);
        let ran = it.project.run(&["fix"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let words = "together/.leakfix-journal: an interrupted run of `leakfix fix` is finished: ";
        assert!(ran.err.contains(words), "{}", ran.err);
        it.is_done();
        let second = it.project.run(&["fix"]);
        assert!(!second.err.contains("interrupted"), "{}", second.err);
    }
}

/// Nothing of it was done, or all: there is nothing to finish, and this run does what is left to do.
#[test]
fn a_set_that_is_wholly_old_or_new_is_not_touched() {
    for files in [0, FILES.len()] {
        let it = Interrupted::with_swapped(files);
        let ran = it.project.run(&["fix"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("has left no file half done"), "{}", ran.err);
        it.is_done();
    }
}

/// A journal that is not whole was never acted upon: wherever it ends, it just goes.
#[test]
fn a_journal_that_is_cut_short() {
    let journal = Interrupted::new().journal;
    for length in [0, 1, 20, 30, 45, 200, journal.len() - 1] {
        let it = Interrupted::with_journal(&journal[..length]);
        let ran = it.project.run(&["fix"]);
        assert_eq!(ran.code, 0, "{length}: {}", ran.err);
        it.is_done();
    }
    // What a power cut may leave of it.
    let it = Interrupted::with_journal([0; 300]);
    assert_eq!(it.project.run(&["fix"]).code, 0);
    it.is_done();
}

/// What somebody has written since is not overwritten, nor is anything taken back that he may have built upon.
#[test]
fn a_file_that_was_changed_since() {
    let it = Interrupted::with_swapped(1);
    let own = format!("// mine\n{CALLER}");
    it.project.file("together/caller1.js", &own);
    let ran = it.project.run(&["fix"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let words = "cannot be finished: together/caller1.js has been changed since, together/caller0.js is rewritten, \
                 together/store.js is not: all are left as they are";
    assert!(ran.err.contains(words), "{}", ran.err);
    assert_eq!(it.project.text("together/caller1.js"), own);
    it.is_tidy();
}

/// They only say so: writing is for `fix`.
#[test]
fn the_other_commands_say_so_and_change_nothing() {
    let it = Interrupted::with_swapped(1);
    let before = it.project.look();
    for command in ["diff", "check", "handlers"] {
        let ran = it.project.run(&[command]);
        let words = "leakfix: together/.leakfix-journal: a run of `leakfix fix` was interrupted or is under way";
        assert!(ran.err.contains(words), "{command}: {}", ran.err);
        assert_ne!(ran.code, 2, "{command}");
        assert_eq!(it.project.look(), before, "{command}");
    }
    let ran = it.project.feed(STORE, &["fix", "--stdin-path", "together/store.js"]);
    assert!(ran.err.contains("was interrupted or is under way"), "{}", ran.err);
    assert_eq!(it.project.look(), before);
}

/// From wherever the next run starts, as long as it is about one of these files.
#[test]
fn a_run_on_one_of_the_files_settles_it() {
    let it = Interrupted::with_swapped(1);
    let ran = it.project.run_in("together", &["fix", "store.js"]);
    assert!(ran.err.contains("is finished"), "{}", ran.err);
    it.is_done();
    let elsewhere = Interrupted::with_swapped(1);
    let ran = elsewhere.project.run(&["check", "alone"]);
    assert!(!ran.err.contains("interrupted"), "{}", ran.err);
}

/// Two runs at once do not get into each other's way.
#[test]
fn a_run_that_is_under_way_is_left_alone() {
    let it = Interrupted::with_swapped(0);
    let journal = fs::File::open(it.project.at("together/.leakfix-journal")).expect("it is there");
    journal.lock().expect("nobody else has it");
    let before = it.project.look();
    let ran = it.project.run(&["fix"]);
    it.is_left_alone(&ran, "another run of leakfix is writing");
    assert_eq!(it.project.look(), before);
}

/// A repository cannot bring along what is passed off as a rewrite.
#[test]
fn a_journal_that_git_tracks() {
    let it = Interrupted::with_swapped(0);
    it.project.git(&["add", "--force", "together/.leakfix-journal"]);
    it.is_left_alone(&it.project.run(&["fix"]), "git tracks it");
    it.project.git(&["commit", "--quiet", "--message", "evil"]);
    it.is_left_alone(&it.project.run(&["fix", "--allow-dirty"]), "git tracks it");
}

/// What is no journal of leakfix is nobody's to remove.
#[test]
fn a_journal_that_is_none() {
    let whole = Interrupted::new().journal;
    let hostile = [
        "my notes\n".to_owned(),
        "{}".to_owned(),
        whole.replace("caller0.js", "../alone/single0.js"),
        whole.replace("caller0.js", "/etc/hosts.js"),
        whole.replace("caller0.js", "./caller0.js"),
        whole.replace("caller0.js", "caller1.js"),
        whole.replace("caller0.js", ".git/config"),
        whole.replace(ID, "../../../../../x"),
        whole.replace(r#""path""#, r#""more":1,"path""#),
    ];
    for text in hostile {
        let it = Interrupted::with_journal(&text);
        it.is_left_alone(&it.project.run(&["fix"]), "no run of leakfix has written it: remove it");
    }
}

/// Neither the journal nor a file that it names is read through a link.
#[test]
fn links_are_not_followed() {
    let it = Interrupted::new();
    let outside = Project::new(&[("journal", &it.journal), ("caller0.js", CALLER)]);
    symlink(outside.at("journal"), it.project.at("together/.leakfix-journal")).expect("a link");
    it.is_left_alone(&it.project.run(&["fix"]), "it is a symbolic link");

    let it = Interrupted::with_swapped(1);
    outside.file("caller1.js", CALLER);
    fs::remove_file(it.project.at("together/caller1.js")).expect("it is there");
    symlink(outside.at("caller1.js"), it.project.at("together/caller1.js")).expect("a link");
    let ran = it.project.run(&["fix"]);
    assert!(
        ran.err.contains("together/caller1.js has been changed since"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(outside.at("caller1.js")).expect("there"), CALLER);
}

/// Only root can give a file away; then it is nobody's word but its owner's.
#[test]
fn a_journal_of_somebody_else() {
    let it = Interrupted::with_swapped(0);
    let path = it.project.at("together/.leakfix-journal");
    if std::os::unix::fs::chown(&path, Some(1234), None).is_ok() {
        it.is_left_alone(&it.project.run(&["fix"]), "it is somebody else's");
    }
}
