//! Asks eslint-scope and the TypeScript compiler, through `peers.js`.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::meaning::Meaning;

/// A file for the peers to read.
pub struct Question {
    pub path: PathBuf,
    /// What the file is declared as: an ECMAScript module or not.
    pub is_module: Option<bool>,
}

/// A line of `peers.js` about a file that it can read: whether it is a module, the bindings, and for each mention its
/// offset and a place among the bindings, or -1.
type Read = (bool, Vec<Vec<usize>>, Vec<(usize, isize)>);

/// What each file means to a peer; its words where it takes the file for no valid code.
pub fn ask(questions: &[Question]) -> Result<Vec<Result<Meaning, String>>, String> {
    // There are two of everything where this is run: half of the files each.
    let half = questions.len().div_ceil(2);
    let (first, second) = questions.split_at(half);
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| ask_one(second));
        (ask_one(first), second.join().expect("it does not panic"))
    });
    let mut answers = first?;
    answers.extend(second?);
    Ok(answers)
}

fn ask_one(questions: &[Question]) -> Result<Vec<Result<Meaning, String>>, String> {
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<serde_json::Value> = questions
        .iter()
        .map(|it| serde_json::json!({ "path": it.path, "module": it.is_module }))
        .collect();
    let output = run(&serde_json::Value::Array(list).to_string())?;
    let answers: Vec<_> = output.lines().map(meaning).collect::<Result<_, _>>()?;
    if answers.len() == questions.len() {
        Ok(answers)
    } else {
        Err(format!("{} answers to {} questions", answers.len(), questions.len()))
    }
}

fn run(input: &str) -> Result<String, String> {
    let words = |error: std::io::Error| format!("node: {error}");
    let mut child = Command::new("node")
        .arg(crate::directory().join("peers.js"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(words)?;
    let mut stdin = child.stdin.take().expect("it is piped");
    // All of it is read before the first answer is written.
    stdin.write_all(input.as_bytes()).map_err(words)?;
    drop(stdin);
    let output = child.wait_with_output().map_err(words)?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|error| error.to_string())
    } else {
        Err(format!("peers.js: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

fn meaning(line: &str) -> Result<Result<Meaning, String>, String> {
    if let Ok(words) = serde_json::from_str::<String>(line) {
        return Ok(Err(words));
    }
    let (is_module, bindings, references): Read =
        serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))?;
    let mut meaning = Meaning {
        is_module,
        ..Meaning::default()
    };
    for offsets in &bindings {
        for offset in offsets {
            meaning.declared.insert(*offset, offsets.clone());
        }
    }
    for (offset, place) in references {
        let declared = usize::try_from(place).ok().and_then(|it| bindings.get(it));
        meaning.mentioned.insert(offset, declared.cloned().unwrap_or_default());
    }
    Ok(Ok(meaning))
}
