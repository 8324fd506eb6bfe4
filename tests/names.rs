//! Names are what others say they are: every binding and reference of a file as leakfix works with them is compared with
//! those of eslint-scope and of the TypeScript compiler, and with the identifiers of tree-sitter's tree. What is compared
//! is said in `tests/names/README.md`.
#![forbid(unsafe_code)]

#[path = "names/exceptions.rs"]
mod exceptions;
#[path = "names/files.rs"]
mod files;
#[path = "names/join.rs"]
mod join;
#[path = "names/meaning.rs"]
mod meaning;
#[path = "npm/mod.rs"]
mod npm;
#[path = "names/parser_tests.rs"]
mod parser_tests;
#[path = "names/peers.rs"]
mod peers;
#[path = "names/proof.rs"]
mod proof;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tests = all_tests();
    let is_wanted = !arguments.list && tests.iter().any(|it| npm::is_wanted(&it.name, &arguments));
    let machine = if is_wanted { prepare() } else { Ok(()) };
    if let Err(reason) = &machine {
        eprintln!("no names can be compared: {reason}");
    }
    let trials = tests.into_iter().map(|test| test.trial(&machine)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// One test before it is known whether this machine can run it.
struct Test {
    name: String,
    run: Box<dyn FnOnce() -> Result<(), Failed> + Send>,
}

impl Test {
    fn new(name: impl Into<String>, run: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Test {
        Test {
            name: name.into(),
            run: Box::new(run),
        }
    }

    /// Without Node.js the test is shown as ignored; where Node.js has to be there, as failed.
    fn trial(self, machine: &Result<(), String>) -> Trial {
        let Err(lacking) = machine.clone() else {
            return Trial::test(self.name, self.run);
        };
        if npm::is_required() {
            Trial::test(self.name, move || Err(lacking.into()))
        } else {
            let kind = lacking.lines().next().unwrap_or_default().to_owned();
            Trial::test(self.name, self.run).with_kind(kind).with_ignored_flag(true)
        }
    }
}

fn all_tests() -> Vec<Test> {
    let mut tests: Vec<Test> = files::hand_written()
        .into_iter()
        .map(|path| Test::new(files::shown(&path), move || proof::of_example(&path)))
        .collect();
    tests.push(Test::new("examples of the transforms", || {
        let paths = files::transform_examples();
        proof::of_files(&paths).result(&paths)
    }));
    for tree in files::trees() {
        tests.push(Test::new(tree.display().to_string(), move || proof::of_tree(&tree)));
    }
    tests.extend(parser_tests::all());
    tests
}

fn prepare() -> Result<(), String> {
    npm::find_node()?;
    npm::install(&directory(), "45 MB")
}

/// `tests/names`, with the scripts and `node_modules`.
fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names")
}
