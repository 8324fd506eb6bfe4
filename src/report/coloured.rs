//! A unified diff in colours, with the words marked that differ within a line: taken
//! out, they leave the diff byte for byte. Knows diffs, not what they are of.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const RESET: &str = "\u{1b}[0m";
const MARK: &str = "\u{1b}[7m";
const UNMARK: &str = "\u{1b}[27m";

/// How much of two lines has to be the same, in percent, for their words to be compared.
const ALIKE: usize = 50;
/// Longer lines, in bytes, and longer runs of lines are not compared word by word.
const LONG: usize = 2_000;
const MANY: usize = 40;

/// The diff in the colours that git gives it. Each line ends as it began: a pager may
/// cut anywhere.
pub fn coloured(diff: &str) -> String {
    let lines: Vec<&str> = diff.split_inclusive('\n').collect();
    let mut out = String::with_capacity(diff.len() * 2);
    let (mut at, mut left) = (0, (0, 0));
    while at < lines.len() {
        let line = lines[at];
        if left == (0, 0) {
            let colour = match line.as_bytes() {
                [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => BOLD,
                [b'@', b'@', ..] => CYAN,
                _ => "",
            };
            left = counts(line).unwrap_or_default();
            paint(&mut out, line, colour, &[]);
            at += 1;
            continue;
        }
        let run = run(&lines[at..]);
        if run == 0 {
            if line.starts_with(' ') {
                left = (left.0.saturating_sub(1), left.1.saturating_sub(1));
            } else if !line.starts_with('\\') {
                left = (0, 0);
            }
            paint(&mut out, line, "", &[]);
            at += 1;
            continue;
        }
        let run = &lines[at..at + run];
        let gone = run.iter().filter(|it| it.starts_with('-')).count();
        let come = run.iter().filter(|it| it.starts_with('+')).count();
        left = (left.0.saturating_sub(gone), left.1.saturating_sub(come));
        changed(&mut out, run);
        at += run.len();
    }
    out
}

/// How many lines a hunk has, old and new, by its header.
fn counts(line: &str) -> Option<(usize, usize)> {
    let (old, rest) = line.strip_prefix("@@ -")?.split_once(" +")?;
    let (new, _) = rest.split_once(" @@")?;
    let count = |it: &str| it.split_once(',').map_or(Some(1), |(_, count)| count.parse().ok());
    Some((count(old)?, count(new)?))
}

/// How many lines go, then come; a missing last newline is told between them.
fn run(lines: &[&str]) -> usize {
    let mut has_come = false;
    for (number, line) in lines.iter().enumerate() {
        let goes_on = match line.as_bytes().first() {
            Some(b'+') => true,
            Some(b'-') => !has_come,
            Some(b'\\') => number > 0,
            _ => false,
        };
        if !goes_on {
            return number;
        }
        has_come |= line.starts_with('+');
    }
    lines.len()
}

fn changed(out: &mut String, run: &[&str]) {
    let numbers = |sign| (0..run.len()).filter(move |it| run[*it].starts_with(sign));
    let (gone, come): (Vec<usize>, Vec<usize>) = (numbers('-').collect(), numbers('+').collect());
    let mut marks = vec![Vec::new(); run.len()];
    if gone.len() <= MANY && come.len() <= MANY {
        let mut next = 0;
        for old in gone {
            let pair = (next..come.len()).find_map(|at| Some((at, words(run[old], run[come[at]])?)));
            if let Some((at, (before, after))) = pair {
                marks[old] = before;
                marks[come[at]] = after;
                next = at + 1;
            }
        }
    }
    for (line, marks) in run.iter().zip(&marks) {
        let colour = match line.as_bytes().first() {
            Some(b'-') => RED,
            Some(b'+') => GREEN,
            _ => "",
        };
        paint(out, line, colour, marks);
    }
}

/// Bytes of a line.
type Marks = Vec<Range<usize>>;

/// What differs in two lines, where they are alike.
fn words(old: &str, new: &str) -> Option<(Marks, Marks)> {
    if old.len() > LONG || new.len() > LONG {
        return None;
    }
    let (before, after) = (tokens(old), tokens(new));
    let (olds, news) = (texts(old, &before), texts(new, &after));
    let ops = capture_diff_slices(Algorithm::Myers, &olds, &news);
    let weight = |texts: &[&str]| texts.iter().map(|it| it.trim().len()).sum::<usize>();
    let (mut same, mut gone, mut come) = (0, Vec::new(), Vec::new());
    for op in ops {
        if op.tag() == DiffTag::Equal {
            same += weight(&olds[op.old_range()]);
        } else {
            mark(&mut gone, &olds, &before, op.old_range());
            mark(&mut come, &news, &after, op.new_range());
        }
    }
    let all = weight(&olds) + weight(&news);
    (all > 0 && same * 200 >= all * ALIKE).then_some((gone, come))
}

fn texts<'l>(line: &'l str, ranges: &[Range<usize>]) -> Vec<&'l str> {
    ranges.iter().map(|it| &line[it.clone()]).collect()
}

/// Marks tokens, but not a space at either end of them: another indentation is seen.
fn mark(marks: &mut Vec<Range<usize>>, texts: &[&str], ranges: &[Range<usize>], tokens: Range<usize>) {
    let is_word = |it: &usize| !texts[*it].trim().is_empty();
    let first = tokens.clone().find(is_word);
    let last = tokens.clone().rev().find(is_word);
    if let (Some(first), Some(last)) = (first, last) {
        marks.push(ranges[first].start..ranges[last].end);
    }
}

/// Names and numbers, spaces, and each other character of a line, without its sign and end.
fn tokens(line: &str) -> Vec<Range<usize>> {
    let kind = |it: char| match it {
        it if it.is_alphanumeric() || it == '_' || it == '$' => 0,
        it if it.is_whitespace() => 1,
        _ => 2,
    };
    let end = line.trim_end_matches(['\r', '\n']).len();
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut last = 2;
    for (at, character) in line[..end].char_indices().skip(1) {
        let (this, after) = (kind(character), at + character.len_utf8());
        match tokens.last_mut() {
            Some(token) if this == last && this != 2 => token.end = after,
            _ => tokens.push(at..after),
        }
        last = this;
    }
    tokens
}

fn paint(out: &mut String, line: &str, colour: &str, marks: &[Range<usize>]) {
    if colour.is_empty() {
        *out += line;
        return;
    }
    let text = line.strip_suffix('\n').unwrap_or(line);
    *out += colour;
    let mut at = 0;
    for mark in marks {
        *out += &text[at..mark.start];
        *out += MARK;
        *out += &text[mark.clone()];
        *out += UNMARK;
        at = mark.end;
    }
    *out += &text[at..];
    *out += RESET;
    *out += &line[text.len()..];
}
