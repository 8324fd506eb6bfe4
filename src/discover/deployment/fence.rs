//! Which files a deployment file may have read: those of its own project, however many `../` it writes. Knows where
//! projects end, not what is in them.

use std::path::{Path, PathBuf};

use crate::discover::files::project_around;

/// Where a project ends.
#[derive(Debug, Clone)]
pub(super) struct Fence(Vec<PathBuf>);

impl Fence {
    /// The fence of what lies in a folder, as far as the program goes, where that is known.
    pub fn around(folder: &Path, program: Option<&Path>) -> Fence {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let project = project_around(&folder).unwrap_or(&folder).to_owned();
        Fence(
            [Some(project), program.map(Path::to_owned)]
                .into_iter()
                .flatten()
                .collect(),
        )
    }

    /// Whether a path leads to something within, links and all.
    pub fn holds(&self, path: &Path) -> bool {
        let real = path.canonicalize();
        real.is_ok_and(|path| self.0.iter().any(|it| path.starts_with(it)))
    }
}
