//! The examples that have events, and a copy of one where it can be rewritten and run. It does not run anything.

use crate::node;
use crate::scenario::{RUNTIMES, Scenario};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const ENDING: &str = ".events.json";
const SOURCE_EXTENSIONS: [&str; 7] = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts"];

pub struct Example {
    /// `transform/example`.
    pub name: String,
    /// A file, or a folder of them.
    pub source: PathBuf,
    /// What is wrong with the events file, if it cannot be read.
    pub scenario: Result<Scenario, String>,
}

/// All below `transforms/*/examples` that have an events file, by name.
pub fn all() -> Vec<Example> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms");
    let mut examples: Vec<_> = entries(&root)
        .iter()
        .flat_map(|transform| {
            entries(&transform.join("examples"))
                .into_iter()
                .map(move |file| (transform.clone(), file))
        })
        .filter_map(|(transform, events)| Example::of(&transform, &events))
        .collect();
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    examples
}

impl Example {
    fn of(transform: &Path, events: &Path) -> Option<Self> {
        let stem = events.file_name()?.to_str()?.strip_suffix(ENDING)?;
        let folder = events.with_file_name(stem);
        let source = SOURCE_EXTENSIONS
            .into_iter()
            .map(|extension| events.with_file_name(format!("{stem}.{extension}")))
            .find(|file| file.is_file())
            .unwrap_or(folder);
        let default_handler = source.is_file().then(|| format!("{stem}.handler"));
        let scenario = if source.exists() {
            Scenario::read(events, default_handler.as_deref())
        } else {
            Err(format!(
                "{} has neither a file nor a folder beside it",
                events.display()
            ))
        };
        Some(Self {
            name: format!("{}/{stem}", transform.file_name()?.to_str()?),
            source,
            scenario,
        })
    }

    /// How leakfix is called: the name of an example says it, as in `tests/snapshots.rs`.
    pub fn options(&self) -> &'static [&'static str] {
        let stem = self.name.rsplit('/').next().unwrap_or_default();
        match stem {
            _ if stem.starts_with("unsafe_") => &["--unsafe"],
            _ if stem.starts_with("builtin_") => &["--prefer-builtin"],
            _ => &[],
        }
    }

    /// Those it takes to prove it. Types are taken away by the newest.
    pub fn runtimes(&self) -> Vec<String> {
        let Ok(scenario) = &self.scenario else {
            return Vec::new();
        };
        let mut runtimes = scenario.runtimes.clone();
        runtimes.push(scenario.before_on.clone());
        if scenario.needs_postgres {
            runtimes.push("postgres".to_owned());
        }
        if self
            .source
            .extension()
            .is_some_and(|extension| ["ts", "mts", "cts"].iter().any(|ts| extension == *ts))
        {
            runtimes.extend(RUNTIMES.map(str::to_owned));
        }
        runtimes
    }
}

/// A directory outside every repository, with the packages in reach; it goes when this value goes.
pub struct Workspace {
    directory: tempfile::TempDir,
}

impl Workspace {
    /// A single file is named after the module that the handler is looked for in.
    pub fn with_copy_of(source: &Path, scenario: &Scenario) -> io::Result<Self> {
        let workspace = Self {
            directory: tempfile::tempdir()?,
        };
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            node::directory().join("node_modules"),
            workspace.directory.path().join("node_modules"),
        )?;
        workspace.replace_with(source, scenario)?;
        Ok(workspace)
    }

    pub fn replace_with(&self, source: &Path, scenario: &Scenario) -> io::Result<()> {
        if source.is_dir() {
            return copy_folder(source, &self.code());
        }
        let module = scenario
            .handler
            .split('.')
            .next()
            .expect("splitting gives at least one part");
        let extension = source.extension().expect("a source is found by its extension");
        let target = self.code().join(module).with_extension(extension);
        fs::create_dir_all(target.parent().expect("it lies in the workspace"))?;
        fs::copy(source, target).map(drop)
    }

    /// Whether everything is there as it was copied.
    pub fn is_copy_of(&self, source: &Path, scenario: &Scenario) -> io::Result<bool> {
        let original = Self::with_copy_of(source, scenario)?;
        same_files(&original.code(), &self.code())
    }

    pub fn code(&self) -> PathBuf {
        self.directory.path().join("code")
    }
}

fn same_files(one: &Path, other: &Path) -> io::Result<bool> {
    for file in entries(one) {
        let twin = other.join(file.file_name().expect("an entry has a name"));
        let is_same = if file.is_dir() {
            same_files(&file, &twin)?
        } else {
            fs::read(&file)? == fs::read(&twin)?
        };
        if !is_same {
            return Ok(false);
        }
    }
    Ok(true)
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

pub fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}
