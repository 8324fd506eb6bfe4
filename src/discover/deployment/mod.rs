//! Handlers that deployment files name: which file, which export, on which
//! runtime. Reads configuration, not the handlers' code.

mod architect;
mod calls;
mod cdk;
mod cloudformation;
mod draft;
mod fence;
mod hcl;
mod json;
mod locate;
mod netlify;
mod platform;
mod script;
mod scripts;
mod serverless;
mod sst;
mod terraform;
mod value;
mod variable;
mod yaml;

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    fs::File,
    io::{Read as _, Seek as _},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;
use rayon::prelude::*;

use crate::{
    discover::text::{open, read_all},
    semantic::{DeclaredRuntime, Linker},
    timings::{Stage, Timings},
};

/// What all deployment files say.
#[derive(Debug, Default)]
pub struct Deployments {
    /// Those that say something of functions in JavaScript.
    pub all: Vec<Deployment>,
    /// Those that cannot be read.
    pub problems: Vec<Problem>,
    /// Whether all is read of the deployments of a folder.
    folders: HashMap<PathBuf, bool>,
}

/// What one deployment file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    /// The deployment file, absolute.
    pub path: PathBuf,
    /// In code below this folder nothing is a handler by its shape, unless there are gaps.
    pub folder: PathBuf,
    /// Its functions that run JavaScript on Lambda, as far as they can be read.
    pub handlers: Vec<Declaration>,
    /// Functions that may run JavaScript and could not be read or found.
    pub gaps: Vec<Gap>,
}

/// A function as a deployment file declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The source file that holds it, absolute, without symbolic links.
    pub file: PathBuf,
    /// What is exported, as Lambda looks it up: `handler`, `api.v1.get`.
    pub export: String,
    /// Where it is said.
    pub runtime: Option<DeclaredRuntime>,
    /// What is named is the folder that the file is the index of, and nothing makes a
    /// file of it.
    pub names_folder: bool,
    /// The deployment file and the line, one-based, that declare it.
    pub place: (PathBuf, usize),
}

/// A function that could not be read or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The deployment file and the line, one-based.
    pub place: (PathBuf, usize),
    /// Why, in a few words.
    pub reason: String,
}

/// A deployment file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Absolute.
    pub path: PathBuf,
    /// One-based.
    pub line: Option<usize>,
    /// Why, in one sentence.
    pub reason: String,
}

/// A JavaScript or TypeScript file that may deploy something.
#[derive(Debug, Clone)]
pub struct DeploymentScript {
    /// Absolute.
    pub path: PathBuf,
    /// What its words are of.
    pub tools: ScriptTools,
}

/// The tools whose words a script has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScriptTools {
    /// AWS CDK.
    pub cdk: bool,
    /// SST.
    pub sst: bool,
}

impl ScriptTools {
    /// Those of a script.
    pub fn of(script: &[u8]) -> ScriptTools {
        // Most files have none of the words.
        if !SCRIPT_WORDS.is_match(script) {
            return ScriptTools::default();
        }
        let has = |words: &[&str]| words.iter().any(|it| memmem::find(script, it.as_bytes()).is_some());
        let is_naming = has(&cdk::NAMING_CODE);
        ScriptTools {
            cdk: is_naming && has(&cdk::WORDS),
            sst: is_naming && has(&sst::WORDS),
        }
    }

    /// Whether it has words of any.
    pub fn any(self) -> bool {
        self.cdk || self.sst
    }
}

static SCRIPT_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = cdk::WORDS.iter().chain(&sst::WORDS);
    // Leftmost-first, because only then the search goes by blocks of bytes.
    let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
    builder.expect("a few words make a small automaton")
});

/// So few files at a time that no thread has many left when the others are done.
const EVEN: usize = 4;

/// Nobody deploys from a larger file.
const MAX_BYTES: u64 = 5 * 1024 * 1024;

/// CloudFormation takes no larger template: a larger file holds data.
const MAX_TEMPLATE_BYTES: u64 = 1024 * 1024;

/// What deployment files say, each for itself.
pub struct Read(Vec<Outcome>);

/// Reads deployment files that are no scripts.
pub fn read_files(files: &[PathBuf], resolve: &Linker, timings: &Timings) -> Read {
    timings.count(Stage::Deployment, files.len());
    let (modules, others): (Vec<&PathBuf>, Vec<&PathBuf>) = files.iter().partition(|it| has_extension(it, &["tf"]));
    let modules: BTreeSet<&Path> = modules.iter().filter_map(|it| it.parent()).collect();
    let (mut outcomes, terraform) = rayon::join(
        || {
            others
                .par_iter()
                .with_max_len(EVEN)
                .map(|it| timings.measure(Stage::Deployment, || read_file(it, resolve)))
                .collect::<Vec<Outcome>>()
        },
        || timings.measure(Stage::Deployment, || terraform::read(&modules)),
    );
    outcomes.extend(terraform);
    Read(outcomes)
}

/// What deployment files say together with scripts.
pub fn deployments(
    Read(mut outcomes): Read,
    scripts: &[DeploymentScript],
    resolve: &Linker,
    timings: &Timings,
) -> Deployments {
    let own = || scripts.iter().filter(|it| !is_installed(&it.path));
    let of_cdk: Vec<&Path> = own().filter(|it| it.tools.cdk).map(|it| it.path.as_path()).collect();
    let of_sst: Vec<&Path> = own().filter(|it| it.tools.sst).map(|it| it.path.as_path()).collect();
    timings.count(Stage::Deployment, of_cdk.len() + of_sst.len());
    let (cdk, sst) = rayon::join(
        || {
            of_cdk
                .par_iter()
                .with_max_len(1)
                .map(|it| timings.measure(Stage::Deployment, || cdk::read(it, resolve)))
                .collect::<Vec<Outcome>>()
        },
        || timings.measure(Stage::Deployment, || sst::read(&of_sst, resolve)),
    );
    outcomes.extend(cdk);
    outcomes.extend(sst);

    let mut deployments = Deployments::default();
    for outcome in outcomes {
        match outcome {
            Ok(found) => deployments.all.extend(found),
            Err(problem) => deployments.problems.push(problem),
        }
    }
    deployments.problems.sort();
    for deployment in &deployments.all {
        let is_whole = deployments.folders.entry(deployment.folder.clone()).or_insert(true);
        *is_whole &= deployment.gaps.is_empty();
    }
    deployments
}

impl Deployments {
    /// Whether nothing in a file is a handler by its shape: all functions of the innermost service folder around it are
    /// declared and read.
    pub fn is_silent(&self, file: &Path) -> bool {
        let mut around = file.ancestors().skip(1);
        around.find_map(|it| self.folders.get(it)).copied().unwrap_or(false)
    }
}

/// Whether a file may deploy something, by its name. What it holds decides.
pub(super) fn is_deployment_name(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|it| it.to_str()) else {
        return false;
    };
    match Path::new(name).extension().and_then(|it| it.to_str()) {
        Some("yml" | "yaml" | "tf" | "template" | "arc") => true,
        Some("json") => !is_manifest(name),
        Some("toml") => name == "netlify.toml",
        Some("ts" | "js" | "mjs" | "cjs") => serverless::is_configuration_name(name),
        _ => architect::is_manifest_name(name) || platform::is_mark(name),
    }
}

/// JSON that is never a deployment and often large.
fn is_manifest(name: &str) -> bool {
    matches!(name, "package.json" | "package-lock.json" | "npm-shrinkwrap.json") || name.starts_with("tsconfig")
}

/// What came of a file that may deploy something: nothing, where it does not.
type Outcome = Result<Vec<Deployment>, Problem>;

fn read_file(path: &Path, resolve: &Linker) -> Outcome {
    let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
    if platform::is_mark(name) {
        return Ok(platform::read(path, name));
    }
    let is_serverless = serverless::is_configuration_name(name);
    let is_manifest = architect::is_manifest_name(name);
    let is_known = is_serverless || is_manifest || name == "netlify.toml";
    let text = BUFFER.with_borrow_mut(|bytes| {
        let Some(len) = read_bytes(path, is_known, bytes)? else {
            return Ok(None);
        };
        let bytes = &bytes[..len];
        if !is_known && !cloudformation::has_word(bytes) {
            return Ok(None);
        }
        let text = str::from_utf8(bytes).map(str::to_owned);
        let text = text.map_err(|_| problem(path, "not UTF-8: convert it to UTF-8 first"))?;
        Ok(Some(text))
    })?;
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let found = match () {
        () if is_serverless => serverless::read(path, &text, resolve)?,
        () if is_manifest => architect::read(path, &text)?,
        () if name == "netlify.toml" => netlify::read(path, &text)?,
        () => cloudformation::read(path, &text)?,
    };
    Ok(found.into_iter().collect())
}

thread_local! {
    /// What a file is read into: most deploy nothing, and many are large.
    static BUFFER: RefCell<Vec<u8>> = RefCell::default();
}

/// Reads a file that is not too large to the front of a buffer; gives how much that is. A file that is known to deploy
/// something should have been read.
fn read_bytes(path: &Path, is_known: bool, bytes: &mut Vec<u8>) -> Result<Option<usize>, Problem> {
    let opened = open(path).and_then(|file| Ok((file.metadata()?, file)));
    let read = match opened {
        Ok((metadata, _)) if !is_known && metadata.len() > MAX_TEMPLATE_BYTES => return Ok(None),
        Ok((metadata, _)) if metadata.len() > MAX_BYTES => Err("larger than 5 MiB".to_owned()),
        Ok((metadata, mut file)) if metadata.is_file() => {
            if !is_known && has_extension(path, &["json"]) && has_other_data(&mut file) {
                return Ok(None);
            }
            let read = read_all(file, metadata.len(), bytes);
            read.map_err(|error| format!("cannot be read: {error}"))
        }
        Ok(_) => Err("cannot be read".to_owned()),
        Err(error) => Err(format!("cannot be read: {error}")),
    };
    match read {
        Ok(len) => Ok(Some(len)),
        Err(reason) if is_known => Err(problem(path, &reason)),
        Err(_) => Ok(None),
    }
}

/// Whether JSON is no template by its beginning: most of it is data, and much of that is large.
fn has_other_data(file: &mut File) -> bool {
    let mut start = [0; 256];
    let len = file.read(&mut start).unwrap_or(0);
    cloudformation::begins_otherwise(&start[..len]) || file.rewind().is_err()
}

fn problem(path: &Path, reason: &str) -> Problem {
    Problem {
        path: path.to_owned(),
        line: None,
        reason: reason.to_owned(),
    }
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|it| it.to_str());
    extension.is_some_and(|it| extensions.contains(&it))
}

fn is_installed(path: &Path) -> bool {
    path.iter().any(|it| it == "node_modules" || it == "cdk.out")
}
