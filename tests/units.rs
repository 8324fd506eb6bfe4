//! What can be taken alone is right alone: each unit of a run, and some sets of them, are applied without the others
//! and judged anew. On all examples, on the projects of the tests, and on the trees that `LEAKFIX_TREES` names.

#![forbid(unsafe_code)]

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use leakfix::{
    choice::Choice,
    discover::{Selection, discover},
    finding::{Finding, Urgency},
    fix::{Outcome, fix},
    guard::{Fixed, fix_guarded},
    leak::Subject,
    program::{Program, Wanted},
    query::Engine,
    report::Changes,
    rewrite::Applicability,
    semantic::{HandlerKey, Verdict},
    syntax::Sources,
    transforms,
};

/// Compiling the queries takes longer than any example.
static ENGINE: OnceLock<Engine> = OnceLock::new();

#[test]
fn units_of_examples_are_independent() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let transforms = entries(&root.join("transforms"));
    let examples = transforms.iter().flat_map(|it| entries(&it.join("examples")));
    let examples: Vec<PathBuf> = examples
        .filter(|it| it.extension().is_none_or(|it| it != "json"))
        .collect();
    assert!(examples.len() > 100, "{}", examples.len());
    let mut judged = Judged::default();
    for example in examples {
        let name = example
            .file_name()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        match name.starts_with("unsafe_") {
            true => judged.project(&example, Applicability::Unsafe),
            false => judged.project(&example, Applicability::Safe),
        }
    }
    let projects = entries(&root.join("tests/units")).into_iter();
    for project in projects.chain(["tests/sample", "tests/formats/project"].map(|it| root.join(it))) {
        judged.project(&project, Applicability::Safe);
        judged.project(&project, Applicability::Unsafe);
    }
    judged.report(16);
}

#[test]
fn units_of_named_trees_are_independent() {
    let Some(trees) = env::var_os("LEAKFIX_TREES") else {
        return;
    };
    let mut judged = Judged::default();
    for tree in env::split_paths(&trees) {
        judged.project(&tree, Applicability::Safe);
    }
    judged.report(0);
}

/// What was tried, and what is wrong with it.
#[derive(Default)]
struct Judged {
    /// Sets of units that were applied without some other.
    sets: usize,
    /// Of those, after how many of them a second run comes to what the first came to.
    same_end: usize,
    wrong: Vec<String>,
}

impl Judged {
    /// Judges a project where it lies: nothing is written.
    fn project(&mut self, path: &Path, allowed: Applicability) {
        let home = tempfile::tempdir().expect("a temporary directory");
        let home = home.path().canonicalize().expect("it was just made");
        copy(path, &home.join(path.file_name().expect("it has a name")));
        let engine = ENGINE.get_or_init(|| Engine::new(transforms::ALL));
        let selection = Selection {
            paths: vec![home.clone()],
            everything: false,
        };
        let discovery = discover(&selection, &home);
        let words: Vec<&str> = engine.transforms().flat_map(|it| it.words).copied().collect();
        let wanted = Wanted {
            words: &words,
            ..Wanted::default()
        };
        let parts = Program::survey(&discovery, &wanted).for_each_part(|part| fix_guarded(part, engine, allowed));
        for part in &parts {
            self.part(part, engine, allowed, path, &home);
        }
    }

    fn part(&mut self, part: &Fixed, engine: &Engine, allowed: Applicability, project: &Path, base: &Path) {
        let changes = Changes::of(std::slice::from_ref(part), base);
        let count = changes.units.len();
        if count < 2 {
            return;
        }
        let alone = (0..count).map(|it| vec![it]);
        let but_one = (0..count).map(|without| (0..count).filter(|it| *it != without).collect());
        let but_one = but_one.filter(|it: &Vec<usize>| it.len() > 1);
        for units in alone.chain(but_one) {
            let choice = Choice::of(&changes, units.iter().copied());
            let texts = changes.files.iter().enumerate();
            let texts = texts.map(|(at, file)| (file.old.id, choice.text(at)));
            let sources = part.sources.with_texts(texts);
            self.sets += 1;
            let judge = |words: String| {
                let patch = changes.patch_of(|it| units.contains(&it));
                format!("{}: units {units:?} of {count}: {words}\n{patch}", project.display())
            };
            if let Some(words) = units.iter().find_map(|it| choice.verify(*it).err()) {
                self.wrong.push(judge(words));
                continue;
            }
            let outcome = fix(&sources, &part.links, engine, allowed);
            self.wrong
                .extend(worse(part, &sources, &outcome).into_iter().map(judge));
            let is_same = |it: &leakfix::syntax::Source| outcome.after.get(it.id).text == it.text;
            self.same_end += usize::from(part.outcome.after.iter().all(is_same));
        }
    }

    fn report(&self, wanted: usize) {
        eprintln!("{} sets of units, {} come to the same end", self.sets, self.same_end);
        assert!(
            self.wrong.is_empty(),
            "{} wrong:\n{}",
            self.wrong.len(),
            self.wrong.join("\n")
        );
        assert!(self.sets >= wanted, "only {} sets were tried", self.sets);
    }
}

/// What is worse than it was, once some of the units are there.
fn worse(part: &Fixed, sources: &Sources, outcome: &Outcome) -> Vec<String> {
    let mut wrong: Vec<String> = outcome.defects.iter().map(|it| format!("a defect: {it}")).collect();
    let (before, after) = (leaks(&part.outcome, &part.sources), leaks(outcome, sources));
    for (leak, (count, leaking)) in after {
        let (then, then_leaking) = before.get(&leak).copied().unwrap_or_default();
        if count > then || leaking > then_leaking {
            wrong.push(format!("new: {leak:?}"));
        }
    }
    let of = |outcome: &Outcome, subject: Subject, key: &HandlerKey| {
        let findings = outcome.findings.iter().filter(|it| it.is_fixed() || it.is_left());
        findings
            .filter(|it| it.subject == subject && it.handlers.contains(key))
            .count()
    };
    for entry in &outcome.roll.handlers {
        let is_converted = of(&part.outcome, Subject::Handler, &entry.key) > of(outcome, Subject::Handler, &entry.key);
        if is_converted && of(outcome, Subject::Leak, &entry.key) > 0 {
            wrong.push(format!(
                "the handler {} is converted by half: it still leaks",
                entry.key.1
            ));
        }
    }
    let handlers = &part.outcome.roll.handlers;
    for entry in &outcome.roll.handlers {
        let then = handlers.iter().find(|it| it.key == entry.key);
        if then.is_some_and(|it| it.verdict() == Verdict::Runs) && entry.verdict() != Verdict::Runs {
            wrong.push(format!("the handler {} runs no more", entry.key.1));
        }
    }
    if outcome.roll.handlers.len() != handlers.len() {
        wrong.push("there are other handlers than before".to_owned());
    }
    wrong
}

/// How often each leak is there, and how often it leaks now; by its words, wherever it has gone to.
fn leaks(outcome: &Outcome, sources: &Sources) -> BTreeMap<(&'static str, PathBuf, String), (usize, usize)> {
    let mut leaks = BTreeMap::new();
    let is_leak = |it: &&Finding| it.is_fixed() || it.is_left();
    for finding in outcome.findings.iter().filter(is_leak) {
        let words = sources.get(finding.source).text[finding.range()].split_whitespace();
        let words = words.collect::<Vec<_>>().join(" ");
        let counts: &mut (usize, usize) = leaks
            .entry((finding.transform, finding.path.clone(), words))
            .or_default();
        counts.0 += 1;
        counts.1 += usize::from(finding.urgency == Urgency::LeaksNow);
    }
    leaks
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    let mut entries: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    entries.sort();
    entries
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in entries(from)
            .iter()
            .filter(|it| it.file_name().is_some_and(|it| it != ".git"))
        {
            copy(entry, &to.join(entry.file_name().expect("it has a name")));
        }
    } else if from.is_file() {
        fs::copy(from, to).expect("a readable file");
    }
}
