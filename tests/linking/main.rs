//! What expressions are, across files: each folder is a small project, with a
//! golden file of what is known. `UPDATE_LINKING=1` renews the golden files.
//!
//! `/* ? */` marks the expression after it. Of each the golden file says what it is
//! (`→`) and whether it is a promise (`·`); then what each function returns.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use leakfix::{
    discover::{Selection, discover},
    program::{Part, Program, Wanted},
    semantic::{Held, Project, Returns, Value},
    syntax::{Node, Source},
};

#[test]
fn each_project_is_understood_as_written() {
    let mut wrong = String::new();
    for folder in projects() {
        let said = describe(&folder);
        let golden = folder.join("expected.txt");
        if std::env::var_os("UPDATE_LINKING").is_some() {
            fs::write(&golden, &said).expect("the folder can be written");
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if wanted != said {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let diff = leakfix::report::unified(&name, &wanted, &said);
            writeln!(wrong, "{diff}").expect("a string takes all text");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn projects() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linking");
    let entries = fs::read_dir(here).expect("the folder of this file");
    let mut found: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    found.retain(|it| it.is_dir());
    found.sort();
    found
}

fn describe(folder: &Path) -> String {
    // Elsewhere: nothing around the project may speak for it.
    let home = tempfile::tempdir().expect("a directory for temporary files");
    let home = home.path().canonicalize().expect("it was just made");
    fs::create_dir(home.join(".git")).expect("the directory is ours");
    copy(folder, &home);
    let selection = Selection {
        paths: vec![home.clone()],
        everything: false,
    };
    let wanted = Wanted {
        // All files have it.
        words: &[""],
        everywhere: true,
        ..Wanted::default()
    };
    let program = Program::survey(&discover(&selection, &home), &wanted);
    let mut said = program.for_each_part(|part| describe_part(&part, &home)).concat();
    said.sort();
    said.into_iter().map(|(_, text)| text).collect()
}

/// Of each file its path and what is said of it.
fn describe_part(part: &Part, home: &Path) -> Vec<(PathBuf, String)> {
    let project = Project::analyze(&part.sources, &part.links, &Held::default());
    let mut files = Vec::new();
    for source in part.sources.iter() {
        let mut said = String::new();
        let questions = questions(source);
        let functions: Vec<_> = project
            .functions()
            .iter()
            .filter(|it| it.node.source.id == source.id)
            .collect();
        if questions.is_empty() && functions.is_empty() {
            continue;
        }
        writeln!(said, "{}", shown(source, home)).expect("a string takes all text");
        for node in questions {
            let value = value(project.value(node), &project, home);
            let promise = returns(project.promise_of(node));
            let line = node.line_column().0;
            let text: String = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(said, "  {line}: {text}  →  {value}  ·  {promise}").expect("a string takes all text");
        }
        for function in functions {
            let line = function.node.line_column().0;
            let gives = returns(project.returns(function.id));
            writeln!(said, "  {line}: {} returns {gives}", function.display_name()).expect("a string takes all text");
        }
        files.push((source.path.clone(), said));
    }
    files
}

/// The largest expression after each `/* ? */`.
fn questions(source: &Source) -> Vec<Node<'_>> {
    let marks = source
        .root()
        .descendants()
        .into_iter()
        .filter(|it| it.text() == "/* ? */");
    marks
        .map(|mark| {
            let rest = &source.text[mark.end()..];
            let start = mark.end() + rest.len() - rest.trim_start().len();
            let first = source.node_at(start..start + 1).expect("something follows the mark");
            let around = std::iter::once(first).chain(first.ancestors());
            around
                .take_while(|it| it.start() == start && !it.kind().ends_with("statement") && it.kind() != "program")
                .filter(|it| !it.kind().ends_with("declarator"))
                .last()
                .expect("the node itself")
        })
        .collect()
}

fn value(value: Option<Value<'_>>, project: &Project<'_>, home: &Path) -> String {
    let place = |node: Node<'_>| {
        let kind = node.kind().split('_').next().unwrap_or_default();
        format!("{kind} {}:{}", shown(node.source, home), node.line_column().0)
    };
    match value {
        None => "unknown".to_owned(),
        Some(Value::External(origin)) => origin.to_string(),
        Some(Value::Local(node)) => place(node),
        Some(Value::Instance(node)) => format!("instance of {}", place(node)),
        Some(Value::Module(id)) => format!("module {}", shown(project.module(id).source, home)),
    }
}

fn returns(returns: Returns) -> &'static str {
    match returns {
        Returns::Promise => "a promise",
        Returns::Lazy => "a lazy promise",
        Returns::Sometimes => "sometimes a promise",
        Returns::Never => "no promise",
        Returns::Unknown => "unknown",
    }
}

fn shown(source: &Source, home: &Path) -> String {
    let path = source.path.strip_prefix(home).unwrap_or(&source.path);
    path.to_string_lossy().replace('\\', "/")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the directory is ours");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        // Tools leave out what is called so, git among them.
        let name = match entry.file_name().to_str() {
            Some("installed") => "node_modules".into(),
            _ => entry.file_name(),
        };
        let target = to.join(name);
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the directory is ours");
        }
    }
}
