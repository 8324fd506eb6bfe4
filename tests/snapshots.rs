//! Every example under `transforms/*/examples` has a golden file under
//! `snapshots/`: what is found, then a unified diff that `git apply` takes. One
//! named test per example; `UPDATE_SNAPSHOTS=1` renews the golden files.
//! An example called `unsafe_…` is rewritten with `--unsafe`, one called `builtin_…` with `--prefer-builtin`.

#![forbid(unsafe_code)]

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    sync::OnceLock,
};

use leakfix::{
    discover::{Discovery, Selection, discover},
    finding::{Finding, Status, Urgency},
    guard::{Fixed, changed, findings, fix_guarded},
    program::{Program, Wanted},
    query::Engine,
    report::{relative, unified},
    rewrite::Applicability,
    transforms,
};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let examples = examples();
    let mut trials: Vec<Trial> = examples
        .iter()
        .cloned()
        .map(|example| Trial::test(example.name.clone(), move || example.check()))
        .collect();
    trials.extend(transforms::ALL.iter().map(|transform| {
        let folder = transform.name.replace('-', "_");
        let name = format!("{folder} has examples that are rewritten and ones that are refused");
        Trial::test(name, move || both_kinds(&folder))
    }));
    trials.push(Trial::test("every snapshot has an example", move || {
        no_orphans(&examples)
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Compiling the queries takes longer than any example.
static ENGINE: OnceLock<Engine> = OnceLock::new();
static BUILTIN: OnceLock<Engine> = OnceLock::new();

#[derive(Clone)]
struct Example {
    /// `transform/example`.
    name: String,
    /// A file, or a folder of them.
    path: PathBuf,
}

/// A program in a directory of its own, and what became of it.
struct Run {
    parts: Vec<Fixed>,
    discovery: Discovery,
}

impl Example {
    fn check(&self) -> Result<(), Failed> {
        let home = tempfile::tempdir()?;
        self.copy_to(home.path())?;
        let run = self.run(home.path());
        if let Some(defect) = run.parts.iter().flat_map(|it| &it.outcome.defects).next() {
            return Err(format!("a defect: {defect}").into());
        }
        let text = golden(&run);
        let golden = root().join("snapshots").join(format!("{}.diff", self.name));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::create_dir_all(golden.parent().expect("it has a name"))?;
            fs::write(&golden, &text)?;
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if text != wanted {
            let difference = unified("snapshot", &wanted, &text);
            return Err(format!("not what {} says:\n{difference}", golden.display()).into());
        }
        second_run_is_empty(self, home.path(), &run)
    }

    fn run(&self, home: &Path) -> Run {
        let stem = self.name.rsplit('/').next().unwrap_or_default();
        let allowed = match stem.starts_with("unsafe_") {
            true => Applicability::Unsafe,
            false => Applicability::Safe,
        };
        let prefers_builtin = stem.starts_with("builtin_");
        let engines = if prefers_builtin { &BUILTIN } else { &ENGINE };
        let engine = engines.get_or_init(|| {
            let mut engine = Engine::new(transforms::ALL);
            engine.prefers_builtin = prefers_builtin;
            engine
        });
        let selection = Selection {
            paths: vec![home.to_owned()],
            everything: false,
        };
        let discovery = discover(&selection, home);
        let words: Vec<&str> = engine.transforms().flat_map(|it| it.words).copied().collect();
        let wanted = Wanted {
            words: &words,
            ..Wanted::default()
        };
        let parts = Program::survey(&discovery, &wanted).for_each_part(|part| fix_guarded(part, engine, allowed));
        Run { parts, discovery }
    }

    fn copy_to(&self, home: &Path) -> std::io::Result<()> {
        if self.path.is_file() {
            fs::copy(&self.path, home.join(self.path.file_name().expect("it has a name")))?;
            return Ok(());
        }
        copy_folder(&self.path, home)
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// After a fix there is nothing more to fix, and Node.js can read the result.
fn second_run_is_empty(example: &Example, home: &Path, first: &Run) -> Result<(), Failed> {
    for (old, new) in changed(&first.parts) {
        fs::write(&old.path, &new.text)?;
        node_reads(&old.path, &new.text)?;
    }
    let second = example.run(home);
    let again: String = changed(&second.parts)
        .iter()
        .map(|(old, new)| unified(&relative(&old.path, &second.discovery.base), &old.text, &new.text))
        .collect();
    match again.is_empty() {
        true => Ok(()),
        false => Err(format!("a second run changes the result again:\n{again}").into()),
    }
}

/// `node --check`, where there is a Node.js and the file is plain JavaScript.
fn node_reads(path: &Path, text: &str) -> Result<(), Failed> {
    let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
    if !matches!(extension, "js" | "mjs" | "cjs") {
        return Ok(());
    }
    let is_module = text
        .lines()
        .any(|it| it.starts_with("import ") || it.starts_with("export "));
    let copy = path.with_extension(match (extension, is_module) {
        ("js", true) => "check.mjs",
        ("js", false) => "check.cjs",
        (other, _) => other,
    });
    fs::write(&copy, text)?;
    let checked = Command::new("node")
        .arg("--check")
        .arg(&copy)
        .stdin(Stdio::null())
        .output();
    if copy != path {
        fs::remove_file(&copy)?;
    }
    match checked {
        Ok(output) if !output.status.success() => {
            Err(format!("node --check: {}", String::from_utf8_lossy(&output.stderr)).into())
        }
        // Without Node.js the referee has the last word.
        _ => Ok(()),
    }
}

/// What is found, one line each, and the diff.
fn golden(run: &Run) -> String {
    let mut text = String::new();
    for (part, finding) in findings(&run.parts) {
        text += &headline(run, part, finding);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    for (old, new) in changed(&run.parts) {
        let path = relative(&old.path, &run.discovery.base);
        text += &unified(&path, &old.text, &new.text);
    }
    text
}

fn headline(run: &Run, part: &Fixed, finding: &Finding) -> String {
    let place = |id, offset| {
        let source = part.sources.get(id);
        let (line, column) = source.line_column(offset);
        format!("{}:{line}:{column}", relative(&source.path, &run.discovery.base))
    };
    let mut text = format!("# {}: {}", place(finding.source, finding.offset), finding.transform);
    let urgency = match finding.urgency {
        Urgency::LeaksNow => "",
        Urgency::KeptAlive => " (kept alive)",
        Urgency::Unreached => " (unreached)",
        Urgency::Refused => "",
    };
    text += urgency;
    let words = match &finding.status {
        Status::Fixed { caveat: None } => "fixed".to_owned(),
        Status::Fixed { caveat: Some(caveat) } => format!("fixed, unsafe: {caveat}"),
        Status::Unsafe { caveat, place: at } => {
            let at = at.as_ref().map(|(id, at)| format!(" ({})", place(*id, at.start)));
            format!("left, needs --unsafe: {caveat}{}", at.unwrap_or_default())
        }
        Status::Refused {
            reason, place: None, ..
        } => format!("left: {reason}"),
        Status::Refused {
            reason,
            place: Some((id, at)),
            ..
        } => {
            format!("left: {reason} ({})", place(*id, at.start))
        }
        Status::Ignored { reason, .. } => format!("ignored: {}", reason.as_deref().unwrap_or("without a reason")),
        Status::Advisory => format!("note: {}", finding.message),
    };
    let _ = writeln!(text, ": {words}");
    text
}

fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    for transform in folders(&root().join("transforms")) {
        let transform_name = name_of(&transform);
        for path in entries(&transform.join("examples")) {
            let name = name_of(&path);
            if name.ends_with(".json") {
                continue;
            }
            let stem = if path.is_dir() { name } else { stem_of(&name) };
            examples.push(Example {
                name: format!("{transform_name}/{stem}"),
                path,
            });
        }
    }
    examples
}

/// A transform without a refused example does not know its limits.
fn both_kinds(folder: &str) -> Result<(), Failed> {
    let mut kinds: BTreeMap<bool, usize> = BTreeMap::new();
    for path in entries(&root().join("snapshots").join(folder)) {
        let text = fs::read_to_string(path)?;
        *kinds.entry(text.contains("\n+++ b/")).or_default() += 1;
    }
    match (kinds.get(&true), kinds.get(&false)) {
        (Some(_), Some(_)) => Ok(()),
        _ => Err("there is only one kind of example".into()),
    }
}

fn no_orphans(examples: &[Example]) -> Result<(), Failed> {
    for folder in folders(&root().join("snapshots")) {
        for path in entries(&folder) {
            let name = format!("{}/{}", name_of(&folder), stem_of(&name_of(&path)));
            if !examples.iter().any(|it| it.name == name) {
                return Err(format!("{name} has no example: remove its snapshot").into());
            }
        }
    }
    Ok(())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(|it| Some(it.ok()?.path()))
        .collect();
    found.sort();
    found
}

fn folders(directory: &Path) -> Vec<PathBuf> {
    entries(directory).into_iter().filter(|it| it.is_dir()).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem_of(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
