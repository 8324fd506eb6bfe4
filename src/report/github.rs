//! Problems as workflow commands, which GitHub Actions shows beside the code of a pull
//! request. Knows the document alone.

use super::document::{Document, Level, Problem};

/// Of each level GitHub shows so many in a step; it drops the rest without a word.
const SHOWN: usize = 10;

/// One line a problem, the worst first, and one that says how many more there are.
pub fn github(document: &Document) -> String {
    let mut problems = document.problems();
    problems.retain(|it| !it.is_ignored());
    problems.sort_by(Problem::by_importance);
    let mut commands: Vec<(&str, String)> = document
        .failures
        .iter()
        .map(|it| ("error", bare("error", it)))
        .collect();
    commands.extend(document.defects.iter().map(|it| ("error", defect(it))));
    commands.extend(problems.iter().map(|it| (command(it.level), annotation(it))));
    commands.extend(document.unread.iter().map(|it| {
        let mut place = vec![("file", it.path.clone())];
        place.extend(it.line.map(|line| ("line", line.to_string())));
        place.extend(it.column.map(|column| ("col", column.to_string())));
        let words = format!("{}: {}", it.kind, it.reason);
        (
            "notice",
            line("notice", &place, "leakfix has not read this file", &words),
        )
    }));
    shown(&commands)
}

/// As many as are shown, with one notice kept for the number of the others.
fn shown(commands: &[(&str, String)]) -> String {
    let of_level = |level: &'static str| commands.iter().filter(move |(it, _)| *it == level);
    let is_cut = ["error", "warning", "notice"]
        .iter()
        .any(|it| of_level(it).count() > SHOWN);
    let mut text = String::new();
    let mut more = 0;
    for (level, most) in [
        ("error", SHOWN),
        ("warning", SHOWN),
        ("notice", SHOWN - usize::from(is_cut)),
    ] {
        text.extend(of_level(level).take(most).map(|(_, it)| it.as_str()));
        more += of_level(level).count().saturating_sub(most);
    }
    if more > 0 {
        let words = format!("{more} more are not shown here: `leakfix check` tells all of them");
        text += &bare("notice", &words);
    }
    text
}

fn annotation(problem: &Problem<'_>) -> String {
    let place = &problem.place;
    let mut properties = vec![
        ("file", place.start.path.clone()),
        ("line", place.start.line.to_string()),
    ];
    // GitHub takes columns only where all is on one line.
    if place.end_line == place.start.line {
        if place.end_column > place.start.column {
            properties.push(("col", place.start.column.to_string()));
            properties.push(("endColumn", place.end_column.to_string()));
        }
    } else {
        properties.push(("endLine", place.end_line.to_string()));
    }
    let words: Vec<&str> = [problem.why, Some(&*problem.outcome)]
        .into_iter()
        .flatten()
        .filter(|it| !it.is_empty())
        .collect();
    let title = format!("{}: {}", problem.rule, problem.message);
    // A message must not be empty: GitHub shows none then.
    let words = if words.is_empty() {
        problem.message.clone()
    } else {
        words.join("\n")
    };
    line(command(problem.level), &properties, &title, &words)
}

fn defect(words: &str) -> String {
    bare("error", &format!("a defect of leakfix, please report it: {words}"))
}

/// An annotation of no file.
fn bare(command: &str, words: &str) -> String {
    line(command, &[], "leakfix", words)
}

fn line(command: &str, properties: &[(&str, String)], title: &str, words: &str) -> String {
    let properties = properties
        .iter()
        .map(|(name, value)| format!("{name}={},", property(value)));
    let properties: String = properties.collect();
    format!("::{command} {properties}title={}::{}\n", property(title), data(words))
}

fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

/// What may stand after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What may stand after a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
