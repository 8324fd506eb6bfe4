//! A small project in a temporary directory, and the parts that leakfix makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use leakfix::discover::{Selection, discover};
use leakfix::program::{Part, Program, Reading, Wanted};
use leakfix::syntax::SourceId;
use tempfile::TempDir;

/// A handler that saves through `./store`.
pub const HANDLER: &str =
    "const { save } = require('./store');\nexports.handler = async (event) => { save(event); };\n";

/// The only file with a word of a transform.
pub const STORE: &str = "\
const AWS = require('aws-sdk');
const db = new AWS.DynamoDB.DocumentClient();
exports.save = (item) => { db.put(item, () => {}); };
";

/// Removed when dropped.
pub struct Project {
    _directory: TempDir,
    pub path: PathBuf,
}

/// A part, told by the names of its files.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    pub files: Vec<String>,
    /// `file specifier` → file.
    pub links: BTreeMap<String, String>,
    /// What may be imported unseen, and by whom.
    pub blocked: BTreeMap<String, String>,
    pub may_leak: bool,
}

impl Project {
    pub fn new(files: &[(&str, &str)]) -> Project {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().canonicalize().expect("it was just made");
        for (name, text) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().expect("it lies in the project")).expect("directories");
            fs::write(file, text).expect("a file");
        }
        Project {
            _directory: directory,
            path,
        }
    }

    pub fn parts(&self) -> Vec<Told> {
        self.parts_with(&Wanted {
            words: &["aws-sdk"],
            ..Wanted::default()
        })
    }

    pub fn parts_of_every_handler(&self) -> Vec<Told> {
        self.parts_with(&Wanted {
            words: &["aws-sdk"],
            reading: Reading::EveryHandler,
            ..Wanted::default()
        })
    }

    pub fn parts_with(&self, wanted: &Wanted<'_>) -> Vec<Told> {
        let selection = Selection {
            paths: vec![self.path.clone()],
            everything: wanted.everything,
        };
        let discovery = discover(&selection, &self.path);
        Program::survey(&discovery, wanted).for_each_part(|part| self.tell(&part))
    }

    fn tell(&self, part: &Part) -> Told {
        let name = |path: &Path| path.strip_prefix(&self.path).expect("inside").display().to_string();
        let file = |id: SourceId| name(&part.sources.get(id).path);
        let mut told = Told {
            files: part.sources.iter().map(|it| file(it.id)).collect(),
            links: BTreeMap::new(),
            blocked: BTreeMap::new(),
            may_leak: part.may_leak,
        };
        for source in part.sources.iter() {
            if let Some(by) = part.links.unseen.get(&source.id) {
                told.blocked.insert(file(source.id), by.clone());
            }
            for (specifier, to) in part.links.targets(source.id) {
                told.links.insert(format!("{} {specifier}", file(source.id)), file(to));
            }
        }
        told
    }
}
