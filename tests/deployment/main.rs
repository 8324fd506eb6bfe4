//! What deployment files say of small projects. Each folder here is one, and the
//! text beside it lists what is read: `UPDATE_SNAPSHOTS=1` renews it.

#![forbid(unsafe_code)]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use leakfix::{
    discover::{
        Selection,
        deployment::{DeploymentScript, Deployments, ScriptTools, deployments, read_files},
        discover,
    },
    program::{Program, Wanted},
    report::unified,
    semantic::Linker,
    syntax::Language,
    timings::Timings,
};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let projects = entries(&folder()).into_iter().filter(|it| it.is_dir());
    let mut trials: Vec<Trial> = projects
        .map(|project| Trial::test(name_of(&project), move || check(&project)))
        .collect();
    trials.push(Trial::test("every listing has a project", no_orphans));
    trials.push(Trial::test("aliases of aliases end", aliases_of_aliases));
    trials.push(Trial::test("variables of variables end", variables_of_variables));
    trials.push(Trial::test("a file that is too large is no deployment", too_large));
    trials.push(Trial::test("installed packages deploy nothing", installed));
    trials.push(Trial::test("the program knows what is declared", known_to_the_program));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn check(project: &Path) -> Result<(), Failed> {
    let home = Home::new()?;
    copy(project, &home.path)?;
    let text = home.listing(false);
    let golden = project.with_extension("txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&golden, &text)?;
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    match text == wanted {
        true => Ok(()),
        false => Err(format!("not what the listing says:\n{}", unified("listing", &wanted, &text)).into()),
    }
}

fn no_orphans() -> Result<(), Failed> {
    let mut listings = entries(&folder())
        .into_iter()
        .filter(|it| it.extension().is_some_and(|it| it == "txt"));
    match listings.find(|it| !it.with_extension("").is_dir()) {
        Some(listing) => Err(format!("{} has no project", listing.display()).into()),
        None => Ok(()),
    }
}

/// Ten levels of ten aliases each stand for ten thousand million strings.
fn aliases_of_aliases() -> Result<(), Failed> {
    let home = Home::new()?;
    let mut text = "provider: aws\na0: &a0 x\n".to_owned();
    for level in 1..=10 {
        let inner = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{inner}]");
    }
    fs::write(home.path.join("serverless.yml"), text)?;
    expect(
        &home.listing(false),
        "problem serverless.yml:7: its aliases stand for more than can be read\n",
    )
}

/// The same with the variables of each language, and in time.
fn variables_of_variables() -> Result<(), Failed> {
    let home = Home::new()?;
    let levels = || (1..=12).map(|level| (level, level - 1));
    let ten = |inner: &dyn Fn() -> String, between: &str| vec![inner(); 10].join(between);
    let mut yaml = "provider: aws\nfunctions:\n  a:\n    handler: ${self:a12}\na0: x\n".to_owned();
    let mut hcl = "locals {\n  a0 = \"x\"\n".to_owned();
    let mut script = "const a0 = 'x';\n".to_owned();
    for (level, below) in levels() {
        let _ = writeln!(yaml, "a{level}: {}", ten(&|| format!("${{self:a{below}}}"), ""));
        let _ = writeln!(hcl, "  a{level} = [{}]", ten(&|| format!("local.a{below}"), ", "));
        let _ = writeln!(script, "const a{level} = [{}];", ten(&|| format!("a{below}"), ", "));
    }
    hcl += "}\nresource \"aws_lambda_function\" \"x\" {\n  handler = local.a12\n  filename = local.a12\n}\n";
    script += "module.exports = { provider: 'aws', functions: a12 };\n";
    for (name, text) in [
        ("a/serverless.yml", yaml),
        ("b/main.tf", hcl),
        ("c/serverless.js", script),
    ] {
        let path = home.path.join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder"))?;
        fs::write(path, text)?;
    }
    let start = std::time::Instant::now();
    let text = home.listing(false);
    match (text.matches("  gap: ").count() >= 2, start.elapsed().as_secs()) {
        (true, 0..30) => Ok(()),
        (_, seconds) => Err(format!("{seconds} s: {text}").into()),
    }
}

fn too_large() -> Result<(), Failed> {
    let home = Home::new()?;
    let filler = "# filler\n".repeat(700_000);
    fs::write(home.path.join("serverless.yml"), format!("provider: aws\n{filler}"))?;
    // Nobody knows what this was meant for.
    let template = format!("# AWS::Serverless::Function\n{filler}");
    fs::write(home.path.join("data.yml"), template)?;
    expect(&home.listing(false), "problem serverless.yml: larger than 5 MiB\n")
}

/// Not even where everything is walked.
fn installed() -> Result<(), Failed> {
    let home = Home::new()?;
    for directory in ["node_modules/tool", ".serverless"] {
        let directory = home.path.join(directory);
        fs::create_dir_all(&directory)?;
        fs::write(directory.join("index.js"), "exports.handler = async () => {};\n")?;
        let service = "provider: aws\nfunctions:\n  a:\n    handler: index.handler\n";
        fs::write(directory.join("serverless.yml"), service)?;
    }
    expect(&home.listing(true), "")
}

/// From the walk to what handlers are looked up in, scripts included.
fn known_to_the_program() -> Result<(), Failed> {
    let home = Home::new()?;
    copy(&folder().join("cdk"), &home.path)?;
    let selection = Selection {
        paths: vec![home.path.clone()],
        everything: false,
    };
    let wanted = Wanted {
        words: &["exports"],
        everywhere: true,
        ..Wanted::default()
    };
    let program = Program::survey(&discover(&selection, &home.path), &wanted);
    let listed = program.for_each_part(|part| {
        let mut text = String::new();
        for source in part.sources.iter() {
            let declared = part.links.declared.of(source.id).map(|it| it.export.as_str());
            let exports: Vec<&str> = declared.collect();
            let is_silent = part.links.declared.is_silent(source.id);
            let _ = writeln!(text, "{} {exports:?} {is_silent}", name_of(&source.path));
        }
        text
    });
    let text = listed.concat();
    expect(
        &text,
        "constant.js [\"handler\"] true\napp.js [\"api.get\"] true\nedge.js [\"handler\"] true\nindex.js [\"handler\"] \
         true\ntrigger.js [\"handler\"] true\nassets.ts [] true\nstack.ts [] true\nentry.ts [\"handler\"] \
         true\nstack.api.ts [\"handler\"] true\nexported.ts [\"main\", \"other\"] true\nviewer.js [] true\n",
    )
}

fn expect(text: &str, wanted: &str) -> Result<(), Failed> {
    match text == wanted {
        true => Ok(()),
        false => Err(format!("{text:?} is not {wanted:?}").into()),
    }
}

/// A repository of its own: what is around it does not count.
struct Home {
    _directory: tempfile::TempDir,
    path: PathBuf,
}

impl Home {
    fn new() -> std::io::Result<Home> {
        let directory = tempfile::tempdir()?;
        let path = directory.path().canonicalize()?;
        fs::create_dir(path.join(".git"))?;
        Ok(Home {
            _directory: directory,
            path,
        })
    }

    fn listing(&self, everything: bool) -> String {
        let selection = Selection {
            paths: vec![self.path.clone()],
            everything,
        };
        let discovery = discover(&selection, &self.path);
        let scripts: Vec<DeploymentScript> = discovery
            .files
            .into_iter()
            .map(|it| DeploymentScript {
                tools: ScriptTools::of(&fs::read(&it.path).unwrap_or_default()),
                path: it.path,
            })
            .filter(|it| it.tools.any())
            .collect();
        let linker = Linker::default();
        let timings = Timings::default();
        let read = read_files(&discovery.deployment_files, &linker, &timings);
        self.list(&deployments(read, &scripts, &linker, &timings))
    }

    fn list(&self, deployments: &Deployments) -> String {
        let mut text = String::new();
        for problem in &deployments.problems {
            let line = problem.line.map_or_else(String::new, |line| format!(":{line}"));
            let _ = writeln!(text, "problem {}{line}: {}", self.shown(&problem.path), problem.reason);
        }
        for it in &deployments.all {
            let _ = writeln!(text, "{} for {}/", self.shown(&it.path), self.shown(&it.folder));
            for it in &it.handlers {
                let (path, line) = &it.place;
                let runtime = it.runtime.as_ref().map_or_else(
                    || "-".to_owned(),
                    |it| format!("{} of {}:{}", it.name, self.shown(&it.place.0), it.place.1),
                );
                let file = self.shown(&it.file);
                let _ = writeln!(text, "  {file} {} {runtime} ({}:{line})", it.export, self.shown(path));
            }
            for it in &it.gaps {
                let (path, line) = &it.place;
                let _ = writeln!(text, "  gap: {} ({}:{line})", it.reason, self.shown(path));
            }
        }
        for file in self.code(&self.path).iter().filter(|it| deployments.is_silent(it)) {
            let _ = writeln!(text, "silent: {}", self.shown(file));
        }
        text
    }

    fn code(&self, directory: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for path in entries(directory) {
            if path.is_dir() {
                found.extend(self.code(&path));
            } else if Language::of_path(&path).is_some() {
                found.push(path);
            }
        }
        found
    }

    fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.path).unwrap_or(path);
        match inside.to_string_lossy().replace('\\', "/") {
            it if it.is_empty() => ".".to_owned(),
            it => it,
        }
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for path in entries(from) {
        let target = to.join(name_of(&path));
        if path.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&path, &target)?;
        } else {
            fs::copy(&path, target)?;
        }
    }
    Ok(())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deployment")
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(directory).into_iter().flatten();
    let mut found: Vec<PathBuf> = read.filter_map(|it| Some(it.ok()?.path())).collect();
    found.sort();
    found
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
