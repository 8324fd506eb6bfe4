//! Projects of a few files on disk, as leakfix finds them, and what must hold of any.

// The soak's own judge: one place says what is wrong.
#[path = "../../tests/soak/judge.rs"]
mod judge;

use std::{cell::OnceCell, fs, path::Path};

use leakfix::{guard::Fixed, query::Engine, rewrite::Applicability, transforms};
use tempfile::TempDir;

/// A larger input only takes longer.
pub const MAX_BYTES: usize = 32 * 1024;

thread_local! {
    static ENGINE: OnceCell<Engine> = const { OnceCell::new() };
    static HOME: OnceCell<TempDir> = const { OnceCell::new() };
}

/// Puts a project into an empty directory, and gives its path.
pub fn with_project<T>(files: &[(&str, &[u8])], run: impl FnOnce(&Path) -> T) -> T {
    HOME.with(|home| {
        let home = home.get_or_init(|| tempfile::tempdir().expect("a directory of its own"));
        let project = home.path().join("project");
        // What was there may have been changed, and new files been written.
        let _ = fs::remove_dir_all(&project);
        for (name, bytes) in files {
            let path = project.join(name);
            fs::create_dir_all(path.parent().expect("a directory")).expect("a writable directory");
            fs::write(path, bytes).expect("a writable file");
        }
        run(&project)
    })
}

/// Panics where leakfix does something to a project that it must not do to any.
pub fn fix_and_judge(project: &Path) {
    with_engine(|engine| {
        let judged = judge::judge(project, engine, Applicability::Unsafe);
        assert!(judged.wrong.is_empty(), "{:#?}", judged.wrong);
    });
}

/// What leakfix makes of a project; nothing is written.
pub fn fixed(project: &Path) -> Vec<Fixed> {
    with_engine(|engine| judge::run(project, engine, Applicability::Unsafe))
}

fn with_engine<T>(run: impl FnOnce(&Engine) -> T) -> T {
    ENGINE.with(|engine| {
        run(engine.get_or_init(|| {
            let mut engine = Engine::new(transforms::ALL);
            engine.everywhere = true;
            engine
        }))
    })
}
